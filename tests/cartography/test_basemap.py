"""The basemap made ready once: the same in every frame, and not made anew for each."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from geo.cartography import lettering
from geo.cartography.basemap import Basemap
from geo.cartography.layout import frame_of, lay_out
from geo.cartography.lettering import measure
from geo.cartography.projection import Frame
from geo.catalog.catalog import Catalog
from geo.data.basemap_document import BasemapDocument
from geo.export.registry import export
from geo.presentation.extract import Extract
from tests.files.plates import HIGH, VIEWS, WIDE


def _halves(frame: Frame) -> tuple[Frame, Frame]:
    """The left and the right half of a frame."""
    west, east = (replace(frame, width=frame.width / 2, lon=frame.place(x, 0)[1])
                  for x in (frame.width / 4, frame.width * 3 / 4))
    return west, east


@pytest.mark.parametrize("kind", ["land", "countries", "lakes", "rivers", "borders", "disputed"])
@pytest.mark.parametrize("name", ["whole atlas", "opened", "camera"])
def test_what_lies_in_a_frame_lies_in_its_halves(
        catalog: Catalog, land: dict[str, Any], name: str, kind: str) -> None:
    ground = Basemap(land)
    frame = frame_of(Extract(catalog, VIEWS[name], land), WIDE, HIGH)

    def amount(part: Frame) -> float:
        found = getattr(ground, kind).cut(part)
        return float(sum(shape.area or shape.length for shape in found))

    assert amount(frame) == pytest.approx(sum(map(amount, _halves(frame))), rel=1e-6)


def test_a_basemap_is_made_ready_once_for_a_whole_deck(
        catalog: Catalog, land: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Mapping[str, Any]] = []

    def make(document: Mapping[str, Any]) -> Basemap:
        made.append(dict(document))
        return Basemap(document)

    monkeypatch.setattr("geo.cartography.basemap.Basemap", make)
    extract = Extract(catalog, VIEWS["gas"], BasemapDocument(land))
    export(extract, "routes", "pptx")
    lay_out(replace(extract, view=VIEWS["corridor"]), WIDE, HIGH)
    assert made == [land]
    lay_out(replace(extract, land=BasemapDocument()), WIDE, HIGH)
    assert made == [land, {}], "another basemap is not drawn with the first one's land"


def test_a_bare_plate_says_the_same_without_land_and_names(
        catalog: Catalog, land: dict[str, Any]) -> None:
    extract = Extract(catalog, VIEWS["corridor"], land)
    whole, bare = (lay_out(extract, WIDE, HIGH, bare=bare) for bare in (False, True))
    assert bare == replace(whole, under=(), labels=(), dots=())
    assert whole.under
    assert whole.labels


def test_many_may_measure_text_at_once() -> None:
    """Files are made by several threads, and a font's file can be read by one at a time."""
    characters = [chr(code) for code in (*range(0x20, 0x7f), *range(0xa0, 0x500))]
    alone = [measure(character, 10) for character in characters]
    gate = threading.Barrier(6)

    def measured(_: int) -> list[float]:
        gate.wait()
        return [measure(character, 10) for character in characters]

    for _ in range(20):
        lettering._advance.cache_clear()  # noqa: SLF001 - what is kept hides the reading
        with ThreadPoolExecutor(6) as pool:
            assert list(pool.map(measured, range(6))) == [alone] * 6
