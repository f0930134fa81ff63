"""From a draft into the data over HTTP: the preview, and its acceptance."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.desk.acceptance import accept, preview
from app.desk.api.exchange import Message, answered, guarded
from app.desk.api.preview_json import accepted_json, preview_json
from app.desk.workplace import Workplace


class DataApi:
    """Answers what the page asks of the data: what a draft makes of it."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def routes(self) -> list[Route]:
        """The routes of these questions."""
        return [
            Route("/api/drafts/{draft}/preview", guarded(self._preview), methods=["GET"]),
            Route("/api/drafts/{draft}/accept", guarded(self._accept), methods=["POST"])]

    async def _preview(self, request: Request) -> Response:
        place, draft_id = self._place, request.path_params["draft"]

        def work() -> dict[str, Any]:
            draft = place.store.draft(draft_id)
            return preview_json(draft, preview(draft, place.data, place.documents),
                                place.catalog)
        return await answered(work)

    async def _accept(self, request: Request) -> Response:
        place, draft_id = self._place, request.path_params["draft"]
        sent = await Message.read(request)

        def work() -> dict[str, Any]:
            with place.store.accepting(draft_id, sent.number("revision"),
                                       sent.text("curator")) as draft:
                return accepted_json(draft, accept(draft, place.data, place.documents,
                                                   place.receipts))
        return await answered(work)
