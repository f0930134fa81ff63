"""A reader's own briefing in the offline pack: made, put in order, kept, saved, presented."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from geo.briefing.briefing import read_briefing
from geo.catalog.catalog import Catalog
from tests.pages.pack_page import ROUTE, PackPage, open_pack

HOSTILE = '<img src=x onerror="window.caught=1">'


@pytest.fixture
def own(browser: Browser, path: Path, catalog: Catalog) -> PackPage:
    """A pack with three scenes of its reader's: a route alone, with others, and a corridor."""
    opened = open_pack(browser, path, f"mode=oil&open={ROUTE}")
    page = opened.page
    page.locator("#add-alone").click()
    page.locator("#add").click()
    opened.follow("corridor=tripp")
    opened.expect_ids(tuple(entry.route_id for entry in catalog.entries
                            if "tripp" in entry.route.corridor_ids))
    expect(page.locator("#add-alone")).to_be_hidden()
    page.locator("#add").click()
    expect(page.locator("#notice")).to_contain_text("scene 3 of your own briefing")
    show(page)
    return opened


def show(page: Page) -> None:
    page.locator("#briefings summary").click()
    page.get_by_role("button", name="Your own", exact=True).click()


def titles(page: Page) -> list[str]:
    return page.locator("#own h3").all_inner_texts()


def test_scenes_are_put_in_order_and_kept_over_a_reload(own: PackPage, catalog: Catalog) -> None:
    page, rows = own.page, own.page.locator("#own li")
    name, tripp = catalog.name_of(ROUTE), catalog.name_of("tripp")
    assert titles(page) == [name, name, tripp]
    assert len(set(page.locator("#own canvas").evaluate_all(
        "(all) => all.map((each) => each.toDataURL())"))) == 3
    rows.nth(2).drag_to(rows.nth(0), target_position={"x": 200, "y": 5})
    assert titles(page) == [tripp, name, name]
    rows.nth(0).locator("button[data-does=Down]").click()
    assert titles(page) == [name, tripp, name]
    expect(rows.nth(1).locator("button[data-does=Down]")).to_be_focused()
    rows.nth(1).locator("button[data-does=Duplicate]").click()
    rows.nth(3).locator("button[data-does=Remove]").click()
    assert titles(page) == [name, tripp, tripp]
    page.reload()
    show(page)
    assert titles(page) == [name, tripp, tripp]
    found = [each for each in Axe().run(page).response["violations"]
             if each["impact"] in ("serious", "critical")]
    assert found == []
    assert own.errors == []
    assert own.asked == []


def test_what_is_written_is_presented_and_saved_as_a_briefing_of_the_atlas(
        own: PackPage, tmp_path: Path) -> None:
    page, row = own.page, own.page.locator("#own li").first
    row.locator("button[data-does=Edit]").click()
    row.get_by_label("Title").fill(HOSTILE)
    row.get_by_label("The sentence to be said").fill(f"Said aloud {HOSTILE}")
    row.get_by_label("Notes for the speaker").fill("Slowly.")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as a file").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    told = read_briefing(saved.read_bytes())
    assert told.scenes[0].routes == (ROUTE,)
    assert told.scenes[0].notes == "Slowly."
    assert "at=" not in told.scenes[0].view
    assert "at=" in told.scenes[1].view
    page.locator("#own").get_by_role("button", name="Present").click()
    expect(page.locator("#stage-title")).to_have_text(HOSTILE)
    expect(page.locator("#stage-sentence")).to_have_text(f"Said aloud {HOSTILE}")
    own.expect_ids((ROUTE,))
    page.keyboard.press("End")
    expect(page.locator("#stage-where")).to_contain_text("scene 3 of 3")
    page.keyboard.press("Escape")
    show(page)
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("#own .pack-own-none")).to_be_visible()
    page.locator("#own input[type=file]").set_input_files(saved)
    expect(page.locator("#own h3").first).to_have_text(HOSTILE)
    page.locator("#own input[type=file]").set_input_files(
        {"name": "bad.json", "mimeType": "application/json", "buffer": b"[]"})
    expect(page.locator("#notice")).to_contain_text("bad.json was not loaded")
    assert page.evaluate("window.caught") is None
