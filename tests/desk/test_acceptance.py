"""Accepting a draft: what it shows before, what it writes, and that a refusal writes nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.command_line import main
from app.desk import acceptance
from app.desk.acceptance import accept, preview, recovered
from app.desk.accepting import merging
from app.desk.accepting.several_files import ChangedMeanwhileError
from app.desk.accepting.waiting_list import confirm, waiting_claims
from app.desk.receipts import receipt_file, receipts_for, receipts_of
from geo.data.errors import AtlasError, DataProblemsError
from geo.data.schema import TABLES
from geo.intake.candidate import Anchor
from geo.intake.decision import Addition, Decision, Draft
from tests.conftest import ROOT, edit
from tests.desk.drafts_by_hand import (
    DOCUMENT,
    GROWTH,
    LENGTH,
    PAGE,
    SOURCE,
    draft,
    rows_of,
    small_data,
    state,
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small_data(tmp_path)


@pytest.fixture
def documents(data: Path) -> Path:
    return data.parent / "documents"


def passes(data: Path, documents: Path) -> bool:
    """Whether the three commands have nothing against a folder."""
    return not any((main(["check", "--data", str(data)]),
                    main(["fmt", "--check", "--data", str(data)]),
                    main(["verify", "--data", str(data), "--documents", str(documents)])))


def told(data: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command `diff` prints."""
    capsys.readouterr()
    assert main(["diff", str(old), str(data)]) == 0
    return capsys.readouterr().out.splitlines()


