"""Refuses requests that name another host than the atlas.

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
    """Reads an IP address, with or without brackets; None for any other text."""
    try:
        address = ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_known(host: str, bound: str) -> bool:
    """Checks whether `host`, from a header, names this atlas, which listens at `bound`.

    It does if it is loopback, that address, or an allowed name; with any port.
    """
    parts = _HOST.fullmatch(host)
    if parts is None:
        return False
    name = parts["name"].lower().removesuffix(".")
    address = _address(name)
    if address is None:
        return name == "localhost" or name in allowed_hosts()
    allowed = {_address(host_name) for host_name in allowed_hosts()}
    return address.is_loopback or address == _address(bound) or address in allowed


def refusal(scope: Scope) -> Response | None:
    """The answer to a request for another host, or from a page of another; else None."""
    headers = Headers(scope=scope)
    bound = (scope.get("server") or ("",))[0]
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not is_known(hosts[0], bound):
        return _answer(_REFUSED, ", ".join(hosts), 421)
    origin = headers.get("origin")
    if scope["type"] == "websocket" and origin is not None:
        parts = _ORIGIN.fullmatch(origin)
        if parts is None or not is_known(parts["host"], bound):
            return _answer(_FOREIGN, origin, 403)
    return None


def _answer(sentence: str, what: str, status: int) -> Response:
    return PlainTextResponse(sentence.format(ascii(what[:_MOST_SHOWN])), status)


async def _close(_: Scope, __: Receive, send: Send) -> None:
    """Refuse a WebSocket if the server cannot send a sentence with the refusal."""
    await send({"type": "websocket.close", "code": 1008})


class KnownHosts:
    """Middleware that refuses requests for another host, and WebSockets of another's pages."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in a sentence."""
        answer: ASGIApp = self._app
        refused = refusal(scope) if scope["type"] in {"http", "websocket"} else None
        if refused is not None:
            can_answer = scope["type"] == "http" or "websocket.http.response" in scope.get(
                "extensions", {})
            answer = refused if can_answer else _close
        await answer(scope, receive, send)
