"""An itinerary through the network, with what the sources say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from geo.catalog.route_status import EffectiveStatus
from geo.data.records import Claim
from geo.data.schema import FIRMNESS, NOT_STATED
from geo.network.admission import Reason
from geo.network.edges import Carrier, LengthRange
from geo.network.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Step:
    """An edge and whether it is travelled from its `a` to its `b`."""

    edge: int
    forward: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive segments of one route by one mode, in order of travel.

    `effective_status` is that of the route: what is said of another route along the same line is
    not said of it. `reason` is why it counts, `promise` the claim that admits it where a promise
    does, `corridor_claim` where the claim that its corridor operates as a whole does. `via` are the
    places between its ends where an itinerary can turn. `gauges` are the claims about its gauge.
    `also` are the other counting routes along all of it. `drawn_km` is its drawn length; `whole`
    says that it is the whole route.
    """

    route_id: str
    mode: str
    from_place: str
    to_place: str
    via: tuple[str, ...]
    effective_status: EffectiveStatus
    reason: Reason
    promise: Claim | None
    corridor_claim: Claim | None
    gauges: tuple[Claim, ...]
    countries: tuple[str, ...]
    also: tuple[str, ...]
    segments: tuple[int, ...]
    drawn_km: float
    whole: bool

    @property
    def promised(self) -> bool:
        """Whether its status says that it does not operate yet or any more."""
        return self.effective_status.status not in ("operating", NOT_STATED)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A border crossed; `at` is a place named there, blank where none is."""

    from_country: str
    to_country: str
    at: str


@dataclass(frozen=True, slots=True)
class TransferPoint:
    """A place where goods certainly change carrier: by mode, or by gauge between rails."""

    place_id: str
    kind: str
    before: tuple[Carrier, ...]
    after: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Transfers:
    """Changes of mode or gauge: the least number, and the places where it is unknown.

    `at_least` may exceed the `changes` at known places: between two stretches of unlike gauge with
    one of unknown gauge between them there is a break, at a place not in the sources.
    """

    at_least: int
    changes: tuple[TransferPoint, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Length:
    """A length in kilometres: stated for whole routes, drawn for the rest."""

    stated: Quantity | None
    drawn_km: float
    claims: tuple[Claim, ...]

    @property
    def low_km(self) -> float:
        """The sum of both, at the lower bound of what is stated."""
        return float(self.stated.low if self.stated else 0) + self.drawn_km

    @property
    def words(self) -> str:
        """The length in words: `1,768 km stated`, or the sum with its stated and its drawn part."""
        drawn = f"{self.drawn_km:,.0f}\N{NO-BREAK SPACE}km drawn"
        if self.stated is None:
            return drawn
        if not self.drawn_km:
            return f"{self.stated.words} stated"
        drawn_km, high = Decimal(round(self.drawn_km)), self.stated.high
        whole = replace(self.stated, low=self.stated.low + drawn_km,
                        high=None if high is None else high + drawn_km)
        return f"{whole.words}, of which {self.stated.words} stated and {drawn}"


@dataclass(frozen=True, slots=True)
class Capacity:
    """The least capacity along an itinerary, None where unknown, and why it is unknown."""

    amount: Quantity | None
    claims: tuple[Claim, ...]
    why_unknown: str


@dataclass(frozen=True, slots=True)
class Itinerary:
    """A path through the network with what the sources say of it.

    `measure_m` ranks it (see `geo.network.edges`) and is never shown. `real_km` are the least and
    the most kilometres that each step is taken to have.
    """

    steps: tuple[Step, ...]
    real_km: tuple[LengthRange, ...]
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
        """The weakest status along it, in the order of `geo.data.schema.FIRMNESS`.

        `not-stated` means that the status of some stretch is not in the sources, and that no
        stretch has a weaker one.
        """
        return max(
            (stretch.effective_status.status for stretch in self.stretches), key=FIRMNESS.index
        )

    @property
    def unstated(self) -> int:
        """The number of its stretches whose status is not in the sources."""
        return sum(stretch.effective_status.status == NOT_STATED for stretch in self.stretches)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim it rests on, each once, in order of travel."""
        claims: list[Claim] = [*self.length.claims, *self.day_claims, *self.capacity.claims]
        for stretch in self.stretches:
            claims += [
                claim
                for claim in (stretch.effective_status.claim, stretch.promise,
                              stretch.corridor_claim, *stretch.gauges)
                if claim
            ]
        return tuple(dict.fromkeys(claims))
