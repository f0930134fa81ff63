"""The server: the app, and files made on request beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from app import published
from app.cache import known_names, load_atlas
from geo.address import read_view
from geo.errors import AtlasError
from geo.export import FORMATS, Extract, export


def export_file(request: Request) -> Response:
    """`/export/WHAT.FORMAT?mode=gas&...`: a file of what the address asks for.

    An address that names something unknown is answered 400 with the word, never with a file that
    holds something else than was asked for.
    """
    what, _, name = request.path_params["name"].partition(".")
    made = FORMATS.get(name)
    if made is None or what not in made.whats:
        known = ", ".join(f"{each}.{key}" for key, other in FORMATS.items() for each in other.whats)
        return PlainTextResponse(f"No such file. There are {known}.\n", 404)
    items = request.query_params.multi_items()
    try:
        atlas = load_atlas(dict(items).get("release", ""))
    except AtlasError as error:
        return PlainTextResponse(f"The data has problems; nothing is exported. {error}\n", 503)
    view, ignored = read_view(items, known_names(atlas))
    if ignored:
        return PlainTextResponse(f"Nothing here is known as {', '.join(ignored)}.\n", 400)
    suffix = "-raw" if name == "csv-raw" else ""
    filename = f"corridor-atlas-{what}-{atlas.catalog.release}{suffix}.{made.ending}"
    return Response(export(Extract(atlas.catalog, view, atlas.land), what, name),
                    media_type=made.media_type,
                    headers={"Content-Disposition": f'attachment; filename="{filename}"',
                             "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"})


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    """Clean up at the end: a signal ends the process before Python's own exit hooks run."""
    try:
        yield
    finally:
        published.remove()


app = st.App(Path(__file__).with_name("main.py"), lifespan=_lifespan,
             routes=[Route("/export/{name}", export_file)])
