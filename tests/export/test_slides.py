"""Slides of a few routes: what each says, how its map is made, and texts that mean harm."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from geo.briefing.briefing import (
    Briefing,
    Scene,
    cite_of,
    claim_index,
    pieces,
    read_briefings,
    view_text,
)
from geo.briefing.map_names import scene_names
from geo.cartography.lettering import font_file
from geo.cartography.shapes import LaidStroke
from geo.catalog.catalog import Catalog
from geo.catalog.series import drawn_series
from geo.claims.wording import lines_words, value_words
from geo.data.reader import read_folder
from geo.export.pptx import slides as slides_module
from geo.export.pptx.drawingml import Box, Pen
from geo.export.pptx.slide_text import LEAST, Run, clean, cut, height_of, line_count, one_line
from geo.export.pptx.slides import scene_slides, slides
from geo.export.registry import export
from geo.presentation.extract import ATTRIBUTION, Extract, StoppedError
from geo.query.filter import Filter
from geo.query.view import Camera, View
from tests.conftest import DATA, TODAY
from tests.files.decks import deck, faults, font_faults, route_ids, shapes, title, words
from tests.samples.selections import stop

HOSTILE = ("A{{7*7}}B & <a:t>]]>", '<img src=x onerror="run()">', "\u202eabc", "`$\\'\"", "=1+1",
           "bell\x07 null\x00 \ufffe \ud800", "two\nlines\tand\rmore", "Бакы ბაქო باکو 巴库")


@pytest.fixture(scope="module")
def pipes(catalog: Catalog, land: dict[str, Any]) -> Extract:
    return Extract(catalog, View(Filter(modes=frozenset({"oil"}))), land)


def named(extract: Extract, name: str) -> Extract:
    """The same extract whose first oil pipeline has another name."""
    entries = tuple(replace(entry, route=replace(entry.route, name=name))
                    if entry.route.mode == "oil" else entry for entry in extract.atlas.entries)
    return Extract(replace(extract.atlas, entries=entries), extract.view, extract.land)


def test_no_slide_but_the_one_that_is_drawn_is_held_as_shapes(
        pipes: Extract, monkeypatch: pytest.MonkeyPatch) -> None:
    decks, counts = list[Deck](), list[int]()

    def kept() -> Deck:
        decks.append(Presentation())
        return decks[0]

    def count(_done: int, _of: int) -> None:
        counts.append(sum(len(slide.shapes.element) for slide in decks[0].slides))

    monkeypatch.setattr(slides_module, "Presentation", kept)

    slides(replace(pipes, progress=count), "routes")
    assert len(counts) > 2
    assert set(counts) == {0}


def test_every_slide_says_release_day_filters_and_licence(pipes: Extract) -> None:
    made = deck(slides(pipes, "routes"))
    for slide in made.slides:
        said = words(slide)
        for text in (pipes.release, "as of 21 November 2026", "Mode: Oil pipeline", ATTRIBUTION):
            assert text in said
        assert min(run.font.size.pt for shape in shapes(slide.shapes) if shape.has_text_frame
                   for para in shape.text_frame.paragraphs for run in para.runs) >= LEAST
    assert made.core_properties.modified.date() == TODAY
    assert made.core_properties.created.date() == TODAY


def test_the_map_is_made_of_named_groups_of_freeforms(pipes: Extract) -> None:
    overview = deck(slides(pipes, "routes")).slides[1]
    groups = {shape.name: shape for shape in overview.shapes if shape.shape_type == 6}
    assert {"Land", "Borders", "Routes", "Labels", "Legend", "Scale bar"} <= set(groups)
    assert {shape.shape_type for shape in groups["Land"].shapes} == {5}
    assert {route.name for route in groups["Routes"].shapes} == {
        f"Route: {entry.route.name}" for entry in pipes.shown.entries}
    assert route_ids(overview) == {*pipes.shown.ids} >= {"btc-pipeline"}
    assert all(not shape.text_frame.word_wrap for shape in groups["Labels"].shapes)


@pytest.mark.parametrize(("stroke", "dash", "cap"), [
    (LaidStroke("#332288", 3.6, (13, 5)), (361111, 138889), "flat"),
    (LaidStroke("#332288", 2.8, (1, 6), round_cap=True), (135714, 114286), "rnd")])
def test_dashes_are_those_of_the_screen(stroke: LaidStroke, dash: tuple[int, int], cap: str
                                        ) -> None:
    """Office counts a round cap as part of the dash; a screen adds it."""
    slide = Presentation().slides.add_slide(Presentation().slide_layouts[6])
    pen = Pen(slide)
    pen.put(pen.freeform("x", [((0, 0), (100.25, 50))], stroke))
    line = parse_xml(slide.shapes[-1].element.xml).find(".//{*}ln")
    stop = line.find("{*}custDash/{*}ds")
    assert (int(stop.get("d")), int(stop.get("sp"))) == dash
    assert line.get("cap") == cap
    assert int(line.get("w")) == round(stroke.width * 12700)


def test_the_same_extract_gives_the_same_bytes(pipes: Extract) -> None:
    again = Extract(pipes.atlas, pipes.view, pipes.land)
    data = slides(pipes, "routes")
    assert data == slides(again, "routes")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        assert names == sorted(names)
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in names if "thumbnail" in name or "printer" in name]


def test_an_empty_selection_says_so(catalog: Catalog, land: dict[str, Any]) -> None:
    nothing = Filter(modes=frozenset({"sea"}), countries=frozenset({"DE"}))
    data = slides(Extract(catalog, View(nothing), land), "routes")
    (slide,) = deck(data).slides
    assert title(slide) == "No route to show"
    assert "No route of this release answers the filters" in words(slide)
    assert "Mode: Sea" in words(slide)
    assert route_ids(slide) == set()
    assert faults(data) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_come_out_as_they_are(pipes: Extract, name: str) -> None:
    data = slides(named(pipes, name), "routes")
    slide = deck(data).slides[2]
    assert title(slide) == one_line(name)
    assert one_line(name) in words(slide).replace(title(slide), "", 1)
    spoken = slide.notes_slide.notes_text_frame.text
    assert clean(name).replace("\r", "\n") in spoken
    assert faults(data) == []


def test_only_what_xml_forbids_is_replaced() -> None:
    assert clean("a\x00\x1f\ud800\uffff\ufffeb") == "a\ufffd\ufffd\ufffd\ufffd\ufffdb"
    assert clean("\u202e\u200b\U0001f600 é") == "\u202e\u200b\U0001f600 é"


def test_endless_texts_stay_on_their_slides(pipes: Extract) -> None:
    entry = pipes.atlas.entry("btc-pipeline")
    assert entry
    long = "".join(f"word{i} " for i in range(900)) + "x" * 900
    claims = tuple(replace(claim, section=f"{i} {long}", scope="part", scope_words=long)
                  for i, claim in enumerate(entry.claims))
    rest = tuple(claim for claim in pipes.atlas.claims if claim.subject_id != entry.route_id)
    mad = replace(entry, claims=claims, route=replace(entry.route, name=long))
    atlas = replace(pipes.atlas, entries=(mad,), claims=(*rest, *claims))
    data = slides(Extract(atlas, View(), pipes.land), "routes")
    assert faults(data) == []
    said = "\n".join(map(words, deck(data).slides))
    for claim in {entry.headline("length"), entry.headline("completion")}:
        assert claim
        assert value_words(claim) in said
    assert "Continued on the next slide." in said


def test_a_scene_is_one_slide_with_its_words_and_notes(
        catalog: Catalog, land: dict[str, Any]) -> None:
    entry = catalog.entry("btc-pipeline")
    assert entry
    length, start = entry.headline("length"), entry.headline("start")
    assert length
    assert start
    view = view_text(View(opened="btc-pipeline", year=2030, camera=Camera(5, 40, 45)))
    index = claim_index(catalog.claims)
    written = Briefing("pipes", "Pipes", "", (
        Scene("The pipe", view, "It is long [2], and old [1].",
              (cite_of(start, index), cite_of(length, index)), "Ask about <cost> [2]."),
        Scene("The corridor", view_text(View(opened="middle-corridor"))),
        Scene("Unsaid", view)))
    extract = Extract(catalog, View(), land, briefing=written)
    data = export(extract, "briefing", "pptx")
    every = list(deck(data).slides)
    made = [slide for slide in every if "(continued)" not in title(slide)]
    cover, *made = made
    assert title(cover) == "Pipes"
    assert [title(slide) for slide in made[:3]] == ["The pipe", "The corridor", "Unsaid"]
    assert len(made) == 5
    said = words(made[0])
    assert "It is long[2], and old[1]." in said
    assert lines_words(length.lines) in "".join(
        words(slide) for slide in every if title(slide).startswith("The pipe"))
    assert "Year: 2030" in said
    notes = made[0].notes_slide.notes_text_frame.text
    assert notes.startswith("Ask about <cost> [2].")
    assert length.printed in notes
    assert "carries oil from" in words(made[2])
    assert faults(data) == []
    assert data == export(extract, "briefing", "pptx")


def test_a_briefing_needs_a_scene_and_a_format_its_words(pipes: Extract) -> None:
    with pytest.raises(ValueError, match="add a scene"):
        scene_slides([])
    with pytest.raises(KeyError):
        slides(pipes, "claims")


def test_progress_is_told_and_can_stop_the_work(pipes: Extract) -> None:
    told: list[tuple[int, int]] = []
    watched = replace(pipes, progress=lambda done, total: told.append((done, total)))
    slides(watched, "routes")
    charts = sum(len(drawn_series(pipes.shown, route_id)) for route_id in pipes.shown.ids)
    pages = len(pipes.shown.ids) + charts + 4
    assert told == [(done, pages) for done in range(1, pages + 1)]

    with pytest.raises(StoppedError):
        slides(replace(pipes, progress=stop), "routes")


def test_text_is_cut_to_its_room() -> None:
    para = (Run("word " * 400, 12),)
    assert line_count((Run("x" * 1000, 12),), 100) > 50
    short = cut(para, 200, 60)
    assert height_of((short,), 200) <= 60
    assert short[-1].text.endswith("…")
    assert cut((Run("short", 12),), 200, 60) == (Run("short", 12),)
    assert Box(0, 10, 5, 20).bottom == 30


@pytest.fixture(scope="module")
def shipped_decks(catalog: Catalog, land: dict[str, Any]) -> dict[str, tuple[Briefing, Any]]:
    """The slides of each briefing of the atlas, one for each of its scenes and more."""
    extract = Extract(catalog, View(), land)
    return {briefing.briefing_id: (briefing, deck(export(
        replace(extract, briefing=briefing), "briefing", "pptx")))
            for briefing in read_briefings(read_folder(DATA).briefings)}


def test_each_sentence_and_each_figure_on_a_scene_s_map_stands_on_its_slide(
        catalog: Catalog, shipped_decks: dict[str, tuple[Briefing, Any]]) -> None:
    """The names that a map writes with days stand on the slide, with room on the map or without."""
    compared = 0
    for briefing, made in shipped_decks.values():
        slides_of = {title(slide): "\n".join(words(slide).split("\n")) for slide in made.slides}
        for scene in briefing.scenes:
            said = one_line(" ".join(slides_of[scene.title].split()))
            for piece, _ in pieces(scene.sentence):
                assert " ".join(piece.split()).strip(" .,;:") in said, (scene.title, piece)
            for subject, days in scene_names(catalog, scene).items():
                if days:
                    compared += 1
                    assert re.search(rf"{re.escape(catalog.name_of(subject))}\D{{1,9}}{days}.days",
                                     slides_of[scene.title]), (scene.title, subject)
    assert compared


def test_no_text_of_a_briefing_s_slides_leaves_its_box_in_a_wider_font(
        shipped_decks: dict[str, tuple[Briefing, Any]]) -> None:
    """Where the machine has no Calibri: neither Arial, as wide as Helvetica, nor DejaVu does."""
    registerFont(TTFont("DejaVuSans", str(font_file())))
    registerFont(TTFont("DejaVuSans-Bold", str(font_file(bold=True))))
    assert [(wide, title(slide), fault) for wide in ("Helvetica", "DejaVuSans")
            for _, made in shipped_decks.values() for slide in made.slides
            for fault in font_faults(slide, wide, f"{wide}-Bold")] == []


def test_a_long_sentence_stands_whole_and_the_rows_go_on(catalog: Catalog, land: dict[str, Any]
                                                         ) -> None:
    """Rows have a next slide to go to, a sentence has not."""
    said = " ".join(f"word{i:03}" for i in range(100))
    scene = Scene("Long", view_text(View(opened="btc-pipeline")), said)
    here = Extract(catalog, View(), land, briefing=Briefing("long", "Long", "", (scene,)))
    made = deck(export(here, "briefing", "pptx"))
    assert said in " ".join(words(made.slides[1]).split())
    everything = "\n".join(map(words, made.slides))
    assert "4.6" in everything or "1,768" in everything
