"""Checks of where lines run: against the countries, and against the lengths sources state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shapely.geometry import LineString, MultiLineString

from geo.checks.borders import Borders
from geo.checks.cells import number_fault
from geo.data.csv_table import Row
from geo.data.errors import Problem
from geo.data.geodesy import LEAST, MOST, drawn_km, nearest_share, parts
from geo.data.reader import GeometryFile, RawData, split

EXPLAINED = "stated length"
"""Words in a basis_note that mark an explanation of the drawn length against the stated one."""


def border_problems(drawn: GeometryFile, route: Row, borders: Borders) -> Iterator[Problem]:
    """Yields why a line cannot belong to a route through the countries of its row."""
    countries = split(route.cells["countries"])
    if not countries or route.cells["mode"] == "sea":
        return
    faults = borders.strays([vertex for part in parts(drawn.content["geometry"])
                             for vertex in part], countries)
    if faults:
        more = f"; {len(faults) - 1} more vertices stray" if len(faults) > 1 else ""
        yield Problem(drawn.file, 0, "geometry", f"{faults[0]}; move it, or add the country to "
                      f"routes.csv{more}")


def _length_problems(drawn: GeometryFile, claims: list[Row]) -> Iterator[Problem]:
    geometry = drawn.content["geometry"]
    length = drawn_km(MultiLineString([LineString(part) for part in parts(geometry)]))
    is_explained = EXPLAINED in drawn.content["properties"]["basis_note"]
    for row in claims:
        cells = row.cells
        ends = [float(cells[name]) for name in ("value", "value_high")
                if cells[name] and not number_fault(cells[name])]
        if not ends or is_explained or cells["scope"]:
            continue
        ratio = nearest_share(length, ends)
        if not LEAST <= ratio <= MOST:
            yield row.problem("value", f"{drawn.stem} is drawn {length:.1f} km long, {ratio:.2f} "
                              f"of the stated {cells['value']} km; redraw it, or explain it in "
                              f"basis_note with the words {EXPLAINED!r}")


def _swapped_problems(raw: RawData, borders: Borders) -> Iterator[Problem]:
    """Yields places far from their country that lie in it once lon and lat are exchanged."""
    for row in raw.tables.get("places", ()):
        lon, lat, country = (row.cells[name] for name in ("lon", "lat", "country"))
        if not country or number_fault(lon) or number_fault(lat) or max(
                abs(float(lon)), abs(float(lat))) > 90:
            continue
        point, swapped = ((float(lon), float(lat)), (float(lat), float(lon)))
        if borders.strays([point], [country]) and country in borders.at(*swapped).codes:
            yield row.problem("lon", f"{lon}, {lat} is not in {country}, but {lat}, {lon} is: "
                              "longitude and latitude are swapped")


def alignment_problems(raw: RawData, sound: Mapping[str, GeometryFile],
                  routes: Mapping[str, Row]) -> Iterator[Problem]:
    """Yields everything wrong with where lines run; `sound` are the files of the right form."""
    lengths: dict[str, list[Row]] = {}
    for row in raw.tables.get("claims", ()):
        if row.cells["attribute"] == "length" and row.cells["unit"] == "km":
            lengths.setdefault(row.cells["subject_id"], []).append(row)
    borders = Borders(raw.basemap, raw.borders) if raw.basemap else None
    if borders:
        yield from _swapped_problems(raw, borders)
    for stem, drawn in sound.items():
        if stem not in routes:
            continue
        if borders:
            yield from border_problems(drawn, routes[stem], borders)
        yield from _length_problems(drawn, lengths.get(stem, []))
