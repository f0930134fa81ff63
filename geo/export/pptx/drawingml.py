"""Draws native shapes on a slide as DrawingML, editable in any office suite.

Positions and sizes are points from the slide's top left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, Literal
from xml.sax.saxutils import escape, quoteattr

from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Emu

from geo.cartography.shapes import MAP_PALETTE, Anchor, LaidStroke, Ring
from geo.export.pptx.slide_text import Para, Run, clean, leading, one_line

EMU = 12700
"""English metric units in a point."""
_STEP = 127
# A freeform's own unit is a hundredth of a point, so that rounding never shows.
_NAMESPACES: Final = nsdecls("p", "a", "r")
_ALIGN = {"start": "l", "middle": "ctr", "end": "r"}
_SLIDE_NUMBER = ' id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"'
_PLAIN, _GROUP = "<p:cNvSpPr/><p:nvPr/>", "<p:cNvGrpSpPr/><p:nvPr/>"
_TEXT = '<p:cNvSpPr txBox="1"/><p:nvPr/>'
_TITLE = ('<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr>')


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Text:
    """The contents of a text box.

    `gap` is the room between paragraphs and `halo` the width of a pale rim around the letters, in
    points. Without `wrap` it stays on one line. `angle` turns it clockwise, in degrees. A box with
    the role `title` is the slide's title, one with the role `number` shows the slide's number.
    """

    paras: Sequence[Para]
    gap: float = 0.0
    align: Anchor = "start"
    halo: float = 0.0
    wrap: bool = True
    angle: float = 0.0
    role: Literal["", "title", "number"] = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape as XML, and its position in EMU: left, top, right, bottom."""

    xml: str
    box: tuple[int, int, int, int]


def _colour(colour: str, opacity: float = 1.0) -> str:
    alpha = f'<a:alpha val="{round(opacity * 100_000)}"/>' if opacity < 1 else ""
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}">{alpha}</a:srgbClr></a:solidFill>'


def _dash(stroke: LaidStroke) -> str:
    """The dash in shares of the width; Office counts a round cap as part of the dash."""
    if not stroke.dash or not stroke.width:
        return ""
    pairs = stroke.dash * (1 + len(stroke.dash) % 2)
    cap = stroke.width if stroke.round_cap else 0.0
    stops = "".join(
        f'<a:ds d="{round((on + cap) / stroke.width * 100_000)}" '
        f'sp="{round(max(off - cap, stroke.width / 10) / stroke.width * 100_000)}"/>'
        for on, off in zip(pairs[::2], pairs[1::2], strict=True))
    return f"<a:custDash>{stops}</a:custDash>"


def _line(stroke: LaidStroke | None) -> str:
    if stroke is None:
        return "<a:ln><a:noFill/></a:ln>"
    cap = "rnd" if stroke.round_cap else "flat"
    return (f'<a:ln w="{round(stroke.width * EMU)}" cap="{cap}">'
            f"{_colour(stroke.colour, stroke.opacity)}{_dash(stroke)}<a:round/></a:ln>")


def _transform(box: tuple[int, int, int, int], *, group: bool = False, angle: float = 0.0) -> str:
    left, top, right, bottom = box
    size = f'cx="{right - left}" cy="{bottom - top}"'
    child = (f'<a:chOff x="{left}" y="{top}"/><a:chExt {size}/>') if group else ""
    turn = f' rot="{round(angle * 60_000) % 21_600_000}"' if angle else ""
    return f'<a:xfrm{turn}><a:off x="{left}" y="{top}"/><a:ext {size}/>{child}</a:xfrm>'


def _emu(box: Box) -> tuple[int, int, int, int]:
    return (round(box.x * EMU), round(box.y * EMU), round((box.x + box.width) * EMU),
            round((box.y + box.height) * EMU))


def _run(run: Run, halo: float) -> str:
    glow = (f'<a:effectLst><a:glow rad="{round(halo * EMU)}">'
            f'<a:srgbClr val="{MAP_PALETTE["halo"][1:].upper()}"/></a:glow></a:effectLst>'
            if halo else "")
    raised = ' baseline="30000"' if run.raised else ""
    return (f'<a:rPr lang="en-GB" sz="{round(run.size * 100)}" b="{int(run.bold)}" '
            f'i="{int(run.italic)}"{raised} dirty="0">{_colour(run.colour)}{glow}'
            f'<a:latin typeface="{run.face}"/><a:cs typeface="{run.face}"/></a:rPr>'
            f"<a:t>{escape(one_line(run.text))}</a:t>")


def _para(para: Para, words: Text, *, first: bool) -> str:
    tag, more = ("fld", _SLIDE_NUMBER) if words.role == "number" else ("r", "")
    runs = "".join(f"<a:{tag}{more}>{_run(run, words.halo)}</a:{tag}>" for run in para)
    gap = 0 if first else round(words.gap * 100)
    return (f'<a:p><a:pPr marL="0" indent="0" algn="{_ALIGN[words.align]}"><a:lnSpc><a:spcPts '
            f'val="{round(leading(para) * 100)}"/></a:lnSpc><a:spcBef><a:spcPts val="{gap}"/>'
            f"</a:spcBef><a:buNone/></a:pPr>{runs}</a:p>")


