"""Words are marked in the document by keyboard alone, and each step of it is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.pages.axe import serious
from tests.pages.desk_page import DeskPage, ServedDesk, open_desk

OWN = """Invented for a test.

20 November 2026

The blue stone of the garden lay there for long. It was
the longest stone of all.
"""
RIGHT_TO_LEFT = "Invented for a test.\n\nسنگ آبی در باغ بود.\n"
PRINTED = '.claim-form [name="printed"]'


@pytest.fixture
def opened(browser: Browser, desk: ServedDesk) -> Iterator[DeskPage]:
    """A document in which nothing was found."""
    page = open_desk(browser, desk.address, f"#/draft/{desk.read(OWN, 'own.txt')}")
    yield page
    assert page.errors == []
    page.page.close()


def test_words_are_marked_by_the_arrow_keys(opened: DeskPage) -> None:
    page = opened.page
    opened.press("m")
    opened.expect_said("Marking.")
    opened.expect_said("Invented, line 1")
    expect(page.locator(".sheet")).to_have_attribute("role", "application")
    assert serious(page) == set()
    opened.press("ArrowDown")
    opened.expect_said("20, line 3")
    opened.press("ArrowDown", "Home")
    opened.expect_said("The, line 5")
    opened.press("ArrowRight", "Shift+ArrowRight")
    opened.expect_said("blue stone, line 5")
    opened.press("Shift+End")
    opened.expect_said("blue stone of the garden lay there for long. It was, line 5")
    opened.press("Shift+ArrowDown", "Shift+ArrowUp")
    opened.press("Shift+Home", "ArrowRight", "Shift+ArrowRight")
    opened.press("Enter")
    expect(page.locator(PRINTED)).to_have_value("blue stone")
    expect(page.locator('.claim-form [name="lines"]')).to_have_value("5")
    expect(page.locator("mark.current")).to_have_text("blue stone")


def test_marked_words_go_over_lines_and_are_cited_by_both(opened: DeskPage) -> None:
    opened.press("m", "ArrowDown", "ArrowDown", "End", "Shift+ArrowRight", "Shift+ArrowRight")
    opened.expect_said("was the longest, lines 5–6")
    opened.press("m")
    expect(opened.page.locator(PRINTED)).to_have_value("was the longest")
    expect(opened.page.locator(".candidate .where")).to_contain_text("Lines 5–6")


def test_what_is_found_is_taken_and_can_be_extended(opened: DeskPage) -> None:
    page = opened.page
    opened.press("/")
    page.keyboard.type("stone")
    opened.press("Enter")
    opened.expect_said("stone, line 5, 1 of 2 lines")
    opened.press("Enter")
    opened.expect_said("stone, line 6, 2 of 2 lines")
    opened.press("Shift+Enter")
    opened.expect_said("stone, line 5, 1 of 2 lines")
    opened.press("Shift+ArrowRight", "Shift+ArrowRight")
    opened.expect_said("stone of the, line 5")
    opened.press("m")
    expect(page.locator(PRINTED)).to_have_value("stone of the")


def test_other_keys_decide_nothing_while_words_are_marked(opened: DeskPage) -> None:
    opened.press("m", "x")
    opened.expect_said("Esc leaves")
    expect(opened.page.locator("dialog")).to_have_count(0)
    opened.press("Escape")
    opened.expect_said("Marking is left")
    expect(opened.page.locator(".sheet")).to_have_attribute("role", "group")
    opened.press("?")
    expect(opened.page.locator("dialog.keys")).to_be_visible()


def test_in_a_line_from_right_to_left_the_left_arrow_goes_on(
        browser: Browser, desk: ServedDesk) -> None:
    page = open_desk(browser, desk.address, f"#/draft/{desk.read(RIGHT_TO_LEFT, 'own-fa.txt')}")
    page.press("m", "ArrowDown")
    page.press("Home", "ArrowLeft")
    page.expect_said("آبی, line 3")
    page.press("Shift+ArrowLeft")
    page.expect_said("آبی در, line 3")
    page.press("ArrowRight", "ArrowRight")
    page.expect_said("سنگ, line 3")
    page.page.close()
