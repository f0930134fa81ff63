"""Headers of every answer that limit what the browser may load, run, frame and send.

The page, the map's frame and all other files each have a policy. SECURITY.md explains each
exception; tests/browser/test_headers.py tests the policies on the running app.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import net_util

from app.server.base_path import OWN_FILES, STREAMLIT_PATHS, local_path

_FILE: Mapping[str, str] = MappingProxyType({
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
})
"""The policy of a file that is no page: opened by itself it loads and runs nothing."""

_DRAWN: Mapping[str, str] = MappingProxyType({
    **_FILE,
    "base-uri": "'self'",
    "form-action": "'self'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "style-src": "'self' 'unsafe-inline'",
})

_FRAME: Mapping[str, str] = MappingProxyType({**_DRAWN, "script-src": "'self' 'unsafe-inline'"})
"""The policy of the map's frame: streamlit-folium writes the map's constant script into it."""

HEADERS: Mapping[str, str] = MappingProxyType({
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), "
                          "midi=(), payment=(), usb=()",
})
"""The headers of every answer, whatever its policy; the desk's answers have them too."""

_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_STATIC = Path(streamlit.__file__).parent / "static"
_INDEX = "index.html"
_MAP_FRAME = "/component/streamlit_folium.st_folium/index.html"
_NOT_MODIFIED = 304
_TRUSTED_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


def _hashes(html: bytes) -> Iterator[str]:
    """Yields the hashes of a page's inline scripts, as a policy names them."""
    for script in _INLINE.findall(html):
        yield f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"


@cache
def _page() -> Mapping[str, str]:
    """The policy of the pages, all of which are Streamlit's index.html."""
    scripts = ("'self'", "blob:", "'wasm-unsafe-eval'",
               *_hashes((_STATIC / _INDEX).read_bytes()))
    return {**_DRAWN, "script-src": " ".join(scripts), "font-src": "'self' data:",
            "frame-src": "'self'", "worker-src": "'none'"}


@cache
def _files() -> frozenset[str]:
    """The first words of the paths below which there are only files."""
    static = {path.name for path in _STATIC.iterdir()} - {_INDEX}
    return STREAMLIT_PATHS | OWN_FILES | {"readyz"} | static


def content_policy(path: str | None, status: int, content_type: str) -> str:
    """Returns the Content-Security-Policy of an answer; `path` is None outside the base path.

    The path decides what may be a document, the answer whether it is one: by its content type, or
    by the status 304, which has none and whose policy the browser applies to its cached page.
    """
    policy = _FILE
    if path is not None and (status == _NOT_MODIFIED or content_type.startswith("text/html")):
        if path == _MAP_FRAME:
            policy = _FRAME
        elif path.split("/")[1] not in _files():
            policy = _page()
    return "; ".join(f"{name} {allowed}" for name, allowed in policy.items())


def _is_trustworthy(scope: Scope) -> bool:
    """Checks whether the browser trusts that nobody has changed the page on the way.

    Elsewhere it ignores Cross-Origin-Opener-Policy and writes an error to the console.
    """
    headers = Headers(scope=scope)
    host = re.sub(r":\d+$", "", headers.get("host", ""))
    scheme = headers.get("x-forwarded-proto", scope.get("scheme", "http"))
    return scheme == "https" or host in _TRUSTED_HOSTS


def _secure(headers: MutableHeaders, scope: Scope, path: str | None, status: int) -> None:
    """Set the headers of an answer at a `path` below the base path."""
    headers.update(HEADERS)
    headers["Content-Security-Policy"] = content_policy(
        path, status, headers.get("content-type", ""))
    if _is_trustworthy(scope):
        headers["Cross-Origin-Opener-Policy"] = "same-origin"


class SecureAnswers:
    """Middleware that adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        # Read now: a mounted app, to which a request is passed on, changes `scope`.
        path = None if scope["type"] == "lifespan" else local_path(scope)

        async def answer(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                _secure(MutableHeaders(scope=message), scope, path, message["status"])
            await send(message)

        await self._app(scope, receive, send if scope["type"] == "lifespan" else answer)


def _unknown() -> None:
    """Returns None: the address is unknown."""


def ask_nobody() -> None:
    """Keep Streamlit from asking a host outside for this machine's address.

    It does so whenever a page of another site tries to open the app's WebSocket.
    """
    net_util.get_external_ip = _unknown


async def failed(request: Request, _: Exception) -> Response:
    """The answer to a request that failed by a fault of the atlas, outside all middleware."""
    answer = PlainTextResponse("The server could not answer; its log says why.\n", 500)
    _secure(answer.headers, request.scope, None, answer.status_code)
    return answer
