"""The page about time: a timeline, the state of each route in a year, and progress."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final

import streamlit as st
from markupsafe import Markup

from app.components.citations import Notes
from app.components.page_head.page_head import show_heading
from app.components.theme import sheet
from app.screens.time.progress_bars import claims_and_progress
from app.screens.time.volumes import number_series, show_volumes
from app.session.address_bar import read_address, write_address
from app.session.view import change, current
from app.shared.atlas_cache import Atlas, known_names
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.names import by_name, listed
from geo.catalog.selection import STAGE_WORDS
from geo.catalog.stages import (
    STAGES,
    Event,
    Stage,
    YearState,
    claim_words,
    corridor_events,
    routes_of,
    state_in_year,
    state_words,
)
from geo.claims.dates import beginning
from geo.claims.disagreements import differ_words
from geo.claims.staleness import marks
from geo.claims.wording import date_words, note_words
from geo.data.lru import kept_on_first
from geo.data.records import Claim
from geo.data.schema import FIRST_YEAR, LAST_YEAR, NOT_STATED
from geo.export.html.markup import joined
from geo.presentation.citations import Numbered

_STYLE = Path(__file__).with_name("time.css")
_YEAR = "time-year"
_SPAN = LAST_YEAR - FIRST_YEAR + 1
_APART, _LEVEL_PX = 3, 17
_STAGE_NOTES: Final[Mapping[Stage, str]] = MappingProxyType({
    "exists": "in operation or finished, and not said to have ended",
    "being-built": "work began or is reported, and neither a claim nor the year of a promise ends "
                   "it",
    "promised": "somebody has given a date still to come",
    "was-due": "the last date given is of an earlier year, and no newer claim says whether it was "
               "kept or the work goes on",
    "not-yet": "begun, opened, promised or only planned later",
    "undated": "for its start or its end; the newest word on it stands beside the name"})
_SHAPE_WORDS: Final[Mapping[str, str]] = MappingProxyType({
    "work": "work begins", "start": "operation begins, or a start of which no more is said",
    "completion": "completed", "promise": "promised", "overdue": "promised, and overdue"})


def _at(year: float) -> str:
    return f"{100 * min(max(year - FIRST_YEAR, 0), _SPAN) / _SPAN:.2f}%"


def _names(catalog: Catalog) -> dict[str, str]:
    in_none = {NOT_STATED: "In no corridor"} if routes_of(catalog, NOT_STATED) else {}
    return {key: catalog.name_of(key) for key in by_name(catalog, catalog.corridors)} | in_none


def _cited(catalog: Catalog, claim: Claim, notes: Notes, words: str = "") -> Markup:
    """A claim in words with its number, its scope if it is about a part, and its marks."""
    marks_found = marks(claim, catalog.claims_about(claim.subject_id), catalog.today)
    flags = joined(Markup(' <span class="atlas-mark" title="{}">{}</span>').format(
        mark.reason, mark.kind) for mark in marks_found)
    part = (Markup(' <span class="atlas-note">({})</span>').format(note_words(claim))
            if claim.partial else "")
    return Markup("{}{}{}{}").format(words or claim_words(claim), notes.mark(claim), part, flags)


def _look(event: Event) -> str:
    return "work" if event.kind == "start" and beginning(event.claim) == "work" else event.kind


def _shapes(events: Iterable[Event]) -> tuple[Markup, int]:
    """The shapes of a lane, on enough levels that none overlap, and the number of levels."""
    ends: list[float] = []
    drawn: list[Markup] = []
    for event in events:
        middle = (event.first + event.last + 1) / 2
        level = next((i for i, end in enumerate(ends) if middle - end >= _APART), len(ends))
        ends[level:level + 1] = [middle]
        drawn.append(Markup(
            '<i class="time-shape time-{}" style="left:{};top:{}px" title="{}"></i>').format(
            _look(event), _at(middle), level * _LEVEL_PX, claim_words(event.claim)))
    return joined(drawn), len(ends)


def _bar(entry: RouteEntry, this_year: int) -> Markup:
    """A bar with the state of a route in each year; paler after this year."""
    runs = [(*key, list(run)) for key, run in groupby(
        range(FIRST_YEAR, LAST_YEAR + 1),
        lambda year: (state_in_year(entry, year).stage, year > this_year))]
    return joined(Markup(
        '<i class="time-bar time-{}{}" style="left:{};width:{:.2f}%" title="{}: {}\u2013{}{}"></i>'
    ).format(key, " time-ahead" if ahead else "", _at(run[0]), 100 * len(run) / _SPAN,
             STAGE_WORDS[key], run[0], run[-1],
             ", if nothing is claimed otherwise" if ahead else "")
        for key, ahead, run in runs)


_PART_ONLY = Markup(' <span class="atlas-note">Of a part only: the bar is of the whole route, '
                    "which these dates do not decide.</span>")


def _lane(catalog: Catalog, subject: str, events: list[Event], notes: Notes) -> Markup:
    entry = catalog.entry(subject)
    shapes, levels = _shapes(events)
    claims_line = joined((_cited(catalog, event.claim, notes) for event in events), " · ")
    if entry and events and all(event.claim.partial for event in events):
        claims_line += _PART_ONLY
    corridor_note = "" if entry else Markup(' <span class="atlas-note">the corridor itself</span>')
    today = catalog.today.year + (catalog.today.timetuple().tm_yday - 1) / 366
    return Markup(
        '<div class="time-lane"><div class="time-said"><strong>{}</strong>{}<br>{}</div>'
        '<div class="time-track" aria-hidden="true" style="min-height:{}px">{}{}'
        '<i class="time-today" style="left:{}"></i></div></div>').format(
        catalog.name_of(subject), corridor_note, claims_line, levels * _LEVEL_PX + 22, shapes,
        _bar(entry, catalog.today.year) if entry else "", _at(today))


def _group(catalog: Catalog, corridor_id: str, name: str, notes: Notes) -> Markup:
    events = corridor_events(catalog, corridor_id)
    subjects = [corridor_id, *(entry.route_id for entry in listed(routes_of(catalog, corridor_id)))]
    lanes = {subject: [event for event in events if event.claim.subject_id == subject]
             for subject in subjects}
    drawn = joined(_lane(catalog, subject, own, notes) for subject, own in lanes.items() if own)
    without_events = [catalog.name_of(subject) for subject in subjects[1:] if not lanes[subject]]
    rest = (Markup('<p class="time-silent"><em>No start, completion or promise is dated:</em> '
                   "{}.</p>").format("; ".join(without_events)) if without_events else "")
    return Markup('<section class="time-group"><h3>{}</h3>{}{}{}</section>').format(
        name, _AXIS if drawn else "", drawn, rest)


_AXIS = Markup('<div class="time-axis" aria-hidden="true"><span></span><div>{}</div></div>').format(
    joined(Markup('<b style="left:{}">{}</b>').format(_at(year), year)
          for year in range(FIRST_YEAR, LAST_YEAR + 1, 10)))


def _chart(catalog: Catalog, notes: Notes) -> Markup:
    shapes = joined(Markup('<span><i class="time-shape time-{}"></i> {}</span>').format(key, words)
                   for key, words in _SHAPE_WORDS.items())
    bars = joined(Markup('<span><i class="time-bar time-{}"></i> {}</span>').format(
        key, STAGE_WORDS[key].lower()) for key in STAGES)
    groups = joined(_group(catalog, key, name, notes) for key, name in _names(catalog).items())
    return Markup(
        "<h2>What began, what is promised</h2><p>Only what a document dates is drawn. The shapes "
        "are single claims; the bar under them says what the route as a whole is from year to "
        "year by the rules of the next section; paler after this year, where it "
        "is only assumed to continue. The dotted upright line is today, {}.</p>"
        '<div class="time-key">{}{}</div>{}').format(
        date_words(catalog.today.isoformat()), shapes, bars, groups)


def _item(catalog: Catalog, entry: RouteEntry, state: YearState, notes: Notes) -> Markup:
    claims = joined((_cited(catalog, claim, notes, state_words(claim, state, catalog.today))
                     for claim in state.claims), "; ")
    differ = differ_words(catalog.differences_about(entry.route_id, state.claims))
    flag = Markup(' <span class="atlas-mark">{}</span>').format(differ) if differ else ""
    return Markup("<li><strong>{}</strong><br>{}{}</li>").format(entry.route.name, claims, flag)


def _stage_row(catalog: Catalog, key: Stage, states: list[tuple[RouteEntry, YearState]],
               notes: Notes) -> Markup:
    items = joined(_item(catalog, entry, state, notes) for entry, state in states if state.claims)
    without_claims = "; ".join(entry.route.name for entry, state in states if not state.claims)
    return Markup(
        '<tr><th scope="row"><i class="time-bar time-{}"></i><strong>{}</strong> '
        '<span class="time-count">{}</span><br><span class="atlas-note">{}</span></th>'
        "<td>{}{}{}</td></tr>").format(
        key, STAGE_WORDS[key], len(states), _STAGE_NOTES[key],
        Markup("<ul>{}</ul>").format(items) if items else "",
        Markup('<p class="time-silent"><em>No claim on the status, start or completion of the '
               "whole:</em> {}.</p>").format(without_claims) if without_claims else "",
        "" if states else Markup('<span class="atlas-missing">none</span>'))


def _stages(catalog: Catalog, year: int, notes: Notes) -> Markup:
    """The table of the state of each route in a year."""
    states = [(entry, state_in_year(entry, year)) for entry in listed(catalog.entries)]
    rows = joined(_stage_row(catalog, key, [pair for pair in states if pair[1].stage == key], notes)
                 for key in STAGES)
    return Markup(
        '<article class="atlas-data atlas-time"><table class="time-stages"><caption>In {}, of {} '
        "routes</caption><tbody>{}</tbody></table></article>").format(year, len(states), rows)


@st.fragment
def _in_a_year(catalog: Catalog, notes: Notes) -> None:
    """Shows the slider and its table. The year belongs to the view: the map is drawn for it too."""
    def moved() -> None:
        change(year=st.session_state[_YEAR])

    now = min(max(catalog.today.year, FIRST_YEAR), LAST_YEAR)
    st.session_state[_YEAR] = current().year or now
    year = st.slider("Year", FIRST_YEAR, LAST_YEAR, key=_YEAR, on_change=moved)
    st.html(str(_stages(catalog, year, notes)))
    write_address(current())


@kept_on_first(1)
def _constant(atlas: Atlas) -> tuple[Markup, Markup, Numbered]:
    """The parts that do not depend on the chosen year: chart, bars and what the notes number."""
    catalog, notes = atlas.catalog, Notes(atlas.catalog)
    chart = _chart(catalog, notes)
    for entry in catalog.entries:
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            for claim in state_in_year(entry, year).claims:
                notes.mark(claim)
    number_series(catalog, notes)
    return chart, claims_and_progress(catalog, _names(catalog), notes), notes.numbered


def show_time_page(atlas: Atlas) -> None:
    """Shows yearly volumes, the timeline, the states in a year, and the progress of corridors."""
    read_address(known_names(atlas))
    chart, bars, numbered = _constant(atlas)
    notes = Notes(atlas.catalog, numbered)
    st.html(f"<style>{sheet(_STYLE)}</style>")
    show_heading("Time", f"{FIRST_YEAR}\u2013{LAST_YEAR} · from dated claims alone; what no "
                         "document dates is said to have no year stated", atlas.catalog.release)
    show_volumes(atlas.catalog, notes)
    st.html(str(Markup(
        '<article class="atlas-data atlas-time">{}<h2>The state in a year</h2><p>What exists is '
        "assumed to remain, and work to continue, until a claim says otherwise or the year for "
        "which its end was promised is over; after that the page says what was due, and that no "
        "newer source speaks of it. A claim about a part of a route says nothing of the whole.</p>"
        "</article>").format(chart)))
    _in_a_year(atlas.catalog, notes)
    st.html(str(Markup('<article class="atlas-data atlas-time">{}<div class="time-notes">{}</div>'
                       "</article>").format(bars, notes.listing())))
