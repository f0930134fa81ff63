"""The checks name every problem of a folder in one run, with file and row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.command_line import main
from geo.checks.cells import cell_faults
from geo.checks.tables import check
from geo.data.reader import parse_json, read_folder
from geo.data.schema import TABLES, Column
from tests.conftest import DATA, edit


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in check(read_folder(folder))]


def row_of(folder: Path, table: str, text: str) -> int:
    lines = (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_the_shipped_data_has_no_problems() -> None:
    assert problems(DATA) == []


def test_five_faults_are_named_in_one_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The issue's list: each fault with its file and row, and exit code 1."""
    def break_claims(rows: list[dict[str, str]]) -> None:
        rows[0]["source_id"] = "air-2025"
        capacity = next(row for row in rows if row["attribute"] == "capacity")
        capacity["unit"] = "km"

    def repeat_route(rows: list[dict[str, str]]) -> None:
        rows.insert(1, dict(rows[0]))

    edit(folder / "claims.csv", break_claims)
    edit(folder / "routes.csv", repeat_route)
    lines = folder / "routes"
    text = (lines / "tanap.geojson").read_text(encoding="utf-8")
    (lines / "nobodys-line.geojson").write_text(text.replace('"tanap"', '"nobodys-line"'),
                                                encoding="utf-8")
    feature = json.loads(text)
    feature["geometry"]["coordinates"] = [
        [lat, lon] for lon, lat in feature["geometry"]["coordinates"]]
    (lines / "tanap.geojson").write_text(json.dumps(feature), encoding="utf-8")

    assert main(["check", "--data", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "claims.csv:2 source_id: 'air-2025' is not in sources.csv; did you mean 'air-" in said
    capacity_row = row_of(folder, "claims", ",capacity,")
    assert f"claims.csv:{capacity_row} unit: 'km' is not a unit of capacity" in said
    assert "routes.csv:3 route_id: 'ahmedbeyli-agbend-highway' stands already in row 2" in said
    assert "routes/nobodys-line.geojson route_id: no route 'nobodys-line' in routes.csv" in said
    assert "routes/tanap.geojson geometry:" in said
    assert "longitude and latitude look swapped" in said


def test_a_check_without_problems_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "no problems" in capsys.readouterr().out


@pytest.mark.parametrize(("table", "column", "value", "said"), [
    ("routes", "mode", "raill", "did you mean 'rail'"),
    ("routes", "from_place", "tbilissi", "did you mean 'tbilisi'"),
    ("routes", "countries", "AZ;XX", "'XX' is not an ISO 3166 alpha-2 code"),
    ("routes", "countries", "", "only a sea route crosses no country"),
    ("routes", "route_id", "Has_Underscore", "lower-case words joined by '-'"),
    ("places", "lat", "119.2", "are lon and lat swapped?"),
    ("places", "lon", "1e309", "not a plain number"),
    ("claims", "lines", "20-10", "ends before it begins"),
    ("claims", "as_of", "2025-13", "not a date of the calendar"),
    ("claims", "printed", "", "is blank"),
    ("claims", "attribute", "lenght", "did you mean 'length'"),
    ("sources", "published", "spring", "is not YYYY"),
])
def test_a_damaged_cell_is_named_with_its_row(folder: Path, table: str, column: str, value: str,
                                              said: str) -> None:
    def damage(rows: list[dict[str, str]]) -> None:
        rows[3][column] = value

    edit(folder / f"{table}.csv", damage)
    named = [p for p in problems(folder) if p.startswith(f"{table}.csv:5 {column}: ")]
    assert any(said in problem for problem in named), problems(folder)


@pytest.mark.parametrize("name", [
    *(table.file for table in TABLES.values() if not table.optional), "datapackage.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert any(p.startswith(f"{name}: the file is missing") for p in problems(folder))


def test_a_route_without_geometry_is_named(folder: Path) -> None:
    (folder / "routes" / "tap.geojson").unlink()
    row = row_of(folder, "routes", "tap,")
    assert any(p.startswith("routes.csv:") and "draw routes/tap.geojson" in p
               for p in problems(folder)), row


@pytest.mark.parametrize(("coordinates", "said"), [
    ([[49.8, 40.4]], "two points or more"),
    ([[49.8, 40.4], ["50", "41"]], "is not [lon, lat]"),
    ([[49.8, 140.4], [50.1, 141.0]], "longitude and latitude are swapped"),
    ([[5554321.0, 4926000.0], [5560000.0, 4930000.0]], "not WGS84 degrees"),
    ([[179.0, 40.0], [-179.0, 40.0]], "180th meridian"),
    ([[49.8, 40.4], [49.8, 40.4]], "all points are the same"),
    ([], "has no coordinates"),
])
def test_a_line_that_cannot_be_right_is_named(folder: Path, coordinates: list[object],
                                              said: str) -> None:
    path = folder / "routes" / "tap.geojson"
    feature = json.loads(path.read_text(encoding="utf-8"))
    feature["geometry"]["coordinates"] = coordinates
    path.write_text(json.dumps(feature), encoding="utf-8")
    assert any(p.startswith("routes/tap.geojson geometry: ") and said in p
               for p in problems(folder)), problems(folder)


def test_a_system_that_is_drawn_is_not_said_to_be_missing(folder: Path) -> None:
    """By the name of its route or by another name; case and accents do not matter."""
    def misname(rows: list[dict[str, str]]) -> None:
        rows[0]["name"], rows[1]["name"] = "TRANS ADRIATIC PIPELINE (TAP)", "TANAP pipeline"

    edit(folder / "aliases.csv", lambda rows: rows[0].update(id="tanap", alias="TANAP pipeline"))
    edit(folder / "not_mapped.csv", misname)
    said = [problem for problem in problems(folder) if "is drawn as" in problem]
    assert [problem.split()[0] for problem in said] == ["not_mapped.csv:2", "not_mapped.csv:3"]
    assert "is drawn as tap;" in said[0]
    assert "is drawn as tanap;" in said[1]


def test_a_system_not_drawn_is_cited_as_a_claim_is(folder: Path) -> None:
    def damage(rows: list[dict[str, str]]) -> None:
        rows[0]["lines"] = "3"
        rows[1].update(source_id="air-center-2025", section="")

    edit(folder / "not_mapped.csv", damage)
    said = problems(folder)
    assert any(p.startswith("not_mapped.csv:2 lines: a public page has no lines") for p in said)
    assert any(p.startswith("not_mapped.csv:3 lines: is blank") for p in said)


@pytest.mark.parametrize(("text", "said"), [
    ('{"a": NaN}', "NaN"), ('{"a": 1e999}', "too large"), ('{"a": 1, "a": 2}', "stands twice"),
    ("[" * 100_000, "nested too deeply|Expecting value"),
])
def test_json_that_is_not_json_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_json(text)


def test_bytes_that_are_not_utf8_are_named(folder: Path) -> None:
    (folder / "aliases.csv").write_bytes(b"id,alias,script,used_by\nbaku,\xff\xfe,latin,x\n")
    assert any("not UTF-8" in problem for problem in problems(folder))


def test_no_folder_at_all_is_said(tmp_path: Path) -> None:
    assert "no such folder" in problems(tmp_path / "nowhere")[0]


@given(st.text())
def test_any_text_in_any_cell_is_judged_without_an_error(text: str) -> None:
    for table in TABLES.values():
        for column in table.columns:
            assert all(isinstance(fault, str) for fault in cell_faults(column, text))


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True))
def test_every_word_of_the_id_form_is_an_id(word: str) -> None:
    assert list(cell_faults(Column("route_id", "", "id"), word)) == []
