"""The page about time: when things began, are promised and stand, and how much is built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Final

import streamlit as st
from markupsafe import Markup, escape

from app.address import read_address, write_address
from app.cache import Atlas, known_names
from app.citations import Notes
from app.state import change, current
from app.theme import sheet
from geo.ageing import marks
from geo.built import GROUPS, Built, Leg, built
from geo.catalog import Catalog, RouteEntry
from geo.dates import beginning
from geo.disagreement import differ_words
from geo.filters import NOT_STATED
from geo.records import Fact
from geo.shown import STAGE_WORDS
from geo.timeline import (
    FIRST_YEAR,
    LAST_YEAR,
    STAGES,
    Event,
    Reading,
    Stage,
    claim_words,
    corridor_events,
    legs,
    reading,
)
from geo.words import date_words, km_words, value_words

_YEAR = "time-year"
_SPAN = LAST_YEAR - FIRST_YEAR + 1
_APART, _LEVEL_PX = 3, 17
_ROOM_FOR_WORDS = 0.17
_STAGE_NOTES: Final[Mapping[Stage, str]] = MappingProxyType({
    "exists": "in operation or finished, and not said to have ended",
    "being-built": "work began or is reported, and its promised year has not come",
    "promised": "somebody has given a date; no claim says that it was kept",
    "not-yet": "begun, opened, promised or only planned later",
    "undated": "no dated claim says; the newest word on it stands beside the name"})
_SHAPE_WORDS: Final[Mapping[str, str]] = MappingProxyType({
    "work": "work begins", "start": "operation begins, or a start of which no more is said",
    "completion": "completed", "promise": "promised", "overdue": "promised, and overdue"})


def _join(parts: Iterable[Markup], between: str = "") -> Markup:
    return escape(between).join(parts)


def _at(year: float) -> str:
    return f"{100 * min(max(year - FIRST_YEAR, 0), _SPAN) / _SPAN:.2f}%"


def _names(catalog: Catalog) -> dict[str, str]:
    none = {NOT_STATED: "In no corridor"} if legs(catalog, NOT_STATED) else {}
    return {key: value.name for key, value in catalog.corridors.items()} | none


def _cited(catalog: Catalog, fact: Fact, notes: Notes) -> Markup:
    """A claim in words with its number, its scope where it is of a part, and its marks."""
    found = marks(fact, catalog.claims_about(fact.subject_id), catalog.today)
    flags = _join(Markup(' <span class="atlas-mark" title="{}">{}</span>').format(
        mark.reason, mark.kind) for mark in found)
    part = (Markup(' <span class="atlas-note">({})</span>').format(fact.note)
            if fact.partial else "")
    return Markup("{}{}{}{}").format(claim_words(fact), notes.mark(fact), part, flags)


def _look(made: Event) -> str:
    return "work" if made.kind == "start" and beginning(made.fact) == "work" else made.kind


def _shapes(events: Iterable[Event]) -> tuple[Markup, int]:
    """The shapes of a lane, on as many levels as keep them apart, and how many those are."""
    ends: list[float] = []
    drawn: list[Markup] = []
    for made in events:
        middle = (made.first + made.last + 1) / 2
        level = next((i for i, end in enumerate(ends) if middle - end >= _APART), len(ends))
        ends[level:level + 1] = [middle]
        drawn.append(Markup(
            '<i class="time-shape time-{}" style="left:{};top:{}px" title="{}"></i>').format(
            _look(made), _at(middle), level * _LEVEL_PX, claim_words(made.fact)))
    return _join(drawn), len(ends)


def _bar(entry: RouteEntry) -> Markup:
    """What a route is from year to year, as stretches of a bar."""
    runs = [(key, list(run)) for key, run in groupby(
        range(FIRST_YEAR, LAST_YEAR + 1), lambda year: reading(entry, year).stage)]
    return _join(Markup(
        '<i class="time-bar time-{}" style="left:{};width:{:.2f}%" title="{}: {}\u2013{}"></i>'
    ).format(key, _at(run[0]), 100 * len(run) / _SPAN, STAGE_WORDS[key], run[0], run[-1])
        for key, run in runs)


def _lane(catalog: Catalog, subject: str, events: list[Event], notes: Notes) -> Markup:
    entry = catalog.entry(subject)
    shapes, levels = _shapes(events)
    told = _join((_cited(catalog, made.fact, notes) for made in events), " · ")
    whole = "" if entry else Markup(' <span class="atlas-note">the corridor itself</span>')
    today = catalog.today.year + (catalog.today.timetuple().tm_yday - 1) / 366
    return Markup(
        '<div class="time-lane"><div class="time-said"><strong>{}</strong>{}<br>{}</div>'
        '<div class="time-track" aria-hidden="true" style="min-height:{}px">{}{}'
        '<i class="time-today" style="left:{}"></i></div></div>').format(
        catalog.name_of(subject), whole, told, levels * _LEVEL_PX + 22, shapes,
        _bar(entry) if entry else "", _at(today))


def _group(catalog: Catalog, corridor_id: str, name: str, notes: Notes) -> Markup:
    events = corridor_events(catalog, corridor_id)
    subjects = [corridor_id, *(entry.route_id for entry in legs(catalog, corridor_id))]
    lanes = {subject: [made for made in events if made.fact.subject_id == subject]
             for subject in subjects}
    drawn = _join(_lane(catalog, subject, told, notes) for subject, told in lanes.items() if told)
    silent = [catalog.name_of(subject) for subject in subjects[1:] if not lanes[subject]]
    rest = (Markup('<p class="time-silent"><em>No start, completion or promise is dated:</em> '
                   "{}.</p>").format("; ".join(silent)) if silent else "")
    return Markup('<section class="time-group"><h3>{}</h3>{}{}{}</section>').format(
        name, _AXIS if drawn else "", drawn, rest)


_AXIS = Markup('<div class="time-axis" aria-hidden="true"><span></span><div>{}</div></div>').format(
    _join(Markup('<b style="left:{}">{}</b>').format(_at(year), year)
          for year in range(FIRST_YEAR, LAST_YEAR + 1, 10)))


def _chart(catalog: Catalog, notes: Notes) -> Markup:
    shapes = _join(Markup('<span><i class="time-shape time-{}"></i> {}</span>').format(key, words)
                   for key, words in _SHAPE_WORDS.items())
    bars = _join(Markup('<span><i class="time-bar time-{}"></i> {}</span>').format(
        key, STAGE_WORDS[key].lower()) for key in STAGES)
    groups = _join(_group(catalog, key, name, notes) for key, name in _names(catalog).items())
    return Markup(
        "<h2>What began, what is promised</h2><p>Only what a document dates is drawn. The shapes "
        "are single claims; the bar under them says what the route as a whole is from year to "
        "year by the rules of the next section. The dotted upright line is today, {}.</p>"
        '<div class="time-key">{}{}</div>{}').format(
        date_words(catalog.today.isoformat()), shapes, bars, groups)


def _item(catalog: Catalog, entry: RouteEntry, found: Reading, notes: Notes) -> Markup:
    told = _join((_cited(catalog, fact, notes) for fact in found.facts), "; ")
    differ = differ_words(catalog.differences_about(entry.route_id, found.facts))
    flag = Markup(' <span class="atlas-mark">{}</span>').format(differ) if differ else ""
    return Markup("<li><strong>{}</strong><br>{}{}</li>").format(entry.route.name, told, flag)


def _stage_row(catalog: Catalog, key: Stage, found: list[tuple[RouteEntry, Reading]],
               notes: Notes) -> Markup:
    items = _join(_item(catalog, entry, told, notes) for entry, told in found if told.facts)
    silent = "; ".join(entry.route.name for entry, told in found if not told.facts)
    return Markup(
        '<tr><th scope="row"><i class="time-bar time-{}"></i><strong>{}</strong> '
        '<span class="time-count">{}</span><br><span class="atlas-note">{}</span></th>'
        "<td>{}{}{}</td></tr>").format(
        key, STAGE_WORDS[key], len(found), _STAGE_NOTES[key],
        Markup("<ul>{}</ul>").format(items) if items else "",
        Markup('<p class="time-silent"><em>No claim on the status, start or completion of the '
               "whole:</em> {}.</p>").format(silent) if silent else "",
        "" if found else Markup('<span class="atlas-missing">none</span>'))


def _stages(catalog: Catalog, year: int, notes: Notes) -> Markup:
    """The table of what everything is in a year."""
    read = [(entry, reading(entry, year)) for entry in catalog.entries]
    rows = _join(_stage_row(catalog, key, [one for one in read if one[1].stage == key], notes)
                 for key in STAGES)
    return Markup(
        '<article class="atlas-data atlas-time"><table class="time-stages"><caption>In {}, of {} '
        "routes</caption><tbody>{}</tbody></table></article>").format(year, len(read), rows)


@st.fragment
def _in_a_year(catalog: Catalog, notes: Notes) -> None:
    """The slider and its table. The year is the view's: the map is drawn for it too."""
    def moved() -> None:
        change(year=st.session_state[_YEAR])

    now = min(max(catalog.today.year, FIRST_YEAR), LAST_YEAR)
    st.session_state[_YEAR] = current().year or now
    year = st.slider("Year", FIRST_YEAR, LAST_YEAR, key=_YEAR, on_change=moved)
    st.html(str(_stages(catalog, year, notes)))
    write_address(current())


