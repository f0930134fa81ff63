"""What an uploaded file is, told by its bytes and never by its name: text, or something else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from geo.overlay.parts import MAX_BYTES, refuse

_NEXT = "export the layer as GeoJSON in WGS84 (EPSG:4326) and add that."
_BINARY: Final[Mapping[bytes, str]] = {
    b"PK\x03\x04": "a zip archive (a zipped Shapefile, KMZ or workbook)",
    b"SQLite format 3\x00": "a GeoPackage or another SQLite database",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"\x00\x00\x27\x0a": "a Shapefile",
    b"fgb\x03": "a FlatGeobuf",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"II*\x00": "a TIFF",
    b"MM\x00*": "a TIFF",
    b"\xd0\xcf\x11\xe0": "an old Office file",
}
_XML: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), what) for pattern, what in (
        (r"<\s*(ogrvrt|vrtdataset|gdal)", "a VRT, which points at other files"),
        (r"<\s*kml\b|opengis\.net/kml|earth\.google\.com/kml", "KML"),
        (r"<\s*gml:|<\s*(\w+:)?featurecollection|opengis\.net/(gml|wfs)", "GML"),
        (r"<\s*gpx\b", "GPX"), (r"<\s*svg\b", "an SVG picture"),
        (r"<\s*(!doctype\s+html|html)\b", "a web page")))
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff", *(
    pair for mark in (b"{", b"[", b"<") for pair in (mark + b"\x00", b"\x00" + mark)))
_HEAD: Final = 4_096


def text_of(data: bytes, name: str) -> tuple[str, bool]:
    """The text of a file and whether it is to be read as JSON, else as CSV.

    Raises OverlayError where it is too large, empty, no UTF-8, or another format.
    """
    if len(data) > MAX_BYTES:
        refuse(f"“{name}” has {len(data):,} bytes; an overlay has at most {MAX_BYTES:,}, so "
               "simplify it or take a part of it.")
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head and not data.strip(b"\xef\xbb\xbf \t\r\n"):
        refuse(f"“{name}” is empty; choose a GeoJSON or CSV file that holds lines or points.")
    _refuse_binary(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse(f"“{name}” is not UTF-8 text (byte {error.start + 1:,} is "
               f"0x{data[error.start]:02X}); save it as UTF-8.")
    begins = text.lstrip()[:_HEAD]
    if begins.startswith("<"):
        what = next((what for pattern, what in _XML if pattern.search(begins)), "XML")
        refuse(f"“{name}” is {what}, not GeoJSON or CSV; {_NEXT}")
    return text, begins.startswith(("{", "["))


def _refuse_binary(data: bytes, name: str) -> None:
    if data[:2] in _UTF_16:
        refuse(f"“{name}” is UTF-16 or UTF-32 text; save it as UTF-8.")
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            refuse(f"“{name}” is {what}, not GeoJSON or CSV; {_NEXT}")
    if b"\x00" in data[:_HEAD]:
        refuse(f"“{name}” holds bytes of zero, so it is UTF-16 or no text at all; save it as "
               "UTF-8.")
