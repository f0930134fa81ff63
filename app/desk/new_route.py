"""A new route: its line, what is wrong with it, and what is to be said of it before it is kept.

`check` judges the rows and the line as `corridor-atlas check` would; what only a person can decide
(a length that differs, a country that is not entered, a route that may be there already) is said in
words. The answers are those of the desk's page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from shapely.geometry import LineString, MultiLineString

from app.desk.drawing.countries_crossed import Land, countries_crossed
from app.desk.drawing.place_search import place_answer, taken_ids
from app.desk.drawing.route_sketch import (
    RouteSketch,
    additions_of,
    id_of,
    known_places,
    line_of,
    line_parts,
    read_sketch,
    vertex_countries,
)
from app.desk.drawing.route_words import (
    countries_words,
    duplicate_words,
    length_words,
    mode_words,
    stated_lengths,
)
from geo.catalog.catalog import Catalog
from geo.checks.alignments import border_problems
from geo.checks.tables import check
from geo.data.csv_table import Row, order_key
from geo.data.errors import Problem
from geo.data.geodesy import drawn_km
from geo.data.reader import GeometryFile, RawData
from geo.data.schema import TABLES
from geo.intake.decision import Addition, Draft


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that `corridor-atlas check` refuses: in which table and column, and why."""

    table: str
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class LineReport:
    """A drawn line and all that is said of it. `problems` must be solved, `remarks` be read.

    `countries` are those that the line crosses, in order of travel. `drawn_km` is its geodesic
    length; 0 while there is no line.
    """

    sketch: RouteSketch
    drawn_km: float
    countries: tuple[str, ...]
    lengths: tuple[str, ...]
    remarks: tuple[str, ...]
    problems: tuple[Fault, ...]


def _rows(table: str, cells: Iterable[Mapping[str, str]]) -> tuple[Row, ...]:
    schema = TABLES[table]
    complete = [{name: row.get(name, "") for name in schema.column_names} for row in cells]
    complete.sort(key=lambda row: order_key(schema, row))
    return tuple(Row(schema.file, number, row) for number, row in enumerate(complete, 2))


def _as_folder(sketch: RouteSketch, catalog: Catalog, *, with_line: bool) -> RawData:
    """Returns the route alone, with the places and corridors it names, as a folder to check."""
    places = {stop.place_id: stop.place for stop in sketch.places}
    corridors = ({"corridor_id": each.corridor_id, "name": each.name, "summary": each.summary}
                 for each in catalog.corridors.values())
    drawn = GeometryFile(f"routes/{sketch.route_id}.geojson", sketch.route_id, line_of(sketch))
    return RawData(Path(), {"routes": _rows("routes", [sketch.cells]),
                            "places": _rows("places", places.values()),
                            "corridors": _rows("corridors", corridors)},
                   geometries=(drawn,) if with_line else ())


def _fault(problem: Problem) -> Fault:
    table = problem.file.partition("/")[0].removesuffix(".csv")
    return Fault(table, problem.field, problem.message)


def _checked(sketch: RouteSketch, catalog: Catalog, land: Land, *, with_line: bool
             ) -> Iterator[Fault]:
    folder = _as_folder(sketch, catalog, with_line=with_line)
    for problem in check(folder):
        if problem.field == "route_id" and not with_line and "no geometry" in problem.message:
            continue
        yield _fault(problem)
    if with_line and sketch.countries:
        yield from map(_fault, border_problems(folder.geometries[0], folder.tables["routes"][0],
                                               land.borders))


def _taken(catalog: Catalog, draft: Draft | None) -> set[str]:
    """Returns the ids that mean something in the atlas or in the draft."""
    added = draft.additions if draft else ()
    return taken_ids(catalog) | {each.row.get(TABLES[each.table].key[0], "") for each in added
                                 if each.table in ("places", "routes", "corridors")}


def _own_faults(sketch: RouteSketch, taken: Collection[str], land: Land) -> Iterator[Fault]:
    """Yields what `check` cannot see in one route alone, and what a curator must decide."""
    ids = [sketch.route_id, *(stop.place_id for stop in sketch.places if stop.is_new)]
    for number, each in enumerate(ids):
        if each and (each in taken or each in ids[:number]):
            table, column = ("places", "place_id") if number else ("routes", "route_id")
            yield Fault(table, column, f"{each!r} is an id already; an id means one thing")
    if len(sketch.stops) < 2:
        for column in ("from_place", "to_place")[len(sketch.stops):]:
            yield Fault("routes", column, "is missing; a route needs two places, one at each end")
        return
    for column, stop in (("from_place", sketch.stops[0]), ("to_place", sketch.stops[-1])):
        if not stop.place_id:
            yield Fault("routes", column, "the line begins and ends at a place; make this point a "
                        "place, or take it out")
    if sketch.basis != "schematic" and not sketch.basis_note:
        yield Fault("routes", "basis_note", f"say how the line came to be {sketch.basis}; without "
                    "a note of your own it is schematic")
    for stop in sketch.places:
        if stop.is_new and not stop.place["country"] and land.borders.at(stop.lon, stop.lat).codes:
            yield Fault("places", "country", f"{stop.place['name'] or stop.place_id} lies on land: "
                        "decide its country, by data/basemap/POLICY.md")


