"""“Something wrong?”: a reader's note is made by keyboard, with a connection and without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.desk.notes_inbox import take_in
from geo.catalog.catalog import Catalog
from geo.claims.note_words import note_document
from geo.export.pack.pack import write
from geo.intake.readers_notes import ReaderNote, read_note_file, read_notes
from geo.presentation.extract import Extract
from geo.query.view import View
from geo.web.scripts import assets
from tests.conftest import TODAY, serving
from tests.desk.test_notes_inbox import SAYS, WORDS, length, note_on
from tests.pages.atlas_page import TIMEOUT_MS, expect_drawn
from tests.pages.axe import violations
from tests.pages.pack_page import open_pack

OWN, SOURCE = "It is “1,769 km”,\nsays the operator.", "https://example.org/?a=1&b=2"


@pytest.fixture(params=["app", "app on a phone", "pack"])
def page(request: pytest.FixtureRequest, browser: Browser, catalog: Catalog, land: dict[str, Any],
         tmp_path: Path) -> Iterator[Page]:
    """The dossier of BTC: in the app, in the app on a phone, in a pack without a network."""
    if request.param == "pack":
        file = tmp_path / "pack.html"
        file.write_bytes(write(Extract(catalog, View(), land, assets=assets(),
                                       notes_to="atlas@example.org"), "routes"))
        page = open_pack(browser, file, "open=btc-pipeline").page
    else:
        wide, high = (390, 844) if "phone" in request.param else (1440, 900)
        page = browser.new_context(viewport={"width": wide, "height": high}).new_page()
        page.goto(f"{request.getfixturevalue('address')}/?open=btc-pipeline")
        expect(page.locator(".atlas-print-foot")).to_be_attached(timeout=TIMEOUT_MS)
        expect_drawn(page)
    yield page
    page.context.close()


def the_mark(page: Page) -> Locator:
    row = page.locator(".atlas-dossier dl > div").filter(has=page.get_by_text("Length", exact=True))
    return row.locator(".atlas-cite").first


def ask(page: Page) -> Locator:
    """Opens the dialog by keyboard, from the number behind the length."""
    the_mark(page).press("Enter")
    page.get_by_role("button", name="Something wrong?").press("Enter")
    dialog = page.get_by_role("dialog", name="Something wrong?")
    expect(dialog).to_be_visible()
    return dialog


def fill(dialog: Locator) -> None:
    dialog.get_by_role("radio", name="The number").press("Space")
    dialog.get_by_label("In your words").fill(OWN)
    dialog.get_by_label("Your source").fill(SOURCE)


def expected(catalog: Catalog, note: ReaderNote) -> ReaderNote:
    """What a note on the length must say; its day is the machine's own."""
    claim = length(catalog)
    return ReaderNote(claim.full_name, catalog.release,
                      f"{catalog.name_of('btc-pipeline')}, Length: 1,768\N{NO-BREAK SPACE}km",
                      claim.printed, "number", OWN, SOURCE, note.day)


def test_a_note_is_made_by_keyboard_and_read_back(page: Page, catalog: Catalog) -> None:
    """Without a connection: it is cut before the card is opened."""
    page.context.set_offline(True)
    dialog = ask(page)
    expect(dialog).to_contain_text("The atlas sends nothing by itself")
    expect(dialog).to_contain_text("1,768")
    dialog.get_by_role("button", name="Save note").press("Enter")
    expect(dialog.get_by_role("status")).to_contain_text("First say")
    expect(dialog.get_by_role("radio").first).to_be_focused()
    fill(dialog)
    with page.expect_download() as saved:
        dialog.get_by_role("button", name="Save note").press("Enter")
    expect(dialog.get_by_role("status")).to_contain_text("atlas-note-btc-pipeline-length.txt")
    assert saved.value.suggested_filename == "atlas-note-btc-pipeline-length.txt"
    (note,) = read_note_file("note.txt", Path(saved.value.path()).read_bytes()).notes
    assert note == expected(catalog, note)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", note.day)

    href = dialog.get_by_role("link", name="Mail note").get_attribute("href") or ""
    assert read_notes(parse_qs(urlsplit(href).query)["body"][0]).notes == (note,)
    dialog.get_by_text("Read the note").click()
    assert read_notes(dialog.locator("pre").inner_text()).notes == (note,)
    dialog.get_by_role("button", name="Copy note").press("Enter")
    copied = dialog.locator(".atlas-report-first")
    expect(copied).to_have_attribute("data-link", re.compile("ATLASNOTE"))
    assert read_notes(copied.get_attribute("data-link") or "").notes == (note,)

    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(the_mark(page)).to_be_focused()


