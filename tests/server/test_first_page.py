"""The first page without a browser: whose it is, and when a browser may keep it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from app.server import first_page
from app.server.first_page import FirstPage
from app.server.kept_files import KeptFiles
from app.shared import static_files
from geo.web.typeface import FACES, file_name, font_bytes
from tests.samples.own_loop import ran

THEIRS = '"streamlit"'


def _inner(request: Request) -> Response:
    """Streamlit's static files: a page for every path, 304 to who has it already."""
    if request.url.path.endswith((".js", ".csv")):
        return PlainTextResponse("a file", headers={"ETag": THEIRS})
    if request.headers.get("if-none-match") == THEIRS:
        return Response(status_code=304)
    return HTMLResponse("<title>Streamlit</title>", headers={"ETag": THEIRS,
                                                             "Last-Modified": "then"})


@dataclass
class Answer:
    """What a server answers."""

    status: int = 0
    headers: Headers = field(default_factory=Headers)
    content: bytes = b""


@dataclass
class Client:
    """Asks an app without a network."""

    app: ASGIApp

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer; a name of `headers` has `_` for `-`."""
        answer = Answer()

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status, answer.headers = message["status"], Headers(raw=message["headers"])
            else:
                answer.content += message.get("body", b"")

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        raw = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
        scope = {"type": "http", "method": method, "path": path, "headers": raw, "root_path": "",
                 "query_string": b"", "http_version": "1.1", "scheme": "http"}

        async def asked() -> None:
            await self.app(scope, receive, send)

        ran(asked)
        return answer


@pytest.fixture
def client() -> Client:
    return Client(FirstPage(Starlette(routes=[Route("/{path:path}", _inner)])))


@pytest.mark.parametrize("path", ["/", "/time", "/atlas/what-if", "/unknown/deep/link"])
def test_every_page_is_ours_and_kept_by_its_content(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.content == first_page.page()
    assert answer.headers["etag"] == first_page.tag()
    assert "last-modified" not in answer.headers
    again = client.get(path, if_none_match=f'W/"old", {first_page.tag()}')
    assert (again.status, again.content) == (304, b"")
    assert again.headers["content-type"].startswith("text/html")
    for stale in (THEIRS, '"older"'):
        assert client.get(path, if_none_match=stale).content == first_page.page()
    head = client.get(path, "HEAD")
    assert head.headers["content-length"] == str(len(first_page.page()))


def test_another_page_has_another_tag(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = first_page.tag()
    monkeypatch.setattr(first_page, "page", lambda: b"another")
    after = client.get("/", if_none_match=before)
    assert after.content == b"another"
    assert after.headers["etag"] != before


@pytest.mark.parametrize("prefix", ["", "/atlas", "/deep/prefix"])
def test_the_script_that_the_page_names_is_served_under_every_prefix(client: Client,
                                                                     prefix: str) -> None:
    page = client.get(f"{prefix}/").content.decode()
    name = page.partition('src="./first-page-')[2].partition('"')[0]
    answer = client.get(f"{prefix}/first-page-{name}")
    assert answer.content == first_page.script()
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/static/js/index.js", "/export/routes.csv"])
def test_files_are_left_alone(client: Client, path: str) -> None:
    assert client.get(path).content == b"a file"


def test_the_page_says_what_to_do_without_scripts_and_keeps_streamlits_own() -> None:
    page = first_page.page().decode()
    assert "<title>Corridor Atlas</title>" in page
    assert "This page needs JavaScript" in page
    assert "agent" not in page.partition("<noscript>")[2]
    assert '<div id="root"></div>' in page


def test_fonts_are_named_by_their_content_and_kept(client: Client) -> None:
    for face in FACES:
        assert f"./{file_name(face)}".encode() in first_page.page()
        answer = client.get(f"/atlas/{file_name(face)}")
        assert (answer.status, answer.content) == (200, font_bytes(face))
        assert answer.headers["content-type"] == "font/woff2"
        assert "immutable" in answer.headers["cache-control"]


def test_the_page_names_what_the_map_will_fetch(monkeypatch: pytest.MonkeyPatch) -> None:
    before = first_page.tag()
    monkeypatch.setattr(static_files, "_first", {})
    assert b'data-ahead=""' in first_page.page()
    static_files.note_first("layers", "component/old.json")
    static_files.note_first("layers", "component/layers.json")
    static_files.note_first("js", "component/map.js")
    assert b'data-ahead="component/layers.json component/map.js"' in first_page.page()
    assert first_page.tag() != before


@pytest.mark.parametrize(("path", "status", "kept"), [
    ("layers-0123456789abcdef.json", 200, True), ("map-0123456789abcdef.js", 200, True),
    ("layers-0123456789abcdef.json", 404, False), ("layers.json", 200, False),
    ("layers-0123456789abcdef.html", 200, False)])
def test_only_files_named_by_content_are_kept_for_good(path: str, status: int, kept: bool  # noqa: FBT001
                                                       ) -> None:
    def inner(_: Request) -> Response:
        return PlainTextResponse("a file", status, headers={"Cache-Control": "public"})

    app = KeptFiles(Starlette(routes=[Route("/{path:path}", inner)]))
    answer = Client(app).get(f"/component/app.components.component.files/{path}")
    assert ("immutable" in answer.headers["cache-control"]) == kept
