"""What comes with an order is read with suspicion: its shape, its size, its file's size."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.server.orders import MAX_SENT, Order, State, opened
from geo.briefing.briefing import Briefing
from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError
from geo.data.json_scan import too_much
from geo.export.pptx.deck_size import MAX_POINTS, MAX_ROUTES
from geo.export.registry import FORMATS, export
from geo.overlay.limits import MAX_BYTES
from geo.overlay.read_overlay import read_overlay, with_overlay
from geo.presentation.extract import Extract
from geo.query.view import View
from tests.samples.overlays import GOOD, LINE, collection, feature

JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


def order(name: str = "csv", sent: bytes = b"", *items: tuple[str, str]) -> Order:
    return Order("routes", name, items, (), sent)


def depth_of(value: Any) -> int:  # noqa: ANN401 - JSON is anything
    if not isinstance(value, dict | list):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth_of, inner), default=0)


def count_of(value: Any) -> int:  # noqa: ANN401
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(count_of, inner))


@given(value=JSON)
def test_no_text_has_more_than_was_counted_before_it_is_parsed(value: object) -> None:
    text = json.dumps(value).encode()
    assert not too_much(text, 3 * count_of(value), depth_of(value))
    assert depth_of(value) == 0 or too_much(text, 10**6, depth_of(value) - 1)
    assert too_much(b"[" + b",".join([text] * 50) + b"]", 49, 10**6)


@pytest.mark.parametrize("text", [b'"' + b'\\"' * 500_000, b'"' * 500_000, b"\\" * 500_000, b'"\\'])
def test_strings_that_do_not_end_are_read_once(text: bytes) -> None:
    assert too_much(text, 10, 10) is (text == b'"' * 500_000)


@pytest.mark.parametrize("sent", [
    b'{"overlay": [1]}', b'{"overlay": {"name": "x"}}', b'{"overlay": {"name": 1, "text": ""}}',
    b'{"briefing": 1}', b'{"briefing": {}, "other": {"name": "x", "text": ""}}', b"{}", b"[]",
    b"null", b'{"other": 1}', b'{"overlay": {"name": "x", "text": "", "more": 1}}', b"not JSON",
    b"\xff", b'{"overlay": NaN}', b"[" * 100_000, b"[[],[" + b"[]," * 50_000])
def test_what_has_no_known_shape_is_refused(catalog: Catalog, sent: bytes) -> None:
    with pytest.raises(AtlasError, match=r"^What was sent along "):
        opened(order(sent=sent), State(catalog, {}, ()))


def test_what_has_a_known_shape_is_read(catalog: Catalog) -> None:
    state = State(catalog, {}, ())
    sent = json.dumps({"overlay": {"name": "mine.geojson", "text": GOOD.decode()}}).encode()
    assert opened(order(sent=sent), state).atlas.overlays
    sent = json.dumps({"briefing": asdict(Briefing("mine", "Mine"))}).encode()
    briefing = opened(Order("briefing", "pptx", (), (), sent), state).briefing
    assert briefing
    assert briefing.title == "Mine"
    both = {"overlay": {"name": "mine.geojson", "text": GOOD.decode()},
            "briefing": asdict(Briefing("mine", "Mine"))}
    extract = opened(Order("routes", "html", (), (), json.dumps(both).encode()), state)
    assert extract.atlas.overlays
    assert extract.briefing == Briefing("mine", "Mine")


def test_the_largest_overlay_fits_however_it_is_escaped() -> None:
    assert len(json.dumps({"overlay": {"name": "x" * 200, "text": '"' * MAX_BYTES}})) < MAX_SENT


def overlaid(catalog: Catalog, lines: int, points: int) -> Catalog:
    line = [[45 + 20 * i / points, 38 + i % 2] for i in range(points)]
    return with_overlay(catalog, read_overlay(
        collection(*(feature(line) for _ in range(lines))), "mine.geojson").entries)


@pytest.mark.parametrize(("lines", "points"), [(MAX_ROUTES, 2), (100, 490)])
def test_a_deck_that_would_be_too_large_is_refused_before_it_is_begun(
        catalog: Catalog, lines: int, points: int) -> None:
    def no_progress(_done: int, _of: int) -> None:
        pytest.fail("a slide was drawn")

    extract = Extract(overlaid(catalog, lines, points), View(), progress=no_progress)
    with pytest.raises(AtlasError, match=r"Show fewer by a filter.* choose another format"):
        export(extract, "routes", "pptx")


def test_twice_the_shipped_points_and_a_reserve_of_routes_make_a_deck(catalog: Catalog) -> None:
    check = FORMATS["pptx"].check
    check(Extract(overlaid(catalog, MAX_ROUTES - len(catalog.entries), 80), View()), "routes")
    assert 1.4 * len(catalog.entries) <= MAX_ROUTES
    assert MAX_POINTS > 0


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "pptx"])
def test_other_formats_take_what_a_deck_does_not(catalog: Catalog, name: str) -> None:
    what = next(iter(FORMATS[name].whats))
    FORMATS[name].check(Extract(overlaid(catalog, MAX_ROUTES, 2), View()), what)


def test_an_order_that_is_too_large_is_refused_when_it_is_read(catalog: Catalog) -> None:
    lines = collection(*(feature(LINE) for _ in range(MAX_ROUTES + 1)))
    sent = json.dumps({"overlay": {"name": "x.geojson", "text": lines.decode()}}).encode()
    state = State(catalog, {}, ())
    with pytest.raises(AtlasError, match="Slides are made of at most"):
        opened(order("pptx", sent), state)
    assert opened(order("pptx", sent, ("mode", "rail")), state)
