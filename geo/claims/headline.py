"""Which of several claims is shown first. The others always stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from geo.data.attributes import ATTRIBUTES
from geo.data.records import Fact
from geo.data.schema import STATUSES

_HEDGES = ("exact", "about", "designed", "by", "at-least", "more-than", "up-to", "potential")
_STATUSES = tuple(STATUSES)
_Rank = tuple[bool, bool, int, bool, int]


def _firmness(fact: Fact) -> int:
    return max((_HEDGES.index(word) for word in fact.qualifier if word in _HEDGES), default=0)


def _unit_rank(fact: Fact) -> int:
    attribute = ATTRIBUTES.get(fact.attribute)
    units = attribute.units if attribute else ()
    return units.index(fact.unit) if fact.unit in units else len(units)


def _places(number: Decimal) -> int:
    """How many decimal places a number has as written: 83.4 → 1."""
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def rounds(fact: Fact, other: Fact) -> bool:
    """Whether a claim is the rounded form of a more precise one by the same source."""
    number, precise = fact.number, other.number
    if (number is None or precise is None or fact.value_high or other.value_high
            or (fact.source_id, fact.unit) != (other.source_id, other.unit)):
        return False
    places = _places(number)
    half = Decimal(5).scaleb(-places - 1)
    return _places(precise) > places and abs(number - precise) <= half


def _less_advanced(fact: Fact) -> int:
    """A key by which, of statuses that stand level, the less advanced stands first."""
    return -_STATUSES.index(fact.value) if fact.value in _STATUSES else 0


def _rank(fact: Fact, claims: Sequence[Fact]) -> _Rank:
    rounded = any(rounds(fact, other) for other in claims)
    return not fact.lines, fact.partial, _unit_rank(fact), rounded, _firmness(fact)


def leading(claims: Iterable[Fact]) -> tuple[Fact, ...]:
    """The claims shown first: the headline, then those that stand level with it and say otherwise.

    The rule, in this order: a claim from a document before one from a reference work (which has
    no lines); a claim about the whole subject before one whose note begins with
    `part:` or `compared:`; the unit that the registry names first (a rate
    before a total); the latest `as_of`; a figure before its rounded form by the same source; the
    firmer wording (exact before about, designed, by, at least, more than, up to, potential).
    Claims that are level by all of these are all shown: of different parts each says its own, of
    the whole none is preferred. Statuses then stand with the less advanced first, others in the
    order of the file. Of words (actors, purposes) one stands for all.
    Nothing is averaged and nothing is dropped.
    """
    told = tuple(claims)
    if len(told) < 2:
        return told
    ranks = {fact: _rank(fact, told) for fact in told}
    ranked = sorted(told, key=_less_advanced)
    ranked.sort(key=lambda fact: ranks[fact][3:])
    ranked.sort(key=lambda fact: fact.as_of, reverse=True)
    ranked.sort(key=lambda fact: ranks[fact][:3])
    first = ranked[0]
    if ATTRIBUTES[first.attribute].kind == "text":
        return (first,)
    level = {_says(fact): fact for fact in reversed(ranked)
             if (ranks[fact], fact.as_of) == (ranks[first], first.as_of)}
    return tuple(reversed(level.values()))


def _says(fact: Fact) -> tuple[str, str, str]:
    """A value, and the part it is about, whatever else the note says."""
    return fact.value, fact.value_high, fact.note.split(";")[0] if fact.partial else ""


def headline(claims: Iterable[Fact]) -> Fact | None:
    """The claim shown first, or None where there is no claim; see `leading`."""
    return next(iter(leading(claims)), None)
