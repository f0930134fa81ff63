"""Pages on paper: nothing overlaps, nothing is cut, and every row is there."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from geo.catalog.catalog import Catalog
from tests.pages.atlas_page import TIMEOUT_MS, expect_drawn, open_atlas

A4_PX = {False: (794, 1123), True: (1123, 794)}
MARGIN_PX = 45
"""The margin of `@page` in geo/web/shared/page.css, 12 mm, in CSS pixels."""

OVERLAPS = """() => {
    const parts = ['.atlas-head', '[data-testid="stCustomComponentV1"]', '.atlas-dossier',
        '.atlas-table', '.atlas-print-foot', '.present-head', '.present-foot', '.atlas-compare',
        '.time-stages', '.whatif-answer', '.atlas-matrix'];
    const boxes = parts.flatMap((part) => [...document.querySelectorAll(part)].map((node) =>
        [part, node.getBoundingClientRect()])).filter(([, box]) => box.width && box.height);
    const over = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
        && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1;
    return boxes.flatMap(([name, box], i) => boxes.slice(i + 1)
        .filter(([, other]) => over(box, other)).map(([other]) => name + " over " + other));
}"""
CUT = """() => [...document.querySelectorAll('main *, [data-testid="stMain"] *')].filter((node) => {
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    if (!box.width || !box.height || style.clipPath !== 'none') return false;
    const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    return (hides && (node.scrollHeight > node.clientHeight + 1
        || node.scrollWidth > node.clientWidth + 1) && node.tagName !== 'IFRAME' && node.innerText)
        || (box.right > innerWidth + 1 && node.innerText);
}).map((node) => node.tagName + '.' + node.className)"""
SHOWN_CONTROLS = """() => [...document.querySelectorAll('button, input, select, nav')]
    .filter((node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        && node.getBoundingClientRect().width > 1 && !node.closest('.atlas-table'))
    .map((node) => node.outerHTML.slice(0, 120))"""

LABELS = """() => [...document.querySelectorAll('.atlas-label')].filter((node) => {
    const box = node.getBoundingClientRect();
    return node.innerText && box.left >= 0 && box.top >= 0 && box.right <= innerWidth
        && box.bottom <= innerHeight && node.checkVisibility({ visibilityProperty: true });
}).map((node) => node.innerText)"""
"""The names that the map shows whole."""

PAGES = (
    ("/", ".atlas-table[data-route-ids]"),
    ("/time", ".time-stages"), ("/?open=btc-pipeline", ".atlas-dossier[data-route-id]"),
    ("/what-if?if-from=CN&if-to=TR", ".whatif-answer"), ("/briefings", ".briefing-card"),
    ("/present?briefing=southern-gas-corridor", ".present-foot"),
    ("/compare?with=tap&with=tanap", ".atlas-compare"), ("/data", ".atlas-matrix"))
"""Every page, in the order of one walk, and what stands there alone."""


def test_printed_pages_overlap_nothing_and_cut_nothing(browser: Browser, address: str,
                                                       catalog: Catalog) -> None:
    """Each is stood up on the screen, then printed upright and across."""
    atlas = open_atlas(browser, address)
    page = atlas.page
    for path, awaited in PAGES:
        if path != "/":
            atlas.go(path)
        expect(page.locator(awaited).first, path).to_be_visible(timeout=TIMEOUT_MS)
        expect(page.locator(".atlas-print-foot"), path).to_be_attached(timeout=TIMEOUT_MS)
        expect_drawn(page)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        for across in (False, True):
            wide, high = A4_PX[across]
            page.set_viewport_size({"width": wide - 2 * MARGIN_PX, "height": high - 2 * MARGIN_PX})
            for fault in (OVERLAPS, CUT, SHOWN_CONTROLS):
                assert page.evaluate(fault) == [], (path, across)
        foot = page.locator(".atlas-print-foot")
        expect(foot, path).to_contain_text(f"release {catalog.release}")
        expect(foot, path).to_contain_text("CC BY")
        assert foot.get_attribute("data-address") == page.url
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1400, "height": 900})
    page.close()


@pytest.mark.parametrize("across", [False, True])
def test_the_table_is_printed_to_its_last_row_with_its_head_on_every_page(
        browser: Browser, address: str, catalog: Catalog, *, across: bool) -> None:
    atlas = open_atlas(browser, f"{address}/?open=btc-pipeline")
    atlas.expect_ids(catalog.ids)
    atlas.expect_dossier("btc-pipeline")
    page = atlas.page
    labels: list[str] = atlas.map_frame.evaluate(LABELS)
    assert len(labels) > 5
    read = PdfReader(io.BytesIO(page.pdf(format="A4", landscape=across, print_background=True)))
    texts = [" ".join(sheet.extract_text().split()) for sheet in read.pages]
    whole = " ".join(texts).replace(" ", "")
    for entry in catalog.entries:
        assert entry.route.name.replace(" ", "") in whole, entry.route_id
    assert [label for label in labels if label.replace(" ", "").lower()
            not in texts[0].replace(" ", "").lower()] == []
    rows = next(i for i, text in enumerate(texts) if "routes shown. Figures" in text)
    foot = next(i for i, text in enumerate(texts) if "Printed from" in text)
    assert foot > rows + 1
    for text in texts[rows:foot]:
        assert "Throughput" in text or "Capacity" in text
    page.close()
