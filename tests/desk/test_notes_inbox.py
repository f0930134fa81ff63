"""Readers' notes at the desk: taken in once, shown beside the claim as it is now, answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.cli.check import checked
from app.cli.command_line import main
from app.desk.notes_inbox import open_notes, settle, take_in
from app.shared.settings import DATA_VARIABLE
from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.claims.wording import scoped_words
from geo.data.diff import compare
from geo.data.errors import AtlasError
from geo.data.reader import read_folder
from geo.data.records import Claim
from geo.data.releases import archive_path, is_kept, members
from geo.export.dossier_text import dossier_lines
from geo.export.html.dossier_html import dossier_html
from geo.presentation.data_tables import claim_table
from geo.presentation.dossier import dossier
from geo.presentation.extract import Extract
from geo.query.view import View
from tests.conftest import DATA, TODAY, edit
from tests.files.notes import written
from tests.files.packs import dossiers_of, pack
from tests.pages.app_run import MAIN

Add = Callable[..., tuple[str, str]]
WORDS = "It is 1,769 km, “says” =HYPERLINK(1), <b>the operator</b>."
SAYS = "a reader has questioned this value (open since 20 November 2026)"


def length(catalog: Catalog) -> Claim:
    """The claim about the length of BTC that is shown first."""
    entry = catalog.entry("btc-pipeline")
    assert entry
    claim = entry.headline("length")
    assert claim
    return claim


def note_on(claim: Claim, catalog: Catalog, **changed: str) -> str:
    """A reader's note on a claim, as the page writes it."""
    return str(written([{
        "claim": claim.full_name, "said": f"BTC, Length: {scoped_words(claim)}",
        "printed": claim.printed, "source": "A source.", "release": catalog.release,
        "problem": "number", "words": WORDS, "link": "https://example.org", "day": "2026-11-20",
        **changed}])[0]["text"])


def now(folder: Path) -> Catalog:
    return build(read_folder(folder), TODAY)


@pytest.fixture
def add(folder: Path) -> Add:
    """Takes in a note on the length of BTC; returns what became of it, and the remark."""
    def added(**changed: str) -> tuple[str, str]:
        catalog = now(folder)
        text = note_on(length(catalog), catalog, **changed)
        (taken,) = take_in(folder, text, catalog.claims, catalog.release, TODAY).notes
        return taken.outcome, taken.remark
    return added


def test_a_note_is_kept_once_and_the_folder_stays_sound(folder: Path, add: Add) -> None:
    assert add() == ("new", "")
    assert add() == ("known", "")
    assert add(words="Another.")[0] == "new"
    assert checked(read_folder(folder))[0] == []
    first, second = open_notes(folder, now(folder).claims)
    assert first.claim == second.claim == length(now(folder))
    assert {first.note.words, second.note.words} == {WORDS, "Another."}


def test_a_claim_with_an_open_note_says_so_in_neutral_words(folder: Path, add: Add) -> None:
    """In the dossier, as text, in the table of claims; the reader's words stand nowhere."""
    assert not length(now(folder)).questioned
    add()
    catalog = now(folder)
    shown = dossier(catalog, "btc-pipeline")
    table = next(row for row in claim_table(catalog).rows if SAYS in str(row["marks"]))
    assert table["printed"] == length(catalog).printed
    for said in (str(dossier_html(shown)), "\n".join(dossier_lines(shown))):
        assert SAYS in said
        assert "1,769" not in said
        assert "the operator</b>" not in said
    figure = next(each for each in shown.figures if each.attribute_id == "length")
    assert "questioned" in figure.flags
    for number in {each.number for each in shown.citations if any(
            claim.questioned for claim in each.claims)}:
        assert f'data-note="{number}"' in dossier_html(shown)


def test_a_settled_note_is_silent_and_keeps_its_answer(folder: Path, add: Add) -> None:
    add()
    (opened,) = open_notes(folder, now(folder).claims)
    settled = settle(folder, opened.note.note_id, "The page says  1,768 km.\n", date(2026, 11, 30))
    assert (settled.status, settled.settled_on, settled.answer) == (
        "settled", "2026-11-30", "The page says 1,768 km.")
    assert open_notes(folder, now(folder).claims) == ()
    assert not length(now(folder)).questioned
    assert checked(read_folder(folder))[0] == []
    assert add()[0] == "known"
    with pytest.raises(AtlasError, match="was settled on 2026-11-30"):
        settle(folder, opened.note.note_id, "Again.", TODAY)
    with pytest.raises(AtlasError, match="did you mean"):
        settle(folder, opened.note.note_id[:-1], "It is right.", TODAY)
    with pytest.raises(AtlasError, match="in a sentence"):
        settle(folder, opened.note.note_id, "  ", TODAY)


