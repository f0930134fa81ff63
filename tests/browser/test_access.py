"""Access in a browser: axe-core's rules, the keyboard, narrow and wide screens, stillness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from geo.catalog.catalog import Catalog
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, expect_drawn, open_atlas
from tests.pages.axe import serious, tab_to, violations, wider_than_the_screen

ROUTE = "btc-pipeline"

# Violations that stand, by rule and selector, each with the reason why.
KNOWN_IN_THE_MAP: Mapping[tuple[str, str], str] = MappingProxyType({
    ("meta-viewport", 'meta[name="viewport"]'):
        "folium writes it into every map; browsers ignore the viewport of an inner frame, and the "
        "page around it can be enlarged. Of moderate impact, by axe-core's own measure.",
    ("landmark-one-main", "html"): "The page around the frame has the main landmark.",
    ("page-has-heading-one", "html"): "The page around the frame has the heading.",
})


WALK: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("/", (".atlas-table tbody tr",), True),
    ("/time", (".time-stages",), False),
    ("/time?year=2030", (".time-stages caption:has-text('In 2030')",), False),
    ("/?open=baku", ('.atlas-dossier[data-subject-id="baku"]',), True),
    (f"/?open={ROUTE}", (f'.atlas-dossier[data-route-id="{ROUTE}"]',), True),
    ("/?search=nothing-is-called-this", (".atlas-hidden",), True),
    ("/?mode=gas&mode=canal", (".atlas-hidden:has-text('canal')",), True),
    ("/?year=2030&open=tap", (".st-key-year", '.atlas-dossier[data-route-id="tap"]'), False),
    ("/what-happened", (".atlas-happened section", ".st-key-filter-mode-gas"), False),
    ("/what-happened?since=2040", (".happened-count:has-text('Nothing is found')",), False),
    ("/compare", (".atlas-compare",), False),
    ("/compare?with=tap&with=tanap", ('[data-subject-ids="tap tanap"]',), False),
    ("/data", (".atlas-matrix", ".atlas-changes"), True))
"""Addresses in the order of the walk, what stands there alone, and whether axe-core finds nothing
at all there, or nothing serious."""


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[AtlasPage]:
    opened = open_atlas(browser, f"{address}/?open={ROUTE}")
    opened.expect_dossier(ROUTE)
    yield opened
    opened.page.close()


@pytest.fixture
def atlas(tab: AtlasPage, catalog: Catalog) -> AtlasPage:
    """The atlas with a dossier open, and nothing else chosen."""
    if urlsplit(tab.page.url).query != f"open={ROUTE}":
        tab.show_all(catalog.ids)
        tab.go(f"/?open={ROUTE}")
    tab.expect_dossier(ROUTE)
    return tab


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


@pytest.mark.parametrize("width", [360, 1400])
def test_every_page_breaks_no_rule_and_does_not_scroll_sideways(browser: Browser, address: str,
                                                                width: int) -> None:
    """In one tab, opened at that width; the wide one is looked at on a very wide screen too."""
    atlas = open_atlas(browser, address, width=width)
    page = atlas.page
    for path, awaited, clean in WALK:
        if path != "/":
            atlas.go(path)
        for part in awaited:
            expect(page.locator(part).first, path).to_be_visible(timeout=TIMEOUT_MS)
        expect_drawn(page)
        assert (violations(page) if clean else serious(page)) == set(), path
        assert wider_than_the_screen(page) == [], path
        if width > 1000:
            page.set_viewport_size({"width": 3840, "height": 900})
            assert wider_than_the_screen(page) == [], (path, "very wide")
            page.set_viewport_size({"width": width, "height": 900})
    page.close()


def test_the_list_of_what_is_found_breaks_no_rule(atlas: AtlasPage) -> None:
    atlas.page.locator(".atlas-finder input").fill("ba")
    expect(atlas.page.locator(".atlas-finder li").first).to_be_visible(timeout=TIMEOUT_MS)
    assert violations(atlas.page) == set()
    atlas.page.locator(".atlas-finder input").press("Escape")
    atlas.page.locator(".atlas-finder button").click()


def test_names_read_aloud_carry_no_marks_of_markdown(atlas: AtlasPage) -> None:
    """Streamlit reads a label's Markdown for the eye and hands it raw to a screen reader."""
    atlas.page.wait_for_function("() => document.querySelectorAll('[aria-label]').length > 40")
    names: list[str] = atlas.page.locator("[aria-label]").evaluate_all(
        "(all) => all.map((node) => node.getAttribute('aria-label'))")
    assert [name for name in names if "\\" in name] == []


def test_the_keyboard_reaches_search_filter_and_table_and_opens_a_dossier(
        atlas: AtlasPage, catalog: Catalog) -> None:
    atlas.show_all(catalog.ids)
    atlas.page.evaluate("""() => {  // as on a page just opened: the next stop is the first
        document.body.tabIndex = -1;
        document.body.focus();
        document.body.removeAttribute("tabindex");
    }""")
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


def test_the_keyboard_leaves_the_map(atlas: AtlasPage) -> None:
    atlas.frame.locator(".leaflet-container").focus()
    tab_to(atlas.page, ".st-key-depiction button, .st-key-depiction input")


def test_nothing_scrolls_smoothly_for_who_wants_stillness(atlas: AtlasPage,
                                                          catalog: Catalog) -> None:
    atlas.page.evaluate("""() => {
        window.scrolls = [];
        window.scrolled = Element.prototype.scrollIntoView;
        Element.prototype.scrollIntoView = (how) => { window.scrolls.push(how.behavior); };
    }""")
    wishes: tuple[tuple[Literal["reduce", "no-preference"], str], ...] = (
        ("reduce", "auto"), ("no-preference", "smooth"))
    for wish, behaviour in wishes:
        atlas.show_all(catalog.ids)
        atlas.page.emulate_media(reduced_motion=wish)
        atlas.page.evaluate("window.scrolls.length = 0")
        atlas.page.locator(f'.atlas-table button[data-route-id="{ROUTE}"]').click()
        atlas.expect_dossier(ROUTE)
        assert atlas.page.evaluate("window.scrolls") == [behaviour], wish
    atlas.page.evaluate("() => { Element.prototype.scrollIntoView = window.scrolled; }")


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
