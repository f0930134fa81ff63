"""What a dossier says below the map: differences, people, relations, the line, other claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.disagreements import Difference
from geo.claims.wording import date_words, qualifier_words, scoped_words, value_words, who_words
from geo.data.attributes import ATTRIBUTES
from geo.data.geodesy import drawn_km, share
from geo.data.records import Claim
from geo.data.schema import BASIS_WORDS, RELATIONS
from geo.export.pdf.page_blocks import Block, Columns, Rule, Space, Stack, even, text
from geo.export.pdf.page_text import (
    INK,
    PAPER,
    QUIET,
    Notes,
    broken,
    quiet,
    shown,
    slanted,
    strong,
    style,
)

SMALL = 7.0
"""The size of the smallest running text, in points."""
_ACROSS = 4
"""The most claims side by side."""
_NARROW = 138.0
"""The width of the narrowest column, in points."""
_PEOPLE = ("sponsor", "opponent")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of a dossier is said.

    `wide` sets the map over the whole width with the figures below it; else they stand beside
    it. `map_height` is in points. The rest are the most items of each kind; `notes` is the size
    of the citations' letters.
    """

    wide: bool = False
    map_height: float = 196.0
    differences: int = 99
    sides: int = 24
    others: int = 99
    people: int = 40
    relations: int = 40
    aliases: int = 40
    notes: float = 6.6


@dataclass(frozen=True, slots=True)
class DossierText:
    """A route, how much of it is to be said, and the notes made while saying it."""

    catalog: Catalog
    entry: RouteEntry
    plan: Plan
    width: float
    notes: Notes


def differences(told: DossierText) -> Iterator[Block]:
    """Where claims differ, side by side."""
    found = told.catalog.differences(told.entry.route_id)
    if found:
        yield heading("Where claims differ")
    for difference in found[:told.plan.differences]:
        yield _difference(told, difference)
    if gone := len(found[told.plan.differences:]):
        yield text(quiet(f"and {gone} more difference{'' if gone == 1 else 's'}; see the "
                         "table of claims."), style(SMALL))


def _difference(told: DossierText, difference: Difference) -> Block:
    claims = difference.claims[:told.plan.sides]
    sides = [Stack((
        text(strong(shown(scoped_words(claim))) + told.notes.mark(claim), style(7.8)),
        text(shown(f"“{claim.printed}”"), style(6.6, leading=1.22)),
        text(shown(_whose(told, claim)), style(6.4, colour=QUIET, leading=1.22))))
        for claim in claims]
    across = ceil(len(sides) / ceil(len(sides) / _ACROSS))
    rows = [Columns(_filled(sides[at:at + across], across), (1,) * across, gap=10,
                    fill=PAPER, pad=2.5)
            for at in range(0, len(sides), across)]
    part = f" {len(claims)} of {len(difference.claims)} claims; see the table of claims." if (
        len(claims) < len(difference.claims)) else ""
    who = quiet(shown(f" {difference.words}."), 6.4)
    question = text(strong(shown(difference.question)) + who + quiet(part, 6.4), style(7.4))
    why = text(shown(difference.why), style(6.8, colour=QUIET))
    return Stack((question, Space(1.5), *rows, Space(1.5), why, Space(4)))


def people_and_line(told: DossierText) -> Iterator[Block]:
    """Sponsors and opponents, relations, and how the line came about, in columns."""
    columns = ((Stack(tuple(_people(told))), 1.0), (Stack(tuple(_relations(told))), 1.0),
               (Stack(tuple(_line(told))), 1.5))
    filled = [(column, part) for column, part in columns if column.blocks]
    yield Columns([column for column, _ in filled], [part for _, part in filled], gap=14)


