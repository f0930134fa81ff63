"""The page that tells what happened, by date and newest first, under the filter in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from app.components.downloads.downloads import show_event_files
from app.components.legend.legend import show_filters
from app.components.notices import show_ignored
from app.components.page_head.page_head import show_heading
from app.components.theme import sheet
from app.session.address_bar import read_address, write_address
from app.session.overlay import session_catalog, session_names
from app.session.view import change, current
from app.shared.atlas_cache import Atlas
from geo.catalog.catalog import Catalog
from geo.catalog.facets import filter_words
from geo.catalog.selection import select_view
from geo.claims.wording import date_words
from geo.export.html.markup import CiteMarkup, joined, tagged
from geo.presentation.citations import Citations
from geo.presentation.named import Named
from geo.presentation.told_happenings import (
    ABOUT,
    KIND_WORDS,
    HappeningMonth,
    Teller,
    ToldHappening,
    WhatHappened,
    happening_months,
    what_happened,
)
from geo.query.filter import Filter
from geo.query.view import View

_STYLE = Path(__file__).with_name("what_happened.css")
_SINCE, _UNTIL, _PRESSES = "happened-since", "happened-until", "happened-presses"
_SPANS = (("Last three months", 3), ("Last twelve months", 12))


def _month_before(today: date, months: int) -> str:
    """Returns the month that lies so many months before a day's, as YYYY-MM."""
    count = today.year * 12 + today.month - 1 - months
    return f"{count // 12}-{count % 12 + 1:02d}"


def _timeframe(catalog: Catalog, view: View) -> None:
    """Shows the choice of a stretch of time: buttons for the usual ones, and two months.

    After a button the two months are other widgets: a page that has not been drawn anew yet sends
    the months that it shows with the next click, and they would pass for a choice.
    """
    months, presses = happening_months(catalog), st.session_state.get(_PRESSES, 0)
    since_key, until_key = f"{_SINCE}-{presses}", f"{_UNTIL}-{presses}"
    st.session_state[since_key], st.session_state[until_key] = view.since, view.until

    def chosen() -> None:
        change(since=st.session_state[since_key], until=st.session_state[until_key])

    def press(since: str) -> None:
        st.session_state[_PRESSES] = presses + 1
        change(since=since, until="")

    def options(own: str) -> list[str]:
        return ["", *sorted({*months, *filter(None, (own,))}, reverse=True)]

    with st.container(key="happened-time", horizontal=True, gap="small",
                      vertical_alignment="bottom"):
        for title, count in (("Any time", 0), *_SPANS):
            since = _month_before(catalog.today, count) if count else ""
            is_on = (view.since, view.until) == (since, "")
            st.button(title, key=f"happened-last-{count}", on_click=press, args=(since,),
                      type="primary" if is_on else "secondary")
        st.selectbox("From", options(view.since), key=since_key, on_change=chosen, width=190,
                     format_func=lambda day: date_words(day) if day else "the beginning")
        st.selectbox("To", options(view.until), key=until_key, on_change=chosen, width=190,
                     format_func=lambda day: date_words(day) if day else "today")


def _in_force(catalog: Catalog, view: View) -> None:
    """Shows the filter in force in words, with a button that clears it."""
    words = (*filter_words(catalog, view.wanted), *([f"Year: {view.year}"] if view.year else ()))
    if not words:
        return
    with st.container(key="happened-filter", horizontal=True, vertical_alignment="center"):
        st.html(str(tagged("p", f"Filter: {'; '.join(words)}.", "happened-filter")))
        st.button("Show all", key="happened-all", on_click=change,
                  kwargs={"wanted": Filter(), "year": None})


def _link(name: Named, view: View) -> Markup:
    """The name of a subject as a link that opens it on the map, under the same filter."""
    items = replace(view, opened=name.opens_id, camera=None).items()
    return Markup('<a class="atlas-opens" href="./?{}">{}</a>').format(
        urlencode(items), name.name) if name.opens_id else Markup("{}").format(name.name)


def _teller(teller: Teller) -> Markup:
    words = " · ".join(filter(None, (teller.who, teller.note)))
    return Markup('<p class="happened-who">{} · printed <bdi>{}</bdi></p>').format(
        words, teller.printed)


def _concerns(told: ToldHappening, view: View) -> Markup:
    def links(names: tuple[Named, ...]) -> Markup:
        return joined((_link(name, view) for name in names), ", ")

    return Markup('<p class="happened-of">{}{}</p>').format(
        links(told.subjects), tagged("span", links(told.corridors), "happened-corridors"))


def _item(told: ToldHappening, cites: CiteMarkup, view: View) -> Markup:
    kind = ("" if told.kind == "event" else
            Markup('<span class="happened-kind">{}</span> ').format(KIND_WORDS[told.kind]))
    return Markup(
        '<li data-subject-ids="{}"><p class="happened-when">{}</p><div><p class="happened-what">{}'
        "{}{}</p>{}</div>{}</li>").format(
        " ".join(name.opens_id for name in told.subjects), told.shown.when, kind,
        cites.cited(told.shown.what), tagged("span", told.shown.scope, "atlas-note"),
        joined(map(_teller, told.tellers)), _concerns(told, view))


def _month(month: HappeningMonth, cites: CiteMarkup, view: View) -> Markup:
    items = joined(_item(told, cites, view) for told in month.happenings)
    return Markup('<section data-month="{}"><h2>{}</h2><ol class="happened-list">{}</ol></section>'
                  ).format(month.month, month.title, items)


def _page(found: WhatHappened, citations: Citations, view: View) -> Markup:
    cites = CiteMarkup(citations.listed)
    notes = Markup('<section class="time-notes"><h2>Sources</h2>{}</section>').format(
        cites.note_list()) if found.months else Markup("")
    return Markup(
        '<article class="atlas-data atlas-happened"><p class="happened-count" role="status">{}</p>'
        "{}{}</article>").format(
        found.silence or found.count,
        joined(_month(month, cites, view) for month in found.months), notes)


def show_what_happened_page(atlas: Atlas) -> None:
    """Shows what happened to the routes that the filter leaves, their corridors and places."""
    catalog = session_catalog(atlas)
    ignored = read_address(session_names(atlas, catalog))
    view = current()
    selection, citations = select_view(catalog, view), Citations(
        catalog.sources, name_of=catalog.name_of)
    st.html(f"<style>{sheet(_STYLE)}</style>")
    show_filters(atlas, catalog)
    show_heading("What happened", f"by date, newest first · each with its source · release "
                 f"{catalog.release}", catalog.release)
    show_ignored(ignored)
    st.html(str(tagged("p", ABOUT, "happened-about")))
    _timeframe(catalog, view)
    _in_force(catalog, view)
    st.html(str(_page(what_happened(selection, view, citations), citations, view)))
    show_event_files(selection, view)
    write_address(view)
