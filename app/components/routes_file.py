"""The routes as a file for the browser, and a reader's own lines as data."""

from __future__ import annotations

from typing import Any

from app.components.component import PAGE_URL
from app.shared import static_files
from app.shared.atlas_cache import Atlas
from geo.cartography.web_map import encode
from geo.catalog.catalog import Catalog
from geo.data.lru import kept_on_first
from geo.export.browser.routes_document import routes_document
from geo.export.browser.told_routes import told_routes

_CHOICES = 16
"""The choices of several sources of which a file is kept, where the file of all cannot tell."""


@kept_on_first(1)
def _of_all(atlas: Atlas) -> tuple[str, bytes, bool]:
    document = routes_document(atlas.catalog)
    return (*encode(document), document["single"])


@kept_on_first(_CHOICES)
def _of_choice(atlas: Atlas, sources: frozenset[str]) -> tuple[str, bytes]:
    return encode(routes_document(atlas.catalog.told_by(sources)))


def routes_address(atlas: Atlas) -> str:
    """Returns the address of all routes, seen from the page."""
    name, data, _ = _of_all(atlas)
    return f"{PAGE_URL}/{static_files.write('routes', data, name=name)}"


def routes_by(atlas: Atlas, sources: frozenset[str]) -> tuple[str, list[str]]:
    """Returns the address of the routes by a choice of sources, and the sources to read in them.

    Those of all routes tell any choice, or, where claims have very many sources, of one source. A
    choice of several then has a file of its own, in which all is told by these.
    """
    _, _, single = _of_all(atlas)
    if not single or len(sources) < 2:
        return routes_address(atlas), sorted(sources)
    name, data = _of_choice(atlas, sources)
    return f"{PAGE_URL}/{static_files.write('routes', data, name=name)}", []


@kept_on_first(1)
def own_routes(catalog: Catalog) -> list[dict[str, Any]]:
    """Returns the lines that only one session has; `catalog` is that session's."""
    return told_routes(catalog, frozenset(entry.route_id for entry in catalog.overlays))[0]
