"""The drafts over HTTP: what waits to be done, a document's draft, and each decision on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.desk.api.added_names import offered
from app.desk.api.draft_json import added_subjects, decision_json, draft_json
from app.desk.api.exchange import (
    MOST_OF_A_FILE,
    Message,
    answered,
    body_of,
    guarded,
)
from app.desk.api.judging import judged
from app.desk.api.subject_search import subjects_found
from app.desk.api.vocabulary import vocabulary
from app.desk.draft_store import now
from app.desk.reading_process import read_into_draft
from app.desk.receipts import receipts_of
from app.desk.source_proposal import source_answer
from app.desk.workplace import Workplace
from geo.checks.printed_values import claim_of
from geo.checks.waiting import read_waiting
from geo.data.errors import AtlasError
from geo.intake.candidate_json import from_json
from geo.intake.decision import Addition, Decision, Draft, Verb

_VERBS: dict[str, Verb] = {"accept": "accept", "reject": "reject", "not-ours": "not-ours",
                           "undo": "undo"}
_ADDED = ("aliases", "places", "routes", "corridors", "disagreements", "not_mapped", "relations")
_LONGEST_NAME = 200


def _decision(sent: Message) -> Decision:
    verb = _VERBS.get(sent.text("verb"))
    if verb is None:
        raise AtlasError("The desk knows no such decision.")
    row = sent.inner("row").row("claims") if verb == "accept" else {}
    return Decision(sent.text("id"), verb, row, sent.text("reason"), now(), sent.text("curator"))


def _addition(sent: Message) -> Addition:
    table = sent.text("table")
    if table not in _ADDED:
        raise AtlasError("The desk adds no rows to such a table.")
    return Addition(sent.text("id"), table, sent.inner("row").row(table),
                    sent.inner("feature").plain, now(), sent.text("curator"))


def _file_name(text: str) -> str:
    name = PurePath(unquote(text).replace("\\", "/")).name[-_LONGEST_NAME:]
    if not name.strip(". ") or not name.isprintable():
        raise AtlasError("This file has no name that the desk can keep.")
    return name


class DraftApi:
    """Answers the page's questions about drafts."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def routes(self) -> list[Route]:
        """The routes of these questions."""
        one = "/api/drafts/{draft}"
        changes: dict[str, Callable[[str, int, Message], Draft]] = {
            "decisions": self._decide, "source": self._set_source, "additions": self._add,
            "additions/remove": self._remove, "candidates": self._take_candidates}
        return [
            Route("/api/drafts", guarded(self._overview), methods=["GET"]),
            Route("/api/drafts", guarded(self._create), methods=["POST"]),
            Route("/api/attributes", guarded(self._attributes), methods=["GET"]),
            Route("/api/subjects", guarded(self._subjects), methods=["GET"]),
            Route("/api/source", guarded(self._source), methods=["POST"]),
            Route(one, guarded(self._draft), methods=["GET"]),
            Route(f"{one}/judge", guarded(self._judge), methods=["POST"]),
            Route(f"{one}/close", guarded(self._close), methods=["POST"]),
            *(Route(f"{one}/{name}", guarded(self._changing(change)), methods=["POST"])
              for name, change in changes.items())]

    def _found(self, draft_id: str) -> Draft:
        return self._place.store.draft(draft_id)

    async def _overview(self, _: Request) -> Response:
        def work() -> dict[str, Any]:
            place, catalog = self._place, self._place.catalog
            missing = sorted({source.document for source in catalog.sources.values()
                              if source.at_hand
                              and not (place.documents / source.document).is_file()})
            return {"drafts": [asdict(each) for each in place.store.drafts()],
                    "waiting": len(read_waiting(place.data).claims),
                    "release": catalog.release, "data": str(place.data),
                    "documents": str(place.documents), "missing": missing}
        return await answered(work)

    async def _create(self, request: Request) -> Response:
        name = _file_name(request.query_params.get("name", ""))
        data = await body_of(request, MOST_OF_A_FILE)
        return await answered(lambda: {"id": read_into_draft(self._place, name, data)})

    async def _attributes(self, _: Request) -> Response:
        return await answered(vocabulary)

    async def _subjects(self, request: Request) -> Response:
        asked, draft_id, attribute = (request.query_params.get(name, "")
                                      for name in ("q", "draft", "attribute"))

        def work() -> list[dict[str, Any]]:
            added = added_subjects(self._found(draft_id).additions) if draft_id else ()
            return subjects_found(self._place.catalog, asked[:200], added, attribute)
        return await answered(work)

    async def _source(self, request: Request) -> Response:
        row = (await Message.read(request)).inner("row").row("sources")

        def work() -> dict[str, Any]:
            waiting = {each.cells["source_id"] for each in read_waiting(self._place.data).sources}
            return source_answer(row, self._place.catalog, waiting)
        return await answered(work)

    async def _draft(self, request: Request) -> Response:
        draft_id = request.path_params["draft"]

        def work() -> dict[str, Any]:
            draft = self._found(draft_id)
            waiting = filter(None, map(claim_of, read_waiting(self._place.data).claims))
            return draft_json(draft, self._place.catalog, self._place.asked_again(draft), waiting)
        return await answered(work)

    async def _judge(self, request: Request) -> Response:
        draft_id, sent = request.path_params["draft"], await Message.read(request)

        def work() -> dict[str, Any]:
            return judged(self._found(draft_id), sent.inner("row").row("claims"),
                          self._place.catalog)
        return await answered(work)

    async def _close(self, request: Request) -> Response:
        draft_id, sent = request.path_params["draft"], await Message.read(request)

        def work() -> dict[str, Any]:
            self._place.store.close(draft_id, sent.number("revision"), sent.text("curator"))
            return {"closed": draft_id}
        return await answered(work)

    def _changing(self, change: Callable[[str, int, Message], Draft]
                  ) -> Callable[[Request], Any]:
        """Returns a handler that changes a draft, and answers with what the page must know."""
        async def handler(request: Request) -> Response:
            draft_id, sent = request.path_params["draft"], await Message.read(request)

            def work() -> dict[str, Any]:
                draft = change(draft_id, sent.number("revision"), sent)
                return {"revision": draft.revision, "source": dict(draft.source),
                        "decisions": [decision_json(each) for each in draft.decisions.values()],
                        "additions": [{"id": each.addition_id, "table": each.table,
                                       "row": dict(each.row), "drawn": bool(each.feature)}
                                      for each in draft.additions],
                        "added": list(added_subjects(draft.additions)),
                        "offered": offered(draft.candidates, draft.additions)}
            return await answered(work)
        return handler

    def _decide(self, draft_id: str, revision: int, sent: Message) -> Draft:
        return self._place.store.decide(draft_id, revision, _decision(sent.inner("decision")))

    def _set_source(self, draft_id: str, revision: int, sent: Message) -> Draft:
        row = sent.inner("row").row("sources")
        return self._place.store.set_source(draft_id, revision, row, sent.text("curator"))

    def _add(self, draft_id: str, revision: int, sent: Message) -> Draft:
        return self._place.store.add(draft_id, revision, _addition(sent.inner("addition")))

    def _take_candidates(self, draft_id: str, revision: int, sent: Message) -> Draft:
        document = self._found(draft_id).document
        proposed = from_json(sent.whole_text("text"), document, self._place.catalog)
        return self._place.store.take_candidates(draft_id, revision, proposed,
                                                 receipts_of(self._place.data),
                                                 sent.text("curator"))

    def _remove(self, draft_id: str, revision: int, sent: Message) -> Draft:
        return self._place.store.remove_addition(draft_id, revision, sent.text("id"),
                                                  sent.text("curator"))

