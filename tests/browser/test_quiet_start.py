"""However and wherever the atlas is started, it has its headers and asks no other host."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import ROOT, free_port
from tests.pages.answers import ALWAYS, get, reachable, until
from tests.pages.atlas_page import TIMEOUT_MS, open_atlas


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """A proxy that lets nothing pass and writes down what the server asks of other hosts."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        def hear() -> None:
            while True:
                try:
                    heard, _ = server.accept()
                except OSError:
                    return
                with heard:
                    asked.append(heard.recv(500).split(b"\r\n")[0])

        thread = threading.Thread(target=hear, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        server.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=10)


PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
STARTS: dict[str, Callable[[int], list[str]]] = {
    "streamlit": lambda port: [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(ROOT / "app" / "asgi.py"),
        "--server.port",
        str(port),
    ],
    "uvicorn": lambda port: [
        sys.executable,
        "-m",
        "uvicorn",
        "app.asgi:app",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ],
    "serve": lambda port: [
        sys.executable,
        "-m",
        "app.cli.command_line",
        "serve",
        "--port",
        str(port),
    ],
}


@pytest.mark.parametrize("way", STARTS)
def test_however_and_wherever_it_is_started_it_is_quiet(browser: Browser, tmp_path: Path,
                                                        way: str) -> None:
    """From a folder without settings: headers, no telemetry, no host outside asked by anybody."""
    port = free_port()
    address = f"http://localhost:{port}"
    with listening() as (proxy, asked):
        environment = os.environ | dict.fromkeys(PROXIES, proxy) | {"NO_PROXY": "localhost"}
        with subprocess.Popen(STARTS[way](port), cwd=tmp_path, env=environment,  # noqa: S603
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                until(lambda: reachable(f"{address}/_stcore/health"))
                assert ALWAYS.items() <= get(address)[1].items()
                assert knock(port) == 403
                atlas = open_atlas(browser, address)
                expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
                assert atlas.errors == []
                assert atlas.outside == []
                colour = atlas.page.evaluate(
                    "getComputedStyle(document.querySelector('.stApp')).backgroundColor")
                assert colour == "rgb(255, 253, 249)"
                atlas.page.close()
            finally:
                process.terminate()
                process.wait(timeout=20)
    assert asked == []


def knock(port: int) -> int:
    """The status by which the WebSocket answers a page of another site."""
    with socket.create_connection(("localhost", port), timeout=20) as line:
        line.sendall(b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost:%d\r\n"
                     b"Origin: http://other.example\r\nConnection: Upgrade\r\n"
                     b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                     b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" % port)
        return int(line.recv(100).split()[1])
