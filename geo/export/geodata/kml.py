"""Writes KML for Google Earth: a folder per mode, in it a folder per status, a line per route.

KML has no dashes. Colour shows the mode, as on the map; width and opacity decrease from operating
to proposed and from surveyed to conceptual, and words say both as well. Descriptions hold no
markup, only escaped characters. A character that XML 1.0 cannot hold (a control character, half
a surrogate pair) becomes U+FFFD.
"""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from shapely.geometry import LineString, MultiLineString

from geo.cartography.colours import colouring
from geo.cartography.symbols import LINE_STYLES, STATUS_STROKES
from geo.catalog.catalog import RouteEntry
from geo.catalog.selection import STAGE_WORDS, drawn_status
from geo.catalog.stages import state_in_year
from geo.claims.wording import STATUS_WORDS
from geo.data.schema import MODE_WORDS, NOT_STATED, OVERLAY
from geo.export.columns import TITLE, about, cell_text, cited_routes, xml_text
from geo.export.dossier_text import dossier_lines
from geo.presentation.data_tables import Cell
from geo.presentation.dossier import dossier
from geo.presentation.dossier_cut import Limits, cut
from geo.presentation.extract import Extract
from geo.presentation.statement import status_words

_STATUS_OPACITY: Mapping[str, float] = MappingProxyType({
    "operating": 1.0, "under-construction": 0.9, "planned": 0.7, "proposed": 0.55,
    "suspended": 0.55, "closed": 0.45, NOT_STATED: 0.7})
_BASIS_OPACITY: Mapping[str, float] = MappingProxyType({
    "surveyed": 1.0, "traced": 1.0, "schematic": 0.8, "conceptual": 0.6,
    OVERLAY: 1.0})
_CONTEXT_OPACITY, _CONTEXT_WIDTH = 0.65, 0.7
_DECIMALS = 6
KML_LIMITS = Limits(happenings=3, claims=0, actors=0, details=False, relations=0, context=0)
# Of the variables in a balloon only the description is escaped, so it shows nothing else.
_BALLOON = '<div style="white-space: pre-line">$[description]</div>'


def _child(parent: ET.Element, tag: str, text: str = "") -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = text or None
    return element


def kml_colour(colour: str, opacity: float) -> str:
    """Returns `#rrggbb` and an opacity from 0 to 1 as KML's aabbggrr."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{round(opacity * 255):02x}{blue}{green}{red}".lower()


def _plain(text: str) -> str:
    """Escapes text for a description, which viewers read as HTML with variables `$[name]`."""
    return html.escape(text, quote=False).replace("$", "&#36;")


def _colour(extract: Extract, entry: RouteEntry) -> str:
    """The colour of a route, as the map of the view has it."""
    return colouring(extract.atlas, extract.view.colour_by).of(
        entry.route, drawn_status(entry, extract.view.year))


def _look(extract: Extract, entry: RouteEntry) -> str:
    """The id of the style that draws a route."""
    role = "" if entry.route.role == "featured" else f"-{entry.route.role}"
    status = drawn_status(entry, extract.view.year)
    return f"line-{_colour(extract, entry)[1:]}-{status}-{entry.alignment.basis}{role}"


def _style(document: ET.Element, extract: Extract, entry: RouteEntry) -> None:
    status, basis = drawn_status(entry, extract.view.year), entry.alignment.basis
    context = entry.route.role == "context"
    opacity = _STATUS_OPACITY[status] * _BASIS_OPACITY[basis]
    width = max(STATUS_STROKES[status].width, LINE_STYLES[basis].least_width)
    style = ET.SubElement(document, "Style", id=_look(extract, entry))
    line = _child(style, "LineStyle")
    _child(line, "color", kml_colour(_colour(extract, entry),
                                     opacity * (_CONTEXT_OPACITY if context else 1)))
    _child(line, "width", f"{width * (_CONTEXT_WIDTH if context else 1):.1f}")
    _child(_child(style, "BalloonStyle"), "text", _BALLOON)


def _status_text(entry: RouteEntry, year: int | None) -> str:
    """The status in words, or the state of the route in the year of the map."""
    if year is None:
        return status_words(entry)
    return f"{year}: {STAGE_WORDS[state_in_year(entry, year).stage]}"


def _description_lines(extract: Extract, entry: RouteEntry) -> list[str]:
    """Returns the lines of the description: the dossier, in brief, after the year of the map."""
    year = extract.view.year
    state = [] if year is None else [_status_text(entry, year)]
    return [*state, *dossier_lines(cut(dossier(extract.shown, entry.route_id), KML_LIMITS))]


def _coordinates(line: LineString) -> str:
    return " ".join(f"{round(lon, _DECIMALS)!r},{round(lat, _DECIMALS)!r}"
                    for lon, lat in line.coords)


def _geometry(parent: ET.Element, line: LineString | MultiLineString) -> None:
    if isinstance(line, MultiLineString):
        parent = _child(parent, "MultiGeometry")
    for part in [line] if isinstance(line, LineString) else line.geoms:
        element = _child(parent, "LineString")
        _child(element, "tessellate", "1")
        _child(element, "coordinates", _coordinates(part))


def _placemark(folder: ET.Element, extract: Extract, entry: RouteEntry,
               row: Mapping[str, Cell]) -> None:
    year = extract.view.year
    place = ET.SubElement(folder, "Placemark", id=f"route-{entry.route_id}")
    _child(place, "name", entry.route.name)
    _child(place, "Snippet", f"{_status_text(entry, year)} · {entry.alignment.basis} line")
    _child(place, "description", _joined_lines(_description_lines(extract, entry)))
    _child(place, "styleUrl", f"#{_look(extract, entry)}")
    data = _child(place, "ExtendedData")
    for column, cell in row.items():
        if cell != "":
            _child(ET.SubElement(data, "Data", name=column), "value", cell_text(cell))
    _geometry(place, entry.alignment.line)


def _joined_lines(lines: Iterable[str]) -> str:
    return "\n".join(_plain(line) for line in lines if line)


def _folders(document: ET.Element, extract: Extract) -> None:
    """Writes the routes in folders: by mode in the order of the legend, then by status."""
    year, entries = extract.view.year, extract.shown.entries
    rows = dict(zip(extract.shown.ids, cited_routes(extract.shown).rows, strict=True))
    for mode, title in MODE_WORDS.items():
        of_mode = [entry for entry in entries if entry.route.mode == mode]
        if not of_mode:
            continue
        folder = _child(document, "Folder")
        _child(folder, "name", title)
        for status in STATUS_STROKES:
            inner = None
            for entry in of_mode:
                if drawn_status(entry, year) != status:
                    continue
                if inner is None:
                    inner = _child(folder, "Folder")
                    label = STATUS_WORDS[status] if year is None else _status_text(entry, year)
                    _child(inner, "name", f"{title}, {label}")
                _placemark(inner, extract, entry, rows[entry.route_id])


def write(extract: Extract, _what: str) -> bytes:
    """Returns a Placemark per route of the selection, its values and citations as ExtendedData."""
    root = ET.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = _child(root, "Document")
    _child(document, "name", TITLE)
    _child(document, "open", "1")
    _child(document, "description", _joined_lines(
        f"{name.capitalize()}: {text}" for name, text in about(extract)))
    looks = {_look(extract, entry): entry for entry in extract.shown.entries}
    for look in sorted(looks):
        _style(document, extract, looks[look])
    _folders(document, extract)
    ET.indent(root)
    text = xml_text(ET.tostring(root, encoding="unicode"))
    # Parsers read a bare carriage return as a line feed.
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.replace("\r", "&#13;").encode()
