"""The speaker's window in Chromium: two windows of one briefing, in the app and in the pack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.briefing.briefing import Briefing, Scene, read_scene, view_text, write_briefing
from geo.cartography.web_map import basemap_document
from geo.catalog.catalog import Catalog
from geo.data.reader import read_folder
from geo.presentation.extract import Extract
from geo.query.filter import Filter
from geo.query.view import View
from tests.conftest import DATA
from tests.files.packs import pack
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, open_atlas
from tests.pages.axe import violations
from tests.pages.pack_page import PackPage, open_pack
from tests.pages.presenter import HOSTILE, LAST, NAME, TOLD, button, click_map, expect_scene, load

AWAY = re.compile("not showing a briefing")
TWO = Briefing("two", "Two", "", (
    Scene("Gas", "mode=gas", "It carries gas.", (), "“Whose?” Say it slowly.\nThen stop."),
    Scene(HOSTILE, "mode=gas", HOSTILE, (), HOSTILE)))


def speak(page: Page, width: int = 1180, height: int = 800) -> Page:
    """The window that S opens, with a scene in it; its errors are kept on it."""
    with page.expect_popup() as opening:
        page.keyboard.press("s")
    speaker = opening.value
    speaker.set_viewport_size({"width": width, "height": height})
    expect(speaker.locator("h1")).not_to_be_empty(timeout=TIMEOUT_MS)
    return speaker


def expect_both(audience: Page, speaker: Page, number: int) -> None:
    expect_scene(audience, number)
    expect(speaker.locator("h1")).to_have_text(TOLD.scenes[number - 1].title)
    expect(speaker.locator(".speaker-where b")).to_have_text(f"Scene {number} of {LAST}")


HOURS, MINUTES = re.compile(r"^[1-9]:\d\d:\d\d$"), re.compile(r"^\d?\d:\d\d$")


def expect_an_hour_later(audience: Page, speaker: Page) -> None:
    """Set the clock of both windows on by an hour, and wait until the speaker's time shows it."""
    audience.context.clock.set_system_time(datetime.now(tz=UTC) + timedelta(hours=1))
    expect(speaker.get_by_role("timer")).to_have_text(HOURS)


