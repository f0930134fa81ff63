"""Make a valid data folder of any number of routes, to measure the atlas with.

Places, sources, corridors, headings and maps are the shipped ones; routes, lines and one status
claim for each are made up. The same number gives the same folder.
"""

from __future__ import annotations

import csv
import json
import math
import random
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from geo.checks.borders import Borders
from geo.data.datapackage import describe
from geo.data.schema import AREAS, STATUSES, TABLES

SHIPPED = Path(__file__).parent.parent / "data"
VERTICES = 20
_WIGGLE = 0.04
_TRIES = 200
_NOTE = "Made up to measure with; it runs nowhere."

Cells = Mapping[str, str]
Line = list[list[float]]


def _rows(name: str) -> list[dict[str, str]]:
    with (SHIPPED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(folder: Path, name: str, rows: Iterable[Cells]) -> None:
    table = TABLES[name]
    with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.column_names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _line(start: Cells, end: Cells, chance: random.Random) -> Line:
    """A gently bent line between two places, its ends exactly on them."""
    lon, lat = float(start["lon"]), float(start["lat"])
    east, north = float(end["lon"]) - lon, float(end["lat"]) - lat
    bend = chance.uniform(-_WIGGLE, _WIGGLE)
    made = []
    for i in range(VERTICES):
        along = i / (VERTICES - 1)
        aside = bend * math.sin(math.pi * along) + bend / 3 * math.sin(5 * math.pi * along)
        made.append([round(lon + along * east - aside * north, 5),
                     round(lat + along * north + aside * east, 5)])
    return made


class _Maker:
    """Draws routes that stay inside one country."""

    def __init__(self) -> None:
        # Only to measure with: nothing here needs an unguessable number.
        self._chance = random.Random(20)  # noqa: S311
        self._models = _rows("routes")
        # A text at hand is cited by its lines, which are made up as easily as the rest.
        self._sources = [row["source_id"] for row in _rows("sources") if row["sha256"]]
        basemap, insets = (json.loads((SHIPPED / name).read_text(encoding="utf-8"))
                           for name in ("basemap/basemap.json", "borders/osm.json"))
        self._borders = Borders(basemap, insets)
        self._places: dict[str, list[dict[str, str]]] = {}
        for place in _rows("places"):
            if place["country"]:
                self._places.setdefault(place["country"], []).append(place)
        self._countries = sorted(c for c, places in self._places.items() if len(places) > 3)

    def _placed(self) -> tuple[str, Sequence[dict[str, str]], Line]:
        for _ in range(_TRIES):
            country = self._chance.choice(self._countries)
            ends = self._chance.sample(self._places[country], 2)
            line = _line(ends[0], ends[1], self._chance)
            if line[0] != line[-1] and not self._borders.strays(line, (country,)):
                return country, ends, line
        raise RuntimeError("no line stays inside its country; are the borders whole?")

    def route(self, number: int) -> tuple[dict[str, str], Line]:
        """One row of routes.csv, its mode and corridors those of a shipped route, and its line."""
        country, ends, line = self._placed()
        model = self._chance.choice(self._models)
        return {"route_id": f"route-{number:06d}", "name": f"Route {number:,}",
                "corridor_ids": model["corridor_ids"], "role": model["role"],
                "mode": model["mode"], "from_place": ends[0]["place_id"],
                "to_place": ends[1]["place_id"],
                "countries": "" if model["mode"] == "sea" else country}, line

    def claim(self, route_id: str) -> dict[str, str]:
        """A route's one claim: its status."""
        status = self._chance.choice(list(STATUSES))
        return {"subject_id": route_id, "attribute": "status", "value": status,
                "as_of": "2026", "source_id": self._chance.choice(self._sources),
                "lines": "1-1", "printed": status, "note": _NOTE}


def _feature(route_id: str, line: Line) -> str:
    return json.dumps({
        "type": "Feature",
        "properties": {"route_id": route_id, "basis": "schematic", "basis_note": _NOTE},
        "geometry": {"type": "LineString", "coordinates": line}}) + "\n"


def make(folder: Path, count: int) -> Path:
    """Write the folder, which must not exist yet; returns it."""
    (folder / "routes").mkdir(parents=True)
    for name in ("basemap", "borders"):
        shutil.copytree(SHIPPED / name, folder / name)
    for name in ("sources", "corridors", "places", "regions", "headings"):
        shutil.copy(SHIPPED / f"{name}.csv", folder)
    shutil.copy(SHIPPED / AREAS, folder)
    for name in ("relations", "disagreements", "readings", "not_mapped"):
        _write(folder, name, ())
    shipped = {row["route_id"] for row in _rows("routes")}
    for name in ("aliases", "naming"):
        _write(folder, name, (row for row in _rows(name) if row["id"] not in shipped))
    maker = _Maker()
    made = [maker.route(number) for number in range(1, count + 1)]
    _write(folder, "routes", (row for row, _ in made))
    _write(folder, "claims", (maker.claim(row["route_id"]) for row, _ in made))
    for row, line in made:
        (folder / "routes" / f"{row['route_id']}.geojson").write_text(
            _feature(row["route_id"], line), encoding="utf-8")
    (folder / "datapackage.json").write_text(describe("bench"), encoding="utf-8")
    return folder
