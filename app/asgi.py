"""The server: the app, and files made on request beside it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from app.components.notices import show_fault
from app.server.base_path import READY, OwnPaths
from app.server.downloads_api import export_file, make_file
from app.server.first_page import FirstPage
from app.server.health import readyz
from app.server.hosts import KnownHosts
from app.server.jobs import PROCESSES
from app.server.kept_files import KeptFiles
from app.server.limits import BoundedRequests, configure_server
from app.server.security_headers import SecureAnswers, ask_nobody, failed
from app.server.tcp_nodelay import send_at_once
from app.server.uploads import bound_uploads
from app.server.warm_up import warm_up
from app.shared import static_files
from app.shared.atlas_cache import watching


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
        static_files.remove()


app = st.App(Path(__file__).with_name("main.py"), lifespan=_lifespan,
             routes=[Route("/export/{name}", export_file),
                     Route("/make/{name}", make_file, methods=["GET", "POST"]),
                     Route(READY, readyz)],
             middleware=[Middleware(SecureAnswers), Middleware(KnownHosts), Middleware(OwnPaths),
                         Middleware(BoundedRequests), Middleware(KeptFiles),
                         Middleware(FirstPage)],
             exception_handlers={Exception: failed}, on_script_error=show_fault)
