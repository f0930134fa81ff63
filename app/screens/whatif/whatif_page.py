"""The what-if page: an itinerary between two endpoints, before and after a scenario."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import streamlit as st
from markupsafe import Markup

from app.components.citations import Notes
from app.components.map.map_view import Led, show_map
from app.components.map.session_lines import show_extra
from app.components.markdown import literal
from app.components.page_head.page_head import show_heading
from app.components.theme import sheet
from app.screens.whatif.controls import ask, choose_ends, choose_scenario, close, named, open_up
from app.screens.whatif.details import (
    camera_on,
    closers,
    itinerary_lines,
    loss_words,
    reach_table,
    why_none,
)
from app.screens.whatif.results import figures, join, overview, segments_table
from app.session.address_bar import read_address, write_address
from app.session.view import change, current
from app.shared.atlas_cache import Atlas, known_names, network_of
from geo.claims.wording import STATUS_WORDS
from geo.data.errors import AtlasError
from geo.data.lru import kept_on_first
from geo.data.schema import CARGOES
from geo.network.admission import scenario_words
from geo.network.choke_points import ChokePoints, Loss, between, of_corridor
from geo.network.endpoints import find_endpoint
from geo.network.graph import Network
from geo.network.itinerary import Itinerary
from geo.network.itinerary_wording import (
    alternatives_words,
    closed_alone_words,
    drawn_criterion,
    ends_words,
    sum_words,
)
from geo.network.reach import ReachTable, matrix
from geo.network.what_if import WhatIf, what_if
from geo.query.filter import Filter
from geo.query.scenario import CRITERIA, CRITERION_WORDS, Criterion, Question, Scenario

_STYLE = Path(__file__).with_name("whatif.css")
_BEST, _ALL_LOSSES, _OF = "whatif-best", "whatif-losses-all", "whatif-losses-of"
_FIRST_LOSSES: Final = 6


def _best(result: WhatIf) -> Criterion:
    """The criterion of the itinerary that is drawn: as chosen, else the most telling one."""
    best = drawn_criterion(result)
    st.session_state[_BEST] = best
    st.segmented_control(
        "Itinerary shown", CRITERIA, key=_BEST, required=True,
        format_func=CRITERION_WORDS.__getitem__,
        on_change=lambda: ask(replace(result.question, best=st.session_state[_BEST])))
    return best


def _ends_words(network: Network, question: Question) -> tuple[str, str]:
    return (named(network, {}, question.origin), named(network, {}, question.target))


def _answer(network: Network, result: WhatIf, notes: Notes) -> Criterion:
    """Shows the answer in a sentence and in figures, or why there is no itinerary."""
    question, answer_area = result.question, st.container()
    best = _best(result)
    before, after = result.before[best], result.after[best]
    answer_area.html(str(Markup(
        '<div class="whatif-answer" role="status"><h2>{}</h2><p class="whatif-sum">{}</p>'
        "<p>{}</p>{}</div>").format(
        ends_words(network.catalog, result, best), sum_words(best, before, after),
        "Nothing is supposed yet: before and after are both today. Close or open something."
        if question.scenario == result.baseline
        else scenario_words(network.catalog, question.scenario),
        Markup("<p>{}</p>").format(alone) if (alone := closed_alone_words(result, best)) else "")))
    length_ends = (ends_words(network.catalog, result, best)
                   if any(endpoint.away_km for endpoint in (result.origin, result.target)) else "")
    sides: dict[Markup, list[str]] = {}
    for side, scenario, itineraries in (("before", result.baseline, result.before),
                                 ("after", question.scenario, result.after)):
        if not itineraries["length"]:
            reason = why_none(network, scenario, question.cargo, (result.origin, result.target),
                              notes)
            sides.setdefault(reason, []).append(side)
    reasons = join(Markup("<p><strong>{}:</strong> {}</p>").format(
        " and ".join(names).capitalize(), reason) for reason, names in sides.items())
    st.html(str(Markup("{}{}").format(figures(before, after, length_ends), Markup(
        '<section class="whatif-why" aria-label="Why there is no itinerary">{}</section>').format(
            reasons) if reasons else "")))
    return best


def _map(atlas: Atlas, network: Network, question: Question, before: Itinerary | None,
         after: Itinerary | None) -> None:
    """Shows the map with both itineraries in view, and the buttons for a clicked route."""
    catalog, view = atlas.catalog, current()
    carried = catalog.select(Filter(modes=frozenset(CARGOES[question.cargo])))
    opened = view.opened if view.opened in carried.ids else ""
    # A selected route has the colour of the itinerary after: beside itineraries none is selected.
    show_map(atlas, carried, replace(view, year=None, opened="" if before or after else opened,
                                     camera=camera_on(network, (before, after))),
             lambda subject: change(opened=subject), led=Led())
    show_extra(
        [*itinerary_lines(network, before, "before"), *itinerary_lines(network, after, "after")]
    )
    st.html('<ul class="whatif-key"><li><i class="whatif-key-before"></i> the itinerary before</li>'
            '<li><i class="whatif-key-after"></i> the itinerary after, on top where both run</li>'
            "<li>Click a route, or choose it by name, to close or open it.</li></ul>")
    if opened:
        entry = catalog.entry(opened)
        with st.container(key="whatif-clicked", horizontal=True, vertical_alignment="center"):
            st.html(str(Markup("<p><strong>{}</strong> · {}</p>").format(
                catalog.name_of(opened), STATUS_WORDS[entry.status] if entry else "")))
            st.button("Close it", key="whatif-clicked-close", on_click=close, args=(opened,))
            st.button("Open it", key="whatif-clicked-open", on_click=open_up, args=(opened,))


def _details(network: Network, result: WhatIf, best: Criterion, notes: Notes) -> None:
    """Shows all itineraries in short, their assumptions, and the drawn ones in detail."""
    before, after = result.before[best], result.after[best]
    left, right = st.columns([1.75, 1], gap="large")
    left.html(str(Markup(
        '<article class="atlas-data whatif"><h2>The best itineraries</h2>{}</article>').format(
            overview(result, best))))
    right.html(str(Markup(
        '<article class="atlas-data whatif"><h2>Assumptions</h2><ul class="whatif-rests">{}'
        "</ul></article>").format(join(
            Markup("<li>{}</li>").format(text) for text in result.assumptions))))
    same = before and after and before.steps == after.steps
    shown = (("Before and after", after),) if same else (("After", after), ("Before", before))
    tables = join(
        (
            segments_table(network, itinerary, title, notes)
            for title, itinerary in shown
            if itinerary
        )
    )
    if tables:
        st.html(str(Markup(
            '<article class="atlas-data whatif"><h2>Stretch by stretch: {}</h2>{}</article>'
        ).format(CRITERION_WORDS[best].lower(), tables)))


@kept_on_first(64)
def _choke_points(network: Network, question: Question, corridor: str) -> ChokePoints:
    if corridor:
        return of_corridor(network, question.scenario, corridor)
    ends = [
        find_endpoint(network, question.cargo, end) for end in (question.origin, question.target)
    ]
    return between(network, question.scenario, question.cargo, ends[0], ends[1])


def _loss(network: Network, number: int, loss: Loss) -> None:
    subject, words = closers(network, loss)
    with st.container(key=f"whatif-loss-{number}", horizontal=True, vertical_alignment="center"):
        st.html(str(loss_words(network.catalog, loss)))
        st.button(literal(words), key=f"whatif-loss-close-{number}", on_click=close,
                  args=(subject,) if subject else loss.routes)


def _losses(network: Network, question: Question, result: WhatIf | None) -> None:
    """Shows the choke points of the itinerary or of a corridor, the worst first."""
    catalog, itinerary = network.catalog, result and result.after["length"]
    st.html('<article class="atlas-data whatif"><h2>If this closes</h2><p>The lines and '
            "places whose closure cuts or lengthens the itinerary most under the scenario. "
            "Kilometres are by the measure that ranks itineraries: as drawn, scaled where a source "
            "states the length of the whole. Those of an itinerary are of the very shortest.</p>"
            "</article>")
    ends = f"The itinerary from {' to '.join(_ends_words(network, question))}"
    options = [*([""] if itinerary else ()), *catalog.corridors]
    if st.session_state.get(_OF) not in options:
        st.session_state[_OF] = "" if itinerary else None
    corridor_id = st.selectbox("For the itinerary, or a whole corridor", options, key=_OF,
                               placeholder="Choose a corridor",
                               format_func=lambda key: catalog.name_of(key) if key else ends)
    if corridor_id is None:
        return
    choke_points = _choke_points(network, replace(question, best=""), corridor_id)
    if not choke_points.losses:
        st.html('<p class="atlas-note">Under this scenario nothing depends on a single line '
                "or place.</p>")
        return
    # Only the differences: the measure that ranks itineraries is not the length shown above.
    if choke_points.alternatives:
        st.html(str(Markup('<p class="atlas-note">{}</p>').format(
            alternatives_words(choke_points.alternatives))))
    show_all = st.session_state.get(_ALL_LOSSES, False)
    for number, loss in enumerate(choke_points.losses[:None if show_all else _FIRST_LOSSES]):
        _loss(network, number, loss)
    if len(choke_points.losses) > _FIRST_LOSSES:
        st.toggle(f"Show all {len(choke_points.losses)}", key=_ALL_LOSSES)


@kept_on_first(16)
def _matrix(network: Network, scenario: Scenario) -> ReachTable:
    return matrix(network, scenario)


def _reach(network: Network, scenario: Scenario) -> None:
    st.html('<article class="atlas-data whatif"><h2>Reach</h2><p>The landlocked capitals and '
            "the ocean ports of the atlas, and the shortest itinerary between them, before and "
            "after.</p></article>")
    fold = st.expander("Capitals by ports", key="whatif-reach", on_change="rerun")
    if fold.open:
        fold.html(str(Markup('<article class="atlas-data whatif">{}</article>').format(
            reach_table(network.catalog, _matrix(network, scenario)))))


def _find(network: Network, question: Question) -> WhatIf | None:
    """The answer to the question; None, and a sentence on the page, if it has none."""
    if not (question.origin and question.target):
        st.html('<p class="whatif-wait">Choose two places, or a ready-made question.' "</p>")
        return None
    try:
        return what_if(network, question)
    except AtlasError as error:
        st.html(str(Markup('<p class="atlas-hidden" role="status">{}</p>').format(error)))
        return None


def show_whatif_page(atlas: Atlas) -> None:
    """Shows two endpoints and a scenario, and the itineraries before and after."""
    ignored = read_address(known_names(atlas))
    catalog, network, notes = atlas.catalog, network_of(atlas), Notes(atlas.catalog)
    question = current().question
    st.html(f"<style>{sheet(_STYLE)}</style>")
    show_heading("What if", "the best itineraries between two places, before and after your "
                 f"scenario · release {catalog.release}", catalog.release)
    if ignored:
        st.html(str(Markup(
            '<p class="atlas-hidden" role="status">Part of the address is not known here and was '
            "ignored: {}. The rest applies.</p>").format(", ".join(ignored))))
    choose_ends(network, question)
    left, right = st.columns([1.75, 1], gap="medium")
    with right:
        choose_scenario(network, question, notes)
    with left:
        result = _find(network, question)
        best = _answer(network, result, notes) if result else "length"
        itineraries = (result.before[best], result.after[best]) if result else (None, None)
        _map(atlas, network, question, *itineraries)
    if result:
        _details(network, result, best, notes)
    _losses(network, question, result)
    _reach(network, question.scenario)
    st.html(str(Markup('<article class="atlas-data whatif-notes">{}</article>').format(
        notes.listing())))
    write_address(current())
