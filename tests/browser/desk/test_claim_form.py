"""The form of a candidate: what a curator checks is in sight, and every part is reached by key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.desk_page import DeskPage, ServedDesk, open_desk

TEXT = """Invented for a test.

20 November 2026

The China–Kyrgyzstan–Uzbekistan railway is 1,532 km long. TANAP is 1,841 km long.
"""
OTHER_TEXT = """Invented for a test.

20 November 2026

The Baku–Tbilisi–Kars railway is 275 km long. The South Caucasus Pipeline is 692 km long.
"""
CHECKED = ("value", "unit", "period", "as_of", "printed", "lines")


@pytest.fixture
def draft(desk: ServedDesk) -> dict[str, Any]:
    """A draft with two candidates at least, none of them decided."""
    found = desk.draft(desk.read(TEXT, "form.txt"))
    status, answer = desk.ask(f"/api/drafts/{found['id']}/close", {"revision": found["revision"]})
    assert status == 200, answer
    return desk.draft(desk.read(TEXT, "form.txt"))


@pytest.fixture
def opened(browser: Browser, desk: ServedDesk, draft: dict[str, Any]) -> Iterator[DeskPage]:
    page = open_desk(browser, desk.address, f"#/draft/{draft['id']}")
    page.expect_candidate(1)
    yield page
    assert page.errors == []
    page.page.close()


def _focused(page: Page, what: str) -> str:
    return str(page.evaluate(f"document.activeElement.{what}"))


def test_what_is_checked_is_in_sight_with_what_the_atlas_holds(opened: DeskPage) -> None:
    page = opened.page
    foot = page.locator(".foot-of-form").bounding_box()
    assert foot is not None
    for name in CHECKED:
        box = page.locator(f'.claim-form [name="{name}"]:visible').first.bounding_box()
        assert box is not None, name
        assert box["y"] + box["height"] <= foot["y"], name
    expect(page.locator(".gate .held-count")).to_contain_text("contradicts")
    said = page.locator(".gate .held-count").bounding_box()
    judged = page.locator(".gate .judged").bounding_box()
    assert said is not None
    assert judged is not None
    assert said["y"] + said["height"] <= judged["y"] + 1
    expect(page.locator(".holds")).to_contain_text("Contradicts")


def test_hedges_are_one_stop_and_exact_stands_alone(opened: DeskPage) -> None:
    page = opened.page
    page.locator('.claim-form [name="unit"]').focus()
    opened.press("Tab")
    assert _focused(page, "type") == "checkbox"
    boxes = page.locator(".claim-form .boxes input")
    exact, about = (page.locator(f'.claim-form .boxes input[value="{value}"]')
                    for value in ("exact", "about"))
    for _ in range(boxes.count()):
        if _focused(page, "value") == "about":
            break
        opened.press("ArrowRight")
    expect(about).to_be_focused()
    exact.check()
    about.focus()
    opened.press("Space")
    expect(about).to_be_checked()
    expect(exact).not_to_be_checked()
    opened.press("Tab")
    assert _focused(page, "name") == "scope"
    exact.check()
    expect(about).not_to_be_checked()


def test_a_key_goes_to_the_printed_words(opened: DeskPage) -> None:
    opened.press("w")
    expect(opened.page.locator('.claim-form [name="printed"]')).to_be_focused()


def test_the_end_of_the_queue_and_an_undo_are_said(browser: Browser, desk: ServedDesk) -> None:
    """Of a text of its own: what is turned down stays so when the same words are read again."""
    draft = desk.draft(desk.read(OTHER_TEXT, "other.txt"))
    opened = open_desk(browser, desk.address, f"#/draft/{draft['id']}")
    opened.expect_candidate(1)
    page, count = opened.page, len(draft["candidates"])
    assert count > 1
    for number in range(1, count + 1):
        opened.press("x")
        expect(page.locator(".count")).to_contain_text(f"{number} of {count}")
    expect(page.locator(".caption h2")).to_have_text("All decided")
    expect(page.locator(".claim-form")).to_be_hidden()
    expect(page.locator(".candidate .nothing")).to_contain_text("V shows the preview")
    opened.press("u")
    opened.expect_said(f"Undone: candidate {count} of {count} is open again.")
    opened.expect_candidate(count)
    opened.press("x")
    opened.expect_said("All candidates are decided")
    opened.press("v")
    expect(page.locator("h1")).to_have_text("Preview")
    assert opened.errors == []
    page.close()


def test_esc_leaves_the_field_of_a_form_that_was_filled_in(opened: DeskPage) -> None:
    page, dialog = opened.page, opened.page.locator("dialog.source-form")
    opened.press("s")
    page.locator('dialog [name="publisher"]').fill("Гудок")
    expect(page.locator('dialog [name="source_id"]')).to_have_value("gudok-2026-11-20")
    page.locator('dialog [name="publisher"]').focus()
    opened.press("Escape")
    expect(dialog).to_contain_text("Esc once more closes this")
    expect(page.locator('dialog [name="publisher"]')).to_have_value("Гудок")
    opened.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_kind_of_addition_is_chosen_by_its_number(opened: DeskPage) -> None:
    page = opened.page
    opened.press("d", "4")
    expect(page.locator('dialog [aria-pressed="true"]')).to_contain_text("A disagreement")
    opened.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    opened.press("d", "5")
    expect(page.locator('dialog [aria-pressed="true"]')).to_contain_text("not drawn")
