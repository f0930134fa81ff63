"""Second readings at the desk: what waits and why, what confirms it, and what is sent back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.desk.acceptance import accept
from app.desk.accepting.waiting_list import (
    OpenClaim,
    confirm,
    entered_by,
    reader_warnings,
    send_back,
    waiting_claims,
)
from app.desk.api.waiting_api import by_document
from app.desk.receipts import receipts_of
from app.desk.workplace import Workplace
from geo.data.errors import AtlasError
from tests.desk.drafts_by_hand import GROWTH, LENGTH, PAGE, draft, rows_of, small_data, state

NAME = "baku-tbilisi-kars-railway/throughput/pipelines-2026/8-8=7.5"


@dataclass(frozen=True)
class Receipt:
    """What a receipt says of who entered a claim."""

    accepted: Mapping[str, str] | None
    curator: str


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in which one claim waits."""
    folder = small_data(tmp_path)
    accept(draft(), folder, tmp_path / "documents")
    return folder


def only(data: Path, **entered: str) -> OpenClaim:
    (claim,) = waiting_claims(data, data.parent / "documents", entered)
    return claim


def test_a_claim_waits_with_its_passage_and_what_is_open(data: Path) -> None:
    claim = only(data, **{NAME: "A. B."})
    assert (claim.name, claim.waits, claim.entered_by) == (NAME, True, "A. B.")
    assert {"subject", "scope"} <= {*claim.open_sides}
    assert claim.passage.sentence == claim.passage.before + claim.claim.printed + claim.after
    assert "twice as much" in claim.after
    assert not claim.faults
    assert only(data).entered_by is None


def test_a_text_that_is_gone_is_a_fault_that_nobody_can_sign(data: Path) -> None:
    (data.parent / "documents/pipelines-2026.txt").unlink()
    claim = only(data)
    assert "cannot be read" in claim.faults[0].message
    before = state(data)
    with pytest.raises(AtlasError, match="cannot be read"):
        confirm(data, data.parent / "documents", {NAME: claim.open_sides}, "2026-02-03")
    assert state(data) == before


@pytest.mark.parametrize(("readings", "day", "said"), [
    ({NAME: ("subject",)}, "2026-02-03", "scope is still open"),
    ({NAME: ()}, "2026-02-03", "subject is still open"),
    ({NAME: ("colour",)}, "2026-02-03", "subject is still open"),
    ({"btc/length/nobody/=1": ("subject",)}, "2026-02-03", "no claim"),
    ({NAME: ("subject", "scope", "hedge", "attribute")}, "3 February", "is no day"),
])
def test_what_cannot_be_confirmed_is_said_and_changes_nothing(
        data: Path, readings: Mapping[str, tuple[str, ...]], day: str, said: str) -> None:
    before = state(data)
    with pytest.raises(AtlasError, match=said):
        confirm(data, data.parent / "documents", readings, day)
    assert state(data) == before


def test_what_is_confirmed_is_signed_with_the_sides_that_were_looked_at(data: Path) -> None:
    sides = only(data).open_sides
    done = confirm(data, data.parent / "documents", {NAME: sides}, "2026-02-03")
    assert (done.taken, done.signed, done.left) == ((NAME,), 1, 0)
    (reading,) = [row for row in rows_of(data / "readings.csv")
                  if row["claim"] == NAME.rpartition("=")[0]]
    assert reading["looked_at"].split(";") == [*sides]
    assert waiting_claims(data, data.parent / "documents") == ()


def test_what_waits_is_listed_by_document_the_one_entered_last_first(data: Path) -> None:
    later = {**PAGE, "source_id": "page-2026", "published": "2026-01-14"}
    accept(draft(source=later, c2=GROWTH), data, data.parent / "documents")
    claims = waiting_claims(data, data.parent / "documents")
    (second,) = [each.name for each in claims if each.source.source_id == "page-2026"]
    by_day = by_document(claims, {})
    assert [*by_day] == ["pipelines-2026", "page-2026"], "without receipts by the day of the source"
    entered = {NAME: "2026-02-01T10:00:00Z", second: "2026-02-01T11:00:00Z"}
    assert [*by_document(claims, entered)] == ["page-2026", "pipelines-2026"]
    assert {each.name for each in by_day["pipelines-2026"]} == {NAME}


def test_the_one_who_entered_a_claim_is_warned() -> None:
    receipts = [Receipt({**LENGTH, "source_id": "s", "lines": "4-4"}, "A. B."),
                Receipt({**GROWTH, "source_id": "s", "lines": "8-8"}, ""), Receipt(None, "A. B.")]
    entered = entered_by(receipts)
    mine, nobodys = "btc-pipeline/length/s/4-4=1768", NAME.replace("pipelines-2026", "s")
    assert entered == {mine: "A. B.", nobodys: ""}
    assert list(reader_warnings([mine], "C. D.", entered)) == []
    (same,) = reader_warnings([mine], " a. b. ", entered)
    assert "A. B. entered it and confirms it" in same
    (unknown,) = reader_warnings([nobodys], "C. D.", entered)
    assert "nobody can tell who entered it" in unknown
    (unnamed,) = reader_warnings([mine], "", entered)
    assert "nobody can tell who reads it" in unnamed


def test_receipts_tell_who_entered_what_waits(tmp_path: Path) -> None:
    place = Workplace(small_data(tmp_path), tmp_path / "documents", tmp_path / "drafts")
    accept(draft(), place.data, place.documents, place.receipts)
    before = state(place.data)
    accept(draft(), place.data, place.documents, place.receipts)
    assert state(place.data) == before, "an acceptance that is repeated leaves no second receipt"
    (claim,) = waiting_claims(place.data, place.documents, entered_by(receipts_of(place.data)))
    assert claim.entered_by == "A. B."


def test_a_claim_is_sent_back_with_a_reason(data: Path) -> None:
    before = state(data)
    for name, reason, said in ((NAME, " ", "say why"), ("x", "wrong", "does not wait")):
        with pytest.raises(AtlasError, match=said):
            send_back(data, name, reason)
    assert state(data) == before

    def record(row: Mapping[str, str], reason: str) -> Mapping[str, bytes]:
        return {"receipts/x.jsonl": f"{row['attribute']}: {reason}".encode()}

    assert send_back(data, NAME, "it is of another line", record)["value"] == "7.5"
    assert not rows_of(data / "waiting/claims.csv")
    assert (data / "receipts/x.jsonl").read_bytes() == b"throughput: it is of another line"


def test_a_source_goes_with_the_last_claim_that_waits_of_it(data: Path) -> None:
    page = {**PAGE, "source_id": "page-2026"}
    accept(draft(source=page, c2=GROWTH), data, data.parent / "documents")
    assert [row["source_id"] for row in rows_of(data / "waiting/sources.csv")] == ["page-2026"]
    send_back(data, "baku-tbilisi-kars-railway/throughput/page-2026/=7.5", "not this line")
    assert not rows_of(data / "waiting/sources.csv")
    assert len(rows_of(data / "waiting/claims.csv")) == 1
