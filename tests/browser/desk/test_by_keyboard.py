"""The whole way by keyboard alone: a file, its candidates, the decisions, the preview, the data."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from geo.checks.waiting import read_waiting
from geo.data.reader import read_folder
from geo.intake.receipts import read_receipts
from tests.pages.axe import tab_to
from tests.pages.desk_page import ARTICLE, DeskPage, ServedDesk, is_sound, open_desk

TWICE = "Invented for a test.\n\nThe TANAP gas pipeline is 1,841 km long.\n"


def _enter_source(desk: DeskPage) -> None:
    """Fill in the form of the source, field after field, and save it."""
    desk.press("s")
    dialog = desk.page.locator("dialog.source-form")
    expect(dialog).to_be_visible()
    for name, words in (("publisher", "Example Review"), ("published", "2026-11-20"),
                        ("perspective", "invented for a test"),
                        ("source_id", "example-review-2026")):
        tab_to(desk.page, f'dialog [name="{name}"]')
        desk.press("ControlOrMeta+a")
        desk.page.keyboard.type(words)
    desk.press("ControlOrMeta+Enter")
    expect(dialog).to_have_count(0)


def test_from_a_file_to_the_data(  # noqa: PLR0915 - one way, step by step
        browser: Browser, desk: ServedDesk, tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    article.write_text(ARTICLE, encoding="utf-8")
    opened = open_desk(browser, desk.address)
    page = opened.page

    tab_to(page, "input[type=file]")
    with page.expect_file_chooser() as chooser:
        opened.press("Enter")
    chooser.value.set_files(article)
    opened.expect_candidate(1)
    _enter_source(opened)
    expect(page.locator(".todo")).to_be_hidden()

    draft = desk.draft(page.url.rpartition("/")[2])
    count = len(draft["candidates"])
    assert count >= 5
    opened.press("a")                                   # accept
    opened.expect_candidate(2)
    opened.press("r", "2")                              # reject with the second usual reason
    opened.expect_candidate(3)
    opened.press("u")                                   # undo, and reject in other words
    opened.expect_candidate(2)
    expect(page.locator(".caption .state")).to_have_text("open")
    opened.press("r")
    tab_to(page, 'dialog [name="reason"]')
    page.keyboard.type("A figure of the test")
    opened.press("Enter")
    opened.expect_candidate(3)
    opened.press("c")                                   # correct the value, then take it back
    expect(page.locator('.claim-form [name="value"]:visible')).to_be_focused()
    before = page.locator('.claim-form [name="value"]:visible').input_value()
    page.keyboard.type("1")
    expect(page.locator(".gate .stops")).to_be_visible()
    opened.press("ControlOrMeta+a")
    page.keyboard.type(before)
    expect(page.locator(".gate .stops")).to_have_count(0)
    opened.press("ControlOrMeta+Enter")
    opened.expect_candidate(4)
    opened.press("x")                                   # not ours
    opened.expect_candidate(5)
    opened.press("p")                                   # a part of it
    expect(page.locator('[name="scope_words"]')).to_be_focused()
    page.keyboard.type("from Kars to the border")
    opened.press("ControlOrMeta+Enter")
    expect(page.locator(".count")).to_contain_text("5 of")
    for decided in range(5, count):
        opened.press("n", "r", "1")
        expect(page.locator(".count")).to_contain_text(f"{decided + 1} of")
    opened.expect_said("All candidates are decided")
    expect(page.locator(".count")).to_contain_text(f"{count} of {count} decided")

    verbs = [each["verb"] for each in desk.draft(draft["id"])["decisions"]]
    assert sorted(verbs) == sorted(["accept"] * 3 + ["reject"] * (count - 4) + ["not-ours"])
    opened.press("v")
    expect(page.locator("h1")).to_have_text("Preview")
    opened.press("a")
    expect(page.locator("dialog")).to_be_visible()
    opened.press("Enter")
    expect(page.locator("h1")).to_have_text("Accepted")

    rows = [row.cells for row in (*read_waiting(desk.data).claims,
                                  *read_folder(desk.data).tables["claims"])
            if row.cells["source_id"] == "example-review-2026"]
    assert len(rows) == 3
    assert {row["scope_words"] for row in rows} == {"", "from Kars to the border"}
    assert (desk.folder / "documents" / "article.txt").read_text("utf-8").startswith("Corridors")
    receipts = read_receipts(desk.data)
    assert receipts.problems == ()
    assert "A figure of the test" in {each.reason for each in receipts.receipts}
    assert is_sound(desk.data)
    assert opened.errors == []
    page.close()


def test_what_was_decided_is_decided_when_it_is_read_again(
        browser: Browser, desk: ServedDesk) -> None:
    first = desk.draft(desk.read(TWICE))
    chosen = first["candidates"][0]["id"]
    path = f"/api/drafts/{first['id']}"
    status, changed = desk.ask(f"{path}/decisions", {"revision": 0, "decision": {
        "id": chosen, "verb": "reject", "reason": "Said already in this document"}})
    assert status == 200, changed
    assert desk.ask(f"{path}/close", {"revision": 1})[0] == 200
    again = desk.draft(desk.read(f"{TWICE}\n"))
    assert [each["id"] for each in again["decisions"] if each["before"]] == [chosen]
    opened = open_desk(browser, desk.address, f"#/draft/{again['id']}/at/{chosen}")
    opened.expect_candidate(1)
    expect(opened.page.locator(".caption .state")).to_have_text("rejected when it was read before")
    opened.page.close()