@pytest.fixture
def atlas(browser: Browser, address: str) -> Iterator[AtlasPage]:
    """The third scene of a briefing, presented; neither window may ask another host."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    opened = AtlasPage(context.new_page())
    opened.page.goto(f"{address}/present?briefing={NAME}&scene=3")
    expect_scene(opened.page, 3)
    expect(opened.map).to_be_visible(timeout=TIMEOUT_MS)
    yield opened
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    context.close()


@pytest.fixture
def stick(browser: Browser, catalog: Catalog, tmp_path: Path) -> Iterator[PackPage]:
    """A pack opened from a disk without a network, at the first scene of a briefing."""
    extract = Extract(catalog, View(Filter(modes=frozenset({"gas"}))),
                      land=basemap_document(read_folder(DATA)))
    path = tmp_path / "pack.html"
    path.write_bytes(pack(extract, [TWO]))
    opened = open_pack(browser, path, "briefing=two&scene=1")
    expect(opened.page.locator("#stage-title")).to_have_text("Gas")
    yield opened
    assert opened.asked == []
    assert opened.errors == []
    opened.page.context.close()


def test_it_says_what_a_speaker_needs(atlas: AtlasPage) -> None:
    speaker, scene = speak(atlas.page), TOLD.scenes[2]
    expect_both(atlas.page, speaker, 3)
    marks_side_by_side = scene.sentence.replace("][", ", ")
    told = re.sub(r" \[([\d, ]+)]", r"\1", marks_side_by_side)
    sentence = speaker.locator(".speaker-sentence")
    expect(sentence).to_have_text(told)
    expect(sentence.locator("sup")).to_have_text(["1", "2", "3, 4"])
    expect(speaker.locator(".speaker-cites ol li")).to_have_count(len(scene.cites))
    expect(speaker.locator(".speaker-cites ol li").nth(1)).to_contain_text("lines 98-100")
    expect(speaker.locator(".speaker-notes p")).to_have_text(scene.notes.split("\n"))
    expect(speaker.locator(".speaker-notes strong").first).to_have_text("“Why that name?”")
    expect(speaker.locator(".speaker-next")).to_have_text(f"Next {TOLD.scenes[3].title}")
    expect(speaker.locator(".speaker-times p").last).to_have_text(re.compile(r"Clock \d\d:\d\d"))
    expect(speaker.locator(".speaker-word")).to_be_hidden()
    speaker.keyboard.press("End")
    expect_both(atlas.page, speaker, LAST)
    expect(speaker.locator(".speaker-next")).to_have_text("This is the last scene.")


def test_keys_in_either_window_turn_both(atlas: AtlasPage) -> None:
    audience, speaker = atlas.page, speak(atlas.page)
    for page, key, scene in ((speaker, "PageDown", 4), (audience, "ArrowRight", 5),
                             (speaker, "ArrowLeft", 4), (audience, "PageUp", 3),
                             (speaker, "Home", 1), (speaker, " ", 2)):
        page.keyboard.press(key)
        expect_both(audience, speaker, scene)
    speaker.get_by_role("button", name="Next").click()
    expect_both(audience, speaker, 3)
    for _ in range(3):
        speaker.keyboard.press("PageDown")
    expect_both(audience, speaker, 6)


def test_black_in_either_window(atlas: AtlasPage) -> None:
    audience, speaker = atlas.page, speak(atlas.page)
    black, word = audience.locator(".present-black"), speaker.locator(".speaker-word")
    for first, then in ((speaker, audience), (audience, speaker)):
        first.keyboard.press("b")
        expect(black).to_be_visible()
        expect(word).to_contain_text("The audience’s screen is black")
        then.keyboard.press("b")
        expect(black).to_be_hidden()
        expect(word).to_be_hidden()
    speaker.keyboard.press("b")
    speaker.keyboard.press("PageDown")
    expect_both(audience, speaker, 4)
    expect(black).to_be_hidden()


def test_it_opens_from_the_map_and_by_the_button_once(atlas: AtlasPage) -> None:
    click_map(atlas)
    speaker = speak(atlas.page)
    atlas.page.get_by_role("button", name="Speaker’s window").click()
    speaker.keyboard.press("PageDown")
    expect_both(atlas.page, speaker, 4)
    assert len(atlas.page.context.pages) == 2


def test_the_time_starts_again_by_its_button_alone(atlas: AtlasPage) -> None:
    speaker = speak(atlas.page)
    expect_an_hour_later(atlas.page, speaker)
    speaker.keyboard.press("PageDown")
    expect_both(atlas.page, speaker, 4)
    expect(speaker.get_by_role("timer")).to_have_text(HOURS)
    speaker.get_by_role("button", name="Start again").click()
    expect(speaker.get_by_role("timer")).to_have_text(MINUTES)


def test_a_reload_of_either_window_joins_them_again(atlas: AtlasPage) -> None:
    audience, speaker = atlas.page, speak(atlas.page)
    expect_an_hour_later(audience, speaker)
    audience.reload()
    expect_scene(audience, 3)
    speaker.keyboard.press("PageDown")
    expect_both(audience, speaker, 4)
    speaker.reload()
    expect_both(audience, speaker, 4)
    expect(speaker.get_by_role("timer")).to_have_text(HOURS)
    speaker.keyboard.press("PageDown")
    expect_both(audience, speaker, 5)
    audience.keyboard.press("PageDown")
    expect_both(audience, speaker, 6)


def test_leaving_is_said_and_coming_back_is_followed(atlas: AtlasPage) -> None:
    audience, speaker = atlas.page, speak(atlas.page)
    audience.keyboard.press("x")
    expect(speaker.locator(".speaker-word")).to_have_text(AWAY, timeout=TIMEOUT_MS)
    expect(speaker.get_by_role("button", name="Next")).to_be_disabled()
    expect(speaker.locator("h1")).to_have_text(TOLD.scenes[2].title)
    expect(audience.locator('[data-testid="stHeader"]')).to_be_visible(timeout=TIMEOUT_MS)
    atlas.expect_dossier("tripp-syunik")
    audience.go_back()
    expect(speaker.locator(".speaker-word")).to_be_hidden(timeout=TIMEOUT_MS)
    speaker.keyboard.press("PageDown")
    expect_both(audience, speaker, 4)


def test_either_window_outlasts_the_other(atlas: AtlasPage) -> None:
    first = speak(atlas.page)
    expect_an_hour_later(atlas.page, first)
    first.close()
    atlas.page.keyboard.press("PageDown")
    expect_scene(atlas.page, 4)
    speaker = speak(atlas.page)
    expect_both(atlas.page, speaker, 4)
    expect(speaker.get_by_role("timer")).to_have_text(MINUTES)
    atlas.page.close()
    expect(speaker.locator(".speaker-word")).to_contain_text("window is closed")
    expect(speaker.locator(".speaker-notes")).to_contain_text("99 years")
    before = speaker.get_by_role("timer").inner_text()
    expect(speaker.get_by_role("timer")).not_to_have_text(before)
    speaker.keyboard.press("PageDown")
    expect(speaker.locator("h1")).to_have_text(TOLD.scenes[3].title)


def test_a_blocked_window_is_said_with_what_to_do(atlas: AtlasPage) -> None:
    page = atlas.page
    page.evaluate("window.open = () => null")
    page.keyboard.press("s")
    said = page.locator("dialog[open]")
    expect(said).to_contain_text("has blocked the speaker’s window. Allow pop-up windows")
    page.keyboard.press("Escape")
    expect(said).to_have_count(0)
    page.keyboard.press("PageDown")
    expect_scene(page, 4)


def test_the_audience_s_screen_says_what_is_seen_there(atlas: AtlasPage) -> None:
    page = atlas.page
    page.keyboard.press("n")
    expect(page.locator(".present-seen")).to_contain_text("The audience sees this panel")
    page.keyboard.press("?")
    keys = page.locator("dialog[open] dl")
    expect(keys).to_contain_text("Speaker’s window, for your own screen")
    expect(keys).to_contain_text("the audience sees them")


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (900, 700), (400, 800)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(atlas: AtlasPage, width: int,
                                                        height: int) -> None:
    speaker = speak(atlas.page, width, height)
    assert violations(speaker) == set()
    assert speaker.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = speaker.locator("footer").bounding_box()
    assert box
    assert round(box["y"] + box["height"]) == height, "the next scene is always in sight"


def test_text_of_a_file_stays_text(browser: Browser, address: str, catalog: Catalog) -> None:
    page = open_atlas(browser, f"{address}/briefings").page
    view = view_text(read_scene(TOLD.scenes[0], catalog)[0])
    load(page, "draft.json", write_briefing(Briefing("hostile", HOSTILE, HOSTILE, (
        Scene(HOSTILE, view, HOSTILE, (HOSTILE,), HOSTILE), Scene(HOSTILE, view)))))
    expect(page.locator(".briefing-scene h3").first).to_have_text(f"1. {HOSTILE}",
                                                                  timeout=TIMEOUT_MS)
    button(page, "present-draft").click()
    expect(page.locator('.present-desk[data-scene="1"]')).to_be_attached(timeout=TIMEOUT_MS)
    speaker = speak(page)
    expect_text(speaker)
    speaker.close()
    page.close()


def expect_text(speaker: Page) -> None:
    for part in ("h1", ".speaker-notes p"):
        expect(speaker.locator(part)).to_have_text(HOSTILE)
    expect(speaker.locator(".speaker-sentence")).to_contain_text(HOSTILE)
    expect(speaker.locator("img")).to_have_count(0)
    assert speaker.evaluate("[window.caught, opener.caught]") == [None, None]


def test_the_pack_has_it_too(stick: PackPage) -> None:
    audience, speaker = stick.page, speak(stick.page)
    expect(speaker.locator(".speaker-notes p")).to_have_text(["“Whose?” Say it slowly.",
                                                              "Then stop."])
    assert violations(speaker) == set()
    speaker.keyboard.press("b")
    expect(audience.locator("#black")).to_be_visible()
    audience.keyboard.press("Escape")
    expect(speaker.locator(".speaker-word")).to_be_hidden()
    speaker.keyboard.press("PageDown")
    expect(audience.locator("#stage-where")).to_contain_text("scene 2 of 2")
    expect_text(speaker)
    audience.keyboard.press("PageUp")
    expect(speaker.locator("h1")).to_have_text("Gas")
    audience.keyboard.press("Escape")
    expect(speaker.locator(".speaker-word")).to_have_text(AWAY)


def test_windows_of_a_pack_that_lost_touch_say_so(stick: PackPage) -> None:
    """A reload makes a file of a disk a stranger to the window that it had opened."""
    speaker = speak(stick.page)
    stick.page.reload()
    expect(speaker.locator(".speaker-word")).to_contain_text("Press S in that window")
    again = speak(stick.page)
    expect(again.locator("h1")).to_have_text("Gas")
    assert speaker.is_closed()
    with again.expect_event("close"):
        again.reload()
    expect(stick.page.locator("#notice")).to_contain_text("press S to open it again")
    expect(speak(stick.page).locator("h1")).to_have_text("Gas")
