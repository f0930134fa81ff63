"""The contents of each slide: an overview, a route, a scene of a briefing, the sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.cartography.symbols import STATUS_STROKES, colour_of
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.selection import STAGE_WORDS, drawn_status
from geo.catalog.stages import STAGES, state_in_year
from geo.claims.staleness import marks
from geo.claims.wording import (
    STATUS_WORDS,
    citation_words,
    date_words,
    mode_words,
    qualifier_words,
    source_words,
    value_words,
)
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim, Source
from geo.data.schema import MODE_WORDS
from geo.export.pptx.slide_figures import SMALL, VALUE, Figure, figures
from geo.export.pptx.slide_text import (
    ALERT,
    INK,
    QUIET,
    Cited,
    Notes,
    Para,
    Run,
    marked,
    one_line,
    unmarked,
)
from geo.presentation.extract import INDICATIVE, Extract
from geo.presentation.sentence import sentence
from geo.presentation.statement import status_words

_SENTENCE = Run("", 18)


@dataclass(frozen=True, slots=True)
class Slide:
    """A scene of a briefing.

    The extract's view is the scene's: camera, year, filters, open subject. `[2]` in `sentence`
    or in `notes`, which are the speaker's, marks the second of `cites`. A blank sentence is
    replaced by that of the opened route.
    """

    extract: Extract
    title: str
    sentence: str = ""
    notes: str = ""
    cites: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The contents of a slide. Without an extract it has no map."""

    extract: Extract | None
    title: str
    eyebrow: str = ""
    accent: str = INK
    sentence: Para = ()
    beside: tuple[Para, ...] = ()
    rows: tuple[Figure, ...] = ()
    citations: tuple[Cited, ...] = ()
    spoken: str = ""
    sources: frozenset[str] = frozenset()


def _claim_lines(catalog: Catalog, claims: Sequence[Claim]) -> Iterator[str]:
    for claim in claims:
        time = "".join(f" {mark.kind.capitalize()}: {mark.reason}."
                       for mark in marks(claim, claims, catalog.today))
        role = f" ({qualifier_words(claim)})" if qualifier_words(claim) else ""
        yield (f"- {ATTRIBUTES[claim.attribute].label}: {value_words(claim)}{role}; printed "
               f"“{claim.printed}”; as of {date_words(claim.as_of)}"
               f"{f'; {claim.note}' if claim.note else ''}. "
               f"{citation_words(catalog.sources[claim.source_id], claim.section, claim.lines)}."
               f"{time}")


def _known(catalog: Catalog, subject: str) -> str:
    """Every claim about a subject, and why claims differ, for the speaker's notes."""
    claims = catalog.claims_about(subject)
    differ = [f"- {difference.question} ({difference.words}) {difference.why}"
              for difference in catalog.differences(subject)]
    parts = (["Every claim:", *_claim_lines(catalog, claims)] if claims else [],
             ["Where claims differ:", *differ] if differ else [])
    return "\n\n".join("\n".join(part) for part in parts if part)


def _spoken(catalog: Catalog, entry: RouteEntry, sentence_text: str) -> str:
    """The speaker's notes of a route: the sentence, every claim, and the basis of its line."""
    known = _known(catalog, entry.route_id) or (
        "No document in the atlas makes a claim about this route itself.")
    alignment = entry.alignment
    return (f"{sentence_text}\n\n{known}\n\n"
            f"The line on the map is {alignment.basis}: {alignment.basis_note}")


def _eyebrow(extract: Extract, entry: RouteEntry) -> str:
    names = [extract.atlas.name_of(corridor) for corridor in entry.route.corridor_ids]
    year = [f"Map of {extract.view.year}"] if extract.view.year else []
    return " · ".join((mode_words(entry.route), status_words(entry), *names, *year))


def _basis_warning(entry: RouteEntry) -> tuple[Para, ...]:
    basis = entry.alignment.basis
    if basis not in ("schematic", "conceptual"):
        return ()
    return ((Run(INDICATIVE.format(basis=basis), 12.5, italic=True, colour=ALERT),),)


def route_page(extract: Extract, entry: RouteEntry) -> Page:
    """Returns the slide of a route of a selection, with the map around it."""
    catalog, notes = extract.shown, Notes()
    text = sentence(catalog, entry, notes.mark)
    rows = figures(catalog, entry.route_id, notes)
    here = replace(extract, view=replace(extract.view, opened=entry.route_id, camera=None))
    return Page(here, entry.route.name, _eyebrow(extract, entry), colour_of(entry.route),
                marked(text, _SENTENCE), _basis_warning(entry), rows, notes.cited(catalog.sources),
                _spoken(catalog, entry, unmarked(text)), notes.source_ids)


def _counts(extract: Extract) -> Iterator[Figure]:
    year, entries = extract.view.year, extract.shown.entries
    if year is None:
        statuses = Counter(drawn_status(entry, None) for entry in entries)
        counts = [(STATUS_WORDS[status], statuses[status]) for status in STATUS_STROKES]
    else:
        stages = Counter(state_in_year(entry, year).stage for entry in entries)
        counts = [(STAGE_WORDS[stage], stages[stage]) for stage in STAGES]
    for label, number in counts:
        if number:
            yield Figure(label, (replace(VALUE, text=f"{number}"),))
    for label, words in (("Modes", [MODE_WORDS[entry.route.mode] for entry in entries]),
                         ("Lines", [entry.alignment.basis for entry in entries])):
        if words:
            yield Figure(label, (Run(", ".join(
                f"{word} {number}" for word, number in Counter(words).most_common()), 13),))


