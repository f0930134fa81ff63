"""A briefing that ships, presented in a browser, and the page on which others are loaded."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator, Page, expect

from geo.briefing.briefing import read_briefing, scene_selection
from geo.catalog.catalog import Catalog
from tests.conftest import DATA
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, expect_drawn, open_atlas

NAME = "tripp-and-the-middle-corridor"
TOLD = read_briefing((DATA / "briefings" / f"{NAME}.json").read_bytes())
LAST = len(TOLD.scenes)
HOSTILE = '<img src=x onerror="window.caught=1"> {{ 7*7 }} **bold** :red[x]'


def expect_scene(page: Page, number: int) -> None:
    expect(page.locator(".present-desk")).to_have_attribute("data-scene", str(number),
                                                            timeout=TIMEOUT_MS)
    expect(page.locator(".present-of b")).to_have_text(f"{number} / {LAST}", timeout=TIMEOUT_MS)
    expect(page.locator(".present-head h1")).to_have_text(TOLD.scenes[number - 1].title)


def expect_map(atlas: AtlasPage, catalog: Catalog, number: int) -> None:
    drawn = scene_selection(catalog, TOLD.scenes[number - 1]).ids
    expect(atlas.map).to_have_attribute("data-route-ids", " ".join(drawn), timeout=TIMEOUT_MS)


def present(browser: Browser, address: str, scene: int, width: int = 1400) -> AtlasPage:
    atlas = open_atlas(browser, f"{address}/present?briefing={NAME}&scene={scene}", width=width)
    expect_scene(atlas.page, scene)
    expect(atlas.map).to_be_visible(timeout=TIMEOUT_MS)
    return atlas


def click_map(atlas: AtlasPage) -> None:
    """Click into the map and wait until it has the focus.

    The click is aimed at the frame as the screen shows it: what is pressed in the frame itself is
    looked for where it would be if the frame were not enlarged for the back of the room.
    """
    frame = atlas.page.locator(".st-key-present-map iframe")
    frame.click(position={"x": 400, "y": 40})
    expect(frame).to_be_focused()


def button(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key} button").first


def load(page: Page, name: str, data: bytes) -> None:
    expect_drawn(page)  # a run that goes on could set up the field anew
    page.locator('.st-key-briefing-file input[type="file"]').set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": data})
