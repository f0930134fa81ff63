"""A release over HTTP: what it would be, and its making, which takes a minute or two."""

from __future__ import annotations

import threading
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.desk.accepting.releasing import plan_release, release_data
from app.desk.api.exchange import LOG, Message, answered, guarded
from app.desk.workplace import Workplace
from geo.data.errors import AtlasError, DataProblemsError


class _Making:
    """One release while it is made: how far it is, and at the end what came of it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: dict[str, Any] = {"state": "none"}

    def state(self) -> dict[str, Any]:
        """Returns how far it is."""
        with self._lock:
            return dict(self._state)

    def _say(self, **words: object) -> None:
        with self._lock:
            self._state = dict(words)

    def start(self, place: Workplace, release: str, changelog: str) -> dict[str, Any]:
        """Begins to make a release, unless one is being made; returns how far it is."""
        with self._lock:
            if self._state["state"] == "making":
                raise AtlasError("a release is being made already")
            self._state = {"state": "making", "doing": "", "share": 0.0}
        threading.Thread(target=self._make, args=(place, release, changelog), daemon=True).start()
        return self.state()

    def _make(self, place: Workplace, release: str, changelog: str) -> None:
        try:
            made = release_data(place.data, place.documents, release, changelog,
                                lambda doing, share: self._say(state="making", doing=doing,
                                                               share=share))
        except DataProblemsError as error:
            self._say(state="refused", error=f"{error}; nothing is released.",
                      problems=[str(problem) for problem in error.problems])
        except (AtlasError, OSError) as error:
            self._say(state="refused", error=str(error), problems=[])
        except Exception:  # noqa: BLE001 - the page must hear of it; the log says where
            LOG.exception("release %s could not be made", release)
            self._say(state="refused", problems=[],
                      error="A fault of the desk itself; its terminal says where.")
        else:
            self._say(state="made", release=made.release, lines=list(made.lines),
                      unwritten=made.unwritten)


class ReleaseApi:
    """Answers what the page asks of a release."""

    def __init__(self, place: Workplace) -> None:
        self._place, self._making = place, _Making()

    def routes(self) -> list[Route]:
        """The routes of these questions."""
        return [
            Route("/api/release", guarded(self._plan), methods=["GET"]),
            Route("/api/release", guarded(self._start), methods=["POST"]),
            Route("/api/release/progress", guarded(self._progress), methods=["GET"])]

    async def _plan(self, _: Request) -> Response:
        return await answered(lambda: asdict(plan_release(self._place.data)))

    async def _start(self, request: Request) -> Response:
        sent = await Message.read(request)
        return await answered(lambda: self._making.start(
            self._place, sent.text("release"), sent.whole_text("changelog")))

    async def _progress(self, _: Request) -> Response:
        return await answered(self._making.state)
