"""Every claim held against its document: what `corridor-atlas verify` does.

A reader can repeat it with grep: the printed words stand on exactly the lines cited, under the
section named, and the value is the number they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.attributes import ATTRIBUTES
from geo.catalog import Catalog
from geo.errors import Problem
from geo.figures import date_faults, number_faults
from geo.records import Fact, Heading, Relation

_HYPHENS = re.compile(r"[\u00ad\u2010\u2011-]")
MAX_PRINTED_WORDS = 24
"""Figures and a few printed words carry over from a document; sentences do not."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was held against the documents, and what did not stand."""

    problems: tuple[Problem, ...]
    counts: Mapping[str, int]


def fold(text: str) -> str:
    """White space to single spaces, and hyphens and line-break hyphens away."""
    return re.sub(r"\s+", " ", _HYPHENS.sub("", re.sub(r"-\s*\n\s*", "", text))).strip()


def _documents(catalog: Catalog, folder: Path) -> Iterator[tuple[str, list[str] | str]]:
    for source in catalog.sources.values():
        if source.kind == "reference":
            continue
        try:
            text = (folder / source.document).read_text(encoding="utf-8")
        except OSError as error:
            yield source.source_id, f"{source.document} cannot be read: {error.strerror}"
        else:
            yield source.source_id, text.split("\n")


def _span(lines: str) -> tuple[int, int]:
    first, last = lines.split("-")
    return int(first), int(last)


def _stands(printed: str, lines: list[str], first: int, last: int) -> bool:
    return fold(printed) in fold("\n".join(lines[first - 1:last]))


def _place_faults(cited: Fact | Relation, lines: list[str]) -> Iterator[tuple[str, str]]:
    first, last = _span(cited.lines)
    if last > len(lines):
        yield "lines", f"{cited.lines}: the document has {len(lines)} lines"
    elif not _stands(cited.printed, lines, first, last):
        yield "printed", f"{cited.printed!r} does not stand in lines {cited.lines}"
    elif first < last and (_stands(cited.printed, lines, first + 1, last)
                           or _stands(cited.printed, lines, first, last - 1)):
        yield "lines", f"{cited.lines} is wider than the lines on which the printed words stand"
    if len(cited.printed.split()) > MAX_PRINTED_WORDS:
        yield "printed", f"longer than {MAX_PRINTED_WORDS} words; quote less"


def _section_faults(cited: Fact | Relation,
                    headings: dict[str, list[Heading]]) -> Iterator[tuple[str, str]]:
    first, last = _span(cited.lines)
    own = [h for h in headings.get(cited.source_id, ()) if h.line <= first]
    if not own:
        yield "source_id", f"line {first} stands before {cited.source_id!r} begins"
        return
    above = max(own, key=lambda heading: heading.line)
    if fold(above.heading) != fold(cited.section):
        yield "section", (f"{cited.section!r} is not the heading above line {first}; that is "
                          f"{above.heading!r} in line {above.line}")
    end = headings["end of " + cited.source_id][0].line
    if last >= end:
        yield "source_id", f"line {last} stands after {cited.source_id!r} ends (line {end - 1})"


def _heading_map(catalog: Catalog) -> dict[str, list[Heading]]:
    """Headings by source, and under `end of SOURCE` the line at which the next source begins."""
    by_source: dict[str, list[Heading]] = {}
    for heading in catalog.headings:
        by_source.setdefault(heading.source_id, []).append(heading)
    begins: dict[str, list[tuple[int, str]]] = {}
    for source_id, headings in by_source.items():
        document = catalog.sources[source_id].document
        begins.setdefault(document, []).append((min(h.line for h in headings), source_id))
    for starts in begins.values():
        ordered = sorted(starts)
        for (_, source_id), (end, _) in zip(ordered, [*ordered[1:], (10**9, "")], strict=True):
            by_source["end of " + source_id] = [Heading(source_id, end, "")]
    return by_source


def _heading_problems(catalog: Catalog,
                      documents: Mapping[str, list[str] | str]) -> Iterator[Problem]:
    for row, heading in enumerate(catalog.headings, 2):
        lines = documents.get(heading.source_id)
        if isinstance(lines, list) and heading.heading:
            there = fold("\n".join(lines[heading.line - 1:heading.line + 2]))
            if not there.startswith(fold(heading.heading)):
                yield Problem("headings.csv", row, "heading",
                              f"{heading.heading!r} does not begin line {heading.line}")


def _faults(cited: Fact | Relation, lines: list[str] | str,
            headings: dict[str, list[Heading]]) -> Iterator[tuple[str, str]]:
    if isinstance(lines, str):
        yield "source_id", lines
        return
    yield from _place_faults(cited, lines)
    yield from _section_faults(cited, headings)


def _value_faults(fact: Fact, published: str) -> Iterator[tuple[str, str]]:
    kind = ATTRIBUTES[fact.attribute].kind
    if kind == "number" or (kind == "date" and fact.unit != "date"):
        yield from number_faults(fact)
    elif kind == "date":
        yield from date_faults(fact, published)
    if fact.as_of[:len(published)] > published[:len(fact.as_of)]:
        yield "as_of", f"{fact.as_of} is later than the source, published {published}"


def verify(catalog: Catalog, folder: Path) -> Verification:
    """Hold every fact, relation and heading against the documents in `folder`.

    Of a claim from a reference, which is no document here, only the value is held against the
    printed words; `counts` says how many such claims there are.
    """
    documents = dict(_documents(catalog, folder))
    headings = _heading_map(catalog)
    problems = list(_heading_problems(catalog, documents))
    tables: tuple[tuple[str, Iterable[Fact | Relation]], ...] = (
        ("facts.csv", catalog.facts), ("relations.csv", catalog.relations))
    for file, rows in tables:
        for number, cited in enumerate(rows, 2):
            faults = ([] if cited.source_id not in documents
                      else list(_faults(cited, documents[cited.source_id], headings)))
            if isinstance(cited, Fact):
                faults += _value_faults(cited, catalog.sources[cited.source_id].published)
            problems += [Problem(file, number, field, said) for field, said in faults]
    return Verification(tuple(problems), {
        "documents": len({catalog.sources[source_id].document for source_id in documents}),
        "facts": len(catalog.facts), "relations": len(catalog.relations),
        "headings": len(catalog.headings),
        "from references": sum(fact.source_id not in documents for fact in catalog.facts)})
