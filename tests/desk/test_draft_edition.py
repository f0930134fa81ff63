"""A draft that is a new edition of a text: what goes on by itself, and what is asked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.command_line import main
from app.desk.acceptance import accept, preview
from app.desk.accepting.draft_edition import AskedAgain, asked_again, edition_of
from app.desk.accepting.waiting_list import confirm, waiting_claims
from geo.checks.waiting import read_waiting
from geo.data.errors import DataProblemsError
from geo.data.reader import read_folder
from geo.intake.decision import Addition, Decision, Draft
from geo.intake.document import DocumentHeading
from tests.desk.drafts_by_hand import (
    DOCUMENT,
    GROWTH,
    LENGTH,
    LINES,
    SOURCE,
    candidate,
    draft,
    rows_of,
    small_data,
)

CARRIES = {"subject_id": "btc-pipeline", "attribute": "start", "value": "2006-06", "unit": "date",
           "qualifier": "exact", "as_of": "2026-01-15",
           "printed": "BTC pipeline was opened in June 2006"}
GROWTH_NAME = "baku-tbilisi-kars-railway/throughput/pipelines-2026/8-8=7.5"
OLD = replace(DOCUMENT, lines=(*LINES, "", "The BTC pipeline was opened in June 2006."))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which the old text is cited by two claims, both borne out by its words."""
    folder = small_data(tmp_path)
    accept(draft(document=OLD, c1=LENGTH, c3={**CARRIES, "lines": "11"}), folder,
           tmp_path / "documents")
    assert {row["lines"] for row in cited(folder)} == {"4-4", "11-11"}
    assert not rows_of(folder / "waiting/claims.csv")
    return folder


def cited(folder: Path) -> list[dict[str, str]]:
    return [row for row in rows_of(folder / "claims.csv")
            if row["source_id"] == SOURCE["source_id"]]


def new_edition(*lines: str, **decisions: Decision) -> Draft:
    """A draft of other lines under the same source, with decisions by the id of the candidate."""
    headings = tuple(DocumentHeading(lines.index(head.text) + 1, head.text)
                     for head in DOCUMENT.headings)
    document = replace(OLD, name="pipelines-2026-march.txt", lines=lines, headings=headings)
    source = {**SOURCE, "document": "pipelines-2026-march.txt", "published": "2026-03-15"}
    return Draft("draft-2", 3, document, (), source,
                 {each.candidate_id: each for each in decisions.values()})


def asked_of(folder: Path, of: Draft) -> tuple[AskedAgain, ...]:
    found = edition_of(of, read_folder(folder), read_waiting(folder), folder.parent / "documents")
    assert found
    return asked_again(found)


def sound(folder: Path) -> bool:
    return not any((main(["check", "--data", str(folder)]),
                    main(["fmt", "--check", "--data", str(folder)]),
                    main(["verify", "--data", str(folder), "--documents",
                          str(folder.parent / "documents")])))


def test_a_text_of_a_new_source_or_the_same_text_is_no_edition(data: Path) -> None:
    raw, waiting, documents = read_folder(data), read_waiting(data), data.parent / "documents"
    other: Mapping[str, str] = {**SOURCE, "source_id": "other-2026"}
    for each in (draft(document=OLD), draft(source=other), draft(source={})):
        assert edition_of(each, raw, waiting, documents) is None


def test_claims_in_the_same_sentences_go_on_by_themselves(data: Path) -> None:
    of = new_edition(LINES[0], "", *OLD.lines[1:])
    assert asked_of(data, of) == ()
    seen = preview(of, data, data.parent / "documents")
    assert not seen.problems
    accept(of, data, data.parent / "documents")
    assert {(row["lines"], row["as_of"]) for row in cited(data)} == {
        ("5-5", "2026-03-15"), ("12-12", "2026-03-15")}
    (source,) = [row for row in rows_of(data / "sources.csv")
                 if row["source_id"] == SOURCE["source_id"]]
    assert (source["document"], source["sha256"], source["published"]) == (
        "pipelines-2026-march.txt", of.document.text_sha256, "2026-03-15")
    assert [row["line"] for row in rows_of(data / "headings.csv")] == ["1", "3", "7"]
    assert (data.parent / "documents/pipelines-2026.txt").is_file()
    assert sound(data)


def test_what_was_read_a_second_time_stays_signed_and_what_waits_moves_too(tmp_path: Path) -> None:
    data, documents = small_data(tmp_path), tmp_path / "documents"
    held = next(row for row in rows_of(data / "claims.csv")
                if row["subject_id"] == GROWTH["subject_id"])
    other = "/".join(held[name] for name in ("subject_id", "attribute", "source_id", "lines"))
    told = Addition("n1", "disagreements", {
        "disagreement_id": "test-growth", "subject_ids": GROWTH["subject_id"],
        "question": "How much was carried?", "why_kind": "not-stated", "why": "They do not say.",
        "claims": f"{GROWTH_NAME};{other}={held['value']}"})
    accept(draft(told), data, documents)
    of = new_edition(LINES[0], "", *LINES[1:])
    accept(of, data, documents)
    (waits,) = rows_of(data / "waiting/disagreements.csv")
    assert GROWTH_NAME.replace("8-8", "9-9") in waits["claims"].split(";")
    (claim,) = waiting_claims(data, documents)
    confirm(data, documents, {claim.name: claim.open_sides}, "2026-04-03")
    later = new_edition(LINES[0], "", "", *LINES[1:])
    later = replace(later, source={**later.source, "document": "pipelines-2026-april.txt"})
    accept(later, data, documents)
    assert not waiting_claims(data, documents)
    assert {row["lines"] for row in cited(data)} == {"6-6", "10-10"}
    assert GROWTH_NAME.replace("8-8", "10-10") in rows_of(
        data / "disagreements.csv")[0]["claims"].split(";")
    assert sound(data)


