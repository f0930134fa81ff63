"""Receipts re-derived: anyone with the document can find again what was decided, and on what.

The hash is that of the text, the printed words stand at their anchor, and the claim that was
accepted stands in the data, or what has changed of it is said. Where the finder proposes otherwise
than it did, because the atlas knows more names by now or other rules, that is said too: it takes
nothing from the decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from geo.catalog.catalog import Catalog
from geo.claims.passage import letters_of, located
from geo.claims.signatures import cells_of
from geo.data.errors import quoted
from geo.data.folding import fold
from geo.data.plural import plural
from geo.data.schema import TABLES
from geo.data.spans import whole_span
from geo.intake.candidate import Anchor, Candidate
from geo.intake.document import Document
from geo.intake.receipts import OTHER, PROPOSED, Receipt, proposed_by

_COLUMNS = TABLES["claims"].column_names
_LEFT_OUT = "\u2026"
"""The sign that parts of the printed words were left out."""


@dataclass(slots=True)
class Rederived:
    """What came of re-deriving receipts, in words.

    `problems` are what does not hold; `changes` what holds no more because the data went on, and
    `proposals` what the finder proposes otherwise now.
    """

    receipts: int = 0
    problems: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    proposals: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The result in one line."""
        return (f"{plural(self.receipts, 'receipt')}: {plural(len(self.problems), 'problem')}, "
                f"{plural(len(self.changes), 'claim')} changed since, "
                f"{plural(len(self.proposals), 'proposal')} made otherwise now")


def words_at(document: Document, anchor: Anchor) -> str:
    """Returns the text at an anchor; blank where the document has no such lines."""
    lines = list(document.lines[anchor.first_line - 1:anchor.last_line])
    if len(lines) != anchor.last_line - anchor.first_line + 1:
        return ""
    lines[-1] = lines[-1][:anchor.ends]
    lines[0] = lines[0][anchor.begins:]
    return "\n".join(lines)


def _go_round(printed: str, text: str) -> bool:
    """Checks whether words go on over whole lines that belong elsewhere, such as a footnote."""
    left = letters_of(printed)
    lines = [letters_of(line) for line in text.split("\n")]
    for line in lines:
        left = left.removeprefix(line)
    return not left and letters_of(printed).startswith(lines[0])


def _stands(receipt: Receipt, document: Document) -> bool:
    """Checks whether the printed words stand at the anchor, one part after the other."""
    text = words_at(document, receipt.anchor)
    if _go_round(receipt.printed, text):
        return True
    for part in filter(None, map(str.strip, receipt.printed.split(_LEFT_OUT))):
        found = located(part, text)
        if found is None:
            return False
        text = text[found[1]:]
    return True


def _differences(then: Mapping[str, str], now: Mapping[str, str], columns: Iterable[str]) -> str:
    return ", ".join(f"{name} {quoted(then.get(name, ''))} then, {quoted(now.get(name, ''))} now"
                     for name in columns if then.get(name, "") != now.get(name, ""))


def _whole(row: Mapping[str, str]) -> dict[str, str]:
    return {**row, "lines": whole_span(row["lines"])}


def _share_words(printed: str, other: str) -> bool:
    """Checks whether half of the shorter of two quotations stands in the other: one was mended."""
    words, others = ({*fold(each).split()} for each in (printed, other))
    return 2 * len(words & others) >= min(len(words), len(others)) > 0


def _standing(accepted: Mapping[str, str], rows: Sequence[Mapping[str, str]]
              ) -> Mapping[str, str] | None:
    """Returns the row that an accepted claim is now: itself, or the one most like it."""
    def alike(row: Mapping[str, str]) -> int:
        return sum(row[name] == accepted[name] for name in _COLUMNS)
    candidates = [row for row in rows if row["source_id"] == accepted["source_id"]
                  and (row["printed"] == accepted["printed"] or (
                      row["attribute"] == accepted["attribute"] and (
                          row["lines"] == accepted["lines"] if row["lines"] else
                          _share_words(row["printed"], accepted["printed"]))))]
    return max(candidates, key=alike, default=None)


def _name(receipt: Receipt) -> str:
    return f"line {receipt.anchor.lines}, {quoted(receipt.printed)}"


def _proposed_now(receipt: Receipt, found: Mapping[str, Candidate]) -> Iterator[str]:
    candidate = found.get(receipt.candidate_id)
    if not receipt.proposed or receipt.candidate_id.startswith(OTHER):
        return  # entered by hand, or proposed by another tool
    if candidate is None:
        yield "the finder does not propose it now"
    elif words := _differences(receipt.proposed, proposed_by(candidate), PROPOSED):
        yield f"the finder proposes it otherwise now: {words}"
    elif candidate.anchor != receipt.anchor:
        yield f"the finder proposes it elsewhere now, on line {candidate.anchor.lines}"


def rederive(document: Document, receipts: Iterable[Receipt], catalog: Catalog,
             find: Callable[[Document, Catalog], Iterable[Candidate]],
             waiting: Iterable[Mapping[str, str]] = ()) -> Rederived:
    """Finds again, in a document, what its receipts say.

    `waiting` are the rows of claims that wait for a second reading. Of two receipts of one
    candidate the last says what stands in the data.
    """
    result = Rederived()
    found = {each.candidate_id: each for each in find(document, catalog)}
    rows = [*map(_whole, map(cells_of, catalog.claims)), *map(_whole, waiting)]
    ordered = sorted(receipts, key=lambda each: each.at)
    last = {each.candidate_id: each for each in ordered}
    for receipt in ordered:
        result.receipts += 1
        name = _name(receipt)
        if receipt.document.text_sha256 != document.text_sha256:
            result.problems.append(
                f"{name}: of another text (SHA-256 {receipt.document.text_sha256[:12]}…, this one "
                f"has {document.text_sha256[:12]}…)")
            continue
        if not _stands(receipt, document):
            result.problems.append(f"{name}: these words do not stand there")
        result.proposals += [f"{name}: {words}" for words in _proposed_now(receipt, found)]
        if receipt.accepted is None or last[receipt.candidate_id] is not receipt:
            continue
        accepted = _whole(receipt.accepted)
        now = _standing(accepted, rows)
        if now is None:
            result.problems.append(f"{name}: accepted, but no such claim stands in claims.csv or "
                                   "waits for its second reading")
        elif words := _differences(accepted, now, _COLUMNS):
            result.changes.append(f"{name}: accepted, and changed since: {words}")
    return result