def _segments(one: Built, scale: float) -> Iterable[Markup]:
    for group, words in GROUPS.items():
        for drawn in (False, True):
            km = one.km(group, drawn=drawn)
            if km:
                how = "drawn" if drawn else "stated"
                label = (Markup("<span>{} {}</span>").format(words, km_words(km))
                         if km / scale >= _ROOM_FOR_WORDS else "")
                yield Markup(
                    '<i class="time-seg time-seg-{} time-{}" style="width:{:.3f}%" '
                    'title="{}: {} km, {}">{}</i>').format(
                    group, how, 100 * km / scale, words, km_words(km), how, label)


def _claimed(one: Built, notes: Notes) -> Markup:
    if one.claim is None:
        return Markup('<span class="atlas-missing">No document gives its length</span>')
    return Markup('claimed: <strong>{}</strong>{} <span class="atlas-note">{}</span>').format(
        value_words(one.claim), notes.mark(one.claim), one.claim.note)


def _stack(name: str, one: Built, notes: Notes) -> Markup:
    claim = float(one.claim.number or 0) if one.claim else 0.0
    scale = max(one.total, claim) or 1.0
    tick = (Markup('<b class="time-claim" style="left:{:.2f}%" title="the length claimed"></b>'
                   ).format(100 * claim / scale) if claim else "")
    return Markup(
        '<div class="time-lane"><div class="time-said"><strong>{}</strong><br>{}<br>legs: {} km'
        '</div><div class="time-stack" aria-hidden="true">{}{}</div></div>').format(
        name, _claimed(one, notes), km_words(one.total), _join(_segments(one, scale)), tick)


