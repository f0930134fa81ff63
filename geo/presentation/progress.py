"""Progress of a corridor: the kilometres of its routes by status, beside the claimed length."""

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
"""The groups into which kilometres are sorted, in this order."""

_SHARED_COUNT_ORDER = ("operating", "under-construction", OTHER, NOT_STATED, "planned", "proposed")
"""The order in which routes count the line they share. A plan comes last: a line on which another
route already runs cannot be called only planned."""
_SQUARE_DEGREES = 0.02
"""Two lines of one mode that lie closer than this, in degrees (about 2 km), count as one line: both
pass the same square of this side, or squares that touch."""
_NEIGHBOURS = tuple((dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
_LEAST_KM = 10.0
"""A shorter part along another line means only that the two cross or join."""


@dataclass(frozen=True, slots=True)
class RouteShare:
    """One route of a corridor: its kilometres, and the claim they come from.

    `stated` is None where no document gives the length of the whole route; `length` is then that of
    the drawn line, and must be marked so wherever it is shown. `shared` is the part of the line,
    from 0 to 1, that other routes of the corridor already count.
    """

    entry: RouteEntry
    length: float
    stated: Claim | None
    shared: float = 0.0

    @property
    def km(self) -> float:
        """The kilometres that count: those that no other route counts."""
        return self.length * (1 - self.shared)

    @property
    def group(self) -> str:
        """The group of GROUPS that its headline status belongs to.

        The map draws this status and the filter asks for it, so it is counted here too. The
        effective status (`geo.catalog.route_status`) is another thing: it may come from a whole
        that the route is part of, and is shown beside the route, never summed as its own.
        """
        status = self.entry.status
        return status if status in GROUPS else OTHER


@dataclass(frozen=True, slots=True)
class CorridorProgress:
    """A corridor's routes, and the length that its sponsors claim for the whole of it.

    A line that several routes share counts once. Routes that are alternatives to each other all
    count, so their sum is not the corridor's length.
    """

    corridor_id: str
    segments: tuple[RouteShare, ...]
    claim: Claim | None

    @property
    def total(self) -> float:
        """The kilometres of all routes."""
        return sum(route_share.km for route_share in self.segments)

    def km(self, group: str, *, drawn: bool | None = None) -> float:
        """Returns the kilometres of a group: all, only the drawn, or only the stated ones."""
        return sum(route_share.km for route_share in self.segments if route_share.group == group
                   and drawn in (None, route_share.stated is None))

    @property
    def drawn(self) -> float:
        """The kilometres that no document states."""
        return sum(route_share.km for route_share in self.segments if route_share.stated is None)


def stated_length(claim: Claim | None) -> float | None:
    """Returns a claim's kilometres, of a range the lower end; None for a part of a route."""
    if claim is None or claim.partial or claim.unit != "km" or claim.number is None:
        return None
    return float(claim.number)


def route_share(entry: RouteEntry) -> RouteShare:
    """Returns a route with its stated length, or the drawn one where none is stated."""
    claim = entry.headline("length")
    km = stated_length(claim)
    if km is None:
        return RouteShare(entry, drawn_km(entry.alignment.line), None)
    return RouteShare(entry, km, claim)


def _cells(line: LineString | MultiLineString) -> list[tuple[int, int]]:
    """Returns the squares that a line passes, one for each step of _SQUARE_DEGREES along it."""
    parts = [line] if isinstance(line, LineString) else list(line.geoms)
    points = [shapely.line_interpolate_point(part, np.arange(0, part.length, _SQUARE_DEGREES))
              for part in parts]
    squares = np.floor(shapely.get_coordinates(np.concatenate(points)) / _SQUARE_DEGREES).astype(
        int
    )
    return [(int(x), int(y)) for x, y in squares]


def without_shared(shares: Sequence[RouteShare]) -> tuple[RouteShare, ...]:
    """Returns the routes in their order, each with the part of it that others already count.

    `_SHARED_COUNT_ORDER` says which of two routes counts a shared line; of two alike the shorter,
    which says more about the line.
    """
    def rank(share: RouteShare) -> tuple[int, float]:
        return _SHARED_COUNT_ORDER.index(share.group), share.length

    counted_by_mode: dict[str, set[tuple[int, int]]] = {}
    shared: dict[str, float] = {}
    for share in sorted(shares, key=rank):
        counted = counted_by_mode.setdefault(share.entry.route.mode, set())
        cells = _cells(share.entry.alignment.line)
        part = sum(cell in counted for cell in cells) / len(cells)
        shared[share.entry.route_id] = part if part * share.length > _LEAST_KM else 0.0
        counted.update((x + dx, y + dy) for x, y in cells for dx, dy in _NEIGHBOURS)
    return tuple(replace(share, shared=shared[share.entry.route_id]) for share in shares)


def corridor_progress(catalog: Catalog, corridor_id: str) -> CorridorProgress:
    """Returns a corridor's progress; `not-stated` stands for routes of no corridor."""
    length = headline(claim for claim in catalog.claims_about(corridor_id)
                     if claim.attribute == "length")
    return CorridorProgress(
        corridor_id,
        without_shared([route_share(entry) for entry in routes_of(catalog, corridor_id)]),
        length if stated_length(length) is not None else None,
    )
