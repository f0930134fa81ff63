"""The page of what if: its links, presets, closings, map and tables in Chromium, and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from app.components.citations import Notes
from app.screens.whatif.details import camera_on, closers, why_none
from app.screens.whatif.results import figures, segments_table
from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError
from geo.network.admission import admit
from geo.network.choke_points import between
from geo.network.endpoints import find_endpoint
from geo.network.graph import Network, build_network
from geo.network.itinerary_wording import chosen_criterion, sum_words
from geo.network.presets import PRESETS, questions
from geo.network.shortest_paths import cheapest, costs, measure
from geo.network.what_if import what_if
from geo.presentation.itinerary_answer import stretch_rows
from geo.query.scenario import CRITERIA, CRITERION_WORDS, Criterion, Question, Scenario
from geo.query.view import link_items
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, open_atlas
from tests.pages.axe import serious, tab_to, wider_than_the_screen
from tests.pages.inspected import inspecting

IRAN = Question("moscow", "bandar-abbas", scenario=Scenario().closing("IR"))
ROUND = Question("baku", "karachi", scenario=Scenario().closing("IR"))


@pytest.fixture(scope="module")
def network(catalog: Catalog) -> Network:
    return build_network(catalog)


def link(address: str, question: Question) -> str:
    return f"{address}/what-if?{urlencode(question.items())}"


def expect_sum(page: Page, words: str) -> None:
    expect(page.locator(".whatif-sum")).to_have_text(words, timeout=TIMEOUT_MS)


# -- the words --

@pytest.mark.parametrize("name", PRESETS)
def test_a_loss_is_what_its_button_brings_about(network: Network, name: str) -> None:
    """Closing at the place that is offered lengthens the way by exactly what is said."""
    question = questions(network, PRESETS[name])[0]
    ends = [
        find_endpoint(network, question.cargo, end) for end in (question.origin, question.target)
    ]

    def measured(scenario: Scenario) -> int | None:
        open_ones = costs(network, admit(network, scenario), question.cargo)
        return measure(network, cheapest(network, open_ones, ends[0].places, ends[1].places))

    base = measured(question.scenario)
    for loss in between(network, question.scenario, question.cargo, *ends).losses:
        subject, words = closers(network, loss)
        assert words.startswith("Close ")
        if subject and base is not None:
            after = measured(question.scenario.closing(subject))
            assert after == (None if loss.longer_m is None else base + loss.longer_m), loss


def test_why_there_is_no_way_is_said_with_sources(network: Network) -> None:
    def why(question: Question) -> str:
        ends = [
            find_endpoint(network, question.cargo, e) for e in (question.origin, question.target)
        ]
        return str(why_none(network, question.scenario, question.cargo, (ends[0], ends[1]),
                            Notes(network.catalog)))

    assert why(IRAN) == "Bandar Abbas is closed here, as all of Iran is."
    lacking = why(Question("agbend", "meghri-station"))
    assert "An itinerary would need routes that are not counted" in lacking
    assert "TRIPP" in lacking
    assert "[1]</a></sup>" in lacking
    shut = Question("tashkent", "bandar-abbas", scenario=Scenario().closing("TM", "AF"))
    assert "Turkmenistan" in why(shut)
    assert "No lines of the atlas join these two" in why(Question("shanghai", "rotterdam"))


def test_what_it_would_take_is_enough(network: Network) -> None:
    """Opening the routes that are named as missing gives a way."""
    for origin, target in (
            ("horadiz", "agbend"), ("agbend", "kilit"), ("tashkent", "sherkhan-bandar")):
        asked = Question(origin, target)
        assert what_if(network, asked).after["length"] is None
        ends = find_endpoint(network, "goods", origin), find_endpoint(network, "goods", target)
        said = str(why_none(network, Scenario(), "goods", ends, Notes(network.catalog)))
        named = [e.route_id for e in network.catalog.entries
                 if f"<strong>{e.route.name}</strong>" in said]
        opened = Question(origin, target, scenario=Scenario().opening(*named))
        assert what_if(network, opened).after["length"], (origin, target, named)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_shows_a_change_and_every_value_of_its_legs(network: Network, name: str
                                                                ) -> None:
    result = what_if(network, questions(network, PRESETS[name])[0])
    best = chosen_criterion(result)
    before, after = result.before[best], result.after[best]
    assert sum_words(best, before, after) not in (
        "The same itinerary", "No itinerary in the atlas before or after")
    assert "whatif-differs" in figures(before, after) or not (before and after)
    for way in (before, after):
        if way:
            notes = Notes(network.catalog)
            table = str(segments_table(network, way, "After", notes))
            for row in stretch_rows(network, way):
                assert row["Length"] in table
            cited = [s.effective_status.claim for s in way.stretches if s.effective_status.claim]
            assert all(str(notes.mark(claim)) in table for claim in cited)
            camera = camera_on(network, [way])
            assert camera is not None
            assert 2 <= camera.zoom <= 8


def test_a_name_cannot_become_markup(network: Network) -> None:
    with pytest.raises(AtlasError, match="no such place"):
        find_endpoint(network, "goods", "<script>")
    way = what_if(network, ROUND).after["length"]
    assert way is not None
    assert "<script" not in segments_table(network, way, "<script>", Notes(network.catalog))


# -- the page --

@pytest.fixture(scope="module")
def around(browser: Browser, address: str, network: Network) -> Iterator[AtlasPage]:
    """A way round Iran, by a link."""
    atlas, result = open_atlas(browser, link(address, ROUND)), what_if(network, ROUND)
    best = chosen_criterion(result)
    expect_sum(atlas.page, sum_words(best, result.before[best], result.after[best]))
    expect(atlas.page.locator(".whatif-notes li").first).to_be_visible(timeout=TIMEOUT_MS)
    yield atlas
    atlas.page.close()


def map_frame(page: Page) -> Frame:
    return next(frame for frame in page.frames if "st_folium" in frame.url)


def test_a_link_restores_ends_scenario_and_answer(around: AtlasPage, network: Network) -> None:
    page = around.page
    expect(page.locator(".st-key-whatif-from input")).to_have_value("Baku (Azerbaijan)")
    expect(page.locator(".st-key-whatif-to input")).to_have_value("Karachi (Pakistan)")
    expect(page.locator(".st-key-whatif-closed")).to_contain_text("Iran (country)")
    expect(page.locator(".st-key-whatif-preset-iran-closed button")).to_have_attribute(
        "kind", "primary")
    expect(page.locator(".whatif-because")).to_contain_text("Iran\N{EN DASH}Israel")
    rests = page.locator(".whatif-rests li")
    result = what_if(network, ROUND)
    assert [text.strip() for text in rests.all_inner_texts()] == list(result.assumptions)
    for criterion in CRITERIA[:3]:
        way = result.after[criterion]
        assert way is not None
        expect(page.locator(".whatif-overview")).to_contain_text(
            f"{way.length.low_km:,.0f}\N{NO-BREAK SPACE}km")
    expect(page.locator(".whatif-overview tr").last).to_contain_text("not in the sources")
    assert around.outside == []


def test_the_legs_cite_and_the_notes_hold_the_sources(around: AtlasPage) -> None:
    marks = around.page.locator(".whatif-legs sup")
    assert marks.count() > 5
    numbers = {text.strip("[]") for text in marks.all_inner_texts()}
    notes = around.page.locator(".whatif-notes ol > li").count()
    assert numbers
    assert all(1 <= int(number) <= notes for number in numbers)
    expect(around.page.locator(".whatif-legs")).to_have_count(2)
    expect(around.page.locator(".whatif-legs td.whatif-none").first).to_have_text("none")


def test_the_map_has_both_ways_and_looks_at_them(around: AtlasPage, network: Network) -> None:
    expect(around.map).to_be_attached(timeout=TIMEOUT_MS)
    frame = map_frame(around.page)
    looks = frame.wait_for_function(inspecting("""() => {
        const looks = @lines?._besides.map((each) => each.route.look);
        return looks?.length ? looks : null;
    }""")).json_value()
    result = what_if(network, ROUND)
    best = chosen_criterion(result)
    before, after = result.before[best], result.after[best]
    assert before is not None
    assert after is not None
    assert looks == ["before"] * len(before.stretches) + ["after"] * len(after.stretches)
    frame.wait_for_function("map.getBounds().contains([40.4, 49.9])"
                            " && map.getBounds().contains([24.9, 67])")


def test_no_serious_violation_and_nothing_wider_than_the_screen(around: AtlasPage) -> None:
    around.page.locator(".st-key-whatif-reach summary").click()
    expect(around.page.locator(".whatif-reach")).to_be_visible(timeout=TIMEOUT_MS)
    assert serious(around.page) == set()
    assert wider_than_the_screen(around.page) == []
    levels = around.page.locator("h1, h2, h3").evaluate_all(
        "(all) => all.filter((one) => one.offsetParent).map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_narrow_screen_has_no_violation_and_no_sideways_scrolling(browser: Browser,
                                                                   address: str) -> None:
    atlas = open_atlas(browser, f"{address}/what-if", width=360, height=740)
    for question, stands in ((Question(), ".whatif-wait"), (ROUND, ".whatif-legs"),
                             (IRAN, ".whatif-why")):
        if question != Question():
            atlas.go(link(address, question))
        for part in (stands, ".st-key-whatif-again", ".whatif-notes li"):
            expect(atlas.page.locator(part).first, stands).to_be_attached(timeout=TIMEOUT_MS)
        assert wider_than_the_screen(atlas.page) == [], stands
        assert serious(atlas.page) == set(), stands
    atlas.page.close()


def test_a_preset_changes_the_answer_and_back_undoes_it(
        browser: Browser, address: str, network: Network) -> None:
    result = what_if(network, questions(network, PRESETS["zaranj-delaram"])[0])
    first = chosen_criterion(result)
    changed = sum_words(first, result.before[first], result.after[first])
    atlas = open_atlas(browser, f"{address}/what-if")
    page = atlas.page
    expect(page.locator(".whatif-wait")).to_contain_text("Choose", timeout=TIMEOUT_MS)
    page.locator(".st-key-whatif-preset-zaranj-delaram button").click()
    expect_sum(page, changed)
    expect(page.locator(".whatif-opened .atlas-mark").first).to_have_text("opened here")
    page.locator(".st-key-whatif-preset-iran-closed button").click()
    expect_sum(page, "No itinerary in the atlas any more")
    expect(page.locator(".whatif-why")).to_contain_text("closed here, as all of Iran is")
    page.wait_for_url("**if-close=IR**")
    page.go_back()
    expect_sum(page, changed)
    page.locator(".st-key-whatif-again button").click()
    expect(page.locator(".whatif-wait")).to_be_visible(timeout=TIMEOUT_MS)
    page.wait_for_url(lambda url: "if-" not in url)
    assert atlas.outside == []
    page.close()


def test_the_page_says_which_routes_an_itinerary_would_need(
        browser: Browser, address: str) -> None:
    page = open_atlas(browser, link(address, Question("horadiz", "agbend"))).page
    expect(page.locator(".whatif-why")).to_contain_text(
        "An itinerary would need routes that are not counted", timeout=TIMEOUT_MS)
    page.close()


def test_the_way_that_is_shown_is_in_the_link_and_back_undoes_it(
        browser: Browser, address: str, network: Network) -> None:
    """Chosen on the page it is in the address; the address, copied by keyboard, shows it again."""
    result = what_if(network, ROUND)
    best: Criterion = next(
        one for one in ("borders", "transfers") if chosen_criterion(result) != one
    )
    page = open_atlas(browser, link(address, ROUND)).page
    first = chosen_criterion(result)
    expect_sum(page, sum_words(first, result.before[first], result.after[first]))
    page.get_by_role("radio", name=CRITERION_WORDS[best]).click()
    page.wait_for_url(f"**if-best={best}**")
    drawn = page.locator(".whatif-overview .whatif-drawn th")
    expect(drawn).to_contain_text(CRITERION_WORDS[best], timeout=TIMEOUT_MS)
    tab_to(page, ".atlas-copy")
    page.keyboard.press("Enter")
    copy = page.locator(".atlas-copy")
    expect(copy).to_have_text("Link copied")
    expect(copy).to_be_focused()
    copied = copy.get_attribute("data-link") or ""
    assert link_items(copied) == [*replace(ROUND, best=best).items(),
                                  ("release", network.catalog.release)]
    page.go_back()
    expect(drawn).to_contain_text(CRITERION_WORDS[chosen_criterion(result)], timeout=TIMEOUT_MS)
    page.goto(copied)
    expect(drawn).to_contain_text(CRITERION_WORDS[best], timeout=TIMEOUT_MS)
    expect_sum(page, sum_words(best, result.before[best], result.after[best]))
    page.goto(f"{copied}&if-best=prettiest")
    expect(page.locator(".atlas-hidden").first).to_contain_text("if-best=prettiest",
                                                               timeout=TIMEOUT_MS)
    expect(drawn).to_contain_text(CRITERION_WORDS[best])
    page.close()


def test_closing_iran_by_keyboard_removes_the_way(browser: Browser, address: str) -> None:
    page = open_atlas(browser, link(address, Question("moscow", "bandar-abbas"))).page
    expect_sum(page, "The same itinerary")
    tab_to(page, ".st-key-whatif-closed input")
    page.keyboard.type("Iran (country")
    page.keyboard.press("Enter")
    expect_sum(page, "No itinerary in the atlas any more")
    page.wait_for_url("**if-close=IR**")
    page.close()


def test_names_are_typed_as_people_write_them(browser: Browser, address: str) -> None:
    """Where the list has no such label, the name itself is taken, understood or refused."""
    page = open_atlas(browser, link(address, Question("moscow", "bandar-abbas"))).page
    expect_sum(page, "The same itinerary")
    for part, typed, found in (("from", "Turkey", "if-from=TR"), ("to", "Ashkabat", "Ashkabat")):
        tab_to(page, f".st-key-whatif-{part} input")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{found}**")
    expect(page.locator(".st-key-whatif-from input")).to_have_value("Türkiye, wherever is best")
    expect(page.locator(".atlas-hidden").first).to_contain_text("did you mean 'Ashgabat'?",
                                                                timeout=TIMEOUT_MS)
    tab_to(page, ".st-key-whatif-closed input")
    page.keyboard.type("Turkmenistqn")
    page.keyboard.press("Enter")
    expect(page.get_by_text("did you mean 'Turkmenistan'?")).to_be_visible(timeout=TIMEOUT_MS)
    page.close()


def test_a_link_with_names_becomes_one_with_ids(browser: Browser, address: str) -> None:
    page = open_atlas(browser, f"{address}/what-if?if-from=Chabahar&if-to=Kazakhstan"
                               "&if-close=Middle+Corridor").page
    page.wait_for_url("**if-from=chabahar&if-to=KZ&if-close=middle-corridor**")
    expect(page.locator(".whatif-sum")).to_be_visible(timeout=TIMEOUT_MS)
    page.close()


def test_a_chokepoint_closes_by_its_button(browser: Browser, address: str) -> None:
    page = open_atlas(browser, link(address, Question("tashkent", "karachi"))).page
    expect_sum(page, "The same itinerary")
    button = page.locator(".st-key-whatif-loss-close-0 button")
    expect(button).to_contain_text("Close", timeout=TIMEOUT_MS)
    button.click()
    expect(page.locator(".whatif-sum")).not_to_have_text("The same itinerary", timeout=TIMEOUT_MS)
    page.wait_for_url("**if-close=**")
    page.close()


def test_what_an_address_does_not_know_is_said(browser: Browser, address: str) -> None:
    page = open_atlas(browser, f"{address}/what-if?if-from=atlantis&if-to=baku&if-by=2031").page
    expect(page.locator(".atlas-hidden").first).to_contain_text("if-from=atlantis",
                                                               timeout=TIMEOUT_MS)
    expect(page.locator(".st-key-whatif-year")).to_contain_text("2031")
    page.close()
    page = open_atlas(browser, link(address, Question("baku", "baku"))).page
    expect(page.locator(".atlas-hidden").first).to_contain_text("choose two", timeout=TIMEOUT_MS)
    page.close()
