"""The page's logic, without a browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from app.components.legend.legend import option_key, option_numbers, read_choice, read_turn
from app.components.markdown import literal
from app.shared.settings import DATA_VARIABLE
from geo.catalog.catalog import Catalog
from geo.catalog.facets import LEGEND
from geo.checks.build import build
from geo.claims.wording import lines_words
from geo.data.reader import read_folder
from geo.export.html.dossier_html import dossier_html
from geo.presentation.citations import Citations
from geo.presentation.dossier import dossier
from geo.presentation.sentence import sentence
from geo.query.filter import SECTIONS, Filter
from geo.query.view import SORTS, View, is_of_a_year
from tests.conftest import TODAY, edit, shipped
from tests.pages.app_run import MAIN, page_text, run

CATALOG = shipped()

GAS = Filter(modes=frozenset({"gas"}))


def test_the_page_draws_without_an_error() -> None:
    assert not run().exception


def test_the_page_says_how_many_routes_a_view_shows(catalog: Catalog) -> None:
    app = run(view=View(GAS), **{"address-touched": True})
    shown, everything = len(catalog.select(GAS).entries), len(catalog.entries)
    said = "".join(element.proto.body for element in app.get("html"))
    assert f"{shown} of {everything} routes shown" in said


def test_a_turn_changes_what_it_names_and_nothing_else() -> None:
    view = View(GAS, depiction="de-facto", year=2031, opened="tripp", colour_by="mode")
    same = {"chosen": {"modes": ["gas"]}}
    assert replace(view, **read_turn(CATALOG, same, view)) == view
    rail = read_turn(CATALOG, {"chosen": {"modes": ["rail"]}, "search": "kars"}, view)
    assert rail == {"wanted": Filter(modes=frozenset({"rail"}), text="kars")}
    for name, said, part in (("year", "", {"year": None}), ("year", "2040", {"year": 2040}),
                             ("depiction", "un", {"depiction": "un"}),
                             ("colourBy", "status", {"colour_by": "status"})):
        assert read_turn(CATALOG, {**same, name: said}, view) == {"wanted": GAS, **part}
    for name, wrong in (("year", "2131"), ("year", 2040), ("year", "٢٠٤٠"), ("depiction", "x"),
                        ("colourBy", ["mode"]), ("search", 7)):
        assert read_turn(CATALOG, {**same, name: wrong}, view) == {"wanted": GAS}
    assert read_turn(CATALOG, {"year": "2040"}, view) == {}
    assert read_turn(CATALOG, None, view) == {}


@pytest.mark.parametrize("query", [
    {"sort": "length-down"}, {"sort": "gauge-up"}, {"sort": "year-up"},
    {"sort": "year-up", "year": "2030"}])
def test_the_table_s_order_in_the_address_is_kept_or_said_to_be_none(query: dict[str, str]) -> None:
    app, order, dated = AppTest.from_file(MAIN, default_timeout=60), query["sort"], "year" in query
    for name, text in query.items():
        app.query_params[name] = text
    app.run()
    said = "".join(element.proto.body for element in app.get("html"))
    is_one = order in SORTS and (dated or not is_of_a_year(order))
    assert (f"ignored: sort={order}" in said) != is_one
    view = app.session_state["view"] if "view" in app.session_state else View()
    app.session_state["view"] = replace(view, year=None if dated else 2030)
    app.session_state["address-touched"] = True
    app.run()
    assert not app.exception
    # An order by what routes are in a year goes with the year.
    assert ("sort" in app.query_params) == (
        order in SORTS and (not dated or not is_of_a_year(order)))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8),
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.sampled_from([*SECTIONS, "chosen", "turn", "x"]), inner,
                                      max_size=4), max_leaves=8))
def test_whatever_the_legend_sends_only_known_words_are_read(said: object) -> None:
    chosen = read_choice(CATALOG, {"chosen": said})
    assert set(chosen) in ({*SECTIONS}, set())
    assert all(words <= CATALOG.known_words[section] for section, words in chosen.items())


def test_the_legend_counts_every_option(catalog: Catalog) -> None:
    for section in LEGEND.values():
        numbers = option_numbers(catalog, section, View(GAS))
        counts = catalog.counts(section.name, GAS)
        options = section.options(catalog)
        assert numbers["counts"] == [counts[word] for word in options]
        assert [options[place] for place in numbers["on"]] == (
            ["gas"] if section.name == "modes" else [])


def test_a_broken_folder_is_explained_in_words(folder: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    def damage(rows: list[dict[str, str]]) -> None:
        rows[0]["source_id"] = "nobody-2025"

    edit(folder / "claims.csv", damage)
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    app = run()
    assert not app.exception
    said = page_text(app)
    assert "The data of this atlas has problems" in said
    assert "claims.csv:2 source_id: &#39;nobody-2025&#39; is not in sources.csv" in said.replace(
        "\\'", "'").replace("\\", "")


def test_option_keys_are_plain_and_never_shared(catalog: Catalog) -> None:
    keys = [option_key(section, word) for section in LEGEND.values()
            for word in section.options(catalog)]
    assert len(keys) == len(set(keys))
    assert all(key.replace("-", "").isalnum() for key in keys)


def test_every_dossier_cites_every_claim(catalog: Catalog) -> None:
    for entry in catalog.entries:
        html = dossier_html(dossier(catalog, entry.route_id))
        for claim in entry.claims:
            assert Markup.escape(claim.printed) in html
            assert Markup.escape(catalog.sources[claim.source_id].title) in html
            assert lines_words(claim.lines) in html


def test_a_hostile_name_is_text_in_the_dossier(folder: Path) -> None:
    name = "A{{7*7}}B<img src=x onerror=alert(1)>"

    def rename(rows: list[dict[str, str]]) -> None:
        rows[0]["name"] = name

    edit(folder / "routes.csv", rename)
    hostile = build(read_folder(folder), TODAY)
    html = str(dossier_html(dossier(hostile, hostile.entries[0].route_id)))
    assert "A{{7*7}}B&lt;img src=x onerror=alert(1)&gt;" in html
    assert "<img src=x" not in html


@given(st.text(alphabet="{}%#`$\\<>&\"'*_[]():!abz \u202e", max_size=30))
def test_literal_escapes_every_mark_and_loses_none(text: str) -> None:
    shown = literal(text)
    unescaped = "".join(character for i, character in enumerate(shown)
                        if not (character == "\\" and _escapes(shown, i)))
    assert unescaped.replace("\N{WORD JOINER}", "") == text


def _escapes(text: str, i: int) -> bool:
    """Whether the backslash at i is an escape and not the escaped character."""
    before = len(text[:i]) - len(text[:i].rstrip("\\"))
    return before % 2 == 0


def test_the_sentence_is_made_from_cited_claims(catalog: Catalog) -> None:
    def say(route_id: str) -> str:
        entry = catalog.entry(route_id)
        assert entry is not None
        citations = Citations(catalog.sources)
        pieces = sentence(catalog, entry, citations)
        lines = {each.number: each.lines or each.source_id for each in citations.listed}
        return "".join(piece.text + "".join(f" [{lines[n]}]" for n in piece.citations)
                       for piece in pieces).replace("\N{NO-BREAK SPACE}", " ")

    assert say("btc-pipeline") == (
        "Baku–Tbilisi–Ceyhan oil pipeline (BTC) carries oil from Sangachal terminal to Ceyhan "
        "marine terminal, 1,768 km [bp-btc-2021], operating [azinfo-2026-03-11] since June 2006 "
        "[line 2273].")
    assert "its length not in the sources, its status not in the sources" in say(
        "alat-astara-railway")


def test_every_corridor_and_place_has_a_page(catalog: Catalog) -> None:
    for subject in (*catalog.corridors, *catalog.places):
        html = dossier_html(dossier(catalog, subject))
        assert Markup.escape(catalog.name_of(subject)) in html
        for claim in catalog.claims_about(subject):
            assert Markup.escape(claim.printed) in html


def test_the_panel_beside_the_map_opens_a_corridor_and_asks_a_question() -> None:
    app = run()
    assert app.button(key="way-what-if-0")
    app.button(key="corridor-tripp").click().run()
    assert app.session_state["view"].opened == "tripp"


def test_where_nothing_is_found_the_nearest_route_opens(catalog: Catalog) -> None:
    nothing = Filter(corridors=frozenset({"tripp"}), modes=frozenset({"road"}),
                     statuses=frozenset({"operating"}))
    app = run(view=View(nothing), **{"address-touched": True})
    near = [button for button in app.button if str(button.key).startswith("near-")]
    near[0].click().run()
    assert app.session_state["view"].opened in catalog.subjects
