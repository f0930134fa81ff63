"""The words of a sheet: its title, what it shows, and whose claims and borders these are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geo.cartography.lettering import clean
from geo.catalog.facets import LEGEND
from geo.catalog.stages import state_in_year
from geo.claims.wording import date_words, who_words
from geo.data.plural import plural
from geo.data.records import Claim
from geo.network.admission import subject_words
from geo.query.view import DEPICTIONS

if TYPE_CHECKING:  # at run time the formats import this module, not the other way round
    from geo.presentation.extract import Extract

_PLAIN = ("corridors", "modes", "statuses", "countries", "regions", "evidence")
"""The facets whose words are clear in a title without the facet's name."""


def _filter_words(extract: Extract) -> tuple[str, ...]:
    """Returns the filters in words, without the year."""
    return tuple(words for words in extract.filters if not words.startswith("Year: "))


def title_of(extract: Extract) -> str:
    """Returns what a picture of the extract shows, in one line."""
    opened = extract.shown.entry(extract.view.opened)
    filters = tuple(words for words in _filter_words(extract) if words not in extract.asked)
    plain = tuple(f"{LEGEND[name].title}: " for name in _PLAIN)
    if opened:
        title = opened.route.name
    elif extract.what_if:
        question = extract.view.question
        title = " to ".join(subject_words(extract.atlas, end)
                            for end in (question.origin, question.target)) + ": what if"
    elif filters:
        title = "; ".join(words.split(": ", 1)[1] if words.startswith(plain) else words
                          for words in filters)
    else:
        title = "Transport corridors of Eurasia"
    return clean(f"{title}, {extract.view.year}" if extract.view.year else title)


def subtitle_of(extract: Extract) -> str:
    """Returns how many routes, every filter that applies, the year, the day, and whose borders."""
    year = (f"Drawn for {extract.view.year}",) if extract.view.year else ()
    shown_count, all_count = extract.routes
    overlay = (extract.overlay_words,) if extract.overlay_words else ()
    return clean(" · ".join((
        f"All {all_count} routes" if shown_count == all_count else
        f"{shown_count} of {all_count} routes", *overlay, *_filter_words(extract), *year,
        f"as of {date_words(extract.as_of)}", DEPICTIONS[extract.view.depiction])))


def _deciding_claims(extract: Extract) -> Iterator[Claim]:
    """Yields the claims that decide how the lines are drawn: of their status, or of the year."""
    for entry in extract.shown.entries:
        if extract.view.year is None:
            claim = entry.headline("status")
            yield from (claim,) if claim else ()
        else:
            yield from state_in_year(entry, extract.view.year).claims


DETAILS = ("full", "brief", "counted")
"""How fully sources are named: with their titles, by who says it, or by their number alone."""


def _claims(extract: Extract, detail: str) -> str:
    source_ids = sorted({claim.source_id for claim in _deciding_claims(extract)})
    sources = [extract.atlas.sources[source_id] for source_id in source_ids]
    if not extract.shown.entries:
        return ""
    if not sources:
        return "Claims: none of the sources states the status of what is shown."
    if detail == "counted":
        years = sorted({source.published[:4] for source in sources if source.published})
        when = f", {years[0]} to {years[-1]}" if len(years) > 1 else ""
        return (f"Status of the lines: {plural(len(sources), 'source')}{when}. The dossier of each "
                "route names them.")
    names = (
        f"{who_words(source)} ({source.published[:4]})"
        if detail == "brief"
        else f"{who_words(source)}, {source.title} ({date_words(source.published)})"
        for source in sources
    )
    return clean(f"Claims: {'; '.join(dict.fromkeys(names))}.")


def _borders(extract: Extract) -> str:
    licence = str(extract.land.get("licence", ""))
    if not licence:
        return ""
    close = "; © OpenStreetMap contributors, ODbL 1.0" if extract.land.get("insets") else ""
    return clean(f"Borders: {licence}{close}. They express no opinion on the legal status of any "
                 "territory.")


def _licence(extract: Extract) -> str:
    places = " Places: GeoNames, CC BY 4.0." if any(
        "geonames" in place.origin.lower() for place in extract.atlas.places.values()) else ""
    return clean(f"Corridor Atlas, release {extract.release}, CC BY 4.0.{places}")


def credits_of(extract: Extract, detail: str = "full") -> tuple[str, ...]:
    """Returns whose claims and borders a picture shows, and its terms, a line each.

    `detail` is one of DETAILS.
    """
    lines = (_claims(extract, detail), _borders(extract), _licence(extract))
    return tuple(line for line in lines if line)
