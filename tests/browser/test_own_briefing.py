"""A reader's own briefing in Chromium: pictures of its scenes, their order, a route alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.briefing.briefing import read_briefing
from tests.pages.atlas_page import TIMEOUT_MS, expect_drawn, open_atlas
from tests.pages.presenter import LAST, NAME, TOLD, button


@pytest.fixture
def briefings(browser: Browser, address: str) -> Iterator[Page]:
    """The page of briefings."""
    opened = open_atlas(browser, f"{address}/briefings")
    expect(opened.page.locator(".st-key-draft-title input")).to_be_visible(timeout=TIMEOUT_MS)
    yield opened.page
    assert opened.outside == []
    opened.page.close()

def test_scenes_have_pictures_and_are_put_in_order(briefings: Page) -> None:
    """By dragging, and by buttons for keys; a copy stands after its scene, open for editing."""
    page = briefings
    pictures = page.locator(".briefing-card .scene-frame canvas")
    expect(pictures).to_have_count(26, timeout=TIMEOUT_MS)
    assert len(set(pictures.evaluate_all("(all) => all.map((each) => each.toDataURL())"))) > 20
    expect(page.locator(".briefing-strip a").nth(3)).to_have_attribute(
        "href", re.compile(r"^present\?briefing=afghanistan.*&scene=4$"))
    button(page, f"take-{NAME}").click()
    rows, titles = page.locator(".briefing-scene"), [scene.title for scene in TOLD.scenes]
    expect(page.locator(".briefing-scene .scene-frame canvas")).to_have_count(
        LAST, timeout=TIMEOUT_MS)
    rows.nth(0).drag_to(rows.nth(2), target_position={"x": 200, "y": 70})
    moved = [titles[1], titles[2], titles[0], *titles[3:]]
    expect(rows.locator("h3")).to_have_text(
        [f"{place}. {title}" for place, title in enumerate(moved, 1)], timeout=TIMEOUT_MS)
    rows.nth(2).drag_to(rows.nth(1), target_position={"x": 200, "y": 5})
    moved = [titles[1], titles[0], titles[2], *titles[3:]]
    expect(rows.locator("h3")).to_have_text(
        [f"{place}. {title}" for place, title in enumerate(moved, 1)], timeout=TIMEOUT_MS)
    button(page, "scene-copy-0").click()
    expect(rows).to_have_count(LAST + 1, timeout=TIMEOUT_MS)
    expect(page.locator(".st-key-scene-title input")).to_have_value(titles[1])
    expect(rows.nth(1).locator("h3")).to_have_text(f"2. {titles[1]}")


def test_a_route_is_added_alone(browser: Browser, address: str) -> None:
    """A title is made from the view; the scene draws the open route and looks at it."""
    atlas = open_atlas(browser, f"{address}/?corridor=tripp&open=kars-dilucu-railway&at=4/40/20")
    page = atlas.page
    page.wait_for_function("() => document.querySelector('.st-key-add-scene-alone button')")
    expect_drawn(page)
    button(page, "add-scene-alone").click()
    page.wait_for_function("() => sessionStorage.getItem('corridor-atlas-draft')")
    draft = read_briefing(page.evaluate("sessionStorage['corridor-atlas-draft']").encode())
    assert draft.scenes[0].routes == ("kars-dilucu-railway",)
    assert "at=" not in draft.scenes[0].view
    page.get_by_role("link", name="Briefings").click()
    expect(page.locator(".briefing-scene h3")).to_have_text(
        "1. Kars\N{EN DASH}I\u011fd\u0131r\N{EN DASH}Aral\u0131k\N{EN DASH}Dilucu railway",
        timeout=TIMEOUT_MS)
    button(page, "present-draft").click()
    expect(atlas.map).to_have_attribute("data-route-ids", "kars-dilucu-railway",
                                        timeout=TIMEOUT_MS)
    page.close()
