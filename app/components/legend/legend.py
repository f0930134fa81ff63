"""The legend in the sidebar, which is the filter: each option has a symbol and a count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from app.components.component import PAGE_URL, component
from app.components.routes_file import routes_address
from app.session.turn import answered_turn, note_turn
from app.session.view import change, current
from app.shared import static_files
from app.shared.atlas_cache import Atlas
from geo.cartography.web_map import encode
from geo.catalog.catalog import Catalog
from geo.catalog.facets import LEGEND, Section
from geo.catalog.selection import select_view, within
from geo.data.lru import kept_on_first
from geo.data.schema import FIRST_YEAR, LAST_YEAR
from geo.export.browser.line_symbols import option_symbol, symbols_document
from geo.presentation.route_table import count_words
from geo.query.filter import OPTIONS, SECTIONS, Filter
from geo.query.view import COLOURINGS, DEPICTIONS, View

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


def read_turn(catalog: Catalog, message: object, view: View) -> dict[str, Any]:
    """Reads a turn: the parts of a view that change. What is unknown or missing stays as it is."""
    words = read_choice(catalog, message)
    if not words or not isinstance(message, Mapping):
        return {}
    search = message.get("search")
    text = search if isinstance(search, str) else view.wanted.text
    return {"wanted": Filter(**words, text=text), **read_look(message)}


def read_look(message: object) -> dict[str, Any]:
    """Reads how the map is to look: the parts of a view, without those that mean nothing."""
    if not isinstance(message, Mapping):
        return {}
    year, depiction, colours = (message.get(name) for name in ("year", "depiction", "colourBy"))
    parts: dict[str, Any] = {}
    if year == "":
        parts["year"] = None
    elif isinstance(year, str) and re.fullmatch("[0-9]{4}", year) and (
            FIRST_YEAR <= int(year) <= LAST_YEAR):
        parts["year"] = int(year)
    if isinstance(depiction, str) and depiction in DEPICTIONS:
        parts["depiction"] = depiction
    if isinstance(colours, str) and colours in COLOURINGS:
        parts["colour_by"] = colours
    return parts


@kept_on_first(1)
def _legend_document(atlas: Atlas) -> tuple[str, bytes]:
    """The titles and labels of the legend, and what its symbols are drawn with, sent once."""
    catalog = atlas.catalog
    return encode({**symbols_document(catalog), "sections": [
        {"name": section.name, "option": OPTIONS[section.name], "key": section.key,
         "title": section.title, "folded": section.folded,
         "options": [_option(catalog, section, word) for word in section.options(catalog)]}
        for section in LEGEND.values()]})


def _option(catalog: Catalog, section: Section, word: str) -> dict[str, str]:
    return {"word": word, "key": option_key(section, word), "label": section.label(catalog, word),
            **option_symbol(section.name, word)}


def _own(atlas: Atlas, catalog: Catalog) -> dict[str, list[dict[str, str]]]:
    """The options that only this session has, by section."""
    if catalog is atlas.catalog:
        return {}
    return {section.name: [_option(catalog, section, word) for word in more]
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

    The page answers a filter by itself and numbers what it sends; the number comes back with the
    answer (see `app.session.turn`).
    """
    def chosen() -> None:
        reply = getattr(st.session_state.get(_KEY), "choose", None)
        parts = read_turn(catalog, reply, current())
        if isinstance(reply, dict) and parts:
            note_turn(reply.get("turn"))
            change(**parts)

    view = current()
    name, data = _legend_document(atlas)
    names, finder = atlas.finder
    with st.sidebar:
        _legend(key=_KEY, on_choose_change=chosen, data={
            "turn": answered_turn(), "routes": routes_address(atlas),
            "names": f"{PAGE_URL}/{static_files.write('finder', finder, name=names)}",
            "search": view.wanted.text,
            "year": str(view.year or ""), "depiction": view.depiction,
            "colourBy": view.colour_by,
            "count": shown_words(catalog, select_view(catalog, view), view),
            "url": f"{PAGE_URL}/{static_files.write('legend', data, name=name)}",
            "own": _own(atlas, catalog), "overlays": len(catalog.overlays),
            "sections": [option_numbers(catalog, section, view, _options(atlas, catalog, section))
                         for section in LEGEND.values()]})


def shown_words(catalog: Catalog, selection: Catalog, view: View) -> str:
    """Returns how many routes, and lines of an overlay, a selection shows of those there are."""
    own_lines, own_shown = len(catalog.overlays), len(selection.overlays)
    return count_words((len(selection.entries) - own_shown, len(catalog.entries) - own_lines),
                       (own_shown, own_lines), view.year)
