"""Whatever socket the app is served on, its answers leave at once."""

from __future__ import annotations

import asyncio
import socket

import pytest

from app.server.tcp_nodelay import send_at_once
from tests.samples.own_loop import ran


@pytest.mark.parametrize("asked", [False, True])
def test_a_connection_of_a_bare_socket_sends_without_waiting(asked: bool) -> None:  # noqa: FBT001
    """The bare socket is the trap: without the app's word for it, Python leaves it waiting."""
    async def option() -> int:
        loop = asyncio.get_running_loop()
        if asked:
            send_at_once(loop)
        found: asyncio.Future[int] = loop.create_future()

        class Connection(asyncio.Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                found.set_result(transport.get_extra_info("socket").getsockopt(
                    socket.IPPROTO_TCP, socket.TCP_NODELAY))
                transport.close()

        bound = socket.socket(socket.AF_INET)
        bound.bind(("127.0.0.1", 0))
        server = await loop.create_server(Connection, sock=bound)
        _, writer = await asyncio.open_connection(*bound.getsockname())
        waits = await found
        writer.close()
        server.close()
        return waits

    assert bool(ran(option)) is asked


def test_a_loop_that_takes_no_attribute_is_left_as_it_is() -> None:
    class Closed(asyncio.SelectorEventLoop):
        def __setattr__(self, name: str, value: object) -> None:
            if name == "create_server":
                raise AttributeError(name)
            super().__setattr__(name, value)

    loop = Closed()
    try:
        send_at_once(loop)
        assert "create_server" not in vars(loop)
    finally:
        loop.close()
