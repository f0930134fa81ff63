"""A reader's own briefing without a browser: a scene is shown whatever it asks, none is lost."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.session.draft import DRAFT_ID, NOTICE, kept
from geo.briefing.briefing import MAX_SCENES, Briefing, Scene, write_briefing
from tests.conftest import ROOT


def opened(page: str, scenes: tuple[Scene, ...], *items: tuple[str, str],
           left: str = "") -> AppTest:
    """A page of a session whose draft has these scenes; `left` is where a turn already began."""
    app = AppTest.from_file(str(ROOT / "app" / "main.py"), default_timeout=60)
    app.session_state["briefing-draft"] = Briefing(DRAFT_ID, "Mine", "", scenes)
    app.session_state["briefing-heard"] = True
    app.session_state["turn-to"] = page, list(items), left
    return app.run()


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize(("view", "why"), [
    ("if-from=AZ&if-to=agbend", "are one place in the goods network"),
    ("if-from=AZ&if-to=FR", "the atlas has no goods route in France")])
def test_a_scene_whose_question_has_no_answer_is_shown_and_says_so(view: str, why: str) -> None:
    app = opened("present", (Scene("Unanswered", view, "Said all the same."),),
                 ("briefing", DRAFT_ID), ("scene", "1"))
    assert not app.exception
    said = html(app)
    assert "This page cannot be drawn" not in said
    assert "Said all the same" in said
    assert "present-stand" in said
    assert "No itinerary is drawn: " in said
    assert why in said
    told = html(opened("briefings", (Scene("Unanswered", view, "Said all the same."),)))
    assert "1 point to put right" in told


def test_a_scene_that_is_added_says_where_it_went() -> None:
    app = opened("atlas", (Scene("One"), Scene("Two"), Scene("Three")))
    app.button(key="add-scene").click().run()
    assert "This view is scene 4 of your draft." in html(app)
    app.button(key="draft-notice-open").click().run()
    assert len(app.session_state["briefing-draft"].scenes) == 4
    assert any(button.key == "scene-edit-3" for button in app.button)


def test_a_full_draft_says_so_and_loses_nothing() -> None:
    full = tuple(Scene(f"Scene {n}") for n in range(MAX_SCENES))
    app = opened("atlas", full)
    app.button(key="add-scene").click().run()
    assert "This view was not added" in html(app)
    assert app.session_state["briefing-draft"].scenes == full


def test_what_a_kept_draft_has_no_room_for_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Briefing(DRAFT_ID, "", "", tuple(Scene(f"Scene {n}") for n in range(MAX_SCENES)))
    state = {"desk": SimpleNamespace(kept=write_briefing(full).decode()),
             "briefing-draft": Briefing(DRAFT_ID, "", "", (Scene("New"), Scene("Newer")))}
    monkeypatch.setattr(st, "session_state", state)
    kept("desk")
    assert state["briefing-draft"] == full
    assert str(state[NOTICE]).endswith("A briefing has 60 at most: the last 2 were left out.")


def edits(app: AppTest) -> bool:
    return any(button.key == "scene-edit-0" for button in app.button)


def test_a_turn_that_was_cut_short_is_taken_again() -> None:
    app = opened("briefings", (Scene("One"),), left="home")
    assert edits(app)
    assert "turn-to" not in app.session_state


def test_a_turn_does_not_pull_a_reader_back_who_went_on_elsewhere() -> None:
    app = opened("briefings", (Scene("One"),), left="data")
    assert not edits(app)
    assert "turn-to" not in app.session_state