def test_what_the_words_bear_out_goes_in_and_the_rest_waits(
        data: Path, documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = shutil.copytree(data, data.parent / "old")
    seen = preview(draft(), data, documents)
    assert not seen.problems
    assert [(claim.item, claim.straight) for claim in seen.claims] == [("c1", True), ("c2", False)]
    assert state(data) == {path.replace("/old/", "/data/"): held
                           for path, held in state(old).items()}, "a preview writes nothing"
    done = accept(draft(), data, documents)
    assert list(seen.diff) == list(done.diff) == told(data, old, capsys)
    assert passes(data, documents)
    assert (documents / "pipelines-2026.txt").read_text("utf-8") == DOCUMENT.text
    assert [row["value"] for row in rows_of(data / "waiting/claims.csv")] == ["7.5"]
    (source,) = [row for row in rows_of(data / "sources.csv")
                 if row["source_id"] == "pipelines-2026"]
    assert source["sha256"] == DOCUMENT.text_sha256
    assert [(row["line"], row["heading"]) for row in rows_of(data / "headings.csv")] == [
        ("1", ""), ("2", "Pipelines of the region"), ("6", "Another year of growth")]


def test_once_confirmed_it_is_as_the_preview_said(
        data: Path, documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = shutil.copytree(data, data.parent / "old")
    seen = preview(draft(), data, documents)
    accept(draft(), data, documents)
    (claim,) = waiting_claims(data, documents)
    confirm(data, documents, {claim.name: claim.open_sides}, "2026-02-03")
    lines = told(data, old, capsys)
    assert [line for line in lines if " readings " not in line][:-1] == [*seen.diff_confirmed][:-1]
    assert passes(data, documents)
    changes = {each.subject_id: (each.before, each.after) for each in seen.shown_confirmed}
    assert "7.5" in changes["baku-tbilisi-kars-railway"][1]
    assert "7.5" not in changes["baku-tbilisi-kars-railway"][0]


def test_accepting_twice_changes_nothing(data: Path, documents: Path) -> None:
    accept(draft(), data, documents)
    before = state(data, documents)
    again = accept(draft(), data, documents)
    assert (again.straight, again.waiting, again.rows) == ((), (), {})
    assert state(data, documents) == before
    assert len(preview(draft(), data, documents).stands) == 3


def test_all_files_that_were_written_are_named(data: Path, documents: Path) -> None:
    before = state(data)
    done = accept(draft(*road(data)), data, documents, lambda _, __: {"receipts/x.jsonl": b"{}"})
    new = {Path(path).relative_to(data).as_posix() for path, held in state(data).items()
           if before.get(path) != held}
    assert {*done.files} == {*new, f"{documents.name}/pipelines-2026.txt"}
    assert {"routes/test-road.geojson", "receipts/x.jsonl"} <= new


def test_a_public_page_waits_with_its_claims(data: Path, documents: Path) -> None:
    accept(draft(source=PAGE, c2=GROWTH), data, documents)
    assert [row["lines"] for row in rows_of(data / "waiting/claims.csv")] == [""]
    assert rows_of(data / "waiting/sources.csv")[0]["address"] == PAGE["address"]
    assert not [row for row in rows_of(data / "sources.csv")
                if row["source_id"] == "pipelines-2026"]
    assert not list(documents.iterdir())
    accept(draft(source=PAGE), data, documents)
    assert not rows_of(data / "waiting/sources.csv"), "the source went in with its first claim"
    assert passes(data, documents)


PLACE = {"place_id": "test-town", "name": "Test Town", "country": "AZ", "kind": "town",
         "lon": "49.0", "lat": "40.3", "origin": "reasoned: invented for a test"}
ALIAS = {"id": "btc-pipeline", "alias": "The Invented Pipe", "script": "latin",
         "used_by": "pipelines-2026"}
ROUTE = {"route_id": "test-road", "name": "Test road", "role": "featured", "mode": "road",
         "from_place": "baku", "to_place": "test-town", "countries": "AZ"}
FEATURE = {"type": "Feature", "properties": {
    "route_id": "test-road", "basis": "schematic", "basis_note": "invented for a test"},
    "geometry": {"type": "LineString", "coordinates": [[0, 0], [49.0, 40.3]]}}


def road(data: Path) -> tuple[Addition, ...]:
    """A new place, and a road to it from Baku."""
    (baku,) = [row for row in rows_of(data / "places.csv") if row["place_id"] == "baku"]
    feature = {**FEATURE, "geometry": {"type": "LineString", "coordinates": [
        [float(baku["lon"]), float(baku["lat"])], [49.0, 40.3]]}}
    return (Addition("n1", "places", PLACE), Addition("n2", "routes", ROUTE, feature),
            Addition("n3", "aliases", ALIAS))


def test_a_new_route_comes_with_its_line_and_is_missing_no_longer(
        data: Path, documents: Path) -> None:
    edit(data / "not_mapped.csv", lambda rows: rows.append({
        "name": "Test road", "kind": "road", "reason": "nobody has drawn it",
        "source_id": rows_of(data / "sources.csv")[0]["source_id"], "section": "", "lines": "",
        "printed": "Test road"}))
    seen = preview(draft(*road(data)), data, documents)
    assert not seen.problems
    assert [line for line in seen.diff if line.startswith("- not_mapped Test road")]
    assert seen.drawn == ("Test road",)
    (told,) = seen.routes
    assert told.words.startswith("Test road: road, Baku to Test Town, ")
    assert told.words.endswith(" km as drawn, Azerbaijan")
    assert b'id="route-test-road"' in told.picture
    assert "test-road" not in {each.subject_id for each in seen.shown}, "nothing is said of it yet"
    accept(draft(*road(data)), data, documents)
    assert passes(data, documents)
    assert (data / "routes/test-road.geojson").is_file()
    assert not rows_of(data / "not_mapped.csv")


def test_a_disagreement_waits_for_the_claim_that_it_names(data: Path, documents: Path) -> None:
    held = next(row for row in rows_of(data / "claims.csv")
                if row["subject_id"] == "baku-tbilisi-kars-railway")
    names = ["/".join(row[name] for name in ("subject_id", "attribute", "source_id", "lines"))
             for row in ({**GROWTH, "source_id": "pipelines-2026", "lines": "8"}, held)]
    addition = Addition("n1", "disagreements", {
        "disagreement_id": "test-growth", "subject_ids": "baku-tbilisi-kars-railway",
        "question": "How much was carried?", "claims": f"{names[0]};{names[1]}={held['value']}",
        "why_kind": "not-stated", "why": "The sources do not say why."})
    accept(draft(addition), data, documents)
    assert not rows_of(data / "disagreements.csv")
    assert len(rows_of(data / "waiting/disagreements.csv")) == 1
    assert passes(data, documents)
    (claim,) = waiting_claims(data, documents)
    confirm(data, documents, {claim.name: claim.open_sides}, "2026-02-03")
    assert len(rows_of(data / "disagreements.csv")) == 1
    assert not rows_of(data / "waiting/disagreements.csv")
    assert passes(data, documents)


def _own(row: Mapping[str, str]) -> Draft:
    return replace(draft(), decisions={"own-1": Decision("own-1", "accept", row)})


def _in_the_way(_: Path, documents: Path) -> None:
    (documents / "pipelines-2026.txt").write_text("another text\n", encoding="utf-8")


def _broken(data: Path, _: Path) -> None:
    (data / "aliases.csv").write_bytes(b'id,alias,script,used_by\n"never closed')


def _other_source(data: Path, _: Path) -> None:
    edit(data / "sources.csv", lambda rows: rows.append(
        {**dict.fromkeys(rows[0], ""), **PAGE, "title": "Another title"}))
    assert main(["fmt", "--data", str(data)]) == 0


REFUSED: Mapping[str, tuple[Draft, Callable[[Path, Path], None] | None, str]] = {
    "a wrong value": (draft(c1={**LENGTH, "value": "1769"}), None, "1769 km is not a number"),
    "a wrong unit": (draft(c1={**LENGTH, "unit": "mm"}), None, "is not a unit of length"),
    "an unknown subject": (draft(c1={**LENGTH, "subject_id": "btc"}), None, "'btc' is not in"),
    "other words": (draft(c1={**LENGTH, "printed": "BTC is 1,768 km long"}), None,
                    "does not stand in lines"),
    "no line": (_own(LENGTH), None, "is blank and must not be: write the line"),
    "no source": (draft(source={}), None, "say first what this document is"),
    "half a source": (draft(source={**SOURCE, "publisher": ""}), None, "who published it"),
    "a way out": (draft(source={**SOURCE, "document": "../x.txt"}), None, "no name of a text"),
    "a wrong mode": (draft(c1={**LENGTH, "attribute": "gauge", "unit": "mm"}), None,
                     "does not fit btc-pipeline"),
    "a bad place": (draft(Addition("n1", "places", {**PLACE, "lon": "40.3", "lat": "49.0"})),
                    None, "longitude and latitude are swapped"),
    "no line drawn": (draft(Addition("n1", "places", PLACE), Addition("n2", "routes", ROUTE)),
                      None, "test-road"),
    "another document of the name": (draft(), _in_the_way, "is kept with another text"),
    "another source of the id": (draft(source=PAGE), _other_source, "Enter the same"),
    "a broken folder": (draft(), _broken, "never closed"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_leaves_every_file_as_it_was(data: Path, documents: Path, name: str) -> None:
    made, spoil, said = REFUSED[name]
    if spoil:
        spoil(data, documents)
    before = state(data, documents)
    with pytest.raises(DataProblemsError) as refused:
        accept(made, data, documents)
    assert said in "\n".join(map(str, refused.value.problems))
    assert state(data, documents) == before
    if name != "a broken folder":
        assert said in "\n".join(map(str, preview(made, data, documents).problems))


def test_a_problem_is_named_with_the_item_it_is_of(data: Path, documents: Path) -> None:
    places = Addition("n1", "places", {**PLACE, "country": "Azerbaijan"})
    seen = preview(draft(places, c2={**GROWTH, "unit": "tons"}), data, documents)
    assert {(each.item, each.problem.field) for each in seen.problems} == {
        ("n1", "country"), ("c2", "unit")}


def test_rows_of_others_are_kept(data: Path, documents: Path) -> None:
    """What another curator has written since the draft was begun stays beside it."""
    seen = preview(draft(), data, documents)
    other = draft(source={**SOURCE, "source_id": "other-2026", "document": "other-2026.txt"})
    accept(other, data, documents)
    accept(draft(), data, documents)
    assert {row["source_id"] for row in rows_of(data / "headings.csv")} == {
        "other-2026", "pipelines-2026"}
    assert len(seen.rows["headings.csv"]) == 3
    assert passes(data, documents)


def test_a_file_changed_in_between_is_not_overwritten(
        data: Path, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = acceptance._verified  # noqa: SLF001 - the moment before the files are written

    def meanwhile(*arguments: object) -> tuple[str, ...]:
        edit(data / "claims.csv", lambda rows: rows[0].update(note="somebody else wrote this"))
        return really(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(acceptance, "_verified", meanwhile)
    with pytest.raises(ChangedMeanwhileError, match=r"claims\.csv: changed by somebody else"):
        accept(draft(), data, documents)
    assert rows_of(data / "claims.csv")[0]["note"] == "somebody else wrote this"
    assert not rows_of(data / "headings.csv")
    assert not list(documents.iterdir())


def test_receipts_are_written_in_the_same_act(data: Path, documents: Path) -> None:
    def receipts(made: Draft, rows: Mapping[str, Mapping[str, str]]) -> Mapping[str, bytes]:
        return dict([receipt_file(data, receipts_for(made, rows))])

    accept(draft(), data, documents, receipts)
    assert {each.candidate_id: each.accepted["value"] for each in receipts_of(data)
            if each.accepted} == {"c1": "1768", "c2": "7.5"}

    def failing(*_: object) -> Mapping[str, bytes]:
        raise AtlasError("a receipt cannot be read")

    before = state(data, documents)
    other = draft(source={**SOURCE, "source_id": "other-2026", "document": "other-2026.txt"})
    with pytest.raises(AtlasError, match="cannot be read"):
        accept(other, data, documents, failing)
    assert state(data, documents) == before


def test_without_room_to_lay_the_data_out_nothing_is_written(
        data: Path, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    before = state(data, documents)
    monkeypatch.setattr(merging, "copytree", full)
    with pytest.raises(AtlasError, match=r"No space left on device.*nothing is written"):
        accept(draft(), data, documents)
    assert state(data, documents) == before


def test_claims_of_others_that_open_are_named(data: Path, documents: Path) -> None:
    """A new name may stand in the words of a claim that these alone bore out before."""
    accept(draft(c1=LENGTH), data, documents)
    name = Addition("n1", "aliases", {"id": "baku-tbilisi-kars-railway", "alias": "1,768",
                                      "script": "latin", "used_by": "nobody"})
    other = draft(name, source={**PAGE, "source_id": "other-2026"}, c2=GROWTH)
    done = accept(other, data, documents)
    assert "btc-pipeline/length/pipelines-2026/4-4=1768" in done.asks_again
    asked = [claim for claim in waiting_claims(data, documents) if not claim.waits]
    assert {claim.name for claim in asked} == {*done.asks_again}
    assert {claim.open_sides for claim in asked} == {("subject",)}
    confirm(data, documents, {claim.name: ("subject",) for claim in asked}, "2026-02-03")
    assert passes(data, documents)


KILLED = """
import sys
from pathlib import Path
from app.desk import acceptance
from app.desk.accepting import several_files
from tests.desk.broken_off import kill_at
from tests.desk.drafts_by_hand import draft
module = {"acceptance": acceptance, "several_files": several_files}[sys.argv[1]]
kill_at(module, sys.argv[2], int(sys.argv[3]))
acceptance.accept(draft(), Path(sys.argv[4]), Path(sys.argv[5]))
"""


@pytest.mark.parametrize(("stop", "draft_id"), [
    (("acceptance", "_verified", "1"), ""), (("several_files", "save", "3"), ""),
    (("several_files", "_move", "1"), "draft-1"), (("several_files", "_move", "4"), "draft-1")])
def test_a_killed_acceptance_is_before_or_after_never_between(
        data: Path, documents: Path, stop: tuple[str, ...], draft_id: str) -> None:
    other = small_data(data.parent / "other")
    before = state(data, documents)
    accept(draft(), other, other.parent / "documents")
    after = {path.replace("/other/", "/"): held
             for path, held in state(other, other.parent / "documents").items()}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", KILLED, *stop, str(data), str(documents)],
        cwd=ROOT, check=False, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    assert recovered(data, documents) == draft_id
    assert state(data, documents) == (after if draft_id else before)


def test_the_anchor_gives_the_lines_where_the_row_has_none(data: Path, documents: Path) -> None:
    two = replace(draft().candidates[0], anchor=Anchor(8, 9, 0, 10))
    made = replace(draft(c1={**LENGTH, "lines": "4"}), candidates=(two,))
    assert preview(made, data, documents).claims[0].row["lines"] == "4-4"
    assert {*TABLES["claims"].column_names} == {*preview(made, data, documents).claims[0].row}
