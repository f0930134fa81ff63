"""The part of the world that the map of a scene shows."""

from __future__ import annotations

from dataclasses import replace

from shapely.geometry import LineString

from geo.briefing.briefing import Scene, read_scene, scene_selection
from geo.briefing.map_names import scene_names
from geo.cartography.projection import HOME, SCREEN_PX, Bounds, bounds_of, frame_around
from geo.catalog.catalog import Catalog
from geo.query.view import Camera, View


def scene_bounds(catalog: Catalog, scene: Scene) -> Bounds:
    """Returns the bounds of what a scene draws and of the places it names.

    Where it draws nothing and names no place, those of the first view.
    """
    lines = [entry.alignment.line for entry in scene_selection(catalog, scene).entries]
    points = [(place.lon, place.lat) for name in scene_names(catalog, scene)
              if (place := catalog.places.get(name))]
    return bounds_of([*lines, *(LineString([point, point]) for point in points)]) or HOME


def seen(catalog: Catalog, scene: Scene) -> View:
    """Returns the view of a scene, with a camera: its own, or one that sees all its bounds."""
    view, _ = read_scene(scene, catalog)
    if view.camera:
        return view
    frame = frame_around(scene_bounds(catalog, scene), *SCREEN_PX)
    return replace(view, camera=Camera(round(frame.zoom, 2), frame.lat, frame.lon))
