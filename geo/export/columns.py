"""Parts shared by the file formats: columns with a type and a meaning, citations, safe text.

Words and numbers share no column: one of numbers holds a number or nothing, `<attribute>_state`
says in words which nothing it is, and `<attribute>_words` says what is claimed. Formats with typed
columns (GeoJSON, GeoPackage, Parquet) hold null for a blank cell.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.wording import citation_words, date_words, source_words
from geo.data import datapackage
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim, Place, Region, Relation, Source
from geo.data.schema import TABLES
from geo.presentation.data_tables import (
    HEADLINES,
    Cell,
    Table,
    claim_table,
    relevant_claims,
    route_table,
)
from geo.presentation.extract import Extract
from geo.presentation.statement import shown_first
from geo.presentation.tables.row_order import listed

Kind = Literal["text", "number", "count"]
Plain = str | int | float | None

TITLE = datapackage.TITLE

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_PARTS: Mapping[str, str] = MappingProxyType({
    "state": "stated, part, disputed, zero, not applicable, or not in the sources",
    "words": "the value as a reader sees it: dates as printed, what a part covers, claims that tie",
    "part": "what the claim covers, where that is not the whole route",
    "value": "what the words of the date are read as: its first month, or a count of years from "
             "the as-of date on",
    "high": "upper end, where the source gives a range",
    "unit": "unit of the value",
    "qualifier": "how the source hedges it: exact, about, at-least, up-to, more-than, designed, "
                 "potential, and of dates by",
    "kind": "rate (a day or year), total (all of it up to the date) or share",
    "printed": "the words or the figure as the document prints them",
    "as_of": "the date for which the claim holds",
    "source": "id of the source; see the sources",
    "lines": "lines of the document's text file",
    "claims": "how many claims there are; all of them stand among the claims",
    "citation": "the source of the value as a whole citation",
})
"""The meanings of the columns `<attribute>_<part>`."""

_ROUTE_COLUMNS: Mapping[str, str] = MappingProxyType({
    "route_id": "id of the route, the same in every table and file",
    "name": "name shown",
    "corridors": "the corridors it belongs to",
    "role": "featured (the documents speak of it), context (a route that connects), or “overlay, "
            "not part of the atlas” (a reader's own line)",
    "mode": "what moves along it",
    "from": "where the line begins",
    "to": "where the line ends",
    "via": "places on the way, in order",
    "countries": "in order of travel; curated, never computed",
    "sponsors": "the actors named as sponsors in any role",
    "basis": "how the line came about: surveyed, traced, schematic or conceptual",
    "basis_note": "the same in a sentence",
    "drawn_km": "length of the drawn line in kilometres; never a stand-in for a stated length",
    "drawn_to_stated": "drawn length over stated length; blank where none is stated for the whole",
    "claims": "how many claims the sources make about the route",
    "sources": "how many sources make them",
    "claims_differ": "whether claims about it differ, of several sources or of one",
    "sources_differ": "whether two sources differ about it",
    "differing_questions": "what the claims differ about",
    "evidence": "what the evidence rests on, and what time has done to it",
    "release": "release of the data",
})
_CLAIM_COLUMNS: Mapping[str, str] = MappingProxyType({
    **{column.name: column.meaning for column in TABLES["claims"].columns},
    "attribute": "what is claimed",
    "subject": "name of what it is about",
    "value_number": "the value as a number in the unit; blank where it is a word or a date",
    "value_high_number": "upper end of a range as a number",
    "in_words": "the value as a reader sees it",
    "part": "what the claim covers, where that is not the whole",
    "age": "how old the claim is on the as-of date",
    "marks": "overdue or stale, and the rule that says so; questioned, and since when",
    "source_title": "title of the document",
    "source_published": "when the document was published",
    "perspective": "whose view the source gives",
    "document": "file name of the document's text",
    "address": "address of the public page",
    "citation": "the whole citation",
    "release": "release of the data",
})

GIS_NAMES: Mapping[str, str] = MappingProxyType({
    "from": "from_place", "to": "to_place", "mode": "transport_mode", "start": "start_date",
    "value": "value_text", "value_high": "value_high_text", "lines": "document_lines",
    "scope": "claim_scope", "period": "claim_period",
    "release": "data_release",
})
"""The names in geographic files of columns whose own names are words of SQL."""

NOTES: Mapping[str, str] = MappingProxyType({
    "blank": "A blank cell means that the sources do not say. It is never zero.",
    "words for nothing": "“not in the sources”: no source states it. “not applicable”: routes of "
                         "this mode cannot have it. “zero”: a source says 0. “disputed”: claims "
                         "differ, and every one stands among the claims. “part”: what is shown is "
                         "about a part only, and the column that ends in `_part` says which.",
    "headline values": "Where several claims are made, one is shown first by a fixed rule: the "
                       "whole before a part, a rate before a total, the latest, a figure before "
                       "its rounded form, the firmest wording. Claims that are level stand in one "
                       "cell, joined by “; ”. Nothing is averaged and nothing is dropped.",
    "dates": "A start or completion stands as its source prints it: by spring 2026, in five years "
             "(2030). The months these words may mean stand in the columns that end in `_value` "
             "and `_high`, for sorting; they are a reading, and sharper than the source.",
    "lines on the map": "Every line is indicative unless its basis is “surveyed”. The others are "
                        "traced (along the built or published alignment), schematic (through "
                        "known places) or conceptual (nobody has published a line).",
})
"""Notes that explain a file, as headings and texts."""


def how_to_cite(extract: Extract) -> str:
    """Returns how to cite the file, and where to find the citations of single values."""
    return (f"{datapackage.citation(extract.release, date_words(extract.as_of))} "
            "For a single value cite its own source, which stands beside it.")


def about(extract: Extract) -> tuple[tuple[str, str], ...]:
    """Returns the colophon, how to cite the file, and the notes that explain it."""
    return (*extract.colophon, ("how to cite", how_to_cite(extract)), *NOTES.items())


def part_of(column: str) -> tuple[str, str]:
    """Splits `length_high` into `length` and `high`, `length` into `length` and a blank.

    Both are blank for a column that is not of an attribute.
    """
    for attribute in HEADLINES:
        if column == attribute:
            return attribute, ""
        if column.startswith(f"{attribute}_"):
            return attribute, column.removeprefix(f"{attribute}_")
    return "", ""


def route_meaning(column: str) -> str:
    """Returns the meaning of a column of the routes; blank for an unknown one."""
    attribute, part = part_of(column)
    if not attribute:
        return _ROUTE_COLUMNS.get(column, "")
    if not part:
        return ATTRIBUTES[attribute].meaning.replace("`", "")
    return f"{ATTRIBUTES[attribute].label}: {_PARTS[part]}" if part in _PARTS else ""


def claim_meaning(column: str) -> str:
    """Returns the meaning of a column of the claims; blank for an unknown one."""
    return _CLAIM_COLUMNS.get(column, "")


def gis_name(column: str) -> str:
    """Returns the name of a column in geographic files, which SQL accepts without quotes."""
    return GIS_NAMES.get(column, column.replace("-", "_"))


def kind_of(column: str) -> Kind:
    """Returns the type of a column of any table, for formats with typed columns."""
    attribute, part = part_of(column)
    if attribute:
        if part == "claims":
            return "count"
        measured = part in ("", "high") and ATTRIBUTES[attribute].kind == "number"
        return "number" if measured else "text"
    if column in ("claims", "sources"):
        return "count"
    numbers = ("drawn_km", "drawn_to_stated", "value_number", "value_high_number", "lon", "lat")
    return "number" if column in numbers else "text"


def number(cell: Decimal | float) -> int | float:
    """Returns a number without decimals as an int, any other as a float."""
    if isinstance(cell, Decimal):
        exponent = cell.as_tuple().exponent
        return int(cell) if isinstance(exponent, int) and exponent >= 0 else float(cell)
    return cell


def typed(column: str, cell: Cell | float) -> Plain:
    """Returns a cell for formats with typed columns; see the docstring of this module."""
    if kind_of(column) != "text":
        return None if isinstance(cell, str) else number(cell)
    return cell_text(cell) or None


def loose(cell: Cell) -> Plain:
    """Returns a cell for formats without typed columns: a number as a number, a blank as None."""
    return (cell or None) if isinstance(cell, str) else number(cell)


def cell_text(cell: Cell | float) -> str:
    """Returns a cell as text: numbers with a decimal point and without separators."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell if isinstance(cell, str) else str(cell)


