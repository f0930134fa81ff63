"""The blocks of a dossier: a route on one page; every value has the number of its note."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from geo.cartography.colours import colour_of
from geo.cartography.shapes import MapLayout
from geo.catalog.catalog import Catalog, RouteEntry
from geo.export.pdf.page_blocks import Barred, Block, Columns, Rule, Space, Stack, even, text
from geo.export.pdf.page_evidence import (
    SMALL,
    Plan,
    differences,
    happenings,
    heading,
    others,
    people_and_line,
)
from geo.export.pdf.page_map import LegendBlock, MapBlock
from geo.export.pdf.page_text import (
    INK,
    QUIET,
    cited,
    flag,
    legible,
    note_lines,
    note_style,
    quiet,
    raised,
    shown,
    strong,
    style,
)
from geo.presentation.citations import cited_numbers
from geo.presentation.dossier import ACTORS, Dossier, Figure, Value, dossier
from geo.presentation.dossier_cut import Limits, cut
from geo.query.view import DEPICTIONS

_FIGURES_WIDTH, _GAP = 184.0, 13.0
_ALL = Limits(can_set=legible, repeats=False, details=False, via=0, context=0)
"""What a page has of a dossier where there is room."""

GENEROUS = tuple(Plan(_ALL, wide=True, map_height=height) for height in (350, 300, 240)) + tuple(
    Plan(_ALL, map_height=height) for height in (262, 226, 196))
"""The plans with the most contents, those with the largest map first."""
TIGHT = Plan(replace(_ALL, happenings=1, differences=1, sides=3, claims=0, actors=4, relations=3,
                     names=4), map_height=182, notes=6.2)
"""The plan with the least contents."""
GROWTH: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("happenings", (2, 3)), ("differences", (2,)), ("actors", (6, 10)), ("relations", (5, 8)),
    ("differences", (3, 4, 6, 99)), ("sides", (4, 6, 8, 24)), ("names", (8,)),
    ("happenings", (5, 8, 99)), ("actors", (40,)), ("relations", (40,)),
    ("claims", (1, 2, 3, 4, 6, 8, 11, 15, 20, 99)), ("names", (40,)))
"""The parts that grow while there is room, the most important first."""


@dataclass(frozen=True)
class _Page:
    """A dossier's blocks under a plan. `depiction` says whose borders the map draws."""

    dossier: Dossier
    plan: Plan
    width: float
    colour: str
    layout: MapLayout
    depiction: str

    def page(self) -> Stack:
        """The whole page, from the name to the sources."""
        here, all_cited = numbers_of_page(self.dossier), self.dossier.citations
        sources = [text(note, note_style(self.plan.notes))
                   for each, note in zip(all_cited, note_lines(all_cited), strict=True)
                   if each.number in here]
        listed = (heading("Sources"), even(sources, 2, self.width)) if sources else ()
        return Stack((
            *self._head(), Space(7), self._sentence(), *self._silence(), Space(9),
            *self._map_and_figures(), *happenings(self.dossier, self.width),
            *differences(self.dossier), *people_and_line(self.dossier),
            *others(self.dossier, self.width), *self._left_out(), *listed))

    def _head(self) -> Iterator[Block]:
        title = self.dossier.title
        size = 20 if len(title) < 44 else 15 if len(title) < 90 else 11
        yield text(shown(title), style(size, bold=True, leading=1.16))
        yield Space(3)
        yield text(shown("  ·  ".join(name.name for name in self.dossier.eyebrow)),
                   style(8.2, bold=True, colour=self.colour))
        way = " → ".join(name.name for name in self.dossier.way)
        yield text(shown("  ·  ".join(filter(None, (way, self.dossier.countries)))), style(8.2))
        yield from self._names()

    def _names(self) -> Iterator[Block]:
        names, naming = "; ".join(self.dossier.names), self.dossier.naming
        parts = ([f"Also: {names}"] if names else []) + (
            [f"The name shown: {naming}"] if naming else [])
        if parts:
            yield Space(1.5)
            yield text(shown(". ".join(part.rstrip(".") for part in parts) + "."),
                       style(SMALL, colour=QUIET))

    def _sentence(self) -> Block:
        return Barred(text(cited(self.dossier.sentence), style(10, leading=1.38)), self.colour)

    def _silence(self) -> Iterator[Block]:
        if self.dossier.silence:
            yield Space(3)
            yield text(shown(self.dossier.silence), style(7.6, colour=QUIET))

    def _map_and_figures(self) -> Iterator[Block]:
        block = MapBlock(self.layout)
        notes = " ".join((f"Borders: {DEPICTIONS[self.depiction].lower()}.", *self.layout.notes))
        caption: tuple[Block, ...] = (LegendBlock(self.layout), Space(1),
                                      text(shown(notes), style(6.2, colour=QUIET)))
        if self.plan.wide:
            yield Stack((block, Space(4), *caption, Space(7), self._figure_grid()))
        else:
            yield Columns((block, self._figure_list()), (block.layout.width, _FIGURES_WIDTH), _GAP)
            yield Stack((Space(4), *caption))

    def _figure_list(self) -> Block:
        rows: list[Block] = []
        for figure in self.dossier.figures:
            rows.append(Columns(
                (text(shown(figure.label), style(SMALL, colour=QUIET)),
                 text(_figure(figure), style(7.6, leading=1.25))), (58, 126), gap=4))
            rows.append(Rule(2.2, 2.6))
        return Stack((Rule(0, 2.6, INK, 0.8), *rows, *self._reasons()))

    def _figure_grid(self) -> Block:
        cells: list[Block] = [Stack((
            Rule(0, 3), text(shown(figure.label), style(SMALL, colour=QUIET)),
            text(_figure(figure), style(9, leading=1.28)), Space(5)))
            for figure in self.dossier.figures]
        rows = [Columns(row, (1,) * len(row), gap=14)
                for at in range(0, len(cells), 3) if (row := cells[at:at + 3])]
        return Stack((*rows, *self._reasons()))

    def _reasons(self) -> Iterator[Block]:
        """Yields the reasons why key figures are marked as stale or overdue."""
        for figure in self.dossier.figures:
            for mark in figure.marks:
                yield text(shown(f"{figure.label}, {mark.kind}: {mark.reason}."),
                           style(6.4, colour=QUIET, leading=1.22))

    def _left_out(self) -> Iterator[Block]:
        """Yields the words on what has no room on the page."""
        if self.dossier.left_out:
            yield Space(4)
            yield text(strong(shown(self.dossier.left_out)), style(SMALL))


