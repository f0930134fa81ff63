"""The parts of a dossier below the map: differences, actors, relations, line, other claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from geo.export.pdf.page_blocks import Block, Columns, Rule, Space, Stack, even, text
from geo.export.pdf.page_text import (
    INK,
    PAPER,
    QUIET,
    broken,
    cited,
    quiet,
    raised,
    shown,
    slanted,
    strong,
    style,
)
from geo.presentation.dossier import (
    ACTORS,
    ClaimGroup,
    Dossier,
    ShownClaim,
    ShownDifference,
    ShownRelation,
    Side,
    actors_of,
)
from geo.presentation.dossier_cut import Limits
from geo.presentation.told_happenings import ShownHappening

SMALL = 7.0
"""The size of the smallest running text, in points."""
_ACROSS = 4
"""The most claims side by side."""
_NARROW, _SIDE = 138.0, 116.0
"""The widths of the narrowest column and of the narrowest side of a difference, in points."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a page: how its map is drawn, and how much of the dossier it has.

    `wide` draws the map over the whole width with the figures below it; otherwise they are beside
    it. `map_height` and `notes`, the font size of the citations, are in points.
    """

    limits: Limits
    wide: bool = False
    map_height: float = 196.0
    notes: float = 6.6


def _numbers(numbers: Sequence[int]) -> str:
    return "".join(map(raised, numbers))


def happenings(dossier: Dossier, width: float) -> Iterator[Block]:
    """Yields what happened, newest first, in two columns."""
    if dossier.happenings:
        yield heading("What happened")
        yield even(list(map(_happening, dossier.happenings)), 2, width)


def _happening(happening: ShownHappening) -> Block:
    subject = f"{shown(happening.subject.name)}: " if happening.subject.name else ""
    scope = quiet(shown(happening.scope), 6.4) if happening.scope else ""
    return text(f"{strong(shown(happening.when))} {subject}{cited((happening.what,))}{scope} "
                f"{quiet(shown(happening.who), 6.4)}", style(7.2, leading=1.25))


def differences(dossier: Dossier) -> Iterator[Block]:
    """Yields the claims that differ, side by side."""
    if dossier.differences:
        yield heading("Where claims differ")
    yield from map(_difference, dossier.differences)


def _difference(difference: ShownDifference) -> Block:
    sides = list(map(_side, difference.sides))
    across = ceil(len(sides) / ceil(len(sides) / _ACROSS))
    rows = [Columns(_filled(sides[at:at + across], across), (1,) * across, gap=10,
                    fill=PAPER, pad=2.5)
            for at in range(0, len(sides), across)]
    part = quiet(shown(f" {difference.cut}."), 6.4) if difference.cut else ""
    who = quiet(shown(f" {difference.words}."), 6.4)
    question = text(strong(shown(difference.question)) + who + part, style(7.4))
    why = text(shown(difference.why), style(6.8, colour=QUIET))
    return Stack((question, Space(1.5), *rows, Space(1.5), why, Space(4)))


def _side(side: Side) -> Block:
    whose = ", ".join(filter(None, (side.who, side.as_of, side.about)))
    return Stack((
        text(strong(shown(side.value.text)) + _numbers(side.value.citations), style(7.8)),
        text(shown(side.printed), style(6.6, leading=1.22)),
        text(broken(whose, _SIDE, 6.4), style(6.4, colour=QUIET, leading=1.22))))


def people_and_line(dossier: Dossier) -> Iterator[Block]:
    """Yields sponsors and opponents, relations, and the basis of the line, in columns."""
    columns = ((Stack(tuple(_people(dossier))), 1.0), (Stack(tuple(_relations(dossier))), 1.0),
               (Stack(tuple(_line(dossier))), 1.5))
    filled = [(column, part) for column, part in columns if column.blocks]
    if filled:
        yield Columns([column for column, _ in filled], [part for _, part in filled], gap=14)


def _people(dossier: Dossier) -> Iterator[Block]:
    for group in dossier.groups:
        if group.claims[0].attribute_id in ACTORS:
            yield heading(group.label)
            yield from _actors(group)


def _actors(group: ClaimGroup) -> Iterator[Block]:
    for actor in actors_of(group):
        roles = f" {quiet(shown(f'({actor.roles})'))}" if actor.roles else ""
        scope = quiet(shown(actor.scope), 6.4) if actor.scope else ""
        yield text(shown(actor.name) + roles + scope + _numbers(actor.numbers), style(7.4))


def _relations(dossier: Dossier) -> Iterator[Block]:
    if dossier.relations:
        yield heading("Relations")
    yield from map(_relation, dossier.relations)


def _relation(relation: ShownRelation) -> Block:
    subject, other = (broken(name.name, _NARROW, 7.2) for name in (relation.subject,
                                                                   relation.other))
    return text(f"{subject} {slanted(shown(relation.words.text))} {other}"
                f"{_numbers(relation.words.citations)}", style(7.2, leading=1.25))


def _line(dossier: Dossier) -> Iterator[Block]:
    line = dossier.line
    if not line:
        return
    yield heading("The line on the map")
    yield text(f"{strong(shown(line.basis))}: {shown(line.meaning)} {shown(line.note)}",
               style(7.2, leading=1.25))
    if line.warning:
        yield text(shown(line.warning), style(7.2, leading=1.25))
    yield text(cited(line.drawn), style(7.2, leading=1.25))


def others(dossier: Dossier, width: float) -> Iterator[Block]:
    """Yields the claims that are not shown above, in brief; those about a part last."""
    own = sorted((claim for claim in dossier.claims if claim.attribute_id not in ACTORS),
                 key=lambda claim: bool(claim.scope))
    if own:
        yield heading("What else is claimed")
        yield even(list(map(_other, own)), 2, width)


def _other(claim: ShownClaim) -> Block:
    scope = quiet(shown(claim.scope), 6.4) if claim.scope else ""
    role = f" ({shown(claim.role)})" if claim.role else ""
    return text(f"{quiet(shown(claim.label) + ':')} {shown(claim.value.text)}{role}{scope}"
                f"{_numbers(claim.value.citations)}", style(7.2, leading=1.25))


def heading(words: str) -> Block:
    """Returns the heading of a part of the page."""
    return Stack((Space(7), text(shown(words), style(8.6, bold=True)), Rule(1.6, 3.2, INK, 0.6)))


def _filled(blocks: Sequence[Block], count: int) -> list[Block]:
    return [*blocks, *(Space(0) for _ in range(count - len(blocks)))]
