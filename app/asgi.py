"""The server: the app, and files made on request beside it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from app import published
from app.base_path import READY, OwnPaths
from app.cache import watching
from app.files import export_file, make_file
from app.first_page import FirstPage
from app.hosts import KnownHosts
from app.jobs import PROCESSES
from app.limits import BoundedRequests, configure_server
from app.nodelay import send_at_once
from app.ready import readyz
from app.security import SecureAnswers, ask_nobody, failed
from app.uploads import bound_uploads
from app.warm import warm_up


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    """Be quiet while running; clean up at the end, before a signal ends the process.

    Python's own exit hooks do not run then.
    """
    ask_nobody()
    configure_server()
    bound_uploads()
    PROCESSES.start()
    send_at_once(asyncio.get_running_loop())
    await warm_up()
    try:
        with watching():
            yield
    finally:
        PROCESSES.stop()
        published.remove()


app = st.App(Path(__file__).with_name("main.py"), lifespan=_lifespan,
             routes=[Route("/export/{name}", export_file),
                     Route("/make/{name}", make_file, methods=["GET", "POST"]),
                     Route(READY, readyz)],
             middleware=[Middleware(SecureAnswers), Middleware(KnownHosts), Middleware(OwnPaths),
                         Middleware(BoundedRequests), Middleware(FirstPage)],
             exception_handlers={Exception: failed})
