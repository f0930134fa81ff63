"""Judges one claim while a curator types it: its form, its place, and what the gate says of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shapely.geometry import LineString

from app.desk.accepting.draft_rows import (
    DraftRow,
    cited,
    drafted_rows,
    source_row,
)
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.subject_names import subject_names
from geo.checks.documents import Judges, TextAtHand
from geo.checks.printed_values import claim_of
from geo.checks.sections import fold
from geo.checks.tables import reference_problems, row_problems
from geo.claims.findings import Finding
from geo.claims.passage import Passage
from geo.data.attributes import ATTRIBUTES
from geo.data.csv_table import Row
from geo.data.lru import kept_on_first
from geo.data.reader import split
from geo.data.records import Alias, Alignment, Claim, Corridor, Heading, Place, Route, Source
from geo.data.schema import LOOKED_AT, MODES, PLACE_KINDS, TABLES
from geo.intake.candidate import Anchor
from geo.intake.decision import Addition, Draft
from geo.intake.document import Document

_SOURCE_TO_COME = "source-to-come"
"""The source of a draft whose source has not been entered."""


@dataclass(frozen=True, slots=True, order=True)
class CellProblem:
    """What is wrong with a cell of a row, in words."""

    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What can be said of a claim as it stands.

    `row` is the claim with its source, lines and section. `problems` are of its form and place and
    must be mended; `findings` are the gate's. `passage` is None while the row cannot be read.
    """

    row: Mapping[str, str]
    problems: tuple[CellProblem, ...]
    findings: tuple[Finding, ...] = ()
    passage: Passage | None = None

    @property
    def faults(self) -> tuple[CellProblem, ...]:
        """All that must be mended: the problems, and the findings that no reading settles."""
        refuted = (CellProblem(finding.column, finding.message) for finding in self.findings
                   if not finding.signable)
        return tuple(dict.fromkeys((*self.problems, *refuted)))

    @property
    def by_rule(self) -> bool:
        """Whether the printed words alone bear out every side."""
        return not self.problems and not self.findings

    @property
    def open_sides(self) -> tuple[str, ...]:
        """The sides that a second reading has to look at, in the order of the schema."""
        sides = {finding.side for finding in self.findings if finding.signable}
        return tuple(side for side in LOOKED_AT if side in sides)


def _sound(rows: Iterable[DraftRow], table: str) -> Iterator[Mapping[str, str]]:
    return (row.cells for row in rows if row.table == table
            and not row_problems(TABLES[table], Row(TABLES[table].file, 0, row.cells)))


def _entry(row: DraftRow, places: Mapping[str, Place]) -> RouteEntry:
    """Returns a new route as the gate knows it, by its names and ends; its line plays no part."""
    cells = dict(row.cells)
    route = Route(**{**{name: cells[name] for name in cells},  # type: ignore[arg-type]
                     **{name: tuple(split(cells[name]))
                        for name in ("corridor_ids", "via_places", "countries")}})
    ends = [(places[end].lon, places[end].lat) for end in (route.from_place, route.to_place)
            if end in places]
    line = LineString(ends) if len(ends) == 2 else LineString()
    return RouteEntry(route, Alignment(route.route_id, "", "", line), ())


def catalog_with(catalog: Catalog, rows: Sequence[DraftRow]) -> Catalog:
    """Returns a catalog that knows the sources, headings, names and subjects of a draft too.

    Rows that cannot be read are left out; its claims are not among them.
    """
    places = {**catalog.places, **{cells["place_id"]: Place(**{
        **cells, "lon": float(cells["lon"]), "lat": float(cells["lat"])})  # type: ignore[arg-type]
        for cells in _sound(rows, "places")}}
    routes = [row for row in rows if row.table == "routes" and row.cells["route_id"]
              and not catalog.entry(row.cells["route_id"])]
    return replace(
        catalog, places=places,
        corridors={**catalog.corridors, **{cells["corridor_id"]: Corridor(**cells)
                                           for cells in _sound(rows, "corridors")}},
        aliases=(*catalog.aliases, *(Alias(**cells) for cells in _sound(rows, "aliases"))),
        sources={**catalog.sources, **{row.cells["source_id"]: Source(**row.cells)
                                       for row in rows if row.table == "sources"}},
        headings=(*catalog.headings, *(
            Heading(cells["source_id"], int(cells["line"]), cells["heading"])
            for cells in _sound(rows, "headings"))),
        entries=(*catalog.entries, *(_entry(row, places) for row in routes)))


