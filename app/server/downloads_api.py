"""Files made on request, beside the pages: at once, or with progress on the way."""

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
"""Makes what takes seconds: two at a time, as more would only hold up whoever clicks."""
QUICK = JobQueue(workers=4, most=64, seconds=5)
"""Reads orders, and makes what is made at once."""

_SLOW_SECONDS, _SLOW_MIB = 90, 600
_QUICK_SECONDS, _QUICK_MIB = 20, 400
MOST_HELD = 128_000_000
"""Bytes of files that are made and not yet sent: with more no order is taken."""
_PIECE = 48 * 1024
# A multiple of three, so that each piece is base64 by itself.

_QUIET = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class _Accepted:
    """An order that can be made, and the name its file will have."""

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
        """Write the file; returns its bytes. Raises AtlasError with a sentence."""
        limits = (_SLOW_SECONDS, _SLOW_MIB) if self.format.slow else (_QUICK_SECONDS, _QUICK_MIB)
        said = await PROCESSES.run(self.atlas, Job(self.order, *limits), out, progress)
        return int(said["size"])


class _Held:
    """How many bytes of files are made and not yet sent."""

    def __init__(self) -> None:
        self._bytes = 0

    def check(self, queue: JobQueue) -> None:
        """Raise BusyError where no more should be made."""
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


_HELD = _Held()


def _no_atlas(error: AtlasError) -> Response:
    """The answer where the data, or the release that is asked for, cannot be had."""
    if isinstance(error, ReleaseError):  # never another release's figures in its place
        return PlainTextResponse(f"{error}; nothing is exported. Leave `release` out of the "
                                 "address for the newest.\n",
                                 400 if isinstance(error, NotKeptError) else 503)
    return PlainTextResponse(f"The data has problems; nothing is exported. {error}\n", 503)


def _asked(request: Request) -> tuple[str, str]:
    """What is asked for and in which format."""
    what, _, name = request.path_params["name"].partition(".")
    return current_what(what), name


def _unknown(what: str, name: str) -> Response | None:
    """The answer where there is no such file."""
    if name in FORMATS and what in FORMATS[name].whats:
        return None
    known = ", ".join(f"{each}.{key}" for key, other in FORMATS.items() for each in other.whats)
    return PlainTextResponse(f"No such file. There are {known}.\n", 404)


def _read_address(request: Request, sent: bytes) -> tuple[Atlas, Order]:
    """The atlas that an address asks for, and what it asks of it. Raises AtlasError without one."""
    what, name = _asked(request)
    items = tuple(repaired(request.query_params.multi_items()))
    atlas = load_atlas(dict(items).get("release", ""))
    return atlas, Order(what, name, items, tuple(known_names(atlas).releases), sent)


async def _accepted(request: Request, sent: bytes = b"") -> _Accepted | Response:
    """What a request asks for, or the answer that says why it cannot be had."""
    try:
        atlas, order = await asyncio.to_thread(_read_address, request, sent)
    except AtlasError as error:
        return _no_atlas(error)
    if sent:  # by a stranger, so a process that can be ended reads it
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
    """A file sent piece by piece, as fast as it is taken, and closed at the end."""

    def __init__(self, accepted: _Accepted, file: IO[bytes], size: int) -> None:
        self._file, self._size = file, size
        super().__init__(media_type=accepted.format.media_type, headers={
            **_QUIET, "Content-Length": str(size),
            "Content-Disposition": f'attachment; filename="{accepted.file_name}"'})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with self._file, _HELD.holding(self._size):
            await StreamingResponse(_pieces(self._file), self.status_code, self.headers)(
                scope, receive, send)


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece


async def _while_there(request: Request, work: Coroutine[Any, Any, _Result]) -> _Result:
    """What some work gives; it is cancelled when whoever asked goes away."""
    task = asyncio.create_task(work)

    async def listen() -> None:
        while (await request.receive())["type"] != "http.disconnect":  # noqa: ASYNC110
            await asyncio.sleep(0)  # a server that answers at once must not hold up the work
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
    """What is said of a file to whoever asks for no more: it is not made."""
    answer = Response(media_type=accepted.format.media_type, headers={
        **_QUIET, "Content-Disposition": f'attachment; filename="{accepted.file_name}"'})
    del answer.headers["Content-Length"]
    return answer


async def export_file(request: Request) -> Response:
    """`/export/WHAT.FORMAT?mode=gas&...`: the file. Whoever goes away stops the work."""
    what, name = _asked(request)
    if unknown := _unknown(what, name):
        return unknown
    try:
        accepted = await QUICK.run(lambda: _accepted(request))
        if isinstance(accepted, Response):
            return accepted
        if request.method == "HEAD":
            return _about(accepted)
        _HELD.check(accepted.queue)
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
    """`/make/WHAT.FORMAT?...`: lines of JSON that tell how far it is, at last the file in base64.

    Whoever goes away stops the work. A POST sends along what only its page has: `{"overlay":
    {"name", "text"}, "briefing": {…}}`, either or both. It is read for this one file and
    kept nowhere.
    """
    what, name = _asked(request)
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
        _HELD.check(accepted.queue)
    except AtlasError as error:
        return _refused(error)
    except ClientDisconnect:
        return Response(status_code=499)
    return StreamingResponse(_lines(accepted), media_type="application/x-ndjson", headers=_QUIET)


async def _lines(accepted: _Accepted) -> AsyncIterator[bytes]:
    """`{"before": 3}` while it waits, `{"done": 2, "of": 9}`, at last the file or an error."""
    told = asyncio.Queue[dict[str, Any] | None]()
    with tempfile.TemporaryFile() as file:
        async def make() -> int:
            try:
                return await accepted.queue.run(
                    lambda: accepted.write(file, lambda done, of: told.put_nowait(
                        {"done": done, "of": of})),
                    lambda before: told.put_nowait({"before": before}))
            finally:
                told.put_nowait(None)

        task = asyncio.create_task(make())
        try:
            while (line := await told.get()) is not None:
                yield json.dumps(line).encode() + b"\n"
            with _HELD.holding(await task):
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
    """The name, the type and the file itself, piece by piece."""
    about = json.dumps({"name": accepted.file_name, "type": accepted.format.media_type})
    yield f'{about[:-1]}, "file": "'.encode()
    async for piece in _pieces(file):
        yield base64.b64encode(piece)
    yield b'"}\n'
