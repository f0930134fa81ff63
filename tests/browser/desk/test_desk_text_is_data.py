"""A document is data: nothing in it runs, and its signs of direction stay in their line."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.pages.desk_page import ServedDesk, open_desk

HOSTILE = """# <img src=x onerror="document.title='run'">

Invented for a test.

<script>document.title = "run"</script> The BTC pipeline \u202eis 1,768 km\u202c long.
</div></main><style>* {{ display: none }}</style> {{7*7}} ${7*7}
<a href="javascript:document.title='run'">here</a>
"""

OWN = """Invented for a test.

20 November 2026

The first train of the year left Kars in March.
"""


def test_a_hostile_document_stays_text(browser: Browser, desk: ServedDesk) -> None:
    draft = desk.read(HOSTILE, "hostile.txt")
    opened = open_desk(browser, desk.address, f"#/draft/{draft}")
    page = opened.page
    lines = desk.draft(draft)["document"]["lines"]
    assert any("<script>" in line for line in lines)
    expect(page.locator(".sheet .line")).to_have_count(len(lines))
    assert page.locator(".sheet .words").all_text_contents() == lines
    assert page.locator("main script, main style, main img, main iframe, .sheet a").count() == 0
    assert page.evaluate("document.title") != "run"
    isolated = page.locator(".sheet .words").first.evaluate(
        "(words) => getComputedStyle(words).unicodeBidi")
    assert isolated == "isolate"
    assert opened.errors == []
    page.close()


def test_words_can_be_marked_by_hand(browser: Browser, desk: ServedDesk) -> None:
    draft = desk.read(OWN, "own.txt")
    opened = open_desk(browser, desk.address, f"#/draft/{draft}")
    page = opened.page
    opened.select(5, "first train")
    opened.press("m")
    expect(page.locator('.claim-form [name="printed"]')).to_have_value("first train")
    expect(page.locator('.claim-form [name="lines"]')).to_have_value("5")
    expect(page.locator("mark.current")).to_have_text("first train")
    expect(page.locator(".caption .state")).to_have_text("your own")
    page.keyboard.type("kars")
    expect(page.locator('[role="option"]').first).to_be_visible()
    opened.press("Enter")
    page.locator('.claim-form [name="value"]:visible').fill("the first train of the year left")
    opened.press("ControlOrMeta+Enter")
    opened.expect_said("Accepted")
    decided = desk.draft(draft)["decisions"]
    assert [each["row"]["printed"] for each in decided] == ["first train"]
    assert decided[0]["id"].startswith("own-")
    page.reload()
    expect(page.locator(".count")).to_contain_text("1 of")
    page.close()