def _cell(km: float, drawn: float) -> Markup:
    if not km:
        return Markup('<td class="atlas-number">0</td>')
    how = "" if not drawn else "drawn" if drawn == km else f"{km_words(drawn)} drawn"
    return Markup('<td class="atlas-number">{}{}</td>').format(
        km_words(km), Markup('<br><span class="atlas-note">{}</span>').format(how) if how else "")


def _row(name: str, one: Built, notes: Notes) -> Markup:
    claim = (Markup("{}{}").format(value_words(one.claim), notes.mark(one.claim)) if one.claim
             else Markup('<span class="atlas-missing">not in the sources</span>'))
    return Markup('<tr><th scope="row">{}</th><td>{}</td>{}{}</tr>').format(
        name, claim, _cell(one.total, one.drawn),
        _join(_cell(one.km(group), one.km(group, drawn=True)) for group in GROUPS))


def _leg(leg: Leg, notes: Notes) -> Markup:
    length = (Markup("{}{}").format(value_words(leg.stated), notes.mark(leg.stated)) if leg.stated
              else Markup('{} km <span class="atlas-note">drawn</span>').format(km_words(leg.km)))
    status = leg.entry.headline("status")
    cited = notes.mark(status) if status else ""
    return Markup("<li>{}: {}, {}{}</li>").format(
        leg.entry.route.name, length, GROUPS[leg.group].lower(), cited)


