"""Who may ask: this machine, the address that was asked, and the names that were allowed."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence

import pytest
from starlette.types import Message, Scope

from app.cli import command_line
from app.server.hosts import KnownHosts
from app.shared.settings import ALLOWED_VARIABLE, HOST_VARIABLE
from tests.pages.answers import ALWAYS, get
from tests.samples.own_loop import ran

BOUND = "192.0.2.7"
KNOWN = ("localhost", "LOCALHOST:8501", "localhost.", "127.0.0.1", "127.8.9.1:80", "[::1]",
         "[::1]:8501", "192.0.2.7:8501", "[::ffff:192.0.2.7]:8501", "atlas.example",
         "Atlas.Example.:443", "198.51.100.4", "[2001:db8::4]:8501")
UNKNOWN = ("evil.example", "evil.example:8501", "localhost.evil.example", "evil-localhost",
           "atlas.example.evil.example", "192.0.2.8", "[2001:db8::5]", "0.0.0.0:8501", "2130706433",
           "127.1", "localhost@evil.example", "localhost/", "localhost:x", "[::1", "", "*")
ALLOWED = "atlas.example, 198.51.100.4 2001:db8::4"


def ask(kind: str, headers: Sequence[tuple[str, str]], *, words: bool = True) -> tuple[int, str]:
    """The status and the sentence of an answer; (0, "") where the request is passed on."""
    said: list[Message] = []

    async def app(*_: object) -> None:
        """Answer nothing."""

    async def receive() -> Message:
        return {"type": f"{kind}.connect"}

    async def send(message: Message) -> None:
        said.append(message)

    scope: Scope = {"type": kind, "path": "/", "server": (BOUND, 8501), "method": "GET",
                    "extensions": {"websocket.http.response": {}} if words else {},
                    "headers": [(name.encode(), text.encode()) for name, text in headers]}
    ran(lambda: KnownHosts(app)(scope, receive, send))
    if said and said[0]["type"] == "websocket.close":
        return 403, ""
    return (said[0]["status"], said[1]["body"].decode()) if said else (0, "")


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_only_what_names_this_atlas_is_answered(monkeypatch: pytest.MonkeyPatch,
                                                kind: str) -> None:
    monkeypatch.setenv(ALLOWED_VARIABLE, ALLOWED)
    for host in KNOWN:
        assert ask(kind, [("host", host)]) == (0, ""), host
    for host in UNKNOWN:
        status, said = ask(kind, [("host", host)])
        assert status == 421, host
        assert "corridor-atlas serve --allow-host NAME" in said
        assert repr(host) in said
    for headers in ([], [("host", "localhost"), ("host", "evil.example")]):
        assert ask(kind, headers)[0] == 421


def test_nothing_is_allowed_that_was_not_named() -> None:
    assert ask("http", [("host", "atlas.example")])[0] == 421


def test_a_page_of_another_host_opens_no_websocket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ALLOWED_VARIABLE, ALLOWED)
    asked = ("host", "atlas.example")
    assert ask("websocket", [asked])[0] == 0, "a program that is no browser names no page"
    for host in KNOWN:
        for scheme in ("http", "https"):
            assert ask("websocket", [asked, ("origin", f"{scheme}://{host}")])[0] == 0, host
    for origin in ("null", "", "file://", "ftp://localhost", "https://localhost/path",
                   *(f"https://{host}" for host in UNKNOWN)):
        assert ask("websocket", [asked, ("origin", origin)])[0] == 403, origin
    assert ask("websocket", [("host", "evil.example")], words=False) == (403, "")


def test_a_handshake_of_another_name_is_refused_by_the_server_in_a_sentence(address: str) -> None:
    """What DNS rebinding would do: a page whose name points here, and that names itself."""
    port = int(address.rpartition(":")[2])
    with socket.create_connection(("localhost", port), timeout=20) as line:
        line.sendall(b"GET /_stcore/stream HTTP/1.1\r\nHost: evil.example:%d\r\n"
                     b"Origin: http://evil.example:%d\r\nConnection: Upgrade\r\n"
                     b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                     b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" % (port, port))
        said = line.makefile("rb").read().decode()
    head, _, body = said.partition("\r\n\r\n")
    assert head.split()[1] == "421"
    assert "x-frame-options: SAMEORIGIN" in head
    assert "This atlas is not reached as 'evil.example" in body
    status, headers, page = get(f"{address}/", Host="evil.example")
    assert status == 421
    assert {name: headers.get(name) for name in ALWAYS if "opener" not in name} == {
        name: text for name, text in ALWAYS.items() if "opener" not in name}
    assert b"<html" not in page


def test_other_machines_are_not_listened_to_unless_that_is_asked_for(address: str) -> None:
    """127.0.0.2 is this machine too, but not the address that is listened on."""
    with pytest.raises(OSError, match=r"refused|timed out|reachable|assign"):
        socket.create_connection(("127.0.0.2", int(address.rpartition(":")[2])), timeout=2)


class StartedError(BaseException):
    """Instead of the server; no fault, which the command would say."""


def started(monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[dict[str, str], str]:
    """The settings with which `corridor-atlas serve` starts the server, and the names allowed."""
    found: list[tuple[list[str], dict[str, str]]] = []

    def execve(_: str, command: list[str], environment: dict[str, str]) -> None:
        found.append((command, environment))
        raise StartedError

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setattr(os, "chdir", lambda _: None)
    with pytest.raises(StartedError):
        command_line.main(["serve", *words])
    command, environment = found[0]
    assert command[:4] == [sys.executable, "-m", "streamlit", "run"]
    options = command[5:]
    return dict(zip(options[::2], options[1::2], strict=True)), environment[ALLOWED_VARIABLE]


def test_the_command_says_where_to_listen_and_which_names_to_allow(
        monkeypatch: pytest.MonkeyPatch) -> None:
    assert started(monkeypatch) == ({"--server.port": "8501"}, "")
    assert started(monkeypatch, "--host", "127.0.0.1", "--base-path", "/atlas/asia/") == ({
        "--server.port": "8501", "--server.address": "127.0.0.1",
        "--browser.serverAddress": "127.0.0.1", "--server.baseUrlPath": "atlas/asia"}, "")
    monkeypatch.setenv(HOST_VARIABLE, "0.0.0.0")  # noqa: S104
    monkeypatch.setenv(ALLOWED_VARIABLE, "a.example,b.example")
    assert started(monkeypatch, "--allow-host", "Атлас.example", "--allow-host", "[2001:db8::4]") \
        == ({"--server.port": "8501", "--server.address": "0.0.0.0",  # noqa: S104
             "--browser.serverAddress": "a.example"},
            "a.example,b.example,xn--80aa6azac.example,2001:db8::4")


@pytest.mark.parametrize(("words", "said"), [
    (("--host", "example.org"), "is no address"), (("--host", "192.0.2.1"), "cannot listen there"),
    (("--allow-host", "https://a.example"), "without scheme, port or path"),
    (("--allow-host", "a.example:80"), "without scheme, port or path"),
    (("--base-path", "/"), "is no base path"), (("--base-path", "a/../b"), "is no base path"),
    (("--base-path", "a b?"), "is no base path")])
def test_what_cannot_be_meant_is_refused_before_the_server_starts(
        capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str) -> None:
    try:
        code: object = command_line.main(["serve", *words])
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    assert said in capsys.readouterr().err


def test_a_variable_that_names_no_host_is_said(monkeypatch: pytest.MonkeyPatch,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(ALLOWED_VARIABLE, "a.example,https://b.example")
    assert command_line.main(["serve"]) == 2
    assert f"{ALLOWED_VARIABLE}: 'https://b.example' is no host name" in capsys.readouterr().err
