"""Briefings: those that ship are borne out by the data; files are read strictly and as text."""

from __future__ import annotations

import json
import string
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.briefing.briefing import (
    MAX_BYTES,
    Briefing,
    BriefingError,
    Scene,
    cite_of,
    claim_index,
    held_numbers,
    marks_of,
    new_id,
    numbers,
    pieces,
    read_briefing,
    read_briefings,
    read_scene,
    renumber_marks,
    scene_selection,
    view_text,
    write_briefing,
)
from geo.briefing.map_names import said_aloud, scene_names
from geo.cartography.scene_frame import scene_bounds
from geo.cartography.scene_key import scene_key
from geo.catalog.catalog import Catalog
from geo.catalog.selection import select_view
from geo.checks.briefings import briefing_problems, problems
from geo.network.graph import build_network
from tests.conftest import DATA

FILES = {path.name: path.read_bytes() for path in sorted((DATA / "briefings").glob("*.json"))}
SHIPPED = read_briefings(FILES)
SCENES = [pytest.param(scene, id=f"{briefing.briefing_id}-{place}")
          for briefing in SHIPPED for place, scene in enumerate(briefing.scenes, 1)]
LENGTH = "tripp-syunik/length/responsible-statecraft-2025/13-13"
GOOD = Scene("Syunik", "corridor=tripp&open=tripp-syunik&at=8/39.0000/46.0000",
             "The stretch is given as 43 kilometres [1].", (LENGTH,), "Said on the day [1].")


def of(*scenes: Scene) -> Briefing:
    return Briefing("tried-out", "Tried out", "", scenes)


def said(catalog: Catalog, scene: Scene) -> str:
    return "\n".join(map(str, problems(of(scene), build_network(catalog))))


def test_three_briefings_ship_and_the_data_bears_them_out(catalog: Catalog) -> None:
    assert len(SHIPPED) == len(FILES) == 3
    assert briefing_problems(FILES, catalog) == []
    assert all(6 <= len(briefing.scenes) <= 9 for briefing in SHIPPED)


@pytest.mark.parametrize("scene", SCENES)
def test_a_shipped_scene_has_all_that_a_speaker_needs(catalog: Catalog, scene: Scene) -> None:
    view, ignored = read_scene(scene, catalog)
    assert not ignored
    assert view_text(view) == scene.view
    assert view.wanted.items()
    assert scene.notes
    assert {*marks_of(scene.sentence), *marks_of(scene.notes)} == set(
        range(1, len(scene.cites) + 1)), "each claim is marked somewhere"
    assert marks_of(scene.sentence), "the sentence says where it comes from"
    said_words = "".join(text for text, _ in pieces(scene.sentence))
    assert len(said_words) <= 200, "too long for two lines that are read from the back"
    assert len(scene.title) <= 40, "a title is one line"


@pytest.mark.parametrize("scene", SCENES)
def test_a_shipped_scene_draws_what_it_speaks_of_and_little_else(
        catalog: Catalog, scene: Scene) -> None:
    drawn, index = scene_selection(catalog, scene), claim_index(catalog.claims)
    spoken = {claim.subject_id for number in said_aloud(scene)
              for claim in index[scene.cites[number - 1]]}
    assert spoken & {*catalog.ids} <= {*drawn.ids}, "what the sentence speaks of is drawn"
    assert {*scene.routes} <= {*drawn.ids}
    assert read_scene(scene, catalog)[0].opened in {"", *drawn.ids}
    assert 1 <= len(drawn.entries) <= 7, "one story"
    assert len(scene_key(catalog, scene)) <= 7, "a key of what is drawn, in a line or two"


def test_a_scene_keeps_some_routes_of_its_view(catalog: Catalog) -> None:
    assert scene_selection(catalog, GOOD).ids == select_view(
        catalog, read_scene(GOOD, catalog)[0]).ids
    kept = replace(GOOD, routes=("tripp-syunik",))
    assert scene_selection(catalog, kept).ids == ("tripp-syunik",)
    assert said(catalog, kept) == ""
    west, south, east, north = scene_bounds(catalog, replace(kept, view="corridor=tripp"))
    assert 46 < west < east < 47
    assert 38.5 < south < north < 39.5


@pytest.mark.parametrize(("routes", "what"), [
    (("tripp-syunk",), "no route 'tripp-syunk'"),
    (("btc-pipeline",), "'btc-pipeline' is not among the routes of the view"),
    (("tripp-syunik", "tripp-syunik"), "is named twice"),
    (("horadiz-agbend-railway",), "'tripp-syunik' is open but not drawn"),
])
def test_routes_that_a_scene_cannot_keep_are_named(catalog: Catalog, routes: tuple[str, ...],
                                                   what: str) -> None:
    assert what in said(catalog, replace(GOOD, routes=routes))


def test_a_file_from_before_scenes_kept_routes_is_read() -> None:
    document = json.loads(write_briefing(of(GOOD)))
    assert document["scenes"][0].pop("routes") == []
    assert read_briefing(json.dumps(document).encode()) == of(GOOD)


