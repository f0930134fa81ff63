"""The command `corridor-atlas sign`: what a second reader confirms, and what a change undoes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.cli.command_line import main
from tests.conftest import edit

CLAIM = "btc-pipeline/length/air-center-2025/2271-2271"


def readings(data: Path) -> list[dict[str, str]]:
    with (data / "readings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of(data: Path, claim: str) -> list[dict[str, str]]:
    return [row for row in readings(data) if row["claim"] == claim]


def test_a_claim_is_signed_and_loses_the_signature_once_it_changes(
        folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["sign", "--data", str(folder), "--read-on", "2026-12-01"]
    assert main([*arguments, CLAIM, "--looked-at", "subject;scope"]) == 0
    (row,) = of(folder, CLAIM)
    assert (row["looked_at"], row["read_on"]) == ("subject;scope", "2026-12-01")
    assert main(["check", "--data", str(folder)]) == 0

    def longer(rows: list[dict[str, str]]) -> None:
        row = next(each for each in rows if each["subject_id"] == "btc-pipeline"
                   and each["attribute"] == "length"
                   and each["source_id"] == "air-center-2025")
        row["note"] = "Author"

    edit(folder / "claims.csv", longer)
    capsys.readouterr()
    assert main([*arguments, "tanap/status/air-center-2025/2341-2341"]) == 0
    assert "1 reading of claims that have changed left out" in capsys.readouterr().out
    assert of(folder, CLAIM) == []


def test_many_are_signed_from_a_list(folder: Path, tmp_path: Path) -> None:
    listed = tmp_path / "read.csv"
    listed.write_text(f"claim,looked_at\n{CLAIM}=1768,scope;subject\n", encoding="utf-8")
    assert main(["sign", "--data", str(folder), "--list", str(listed),
                 "--read-on", "2026-12-01"]) == 0
    assert of(folder, CLAIM)[0]["looked_at"] == "subject;scope"


@pytest.mark.parametrize(("claim", "sides", "told"), [
    ("btc-pipeline/length/air-center-2025/1-1", "subject", "no claim"),
    (CLAIM, "colour", "is no side of a claim"),
])
def test_what_cannot_be_signed_is_said(folder: Path, capsys: pytest.CaptureFixture[str],
                                       claim: str, sides: str, told: str) -> None:
    before = readings(folder)
    assert main(["sign", "--data", str(folder), claim, "--looked-at", sides,
                 "--read-on", "2026-12-01"]) == 2
    assert told in capsys.readouterr().err
    assert readings(folder) == before
