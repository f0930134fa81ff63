"""Writes a sheet as SVG: texts stay text, each route is a group with its id and name."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from geo.cartography.paper.sheet import PAPER, Item, Sheet
from geo.cartography.shapes import (
    MAP_PALETTE,
    Area,
    Dot,
    Label,
    LaidStroke,
    MapLayout,
    Path,
    Point,
    Ring,
)
from geo.export.chart.chart_layout import LaidChart

_FONT = "DejaVu Sans, Verdana, Geneva, sans-serif"
"""Verdana has the same proportions, for machines without DejaVu Sans."""


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _route(rings: Iterable[Ring], *, closed: bool) -> str:
    end = "Z" if closed else ""
    return "".join("M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in ring) + end
                   for ring in rings)


def _element(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, name, {key.replace("_", "-"): value
                                        for key, value in attributes.items()})


def _line(parent: ET.Element, rings: Iterable[Ring], stroke: LaidStroke) -> None:
    attributes = {"stroke_dasharray": " ".join(map(_number, stroke.dash))} if stroke.dash else {}
    if stroke.opacity < 1:
        attributes["stroke_opacity"] = _number(stroke.opacity)
    if stroke.round_cap:
        attributes["stroke_linecap"] = "round"
    _element(parent, "path", d=_route(rings, closed=False), stroke=stroke.colour,
             stroke_width=_number(stroke.width), **attributes)


def _area(parent: ET.Element, area: Area) -> None:
    _element(parent, "path", d=_route(area.rings, closed=True), fill=area.fill, stroke="none",
             fill_rule="evenodd")


def _text(parent: ET.Element, label: Label) -> None:
    """Write the text over its halo, which is a separate text: few programs know `paint-order`."""
    x, y = label.baseline
    look = {"x": _number(x), "y": _number(y), "font_size": _number(label.size),
            "text_anchor": label.anchor}
    if label.angle:
        look["transform"] = f"rotate({' '.join(map(_number, (label.angle, *label.at)))})"
    if label.bold:
        look["font_weight"] = "bold"
    if label.italic:
        look["font_style"] = "italic"
    if label.halo:
        halo = MAP_PALETTE["halo"]
        _element(parent, "text", **look, fill=halo, stroke=halo, stroke_opacity="0.9",
                 stroke_width=_number(label.halo * 2), stroke_linejoin="round",
                 aria_hidden="true").text = label.text
    _element(parent, "text", **look, fill=label.colour).text = label.text


def _dot(parent: ET.Element, dot: Dot) -> None:
    _element(parent, "circle", cx=_number(dot.at[0]), cy=_number(dot.at[1]),
             r=_number(dot.radius), fill=dot.fill, stroke=dot.edge,
             stroke_width=_number(dot.radius * 0.5))


def _item(parent: ET.Element, item: Item) -> None:
    if isinstance(item, Area):
        _area(parent, item)
    elif isinstance(item, Path):
        _line(parent, (item.points,), item.stroke)
    elif isinstance(item, Dot):
        _dot(parent, item)
    else:
        _text(parent, item)


def _map(parent: ET.Element, layout: MapLayout, at: Point, prefix: str = "") -> None:
    """Write a map with its top left corner at a point; `prefix` begins the ids of its groups."""
    size = {"width": _number(layout.width), "height": _number(layout.height)}
    clip = _element(_element(parent, "defs"), "clipPath", id=f"{prefix}map-frame")
    _element(clip, "rect", **size)
    map_group = _element(parent, "g", id=f"{prefix}map", clip_path=f"url(#{prefix}map-frame)",
                         transform=f"translate({_number(at[0])} {_number(at[1])})")
    land = _element(map_group, "g", id=f"{prefix}land", fill="none", stroke_linejoin="round")
    _element(land, "rect", **size, fill=layout.sea)
    for item in layout.under_joined:
        if isinstance(item, Area):
            _area(land, item)
        else:
            _line(land, *item)
    routes = _element(map_group, "g", id=f"{prefix}routes", fill="none", stroke_linejoin="round")
    below = _element(routes, "g", id=f"{prefix}halos")
    for line in layout.lines:
        _line(below, line.parts, line.strokes[0])
    for line in layout.lines:
        group = _element(routes, "g", id=f"{prefix}route-{line.route_id}")
        _element(group, "title").text = line.name
        for stroke in line.strokes[1:]:
            _line(group, line.parts, stroke)
    names = _element(map_group, "g", id=f"{prefix}names")
    for dot in layout.dots:
        _dot(names, dot)
    for label in layout.labels:
        _text(names, label)


def _root(sheet: Sheet | LaidChart) -> ET.Element:
    """Returns an empty document with title, description and paper."""
    width, height = _number(sheet.width), _number(sheet.height)
    root = ET.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "width": f"{width}pt", "height": f"{height}pt",
        "viewBox": f"0 0 {width} {height}", "font-family": _FONT, "role": "img",
        "aria-labelledby": "sheet-title sheet-description"})
    _element(root, "title", id="sheet-title").text = sheet.title
    _element(root, "desc", id="sheet-description").text = sheet.description
    _element(root, "rect", width=width, height=height, fill=PAPER)
    return root


def _around(root: ET.Element, name: str, items: Iterable[Item]) -> None:
    around = _element(root, "g", id=name, fill="none")
    for item in items:
        _item(around, item)


def _bytes(root: ET.Element) -> bytes:
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def svg_of(sheet: Sheet) -> bytes:
    """Returns the sheet as an SVG document; the same sheet gives the same bytes."""
    root = _root(sheet)
    _map(root, sheet.plate, sheet.at)
    _around(root, "around", sheet.items)
    if sheet.inset:
        _map(root, sheet.inset.layout, sheet.inset.at, "inset-")
    _around(root, "frame", sheet.over)
    return _bytes(root)


def chart_svg(chart: LaidChart) -> bytes:
    """Returns a chart as an SVG document; the same chart gives the same bytes."""
    root = _root(chart)
    _around(root, "around", chart.items)
    return _bytes(root)
