"""A new edition of a document: what moves is moved, what reads otherwise is asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.command_line import main
from app.desk.acceptance import accept
from app.desk.accepting.new_edition import edition_changes, take_edition
from app.desk.accepting.waiting_list import confirm, waiting_claims
from geo.data.errors import AtlasError
from tests.desk.drafts_by_hand import DOCUMENT, LINES, draft, rows_of, small_data, state

NAME = "pipelines-2026.txt"
LENGTH_NAME = "btc-pipeline/length/pipelines-2026/4-4=1768"
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
    seen = edition_changes(data, documents, LATER, NAME)
    assert state(data, documents) == before
    assert seen.moved == {LENGTH_NAME: ("4-4", "5-5"), GROWTH_NAME: ("8-8", "9-9")}
    assert (seen.changed, seen.asked_again) == ({}, ())
    assert take_edition(data, documents, LATER, NAME) == seen
    assert ours(data) == {"length": ("5-5", "Pipelines of the region"),
                          "throughput": ("9-9", "Another year of growth")}
    assert (documents / NAME).read_text("utf-8") == LATER.text
    assert not any((main(["check", "--data", str(data)]),
                    main(["fmt", "--check", "--data", str(data)]),
                    main(["verify", "--data", str(data), "--documents", str(documents)])))


def test_a_sentence_that_reads_otherwise_is_read_anew(data: Path) -> None:
    lines = [*LATER.lines]
    lines[9] = "the year before that."
    take_edition(data, data.parent / "documents", replace(LATER, lines=tuple(lines)), NAME)
    (asked,) = waiting_claims(data, data.parent / "documents")
    assert asked.name == GROWTH_NAME.replace("8-8", "9-9")
    assert not asked.waits


def test_words_that_are_gone_are_asked_for_before_anything_is_written(data: Path) -> None:
    documents = data.parent / "documents"
    lines = [*LATER.lines]
    lines[4] = "The BTC pipeline is 1,770 km long."
    edition = replace(LATER, lines=tuple(lines))
    before = state(data, documents)
    seen = edition_changes(data, documents, edition, NAME)
    assert "1,770" in seen.changed[LENGTH_NAME]
    with pytest.raises(AtlasError, match="1 row cites words that the new edition does not have"):
        take_edition(data, documents, edition, NAME)
    assert state(data, documents) == before
    (row,) = [row for row in rows_of(data / "claims.csv") if row["attribute"] == "length"
              and row["source_id"] == "pipelines-2026"]
    mended = {**row, "value": "1770", "lines": "5-5",
              "printed": "The BTC pipeline is 1,770 km long"}
    take_edition(data, documents, edition, NAME, {LENGTH_NAME: mended})
    assert ours(data)["length"][0] == "5-5"
    assert main(["verify", "--data", str(data), "--documents", str(documents)]) == 0


def test_a_row_that_the_edition_no_longer_bears_out_can_be_taken_out(data: Path) -> None:
    edition = replace(LATER, lines=tuple(line for line in LATER.lines if "BTC" not in line))
    take_edition(data, data.parent / "documents", edition, NAME, {LENGTH_NAME: None})
    assert {*ours(data)} == {"throughput"}
