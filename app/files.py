"""Files made on request, beside the pages: at once, or with progress on the way."""

from __future__ import annotations

import asyncio
import base64
import json
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from app.cache import Atlas, known_names, load_atlas
from app.pack import assets
from geo.address import Known, View, read_view
from geo.briefing import Briefing, read_briefing
from geo.catalog import Catalog
from geo.errors import AtlasError
from geo.export import FORMATS, Extract, Format, Progress, StoppedError, export, silent
from geo.load import parse_json
from geo.overlay.reader import MAX_BYTES, ground_of, read_overlay, with_overlay

_MOST_SENT = 2 * MAX_BYTES + 1_000_000
"""Bytes of JSON; a text of the most bytes needs that much when every second one is escaped."""

_QUIET = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


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
    items = [(key, text) for key, text in request.query_params.multi_items() if key != "briefing"]
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
    named = request.query_params.get("briefing")
    shipped = next((each for each in atlas.briefings if each.briefing_id == named), None)
    return _Order(atlas, catalog, view, what, name, briefing or shipped)


def export_file(request: Request) -> Response:
    """`/export/WHAT.FORMAT?mode=gas&...`: the file."""
    order = _order(request)
    if isinstance(order, Response):
        return order
    try:
        data = export(order.extract(), order.what, order.name)
    except AtlasError as error:
        return PlainTextResponse(f"{error}\n", 400)
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
        if len(sent) > _MOST_SENT:
            return PlainTextResponse(f"More than {_MOST_SENT:,} bytes were sent along.\n", 413)
    order = await asyncio.to_thread(_order, request, bytes(sent))
    if isinstance(order, Response):
        return order
    return StreamingResponse(_lines(order), media_type="application/x-ndjson", headers=_QUIET)


async def _lines(order: _Order) -> AsyncIterator[str]:
    loop, told = asyncio.get_running_loop(), asyncio.Queue[dict[str, Any]]()
    stopped = threading.Event()

    def progress(done: int, of: int) -> None:
        if stopped.is_set():
            raise StoppedError
        loop.call_soon_threadsafe(told.put_nowait, {"done": done, "of": of})

    def work() -> dict[str, Any]:
        try:
            data = export(order.extract(progress), order.what, order.name)
        except AtlasError as error:
            return {"error": str(error)}
        except StoppedError:
            return {"error": "stopped"}
        except OSError as error:
            return {"error": f"the file could not be written: {error.strerror}"}
        return {"name": order.filename, "type": order.made.media_type,
                "file": base64.b64encode(data).decode("ascii")}

    task = asyncio.create_task(asyncio.to_thread(work))
    task.add_done_callback(lambda done: told.put_nowait(
        {"error": "stopped"} if done.cancelled() else done.result()))
    try:
        while True:
            line = await told.get()
            yield json.dumps(line) + "\n"
            if "of" not in line:
                return
    finally:
        stopped.set()
