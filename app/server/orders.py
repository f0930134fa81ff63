"""An order of a file: the items of an address, and data sent with it.

The server itself reads the address. Data sent with it is read by a process that can be ended; see
`app.server.job_process`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.shared.settings import address, notes_address
from geo.briefing.briefing import Briefing, read_briefing
from geo.catalog.catalog import Catalog
from geo.catalog.name_lookup import known_by
from geo.data.errors import AtlasError
from geo.data.json_scan import too_much
from geo.data.reader import parse_json
from geo.export.file_names import file_name as named
from geo.export.registry import FORMATS
from geo.overlay.read_overlay import MAX_BYTES, atlas_extent, read_overlay, with_overlay
from geo.presentation.extract import Extract, Progress, silent
from geo.query.view import read_view
from geo.web.scripts import assets

MAX_SENT = 2 * MAX_BYTES + 1_000_000
"""The most bytes of JSON: enough for the largest overlay with every second byte escaped."""
_MAX_VALUES, _DEEPEST = 20_000, 8
# A briefing of 60 scenes with 60 citations each has about 8,000 values, four deep; the text of an
# overlay is one value.

_SHAPES = ('What was sent along is not {"overlay": {"name": …, "text": …}}, {"briefing": {…}} or '
           'both; nothing else is read.')


@dataclass(frozen=True, slots=True)
class State:
    """A state of the data, from which files are made."""

    catalog: Catalog
    land: Mapping[str, Any]
    briefings: tuple[Briefing, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """An order: `what` in the format `name`, of the view that `items` describe.

    `sent` is the JSON sent with it; `releases` are those that an address may name.
    """

    what: str
    name: str
    items: tuple[tuple[str, str], ...]
    releases: tuple[str, ...]
    sent: bytes = b""


def opened(order: Order, state: State, progress: Progress = silent) -> Extract:
    """Returns the extract for an order's file. Raises AtlasError with a sentence if it has none.

    An address that names something unknown is refused, never answered with a file of something
    else; so is a file that would be too large.
    """
    catalog, briefing = (_read_sent(order.sent, state.catalog) if order.sent
                         else (state.catalog, None))
    items = [(key, text) for key, text in order.items if key != "briefing"]
    view, ignored = read_view(items, known_by(catalog, order.releases))
    if ignored:
        raise AtlasError(f"Nothing here is known as {', '.join(ignored)}.")
    briefing_id = dict(order.items).get("briefing")
    shipped = next((own for own in state.briefings if own.briefing_id == briefing_id), None)
    extract = Extract(catalog, view, state.land, state.briefings, briefing or shipped, assets(),
                      progress, address=address(), notes_to=notes_address())
    FORMATS[order.name].check(extract, order.what)
    return extract


def file_name(order: Order, extract: Extract) -> str:
    """The name of an order's file, which also says what was sent with the order."""
    briefing = extract.briefing if order.what == "briefing" or (
        extract.briefing not in extract.briefings) else None
    return named(order.what, order.name, extract.view, extract.release,
                 *([briefing.briefing_id] if briefing else []),
                 *(["own-lines"] if extract.atlas.overlays else []))


def _read_sent(sent: bytes, catalog: Catalog) -> tuple[Catalog, Briefing | None]:
    """Returns the catalog with the overlay that a page sends, and the briefing that it sends.

    Raises AtlasError with a sentence for anything else, or if it cannot be read.
    """
    if too_much(sent, _MAX_VALUES, _DEEPEST):
        raise AtlasError(f"What was sent along has more than {_MAX_VALUES:,} values, or is nested "
                         f"more than {_DEEPEST} deep; nothing that the atlas reads is.")
    try:
        document = parse_json(sent.decode())
    except ValueError:
        raise AtlasError("What was sent along is not JSON.") from None
    if not isinstance(document, dict) or not document or document.keys() - {"overlay", "briefing"}:
        raise AtlasError(_SHAPES)
    match document.get("overlay"):
        case {"name": str(name), "text": str(text), **rest} if not rest:
            overlay = read_overlay(
                text.encode("utf-8", "surrogatepass"), name, atlas_extent(catalog)
            )
            catalog = with_overlay(catalog, overlay.entries)
        case _ if "overlay" in document:
            raise AtlasError(_SHAPES)
    briefing = document.get("briefing")
    if isinstance(briefing, dict):
        return catalog, read_briefing(json.dumps(briefing, ensure_ascii=True).encode())
    if "briefing" in document:
        raise AtlasError(_SHAPES)
    return catalog, None
