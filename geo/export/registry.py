"""The registry of formats, and what each can hold. The same extract gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import cast

from geo.export.itinerary_table import FULL_ROUTES
from geo.export.pptx.deck_size import check_deck
from geo.presentation.extract import Extract
from geo.presentation.series_table import check_series

GROUPS: Mapping[str, str] = MappingProxyType({
    "brief": "For a briefing", "tables": "Tables", "maps": "Map data", "all": "Everything"})
"""The groups in which formats are offered."""

Writer = Callable[[Extract, str], bytes]
Check = Callable[[Extract, str], None]
_OFFICE = "application/vnd.openxmlformats-officedocument"
_EACH = MappingProxyType({"routes": "Routes", "claims": "Claims", "events": "What happened",
                          "itineraries": "Itineraries, what if", "series": "Volumes by year"})
_FORMER = MappingProxyType({"facts": "claims", "ways": "itineraries"})
"""The former names of contents; commands and links with them still work."""


def _any_size(_extract: Extract, _what: str) -> None:
    """Accepts a file of any size."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    `whats` names the contents that it can hold, each with its title in the list of downloads.
    `write` gets the extract and one of these names. For a `slow` one progress is shown. `check`
    raises AtlasError, before any work, if a file would be too large.
    """

    ending: str
    media_type: str
    group: str
    meant_for: str
    whats: Mapping[str, str]
    write: Writer
    slow: bool = False
    check: Check = _any_size


def _late(module: str, function: str) -> Writer:
    """Returns a writer whose module is imported on first use: some load large libraries."""
    def write(extract: Extract, what: str) -> bytes:
        writer = getattr(import_module(f"geo.export.{module}"), function)
        return cast("Writer", writer)(extract, what)

    return write


def _titled(name: str) -> Mapping[str, str]:
    return MappingProxyType({what: f"{title} ({name})" for what, title in _EACH.items()})


def _editions(titles: Mapping[str, str], full: str) -> Mapping[str, str]:
    """Returns contents of which the routes, in a few columns, come with all columns too."""
    routes = {"routes": titles["routes"], FULL_ROUTES: full}
    return MappingProxyType({**routes, **titles})


def _by_edition(extract: Extract, what: str) -> bytes:
    """Returns the workbook of the short edition, or the one of all tables."""
    module = "tables.workbook" if what == FULL_ROUTES else "tables.short_workbook"
    return _late(module, "write")(extract, what)


def _only(**titles: str) -> Mapping[str, str]:
    return MappingProxyType(titles)


FORMATS: Mapping[str, Format] = MappingProxyType({
    "pptx": Format("pptx", f"{_OFFICE}.presentationml.presentation", "brief",
                   "slides: native shapes that can be edited, with footnotes",
                   _only(routes="Slides (PowerPoint)", briefing="Slides of a briefing",
                         series="Charts of volumes (PowerPoint)"),
                   _late("pptx.deck", "write"), slow=True, check=check_deck),
    "pdf": Format("pdf", "application/pdf", "brief",
                  "reading and printing: one route on a page, the map on a sheet of A3, or a table "
                  "with its citations",
                  _only(dossier="Dossier of the open route (PDF)",
                        print="Map for print (PDF, A3)", routes="Table of routes (PDF)",
                        claims="Claims (PDF)", series="Charts of volumes (PDF)"),
                  _late("pdf.pages", "pages"), slow=True, check=check_series),
    "png": Format("png", "image/png", "brief", "slides: the map with legend, scale and sources",
                  _only(routes="Map (PNG)", print="Map for print (PNG, A3)",
                        series="Charts of volumes (PNG)"),
                  _late("image.png", "png"), slow=True, check=check_series),
    "svg": Format("svg", "image/svg+xml", "brief", "drawing programs: the same map, editable",
                  _only(routes="Map (SVG)", print="Map for print (SVG, A3)",
                        series="Charts of volumes (SVG)"),
                  _late("image.png", "svg"), check=check_series),
    "html": Format("html", "text/html; charset=utf-8", "brief",
                   "a talk without a network: one file with map, filters, table, dossiers and "
                   "briefings", _only(routes="Offline pack (HTML)"), _late("pack.pack", "write"),
                   slow=True),
    "csv": Format("csv", "text/csv; charset=utf-8", "tables",
                  "spreadsheets: byte-order mark, text that looks like a formula defused",
                  _editions(_titled("CSV"), "Routes, all columns (CSV)"),
                  _late("tables.delimited", "excel_csv")),
    "xlsx": Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "tables",
                   "reading, sorting and printing: tables with their sources, nothing in it runs",
                   _editions(_only(routes="Routes (Excel)"), "All tables, all columns (Excel)"),
                   _by_edition),
    "csv-raw": Format("csv", "text/csv; charset=utf-8", "tables",
                      "software: the exact text, nothing added", _titled("CSV for software"),
                      _late("tables.delimited", "raw_csv")),
    "json": Format("json", "application/json", "tables",
                   "software: a record for each row, numbers as numbers, nothing as null",
                   _titled("JSON"), _late("tables.json_records", "json_records")),
    "geojson": Format("geojson", "application/geo+json", "maps",
                      "web maps: one line per route with all its claims", _only(routes="GeoJSON"),
                      _late("geodata.spatial", "geojson")),
    "gpkg": Format("gpkg", "application/geopackage+sqlite3", "maps",
                   "QGIS and ArcGIS: lines, places, claims and sources in one file",
                   _only(routes="GeoPackage"), _late("geodata.spatial", "geopackage")),
    "kml": Format("kml", "application/vnd.google-earth.kml+xml", "maps",
                  "Google Earth: folders by mode and status", _only(routes="KML"),
                  _late("geodata.kml", "write")),
    "parquet": Format("parquet", "application/vnd.apache.parquet", "maps",
                      "data science: typed columns, lines as geometry", _only(routes="GeoParquet"),
                      _late("geodata.spatial", "geoparquet")),
    "zip": Format("zip", "application/zip", "all",
                  "archives and programs: every table, line and claim, with checksums",
                  _only(routes="Data package (zip)"), _late("geodata.data_package", "write")),
})


def current_what(what: str) -> str:
    """Returns the present name of contents, given their present or former name."""
    return _FORMER.get(what, what)


def export(extract: Extract, what: str, file_format: str) -> bytes:
    """Returns the bytes of one file.

    Raises KeyError for a format that is not registered or that cannot hold `what`, AtlasError if
    the file would be too large, StoppedError when `extract.progress` stops the work.
    """
    entry = FORMATS[file_format]
    if what not in entry.whats:
        raise KeyError(what)
    entry.check(extract, what)
    return entry.write(extract, what)