def numbers_of_page(dossier: Dossier) -> frozenset[int]:
    """Returns the numbers of the notes on a dossier's page; its charts have pages of their own."""
    return cited_numbers(replace(dossier, series=()))


def _value(value: Value) -> str:
    scope = quiet(shown(value.scope), 6.4) if value.scope else ""
    return (shown(value.lead) + strong(shown(value.words.text))
            + "".join(map(raised, value.words.citations)) + scope)


def _figure(figure: Figure) -> str:
    """Returns a key figure's markup, its flags on a line of their own."""
    if figure.missing:
        return quiet(shown(figure.missing))
    flags = [words for words in (*figure.flags, figure.more) if words]
    more = f"<br/>{flag(' · '.join(flags))}" if flags else ""
    return "".join(map(_value, figure.values)) + more


def dossier_page(catalog: Catalog, entry: RouteEntry, layout: Callable[[float, float], MapLayout],
                 depiction: str, size: tuple[float, float]) -> tuple[Stack, Dossier]:
    """Returns the fullest page of a route that fits `size`, and the dossier that stands on it.

    `size` is width and height in points. `layout` lays a map out in a width and a height; whether a
    plan fits is estimated with the first map's legend before another is laid out. If even the least
    is too tall, the least is returned.
    """
    width, room = size
    laid_out = cache(layout)
    first = laid_out(width, GENEROUS[0].map_height)
    whole, colour = dossier(catalog, entry.route_id), colour_of(catalog, entry)

    def page(plan: Plan, *, guess: bool = False) -> tuple[Stack, Dossier]:
        wide = width if plan.wide else width - _GAP - _FIGURES_WIDTH
        page_layout = (replace(first, width=wide, height=plan.map_height) if guess
                       else laid_out(wide, plan.map_height))
        kept = cut(whole, plan.limits)
        return _Page(kept, plan, width, colour, page_layout, depiction).page(), kept

    def fits(plan: Plan, *, guess: bool = False) -> bool:
        return page(plan, guess=guess)[0].height(width) <= room

    for plan in GENEROUS:
        if fits(plan, guess=True) and fits(plan):
            return page(plan)
    best, most = TIGHT, _most(whole)
    for part, numbers in GROWTH:
        for number in numbers:
            if getattr(best.limits, part) >= most[part]:
                break
            more: dict[str, Any] = {part: number}
            grown = replace(best, limits=replace(best.limits, **more))
            if not fits(grown):
                break
            best = grown
    return page(best)


def _most(whole: Dossier) -> dict[str, int]:
    """The number of items of each part that a plan may leave out."""
    return {"happenings": len(whole.happenings), "differences": len(whole.differences),
            "claims": len(whole.claims),
            "sides": max((len(difference.sides) for difference in whole.differences), default=0),
            "actors": sum(claim.attribute_id in ACTORS for claim in whole.claims),
            "relations": len(whole.relations), "names": len(whole.names)}
