"""What a reader sees of the subjects that a draft touches, before and after it is accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geo.briefing.older_states import older_state_notes
from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.wording import who_words
from geo.data.attributes import ATTRIBUTES
from geo.data.basemap_document import BasemapDocument
from geo.data.countries import country_name
from geo.data.geodesy import drawn_km
from geo.data.schema import MODE_WORDS
from geo.export.image.png import svg
from geo.presentation.extract import Extract
from geo.presentation.statement import statement
from geo.query.view import View

NOT_THERE = "not in the atlas"


@dataclass(frozen=True, slots=True)
class ReaderChange:
    """An attribute of a subject as a reader is shown it before and after.

    `subject` and `attribute` are the names shown. The words hold what must be shown with a value
    (`overdue`, `sources differ`), who says it, and how many further claims there are.
    """

    subject_id: str
    subject: str
    attribute: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NewRoute:
    """A route that a draft adds: in one line, and its map as an SVG document."""

    name: str
    words: str
    picture: bytes


def shown_words(catalog: Catalog, subject_id: str, attribute: str) -> str:
    """Returns an attribute of a subject in one line, as a reader is shown it."""
    if subject_id not in catalog.subjects:
        return NOT_THERE
    shown = statement(catalog, subject_id, attribute)
    who = "; ".join(dict.fromkeys(
        who_words(catalog.sources[claim.source_id]) for claim in shown.first))
    said = f"{shown.words} ({who})" if who else shown.words
    return ", ".join(filter(None, (said, *shown.flags, shown.more)))


def _is_told(catalog: Catalog, subject_id: str, attribute: str) -> bool:
    return subject_id in catalog.subjects and bool(statement(catalog, subject_id, attribute).first)


def route_words(catalog: Catalog, entry: RouteEntry) -> str:
    """Returns a route in one line: its mode, ends, length as drawn and countries."""
    ends = " to ".join(map(catalog.name_of, (entry.route.from_place, entry.route.to_place)))
    countries = ", ".join(country_name(code) for code in entry.route.countries)
    return (f"{entry.route.name}: {MODE_WORDS[entry.route.mode].lower()}, {ends}, "
            f"{drawn_km(entry.alignment.line):,.0f} km as drawn, {countries}")


def new_route(catalog: Catalog, entry: RouteEntry, land: BasemapDocument) -> NewRoute:
    """Returns a route as a reader will see it who opens it; `land` is drawn under it."""
    extract = Extract(catalog, View(opened=entry.route_id), land)
    return NewRoute(entry.route.name, route_words(catalog, entry), svg(extract, "routes"))


def overtaken(briefings: Mapping[str, bytes], before: Catalog, after: Catalog) -> tuple[str, ...]:
    """Returns which sentences of briefings newer claims overtake that did not do so before."""
    known = {*older_state_notes(briefings, before)}
    return tuple(note for note in older_state_notes(briefings, after) if note not in known)


def reader_changes(before: Catalog, after: Catalog, touched: Iterable[tuple[str, str]]
                   ) -> tuple[ReaderChange, ...]:
    """Returns the attributes of subjects that a reader sees otherwise, sorted by subject.

    `touched` are pairs of subject and attribute. One without a value on either side is left out.
    """
    changes = (ReaderChange(subject_id, after.name_of(subject_id), ATTRIBUTES[attribute].label,
                            shown_words(before, subject_id, attribute),
                            shown_words(after, subject_id, attribute))
               for subject_id, attribute in sorted({*touched})
               if _is_told(before, subject_id, attribute) or _is_told(after, subject_id, attribute))
    return tuple(change for change in changes if change.before != change.after)
