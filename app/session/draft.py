"""A reader's own briefing while it is made: kept by the session, and by the browser's tab."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

import streamlit as st

from app.session.address_bar import asked_camera, grouped
from app.session.interaction import settle, touch
from geo.briefing.briefing import (
    MAX_SCENES,
    MAX_TITLE,
    Briefing,
    BriefingError,
    Scene,
    read_briefing,
    view_text,
    write_briefing,
)
from geo.query.view import View, read_camera

DRAFT_ID = "draft"
"""What the address calls the draft."""

SCENE, NOTICE = "briefing-scene", "briefing-notice"
"""Where the session keeps which scene is being edited, and what to tell the reader once."""

_DRAFT, _HEARD, _TURN = "briefing-draft", "briefing-heard", "turn-to"
_SESSION, KEEP = "briefing-session", "briefing-keep"


def turn_to(page: str, items: Iterable[tuple[str, str]]) -> None:
    """For a callback: ask for another page, with an address of its own; see `take_turn`."""
    settle()
    st.session_state[_TURN] = (page, list(items), "")


def take_turn(pages: Mapping[str, Any], here: str) -> None:
    """Go to the page that `turn_to` asked for; `pages` by their path, as navigation has them.

    `here` is the page about to be drawn. The wish is kept until `arrived`: what the page left
    behind had sent before it knew would else draw that page again.
    """
    page, items, left = st.session_state.get(_TURN, ("", [], ""))
    if page not in pages or (left and (left != here or pages[page] is pages[here])):
        return
    st.session_state[_TURN] = (page, items, here)
    st.switch_page(pages[page], query_params=grouped(items))


def arrived() -> None:
    """A page has been drawn to its end: whatever was asked for, this is where the reader is."""
    st.session_state.pop(_TURN, None)


def draft() -> Briefing:
    """The reader's own briefing; without scenes where there is none yet."""
    made = st.session_state.get(_DRAFT)
    return made if isinstance(made, Briefing) else Briefing(DRAFT_ID, "")


def put(made: Briefing) -> None:
    """For a callback: this is the draft now."""
    touch()
    st.session_state[_DRAFT] = made


def add_scene(view: View, title: str = "") -> None:
    """For a callback of the atlas: the view as it looks now becomes the draft's last scene."""
    touch()
    if len(draft().scenes) >= MAX_SCENES:
        st.session_state[NOTICE] = (
            f"This view was not added: your draft has {MAX_SCENES} scenes, the most that a "
            "briefing can have. Remove one under “Briefings”, or save the draft as a file and "
            "begin another.")
        return
    told = getattr(st.session_state.get(KEEP), "at", None)
    camera = read_camera(str(told or "")) or asked_camera() or view.camera
    scene = Scene(title[:MAX_TITLE], view_text(replace(view, camera=camera, release="")))
    put(replace(draft(), scenes=(*draft().scenes, scene)))
    st.session_state[SCENE] = len(draft().scenes) - 1
    st.session_state[NOTICE] = f"This view is scene {len(draft().scenes)} of your draft."


def keep_words(*, waits: bool = False) -> dict[str, Any]:
    """What the tab is told: whether it has been heard, by whom, and the draft as a file.

    `waits`: the page cannot go on before the tab answers, though it kept nothing.
    """
    made = draft()
    blank = not (made.scenes or made.title or made.summary)
    session = st.session_state.setdefault(_SESSION, uuid4().hex)
    return {"heard": bool(st.session_state.get(_HEARD)), "session": session, "waits": waits,
            "text": "" if blank else write_briefing(made).decode()}


def kept(key: str) -> None:
    """The tab has answered what it kept: it goes before the scenes added since."""
    text = getattr(st.session_state.get(key), "kept", None)
    if not isinstance(text, str) or st.session_state.get(_HEARD):
        return
    st.session_state[_HEARD] = True
    if not text:
        return
    try:
        old = read_briefing(text.encode("utf-8", "replace"))
    except BriefingError as error:
        st.session_state[NOTICE] = f"The draft kept in this tab could not be read. {error}"
        return
    scenes = (*old.scenes, *draft().scenes)
    if lost := len(scenes[MAX_SCENES:]):
        st.session_state[NOTICE] = (
            f"The draft kept in this tab and what you have added since come to {len(scenes)} "
            f"scenes. A briefing has {MAX_SCENES} at most: the last {lost} "
            f"{'was' if lost == 1 else 'were'} left out.")
    put(replace(old, scenes=scenes[:MAX_SCENES]))


def take(briefing: Briefing) -> None:
    """For a callback: this takes the place of the draft, and no scene of it is being edited."""
    put(briefing)
    st.session_state.pop(SCENE, None)
