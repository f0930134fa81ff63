"""Caching wrappers: what is shared by all sessions and never changed by any."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from app.map_view import publish
from app.settings import data_folder
from geo.catalog import Catalog, build
from geo.errors import AtlasError, DataProblemsError
from geo.layers import basemap_document, encode, map_document
from geo.load import fingerprint, read_folder


@dataclass(frozen=True, slots=True)
class Atlas:
    """A catalog and the URLs of what the map fetches of it."""

    catalog: Catalog
    layers_url: str
    basemap_url: str


@st.cache_resource(show_spinner=False, max_entries=4)
def _atlas(folder: str, stamp: str) -> Atlas | AtlasError:  # noqa: ARG001 - part of the key
    try:
        catalog = build(read_folder(Path(folder)))
        basemap = basemap_document(Path(folder))
    except DataProblemsError as error:
        return error
    except (OSError, TypeError, ValueError) as error:
        return AtlasError(f"basemap/basemap.json: {error}")
    return Atlas(catalog, publish("layers", *encode(map_document(catalog))),
                 publish("basemap", *encode(basemap)))


def load_atlas() -> Atlas:
    """The atlas of the data folder, read anew when a file of it changes.

    Raises AtlasError when the data cannot be trusted.
    """
    folder = data_folder()
    atlas = _atlas(str(folder), fingerprint(folder))
    if isinstance(atlas, AtlasError):
        raise atlas
    return atlas
