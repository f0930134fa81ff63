"""A new route: its line, the countries it crosses, and all that is said of it."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from shapely.geometry import LineString

from app.desk.accepting.draft_rows import DraftRow, feature_data
from app.desk.drawing.countries_crossed import countries_crossed, land_of
from app.desk.drawing.drawing_map import drawing_answer
from app.desk.drawing.place_search import (
    alias_answer,
    country_at,
    gazetteer_answer,
    near_points,
    place_answer,
    script_of,
)
from app.desk.drawing.route_sketch import (
    additions_of,
    id_of,
    known_places,
    line_parts,
    read_sketch,
)
from app.desk.drawing.route_words import StatedLength, length_words, stated_lengths
from app.desk.new_route import line_answer
from geo.catalog.catalog import RouteEntry
from geo.checks.geometry import feature_faults
from geo.data.errors import AtlasError
from geo.data.geodesy import distance_m
from geo.data.reader import GeometryFile
from geo.data.schema import TABLES
from geo.intake.candidate import Anchor, Candidate
from geo.intake.decision import Addition, Decision, Draft
from geo.intake.document import Document
from tests.conftest import shipped, shipped_land

ANYWHERE = {"name": "Invented for a test", "country": "AZ", "kind": "town", "origin": "reasoned: "
            "invented for a test"}


def answer(stops: list[dict[str, Any]], draft: Draft | None = None, **cells: str
           ) -> dict[str, Any]:
    """What the panel is told of a line through some stops."""
    sent = {"name": "Line invented for a test", "mode": "rail", **cells, "stops": stops}
    return line_answer(sent, shipped(), land_of(shipped_land()), draft)


def through(*place_ids: str) -> list[dict[str, Any]]:
    """Stops at places of the atlas."""
    return [{"place_id": place_id} for place_id in place_ids]


def words_of(told: dict[str, Any]) -> str:
    """All problems in one text."""
    return " / ".join(f"{each['table']} {each['column']}: {each['words']}"
                      for each in told["problems"])


def parts_of(entry: RouteEntry) -> list[list[tuple[float, float]]]:
    """The vertices of a line of the atlas."""
    line = entry.alignment.line
    lines = [line] if isinstance(line, LineString) else list(line.geoms)
    return [[(lon, lat) for lon, lat, *_ in part.coords] for part in lines]


def test_the_routes_of_the_atlas_cross_the_countries_that_are_curated() -> None:
    """The rule, held to what people have entered: the same order for nine of ten routes."""
    catalog, land = shipped(), land_of(shipped_land())
    same = among = 0
    for entry in catalog.entries:
        parts = parts_of(entry)
        vertices = [vertex for part in parts for vertex in part]
        curated = {number: place.country
                   for place_id in (entry.route.from_place, *entry.route.via_places,
                                    entry.route.to_place)
                   if (place := catalog.places[place_id]).country
                   for number, vertex in enumerate(vertices)
                   if distance_m(vertex, (place.lon, place.lat)) < 20}
        crossed = countries_crossed(parts, land, curated)
        same += crossed.countries == entry.route.countries
        among += set(crossed.countries) == set(entry.route.countries)
        assert len(set(entry.route.countries) - set(crossed.countries)) == 0, entry.route_id
    assert same >= 0.9 * len(catalog.entries)
    assert among >= 0.93 * len(catalog.entries)


def drawn_as(route_id: str) -> list[dict[str, Any]]:
    """Stops at the ends of a route of the atlas, and points as its line has them."""
    entry = shipped().entry(route_id)
    assert entry is not None
    points = [{"lon": lon, "lat": lat} for part in parts_of(entry) for lon, lat in part]
    return [{"place_id": entry.route.from_place}, *points[1:-1],
            {"place_id": entry.route.to_place}]


@pytest.mark.parametrize("route_id", ["ahmedbeyli-agbend-highway", "nakhchivan-railway"])
def test_a_line_along_the_araks_stays_on_its_bank(route_id: str) -> None:
    """A straight line beside a river border cuts its bends, and this is said; one along it not."""
    stops = drawn_as(route_id)
    assert answer(stops)["countries"] == ["AZ"]
    assert answer(through("julfa", "ordubad"))["countries"] == ["AZ", "IR", "AZ"]
    assert "tolerance 400 m" in words_of(answer([stops[0], {"lon": 46.3, "lat": 38.6}, stops[-1]],
                                                countries="AZ"))


@pytest.mark.parametrize(("ends", "countries"), [
    (("julfa", "nakhchivan"), ["AZ"]),
    (("julfa", "jolfa-iran"), ["AZ", "IR"]),
    (("meghri", "zangilan"), ["AM", "AZ"]),
    (("tbilisi", "gyumri", "kars"), ["GE", "AM", "TR"])])
def test_countries_come_in_order_of_travel(ends: tuple[str, ...], countries: list[str]) -> None:
    stops = [{"place": {**ANYWHERE, "name": "Zangilan", "lon": "46.65988", "lat": "39.08371"}}
             if place_id == "zangilan" else {"place_id": place_id} for place_id in ends]
    assert answer(stops)["countries"] == countries
    assert answer(stops[::-1])["countries"] == countries[::-1]


def test_entered_countries_are_compared_with_those_crossed() -> None:
    told = answer(through("tbilisi", "gyumri"), countries="GE;TR")
    assert "Not among the countries entered: Armenia." in told["remarks"]
    assert "Entered, but not crossed by the line: Türkiye." in told["remarks"]
    assert "tolerance" in words_of(answer([*through("tbilisi"), {"lon": 44.5, "lat": 40.9},
                                           *through("gyumri")], countries="GE"))
    told = answer(through("tbilisi", "gyumri"), countries="AM;GE")
    assert any(each.startswith("Entered in another order") for each in told["remarks"])


def test_a_good_line_is_what_the_data_folder_takes() -> None:
    """Ends stand exactly on the places, and the file has the form that `check` wants."""
    told = answer([*through("julfa"), {"lon": 45.5, "lat": 39.1}, *through("nakhchivan")],
                  countries="AZ")
    assert told["problems"] == []
    route, = told["additions"]
    assert list(route["row"]) == list(TABLES["routes"].column_names)
    stem = route["row"]["route_id"]
    assert feature_faults(GeometryFile("", stem, route["feature"])) == []
    coordinates = route["feature"]["geometry"]["coordinates"]
    places = shipped().places
    assert coordinates[0] == [places["julfa"].lon, places["julfa"].lat]
    assert coordinates[-1] == [places["nakhchivan"].lon, places["nakhchivan"].lat]
    length = sum(distance_m(a, b) for a, b in pairwise(coordinates)) / 1000
    assert told["drawn_km"] == pytest.approx(length, abs=0.1)


def test_a_line_keeps_the_form_of_its_file_when_a_journal_has_sorted_it() -> None:
    told = answer(through("julfa", "nakhchivan"), countries="AZ")
    route, = told["additions"]
    kept = json.loads(json.dumps(route["feature"], sort_keys=True))
    written = feature_data(DraftRow("a", "routes", route["row"], kept))
    assert feature_faults(GeometryFile("", told["route_id"], json.loads(written))) == []


def test_every_route_of_the_atlas_drawn_anew_is_said_to_be_there_already() -> None:
    for entry in shipped().entries[::15]:
        route = entry.route
        stops = through(route.from_place, *route.via_places, route.to_place)
        told = answer(stops, name="Another name", mode=route.mode,
                      countries=";".join(route.countries))
        assert any(f"({route.route_id}) has the same ends" in each for each in told["remarks"])
        told = answer(drawn_as(route.route_id), name=route.name, mode=route.mode)
        assert any(f"({route.route_id}), of the same mode, lies nowhere" in each
                   for each in told["remarks"])
        assert f"{route.name} ({route.route_id}) has the same name." in told["remarks"]


def test_a_route_elsewhere_is_like_none() -> None:
    told = answer(through("quetta", "julfa"), mode="digital")
    assert not any("has the same" in each or "of the same mode" in each
                   for each in told["remarks"])


def test_a_sea_route_over_land_and_a_railway_through_water_are_named() -> None:
    dry = answer(through("tbilisi", "ganja"), mode="sea")
    assert any("are drawn over land" in each for each in dry["remarks"])
    wet = answer(through("aktau-port", "alat-port"), mode="rail")
    assert any("are drawn over water" in each for each in wet["remarks"])
    for mode in ("sea", "oil", "gas", "power", "digital"):
        told = answer(drawn_as("aktau-alat-sea"), mode=mode)
        assert not any("are drawn over" in each for each in told["remarks"])
    ferry = answer(through("van-pier", "tatvan-pier"), mode="sea")
    assert not any("are drawn over" in each for each in ferry["remarks"])


def test_what_is_missing_is_named_and_nothing_is_added() -> None:
    for stops, cells, column in (
            ([], {}, "from_place"), (through("julfa"), {}, "to_place"),
            ([{"lon": 45.0, "lat": 39.5}, *through("nakhchivan")], {}, "from_place"),
            (through("julfa", "nakhchivan"), {"mode": ""}, "mode"),
            (through("julfa", "nakhchivan"), {"mode": "tram"}, "mode"),
            (through("julfa", "nakhchivan"), {"corridor_ids": "no-such"}, "corridor_ids"),
            (through("julfa", "nakhchivan"), {"route_id": "Not An Id"}, "route_id"),
            (through("julfa", "nakhchivan"), {"route_id": "btc-pipeline"}, "route_id"),
            (through("julfa", "nakhchivan"), {"basis": "traced"}, "basis_note"),
            (through("julfa", "nakhchivan"), {"countries": ""}, "countries"),
            (through("julfa", "nakhchivan"), {"name": ""}, "name")):
        told = answer(stops, None, **{"countries": "AZ", **cells})
        assert column in {each["column"] for each in told["problems"]}, (cells, told["problems"])
        assert told["additions"] == []


def test_a_new_place_is_added_once_before_the_route() -> None:
    new = {"place": {**ANYWHERE, "lon": "45.52", "lat": "39.12"}}
    told = answer([*through("julfa"), new, new, *through("nakhchivan")], countries="AZ")
    assert told["additions"] == []
    assert "is an id already" in words_of(told)
    told = answer([*through("julfa"), new, *through("nakhchivan")], countries="AZ")
    assert [each["table"] for each in told["additions"]] == ["places", "routes"]
    assert told["additions"][1]["row"]["via_places"] == "invented-for-a-test"
    assert told["additions"][0]["row"]["lon"] == "45.52000"


def test_a_place_without_its_reason_or_its_country_is_not_taken() -> None:
    for cells, column in (({"origin": ""}, "origin"), ({"country": ""}, "country"),
                          ({"kind": ""}, "kind"), ({"place_id": "baku"}, "place_id")):
        new = {"place": {**ANYWHERE, "lon": "45.52", "lat": "39.12", **cells}}
        told = answer([*through("julfa"), new], countries="AZ")
        assert column in {each["column"] for each in told["problems"]}
    elsewhere = {"place": {**ANYWHERE, "country": "FR", "lon": "45.52", "lat": "39.12"}}
    assert any("does not lie there" in each
               for each in answer([*through("julfa"), elsewhere])["remarks"])


def test_a_place_beside_one_of_the_atlas_is_remarked() -> None:
    place = shipped().places["nakhchivan"]
    beside = {"place": {**ANYWHERE, "lon": str(place.lon + 0.01), "lat": str(place.lat)}}
    assert any("(nakhchivan), which the atlas has" in each
               for each in answer([*through("julfa"), beside])["remarks"])


@pytest.mark.parametrize(("stated", "says"), [
    (StatedLength(1000, 1000, "12", is_of_route=True), "10 % shorter; a drawn line is normally"),
    (StatedLength(1500, 1500, "", is_of_route=True), "40 % shorter, which is more than"),
    (StatedLength(900, 900, "12", is_of_route=True), "the drawn line is as long"),
    (StatedLength(600, 600, "12", is_of_route=True), "50 % longer, which is more than"),
    (StatedLength(600, 1000, "12", is_of_route=True), "(line 12): the drawn line is 10 % shorter"),
    (StatedLength(600, 1000, "", is_of_route=True), "states 600 to 1,000 km: "),
    (StatedLength(0, 0, "12", is_of_route=True), "no length to compare with")])
def test_a_stated_length_stands_beside_the_drawn_one(stated: StatedLength, says: str) -> None:
    assert says in length_words(900.0, stated)


def candidate(number: str, subject: str, attribute: str = "length", unit: str = "km") -> Candidate:
    """A candidate with a number, as a document may state it."""
    return Candidate(f"c-{subject}-{number}", "test.txt", subject, attribute, number, "", unit,
                     ("exact",), "", "", "", "", number, Anchor(7, 7, 0, 4))


def test_lengths_of_the_draft_are_those_of_the_route_or_of_nobody() -> None:
    document = Document("test.txt", "txt", "", ("Invented for a test.",))
    candidates = (candidate("500", ""), candidate("310", "new-line"),
                  candidate("77", "btc-pipeline"), candidate("9", "new-line", "capacity", "t/a"),
                  candidate("400", "new-line"))
    decisions = {candidates[4].candidate_id: Decision(candidates[4].candidate_id, "reject"),
                 "own-1": Decision("own-1", "accept", {
                     "subject_id": "new-line", "attribute": "length", "value": "320",
                     "value_high": "330", "unit": "km", "scope": "", "lines": "9-9"})}
    draft = Draft("d", 1, document, candidates, {}, decisions)
    found = stated_lengths(draft, "new-line")
    assert [(each.low, each.high) for each in found] == [(310, 310), (320, 330), (500, 500)]
    told = answer(through("julfa", "nakhchivan"), draft, route_id="new-line", countries="AZ")
    assert len(told["lengths"]) == 3
    assert all("km" in each and "drawn line" in each for each in told["lengths"])


def test_a_length_beside_the_name_of_the_route_is_its_own() -> None:
    """Whatever subject the rules have proposed, the atlas not knowing the route yet."""
    said = replace(candidate("95", "btc-pipeline"), before="The new Julfa–Meghri railway is ")
    draft = Draft("d", 1, Document("test.txt", "txt", "", ()), (said,))
    assert stated_lengths(draft, "new") == ()
    found, = stated_lengths(draft, "new", "JULFA-MEGHRI railway")
    assert (found.low, found.is_of_route) == (95, True)


def test_what_the_draft_has_added_is_known_and_not_taken_twice() -> None:
    row = {**ANYWHERE, "place_id": "new-town", "lon": "45.52000", "lat": "39.12000"}
    draft = Draft("d", 1, Document("test.txt", "txt", "", ()), (), additions=(
        Addition("a", "places", row),
        Addition("b", "routes", {"route_id": "line-invented-for-a-test"})))
    told = answer(through("julfa", "new-town"), draft, countries="AZ")
    assert [each["table"] for each in told["additions"]] == ["routes"]
    assert told["route_id"] == "line-invented-for-a-test-2"
    told = answer([*through("julfa"), {"place": {**row, "lat": "39.2"}}], draft, countries="AZ")
    assert "is an id already" in words_of(told)


def test_a_place_of_the_draft_is_found_before_all_others() -> None:
    row = {**ANYWHERE, "place_id": "new-town", "lon": "45.52000", "lat": "39.12000"}
    drafted = (Addition("a", "places", row),)
    land = land_of(shipped_land())
    first, *_ = gazetteer_answer("invented for", "", shipped(), land, drafted)
    assert first["place_id"] == "new-town"
    assert first["row"] == row
    zangilan = Addition("b", "places", {**row, "name": "Zangilan", "origin": "GeoNames 146901"})
    found = gazetteer_answer("Zangilan", "", shipped(), land, (zangilan,))
    assert [each["origin"] for each in found].count("GeoNames 146901") == 1
    assert all(each["place_id"] != "new-town"
               for each in gazetteer_answer("Baku", "49,40", shipped(), land, drafted))


def test_countries_are_proposed_where_borders_and_gazetteer_agree() -> None:
    """Else the curator decides; a place near a border is to be checked."""
    land = land_of(shipped_land())
    for asked, country, said in (
            ("Zangilan", "AZ", ""), ("Simferopol", "", "Crimea: country to be decided"),
            ("Nurnberg", "DE", "")):
        first = gazetteer_answer(asked, "", shipped(), land)[0]
        assert first["country"] == first["row"]["country"] == country
        assert first["country_note"].startswith(said)
    bridge = shipped().places["agarak-norduz-bridge"]
    told = place_answer({"lon": bridge.lon, "lat": bridge.lat}, shipped(), land)
    assert "of the border with" in told["country_note"]
    assert "(agarak-norduz-bridge)" in told["warning"]
    assert [place_answer({"lon": lon, "lat": lat}, shipped(), land)["at_sea"]
            for lon, lat in ((51.0, 42.0), (46.75, 39.82))] == [True, False]
    assert country_at(51.0, 42.0, land) == (
        "", "in the sea, by the borders of the atlas: the country stays blank")
    assert country_at(46.75, 39.82, land)[0] == ""


@pytest.mark.parametrize(("name", "script"), [
    ("Нахичевань", "cyrillic"), ("Naxçıvan", "latin"), ("نخجوان", "arabic"),
    ("Նախիջևան", "armenian"), ("ნახიჩევანი", "georgian"), ("纳希切万", "han"), ("123", ""),
    ("नख़चिवान", "")])
def test_the_script_of_a_name_is_seen_from_its_letters(name: str, script: str) -> None:
    assert script_of(name) == script


def test_an_alias_is_new_and_of_one_subject() -> None:
    catalog = shipped()
    alias = next(each for each in catalog.aliases if each.id in catalog.places)
    assert alias_answer(alias.id, alias.alias, catalog)["problems"] == [
        f"{catalog.name_of(alias.id)} has this name already."]
    assert alias_answer("", "Name", catalog)["problems"]
    assert alias_answer("baku", " ", catalog)["problems"]
    assert alias_answer("baku", "Invented", catalog) == {"script": "latin", "problems": []}
    assert any("also a name of" in each
               for each in alias_answer("baku", alias.alias, catalog)["problems"]
               ) == (alias.id != "baku")


def test_points_near_which_is_searched_are_pairs() -> None:
    assert near_points("46.6,39;47,40.5") == [(46.6, 39.0), (47.0, 40.5)]
    assert near_points("") == []
    for text in ("46", "46,x", "400,1"):
        with pytest.raises(AtlasError, match=r"\.$"):
            near_points(text)


def test_a_line_over_the_180th_meridian_is_split_there() -> None:
    stops = [{"lon": 170.0, "lat": 60.0}, {"lon": -170.0, "lat": 64.0}, {"lon": -160.0, "lat": 64}]
    sketch = read_sketch({"stops": stops}, {})
    assert line_parts(sketch) == [[(170.0, 60.0), (180.0, 62.0)],
                                  [(-180.0, 62.0), (-170.0, 64.0), (-160.0, 64.0)]]
    back = read_sketch({"stops": stops[::-1]}, {})
    assert line_parts(back)[0][-1] == (-180.0, 62.0)


@pytest.mark.parametrize("stops", [
    "no list", [3], [{"place_id": "no-such-place"}], [{"lon": "east", "lat": 4}],
    [{"lon": 181, "lat": 4}], [{"lon": 4}], [{"lon": 4, "lat": "NaN"}], [{"lon": True, "lat": []}],
    [{"place": {"name": "x"}}], [{"lon": 1, "lat": 1}] * 2_001])
def test_what_is_no_line_is_refused_in_a_sentence(stops: object) -> None:
    with pytest.raises(AtlasError, match=r"\.$"):
        line_answer({"stops": stops}, shipped(), land_of(shipped_land()))


def test_ids_are_made_of_names_and_are_never_taken_twice() -> None:
    assert id_of("Naxçıvan–Culfa yolu") == "naxcivan-culfa-yolu"
    assert id_of("Baku", {"baku", "baku-2"}) == "baku-3"
    assert id_of("…") == "unnamed"


def test_the_same_route_has_the_same_additions() -> None:
    """So that what is kept twice is kept once."""
    known = known_places(shipped(), ())
    sent = {"name": "X", "route_id": "x", "mode": "rail", "stops": through("julfa", "nakhchivan")}
    first, second = (list(additions_of(read_sketch(sent, known))) for _ in range(2))
    assert first == second


def test_the_panel_is_given_every_line_and_choice_of_the_atlas() -> None:
    told = drawing_answer(shipped(), shipped_land())
    assert {each["id"] for each in told["lines"]} == {each.route_id for each in shipped().entries}
    assert len(told["corridors"]) == len(shipped().corridors)
    assert "GeoNames" in told["attribution"]
