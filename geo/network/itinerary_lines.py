"""Lines of itineraries: the points of each stretch, for the screen and for pictures."""

from __future__ import annotations

from collections.abc import Iterator

from geo.network.graph import Network
from geo.network.itinerary import Itinerary, Stretch
from geo.network.segments import segment_line

Points = list[tuple[float, float]]


def stretch_points(network: Network, stretch: Stretch) -> Iterator[Points]:
    """Yields the lines of a stretch, a list of (lon, lat) in degrees for each part."""
    entry = network.catalog.entry(stretch.route_id)
    for segment in stretch.segments if entry else ():
        yield from segment_line(entry, network.segments[segment]) if entry else ()


def itinerary_points(network: Network, itinerary: Itinerary | None) -> Iterator[Points]:
    """Yields the lines of a whole itinerary, a list of (lon, lat) in degrees for each part."""
    for stretch in itinerary.stretches if itinerary else ():
        yield from stretch_points(network, stretch)
