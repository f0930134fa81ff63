"""Quantities with their bounds: sums and minima of claims that say `at least` or `up to`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from geo.claims.wording import number_words
from geo.data.records import Claim

_LOWER, _UPPER = frozenset({"at-least", "more-than"}), frozenset({"up-to"})
_KEPT = ("about", "designed")
_WORDS = {"about": "about", "designed": "by design"}
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in `unit`, from `low` to `high` (None: no upper bound is stated).

    `hedges` are `about` and `designed`, taken from the claims it comes from.
    """

    low: Decimal
    high: Decimal | None
    unit: str
    hedges: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """The quantity in words: `at least 12 km`, `up to 3 Mt/year`, `about 12 days`."""
        hedge = "".join(
            f"{_WORDS[hedge_word]} " for hedge_word in _KEPT if hedge_word in self.hedges
        )
        if self.high is None:
            text = f"at least {hedge}{number_words(self.low)}"
        elif self.high == self.low:
            text = f"{hedge}{number_words(self.low)}"
        elif self.low == _ZERO:
            text = f"up to {hedge}{number_words(self.high)}"
        else:
            text = f"{hedge}{number_words(self.low)}\N{EN DASH}{number_words(self.high)}"
        return f"{text}\N{NO-BREAK SPACE}{self.unit}"

    @property
    def bound(self) -> bool:
        """Whether it is open at one end: a bound, not a value."""
        return self.high is None or (self.low == _ZERO and self.high != _ZERO)

    def as_dict(self) -> dict[str, Any]:
        """Returns the quantity for JSON, with numbers as numbers."""
        return {"low": plain(self.low), "high": None if self.high is None else plain(self.high),
                "unit": self.unit, "hedges": sorted(self.hedges), "words": self.words}


def plain(number: Decimal) -> int | float:
    """Returns a decimal as a JSON number: whole numbers without a decimal point."""
    return int(number) if number == number.to_integral_value() else float(number)


def quantity(claim: Claim) -> Quantity | None:
    """Returns a claim's quantity; None where it is no number, or only what may one day be."""
    number = claim.number
    if number is None or "potential" in claim.qualifier:
        return None
    qualifiers = frozenset(claim.qualifier)
    high: Decimal | None = Decimal(claim.value_high) if claim.value_high else number
    low = number
    if qualifiers & _LOWER:
        high = None
    elif qualifiers & _UPPER:
        low = _ZERO
    return Quantity(low, high, claim.unit, qualifiers & frozenset(_KEPT))


def total(amounts: Iterable[Quantity]) -> Quantity | None:
    """Returns the sum of quantities of one unit; None of none.

    A sum is not called designed because one of its parts is. Raises ValueError where units differ.
    """
    parts = list(amounts)
    if not parts:
        return None
    highs = [part.high for part in parts if part.high is not None]
    return Quantity(sum((part.low for part in parts), _ZERO),
                  sum(highs, _ZERO) if len(highs) == len(parts) else None, _one_unit(parts),
                  _hedges(parts) if len(parts) == 1 else _hedges(parts) - {"designed"})


def least(amounts: Iterable[Quantity]) -> Quantity | None:
    """Returns the least of quantities of one unit, as far as their bounds tell; None of none.

    Of `at least 10` and `12` it is `10 to 12`. Raises ValueError where units differ.
    """
    parts = list(amounts)
    if not parts:
        return None
    highs = [part.high for part in parts if part.high is not None]
    low, high = min(part.low for part in parts), min(highs, default=None)
    deciding = [part for part in parts if part.low == low or part.high == high]
    return Quantity(low, high, _one_unit(parts), _hedges(deciding))


def _hedges(parts: Iterable[Quantity]) -> frozenset[str]:
    return frozenset(word for part in parts for word in part.hedges)


def _one_unit(parts: Iterable[Quantity]) -> str:
    units = sorted({part.unit for part in parts})
    if len(units) > 1:
        raise ValueError(f"amounts in unlike units are never put together: {', '.join(units)}")
    return units[0]
