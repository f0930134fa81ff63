"""Checks of every claim against its document, as `corridor-atlas verify` runs them.

A reader can repeat it with grep: the printed words are on exactly the lines cited, under the
section named, and the value is the number they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.catalog.catalog import Catalog
from geo.checks.sections import Sections, fold
from geo.claims.printed_numbers import value_faults
from geo.data.errors import Problem
from geo.data.files import read_file
from geo.data.records import Claim, Relation
from geo.data.spans import span

MAX_PRINTED_WORDS = 24
"""Figures and a few printed words are copied from a document; sentences are not."""
_SEARCHED_LINES = 3
"""The number of lines the words may take when they are searched in the whole document."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The problems that a check against the documents found, and counts of what was checked."""

    problems: tuple[Problem, ...]
    counts: Mapping[str, int]


def _documents(catalog: Catalog, folder: Path) -> Iterator[tuple[str, list[str] | str]]:
    for source in catalog.sources.values():
        if not source.at_hand:
            continue
        place = (folder / source.document).resolve()  # documents may be links of the curator's
        try:
            text = read_file(place.parent, place.name).decode("utf-8-sig")
        except OSError as error:
            yield source.source_id, f"{source.document} cannot be read: {error.strerror}"
        except UnicodeDecodeError as error:
            yield source.source_id, f"{source.document} is not UTF-8 at byte {error.start}"
        else:
            yield source.source_id, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _stands(printed: str, lines: list[str], first: int, last: int) -> bool:
    return fold(printed) in fold("\n".join(lines[first - 1:last]))


def _where(printed: str, lines: list[str]) -> str:
    """Returns where in the document the words are, or that they are not, as a next step."""
    for wide in range(_SEARCHED_LINES):
        for first in range(1, len(lines) - wide + 1):
            if _stands(printed, lines, first, first + wide):
                return f"they stand in {first}-{first + wide}"
    return "nor anywhere in the document; print the words exactly as it does"


def _place_faults(cited: Claim | Relation, lines: list[str]) -> Iterator[tuple[str, str]]:
    first, last = span(cited.lines)
    if last > len(lines):
        yield "lines", f"{cited.lines}: the document has {len(lines)} lines"
    elif not _stands(cited.printed, lines, first, last):
        yield "printed", (f"{cited.printed!r} does not stand in lines {cited.lines}; "
                          f"{_where(cited.printed, lines)}")
    elif first < last and (_stands(cited.printed, lines, first + 1, last)
                           or _stands(cited.printed, lines, first, last - 1)):
        yield "lines", f"{cited.lines} is wider than the lines on which the printed words stand"
    if len(cited.printed.split()) > MAX_PRINTED_WORDS:
        yield "printed", f"longer than {MAX_PRINTED_WORDS} words; quote less"


def _heading_problems(catalog: Catalog,
                      documents: Mapping[str, list[str] | str]) -> Iterator[Problem]:
    for row, heading in enumerate(catalog.headings, 2):
        lines = documents.get(heading.source_id)
        if isinstance(lines, list) and heading.heading:
            text = fold("\n".join(lines[heading.line - 1:heading.line + 2]))
            if not text.startswith(fold(heading.heading)):
                yield Problem("headings.csv", row, "heading",
                              f"{heading.heading!r} does not begin line {heading.line}")


def _faults(cited: Claim | Relation, lines: list[str] | str,
            sections: Sections) -> Iterator[tuple[str, str]]:
    if isinstance(lines, str):
        yield "source_id", lines
        return
    yield from _place_faults(cited, lines)
    yield from sections.faults(cited.source_id, cited.section, cited.lines)


def verify(catalog: Catalog, folder: Path) -> Verification:
    """Checks every claim, relation and heading against the documents in `folder`.

    For a claim from a reference, whose text is not here, only the value is checked against the
    printed words; `counts` says how many such claims there are.
    """
    documents = dict(_documents(catalog, folder))
    sections = Sections(catalog.headings, {
        source_id: source.document for source_id, source in catalog.sources.items()})
    problems = list(_heading_problems(catalog, documents))
    tables: tuple[tuple[str, Iterable[Claim | Relation]], ...] = (
        ("claims.csv", catalog.claims), ("relations.csv", catalog.relations))
    for file, rows in tables:
        for number, cited in enumerate(rows, 2):
            faults = ([] if cited.source_id not in documents
                      else list(_faults(cited, documents[cited.source_id], sections)))
            if isinstance(cited, Claim):
                faults += value_faults(cited, catalog.sources[cited.source_id].published)
            problems += [Problem(file, number, field, message) for field, message in faults]
    return Verification(tuple(problems), {
        "documents": len({catalog.sources[source_id].document for source_id in documents}),
        "claims": len(catalog.claims), "relations": len(catalog.relations),
        "headings": len(catalog.headings),
        "from references": sum(claim.source_id not in documents for claim in catalog.claims)})
