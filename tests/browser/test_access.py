"""Access in a browser: axe-core's rules, the keyboard, narrow and wide screens, stillness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.catalog import Catalog
from tests.atlas_page import TIMEOUT_MS, AtlasPage, open_atlas
from tests.axe import serious, tab_to, violations, wider_than_the_screen

ROUTE = "btc-pipeline"

# Violations that stand, by rule and selector, each with the reason why.
KNOWN_IN_THE_MAP: Mapping[tuple[str, str], str] = MappingProxyType({
    ("meta-viewport", 'meta[name="viewport"]'):
        "folium writes it into every map; browsers ignore the viewport of an inner frame, and the "
        "page around it can be enlarged. Of moderate impact, by axe-core's own measure.",
    ("landmark-one-main", "html"): "The page around the frame has the main landmark.",
    ("page-has-heading-one", "html"): "The page around the frame has the heading.",
})


@pytest.fixture(scope="module")
def atlas(browser: Browser, address: str, catalog: Catalog) -> Iterator[AtlasPage]:
    """The atlas with a dossier open."""
    opened = open_atlas(browser, f"{address}/?open={ROUTE}")
    opened.expect_ids(catalog.ids)
    opened.expect_dossier(ROUTE)
    yield opened
    opened.page.close()


def open_data(browser: Browser, address: str, width: int = 1400) -> Page:
    page = open_atlas(browser, f"{address}/data", width=width).page
    expect(page.locator(".atlas-matrix")).to_be_visible(timeout=TIMEOUT_MS)
    expect(page.locator(".atlas-changes")).to_be_visible(timeout=TIMEOUT_MS)
    return page


def test_axe_notices_a_fault_that_is_put_in(atlas: AtlasPage) -> None:
    atlas.page.evaluate("document.querySelector('.atlas-head').append("
                        "Object.assign(document.createElement('button'), {id: 'fault'}))")
    assert violations(atlas.page) == {("button-name", "#fault")}
    atlas.page.evaluate("document.querySelector('#fault').remove()")


def test_the_page_with_a_dossier_breaks_no_rule(atlas: AtlasPage) -> None:
    atlas.page.evaluate("document.querySelectorAll('.atlas-dossier details')"
                        ".forEach((fold) => { fold.open = true; })")
    assert violations(atlas.page) == set()


def test_the_map_breaks_no_rule_near_or_far(atlas: AtlasPage) -> None:
    frame = atlas.map_frame
    assert violations(frame) <= set(KNOWN_IN_THE_MAP)
    frame.evaluate("() => { map.setView([39, 46.5], 7, { animate: false }); }")
    expect(atlas.frame.locator(".atlas-node").first).to_be_attached(timeout=TIMEOUT_MS)
    assert violations(frame) <= set(KNOWN_IN_THE_MAP)


@pytest.mark.parametrize(("path", "awaited"), [
    ("", ".atlas-table tbody tr"),
    ("?open=baku", ".atlas-dossier"),
    ("?search=nothing-is-called-this", ".atlas-hidden"),
    ("?mode=gas&mode=canal", ".atlas-hidden"),
])
@pytest.mark.parametrize("width", [360, 1400])
def test_other_states_of_the_page_break_no_rule(browser: Browser, address: str, path: str,
                                                awaited: str, width: int) -> None:
    page = open_atlas(browser, f"{address}/{path}", width=width).page
    expect(page.locator(awaited).first).to_be_visible(timeout=TIMEOUT_MS)
    expect(page.locator(".atlas-downloads")).to_be_visible(timeout=TIMEOUT_MS)
    assert violations(page) == set()
    page.close()


@pytest.mark.parametrize("width", [360, 1400])
def test_the_data_page_breaks_no_rule(browser: Browser, address: str, width: int) -> None:
    page = open_data(browser, address, width)
    assert violations(page) == set()
    page.close()


@pytest.mark.parametrize(("path", "awaited"), [
    ("time", ".time-stages"), ("time?year=2030", ".time-stages"), ("compare", ".atlas-compare"),
    ("compare?with=tap&with=tanap", ".atlas-compare"), ("?year=2030&open=tap", ".st-key-year"),
])
@pytest.mark.parametrize("width", [360, 1400])
def test_time_compare_and_a_year_break_no_rule(browser: Browser, address: str, path: str,
                                               awaited: str, width: int) -> None:
    page = open_atlas(browser, f"{address}/{path}", width=width).page
    expect(page.locator(awaited).first).to_be_visible(timeout=TIMEOUT_MS)
    assert serious(page) == set()
    assert wider_than_the_screen(page) == []
    page.close()


def test_the_list_of_what_is_found_breaks_no_rule(atlas: AtlasPage) -> None:
    atlas.page.locator(".atlas-finder input").fill("ba")
    expect(atlas.page.locator(".atlas-finder li").first).to_be_visible(timeout=TIMEOUT_MS)
    assert violations(atlas.page) == set()
    atlas.page.locator(".atlas-finder input").press("Escape")
    atlas.page.locator(".atlas-finder button").click()


def test_names_read_aloud_carry_no_marks_of_markdown(atlas: AtlasPage) -> None:
    """Streamlit reads a label's Markdown for the eye and hands it raw to a screen reader."""
    names: list[str] = atlas.page.locator("[aria-label]").evaluate_all(
        "(all) => all.map((node) => node.getAttribute('aria-label'))")
    assert len(names) > 40
    assert [name for name in names if "\\" in name] == []


