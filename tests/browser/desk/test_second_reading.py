"""The second reading in a browser: one document's claims, and what each key answers at once."""

from __future__ import annotations

from playwright.sync_api import Browser, Route, expect

from tests.pages.desk_page import ServedDesk, open_desk


def test_a_confirmation_answers_at_once_and_the_foot_follows(
        browser: Browser, desk: ServedDesk) -> None:
    listed = desk.ask("/api/waiting")[1]
    sound = {each["document"] for each in listed["claims"] if each["waits"]
             and not each["faults"]}
    document = next(each for each in listed["documents"]
                    if each["count"] > 1 and each["id"] in sound)
    opened = open_desk(browser, desk.address, "#/waiting")
    page = opened.page
    page.fill(".curator input", "Another Reader")
    page.select_option("select[name=document]", document["id"])
    rows = page.locator(".reading > li")
    expect(rows).to_have_count(document["count"])
    expect(page.locator("nav a[aria-current]")).to_have_text("Second reading")
    assert page.url.endswith(f"#/waiting/{document['id']}")
    page.locator("h1").click()
    opened.press("j")
    opened.expect_said(f"Claim 2 of {document['count']}: ")
    opened.press("k")
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/api/waiting/confirm", hold_the_first)
    opened.press("y")
    opened.expect_said("being written")
    expect(rows.first.locator(".writing")).to_have_text("Being written…")
    opened.press("y")
    opened.expect_said("The one before is still being written")
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator(".writing")).to_have_count(0)
    sure = page.locator("dialog button.main")
    if sure.is_visible():
        sure.click()
    expect(rows).to_have_count(document["count"] - 1)
    opened.expect_said("confirmed and signed. Now claim 1 of")
    assert desk.ask("/api/waiting")[1]["count"] == listed["count"] - 1
    assert opened.errors == []
    page.close()


def test_on_a_narrow_screen_the_foot_leaves_the_candidate_in_sight(
        browser: Browser, desk: ServedDesk) -> None:
    opened = open_desk(browser, desk.address, f"#/draft/{desk.read()}")
    opened.page.set_viewport_size({"width": 390, "height": 844})
    opened.expect_candidate(1)
    quote = opened.page.locator(".candidate blockquote").bounding_box()
    foot = opened.page.locator(".foot-of-form").bounding_box()
    assert quote
    assert foot
    assert quote["y"] + quote["height"] <= foot["y"]
    opened.page.close()
