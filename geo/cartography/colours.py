"""The colours of routes: by corridor, by mode or by status, as the reader chooses.

The colours of corridors stand in the data folder (`colours.json`); a corridor without one takes
the next free colour of the palette. The palette holds twelve to the eye: its least distance is
12 (CIEDE2000), whatever the deficiency, and each has 3:1 against land and sea; found by search
over the colours of that contrast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.catalog.catalog import Catalog, RouteEntry
from geo.data.lru import kept_on_first
from geo.data.records import Route
from geo.data.schema import OVERLAY

PLAIN = "#717c86"
"""The colour of a route that no corridor names, and of a line that only connects."""

OVERLAY_COLOUR = "#000000"

MODE_COLOURS: Mapping[str, str] = MappingProxyType({
    "rail": "#332288",
    "road": "#882255",
    "multimodal": "#aa4499",
    "sea": "#0077bb",
    "oil": "#663333",
    "gas": "#cc3311",
    "power": "#117733",
    "digital": "#225555",
})
"""Colours of Paul Tol's vibrant, muted and dark sets."""

STATUS_COLOURS: Mapping[str, str] = MappingProxyType({
    "operating": "#468076",
    "under-construction": "#b2671b",
    "planned": "#001a99",
    "proposed": "#9b50e6",
    "suspended": "#800000",
    "closed": "#4c2a36",
    "not-stated": "#465980",
})

CORRIDOR_PALETTE = ("#0044cc", "#e60073", "#0f6649", "#993300", "#9059ff", "#80802d", "#368899",
                    "#662466", "#4c0000", "#00004c")
"""Colours for corridors that the data folder gives none, in the order in which they are taken."""


@kept_on_first(1)
def corridor_colours(catalog: Catalog) -> Mapping[str, str]:
    """Returns the colour of every corridor; `PLAIN` where the palette is used up."""
    given = {corridor: catalog.colours[corridor] for corridor in catalog.corridors
             if corridor in catalog.colours}
    free = iter([colour for colour in CORRIDOR_PALETTE if colour not in given.values()])
    return {corridor: given.get(corridor) or next(free, PLAIN) for corridor in catalog.corridors}


@dataclass(frozen=True, slots=True)
class Colouring:
    """What colour says: `by` is one of `COLOURINGS`; `corridors` are the colours of corridors."""

    by: str
    corridors: Mapping[str, str]

    def strands(self, route: Route, status: str) -> tuple[str, ...]:
        """Returns the colours of a route's strands, the leading one first.

        A route has one strand, or by corridor one for each of its corridors, side by side; one
        that is merely proposed has that of its first corridor alone.
        """
        if route.role == OVERLAY:
            return (OVERLAY_COLOUR,)
        if self.by == "mode":
            return (MODE_COLOURS[route.mode],)
        if self.by == "status":
            return (STATUS_COLOURS[status],)
        found = dict.fromkeys(self.corridors[corridor] for corridor in route.corridor_ids)
        own = tuple(colour for colour in found if colour != PLAIN) or (PLAIN,)
        return own[:1] if status == "proposed" else own

    def of(self, route: Route, status: str) -> str:
        """Returns the colour of a route's leading strand."""
        return self.strands(route, status)[0]


def colouring(catalog: Catalog, by: str) -> Colouring:
    """Returns what colour says on a map of a catalog."""
    return Colouring(by, corridor_colours(catalog))


def colour_of(catalog: Catalog, entry: RouteEntry, by: str = "corridor") -> str:
    """Returns the colour of a route's leading strand in its status of today."""
    return colouring(catalog, by).of(entry.route, entry.status)
