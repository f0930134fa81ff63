"""Laws of the search index: whatever the atlas can open, filter by or say has its names in it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from geo.catalog.catalog import Catalog
from geo.catalog.search_index import findable, finder_document
from geo.data.basemap_document import BasemapDocument
from geo.data.countries import COUNTRY_GROUPS, country_spellings
from geo.query.filter import Filter


def by_kind(items: list[dict[str, Any]]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for item in items:
        kinds.setdefault(item["kind"], set()).add(item["id"])
    return kinds


def test_everything_that_has_a_name_is_found_once(catalog: Catalog, land: BasemapDocument) -> None:
    items = finder_document(catalog, land["seas"])["items"]
    kinds = by_kind(items)
    assert kinds["route"] == set(catalog.ids)
    assert kinds["corridor"] == set(catalog.corridors)
    assert kinds["place"] == set(catalog.places)
    assert kinds["country"] == {code for code in catalog.known_words["countries"] if code.isalpha()}
    assert kinds["actor"] == {actor for entry in catalog.entries for actor in entry.sponsors}
    assert kinds["source"] == set(catalog.known_words["sources"])
    assert kinds["not-mapped"] == {system.name for system in catalog.not_mapped}
    assert len(kinds["sea"]) == len(land["seas"])
    assert max(Counter((item["kind"], item["id"]) for item in items).values()) == 1
    assert not kinds["country"] & kinds["no-route"]


def test_a_country_has_the_names_that_people_write(catalog: Catalog) -> None:
    items = {item["id"]: item for item in finder_document(catalog)["items"]
             if item["kind"] in ("country", "no-route")}
    for code in items:
        assert {items[code]["name"], *items[code]["also"]} >= set(country_spellings(code))
    assert {"Turkey", "Турция", "土耳其"} <= set(items["TR"]["also"])


def test_a_searched_text_reads_the_usual_name_of_a_country(catalog: Catalog) -> None:
    through = catalog.select(Filter(countries=frozenset({"TR"}))).ids
    assert through
    assert set(through) <= set(catalog.select(Filter(text="Turkey")).ids)


def test_a_group_counts_the_routes_of_any_of_its_countries(catalog: Catalog) -> None:
    items = {item["name"]: item for item in finder_document(catalog)["items"]
             if item["kind"] == "countries"}
    assert set(items) == set(COUNTRY_GROUPS)
    for group, codes in COUNTRY_GROUPS.items():
        assert items[group]["id"].split(".") == list(codes)
        count = len(catalog.select(Filter(countries=frozenset(codes))).ids)
        assert items[group]["hint"].endswith(f"{count} routes")


def test_what_is_not_mapped_says_why_and_who_names_it(catalog: Catalog) -> None:
    items = {item["id"]: item for item in finder_document(catalog)["items"]
             if item["kind"] == "not-mapped"}
    for system in catalog.not_mapped:
        note = items[system.name]["note"]
        assert system.reason in note
        assert catalog.sources[system.source_id].title in note


def test_a_file_finds_only_what_is_in_it(catalog: Catalog) -> None:
    shown = catalog.select(Filter(countries=frozenset({"IT"})))
    kinds = by_kind(findable(shown, {*shown.ids, "baku"}))
    assert kinds["route"] == set(shown.ids)
    assert kinds["place"] == {"baku"}
    assert kinds["country"] == set(shown.known_words["countries"])
    assert "IT" in kinds["country"]
    assert not kinds.keys() & {"source", "no-route", "sea", "corridor"}
