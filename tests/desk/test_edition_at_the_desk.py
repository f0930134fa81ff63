"""A document and its next edition taken through the desk as its page does it, receipts and all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli.command_line import main
from tests.desk.drafts_by_hand import rows_of
from tests.pages.desk_page import ServedDesk, curating

TEXT = """Invented for a test.

The Baku–Tbilisi–Ceyhan oil pipeline (BTC) is 1,768 km long.

The South Caucasus Pipeline is 692 km long.
"""
SOURCE = {"source_id": "lengths-2026", "document": "lengths-2026.txt", "title": "Lengths",
          "publisher": "Nobody", "published": "2026-01-15", "kind": "article",
          "perspective": "invented for a test"}


def decided(desk: ServedDesk, draft_id: str, source: dict[str, str]) -> dict[str, Any]:
    """Give a draft its source and decide on all of it: lengths are accepted, the rest rejected."""
    path, draft = f"/api/drafts/{draft_id}", desk.draft(draft_id)
    sent = desk.ask(f"{path}/source", {"revision": draft["revision"], "row": source})
    assert sent[0] == 200, sent
    draft = desk.draft(draft_id)
    known = {each["id"] for each in draft["decisions"]}
    for each in draft["candidates"]:
        if each["id"] in known:
            continue
        is_length = each["row"]["attribute"] == "length"
        row = {**each["row"], "value": each["row"]["printed"].split(" km")[0].rpartition(" ")[2]
               .replace(",", "")} if is_length else {}
        sent = desk.ask(f"{path}/decisions", {"revision": draft["revision"], "decision": {
            "id": each["id"], "verb": "accept" if is_length else "reject", "row": row,
            "reason": "" if is_length else "not of interest", "curator": "A. B."}})
        assert sent[0] == 200, sent
        draft["revision"] = sent[1]["revision"]
    seen = desk.ask(f"{path}/preview")
    assert seen[0] == 200
    assert seen[1]["problems"] == []
    done = desk.ask(f"{path}/accept", {"revision": draft["revision"], "curator": "A. B."})
    assert done[0] == 200, done
    return draft


def lengths(data: Path) -> dict[str, str]:
    rows = (*rows_of(data / "claims.csv"), *rows_of(data / "waiting/claims.csv"))
    return {row["value"]: row["lines"] for row in rows if row["source_id"] == SOURCE["source_id"]}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    with curating(tmp_path_factory.mktemp("desk")) as served:
        yield served


def test_candidates_of_another_tool_are_loaded(desk: ServedDesk) -> None:
    draft_id = desk.read("Invented for a test: the BTC pipeline cost 4 billion dollars.", "b.txt")
    row = {"subject_id": "btc-pipeline", "attribute": "cost", "value": "4", "unit": "USD bn",
           "qualifier": ["exact"], "printed": "cost 4 billion dollars", "why": ["A guess."]}
    draft = desk.draft(draft_id)
    path = f"/api/drafts/{draft_id}/candidates"
    wrong = desk.ask(path, {"revision": draft["revision"], "text": json.dumps(
        [{**row, "printed": "cost 5 billion dollars"}])})
    assert wrong[0] == 400
    assert "does not stand in the document" in wrong[1]["error"]
    done = desk.ask(path, {"revision": draft["revision"], "text": json.dumps([row])})
    assert done[0] == 200, done
    loaded = [each for each in desk.draft(draft_id)["candidates"]
              if each["id"].startswith("tool-")]
    assert [(each["row"]["printed"], each["why"]) for each in loaded] == [
        ("cost 4 billion dollars", ["A guess."])]


def test_a_document_and_its_next_edition(desk: ServedDesk, tmp_path: Path) -> None:
    decided(desk, desk.read(TEXT, "lengths.txt"), SOURCE)
    assert lengths(desk.data) == {"1768": "3-3", "692": "5-5"}
    text = "A word before.\n\n" + TEXT.replace("692 km", "693 km")
    draft_id = desk.read(text, "lengths-march.txt")
    assert not [each for each in desk.draft(draft_id)["candidates"]
                if "edition" in each["why"][0]], "the source is not known yet"
    draft = decided(desk, draft_id, {**SOURCE, "document": "lengths-march.txt"})
    (asked,) = [each for each in draft["candidates"] if "edition before" in each["why"][0]]
    assert "692 km" in asked["why"][0]
    assert "693 km" in asked["why"][1]
    assert asked["row"]["printed"].endswith("693 km")
    assert lengths(desk.data) == {"1768": "5-5", "693": "7-7"}
    assert main(["check", "--data", str(desk.data)]) == 0
    for name, words in (("lengths.txt", TEXT), ("lengths-march.txt", text)):
        (tmp_path / name).write_text(words, encoding="utf-8")
    assert main(["receipts", str(tmp_path / "lengths-march.txt"), "--data",
                 str(desk.data)]) == 0
