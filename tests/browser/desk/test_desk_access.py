"""Access to the desk: axe-core's rules on each screen, wide and narrow, light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.axe import serious
from tests.pages.desk_page import ServedDesk, open_desk


@pytest.fixture(scope="module")
def draft(desk: ServedDesk) -> str:
    return desk.read()


def _wider(page: Page) -> bool:
    return bool(page.evaluate(
        "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"))


@pytest.mark.parametrize("path", ["#/", "#/draft/{draft}", "#/draft/{draft}/preview", "#/waiting",
                                  "#/release", "#/notes"])
def test_a_screen_breaks_no_serious_rule(browser: Browser, desk: ServedDesk, draft: str, path: str
                                         ) -> None:
    opened = open_desk(browser, desk.address, path.format(draft=draft))
    for scheme in ("light", "dark"):
        opened.page.emulate_media(color_scheme=scheme)
        assert serious(opened.page) == set(), scheme
    opened.page.set_viewport_size({"width": 390, "height": 844})
    assert serious(opened.page) == set()
    assert not _wider(opened.page)
    assert opened.errors == []
    opened.page.close()


@pytest.mark.parametrize(("key", "dialog"), [
    ("s", "source-form"), ("d", "additions"), ("r", "reasons"), ("?", "keys")])
def test_a_dialog_breaks_no_serious_rule_and_gives_the_keys_back(
        browser: Browser, desk: ServedDesk, draft: str, key: str, dialog: str) -> None:
    opened = open_desk(browser, desk.address, f"#/draft/{draft}")
    opened.expect_candidate(1)
    opened.press(key)
    expect(opened.page.locator(f"dialog.{dialog}")).to_be_visible()
    assert serious(opened.page) == set()
    opened.press("Escape")
    expect(opened.page.locator("dialog")).to_have_count(0)
    opened.press("j")
    opened.expect_candidate(2)
    opened.page.close()


def test_every_action_shows_its_key(browser: Browser, desk: ServedDesk, draft: str) -> None:
    opened = open_desk(browser, desk.address, f"#/draft/{draft}")
    shown = opened.page.locator(".tools kbd, .walk kbd, .actions kbd").all_text_contents()
    assert {*"ACPRXUNJKMSDV?"} <= {*shown}
    opened.page.close()
