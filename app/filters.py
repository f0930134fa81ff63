"""The sidebar: which routes to show, every option with its live count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from app.text import literal
from app.touch import touch
from geo.catalog import Catalog
from geo.countries import country_name
from geo.filters import EVIDENCE, NOT_STATED, Filter
from geo.schema import BASES, MODES
from geo.styles import STATUS_STROKES
from geo.words import STATUS_WORDS, who_words

_DOT = "\N{NO-BREAK SPACE}· "


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the sidebar. `name` is the filter's field, `key` the widgets' prefix."""

    name: str
    key: str
    title: str
    label: Callable[[Catalog, str], str]
    order: tuple[str, ...] = ()
    folded: bool = False


def _corridor(catalog: Catalog, word: str) -> str:
    return catalog.corridors[word].name if word in catalog.corridors else "No corridor named"


def _source(catalog: Catalog, word: str) -> str:
    source = catalog.sources[word]
    return f"{who_words(source)} ({source.published[:4]})"


SEARCH_KEY = "search"
SECTIONS = (
    Section("corridors", "filter-corridor", "Corridor", _corridor),
    Section("modes", "filter-mode", "Mode", lambda _, word: MODES[word], tuple(MODES)),
    Section("statuses", "filter-status", "Status", lambda _, word: STATUS_WORDS[word],
            tuple(STATUS_STROKES)),
    Section("bases", "filter-basis", "How sure the line is",
            lambda _, word: f"{word.capitalize()}: {BASES[word]}", tuple(BASES)),
    Section("countries", "filter-country", "Country", lambda _, word: country_name(word),
            folded=True),
    Section("sponsors", "filter-sponsor", "Sponsor",
            lambda _, word: "No sponsor in the sources" if word == NOT_STATED else word,
            folded=True),
    Section("sources", "filter-source", "As told by", _source, folded=True),
    Section("evidence", "filter-evidence", "Evidence", lambda _, word: EVIDENCE[word],
            tuple(EVIDENCE), folded=True),
)


def option_key(section: Section, word: str) -> str:
    """The key of one checkbox, of letters, digits and `-` only."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"{section.key}-{slug or word.encode().hex()}"


def _options(catalog: Catalog, section: Section, counts: dict[str, int]) -> list[str]:
    if section.order:
        return [word for word in section.order if word in counts]
    return sorted(counts, key=lambda word: (word == NOT_STATED,
                                            section.label(catalog, word).casefold()))


def current_filter(catalog: Catalog) -> Filter:
    """The filter that the checkboxes now say."""
    wanted = Filter(text=st.session_state.get(SEARCH_KEY, ""))
    for section in SECTIONS:
        wanted = wanted.choosing(section.name, (
            word for word in catalog.known_words[section.name]
            if st.session_state.get(option_key(section, word), False)))
    return wanted


def _choose(catalog: Catalog, section: Section, only: str = "") -> None:
    """Tick one option of a section alone, or none, which shows all."""
    touch()
    for word in catalog.known_words[section.name]:
        st.session_state[option_key(section, word)] = word == only


def _clear(catalog: Catalog) -> None:
    for section in SECTIONS:
        _choose(catalog, section)
    st.session_state[SEARCH_KEY] = ""


def _shortcuts(catalog: Catalog, section: Section, chosen: frozenset[str]) -> None:
    """`All` when something is ticked, and `Only …` for each when several are."""
    if not chosen:
        return
    with st.container(key=f"{section.key}-shortcuts", horizontal=True, gap="small"):
        st.button("All", key=f"{section.key}-all", type="tertiary", on_click=_choose,
                  args=(catalog, section))
        for word in sorted(chosen) if len(chosen) > 1 else ():
            st.button(f"Only {literal(section.label(catalog, word))}", type="tertiary",
                      key=f"{option_key(section, word)}-only", on_click=_choose,
                      args=(catalog, section, word))


def show_filters(catalog: Catalog, wanted: Filter) -> None:
    """The sidebar's sections. Options without a route under the other sections show 0."""
    with st.sidebar:
        with st.container(key="filter-head", horizontal=True,
                          horizontal_alignment="distribute", vertical_alignment="center"):
            st.html('<h2 class="atlas-filter-title">Show routes by</h2>')
            st.button("Show all", key="filter-reset", on_click=_clear, args=(catalog,),
                      disabled=wanted == Filter(), type="tertiary")
        st.text_input("Search", key=SEARCH_KEY, on_change=touch,
                      placeholder="Any name, in any script",
                      help="Finds routes by any name of theirs, their places, corridors, "
                           "countries and actors; accents and scripts do not matter.")
        for section in SECTIONS:
            counts = catalog.counts(section.name, wanted)
            chosen = getattr(wanted, section.name)
            with (st.expander(section.title, expanded=not section.folded or bool(chosen),
                              key=f"{section.key}-fold"),
                  st.container(key=section.key, gap=None)):
                for word in _options(catalog, section, counts):
                    st.checkbox(f"{literal(section.label(catalog, word))}{_DOT}{counts[word]}",
                                key=option_key(section, word), on_change=touch)
                _shortcuts(catalog, section, chosen)
