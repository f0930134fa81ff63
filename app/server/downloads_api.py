"""Files made on request: sent at once, or after reports of progress."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from app.server.job_process import Job
from app.server.job_queue import BusyError, JobQueue
from app.server.jobs import PROCESSES, FaultError, NotWrittenError
from app.server.orders import MAX_SENT, Order, State, file_name, opened
from app.shared.atlas_cache import Atlas, known_names, load_atlas
from geo.data.errors import AtlasError
from geo.data.releases import NotKeptError, ReleaseError
from geo.export.registry import FORMATS, Format, current_what
from geo.presentation.extract import Progress, silent
from geo.query.link_repair import repaired

LOG = logging.getLogger(__name__)

SLOW = JobQueue(workers=2, most=12, seconds=30)
"""The queue for files that take seconds: two at a time, as more would slow down the pages."""
QUICK = JobQueue(workers=4, most=64, seconds=5)
"""The queue for reading orders, and for files that are made at once."""

_SLOW_SECONDS, _SLOW_MIB = 90, 600
_QUICK_SECONDS, _QUICK_MIB = 20, 400
MOST_HELD = 128_000_000
"""The most bytes of files made and not yet sent; beyond it no order is accepted."""
_PIECE = 48 * 1024
# A multiple of three, so that the base64 of each piece needs no padding.

_QUIET = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class _Accepted:
    """An order that can be made, and the name of its file."""

    atlas: Atlas
    order: Order
    file_name: str

    @property
    def format(self) -> Format:
        return FORMATS[self.order.name]

    @property
    def queue(self) -> JobQueue:
        return SLOW if self.format.slow else QUICK

    async def write(self, out: IO[bytes], progress: Progress = silent) -> int:
        """Write the file and return its size in bytes. Raises AtlasError with a sentence."""
        limits = (_SLOW_SECONDS, _SLOW_MIB) if self.format.slow else (_QUICK_SECONDS, _QUICK_MIB)
        result = await PROCESSES.run(self.atlas, Job(self.order, *limits), out, progress)
        return int(result["size"])


class _UnsentBytes:
    """Counts the bytes of files that are made and not yet sent."""

    def __init__(self) -> None:
        self._bytes = 0

    def check(self, queue: JobQueue) -> None:
        """Raise BusyError if no more files should be made."""
        queue.check()
        if self._bytes > MOST_HELD:
            raise BusyError(sum(map(len, (SLOW, QUICK))), 30)

    @contextmanager
    def holding(self, size: int) -> Iterator[None]:
        """Count a file while it is sent."""
        self._bytes += size
        try:
            yield
        finally:
            self._bytes -= size


_UNSENT = _UnsentBytes()


def _no_atlas(error: AtlasError) -> Response:
    """The answer if the data, or the requested release, is not available."""
    if isinstance(error, ReleaseError):  # never figures of another release instead
        return PlainTextResponse(f"{error}; nothing is exported. Leave `release` out of the "
                                 "address for the newest.\n",
                                 400 if isinstance(error, NotKeptError) else 503)
    return PlainTextResponse(f"The data has problems; nothing is exported. {error}\n", 503)


def _contents_and_format(request: Request) -> tuple[str, str]:
    """The contents and the format that a request names."""
    what, _, name = request.path_params["name"].partition(".")
    return current_what(what), name


def _unknown(what: str, name: str) -> Response | None:
    """The answer if there is no such file; None if there is."""
    if name in FORMATS and what in FORMATS[name].whats:
        return None
    known = ", ".join(f"{word}.{key}" for key, other in FORMATS.items() for word in other.whats)
    return PlainTextResponse(f"No such file. There are {known}.\n", 404)


def _read_address(request: Request, sent: bytes) -> tuple[Atlas, Order]:
    """The atlas and the order that an address names. Raises AtlasError without an atlas."""
    what, name = _contents_and_format(request)
    items = tuple(repaired(request.query_params.multi_items()))
    atlas = load_atlas(dict(items).get("release", ""))
    return atlas, Order(what, name, items, tuple(known_names(atlas).releases), sent)


async def _accepted(request: Request, sent: bytes = b"") -> _Accepted | Response:
    """The accepted order of a request, or the answer that says why there is none."""
    try:
        atlas, order = await asyncio.to_thread(_read_address, request, sent)
    except AtlasError as error:
        return _no_atlas(error)
    if sent:  # from outside, so it is read in a process that can be ended
        with tempfile.TemporaryFile() as nothing:
            job = Job(order, _QUICK_SECONDS, _QUICK_MIB, only_read=True)
            name = (await PROCESSES.run(atlas, job, nothing))["name"]
    else:
        state = State(atlas.catalog, atlas.land, atlas.briefings)
        name = file_name(order, await asyncio.to_thread(opened, order, state))
    return _Accepted(atlas, order, name)


def _refused(error: AtlasError) -> Response:
    """The answer that says in a sentence why there is no file."""
    if isinstance(error, BusyError):
        return PlainTextResponse(f"{error}\n", 503, headers={
            **_QUIET, "Retry-After": str(error.seconds)})
    status = 500 if isinstance(error, NotWrittenError | FaultError) else 400
    return PlainTextResponse(f"{error}\n", status, headers=_QUIET)


class _Sent(Response):
    """A file sent in pieces, as fast as the client reads, and closed at the end."""

    def __init__(self, accepted: _Accepted, file: IO[bytes], size: int) -> None:
        self._file, self._size = file, size
        super().__init__(media_type=accepted.format.media_type, headers={
            **_QUIET, "Content-Length": str(size),
            "Content-Disposition": f'attachment; filename="{accepted.file_name}"'})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file."""
        with self._file, _UNSENT.holding(self._size):
            await StreamingResponse(_pieces(self._file), self.status_code, self.headers)(
                scope, receive, send)


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece


