"""Dates in briefings that have passed are answered in the notes."""

from __future__ import annotations

import json
from datetime import date

import pytest

from geo.briefing.briefing import Briefing, Scene, claim_index, write_briefing
from geo.catalog.catalog import Catalog
from geo.checks.passed_dates import passed_date_problems, unanswered
from geo.claims.dates import dates_in
from tests.conftest import DATA, TODAY

FILES = {path.name: path.read_bytes() for path in sorted((DATA / "briefings").glob("*.json"))}
CITE = "tripp/warning/air-center-2025/2077-2078"
"""A claim of 2025 that names an election of June 2026."""


def asked(catalog: Catalog, scene: Scene, today: date = TODAY) -> list[tuple[str, str]]:
    return list(unanswered(scene, today, claim_index(catalog.claims)))


def test_the_shipped_briefings_answer_every_passed_date(catalog: Catalog) -> None:
    assert passed_date_problems(FILES, catalog) == []


def test_the_answer_is_asked_for_when_it_is_taken_out(catalog: Catalog) -> None:
    name = "tripp-and-the-middle-corridor.json"
    text = FILES[name].decode()
    cut = text.replace("; that date has passed, and no source here tells the result", "")
    assert cut != text
    assert json.loads(cut)
    [problem] = passed_date_problems({name: cut.encode()}, catalog)
    assert str(problem).startswith(f"briefings/{name} scene 4 notes: 'June 2026' has passed")


def test_a_file_that_cannot_be_read_is_left_to_the_other_checks(catalog: Catalog) -> None:
    assert passed_date_problems({"a.json": b"{"}, catalog) == []


@pytest.mark.parametrize(("notes", "found"), [
    ("It hangs on June 2026 [1].", ["June 2026"]),
    ("It hangs on June 2026 [1]; that has passed.", []),
    ("It hangs on June 2026 [1]. No source tells the result.", []),
    ("It hangs on June 2026 [1].\nThat has passed.", ["June 2026"]),
    ("It hangs on June 2026.", []),
    ("It hangs on June 2031 [1].", []),
    ("Said in June 2025 [1].", []),
    ("By spring 2026 [1], or the first half of 2026 [1].", ["spring 2026", "first half of 2026"]),
    ("In the second half of 2026 [1].", []),
    ("In June 2026 [7].", []),
])
def test_only_promised_dates_that_have_passed_are_asked_of(catalog: Catalog, notes: str,
                                                           found: list[str]) -> None:
    scene = Scene("A title", "", "A sentence.", (CITE,), notes)
    assert asked(catalog, scene) == [("notes", words) for words in found]


def test_a_sentence_is_answered_anywhere_in_the_notes(catalog: Catalog) -> None:
    scene = Scene("A title", "", "By spring 2026 [1].", (CITE,), "One.\nNo source says.")
    assert asked(catalog, scene) == []
    alone = Scene("A title", "", "By spring 2026 [1].", (CITE,), "One.")
    assert asked(catalog, alone) == [("sentence", "spring 2026")]
    assert asked(catalog, alone, date(2026, 5, 31)) == []


def test_a_scene_is_named_by_its_place(catalog: Catalog) -> None:
    late = Scene("B", "", "By spring 2026 [1].", (CITE,))
    files = {"a.json": write_briefing(Briefing("a", "A", "", (Scene("A"), late)))}
    assert [p.field for p in passed_date_problems(files, catalog)] == ["scene 2 sentence"]


def test_periods_have_their_first_and_last_day() -> None:
    text = "May 2026, autumn 2025, the first half of 2024, 2023"
    assert list(dates_in(text)) == [
        ("May 2026", date(2026, 5, 1), date(2026, 5, 31)),
        ("autumn 2025", date(2025, 9, 1), date(2025, 11, 30)),
        ("first half of 2024", date(2024, 1, 1), date(2024, 6, 30))]
