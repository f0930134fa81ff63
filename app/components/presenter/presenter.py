"""The presenter's keys and panels, and the component that keeps the draft in the browser."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from app.components.component import component
from app.session.draft import KEEP, NOTICE, keep_words, kept, turn_to
from app.session.interaction import touch
from geo.export.pack.pack import speaker_script
from geo.web.scripts import SPEAKER, asset

desk = component("present", '<div class="present-desk"></div>',
                 Path(__file__).with_name("presenter.js"),
                 SPEAKER_CODE=speaker_script({name: asset(name) for name in SPEAKER}))
"""The component with the presenter's keys and panels; it keeps the draft in the browser's tab."""


def show_notice(*, elsewhere: bool = False) -> None:
    """Show once the notice about the draft; on a page `elsewhere` with a button to the draft."""
    notice = st.session_state.pop(NOTICE, "")
    if not notice:
        return
    with st.container(key="draft-notice", horizontal=True, vertical_alignment="center"):
        st.html(str(Markup('<p class="atlas-hidden" role="status">{}</p>').format(notice)))
        if elsewhere:
            st.button("To the briefings", key="draft-notice-open", on_click=turn_to,
                      args=("briefings", []))


def keep_draft() -> None:
    """Keep the draft in the browser's tab, so that a reload does not lose it."""
    desk(key=KEEP, on_kept_change=partial(kept, KEEP), on_at_change=touch,
         data={"keep": keep_words()})
