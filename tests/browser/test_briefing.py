"""Briefings in Chromium: the presenter's keys, a place that outlasts a reload, drafts and files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.briefing.briefing import (
    Briefing,
    Scene,
    read_briefing,
    read_scene,
    view_text,
    write_briefing,
)
from geo.cartography.scene_frame import scene_bounds
from geo.cartography.scene_key import scene_key
from geo.catalog.catalog import Catalog
from geo.catalog.selection import select_view
from geo.query.filter import Filter
from geo.query.view import View, link_items
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, expect_drawn, open_atlas
from tests.pages.axe import serious
from tests.pages.inspected import inspecting
from tests.pages.presenter import (
    HOSTILE,
    LAST,
    NAME,
    TOLD,
    button,
    click_map,
    expect_map,
    expect_scene,
    load,
    present,
)

KINDS = ("stHeader", "stSidebar")

GAS = Filter(modes=frozenset({"gas"}))


@pytest.fixture(scope="module")
def presented(browser: Browser, address: str) -> Iterator[AtlasPage]:
    """A tab in which a briefing is presented; no test makes a draft in it."""
    opened = present(browser, address, 3)
    yield opened
    assert opened.outside == []
    opened.page.close()


@pytest.fixture
def atlas(presented: AtlasPage) -> AtlasPage:
    """The third scene of a briefing, on a screen of the usual size, with no panel open."""
    presented.page.set_viewport_size({"width": 1400, "height": 900})
    presented.go(f"/present?briefing={NAME}&scene=3")
    expect_scene(presented.page, 3)
    expect(presented.map).to_be_visible(timeout=TIMEOUT_MS)
    expect_drawn(presented.page)
    if presented.page.locator(".present-notes").is_visible():
        presented.page.keyboard.press("n")
    return presented


@pytest.fixture
def briefings(browser: Browser, address: str) -> Iterator[Page]:
    """The page of briefings."""
    opened = open_atlas(browser, f"{address}/briefings")
    expect(opened.page.locator(".st-key-draft-title input")).to_be_visible(timeout=TIMEOUT_MS)
    yield opened.page
    assert opened.outside == []
    opened.page.close()


def parse_px(text: str) -> float:
    return float(text.removesuffix("px"))


def test_keys_turn_the_scenes_and_the_map_follows(atlas: AtlasPage, catalog: Catalog) -> None:
    page = atlas.page
    expect_map(atlas, catalog, 3)
    for key, scene in (("PageDown", 4), ("ArrowRight", 5), (" ", 6), ("PageUp", 5),
                       ("ArrowLeft", 4), ("End", LAST), ("PageDown", LAST), ("Home", 1)):
        page.keyboard.press(key)
        expect_scene(page, scene)
    expect_map(atlas, catalog, 1)
    page.wait_for_url("**scene=1*")


def test_quick_presses_are_all_counted(atlas: AtlasPage) -> None:
    for _ in range(4):
        atlas.page.keyboard.press("PageDown")
    expect_scene(atlas.page, 7)


def test_keys_work_with_the_focus_in_the_map(atlas: AtlasPage, catalog: Catalog) -> None:
    for scene in (4, 5):
        click_map(atlas)
        atlas.page.keyboard.press("ArrowRight")
        expect_scene(atlas.page, scene)
    expect_map(atlas, catalog, 5)


def test_the_screen_is_the_scene_alone(atlas: AtlasPage) -> None:
    for kind in KINDS:
        expect(atlas.page.locator(f'[data-testid="{kind}"]')).not_to_be_visible()
    box = atlas.page.locator(".st-key-present-map iframe").bounding_box()
    assert box
    assert box["width"] == 1400
    assert box["height"] > 400, "the map is the larger part"
    foot = atlas.page.locator(".present-foot")
    expect(foot).to_contain_text("indicative alignment")
    expect(foot).to_contain_text("release")
    expect(foot).to_contain_text("View of")
    expect(atlas.page.locator(".present-sentence sup").first).to_have_text("1")


def test_the_map_sees_all_that_a_scene_draws(atlas: AtlasPage, catalog: Catalog) -> None:
    """On a screen of any shape, with a camera of its own or without."""
    for size in ((1400, 900), (1024, 768)):
        atlas.page.set_viewport_size({"width": size[0], "height": size[1]})
        for key, scene in (("Home", 1), ("End", LAST)):
            atlas.page.keyboard.press(key)
            expect_map(atlas, catalog, scene)
            west, south, east, north = scene_bounds(catalog, TOLD.scenes[scene - 1])
            atlas.map_frame.wait_for_function(inspecting(
                "(box) => @map.getBounds().pad(-0.02).contains(box)"),
                arg=[[south, west], [north, east]], timeout=TIMEOUT_MS)


def test_an_audience_reads_the_map_from_the_back(atlas: AtlasPage, catalog: Catalog) -> None:
    """Names are 28 px high at 1080 lines; no buttons, and no symbols but those of the key."""
    atlas.page.set_viewport_size({"width": 1920, "height": 1080})
    for scene in (3, 1):
        atlas.go(f"/present?briefing={NAME}&scene={scene}")
        expect_scene(atlas.page, scene)
        expect_map(atlas, catalog, scene)
        zoom = atlas.page.locator(".st-key-present-map iframe").evaluate(
            "(frame) => Number(getComputedStyle(frame).zoom)")
        labels = atlas.frame.locator(".atlas-label:not(.atlas-label-sea)")
        expect(labels.first).to_be_visible(timeout=TIMEOUT_MS)
        sizes = labels.evaluate_all(
            "(all) => all.map((each) => parseFloat(getComputedStyle(each).fontSize))")
        assert min(sizes) * zoom >= 28, scene
        for part in (".leaflet-control-zoom", ".atlas-marks"):
            expect(atlas.frame.locator(part)).not_to_be_visible()
        key = atlas.page.locator(".present-key li")
        assert key.all_inner_texts() == [
            entry.words for entry in scene_key(catalog, TOLD.scenes[scene - 1])]
        assert parse_px(key.first.evaluate("(item) => getComputedStyle(item).fontSize")) >= 28
    names = atlas.frame.locator(".atlas-label-route")
    expect(names).to_have_text(["Middle Corridor"])


def test_a_reload_and_a_step_back_keep_the_place(atlas: AtlasPage) -> None:
    atlas.page.keyboard.press("PageDown")
    expect_scene(atlas.page, 4)
    atlas.page.wait_for_url("**scene=4*")
    atlas.page.reload()
    expect_scene(atlas.page, 4)
    atlas.page.go_back()
    expect_scene(atlas.page, 3)


def test_black_notes_and_the_list(atlas: AtlasPage) -> None:
    page = atlas.page
    black, notes = page.locator(".present-black"), page.locator(".present-notes")
    for key in ("b", "."):
        page.keyboard.press(key)
        expect(black).to_be_visible()
        page.keyboard.press(key)
        expect(black).not_to_be_visible()
    page.keyboard.press("n")
    expect(notes).to_contain_text("Why that name?")
    expect(notes).to_contain_text("lines 98-100")
    page.keyboard.press("PageDown")
    expect(notes).to_contain_text("99 years")
    page.keyboard.press("n")
    expect(notes).not_to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("dialog[open] li button").nth(3)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect_scene(page, 5)
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect_scene(page, 5)


def test_leaving_opens_the_scene_in_the_atlas(atlas: AtlasPage, catalog: Catalog) -> None:
    view, _ = read_scene(TOLD.scenes[2], catalog)
    for key in ("Escape", "x"):
        atlas.page.keyboard.press(key)
        atlas.expect_ids(select_view(catalog, view).ids)
        atlas.expect_dossier(view.opened)
        expect(atlas.page.locator('[data-testid="stHeader"]'), key).to_be_visible()
        atlas.page.go_back()
        expect_scene(atlas.page, 3)
        atlas.page.wait_for_url(re.compile(r"/present\?briefing=.*&scene=3$"))
    atlas.page.reload()
    expect_scene(atlas.page, 3)


def test_no_width_scrolls_sideways(atlas: AtlasPage) -> None:
    page, wide = atlas.page, "(part) => document.querySelector(part).scrollWidth - innerWidth"
    for width in (400, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        atlas.go(f"/present?briefing={NAME}&scene=7")
        expect_scene(page, 7)
        expect_drawn(page)
        assert page.evaluate(wide, ".st-key-present") <= 0, width
        atlas.go("/briefings")
        expect(page.locator(".briefing-card")).to_have_count(3, timeout=TIMEOUT_MS)
        expect_drawn(page)
        assert page.evaluate(wide, "html") <= 0, width


def test_a_name_that_is_none_is_said(atlas: AtlasPage) -> None:
    atlas.go("/present?briefing=none&scene=x")
    page = atlas.page
    expect(page.locator(".present-none")).to_contain_text("no briefing", timeout=TIMEOUT_MS)
    button(page, "present-to-briefings").click()
    expect(page.locator(".briefing-card")).to_have_count(3, timeout=TIMEOUT_MS)


def test_axe_finds_nothing_serious(atlas: AtlasPage) -> None:
    atlas.page.keyboard.press("n")
    expect(atlas.page.locator(".present-notes")).to_be_visible()
    assert serious(atlas.page) == set()
    atlas.go("/briefings")
    expect(atlas.page.locator(".st-key-draft-title input")).to_be_visible(timeout=TIMEOUT_MS)
    assert serious(atlas.page) == set()


def test_a_bad_file_is_refused_in_words(atlas: AtlasPage) -> None:
    atlas.go("/briefings")
    expect(atlas.page.locator(".st-key-draft-title input")).to_be_visible(timeout=TIMEOUT_MS)
    load(atlas.page, "bad.json", b'{"title": "a", "title": "b"}')
    notice = atlas.page.locator(".atlas-hidden")
    expect(notice).to_contain_text("bad.json was not loaded", timeout=TIMEOUT_MS)
    expect(notice).to_contain_text("stands twice")


def test_text_of_a_file_stays_text(briefings: Page, catalog: Catalog) -> None:
    view = view_text(read_scene(TOLD.scenes[0], catalog)[0])
    load(briefings, "draft.json", write_briefing(Briefing("hostile", HOSTILE, HOSTILE, (
        Scene(HOSTILE, view, HOSTILE, (HOSTILE,), HOSTILE),))))
    expect(briefings.locator(".briefing-scene h3")).to_have_text(f"1. {HOSTILE}",
                                                                 timeout=TIMEOUT_MS)
    button(briefings, "scene-edit-0").click()
    expect(briefings.locator(".briefing-cites li")).to_contain_text(HOSTILE, timeout=TIMEOUT_MS)
    button(briefings, "present-draft").click()
    expect(briefings.locator(".present-head h1")).to_have_text(HOSTILE, timeout=TIMEOUT_MS)
    expect(briefings.locator(".present-sentence")).to_contain_text(HOSTILE)
    expect(briefings.locator(".present-missing")).to_contain_text(HOSTILE)
    briefings.keyboard.press("n")
    expect(briefings.locator(".present-notes")).to_contain_text(HOSTILE)
    assert briefings.evaluate("window.caught") is None


def test_a_draft_is_made_kept_over_a_reload_and_saved(briefings: Page, tmp_path: Path) -> None:
    page = briefings
    button(page, f"take-{NAME}").click()
    expect(page.locator(".briefing-scene")).to_have_count(LAST, timeout=TIMEOUT_MS)
    button(page, "scene-down-0").click()
    expect(page.locator(".briefing-scene h3").first).to_contain_text(TOLD.scenes[1].title,
                                                                     timeout=TIMEOUT_MS)
    button(page, "scene-remove-2").click()
    expect(page.locator(".briefing-scene")).to_have_count(LAST - 1, timeout=TIMEOUT_MS)
    button(page, "scene-edit-0").click()
    sentence = page.locator(".st-key-scene-sentence textarea")
    sentence.fill("It takes 77 days [1].")
    sentence.press("Control+Enter")
    expect(page.locator(".st-key-scene-editor .briefing-problems")).to_contain_text(
        "figure 77", timeout=TIMEOUT_MS)
    page.wait_for_function("sessionStorage['corridor-atlas-draft'].includes('It takes 77 days')")
    page.reload()
    expect(page.locator(".briefing-scene")).to_have_count(LAST - 1, timeout=TIMEOUT_MS)
    with page.expect_download() as waiting:
        button(page, "save-draft").click()
    path = tmp_path / "saved.json"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename == f"{NAME}.json"
    saved = read_briefing(path.read_bytes())
    assert json.loads(path.read_text(encoding="utf-8"))["briefing_id"] == NAME
    assert saved.scenes[0].sentence == "It takes 77 days [1]."
    assert saved.scenes[1:] == (TOLD.scenes[0], *TOLD.scenes[3:])
    button(page, "present-draft").click()
    expect(page.locator(".present-of b")).to_have_text(f"1 / {LAST - 1}", timeout=TIMEOUT_MS)
    page.reload()
    expect(page.locator(".present-of b")).to_have_text(f"1 / {LAST - 1}", timeout=TIMEOUT_MS)


def test_a_tab_without_a_draft_says_so(browser: Browser, address: str) -> None:
    page = open_atlas(browser, f"{address}/present?briefing=draft&scene=2").page
    expect(page.locator(".present-none")).to_contain_text("holds no draft", timeout=TIMEOUT_MS)
    page.close()


def test_what_is_on_screen_becomes_a_scene(browser: Browser, address: str, catalog: Catalog
                                           ) -> None:
    """Filter, borders, year, camera and open route are in the scene that the button adds."""
    atlas = open_atlas(browser, f"{address}/?mode=gas&open=tap&year=2030&at=5.5/40/20")
    atlas.expect_ids(select_view(catalog, View(GAS, year=2030)).ids)
    atlas.add_scene()
    atlas.page.get_by_role("link", name="Briefings").click()
    view = atlas.page.locator(".st-key-scene-view input")
    expect(view).to_have_value(re.compile(r"mode=gas.*open=tap.*year=2030.*at=5\.5"),
                               timeout=TIMEOUT_MS)
    button(atlas.page, "present-draft").click()
    expect(atlas.map).to_have_attribute(
        "data-route-ids",
        " ".join(select_view(catalog, View(GAS, year=2030)).ids),
        timeout=TIMEOUT_MS,
    )
    atlas.page.close()


def test_a_scene_keeps_where_the_map_looks(browser: Browser, address: str) -> None:
    """Also where a filter has been set, whose address the server knows without the camera."""
    atlas = open_atlas(browser, address)
    atlas.option("filter-mode-gas").click()
    atlas.page.wait_for_url("**mode=gas**")
    atlas.frame.get_by_role("button", name="Whole view").click()
    camera = ("at", atlas.zoom_in())
    atlas.add_scene()
    atlas.page.wait_for_function("() => sessionStorage.getItem('corridor-atlas-draft')")
    draft = json.loads(atlas.page.evaluate("sessionStorage.getItem('corridor-atlas-draft')"))
    assert camera in link_items(f"?{draft['scenes'][0]['view']}")
    atlas.page.close()
