"""Every claim stands in its document, and 200 damaged ones are all caught."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.cli.command_line import main
from geo.checks.documents import verify
from geo.checks.sections import fold
from geo.checks.tables import check
from geo.claims.printed_numbers import date_faults, read_numbers
from geo.data.reader import RawData, read_folder
from geo.data.records import Claim
from tests.conftest import DATA, shipped

DAMAGED = 200
Cells = dict[str, str]


def test_every_claim_stands_in_its_document(documents: Path,
                                            capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--documents", str(documents)]) == 0
    assert capsys.readouterr().out.endswith(": 0 failures\n")


@cache
def shipped_rows() -> RawData:
    """The shipped folder as read; nothing changes it."""
    return read_folder(DATA)


def _other_digit(chance: random.Random, text: str) -> str:
    places = [i for i, character in enumerate(text) if character.isdigit()]
    i = chance.choice(places)
    return text[:i] + chance.choice([d for d in "0123456789" if d != text[i]]) + text[i + 1:]


def _shift_lines(chance: random.Random, cells: Cells) -> None:
    first, last = (int(part) for part in cells["lines"].split("-"))
    by = chance.choice([-40, -7, -1, 1, 7, 40])
    by = by if first + by > 0 else -by
    cells["lines"] = f"{first + by}-{last + by}"


def _damage_digit(chance: random.Random, cells: Cells) -> None:
    field = chance.choice([name for name in ("value", "printed") if any(
        character.isdigit() for character in cells[name])])
    cells[field] = _other_digit(chance, cells[field])


def _damage_unit(chance: random.Random, cells: Cells) -> None:
    units = ["km", "Mt", "Mt/year", "bcm", "bcm/year", "mcm/day", "bbl/day", "bn bbl", "EUR bn",
             "USD bn", "percent", "days", "years", "count", "date", ""]
    cells["unit"] = chance.choice([unit for unit in units if unit != cells["unit"]])


def _damage_sign(_: random.Random, cells: Cells) -> None:
    cells["value"] = f"-{cells['value']}"


def _damage_document(chance: random.Random, cells: Cells) -> None:
    ids = list(shipped().sources)
    cells["source_id"] = chance.choice([i for i in ids if i != cells["source_id"]])


def _damage_section(chance: random.Random, cells: Cells) -> None:
    headings = {heading.heading for heading in shipped().headings}
    cells["section"] = chance.choice(sorted(headings - {cells["section"]}))


def _numeric(cells: Cells) -> bool:
    return cells["unit"] not in ("", "date")


def _of_a_document(cells: Cells) -> bool:
    """References are no documents here: of their claims only the value can be checked."""
    return bool(cells["lines"])


DAMAGES: dict[str, tuple[Callable[[random.Random, Cells], None], Callable[[Cells], bool]]] = {
    "digit": (_damage_digit, lambda cells: bool(cells["unit"])),
    "unit": (_damage_unit, _numeric),
    "line": (_shift_lines, _of_a_document),
    "document": (_damage_document, _of_a_document),
    "sign": (_damage_sign, lambda cells: bool(cells["unit"])),
    "section": (_damage_section, _of_a_document),
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_damaged_claims_are_caught(documents: Path, kind: str) -> None:
    """Two hundred claims in all, damaged one at a time, each caught by check or verify."""
    chance = random.Random(kind)  # noqa: S311 - a seed, not a secret
    damage, possible = DAMAGES[kind]
    raw = shipped_rows()
    rows = raw.tables["claims"]
    candidates = [i for i, row in enumerate(rows) if possible(dict(row.cells))]
    share = DAMAGED // len(DAMAGES) + 1
    for i in chance.sample(candidates, min(share, len(candidates))):
        damaged = dict(rows[i].cells)
        damage(chance, damaged)
        assert damaged != rows[i].cells
        assert caught(raw, documents, i, damaged), (kind, f"claims.csv:{i + 2}", damaged)


def test_claims_that_are_whole_are_not_caught(documents: Path) -> None:
    """What is caught of a damaged claim is its damage, not that it is judged by itself."""
    raw = shipped_rows()
    for i, row in list(enumerate(raw.tables["claims"]))[::40]:
        assert not caught(raw, documents, i, dict(row.cells)), f"claims.csv:{i + 2}"


def caught(raw: RawData, documents: Path, i: int, damaged: Cells) -> bool:
    """Whether check or verify sees that a claim was damaged.

    The claim is judged by itself, with its route, and with what both refer to.
    """
    row, subject = raw.tables["claims"][i], damaged["subject_id"]
    alone = dict.fromkeys(("relations", "aliases", "headings", "disagreements", "naming"), ())
    lines = tuple(each for each in raw.geometries if each.stem == subject)
    folder = replace(raw, geometries=lines, basemap={}, tables={
        **raw.tables, **alone, "claims": (replace(row, cells=damaged),),
        "routes": tuple(each for each in raw.tables["routes"]
                        if each.cells["route_id"] == subject)})
    return bool(check(folder)) or _held(documents, i, damaged)


def _held(documents: Path, i: int, damaged: Cells) -> bool:
    """Whether the claim, held against its document, does not stand."""
    claim = shipped().claims[i]
    same: dict[str, Any] = {name: cell for name, cell in damaged.items() if name != "qualifier"}
    catalog = replace(shipped(), claims=(replace(claim, **same),), relations=())
    return bool(verify(catalog, documents).problems)


@pytest.mark.parametrize(("printed", "numbers"), [
    ("1,768 km", {1768}), ("three million tons annually", {3, 3_000_000}),
    ("€2.4 billion", {Decimal("2.4"), 2_400_000_000}),
    ("between 8 and 15 million tons", {8, 8_000_000, 15, 15_000_000}),
    ("more than half", {Decimal("0.5")}), ("nearly one-third", {1, Decimal("0.33")}),
    ("four to six lanes", {4, 6}), ("between 40-60%", {40, 60}),
    ("more%20than%203%2C200%20kilometres", {3200}), ("no figure", set()),
])
def test_printed_numbers_are_read(printed: str, numbers: set[Decimal]) -> None:
    assert read_numbers(printed) == {Decimal(number) for number in numbers}


def test_folding_joins_broken_words_and_keeps_the_rest() -> None:
    assert fold("trans-\nport  corri\u00addor") == "transport corridor"
    assert fold("Trans-Caspian") == fold("Trans-\nCaspian")


def test_missing_documents_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--documents", str(tmp_path / "nowhere")]) == 2
    assert "give that of the documents" in capsys.readouterr().err
    assert main(["verify", "--documents", str(tmp_path)]) == 1
    assert "cannot be read" in capsys.readouterr().out


def test_a_claim_from_after_its_source_is_caught(documents: Path) -> None:
    catalog = shipped()
    moved = replace(catalog, claims=(replace(catalog.claims[0], as_of="2031"),))
    assert any(problem.field == "as_of" for problem in verify(moved, documents).problems)


@pytest.mark.parametrize(("printed", "qualifier", "faults"), [
    ("to be completed by spring 2026", "by", []),
    ("to be completed by spring 2026", "exact", ["qualifier"]),
    ("scheduled for spring 2026", "exact", []),
    ("scheduled for spring 2026", "by", ["qualifier"]),
    ("built by investors in spring 2026", "exact", []),
])
def test_a_date_printed_as_the_latest_is_kept_as_one(printed: str, qualifier: str,
                                                     faults: list[str]) -> None:
    claim = Claim("x", "completion", "2026-03", "2026-05", "date", (qualifier,), "", "", "", "2025",
                  "s", "", "1-1", printed, "")
    assert [field for field, _ in date_faults(claim, "2025")] == faults
