"""Past releases in the columns of today: nothing that they said is lost, nothing is made up."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from geo.data.former_layouts import bring_up_to_date
from geo.data.reader import read_folder
from geo.data.schema import TABLES

CLAIMS = """subject_id,attribute,value,value_high,unit,qualifier,as_of,source_id,section,lines,\
printed,note
b,length,20,,km,exact,2025,s,,2-2,20 km,"part: the new track; author"
a,length,43,,km,exact,2025,s,,1-1,43 km,"Author, part: is no prefix here"
c,transit-time,18,,days,exact,2025,s,,3-3,18 days,compared: before the corridor.
"""
SOURCES = """source_id,document,title,author,publisher,published,kind,perspective
page,https://example.org/a,A page,,P,2025,reference,nobody's
s,s.txt,A text,,P,2025,report,nobody's
"""


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / name).read_text("utf-8"), newline="")))


def test_parts_leave_the_note_and_addresses_the_document(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text(CLAIMS, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    bring_up_to_date(tmp_path)
    claims, sources = rows(tmp_path, "facts.csv"), rows(tmp_path, "sources.csv")
    assert [tuple(claims[0])] == [TABLES["claims"].column_names]
    told = [(row["subject_id"], row["scope"], row["scope_words"], row["note"]) for row in claims]
    assert told == [
        ("a", "", "", "Author, part: is no prefix here"), ("b", "part", "the new track", "author"),
        ("c", "compared", "before the corridor", "")]
    assert {row["period"] for row in claims} == {""}
    assert [(row["document"], row["address"]) for row in sources] == [
        ("", "https://example.org/a"), ("s.txt", "")]


def test_what_has_todays_columns_or_is_no_table_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text(CLAIMS, encoding="utf-8")
    bring_up_to_date(tmp_path)
    once = (tmp_path / "facts.csv").read_bytes()
    (tmp_path / "sources.csv").write_bytes(b"\xff\xfe no text")
    (tmp_path / "claims.csv").write_text("something,else\n1,2\n", encoding="utf-8")
    bring_up_to_date(tmp_path)
    assert (tmp_path / "facts.csv").read_bytes() == once
    assert (tmp_path / "sources.csv").read_bytes() == b"\xff\xfe no text"
    assert (tmp_path / "claims.csv").read_text("utf-8") == "something,else\n1,2\n"


def test_a_folder_of_ones_own_is_told_which_columns_to_add(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    told = [str(problem) for problem in read_folder(tmp_path).problems]
    for column in ("scope", "scope_words", "period"):
        assert any(f"claims.csv:1 {column}: the column is missing" in line for line in told)