def _people(told: DossierText) -> Iterator[Block]:
    for attribute in _PEOPLE:
        of_one = told.entry.claims_of(attribute)
        if not of_one:
            continue
        yield heading(f"{ATTRIBUTES[attribute].label}s")
        by_actor: dict[str, list[Claim]] = {}
        for claim in of_one:
            by_actor.setdefault(claim.value, []).append(claim)
        for actor, claims in list(by_actor.items())[:told.plan.people]:
            roles = ", ".join(dict.fromkeys(filter(None, map(qualifier_words, claims))))
            said = f" {quiet(shown(f'({roles})'))}" if roles else ""
            numbers = told.notes.marks(claims)
            yield text(shown(actor) + said + numbers, style(7.4))
        if (gone := len(by_actor) - told.plan.people) > 0:
            yield from _more(gone)


def _relations(told: DossierText) -> Iterator[Block]:
    own = [relation for relation in told.catalog.relations
           if told.entry.route_id in (relation.subject_id, relation.object_id)]
    if own:
        yield heading("Relations")
    for relation in own[:told.plan.relations]:
        subject, other = (broken(told.catalog.name_of(name), _NARROW, 7.2)
                          for name in (relation.subject_id, relation.object_id))
        yield text(f"{subject} "
                   f"{slanted(RELATIONS[relation.relation])} {other}"
                   f"{told.notes.mark(relation)}", style(7.2, leading=1.25))
    if (gone := len(own) - told.plan.relations) > 0:
        yield from _more(gone)


def _line(told: DossierText) -> Iterator[Block]:
    alignment, stated = told.entry.alignment, told.entry.headline("length")
    drawn = drawn_km(alignment.line)
    ratio = share(drawn, stated) if stated else None
    beside = (f"{ratio:.2f} of the stated {shown(value_words(stated))}"
              f"{told.notes.mark(stated)}" if stated and ratio else
              "no length of the whole is stated")
    yield heading("The line on the map")
    yield text(f"{strong(alignment.basis.capitalize())}: {BASIS_WORDS[alignment.basis]}. "
               f"{shown(alignment.basis_note)}", style(7.2, leading=1.25))
    yield text(f"Drawn {drawn:,.0f} km (geodesic), {beside}. A drawn length never stands in "
               "for a stated one.", style(7.2, leading=1.25))


def others(told: DossierText) -> Iterator[Block]:
    """The claims that have no place of their own above, in brief."""
    own = [claim for name in ATTRIBUTES for claim in told.entry.claims_of(name)
           if claim not in told.notes.cited]
    own.sort(key=lambda claim: claim.partial)
    if own and told.plan.others:
        yield heading("What else is claimed")
        yield even([_other(told, claim) for claim in own[:told.plan.others]], 2, told.width)


def _other(told: DossierText, claim: Claim) -> Block:
    note = f" {quiet(shown(f'({claim.note})'), 6.4)}" if claim.partial else ""
    role = f" ({shown(role)})" if (role := qualifier_words(claim)) else ""
    return text(f"{quiet(shown(ATTRIBUTES[claim.attribute].label) + ':')} "
                f"{shown(value_words(claim))}{role}{note}{told.notes.mark(claim)}",
                style(7.2, leading=1.25))


def _whose(told: DossierText, claim: Claim) -> str:
    """Whose claim it is, of when, and about what where it is not this route."""
    about = "" if claim.subject_id == told.entry.route_id else (
        f", about {told.catalog.name_of(claim.subject_id)}")
    who = who_words(told.catalog.sources[claim.source_id])
    return f"{who}, {date_words(claim.as_of)}{about}"


def heading(words: str) -> Block:
    """The heading of a part of the page."""
    return Stack((Space(7), text(shown(words), style(8.6, bold=True)), Rule(1.6, 3.2, INK, 0.6)))


def _more(count: int) -> Iterator[Block]:
    yield text(quiet(f"and {count} more; see the table of claims."), style(SMALL))


def _filled(blocks: Sequence[Block], count: int) -> list[Block]:
    return [*blocks, *(Space(0) for _ in range(count - len(blocks)))]
