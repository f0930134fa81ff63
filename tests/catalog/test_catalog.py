"""Laws of the catalog: one join, and a filter that gives back what it takes."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from app.components.bitmask import bitmask
from geo.cartography.symbols import STATUS_STROKES
from geo.catalog.catalog import Catalog
from geo.catalog.index import mask_of
from geo.catalog.selection import drawn_status, select_view, within
from geo.catalog.stages import state_in_year
from geo.claims.headline import headline
from geo.data.folding import fold
from geo.data.records import Claim
from geo.data.schema import FIRST_YEAR, LAST_YEAR
from geo.query.filter import SECTIONS, Filter, read_items
from geo.query.view import View, link_items, read_camera, read_view
from tests.conftest import shipped
from tests.pages.linked_views import KNOWN, VIEWS, filters

CATALOG = shipped()


@given(filters())
def test_select_is_idempotent_and_a_subset_in_order(wanted: Filter) -> None:
    once = CATALOG.select(wanted)
    assert once.select(wanted) == once
    assert list(once.ids) == [i for i in CATALOG.ids if i in set(once.ids)]


@given(filters())
def test_an_empty_filter_keeps_everything_and_widening_never_loses(wanted: Filter) -> None:
    assert CATALOG.select(Filter()).ids == CATALOG.ids
    wider = replace(wanted, modes=frozenset())
    assert set(CATALOG.select(wanted).ids) <= set(CATALOG.select(wider).ids)


@given(filters(), st.sampled_from(SECTIONS))
def test_a_count_is_what_choosing_that_word_alone_would_show(wanted: Filter, section: str) -> None:
    for word, count in CATALOG.counts(section, wanted).items():
        chosen = wanted.choosing(section, {word})
        assert len(CATALOG.select(chosen).entries) == count


@given(filters(), st.sampled_from(SECTIONS), st.integers(FIRST_YEAR, LAST_YEAR))
def test_a_count_in_a_year_is_what_that_year_would_show(wanted: Filter, section: str,
                                                        year: int) -> None:
    for word, count in CATALOG.counts(section, wanted, within(View(year=year))).items():
        view = View(wanted.choosing(section, {word}), year=year)
        assert len(select_view(CATALOG, view).entries) == count


@given(filters())
def test_selected_claims_are_about_what_is_left(wanted: Filter) -> None:
    select_view = CATALOG.select(wanted)
    gone = set(CATALOG.ids) - set(select_view.ids)
    assert not gone & {claim.subject_id for claim in select_view.claims}
    assert sum(len(entry.claims) for entry in select_view.entries) == sum(
        claim.subject_id in select_view.ids for claim in select_view.claims)


def test_every_claim_has_a_source_a_place_and_a_date(catalog: Catalog) -> None:
    for claim in catalog.claims:
        assert claim.source_id in catalog.sources
        source = catalog.sources[claim.source_id]
        assert bool(claim.lines) == source.at_hand
        assert source.at_hand or source.address
        assert claim.printed
        assert claim.as_of


def test_every_route_of_the_first_list_stands(catalog: Catalog) -> None:
    """The routes the atlas was founded on; none may get lost."""
    assert {
        "tripp-syunik", "horadiz-agbend-railway", "nakhchivan-railway", "kars-dilucu-railway",
        "ahmedbeyli-agbend-highway", "aras-road-iran", "aras-rail-iran", "khorgos-aktau-railway",
        "aktau-alat-sea", "turkmenbashi-alat-sea", "baku-tbilisi-railway",
        "tbilisi-poti-railway", "tbilisi-batumi-railway", "baku-tbilisi-kars-railway",
        "kars-istanbul-railway", "instc-west", "instc-afghanistan-extension",
        "tripp-north-south", "armenia-transit-azerbaijan", "ndn-caspian",
        "northern-route-russia", "cape-route", "chabahar-zahedan-railway",
        "zahedan-mashhad-sarakhs-railway", "khaf-herat-railway", "zaranj-delaram-railway",
        "zahedan-zaranj-railway", "delaram-kandahar-railway", "kabul-corridor",
        "mazar-herat-railway", "herat-kandahar-chaman-railway", "torghundi-herat-railway",
        "mazar-sherkhan-bandar-railway", "five-nation-road", "cpec-gwadar", "btc-pipeline",
        "south-caucasus-pipeline", "tanap", "tap", "trans-caspian-gas-pipeline",
        "ionian-adriatic-pipeline", "igb-interconnector", "black-sea-submarine-cable",
        "trans-caspian-digital-corridor", "caspian-eu-green-energy-corridor",
    } <= set(catalog.ids)
    gas = catalog.select(Filter(corridors=frozenset({"southern-gas-corridor"})))
    assert {"south-caucasus-pipeline", "tanap", "tap"} <= set(gas.ids)


def test_figures_that_must_be_right(catalog: Catalog) -> None:
    def number(route_id: str, attribute: str) -> str:
        entry = catalog.entry(route_id)
        assert entry is not None
        claim = entry.headline(attribute)
        assert claim is not None
        return f"{claim.value} {claim.unit} [{claim.printed}]"

    assert number("btc-pipeline", "length").startswith("1768 km")
    assert number("chabahar-zahedan-railway", "length").startswith("628 km")
    assert number("khaf-herat-railway", "length").startswith("226 km")
    assert number("kars-dilucu-railway", "length").startswith("224 km")
    assert number("tripp-syunik", "length").startswith("42 km")
    assert number("tap", "capacity").startswith("10 bcm/year")


def _claim(value: str, as_of: str, *qualifier: str, part: str = "") -> Claim:
    return Claim("x", "length", value, "", "km", qualifier or ("exact",), part and "part", part, "",
                 as_of, "s", "", "1-1", value, "")


def test_the_headline_rule() -> None:
    old, new = _claim("1", "2024"), _claim("2", "2025-06")
    hedged, part = _claim("3", "2025-06", "about"), _claim("4", "2026", part="the new track")
    assert headline([old, new]) is new
    assert headline([hedged, new]) is new
    assert headline([hedged, old]) is hedged
    assert headline([part, old]) is old
    assert headline([part]) is part
    assert headline([]) is None


@given(filters(), st.text(max_size=12))
def test_a_filter_survives_an_address(wanted: Filter, text: str) -> None:
    there = replace(wanted, text=text)
    back, ignored = read_items(there.items(), CATALOG.known_words)
    assert back == there
    assert ignored == ()


def test_stale_words_of_an_address_are_named_and_the_rest_applies() -> None:
    back, ignored = read_items([("mode", "gas"), ("mode", "canal"), ("x", "y")],
                               CATALOG.known_words)
    assert back == Filter(modes=frozenset({"gas"}))
    assert ignored == ("mode=canal", "x=y")


@given(VIEWS)
def test_a_view_survives_an_address(view: View) -> None:
    assert read_view(view.items(), KNOWN) == (view, ())


@given(VIEWS)
def test_a_view_survives_a_whole_link(view: View) -> None:
    link = f"http://localhost:8501/?{urlencode(view.items())}"
    assert read_view(link_items(link), KNOWN) == (view, ())


def test_bad_and_stale_parts_are_ignored_and_named() -> None:
    items = [("open", "atlantis"), ("borders", "mine"), ("year", "1066"), ("year", "soon"),
             ("release", "1999"), ("at", "6/95/10"), ("at", "here"), ("mode", "gas")]
    view, ignored = read_view(items, KNOWN)
    assert view == View(Filter(modes=frozenset({"gas"})))
    assert ignored == tuple(f"{name}={text}" for name, text in items[:-1])


@given(st.text(alphabet="0123456789./-", max_size=24))
def test_a_camera_is_on_the_map_or_none(text: str) -> None:
    camera = read_camera(text)
    assert camera is None or (abs(camera.lat) <= 85 and abs(camera.lon) <= 360)


@given(st.integers(FIRST_YEAR, LAST_YEAR), filters())
def test_a_year_leaves_out_only_what_is_dated_later(year: int, wanted: Filter) -> None:
    everything, then = CATALOG.select(wanted), select_view(CATALOG, View(wanted, year=year))
    later = [entry.route_id for entry in everything.entries
             if state_in_year(entry, year).stage == "not-yet"]
    assert [*then.ids, *later] == unordered(everything.ids, then.ids, later)
    assert all(drawn_status(entry, year) in STATUS_STROKES for entry in then.entries)


def unordered(everything: tuple[str, ...], *parts: Iterable[str]) -> list[str]:
    """The parts one after the other, if together they are everything, each once."""
    joined = [each for part in parts for each in part]
    assert sorted(joined) == sorted(everything)
    return joined


def naive(query: str, names: Iterable[str]) -> bool:
    """The law of the search, slowly: every word of the query begins a word of a name."""
    words = {word for name in names for word in fold(name).split()}
    return all(any(word.startswith(part) for word in words) for part in fold(query).split())


@given(st.text(max_size=12) | st.sampled_from([
    alias.alias[:n] for alias in CATALOG.aliases for n in (2, 5, 40)]))
def test_the_index_finds_what_the_law_of_the_search_says(query: str) -> None:
    assert CATALOG.select(Filter(text=query)).ids == tuple(
        entry.route_id for entry in CATALOG.entries if naive(query, entry.names))


@given(st.lists(st.sampled_from(CATALOG.ids), unique=True))
def test_bits_say_which(chosen: list[str]) -> None:
    mask = mask_of(CATALOG.ids.index(each) for each in chosen)
    data = base64.b64decode(bitmask(CATALOG.keeping(mask), len(CATALOG.ids)))
    assert [each for i, each in enumerate(CATALOG.ids) if data[i >> 3] >> (i & 7) & 1] == [
        each for each in CATALOG.ids if each in chosen]
