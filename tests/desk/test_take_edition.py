"""A new edition of a document: what moves is moved, what reads otherwise is asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.command_line import main
from app.desk.acceptance import accept
from app.desk.accepting.take_edition import edition_beside, take_edition
from app.desk.accepting.waiting_list import confirm, waiting_claims
from geo.data.errors import AtlasError, DataProblemsError
from geo.intake.decision import Addition
from geo.intake.document import Document
from tests.desk.drafts_by_hand import DOCUMENT, LINES, draft, rows_of, small_data, state

NAME = "pipelines-2026.txt"
GROWTH_NAME = "baku-tbilisi-kars-railway/throughput/pipelines-2026/8-8=7.5"
LATER = replace(DOCUMENT, lines=(LINES[0], "A further line.", *LINES[1:]))
"""The same words one line further down."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with both claims of the document, one of them confirmed by a second reading."""
    folder = small_data(tmp_path)
    documents = tmp_path / "documents"
    accept(draft(), folder, documents)
    (claim,) = waiting_claims(folder, documents)
    confirm(folder, documents, {claim.name: claim.open_sides}, "2026-02-03")
    return folder


def ours(data: Path) -> dict[str, tuple[str, str]]:
    return {row["attribute"]: (row["lines"], row["section"])
            for row in rows_of(data / "claims.csv") if row["source_id"] == "pipelines-2026"}


def test_anchors_move_and_what_was_read_stays_signed(data: Path) -> None:
    documents = data.parent / "documents"
    before = state(data, documents)
    seen = edition_beside(data, documents, NAME, LATER)
    assert state(data, documents) == before
    assert sorted((each.cited.lines, each.lines) for each in seen.moved) == [
        ("4-4", "5-5"), ("8-8", "9-9")]
    assert seen.changed == ()
    take_edition(data, documents, NAME, LATER)
    assert ours(data) == {"length": ("5-5", "Pipelines of the region"),
                          "throughput": ("9-9", "Another year of growth")}
    assert (documents / NAME).read_text("utf-8") == LATER.text
    assert not any((main(["check", "--data", str(data)]),
                    main(["fmt", "--check", "--data", str(data)]),
                    main(["verify", "--data", str(data), "--documents", str(documents)])))


def edited(number: int, words: str) -> Document:
    """The later edition with other words on one of its lines."""
    lines = [*LATER.lines]
    lines[number - 1] = words
    return replace(LATER, lines=tuple(lines))


def test_a_sentence_that_reads_otherwise_is_asked_for_and_read_anew(data: Path) -> None:
    documents, edition = data.parent / "documents", edited(10, "the year before that.")
    before = state(data, documents)
    with pytest.raises(AtlasError, match="1 sentence of the new edition is not decided yet"):
        take_edition(data, documents, NAME, edition)
    assert state(data, documents) == before
    (asked,) = edition_beside(data, documents, NAME, edition).changed
    take_edition(data, documents, NAME, edition,
                 {asked.cited.name: {**asked.cited.cells, "lines": asked.lines}})
    (claim,) = waiting_claims(data, documents)
    assert claim.name == GROWTH_NAME.replace("8-8", "9-9")
    assert not claim.waits


def test_words_that_are_gone_are_asked_for_before_anything_is_written(data: Path) -> None:
    documents = data.parent / "documents"
    edition = edited(5, "The BTC pipeline is 1,770 km long.")
    (asked,) = edition_beside(data, documents, NAME, edition).changed
    mended = {**asked.cited.cells, "lines": asked.lines, "printed": asked.printed}
    before = state(data, documents)
    with pytest.raises(DataProblemsError) as refused:
        take_edition(data, documents, NAME, edition, {asked.cited.name: mended})
    assert "1768 km is not a number" in str(refused.value.problems[0])
    assert state(data, documents) == before
    take_edition(data, documents, NAME, edition, {asked.cited.name: {**mended, "value": "1770"}})
    assert ours(data)["length"][0] == "5-5"
    assert main(["verify", "--data", str(data), "--documents", str(documents)]) == 0


def test_a_row_that_the_edition_no_longer_bears_out_can_be_taken_out(data: Path) -> None:
    documents = data.parent / "documents"
    edition = replace(LATER, lines=tuple(line for line in LATER.lines if "BTC" not in line))
    (asked,) = edition_beside(data, documents, NAME, edition).changed
    take_edition(data, documents, NAME, edition, {asked.cited.name: None})
    assert {*ours(data)} == {"throughput"}


def test_what_waits_moves_too_with_the_disagreement_that_names_it(tmp_path: Path) -> None:
    folder, documents = small_data(tmp_path), tmp_path / "documents"
    held = next(row for row in rows_of(folder / "claims.csv")
                if row["subject_id"] == "baku-tbilisi-kars-railway")
    other = "/".join(held[name] for name in ("subject_id", "attribute", "source_id", "lines"))
    accept(draft(Addition("n1", "disagreements", {
        "disagreement_id": "test-growth", "subject_ids": "baku-tbilisi-kars-railway",
        "question": "How much was carried?", "why_kind": "not-stated",
        "claims": f"{GROWTH_NAME};{other}={held['value']}", "why": "They do not say why."})),
        folder, documents)
    take_edition(folder, documents, NAME, LATER)
    (waits,) = rows_of(folder / "waiting/disagreements.csv")
    assert GROWTH_NAME.replace("8-8", "9-9") in waits["claims"].split(";")
    assert main(["check", "--data", str(folder)]) == 0


def test_without_the_old_text_nothing_is_moved(data: Path) -> None:
    (data.parent / "documents" / NAME).unlink()
    with pytest.raises(AtlasError, match="without the old text"):
        take_edition(data, data.parent / "documents", NAME, LATER)
    with pytest.raises(AtlasError, match="is no text at hand"):
        take_edition(data, data.parent / "documents", "other.txt", LATER)