def test_the_key_has_what_the_camera_sees(catalog: Catalog) -> None:
    far = replace(GOOD, view="corridor=tripp&at=9/10.0000/10.0000")
    assert scene_key(catalog, far) == ()
    near = scene_key(catalog, replace(GOOD, routes=("tripp-syunik",)))
    assert [entry.words for entry in near] == [
        "Multimodal, planned", "Schematic line", "TRIPP through Syunik"]


def test_a_region_that_is_spoken_of_is_named_unless_its_town_is(catalog: Catalog) -> None:
    spoken = scene_names(catalog, replace(GOOD, sentence="From Nakhchivan through Syunik [1]."))
    assert "syunik-province" in spoken
    assert "nakhchivan" in spoken
    assert "nakhchivan-autonomous-republic" not in spoken


def test_a_corridor_is_named_where_no_part_of_it_is_spoken_of(catalog: Catalog) -> None:
    whole = replace(GOOD, view="corridor=tripp", sentence="It is planned [1].",
                    cites=("tripp/status/air-center-2025/229-230",), notes="")
    assert "tripp" in scene_names(catalog, whole)
    assert "tripp" not in scene_names(catalog, replace(whole, view="open=tripp-syunik"))


def test_each_figure_of_a_sentence_is_held_by_a_claim_marked_in_that_sentence(
        catalog: Catalog) -> None:
    index = claim_index(catalog.claims)
    for briefing in SHIPPED:
        for scene in briefing.scenes:
            held = {number for mark in marks_of(scene.sentence)
                    for claim in index[scene.cites[mark - 1]] for number in held_numbers(claim)}
            year = read_scene(scene, catalog)[0].year
            bare = "".join(text for text, _ in pieces(scene.sentence))
            assert set(numbers(bare)) - held <= {year}, scene.title


def test_a_sound_scene_has_no_problem(catalog: Catalog) -> None:
    assert problems(of(GOOD), build_network(catalog)) == []


@pytest.mark.parametrize(("change", "where", "what"), [
    ({"sentence": "It is 44 kilometres long [1]."}, "scene 1 sentence", "figure 44"),
    ({"notes": "Some say 1,768 or 2.4."}, "scene 1 notes", "figure 1768"),
    ({"title": "In 9 years"}, "scene 1 title", "figure 9"),
    ({"title": " "}, "scene 1 title", "none yet"),
    ({"sentence": ""}, "scene 1 sentence", "none yet"),
    ({"sentence": "43 kilometres [2]."}, "scene 1 sentence", "[2] marks no claim"),
    ({"cites": (LENGTH, LENGTH)}, "scene 1 cites", "twice"),
    ({"cites": (LENGTH, LENGTH.replace("13-13", "13-14"))}, "scene 1 cites", "did you mean"),
    ({"view": "corridor=silk-road"}, "scene 1 view", "corridor=silk-road"),
    ({"view": "open=atlantis"}, "scene 1 view", "open=atlantis"),
    ({"view": "year=1066"}, "scene 1 view", "year=1066"),
    ({"view": "at=9/99/9"}, "scene 1 view", "at=9/99/9"),
    ({"view": "if-from=AZ&if-to=agbend"}, "scene 1 view", "are one place"),
    ({"view": "if-from=AZ&if-to=FR"}, "scene 1 view", "no goods route in France"),
    ({"view": "corridor=cpec&open=tripp-syunik"}, "scene 1 view", "the filters hide it"),
])
def test_what_the_data_does_not_bear_out_is_named(
        catalog: Catalog, change: dict[str, Any], where: str, what: str) -> None:
    told = said(catalog, replace(GOOD, **change))
    assert f"briefings/tried-out.json {where}: " in told
    assert what in told


def test_the_year_of_the_map_needs_no_claim(catalog: Catalog) -> None:
    scene = replace(GOOD, sentence="By 2031, 43 kilometres [1].")
    assert "2031" in said(catalog, scene)
    assert said(catalog, replace(scene, view=f"{scene.view}&year=2031")) == ""


def test_a_figure_of_the_summary_needs_a_claim_of_some_scene(catalog: Catalog) -> None:
    told = problems(replace(of(GOOD), summary="43 kilometres in 7 parts", title=""),
                    build_network(catalog))
    assert [(each.field, "figure 7" in each.message) for each in told] == [
        ("title", False), ("summary", True)]


def test_no_scene_is_a_problem(catalog: Catalog) -> None:
    assert [each.field for each in problems(of(), build_network(catalog))] == ["scenes"]


def test_every_claim_has_a_name_that_means_it(catalog: Catalog) -> None:
    index = claim_index(catalog.claims)
    for claim in catalog.claims:
        assert claim in index[cite_of(claim, index)]
        assert all(each.reference == claim.reference for each in index[cite_of(claim, index)])


