"""A fault of ours: a plain sentence wherever it happens, its traceback in the log alone."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import Message
from streamlit.testing.v1 import AppTest

from app import asgi
from app.cli import command_line
from app.components.notices import show_fault
from app.server import downloads_api
from app.server.security_headers import failed

SECRET = "a secret of the code"  # noqa: S105 - words to look for


def faulty(*_: object, **__: object) -> None:
    raise ZeroDivisionError(SECRET)


@pytest.mark.parametrize("command", [
    ["check"], ["verify", "--documents", "."], ["diff", ".", "."],
    ["export", "routes", "--format", "csv", "--out", "x.csv"], ["whatif", "--from", "a"],
    ["release", "2030-01-01"]], ids=lambda words: words[0])
def test_a_command_says_a_fault_in_a_sentence(
        command: list[str], monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    for module in ("command_line", "export", "release"):
        monkeypatch.setattr(f"app.cli.{module}.read_folder", faulty)
    if command[0] == "whatif":
        command = [*command, "--to", "b"]
    assert command_line.main(command) == command_line.FAULT
    said = capsys.readouterr()
    assert not said.out
    assert said.err.startswith("corridor-atlas: a fault of the atlas itself (ZeroDivisionError)")
    assert said.err.count("\n") == 1
    assert SECRET not in said.err
    assert command_line.main(["--traceback", *command]) == command_line.FAULT
    assert f"ZeroDivisionError: {SECRET}" in capsys.readouterr().err


def test_a_command_names_the_file_that_it_cannot_read(
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def locked(_: object) -> None:
        raise PermissionError(13, "Permission denied", "claims.csv")

    monkeypatch.setattr("app.cli.command_line.read_folder", locked)
    assert command_line.main(["check"]) == 2
    assert capsys.readouterr().err == "corridor-atlas: claims.csv: Permission denied\n"


def test_a_page_says_a_fault_in_a_sentence() -> None:
    """Streamlit asks the same function after a page, a part that runs by itself, and a click."""
    def script() -> None:
        import streamlit as st  # noqa: PLC0415 - runs as a script of its own

        from app.components.notices import show_fault  # noqa: PLC0415

        st.session_state["suppressed"] = show_fault(ZeroDivisionError("a secret of the code"))

    page = AppTest.from_function(script).run()
    text = " ".join(block.proto.body for block in page.get("html"))
    assert "A fault of the atlas itself" in text
    assert "log says" in text
    assert SECRET not in text
    assert "ZeroDivision" not in text
    assert page.session_state["suppressed"] is True
    assert asgi.app._on_script_error is show_fault  # noqa: SLF001 - has no public name


def answered(address: str) -> tuple[int, str]:
    """Status and body of a download, by the server's own functions."""
    app = Starlette(routes=[Route("/export/{name}", downloads_api.export_file),
                            Route("/make/{name}", downloads_api.make_file, methods=["GET"])],
                    exception_handlers={Exception: failed})
    said: list[Message] = []

    async def ask() -> None:
        waiting = asyncio.Event()
        first = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> Message:
            if not first:
                await waiting.wait()
            return first.pop()

        async def send(message: Message) -> None:
            said.append(message)

        scope = {"type": "http", "method": "GET", "path": address, "raw_path": address.encode(),
                 "root_path": "", "query_string": b"", "headers": [(b"host", b"localhost")],
                 "scheme": "http", "server": ("localhost", 80), "http_version": "1.1"}
        try:
            await app(scope, receive, send)
        except ZeroDivisionError:
            logging.getLogger("server").exception("as a server writes what reaches it")

    with ThreadPoolExecutor() as pool:  # a browser's loop runs in this thread
        pool.submit(lambda: asyncio.run(ask())).result()
    body = b"".join(message.get("body", b"") for message in said)
    return said[0]["status"], body.decode()


@pytest.mark.parametrize("part", ["load_atlas", "opened", "_Accepted.write"])
@pytest.mark.parametrize("kind", ["export", "make"])
def test_a_download_says_a_fault_in_a_sentence(
        kind: str, part: str, monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(f"app.server.downloads_api.{part}", faulty)
    status, body = answered(f"/{kind}/routes.csv")
    assert "log" in body
    assert SECRET not in body
    assert "Traceback" not in body
    assert status == 500 or '"error": "a fault of the atlas' in body
    assert f"ZeroDivisionError: {SECRET}" in caplog.text