def test_a_value_that_has_changed_since_is_told_and_no_longer_questioned(
        folder: Path, add: Add) -> None:
    claim = length(now(folder))

    def longer(rows: list[dict[str, str]]) -> None:
        row = next(row for row in rows if row["subject_id"] == claim.subject_id
                   and row["attribute"] == "length" and row["source_id"] == claim.source_id)
        row["value"] = "1769"

    add()
    edit(folder / "claims.csv", longer)
    assert main(["fmt", "--data", str(folder)]) == 0
    catalog = now(folder)
    assert not any(each.questioned for each in catalog.claims)
    (opened,) = open_notes(folder, catalog.claims)
    assert opened.claim is None
    assert "1,769" in opened.now
    text = note_on(claim, catalog, release="2026-01-01", words="Old.")
    (taken,) = take_in(folder, text, catalog.claims, catalog.release, TODAY).notes
    assert taken.outcome == "new"
    assert "release 2026-01-01" in taken.remark
    assert "has changed since: the atlas now says 1,769" in taken.remark


def test_an_older_release_with_the_same_value_is_told(add: Add) -> None:
    assert add(release="2026-01-01") == (
        "new", "the reader saw release 2026-01-01; the value is still the same")


def test_a_claim_that_the_data_has_not_is_told_and_not_kept(folder: Path) -> None:
    catalog = now(folder)
    claim = replace(length(catalog), subject_id="btc-pipelin")
    (taken,) = take_in(folder, note_on(claim, catalog), catalog.claims, catalog.release,
                       TODAY).notes
    assert taken.outcome == "no-claim"
    assert "did you mean 'btc-pipeline/length" in taken.remark
    assert not (folder / "readers_notes.csv").exists()
    with pytest.raises(AtlasError, match="No note"):
        take_in(folder, "Dear editors, it is wrong.", catalog.claims, catalog.release, TODAY)


def test_a_note_of_tomorrow_is_open_since_today(folder: Path, add: Add) -> None:
    add(day="2999-01-01")
    (opened,) = open_notes(folder, now(folder).claims)
    assert opened.note.opened == TODAY.isoformat()


def test_notes_are_in_no_release_and_no_comparison(folder: Path, add: Add) -> None:
    before, kept = read_folder(folder), members(folder)
    release = archive_path(folder, before.release)
    was_kept = is_kept(folder, release)
    add()
    assert members(folder) == kept
    assert is_kept(folder, release) == was_kept
    assert compare(before, read_folder(folder)) == ()


def test_the_pack_says_it_too_and_holds_no_word_of_the_reader(
        folder: Path, add: Add) -> None:
    add()
    catalog = now(folder)
    made = pack(Extract(catalog, View()))
    assert SAYS in dossiers_of(made)["btc-pipeline"]
    assert b"1,769" not in made
    assert "1,769" not in "".join(dossiers_of(made).values())


def test_the_page_says_it(folder: Path, add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    add()
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.query_params["open"] = "btc-pipeline"
    app.run()
    assert not app.exception
    said = "".join(element.proto.body for element in app.get("html"))
    assert SAYS in said
    assert "1,769" not in said


def test_the_command_takes_in_lists_and_settles(folder: Path, tmp_path: Path,
                                                capsys: pytest.CaptureFixture[str]) -> None:
    catalog, file = now(folder), tmp_path / "note.txt"
    file.write_text(note_on(length(catalog), catalog), encoding="utf-8")
    assert main(["notes", "--data", str(folder), "--add", str(file)]) == 0
    found = re.match(r"(note-[0-9a-f]{12}): taken in", capsys.readouterr().out)
    assert found
    assert main(["notes", "--data", str(folder)]) == 0
    listed = capsys.readouterr().out
    assert f"{found[1]}: open since 2026-11-20" in listed
    assert WORDS in listed
    assert "1 open note" in listed
    assert main(["notes", "--data", str(folder), "--settle", found[1]]) == 2
    assert main(["notes", "--data", str(folder), "--settle", found[1], "--answer", "Right."]) == 0
    capsys.readouterr()
    assert main(["notes", "--data", str(folder)]) == 0
    assert "0 open notes" in capsys.readouterr().out


def test_a_row_written_by_hand_is_checked(folder: Path, add: Add) -> None:
    add()

    def settled(rows: list[dict[str, str]]) -> None:
        rows[0]["status"] = "settled"

    edit(folder / "readers_notes.csv", settled)
    said = [str(problem) for problem in checked(read_folder(folder))[0]]
    assert [each.split(":")[1].split()[1] for each in said] == ["answer", "settled_on"]


def test_a_folder_without_notes_opens_as_before() -> None:
    assert not (DATA / "readers_notes.csv").exists()
    assert read_folder(DATA).tables["readers_notes"] == ()
