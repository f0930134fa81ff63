"""A note that calls a line planned, proposed or not built is borne out by a claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.checks.build import build
from geo.checks.notes import note_problems
from geo.data.reader import read_folder
from tests.conftest import TODAY, edit


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in note_problems(build(read_folder(folder), TODAY))]


def reword(folder: Path, route_id: str, old: str, new: str) -> None:
    path = folder / "routes" / f"{route_id}.geojson"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("words", ["a proposed line", "a Planned line", "not built", "unbuilt",
                                   "not yet built"])
def test_a_note_without_a_claim_is_named(folder: Path, words: str) -> None:
    reword(folder, "alat-port-railway", "Drawn", f"Drawn ({words})")
    said = problems(folder)
    assert len(said) == 1
    assert said[0].startswith("routes/alat-port-railway.geojson basis_note: says ")


@pytest.mark.parametrize("words", ["a planned course was changed", "unplanned", "rebuilt"])
def test_only_the_words_themselves_count(folder: Path, words: str) -> None:
    reword(folder, "alat-port-railway", "Drawn", f"Drawn ({words})")
    assert bool(problems(folder)) == ("a planned" in words)


@pytest.mark.parametrize("route_id", ["delaram-kandahar-railway"])
def test_a_relation_to_an_unfinished_whole_bears_it_out(folder: Path, route_id: str) -> None:
    def no_status(rows: list[dict[str, str]]) -> None:
        rows[:] = [row for row in rows
                   if (row["subject_id"], row["attribute"]) != (route_id, "status")]

    edit(folder / "claims.csv", no_status)
    assert problems(folder) == []
    edit(folder / "relations.csv", lambda rows: rows.remove(next(
        row for row in rows
        if row["subject_id"] == route_id and row["relation"] == "part-of")))
    assert [text.split(":")[0] for text in problems(folder)] == [
        f"routes/{route_id}.geojson basis_note"]


def test_operating_bears_no_plan_out(folder: Path) -> None:
    def open_it(rows: list[dict[str, str]]) -> None:
        for row in rows:
            if (row["subject_id"], row["attribute"]) == ("zaranj-delaram-railway", "status"):
                row["value"] = "operating"

    edit(folder / "claims.csv", open_it)
    assert any("zaranj-delaram-railway.geojson basis_note" in text for text in problems(folder))
