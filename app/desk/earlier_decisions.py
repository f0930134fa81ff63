"""What was decided when a document was read before: it stays decided when it is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geo.intake.candidate import Candidate
from geo.intake.decision import Decision, Draft, Verb
from geo.intake.document import Document
from geo.intake.receipts import Receipt


def _of_receipt(receipt: Receipt, document: Document) -> Iterator[Decision]:
    """Yields what a receipt decides on a document: acceptance only of that document itself.

    The same sentence in another document is another source's word, and may be accepted too.
    """
    about, accepted = receipt.document, receipt.accepted
    if accepted is not None and document.text_sha256 != about.text_sha256 and (
            document.name != about.name):
        return
    verb: Verb = ("accept" if receipt.verb == "accept" else
                  "reject" if receipt.verb == "reject" else "not-ours")
    yield Decision(receipt.candidate_id, verb, dict(accepted or {}), receipt.reason, receipt.at,
                   receipt.curator, before=True)


def decided_before(candidates: Iterable[Candidate], document: Document,
                   receipts: Iterable[Receipt], closed: Iterable[Draft]) -> tuple[Decision, ...]:
    """Returns the last decision on each candidate that receipts or closed drafts know.

    What a closed draft accepted is known by its receipts alone: without them it was never written.
    """
    known = [decision for receipt in receipts for decision in _of_receipt(receipt, document)]
    known += [decision for draft in closed for decision in draft.decisions.values()
              if decision.verb != "accept"]
    last = {decision.candidate_id: decision
            for decision in sorted(known, key=lambda decision: decision.at)}
    return tuple(last[each.candidate_id] for each in candidates if each.candidate_id in last)
