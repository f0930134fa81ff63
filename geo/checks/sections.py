"""Sections: where in a document a claim may stand, by headings.csv alone, without the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from geo.data.errors import quoted
from geo.data.records import Heading
from geo.data.spans import span

_HYPHENS = re.compile(r"[\u00ad\u2010\u2011-]")


def fold(text: str) -> str:
    """Reduces white space to single spaces and removes hyphens and line-break hyphens."""
    return re.sub(r"\s+", " ", _HYPHENS.sub("", re.sub(r"-\s*\n\s*", "", text))).strip()


class Sections:
    """The headings of the sources, and the lines between which the text of each source lies.

    `documents` gives the document of each source: one text file may hold several sources.
    """

    def __init__(self, headings: Iterable[Heading], documents: Mapping[str, str]) -> None:
        self._headings: dict[str, list[Heading]] = {}
        for heading in headings:
            self._headings.setdefault(heading.source_id, []).append(heading)
        self._ends: dict[str, int] = {}
        begins: dict[str, list[tuple[int, str]]] = {}
        for source_id, source_headings in self._headings.items():
            source_headings.sort(key=lambda heading: heading.line)
            document = documents.get(source_id, source_id)
            begins.setdefault(document, []).append((source_headings[0].line, source_id))
        for starts in begins.values():
            ordered = sorted(starts)
            for (_, source_id), (end, _) in pairwise(ordered):
                self._ends[source_id] = end

    def faults(self, source_id: str, section: str, lines: str) -> Iterator[tuple[str, str]]:
        """Yields what is wrong with the section and lines of a claim, as (column, words)."""
        first, last = span(lines)
        headings = self._headings.get(source_id)
        if headings is None:
            yield "source_id", (
                f"{source_id!r} has no row in headings.csv; add its headings with their lines "
                f"there, or the row {source_id},1, where it begins without one")
            return
        if first < headings[0].line:
            yield "lines", (
                f"the text of {source_id!r} begins in line {headings[0].line} of its document "
                f"(headings.csv), after line {first}; count lines from the top of the file, or "
                "name the source that stands there")
            return
        above = [heading for heading in headings if heading.line <= first][-1]
        if fold(above.heading) != fold(section):
            yield "section", self._wrong_section(headings, above, section, first)
        end = self._ends.get(source_id)
        if end is not None and last >= end:
            yield "lines", (f"the text of {source_id!r} ends in line {end - 1} of its document, "
                            f"before line {last}: another source begins there (headings.csv)")

    def _wrong_section(
        self, headings: list[Heading], above: Heading, section: str, first: int
    ) -> str:
        actual = (f"the heading above line {first} is {quoted(above.heading)} (line {above.line})"
                  if above.heading else f"no heading stands above line {first}")
        lines = [heading.line for heading in headings if fold(heading.heading) == fold(section)]
        if not section:
            return f"is blank, but {actual}; write it, or mend the lines"
        if lines:
            return (f"{quoted(section)} begins in line {lines[0]}, but {actual}; mend the section "
                    "or the lines")
        return (f"{quoted(section)} is no heading of the source in headings.csv, and {actual}; "
                "write that, or add the heading with its line to headings.csv")
