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
from app.cache import load_atlas
from geo.errors import AtlasError
from geo.export import FORMATS, export
from geo.filters import read_items
from geo.rows import TABLES


def export_file(request: Request) -> Response:
    """`/export/WHAT.FORMAT?mode=gas&...`: a table of the routes the address asks for.

    An address that names a word no route has is answered 400 with the word, never with a file
    that holds something else than was asked for.
    """
    what, _, name = request.path_params["name"].partition(".")
    if what not in TABLES or name not in FORMATS:
        return PlainTextResponse(
            f"No such file. There are {', '.join(TABLES)} in {', '.join(FORMATS)}.\n", 404)
    try:
        catalog = load_atlas().catalog
    except AtlasError as error:
        return PlainTextResponse(f"The data has problems; nothing is exported. {error}\n", 503)
    wanted, ignored = read_items(request.query_params.multi_items(), catalog.known_words)
    if ignored:
        return PlainTextResponse(f"No route has {', '.join(ignored)}.\n", 400)
    made = FORMATS[name]
    suffix = "-raw" if name == "csv-raw" else ""
    filename = f"corridor-atlas-{what}-{catalog.release}{suffix}.{made.ending}"
    return Response(export(catalog.select(wanted), what, name),
                    media_type=f"{made.media_type}; charset=utf-8",
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
