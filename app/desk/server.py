"""The server of the desk: on this machine only, for as long as `corridor-atlas curate` runs."""

from __future__ import annotations

import secrets
import socket  # noqa: TID251 - to listen on this machine; nothing is asked of a network

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.desk.api.data_api import DataApi
from app.desk.api.draft_api import DraftApi
from app.desk.api.drawing_api import DrawingApi
from app.desk.api.notes_api import NotesApi
from app.desk.api.release_api import ReleaseApi
from app.desk.api.waiting_api import WaitingApi
from app.desk.guard import Guard
from app.desk.page_files import page_routes
from app.desk.workplace import Workplace
from geo.data.errors import AtlasError

HERE = "127.0.0.1"
"""The only address at which the desk listens."""
_STOP_SECONDS = 3


def _nothing(_: Request) -> Response:
    return JSONResponse({"error": "The desk has nothing at this address."}, 404)


def desk_app(place: Workplace, port: int, token: str) -> Starlette:
    """Returns the desk as an application that answers at a port of this machine."""
    apis = (DraftApi(place), DataApi(place), DrawingApi(place), WaitingApi(place), NotesApi(place),
            ReleaseApi(place))
    return Starlette(routes=[*page_routes(token), *(route for api in apis
                                                    for route in api.routes()),
                             Route("/{path:path}", _nothing, methods=["GET", "POST"])],
                     middleware=[Middleware(Guard, port=port, token=token)])


def serve_desk(place: Workplace, port: int) -> None:
    """Serves the desk until it is stopped. Raises AtlasError where it cannot listen."""
    try:
        listening = socket.create_server((HERE, port))
    except OSError as error:
        raise AtlasError(f"the desk cannot listen on port {port}: {error.strerror}; give another "
                         "with --port") from error
    place.open()
    port = int(listening.getsockname()[1])
    app = desk_app(place, port, secrets.token_urlsafe(32))
    config = uvicorn.Config(app, log_level="warning", access_log=False, proxy_headers=False,
                            server_header=False, lifespan="off", ws="none",
                            timeout_graceful_shutdown=_STOP_SECONDS)
    print(f"The desk is at http://{HERE}:{port}/ for this machine only; Ctrl-C ends it.",  # noqa: T201
          flush=True)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        return
    finally:
        listening.close()
