"""A route of the draft, opened again: what comes back is what was typed, and it may keep its id."""

from __future__ import annotations

from typing import Any

import pytest

from app.desk.drawing.countries_crossed import land_of
from app.desk.drawing.place_search import gazetteer_answer
from app.desk.drawing.route_again import route_again
from app.desk.new_route import line_answer
from geo.data.errors import AtlasError
from geo.data.geodesy import distance_m
from geo.intake.decision import Addition, Draft
from geo.intake.document import Document
from tests.conftest import shipped, shipped_land

DOCUMENT = Document("test.txt", "txt", "", ("Invented for a test.",))
TYPED = {"name": "Line invented for a test", "route_id": "invented-line", "mode": "rail",
         "role": "context", "corridor_ids": "", "countries": "AZ"}
POINT = {"lon": 45.5, "lat": 39.15}
NEW_PLACE = {"place_id": "new-town", "name": "New town", "country": "AZ", "kind": "town",
             "lon": "45.45000", "lat": "39.17000", "origin": "reasoned: invented for a test"}


def _line(work: dict[str, Any], draft: Draft) -> dict[str, Any]:
    return line_answer({**work, **work.pop("cells", {})}, shipped(), land_of(shipped_land()), draft)


def _draft(additions: list[dict[str, Any]]) -> Draft:
    return Draft("d", 1, DOCUMENT, (), additions=tuple(
        Addition(f"add-{number}", each["table"], each["row"], each["feature"])
        for number, each in enumerate(additions)))


@pytest.mark.parametrize(("basis", "note"), [("schematic", ""), ("surveyed", "From a plan of it")])
def test_a_route_comes_back_as_it_was_typed_and_goes_in_again(basis: str, note: str) -> None:
    stops = [{"place_id": "julfa"}, POINT, {"place": NEW_PLACE}, {"place_id": "nakhchivan"}]
    told = _line({"cells": TYPED, "basis": basis, "basis_note": note, "stops": stops},
                 Draft("d", 1, DOCUMENT, ()))
    assert told["problems"] == []
    draft = _draft(told["additions"])
    added = draft.additions[-1].addition_id
    work = route_again(added, draft.additions, shipped())
    assert work["cells"] == TYPED
    assert (work["basis"], work["basis_note"]) == (basis, note)
    assert [stop.get("place_id") for stop in work["stops"]] == [
        "julfa", None, "new-town", "nakhchivan"]
    again = _line(work, draft)
    assert again["problems"] == []
    assert [(each["table"], each["row"], each["feature"]) for each in again["additions"]] == [
        (each["table"], each["row"], each["feature"]) for each in told["additions"][-1:]]
    refused = _line({**route_again(added, draft.additions, shipped()), "replaces": ""}, draft)
    assert any("is an id already" in each["words"] for each in refused["problems"])


def test_a_line_over_the_180th_meridian_comes_back_without_its_cut() -> None:
    stops = [{"lon": 179.0, "lat": 60.0}, {"lon": -179.0, "lat": 60.5}]
    told = _line({"cells": TYPED, "stops": stops}, Draft("d", 1, DOCUMENT, ()))
    route = Addition("add-1", "routes", told["row"], told["feature"])
    assert told["feature"]["geometry"]["type"] == "MultiLineString"
    assert route_again("add-1", [route], shipped())["stops"] == stops


def test_what_is_no_route_of_the_draft_is_said() -> None:
    place = Addition("add-1", "places", NEW_PLACE)
    for asked in ("add-1", "none"):
        with pytest.raises(AtlasError, match="no such route"):
            route_again(asked, [place], shipped())


def test_names_that_are_only_like_it_come_last_and_the_nearest_first() -> None:
    """Whoever looks for a village of eastern Kazakhstan is not handed one of Iran."""
    points = [(80.43, 47.97), (82.0, 46.0)]
    near = ";".join(f"{lon},{lat}" for lon, lat in points)
    for asked in ("Taskesken", "Bakhty", "Ayagoz"):
        found = gazetteer_answer(asked, near, shipped(), land_of(shipped_land()))
        fits = [each["fit"] for each in found]
        first = fits.index("near") if "near" in fits else len(fits)
        assert {*fits[first:]} <= {"near"}
        away = [each["km"] for each in found[first:]]
        assert away == sorted(away)
        for each in found[first:]:
            here = (each["lon"], each["lat"])
            assert abs(each["km"] - distance_m(here, points[each["from"]]) / 1000) <= 1
            assert each["km"] <= min(distance_m(here, point) for point in points) / 1000 + 1
    assert any(each["fit"] == "near" for each in gazetteer_answer(
        "Taskesken", near, shipped(), land_of(shipped_land())))