def cite(catalog: Catalog, cited: Claim | Relation) -> str:
    """Returns the whole citation of a claim or a relation."""
    return citation_words(catalog.sources[cited.source_id], cited.section, cited.lines)


def _citations(catalog: Catalog, entry: RouteEntry) -> dict[str, Cell]:
    return {f"{attribute}_citation": "; ".join(dict.fromkeys(
        cite(catalog, claim) for claim in shown_first(catalog, entry, attribute)))
        for attribute in HEADLINES}


def cited_routes(catalog: Catalog) -> Table:
    """Returns the table of routes, with a citation after the lines of each headline value."""
    table = route_table(catalog)
    columns: list[str] = []
    for column in table.columns:
        columns.append(column)
        attribute, part = part_of(column)
        if part == "lines":
            columns.append(f"{attribute}_citation")
    rows = tuple({**row, **_citations(catalog, entry)}
                 for row, entry in zip(table.rows, catalog.entries, strict=True))
    return Table(tuple(columns), rows)


def unmixed(table: Table) -> Table:
    """Returns a table whose columns hold numbers or blanks, or else words alone."""
    numbers = {column: kind_of(column) != "text" for column in table.columns}

    def cell(column: str, value: Cell) -> Cell:
        if numbers[column]:
            return "" if isinstance(value, str) else value
        return cell_text(value)

    return Table(table.columns, tuple(
        {column: cell(column, value) for column, value in row.items()} for row in table.rows))


