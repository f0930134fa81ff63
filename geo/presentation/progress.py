"""How much of a corridor is built: the kilometres of its legs by status, beside what is claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.stages import routes_of
from geo.claims.headline import headline
from geo.data.geodesy import drawn_km
from geo.data.records import Claim
from geo.data.schema import NOT_STATED, STATUSES

COMPARED: Final = "compared-routes"
"""The routes that others are compared with: a railway and a sea route that add up to nothing."""

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

_CLAIM = ("operating", "under-construction", OTHER, NOT_STATED, "planned", "proposed")
"""Which of several legs counts the track they share. A plan comes last: of track on which another
leg runs already it cannot be said that it is only planned."""
_BESIDE = 0.02
"""Two lines of one mode that lie closer than this, in degrees (about 2 km), are one track: both
pass the same square of this side, or squares that touch."""
_AROUND = tuple((dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
_LEAST_KM = 10.0
"""Less than this lies along another line only because the two cross or join."""


@dataclass(frozen=True, slots=True)
class RouteShare:
    """One route of a corridor: its kilometres, and the claim they come from.

    `stated` is None where no document gives the length of the whole route; `length` is then that
    of the drawn line, and must be marked so wherever it is shown. `shared` is the part of the
    line, from 0 to 1, that runs on track which other legs of the corridor count already.
    """

    entry: RouteEntry
    length: float
    stated: Claim | None
    shared: float = 0.0

    @property
    def km(self) -> float:
        """The kilometres that count: those on track that no other leg counts."""
        return self.length * (1 - self.shared)

    @property
    def group(self) -> str:
        """The word of GROUPS that its headline status belongs to.

        The map draws this status and the filter asks for it, so it is counted here too. What a
        route counts with in a journey (`geo.catalog.route_status`) is another thing: it may come of
        a whole that the route is part of, and is told beside the leg, never summed as its own.
        """
        status = self.entry.status
        return status if status in GROUPS else OTHER


@dataclass(frozen=True, slots=True)
class CorridorProgress:
    """A corridor's legs, and the length that its sponsors claim for the whole of it.

    Track that several legs run on counts once. Legs that are
    alternatives to each other all count, so their sum is not the corridor's length.
    """

    corridor_id: str
    segments: tuple[RouteShare, ...]
    claim: Claim | None

    @property
    def total(self) -> float:
        """The kilometres of all legs."""
        return sum(route_share.km for route_share in self.segments)

    def km(self, group: str, *, drawn: bool | None = None) -> float:
        """The kilometres of a group: all, only the drawn, or only the stated ones."""
        return sum(route_share.km for route_share in self.segments if route_share.group == group
                   and drawn in (None, route_share.stated is None))

    @property
    def drawn(self) -> float:
        """The kilometres that no document states."""
        return sum(route_share.km for route_share in self.segments if route_share.stated is None)


def stated_length(claim: Claim | None) -> float | None:
    """A claim's kilometres, of a range the lower end; None where it is not of the whole."""
    if claim is None or claim.partial or claim.unit != "km" or claim.number is None:
        return None
    return float(claim.number)


def route_share(entry: RouteEntry) -> RouteShare:
    """A route with its stated length, or the drawn one where none is stated."""
    claim = entry.headline("length")
    km = stated_length(claim)
    if km is None:
        return RouteShare(entry, drawn_km(entry.alignment.line), None)
    return RouteShare(entry, km, claim)


def _cells(line: LineString | MultiLineString) -> list[tuple[int, int]]:
    """The squares of side _BESIDE that a line passes, one for each such step along it."""
    parts = [line] if isinstance(line, LineString) else list(line.geoms)
    points = [shapely.line_interpolate_point(part, np.arange(0, part.length, _BESIDE))
              for part in parts]
    found = np.floor(shapely.get_coordinates(np.concatenate(points)) / _BESIDE).astype(int)
    return [(int(x), int(y)) for x, y in found]


def without_shared(legs_: Sequence[RouteShare]) -> tuple[RouteShare, ...]:
    """The legs in their order, each with the part of it that others count already.

    The order of `_CLAIM` says which of two legs counts it; of two alike the shorter, which says
    more about the track.
    """
    counted: dict[str, set[tuple[int, int]]] = {}
    shared: dict[str, float] = {}
    for one in sorted(legs_, key=lambda one: (_CLAIM.index(one.group), one.length)):
        taken = counted.setdefault(one.entry.route.mode, set())
        cells = _cells(one.entry.alignment.line)
        part = sum(cell in taken for cell in cells) / len(cells)
        shared[one.entry.route_id] = part if part * one.length > _LEAST_KM else 0.0
        taken.update((x + dx, y + dy) for x, y in cells for dx, dy in _AROUND)
    return tuple(replace(one, shared=shared[one.entry.route_id]) for one in legs_)


def corridor_progress(catalog: Catalog, corridor_id: str) -> CorridorProgress:
    """What a corridor consists of; its routes of no corridor under `not-stated`."""
    length = headline(claim for claim in catalog.claims_about(corridor_id)
                     if claim.attribute == "length")
    return CorridorProgress(
        corridor_id,
        without_shared([route_share(entry) for entry in routes_of(catalog, corridor_id)]),
        length if stated_length(length) is not None else None,
    )