def _place_remarks(sketch: RouteSketch, catalog: Catalog, land: Land) -> Iterator[str]:
    for stop in sketch.places:
        if not stop.is_new:
            continue
        name, country = stop.place["name"], stop.place["country"]
        said = place_answer({"lon": stop.lon, "lat": stop.lat}, catalog, land)
        if said["warning"]:
            yield f"{name} lies {said['warning']}; use that one if it is the same place."
        if country and land.borders.strays([(stop.lon, stop.lat)], [country]):
            yield f"{name} is entered in {country}, but does not lie there by the borders."


def judge(sketch: RouteSketch, catalog: Catalog, land: Land, draft: Draft | None = None
          ) -> LineReport:
    """Returns a route with its length, the countries it crosses, and all that is said of it."""
    parts = line_parts(sketch)
    has_line = len(sketch.stops) > 1 and any(stop != sketch.stops[0] for stop in sketch.stops)
    own = list(_own_faults(sketch, _taken(catalog, draft), land))
    worded = {(each.table, each.column) for each in own}
    faults = own + [each for each in _checked(
        sketch, catalog, land, with_line=has_line and bool(sketch.route_id))
        if (each.table, each.column) not in worded]
    if not has_line:
        return LineReport(sketch, 0.0, (), (), tuple(_place_remarks(sketch, catalog, land)),
                          tuple(dict.fromkeys(faults)))
    line = (LineString(parts[0]) if len(parts) == 1 else MultiLineString(parts))
    crossed = countries_crossed(parts, land, vertex_countries(sketch))
    length, mode = drawn_km(line), sketch.cells["mode"]
    stated = stated_lengths(draft, sketch.route_id, sketch.cells["name"]) if draft else ()
    ends = (sketch.cells["from_place"], sketch.cells["to_place"])
    crossing = countries_words(crossed, sketch.countries)
    remarks = [*(crossing if len(crossing) > 1 else ()), *mode_words(mode, crossed),
               *duplicate_words(sketch.cells["name"], mode, ends, line, catalog),
               *_place_remarks(sketch, catalog, land)]
    return LineReport(sketch, length, crossed.countries,
                      tuple(length_words(length, each) for each in stated), tuple(remarks),
                      tuple(dict.fromkeys(faults)))


def line_answer(sent: Mapping[str, Any], catalog: Catalog, land: Land, draft: Draft | None = None
                ) -> dict[str, Any]:
    """Returns the answer to `POST /api/line`.

    `sent` has the cells of routes.csv that are entered, `basis`, `basis_note`, and `stops` in
    order: `{place_id}`, `{place: row of places.csv}` or `{lon, lat}`; `replaces` is the id of the
    addition that it takes the place of. `additions` of the answer are
    empty until nothing is wrong. Raises AtlasError, in a sentence, for what is no route.
    """
    if draft and (old := sent.get("replaces")):
        draft = replace(draft, additions=tuple(
            each for each in draft.additions if each.addition_id != old))
    additions: Iterable[Addition] = draft.additions if draft else ()
    sketch = read_sketch(sent, known_places(catalog, additions))
    if not sketch.route_id and sketch.cells["name"]:
        route_id = id_of(sketch.cells["name"], _taken(catalog, draft))
        sketch = replace(sketch, cells={**sketch.cells, "route_id": route_id})
    report = judge(sketch, catalog, land, draft)
    return {"route_id": sketch.route_id, "row": dict(sketch.cells), "feature": line_of(sketch)
            if report.drawn_km else None, "drawn_km": round(report.drawn_km, 1),
            "lengths": list(report.lengths), "countries": list(report.countries),
            "remarks": list(report.remarks), "problems": [asdict(each) for each in report.problems],
            "additions": [] if report.problems else [
                {"table": each.table, "row": dict(each.row), "feature": dict(each.feature)}
            for each in additions_of(sketch)]}
