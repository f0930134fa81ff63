"""The command `corridor-atlas admit`: claims wait until a second reader confirms them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.cli.command_line import main
from geo.data.schema import TABLES

CLAIM = {"subject_id": "tap", "attribute": "length", "value": "878", "unit": "km",
         "qualifier": "exact", "as_of": "2026-01-02", "source_id": "page-2026",
         "printed": "TAP is 878 km long"}
SOURCE = {"source_id": "page-2026", "address": "https://example.org/tap", "title": "A page",
          "publisher": "Nobody", "published": "2026-01-02", "accessed": "2026-11-30",
          "kind": "operator", "perspective": "made up for a test"}
NAME = "tap/length/page-2026/=878"


def wait(folder: Path, *claims: dict[str, str]) -> None:
    for name, rows in (("claims", claims), ("sources", (SOURCE,))):
        path = folder / "waiting" / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, TABLES[name].column_names, "", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_waits_is_neither_shown_nor_released_until_it_is_admitted(
        folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = {**CLAIM, "value": "2003", "attribute": "start", "unit": "date",
             "printed": "founded in 2003", "subject_id": "tap"}
    wait(folder, CLAIM, other)
    assert main(["check", "--data", str(folder)]) == 0
    assert "2 claims in waiting/ for a second reading" in capsys.readouterr().out
    assert not [row for row in rows(folder, "claims.csv") if row["source_id"] == "page-2026"]
    assert main(["admit", "--data", str(folder), NAME, "--read-on", "2026-12-01"]) == 0
    assert "1 claim taken in; 1 still wait" in capsys.readouterr().out
    (row,) = [row for row in rows(folder, "claims.csv") if row["source_id"] == "page-2026"]
    assert row["printed"] == CLAIM["printed"]
    assert "tap/length/page-2026/" in {row["claim"] for row in rows(folder, "readings.csv")}
    assert [row["value"] for row in rows(folder, "waiting/claims.csv")] == ["2003"]
    assert main(["check", "--data", str(folder)]) == 0


def test_a_fault_of_a_claim_that_waits_is_named(
        folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wait(folder, {**CLAIM, "value": "887"})
    assert main(["check", "--data", str(folder)]) == 1
    assert "waiting/claims.csv:2 value: 887 km is not a number" in capsys.readouterr().out
    before = (folder / "claims.csv").read_bytes()
    assert main(["admit", "--data", str(folder), "tap/length/page-2026/=887",
                 "--read-on", "2026-12-01"]) != 0
    assert (folder / "claims.csv").read_bytes() == before


def test_a_claim_that_the_folder_cannot_hold_changes_nothing(
        folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A length far from the drawn one is right by itself and wrong beside the line."""
    wait(folder, {**CLAIM, "value": "1878", "printed": "TAP is 1878 km long"})
    before = {path: path.read_bytes() for path in folder.rglob("*.csv")}
    assert main(["admit", "--data", str(folder), "tap/length/page-2026/=1878",
                 "--read-on", "2026-12-01"]) != 0
    assert "tap is drawn" in "".join(capsys.readouterr())
    assert {path: path.read_bytes() for path in folder.rglob("*.csv")} == before


def test_fmt_sorts_what_waits(folder: Path) -> None:
    later = {**CLAIM, "subject_id": "btc-pipeline"}
    wait(folder, CLAIM, later)
    assert main(["fmt", "--data", str(folder)]) == 0
    assert [row["subject_id"] for row in rows(folder, "waiting/claims.csv")] == [
        "btc-pipeline", "tap"]


def test_what_does_not_wait_cannot_be_admitted(
        folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wait(folder, CLAIM)
    assert main(["admit", "--data", str(folder), "tap/length/page-2026/=9",
                 "--read-on", "2026-12-01"]) == 2
    assert "does not wait" in capsys.readouterr().err


def test_a_folder_in_which_nothing_waits_needs_none(folder: Path) -> None:
    if (folder / "waiting").exists():
        for file in (folder / "waiting").iterdir():
            file.unlink()
        (folder / "waiting").rmdir()
    assert main(["check", "--data", str(folder)]) == 0
