"""The blocks of a dossier: one route on one page, every value with the number of its note."""

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
"""Everything is said, the map as large as may be."""
TIGHT = Plan(map_height=182, differences=1, sides=3, others=0, people=4, relations=3, aliases=4,
             notes=6.2)
"""The least that is said."""
GROWTH: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("differences", (2,)), ("people", (6, 10)), ("relations", (5, 8)),
    ("differences", (3, 4, 6, 99)), ("sides", (4, 6, 8, 24)), ("aliases", (8,)),
    ("people", (40,)), ("relations", (40,)), ("others", (1, 2, 3, 4, 6, 8, 11, 15, 20, 99)),
    ("aliases", (40,)))
"""What is said more of while there is room, the most important first."""


@dataclass(frozen=True)
class _Page:
    """A route's blocks under a plan. `depiction` says whose borders the plate draws."""

    told: DossierText
    plate: MapLayout
    depiction: str

    def page(self) -> Stack:
        """All of it, from the name to the sources. Numbers its notes from the top down."""
        body = Stack((
            *self._head(), Space(7), self._sentence(), *self._silence(), Space(9),
            *self._map_and_figures(), *differences(self.told), *people_and_line(self.told),
            *others(self.told)))
        rest = tuple(self._rest())
        sources = [text(note, note_style(self.told.plan.notes))
                   for note in self.told.notes.listing(brief=True)]
        listed = (heading("Sources"), even(sources, 2, self.told.width)) if sources else ()
        return Stack((body, *rest, *listed))

    def _head(self) -> Iterator[Block]:
        route = self.told.entry.route
        corridors = [self.told.catalog.name_of(corridor) for corridor in route.corridor_ids]
        size = 20 if len(route.name) < 44 else 15 if len(route.name) < 90 else 11
        yield text(shown(route.name), style(size, bold=True, leading=1.16))
        yield Space(3)
        yield text(shown("  ·  ".join((mode_words(route), status_words(self.told.entry),
                                       *corridors))),
                   style(8.2, bold=True, colour=colour_of(route)))
        ends = ends_words(self.told.catalog, self.told.entry)
        where = () if self.told.entry.is_overlay else (countries_words(route),)
        yield text(shown("  ·  ".join((ends, *where))), style(8.2))
        yield from self._names()

    def _names(self) -> Iterator[Block]:
        aliases = other_names(self.told.catalog, self.told.entry.route_id)
        fine = [alias for alias in aliases if legible(alias)]
        kept = fine[:self.told.plan.aliases]
        more = [f"and {len(fine) - len(kept)} more"] if len(fine) > len(kept) else []
        parts = [f"Also: {'; '.join((*kept, *more))}"] if kept else []
        if lost := len(aliases) - len(fine):
            parts.append(f"Left out: {lost} name{'' if lost == 1 else 's'} in a script that this "
                         "file cannot set")
        naming = self.told.catalog.naming.get(self.told.entry.route_id)
        if naming:
            parts.append(f"The name shown: {naming.reason}")
        if parts:
            yield Space(1.5)
            yield text(shown(". ".join(part.rstrip(".") for part in parts) + "."),
                       style(SMALL, colour=QUIET))

    def _sentence(self) -> Block:
        said = sentence(self.told.catalog, self.told.entry, self.told.notes.hidden)
        return Barred(text(reveal(said), style(10, leading=1.38)),
                       colour_of(self.told.entry.route))

    def _silence(self) -> Iterator[Block]:
        if not self.told.entry.claims:
            yield Space(3)
            yield text("No document in the atlas makes a claim about this leg itself.",
                       style(7.6, colour=QUIET))

    def _map_and_figures(self) -> Iterator[Block]:
        plate = MapBlock(self.plate)
        said = " ".join((f"Borders: {DEPICTIONS[self.depiction].lower()}.", *self.plate.notes))
        caption: tuple[Block, ...] = (LegendBlock(self.plate), Space(1),
                                      text(shown(said), style(6.2, colour=QUIET)))
        if self.told.plan.wide:
            yield Stack((plate, Space(4), *caption, Space(7), self._figure_grid()))
        else:
            yield Columns((plate, self._figure_list()), (plate.plate.width, _FIGURES_WIDTH), _GAP)
            yield Stack((Space(4), *caption))

    def _value(self, attribute: str) -> tuple[str, list[str]]:
        """A key figure's markup, and what must be said of it in a word or two."""
        told = route_statement(self.told.catalog, self.told.entry, attribute)
        if not told.first:
            return quiet(told.words), []
        said = (shown(piece.lead) + strong(shown(piece.value)) + self.told.notes.mark(piece.claim)
                + (quiet(shown(piece.scope), 6.4) if piece.part else "") for piece in told.pieces)
        return "".join(said), [words for words in (*told.flags, told.more) if words]

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
        """Why a key figure is marked as old or overdue."""
        for attribute in KEY_FIGURES:
            for claim in leading(self.told.entry.claims_of(attribute)):
                for mark in marks(claim, self.told.entry.claims, self.told.catalog.today):
                    words = f"{ATTRIBUTES[attribute].label}, {mark.kind}: {mark.reason}."
                    yield text(shown(words), style(6.4, colour=QUIET, leading=1.22))

    def _rest(self) -> Iterator[Block]:
        """How many claims about the route have no room on the page."""
        gone = sum(claim not in self.told.notes.cited for claim in self.told.entry.claims)
        if gone:
            yield Space(2)
            yield text(strong(f"And {gone} more claim{'' if gone == 1 else 's'}; see the table of "
                              "claims."), style(SMALL))


def dossier_page(catalog: Catalog, entry: RouteEntry, plate: Callable[[float, float], MapLayout],
                 depiction: str, size: tuple[float, float]) -> Stack:
    """The fullest page of a route that fits `size` (width and height in points).

    `plate` lays a map out in a width and a height; whether a plan fits is guessed with the first
    map's legend before another is laid out. Where even the least is too tall, the least is given.
    """
    width, room = size
    laid = cache(plate)
    first = laid(width, GENEROUS[0].map_height)

    def page(plan: Plan, *, guess: bool = False) -> Stack:
        wide = width if plan.wide else width - _GAP - _FIGURES_WIDTH
        told = DossierText(catalog, entry, plan, width, Notes(catalog))
        drawn = (replace(first, width=wide, height=plan.map_height) if guess
                 else laid(wide, plan.map_height))
        return _Page(told, drawn, depiction).page()

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
    """How many there are of what a plan may leave out."""
    found = catalog.differences(entry.route_id)
    return {"differences": len(found), "others": len(entry.claims),
            "sides": max((len(difference.claims) for difference in found), default=0),
            "people": len(entry.claims_of("sponsor")) + len(entry.claims_of("opponent")),
            "relations": len(catalog.relations), "aliases": len(catalog.aliases_of(entry.route_id))}
