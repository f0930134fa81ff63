"""Every printed name through the search box, and one folding in Python, the page and the pack."""

from __future__ import annotations

import json
import random
import unicodedata

from playwright.sync_api import Browser, expect

from geo.catalog.catalog import Catalog
from geo.data.folding import fold_runs, folded
from geo.web.scripts import assets
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
        const found = [...list.children].slice(0, -1).map((row) => row.dataset.id);
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


def test_python_and_the_browser_fold_every_text_alike(browser: Browser, catalog: Catalog) -> None:
    chance = random.Random(20)  # noqa: S311 - a seed, not a secret
    known = [chr(code) for code in range(0x30000)
             if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    texts = [*(form for _, name in printed_names(catalog) for form in forms(name)),
             *("".join(chance.choices(known, k=12)) for _ in range(8000)),
             *("".join(chance.choices(known[:3000], k=12)) for _ in range(8000)),
             *("".join(known[at:at + 16]) for at in range(0, len(known), 16))]
    page = browser.new_page()
    page.add_script_tag(content=assets()["shared/folding.js"])
    found = page.evaluate(
        "([runs, texts]) => { const fold = AtlasFolding.make(JSON.parse(runs)); "
        "return texts.map((text) => fold(text).join(' ')); }", [json.dumps(fold_runs()), texts])
    page.close()
    assert [pair for pair in zip(texts, found, strict=True) if folded(pair[0]) != pair[1]] == []
