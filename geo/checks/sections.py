"""Where in a document a claim may stand, by headings.csv alone: the document need not be there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from geo.data.errors import quoted
from geo.data.records import Heading
from geo.data.spans import span

_HYPHENS = re.compile(r"[\u00ad\u2010\u2011-]")


def fold(text: str) -> str:
    """White space to single spaces, and hyphens and line-break hyphens away."""
    return re.sub(r"\s+", " ", _HYPHENS.sub("", re.sub(r"-\s*\n\s*", "", text))).strip()


class Sections:
    """The headings of the sources, and the lines between which each source stands.

    `documents` gives the document of each source: several sources may stand in one text file.
    """

    def __init__(self, headings: Iterable[Heading], documents: Mapping[str, str]) -> None:
        self._headings: dict[str, list[Heading]] = {}
        for heading in headings:
            self._headings.setdefault(heading.source_id, []).append(heading)
        self._ends: dict[str, int] = {}
        begins: dict[str, list[tuple[int, str]]] = {}
        for source_id, own in self._headings.items():
            own.sort(key=lambda heading: heading.line)
            document = documents.get(source_id, source_id)
            begins.setdefault(document, []).append((own[0].line, source_id))
        for starts in begins.values():
            ordered = sorted(starts)
            for (_, source_id), (end, _) in pairwise(ordered):
                self._ends[source_id] = end

    def faults(self, source_id: str, section: str, lines: str) -> Iterator[tuple[str, str]]:
        """What is wrong with the section and lines of a claim, as (column, words)."""
        first, last = span(lines)
        own = self._headings.get(source_id)
        if own is None:
            yield "source_id", (
                f"{source_id!r} has no row in headings.csv; add its headings with their lines "
                f"there, or the row {source_id},1, where it begins without one")
            return
        if first < own[0].line:
            yield "lines", (
                f"the text of {source_id!r} begins in line {own[0].line} of its document "
                f"(headings.csv), after line {first}; count lines from the top of the file, or "
                "name the source that stands there")
            return
        above = [heading for heading in own if heading.line <= first][-1]
        if fold(above.heading) != fold(section):
            yield "section", self._wrong_section(own, above, section, first)
        end = self._ends.get(source_id)
        if end is not None and last >= end:
            yield "lines", (f"the text of {source_id!r} ends in line {end - 1} of its document, "
                            f"before line {last}: another source begins there (headings.csv)")

    def _wrong_section(self, own: list[Heading], above: Heading, section: str, first: int) -> str:
        there = (f"the heading above line {first} is {quoted(above.heading)} (line {above.line})"
                 if above.heading else f"no heading stands above line {first}")
        known = [heading.line for heading in own if fold(heading.heading) == fold(section)]
        if not section:
            return f"is blank, but {there}; write it, or mend the lines"
        if known:
            return (f"{quoted(section)} begins in line {known[0]}, but {there}; mend the section "
                    "or the lines")
        return (f"{quoted(section)} is no heading of the source in headings.csv, and {there}; "
                "write that, or add the heading with its line to headings.csv")
