"""The app: load the atlas, say in words what is wrong with it, or show the page asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.address import asked_release
from app.cache import data_problem, load_atlas
from app.draft import take_turn
from app.page_atlas import show_atlas_page
from app.page_briefing import show_briefing_page
from app.page_compare import show_compare_page
from app.page_data import show_data_page
from app.page_present import show_present_page
from app.page_time import show_time_page
from app.page_whatif import show_whatif_page
from app.problems import show_broken, show_problems, show_stale
from app.theme import apply_theme
from geo.errors import AtlasError


@st.fragment(run_every="6h")
def _come_back() -> None:
    """Draw nothing: a page with a part that runs by itself asks for a rerun when it reconnects.

    Without it a server that was started anew does not know the page, and the first click is lost.
    """


def main() -> None:
    """Draw the page, or say in words why it cannot be drawn."""
    st.set_page_config(page_title="Corridor Atlas", page_icon="🧭", layout="wide",
                       initial_sidebar_state="auto")
    apply_theme()
    try:
        atlas = load_atlas(asked_release())
    except AtlasError as error:
        show_problems(error)
        return
    pages = [
        st.Page(partial(show_atlas_page, atlas), title="Atlas", url_path="atlas", default=True),
        st.Page(partial(show_time_page, atlas), title="Time", url_path="time"),
        st.Page(partial(show_compare_page, atlas), title="Compare", url_path="compare"),
        st.Page(partial(show_whatif_page, atlas), title="What if", url_path="what-if"),
        st.Page(partial(show_briefing_page, atlas), title="Briefings", url_path="briefings"),
        st.Page(partial(show_data_page, atlas), title="The data", url_path="data"),
        st.Page(partial(show_present_page, atlas), title="Present", url_path="present",
                visibility="hidden"),
    ]
    page = st.navigation(pages, position="top")
    take_turn({each.url_path or "atlas": each for each in pages})
    if (problem := data_problem()) and page.url_path != "present":
        show_stale(problem, atlas.catalog.release)
    _come_back()
    try:
        page.run()
    except AtlasError as error:
        show_broken(str(error))
    except OSError as error:
        show_broken(f"{error.filename or 'A file'}: {error.strerror}")


main()
