"""A text at hand beside the one that was cited: the same, moved or changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.checks.editions import Edition, compare_edition, sha256
from geo.data.records import Claim, Source

LINES = ("A heading", "The line is 100 km long.", "", "The line is 100 km long, they say again.",
         "It was opened in 2019 by the operator.")
SOURCE = Source("s", "s.txt", "", "T", "", "P", "", "2025", "", "report",
                sha256("\n".join(LINES).encode()), "nobody's")


def claim(lines: str, printed: str) -> Claim:
    return Claim("x", "length", "100", "", "km", ("exact",), "", "", "", "2025", "s", "", lines,
                 printed, "")


CITED = (claim("2-2", "100 km long"), claim("4-4", "100 km long"),
         claim("5-5", "opened in 2019 by the operator"))


def compared(lines: tuple[str, ...]) -> Edition:
    return compare_edition(SOURCE, "\n".join(lines).encode(), lines, CITED)


def test_the_text_that_was_cited_is_the_same() -> None:
    assert compared(LINES).words == "the same"


def test_moved_words_are_found_and_twins_by_their_neighbours() -> None:
    edition = compared(("New", "matter", "here", *LINES))
    assert edition.state == "moved"
    assert [edition.moved[each] for each in CITED] == ["5-5", "7-7", "8-8"]
    assert not edition.lost


def test_changed_words_are_shown_as_they_read_now() -> None:
    edition = compared((*LINES[:4], "It was opened in 2021 by the operator."))
    assert edition.state == "changed"
    assert edition.lost == {CITED[2]: "opened in 2021 by the operator"}


def test_words_that_are_gone_are_said_to_be() -> None:
    edition = compared(LINES[:4])
    assert (edition.state, edition.lost) == ("changed", {CITED[2]: ""})


def test_a_change_elsewhere_is_no_change_of_what_is_cited() -> None:
    edition = compared(("Another heading", *LINES[1:]))
    assert (edition.state, edition.moved, edition.lost) == ("changed", {}, {})
    assert edition.words == "changed, but not where it is cited"


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_without_the_right_hash_the_text_is_compared(digest: str) -> None:
    edition = compare_edition(replace(SOURCE, sha256=digest), "\n".join(LINES).encode(), LINES,
                              CITED)
    assert edition.state == "changed"
