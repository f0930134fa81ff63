"""New routes, places and other names over HTTP: what is found, and what is said of a line."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.desk.api.exchange import Message, answered, guarded
from app.desk.drawing.countries_crossed import Land, land_of
from app.desk.drawing.drawing_map import drawing_answer
from app.desk.drawing.place_search import alias_answer, gazetteer_answer, place_answer
from app.desk.new_route import line_answer
from app.desk.workplace import Workplace
from app.shared.atlas_cache import load_atlas

_LONGEST_NAME = 200
_LONGEST_LIST = 4_000


class RouteApi:
    """Answers what the page asks while a route, a place or another name is added."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def routes(self) -> list[Route]:
        """The routes of these questions."""
        return [
            Route("/api/drawing", guarded(self._drawing), methods=["GET"]),
            Route("/api/gazetteer", guarded(self._gazetteer), methods=["GET"]),
            Route("/api/place", guarded(self._new_place), methods=["POST"]),
            Route("/api/alias", guarded(self._alias), methods=["POST"]),
            Route("/api/line", guarded(self._line), methods=["POST"])]

    @property
    def _land(self) -> Land:
        return land_of(load_atlas().land)

    async def _drawing(self, _: Request) -> Response:
        return await answered(lambda: drawing_answer(self._place.catalog, load_atlas().land))

    async def _gazetteer(self, request: Request) -> Response:
        asked = request.query_params.get("q", "")[:_LONGEST_NAME]
        near = request.query_params.get("near", "")[:_LONGEST_LIST]
        return await answered(
            lambda: gazetteer_answer(asked, near, self._place.catalog, self._land))

    async def _new_place(self, request: Request) -> Response:
        sent = await Message.read(request)
        return await answered(lambda: place_answer(sent.plain, self._place.catalog, self._land))

    async def _alias(self, request: Request) -> Response:
        sent = await Message.read(request)
        return await answered(
            lambda: alias_answer(sent.text("id"), sent.text("alias"), self._place.catalog))

    async def _line(self, request: Request) -> Response:
        sent = await Message.read(request)

        def work() -> dict[str, Any]:
            draft_id = sent.text("draft")
            draft = self._place.store.draft(draft_id) if draft_id else None
            return line_answer(sent.plain, self._place.catalog, self._land, draft)
        return await answered(work)