def _subpath(points: Ring, left: int, top: int, *, close: bool) -> Iterator[str]:
    previous = None
    for x, y in points:
        here = round(x * 100) - left, round(y * 100) - top
        if here != previous:
            tag = "moveTo" if previous is None else "lnTo"
            yield f'<a:{tag}><a:pt x="{here[0]}" y="{here[1]}"/></a:{tag}>'
        previous = here
    if close:
        yield "<a:close/>"


class Pen:
    """Draws on one slide: shapes are created, perhaps grouped, and then put on it."""

    def __init__(self, slide: Slide) -> None:
        self._shapes = slide.shapes
        self._tree = slide.shapes.element
        self._ids = count(2)

    def put(self, *shapes: Drawn) -> None:
        """Put shapes on the slide, over those already there."""
        inner = "".join(shape.xml for shape in shapes)
        for element in list(parse_xml(f"<p:spTree {_NAMESPACES}>{inner}</p:spTree>")):
            self._tree.append(element)

    def chart(self, kind: XL_CHART_TYPE, box: Box, data: Any, descr: str  # noqa: ANN401
              ) -> Any:  # noqa: ANN401 - python-pptx types neither
        """Put a native chart on the slide, and return it. `descr` is its alternative text."""
        left, top, right, bottom = map(Emu, _emu(box))
        frame: Any = self._shapes.add_chart(
            kind, left, top, Emu(right - left), Emu(bottom - top), data)
        about = frame.element.nvGraphicFramePr.cNvPr
        about.set("id", f"{next(self._ids)}")
        about.set("name", "Chart")
        about.set("descr", clean(descr))
        return frame.chart

    def _shape(self, about: str, box: tuple[int, int, int, int], look: str, text: str = "",
               angle: float = 0.0) -> Drawn:
        return Drawn(f"<p:sp><p:nvSpPr>{about}</p:nvSpPr><p:spPr>{_transform(box, angle=angle)}"
                     f"{look}</p:spPr>{text}</p:sp>", box)

    def _about(self, name: str, kind: str = _PLAIN, descr: str = "") -> str:
        more = f" descr={quoteattr(clean(descr))}" if descr else ""
        return f'<p:cNvPr id="{next(self._ids)}" name={quoteattr(one_line(name))}{more}/>{kind}'

    def group(self, name: str, shapes: Sequence[Drawn], descr: str = "") -> Iterator[Drawn]:
        """Yields the shapes as one group; nothing if there are none."""
        if not shapes:
            return
        sides = list(zip(*(shape.box for shape in shapes), strict=True))
        box = (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))
        inner = "".join(shape.xml for shape in shapes)
        yield Drawn(
            f"<p:grpSp><p:nvGrpSpPr>{self._about(name, _GROUP, descr)}</p:nvGrpSpPr>"
            f"<p:grpSpPr>{_transform(box, group=True)}</p:grpSpPr>{inner}</p:grpSp>", box)

    def freeform(self, name: str, parts: Iterable[Ring], stroke: LaidStroke | None,
                 fill: str = "") -> Drawn:
        """Returns a freeform of open lines or, with a fill, of closed rings (inner ones: holes)."""
        drawn_parts = [part for part in parts if len(part) > 1]
        xs = [round(x * 100) for part in drawn_parts for x, _ in part] or [0]
        ys = [round(y * 100) for part in drawn_parts for _, y in part] or [0]
        left, top = min(xs), min(ys)
        wide, high = max(max(xs) - left, 1), max(max(ys) - top, 1)
        steps = "".join(step for part in drawn_parts
                        for step in _subpath(part, left, top, close=bool(fill)))
        box = (left * _STEP, top * _STEP, (left + wide) * _STEP, (top + high) * _STEP)
        filled = "" if fill else ' fill="none"'
        look = ("<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
                '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
                f'<a:path w="{wide}" h="{high}"{filled}>{steps}</a:path>'
                f"</a:pathLst></a:custGeom>{_colour(fill) if fill else '<a:noFill/>'}"
                f"{_line(stroke)}")
        return self._shape(self._about(name), box, look)

    def solid(self, name: str, box: Box, fill: str, stroke: LaidStroke | None = None,
              shape: Literal["rect", "ellipse"] = "rect") -> Drawn:
        """Returns a rectangle or an ellipse; unfilled if `fill` is blank."""
        inside = _colour(fill) if fill else "<a:noFill/>"
        return self._shape(self._about(name), _emu(box), f'<a:prstGeom prst="{shape}"><a:avLst/>'
                           f"</a:prstGeom>{inside}{_line(stroke)}")

    def text(self, name: str, box: Box, words: Text) -> Drawn:
        """Returns a text box without margins that keeps its size, whatever its text."""
        wrap = "square" if words.wrap else "none"
        frame = (f'<a:bodyPr wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t" '
                 'rtlCol="0"><a:noAutofit/></a:bodyPr><a:lstStyle/>')
        paras = [para for para in words.paras if para]
        body = "".join(_para(para, words, first=not i) for i, para in enumerate(paras)) or "<a:p/>"
        return self._shape(
            self._about(name, _TITLE if words.role == "title" else _TEXT), _emu(box),
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>',
            f"<p:txBody>{frame}{body}</p:txBody>", words.angle)
