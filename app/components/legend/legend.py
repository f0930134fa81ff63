"""The legend in the sidebar, which is the filter: each option has a symbol and a count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from app.components.component import PAGE_URL, component
from app.session.view import change, current
from app.shared import static_files
from app.shared.atlas_cache import Atlas
from geo.cartography.web_map import encode
from geo.catalog.catalog import Catalog
from geo.catalog.facets import LEGEND, Section
from geo.catalog.selection import within
from geo.data.lru import kept_on_first
from geo.export.html.swatch import legend_symbol
from geo.query.filter import OPTIONS, SECTIONS, Filter
from geo.query.view import COLOURINGS, View

_KEY = "legend"
_legend = component(
    "legend",
    '<div class="atlas-legend"></div>',
    Path(__file__).with_name("legend.js"),
)


def option_key(section: Section, word: str) -> str:
    """The key of a checkbox: only letters, digits and `-`."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"{section.key}-{slug or word.encode().hex()}"


def read_choice(catalog: Catalog, message: object) -> dict[str, frozenset[str]]:
    """Reads what the legend sends, by section; words that no route has are dropped."""
    chosen = message.get("chosen") if isinstance(message, dict) else None
    if not isinstance(chosen, dict):
        return {}
    def words(section: str) -> list[str]:
        sent = chosen.get(section)
        return [word for word in sent if isinstance(word, str)] if isinstance(sent, list) else []

    return {section: catalog.known_words[section].intersection(words(section))
            for section in SECTIONS}


@kept_on_first(len(COLOURINGS))
def _legend_document(atlas: Atlas, by: str) -> tuple[str, bytes]:
    """The titles, labels and symbols of the legend, sent once for each kind of colours."""
    catalog = atlas.catalog
    return encode({"sections": [
        {"name": section.name, "option": OPTIONS[section.name], "key": section.key,
         "title": section.title, "folded": section.folded,
         "options": [_look(catalog, section, word, by) for word in section.options(catalog)]}
        for section in LEGEND.values()]})


def _look(catalog: Catalog, section: Section, word: str, by: str) -> dict[str, str]:
    return {"word": word, "key": option_key(section, word), "label": section.label(catalog, word),
            "symbol": legend_symbol(catalog, section.name, word, by)}


def _own(atlas: Atlas, catalog: Catalog, by: str) -> dict[str, list[dict[str, str]]]:
    """The options that only this session has, by section."""
    if catalog is atlas.catalog:
        return {}
    return {section.name: [_look(catalog, section, word, by) for word in more]
            for section in LEGEND.values()
            if (more := _options(atlas, catalog, section)[len(section.options(atlas.catalog)):])}


def _options(atlas: Atlas, catalog: Catalog, section: Section) -> list[str]:
    """The options that all sessions share, then those of this session's overlay."""
    shared = section.options(atlas.catalog)
    return [*shared, *(word for word in section.options(catalog) if word not in shared)]


def option_numbers(catalog: Catalog, section: Section, view: View,
                   options: Sequence[str] | None = None) -> dict[str, list[int]]:
    """The counts of a section's options, and the indices of those that are chosen."""
    counts = catalog.counts(section.name, view.wanted, within(view))
    options = section.options(catalog) if options is None else options
    chosen = getattr(view.wanted, section.name)
    return {"counts": [counts.get(word, 0) for word in options],
            "on": [index for index, word in enumerate(options) if word in chosen]}


def show_filters(atlas: Atlas, catalog: Catalog) -> None:
    """Show the sections of the filter. Options without a route under the other sections show 0.

    `catalog` is the atlas as this session sees it.

    The legend numbers what it sends; the number comes back with the counts, so that an answer to
    an earlier click never undoes a later one.
    """
    def chosen() -> None:
        reply = getattr(st.session_state.get(_KEY), "choose", None)
        words = read_choice(catalog, reply)
        if isinstance(reply, dict) and words:
            st.session_state["legend-turn"] = reply.get("turn", 0)
            change(wanted=Filter(**words, text="" if reply.get("reset") else current().wanted.text))

    view = current()
    name, data = _legend_document(atlas, view.colour_by)
    with st.sidebar:
        _legend(key=_KEY, on_choose_change=chosen, data={
            "turn": st.session_state.get("legend-turn", 0), "any": view.wanted != Filter(),
            "url": f"{PAGE_URL}/{static_files.write('legend', data, name=name)}",
            "own": _own(atlas, catalog, view.colour_by),
            "sections": [option_numbers(catalog, section, view, _options(atlas, catalog, section))
                         for section in LEGEND.values()]})
