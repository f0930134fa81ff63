"""The headline: which of several claims is shown first. The others always stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from geo.claims.dates import due, last_day
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim
from geo.data.schema import STATUSES

_HEDGES = ("exact", "about", "designed", "by", "at-least", "more-than", "up-to", "target",
           "forecast", "potential")
_STATUSES = tuple(STATUSES)
_NOT_YET: Final = frozenset({"forecast", "target", "potential"})
"""The qualifiers of a number that nobody has measured."""
_FIRST_HAND: Final = frozenset({"operator", "authority"})
"""The kinds of source that know most of what lasts."""
_PER_TIME: Final = ("/year", "/day")
_PEOPLE: Final = ("passengers", "passengers/year")
_SCOPES: Final = ("", "part", "wider", "compared")
_Rank = tuple[int, bool, int, bool, bool, int]


def _firmness(claim: Claim) -> int:
    return max((_HEDGES.index(word) for word in claim.qualifier if word in _HEDGES), default=0)


def is_hoped_for(claim: Claim) -> bool:
    """Checks whether a number is forecast, aimed at, or only possible."""
    return not _NOT_YET.isdisjoint(claim.qualifier)


def is_result(claim: Claim) -> bool:
    """Checks whether a claim says what is or was, not what is promised, aimed at or possible.

    What something is designed for is a result of its capacity and its other lasting attributes; of
    what it has carried it is none.
    """
    attribute = ATTRIBUTES[claim.attribute]
    if attribute.kind == "date":
        return due(claim) is None
    hoped = _NOT_YET if attribute.lasting else {*_NOT_YET, "designed"}
    return attribute.kind != "number" or hoped.isdisjoint(claim.qualifier)


def _is_rate(claim: Claim) -> bool:
    """Checks whether an amount is one of a day or a year, by its unit or by what it counts."""
    if claim.unit.endswith(_PER_TIME):
        return True
    first, last = claim.period_ends
    return bool(first) and first[:4] == last[:4]


def _amount_rank(claim: Claim) -> int:
    """Returns a sort key: goods before people, a rate before a total, a number before a share."""
    if claim.attribute not in ("capacity", "throughput"):
        return 0
    return 2 * (claim.unit in _PEOPLE) + 4 * (claim.unit in ("TEU", "percent", "tankers")) + (
        not _is_rate(claim))


def held_until(claim: Claim) -> str:
    """Returns the latest day for which a claim holds: the last of the period that it counts.

    Without a period that is the day of the claim, as exact as it is known.
    """
    _, last = claim.period_ends
    return f"{last_day(last)}" if last else claim.as_of


def round_unit(number: Decimal) -> Decimal:
    """Returns the place to which a number is written: 83.4 → 0.1; 56,500 → 100; 30 → 1.

    Of a whole number the zeros at its end count as rounded, but never its first two digits.
    """
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < 0 or not number:
        return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    zeros = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(max(0, min(int(zeros), number.adjusted() - 1)))


def is_rounded_form(number: Decimal, precise: Decimal) -> bool:
    """Checks whether a number is the rounded form of one that is written to a finer place."""
    unit = round_unit(number)
    return round_unit(precise) < unit and abs(number - precise) <= unit / 2


def rounds(claim: Claim, other: Claim) -> bool:
    """Checks whether a claim is the rounded form of a more precise one by the same source."""
    number, precise = claim.number, other.number
    if (number is None or precise is None or claim.value_high or other.value_high
            or (claim.source_id, claim.unit) != (other.source_id, other.unit)):
        return False
    return is_rounded_form(number, precise)


def _less_advanced(claim: Claim) -> int:
    """Returns a sort key: of statuses that tie, the less advanced comes first."""
    return -_STATUSES.index(claim.value) if claim.value in _STATUSES else 0


def _rank(claim: Claim, claims: Sequence[Claim]) -> _Rank:
    rounded = any(rounds(claim, other) for other in claims)
    second_hand = ATTRIBUTES[claim.attribute].lasting and claim.source_kind not in _FIRST_HAND
    return (_SCOPES.index(claim.scope), not is_result(claim), _amount_rank(claim), second_hand,
            rounded, _firmness(claim))


RULE: Final = (
    "The whole comes before a part, and a part before what is wider or only compared.",
    "What is or was comes before what is promised, forecast, aimed at or possible.",
    ("Of amounts, goods come before passengers, and what is carried in a day or a year before a "
     "total."),
    ("Of what lasts (length, capacity, gauge, cost and the like), a page of the operator or of an "
     "authority comes first."),
    ("Then the newest claim leads, whoever prints it: the latest day for which it holds, or the "
     "end of the period it counts."),
    ("Of two of one day, a figure comes before its rounded form by the same source, and the firmer"
     " wording before the weaker."),
)
"""The rule of the headline, one sentence for each step; a step decides what those before it left
open."""


def leading(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Returns the claims shown first: the headline, then unlike claims of the same rank.

    `RULE` says which. Where all speak of parts, those that lead of each part are shown, the newest
    first. Claims that tie on all steps are all shown: none is preferred. Tied statuses come with
    the less advanced first, others in the order of the file. Of words (actors,
    purposes) one stands for all. Nothing is averaged and nothing is dropped.
    """
    all_claims = tuple(claims)
    if len(all_claims) < 2:
        return all_claims
    ranks = {claim: _rank(claim, all_claims) for claim in all_claims}
    ranked = sorted(all_claims, key=_less_advanced)
    ranked.sort(key=lambda claim: ranks[claim][4:])
    ranked.sort(key=held_until, reverse=True)
    ranked.sort(key=lambda claim: ranks[claim][:4])
    first = ranked[0]
    if ATTRIBUTES[first.attribute].kind == "text":
        return (first,)
    if first.scope:
        alike = [claim for claim in ranked if ranks[claim][:4] == ranks[first][:4]]
        places = {claim: (ranks[claim], held_until(claim)) for claim in alike}
        return tuple(_of_each_part(alike, places))
    tied = {(claim.value, claim.value_high): claim for claim in reversed(ranked)
            if (ranks[claim], held_until(claim)) == (ranks[first], held_until(first))}
    return tuple(reversed(tied.values()))


def _of_each_part(ranked: Iterable[Claim], places: Mapping[Claim, tuple[_Rank, str]]
                  ) -> Iterator[Claim]:
    """Yields the leading claims about each part, without what another source says again of another.

    `places` are what two claims must share to tie.
    """
    parts: dict[str, tuple[_Rank, str]] = {}
    newest: dict[tuple[str, str], tuple[str, str]] = {}
    for claim in ranked:
        said, by = (claim.value, claim.value_high), (held_until(claim), claim.source_id)
        if (parts.setdefault(claim.scope_words, places[claim]) == places[claim]
                and newest.setdefault(said, by) == by):
            yield claim


def headline(claims: Iterable[Claim]) -> Claim | None:
    """Returns the claim shown first, or None where there is no claim; see `leading`."""
    return next(iter(leading(claims)), None)
