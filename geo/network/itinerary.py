"""A way through the network, and what the sources let one say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from geo.catalog.route_status import EffectiveStatus
from geo.data.records import Claim
from geo.data.schema import FIRMNESS, NOT_STATED
from geo.network.admission import Reason
from geo.network.edges import Carrier
from geo.network.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Step:
    """A track and whether it is travelled from its `a` to its `b`."""

    edge: int
    forward: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive legs of one route by one mode and with one status, in order of travel.

    `effective_status` is the firmest status said of these tracks, which may be said of another
    route along them (`said_of`). `reason` is why it counts, `promise` the claim where a promise
    admits it. `via` are the places where it could have been left. `gauges` are the claims about its
    gauge. `also` are the other counting routes along all of it. `drawn_km` is its drawn length;
    `whole` says that it is the whole route.
    """

    route_id: str
    mode: str
    from_place: str
    to_place: str
    via: tuple[str, ...]
    effective_status: EffectiveStatus
    said_of: str
    reason: Reason
    promise: Claim | None
    gauges: tuple[Claim, ...]
    countries: tuple[str, ...]
    also: tuple[str, ...]
    segments: tuple[int, ...]
    drawn_km: float
    whole: bool

    @property
    def promised(self) -> bool:
        """Whether it is not said to exist: neither operating nor without a status."""
        return self.effective_status.status not in ("operating", NOT_STATED)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A border crossed; `at` is a place named there, blank where none is."""

    from_country: str
    to_country: str
    at: str


@dataclass(frozen=True, slots=True)
class TransferPoint:
    """A place where goods change vehicle for certain: by mode, or by gauge between rails."""

    place_id: str
    kind: str
    before: tuple[Carrier, ...]
    after: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Transfers:
    """Changes of mode or gauge: the fewest there must be, and where nobody knows.

    `at_least` may exceed the `changes` at known places: between two stretches of unlike gauge with
    one of unknown gauge between them there is a break, at a place not in the sources.
    """

    at_least: int
    changes: tuple[TransferPoint, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Length:
    """Kilometres: what sources state of whole routes, and what is drawn of the rest."""

    stated: Quantity | None
    drawn_km: float
    claims: tuple[Claim, ...]

    @property
    def low_km(self) -> float:
        """Both together, at the lower end of what is stated."""
        return float(self.stated.low if self.stated else 0) + self.drawn_km

    @property
    def words(self) -> str:
        """`1,768 km stated`, `about 1,204 km, of which 628 km stated and 576 km drawn`."""
        drawn = f"{self.drawn_km:,.0f}\N{NO-BREAK SPACE}km drawn"
        if self.stated is None:
            return drawn
        if not self.drawn_km:
            return f"{self.stated.words} stated"
        more, high = Decimal(round(self.drawn_km)), self.stated.high
        both = replace(self.stated, low=self.stated.low + more,
                       high=None if high is None else high + more)
        return f"{both.words}, of which {self.stated.words} stated and {drawn}"


@dataclass(frozen=True, slots=True)
class Capacity:
    """The least capacity over a way, None where unknown, and why it is unknown."""

    amount: Quantity | None
    claims: tuple[Claim, ...]
    why_unknown: str


@dataclass(frozen=True, slots=True)
class Itinerary:
    """A way through the network with what can be said of it.

    `measure_m` ranks it (see `geo.network.graph`) and says nothing more.
    """

    steps: tuple[Step, ...]
    places: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    measure_m: int
    length: Length
    crossings: tuple[Crossing, ...]
    transfers: Transfers
    days: Quantity | None
    day_claims: tuple[Claim, ...]
    capacity: Capacity

    @property
    def weakest(self) -> str:
        """The weakest status along it, in the order of `geo.catalog.route_status.FIRMNESS`.

        `not-stated`: of some stretch no status is in the sources, and of none a weaker one.
        """
        return max((s.effective_status.status for s in self.stretches), key=FIRMNESS.index)

    @property
    def unstated(self) -> int:
        """How many of its stretches have a status that is not in the sources."""
        return sum(s.effective_status.status == NOT_STATED for s in self.stretches)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim it rests on, each once, in order of travel."""
        found: list[Claim] = [*self.length.claims, *self.day_claims, *self.capacity.claims]
        for stretch in self.stretches:
            found += [
                f for f in (stretch.effective_status.claim, stretch.promise, *stretch.gauges) if f
            ]
        return tuple(dict.fromkeys(found))