def test_the_keyboard_reaches_search_filter_and_table_and_opens_a_dossier(
        browser: Browser, address: str, catalog: Catalog) -> None:
    atlas = open_atlas(browser, address)
    atlas.expect_ids(catalog.ids)
    tab_to(atlas.page, ".st-key-search input")
    tab_to(atlas.page, ".st-key-filter-mode-rail input")
    atlas.page.keyboard.press("Space")
    expect(atlas.page.locator(".st-key-filter-mode-rail input")).to_be_checked()
    atlas.expect_ids(tuple(entry.route_id for entry in catalog.entries
                           if entry.route.mode == "rail"))
    tab_to(atlas.page, ".atlas-table")
    tab_to(atlas.page, ".atlas-table tbody button[data-route-id]")
    first = atlas.page.evaluate("document.activeElement.dataset.routeId")
    assert first == atlas.page.locator(".atlas-table tbody tr").first.get_attribute(
        "data-route-id")
    atlas.page.keyboard.press("Enter")
    atlas.expect_dossier(first)
    expect(atlas.page.locator(f'.atlas-table tr[data-route-id="{first}"]')).to_have_attribute(
        "aria-selected", "true", timeout=TIMEOUT_MS)
    assert atlas.page.evaluate("document.activeElement.dataset.routeId") == first
    atlas.page.close()


def test_the_keyboard_leaves_the_map(atlas: AtlasPage) -> None:
    atlas.frame.locator(".leaflet-container").focus()
    tab_to(atlas.page, ".st-key-depiction button, .st-key-depiction input")


@pytest.mark.parametrize("width", [360, 3840])
def test_narrow_and_wide_pages_do_not_scroll_sideways(browser: Browser, address: str,
                                                      catalog: Catalog, width: int) -> None:
    atlas = open_atlas(browser, f"{address}/?open={ROUTE}", width=width)
    atlas.expect_ids(catalog.ids)
    atlas.expect_dossier(ROUTE)
    assert wider_than_the_screen(atlas.page) == []
    atlas.page.close()
    page = open_data(browser, address, width)
    assert wider_than_the_screen(page) == []
    page.close()


@pytest.mark.parametrize(("wish", "behaviour"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_nothing_scrolls_smoothly_for_who_wants_stillness(
        browser: Browser, address: str, catalog: Catalog, wish: Any,  # noqa: ANN401
        behaviour: str) -> None:
    atlas = open_atlas(browser, address)
    atlas.page.emulate_media(reduced_motion=wish)
    atlas.expect_ids(catalog.ids)
    atlas.page.evaluate("""() => {
        window.scrolls = [];
        Element.prototype.scrollIntoView = (how) => { window.scrolls.push(how.behavior); };
    }""")
    atlas.page.locator(f'.atlas-table button[data-route-id="{ROUTE}"]').click()
    atlas.expect_dossier(ROUTE)
    assert atlas.page.evaluate("window.scrolls") == [behaviour]
    atlas.page.close()


def test_nothing_moves_by_style_for_who_wants_stillness(atlas: AtlasPage) -> None:
    atlas.page.emulate_media(reduced_motion="reduce")
    moving = """(least) => [...document.querySelectorAll('*')].filter((node) => {
        const style = getComputedStyle(node);
        const longest = (times) => Math.max(...times.split(',').map(parseFloat));
        return style.scrollBehavior === 'smooth' || longest(style.transitionDuration) > least
            || (style.animationName !== 'none' && longest(style.animationDuration) > least);
    }).map((node) => node.tagName + '.' + node.className)"""
    assert atlas.page.evaluate(moving, 0.001) == []
    zoom = "() => { map.getContainer().querySelector('.leaflet-map-pane').classList.add(%s); }"
    frame = atlas.map_frame
    frame.evaluate(zoom % "'leaflet-zoom-anim'")
    moved = frame.evaluate("""() => [...document.querySelectorAll('.leaflet-zoom-animated')].map(
        (node) => getComputedStyle(node).transitionDuration).filter((time) => time !== '0s')""")
    assert moved == []
    atlas.page.emulate_media(reduced_motion="no-preference")
