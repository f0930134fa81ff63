"""The offline pack in Chromium: it draws and filters as the atlas does, with no network."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from geo.catalog.catalog import Catalog
from geo.catalog.selection import select_view
from geo.presentation.extract import Extract
from geo.query.filter import SECTIONS, Filter
from geo.query.view import View
from tests.files.packs import pack
from tests.pages.inspected import inspecting
from tests.pages.pack_page import ROUTE, SCENES, PackPage, open_pack


def random_view(catalog: Catalog, seed: int) -> View:
    """A filter of one to three words in sections and years taken by chance."""
    chance = random.Random(seed)  # noqa: S311 - a seed, not a secret
    wanted = Filter()
    for section in chance.sample(SECTIONS, chance.randint(1, 3)):
        words = sorted(catalog.known_words[section])
        wanted = wanted.choosing(section, chance.sample(words, min(len(words), 2)))
    if seed % 3 == 0:
        wanted = wanted.searching(chance.choice(["Baku", "Баку", "ირანი", "kars tren", "qwzx"]))
    return View(wanted, year=chance.choice([None, None, 1995, 2010, 2026, 2040]))


def test_it_draws_every_route_with_no_network(atlas: PackPage, extract: Extract) -> None:
    atlas.expect_ids(extract.shown.ids)
    inked = atlas.page.evaluate("""() => [...document.querySelectorAll('#map canvas')].map(
        (one) => one.getContext('2d').getImageData(0, 0, one.width, one.height).data
            .some((value) => value > 0))""")
    assert any(inked)
    assert atlas.page.evaluate(inspecting("@lines.points(new Set(['btc-pipeline'])).length")) > 10
    assert atlas.asked == []
    assert atlas.errors == []


@pytest.mark.parametrize("seed", range(24))
def test_the_filter_is_the_atlas_s_own(atlas: PackPage, catalog: Catalog, seed: int) -> None:
    view = random_view(catalog, seed)
    atlas.follow(urlencode(view.items(), safe="/"))
    atlas.expect_ids(select_view(catalog, view).ids)
    if view.year is None:
        counts = atlas.page.evaluate("""() => Object.fromEntries(
            [...document.querySelectorAll('#sections input')].map((box) => [
                box.name + '=' + box.value,
                Number(box.parentElement.querySelector('.atlas-option-count').textContent)]))""")
        for section, option in (("modes", "mode"), ("statuses", "status"), ("sources", "source"),
                                ("countries", "country"), ("sponsors", "sponsor")):
            for word, count in catalog.counts(section, view.wanted).items():
                assert counts[f"{option}={word}"] == count, (option, word)


def test_ticking_adds_within_a_section_and_narrows_across(atlas: PackPage, catalog: Catalog
                                                          ) -> None:
    atlas.option("mode", "oil").check()
    atlas.option("mode", "gas").check()
    both = Filter(modes=frozenset({"oil", "gas"}))
    atlas.expect_ids(catalog.select(both).ids)
    expect(atlas.page.locator("#applied")).to_have_text("Mode: Oil pipeline or Gas pipeline")
    atlas.option("status", "operating").check()
    atlas.expect_ids(catalog.select(both.choosing("statuses", {"operating"})).ids)
    atlas.option("mode", "gas").press("Enter")
    atlas.expect_ids(catalog.select(Filter(modes=frozenset({"gas"}),
                                           statuses=frozenset({"operating"}))).ids)
    atlas.page.locator("#filter-reset").click()
    atlas.expect_ids(catalog.ids)
    atlas.page.go_back()
    atlas.expect_ids(catalog.select(Filter(modes=frozenset({"gas"}),
                                           statuses=frozenset({"operating"}))).ids)


def test_a_search_that_finds_nothing_says_so(atlas: PackPage) -> None:
    atlas.page.locator("#search").fill("ЖЖЖ")
    atlas.expect_ids(())
    expect(atlas.page.locator("#none")).to_contain_text("Nothing here is called “ЖЖЖ”")
    atlas.page.locator("#search").fill("")


def test_a_search_with_a_wrong_letter_offers_what_was_meant(atlas: PackPage, catalog: Catalog
                                                            ) -> None:
    atlas.page.locator("#search").fill("Nakchivan")
    atlas.expect_ids(())
    near = atlas.page.locator("#none").get_by_role("button")
    near.filter(has_text="Nakhchivan (Region of Azerbaijan)").click()
    region = frozenset({"nakhchivan-autonomous-republic"})
    atlas.expect_ids(catalog.select(Filter(regions=region)).ids)
    atlas.page.locator("#filter-reset").click()
    atlas.page.locator("#search").fill("Nakchivan")
    near.filter(has_text="Nakhchivan (Railway station").click()
    atlas.expect_open("nakhchivan")
    atlas.expect_ids(catalog.ids)
    atlas.page.locator("#search").fill("Турция")
    atlas.page.locator("#none").get_by_role("button", name="Türkiye", exact=True).click()
    atlas.expect_ids(catalog.select(Filter(countries=frozenset({"TR"}))).ids)
    atlas.page.locator("#filter-reset").click()


def test_other_filters_that_leave_nothing_of_a_search_can_be_left_out(
        atlas: PackPage, catalog: Catalog) -> None:
    atlas.follow("country=IT&search=Baku&year=2026")
    atlas.expect_ids(())
    found = catalog.select(Filter(text="Baku")).ids
    expect(atlas.page.locator("#none")).to_contain_text(f"“Baku” leaves {len(found)} routes")
    atlas.page.locator("#none").get_by_role("button", name="Search alone").click()
    atlas.expect_ids(found)
    atlas.page.locator("#filter-reset").click()


def test_a_hidden_route_says_so_and_unknown_words_are_named(atlas: PackPage) -> None:
    atlas.follow(f"mode=road&open={ROUTE}&mode=balloon&open=nothing")
    atlas.expect_open(ROUTE)
    expect(atlas.page.locator("#dossier")).to_contain_text("leave this route off the map")
    expect(atlas.page.locator("#notice")).to_have_text(
        "Part of the address is not known here and was ignored: mode=balloon, open=nothing. "
        "The rest applies.")


def test_only_the_extract_is_in_it(browser: Browser, extract: Extract, tmp_path: Path) -> None:
    view = View(Filter(modes=frozenset({"gas"})), opened="tanap")
    small = tmp_path / "gas.html"
    small.write_bytes(pack(replace(extract, view=view), [SCENES]))
    opened = open_pack(browser, small)
    opened.expect_ids(extract.atlas.select(view.wanted).ids)
    opened.expect_open("tanap")
    opened.follow("briefing=tour&scene=1")
    opened.expect_ids(())
    expect(opened.page.locator("#stage-missing")).to_contain_text("are not in this file")
    assert opened.asked == []
    assert opened.errors == []
    opened.page.context.close()
