"""A source as it is entered: the id that is proposed for it, and what the atlas has like it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from app.desk.drawing.route_sketch import id_of
from geo.catalog.catalog import Catalog
from geo.claims.wording import date_words
from geo.data.folding import folded
from geo.data.records import Source
from geo.data.schema import TABLES
from geo.intake.document import Document

_WORDS_OF_AN_ID = 4


def source_id_for(row: Mapping[str, str], taken: Collection[str]) -> str:
    """Returns a free id for a source: its publisher, or else its title, and its day.

    All scripts are written in plain Latin letters.
    """
    named = folded(row.get("publisher", "") or row.get("title", "")).split()[:_WORDS_OF_AN_ID]
    return id_of(" ".join((*named, row.get("published", ""))), taken)


def known_source(document: Document, catalog: Catalog) -> dict[str, str]:
    """Returns the row of the source whose text a document is; nothing where there is none."""
    for source in catalog.sources.values():
        if source.sha256 and source.sha256 == document.text_sha256:
            return {name: str(getattr(source, name)) for name in TABLES["sources"].column_names}
    return {}


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _words(source: Source) -> str:
    return f"“{source.title}”, {source.publisher}, {date_words(source.published)}"


def _same_story(row: Mapping[str, str], source: Source) -> bool:
    speaker = folded(row.get("origin") or row.get("publisher", ""))
    return bool(speaker) and len(row.get("published", "")) == len("2026-11-20") and (
        folded(source.speaker) == speaker and source.published == row["published"])


def source_answer(row: Mapping[str, str], catalog: Catalog, waiting: Collection[str] = ()
                  ) -> dict[str, Any]:
    """Returns the answer to `POST /api/source`: what is to be said of a source as it is typed.

    `source_id` is a free one. `taken` says whose id the entered one is, `remarks` what else the
    atlas has of the same speaker and day. `like` has the publisher, kind and perspective of the
    newest source of the same host. `waiting` are ids of sources that only waiting claims cite.
    """
    free = source_id_for(row, {*catalog.sources, *waiting})
    entered = row.get("source_id", "")
    taken = ""
    if owner := catalog.sources.get(entered):
        taken = (f"{entered} is the id of {_words(owner)}. Keep it only for a new edition of that "
                 f"text; {free} is free.")
    elif entered in waiting:
        taken = (f"{entered} is the id of a source whose claims wait for a second reading; {free} "
                 "is free.")
    remarks = [f"{_words(source)} ({source.source_id}) is of the same speaker and day: perhaps the "
               "same story." for source in catalog.sources.values()
               if source.source_id != entered and _same_story(row, source)]
    host = _host(row.get("address", ""))
    of_host = [source for source in catalog.sources.values()
               if host and _host(source.address) == host]
    newest = max(of_host, key=lambda source: source.published, default=None)
    like = {} if newest is None else {"publisher": newest.publisher, "kind": newest.kind,
                                      "perspective": newest.perspective}
    return {"source_id": free, "taken": taken, "remarks": remarks[:3], "like": like}
