"""Many views, every format: each file read back holds the routes of the table on screen."""

from __future__ import annotations

import json
import random
import re
import struct
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser

from geo.catalog.catalog import Catalog
from geo.claims.wording import value_words
from geo.export.itinerary_table import FULL_ROUTES
from geo.export.registry import FORMATS, export
from geo.presentation.data_tables import route_table
from geo.presentation.extract import Extract
from geo.presentation.tables.row_order import listed
from geo.query.filter import SECTIONS, Filter
from geo.query.view import Camera, View
from geo.web.scripts import assets
from tests.conftest import shipped_land
from tests.files import decks, printed, readers

SEEDS = 30
SLOW = {"svg": 8, "html": 8, "gpkg": 12, "pptx": 6, "png": 2}
"""So many views of what takes long to make: of a PNG only the size is read back."""
OF_ROUTES = tuple(name for name, entry in FORMATS.items() if "routes" in entry.whats)
"""The formats that hold routes."""
MOST = 5
"""Most views are of few routes: a slide for each of all routes takes its time."""


@cache
def view_of(catalog_words: tuple[tuple[str, tuple[str, ...]], ...], seed: int) -> View:
    chance = random.Random(seed)  # noqa: S311 - a seed, not a secret
    wanted = Filter()
    for section, words in chance.sample(catalog_words, chance.choice((2, 2, 3))):
        wanted = wanted.choosing(section, chance.sample(words, min(4, len(words))))
    return View(wanted, "", chance.choice(("un", "de-facto")), chance.choice((None, None, 2030)),
                chance.choice((None, Camera(5.5, 39.0, 48.0))))


def extract_of(catalog: Catalog, seed: int) -> Extract:
    """A view of at most MOST routes; every tenth is of many."""
    words = tuple((section, tuple(sorted(catalog.known_words[section]))) for section in SECTIONS)
    for attempt in range(1000):
        made = Extract(catalog, view_of(words, 1000 * seed + attempt), shipped_land(),
                       assets=assets())
        if 0 < len(made.shown.entries) <= (20 if seed % 10 == 0 else MOST):
            return made
    raise AssertionError("no view of few routes was found")


def from_svg(data: bytes) -> set[str]:
    found = etree.fromstring(data).xpath("//*[starts-with(@id, 'route-')]/@id")
    return {str(name).removeprefix("route-") for name in found}


def from_html(data: bytes) -> list[str]:
    scripts = re.findall(r'<script type="application/json" id="([^"]+)">(.*?)</script>',
                         data.decode(), re.DOTALL)
    document = next(json.loads(text) for name, text in scripts if "layers" in name)
    return [route["id"] for route in document["routes"]]


def from_csv(data: bytes) -> list[str]:
    return [row["route_id"] for row in readers.table(data.removeprefix(BOM_UTF8))]


def from_json(data: bytes) -> list[str]:
    return [row["route_id"] for row in json.loads(data)["routes"]]


def from_pdf(data: bytes, catalog: Catalog) -> list[str]:
    text = printed.said(data)
    found = {entry.route_id: text.find(printed.bare(f"{entry.route.name}{entry.route_id}"))
             for entry in catalog.entries}
    return sorted((name for name, at in found.items() if at >= 0), key=lambda name: found[name])


IDS: Mapping[str, Callable[[bytes], Iterable[str]]] = {
    "csv": from_csv, "csv-raw": from_csv, "html": from_html, "json": from_json}


@pytest.mark.parametrize("name", OF_ROUTES)
def test_views_hold_the_routes_of_the_table(catalog: Catalog, name: str,
                                                   tmp_path: Path) -> None:
    for seed in range(SLOW.get(name, SEEDS)):
        extract = extract_of(catalog, seed)
        what = FULL_ROUTES if name in ("csv", "xlsx") else "routes"
        data = export(extract, what, name)
        ids = list(extract.shown.ids)
        if name in IDS:
            assert list(IDS[name](data)) == ids
        elif name in readers.READERS:
            rows = sorted(readers.read(name, data, tmp_path), key=lambda row: str(row["route_id"]))
            assert [row["route_id"] for row in rows] == ids
            for row, told in zip(route_table(extract.shown).rows, rows, strict=True):
                assert all(readers.same(name, column, cell, told.get(column))
                           for column, cell in row.items())
        elif name == "pdf":
            assert from_pdf(data, catalog) == [entry.route_id for entry in listed(extract)]
            assert lacking(extract, printed.said(data), printed.bare) == []
        elif name == "pptx":
            slides = decks.deck(data).slides
            assert decks.drawn_ids(slides) <= set(ids)
            titles = [decks.title(slide) for slide in slides]
            assert {entry.route.name for entry in extract.shown.entries} <= set(titles)
            text = "\n".join(map(decks.words, slides))
            assert lacking(extract, text, str) == []
        elif name == "svg":
            assert from_svg(data) <= set(ids)
            said = " ".join(etree.fromstring(data).itertext())
            left_out = [catalog.name_of(route_id) for route_id in set(ids) - from_svg(data)]
            named = [title for title in left_out if title in said]
            counted = re.search(r"and (\d+) more routes", said)
            assert len(named) + (int(counted.group(1)) if counted else 0) == len(left_out)
        else:
            assert name == "png"
            assert struct.unpack(">II", data[16:24]) == (2666, 1500)


def lacking(extract: Extract, text: str, as_written: Callable[[str], str]) -> list[str]:
    """The headline lengths and capacities of what is shown that a text does not hold."""
    claims = [claim for entry in extract.shown.entries for attribute in ("length", "capacity")
             if (claim := entry.headline(attribute))]
    plain = as_written(text).replace("\N{NO-BREAK SPACE}", " ")
    return [value_words(claim) for claim in claims
            if as_written(value_words(claim)).replace("\N{NO-BREAK SPACE}", " ") not in plain]


@pytest.mark.parametrize("name", OF_ROUTES)
def test_the_same_view_gives_the_same_bytes(catalog: Catalog, name: str) -> None:
    one, other = (export(extract_of(catalog, 7), "routes", name) for _ in range(2))
    assert one == other


def test_the_pack_of_a_view_opens_without_a_network(browser: Browser, catalog: Catalog,
                                                    tmp_path: Path) -> None:
    """From file://, with every request but the file's own refused."""
    context = browser.new_context(offline=True)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    for seed in (1, 2, 5):
        extract = extract_of(catalog, seed)
        path = tmp_path / f"{seed}.html"
        path.write_bytes(export(extract, "routes", "html"))
        asked.clear()
        page.goto(path.as_uri())
        drawn = page.locator("[data-route-ids]")
        wanted = " ".join(extract.shown.ids)
        for region in drawn.all():
            assert region.get_attribute("data-route-ids") == wanted
        assert [url for url in asked if url != path.as_uri()
                and not url.startswith(("data:", "blob:"))] == []
    context.close()
