"""Writes a deck of slides: of the selection, its series, or a briefing's scenes."""

from __future__ import annotations

from dataclasses import replace

from geo.briefing.briefing import Briefing
from geo.briefing.map_names import scene_names
from geo.cartography.scene_frame import seen
from geo.data.errors import AtlasError
from geo.export.pptx.slides import Slide, scene_slides, series_slides, slides
from geo.presentation.extract import Extract
from geo.presentation.scene import scene_with_dossier


def _scenes(extract: Extract, briefing: Briefing) -> list[Slide]:
    return [Slide(replace(extract, view=seen(extract.atlas, scene), kept=scene.routes,
                          named=scene_names(extract.atlas, scene)),
                  *scene_with_dossier(extract.atlas, briefing, number))
            for number, scene in enumerate(briefing.scenes, 1)]


def write(extract: Extract, what: str) -> bytes:
    """Returns a PowerPoint file of `routes`, of `series` or of a `briefing`.

    Raises AtlasError if a briefing is requested and none, or an empty one, is named.
    """
    if what == "routes":
        return slides(extract, what)
    if what == "series":
        return series_slides(extract)
    if extract.briefing is None or not extract.briefing.scenes:
        raise AtlasError("no briefing with scenes is named; name one of the atlas's, or a file")
    return scene_slides(_scenes(extract, extract.briefing), extract.briefing.title,
                        extract.briefing.summary)
