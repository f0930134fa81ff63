"""Sets TCP_NODELAY, so that answers are sent at once.

Streamlit binds its socket without naming the protocol. For such a socket Python's event loop leaves
Nagle's algorithm on: each small message then waits until the browser has acknowledged the one
before it, for up to 40 ms.
"""

from __future__ import annotations

import asyncio
import socket  # noqa: TID251 - for the names of an option, nothing is asked
from typing import Any

_NOT_TAKEN_MS = 60_000
"""After so many milliseconds without an acknowledgement, a connection is closed."""


def send_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Have the servers that this loop starts from now on send without delay.

    A connection whose other side acknowledges nothing for a minute is closed, if the system can.
    Connections inherit the options of the listening socket. A loop without settable attributes, as
    those not written in Python, sets TCP_NODELAY itself.
    """
    create_server = loop.create_server

    async def create(*args: Any, **options: Any) -> asyncio.AbstractServer:  # noqa: ANN401
        server = await create_server(*args, **options)
        for listening in getattr(server, "sockets", ()):
            if listening.family in {socket.AF_INET, socket.AF_INET6}:
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if hasattr(socket, "TCP_USER_TIMEOUT"):
                    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT,
                                         _NOT_TAKEN_MS)
        return server

    try:
        loop.create_server = create  # type: ignore[method-assign,assignment]
    except AttributeError:
        return
