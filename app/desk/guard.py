"""Lets only the desk's own page on this machine through, and adds the headers to every answer.

A page of another site can make the browser ask this machine, or make its own name point at it (DNS
rebinding). It cannot name the desk as host and origin, and it cannot read the token, which stands
in the page and is new with every start.
"""

from __future__ import annotations

import secrets
from ipaddress import ip_address
from types import MappingProxyType
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.server.security_headers import HEADERS

TOKEN_HEADER: Final = "X-Desk-Token"  # noqa: S105 - the name of a header
API: Final = "/api/"

_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto",
                     "x-real-ip", "via")
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; object-src 'none'")
_ANSWERS: Final = MappingProxyType({
    **HEADERS, "Content-Security-Policy": _POLICY, "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "no-store"})


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


class Guard:
    """Middleware that refuses whatever is not asked by the desk's page on this machine."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app, self._token = app, token
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if not _is_here((scope.get("client") or ("",))[0]) or any(map(headers.get, _FORWARDED)):
            return 403, "The desk is for this machine only and does not answer others."
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return 421, "The desk answers at its own address only."
        is_asked = str(scope["path"]).startswith(API)
        if any(origin != f"http://{hosts[0].lower()}" for origin in origins) or (
                is_asked and headers.get("sec-fetch-site", "same-origin") != "same-origin"):
            return 403, "A page of another site may not use the desk."
        if is_asked and not secrets.compare_digest(headers.get(TOKEN_HEADER, "").encode(),
                                      self._token.encode()):
            return 403, "The desk was started anew since this page was opened."
        return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in a sentence."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_ANSWERS)
            await send(message)

        refused = self._refusal(scope)
        inner: ASGIApp | Response = (JSONResponse({"error": refused[1]}, refused[0]) if refused
                                     else self._app)
        await inner(scope, receive, answer)
