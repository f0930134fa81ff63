"""Checks of a data folder: everything that can be wrong with it, found in one run.

`check` never raises for bad data: it collects. Only a folder with an empty list may be served.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from geo.checks.alignments import alignment_problems
from geo.checks.areas import area_problems
from geo.checks.cells import cell_faults, date_fault, is_id, number_fault
from geo.checks.geometry import geometry_problems
from geo.data.attributes import ATTRIBUTES, Attribute
from geo.data.csv_table import Row, order_key
from geo.data.errors import Problem, Problems, Suggestions, did_you_mean, quoted
from geo.data.folding import fold
from geo.data.reader import COLOURS, RawData, split
from geo.data.schema import TABLES, Table

_HEX = re.compile(r"#[0-9a-f]{6}")


def _cell_problems(table: Table, rows: Iterable[Row]) -> Iterator[Problem]:
    for row in rows:
        for column in table.columns:
            for fault in cell_faults(column, row.cells[column.name]):
                yield row.problem(column.name, fault)


def _key_problems(table: Table, rows: Iterable[Row]) -> Iterator[Problem]:
    row_numbers: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row.cells[name] for name in table.key)
        if key in row_numbers:
            key_words = ", ".join(repr(part) for part in key if part)
            yield row.problem(
                table.key[0],
                f"{key_words} stands already in row {row_numbers[key]}; remove one of the two",
            )
        else:
            row_numbers[key] = row.number


def _order_problems(table: Table, rows: tuple[Row, ...]) -> Iterator[Problem]:
    for before, row in pairwise(rows):
        if order_key(table, row.cells) < order_key(table, before.cells):
            yield row.problem(table.order[0], "out of order; rows are sorted by "
                              f"{', '.join(table.order)}: `corridor-atlas fmt` sorts them")
            return


def _ids(raw: RawData) -> dict[str, dict[str, Row]]:
    tables = ("sources", "corridors", "routes", "places", "regions")
    return {name: {row.cells[TABLES[name].key[0]]: row for row in raw.tables.get(name, ())}
            for name in tables}


def reference_problems(table: Table, rows: Iterable[Row], ids: Mapping[str, Iterable[str]],
                       unread: Collection[str] = ()) -> Iterator[Problem]:
    """Yields the ids that rows name and that no table of `ids` has, with what may be meant."""
    referring = {column: Suggestions(row_id for name in column.refers_to for row_id in ids[name])
                 for column in table.columns
                 if column.refers_to and not set(column.refers_to) & set(unread)}
    for row in rows:
        for column, suggestions in referring.items():
            cell = row.cells[column.name]
            for word in split(cell) if column.kind == "ids" else [cell]:
                if word and word not in suggestions and is_id(word):
                    files = " or ".join(f"{name}.csv" for name in column.refers_to)
                    hint = suggestions.near(word)
                    new = "; if it is new, add it there first" if hint else "; add it there first"
                    yield row.problem(column.name, f"{quoted(word)} is not in {files}{hint}{new}")


def _shared_id_problems(ids: dict[str, dict[str, Row]]) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for name in ("corridors", "routes", "places", "regions"):
        for row_id, row in ids[name].items():
            if row_id in owner:
                yield row.problem(TABLES[name].key[0], f"{row_id!r} is an id in "
                                  f"{owner[row_id]}.csv too; an id means one thing")
            owner.setdefault(row_id, name)


def _colour_problems(raw: RawData, corridors: Mapping[str, Row]) -> Iterator[Problem]:
    for corridor, colour in raw.colours.items():
        if corridor not in corridors:
            yield Problem(COLOURS, 0, quoted(corridor), "is no corridor of corridors.csv"
                          f"{did_you_mean(corridor, corridors)}")
        if not (isinstance(colour, str) and _HEX.fullmatch(colour)):
            yield Problem(COLOURS, 0, quoted(corridor), f"{quoted(str(colour))} is no colour; "
                          "write #rrggbb with six of 0-9 and a-f")


def _value_fault(attribute: Attribute, unit: str, value: str) -> str | None:
    if attribute.kind == "number" or (attribute.kind == "date" and unit != "date"):
        return number_fault(value)
    if attribute.kind == "date":
        return date_fault(value)
    if attribute.codes is not None and value not in attribute.codes:
        return (f"{quoted(value)} is not one of {', '.join(attribute.codes)}"
                f"{did_you_mean(value, attribute.codes)}")
    return None


def _unit_problems(row: Row, attribute: Attribute) -> Iterator[Problem]:
    unit = row.cells["unit"]
    if attribute.units and unit not in attribute.units:
        yield row.problem("unit", f"{quoted(unit)} is not a unit of {attribute.name}; expected one "
                          f"of {', '.join(attribute.units)}")
    elif not attribute.units and unit:
        yield row.problem("unit", f"{attribute.name} has no unit; leave it blank")


def _range_problems(row: Row, attribute: Attribute) -> Iterator[Problem]:
    low, high = row.cells["value"], row.cells["value_high"]
    if not high:
        return
    numeric = attribute.kind == "number" and not number_fault(low) and not number_fault(high)
    if numeric and float(high) < float(low):
        yield row.problem("value_high", "is below value; value is the lower end of a range")
    if attribute.kind == "date" and high < low:
        yield row.problem("value_high", "is before value")


def _qualifier_problems(row: Row, attribute: Attribute) -> Iterator[Problem]:
    words = split(row.cells["qualifier"])
    if attribute.kind == "number" and not words:
        yield row.problem("qualifier", "is blank; write exact, unless the text hedges the number: "
                          f"{', '.join(attribute.qualifiers)}")
    for word in words:
        if word not in attribute.qualifiers:
            yield row.problem("qualifier", f"{quoted(word)} does not qualify {attribute.name}; "
                              f"expected {', '.join(attribute.qualifiers) or 'nothing'}"
                              f"{did_you_mean(word, attribute.qualifiers)}")


def _claim_problems(row: Row) -> Iterator[Problem]:
    attribute = ATTRIBUTES.get(row.cells["attribute"])
    if attribute is None:
        attribute_name = row.cells["attribute"]
        yield row.problem("attribute", f"{quoted(attribute_name)} is not an attribute"
                          f"{did_you_mean(attribute_name, ATTRIBUTES)}; expected one of "
                          f"{', '.join(ATTRIBUTES)}")
        return
    for name in ("value", "value_high"):
        cell = row.cells[name]
        if cell and (fault := _value_fault(attribute, row.cells["unit"], cell)):
            yield row.problem(name, fault)
    yield from _unit_problems(row, attribute)
    yield from _range_problems(row, attribute)
    yield from _qualifier_problems(row, attribute)


def claim_reference(cells: Mapping[str, str]) -> str:
    """Returns how a disagreement names a claim: subject/attribute/source/lines.

    Where that names two claims, `=value` after it tells them apart.
    """
    return "/".join(cells[name] for name in ("subject_id", "attribute", "source_id", "lines"))


def _route_problems(row: Row) -> Iterator[Problem]:
    if row.cells["mode"] != "sea" and not row.cells["countries"]:
        yield row.problem("countries", "is blank; only a sea route crosses no country: write the "
                          "codes in order of travel, such as AZ;GE")


def _place_problems(row: Row) -> Iterator[Problem]:
    for name, limit in (("lon", 180), ("lat", 90)):
        text = row.cells[name]
        if not number_fault(text) and abs(float(text)) > limit:
            yield row.problem(name, f"{text} lies outside -{limit}..{limit}; "
                              "are lon and lat swapped?")


def _heading_problems(row: Row) -> Iterator[Problem]:
    line = row.cells["line"]
    if not number_fault(line) and not (line.isdecimal() and int(line) > 0):
        yield row.problem("line", f"{line!r} is no line; lines are counted from 1")


def _source_problems(row: Row) -> Iterator[Problem]:
    document, address = row.cells["document"], row.cells["address"]
    if "/" in document or "\\" in document:
        yield row.problem("document", f"{quoted(document)} is not the name of a text file; the "
                          "address of a public page belongs into the column address")
    elif not document and not address:
        yield row.problem("address", "is blank and must not be where no text is at hand: write "
                          "the page's address (https://…)")
    if row.cells["sha256"] and not document:
        yield row.problem("sha256", "belongs to a text at hand; leave it blank for a public page")


def names_of_claims(rows: Iterable[Row]) -> frozenset[str]:
    """Returns all names by which a disagreement may name these claims."""
    return frozenset(name for row in rows for reference in (claim_reference(row.cells),)
                     for name in (reference, f"{reference}={row.cells['value']}"))


def _named_claim_problems(raw: RawData) -> Iterator[Problem]:
    """Checks that a disagreement names two or more claims, each of them in claims.csv."""
    if "claims" in raw.unread:
        return
    names = names_of_claims(raw.tables.get("claims", ()))
    suggestions = Suggestions(names)
    for row in raw.tables.get("disagreements", ()):
        claims = split(row.cells["claims"])
        if len(set(claims)) < 2:
            yield row.problem("claims", "names fewer than two claims; part them with ';'")
        for claim in claims:
            if claim not in suggestions:
                yield row.problem("claims", f"no claim {quoted(claim)} in claims.csv"
                                  f"{suggestions.near(claim)}")


def _readers_note_problems(row: Row) -> Iterator[Problem]:
    is_settled = row.cells["status"] == "settled"
    for name in ("settled_on", "answer"):
        if is_settled and not row.cells[name]:
            yield row.problem(name, "is blank; a settled note says when it was answered, and how")
        if not is_settled and row.cells[name]:
            yield row.problem(name, "belongs to a settled note; leave it blank, or write settled "
                              "into status")


_ROW_CHECKS: dict[str, Callable[[Row], Iterator[Problem]]] = {
    "claims": _claim_problems,
    "routes": _route_problems,
    "places": _place_problems,
    "regions": _place_problems,
    "headings": _heading_problems,
    "sources": _source_problems,
    "readers_notes": _readers_note_problems,
}


def row_problems(table: Table, row: Row) -> list[Problem]:
    """Returns what is wrong with one row by itself, whatever the rest of the folder holds."""
    check_row = _ROW_CHECKS.get(table.name)
    return [*_cell_problems(table, (row,)), *(check_row(row) if check_row else ())]


def _citation_problems(raw: RawData, sources: Mapping[str, Row]) -> Iterator[Problem]:
    """Checks that what is cited has lines in a document, and of a public page none."""
    pages = {source_id for source_id, row in sources.items() if not row.cells["document"]}
    for row in (*raw.tables.get("claims", ()), *raw.tables.get("not_mapped", ())):
        if row.cells["source_id"] in pages:
            if row.cells["lines"]:
                yield row.problem("lines", "a public page has no lines; leave it blank")
        elif not row.cells["lines"]:
            yield row.problem("lines", "is blank and must not be: write the line of the document's "
                              "text file, such as 42, or the first and last, such as 42-43")


def _drawn_all_the_same_problems(raw: RawData) -> Iterator[Problem]:
    """Yields the systems said not to be drawn whose name a route has."""
    drawn = {fold(row.cells["name"]): row.cells["route_id"] for row in raw.tables.get("routes", ())}
    route_ids = set(drawn.values())
    drawn |= {fold(row.cells["alias"]): row.cells["id"] for row in raw.tables.get("aliases", ())
              if row.cells["id"] in route_ids}
    for row in raw.tables.get("not_mapped", ()):
        if route_id := drawn.get(fold(row.cells["name"])):
            yield row.problem("name", f"{quoted(row.cells['name'])} is drawn as {route_id}; take "
                              "the row out")


def _access_problems(raw: RawData) -> Iterator[Problem]:
    """Yields the public pages of which the day of reading is not known."""
    for row in raw.tables.get("sources", ()):
        if not row.cells["document"] and not row.cells["accessed"]:
            yield row.problem("accessed", "is blank and must not be: write the day on which the "
                              "page was read")


def _place_coordinates(rows: Iterable[Row]) -> dict[str, tuple[float, float]]:
    return {row.cells["place_id"]: (float(row.cells["lon"]), float(row.cells["lat"]))
            for row in rows
            if not any(_place_problems(row)) and not number_fault(row.cells["lon"])
            and not number_fault(row.cells["lat"])}


def _drawn_problems(raw: RawData, ids: dict[str, dict[str, Row]], *,
                    past: bool) -> Iterator[Problem]:
    """Yields what is wrong with the lines; nothing without the routes they belong to."""
    if "routes" in raw.unread:
        return
    faulty = list(geometry_problems(raw.geometries, ids["routes"],
                                    _place_coordinates(raw.tables.get("places", ()))))
    yield from faulty
    faulty_files = {problem.file for problem in faulty}
    sound = {
        geometry.stem: geometry for geometry in raw.geometries if geometry.file not in faulty_files
    }
    if not past:
        yield from alignment_problems(raw, sound, ids["routes"])


def check(raw: RawData, *, past: bool = False) -> list[Problem]:
    """Returns every problem of a folder, sorted by file and row; empty when it can be served.

    A `past` release was published under the rules of its day: its lines are not checked by the
    rules of today. Of many problems of one kind the first are named and the rest counted.
    """
    problems = Problems()
    problems.extend(raw.problems)
    ids = _ids(raw)
    for table in TABLES.values():
        rows = raw.tables.get(table.name, ())
        problems.extend(_cell_problems(table, rows))
        problems.extend(_key_problems(table, rows))
        problems.extend(_order_problems(table, rows))
        problems.extend(reference_problems(table, rows, ids, raw.unread))
        if check_row := _ROW_CHECKS.get(table.name):
            problems.extend(problem for row in rows for problem in check_row(row))
    problems.extend(_shared_id_problems(ids))
    problems.extend(_colour_problems(raw, ids["corridors"]))
    problems.extend(_named_claim_problems(raw))
    problems.extend(_citation_problems(raw, ids["sources"]))
    problems.extend(_drawn_all_the_same_problems(raw))
    problems.extend(area_problems(raw))
    problems.extend(_drawn_problems(raw, ids, past=past))
    if not past:
        problems.extend(_access_problems(raw))
    return problems.listed()
