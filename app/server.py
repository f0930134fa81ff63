"""The server: the app, and files made on request beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.routing import Route

from app import published
from app.files import export_file, make_file


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    """Clean up at the end: a signal ends the process before Python's own exit hooks run."""
    try:
        yield
    finally:
        published.remove()


app = st.App(Path(__file__).with_name("main.py"), lifespan=_lifespan,
             routes=[Route("/export/{name}", export_file), Route("/make/{name}", make_file)])
