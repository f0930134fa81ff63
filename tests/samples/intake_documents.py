"""Documents made for tests, with the date a curator would enter and what is to be found in them."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from geo.intake.document import Document, Imprint
from geo.intake.reading import read_document

FOLDER = Path(__file__).parent / "intake"


@cache
def rows_of(name: str) -> tuple[MappingProxyType[str, str], ...]:
    """The rows of a list of the folder."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(MappingProxyType(row) for row in csv.DictReader(file))


NAMES = tuple(row["document"] for row in rows_of("documents.csv"))


@cache
def made(name: str) -> Document:
    """A document of the folder, with its date."""
    published = next(row["published"] for row in rows_of("documents.csv")
                     if row["document"] == name)
    document = read_document(FOLDER / name)
    return replace(document, imprint=replace(document.imprint, published=published))


def of_lines(*lines: str, published: str = "2026-02", title: str = "") -> Document:
    """A plain document of some lines."""
    return Document("made.txt", "txt", "0" * 64, lines,
                    imprint=Imprint(title=title, published=published))