def test_numbers_are_those_written_in_digits() -> None:
    assert numbers("From 1,768 to 2.4, 8\N{EN DASH}15 and 2026-03; not B2 or five") == [
        Decimal(number) for number in ("1768", "2.4", "8", "15", "2026", "3")]
    assert numbers("the 11th of 2,5") == [11, 2, 5]


def test_marks_follow_their_claims() -> None:
    assert renumber_marks("a [1], b [2][3].", ("x", "y", "z"), ("z", "x")) == "a [2], b[1]."
    assert renumber_marks("a [9].", ("x",), ("x", "y")) == "a [9]."
    assert list(pieces("a [1]b[2]")) == [("a ", 1), ("b", 2), ("", 0)]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
IDS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12)


@given(st.builds(Briefing, IDS, TEXT, TEXT, st.lists(
    st.builds(Scene, TEXT, TEXT, TEXT, st.lists(TEXT, max_size=3).map(tuple), TEXT),
    max_size=4).map(tuple)))
def test_what_is_written_is_read_again(briefing: Briefing) -> None:
    assert read_briefing(write_briefing(briefing)) == briefing
    assert read_briefing(b"\xef\xbb\xbf" + write_briefing(briefing)) == briefing


@given(st.binary(max_size=200) | TEXT.map(str.encode))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with pytest.raises(BriefingError, match=r"\S"):
        read_briefing(data)


def scene_with(**parts: object) -> bytes:
    document = json.loads(write_briefing(of(GOOD)))
    document["scenes"][0].update(parts)
    return json.dumps(document).encode()


def head_with(**parts: object) -> bytes:
    return json.dumps({**json.loads(write_briefing(of(GOOD))), **parts}).encode()


@pytest.mark.parametrize(("data", "said_so"), [
    (b" " * (MAX_BYTES + 1), "1,000,001 bytes"),
    (b"\xff\xfe{}", "not UTF-8"),
    (b"{", "cannot be read as JSON"),
    (b'{"title": NaN}', "NaN is not a number"),
    (b'{"title": "a", "title": "b"}', "stands twice"),
    (b"[" * 100_000, "nested too deeply"),
    (b"[]", "is not an object"),
    (b"{}", "'briefing_id' is missing"),
    (head_with(sumary="x"), "unknown part 'sumary'; did you mean 'summary'?"),
    (head_with(briefing_id="../up"), "not lower-case words"),
    (head_with(title=3), "'title' is not text"),
    (head_with(scenes={}), "'scenes' is not a list"),
    (head_with(scenes=[3]), "Scene 1 is not an object"),
    (head_with(scenes=[json.loads(scene_with())["scenes"][0]] * 61), "61 scenes"),
    (scene_with(colour="red"), "Scene 1: unknown part 'colour'"),
    (scene_with(cites=[3]), "Scene 1: 'cites' is not text"),
    (scene_with(sentence="x" * 901), "901 characters"),
    (scene_with(notes="a\x00b"), "control or broken character"),
    (scene_with(title="\ud800"), "control or broken character"),
])
def test_a_bad_file_is_refused_in_one_sentence_or_two(data: bytes, said_so: str) -> None:
    with pytest.raises(BriefingError) as caught:
        read_briefing(data)
    assert said_so in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_a_folder_names_what_it_cannot_use(catalog: Catalog) -> None:
    sound = write_briefing(of(GOOD))
    files = {"tried-out.json": sound, "other.json": sound, "broken.json": b"{",
             "loose.json": write_briefing(replace(of(GOOD), briefing_id="loose")) + b"\n"}
    told = [str(each) for each in briefing_problems(files, catalog)]
    assert [each.split(":")[0] for each in told] == [
        "briefings/broken.json", "briefings/loose.json", "briefings/other.json briefing_id"]
    assert [each.briefing_id for each in read_briefings(files)] == [
        "tried-out", "tried-out", "loose"]


def test_an_id_is_made_from_any_title() -> None:
    assert new_id("TRIPP & the Middle Corridor") == "tripp-the-middle-corridor"
    assert new_id("Азербайджан") == "azerbaydzhan"
    assert new_id("…") == "briefing"


@pytest.mark.parametrize(("words", "faults"), [
    ("It carries one million barrels a day [1].", 0),
    ("It carries one million barrels a day [2].", 1),
    ("It carries two million barrels a day [1].", 1),
    ("It has carried oil for five years [1].", 1),
    ("One report speaks of three pipelines [1].", 0),
])
def test_a_measure_in_words_is_held_by_the_claim_marked_after_it(
        catalog: Catalog, words: str, faults: int) -> None:
    index = claim_index(catalog.claims)
    daily, other = (next(cite_of(claim, index) for claim in catalog.claims if claim.subject_id
                         == "btc-pipeline" and claim.attribute == attribute and claim.unit == unit)
                    for attribute, unit in (("throughput", "bbl/day"), ("length", "km")))
    briefing = Briefing("words", "Words", scenes=(
        Scene("Oil", "mode=oil", words, (daily, other)),))
    found = [p for p in problems(briefing, build_network(catalog)) if "stands in words" in str(p)]
    assert len(found) == faults, found
