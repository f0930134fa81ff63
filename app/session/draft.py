"""The draft: a reader's own briefing, kept by the session and by the browser's tab."""

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
"""The name of the draft in the address."""

SCENE, NOTICE = "briefing-scene", "briefing-notice"
"""Session keys of the scene that is being edited, and of a notice to show once."""

_DRAFT, _HEARD, _TURN = "briefing-draft", "briefing-heard", "turn-to"
_SESSION, KEEP = "briefing-session", "briefing-keep"


def turn_to(page: str, items: Iterable[tuple[str, str]]) -> None:
    """Request another page with its own address; for callbacks. See `take_turn`."""
    settle()
    st.session_state[_TURN] = (page, list(items), "")


def take_turn(pages: Mapping[str, Any], here: str) -> None:
    """Go to the page that `turn_to` requested; `pages` has the pages of the navigation by path.

    `here` is the page about to be drawn. The request is kept until `arrived`: otherwise a message
    that the former page had already sent would draw that page again.
    """
    page, items, left = st.session_state.get(_TURN, ("", [], ""))
    if page not in pages or (left and (left != here or pages[page] is pages[here])):
        return
    st.session_state[_TURN] = (page, items, here)
    st.switch_page(pages[page], query_params=grouped(items))


def arrived() -> None:
    """Drop the request at the end of a page: the reader has arrived."""
    st.session_state.pop(_TURN, None)


def draft() -> Briefing:
    """The reader's own briefing; without scenes if there is none yet."""
    briefing = st.session_state.get(_DRAFT)
    return briefing if isinstance(briefing, Briefing) else Briefing(DRAFT_ID, "")


def put(briefing: Briefing) -> None:
    """Replace the draft; for callbacks."""
    touch()
    st.session_state[_DRAFT] = briefing


def add_scene(view: View, title: str = "", routes: tuple[str, ...] = ()) -> None:
    """Append the present view to the draft as a scene; for callbacks of the map's page.

    Of the routes of the view the scene keeps `routes`, or all, and looks at those it keeps.
    """
    touch()
    if len(draft().scenes) >= MAX_SCENES:
        st.session_state[NOTICE] = (
            f"This view was not added: your draft has {MAX_SCENES} scenes, the most that a "
            "briefing can have. Remove one under “Briefings”, or save the draft as a file and "
            "begin another.")
        return
    camera_text = getattr(st.session_state.get(KEEP), "at", None)
    camera = read_camera(str(camera_text or "")) or asked_camera() or view.camera
    scene = Scene(title[:MAX_TITLE], view_text(replace(
        view, camera=None if routes else camera, release="")), routes=routes)
    put(replace(draft(), scenes=(*draft().scenes, scene)))
    st.session_state[SCENE] = len(draft().scenes) - 1
    st.session_state[NOTICE] = f"This view is scene {len(draft().scenes)} of your draft."


def keep_words(*, waits: bool = False) -> dict[str, Any]:
    """The message to the tab: whether its draft was received, the session, the draft as a file.

    `waits`: the page must wait for the tab's answer, even if the tab has kept nothing.
    """
    briefing = draft()
    blank = not (briefing.scenes or briefing.title or briefing.summary)
    session = st.session_state.setdefault(_SESSION, uuid4().hex)
    return {"heard": bool(st.session_state.get(_HEARD)), "session": session, "waits": waits,
            "text": "" if blank else write_briefing(briefing).decode()}


def kept(key: str) -> None:
    """Put the draft that the tab had kept before the scenes added since; for callbacks."""
    text = getattr(st.session_state.get(key), "kept", None)
    if not isinstance(text, str) or st.session_state.get(_HEARD):
        return
    st.session_state[_HEARD] = True
    if not text:
        return
    try:
        kept_draft = read_briefing(text.encode("utf-8", "replace"))
    except BriefingError as error:
        st.session_state[NOTICE] = f"The draft kept in this tab could not be read. {error}"
        return
    scenes = (*kept_draft.scenes, *draft().scenes)
    if left_out := len(scenes[MAX_SCENES:]):
        st.session_state[NOTICE] = (
            f"The draft kept in this tab and what you have added since come to {len(scenes)} "
            f"scenes. A briefing has {MAX_SCENES} at most: the last {left_out} "
            f"{'was' if left_out == 1 else 'were'} left out.")
    put(replace(kept_draft, scenes=scenes[:MAX_SCENES]))


def take(briefing: Briefing) -> None:
    """Replace the draft, with no scene open for editing; for callbacks."""
    put(briefing)
    st.session_state.pop(SCENE, None)
