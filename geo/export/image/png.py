"""Draws the map, or charts of series, with sources: PNG for slides and print, SVG to edit."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import Normal, withStroke
from matplotlib.text import Text

from geo.cartography.lettering import font_file, in_font
from geo.cartography.paper.sheet import A3, A4, PAPER, SLIDE, Item, Sheet, lay_sheet
from geo.cartography.shapes import MAP_PALETTE, Area, Dot, Label, LaidStroke, MapLayout, Path, Ring
from geo.export.chart.chart_layout import LaidChart
from geo.export.chart.series_sheet import lay_series
from geo.export.image.svg import chart_svg, svg_of
from geo.presentation.extract import Extract

_STEPS = 2
_COMPRESSION = 3
"""The level of zlib: quicker than the usual 6, for a file 7 % larger."""
_MOST_DOTS = 12_000_000
"""The most dots of a picture of charts."""


@dataclass(frozen=True, slots=True)
class Page:
    """A size of picture: width and height in points (1/72 inch), and dots per inch of its PNG."""

    width: float
    height: float
    dpi: int


_SLIDE = Page(*SLIDE, 200)
_A4, _A3 = Page(*A4, 300), Page(*A3, 300)

PAGES: Mapping[str, Page] = MappingProxyType({
    "slide": _SLIDE, "a4": _A4, "a3": _A3, "routes": _SLIDE, "print": _A3})
"""The sizes of pictures: a wide slide (13.333 by 7.5 inches), or landscape paper.

`routes` and `print` are the names of contents in the registry of formats.
"""


def _outline(rings: Iterable[Ring], *, closed: bool) -> Outline:
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for ring in rings:
        points += ring
        codes += [int(Outline.MOVETO), *[int(Outline.LINETO)] * (len(ring) - 1)]
        if closed:
            codes[-1] = int(Outline.CLOSEPOLY)
    return Outline(np.array(points), np.array(codes, dtype=np.uint8))


def _line(rings: Sequence[Ring], stroke: LaidStroke) -> PathPatch:
    # matplotlib counts dashes in widths of the line.
    dashes = tuple(part / stroke.width for part in stroke.dash)
    return PathPatch(_outline(rings, closed=False), fill=False, edgecolor=stroke.colour,
                     linewidth=stroke.width, linestyle=(0, dashes) if dashes else "solid",
                     alpha=stroke.opacity, capstyle="round" if stroke.round_cap else "butt",
                     joinstyle="round")


def _area(area: Area) -> PathPatch:
    return PathPatch(_outline(area.rings, closed=True), facecolor=area.fill, edgecolor="none",
                     linewidth=0)


def _label(label: Label) -> Text:
    """The text as outlines, from its measured left end, so that no hinting moves it."""
    font = FontProperties(fname=str(font_file(bold=label.bold, italic=label.italic)),
                          size=label.size)
    at = label.turned(label.box[0], label.baseline[1])
    text = Text(*at, in_font(label.text), color=label.colour, fontproperties=font,
                horizontalalignment="left", verticalalignment="baseline", rotation=-label.angle,
                rotation_mode="anchor", parse_math=False, usetex=False)
    halo = withStroke(linewidth=label.halo * 2, alpha=0.9, foreground=MAP_PALETTE["halo"])
    text.set_path_effects([halo if label.halo else Normal()])
    return text


def _dot(dot: Dot) -> Circle:
    return Circle(dot.at, dot.radius, facecolor=dot.fill, edgecolor=dot.edge,
                  linewidth=dot.radius * 0.5)


def _artist(item: Item) -> Artist:
    if isinstance(item, Area):
        return _area(item)
    if isinstance(item, Dot):
        return _dot(item)
    return _line((item.points,), item.stroke) if isinstance(item, Path) else _label(item)


def _draw(axes: Axes, artists: Iterable[Artist]) -> None:
    """Add artists, each drawn over the ones before it."""
    for order, artist in enumerate(artists):
        artist.set_zorder(order)
        artist.set_snap(False)
        axes.add_artist(artist)


def _axes(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    """Add axes in points from their top left corner. `box`: x, y, width, height."""
    wide, high = figure.get_size_inches() * 72
    x, y, width, height = box
    axes = figure.add_axes((x / wide, 1 - (y + height) / high, width / wide, height / high))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    return axes


def _map(layout: MapLayout) -> Iterable[Artist]:
    corners = ((0.0, 0.0), (layout.width, 0.0), (layout.width, layout.height), (0.0, layout.height),
               (0.0, 0.0))
    yield _area(Area("sea", (corners,), layout.sea))
    for item in layout.under_joined:
        yield _area(item) if isinstance(item, Area) else _line(*item)
    yield from (_line(line.parts, stroke) for line, stroke in layout.strokes)
    yield from map(_dot, layout.dots)
    yield from map(_label, layout.labels)


def _png(sheet: Sheet | LaidChart, dpi: int, extract: Extract) -> bytes:
    figure = Figure(figsize=(sheet.width / 72, sheet.height / 72), dpi=dpi, facecolor=PAPER)
    FigureCanvasAgg(figure)
    whole = (0, 0, sheet.width, sheet.height)
    if isinstance(sheet, Sheet):
        layout = sheet.plate
        _draw(_axes(figure, (*sheet.at, layout.width, layout.height)), _map(layout))
    _draw(_axes(figure, whole), map(_artist, sheet.items))
    if isinstance(sheet, Sheet):
        if sheet.inset:
            inset = sheet.inset.layout
            _draw(_axes(figure, (*sheet.inset.at, inset.width, inset.height)), _map(inset))
        _draw(_axes(figure, whole), map(_artist, sheet.over))
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi, facecolor=PAPER, pil_kwargs={
        "compress_level": _COMPRESSION}, metadata={
        "Software": None, "Title": sheet.title, "Source": f"Corridor Atlas {extract.release}",
        **({"Comment": extract.overlay_words} if extract.overlay_words else {})})
    return buffer.getvalue()


def _sheet(extract: Extract, what: str) -> Sheet:
    page = PAGES[what]
    sheet = lay_sheet(extract, page.width, page.height)
    extract.progress(1, _STEPS)
    return sheet


def _charts(extract: Extract) -> LaidChart:
    chart = lay_series(extract)
    extract.progress(1, _STEPS)
    return chart


def _charts_dpi(chart: LaidChart) -> int:
    """Returns the dots per inch of a picture of charts: fewer for one of many charts."""
    dots = (_MOST_DOTS / (chart.width / 72 * chart.height / 72)) ** 0.5
    return min(_SLIDE.dpi, int(dots))


def png(extract: Extract, what: str) -> bytes:
    """Returns the map or the charts of series as PNG.

    `what` is `series` or one of PAGES; raises KeyError for another, AtlasError without a series.
    """
    if what == "series":
        charts = _charts(extract)
        data = _png(charts, _charts_dpi(charts), extract)
    else:
        data = _png(_sheet(extract, what), PAGES[what].dpi, extract)
    extract.progress(_STEPS, _STEPS)
    return data


def svg(extract: Extract, what: str) -> bytes:
    """Returns the map as SVG with texts as text and a group per route, or the charts of series.

    `what` is `series` or one of PAGES.
    """
    data = chart_svg(_charts(extract)) if what == "series" else svg_of(_sheet(extract, what))
    extract.progress(_STEPS, _STEPS)
    return data
