"""The key of a scene's map: what is drawn in the part of the world that it shows, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from shapely.geometry import box

from geo.briefing.briefing import Scene, read_scene, scene_selection
from geo.cartography.colours import PLAIN, colouring, corridor_colours
from geo.cartography.corridor_names import name_forms
from geo.cartography.projection import SCREEN_PX, frame_at
from geo.cartography.shapes import MAP_PALETTE
from geo.cartography.symbols import SKETCHED_WORDS, STATUS_STROKES
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.selection import STAGE_WORDS, drawn_status
from geo.catalog.stages import state_in_year
from geo.claims.wording import STATUS_WORDS
from geo.data.records import Route
from geo.data.schema import MODES
from geo.query.view import View

_LONG: Final = 40
"""A longer name of a corridor has its initials in the key."""

_INK: Final = MAP_PALETTE["ink"]


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A symbol of the key, by what the map draws it with, and its meaning in words.

    `lit` is the band under the line that is open, which has no other symbol.
    """

    words: str
    colour: str = _INK
    status: str = "operating"
    basis: str = "traced"
    lit: bool = False


def _in_sight(catalog: Catalog, scene: Scene, view: View) -> list[RouteEntry]:
    """The routes of a scene that its camera sees; without a camera all of them."""
    entries = list(scene_selection(catalog, scene).entries)
    if not view.camera:
        return entries
    frame = frame_at(view.camera, *SCREEN_PX)
    (north, west), (south, east) = frame.place(0, 0), frame.place(*SCREEN_PX)
    return [entry for entry in entries
            if entry.alignment.line.intersects(box(west, south, east, north))]


def _status_words(entry: RouteEntry, year: int | None) -> str:
    return (STATUS_WORDS[entry.status] if year is None
            else STAGE_WORDS[state_in_year(entry, year).stage])


def _spoken(route: Route, view: View) -> Route:
    """Returns a route as one of the corridors alone that the scene asks for, if it asks for any."""
    told = tuple(name for name in route.corridor_ids if name in view.wanted.corridors)
    return replace(route, corridor_ids=told) if told else route


def _says(catalog: Catalog, colour: str, entry: RouteEntry, view: View) -> str:
    """What the colour of a strand of a route says."""
    if view.colour_by == "mode":
        return MODES[entry.route.mode]
    if view.colour_by == "status":
        return _status_words(entry, view.year)
    known = corridor_colours(catalog)
    return next((name_forms(catalog, name)[-1] if len(catalog.corridors[name].name) > _LONG
                 else catalog.corridors[name].name for name in entry.route.corridor_ids
                 if known[name] == colour != PLAIN), "Other lines")


def _colours(catalog: Catalog, entries: list[RouteEntry], view: View) -> dict[str, str]:
    """The colours of all strands of some routes, each with what it says."""
    colours, found = colouring(catalog, view.colour_by), dict[str, str]()
    for entry in entries:
        route = _spoken(entry.route, view)
        for colour in colours.strands(route, drawn_status(entry, view.year)):
            found.setdefault(colour, _says(catalog, colour, entry, view))
    return found


def _lines(catalog: Catalog, entries: list[RouteEntry], view: View) -> Iterator[KeyEntry]:
    colours, strokes, modes = _colours(catalog, entries, view), list(STATUS_STROKES), list(MODES)
    if len(colours) == 1:
        [(colour, _)] = colours.items()
        kinds = {(modes.index(entry.route.mode), strokes.index(drawn_status(entry, view.year)),
                  _status_words(entry, view.year)) for entry in entries}
        for mode, stroke, words in sorted(kinds):
            yield KeyEntry(f"{MODES[modes[mode]]}, {words.lower()}", colour, strokes[stroke])
        return
    for colour, words in colours.items():
        yield KeyEntry(words, colour)
    if view.colour_by != "status":
        for stroke, words in sorted({(strokes.index(drawn_status(entry, view.year)),
                                      _status_words(entry, view.year)) for entry in entries}):
            yield KeyEntry(words, status=strokes[stroke])


def scene_key(catalog: Catalog, scene: Scene) -> tuple[KeyEntry, ...]:
    """Returns the key of a scene's map: what moves and how far it has come, how sure, what is lit.

    What the camera does not see has no entry.
    """
    view, _ = read_scene(scene, catalog)
    entries = _in_sight(catalog, scene, view)
    bases = {entry.alignment.basis for entry in entries}
    sketched = [KeyEntry(words, basis=basis) for basis, words in SKETCHED_WORDS.items()
                if basis in bases]
    lit = [KeyEntry(entry.route.name, lit=True) for entry in entries
           if entry.route_id == view.opened]
    return (*_lines(catalog, entries, view), *sketched, *lit)
