"""The pages of a PDF as pieces of text and their places, read by a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from geo.data.errors import AtlasError
from geo.intake.formats.characters import has_words, one_line

_PROGRAM: Final = "geo.intake.formats.pdf_glyphs"
_LEADER: Final = re.compile(r"(?: ?[.\u2026\u00b7]){5,} ?")
"""Dots that lead the eye over a table of contents."""
_MOST_SECONDS: Final = 90
_ERRORS: Final[Mapping[str, str]] = {
    "password": "has a password; save it without one",
    "broken": "is a broken PDF; open it in a reader of PDF and save or print it anew",
    "pages": "has {count:,} pages; at most 1,500 are read; give the pages that matter",
    "letters": "has {count:,} letters and more; give the pages that matter"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters in a row on a page; lengths in points, `base` upwards from the foot of the page."""

    text: str
    left: float
    right: float
    base: float
    em: float
    bold: bool


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page, counted from 1; `objects` is how many things are drawn on it, -1 if it is broken."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    objects: int


@dataclass(frozen=True, slots=True)
class PdfPages:
    """The pages of a PDF and what its metadata says."""

    pages: tuple[PdfPage, ...]
    meta: Mapping[str, str]


def read_pages(data: bytes, name: str) -> PdfPages:
    """Reads the pages of a PDF; raises AtlasError, in a sentence, where that cannot be done."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run([sys.executable, "-m", _PROGRAM], input=data, capture_output=True,  # noqa: S603
                              timeout=_MOST_SECONDS, check=False, env=environment)
        said: dict[str, Any] = json.loads(done.stdout) if not done.returncode else {}
    except subprocess.TimeoutExpired as error:
        raise AtlasError(f"{name} takes more than {_MOST_SECONDS} seconds to read, which no "
                         "document needs; print it to a new PDF") from error
    except ValueError:
        said = {}
    if not said:
        lines = done.stderr.decode("utf-8", "replace").splitlines() if done.returncode > 0 else []
        reason = f" ({one_line(lines[-1])[:200]})" if lines else ""
        raise AtlasError(f"{name} cannot be read{reason}: it is broken, or made so that no program "
                         "reads it; print it to a new PDF")
    if "error" in said:
        raise AtlasError(f"{name} {_ERRORS[said['error']].format(count=said.get('count', 0))}")
    return PdfPages(tuple(_page(number, page) for number, page in enumerate(said["pages"], 1)),
                    {str(key): one_line(str(value)) for key, value in said["meta"].items()})


def _page(number: int, page: Mapping[str, Any]) -> PdfPage:
    width, height = page["size"]
    pieces = tuple(Piece(text, left, right, base, em, bool(bold))
                   for words, left, right, base, em, bold in page["pieces"]
                   if (text := _LEADER.sub(" \N{HORIZONTAL ELLIPSIS} ", one_line(words)).strip()))
    has_text = any(has_words(piece.text) for piece in pieces)
    return PdfPage(number, width, height, pieces if has_text else (), page["objects"])
