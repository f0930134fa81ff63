"""The app: load the atlas, say in words what is wrong with it, or show the page asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import StreamlitPage

from app.components.notices import show_broken, show_last_good, show_missing_release, show_problems
from app.components.theme import apply_theme
from app.screens.atlas import show_atlas_page
from app.screens.briefings import show_briefing_page
from app.screens.compare import show_compare_page
from app.screens.data.data_page import show_data_page
from app.screens.present import show_present_page
from app.screens.time.time_page import show_time_page
from app.screens.what_happened import show_what_happened_page
from app.screens.whatif.whatif_page import show_whatif_page
from app.session.address_bar import asked_release, follow, note_missing, repair_address, saw_missing
from app.session.draft import arrived, take_turn
from app.session.interaction import was_touched
from app.session.view import adopt, current
from app.shared.atlas_cache import Atlas, data_problem, load_atlas
from geo.data.errors import AtlasError
from geo.data.releases import ReleaseError
from geo.presentation.extract import ATTRIBUTION, LICENCE

# Title and drawing of each page, by the name it has in the address. A comment and no string, which
# Streamlit would write on the page.
_PAGES: Mapping[str, tuple[str, Callable[[Atlas], None]]] = MappingProxyType({
    "home": ("Atlas", show_atlas_page),
    "what-happened": ("What happened", show_what_happened_page), "time": ("Time", show_time_page),
    "compare": ("Compare", show_compare_page), "what-if": ("What if", show_whatif_page),
    "briefings": ("Briefings", show_briefing_page), "data": ("The data", show_data_page),
    "present": ("Present", show_present_page)})
_FILTERED = ("home", "what-happened")


@st.fragment(run_every="6h")
def _come_back() -> None:
    """Draw nothing: a page with a part that runs by itself asks for a rerun when it reconnects.

    Without it a server that was started anew does not know the page, and the first click is lost.
    """


def _moved(atlas_page: StreamlitPage) -> None:
    """`/atlas` is not the address of the atlas, but it is one that readers guess."""
    st.switch_page(atlas_page, query_params={name: st.query_params.get_all(name)
                                             for name in st.query_params})


def _pages(show: Callable[[Callable[[Atlas], None]], None]) -> dict[str, StreamlitPage]:
    """Every page by its name; `show` is told which one to draw."""
    made = {name: st.Page(partial(show, draw), title=title, url_path=name, default=name == "home",
                          visibility="hidden" if name == "present" else "visible")
            for name, (title, draw) in _PAGES.items()}
    moved = st.Page(partial(_moved, made["home"]), title="Atlas", url_path="atlas",
                    visibility="hidden")
    return {**made, "atlas": moved}


def main() -> None:
    """Draw the page, or say in words why it cannot be drawn."""
    st.set_page_config(page_title="Corridor Atlas", page_icon="🧭", layout="wide",
                       initial_sidebar_state="auto")
    apply_theme()
    pages = _pages(_show)
    page = st.navigation(list(pages.values()), position="top")
    name = page.url_path or "home"
    repair_address()
    follow(name)
    take_turn({**pages, "atlas": pages["home"]}, name)
    if name not in _FILTERED:
        st.html('<span class="atlas-no-filters" hidden></span>')
    page.run()
    arrived()


def _asked_atlas() -> Atlas:
    """The release that the address asks for; of one that cannot be had the newest, and why."""
    try:
        atlas, missing = load_atlas(asked_release()), ""
    except ReleaseError as error:
        atlas, missing = load_atlas(), str(error)
    note_missing(missing)
    release = atlas.catalog.release
    if not was_touched() and st.query_params.get("release") == release:
        adopt(replace(current(), release=release))  # a link's release stays over reruns
    return atlas


def _print_foot(atlas: Atlas) -> None:
    """What stands at the foot of a printed page; the page's script adds its address."""
    st.html(str(Markup(
        '<footer class="atlas-print-foot" data-release="{0}">Corridor Atlas · release {0} · as of '
        "{1} · {2}<br>{3}</footer>").format(
            atlas.catalog.release, atlas.catalog.today.isoformat(), LICENCE, ATTRIBUTION)))


def _show(draw: Callable[[Atlas], None]) -> None:
    """Load the atlas and draw one page of it."""
    try:
        atlas = _asked_atlas()
    except AtlasError as error:
        show_problems(error)
        return
    if draw is not show_present_page:  # its foot says what must be said
        if problem := data_problem():
            show_last_good(problem, atlas.catalog.release)
        show_missing_release(atlas.catalog.release)
    _come_back()
    try:
        draw(atlas)
        saw_missing()
        _print_foot(atlas)
    except AtlasError as error:
        show_broken(str(error))
    except OSError as error:
        show_broken(f"{error.filename or 'A file'}: {error.strerror}")


main()
