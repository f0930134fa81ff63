"""The names by which the atlas may be asked: a request for another one is refused.

A page of another site can make its own name point at this machine (DNS rebinding); its requests
then reach the atlas, but they name that site.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.shared.settings import allowed_hosts

_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[^\s:/?#@\[\]]+)(?::\d{1,5})?")
_ORIGIN = re.compile(r"https?://(?P<host>[^/]+)")
_MOST_SHOWN = 100
_REFUSED = ("This atlas is not reached as {}. Whoever runs it can allow the name: "
            "corridor-atlas serve --allow-host NAME\n")
_FOREIGN = "A page of {} may not open the pages of this atlas.\n"


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """An address of the Internet Protocol, with or without brackets; None where it is none."""
    try:
        found = ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def is_known(host: str, bound: str) -> bool:
    """Whether `host`, as a header names it, is this atlas, which was asked at the address `bound`.

    It is where it is loopback, that address itself, or a name that was allowed; the port may be
    any.
    """
    parts = _HOST.fullmatch(host)
    if parts is None:
        return False
    name = parts["name"].lower().removesuffix(".")
    address = _address(name)
    if address is None:
        return name == "localhost" or name in allowed_hosts()
    allowed = {_address(each) for each in allowed_hosts()}
    return address.is_loopback or address == _address(bound) or address in allowed


def refusal(scope: Scope) -> Response | None:
    """The answer to a request that names another host, or whose page is another's; else None."""
    asked = Headers(scope=scope)
    bound = (scope.get("server") or ("",))[0]
    hosts = asked.getlist("host")
    if len(hosts) != 1 or not is_known(hosts[0], bound):
        return _said(_REFUSED, ", ".join(hosts), 421)
    origin = asked.get("origin")
    if scope["type"] == "websocket" and origin is not None:
        parts = _ORIGIN.fullmatch(origin)
        if parts is None or not is_known(parts["host"], bound):
            return _said(_FOREIGN, origin, 403)
    return None


def _said(sentence: str, what: str, status: int) -> Response:
    return PlainTextResponse(sentence.format(ascii(what[:_MOST_SHOWN])), status)


async def _close(_: Scope, __: Receive, send: Send) -> None:
    """Refuse a WebSocket where the server can send no sentence along."""
    await send({"type": "websocket.close", "code": 1008})


class KnownHosts:
    """Middleware: refuses what is asked of another host, and WebSockets of another's pages."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in a sentence."""
        answer: ASGIApp = self._app
        refused = refusal(scope) if scope["type"] in {"http", "websocket"} else None
        if refused is not None:
            answered = scope["type"] == "http" or "websocket.http.response" in scope.get(
                "extensions", {})
            answer = refused if answered else _close
        await answer(scope, receive, send)
