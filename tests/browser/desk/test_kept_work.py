"""Nothing is lost: a closed browser, a second tab, a server that ends, a late answer."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Route, expect

from tests.pages.desk_page import ARTICLE, ServedDesk, open_desk, start_again

VALUE = '.claim-form [name="value"]:visible'


def test_a_closed_browser_finds_its_work_again(browser: Browser, desk: ServedDesk) -> None:
    path = f"#/draft/{desk.read()}"
    context = browser.new_context()
    first = open_desk(context, desk.address, path)
    first.expect_candidate(1)
    first.press("x")
    first.expect_candidate(2)
    first.press("c")
    first.page.keyboard.type("123456")
    first.page.close()

    again = open_desk(context, desk.address, path)
    again.expect_candidate(2)
    expect(again.page.locator(VALUE)).to_have_value("123456")
    again.press("k")
    again.expect_candidate(1)
    expect(again.page.locator(".caption .state")).to_have_text("not ours")
    assert again.errors == []
    context.close()


def test_a_second_tab_is_told_and_keeps_what_it_typed(browser: Browser, desk: ServedDesk) -> None:
    path = f"#/draft/{desk.read(ARTICLE + 'A second tab.')}"
    mine, other = (open_desk(browser, desk.address, path) for _ in range(2))
    other.page.locator(".curator input").fill("Ada")
    other.expect_candidate(1)
    other.press("Escape")
    other.page.locator(".caption h2").focus()
    other.press("x")
    other.expect_candidate(2)

    mine.expect_candidate(1)
    mine.press("j")
    mine.expect_candidate(2)
    mine.press("c")
    mine.page.keyboard.type("777")
    mine.press("Escape", "r", "1")
    mine.expect_said("Ada")
    expect(mine.page.locator(".said")).to_contain_text(re.compile(r"\d{4}-\d\d-\d\d"))
    mine.expect_candidate(2)
    expect(mine.page.locator(VALUE)).to_have_value("777")
    expect(mine.page.locator(".caption .state")).to_have_text("open")
    mine.press("r", "1")
    mine.expect_candidate(3)
    for each in (mine, other):
        each.page.close()


def test_a_server_that_ends_is_waited_for(browser: Browser, desk: ServedDesk) -> None:
    draft = desk.read(ARTICLE + "A server that ends.")
    opened = open_desk(browser, desk.address, f"#/draft/{draft}")
    opened.expect_candidate(1)
    desk.process.kill()
    desk.process.wait(timeout=30)
    opened.press("c")
    opened.page.keyboard.type("4321")
    expect(opened.page.locator(".banner")).to_be_visible()
    opened.press("Escape", "x")
    start_again(desk)
    expect(opened.page.locator(".banner")).to_be_hidden()
    opened.expect_candidate(2)
    assert [each["verb"] for each in desk.draft(draft)["decisions"]] == ["not-ours"]
    opened.page.close()


def test_a_late_judgement_never_stands_over_a_newer_one(browser: Browser, desk: ServedDesk) -> None:
    opened = open_desk(browser, desk.address, f"#/draft/{desk.read(ARTICLE + 'Late.')}")
    opened.expect_candidate(1)
    held: list[Route] = []

    def hold(route: Route) -> None:
        if '"value":"9"' in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()
    opened.page.route("**/judge", hold)
    value = opened.page.locator(VALUE)
    right = value.input_value()
    with opened.page.expect_request("**/judge"):
        value.fill("9")
    with opened.page.expect_response("**/judge"):
        value.fill(right)
    expect(opened.page.locator(".gate .stops")).to_have_count(0)
    with opened.page.expect_response("**/judge"):
        held[0].continue_()
    expect(value).to_have_value(right)
    expect(opened.page.locator(".gate .judged")).to_be_visible()
    expect(opened.page.locator(".gate .stops")).to_have_count(0)
    opened.page.close()