async def _while_there(request: Request, work: Coroutine[Any, Any, _Result]) -> _Result:
    """Returns the result of `work`; cancels it if the client disconnects."""
    task = asyncio.create_task(work)

    async def listen() -> None:
        while (await request.receive())["type"] != "http.disconnect":  # noqa: ASYNC110
            await asyncio.sleep(0)  # a server that returns at once must not block the work
        task.cancel()

    listening = asyncio.create_task(listen())
    try:
        return await task
    except asyncio.CancelledError:
        if listening.done():
            raise ClientDisconnect from None
        raise
    finally:
        task.cancel()
        listening.cancel()


def _about(accepted: _Accepted) -> Response:
    """The answer to a HEAD request: the headers of the file, which is not made."""
    answer = Response(media_type=accepted.format.media_type, headers={
        **_QUIET, "Content-Disposition": f'attachment; filename="{accepted.file_name}"'})
    del answer.headers["Content-Length"]
    return answer


async def export_file(request: Request) -> Response:
    """Answers `/export/WHAT.FORMAT?mode=gas&...` with the file; a disconnect stops the work."""
    what, name = _contents_and_format(request)
    if unknown := _unknown(what, name):
        return unknown
    try:
        accepted = await QUICK.run(lambda: _accepted(request))
        if isinstance(accepted, Response):
            return accepted
        if request.method == "HEAD":
            return _about(accepted)
        _UNSENT.check(accepted.queue)
        return await _while_there(request, _exported(accepted))
    except AtlasError as error:
        return _refused(error)
    except ClientDisconnect:
        return Response(status_code=499)


async def _exported(accepted: _Accepted) -> Response:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it is sent
    try:
        size = await accepted.queue.run(lambda: accepted.write(file))
    except BaseException:
        file.close()
        raise
    return _Sent(accepted, file, size)


async def make_file(request: Request) -> Response:  # noqa: PLR0911 - each a refusal
    """Answers `/make/WHAT.FORMAT?...` with lines of JSON on the progress, then the file in base64.

    A disconnect stops the work. A POST brings what only its page has: `{"overlay": {"name",
    "text"}, "briefing": {…}}`, either or both. It is read for this one file and kept nowhere.
    """
    what, name = _contents_and_format(request)
    if unknown := _unknown(what, name):
        return unknown
    sent = bytearray()
    async for part in request.stream():
        sent += part
        if len(sent) > MAX_SENT:
            return PlainTextResponse(f"More than {MAX_SENT:,} bytes were sent along.\n", 413)
    try:
        body = bytes(sent)
        del sent
        accepted = await _while_there(request, QUICK.run(lambda: _accepted(request, body)))
        if isinstance(accepted, Response):
            return accepted
        if request.method == "HEAD":
            return Response(media_type="application/x-ndjson", headers=_QUIET)
        _UNSENT.check(accepted.queue)
    except AtlasError as error:
        return _refused(error)
    except ClientDisconnect:
        return Response(status_code=499)
    return StreamingResponse(_lines(accepted), media_type="application/x-ndjson", headers=_QUIET)


async def _lines(accepted: _Accepted) -> AsyncIterator[bytes]:
    """Yields `{"before": 3}` in the queue, `{"done": 2, "of": 9}`, then the file or an error."""
    messages = asyncio.Queue[dict[str, Any] | None]()
    with tempfile.TemporaryFile() as file:
        async def make() -> int:
            try:
                return await accepted.queue.run(
                    lambda: accepted.write(file, lambda done, of: messages.put_nowait(
                        {"done": done, "of": of})),
                    lambda before: messages.put_nowait({"before": before}))
            finally:
                messages.put_nowait(None)

        task = asyncio.create_task(make())
        try:
            while (line := await messages.get()) is not None:
                yield json.dumps(line).encode() + b"\n"
            with _UNSENT.holding(await task):
                async for part in _last_line(accepted, file):
                    yield part
        except AtlasError as error:
            yield json.dumps({"error": str(error)}).encode() + b"\n"
        except Exception:
            LOG.exception("%s could not be made", accepted.file_name)
            yield json.dumps({"error": "a fault of the atlas; its log says which"}).encode() + b"\n"
        finally:
            task.cancel()


async def _last_line(accepted: _Accepted, file: IO[bytes]) -> AsyncIterator[bytes]:
    """Yields the name, the type and the file itself, in pieces of one line."""
    about = json.dumps({"name": accepted.file_name, "type": accepted.format.media_type})
    yield f'{about[:-1]}, "file": "'.encode()
    async for piece in _pieces(file):
        yield base64.b64encode(piece)
    yield b'"}\n'
