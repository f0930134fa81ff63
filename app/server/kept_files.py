"""Files that are named by their content may be kept by browsers for good."""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAMED: Final = re.compile(
    r"/component/app\.components\.component\.files/[a-z_]+-[0-9a-f]{16}\.(js|css|json)")
_OK: Final = 200


class KeptFiles:
    """Middleware that says so of every such file that is there."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the answer on, with a header where it is such a file."""
        if scope["type"] != "http" or not _NAMED.search(scope["path"]):
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == _OK:
                headers = MutableHeaders(scope=message)
                if not headers.get("content-type", "").startswith("text/html"):
                    headers["Cache-Control"] = "public, max-age=31536000, immutable"
            await send(message)

        await self._app(scope, receive, answer)
