"""The gazetteer: what the atlas has comes first, GeoNames' names lead to their ids."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from geo.data.folding import folded
from geo.intake.disputed_areas import AREAS, disputed_area
from geo.intake.gazetteer import SAME_POINT_M, TO_BE_DECIDED, find, place_beside
from geo.intake.geonames import geonames_places
from tests.conftest import DATA, shipped

_NAMED_OTHERWISE = {"ganyushkino", "garmsar", "horadiz-town", "pattan"}
"""Places that bear in the atlas a name, or a word for their kind, that GeoNames does not have."""


def test_every_place_of_geonames_is_found_by_its_name_with_its_id() -> None:
    """All of the atlas's places that the cut holds, but for those named otherwise there."""
    ids = set(geonames_places().geoname_ids)
    missing, held = set(), 0
    for place_id, place in shipped().places.items():
        origin = re.fullmatch(r"GeoNames (\d+)", place.origin)
        if origin and int(origin[1]) in ids:
            held += 1
            if int(origin[1]) not in {found.geoname_id for found in find(place.name)}:
                missing.add(place_id)
    assert held > 500
    assert missing == _NAMED_OTHERWISE


def test_a_place_of_the_atlas_comes_first_and_is_not_offered_anew() -> None:
    """By its own name, and its point is not found a second time."""
    catalog = shipped()
    for place_id in list(catalog.places)[::7]:
        place = catalog.places[place_id]
        found = find(place.name, None, catalog)
        assert found[0].place_id
        assert folded(found[0].name) == folded(place.name)
        assert place_id in {each.place_id for each in found}
        origins = [each.origin for each in found if not each.place_id]
        assert place.origin not in origins


def test_another_script_and_a_wrong_letter_find_the_same_place() -> None:
    catalog = shipped()
    for written in ("Джульфа", "JULFA", "Julfá"):
        assert find(written, None, catalog)[0].place_id == "julfa"
    assert find("Sumgayt", None, catalog)[0].place_id == "sumgait"
    assert find("Nahichevan")[0].geoname_id == 147429
    near = find("Zangilon")
    assert 146901 in {each.geoname_id for each in near}
    assert {each.fit for each in near if each.geoname_id == 146901} <= {"exact", "near"}


def test_the_other_places_of_the_route_decide_between_namesakes() -> None:
    """A name that many places bear means the one beside the route, else the largest one."""
    def first(near: tuple[float, float]) -> tuple[float, float]:
        found = find("Novoselovka", [near])[0]
        return found.lon, found.lat

    namesakes = find("Novoselovka", most=50)
    assert len(namesakes) > 3
    for each in namesakes[:4]:
        assert abs(first((each.lon, each.lat))[0] - each.lon) < 7


def test_a_place_beside_one_of_the_atlas_names_it() -> None:
    catalog = shipped()
    city = next(each for each in find("Naxçıvan", None, catalog) if not each.place_id)
    assert city.beside == "nakhchivan"
    assert 0 < city.beside_m < SAME_POINT_M
    for place in list(catalog.places.values())[::25]:
        beside, away = place_beside(catalog, place.lon, place.lat, {place.place_id})
        assert (beside, away) == (place.place_id, 0.0)
    assert place_beside(catalog, -150.0, 10.0) == ("", 0.0)


@pytest.mark.parametrize("name", [
    "Simferopol", "Sokhumi", "Ts’khinvali", "Khankendi", "Kyrenia", "Srinagar", "Gilgit", "Leh",
    "Pristina", "Donetsk", "Tiraspol", "East Jerusalem", "Ramallah", "Itanagar", "Taipei"])
def test_no_country_is_written_for_a_place_in_a_disputed_area(name: str) -> None:
    """GeoNames has a code for each of them; the curator is asked instead."""
    undecided = [place for place in find(name) if place.fit == "exact" and place.country_note]
    assert undecided
    assert all(place.country == "" and TO_BE_DECIDED in place.country_note for place in undecided)


@pytest.mark.parametrize("name", [
    "Goris", "Zugdidi", "Gori", "Adler", "Abbottabad", "Horadiz", "Dzhankoi", "Edirne", "Jhelum",
    "Limassol", "Tetovo", "Chisinau", "Sialkot"])
def test_places_beside_a_disputed_area_keep_their_country(name: str) -> None:
    """But for Dzhankoi, which lies in Crimea and shows that the test can fail."""
    countries = {place.country for place in find(name) if place.fit == "exact"}
    assert ("" in countries) == (name == "Dzhankoi")


def test_the_policy_and_the_areas_name_the_same() -> None:
    """Every row of the policy's table, and what it says of other lines, is an area here."""
    policy = (DATA / "basemap" / "POLICY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+?) \|.*\| [ABC–] \|$", policy, re.MULTILINE)
    assert len(rows) >= 10
    names = {area.name for area in AREAS}
    assert set(rows) <= names
    for name in ("Transnistria", "Karabakh", "Arunachal Pradesh", "Halaib Triangle"):
        assert name in " ".join(policy.split())
        assert name in names


def test_a_point_is_in_the_area_that_is_drawn_around_it() -> None:
    assert disputed_area(34.1, 44.95) == "Crimea"
    assert disputed_area(46.75, 39.82) == "Karabakh"
    assert disputed_area(49.85, 40.38) == ""
    assert disputed_area(0.0, 0.0, "IN", "30") == "Arunachal Pradesh"


def test_nothing_and_signs_find_nothing() -> None:
    for written in ("", "  ", "…", "()", "'"):
        assert find(written, None, shipped()) == []
    assert len(find("a" * 5000)) == 0


def test_an_alias_of_the_atlas_finds_its_place() -> None:
    catalog = shipped()
    known = [alias for alias in catalog.aliases if alias.id in catalog.places]
    bearers: dict[str, set[str]] = {}
    for alias in known:
        bearers.setdefault(folded(alias.alias), set()).add(alias.id)
    for key, place_ids in list(bearers.items())[::5]:
        found = {place.place_id for place in find(key, None, catalog)}
        assert place_ids <= found


def test_what_is_found_does_not_change_with_the_catalog_object() -> None:
    catalog = shipped()
    assert find("Baku", None, replace(catalog)) == find("Baku", None, catalog)
