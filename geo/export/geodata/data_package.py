"""A data package in a zip: the selection as tables and lines, with descriptions and checksums.

The tables have the columns of the atlas's own data (`geo.data.schema`), so a program that reads the
atlas's data folder can read this one. Half a surrogate pair becomes U+FFFD; all other text is
exact.
"""

from __future__ import annotations

import hashlib
import io
import json
import textwrap
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from geo.catalog.catalog import Catalog
from geo.claims.value_state import STATE_WORDS
from geo.data.datapackage import describe
from geo.data.records import Disagreement
from geo.data.schema import AREAS, GEOMETRY_PROPERTIES, OVERLAY_FLAG, RELEASED, TABLES
from geo.export.columns import (
    TITLE,
    about,
    cited_routes,
    claim_meaning,
    csv_text,
    kind_of,
    places,
    regions,
    relations,
    route_meaning,
    sources,
    subjects,
    typed_claims,
    well_formed,
)
from geo.export.geodata.spatial import geometry, json_bytes
from geo.presentation.data_tables import Table, relevant_claims
from geo.presentation.extract import LICENCE, Extract

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o100644 << 16
_DECIMALS = 5
_LINES, _OVERLAY = "routes/", "overlay/"

_OWN_LINES = (f"a reader's own lines: {OVERLAY_FLAG}; they stand in route-table.csv and in no "
              "other table")

_LICENCE_TEXT = """\
The data in this package is licensed under the Creative Commons Attribution 4.0 International
licence, https://creativecommons.org/licenses/by/4.0/. Attribute it as:

    Corridor Atlas, release {release}, {licence}.

Parts under other terms:

- Areas, and names and positions of regions that name Natural Earth: Natural Earth, public domain.
- Coordinates in places.csv whose origin names a GeoNames id: (c) GeoNames, CC BY 4.0,
  geonames.org.

Figures and short printed words are quoted from the documents that sources.csv names. The
documents belong to their authors and publishers and are not part of this package.
"""


def _cell(value: str | float | tuple[str, ...]) -> str:
    """Returns a field of a record as in the data files; degrees with at least five decimals."""
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, float):
        text = f"{value:.{_DECIMALS}f}"
        return text if float(text) == value else f"{Decimal(repr(value)):f}"
    return str(value)


def _disagreements(catalog: Catalog) -> Iterator[Disagreement]:
    """Yields the disagreements of which all subjects and claims are in the selection."""
    subject_ids = subjects(catalog)
    claims = {claim.reference for claim in relevant_claims(catalog)}
    for disagreement in catalog.disagreements:
        references = {named_claim.partition("=")[0] for named_claim in disagreement.claims}
        if subject_ids.issuperset(disagreement.subject_ids) and claims.issuperset(references):
            yield disagreement


def _records(catalog: Catalog) -> Mapping[str, Iterable[object]]:
    """The records of the selection by table; every id that they name is among them."""
    named = subjects(catalog) | {region.region_id for region in regions(catalog)}
    aliases = [alias for alias in catalog.aliases if alias.id in named]
    source_ids = {source.source_id for source in sources(catalog)}
    source_ids.update(alias.used_by for alias in aliases)
    source_ids.update(system.source_id for system in catalog.not_mapped)
    claims = relevant_claims(catalog)
    read = {claim.reference for claim in claims}
    return {
        "sources": [s for s in catalog.sources.values() if s.source_id in source_ids],
        "corridors": [c for c in catalog.corridors.values() if c.corridor_id in named],
        "routes": [entry.route for entry in catalog.entries if not entry.is_overlay],
        "aliases": aliases,
        "claims": claims,
        "relations": relations(catalog),
        "places": places(catalog),
        "regions": regions(catalog),
        "headings": [h for h in catalog.headings if h.source_id in source_ids],
        "disagreements": _disagreements(catalog),
        "readings": [reading for reading in catalog.readings if reading.claim in read],
        "naming": [naming for naming in catalog.naming.values() if naming.id in named],
        "not_mapped": catalog.not_mapped,
    }


def _text(text: str) -> bytes:
    return well_formed(text).encode()


