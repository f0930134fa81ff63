"""The short edition of the routes: what a person reads in a table, and can cite from its row.

A column is all numbers, with their unit in its heading, or all words. Words say what no source
states; a number that no source states for the whole route is a blank, and the words beside it say
why. Every figure of a row has its source in the row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Generic, TypeVar
from urllib.parse import urlencode

from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.owners import owner_claims, owner_words
from geo.claims.wording import (
    date_words,
    lines_words,
    located_words,
    mode_words,
    part_words,
    period_words,
    value_words,
    who_words,
)
from geo.data.countries import country_name
from geo.data.lru import kept_on_first
from geo.data.records import Claim, Source
from geo.data.schema import MISSING
from geo.presentation.data_tables import Cell, Table
from geo.presentation.extract import ATTRIBUTION, Extract
from geo.presentation.statement import Statement, route_statement
from geo.presentation.tables.row_order import listed, name_key
from geo.query.view import View

NOTHING_STATED: Final = (
    "“not in the sources”: no source states it. “not applicable”: routes of this mode cannot have "
    "it. Length (km) is blank where no source, or more than one number, is stated for the whole "
    "route; the words beside it say which. A blank is never zero.")
"""What words and blanks mean where there is no figure."""

SOURCES: Final = "Sources"
"""The heading of the column that says where every figure of a row comes from."""
NOTHING_DIFFERS: Final = "nothing"
"""The words for a route about which no claims differ."""

_FIGURES: Final = MappingProxyType({
    "status": "status", "length": "length", "capacity": "capacity", "volume": "throughput",
    "cost": "cost", "start": "start", "completion": "completion"})
"""The attributes of which a row has the claims shown first, by the headings of their columns."""


Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Column(Generic[Subject]):
    """A column: its heading, its cell for a route or a source, what it holds, its width in digits.

    `numbers` says that its cells are numbers or blank. One that is not `printed` is for programs
    and links, and is left off paper.
    """

    heading: str
    cell: Callable[[Extract, Subject], Cell]
    meaning: str
    width: int
    numbers: bool = False
    printed: bool = True


def _unlike(words: Iterable[str]) -> str:
    """Returns the unlike texts among some, joined by `; `; says where there is none."""
    return "; ".join(filter(None, dict.fromkeys(words))) or MISSING


def _stated(attribute: str) -> Callable[[Extract, RouteEntry], Cell]:
    """Returns what makes the words of an attribute, each said once."""
    def words(extract: Extract, entry: RouteEntry) -> Cell:
        shown = route_statement(extract.shown, entry, attribute)
        values = dict.fromkeys(f"{piece.value}{piece.scope}" for piece in shown.pieces)
        lead = "; " if any(claim.partial for claim in shown.first) else " or "
        return lead.join(values) or shown.words

    return words


def _as_of(attribute: str) -> Callable[[Extract, RouteEntry], Cell]:
    """Returns what makes the days for which the claims shown hold, as words."""
    def words(extract: Extract, entry: RouteEntry) -> Cell:
        shown = route_statement(extract.shown, entry, attribute)
        return _unlike(date_words(claim.as_of) for claim in shown.first)

    return words


def _whole_number(shown: Statement) -> Cell:
    """Returns the one number that is stated for a whole route; blank for anything else."""
    only = shown.first[0] if len(shown.first) == 1 else None
    if only is None or only.number is None or only.scope or only.value_high:
        return ""
    return Decimal(only.value)


def _volume(extract: Extract, entry: RouteEntry) -> Cell:
    """Returns the volumes shown first, without the time that they count."""
    shown = route_statement(extract.shown, entry, "throughput")
    pieces = (f"{value_words(claim)}{f' ({part})' if (part := part_words(claim)) else ''}"
              for claim in shown.first)
    return "; ".join(pieces) or shown.words


def _volume_time(extract: Extract, entry: RouteEntry) -> Cell:
    """Returns the time that each of these volumes counts, else the day for which it holds."""
    shown = route_statement(extract.shown, entry, "throughput")
    times = [period_words(claim) or f"as of {date_words(claim.as_of)}" for claim in shown.first]
    return "; ".join(times if len(set(times)) > 1 else times[:1]) or MISSING


def _owners(_: Extract, entry: RouteEntry) -> Cell:
    return _unlike(f"{owner_words(claim)}{f' ({part})' if (part := part_words(claim)) else ''}"
                   for claim in owner_claims(entry.claims))


def _corridors(extract: Extract, entry: RouteEntry) -> Cell:
    return "; ".join(map(extract.shown.name_of, entry.route.corridor_ids)) or "none"


def _differ(extract: Extract, entry: RouteEntry) -> Cell:
    questions = (difference.question for difference in extract.shown.differences(entry.route_id))
    return "; ".join(dict.fromkeys(questions)) or NOTHING_DIFFERS


def _cited(catalog: Catalog, entry: RouteEntry) -> Iterator[tuple[str, Claim]]:
    """Yields claims that bear out all that a row shows, each with the heading of what it says.

    Every figure has all its claims. An actor has one, of a source that is cited already if there is
    such a one.
    """
    cited: set[str] = set()
    shown = [*((heading, claim) for heading, attribute in _FIGURES.items()
               for claim in route_statement(catalog, entry, attribute).first),
             *(("owners", claim) for claim in owner_claims(entry.claims))]
    for heading, claim in shown:
        cited.add(claim.source_id)
        yield heading, claim
    for actor in entry.sponsors:
        claims = [claim for claim in entry.claims_of("sponsor") if claim.value == actor]
        claim = next((claim for claim in claims if claim.source_id in cited), claims[0])
        cited.add(claim.source_id)
        yield "sponsors", claim


def _who_and_when(source: Source) -> str:
    return f"{who_words(source)}, {date_words(source.published)}"


@kept_on_first(1)
def sources_in_short(catalog: Catalog) -> Mapping[str, str]:
    """Returns who says it and when for each source: the form that a row cites.

    Where that would name two sources, the title follows.
    """
    counts = Counter(map(_who_and_when, catalog.sources.values()))
    return {source_id: short if counts[short := _who_and_when(source)] == 1
            else f"{short}, “{source.title}”"
            for source_id, source in catalog.sources.items()}


def cited_in_short(catalog: Catalog, entry: RouteEntry, short: Mapping[str, str]) -> str:
    """Returns the sources of a row, each once: `Who, day (length, line 4; cost, line 9)`.

    `short` names them, as `sources_in_short` does.
    """
    places: dict[str, dict[str, list[str]]] = {}
    for label, claim in _cited(catalog, entry):
        where = lines_words(claim.lines) or (f"“{claim.section}”" if claim.section else "")
        of_source = places.setdefault(claim.source_id, {}).setdefault(label, [])
        if where and where not in of_source:
            of_source.append(where)
    return "; ".join(
        f"{short[source_id]} "
        f"({'; '.join(', '.join((label, *where)) for label, where in labels.items())})"
        for source_id, labels in places.items()) or MISSING


def _link(extract: Extract, entry: RouteEntry) -> Cell:
    if entry.is_overlay:
        return ""
    asked = urlencode(View(opened=entry.route_id, release=extract.release).items())
    return f"{extract.address}?{asked}"


def _about(extract: Extract, _: RouteEntry) -> Cell:
    filters = "; ".join(extract.filters) or "all routes"
    return f"{extract.release}, as of {date_words(extract.as_of)}; {filters}. {ATTRIBUTION}"


COLUMNS: Final[tuple[Column[RouteEntry], ...]] = (
    Column("Route", lambda _, e: e.route.name, "name of the route", 20),
    Column("Corridor", _corridors, "the corridors it belongs to", 13),
    Column("Mode", lambda _, e: mode_words(e.route), "what moves along it", 10),
    Column("From", lambda x, e: x.shown.name_of(e.route.from_place), "where it begins", 14),
    Column("To", lambda x, e: x.shown.name_of(e.route.to_place), "where it ends", 13),
    Column("Countries", lambda _, e: "; ".join(map(country_name, e.route.countries)),
           "in order of travel", 13),
    Column("Status", _stated("status"), "the status shown first, and of which part", 13),
    Column("Status as of", _as_of("status"), "the day for which its source says so", 10),
    Column("Length (km)", lambda x, e: _whole_number(route_statement(x.shown, e, "length")),
           "the one length stated for the whole route; blank where there is none, or several",
           8, numbers=True),
    Column("Length in words", _stated("length"), "the lengths as stated, with what they cover", 16),
    Column("Capacity", _stated("capacity"), "with its unit, and what it covers", 14),
    Column("Volume", _volume, "what moved: with its unit, and what it covers", 19),
    Column("Volume for", _volume_time, "the time that each volume counts, or its day", 10),
    Column("Cost", _stated("cost"), "with its currency, and what it covers", 14),
    Column("Start", _stated("start"), "when it began, or is promised to begin", 14),
    Column("Completion", _stated("completion"), "when it was, or is to be, complete", 14),
    Column("Owners", _owners, "actors that sources name as owners or shareholders", 17),
    Column("Sponsors", lambda _, e: "; ".join(e.sponsors) or MISSING,
           "actors that sources name as sponsors, in any role", 15),
    Column("Claims", lambda _, e: len(e.claims), "how many claims the sources make of it", 8,
           numbers=True),
    Column("Claims differ about", _differ, "the questions that claims answer differently", 23),
    Column(SOURCES, lambda *_: "", "who says each figure of the row, when, and where in it; "
           "the workbook cites them in full on a sheet of their own", 46),
    Column("Link", _link, "the route in the atlas, in this release", 24, printed=False),
    Column("Id", lambda _, e: e.route_id, "the same in every table and file", 20, printed=False),
    Column("Release", _about, "release and day of the data, filters, licence and attribution", 24,
           printed=False),
)
"""The columns of the short edition, in their order."""

SOURCE_COLUMNS: Final[tuple[Column[Source], ...]] = (
    Column("Cited as", lambda x, s: sources_in_short(x.atlas)[s.source_id],
           "as the rows of Routes cite it", 34),
    Column("Whole citation", lambda _, s: located_words(s),
           "author, title, publisher, date, and the address of a public page", 84),
    Column("View of", lambda _, s: s.perspective, "whose view it gives", 34),
    Column("Id", lambda _, s: s.source_id, "the same in every table and file", 24, printed=False),
)
"""The columns of the sources that the short edition cites."""


def _spaced(cell: Cell) -> Cell:
    """Returns a cell with plain spaces, at which spreadsheets break lines and find words."""
    return cell.replace("\N{NO-BREAK SPACE}", " ") if isinstance(cell, str) else cell


def short_sources(extract: Extract) -> Table:
    """Returns one row for each source that the rows cite, in the order of their short form."""
    cited = {claim.source_id for entry in extract.shown.entries
             for _, claim in _cited(extract.shown, entry)}
    rows = ({column.heading: _spaced(column.cell(extract, extract.atlas.sources[source_id]))
             for column in SOURCE_COLUMNS} for source_id in cited)
    return Table(tuple(column.heading for column in SOURCE_COLUMNS),
                 tuple(sorted(rows, key=lambda row: name_key(str(row["Cited as"])))))


def short_table(extract: Extract) -> Table:
    """Returns one row for each route, in the order in which the table on screen lists them."""
    short = sources_in_short(extract.atlas)

    def row(entry: RouteEntry) -> Mapping[str, Cell]:
        cells = {column.heading: column.cell(extract, entry) for column in COLUMNS}
        cells[SOURCES] = cited_in_short(extract.shown, entry, short)
        return {heading: _spaced(cell) for heading, cell in cells.items()}

    rows = tuple(map(row, listed(extract)))
    return Table(tuple(column.heading for column in COLUMNS), rows)
