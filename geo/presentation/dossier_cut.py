"""Cuts a dossier to the room that a rendering has, and puts into words what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from geo.data.plural import plural
from geo.presentation.citations import cited_numbers, renumbered
from geo.presentation.dossier import ACTORS, ClaimGroup, Dossier, ShownClaim, ShownDifference

_ALL = 10**6


def any_script(_words: str) -> bool:
    """Returns that a text can be set, whatever its script."""
    return True


@dataclass(frozen=True, slots=True)
class Limits:
    """The most items of each part of a dossier.

    `can_set` tells whether a rendering can set a text. `repeats` lists claims again that stand
    above, among figures, happenings and differences; of the rest `actors` counts those named as
    sponsors or opponents, `claims` all others. `details` are the printed words, ages and
    remarks of claims.
    """

    names: int = _ALL
    can_set: Callable[[str], bool] = any_script
    via: int = _ALL
    series: int = _ALL
    happenings: int = _ALL
    differences: int = _ALL
    sides: int = _ALL
    repeats: bool = True
    actors: int = _ALL
    claims: int = _ALL
    details: bool = True
    relations: int = _ALL
    context: int = _ALL
    routes: int = _ALL


def _cut_sides(difference: ShownDifference, most: int) -> ShownDifference:
    sides = difference.sides[:most]
    count = len(difference.sides)
    return difference if len(sides) == count else replace(
        difference, sides=sides, cut=f"{len(sides)} of {plural(count, 'claim')}")


def _first_actors(claims: Iterable[ShownClaim], most: int) -> list[ShownClaim]:
    """The claims that name the first actors of each attribute."""
    actors: dict[str, dict[str, list[ShownClaim]]] = {}
    for claim in claims:
        actors.setdefault(claim.attribute_id, {}).setdefault(claim.value.text, []).append(claim)
    return [claim for by_actor in actors.values() for of_actor in list(by_actor.values())[:most]
            for claim in of_actor]


def _without_details(claim: ShownClaim) -> ShownClaim:
    return replace(claim, marks=(), printed="", as_of="", age="", note=claim.part, who="", view="")


def _kept(dossier: Dossier, limits: Limits, above: set[int]) -> list[ShownClaim]:
    claims = [claim for claim in dossier.claims if limits.repeats or claim.claim_id not in above]
    actors = _first_actors((claim for claim in dossier.claims if claim.attribute_id in ACTORS),
                           limits.actors)
    others = sorted((claim for claim in claims if claim.attribute_id not in ACTORS),
                    key=lambda claim: bool(claim.scope) and not limits.repeats)
    return [*actors, *others[:limits.claims]]


def _grouped(dossier: Dossier, kept: Iterable[ShownClaim], *, details: bool
             ) -> tuple[ClaimGroup, ...]:
    by_label: dict[str, list[ShownClaim]] = {group.label: [] for group in dossier.groups}
    for claim in kept:
        by_label[claim.label].append(claim if details else _without_details(claim))
    return tuple(ClaimGroup(label, tuple(claims)) for label, claims in by_label.items() if claims)


def _left_out(counts: Iterable[tuple[int, str, str]], *, details: bool) -> str:
    """Returns a sentence on what is left out: `Left out here: 2 names and 7 claims. …`."""
    parts = [plural(count, f"{word}{after}", f"{word}s{after}")
             for count, word, after in counts if count > 0]
    if not details:
        parts.append("the printed words, ages and remarks of the claims")
    if not parts:
        return ""
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Left out here: {listed}. The atlas and its table of claims have them."


def cut(dossier: Dossier, limits: Limits, *, keep_numbers: bool = False) -> Dossier:
    """Returns the dossier with at most so many items.

    What is left is numbered without gaps, unless its citations must `keep_numbers`, because they
    share them with a scene.
    """
    can_set = [name for name in dossier.names if limits.can_set(name)]
    differences = tuple(_cut_sides(difference, limits.sides)
                        for difference in dossier.differences[:limits.differences])
    above = {value.claim_id for figure in dossier.figures for value in figure.values}
    above |= {side.claim_id for difference in differences for side in difference.sides}
    happened = dossier.happenings[:limits.happenings]
    above |= {claim_id for happening in happened for claim_id in happening.claim_ids}
    kept = _kept(dossier, limits, above)
    seen = above | {claim.claim_id for claim in kept}
    in_context = sum(len(group.claims) for context in dossier.context[limits.context:]
                     for group in context.groups)
    counts = (
        (len(can_set) - limits.names, "name", ""),
        (len(dossier.names) - len(can_set), "name", " in a script that this file cannot set"),
        (len(dossier.via) - limits.via, "place", " on the way"),
        (len(dossier.series) - limits.series, "chart", " of yearly volumes"),
        (len(dossier.happenings) - limits.happenings, "event", ""),
        (len(dossier.differences) - limits.differences, "difference", ""),
        (sum(claim.claim_id not in seen for claim in dossier.claims), "claim", ""),
        (len(dossier.relations) - limits.relations, "relation", ""),
        (in_context, "claim", " about its corridors and places"),
        (len(dossier.routes) - limits.routes, "route", ""),
    )
    has_details = limits.details or not dossier.claims
    shorter = replace(
        dossier, names=tuple(can_set[:limits.names]), via=dossier.via[:limits.via],
        series=dossier.series[:limits.series], happenings=happened, differences=differences,
        groups=_grouped(dossier, kept, details=has_details),
        relations=dossier.relations[:limits.relations], context=dossier.context[:limits.context],
        routes=dossier.routes[:limits.routes], citations=(),
        left_out=_left_out(counts, details=has_details))
    cited = cited_numbers(shorter)
    shorter = replace(shorter, citations=tuple(
        each for each in dossier.citations if each.number in cited))
    numbers = {each.number: new for new, each in enumerate(shorter.citations, 1)}
    if keep_numbers or all(old == new for old, new in numbers.items()):
        return shorter
    result: Dossier = renumbered(shorter, numbers)
    return result
