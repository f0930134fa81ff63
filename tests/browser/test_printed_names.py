"""Every printed name through the search box."""

from __future__ import annotations

from playwright.sync_api import expect

from geo.catalog.catalog import Catalog
from tests.files.printed_names import forms, printed_names
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage

_PASTE_EACH = """async (pairs) => {
    const box = document.querySelector(".atlas-finder input");
    const list = document.querySelector("#atlas-finder-list");
    const { port1, port2 } = new MessageChannel();
    const turn = () => new Promise((done) => { port1.onmessage = done; port2.postMessage(0); });
    const missed = [];
    for (const [id, typed] of pairs) {
        list.replaceChildren();
        box.value = typed;
        box.dispatchEvent(new Event("input"));
        while (!list.children.length) await turn();
        const found = [...list.children].map((row) => row.dataset.id);
        if (!found.includes(id)) missed.push(typed);
    }
    box.value = "";
    box.dispatchEvent(new Event("input"));
    return missed;
}"""


def test_every_printed_name_pasted_into_the_box_finds_what_it_names(atlas: AtlasPage,
                                                                    catalog: Catalog) -> None:
    pairs = [(subject, form) for subject, name in printed_names(catalog) for form in forms(name)]
    assert len(pairs) > 2000
    expect(atlas.page.locator(".atlas-finder input")).to_be_visible(timeout=TIMEOUT_MS)
    assert atlas.page.evaluate(_PASTE_EACH, pairs) == []


def test_the_first_row_is_what_a_pasted_name_names(atlas: AtlasPage, catalog: Catalog) -> None:
    box, rows = atlas.page.locator(".atlas-finder input"), atlas.page.locator(".atlas-finder li")
    for subject, name in (("tripp", "Զանգեզուրի միջանցք"), ("tripp", "Zəngəzur dəhlizi")):
        assert (subject, name) in printed_names(catalog)
        box.fill("")
        box.focus()
        atlas.page.keyboard.insert_text(name)
        expect(rows.first).to_have_attribute("data-id", subject, timeout=TIMEOUT_MS)
    box.fill("")
