"""The choices of the what-if page: two endpoints, a cargo, and a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

import streamlit as st
from markupsafe import Markup

from app.components.citations import Notes
from app.components.markdown import literal
from app.screens.whatif.details import because
from app.screens.whatif.results import join
from app.session.view import change, current
from geo.catalog.name_lookup import end_called, subject_called
from geo.claims.wording import STATUS_WORDS
from geo.data.countries import country_name
from geo.data.errors import AtlasError
from geo.data.lru import kept_on_first
from geo.data.schema import CARGOES, FIRST_YEAR, LAST_YEAR
from geo.network.admission import subject_words
from geo.network.endpoints import country_endpoints, endpoints
from geo.network.graph import Network
from geo.network.presets import PRESETS, questions
from geo.presentation.comparison import kind_words
from geo.query.scenario import ADMITTED, Question, Scenario

_CARGO_WORDS: Mapping[str, str] = MappingProxyType({
    "goods": "Goods: rail, road, sea", "oil": "Oil: pipelines", "gas": "Gas: pipelines",
    "power": "Power: cables", "digital": "Data: cables"})
_UNKNOWN: Final = "whatif-unknown"
_HOPED: Final = ADMITTED | {"under-construction", "planned", "proposed"}
_COUNTS: Mapping[str, str] = MappingProxyType({
    "operating": "Only what a source says operates today, itself or as a corridor",
    "today": "Also what is drawn and has no stated status",
    "promised": "Also what a source promises by a year",
    "all": "Also all that is being built, planned or proposed"})


# -- what a reader changes --

def ask(question: Question) -> None:
    """Put another question into the view."""
    change(question=question)


def _alter(**parts: Any) -> None:  # noqa: ANN401 - fields of a Question
    ask(replace(current().question, **parts))


def _suppose(**parts: Any) -> None:  # noqa: ANN401 - fields of a Scenario
    _alter(scenario=replace(current().question.scenario, **parts))


def close(*subjects: str) -> None:
    """Add subjects to those that the scenario closes."""
    _alter(scenario=current().question.scenario.closing(*subjects))


def open_up(*subjects: str) -> None:
    """Add subjects to those that the scenario opens."""
    _alter(scenario=current().question.scenario.opening(*subjects))


def _end_meant(network: Network, typed: str) -> str:
    """The place or country that a reader has typed; the text itself where it means none."""
    try:
        return end_called(network.catalog, typed) if typed else ""
    except AtlasError:  # the answer says why
        return typed


def _choose_meant(network: Network, part: str, typed: Iterable[str]) -> None:
    """Put the subjects chosen or typed into the scenario; note what means none."""
    meant, unknown = set(), []
    for text in typed:
        try:
            meant.add(subject_called(network.catalog, text))
        except AtlasError as error:
            unknown.append(str(error))
    st.session_state[_UNKNOWN] = unknown
    _suppose(**{part: frozenset(meant)})


# -- what can be chosen --

@kept_on_first(16)
def _ends(network: Network, cargo: str) -> Mapping[str, str]:
    """The places and countries where an itinerary may begin and end, as labels by id."""
    places = network.catalog.places
    labels = {place: f"{places[place].name} ({country_name(places[place].country)})"
              for place in endpoints(network, cargo)}
    labels |= {code: f"{country_name(code)}, wherever is best"
               for code in sorted(country_endpoints(network, cargo), key=country_name)}
    return _unlike(labels)


@kept_on_first(1)
def _subjects(network: Network) -> Mapping[str, str]:
    """The subjects that may be opened or closed, as labels by id."""
    catalog = network.catalog
    countries = {code for segment in network.segments for code in segment.countries}
    places_passed = {place for segment in network.segments for place in segment.passes} - set(
        catalog.corridors
    )
    places = sorted(places_passed, key=lambda place: (catalog.places[place].name.casefold(), place))
    labels = {code: f"{country_name(code)} (country)"
              for code in sorted(countries, key=country_name)}
    labels |= {subject: f"{catalog.name_of(subject)} ({kind_words(catalog, subject)})"
               for subject in (*catalog.corridors, *catalog.ids, *places)}
    return _unlike(labels)


def _unlike(labels: dict[str, str]) -> Mapping[str, str]:
    """Makes equal labels differ by their ids: a widget knows its options by their labels."""
    texts = list(labels.values())
    return {key: f"{label} [{key}]" if texts.count(label) > 1 else label
            for key, label in labels.items()}


def named(network: Network, labels: Mapping[str, str], chosen: str) -> str:
    """Returns the label of a choice."""
    return labels.get(chosen) or subject_words(network.catalog, chosen)


def choose_ends(network: Network, question: Question) -> None:
    """Shows the choice of the two endpoints and of the cargo."""
    labels = _ends(network, question.cargo)

    def end(title: str, key: str, part: str, chosen: str) -> None:
        st.session_state[key] = chosen or None
        st.selectbox(
            title, [*labels, *({chosen} - {*labels, ""})], key=key, placeholder="Choose a place",
            accept_new_options=True, format_func=lambda option: named(network, labels, option),
            on_change=lambda: _alter(**{
                part: _end_meant(network, st.session_state[key] or "")}))

    with st.container(key="whatif-ends"):
        first, last, cargo, swap = st.columns([3, 3, 2, 1.1], vertical_alignment="bottom")
        with first:
            end("From", "whatif-from", "origin", question.origin)
        with last:
            end("To", "whatif-to", "target", question.target)
        with cargo:
            st.session_state["whatif-carry"] = question.cargo
            st.selectbox("Carrying", list(CARGOES), key="whatif-carry",
                         format_func=_CARGO_WORDS.__getitem__,
                         on_change=lambda: _alter(cargo=st.session_state["whatif-carry"]))
        with swap:
            st.button("Swap ends", key="whatif-swap", on_click=ask, width="stretch", args=(
                replace(question, origin=question.target, target=question.origin),))


def _choose_counting(scenario: Scenario, this_year: int) -> None:
    """Shows four rules for which routes count, and a fifth if the link holds another."""
    answers: dict[str, tuple[frozenset[str], int | None]] = {
        "operating": (frozenset({"operating"}), None), "today": (ADMITTED, None),
        "promised": (ADMITTED, scenario.by_year or min(this_year + 4, LAST_YEAR)),
        "all": (_HOPED, None)}
    now = scenario.admitted, scenario.by_year
    st.session_state["whatif-counts"] = next(
        (name for name, answer in answers.items() if answer == now), "link")
    labels = dict(_COUNTS)
    if st.session_state["whatif-counts"] == "link":
        listed = ", ".join(STATUS_WORDS[status].lower() for status in sorted(scenario.admitted))
        labels["link"] = f"As the link says: {listed or 'no status as such'}" + (
            f", and what is promised by {scenario.by_year}" if scenario.by_year else "")

    def apply() -> None:
        chosen = st.session_state["whatif-counts"]
        if chosen in answers:
            _suppose(admitted=answers[chosen][0], by_year=answers[chosen][1])

    st.radio("What counts", list(labels), key="whatif-counts", on_change=apply,
             format_func=lambda name: literal(labels[name]))
    if scenario.by_year is not None:
        st.session_state["whatif-year"] = scenario.by_year
        st.slider("Promised by", max(FIRST_YEAR, min(scenario.by_year, this_year)), LAST_YEAR,
                  key="whatif-year",
                  on_change=lambda: _suppose(by_year=st.session_state["whatif-year"]))


def _choose_subjects(network: Network, scenario: Scenario) -> None:
    labels = _subjects(network)
    for title, part, chosen in (("Close these", "closed", scenario.closed),
                                ("Open these", "opened", scenario.opened)):
        key = f"whatif-{part}"
        st.session_state[key] = sorted(chosen)
        st.multiselect(
            title, [*labels, *sorted(chosen - set(labels))], key=key, select_all=False,
            accept_new_options=True,
            format_func=lambda subject: named(network, labels, subject),
            placeholder="Countries, corridors, routes, places",
            on_change=lambda part=part, key=key: _choose_meant(
                network, part, st.session_state[key]))
    if unknown := st.session_state.pop(_UNKNOWN, None):
        st.html(str(Markup('<p class="atlas-hidden" role="status">{}</p>').format(
            ". ".join(unknown))))


def _choose_preset(network: Network, question: Question, notes: Notes) -> None:
    with st.container(key="whatif-presets"):
        for name, preset in PRESETS.items():
            asked, is_chosen = questions(network, preset), question.scenario == preset.scenario
            if not asked:
                continue
            st.button(literal(preset.title), key=f"whatif-preset-{name}", width="stretch",
                      on_click=ask, args=(asked[0],),
                      type="primary" if is_chosen else "secondary")
            if is_chosen:
                st.html(str(Markup('<p class="whatif-because">{}</p>').format(
                    because(network.catalog, preset, notes))))
                with st.container(key="whatif-journeys", horizontal=True, gap="small"):
                    for ready in asked:
                        ends = (named(network, {}, ready.origin), named(network, {}, ready.target))
                        st.button(literal(" → ".join(ends)), on_click=ask, args=(ready,),
                                  key=f"whatif-journey-{ready.origin}-{ready.target}",
                                  disabled=ready == replace(question, best=""),
                                  type="tertiary")
    reasons = join(Markup("<dt>{}</dt><dd>{}</dd>").format(
        preset.title, because(network.catalog, preset, notes)) for preset in PRESETS.values())
    st.html(str(Markup('<details class="whatif-raised"><summary>The claims behind each question'
                       "</summary><dl>{}</dl></details>").format(reasons)))


def choose_scenario(network: Network, question: Question, notes: Notes) -> None:
    """Shows the right-hand side: ready-made questions, and the reader's own scenario."""
    st.html('<h2 class="whatif-title">Ready-made questions</h2>')
    _choose_preset(network, question, notes)
    st.html('<h2 class="whatif-title">Your own scenario</h2>')
    _choose_subjects(network, question.scenario)
    _choose_counting(question.scenario, network.catalog.today.year)
    st.button("Start again", key="whatif-again", on_click=ask, args=(Question(),),
              disabled=question == Question())