def overview_page(extract: Extract) -> Page:
    """Returns the first slide: the map of the selection, its counts, and the filters."""
    shown, (count, total) = extract.shown, extract.routes
    claims = sum(len(entry.claims) for entry in shown.entries)
    sources = {source for entry in shown.entries for source in entry.source_ids}
    year = f" · Map of {extract.view.year}" if extract.view.year else ""
    summary = (f"{count} of {total} routes, with {claims:,} claims from {len(sources)} "
               f"source{'' if len(sources) == 1 else 's'}." if count else
               f"No route of this release answers the filters. The atlas has {total} routes.")
    empty_title = "No route to show" if not shown.overlays else "Lines of an overlay alone"
    filters = tuple((Run(one_line(words), 12.5, colour=QUIET),)
                    for words in (extract.overlay_words, *extract.filters) if words)
    here = replace(extract, view=replace(extract.view, opened="", camera=None))
    spoken = "\n".join((summary, *extract.filters)) if extract.filters else summary
    return Page(here, ("Transport corridors" if count == total else
                       f"Transport corridors: {count} of {total} routes") if count else
                empty_title, f"Corridor Atlas · release {extract.release}{year}", INK,
                (replace(_SENTENCE, text=summary),), filters, tuple(_counts(extract)),
                spoken=spoken)


def _with_notes(text: str, cites: Sequence[Claim], notes: Notes) -> str:
    """Replaces each `[2]` in a text by the note of the claim it marks."""
    def follow(match: re.Match[str]) -> str:
        place = int(match[1])
        return notes.mark(cites[place - 1]) if 1 <= place <= len(cites) else match[0]

    return re.sub(r"\[(\d{1,4})\]", follow, text)


def _scene_spoken(slide: Slide, catalog: Catalog, sentence_text: str, notes: Notes) -> str:
    """The speaker's notes of a scene: its notes, the slide's sentence, whole citations."""
    own_notes = unmarked(_with_notes(slide.notes, slide.cites, notes))
    places = {unmarked(notes.mark(claim)): citation_words(
        catalog.sources[claim.source_id], claim.section, claim.lines) for claim in slide.cites}
    cited = "\n".join(("Cited:", *(f"{mark} {words}." for mark, words in places.items())))
    sentence_text = f"On the slide: {unmarked(sentence_text)}" if sentence_text.strip() else ""
    opened = slide.extract.view.opened
    known = f"About {catalog.name_of(opened)}\n\n{words}" if (
        words := _known(catalog, opened)) else ""
    return "\n\n".join(part for part in (own_notes, sentence_text, cited if places else "", known)
                       if part.strip())


def _compared(slide: Slide, notes: Notes) -> Iterator[Figure]:
    """Yields the days that a scene's map writes beside names, in case the map has no room."""
    for subject, days in slide.extract.named.items():
        claims = [claim for claim in slide.cites if days and claim.subject_id == subject
                  and claim.attribute == "transit-time" and claim.value == days]
        for claim in claims[:1]:
            yield Figure(slide.extract.atlas.name_of(subject), marked(
                f"{value_words(claim)} {notes.mark(claim)}", VALUE))


def scene_page(slide: Slide) -> Page:
    """Returns the slide of a scene: its title and sentence, and figures of its open subject."""
    extract, notes = slide.extract, Notes()
    opened = extract.view.opened
    catalog = extract.shown if extract.shown.entry(opened) else extract.atlas
    entry = catalog.entry(opened)
    text = _with_notes(slide.sentence, slide.cites, notes)
    if not text.strip() and entry:
        text = sentence(catalog, entry, notes.mark)
    rows = (*_compared(slide, notes),
            *(figures(catalog, opened, notes, brief=True) if opened in catalog.subjects else ()))
    cited = notes.cited(catalog.sources)
    spoken = _scene_spoken(slide, catalog, text, notes)
    eyebrow = _eyebrow(extract, entry) if entry else _subject(extract, opened)
    return Page(extract, slide.title, eyebrow, colour_of(entry.route) if entry else INK,
                marked(text, replace(_SENTENCE, size=18 if rows else 22)),
                _basis_warning(entry) if entry else (), rows, cited, spoken, notes.source_ids)


def _subject(extract: Extract, opened: str) -> str:
    """The name of the open corridor or place, and the year of the map."""
    name = [extract.atlas.name_of(opened)] if opened else []
    year = [f"Map of {extract.view.year}"] if extract.view.year else []
    return " · ".join((*name, *year))


def sources_page(extract: Extract, cited: Sequence[Source]) -> Page:
    """Returns the last slide: whole citations of the documents, and whose view each gives."""
    rows = tuple(Figure(source.published[:4], (Run(one_line(
        f"{source_words(source)}. {source.document}"), 12),),
        ((replace(SMALL, text=one_line(f"View of {source.perspective}.")),),))
        for source in cited)
    return Page(None, "The documents, and whose view each gives",
                f"Corridor Atlas · release {extract.release}", rows=rows)
