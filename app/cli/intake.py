"""The command `corridor-atlas intake`: what a document says, as candidates for claims."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from geo.catalog.catalog import Catalog
from geo.claims.wording import value_words
from geo.data.attributes import ATTRIBUTES
from geo.data.errors import AtlasError
from geo.data.files import read_file
from geo.data.plural import plural
from geo.intake.candidate import Candidate
from geo.intake.candidate_json import as_json, load
from geo.intake.document import Document
from geo.intake.holdings import as_claim

_HEAD = ("place", "subject", "attribute", "value", "printed", "the atlas holds")
_WIDEST = (12, 34, 14, 30, 44, 60)
"""The most letters of each column of the table; more is cut."""


def add_intake(parser: argparse.ArgumentParser) -> None:
    """Adds the options of `intake`."""
    parser.add_argument("file", type=Path, metavar="FILE",
                        help="a document: txt, md, html, pdf or docx")
    parser.add_argument("--json", action="store_true", help="print the candidates as JSON")
    parser.add_argument("--candidates", type=Path, metavar="FILE", help="show the candidates of "
                        "another tool, in the form of --json, in place of those found; what does "
                        "not stand in the document is refused")


def _loaded(path: Path, document: Document, catalog: Catalog
            ) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    place = path.resolve()
    try:
        text = read_file(place.parent, place.name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AtlasError(f"{path.name} is not UTF-8; save it as UTF-8") from None
    loaded = load(text, document, catalog)
    return loaded.candidates, loaded.refused


def _place(candidate: Candidate) -> str:
    page = f"p. {candidate.anchor.page}, " if candidate.anchor.page else ""
    return f"{page}{candidate.anchor.lines}"


def _value(candidate: Candidate) -> str:
    said = value_words(as_claim(candidate))
    return said + (f", {candidate.period}" if candidate.period else "") + (
        f" ({candidate.scope})" if candidate.scope else "")


def _row(candidate: Candidate, catalog: Catalog) -> tuple[str, ...]:
    subject = catalog.name_of(candidate.subject_id) if candidate.subject_id else "?"
    held = "; ".join(f"{each.verdict}: {each.words}" for each in candidate.held)
    return (_place(candidate), subject, ATTRIBUTES[candidate.attribute].label, _value(candidate),
            f"“{candidate.printed}”", held)


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yields the lines of a table, its columns as wide as their widest cell."""
    cut = [tuple(cell if len(cell) <= widest else f"{cell[:widest - 1]}…"
                 for cell, widest in zip(row, _WIDEST, strict=True)) for row in (_HEAD, *rows)]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    for row in cut:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def intake(arguments: argparse.Namespace, catalog: Catalog) -> int:
    """Prints the candidates of a document; exits with 1 where some of another tool are refused."""
    from geo.intake.finding import candidates  # noqa: PLC0415 - slow to load, for few commands
    from geo.intake.reading import read_document  # noqa: PLC0415

    document = read_document(arguments.file)
    refused: tuple[str, ...] = ()
    if arguments.candidates:
        found, refused = _loaded(arguments.candidates, document, catalog)
    else:
        found = candidates(document, catalog)
    for line in refused:
        print(line, file=sys.stderr)
    if arguments.json:
        print(as_json(found), end="")
        return int(bool(refused))
    if found:
        print("\n".join(_table([_row(candidate, catalog) for candidate in found])))
    print(f"{arguments.file.name}: {plural(len(found), 'candidate')}")
    return int(bool(refused))
