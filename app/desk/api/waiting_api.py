"""Second readings over HTTP: what waits with its passage, and what is confirmed or sent back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.desk.accepting.second_reading import claim_name
from app.desk.accepting.waiting_list import (
    OpenClaim,
    confirm,
    entered_by,
    reader_warnings,
    send_back,
    waiting_claims,
)
from app.desk.api.exchange import Message, answered, guarded
from app.desk.draft_store import now
from app.desk.receipts import receipts_of, sent_back
from app.desk.workplace import Workplace
from app.shared.settings import today
from geo.catalog.catalog import Catalog
from geo.claims.wording import scoped_words, source_words
from geo.data.attributes import ATTRIBUTES
from geo.data.schema import LOOKED_AT

_MOST_LISTED: Final = 500


def _claim_json(each: OpenClaim, catalog: Catalog) -> dict[str, Any]:
    claim, passage = each.claim, each.passage
    return {
        "name": each.name, "row": dict(each.row), "waits": each.waits,
        "document": each.source.source_id,
        "subject": catalog.name_of(claim.subject_id),
        "attribute": ATTRIBUTES[claim.attribute].label, "words": scoped_words(claim),
        "passage": [passage.before, passage.printed, each.after],
        "source": source_words(each.source), "address": each.source.address,
        "entered_by": each.entered_by, "faults": [
            f"{fault.column}: {fault.message}" for fault in each.faults],
        "open": [{"side": finding.side, "words": LOOKED_AT[finding.side],
                  "message": finding.message, "code": finding.code}
                 for finding in each.findings if finding.signable]}


def by_document(claims: Iterable[OpenClaim], entered_at: Mapping[str, str]
                ) -> dict[str, tuple[OpenClaim, ...]]:
    """Returns claims by the id of their source: first the source of the claim entered last.

    `entered_at` gives when a claim was entered, by its name. Sources of claims that no receipt
    tells of come last, the newest first. The claims of a source keep their order.
    """
    of_source: dict[str, list[OpenClaim]] = {}
    for each in claims:
        of_source.setdefault(each.source.source_id, []).append(each)

    def newest(group: list[OpenClaim]) -> tuple[str, str]:
        return max(entered_at.get(each.name, "") for each in group), group[0].source.published
    return {group[0].source.source_id: tuple(group)
            for group in sorted(of_source.values(), key=newest, reverse=True)}


def _document_json(group: Sequence[OpenClaim]) -> dict[str, Any]:
    source = group[0].source
    return {"id": source.source_id, "title": source.title, "publisher": source.publisher,
            "count": len(group)}


class WaitingApi:
    """Answers what the page asks of second readings."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def routes(self) -> list[Route]:
        """The routes of these questions."""
        return [
            Route("/api/waiting", guarded(self._list), methods=["GET"]),
            Route("/api/waiting/confirm", guarded(self._confirm), methods=["POST"]),
            Route("/api/waiting/send-back", guarded(self._send_back), methods=["POST"])]

    @property
    def _entered(self) -> Mapping[str, str]:
        return entered_by(receipts_of(self._place.data))

    async def _list(self, request: Request) -> Response:
        document = request.query_params.get("document", "")

        def work() -> dict[str, Any]:
            catalog, receipts = self._place.catalog, receipts_of(self._place.data)
            groups = by_document(waiting_claims(
                self._place.data, self._place.documents, entered_by(receipts)),
                {claim_name(each.accepted): each.at for each in receipts if each.accepted})
            listed = groups.get(document, ()) if document else [
                each for group in groups.values() for each in group]
            return {"count": len(listed),
                    "documents": [_document_json(group) for group in groups.values()],
                    "claims": [_claim_json(each, catalog) for each in listed[:_MOST_LISTED]]}
        return await answered(work)

    async def _confirm(self, request: Request) -> Response:
        sent = await Message.read(request)

        def work() -> dict[str, Any]:
            readings = {each.text("name"): each.texts("sides") for each in sent.items("claims")}
            warnings = list(reader_warnings(readings, sent.text("curator"), self._entered))
            if warnings and not sent.text("all_the_same"):
                return {"warnings": warnings}
            done = confirm(self._place.data, self._place.documents, readings,
                           today().isoformat())
            return {"taken": list(done.taken), "signed": done.signed, "left": done.left}
        return await answered(work)

    async def _send_back(self, request: Request) -> Response:
        sent = await Message.read(request)
        data = self._place.data

        def record(row: Mapping[str, str], reason: str) -> Mapping[str, bytes]:
            return sent_back(data, row, reason, now(), sent.text("curator"))
        return await answered(lambda: {"row": dict(send_back(
            data, sent.text("name"), sent.text("reason"), record))})