def _tables(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    for name, records in _records(catalog).items():
        columns = TABLES[name].column_names
        rows = ([_cell(getattr(record, column)) for column in columns] for record in records)
        yield TABLES[name].file, _text(csv_text(columns, rows))


def _flat(table: Table) -> bytes:
    return _text(csv_text(table.columns,
                          ([row[column] for column in table.columns] for row in table.rows)))


def _lines(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    for entry in catalog.entries:
        properties = {name: getattr(entry.alignment, name) for name in GEOMETRY_PROPERTIES}
        properties |= {"role": OVERLAY_FLAG} if entry.is_overlay else {}
        feature = {"type": "Feature", "properties": properties,
                   "geometry": geometry(entry.alignment.line)}
        folder = _OVERLAY if entry.is_overlay else _LINES
        yield f"{folder}{entry.route_id}.geojson", json_bytes(feature) + b"\n"


def _areas(catalog: Catalog) -> dict[str, bytes]:
    """The areas of the regions in a file; no file where there are none."""
    features = [{"type": "Feature", "properties": {"region_id": region.region_id},
                 "geometry": geometry(region.area)}
                for region in regions(catalog) if region.area is not None]
    return {AREAS: json_bytes({"type": "FeatureCollection", "features": features}) + b"\n"} if (
        features) else {}


def _flat_resource(name: str, description: str, table: Table,
                   meanings: Mapping[str, str]) -> dict[str, Any]:
    types = {"text": "string", "number": "number", "count": "integer"}
    missing = ["", STATE_WORDS["not-in-the-sources"], STATE_WORDS["not-applicable"]]

    def kind(column: str) -> str:
        """The type of a column; text where a cell holds several values that are level."""
        worded = any(isinstance(row[column], str) and row[column] not in missing
                     for row in table.rows)
        return "string" if worded else types[kind_of(column)]

    fields = [{"name": column, "type": kind(column), "description": meanings[column]}
              for column in table.columns]
    return {"name": name, "path": f"{name}.csv", "description": description, "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8", "profile": "tabular-data-resource",
            "schema": {"fields": fields, "missingValues": missing}}


def _package(extract: Extract, routes: Table, claims: Table, lines: Iterable[str],
             areas: Iterable[str]) -> bytes:
    """datapackage.json as in the atlas, with the two flat tables, lines, areas and the colophon."""
    package = json.loads(describe(extract.release))
    package["created"] = f"{extract.as_of}T00:00:00Z"
    package["colophon"] = dict(about(extract))
    package["resources"] += [
        _flat_resource("route-table", "one row per route with its headline values", routes,
                       {column: route_meaning(column) for column in routes.columns}),
        _flat_resource("fact-table", "one row per claim with its citation", claims,
                       {column: claim_meaning(column) for column in claims.columns})]
    if paths := list(lines):
        package["resources"].append({
            "name": "lines", "path": paths, "format": "geojson", "encoding": "utf-8",
            "mediatype": "application/geo+json",
            "description": "one GeoJSON Feature per route, WGS84, longitude first"})
    package["resources"] += [
        {"name": "areas", "path": path, "format": "geojson", "encoding": "utf-8",
         "mediatype": "application/geo+json",
         "description": "the areas of the regions, simplified, WGS84, longitude first"}
        for path in areas]
    return _text(json.dumps(package, ensure_ascii=False, indent=2) + "\n")


def _read_me(extract: Extract) -> bytes:
    contents = [("route-table.csv", "one row per route: headline values, each with its citation"),
                ("fact-table.csv", "one row per claim of one source, with its citation"),
                *((table.file, table.meaning) for table in RELEASED),
                *(((AREAS, "the areas of the regions"),) if regions(extract.shown) else ()),
                (_LINES, "one GeoJSON file per route"),
                *(((_OVERLAY, _OWN_LINES),) if extract.shown.overlays else ()),
                ("datapackage.json", "all of this described for programs (Frictionless)"),
                ("LICENSE-DATA.txt", "the terms"),
                ("CHECKSUMS.sha256", "check with: sha256sum --check CHECKSUMS.sha256")]
    outside = len(extract.shown.relations) - len(relations(extract.shown))
    selection = ("All tables hold the selection and what it names. Relations to subjects outside "
                 f"of it are left out: {outside}.")
    notes = (*about(extract), ("selection", selection))
    parts = [TITLE, "=" * len(TITLE), "", *(_paragraph(name, text) for name, text in notes), "",
             "Contents", "--------", "", *(_paragraph(name, text) for name, text in contents)]
    return _text("\n".join(parts) + "\n")


def _paragraph(name: str, text: str) -> str:
    return textwrap.fill(text, 96, initial_indent=f"{name:<20}", subsequent_indent=" " * 20,
                         break_long_words=False, break_on_hyphens=False)


def _members(extract: Extract) -> dict[str, bytes]:
    routes, claims = cited_routes(extract.shown), typed_claims(extract.shown)
    lines, areas = dict(_lines(extract.shown)), _areas(extract.shown)
    licence = _LICENCE_TEXT.format(release=extract.release, licence=LICENCE)
    return {"README.txt": _read_me(extract), "LICENSE-DATA.txt": _text(licence),
            "datapackage.json": _package(extract, routes, claims, lines, areas),
            "route-table.csv": _flat(routes), "fact-table.csv": _flat(claims),
            **dict(_tables(extract.shown)), **areas, **lines,
            **({} if any(name.startswith(_LINES) for name in lines) else {_LINES: b""})}


def write(extract: Extract, _what: str) -> bytes:
    """Returns the whole package, whatever table is named."""
    members = _members(extract)
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n"
                   for name, content in members.items() if name != _LINES)
    members["CHECKSUMS.sha256"] = sums.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, _UNIX
            info.external_attr = _READABLE
            archive.writestr(info, content)
    return buffer.getvalue()