def _subject_problems(row: Row, catalog: Catalog) -> Iterator[CellProblem]:
    """Yields an attribute that a route of this mode, or a place of this kind, cannot have."""
    attribute, entry = ATTRIBUTES.get(row.cells["attribute"]), catalog.entry(
        row.cells["subject_id"])
    place = catalog.places.get(row.cells["subject_id"])
    if attribute and place and not attribute.fits_place(place.kind):
        yield CellProblem("subject_id", f"{place.name} is a place ({PLACE_KINDS[place.kind]}), and "
                          f"such a place has no {attribute.label.lower()}: choose the route, or "
                          "the work, of which the words speak")
    if attribute and entry and not attribute.applies_to(entry.route.mode):
        yield CellProblem("attribute", f"{attribute.name} does not fit {entry.route.route_id}, "
                          f"whose mode is {MODES.get(entry.route.mode, entry.route.mode).lower()}")


class ClaimJudge:
    """Judges the claims of one document, with its source and what the draft adds.

    `words` are the lines of the document of a public page, which the atlas does not keep: its
    printed words must stand there all the same.
    """

    def __init__(self, catalog: Catalog, draft: Draft, rows: Sequence[DraftRow]) -> None:
        self.source = source_row(draft)
        text = TextAtHand(draft.document.text.encode(), (*draft.document.lines, ""))
        at_hand = bool(self.source["document"])
        self._words = "" if at_hand else fold(draft.document.text)
        self._catalog = catalog_with(catalog, rows)
        self._headings = tuple(heading for heading in self._catalog.headings
                               if heading.source_id == self.source["source_id"])
        self._judges = Judges(
            replace(self._catalog, claims=(), relations=(), not_mapped=()),
            {self.source["source_id"]: text} if at_hand else {}, subject_names(self._catalog))
        self._ids = {"routes": self._catalog.ids, "corridors": tuple(self._catalog.corridors),
                     "places": tuple(self._catalog.places),
                     "sources": (self.source["source_id"],)}

    def _form(self, row: Row) -> Iterator[CellProblem]:
        table = TABLES["claims"]
        for problem in (*row_problems(table, row), *reference_problems(table, (row,), self._ids)):
            yield CellProblem(problem.field, problem.message)
        if self.source["document"] and not row.cells["lines"]:
            yield CellProblem("lines", "is blank and must not be: write the line of the document's "
                              "text file, such as 42, or the first and last, such as 42-43")
        yield from _subject_problems(row, self._catalog)

    def _place(self, claim: Claim) -> Iterator[CellProblem]:
        for column, words in self._judges.place_faults(claim):
            yield CellProblem(column, words)
        parts = [fold(part) for part in claim.printed.split("…")]
        if self._words and not all(part in self._words for part in parts):
            yield CellProblem("printed", f"{claim.printed!r} does not stand in the document; print "
                              "the words exactly as it does, with … for what is left out")

    def of(self, cells: Mapping[str, str], lines: str = "") -> Judgement:
        """Returns what can be said of a claim; `lines` are its anchor's, where it names none."""
        row = Row(TABLES["claims"].file, 0,
                  cited("claims", cells, self.source, self._headings, lines))
        form = tuple(dict.fromkeys(self._form(row)))
        claim = claim_of(row)
        if claim is None or any(problem.column in ("lines", "period", "source_id")
                                for problem in form):
            return Judgement(row.cells, form)
        return Judgement(row.cells, (*form, *self._place(claim)), self._judges.findings(claim),
                         self._judges.passage(claim))


def _to_come(draft: Draft) -> Draft:
    """Returns a draft whose source can be cited, entered or not: else its text is at hand."""
    source, imprint = draft.source, draft.document.imprint
    if not source.get("source_id"):
        source = {**source, "source_id": _SOURCE_TO_COME}
    if not source.get("document") and not source.get("address"):
        source = {**source, "document": draft.document.name}
    blank = {"published": imprint.published, "title": imprint.title}
    return replace(draft, source={**source, **{
        name: source.get(name) or words for name, words in blank.items()}})


@kept_on_first(4)
def _kept_judge(catalog: Catalog, document: Document, source: tuple[tuple[str, str], ...],
                additions: tuple[tuple[str, str, str, str], ...]) -> ClaimJudge:
    draft = _to_come(Draft("", 0, document, (), dict(source), {}, tuple(
        Addition(item, table, dict(json.loads(row)), json.loads(feature))
        for item, table, row, feature in additions)))
    held = tuple(heading for heading in catalog.headings
                 if heading.source_id == draft.source["source_id"])
    return ClaimJudge(catalog, draft, drafted_rows(draft, held))


def _plain(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), sort_keys=True)


def judge(row: Mapping[str, str], draft: Draft, catalog: Catalog, anchor: Anchor | None = None
          ) -> Judgement:
    """Returns what can be said of a claim of a draft as a curator types it.

    `row` has columns of claims.csv; `anchor` says where its words stand, where it names no lines.
    The draft's source may be filled in or not. What does not change from one letter to the next is
    kept with the catalog.
    """
    kept = _kept_judge(catalog, draft.document, tuple(sorted(draft.source.items())), tuple(
        (each.addition_id, each.table, _plain(each.row), _plain(each.feature))
        for each in draft.additions))
    return kept.of(row, anchor.lines if anchor else "")
