"""How much of a corridor is built: the kilometres of its legs by status, beside what is claimed."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from geo.catalog import Catalog, RouteEntry
from geo.filters import NOT_STATED
from geo.headline import headline
from geo.lengths import drawn_km
from geo.records import Fact
from geo.schema import STATUSES
from geo.timeline import legs

OTHER: Final = "other"
GROUPS: Final = MappingProxyType({
    "operating": STATUSES["operating"],
    "under-construction": STATUSES["under-construction"],
    "planned": STATUSES["planned"],
    "proposed": STATUSES["proposed"],
    OTHER: "Suspended or closed",
    NOT_STATED: "Status not stated",
})
"""What the kilometres are sorted into, in this order."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One route of a corridor: its kilometres, and the claim they come from.

    `stated` is None where no document gives the length of the whole route; `km` is then the
    length of the drawn line, and must be marked so wherever it is shown.
    """

    entry: RouteEntry
    km: float
    stated: Fact | None

    @property
    def group(self) -> str:
        """The word of GROUPS that its headline status belongs to."""
        status = self.entry.status
        return status if status in GROUPS else OTHER


@dataclass(frozen=True, slots=True)
class Built:
    """A corridor's legs, and the length that its sponsors claim for the whole of it.

    Legs that are alternatives to each other all count, so the sum of the legs is not the
    corridor's length.
    """

    corridor_id: str
    legs: tuple[Leg, ...]
    claim: Fact | None

    @property
    def total(self) -> float:
        """The kilometres of all legs."""
        return sum(leg.km for leg in self.legs)

    def km(self, group: str, *, drawn: bool | None = None) -> float:
        """The kilometres of a group: all, only the drawn, or only the stated ones."""
        return sum(leg.km for leg in self.legs if leg.group == group
                   and drawn in (None, leg.stated is None))

    @property
    def drawn(self) -> float:
        """The kilometres that no document states."""
        return sum(leg.km for leg in self.legs if leg.stated is None)


def stated_length(fact: Fact | None) -> float | None:
    """A claim's kilometres, of a range the lower end; None where it is not of the whole."""
    if fact is None or fact.partial or fact.unit != "km" or fact.number is None:
        return None
    return float(fact.number)


def leg(entry: RouteEntry) -> Leg:
    """A route with its stated length, or the drawn one where none is stated."""
    fact = entry.headline("length")
    km = stated_length(fact)
    if km is None:
        return Leg(entry, drawn_km(entry.alignment.line), None)
    return Leg(entry, km, fact)


def built(catalog: Catalog, corridor_id: str) -> Built:
    """What a corridor consists of; its routes of no corridor under `not-stated`."""
    claim = headline(fact for fact in catalog.claims_about(corridor_id)
                     if fact.attribute == "length")
    return Built(corridor_id, tuple(leg(entry) for entry in legs(catalog, corridor_id)),
                 claim if stated_length(claim) is not None else None)
