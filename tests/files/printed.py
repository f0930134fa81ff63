"""A printed document read back: its words without white space, and where its links lead."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any, cast

from pypdf import PdfReader

from geo.catalog.catalog import Catalog
from geo.export.pdf.pages import dossier, table
from geo.presentation.extract import Extract
from geo.query.view import View
from tests.conftest import shipped, shipped_land

_BARE = re.compile(r"\s+")


def bare(words: str) -> str:
    """A text without its white space, so that it can be found across lines and columns."""
    return _BARE.sub("", words)


def opened(catalog: Catalog, route_id: str) -> bytes:
    """A route's dossier, drawn anew."""
    return dossier(Extract(catalog, View(opened=route_id), shipped_land()), "dossier")


def printed(catalog: Catalog, what: str) -> bytes:
    """The table of all routes or claims, drawn anew."""
    return table(Extract(catalog, View()), what)


@cache
def shipped_dossier(route_id: str) -> bytes:
    """The dossier of a shipped route, drawn once."""
    return opened(shipped(), route_id)


@cache
def shipped_table(what: str) -> bytes:
    """A table of the shipped data, drawn once."""
    return printed(shipped(), what)


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data), strict=True)


@cache
def said(data: bytes) -> str:
    """All the text of a document without white space."""
    return bare("".join(page.extract_text() for page in read(data).pages))


def links(data: bytes) -> set[str]:
    """What the links of a document lead to: `inside`, or the kind of action."""
    found = set()
    for page in read(data).pages:
        for link in cast("dict[str, Any]", page).get("/Annots", ()):
            action = link.get_object().get("/A")
            found.add("inside" if action is None else str(action["/S"]))
    return found
