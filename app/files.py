"""Files made on request, beside the pages: at once, or with progress on the way."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from app.cache import Atlas, known_names, load_atlas
from app.pack import assets
from app.workshop import BusyError, Workshop
from geo.address import Known, View, read_view
from geo.briefing import Briefing, read_briefing
from geo.catalog import Catalog
from geo.errors import AtlasError
from geo.export import FORMATS, Extract, Format, Progress, StoppedError, export, silent
from geo.link_repair import repaired
from geo.load import parse_json
from geo.overlay.reader import MAX_BYTES, ground_of, read_overlay, with_overlay

MOST_SENT = 2 * MAX_BYTES + 1_000_000
"""Bytes of JSON; a text of the most bytes needs that much when every second one is escaped."""

LOG = logging.getLogger(__name__)
_FAULT = "it could not be made, by a fault of the atlas; the server's log says why"

SLOW = Workshop("slow-files", hands=2, most=12, seconds=30)
"""Makes what takes seconds: two at a time, as more would only hold up whoever clicks."""
QUICK = Workshop("quick-files", hands=4, most=64, seconds=5)
"""Reads orders, and makes what is made at once."""

_QUIET = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


class NotWrittenError(AtlasError):
    """A file that the machine had no room for, or no way to write."""


@dataclass(frozen=True, slots=True)
class _Order:
    """A file that was asked for and can be made."""

    atlas: Atlas
    catalog: Catalog
    view: View
    what: str
    name: str
    briefing: Briefing | None = None

    @property
    def made(self) -> Format:
        return FORMATS[self.name]

    def extract(self, progress: Progress = silent) -> Extract:
        atlas = self.atlas
        return Extract(self.catalog, self.view, atlas.land, atlas.briefings, self.briefing,
                       assets(), progress, atlas.grounds)

    @property
    def workshop(self) -> Workshop:
        return SLOW if self.made.slow else QUICK

    def write(self, progress: Progress = silent) -> bytes:
        """The file. Raises AtlasError with a sentence where it cannot be made or written."""
        try:
            return export(self.extract(progress), self.what, self.name)
        except OSError as error:
            raise NotWrittenError(
                f"The file could not be written: {error.strerror or error}.") from error

    @property
    def filename(self) -> str:
        subject = self.view.opened if self.what == "dossier" else self.what
        suffix = "-raw" if self.name == "csv-raw" else ""
        release = self.atlas.catalog.release
        return f"corridor-atlas-{subject}-{release}{suffix}.{self.made.ending}"


def _read_sent(sent: bytes, catalog: Catalog) -> tuple[Catalog, Briefing | None]:
    """The catalog with the overlay that a page sends along, and the briefing that it does.

    Raises AtlasError with a sentence where either cannot be read.
    """
    try:
        document = parse_json(sent.decode())
    except ValueError:
        raise AtlasError("What was sent along is not JSON.") from None
    overlay = document.get("overlay") if isinstance(document, dict) else None
    briefing = document.get("briefing") if isinstance(document, dict) else None
    if isinstance(overlay, dict):
        name, text = overlay.get("name"), overlay.get("text")
        if not isinstance(name, str) or not isinstance(text, str):
            raise AtlasError("The overlay that was sent along has no name or no text.")
        read = read_overlay(text.encode("utf-8", "surrogatepass"), name, ground_of(catalog))
        catalog = with_overlay(catalog, read.entries)
    if briefing is None:
        return catalog, None
    return catalog, read_briefing(json.dumps(briefing, ensure_ascii=True).encode())


def _order(request: Request, sent: bytes = b"") -> _Order | Response:
    """What a request asks for, or the answer that says why it cannot be had.

    An address that names something unknown is answered 400 with the word, never with a file that
    holds something else than was asked for.
    """
    what, _, name = request.path_params["name"].partition(".")
    made = FORMATS.get(name)
    if made is None or what not in made.whats:
        known = ", ".join(f"{each}.{key}" for key, other in FORMATS.items() for each in other.whats)
        return PlainTextResponse(f"No such file. There are {known}.\n", 404)
    asked = repaired(request.query_params.multi_items())
    items = [(key, text) for key, text in asked if key != "briefing"]
    try:
        atlas = load_atlas(dict(items).get("release", ""))
    except AtlasError as error:
        return PlainTextResponse(f"The data has problems; nothing is exported. {error}\n", 503)
    try:
        catalog, briefing = _read_sent(sent, atlas.catalog) if sent else (atlas.catalog, None)
    except AtlasError as error:
        return PlainTextResponse(f"{error}\n", 400)
    names = known_names(atlas)
    view, ignored = read_view(items, Known(catalog.known_words, catalog.subjects, names.releases))
    if ignored:
        return PlainTextResponse(f"Nothing here is known as {', '.join(ignored)}.\n", 400)
    named = dict(asked).get("briefing")
    shipped = next((each for each in atlas.briefings if each.briefing_id == named), None)
    return _Order(atlas, catalog, view, what, name, briefing or shipped)


def _busy(error: BusyError) -> Response:
    """The answer while too many orders wait."""
    return PlainTextResponse(f"{error}\n", 503, headers={
        **_QUIET, "Retry-After": str(error.seconds)})


async def export_file(request: Request) -> Response:
    """`/export/WHAT.FORMAT?mode=gas&...`: the file."""
    try:
        order = await QUICK.do(partial(_order, request))
        if isinstance(order, Response):
            return order
        data = await order.workshop.do(order.write)
    except BusyError as error:
        return _busy(error)
    except AtlasError as error:
        status = 500 if isinstance(error, NotWrittenError) else 400
        return PlainTextResponse(f"{error}\n", status)
    return Response(data, media_type=order.made.media_type, headers={
        **_QUIET, "Content-Disposition": f'attachment; filename="{order.filename}"'})


async def make_file(request: Request) -> Response:
    """`/make/WHAT.FORMAT?...`: lines of JSON that tell how far it is, at last the file in base64.

    Whoever goes away stops the work. A POST sends along what only its page has: `{"overlay":
    {"name", "text"}}` or `{"briefing": {…}}`. It is read for this one file and kept nowhere.
    """
    sent = bytearray()
    async for part in request.stream():
        sent += part
        if len(sent) > MOST_SENT:
            return PlainTextResponse(f"More than {MOST_SENT:,} bytes were sent along.\n", 413)
    try:
        order = await QUICK.do(partial(_order, request, bytes(sent)))
        if isinstance(order, Response):
            return order
        order.workshop.check()
    except BusyError as error:
        return _busy(error)
    return StreamingResponse(_lines(order), media_type="application/x-ndjson", headers=_QUIET)


async def _last_line(order: _Order, progress: Progress, tell: Callable[[int], None]
                     ) -> dict[str, Any]:
    """The file, or why there is none; whatever happens, there is a last line."""
    try:
        data = await order.workshop.do(partial(order.write, progress), tell)
    except StoppedError:
        return {"error": "stopped"}
    except AtlasError as error:
        return {"error": str(error)}
    except Exception:
        LOG.exception("%s.%s could not be made", order.what, order.name)
        return {"error": _FAULT}
    return {"name": order.filename, "type": order.made.media_type,
            "file": base64.b64encode(data).decode("ascii")}


async def _lines(order: _Order) -> AsyncIterator[str]:
    """`{"before": 3}` while it waits, `{"done": 2, "of": 9}`, at last the file or an error."""
    loop, told = asyncio.get_running_loop(), asyncio.Queue[dict[str, Any]]()
    stopped = threading.Event()

    def progress(done: int, of: int) -> None:
        if stopped.is_set():
            raise StoppedError
        loop.call_soon_threadsafe(told.put_nowait, {"done": done, "of": of})

    async def make() -> None:
        told.put_nowait(await _last_line(
            order, progress, lambda before: told.put_nowait({"before": before})))

    task = asyncio.create_task(make())
    try:
        while True:
            line = await told.get()
            yield json.dumps(line) + "\n"
            if "file" in line or "error" in line:
                return
    finally:
        stopped.set()
        task.cancel()
