"""The rows of the printed tables: routes with cited figures, and claims as printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.staleness import age_words, marks
from geo.claims.wording import (
    date_words,
    lines_words,
    mode_words,
    note_words,
    qualifier_words,
    value_words,
    who_words,
)
from geo.data.attributes import ATTRIBUTES
from geo.data.countries import countries_words
from geo.data.plural import plural
from geo.data.records import Claim
from geo.data.schema import MISSING
from geo.export.pdf.page_blocks import Block, Columns, Stack, text
from geo.export.pdf.page_text import (
    INK,
    PAPER,
    RULE,
    broken,
    flag,
    note_lines,
    quiet,
    raised,
    shown,
    strong,
    style,
)
from geo.presentation.citations import Citations
from geo.presentation.data_tables import relevant_claims
from geo.presentation.extract import Extract
from geo.presentation.statement import route_statement
from geo.presentation.tables.row_order import listed

_SIZE = 6.8
_GAP = 7.0
_ROUTE_COLUMNS = (("Route", 158.0), ("Mode", 44.0), ("Status", 66.0), ("Length", 66.0),
                  ("Capacity", 80.0), ("Start", 69.0), ("Completion", 76.0),
                  ("Countries", 78.0), ("Sponsors", 103.0))
_CLAIM_COLUMNS = (("Claim", 58.0), ("Value", 118.0), ("As printed", 154.0), ("As of", 74.0),
                 ("Note", 168.0), ("Source", 178.0))
_NAME_WIDTH = 150.0


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, and the heading to repeat above it at the top of a page.

    `opens` is true if the row must not be alone at the foot of a page.
    """

    block: Block
    heading: Block
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A table to be printed: its size, its lines, and the notes, complete once all are drawn."""

    heading: Block
    count: int
    lines: Iterator[Line]
    notes: Callable[[], Iterable[str]]
    nothing: str


def _row(cells: Sequence[str], columns: Sequence[tuple[str, float]]) -> Columns:
    return Columns([text(cell, style(_SIZE, leading=1.26)) for cell in cells],
                   [width for _, width in columns], _GAP, pad=3.2, rule=RULE)


def _heading(columns: Sequence[tuple[str, float]]) -> Columns:
    return Columns([text(shown(title), style(_SIZE, bold=True, colour="#ffffff"))
                    for title, _ in columns],
                   [width for _, width in columns], _GAP, fill=INK, pad=4)


def _figure(catalog: Catalog, entry: RouteEntry, attribute: str, notes: Citations) -> str:
    statement = route_statement(catalog, entry, attribute)
    if not statement.first:
        return quiet(statement.words)
    values = "".join(shown(piece.lead + piece.value) + raised(notes.number(piece.claim))
                     + (quiet(shown(piece.scope), 5.8) if piece.part else "")
                     for piece in statement.pieces)
    return values + (f"<br/>{flag(' · '.join(statement.flags))}" if statement.flags else "")


def _sponsors(entry: RouteEntry, notes: Citations) -> str:
    sponsors = []
    for actor in entry.sponsors:
        claims = [claim for claim in entry.claims_of("sponsor") if claim.value == actor]
        roles = ", ".join(dict.fromkeys(filter(None, map(qualifier_words, claims))))
        role = f" {quiet(shown(f'({roles})'))}" if roles else ""
        sponsors.append(shown(actor) + role + "".join(map(raised, notes.numbers(claims))))
    return "; ".join(sponsors) or quiet(MISSING)


def _route_cells(catalog: Catalog, entry: RouteEntry, notes: Citations) -> Iterator[str]:
    route = entry.route
    name = strong(broken(route.name, _NAME_WIDTH, _SIZE, bold=True))
    yield (f"{name}<br/>{quiet(shown(route.route_id), 5.8)}")
    yield shown(mode_words(route))
    for attribute in ("status", "length", "capacity", "start", "completion"):
        yield _figure(catalog, entry, attribute, notes)
    yield shown(countries_words(route))
    yield _sponsors(entry, notes)


def route_listing(extract: Extract) -> Listing:
    """Returns a row per route, in the table's order; each figure has the number of its note."""
    catalog, entries = extract.shown, listed(extract)
    notes, heading = Citations(catalog.sources), _heading(_ROUTE_COLUMNS)
    lines = (Line(_row(tuple(_route_cells(catalog, entry, notes)), _ROUTE_COLUMNS), heading)
             for entry in entries)
    return Listing(heading, len(entries), lines, lambda: note_lines(notes.listed),
                   "No route of the atlas answers these filters.")


def _claim_cells(catalog: Catalog, claim: Claim, number: int) -> Iterator[str]:
    source = catalog.sources[claim.source_id]
    role = qualifier_words(claim)
    yield shown(ATTRIBUTES[claim.attribute].label)
    value = shown(value_words(claim))
    value_markup = value if ATTRIBUTES[claim.attribute].kind == "text" else strong(value)
    yield value_markup + (f" {quiet(shown(f'({role})'))}" if role else "")
    yield shown(f"“{claim.printed}”")
    yield f"{shown(date_words(claim.as_of))}<br/>{quiet(shown(age_words(claim, catalog.today)), 6)}"
    marks_found = marks(claim, catalog.claims_about(claim.subject_id), catalog.today)
    yield "<br/>".join((*([shown(note_words(claim))] if note_words(claim) else []),
                        *(flag(f"{mark.kind}: {mark.reason}") for mark in marks_found)))
    part = f"“{claim.section}”, " if claim.section else ""
    yield f"{shown(f'{who_words(source)}, {part}{lines_words(claim.lines)}')}{raised(number)}"


def _band(catalog: Catalog, subject: str, words: str) -> Columns:
    name = f"{strong(shown(catalog.name_of(subject)))} {quiet(shown(f'{subject} · {words}'), 6)}"
    return Columns([text(name, style(7.4))], [1.0], fill=PAPER, pad=3, rule=RULE)


def _claim_lines(catalog: Catalog, claims: Iterable[Claim], notes: Citations
                ) -> Iterator[Line]:
    titles = _heading(_CLAIM_COLUMNS)
    for subject, group in groupby(claims, lambda claim: claim.subject_id):
        of_subject = tuple(group)
        count = plural(len(of_subject), "claim")
        repeated = Stack((titles, _band(catalog, subject, "continued")))
        yield Line(_band(catalog, subject, count), titles, opens=True)
        for claim in of_subject:
            cells = tuple(_claim_cells(catalog, claim, notes.number(claim)))
            yield Line(_row(cells, _CLAIM_COLUMNS), repeated)


def claim_listing(extract: Extract) -> Listing:
    """Returns every claim about the selection, under the name of its subject."""
    catalog = extract.shown
    claims = relevant_claims(catalog)
    notes = Citations(catalog.sources, documents_only=True)
    subjects = len({claim.subject_id for claim in claims})
    return Listing(_heading(_CLAIM_COLUMNS), len(claims) + subjects,
                   _claim_lines(catalog, claims, notes),
                   lambda: note_lines(notes.listed), "No claim answers these filters.")


LISTINGS: Mapping[str, Callable[[Extract], Listing]] = MappingProxyType({
    "routes": route_listing,
    "claims": claim_listing,
})
"""The tables that can be printed, by their names on the command line."""
