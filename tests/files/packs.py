"""The offline pack read back as a page: its scripts, styles and addresses, and what they hold."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any

from geo.briefing.briefing import Briefing
from geo.export.pack import pack as pack_module
from geo.presentation.extract import Extract
from geo.web.scripts import assets

_CLAIM_AT = re.compile(r'<i data-at="(\d+)"></i>')


def pack(extract: Extract, briefings: Sequence[Briefing] = ()) -> bytes:
    return pack_module.pack(extract, briefings, assets())


class _Page(HTMLParser):
    """The scripts, styles and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self.addresses: list[str] = []
        self._open: tuple[str, dict[str, str | None]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag in ("script", "style"):
            self._open = tag, dict(attrs)

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.append((*self._open, data))

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[0]:
            self._open = None


def parsed(data: bytes) -> _Page:
    page = _Page()
    page.feed(data.decode())
    return page


def held(data: bytes, name: str = "pack-data") -> dict[str, Any]:
    """The JSON of one element of the page."""
    text = "".join(text for tag, attributes, text in parsed(data).texts
                   if tag == "script" and attributes.get("id") == name)
    found: dict[str, Any] = json.loads(text)
    return found


def dossiers_of(data: bytes) -> dict[str, str]:
    """The markup of each dossier of the page, by id."""
    text = "".join(text for tag, attributes, text in parsed(data).texts
                   if tag == "script" and attributes.get("id") == "pack-dossiers")
    kept = json.loads(zlib.decompress(base64.b64decode(text)))
    return {subject: _CLAIM_AT.sub(lambda place: kept["claims"][int(place[1])], markup)
            for subject, markup in kept["dossiers"].items()}


def texts_of(node: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts_of(value)
