"""The first page of a browser: Streamlit's page, with a script, a style and fonts of the atlas.

Streamlit's page is empty until its connection is open. This one says so in words if that fails,
and repairs a mangled address before anything reads it. The script is a file of this host, so that
the page's policy admits it.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.server.base_path import OWN_FILES, STREAMLIT_PATHS
from app.shared.settings import notes_address
from app.shared.static_files import digest, first_files
from geo.claims.note_words import note_document
from geo.data.errors import AtlasError
from geo.query.link_repair import browser_rules
from geo.web.modules import joined
from geo.web.typeface import FACES, SERIF, Face, face_rules, file_name, font_bytes

_PAGES: Final = 4
"""The pages that are kept: one for each state of the data, which names other files."""
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
_KEPT: Final = MappingProxyType({"Cache-Control": "public, max-age=31536000, immutable"})
_CONDITIONS: Final = (b"if-none-match", b"if-modified-since", b"range", b"if-range")


def _font_address(face: Face) -> str:
    return f"./{file_name(face)}"


def _served(path: str) -> Response | None:
    """Returns a file that never changes: the script of the page or a font; None for other paths."""
    if _SCRIPT_NAME.search(path):
        return Response(script(), media_type="text/javascript", headers=_KEPT)
    face = next((face for face in FACES if path.endswith(f"/{file_name(face)}")), None)
    return Response(font_bytes(face), media_type="font/woff2", headers=_KEPT) if face else None


@cache
def script() -> bytes:
    """The script, with its settings."""
    settings = json.dumps({"links": browser_rules(), "pack": _PACK,
                           "note": note_document(notes_address())})
    return joined(Path(__file__).with_name("first_page.js"), FIRST_PAGE=settings).encode()


def page() -> bytes:
    """Streamlit's page with the atlas's title, style, script and text for browsers without scripts.

    The script is told what the map will fetch, so that it is under way before the map asks. Raises
    AtlasError as `_page` does.
    """
    return _page(" ".join(first_files()))


@lru_cache(_PAGES)
def _page(ahead: str) -> bytes:
    """The page that names some files to be fetched ahead.

    Raises AtlasError if Streamlit's page is no longer the one that this was written for.
    """
    text = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    style = Path(__file__).with_name("first_page.css").read_text(encoding="utf-8")
    head = (f"<title>{_TITLE}</title>\n"
            f'    <link rel="preload" as="font" type="font/woff2" crossorigin '
            f'href="{_font_address(SERIF)}">\n'
            f"    <style>{face_rules(_font_address)}{style}</style>\n"
            f'    <script src="./first-page-{digest(script())}.js"'
            f' data-ahead="{html.escape(ahead)}"></script>')
    for pattern, better in ((r"<title>.*?</title>", head),
                            (r"<noscript>.*?</noscript>", _NO_SCRIPT)):
        text, replaced = re.subn(pattern, better.replace("\\", r"\\"), text, count=1,
                                 flags=re.DOTALL)
        if not replaced:
            raise AtlasError(
                f"Streamlit's index.html has no {pattern}: app/server/first_page.py must be "
                "made to fit it"
            )
    return text.encode()


def tag() -> str:
    """The page's ETag, made from its content."""
    return f'"{hashlib.sha256(page()).hexdigest()[:32]}"'


def _holds(conditions: str) -> bool:
    """Checks whether a browser that sends this If-None-Match has the page already."""
    tags = {text.strip().removeprefix("W/") for text in conditions.split(",")}
    return bool(tags & {tag(), "*"})


class FirstPage:
    """Middleware that replaces Streamlit's page, and serves the files that the page names."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the script or a font, or replace Streamlit's page."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
        elif own := _served(scope["path"]):
            await own(scope, receive, send)
        elif _NO_PAGE.search(scope["path"]):
            await self._app(scope, receive, send)
        else:
            await self._paged(scope, receive, send)

    async def _paged(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the answer on, unless it is Streamlit's page.

        The conditions of a request are about the atlas's page, not Streamlit's: for a path that may
        be a page they are removed from the request.
        """
        conditions = Headers(scope=scope).get("if-none-match", "")
        may_be_page = "." not in scope["path"].rsplit("/", 1)[-1]
        if may_be_page:
            scope = {**scope, "headers": [(name, text) for name, text in scope["headers"]
                                          if name not in _CONDITIONS]}
        is_page = False

        async def answer(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_page = (message["status"] == 200
                           and headers.get("content-type", "").startswith("text/html"))
                if is_page:
                    await _send_page(scope, receive, send, headers, conditions)
                    return
            if not is_page:
                await send(message)

        await self._app(scope, receive, answer)


async def _send_page(scope: Scope, receive: Receive, send: Send, headers: MutableHeaders,
                     conditions: str) -> None:
    """Send the atlas's page, or 304 if the browser has it, with the other headers of the answer."""
    for name in ("content-length", "content-encoding", "last-modified", "accept-ranges",
                 "content-type"):
        del headers[name]
    is_unchanged = bool(conditions) and _holds(conditions)
    answer = Response(b"" if is_unchanged else page(), 304 if is_unchanged else 200)
    if is_unchanged:
        del answer.headers["content-length"]
    answer.headers.update({**headers, "ETag": tag(), "Cache-Control": "no-cache",
                           "Content-Type": "text/html; charset=utf-8"})
    await answer(scope, receive, send)
