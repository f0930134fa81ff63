"""The pictures of scenes on the page of briefings, and their order by dragging."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from app.components.bitmask import bitmask
from app.components.component import PAGE_URL, component
from app.shared import static_files
from app.shared.atlas_cache import Atlas
from geo.briefing.briefing import Scene, read_scene, scene_selection
from geo.cartography.scene_frame import scene_bounds
from geo.cartography.shapes import MAP_PALETTE
from geo.catalog.catalog import Catalog
from geo.data.lru import kept_on_first

_KEY = "scene-pictures"
_MOST = 200
_scenes = component("scenes", "", Path(__file__).with_name("scenes.js"))


@kept_on_first(_MOST)
def _picture(catalog: Catalog, scene: Scene) -> Mapping[str, str]:
    """What the picture of a scene draws, and where it looks."""
    west, south, east, north = scene_bounds(catalog, scene)
    view, _ = read_scene(scene, catalog)
    return {"shown": bitmask(scene_selection(catalog, scene), len(catalog.ids)),
            "selected": view.opened, "colours": view.colour_by,
            "camera": str(view.camera or ""),
            "box": "/".join(f"{edge:.4f}" for edge in (south, west, north, east))}


def _read_move(message: object, count: int) -> tuple[int, int] | None:
    """Reads which scene was dragged where; None for anything else."""
    if not isinstance(message, list) or len(message) != 2:
        return None
    places = [place for place in message if isinstance(place, int) and 0 <= place < count]
    return (places[0], places[1]) if len(places) == 2 else None


def draw_pictures(atlas: Atlas, scenes: Mapping[str, Scene], count: int,
                  move: Callable[[int, int], None]) -> None:
    """Draw the pictures where the page has a place for them, by name.

    `move` is told from where to where one of `count` scenes was dragged, before the next rerun.
    """
    def moved() -> None:
        message: Any = getattr(st.session_state.get(_KEY), "move", None)
        if places := _read_move(message, count):
            move(*places)

    def address(kind: str, document: tuple[str, bytes]) -> str:
        return f"{PAGE_URL}/{static_files.write(kind, document[1], name=document[0])}"

    _scenes(key=_KEY, on_move_change=moved, data={
        "layers": address("layers", atlas.layers), "basemap": address("basemap", atlas.basemap),
        "palette": dict(MAP_PALETTE),
        "pictures": {name: _picture(atlas.catalog, scene) for name, scene in scenes.items()}})
