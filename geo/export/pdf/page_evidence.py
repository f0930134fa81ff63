"""The parts of a dossier below the map: differences, actors, relations, line, other claims."""

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
    """The plan of a dossier: how much it contains.

    `wide` draws the map over the whole width with the figures below it; otherwise they are beside
    it. `map_height` is in points. The rest are the most items of each kind; `notes` is the font
    size of the citations.
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
    """A route, the plan of its dossier, and the notes collected while it is written."""

    catalog: Catalog
    entry: RouteEntry
    plan: Plan
    width: float
    notes: Notes


def differences(dossier: DossierText) -> Iterator[Block]:
    """Yields the claims that differ, side by side."""
    all_differences = dossier.catalog.differences(dossier.entry.route_id)
    if all_differences:
        yield heading("Where claims differ")
    for difference in all_differences[:dossier.plan.differences]:
        yield _difference(dossier, difference)
    if left_out := len(all_differences[dossier.plan.differences:]):
        yield text(quiet(f"and {left_out} more difference{'' if left_out == 1 else 's'}; see the "
                         "table of claims."), style(SMALL))


def _difference(dossier: DossierText, difference: Difference) -> Block:
    claims = difference.claims[:dossier.plan.sides]
    sides = [Stack((
        text(strong(shown(scoped_words(claim))) + dossier.notes.mark(claim), style(7.8)),
        text(shown(f"“{claim.printed}”"), style(6.6, leading=1.22)),
        text(shown(_whose(dossier, claim)), style(6.4, colour=QUIET, leading=1.22))))
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


def people_and_line(dossier: DossierText) -> Iterator[Block]:
    """Yields sponsors and opponents, relations, and the basis of the line, in columns."""
    columns = ((Stack(tuple(_people(dossier))), 1.0), (Stack(tuple(_relations(dossier))), 1.0),
               (Stack(tuple(_line(dossier))), 1.5))
    filled = [(column, part) for column, part in columns if column.blocks]
    yield Columns([column for column, _ in filled], [part for _, part in filled], gap=14)


def _people(dossier: DossierText) -> Iterator[Block]:
    for attribute in _PEOPLE:
        claims_of_attribute = dossier.entry.claims_of(attribute)
        if not claims_of_attribute:
            continue
        yield heading(f"{ATTRIBUTES[attribute].label}s")
        by_actor: dict[str, list[Claim]] = {}
        for claim in claims_of_attribute:
            by_actor.setdefault(claim.value, []).append(claim)
        for actor, claims in list(by_actor.items())[:dossier.plan.people]:
            roles = ", ".join(dict.fromkeys(filter(None, map(qualifier_words, claims))))
            role_markup = f" {quiet(shown(f'({roles})'))}" if roles else ""
            numbers = dossier.notes.marks(claims)
            yield text(shown(actor) + role_markup + numbers, style(7.4))
        if (left_out := len(by_actor) - dossier.plan.people) > 0:
            yield from _more(left_out)


def _relations(dossier: DossierText) -> Iterator[Block]:
    relations = [relation for relation in dossier.catalog.relations
                 if dossier.entry.route_id in (relation.subject_id, relation.object_id)]
    if relations:
        yield heading("Relations")
    for relation in relations[:dossier.plan.relations]:
        subject, other = (broken(dossier.catalog.name_of(name), _NARROW, 7.2)
                          for name in (relation.subject_id, relation.object_id))
        yield text(f"{subject} "
                   f"{slanted(RELATIONS[relation.relation])} {other}"
                   f"{dossier.notes.mark(relation)}", style(7.2, leading=1.25))
    if (left_out := len(relations) - dossier.plan.relations) > 0:
        yield from _more(left_out)


def _line(dossier: DossierText) -> Iterator[Block]:
    alignment, stated = dossier.entry.alignment, dossier.entry.headline("length")
    drawn = drawn_km(alignment.line)
    ratio = share(drawn, stated) if stated else None
    comparison = (f"{ratio:.2f} of the stated {shown(value_words(stated))}"
                  f"{dossier.notes.mark(stated)}" if stated and ratio else
                  "no length of the whole is stated")
    yield heading("The line on the map")
    yield text(f"{strong(alignment.basis.capitalize())}: {BASIS_WORDS[alignment.basis]}. "
               f"{shown(alignment.basis_note)}", style(7.2, leading=1.25))
    yield text(f"Drawn {drawn:,.0f} km (geodesic), {comparison}. A drawn length never stands in "
               "for a stated one.", style(7.2, leading=1.25))


def others(dossier: DossierText) -> Iterator[Block]:
    """Yields the claims that are not cited above, in brief."""
    own = [claim for name in ATTRIBUTES for claim in dossier.entry.claims_of(name)
           if claim not in dossier.notes.cited]
    own.sort(key=lambda claim: claim.partial)
    if own and dossier.plan.others:
        yield heading("What else is claimed")
        yield even([_other(dossier, claim) for claim in own[:dossier.plan.others]], 2,
                   dossier.width)


def _other(dossier: DossierText, claim: Claim) -> Block:
    note = f" {quiet(shown(f'({claim.note})'), 6.4)}" if claim.partial else ""
    role = f" ({shown(role)})" if (role := qualifier_words(claim)) else ""
    return text(f"{quiet(shown(ATTRIBUTES[claim.attribute].label) + ':')} "
                f"{shown(value_words(claim))}{role}{note}{dossier.notes.mark(claim)}",
                style(7.2, leading=1.25))


def _whose(dossier: DossierText, claim: Claim) -> str:
    """The source and date of a claim, and its subject if that is not this route."""
    about = "" if claim.subject_id == dossier.entry.route_id else (
        f", about {dossier.catalog.name_of(claim.subject_id)}")
    who = who_words(dossier.catalog.sources[claim.source_id])
    return f"{who}, {date_words(claim.as_of)}{about}"


def heading(words: str) -> Block:
    """Returns the heading of a part of the page."""
    return Stack((Space(7), text(shown(words), style(8.6, bold=True)), Rule(1.6, 3.2, INK, 0.6)))


def _more(count: int) -> Iterator[Block]:
    yield text(quiet(f"and {count} more; see the table of claims."), style(SMALL))


def _filled(blocks: Sequence[Block], count: int) -> list[Block]:
    return [*blocks, *(Space(0) for _ in range(count - len(blocks)))]
