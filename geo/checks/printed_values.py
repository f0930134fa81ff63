"""Checks of claims that need no document: the value against the printed words, and the lines.

Most slips of a curator show without the document: the printed words say 70, the value 75; the
section named is not the heading above the lines; the words are too few for so many lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.checks.cells import date_fault, number_fault
from geo.checks.sections import Sections
from geo.claims.printed_numbers import value_faults
from geo.data.attributes import ATTRIBUTES
from geo.data.csv_table import Row
from geo.data.errors import Problem, Problems
from geo.data.reader import RawData, split
from geo.data.records import Claim, Heading
from geo.data.spans import SPAN, span

_LINES_FOR_A_WORD = 2
"""A printed word takes one line; a blank line may lie between two of a claim's lines."""
MAX_PRINTED_WORDS = 24
"""Figures and a few printed words are copied from a document; sentences are not."""
MAX_WORDS_OF_A_PAGE = 15
"""The same of a public page."""


def length_fault(printed: str, *, at_hand: bool) -> str:
    """Returns that more is copied of a text at hand, or of a page, than may be; else blank.

    The sign `…` for words left out is none.
    """
    most = MAX_PRINTED_WORDS if at_hand else MAX_WORDS_OF_A_PAGE
    words = sum(word != "\u2026" for word in printed.split())
    return f"longer than {most} words; quote less" if words > most else ""


def claim_of(row: Row) -> Claim | None:
    """Returns the claim of a row; None where a cell is too wrong to be read."""
    cells = dict(row.cells)
    attribute = ATTRIBUTES.get(cells["attribute"])
    if attribute is None or date_fault(cells["as_of"]) or (
            cells["unit"] not in (attribute.units or ("",))):
        return None
    if attribute.kind in ("number", "date"):
        fault = date_fault if cells["unit"] == "date" else number_fault
        if any(fault(cells[name]) for name in ("value", "value_high")
               if cells[name] or name == "value"):
            return None
    qualifier = tuple(split(cells.pop("qualifier")))
    return Claim(**cells, qualifier=qualifier)


def _headings(raw: RawData) -> Iterator[Heading]:
    for row in raw.tables.get("headings", ()):
        line = row.cells["line"]
        if line.isascii() and line.isdecimal():
            yield Heading(row.cells["source_id"], int(line), row.cells["heading"])


def _citation_faults(cells: Mapping[str, str], sections: Sections | None
                     ) -> Iterator[tuple[str, str]]:
    first, last = span(cells["lines"])
    words = len(cells["printed"].split())
    if last - first >= max(words * _LINES_FOR_A_WORD, 1):
        yield "lines", (f"{cells['lines']} are {last - first + 1:,} lines, too many for "
                        f"{words} printed words; name the lines on which these stand")
    elif first <= last and sections:
        yield from sections.faults(cells["source_id"], cells["section"], cells["lines"])


def claim_problems(raw: RawData) -> list[Problem]:
    """Returns claims whose value differs from their words, or that do not fit their lines.

    A row with a cell that cannot be read is left to `geo.checks.tables`.
    """
    problems = Problems()
    sources = {row.cells["source_id"]: row.cells for row in raw.tables.get("sources", ())}
    documents = {source_id: cells["document"] for source_id, cells in sources.items()}
    sections = None if "headings" in raw.unread else Sections(_headings(raw), documents)
    for table in ("claims", "relations"):
        for row in raw.tables.get(table, ()):
            source = sources.get(row.cells["source_id"])
            if source is None:
                continue
            faults = (_citation_faults(row.cells, sections)
                      if source["document"] and SPAN.fullmatch(row.cells["lines"])
                      else ())
            problems.extend(row.problem(column, words) for column, words in faults)
            if too_long := length_fault(row.cells["printed"], at_hand=bool(source["document"])):
                problems.append(row.problem("printed", too_long))
            claim = claim_of(row) if table == "claims" else None
            if claim and not date_fault(source["published"]):
                problems.extend(row.problem(column, words) for column, words
                                in value_faults(claim, source["published"]))
    return problems.listed()
