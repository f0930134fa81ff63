"""What axe-core finds on a page, what the Tab key reaches, and what is wider than the screen."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Frame, Page

from tests.pages.atlas_page import expect_drawn

MOST_TABS = 250

# A rule of minor impact that Streamlit's own file uploader breaks: its drop zone is called a
# presentation, and can have the focus.
KNOWN_OF_STREAMLIT = frozenset({"presentation-role-conflict"})


def _wait_for_page(where: Page | Frame) -> None:
    """Wait until a page of the app is drawn; a frame, a pack and a bare window are as they are."""
    if isinstance(where, Page) and where.locator('[data-testid="stApp"]').count():
        expect_drawn(where)


def violations(where: Page | Frame) -> set[tuple[str, str]]:
    """Rule and selector of whatever axe-core finds, of any impact; inner frames left out."""
    _wait_for_page(where)
    found: dict[str, Any] = Axe().run(
        where, options={"resultTypes": ["violations"], "iframes": False}).response
    assert len(found["passes"]) > 10, "axe-core saw next to nothing"
    return {(rule["id"], str(node["target"][0]).split(":nth-child")[0])
            for rule in found["violations"] for node in rule["nodes"]
            if rule["id"] not in KNOWN_OF_STREAMLIT}


def serious(page: Page) -> set[tuple[str, str]]:
    """Rule and selector of what axe-core calls serious or critical."""
    _wait_for_page(page)
    found: dict[str, Any] = Axe().run(
        page, options={"resultTypes": ["violations"], "iframes": False}).response
    assert len(found["passes"]) > 10, "axe-core saw next to nothing"
    return {(rule["id"], str(node["target"][0])) for rule in found["violations"]
            if rule["impact"] in ("serious", "critical") for node in rule["nodes"]}


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what has the focus matches; what is wanted must come to stand there."""
    page.locator(selector).first.wait_for(state="attached")
    _wait_for_page(page)
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"{MOST_TABS} times Tab did not reach {selector}")


def wider_than_the_screen(page: Page) -> list[str]:
    """What scrolls sideways: the page, or Streamlit's main part of it."""
    _wait_for_page(page)
    found: list[str] = page.evaluate("""() => [document.scrollingElement,
        document.querySelector('[data-testid="stMain"]')].filter(
        (box) => box.scrollWidth > box.clientWidth).map(
        (box) => `${box.tagName} ${box.scrollWidth} > ${box.clientWidth}`)""")
    return found
