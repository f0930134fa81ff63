"""What stands beside the map while no route is open: what it shows, and the ways into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from app.components.markdown import literal
from app.session.draft import turn_to
from app.shared.atlas_cache import Atlas
from geo.cartography.colours import corridor_colours
from geo.catalog.catalog import Catalog
from geo.export.html.map_key_html import latest_html, reading_html
from geo.export.html.markup import tagged
from geo.export.html.shown_now_html import now_head
from geo.presentation.map_key import map_key
from geo.presentation.shown_now import PageLink, ShownName, shown_now
from geo.query.view import View


def _article(content: Markup) -> None:
    st.html(str(Markup('<article class="atlas-dossier" tabindex="0">{}</article>').format(content)))


def _title(words: str) -> None:
    st.html(str(Markup('<h3 class="atlas-ways-title">{}</h3>').format(words)))


def _label(name: str, words: str) -> str:
    return f"**{literal(name)}** *{literal(words)}*" if words else f"**{literal(name)}**"


def _names(names: Iterable[ShownName], open_one: Callable[[str], None], kind: str) -> None:
    for each in names:
        st.button(_label(each.name.name, each.words), key=f"{kind}-{each.name.opens_id}",
                  type="tertiary", on_click=open_one, args=(each.name.opens_id,))


def _chips(catalog: Catalog, view: View) -> None:
    """Sets the colour before each corridor's name, where lines have those of corridors."""
    if view.colour_by == "corridor":
        rules = "".join(f".st-key-corridor-{corridor} {{ --chip: {colour}; }}"
                        for corridor, colour in corridor_colours(catalog).items())
        st.html(f"<style>{rules}</style>")


def _ways(title: str, ways: Iterable[PageLink], page: str, release: str) -> None:
    """Shows links to another page of the atlas, with the release that is shown."""
    for i, way in enumerate(ways):
        if not i:
            _title(title)
        items = [*way.items, *([("release", release)] if release else [])]
        st.button(_label(way.name, way.words), key=f"way-{page}-{i}", type="tertiary",
                  on_click=turn_to, args=(page, items))


def show_welcome(atlas: Atlas, catalog: Catalog, view: View, open_one: Callable[[str], None]
                 ) -> None:
    """Shows what is on the map in a line and a sentence, the ways into it, and what came last.

    `catalog` is the session's, with its overlay.
    """
    now = shown_now(catalog, view, atlas.briefings)
    key = map_key(atlas.catalog)
    _article(now_head(now))
    with st.container(key="ways", gap=None):
        _names(now.routes, open_one, "shown")
        for near in now.near:
            _title(near.title)
            _names(near.routes, open_one, f"near-{near.title.split()[-1]}")
            if near.more:
                st.html(str(tagged("p", near.more, "atlas-ways-more")))
        if now.corridors:
            _chips(catalog, view)
            _title("Open a corridor" if now.questions else "In these corridors")
            _names(now.corridors, open_one, "corridor")
        _ways("Ask a question", now.questions, "what-if", view.release)
        _ways("See a briefing", now.briefings, "present", view.release)
    every = Markup('<p><a class="atlas-opens" href="./what-happened?{}">All that happened, by date'
                   "</a></p>").format(urlencode(view.items()))
    _article(latest_html(key, every) + reading_html(key))
