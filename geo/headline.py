"""Which of several claims is shown first. The others always stand beside it."""

from __future__ import annotations

from collections.abc import Iterable

from geo.attributes import ATTRIBUTES
from geo.records import Fact

_HEDGES = ("exact", "about", "designed", "at-least", "more-than", "up-to", "potential")


def _firmness(fact: Fact) -> int:
    return max((_HEDGES.index(word) for word in fact.qualifier if word in _HEDGES), default=0)


def _unit_rank(fact: Fact) -> int:
    attribute = ATTRIBUTES.get(fact.attribute)
    units = attribute.units if attribute else ()
    return units.index(fact.unit) if fact.unit in units else len(units)


def headline(claims: Iterable[Fact]) -> Fact | None:
    """The claim shown first, or None where there is no claim.

    The rule, in this order: a claim from a document before one from a reference work (which has
    no lines); a claim about the whole subject before one whose note begins with
    `part:` or `compared:`; the unit that the registry names first (a rate
    before a total); the latest `as_of`; the firmer wording (exact before about, designed, at
    least, more than, up to, potential); then the order of the file.
    Nothing is averaged and nothing is dropped.
    """
    ranked = sorted(claims, key=_firmness)
    ranked.sort(key=lambda fact: fact.as_of, reverse=True)
    ranked.sort(key=_unit_rank)
    ranked.sort(key=lambda fact: fact.partial)
    ranked.sort(key=lambda fact: not fact.lines)
    return ranked[0] if ranked else None
