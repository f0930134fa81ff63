"""A reader's own briefing without a browser: a scene is shown whatever it asks, none is lost."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.draft import DRAFT_ID
from geo.briefing import Briefing, Scene
from tests.conftest import ROOT


def opened(page: str, scenes: tuple[Scene, ...], *items: tuple[str, str]) -> AppTest:
    """A page of a session whose draft has these scenes."""
    app = AppTest.from_file(str(ROOT / "app" / "main.py"), default_timeout=60)
    app.session_state["briefing-draft"] = Briefing(DRAFT_ID, "Mine", "", scenes)
    app.session_state["briefing-heard"] = True
    app.session_state["turn-to"] = page, list(items)
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
    assert "No way is drawn: " in said
    assert why in said
    told = html(opened("briefings", (Scene("Unanswered", view, "Said all the same."),)))
    assert "1 to mend" in told
