"""The blocks of a dossier: a route on one page; every value has the number of its note."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from geo.cartography.shapes import MapLayout
from geo.cartography.symbols import colour_of
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.names import other_names
from geo.claims.headline import leading
from geo.claims.staleness import marks
from geo.claims.wording import mode_words
from geo.data.attributes import ATTRIBUTES
from geo.data.countries import countries_words
from geo.export.pdf.page_blocks import Barred, Block, Columns, Rule, Space, Stack, even, text
from geo.export.pdf.page_evidence import (
    SMALL,
    DossierText,
    Plan,
    differences,
    heading,
    others,
    people_and_line,
)
from geo.export.pdf.page_map import LegendBlock, MapBlock
from geo.export.pdf.page_text import (
    INK,
    QUIET,
    Notes,
    flag,
    legible,
    note_style,
    quiet,
    reveal,
    shown,
    strong,
    style,
)
from geo.presentation.sentence import ends_words, sentence
from geo.presentation.statement import route_statement, status_words
from geo.query.view import DEPICTIONS

KEY_FIGURES = ("status", "length", "capacity", "throughput", "start", "completion", "cost",
               "transit-time", "gauge")
_FIGURES_WIDTH, _GAP = 184.0, 13.0
GENEROUS = (Plan(wide=True, map_height=350), Plan(wide=True, map_height=300),
            Plan(wide=True, map_height=240), Plan(map_height=262), Plan(map_height=226), Plan())
"""The plans with everything in the dossier, those with the largest map first."""
TIGHT = Plan(map_height=182, differences=1, sides=3, others=0, people=4, relations=3, aliases=4,
             notes=6.2)
"""The plan with the least contents."""
GROWTH: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("differences", (2,)), ("people", (6, 10)), ("relations", (5, 8)),
    ("differences", (3, 4, 6, 99)), ("sides", (4, 6, 8, 24)), ("aliases", (8,)),
    ("people", (40,)), ("relations", (40,)), ("others", (1, 2, 3, 4, 6, 8, 11, 15, 20, 99)),
    ("aliases", (40,)))
"""The parts that grow while there is room, the most important first."""


@dataclass(frozen=True)
class _Page:
    """A route's blocks under a plan. `depiction` says whose borders the map draws."""

    dossier: DossierText
    layout: MapLayout
    depiction: str

    def page(self) -> Stack:
        """The whole page, from the name to the sources; notes are numbered from the top down."""
        body = Stack((
            *self._head(), Space(7), self._sentence(), *self._silence(), Space(9),
            *self._map_and_figures(), *differences(self.dossier), *people_and_line(self.dossier),
            *others(self.dossier)))
        rest = tuple(self._rest())
        sources = [text(note, note_style(self.dossier.plan.notes))
                   for note in self.dossier.notes.listing(brief=True)]
        listed = (heading("Sources"), even(sources, 2, self.dossier.width)) if sources else ()
        return Stack((body, *rest, *listed))

    def _head(self) -> Iterator[Block]:
        route = self.dossier.entry.route
        corridors = [self.dossier.catalog.name_of(corridor) for corridor in route.corridor_ids]
        size = 20 if len(route.name) < 44 else 15 if len(route.name) < 90 else 11
        yield text(shown(route.name), style(size, bold=True, leading=1.16))
        yield Space(3)
        yield text(shown("  ·  ".join((mode_words(route), status_words(self.dossier.entry),
                                       *corridors))),
                   style(8.2, bold=True, colour=colour_of(route)))
        ends = ends_words(self.dossier.catalog, self.dossier.entry)
        where = () if self.dossier.entry.is_overlay else (countries_words(route),)
        yield text(shown("  ·  ".join((ends, *where))), style(8.2))
        yield from self._names()

    def _names(self) -> Iterator[Block]:
        aliases = other_names(self.dossier.catalog, self.dossier.entry.route_id)
        drawable = [alias for alias in aliases if legible(alias)]
        listed = drawable[:self.dossier.plan.aliases]
        more = [f"and {len(drawable) - len(listed)} more"] if len(drawable) > len(listed) else []
        parts = [f"Also: {'; '.join((*listed, *more))}"] if listed else []
        if lost := len(aliases) - len(drawable):
            parts.append(f"Left out: {lost} name{'' if lost == 1 else 's'} in a script that this "
                         "file cannot set")
        naming = self.dossier.catalog.naming.get(self.dossier.entry.route_id)
        if naming:
            parts.append(f"The name shown: {naming.reason}")
        if parts:
            yield Space(1.5)
            yield text(shown(". ".join(part.rstrip(".") for part in parts) + "."),
                       style(SMALL, colour=QUIET))

    def _sentence(self) -> Block:
        words = sentence(self.dossier.catalog, self.dossier.entry, self.dossier.notes.hidden)
        return Barred(text(reveal(words), style(10, leading=1.38)),
                       colour_of(self.dossier.entry.route))

    def _silence(self) -> Iterator[Block]:
        if not self.dossier.entry.claims:
            yield Space(3)
            yield text("No document in the atlas makes a claim about this route itself.",
                       style(7.6, colour=QUIET))

    def _map_and_figures(self) -> Iterator[Block]:
        block = MapBlock(self.layout)
        notes = " ".join((f"Borders: {DEPICTIONS[self.depiction].lower()}.", *self.layout.notes))
        caption: tuple[Block, ...] = (LegendBlock(self.layout), Space(1),
                                      text(shown(notes), style(6.2, colour=QUIET)))
        if self.dossier.plan.wide:
            yield Stack((block, Space(4), *caption, Space(7), self._figure_grid()))
        else:
            yield Columns((block, self._figure_list()), (block.layout.width, _FIGURES_WIDTH), _GAP)
            yield Stack((Space(4), *caption))

    def _value(self, attribute: str) -> tuple[str, list[str]]:
        """Returns a key figure's markup, and its flags in a word or two."""
        statement = route_statement(self.dossier.catalog, self.dossier.entry, attribute)
        if not statement.first:
            return quiet(statement.words), []
        mark = self.dossier.notes.mark
        values = (shown(piece.lead) + strong(shown(piece.value)) + mark(piece.claim)
                  + (quiet(shown(piece.scope), 6.4) if piece.part else "")
                  for piece in statement.pieces)
        return "".join(values), [words for words in (*statement.flags, statement.more) if words]

    def _figure_list(self) -> Block:
        rows: list[Block] = []
        for attribute in KEY_FIGURES:
            value, flags = self._value(attribute)
            more = f"<br/>{flag(' · '.join(flags))}" if flags else ""
            rows.append(Columns(
                (text(shown(ATTRIBUTES[attribute].label), style(SMALL, colour=QUIET)),
                 text(value + more, style(7.6, leading=1.25))), (58, 126), gap=4))
            rows.append(Rule(2.2, 2.6))
        return Stack((Rule(0, 2.6, INK, 0.8), *rows, *self._reasons()))

    def _figure_grid(self) -> Block:
        cells: list[Block] = []
        for attribute in KEY_FIGURES:
            value, flags = self._value(attribute)
            more = f"<br/>{flag(' · '.join(flags))}" if flags else ""
            cells.append(Stack((
                Rule(0, 3), text(shown(ATTRIBUTES[attribute].label), style(SMALL, colour=QUIET)),
                text(value + more, style(9, leading=1.28)), Space(5))))
        rows = [Columns(cells[at:at + 3], (1, 1, 1), gap=14) for at in range(0, len(cells), 3)]
        return Stack((*rows, *self._reasons()))

    def _reasons(self) -> Iterator[Block]:
        """Yields the reasons why key figures are marked as stale or overdue."""
        for attribute in KEY_FIGURES:
            for claim in leading(self.dossier.entry.claims_of(attribute)):
                for mark in marks(claim, self.dossier.entry.claims, self.dossier.catalog.today):
                    words = f"{ATTRIBUTES[attribute].label}, {mark.kind}: {mark.reason}."
                    yield text(shown(words), style(6.4, colour=QUIET, leading=1.22))

    def _rest(self) -> Iterator[Block]:
        """Yields a line with the number of claims that have no room on the page."""
        gone = sum(claim not in self.dossier.notes.cited for claim in self.dossier.entry.claims)
        if gone:
            yield Space(2)
            yield text(strong(f"And {gone} more claim{'' if gone == 1 else 's'}; see the table of "
                              "claims."), style(SMALL))


