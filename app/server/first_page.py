"""The page that a browser gets first: Streamlit's own, with a script and a style of ours.

Streamlit's page is empty until its connection stands. Ours says in words when that does not come
about, and puts a mangled address right before anything reads it. The script is a file of this
host, so that the page's policy admits it.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Final

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.server.base_path import OWN_FILES, STREAMLIT_PATHS
from app.shared.static_files import digest
from geo.data.errors import AtlasError
from geo.query.link_repair import browser_rules
from geo.web.scripts import web_file

_PACK: Final = "export/routes.html"
_TITLE: Final = "Corridor Atlas"
_NO_SCRIPT: Final = (
    '<noscript><div class="atlas-no-script"><h1>Corridor Atlas</h1><p>This page needs JavaScript, '
    "which is switched off in this browser or blocked on the way. Switch it on and reload the "
    "page.</p><p>Without it there are files: "
    '<a href="./export/routes.csv">the table of routes (CSV)</a>, '
    '<a href="./export/routes.pdf">the same to print (PDF)</a>, '
    '<a href="./export/claims.csv">every claim with its source (CSV)</a>.</p></div></noscript>')

_SCRIPT_NAME = re.compile(r"/first-page(-[0-9a-f]+)?\.js$")
_NO_PAGE = re.compile(f"/({'|'.join(sorted(STREAMLIT_PATHS | OWN_FILES))})/")
_CONDITIONS: Final = (b"if-none-match", b"if-modified-since", b"range", b"if-range")


@cache
def script() -> bytes:
    """The script: the repair of links, what it is told, and what it does."""
    told = json.dumps({"links": browser_rules(), "pack": _PACK})
    return b"\n".join((web_file("shared/link-repair.js").read_bytes(),
                       f"const FIRST_PAGE = {told};".encode(),
                       Path(__file__).with_name("first_page.js").read_bytes()))


@cache
def page() -> bytes:
    """Streamlit's page with our title, style, script and words for browsers without scripts.

    Raises AtlasError where it is no longer the page that this was written for.
    """
    text = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    style = Path(__file__).with_name("first_page.css").read_text(encoding="utf-8")
    head = (f"<title>{_TITLE}</title>\n    <style>{style}</style>\n"
            f'    <script src="./first-page-{digest(script())}.js"></script>')
    for pattern, put in ((r"<title>.*?</title>", head), (r"<noscript>.*?</noscript>", _NO_SCRIPT)):
        text, found = re.subn(pattern, put.replace("\\", r"\\"), text, count=1,
                              flags=re.DOTALL)
        if not found:
            raise AtlasError(
                f"Streamlit's index.html has no {pattern}: app/server/first_page.py must be "
                "made to fit it"
            )
    return text.encode()


@cache
def tag() -> str:
    """The page's ETag, made from its content."""
    return f'"{hashlib.sha256(page()).hexdigest()[:32]}"'


def _holds(conditions: str) -> bool:
    """Whether a browser that sends this If-None-Match has the page already."""
    tags = {each.strip().removeprefix("W/") for each in conditions.split(",")}
    return bool(tags & {tag(), "*"})


class FirstPage:
    """Middleware: every page is ours, and so is the script that it names."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the script, and put our page in the place of Streamlit's."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
        elif _SCRIPT_NAME.search(scope["path"]):
            await Response(script(), media_type="text/javascript", headers={
                "Cache-Control": "public, max-age=31536000, immutable"})(scope, receive, send)
        elif _NO_PAGE.search(scope["path"]):
            await self._app(scope, receive, send)
        else:
            await self._paged(scope, receive, send)

    async def _paged(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on the answer, unless it is Streamlit's page.

        The conditions of a request are about our page, not about Streamlit's: those of a path that
        may be a page are kept from it.
        """
        wanted = Headers(scope=scope).get("if-none-match", "")
        may_be_page = "." not in scope["path"].rsplit("/", 1)[-1]
        if may_be_page:
            scope = {**scope, "headers": [(name, text) for name, text in scope["headers"]
                                          if name not in _CONDITIONS]}
        ours = False

        async def answer(message: Message) -> None:
            nonlocal ours
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                ours = (message["status"] == 200
                        and headers.get("content-type", "").startswith("text/html"))
                if ours:
                    await _send_page(scope, receive, send, headers, wanted)
                    return
            if not ours:
                await send(message)

        await self._app(scope, receive, answer)


async def _send_page(scope: Scope, receive: Receive, send: Send, headers: MutableHeaders,
                     wanted: str) -> None:
    """Our page, or word that the browser has it, with the rest of the answer's headers."""
    for name in ("content-length", "content-encoding", "last-modified", "accept-ranges",
                 "content-type"):
        del headers[name]
    same = bool(wanted) and _holds(wanted)
    answer = Response(b"" if same else page(), 304 if same else 200)
    if same:
        del answer.headers["content-length"]
    answer.headers.update({**headers, "ETag": tag(), "Cache-Control": "no-cache",
                           "Content-Type": "text/html; charset=utf-8"})
    await answer(scope, receive, send)