def test_a_changed_sentence_holds_everything_up_until_it_is_answered(data: Path) -> None:
    lines = [line.replace("1,768 km", "1,770 km") for line in OLD.lines]
    of = new_edition(*lines)
    documents = data.parent / "documents"
    (asked,) = asked_of(data, of)
    then, now, _ = asked.candidate.why
    assert ("1,768 km" in then, "1,770 km" in now) == (True, True)
    assert (asked.row["printed"], asked.row["lines"], asked.row["value"]) == (
        "The BTC pipeline is 1,770 km long", "4-4", "1768")
    before = (data / "claims.csv").read_bytes()
    (problem,) = preview(of, data, documents).problems
    assert "stands in a sentence that this edition changes" in str(problem)
    assert problem.item == asked.candidate.candidate_id
    with pytest.raises(DataProblemsError):
        accept(of, data, documents)
    assert (data / "claims.csv").read_bytes() == before
    row = {**asked.row, "value": "1770", "as_of": "2026-03-15"}
    of = new_edition(*lines, answer=Decision(asked.candidate.candidate_id, "accept", row))
    assert not preview(of, data, documents).problems
    accept(of, data, documents)
    assert {row["value"] for row in cited(data)} == {"1770", "2006-06"}
    assert sound(data)


def test_the_candidate_that_a_claim_has_become_answers_for_it(data: Path) -> None:
    lines = [line.replace("1,768 km", "1,770 km") for line in OLD.lines]
    printed = "BTC pipeline is 1,770 km"
    found = replace(candidate("c9", 4, {**LENGTH, "printed": printed}), why=("It is found.",))
    others = (candidate("c1", 8, GROWTH), replace(found, candidate_id="c2", attribute="capacity"),
              replace(found, candidate_id="c3", subject_id="tap"),
              replace(found, candidate_id="c4", printed="of the region"))
    of = replace(new_edition(*lines), candidates=(*others, found))
    (asked,) = asked_of(data, of)
    assert asked.candidate.candidate_id == "c9"
    assert "1,768 km" in asked.candidate.why[0]
    assert asked.candidate.why[-1] == "It is found."
    row = {**LENGTH, "value": "1770", "printed": printed, "lines": "4", "as_of": "2026-03-15"}
    of = replace(of, decisions={"c9": Decision("c9", "accept", row)})
    accept(of, data, data.parent / "documents")
    assert {row["value"] for row in cited(data)} == {"1770", "2006-06"}
    assert sound(data)


def test_a_claim_whose_sentence_is_gone_is_taken_out(data: Path) -> None:
    of = new_edition(*OLD.lines[:-2])
    (asked,) = asked_of(data, of)
    assert "No sentence of this edition is like it." in asked.candidate.why
    assert asked.row["lines"] == ""
    gone = Decision(asked.candidate.candidate_id, "reject", reason="gone")
    of = new_edition(*OLD.lines[:-2], answer=gone)
    accept(of, data, data.parent / "documents")
    assert [row["attribute"] for row in cited(data)] == ["length"]
    assert sound(data)


def test_an_answer_that_words_alone_do_not_bear_out_waits(data: Path) -> None:
    lines = [line.replace("1,768 km", "1,770 km") for line in OLD.lines]
    (asked,) = asked_of(data, new_edition(*lines))
    row = {**LENGTH, "value": "1770", "printed": "1,770 km", "lines": asked.row["lines"],
           "scope": "part", "scope_words": "to the coast"}
    of = new_edition(*lines, answer=Decision(asked.candidate.candidate_id, "accept", row))
    accept(of, data, data.parent / "documents")
    assert [row["attribute"] for row in cited(data)] == ["start"]
    assert [row["value"] for row in rows_of(data / "waiting/claims.csv")] == ["1770"]
    assert sound(data)


def test_the_old_text_has_to_be_there_and_to_stay(data: Path) -> None:
    documents = data.parent / "documents"
    of = new_edition("More.", *OLD.lines)
    same_name = replace(of, source={**of.source, "document": SOURCE["document"]})
    assert any("a name of its own" in str(problem)
               for problem in preview(same_name, data, documents).problems)
    (documents / "pipelines-2026.txt").write_text("another\n")
    assert any("is not the text" in str(problem)
               for problem in preview(of, data, documents).problems)
    (documents / "pipelines-2026.txt").unlink()
    assert any("is needed to compare" in str(problem)
               for problem in preview(of, data, documents).problems)
