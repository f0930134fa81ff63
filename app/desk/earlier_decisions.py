"""What was decided when a document was read before: it stays decided when it is read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from geo.intake.candidate import Candidate
from geo.intake.decision import Decision, Draft, Verb
from geo.intake.document import Document
from geo.intake.receipts import Receipt

_SHARE: Final = 0.5
"""The share of what was decided on a text that, found again, makes another its new edition."""


def _texts_read(document: Document, receipts: Sequence[Receipt], found: Collection[str]
                ) -> frozenset[str]:
    """Returns the hashes of the texts that a document is: its own, and those of its editions."""
    known = defaultdict[str, set[str]](set)
    for receipt in receipts:
        if receipt.proposed:
            known[receipt.document.text_sha256].add(receipt.candidate_id)
    editions = {text for text, ids in known.items() if len(ids & {*found}) >= _SHARE * len(ids)}
    same_name = {receipt.document.text_sha256 for receipt in receipts
                 if receipt.document.name == document.name}
    return frozenset({document.text_sha256, *editions, *same_name})


def _of_receipt(receipt: Receipt, texts: Collection[str]) -> Iterator[Decision]:
    """Yields what a receipt decides: acceptance only of the document itself and its editions.

    The same sentence in another document is another source's word, and may be accepted too.
    """
    accepted = receipt.accepted
    if accepted is not None and receipt.document.text_sha256 not in texts:
        return
    verb: Verb = ("accept" if receipt.verb == "accept" else
                  "reject" if receipt.verb == "reject" else "not-ours")
    yield Decision(receipt.candidate_id, verb, dict(accepted or {}), receipt.reason, receipt.at,
                   receipt.curator, before=True)


def decided_before(candidates: Sequence[Candidate], document: Document,
                   receipts: Sequence[Receipt], closed: Iterable[Draft]) -> tuple[Decision, ...]:
    """Returns the last decision on each candidate that receipts or closed drafts know.

    What a closed draft accepted is known by its receipts alone: without them it was never written.
    """
    texts = _texts_read(document, receipts, {each.candidate_id for each in candidates})
    known = [decision for receipt in receipts for decision in _of_receipt(receipt, texts)]
    known += [decision for draft in closed for decision in draft.decisions.values()
              if decision.verb != "accept"]
    last = {decision.candidate_id: decision
            for decision in sorted(known, key=lambda decision: decision.at)}
    return tuple(last[each.candidate_id] for each in candidates if each.candidate_id in last)
