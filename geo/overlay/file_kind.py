"""Recognises the format of an uploaded file by its bytes, never by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from geo.overlay.encodings import decode
from geo.overlay.limits import MAX_BYTES, refuse
from geo.overlay.remarks import Remarks

_NEXT: Final = "export the layer as GeoJSON in WGS84 (EPSG:4326) and add that."
_QGIS: Final = ("open it in QGIS, choose Export, Save features as, GeoJSON in EPSG:4326, and add "
                "that.")
_CSV: Final = "open it, choose Save as, CSV UTF-8, and add that."
_ZIPS: Final[tuple[tuple[re.Pattern[bytes], str, str], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), what, step) for pattern, what, step in (
        (rb"xl/(workbook|worksheets)", "an Excel workbook", _CSV),
        (rb"opendocument\.spreadsheet", "a spreadsheet (ODS)", _CSV),
        (rb"word/document|ppt/presentation|opendocument", "an Office document",
         "copy its table into a spreadsheet, save that as CSV UTF-8, and add it."),
        (rb"\.shp\b|\.dbf\b", "a zipped Shapefile", _QGIS),
        (rb"\.gdb[/\\]|\.gdbtable", "a zipped geodatabase", _QGIS),
        (rb"\.kml\b", "a KMZ (zipped KML)",
         "rename it to .zip, unpack it, and add the .kml file in it (doc.kml)."),
        (rb"\.(geo)?json\b|\.csv\b|\.tsv\b|\.txt\b", "a zip archive",
         "unpack it and add the file in it.")))
_BINARY: Final[Mapping[bytes, tuple[str, str]]] = {
    b"SQLite format 3\x00": ("a GeoPackage or another SQLite database", _QGIS),
    b"\x1f\x8b": ("a gzip archive", "unpack it and add the file in it."),
    b"BZh": ("a bzip2 archive", "unpack it and add the file in it."),
    b"\xfd7zXZ": ("an xz archive", "unpack it and add the file in it."),
    b"7z\xbc\xaf\x27\x1c": ("a 7-Zip archive", "unpack it and add the file in it."),
    b"Rar!": ("a RAR archive", "unpack it and add the file in it."),
    b"\x00\x00\x27\x0a": ("a Shapefile", _QGIS),
    b"fgb\x03": ("a FlatGeobuf", _QGIS),
    b"PAR1": ("a Parquet file", _QGIS),
    b"ARROW1": ("an Arrow file", _QGIS),
    b"%PDF": ("a PDF", _NEXT),
    b"\x89PNG": ("a picture", _NEXT),
    b"\xff\xd8\xff": ("a picture", _NEXT),
    b"GIF8": ("a picture", _NEXT),
    b"II*\x00": ("a TIFF", _NEXT),
    b"MM\x00*": ("a TIFF", _NEXT),
    b"\xd0\xcf\x11\xe0": ("an old Office file", _CSV),
}
_XML: Final[tuple[tuple[re.Pattern[str], str, str], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), what, step) for pattern, what, step in (
        (r"<\s*(ogrvrt|vrtdataset|gdal)", "a VRT, which points at other files", _NEXT),
        (r"<\s*(kml:)?kml\b|opengis\.net/kml|earth\.google\.com/kml", "KML", ""),
        (r"<\s*gml:|<\s*(\w+:)?featurecollection|opengis\.net/(gml|wfs)", "GML", _QGIS),
        (r"<\s*(\w+:)?gpx\b", "GPX", _QGIS),
        (r"<\s*osm\b", "OpenStreetMap XML",
         "in overpass-turbo choose Export, GeoJSON, and add that."),
        (r"<\s*svg\b", "an SVG picture", _NEXT),
        (r"urn:schemas-microsoft-com:office:spreadsheet", "an Excel workbook (XML)", _CSV),
        (r"<\s*(!doctype\s+html|html|table)\b", "a web page",
         "it may be a page that asks for a login instead of the file; download the data itself.")))
_WKT_SYSTEM: Final = re.compile(
    r"\s*(GEOGCS|PROJCS|GEOGCRS|PROJCRS|GEODCRS|COMPD_CS)\s*\[", re.IGNORECASE)
_HEAD: Final = 4_096
_TAIL: Final = 65_536

JSON, KML, TABLE = "json", "kml", "table"


def text_of(data: bytes, name: str, remarks: Remarks) -> tuple[str, str]:
    """Returns the text of a file and its kind: JSON, KML or a table.

    Raises OverlayError if it is too large, empty, no text, or of another format.
    """
    if len(data) > MAX_BYTES:
        refuse(f"“{name}” has {len(data):,} bytes; an overlay has at most {MAX_BYTES:,}, so "
               "simplify it or take a part of it.")
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        refuse(f"“{name}” is empty; choose a GeoJSON or CSV file that holds lines or points.")
    _refuse_binary(data, name)
    text = decode(data, name, remarks)
    begins = text[:_HEAD].lstrip("\ufeff \t\r\n\x1e")
    if not begins and not text.strip():
        refuse(f"“{name}” is empty; choose a GeoJSON or CSV file that holds lines or points.")
    if "\x00" in text:
        refuse(f"“{name}” holds bytes of zero, so it is no text; export it as GeoJSON or CSV "
               "(UTF-8) and add that.")
    if begins.startswith("<"):
        what, step = next(((what, step) for pattern, what, step in _XML if pattern.search(begins)),
                          ("XML", _NEXT))
        if what != "KML":
            refuse(f"“{name}” is {what}, not GeoJSON, CSV or KML; {step}")
        return text, KML
    if _WKT_SYSTEM.match(begins):
        refuse(f"“{name}” only names a coordinate system (a part of a Shapefile); {_QGIS}")
    return text, JSON if begins.startswith(("{", "[")) else TABLE


def _refuse_binary(data: bytes, name: str) -> None:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        names = data[:_HEAD] + data[-_TAIL:]
        what, step = next(((what, step) for pattern, what, step in _ZIPS if pattern.search(names)),
                          ("a zip archive", "unpack it and add the file in it."))
        refuse(f"“{name}” is {what}, not GeoJSON, CSV or KML; {step}")
    for magic, (what, step) in _BINARY.items():
        if data.startswith(magic):
            refuse(f"“{name}” is {what}, not GeoJSON, CSV or KML; {step}")
