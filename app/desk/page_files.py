"""The files of the desk's page: markup, script, style and typeface, all from this machine."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.web.leaflet import leaflet_file
from geo.web.modules import joined
from geo.web.scripts import web_file
from geo.web.typeface import FACES, face_rules, file_name, font_bytes

_PAGE: Final = Path(__file__).with_name("page")
_TOKEN: Final = "{token}"  # noqa: S105 - its place in the page


def _text(path: Path) -> bytes:
    return path.read_bytes()


@cache
def _script() -> bytes:
    return joined(_PAGE / "desk.js").encode()


@cache
def _style() -> bytes:
    rules = face_rules(lambda face: f"/{file_name(face)}")
    return rules.encode() + _text(_PAGE / "desk.css") + _text(_PAGE / "new_route.css")


_FILES: Mapping[str, tuple[str, Callable[[], bytes]]] = MappingProxyType({
    "/desk.js": ("text/javascript", _script),
    "/desk.css": ("text/css", _style),
    "/leaflet.js": ("text/javascript", lambda: _text(leaflet_file("leaflet.js"))),
    "/leaflet.css": ("text/css", lambda: _text(leaflet_file("leaflet.css"))),
    "/map.css": ("text/css", lambda: _text(web_file("map/map.css"))),
    **{f"/{file_name(face)}": ("font/woff2", partial(font_bytes, face))
       for face in FACES}})


def page_routes(token: str) -> list[Route]:
    """Returns the routes of the page and its files; the page carries the token of this start."""
    def page(_: Request) -> Response:
        text = (_PAGE / "desk.html").read_text(encoding="utf-8")
        return Response(text.replace(_TOKEN, html.escape(token)), media_type="text/html")

    def file(request: Request) -> Response:
        media_type, content = _FILES[request.url.path]
        return Response(content(), media_type=media_type)

    def icon(_: Request) -> Response:
        return PlainTextResponse("", 204)

    return [Route("/", page), Route("/favicon.ico", icon), *(Route(path, file) for path in _FILES)]
