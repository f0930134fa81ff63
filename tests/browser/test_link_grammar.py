"""Links in Chromium: a camera that is none is named and harms nothing; what is copied is copied."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from geo.cartography.web_map import basemap_document
from geo.catalog.catalog import Catalog
from geo.data.reader import read_folder
from geo.export.pack.pack import pack
from geo.presentation.extract import Extract
from geo.query.filter import Filter
from geo.query.view import View, read_camera
from geo.web.scripts import assets
from tests.conftest import DATA
from tests.pages.atlas_page import TIMEOUT_MS, open_atlas

LOOKS = "() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]"
DEAF = """() => {
    Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });
    Document.prototype.execCommand = () => false;
}"""
"""A browser that copies nothing: no secure page, and the old way refused."""


@pytest.fixture(scope="module")
def packed(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> str:
    land = basemap_document(read_folder(DATA))
    path: Path = tmp_path_factory.mktemp("pack") / "pack.html"
    path.write_bytes(pack(Extract(catalog, View(), land), (), assets()))
    return path.as_uri()


@pytest.mark.parametrize("bad", ["5/4.4.4/50", "1.2.3/40/50", "99/999/999"])
def test_a_camera_that_is_none_is_named_and_the_map_is_drawn(
        browser: Browser, address: str, catalog: Catalog, bad: str) -> None:
    atlas = open_atlas(browser, f"{address}/?at={bad}")
    atlas.expect_ids(catalog.ids)
    expect(atlas.page.locator(".st-key-notices")).to_contain_text(
        f"ignored: at={bad}.", timeout=TIMEOUT_MS)
    frame = next(frame for frame in atlas.page.frames if "st_folium" in frame.url)
    assert all(number == number for number in frame.evaluate(LOOKS))  # noqa: PLR0124 - not NaN
    copy = atlas.frame.locator(".atlas-copy[aria-live]")
    copy.click()
    expect(copy).to_have_attribute("data-link", re.compile(r"^[^?]*\?release=[-.\d]+$"))
    assert atlas.errors == []
    atlas.page.close()


def test_a_camera_is_where_the_link_says(browser: Browser, address: str, catalog: Catalog) -> None:
    atlas = open_atlas(browser, f"{address}/?at=6.5/40.25/50.5")
    atlas.expect_ids(catalog.ids)
    atlas.expect_camera(6.5, 40.25, 50.5, within=0.005)
    expect(atlas.page.get_by_text("ignored: at")).to_have_count(0)
    atlas.page.close()


def test_a_link_that_cannot_be_copied_is_shown(browser: Browser, address: str, catalog: Catalog,
                                               packed: str) -> None:
    atlas = open_atlas(browser, f"{address}/?mode=gas&at=5/40/50")
    atlas.expect_ids(catalog.select(Filter(modes=frozenset({"gas"}))).ids)
    for frame in atlas.page.frames:
        frame.evaluate(DEAF)
    button, field = (atlas.frame.locator(each)
                     for each in (".atlas-copy[aria-live]", ".atlas-copy-link"))
    button.click()
    expect(field).to_be_focused()
    assert "mode=gas" in field.input_value()
    assert "at=5/40" in field.input_value()
    expect(button).to_have_text("Copy it by hand")
    atlas.page.close()
    page = browser.new_page()
    page.goto(f"{packed}#mode=gas")
    page.evaluate(DEAF)
    page.locator("#copy").click()
    expect(page.locator(".atlas-copy-link")).to_be_focused()
    assert page.locator(".atlas-copy-link").input_value().endswith("#mode=gas")
    page.close()


def test_the_pack_has_the_same_grammar_of_cameras(browser: Browser, packed: str) -> None:
    page = browser.new_page()
    for text in ("5/4.4.4/50", "99/999/999", "6/86/50", "19/40/50", "6/40/361", "here"):
        page.goto("about:blank")
        page.goto(f"{packed}#at={text}")
        expect(page.locator("#notice")).to_contain_text(f"at={text}")
        assert read_camera(text) is None
    page.goto("about:blank")
    page.goto(f"{packed}#at=6.5/40/-50.25")
    expect(page.locator("#notice")).to_be_hidden()
    page.close()


def test_the_pack_puts_a_mangled_link_right(browser: Browser, packed: str,
                                            catalog: Catalog) -> None:
    wanted = Filter(modes=frozenset({"gas"}), statuses=frozenset({"operating"}))
    page = browser.new_page()
    for text in ("mode=gas&amp;status=operating", "MODE=gas&status=operating).",
                 "mode%3Dgas%26status%3Doperating&utm_source=x", "mode=gas%26amp;status=operating"):
        page.goto("about:blank")
        page.goto(f"{packed}#{text}")
        expect(page.locator("#map")).to_have_attribute(
            "data-route-ids", " ".join(catalog.select(wanted).ids))
        expect(page.locator("#notice")).to_be_hidden()
    page.close()
