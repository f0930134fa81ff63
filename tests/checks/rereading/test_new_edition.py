"""New editions: a claim in its old sentence moves by itself, every other one is asked again."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.checks.rereading.new_edition import NewEdition, moved

OLD = (
    "Invented for a test.",
    "The railway is 826 km long. It was opened in",
    "2017 by three presidents.",
    "",
    "A second line of 826 km is planned. Nobody has said who is to pay for the",
    "works, which cost 200 mil-",
    "lion dollars.",
)


@dataclass(frozen=True)
class Words:
    """Words and the lines on which they are cited."""

    lines: str
    printed: str


CITED = (Words("2-2", "826 km"), Words("2-3", "opened in 2017"), Words("5", "826 km"),
         Words("6-7", "200 million dollars"))


def places(edition: NewEdition[Words]) -> list[tuple[str, str]]:
    return [(each.cited.printed, each.lines) for each in edition.moved]


def test_the_same_text_leaves_every_citation_in_its_place() -> None:
    edition = moved(OLD, OLD, CITED)
    assert edition.changed == ()
    assert [lines for _, lines in places(edition)] == ["2-2", "2-3", "5-5", "6-7"]
    assert edition.words == "4 citations on the same lines, 0 on other lines, 0 to be asked again"


@given(st.lists(st.sampled_from(["More of it.", "", "Others say 826 km too."]), max_size=6))
def test_lines_before_move_every_citation_alike(before: list[str]) -> None:
    edition = moved(OLD, (*before, "", *OLD), CITED)
    by = len(before) + 1
    assert edition.changed == ()
    assert [lines for _, lines in places(edition)] == [
        f"{first + by}-{last + by}" for first, last in ((2, 2), (2, 3), (5, 5), (6, 7))]


def test_other_line_breaks_are_no_change() -> None:
    text = " ".join(OLD[1:3]), "", " ".join(OLD[4:6]).replace("mil-", "million dollars.")
    edition = moved(OLD, text, CITED)
    assert edition.changed == ()
    assert [lines for _, lines in places(edition)] == ["1-1", "1-1", "3-3", "3-3"]


def test_a_sentence_that_reads_otherwise_is_asked_again_with_both_sentences() -> None:
    new = tuple(line.replace("is planned", "is being built") for line in OLD)
    edition = moved(OLD, new, CITED)
    assert len(edition.moved) == 3
    (asked,) = edition.changed
    assert asked.cited == CITED[2]
    assert (asked.old.strip(), asked.new.strip()) == (
        "A second line of 826 km is planned.", "A second line of 826 km is being built.")
    assert (asked.lines, asked.printed) == ("5-5", "826 km")


def test_words_that_read_otherwise_are_proposed_as_they_read_now() -> None:
    new = tuple(line.replace("2017", "2019") for line in ("A new line.", "", *OLD))
    (asked,) = moved(OLD, new, CITED).changed
    assert (asked.cited, asked.lines, asked.printed) == (CITED[1], "4-5", "opened in 2019")
    assert "2017" in asked.old
    assert "2019" in asked.new
    assert asked.new == asked.new.strip()


def test_words_of_another_sentence_are_not_taken_for_those_that_are_gone() -> None:
    edition = moved(OLD, OLD[:4], CITED)
    assert [each.cited for each in edition.changed] == [CITED[2], CITED[3]]
    assert edition.changed[0].new.strip() == "The railway is 826 km long."
    assert (edition.changed[1].new, edition.changed[1].lines, edition.changed[1].printed) == (
        "", "", "")


@pytest.mark.parametrize("new", [(), ("",), ("Another text.",)])
def test_a_text_that_is_gone_asks_everything_again(new: tuple[str, ...]) -> None:
    edition = moved(OLD, new, CITED)
    assert edition.moved == ()
    assert [each.cited for each in edition.changed] == [*CITED]
