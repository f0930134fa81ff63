"""What the tests of the browser's code compare with: answers of Python on the shipped data."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from geo.cartography.beds import side_by_side
from geo.cartography.colours import MODE_COLOURS, colour_of, colouring
from geo.cartography.shapes import MAP_PALETTE
from geo.cartography.symbols import BASIS_STYLES, STATUS_STROKES
from geo.cartography.web_map import map_document
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.search_index import finder_document
from geo.catalog.selection import STAGE_WORDS, select_view, within
from geo.catalog.stages import STAGES, state_in_year
from geo.data.basemap_document import BasemapDocument
from geo.data.folding import fold_runs, folded
from geo.export.browser.routes_document import routes_document
from geo.export.html.swatch import swatch
from geo.export.pack.pack import document
from geo.presentation.extract import Extract
from geo.presentation.route_table import cell, own_cells
from geo.presentation.tables.row_order import in_order
from geo.query.filter import SECTIONS, Filter
from geo.query.link_repair import browser_rules, repaired
from geo.query.view import COLOURINGS, SORTS, View, link_items
from tests.files.printed_names import forms, printed_names
from tests.pages.linked_views import MANGLERS, link_of
from tests.samples.selections import views
from tests.samples.table_cells import claim_cells

FILTERS, COUNTED, SOURCED = 10_000, 400, 1000
"""Filters drawn, how many of them are counted, and how many choose sources."""

LISTED = 8
"""Choices of sources by which every row of the table is made."""

_SEARCHED = ("Baku", "Баку", "ირანი", "kars tren", "qwzx", "a", "Ж", "new silk", "--", "Zəngəzur")


def _drawn(catalog: Catalog, chance: random.Random, sources: list[tuple[str, ...]]) -> View:
    """A view of a filter drawn by chance: up to four sections, a search, a year."""
    wanted = Filter()
    for section in chance.sample([name for name in SECTIONS if name != "sources"],
                                 chance.choice((0, 1, 1, 2, 2, 3, 4))):
        words = sorted(catalog.known_words[section])
        wanted = wanted.choosing(section, chance.sample(words, min(chance.randint(1, 6),
                                                                   len(words))))
    if sources:
        wanted = wanted.choosing("sources", chance.choice(sources))
    if chance.random() < 0.3:
        wanted = wanted.searching(chance.choice(_SEARCHED))
    return View(wanted, year=chance.choice((None, None, None, 1995, 2010, 2026, 2040)))


def _filters(catalog: Catalog) -> Iterator[dict[str, Any]]:
    """Filters as addresses, each with the routes it shows; some with the counts of all options."""
    chance = random.Random(14)  # noqa: S311 - a seed, not a secret
    known = sorted(catalog.known_words["sources"])
    choices = [tuple(chance.sample(known, chance.randint(1, 6))) for _ in range(20)]
    for number in range(FILTERS):
        view = _drawn(catalog, chance, choices if number < SOURCED else [])
        found: dict[str, Any] = {"query": urlencode(view.items(), safe="/"),
                                 "ids": select_view(catalog, view).ids}
        if number < COUNTED:
            # The counts of sources build a catalog for each source: some are enough.
            found["counts"] = {
                section: catalog.counts(section, view.wanted, within(view))
                for section in SECTIONS if section != "sources" or number % 20 == 0}
        yield found


def _texts(catalog: Catalog) -> list[str]:
    """Every printed name in many forms, and characters of all planes by chance."""
    chance = random.Random(20)  # noqa: S311 - a seed, not a secret
    known = [chr(code) for code in range(0x30000)
             if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    return [*(form for _, name in printed_names(catalog) for form in forms(name)),
            *("".join(chance.choices(known, k=12)) for _ in range(8000)),
            *("".join(chance.choices(known[:3000], k=12)) for _ in range(8000)),
            *("".join(known[at:at + 16]) for at in range(0, len(known), 16))]


def _links(catalog: Catalog) -> list[list[list[list[str]]]]:
    """Pairs of links that were mangled twice, and as they are put right."""
    chance = random.Random(7)  # noqa: S311 - a seed, not a secret
    links = [MANGLERS[last](MANGLERS[first](link_of(view))) for view in views(catalog)
             for last in MANGLERS for first in chance.sample(sorted(MANGLERS), 4)]
    given = [[["x", link], *([name, text] for name, text in link_items(link)),
              ["search", f" {link[:40]}%2B)"]] for link in links]
    return [[pairs, [list(pair) for pair in repaired((name, text) for name, text in pairs)]]
            for pairs in given]


def _beds(catalog: Catalog) -> list[dict[str, Any]]:
    """The featured lines at two scales, in pixels, and where Python puts them beside each other."""
    cases = []
    for scale, box in ((6.0, (0.0, 0.0, 2160.0, 1080.0)),
                       (60.0, (13200.0, 2700.0, 14400.0, 3300.0))):
        lines = [([(scale * (lon + 180), scale * (90 - lat)) for lon, lat, *_ in part.coords], lane)
                 for lane, entry in enumerate(catalog.entries) if entry.route.role == "featured"
                 for part in getattr(entry.alignment.line, "geoms", (entry.alignment.line,))]
        placed = side_by_side(lines, box)
        assert any(made is not line for made, (line, _) in zip(placed, lines, strict=True))
        cases.append({"box": box, "lines": [[flat_pairs(line), lane] for line, lane in lines],
                      "placed": [flat_pairs(line) for line in placed]})
    return cases


def flat_pairs(line: Iterable[tuple[float, float]]) -> list[float]:
    """Points as x and y in turn."""
    return [value for point in line for value in point]


def _row(catalog: Catalog, entry: RouteEntry, year: int | None, by: str) -> dict[str, Any]:
    """A row of the table, put together in Python."""
    cells = {**own_cells(entry), **claim_cells(catalog, entry)}
    if year:
        stage = state_in_year(entry, year).stage
        cells["year"] = cell(STAGE_WORDS[stage], STAGES.index(stage), missing=stage == "undated")
    cells["mode"]["swatch"] = swatch(colour_of(catalog, entry, by), STATUS_STROKES[entry.status],
                                     entry.alignment.basis)
    return {"id": entry.route_id, "name": entry.route.name, "role": entry.route.role,
            "cells": cells}


def _listed(catalog: Catalog) -> Iterator[dict[str, Any]]:
    """The rows of the table by all sources, and by some of them: of the routes they speak of."""
    chance = random.Random(31)  # noqa: S311 - a seed, not a secret
    known = sorted(catalog.known_words["sources"])
    choices = [(), *(tuple(chance.sample(known, 60)) for _ in range(LISTED))]
    for sources in choices:
        told = catalog.told_by(frozenset(sources))
        for year in (None, 2030):
            by = chance.choice(list(COLOURINGS))
            heard = [entry for entry in told.entries if entry.claims or not sources]
            yield {"sources": sources, "year": str(year or ""), "by": by,
                   "rows": [_row(told, entry, year, by) for entry in heard]}


def facts(catalog: Catalog, land: BasemapDocument) -> dict[str, Any]:
    """All of it, as JSON."""
    layers, texts = map_document(catalog), _texts(catalog)
    pack = document(Extract(catalog, View(), {}), ())
    return {
        "fold": {"runs": fold_runs(), "texts": texts, "folded": [folded(text) for text in texts]},
        "links": {"rules": browser_rules(), "cases": _links(catalog)},
        "symbols": {
            "looks": {name: layers[name] for name in ("colours", "corridors", "strokes", "builds")},
            "palette": dict(MAP_PALETTE),
            "cases": [[colour, status, basis, swatch(colour, stroke, basis)]
                      for colour in MODE_COLOURS.values()
                      for status, stroke in STATUS_STROKES.items() for basis in BASIS_STYLES]},
        "strands": [[route, by, list(colouring(catalog, by).strands(entry.route, entry.status))]
                    for entry, route in zip(catalog.entries, layers["routes"], strict=True)
                    for by in COLOURINGS],
        "beds": _beds(catalog),
        "pack": pack, "finder": finder_document(catalog, land["seas"]),
        "packFinder": {"fold": pack["fold"], "items": pack["findable"],
                       "routes": [route["names"] for route in pack["routes"]]},
        "filters": list(_filters(catalog)), "listed": list(_listed(catalog)),
        "facts": routes_document(catalog),
        "orders": {sort: [entry.route_id for entry in in_order(catalog, sort, 2030)]
                   for sort in ("", *SORTS)},
    }
