"""The gazetteer and the drawing of a new route over HTTP."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.desk.api.exchange import Message, answered, guarded
from app.desk.drawing.countries_crossed import land_of
from app.desk.drawing.drawing_map import drawing_answer
from app.desk.drawing.place_search import alias_answer, gazetteer_answer, place_answer
from app.desk.drawing.route_again import route_again
from app.desk.new_route import line_answer
from app.desk.workplace import Workplace
from app.shared.atlas_cache import load_atlas
from geo.intake.geonames import read_ahead


class DrawingApi:
    """Answers what the page asks of places and lines."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def routes(self) -> list[Route]:
        """The routes of these questions."""
        return [
            Route("/api/drawing", guarded(self._drawing), methods=["GET"]),
            Route("/api/gazetteer", guarded(self._gazetteer), methods=["GET"]),
            Route("/api/place", guarded(self._point), methods=["POST"]),
            Route("/api/drafts/{draft}/additions/{addition}", guarded(self._again),
                  methods=["GET"]),
            Route("/api/alias", guarded(self._alias), methods=["POST"]),
            Route("/api/line", guarded(self._line), methods=["POST"])]

    async def _drawing(self, _: Request) -> Response:
        read_ahead()
        return await answered(lambda: drawing_answer(self._place.catalog, load_atlas().land))

    async def _gazetteer(self, request: Request) -> Response:
        asked, near, draft_id = (request.query_params.get(name, "")
                                 for name in ("q", "near", "draft"))

        def work() -> list[dict[str, Any]]:
            additions = self._place.store.draft(draft_id).additions if draft_id else ()
            return gazetteer_answer(asked, near, self._place.catalog,
                                    land_of(load_atlas().land), additions)
        return await answered(work)

    async def _point(self, request: Request) -> Response:
        sent = await Message.read(request)
        return await answered(lambda: place_answer(sent.plain, self._place.catalog,
                                                   land_of(load_atlas().land)))

    async def _alias(self, request: Request) -> Response:
        sent = await Message.read(request)
        return await answered(lambda: alias_answer(sent.text("id"), sent.text("alias"),
                                                   self._place.catalog))

    async def _again(self, request: Request) -> Response:
        draft_id, addition = request.path_params["draft"], request.path_params["addition"]
        return await answered(lambda: route_again(
            addition, self._place.store.draft(draft_id).additions, self._place.catalog))

    async def _line(self, request: Request) -> Response:
        sent = await Message.read(request)

        def work() -> dict[str, Any]:
            draft_id = sent.text("draft")
            draft = self._place.store.draft(draft_id) if draft_id else None
            return line_answer(sent.plain, self._place.catalog, land_of(load_atlas().land), draft)
        return await answered(work)
