"""Serves the atlas at the root of its address, or below a base path such as `/atlas`.

Streamlit's setting `server.baseUrlPath` moves Streamlit's own routes, not those that an app adds.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

STREAMLIT_PATHS = frozenset({"_stcore", "component", "media", "static"})
"""The first words of the paths at which Streamlit serves anything other than a page."""

OWN_FILES = frozenset({"export", "make"})
"""The first words of the paths at which the app makes files."""

READY = "/readyz"
_FILE = re.compile(r"/(?:export|make)/[^/]+")
_OURS = re.compile(r"/(?:export|make|readyz)(?:/|$)")
_PING = re.compile(r"/.+(/_stcore/(?:health|host-config))")


def base_path() -> str:
    """The base path, such as `/atlas`; blank if the atlas is at the root."""
    words = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{words}" if words else ""


def local_path(scope: Scope) -> str | None:
    """The path of a request below the base path, such as `/time`; None if it is not below it."""
    return _below(scope, base_path())


def _below(scope: Scope, base: str) -> str | None:
    root = str(scope.get("root_path", "")).rstrip("/") + base
    path = str(scope["path"])
    if path == root:
        return "/"
    return path.removeprefix(root) if path.startswith(f"{root}/") else None


def _moved(scope: Scope, path: str) -> Scope:
    """The same request without the base path, which the app's own routes do not know."""
    path = str(scope.get("root_path", "")).rstrip("/") + path
    return {**scope, "path": path, "raw_path": quote(path).encode()}


def _elsewhere(path: str) -> Response:
    """The answer to a page that asks below its own address for what Streamlit has at the root.

    The page then asks one level higher, as it does after any answer but 200. A 404 would make the
    browser write an error to its console; a 200 would make it take the page for the root.
    """
    return PlainTextResponse(f"This is answered at {base_path()}{path}.\n", 300,
                             headers={"Cache-Control": "no-cache"})


def _root(scope: Scope) -> str:
    """The atlas's root for an address: the path of the app it is mounted in, and its base path."""
    return quote(str(scope.get("root_path", "")).rstrip("/") + base_path())


def _to_root(scope: Scope) -> Response:
    """The answer at the base path without a slash: a page names its files relative to the slash."""
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(f"{_root(scope)}/{'?' if query else ''}{query}")


def _none_here(scope: Scope) -> Response:
    root = _root(scope)
    return PlainTextResponse(
        f"There is nothing here. The pages of the atlas are at {root}/, its files at "
        f"{root}/export/WHAT.FORMAT and {root}/make/WHAT.FORMAT.\n", 404)


class OwnPaths:
    """Middleware that serves the app's own routes below the base path, never a page instead.

    `/readyz` is answered at the root as well, so that a health check need not know the base path.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer that there is nothing here."""
        answer: ASGIApp = self._app
        if scope["type"] == "http":
            path, base = local_path(scope), base_path()
            if path is None:
                if _below(scope, "") != READY:
                    answer = _none_here(scope)
            elif path == "/" and not scope["path"].endswith("/"):
                answer = _to_root(scope)
            elif path == READY or _FILE.fullmatch(path):
                scope = _moved(scope, path) if base else scope
            elif path.split("/")[1] not in STREAMLIT_PATHS:
                if ping := _PING.fullmatch(path):
                    answer = _elsewhere(ping[1])
                elif _OURS.search(path):
                    answer = _none_here(scope)
        await answer(scope, receive, send)
