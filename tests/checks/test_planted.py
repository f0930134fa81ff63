"""Planted errors: what the gate catches is measured with each release, kind by kind."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.command_line import main
from geo.checks.documents import verify
from geo.checks.planted import KINDS, plant, table
from tests.conftest import ROOT, shipped

PAGE = ROOT / "docs" / "planted-errors.md"
LEAST = 0.95


def test_nearly_every_planted_error_of_each_kind_is_caught(documents: Path) -> None:
    results = plant(shipped(), documents, 40)
    assert [each.kind for each in results] == list(KINDS)
    for each in results:
        assert each.planted, each.kind
        assert each.planted == each.by_rule + each.by_signature + len(each.missed)
        assert each.share >= LEAST, (each.kind, each.missed)


def test_without_readings_what_no_rule_can_judge_is_refused(documents: Path) -> None:
    """The signatures carry weight: taken away, the claims that need them fail."""
    verification = verify(replace(shipped(), readings=()), documents)
    assert {problem.row - 2 for problem in verification.problems} == {
        number for number, claim in enumerate(shipped().claims)
        if claim not in verification.by_rule}
    assert all("second reading" in problem.message for problem in verification.problems)


def test_the_same_seed_plants_the_same_errors(documents: Path) -> None:
    assert plant(shipped(), documents, 5) == plant(shipped(), documents, 5)


def test_the_page_is_of_this_release_and_names_every_kind() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"release {shipped().release}," in page
    rows = re.findall(r"^\| (.+?) \| (\d+) \|.*\| ([\d.]+)% \|$", page, re.MULTILINE)
    assert [kind for kind, _, _ in rows] == list(KINDS)
    assert all(float(share) >= 100 * LEAST for _, _, share in rows)


def test_the_command_prints_the_table_or_json(documents: Path,
                                              capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--documents", str(documents), "--planted", "3", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["release"] == shipped().release
    assert [kind["kind"] for kind in printed["kinds"]] == list(KINDS)
    assert main(["verify", "--documents", str(documents), "--planted", "3"]) == 0
    assert capsys.readouterr().out.rstrip() == table(
        plant(shipped(), documents, 3), shipped().release)