def dossier_page(catalog: Catalog, entry: RouteEntry, layout: Callable[[float, float], MapLayout],
                 depiction: str, size: tuple[float, float]) -> Stack:
    """Returns the fullest page of a route that fits `size` (width and height in points).

    `layout` lays a map out in a width and a height; whether a plan fits is estimated with the first
    map's legend before another is laid out. If even the least is too tall, the least is returned.
    """
    width, room = size
    laid_out = cache(layout)
    first = laid_out(width, GENEROUS[0].map_height)

    def page(plan: Plan, *, guess: bool = False) -> Stack:
        wide = width if plan.wide else width - _GAP - _FIGURES_WIDTH
        dossier = DossierText(catalog, entry, plan, width, Notes(catalog))
        page_layout = (replace(first, width=wide, height=plan.map_height) if guess
                       else laid_out(wide, plan.map_height))
        return _Page(dossier, page_layout, depiction).page()

    def fits(plan: Plan, *, guess: bool = False) -> bool:
        return page(plan, guess=guess).height(width) <= room

    for plan in GENEROUS:
        if fits(plan, guess=True) and fits(plan):
            return page(plan)
    best, most = TIGHT, _most(catalog, entry)
    for part, numbers in GROWTH:
        for number in numbers:
            if getattr(best, part) >= most[part]:
                break
            more: dict[str, Any] = {part: number}
            grown = replace(best, **more)
            if not fits(grown):
                break
            best = grown
    return page(best)


def _most(catalog: Catalog, entry: RouteEntry) -> dict[str, int]:
    """The number of items of each part that a plan may leave out."""
    differences = catalog.differences(entry.route_id)
    return {"differences": len(differences), "others": len(entry.claims),
            "sides": max((len(difference.claims) for difference in differences), default=0),
            "people": len(entry.claims_of("sponsor")) + len(entry.claims_of("opponent")),
            "relations": len(catalog.relations), "aliases": len(catalog.aliases_of(entry.route_id))}
