"""What happened, in words: for dossiers, for the page that tells it by date, and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from geo.catalog.catalog import Catalog
from geo.catalog.happenings import Happening, HappeningKind, happenings, is_within
from geo.catalog.stages import claim_words
from geo.claims.dates import when_words
from geo.claims.wording import (
    STATUS_WORDS,
    citation_words,
    date_words,
    lines_words,
    part_words,
    who_words,
)
from geo.data.countries import country_name
from geo.data.lru import kept_on_first
from geo.data.plural import plural
from geo.data.records import Claim, Source
from geo.presentation.citations import Citations, Cited
from geo.presentation.data_tables import Cell, Table, relevant_claims
from geo.presentation.named import Named
from geo.query.view import View

KIND_WORDS: Mapping[HappeningKind, str] = MappingProxyType({
    "event": "Event", "start": "Start", "completion": "Completion", "status": "Change of status"})
"""The kinds of happenings, as a reader sees them."""

ABOUT = ("Events, past starts and completions, and changes of status, newest first. A status "
         "counts where a report within a year before says something else. Promises and forecasts "
         "stand on “Time”.")
"""What the page tells, in words."""

_COLUMNS = ("day", "kind", "happened", "part", "subject_id", "subject", "subject_kind", "corridors",
            "countries", "who", "publisher", "published", "printed", "note", "perspective",
            "source_id", "source_title", "document", "address", "section", "lines", "citation",
            "release")


@dataclass(frozen=True, slots=True)
class ShownHappening:
    """What happened, when, and who says so.

    `scope` says of which part it is. `subject` is what it happened to, blank where that is what the
    dossier is about.
    """

    when: str
    what: Cited
    scope: str
    subject: Named
    who: str
    claim_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Teller:
    """A claim that tells it: its source, who speaks or what must be added, its printed words."""

    who: str
    note: str
    printed: str


@dataclass(frozen=True, slots=True)
class ToldHappening:
    """What happened, with all that it concerns and everyone who tells it."""

    kind: HappeningKind
    shown: ShownHappening
    subjects: tuple[Named, ...]
    corridors: tuple[Named, ...]
    tellers: tuple[Teller, ...]


@dataclass(frozen=True, slots=True)
class HappeningMonth:
    """What happened in a month; of a year where no month is stated."""

    month: str
    title: str
    happenings: tuple[ToldHappening, ...]


@dataclass(frozen=True, slots=True)
class WhatHappened:
    """What happened to what a view shows. `silence` says in a sentence that nothing was found."""

    count: str
    months: tuple[HappeningMonth, ...]
    silence: str = ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def happening_words(happening: Happening) -> str:
    """Returns what happened: an event in its words, `Operation began in June 2006`.

    A change of status is `Reported as …`, and says what was reported before, and when.
    """
    claim = happening.claim
    if happening.kind == "event":
        return _sentence(claim.value)
    if happening.kind != "status":
        return _sentence(claim_words(claim))
    before = dict.fromkeys(STATUS_WORDS[each.value].lower() for each in happening.before)
    when = when_words(max(each.as_of for each in happening.before))
    return (f"Reported as {STATUS_WORDS[claim.value].lower()}; before, {when}, as "
            f"{' or '.join(before)}")


def source_in_brief(source: Source) -> str:
    """Returns who says it, the publisher where that is another, and when: `Trend, 26 May 2026`."""
    parts = (who_words(source), source.publisher, date_words(source.published))
    return ", ".join(dict.fromkeys(filter(None, parts)))


def timeframe_words(view: View) -> str:
    """Returns the stretch of time that a view asks for: `since January 2026`; blank without one."""
    since, until = (date_words(day) if day else "" for day in (view.since, view.until))
    if since and until:
        return f"in {since}" if since == until else f"from {since} to {until}"
    return f"since {since}" if since else f"up to {until}" if until else ""


def _named(catalog: Catalog, subject: str) -> Named:
    return Named(catalog.name_of(subject), subject if subject in catalog.subjects else "")


def shown_happening(catalog: Catalog, happening: Happening, citations: Citations, *, own: bool,
                    claim_ids: Iterable[int] = ()) -> ShownHappening:
    """Returns a happening in words, cited; `own` where the reader knows what it happened to."""
    part = part_words(happening.claim)
    who = "; ".join(dict.fromkeys(
        source_in_brief(catalog.sources[each.source_id]) for each in happening.claims))
    claims = (*happening.claims, *happening.before)
    return ShownHappening(
        date_words(happening.day), citations.cited(happening_words(happening), claims),
        f" ({part})" if part else "",
        Named("") if own else _named(catalog, happening.subject_id), who, tuple(claim_ids))


def _concerned(shown: Catalog, view: View) -> Iterator[Claim]:
    """Yields the claims about what a view shows; of corridors only the chosen ones, if any are."""
    chosen = view.wanted.corridors
    for claim in relevant_claims(shown):
        if not chosen or claim.subject_id not in shown.corridors or claim.subject_id in chosen:
            yield claim


def happenings_shown(shown: Catalog, view: View) -> tuple[Happening, ...]:
    """Returns what happened to the routes of a selection, their corridors and places, newest first.

    Only what may lie in the view's stretch of time.
    """
    return tuple(happening for happening in happenings(_concerned(shown, view))
                 if is_within(happening.day, view.since, view.until))


@kept_on_first(1)
def happening_months(shown: Catalog) -> tuple[str, ...]:
    """Returns the months in which something happened to what a selection shows, newest first."""
    days = (happening.day for happening in happenings(relevant_claims(shown)))
    return tuple(dict.fromkeys(day[:7] for day in days if len(day) > 4))


def _tellers(catalog: Catalog, happening: Happening) -> tuple[Teller, ...]:
    return tuple(Teller(
        source_in_brief(catalog.sources[claim.source_id]), claim.note, f"“{claim.printed}”")
        for claim in happening.claims)


def _corridors(catalog: Catalog, subject: str) -> tuple[str, ...]:
    entry = catalog.entry(subject)
    return entry.route.corridor_ids if entry else ()


def _month_title(month: str) -> str:
    return date_words(month) if len(month) > 4 else f"{month}, month not stated"


@kept_on_first(1)
def latest(shown: Catalog, most: int) -> tuple[ShownHappening, ...]:
    """Returns the last things that happened to what a selection shows."""
    citations = Citations(shown.sources)
    return tuple(shown_happening(shown, happening, citations, own=False)
                 for happening in happenings(relevant_claims(shown))[:most])


def _alike(happenings_told: Iterable[Happening]) -> tuple[tuple[Happening, ...], ...]:
    """Groups events that the same sources tell of several subjects in the same words."""
    groups: dict[tuple[object, ...], list[Happening]] = {}
    for each in happenings_told:
        sources = tuple(claim.source_id for claim in each.claims)
        subject = "" if each.kind == "event" else each.subject_id
        groups.setdefault((each.day, each.kind, subject, happening_words(each),
                           part_words(each.claim), sources), []).append(each)
    return tuple(map(tuple, groups.values()))


def _told(shown: Catalog, alike: tuple[Happening, ...], citations: Citations) -> ToldHappening:
    subjects = dict.fromkeys(each.subject_id for each in alike)
    corridors = dict.fromkeys(corridor for subject in subjects
                              for corridor in _corridors(shown, subject))
    tellers = dict.fromkeys(teller for each in alike for teller in _tellers(shown, each))
    return ToldHappening(
        alike[0].kind, shown_happening(shown, alike[0], citations, own=False),
        tuple(_named(shown, subject) for subject in subjects),
        tuple(_named(shown, corridor) for corridor in corridors if corridor not in subjects),
        tuple(tellers))


def what_happened(shown: Catalog, view: View, citations: Citations) -> WhatHappened:
    """Returns what happened to what a view shows, by month, with the numbers of its citations."""
    told = [(alike[0].day[:7], _told(shown, alike, citations))
            for alike in _alike(happenings_shown(shown, view))]
    months = tuple(HappeningMonth(month, _month_title(month), tuple(each for _, each in of_month))
                   for month, of_month in groupby(told, key=lambda pair: pair[0]))
    when = timeframe_words(view)
    silence = "" if told else " ".join(filter(None, (
        "Nothing is found: the sources date no event, start, completion or change of status", when,
        "for the routes that the filter leaves, their corridors and places."
        if shown.kept is not None else "in this atlas.")))
    return WhatHappened(" ".join(filter(None, (plural(len(told), "event"), when))),
                        months, silence)


def _rows(shown: Catalog, view: View) -> Iterator[Mapping[str, Cell]]:
    for happening in happenings_shown(shown, view):
        subject = happening.subject_id
        entry = shown.entry(subject)
        kind = "route" if entry else "corridor" if subject in shown.corridors else "place"
        place = shown.places.get(subject)
        countries = entry.route.countries if entry else (
            (place.country,) if place and place.country else ())
        for claim in happening.claims:
            source = shown.sources[claim.source_id]
            yield {
                "day": happening.day, "kind": KIND_WORDS[happening.kind],
                "happened": happening_words(happening), "part": part_words(claim),
                "subject_id": subject, "subject": shown.name_of(subject), "subject_kind": kind,
                "corridors": "; ".join(map(shown.name_of, _corridors(shown, subject))),
                "countries": "; ".join(map(country_name, countries)),
                "who": who_words(source), "publisher": source.publisher,
                "published": source.published, "printed": claim.printed, "note": claim.note,
                "perspective": source.perspective, "source_id": source.source_id,
                "source_title": source.title, "document": source.document,
                "address": source.address, "section": claim.section,
                "lines": lines_words(claim.lines),
                "citation": citation_words(source, claim.section, claim.lines),
                "release": shown.release}


def happening_table(shown: Catalog, view: View) -> Table:
    """Returns one row for each claim that tells what happened to what a view shows."""
    return Table(_COLUMNS, tuple(_rows(shown, view)))
