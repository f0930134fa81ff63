"""Requests read within bounds and answered in JSON; every refusal is one sentence."""

from __future__ import annotations

import errno
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from app.desk.draft_folder import CannotKeepError, NoSuchDraftError
from app.desk.draft_state import ChangedElsewhere
from geo.data.errors import AtlasError, DataProblemsError
from geo.data.json_scan import too_much
from geo.data.schema import TABLES

LOG = logging.getLogger(__name__)

MOST_OF_A_FILE: Final = 60_000_000
"""The most bytes of a document."""
_MOST_OF_A_MESSAGE: Final = 2_000_000
_MOST_VALUES, _DEEPEST = 100_000, 12
_MOST_LETTERS: Final = 20_000
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


class TooLargeError(AtlasError):
    """A request that is larger than the desk reads."""


async def body_of(request: Request, most: int) -> bytes:
    """Reads the body of a request. Raises TooLargeError beyond `most` bytes."""
    received = bytearray()
    async for part in request.stream():
        received += part
        if len(received) > most:
            raise TooLargeError(f"This is larger than {most // 1_000_000} MB, the most that the "
                                "desk reads.")
    return bytes(received)


class Message:
    """What the page sent, as JSON; a field of another kind than is asked for is refused."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    @classmethod
    async def read(cls, request: Request) -> Message:
        """Reads a message. Raises AtlasError for what is no object of JSON."""
        data = await body_of(request, _MOST_OF_A_MESSAGE)
        if too_much(data, _MOST_VALUES, _DEEPEST):
            raise TooLargeError("This message holds more than the desk reads.")
        try:
            fields = json.loads(data)
        except ValueError:
            raise AtlasError("The desk could not read what the page sent.") from None
        if not isinstance(fields, dict):
            raise AtlasError("The desk could not read what the page sent.")
        return cls(fields)

    def text(self, name: str) -> str:
        """Returns a field that is text, without spaces around it; blank where it is missing."""
        found = self._fields.get(name, "")
        if not isinstance(found, str) or len(found) > _MOST_LETTERS:
            raise AtlasError(f"{name} is no text, or too long a one.")
        return found.strip()

    def whole_text(self, name: str) -> str:
        """Returns a field that is a longer text, as it was sent."""
        found = self._fields.get(name, "")
        if not isinstance(found, str):
            raise AtlasError(f"{name} is no text.")
        return found

    def number(self, name: str) -> int:
        """Returns a field that is a whole number."""
        found = self._fields.get(name)
        if not isinstance(found, int) or isinstance(found, bool):
            raise AtlasError(f"{name} is no whole number.")
        return found

    def inner(self, name: str) -> Message:
        """Returns a field that is an object; an empty one where it is missing."""
        found = self._fields.get(name) or {}
        if not isinstance(found, dict):
            raise AtlasError(f"{name} is no object.")
        return Message(found)

    def items(self, name: str) -> list[Message]:
        """Returns a field that is a list of objects."""
        found = self._fields.get(name) or []
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise AtlasError(f"{name} is no list of objects.")
        return [Message(each) for each in found]

    def texts(self, name: str) -> list[str]:
        """Returns a field that is a list of texts."""
        found = self._fields.get(name) or []
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise AtlasError(f"{name} is no list of texts.")
        return found

    def row(self, table: str) -> dict[str, str]:
        """Returns the fields as a row of a table: every column, blank where it is missing."""
        return {name: " ".join(self.text(name).split()) for name in TABLES[table].column_names}

    @property
    def plain(self) -> dict[str, Any]:
        """The fields as they were sent."""
        return dict(self._fields)


def _refused(error: Exception) -> Response:
    if isinstance(error, ChangedElsewhere):
        return JSONResponse({"error": str(error), "revision": error.revision, "by": error.by,
                             "at": error.at}, 409)
    if isinstance(error, DataProblemsError):
        return JSONResponse({"error": f"{error}.", "problems": [
            str(problem) for problem in error.problems]}, 400)
    if isinstance(error, OSError):
        said = ("The disk is full: this was not kept. What was kept before stands."
                if error.errno in _FULL else
                f"{error.filename or 'A file'}: {error.strerror or error}. This was not kept.")
        return JSONResponse({"error": said}, 507)
    status = {NoSuchDraftError: 404, TooLargeError: 413, CannotKeepError: 507}.get(type(error), 400)
    return JSONResponse({"error": str(error)}, status)


async def answered(work: Callable[[], object]) -> Response:
    """Returns what `work` makes, as JSON, done in a thread; of an error its sentence."""
    try:
        return JSONResponse(await run_in_threadpool(work))
    except (AtlasError, OSError) as error:
        return _refused(error)


Handler = Callable[[Request], Any]


def guarded(handler: Handler) -> Handler:
    """Returns a handler whose errors, while a request is read, are answered in a sentence."""
    async def safe(request: Request) -> Response:
        try:
            answer: Response = await handler(request)
        except ClientDisconnect:
            return Response(status_code=499)
        except (AtlasError, OSError) as error:
            return _refused(error)
        except Exception:
            LOG.exception("%s could not be answered", request.url.path)
            return JSONResponse({"error": "A fault of the desk itself; its terminal says where. "
                                          "What was kept before stands."}, 500)
        return answer
    return safe
