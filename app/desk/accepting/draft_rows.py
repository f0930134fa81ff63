"""The rows that a draft comes to: its source and headings, its claims, and what it adds besides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.checks.sections import fold
from geo.data.records import Heading
from geo.data.schema import GEOMETRY_PROPERTIES, TABLES
from geo.data.spans import SPAN, span, whole_reference, whole_span
from geo.intake.decision import Draft
from geo.intake.document import Document

SOURCE: Final = "source"
"""The item of the row that a draft's own source comes to."""
HEADING: Final = "heading"
"""The item of the rows that the headings of its document come to."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row that a draft comes to, and the item it comes from.

    `item` is the id of a candidate or of an addition, `SOURCE` or `HEADING`. `cells` has a cell for
    each column of the table; `feature` is the GeoJSON of a new route's line.
    """

    item: str
    table: str
    cells: Mapping[str, str]
    feature: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """The cells that no two rows of its table share."""
        return key_of(self.table, self.cells)


def key_of(table: str, cells: Mapping[str, str]) -> tuple[str, ...]:
    """Returns the cells of a row that no two rows of its table share."""
    return tuple(cells[name] for name in TABLES[table].key)


def whole_row(table: str, cells: Mapping[str, str]) -> dict[str, str]:
    """Returns a row with a cell for each column of a table, blank where nothing is said.

    Lines, and those in names of claims, are first-last, as the reader of the data has them.
    """
    plain = {"lines": whole_span, "texts": whole_reference}
    return {column.name: plain.get(column.kind, str)(cells.get(column.name, ""))
            for column in TABLES[table].columns}


def source_row(draft: Draft) -> dict[str, str]:
    """Returns the row of a draft's source; a text at hand has the hash of its text."""
    row = whole_row("sources", draft.source)
    return {**row, "sha256": draft.document.text_sha256 if row["document"] else ""}


def heading_rows(document: Document, source_id: str) -> tuple[Heading, ...]:
    """Returns the headings of a document as headings.csv has them: the first for its first line."""
    found = {heading.line: _as_printed(document, heading.line, heading.text)
             for heading in reversed(document.headings)}
    return tuple(Heading(source_id, line, text)
                 for line, text in sorted({1: "", **found}.items()))


def _as_printed(document: Document, line: int, text: str) -> str:
    """Returns a heading with the signs that its line begins with."""
    words = " ".join(text.split())
    printed = " ".join(" ".join(document.lines[line - 1:line + 2]).split())
    at = fold(printed).find(fold(words))
    return f"{fold(printed)[:at]}{words}" if 0 < at < len(words) else words


def section_above(headings: Iterable[Heading], lines: str) -> str:
    """Returns the heading above the first of the lines; blank where there is none."""
    if not SPAN.fullmatch(lines):
        return ""
    first = span(lines)[0]
    above = [heading for heading in headings if heading.line <= first]
    return max(above, key=lambda heading: heading.line).heading if above else ""


def cited(table: str, cells: Mapping[str, str], source: Mapping[str, str],
          headings: Iterable[Heading], lines: str = "") -> dict[str, str]:
    """Returns a row that cites, with its source and the place that this source allows.

    `lines` are those of the anchor, where the row names none. Of a public page there are no lines.
    """
    row = {**whole_row(table, cells), "source_id": source["source_id"]}
    if not source["document"]:
        return {**row, "lines": "", "section": ""}
    row["lines"] = whole_span(row["lines"] or lines)
    return {**row, "section": section_above(headings, row["lines"])}


def _claims(draft: Draft, source: Mapping[str, str], headings: Sequence[Heading]
            ) -> Iterator[DraftRow]:
    anchors = {candidate.candidate_id: candidate.anchor.lines for candidate in draft.candidates}
    accepted = {item: decision for item, decision in draft.decisions.items()
                if decision.verb == "accept" and not decision.before}
    order = {item: place for place, item in enumerate(anchors)}
    for item in sorted(accepted, key=lambda each: (order.get(each, len(order)), each)):
        yield DraftRow(item, "claims", cited("claims", accepted[item].row, source, headings,
                                             anchors.get(item, "")))


def drafted_rows(draft: Draft, held: Sequence[Heading] = ()) -> tuple[DraftRow, ...]:
    """Returns all rows that a draft comes to, its claims last.

    `held` are the headings that the data has of its source already: then they say what stands above
    a claim, and none is added.
    """
    source = source_row(draft)
    rows = [DraftRow(SOURCE, "sources", source)] if draft.source else []
    headings: Sequence[Heading] = held
    if source["document"] and not held:
        headings = heading_rows(draft.document, source["source_id"])
        rows += [DraftRow(HEADING, "headings", {
            "source_id": heading.source_id, "line": str(heading.line),
            "heading": heading.heading}) for heading in headings]
    for addition in draft.additions:
        citing = {"section", "lines"} <= {*TABLES[addition.table].column_names}
        cells = (cited(addition.table, addition.row, source, headings) if citing
                 else whole_row(addition.table, addition.row))
        rows.append(DraftRow(addition.addition_id, addition.table, cells, addition.feature))
    return (*rows, *_claims(draft, source, headings))


def feature_data(row: DraftRow) -> bytes:
    """Returns the file of a new route's line, not in canonical form yet.

    A journal does not keep the order of names, which the file of a line must have.
    """
    feature = dict(row.feature)
    if isinstance(found := feature.get("properties"), dict):
        known = [name for name in GEOMETRY_PROPERTIES if name in found]
        feature["properties"] = {name: found[name] for name in (
            *known, *(name for name in found if name not in known))}
    return f"{json.dumps(feature, ensure_ascii=False)}\n".encode()