def _claimed_and_built(catalog: Catalog, notes: Notes) -> Markup:
    """The bars, the same in a table, and every leg that they are made of."""
    each = [(name, built(catalog, key)) for key, name in _names(catalog).items()]
    key = _join(Markup('<span><i class="time-seg time-seg-{}"></i> {}</span>').format(group, words)
                for group, words in GROUPS.items())
    head = _join(Markup('<th scope="col">{}</th>').format(words) for words in GROUPS.values())
    return Markup(
        '<h2>Claimed and built</h2><p>The legs of each corridor by their headline status. A leg '
        "counts with the length a document states for it or, where none does, with its drawn "
        "length. Legs that are alternatives to each other all count, so their sum is not the "
        "corridor\u2019s length. Each bar has its own scale.</p>"
        '<div class="time-key">{}<span><i class="time-under time-stated"></i> stated</span>'
        '<span><i class="time-under time-drawn"></i> drawn, not stated</span>'
        '<span><b class="time-claim"></b> the length claimed for the corridor</span></div>{}'
        '<div class="time-scroll" tabindex="0" role="region" aria-label="Kilometres"><table>'
        "<caption>Kilometres</caption><thead><tr><th>Corridor</th><th>Claimed</th><th>All legs"
        "</th>{}</tr></thead><tbody>{}</tbody></table></div>"
        "<details><summary>Every leg, with its source</summary>{}</details>").format(
        key, _join(_stack(name, one, notes) for name, one in each), head,
        _join(_row(name, one, notes) for name, one in each),
        _join(Markup("<h4>{}</h4><ul>{}</ul>").format(
            name, _join(_leg(leg, notes) for leg in one.legs)) for name, one in each))


def show_time_page(atlas: Atlas) -> None:
    """The timeline, what stands in a chosen year, and how much of each corridor is built."""
    read_address(known_names(atlas))
    catalog, notes = atlas.catalog, Notes(atlas.catalog.sources)
    chart = _chart(catalog, notes)
    for entry in catalog.entries:  # numbers that stay the same whatever year is chosen
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            for fact in reading(entry, year).facts:
                notes.mark(fact)
    st.html(f"<style>{sheet('time.css')}</style>")
    st.html(str(Markup(
        '<article class="atlas-data atlas-time"><header class="atlas-head"><h1>Time</h1>'
        "<p>{}\u2013{} · from dated claims alone; what no document dates is called undated</p>"
        "</header>{}<h2>What stands in a year</h2><p>What exists is taken to stand on until a claim"
        " says otherwise; a promise stays one until a claim says that it was kept. A claim about a "
        "part of a route says nothing of the whole.</p></article>").format(
        FIRST_YEAR, LAST_YEAR, chart)))
    _in_a_year(catalog, notes)
    bars = _claimed_and_built(catalog, notes)
    st.html(str(Markup('<article class="atlas-data atlas-time">{}<div class="time-notes">{}</div>'
                       "</article>").format(bars, notes.listing())))
