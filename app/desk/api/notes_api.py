"""Readers' notes over HTTP: the open ones, new ones taken in, and the answer to one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.desk.api.exchange import Message, answered, body_of, guarded
from app.desk.notes_inbox import OUTCOMES, OpenNote, TakenIn, open_notes, settle, take_in
from app.desk.workplace import Workplace
from app.shared.settings import today
from geo.intake.readers_notes import MOST_BYTES


def _note_json(open_note: OpenNote) -> dict[str, str]:
    note = open_note.note
    return {"id": note.note_id, "claim": note.claim, "said": note.said, "printed": note.printed,
            "problem": open_note.problem, "words": note.words, "now": open_note.now,
            "release": note.release, "link": note.link, "opened": note.opened}


def _taken_words(taken: TakenIn) -> list[str]:
    notes = [f"{each.note.claim}: {OUTCOMES[each.outcome]}"
             f"{f'; {each.remark}' if each.remark else ''}." for each in taken.notes]
    return [*notes, *(f"{fault[:1].upper()}{fault[1:]}." for fault in taken.faults)]


class NotesApi:
    """Answers what the page asks of readers' notes."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def routes(self) -> list[Route]:
        """The routes of these questions."""
        return [
            Route("/api/notes", guarded(self._open), methods=["GET"]),
            Route("/api/notes", guarded(self._take), methods=["POST"]),
            Route("/api/notes/file", guarded(self._take_file), methods=["POST"]),
            Route("/api/notes/settle", guarded(self._settle), methods=["POST"])]

    def _listed(self, said: Sequence[str] = ()) -> dict[str, Any]:
        found = open_notes(self._place.data, self._place.catalog.claims)
        return {"notes": [_note_json(each) for each in found], "said": list(said)}

    def _taken(self, given: str | tuple[str, bytes]) -> dict[str, Any]:
        catalog = self._place.catalog
        taken = take_in(self._place.data, given, catalog.claims, catalog.release, today())
        return self._listed(_taken_words(taken))

    async def _open(self, _: Request) -> Response:
        return await answered(self._listed)

    async def _take(self, request: Request) -> Response:
        sent = await Message.read(request)
        return await answered(lambda: self._taken(sent.whole_text("text")))

    async def _take_file(self, request: Request) -> Response:
        name = PurePath(request.query_params.get("name", "")).name or "note.txt"
        data = await body_of(request, MOST_BYTES)
        return await answered(lambda: self._taken((name, data)))

    async def _settle(self, request: Request) -> Response:
        sent = await Message.read(request)

        def work() -> dict[str, Any]:
            note = settle(self._place.data, sent.text("id"), sent.text("answer"), today())
            return self._listed([f"{note.claim}: settled."])
        return await answered(work)
