"""The headline: which of several claims is shown first. The others always stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from geo.claims.wording import part_words
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim
from geo.data.schema import STATUSES

_HEDGES = ("exact", "about", "designed", "by", "at-least", "more-than", "up-to", "potential")
_STATUSES = tuple(STATUSES)
_Rank = tuple[bool, bool, int, bool, int]


def _firmness(claim: Claim) -> int:
    return max((_HEDGES.index(word) for word in claim.qualifier if word in _HEDGES), default=0)


def _unit_rank(claim: Claim) -> int:
    attribute = ATTRIBUTES.get(claim.attribute)
    units = attribute.units if attribute else ()
    return units.index(claim.unit) if claim.unit in units else len(units)


def _places(number: Decimal) -> int:
    """Returns how many decimal places a number has as written: 83.4 → 1."""
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def rounds(claim: Claim, other: Claim) -> bool:
    """Checks whether a claim is the rounded form of a more precise one by the same source."""
    number, precise = claim.number, other.number
    if (number is None or precise is None or claim.value_high or other.value_high
            or (claim.source_id, claim.unit) != (other.source_id, other.unit)):
        return False
    places = _places(number)
    half = Decimal(5).scaleb(-places - 1)
    return _places(precise) > places and abs(number - precise) <= half


def _less_advanced(claim: Claim) -> int:
    """Returns a sort key: of statuses that tie, the less advanced comes first."""
    return -_STATUSES.index(claim.value) if claim.value in _STATUSES else 0


def _rank(claim: Claim, claims: Sequence[Claim]) -> _Rank:
    rounded = any(rounds(claim, other) for other in claims)
    return not claim.lines, claim.partial, _unit_rank(claim), rounded, _firmness(claim)


def leading(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Returns the claims shown first: the headline, then unlike claims of the same rank.

    The rule, in this order: a claim from a document before one from a reference work (which has no
    lines); a claim about the whole subject before one whose note begins with `part:` or
    `compared:`; the unit that the registry names first (a rate before a total); the latest `as_of`;
    a figure before its rounded form by the same source; the firmer wording (exact before about,
    designed, by, at least, more than, up to, potential). Claims that tie on all of these are all
    shown: each states its own part, and of the whole none is preferred. Tied statuses come with the
    less advanced first, others in the order of the file. Of words (actors, purposes) one stands for
    all. Nothing is averaged and nothing is dropped.
    """
    all_claims = tuple(claims)
    if len(all_claims) < 2:
        return all_claims
    ranks = {claim: _rank(claim, all_claims) for claim in all_claims}
    ranked = sorted(all_claims, key=_less_advanced)
    ranked.sort(key=lambda claim: ranks[claim][3:])
    ranked.sort(key=lambda claim: claim.as_of, reverse=True)
    ranked.sort(key=lambda claim: ranks[claim][:3])
    first = ranked[0]
    if ATTRIBUTES[first.attribute].kind == "text":
        return (first,)
    tied = {_says(claim): claim for claim in reversed(ranked)
            if (ranks[claim], claim.as_of) == (ranks[first], first.as_of)}
    return tuple(reversed(tied.values()))


def _says(claim: Claim) -> tuple[str, str, str]:
    """Returns a value, and the part it is about, whatever else the note says."""
    return claim.value, claim.value_high, part_words(claim)


def headline(claims: Iterable[Claim]) -> Claim | None:
    """Returns the claim shown first, or None where there is no claim; see `leading`."""
    return next(iter(leading(claims)), None)
