"""What a new edition of a document makes of the rows that cite it, as plain data to be written.

Rows whose sentence is the same get the new lines, and with them everything that names them by their
lines: readings, disagreements, briefings. Rows that were asked again get what was answered.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from types import MappingProxyType
from typing import Final

from geo.checks.editions import SearchedText, likeliest, sha256
from geo.checks.rereading.new_edition import NewEdition, moved
from geo.checks.sections import fold
from geo.checks.tables import claim_reference
from geo.claims.signatures import signature_of_row
from geo.data.csv_table import Row
from geo.data.errors import AtlasError, quoted
from geo.data.plural import plural
from geo.data.reader import RawData
from geo.data.spans import span

CITING: Final = ("claims", "relations", "not_mapped")
"""The tables whose rows cite lines of a document."""
WAITING: Final = "waiting"
"""What stands for the table of claims that wait."""

Cells = Mapping[str, str]
Answers = Mapping[str, Cells | None]
"""By the name of a row that was asked again: its cells now, or None where it is taken out."""


@dataclass(frozen=True, slots=True)
class CitedRow:
    """A row that cites lines of a document; `table` is one of `CITING`, or `WAITING`."""

    table: str
    cells: Cells

    @property
    def name(self) -> str:
        """A name that tells it from all others, and changes with it."""
        words = "\x1f".join(self.cells.values())
        return f"{self.table}/{hashlib.sha256(words.encode()).hexdigest()[:12]}"

    @property
    def printed(self) -> str:
        """The words as the document prints them."""
        return self.cells["printed"]

    @property
    def lines(self) -> str:
        """The lines on which they stand."""
        return self.cells["lines"]


@dataclass(frozen=True, slots=True)
class EditionRows:
    """The tables as they are with a new edition, whole, by name; `WAITING` is waiting/claims.csv.

    `references` give the new name of each claim whose name has changed. `problems` are sentences on
    what a person must mend.
    """

    tables: Mapping[str, tuple[Cells, ...]]
    references: Mapping[str, str]
    problems: tuple[str, ...]


def _new_rows(edition: NewEdition[CitedRow], answers: Answers, days: Mapping[str, str]
              ) -> dict[str, Cells | None]:
    """Returns the cells of each cited row now, by its name. Raises AtlasError without an answer.

    `days` give the new day of each old one: what held for the day of the old edition holds for that
    of the new one, which prints it again.
    """
    unanswered = [each for each in edition.changed if each.cited.name not in answers]
    if unanswered:
        raise AtlasError(f"{plural(len(unanswered), 'sentence')} of the new edition "
                         f"{'is' if len(unanswered) == 1 else 'are'} not decided yet, such as "
                         f"{quoted(unanswered[0].old)}")
    taken = {each.cited.name: {**each.cited.cells, "lines": each.lines} for each in edition.moved}
    for cells in taken.values():
        if "as_of" in cells:
            cells["as_of"] = days.get(f"{cells['source_id']}/{cells['as_of']}", cells["as_of"])
    return {**taken, **{each.cited.name: answers[each.cited.name] for each in edition.changed}}


def _references(rows: Mapping[str, Cells | None], cited: Iterable[CitedRow]) -> dict[str, str]:
    """Returns the new names of claims by their old ones, with and without `=value`."""
    names: dict[str, str] = {}
    for row in sorted(cited, key=lambda row: row.table == WAITING):
        now = rows[row.name]
        if row.table not in ("claims", WAITING) or now is None:
            continue
        then, after = claim_reference(row.cells), claim_reference(now)
        names.setdefault(then, after)
        names.setdefault(f"{then}={row.cells['value']}", f"{after}={now['value']}")
    return {then: after for then, after in names.items() if then != after}


def _headings(raw: RawData, sources: frozenset[str], new: Sequence[str], shift: float
              ) -> tuple[list[Cells], list[str]]:
    """Returns the headings with their new lines, and what cannot be found again, in words."""
    text, problems = SearchedText(new), list[str]()
    known = [row.cells for row in raw.tables["headings"] if row.cells["source_id"] in sources]
    moves = []
    for cells in known:
        begins = [place for place in text.places(cells["heading"]) if fold(
            "\n".join(new[place[0] - 1:place[1]])).startswith(fold(cells["heading"]))]
        moves.append((int(cells["line"]), begins))
    rows = [row.cells for row in raw.tables["headings"] if row.cells["source_id"] not in sources]
    for cells, place in zip(known, likeliest(moves), strict=True):
        line = int(cells["line"])
        if not cells["heading"]:
            now = line if line == 1 else max(1, round(line + shift))
            rows.append({**cells, "line": str(now)})
        elif place:
            rows.append({**cells, "line": str(place[0])})
        else:
            problems.append(f"the heading {quoted(cells['heading'])} of {cells['source_id']} is "
                            "not in the new edition; mend the sections of the claims under it")
    return rows, problems


def _readings(raw: RawData, rows: Mapping[str, Cells | None],
              taken: Iterable[CitedRow]) -> list[Cells]:
    """Returns the readings: what was read a second time is read, if only its lines changed."""
    renamed: dict[tuple[str, str], tuple[str, str]] = {}
    for row in taken:
        now = rows[row.name]
        if row.table == "claims" and now is not None:
            renamed[claim_reference(row.cells), signature_of_row(row.cells)] = (
                claim_reference(now), signature_of_row(now))
    found: list[Cells] = []
    for reading in raw.tables["readings"]:
        key = reading.cells["claim"], reading.cells["signature"]
        claim, signature = renamed.get(key, key)
        found.append({**reading.cells, "claim": claim, "signature": signature})
    return found


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that is to take the place of a document of a data folder.

    `document` is the name of the document's file as sources.csv has it, `name` that of the new one;
    `lines` are the new text. `waiting` are the claims that wait for a second reading; `published`
    gives the new day of each source that has one.
    """

    raw: RawData
    document: str
    name: str
    lines: Sequence[str]
    waiting: tuple[Row, ...] = ()
    published: Mapping[str, str] = field(default_factory=dict)

    @property
    def sources(self) -> frozenset[str]:
        """The sources whose text the document holds; it may hold several."""
        return frozenset(row.cells["source_id"] for row in self.raw.tables["sources"]
                         if self.document and row.cells["document"] == self.document)

    def _citing(self) -> dict[str, tuple[Row, ...]]:
        return {**{name: self.raw.tables[name] for name in CITING}, WAITING: self.waiting}

    def cited(self) -> tuple[CitedRow, ...]:
        """Returns the rows that cite lines of the document."""
        sources = self.sources
        return tuple(CitedRow(name, row.cells) for name, rows in self._citing().items()
                     for row in rows if row.cells["source_id"] in sources and row.cells["lines"])

    def beside(self, old: Sequence[str]) -> NewEdition[CitedRow]:
        """Returns what becomes of all that is cited of the old text, which comes as its lines."""
        return moved(old, self.lines, self.cited())

    def taken_in(self, edition: NewEdition[CitedRow],
                 answers: Answers = MappingProxyType({})) -> EditionRows:
        """Returns the tables with the new text. Raises AtlasError for a sentence without an answer.

        Rows keep their order; whoever writes them sorts them.
        """
        days = {f"{cells['source_id']}/{cells['published']}": self.published[cells["source_id"]]
                for cells in (row.cells for row in self.raw.tables["sources"])
                if cells["source_id"] in self.published}
        sources, rows = self.sources, _new_rows(edition, answers, days)
        taken = [each.cited for each in edition.moved]
        references = _references(rows, [*taken, *(each.cited for each in edition.changed)])
        shifts = [span(each.lines)[0] - span(each.cited.lines)[0] for each in edition.moved]
        headings, problems = _headings(self.raw, sources, self.lines,
                                       median(shifts) if shifts else 0)
        tables: dict[str, tuple[Cells, ...]] = {}
        for name, table in self._citing().items():
            now = (rows.get(CitedRow(name, row.cells).name, row.cells) for row in table)
            tables[name] = tuple(cells for cells in now if cells is not None)
        text = "".join(f"{line}\n" for line in self.lines).encode()
        tables["sources"] = tuple(
            {**row.cells, "document": self.name, "sha256": sha256(text), "published":
             self.published.get(row.cells["source_id"], row.cells["published"])}
            if row.cells["source_id"] in sources else row.cells
            for row in self.raw.tables["sources"])
        tables["headings"] = tuple(headings)
        tables["readings"] = tuple(_readings(self.raw, rows, taken))
        tables["disagreements"] = tuple({**row.cells, "claims": ";".join(
            references.get(claim, claim) for claim in row.cells["claims"].split(";"))}
            for row in self.raw.tables["disagreements"])
        return EditionRows(tables, references, tuple(problems))


def with_references(data: bytes, references: Mapping[str, str]) -> bytes:
    """Returns a briefing's file in which claims have their new names; nothing else is changed."""
    if not references:
        return data
    names = "|".join(re.escape(name) for name in sorted(references, key=len, reverse=True))
    renamed = re.sub(rf'"({names})(?=["=])', lambda match: f'"{references[match[1]]}',
                     data.decode())
    return renamed.encode()