def test_the_dialog_is_accessible_and_fits_the_screen(page: Page) -> None:
    """What was written is still there when it is opened again."""
    dialog = ask(page)
    fill(dialog)
    assert violations(page) == set()
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    box, size = dialog.bounding_box(), page.viewport_size
    assert box
    assert size
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= size["height"]
    dialog.get_by_role("button", name="Close").press("Enter")
    expect(the_mark(page)).to_be_focused()
    expect(ask(page).get_by_label("In your words")).to_have_value(OWN)


def test_a_number_of_several_values_asks_which(browser: Browser, address: str) -> None:
    """A relation is no value: its number leads to the values that the same lines bear out."""
    page = browser.new_page()
    page.goto(f"{address}/?open=five-nation-road")
    expect(page.locator(".atlas-print-foot")).to_be_attached(timeout=TIMEOUT_MS)
    expect_drawn(page)
    mark = page.locator(".atlas-dossier .atlas-cite:not([data-among])").first
    mark.evaluate("""mark => {
        for (let fold = mark.closest("details"); fold; fold = fold.parentElement.closest("details"))
            fold.open = true; }""")
    note = page.locator(f'[data-note="{mark.get_attribute("data-cite")}"]').first
    claims = [each.get_attribute("data-claim") for each in note.locator("[data-claim]").all()]
    assert len(claims) > 1
    mark.press("Enter")
    page.get_by_role("button", name="Something wrong?").press("Enter")
    dialog = page.get_by_role("dialog", name="Something wrong?")
    which = dialog.get_by_label("Which value?")
    expect(which.locator("option")).to_have_count(len(claims) + 1)
    fill(dialog)
    dialog.get_by_role("button", name="Copy note").press("Enter")
    expect(which).to_be_focused()
    which.select_option(index=2)
    (found,) = read_notes(dialog.locator("pre").text_content() or "").notes
    assert found.claim == claims[1]
    page.close()


def test_each_number_of_each_page_names_its_claims(browser: Browser, address: str,
                                                   catalog: Catalog) -> None:
    """Behind a value stands a number whose note holds that claim, on every page that cites."""
    names = {claim.full_name for claim in catalog.claims}
    page = browser.new_page()
    for path, where in (("/time", "article"), ("/what-happened", ".happened-what"),
                        ("/compare?with=tanap&with=south-caucasus-pipeline&with=btc-pipeline",
                         ".atlas-compare-value"), ("/data", ".atlas-questions li li")):
        page.goto(address + path)
        expect(page.locator(".atlas-print-foot")).to_be_attached(timeout=TIMEOUT_MS)
        expect(page.locator(f"{where} .atlas-cite").first).to_be_attached(timeout=TIMEOUT_MS)
        unnamed = page.locator(f"{where} .atlas-cite").evaluate_all("""(marks) => marks.map(
            (mark) => [mark, mark.closest("article, .pack-stage")?.querySelector(
                `[data-note="${mark.dataset.cite}"]`) || document.querySelector(
                `[data-note="${mark.dataset.cite}"]`)]).map(([mark, note]) =>
            note?.querySelectorAll("[data-claim]")[Number(mark.dataset.among ?? -1)]
                ?.dataset.claim || "")""")
        assert unnamed, path
        assert set(unnamed) <= names, path
    page.close()


def test_the_card_of_a_questioned_value_says_so(browser: Browser, folder: Path, catalog: Catalog
                                                ) -> None:
    take_in(folder, note_on(length(catalog), catalog), catalog.claims, catalog.release, TODAY)
    with serving(folder, CORRIDOR_ATLAS_NOTES_TO="atlas@example.org") as address:
        page = browser.new_page()
        page.goto(f"{address}/?open=btc-pipeline")
        expect(page.locator(".atlas-print-foot")).to_be_attached(timeout=TIMEOUT_MS)
        expect_drawn(page)
        dialog = ask(page)
        href = dialog.get_by_role("link", name="Mail note").get_attribute("href") or ""
        assert urlsplit(href).path == "atlas@example.org"
        page.keyboard.press("Escape")
        the_mark(page).press("Enter")
        expect(page.locator(".atlas-cite-card")).to_contain_text(SAYS[1:])
        assert WORDS not in page.content()
        page.close()


def test_the_dialog_has_the_words_of_the_house(page: Page) -> None:
    dialog, words = ask(page), note_document("")["words"]
    for name in ("ask", "about", "problem", "words", "link", "preview", "copy", "mail", "save",
                 "close"):
        expect(dialog).to_contain_text(words[name])
