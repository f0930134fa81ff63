"""One sentence about a route, made from its headline claims, to be pasted into a memo."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from geo.catalog import Catalog, RouteEntry
from geo.records import Fact
from geo.schema import OVERLAY_FLAG
from geo.words import value_words

_VERBS = MappingProxyType({
    "rail": "is a railway", "road": "is a road", "multimodal": "is a route of several modes",
    "sea": "is a sea route", "oil": "carries oil", "gas": "carries gas",
    "power": "is a power line", "digital": "is a data cable",
})
_STATUS = MappingProxyType({
    "operating": "operating", "under-construction": "under construction", "planned": "planned",
    "proposed": "proposed", "suspended": "suspended", "closed": "closed",
})


def ends_words(catalog: Catalog, entry: RouteEntry) -> str:
    """`A → B`, or that it is no route of the atlas."""
    if entry.is_overlay:
        return OVERLAY_FLAG.capitalize()
    return " → ".join(map(catalog.name_of, (entry.route.from_place, entry.route.to_place)))


def sentence(catalog: Catalog, entry: RouteEntry, mark: Callable[[Fact], str]) -> str:
    """A sentence such as: BTC carries oil from A to B, 1,768 km [1], operating [2] since 2006 [3].

    `mark` gives the citation of a claim. What the sources do not say is said so, never left out.
    """
    route = entry.route
    if entry.is_overlay:
        return f"{route.name} is a reader's own: {OVERLAY_FLAG}. No source speaks of it here."
    length, status = entry.headline("length"), entry.headline("status")
    start, end = entry.headline("start"), entry.headline("completion")
    ends = f"from {catalog.name_of(route.from_place)} to {catalog.name_of(route.to_place)}"
    parts = [f"{route.name} {_VERBS[route.mode]} {ends}"]
    parts.append(f"{value_words(length)} {mark(length)}" if length
                 else "its length not in the sources")
    if not status:
        parts.append("its status not in the sources")
    else:
        word = f"{_STATUS[status.value]} {mark(status)}"
        if start and status.value == "operating":
            word += f" since {value_words(start)} {mark(start)}"
        parts.append(word)
    if end and status and status.value != "operating":
        parts.append(f"completion promised for {value_words(end)} {mark(end)}")
    return ", ".join(parts) + "."
