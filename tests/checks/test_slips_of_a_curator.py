"""What a careful person does wrong while adding a route and a claim, and what is said of it."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.cli.check import checked
from app.cli.command_line import main
from geo.checks.canonical_form import format_line, format_table
from geo.checks.garbled_text import probable, text_faults
from geo.checks.printed_values import claim_problems
from geo.checks.tables import check
from geo.data.attributes import ATTRIBUTES
from geo.data.csv_table import read_table
from geo.data.errors import MOST_OF_A_KIND, did_you_mean
from geo.data.reader import RawData, read_folder
from geo.data.schema import TABLES
from tests.conftest import DATA, edit

Cells = dict[str, str]
CLAIM = {"subject_id": "btc-pipeline", "attribute": "length", "source_id": "air-center-2025"}


@pytest.fixture
def light(tmp_path: Path) -> Path:
    """A copy of the shipped data without its past releases."""
    return shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("releases"))


def found(folder: Path, *, borders: bool = False) -> list[str]:
    """What is wrong with a folder; the borders are asked only where a slip is about them."""
    raw = read_folder(folder)
    return [str(problem) for problem in (*check(raw, past=not borders), *claim_problems(raw))]


def claim(**cells: str) -> Callable[[Path], None]:
    """Change what the Baku report says of the length of the BTC pipeline."""
    def change(folder: Path) -> None:
        edit(folder / "claims.csv", lambda rows: next(
            row for row in rows if CLAIM.items() <= row.items()).update(cells))
    return change


def route(**cells: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        edit(folder / "routes.csv", lambda rows: rows[0].update(cells))
    return change


def rewritten(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / name).write_bytes(change((folder / name).read_bytes()))
    return write


def separated(sign: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=sign, lineterminator="\r\n").writerows(rows)
    return write


def drawn(change: Callable[[list[list[float]]], object]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        path = folder / "routes" / "tap.geojson"
        feature = json.loads(path.read_text(encoding="utf-8"))
        change(feature["geometry"]["coordinates"])
        path.write_text(json.dumps(feature), encoding="utf-8")
    return write


def header(old: bytes, new: bytes) -> Callable[[Path], None]:
    return rewritten("claims.csv", lambda data: data.replace(old, new, 1))


# What is done, and each problem that is said of it: its place, and words of cause and next step.
SLIPS: dict[str, tuple[Callable[[Path], object], list[tuple[str, ...]]]] = {
    "semicolons": (separated(";"), [("claims.csv:1:", "semicolons", "save it as")]),
    "tabs": (separated("\t"), [("claims.csv:1:", "tabs", "save it as")]),
    "CRLF": (rewritten("claims.csv", lambda data: data.replace(b"\n", b"\r\n")),
             [("claims.csv:", "carriage returns", "fmt")]),
    "a byte-order mark": (rewritten("claims.csv", lambda data: b"\xef\xbb\xbf" + data), []),
    "cp1252": (rewritten("claims.csv", lambda data: data.decode().encode("cp1252", "replace")),
               [("claims.csv:", "not UTF-8", "another encoding", "save it as")]),
    "UTF-16": (rewritten("claims.csv", lambda data: data.decode().encode("utf-16")),
               [("claims.csv:", "UTF-16", "save it as")]),
    "no header": (rewritten("claims.csv", lambda data: data.partition(b"\n")[2]),
                  [("claims.csv:1:", "does not name the columns", "subject_id,attribute")]),
    "a column renamed": (header(b"lines", b"line no"),
                         [("claims.csv:1 lines:", "'line no'", "call it 'lines'")]),
    "a column gone": (header(b",note\n", b"\n"), [("claims.csv:1 note:", "missing", "add it")]),
    "blank columns": (rewritten("claims.csv", lambda data: data.replace(b"\n", b",,\n")),
                      [("claims.csv:1:", "2 columns without a name", "remove")]),
    "an open quote": (rewritten("naming.csv", lambda data: data + b'tap,"never closed\n'),
                      [("naming.csv:", "never closed")]),
    "empty rows": (rewritten("naming.csv", lambda data: data + b"\n\n,\n"),
                   [("naming.csv:", "an empty row (and 2 rows more)", "fmt")]),
    "thousands": (claim(value="1,768"), [("value:", "write 1768")]),
    "a decimal comma": (claim(value="1768,0"), [("value:", "write 1768.0")]),
    "scientific": (claim(value="1.768E+03"), [("value:", "shortened", "write 1768")]),
    "a turned date": (claim(as_of="21.11.2025"), [("as_of:", "turned", "write 2025-11-21")]),
    "lines as a date": (claim(lines="Feb 71"), [("lines:", "first-last", "as text")]),
    "a sentence copied": (claim(printed="1768 km " * 13), [("printed:", "longer than 24 words")]),
    "lines reversed": (claim(lines="2272-2271"), [("lines:", "before it begins", "2271-2272")]),
    "lines far too many": (claim(lines="2271-22710"), [("lines:", "too many")]),
    "lines of another section": (claim(lines="2400"), [
        ("section:", "the heading above line 2400", "mend")]),
    "lines of another source": (claim(source_id="umarova-2025", lines="6"), [
        ("lines:", "begins in line 27", "count lines from the top")]),
    "a missing heading": (lambda folder: edit(folder / "headings.csv", lambda rows: rows.remove(
        next(row for row in rows if "(BTC)" in row["heading"]))), [
            ("section:", "no heading of the source in headings.csv", "add the heading")]),
    "an unknown attribute": (claim(attribute="lenght"), [
        ("attribute:", "did you mean 'length'", "expected one of status, length")]),
    "an unknown unit": (claim(unit="miles"), [("unit:", "expected one of km")]),
    "an unknown qualifier": (claim(qualifier="abuot"), [
        ("qualifier:", "expected exact, about", "did you mean 'about'")]),
    "an unknown source": (claim(source_id="air-2025"), [
        ("source_id:", "not in sources.csv", "did you mean 'air-center-2025'")]),
    "an empty cell": (claim(printed=""), [("printed:", "is blank", "as the document prints")]),
    "printed without the number": (claim(printed="a very long way"), [
        ("value:", "no number stands in it"), ("unit:", "does not name the unit")]),
    "a value that is not printed": (claim(value="75", printed="70 km"), [
        ("value:", "it says 70", "mend the value")]),
    "a hedge left out": (claim(printed="more than 1,768 km"), [("qualifier:", "'more-than'")]),
    "a hedge that is not printed": (claim(qualifier="more-than"), [
        ("qualifier:", "does not say 'more than'")]),
    "mojibake": (claim(note="Azerbaijanâ€™s line to TÃ¼rkiye"), [
        ("note:", "another encoding", "Azerbaijan’s line to Türkiye")]),
    "a lost letter": (claim(note="T\ufffdrkiye"), [("note:", "a letter was lost", "save as")]),
    "an absent place": (route(from_place="lisar"), [
        ("from_place:", "'lisar' is not in places.csv", "add it there first")]),
    "an id with capitals": (route(from_place="Baku_Port"), [("from_place:", "write 'baku-port'")]),
    "a duplicate": (lambda folder: edit(folder / "routes.csv", lambda rows: rows.insert(
        1, dict(rows[0]))), [("routes.csv:3 route_id:", "stands already in row 2", "remove one")]),
    "an unsorted row": (lambda folder: edit(folder / "routes.csv", lambda rows: rows.append(
        rows.pop(0))), [("route_id:", "out of order", "fmt")]),
    "a line that ends elsewhere": (drawn(lambda line: line.__setitem__(0, [26.4, 40.9])), [
        ("routes/tap.geojson geometry:", "first vertex lies", "km from from_place", "move")]),
    "a line with its axes swapped": (drawn(lambda line: line.__setitem__(
        slice(None), [point[::-1] for point in line])), [
        ("first vertex", "swapped"), ("last vertex", "swapped")]),
    "a place with its axes swapped": (lambda folder: edit(folder / "places.csv", lambda rows: [
        row.update(lon=row["lat"], lat=row["lon"]) for row in rows if row["place_id"] == "bafq"]), [
            ("places.csv:", "longitude and latitude are swapped")]),
    "a file named otherwise": (lambda folder: (folder / "routes" / "tap.geojson").rename(
        folder / "routes" / "tapp.geojson"), [
            ("routes.csv:", "draw routes/tap.geojson"),
            ("route_id:", "'tap' is not the file's name"), ("no route 'tapp'", "mean 'tap'")]),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_named_with_its_cause_and_next_step(light: Path, slip: str) -> None:
    """One problem for each cause, and no others beside it where nothing else is wrong."""
    make, expected = SLIPS[slip]
    make(light)
    said = [
        text
        for text in found(light, borders=slip == "a place with its axes swapped")
        if not text.startswith(("disagreements.csv:", "claims.csv:49 subject_id: out of order"))
    ]
    for words in expected:
        assert any(all(word in text for word in words) for text in said), (words, said)
    one_file = {"semicolons", "tabs", "CRLF", "a byte-order mark", "cp1252", "UTF-16", "no header",
                "a column renamed", "a column gone", "blank columns", "an open quote", "empty rows"}
    assert slip not in one_file or len(said) == len(expected), said


@pytest.mark.parametrize("word", ["lisar", "x", "kandahar-railway-of-old"])
def test_what_is_not_near_is_not_suggested(word: str) -> None:
    assert did_you_mean(word, ["qaisar", "baku", "herat-kandahar-road"]) == ""


# Planted errors

def plants(cells: Cells) -> Iterator[Cells]:
    """The cells of a claim with one wrong value, unit or year."""
    values = [name for name in ("value", "value_high") if cells[name]]
    if cells["unit"] == "date":
        for years in (-10, -1, 1, 10):
            yield {**cells, **{name: f"{int(cells[name][:4]) + years}{cells[name][4:]}"
                               for name in values}}
    else:
        for name in values:
            number = Decimal(cells[name])
            for wrong in (number + 5, number + 1, number * 2, number * 10, number / 10):
                yield {**cells, name: f"{wrong.normalize():f}"}
    for unit in ATTRIBUTES[cells["attribute"]].units:
        if unit != cells["unit"]:
            yield {**cells, "unit": unit}


def seen(raw: RawData, planted: Cells, at: int) -> bool:
    row = replace(raw.tables["claims"][at], cells=planted)
    alone = replace(raw, tables={**raw.tables, "claims": (row,), "relations": ()}, geometries=())
    return bool(claim_problems(alone)) or any(
        problem.file == "claims.csv" for problem in check(
            replace(alone, tables={**alone.tables, "places": (), "disagreements": ()}), past=True)
        if problem.field in ("value", "value_high", "unit"))


def test_planted_errors_are_caught_without_the_documents() -> None:
    raw = read_folder(DATA)
    assert claim_problems(raw) == []
    planted = [(cells, at) for at, row in enumerate(raw.tables["claims"]) if row.cells["unit"]
               for cells in plants(dict(row.cells))]
    missed = [cells for cells, at in planted if not seen(raw, cells, at)]
    assert len(planted) > 700
    assert len(missed) < 0.02 * len(planted), missed


# Encodings

def _as(text: str, encoding: str) -> str:
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte)
                   for byte in text.encode("utf-8"))


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1254", "cp1250", "cp1251"])
def test_every_shipped_text_is_known_when_it_was_read_wrongly(encoding: str) -> None:
    raw = read_folder(DATA)
    texts = {cell for rows in raw.tables.values() for row in rows for cell in row.cells.values()}
    assert [text for text in texts if list(text_faults(text))] == []
    spoilt = [text for text in texts if not text.isascii()]
    assert [text for text in spoilt if not list(text_faults(_as(text, encoding)))] == []
    right = sum(probable(_as(text, encoding)) == text for text in spoilt)
    assert right > 0.9 * len(spoilt)  # A Cyrillic word of one letter cannot be told from two.


# fmt

def test_the_shipped_data_is_canonical(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", "--check"]) == 0
    assert capsys.readouterr().out == "0 files to format\n"


def test_fmt_mends_form_and_never_text(light: Path) -> None:
    rows = read_folder(light).tables["claims"]
    edit(light / "claims.csv", lambda cells: cells.reverse())
    spoilt = b"\xef\xbb\xbf" + (light / "claims.csv").read_bytes().replace(b"\n", b"\r\n") + b"\r\n"
    (light / "claims.csv").write_bytes(spoilt)
    feature = json.loads((light / "routes" / "tap.geojson").read_text(encoding="utf-8"))
    (light / "routes" / "tap.geojson").write_text(json.dumps(feature), encoding="utf-8")
    assert main(["fmt", "--check", "--data", str(light)]) == 1
    assert (light / "claims.csv").read_bytes() == spoilt
    assert main(["fmt", "--data", str(light)]) == 0
    assert read_folder(light).tables["claims"] == rows
    assert all((light / name).read_bytes() == (DATA / name).read_bytes()
               for name in ("claims.csv", "routes/tap.geojson", "routes.csv"))
    assert main(["fmt", "--check", "--data", str(light)]) == 0


def test_fmt_mends_a_file_under_its_former_name(light: Path) -> None:
    good = (light / "claims.csv").rename(light / "facts.csv").read_bytes()
    (light / "facts.csv").write_bytes(good.replace(b"\n", b"\r\n"))
    assert main(["fmt", "--data", str(light)]) == 0
    assert (light / "facts.csv").read_bytes() == good


def test_fmt_leaves_what_it_cannot_read(light: Path, capsys: pytest.CaptureFixture[str]) -> None:
    separated(";")(light)
    kept = (light / "claims.csv").read_bytes()
    assert main(["fmt", "--data", str(light)]) == 1
    assert "claims.csv:1: its cells are separated by semicolons" in capsys.readouterr().out
    assert (light / "claims.csv").read_bytes() == kept


def test_a_line_of_two_parts_is_canonical_once() -> None:
    parts = [[[1, 2.1234567], [3, 4]], [[5.5, 6], [7, 8]]]
    feature = {"type": "Feature",
               "properties": {"route_id": "x", "basis": "traced", "basis_note": "é"},
               "geometry": {"type": "MultiLineString", "coordinates": parts}}
    made, faults = format_line("routes/x.geojson", json.dumps(feature).encode())
    assert faults == []
    assert b"\n  [1, 2.12346],\n  [3, 4]\n], [\n  [5.5, 6],\n" in made
    assert format_line("routes/x.geojson", made) == (made, [])


def test_one_line_is_a_span(light: Path) -> None:
    claim(lines="2271")(light)
    assert checked(read_folder(light))[0] == []
    assert format_table(TABLES["claims"], (light / "claims.csv").read_bytes())[1] == []


# Bounds

@pytest.mark.parametrize(("data", "said"), [
    (b"id,reason\n" + b"\n" * 19_000_000, "holds more than 50,000 rows"),
    (b"id,reason\n" + b"a,b\n" * 60_000, "holds more than 50,000 rows"),
    (b"id,reason\na," + b"x" * 19_000_000 + b"\n", "longer than 20,000 characters"),
    (b'id,reason\na,"' + b"x\n" * 1_000_000, "quote"),
])
def test_a_huge_table_is_one_problem_or_few(data: bytes, said: str) -> None:
    reading = read_table(TABLES["naming"], data)
    assert len(reading.problems) <= 2
    assert any(said in problem.message for problem in reading.problems), reading.problems


def test_a_flood_of_problems_is_counted(light: Path) -> None:
    rows = "".join(f"no-such-place-{n:05},reason\n" for n in range(12_445))
    (light / "naming.csv").write_text(f"id,reason\n{rows}", encoding="utf-8")
    said = [text for text in found(light) if text.startswith("naming.csv")]
    assert len(said) == MOST_OF_A_KIND + 1
    assert said[-1] == "naming.csv id: and 12,345 more problems like these"


def test_a_length_of_nothing_is_told_beside_the_line(light: Path) -> None:
    claim(value="0", printed="0 km")(light)
    assert [words for words in found(light, borders=True)
            if "btc-pipeline is drawn" in words and "of the stated 0 km" in words]