def listed_routes(extract: Extract) -> Table:
    """Returns all columns of the routes, with citations; by id unless an order is chosen."""
    table = unmixed(cited_routes(extract.shown))
    if not extract.view.sort:
        return table
    rows = {row["route_id"]: row for row in table.rows}
    return Table(table.columns, tuple(rows[entry.route_id] for entry in listed(extract)))


def typed_claims(catalog: Catalog) -> Table:
    """Returns the table of claims, with its numbers as text and again in columns of numbers."""
    table = claim_table(catalog)
    columns: list[str] = []
    for column in table.columns:
        columns.append(column)
        if column in ("value", "value_high"):
            columns.append(f"{column}_number")
    rows = tuple({**row, **{f"{column}_number": "" if isinstance(cell, str) else cell
                            for column, cell in row.items() if column in ("value", "value_high")}}
                 for row in table.rows)
    return Table(tuple(columns), rows)


def subjects(catalog: Catalog) -> frozenset[str]:
    """The ids of the routes and of the corridors and places they name."""
    named = set(catalog.ids)
    for entry in catalog.entries:
        route = entry.route
        named.update(route.corridor_ids, route.via_places, (route.from_place, route.to_place))
    return frozenset(named - {""})


def relations(catalog: Catalog) -> tuple[Relation, ...]:
    """The relations between subjects of the selection."""
    named = subjects(catalog)
    return tuple(relation for relation in catalog.relations
                 if relation.subject_id in named and relation.object_id in named)


def regions(catalog: Catalog) -> tuple[Region, ...]:
    """The regions that the routes touch."""
    touched = {region for entry in catalog.entries for region in entry.regions}
    return tuple(region for region in catalog.regions.values() if region.region_id in touched)


def places(catalog: Catalog) -> tuple[Place, ...]:
    """The places that the routes name."""
    named = subjects(catalog)
    return tuple(place for place in catalog.places.values() if place.place_id in named)


def sources(catalog: Catalog) -> tuple[Source, ...]:
    """The sources of the claims and relations of the selection."""
    cited = {claim.source_id for claim in relevant_claims(catalog)}
    cited.update(relation.source_id for relation in relations(catalog))
    return tuple(source for source in catalog.sources.values() if source.source_id in cited)


def source_table(catalog: Catalog) -> Table:
    """One row per source, as in sources.csv, with its citation."""
    columns = tuple(field.name for field in fields(Source))
    rows = tuple({**{name: getattr(source, name) for name in columns},
                  "citation": source_words(source)} for source in sources(catalog))
    return Table((*columns, "citation"), rows)


class _Echo:
    """A file that returns each row to its writer."""

    def write(self, row: str) -> str:
        return row


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """Returns raw CSV with LF line ends: every cell exactly as it is.

    The writer quotes characters of its own line end, so it is given CR LF: otherwise a bare
    carriage return in a cell would end a row.
    """
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    written = (writer.writerow([cell_text(cell) for cell in row]) for row in (columns, *rows))
    return "".join(row.removesuffix("\r\n") + "\n" for row in written)


def well_formed(text: str) -> str:
    """Replaces each half of a surrogate pair, which UTF-8 cannot hold, by U+FFFD."""
    return _LONE_SURROGATES.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """Replaces each character that XML 1.0 cannot hold by U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", text)
