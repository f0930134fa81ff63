"""Series in files: every point with its sources, unlike things apart, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PdfReader

from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError
from geo.export.chart.altair_chart import altair_chart
from geo.export.chart.chart_layout import lay_chart
from geo.export.chart.plot import plot, tick_numbers
from geo.export.registry import FORMATS, export
from geo.presentation.citations import Citations
from geo.presentation.dossier import dossier
from geo.presentation.extract import Extract
from geo.presentation.series_table import NO_SERIES
from geo.presentation.shown_series import ShownSeries, subject_series
from geo.query.view import View
from tests.samples.volumes import SUBJECT, TOLD, volume, with_volumes

CHARTS = ("png", "svg", "pdf", "pptx")
HOLDING = tuple(name for name, entry in FORMATS.items() if "series" in entry.whats)


@pytest.fixture(scope="module")
def told(catalog: Catalog) -> Catalog:
    return with_volumes(catalog)


@pytest.fixture(scope="module")
def extract(told: Catalog, land: dict[str, Any]) -> Extract:
    return Extract(told, View(opened=SUBJECT), land)


@pytest.fixture(scope="module")
def series(told: Catalog) -> tuple[ShownSeries, ...]:
    return subject_series(told, SUBJECT, Citations(told.sources))


def bare(words: str) -> str:
    return re.sub(r"\s+", "", words)


def svg_text(data: bytes) -> str:
    root = ET.fromstring(data)  # noqa: S314 - our own file
    return bare("".join(node.text or "" for node in root.iter()
                        if node.tag.endswith("}text") and node.get("aria-hidden") is None))


def pdf_text(data: bytes) -> str:
    return bare("".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def deck_text(data: bytes) -> str:
    slides = Presentation(io.BytesIO(data)).slides
    return bare("".join(shape.text_frame.text for slide in slides for shape in slide.shapes
                        if shape.has_text_frame))


READ: Mapping[str, Callable[[bytes], str]] = {"svg": svg_text, "pdf": pdf_text, "pptx": deck_text}


@pytest.mark.parametrize("name", HOLDING)
def test_the_same_view_gives_the_same_bytes(extract: Extract, name: str) -> None:
    assert export(extract, "series", name) == export(extract, "series", name)


@pytest.mark.parametrize("name", READ)
def test_every_point_stands_in_the_file_with_its_sources(
        extract: Extract, series: tuple[ShownSeries, ...], name: str) -> None:
    text = READ[name](export(extract, "series", name))
    for each in series:
        assert bare(each.title) in text
        for point in each.points:
            assert bare(point.period) in text
            assert bare(point.short if name == "svg" else point.said) in text or all(
                bare(piece.text) in text for piece in point.values)
            for number in (n for piece in point.values for n in piece.citations):
                assert f"[{number}]" in text
    for letter in "abc":
        assert f"https://source-{letter}.example/" in text


def test_the_table_has_a_row_for_each_claim_of_each_point(extract: Extract) -> None:
    text = export(extract, "series", "csv-raw").decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    wanted = [claim for claim in TOLD if claim.period[:4].isdigit() and claim.period != "2020/2025"]
    assert sorted(row["printed"] for row in rows) == sorted(claim.printed for claim in wanted)
    apart = [row for row in rows if row["extent"] == "part of a year"]
    assert [(row["period"], row["joined"]) for row in apart] == [("2024-01/2024-08", "no")]
    assert {row["value"] for row in rows if row["disputed"] == "yes"} == {"11.4", "11", "12.9"}
    assert {row["value"] for row in rows if row["leads"] == "no"} == {"11"}
    assert {row["kind"] for row in rows if row["joined"] == "yes"} == {"result"}
    assert {row["drawn"] for row in rows if row["unit"] == "Mt"} == {"no"}
    assert all(row["citation"] and row["source_id"] and row["release"] for row in rows)


def test_the_json_holds_the_same_records(extract: Extract) -> None:
    text = export(extract, "series", "csv-raw").decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    records = json.loads(export(extract, "series", "json"))["series"]
    assert [(each["series_id"], each["period"], float(each["value"]), each["printed"])
            for each in records] == [
        (row["series_id"], row["period"], float(row["value"]), row["printed"]) for row in rows]


def test_slides_have_native_charts_with_the_numbers_behind_them(
        extract: Extract, series: tuple[ShownSeries, ...]) -> None:
    deck = Presentation(io.BytesIO(export(extract, "series", "pptx")))
    charts = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == len(series)
    for shape, each in zip(charts, series, strict=True):
        assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == each.description  # noqa: SLF001
        numbers = {number for drawn in shape.chart.plots[0].series for number in drawn.values}
        wanted = {number for point in each.points if not point.is_apart
                  for number in (point.low, point.high)}
        assert numbers == wanted
        for slide in deck.slides:
            ids = [node.get("id") for node in slide.shapes.element.iter()
                   if node.tag.endswith("}cNvPr")]
            assert len(ids) == len(set(ids))


def test_a_route_brings_its_charts_into_its_slides_and_its_pages(
        told: Catalog, land: dict[str, Any], series: tuple[ShownSeries, ...]) -> None:
    extract = Extract(told.keeping(1 << told.ids.index(SUBJECT)), View(opened=SUBJECT), land)
    deck = Presentation(io.BytesIO(export(extract, "routes", "pptx")))
    assert sum(shape.has_chart for slide in deck.slides for shape in slide.shapes) == len(series)
    text = pdf_text(export(extract, "dossier", "pdf"))
    for point in (point for each in series for point in each.points):
        assert all(bare(piece.text) in text for piece in point.values)


def test_parts_of_a_year_alone_are_bars_that_nothing_joins(catalog: Catalog) -> None:
    parts = (volume("7.02", "2024-01/2024-09"), volume("6.72", "2025-01/2025-09"))
    told = with_volumes(catalog, parts)
    only, = subject_series(told, SUBJECT, Citations(told.sources))
    assert (only.lines, plot(only).ticks) == ((), ())
    deck = Presentation(io.BytesIO(export(Extract(told, View(opened=SUBJECT)), "series", "pptx")))
    chart, = (shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    assert list(chart.plots[0].series[0].values) == [7.02, 6.72]
    assert lay_chart(only, 400).height < 120


@pytest.mark.parametrize("name", CHARTS)
def test_without_a_series_there_is_a_sentence_and_no_empty_chart(catalog: Catalog, name: str
                                                                  ) -> None:
    none = Extract(with_volumes(catalog, (volume("1", "2024"),)), View())
    with pytest.raises(AtlasError, match=re.escape(NO_SERIES)):
        export(none, "series", name)


def test_a_chart_asks_nobody_and_says_more_than_colour(series: tuple[ShownSeries, ...]) -> None:
    whole = series[0]
    spec = altair_chart(whole).to_dict()
    text = json.dumps({key: value for key, value in spec.items() if key != "$schema"})
    assert "http" not in text
    assert '"url"' not in text
    points = [layer for layer in spec["layer"] if layer["mark"]["type"] in ("point", "bar")]
    looks = {(layer["mark"].get("shape"), layer["mark"]["type"],
              bool(layer["mark"].get("strokeDash"))) for layer in points}
    assert len(looks) == len(points), "two kinds of point look alike without colour"
    labels = {value["label"] for layer in spec["layer"] if layer["mark"]["type"] == "text"
              for value in layer["data"]["values"]}
    assert labels >= {point.short for point in whole.points}
    for layer in points:
        assert {each["field"] for each in layer["encoding"]["tooltip"]} == {
            "period", "value", "remark", "who"}


def test_no_drawn_line_falls_to_a_part_of_a_year(series: tuple[ShownSeries, ...]) -> None:
    for each in series:
        drawn = plot(each)
        parts = {mark.x for mark in drawn.apart}
        assert not parts & {x for line in drawn.lines for x, _ in line}
        assert {mark.point for mark in (*drawn.marks, *drawn.apart)} == set(each.points)
        for line in drawn.lines:
            assert all(after > before for (before, _), (after, _) in pairwise(line))


def test_parts_of_a_year_in_a_row_do_not_meet(catalog: Catalog) -> None:
    claims = [volume(f"{month}", f"2024-0{month}/2025-0{month - 1}") for month in range(2, 8)]
    claims += [volume("3", "2024-01/2024-06"), volume("4", "2024-01/2024-09"), volume("1", "2023")]
    told = with_volumes(catalog, claims)
    only, = subject_series(told, SUBJECT, Citations(told.sources))
    drawn = plot(only)
    for row in range(drawn.rows):
        marks = [mark for mark in drawn.apart if mark.row == row]
        assert all(after.begins > before.ends for before, after in pairwise(marks))


@pytest.mark.parametrize("most", [0.0009, 0.228811, 4.484, 31.135, 545_297, 1_000_000])
def test_the_ticks_reach_from_zero_over_the_top(most: float) -> None:
    ticks = tick_numbers(most)
    steps = [after - before for before, after in pairwise(ticks)]
    assert ticks[0] == 0
    assert ticks[-1] >= most > ticks[-2]
    assert len(ticks) <= 7
    assert max(steps) == pytest.approx(min(steps))


def test_the_dossier_numbers_each_point_once_for_all(told: Catalog) -> None:
    whole = dossier(told, SUBJECT)
    listed = {each.number for each in whole.citations}
    for point in (point for each in whole.series for point in each.points):
        numbers = [number for piece in point.values for number in piece.citations]
        assert numbers
        assert set(numbers) <= listed
