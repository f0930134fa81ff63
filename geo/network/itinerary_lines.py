"""Ways as geometry: the points of each stretch, for the screen and for pictures."""

from __future__ import annotations

from collections.abc import Iterator

from geo.network.graph import Network
from geo.network.itinerary import Stretch, Way
from geo.network.segments import leg_line

Points = list[tuple[float, float]]


def stretch_points(network: Network, stretch: Stretch) -> Iterator[Points]:
    """The lines of a stretch, a list of (lon, lat) in degrees for each part."""
    entry = network.catalog.entry(stretch.route_id)
    for leg in stretch.legs if entry else ():
        yield from leg_line(entry, network.legs[leg]) if entry else ()


def way_points(network: Network, way: Way | None) -> Iterator[Points]:
    """The lines of a whole way."""
    for stretch in way.stretches if way else ():
        yield from stretch_points(network, stretch)
