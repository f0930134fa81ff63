"""Receipts of a draft: made when it is accepted, kept beside the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from app.desk.decision_shape import OWN
from geo.claims.passage import located
from geo.data.errors import DataProblemsError
from geo.data.spans import SPAN, span, whole_span
from geo.intake.candidate import MOST_WORDS, Anchor
from geo.intake.decision import Decision, Draft
from geo.intake.document import Document
from geo.intake.receipts import (
    KEPT_VERBS,
    ReadDocument,
    Receipt,
    file_of_text,
    proposed_by,
    read_receipts,
    written,
)


def receipts_of(data_folder: Path) -> tuple[Receipt, ...]:
    """Returns the receipts of a data folder that can be read; `check` names the others."""
    return read_receipts(data_folder).receipts


def _anchor(document: Document, lines: str, printed: str) -> Anchor:
    """Returns where words stand on some lines, or in the whole text where none are named.

    The whole of these lines where the words do not stand there.
    """
    first, last = span(lines) if SPAN.fullmatch(lines) else (1, len(document.lines))
    last = max(first, min(last, len(document.lines)))
    texts = document.lines[first - 1:last]
    page = (document.page_of(first) or 0) if first <= len(document.lines) else 0
    found = located(printed, "\n".join(texts))
    if found is None:
        return Anchor(first, last, 0, len(texts[-1]) if texts else 0, page)
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))[:-1]
    begin, end = (max(number for number, start in enumerate(starts) if start <= place)
                  for place in (found[0], found[1] - 1))
    return Anchor(first + begin, first + end, found[0] - starts[begin], found[1] - starts[end],
                  document.page_of(first + begin) or 0)


def _shortened(printed: str) -> str:
    return " ".join(printed.split()[:MOST_WORDS])


def _decided(draft: Draft, accepted: Mapping[str, Mapping[str, str]]) -> Iterator[Decision]:
    """Yields the decisions that leave a receipt: those of this draft, carried out."""
    for decision in draft.decisions.values():
        carried_out = decision.candidate_id in accepted if decision.verb == "accept" else (
            not decision.candidate_id.startswith(OWN))
        if decision.verb in KEPT_VERBS and not decision.before and carried_out:
            yield decision


def receipts_for(draft: Draft, accepted: Mapping[str, Mapping[str, str]]) -> tuple[Receipt, ...]:
    """Returns the receipts of a draft.

    `accepted` has the rows of claims.csv as they were written, by the id of the candidate or of the
    claim entered by hand; rows of other tables among them are of no concern.
    """
    document, decided = draft.document, [*_decided(draft, accepted)]
    rows = {each.candidate_id: dict(accepted[each.candidate_id]) for each in decided
            if each.verb == "accept"}
    source_id = next((row["source_id"] for row in rows.values()), "")
    about = ReadDocument(document.name, document.sha256, document.text_sha256, source_id)
    known = {each.candidate_id: each for each in draft.candidates}
    receipts = []
    for decision in decided:
        candidate, row = known.get(decision.candidate_id), rows.get(decision.candidate_id)
        if candidate:
            anchor, printed = candidate.anchor, candidate.printed
        else:
            cells = row or decision.row
            printed = _shortened(cells["printed"])
            anchor = _anchor(document, cells["lines"], printed)
        receipts.append(Receipt(
            about, decision.candidate_id, anchor, printed,
            proposed_by(candidate) if candidate else {}, decision.verb, row, decision.reason,
            decision.at, decision.curator))
    return tuple(receipts)


def receipt_file(data_folder: Path, receipts: Sequence[Receipt]) -> tuple[str, bytes]:
    """Returns the file of a text's receipts with new ones among them: its name and its bytes.

    The name is inside the data folder. `receipts` are of one text, at least one. Raises
    DataProblemsError where those that are there cannot be read.
    """
    text = receipts[0].document.text_sha256
    name, held = file_of_text(text), read_receipts(data_folder)
    if faults := [problem for problem in held.problems if problem.file == name]:
        raise DataProblemsError(faults)
    return name, written((*of_text(held.receipts, text), *receipts))


def sent_back(data_folder: Path, row: Mapping[str, str], reason: str, at: str,
              curator: str = "") -> Mapping[str, bytes]:
    """Returns the files of receipts that say why a claim was taken out again, by their names.

    It stays out when its document is read again. Nothing is returned for a claim without a receipt.
    Raises DataProblemsError where its file cannot be read.
    """
    claim = {**row, "lines": whole_span(row["lines"])}
    accepted = [receipt for receipt in receipts_of(data_folder) if receipt.accepted is not None
                and {**receipt.accepted, "lines": whole_span(receipt.accepted["lines"])} == claim]
    return dict(receipt_file(data_folder, [
        replace(receipt, verb="reject", accepted=None, reason=reason, at=at, curator=curator)])
        for receipt in sorted(accepted, key=lambda each: each.at)[-1:])


def of_text(receipts: Iterable[Receipt], text_sha256: str) -> tuple[Receipt, ...]:
    """Returns the receipts of one text."""
    return tuple(each for each in receipts if each.document.text_sha256 == text_sha256)
