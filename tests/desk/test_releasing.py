"""A release from the desk: its id, its words in the changelog, and all of it as one act."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.desk.acceptance import accept
from app.desk.accepting import several_files
from app.desk.accepting.data_part import data_part, with_data_part
from app.desk.accepting.releasing import plan_release, planted_words, release_data
from app.shared.settings import TODAY_VARIABLE
from geo.catalog.catalog import Catalog
from geo.checks.planted import Caught
from geo.data.diff import Change
from geo.data.errors import AtlasError, DataProblemsError
from geo.data.reader import read_folder
from geo.data.releases import releases
from tests.desk.broken_off import saving_but_not
from tests.desk.drafts_by_hand import LENGTH, draft, small_data, state

HISTORY = """# Changelog

## After 2026-11-30

### Data

- Noted before.

### Code

- Something.

## 2026-11-30

### Data

- Older.
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in a tree with a changelog and a table of planted errors, released once."""
    monkeypatch.setenv(TODAY_VARIABLE, "2026-12-02")
    folder = small_data(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "CHANGELOG.md").write_text(HISTORY, encoding="utf-8")
    (tmp_path / "docs/planted-errors.md").write_text("none\n", encoding="utf-8")
    release_data(folder, tmp_path / "documents", "2026-12-01")
    return folder


def test_a_release_is_one_act_with_its_words(data: Path) -> None:
    documents = data.parent / "documents"
    accept(draft(), data, documents)
    plan = plan_release(data)
    assert (plan.proposed, plan.now, plan.waiting) == ("2026-12-02", "2026-12-01", 1)
    assert "**1 new claim** of Nobody 1." in plan.changelog
    assert "Baku–Tbilisi–Ceyhan oil pipeline (BTC) 1; they say: length 1" in plan.changelog
    assert "1 new source: Pipelines of the region." in plan.changelog
    heard: list[float] = []
    done = release_data(data, documents, plan.proposed, plan.changelog,
                        lambda _, share: heard.append(share))
    assert heard == sorted(heard)
    assert (heard[0], heard[-1]) == (0.0, 1.0)
    assert len(heard) > 10, "the long step says how far it is"
    assert read_folder(data).release == "2026-12-02" == next(iter(releases(data)))
    assert "release 2026-12-02" in (data.parent / "docs/planted-errors.md").read_text("utf-8")
    history = (data.parent / "CHANGELOG.md").read_text("utf-8")
    assert history.startswith(f"# Changelog\n\n## 2026-12-02\n\n### Data\n\n{plan.changelog}"
                              "- Noted before.\n")
    assert any("release 2026-12-02" in line for line in done.lines)
    assert any("planted errors were caught" in line for line in done.lines)
    assert not done.unwritten
    assert plan_release(data).changes == ()
    assert plan_release(data).proposed == "2026-12-02.2"


def test_an_unchanged_release_is_refused_in_words(data: Path) -> None:
    """The release of the day before holds the data as it is."""
    plan, before = plan_release(data), state(data.parent)
    assert plan.unchanged
    with pytest.raises(AtlasError, match="nothing has changed since release 2026-12-01"):
        release_data(data, data.parent / "documents", plan.proposed, plan.changelog)
    assert state(data.parent) == before
    accept(draft(), data, data.parent / "documents")
    assert not plan_release(data).unchanged


def test_words_without_a_changelog_are_handed_back(data: Path) -> None:
    accept(draft(), data, data.parent / "documents")
    assert plan_release(data).is_noted
    (data.parent / "CHANGELOG.md").unlink()
    (data.parent / "docs/planted-errors.md").unlink()
    assert not plan_release(data).is_noted
    done = release_data(data, data.parent / "documents", "2026-12-02", "- A word.\n")
    assert done.unwritten == "- A word."
    assert "no docs/planted-errors.md beside the data: no errors were planted" in done.lines
    assert not (data.parent / "CHANGELOG.md").exists()


def test_what_was_caught_is_told_in_a_line() -> None:
    caught = [Caught("a digit", 200, 150, 48, ("x", "y")), Caught("another unit", 50, 50, 0, ())]
    assert planted_words(caught) == ("248 of 250 planted errors were caught; missed of a digit: "
                                     "2 of 200")
    assert planted_words(caught[1:]) == "50 of 50 planted errors were caught"


@pytest.mark.parametrize("nth", range(1, 6))
def test_a_release_that_fails_leaves_everything_as_it_was(
        data: Path, nth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Archive, description, changelog and table are set aside, then the plan that names them."""
    accept(draft(), data, data.parent / "documents")
    before = state(data.parent)
    monkeypatch.setattr(several_files, "save", saving_but_not(nth))
    with pytest.raises(AtlasError, match="no space left; nothing is written"):
        release_data(data, data.parent / "documents", "2026-12-02", "- A word.\n")
    assert state(data.parent) == before


def test_what_does_not_verify_is_not_released(data: Path) -> None:
    documents = data.parent / "documents"
    accept(draft(c1=LENGTH), data, documents)
    (documents / "pipelines-2026.txt").write_text("Other words.\n", encoding="utf-8")
    before = state(data.parent)
    with pytest.raises(DataProblemsError):
        release_data(data, documents, "2026-12-02")
    with pytest.raises(AtlasError, match="is not newer than release"):
        release_data(data, documents, "2026-11-01")
    assert state(data.parent) == before


def test_words_go_where_the_changelog_has_room_for_them() -> None:
    words = "- New.\n"
    assert with_data_part("# C\n", "r", words) == "# C\n\n## r\n\n### Data\n\n- New.\n"
    older = "# C\n\n## 2020\n\n### Data\n\n- Old.\n"
    assert with_data_part(older, "r", words) == (
        "# C\n\n## r\n\n### Data\n\n- New.\n\n## 2020\n\n### Data\n\n- Old.\n")
    assert with_data_part("# C\n\n## After 2020\n\n### Code\n\n- X.\n", "r", words) == (
        "# C\n\n## r\n\n### Data\n\n- New.\n\n### Code\n\n- X.\n")


def test_each_kind_of_change_is_told_in_plain_words(catalog: Catalog) -> None:
    claim = "btc-pipeline/length/air-center-2025/1,768 km"
    said = data_part([
        Change("claims", claim, "note", "(blank)", "x", ""),
        Change("claims", f"{claim} more", "", "1768 km", "", ""),
        Change("routes", "test-road", "", "", "Test road", ""),
        Change("routes", "btc-pipeline", "line", "3 vertices", "4 vertices (moved)", ""),
        Change("not_mapped", "Some line/source", "", "", "Some line nobody drew it", ""),
        Change("disagreements", "d", "", "", "How long is it?", "")], catalog)
    assert said.splitlines() == [
        "- 1 claim mended.", "- 1 claim taken out.", "- 1 new route: Test road.",
        "- 1 new difference: How long is it?",
        "- 1 new system that is named and not drawn: Some line.",
        "- 1 line redrawn: Baku–Tbilisi–Ceyhan oil pipeline (BTC)."]
    assert data_part([], catalog) == ""
