"""The offline pack as bytes: complete, closed in itself, and the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from geo.briefing.briefing import Briefing, Scene
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.selection import drawn_status
from geo.catalog.stages import state_in_year
from geo.claims.wording import citation_words
from geo.data.schema import FIRST_YEAR, LAST_YEAR
from geo.export.browser import told_routes
from geo.export.browser.source_choices import by_choice
from geo.export.browser.told_routes import years_drawn
from geo.export.pack import pack as pack_module
from geo.export.pack.pack import document, dossiers, json_text, packed
from geo.presentation.data_tables import relevant_claims
from geo.presentation.extract import Extract, StoppedError
from geo.query.filter import Filter
from geo.query.view import View
from geo.web.scripts import assets
from tests.files.packs import dossiers_of, held, pack, parsed
from tests.samples.selections import stop
from tests.samples.table_cells import claim_cells

HOSTILE = "</script><script>document.title='run'</script><!-- @@policy@@ {{7*7}} \u2028 & \"x\""
MOST_BYTES = 3_500_000


@pytest.fixture(scope="module")
def extract(catalog: Catalog, land: dict[str, Any]) -> Extract:
    return Extract(catalog, View(), land=land)


@pytest.fixture(scope="module")
def whole(extract: Extract) -> bytes:
    return pack(extract)


def test_the_shipped_data_fits_and_is_the_same_every_time(extract: Extract, whole: bytes) -> None:
    assert len(whole) < MOST_BYTES
    assert pack(extract) == whole


def test_the_page_names_no_other_file(whole: bytes) -> None:
    page = parsed(whole)
    assert set(page.addresses) == {"#table"}
    for tag, attributes, text in page.texts:
        if attributes.get("type") != "application/json":
            assert not re.search(r"sourceMappingURL|@import", text)
        if tag == "style":
            assert set(re.findall(r'url\("?([a-z]*:?)', text)) == {"data:"}


def test_the_policy_names_every_script_and_style_and_nothing_else(whole: bytes) -> None:
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', whole.decode())
    assert found
    policy = dict(part.strip().split(" ", 1) for part in found[1].split(";"))
    assert policy["default-src"] == "'none'"
    for tag in ("script", "style"):
        hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
                  for name, attributes, text in parsed(whole).texts
                  if name == tag and not str(attributes.get("type")).startswith("application/")]
        assert policy[f"{tag}-src"].split() == hashes
        assert hashes


def test_only_the_shown_routes_are_in_it(extract: Extract) -> None:
    rail = replace(extract, view=View(Filter(modes=frozenset({"rail"}))))
    data = pack(rail)
    found, layers = held(data), held(data, "pack-layers")
    assert tuple(route["id"] for route in found["routes"]) == rail.shown.ids
    assert tuple(route["id"] for route in layers["routes"]) == rail.shown.ids
    others = set(extract.atlas.ids) - set(rail.shown.ids)
    assert others
    assert others.isdisjoint(dossiers_of(data))
    assert "Mode: Rail" in found["welcome"]
    assert b"Mode: Rail" in data


def test_release_day_licence_and_words_of_caution_are_said(extract: Extract, whole: bytes) -> None:
    text = whole.decode()
    for name, said in extract.colophon:
        assert f"<dt>{name}</dt><dd>{said}</dd>" in text
    assert "Indicative alignment" in text
    assert "OpenStreetMap contributors (ODbL)" in text


def test_every_claim_stands_in_it_with_its_words_and_place(extract: Extract) -> None:
    made = dossiers_of(pack(extract))
    for claim in relevant_claims(extract.shown):
        source = extract.atlas.sources[claim.source_id]
        said = made[claim.subject_id]
        assert str(escape(f"“{claim.printed}”")) in said
        assert str(escape(citation_words(source, claim.section, claim.lines))) in said


def test_every_line_says_how_sure_it_is(extract: Extract) -> None:
    made = dossiers(extract)
    for entry in extract.shown.entries:
        said = made[entry.route_id]
        caution = f"Indicative alignment: the line is {entry.alignment.basis}, not surveyed."
        assert (caution in said) == (entry.alignment.basis != "surveyed")


def test_names_from_data_come_out_exact_and_end_nothing(extract: Extract, whole: bytes) -> None:
    entry = extract.atlas.entries[0]
    named = replace(entry, route=replace(entry.route, name=HOSTILE))
    catalog = replace(extract.atlas, entries=(named, *extract.atlas.entries[1:]),
                      release="<b>1</b>")
    data = pack(replace(extract, atlas=catalog))
    assert held(data)["routes"][0]["name"] == HOSTILE
    assert held(data, "pack-layers")["routes"][0]["name"] == HOSTILE
    assert len(parsed(data).texts) == len(parsed(whole).texts)
    assert b"<b>1</b>" not in data
    assert b"&lt;b&gt;1&lt;/b&gt;" in data


@pytest.mark.parametrize("text", ["</script>", "<!--", "&lt;", "a\u2028b\u2029c", "\\", "@@data@@"])
def test_json_in_a_page_is_plain(text: str) -> None:
    made = json_text({"a": text})
    assert json.loads(made) == {"a": text}
    assert not re.search("[<>&\u2028\u2029]", made)


def test_packed_lines_lose_nothing(extract: Extract) -> None:
    def unpacked(node: Any) -> Any:  # noqa: ANN401 - JSON
        if isinstance(node, list):
            return [unpacked(value) for value in node]
        if not isinstance(node, dict):
            return node
        if "line" not in node:
            return {name: unpacked(value) for name, value in node.items()}
        lat = lon = 0
        points = []
        for down, right in zip(node["line"][::2], node["line"][1::2], strict=True):
            lat, lon = lat + down, lon + right
            points.append([lat / 1e5, lon / 1e5])
        return points

    short = packed(extract.land)
    assert unpacked(short) == extract.land
    assert len(json_text(short)) < len(json_text(dict(extract.land)))
    fine = [[1.234567, 2.0], [3.0, 4.0]]
    assert packed(fine) == fine


def route_by_sources(catalog: Catalog, entry: RouteEntry) -> dict[str, Any]:
    """The cells, the stages by year and the words of a route by the sources of a catalog."""
    return {"cells": claim_cells(catalog, entry), "years": years_drawn(entry), "words": {
        "statuses": [entry.status, *sorted(entry.words["statuses"] - {entry.status})],
        **{name: sorted(entry.words[name]) for name in ("sponsors", "sources")}}}


def _value(by: Mapping[str, Any], chosen: frozenset[str]) -> Any:  # noqa: ANN401 - JSON
    node = by["tree"]
    while not isinstance(node, int):
        source, having, without = node
        node = having if source in chosen else without
    return by["values"][node]


def _told(found: Mapping[str, Any], route: Mapping[str, Any], chosen: frozenset[str]
          ) -> dict[str, Any]:
    """What the pack says of a route by some sources, put together as its page does."""
    told = route["told"]
    sponsors = [name for name, tellers in told["sponsors"] if chosen & {*tellers}]
    tellers = [source for source in told["sources"] if source in chosen]
    count = sum(_value(group, chosen) for group in told["differ"])
    cells = {name: _value(by, chosen) for name, by in told["cells"].items()}
    shared, (mode,) = found["sharedCells"], route["words"]["modes"]
    return {
        "cells": {**{name: by_mode[mode] for name, by_mode in shared["unsaid"].items()},
                  **{name: cell for name, cell in cells.items() if cell},
                  "sponsors": {"text": ", ".join(sponsors), "sort": ", ".join(sponsors)}
                  if sponsors else shared["noSponsor"],
                  "sources": {"text": str(len(tellers)), "sort": len(tellers)},
                  "differ": shared["differ"][count]},
        "years": _value(told["years"], chosen),
        "words": {"statuses": _value(told["statuses"], chosen), "sources": tellers,
                  "sponsors": sponsors or [found["unstated"]]}}


def _choices(atlas: Catalog, entry: RouteEntry, chance: random.Random) -> Iterator[frozenset[str]]:
    """Every source alone, all sources, all but one, and some drawn by chance."""
    names = sorted({*entry.source_ids, *(
        claim.source_id for difference in atlas.differences(entry.route_id)
        for claim in difference.claims)})
    yield frozenset(names)
    for name in names:
        yield frozenset((name,))
        yield frozenset(names) - {name}
    for _ in range(60):
        yield frozenset(chance.sample(names, chance.randint(1, len(names))))


def test_routes_are_what_chosen_sources_tell(extract: Extract) -> None:
    atlas, chance = extract.atlas, random.Random(5)  # noqa: S311 - a seed, not a secret
    found = document(extract, ())
    assert not any(section["single"] for section in found["sections"])
    compared = 0
    for route in found["routes"]:
        entry = atlas.entry(route["id"])
        assert entry
        for chosen in _choices(atlas, entry, chance) if entry.claims else ():
            smaller = atlas.told_by(chosen)
            told = smaller.entry(route["id"])
            assert told
            if chosen and told.claims:
                compared += 1
                assert _told(found, route, chosen) == route_by_sources(smaller, told), chosen
    assert compared


def test_a_stage_changes_in_no_other_year_than_is_told(extract: Extract) -> None:
    for entry in extract.atlas.entries:
        for chosen in (entry, *(entry.told_by(frozenset((name,))) for name in entry.source_ids)):
            runs = years_drawn(chosen)
            for year in range(FIRST_YEAR, LAST_YEAR + 1):
                _, stage, status = [run for run in runs if run[0] <= year][-1]
                assert stage == state_in_year(chosen, year).stage, (entry.route_id, year)
                assert status == ("" if stage == "not-yet" else drawn_status(chosen, year))
            assert all(before[1:] != after[1:] for before, after in pairwise(runs))


def test_many_sources_are_chosen_one_at_a_time(extract: Extract,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told_routes, "MOST_SOURCES", 1)
    atlas, found = extract.atlas, document(extract, ())
    section = next(s for s in found["sections"] if s["name"] == "sources")
    assert section["single"]
    for route in found["routes"]:
        for source in route["told"]["sources"]:
            smaller = atlas.told_by(frozenset((source,)))
            told = smaller.entry(route["id"])
            assert told
            assert _told(found, route, frozenset((source,))) == route_by_sources(smaller, told)


@given(st.lists(st.sampled_from("abcdefg"), unique=True), st.randoms(use_true_random=False))
def test_a_value_is_found_by_any_choice(sources: list[str], chance: random.Random) -> None:
    drawn: dict[frozenset[str], int] = {}
    by = by_choice(sources, lambda chosen: drawn.setdefault(chosen, chance.randint(0, 2)))
    assert by["values"][by["all"]] == drawn[frozenset(sources)]
    for chosen, value in drawn.items():
        assert _value(by, chosen) == value
    assert len(by["values"]) == len(set(drawn.values()))


def test_a_scene_keeps_its_marks_and_says_what_is_missing(extract: Extract) -> None:
    claim = extract.atlas.entries[0].claims[0]
    scene = Scene("One", "mode=oil&mode=gas&status=operating&nonsense=1", "Said [1], unsaid [2].",
                  (claim.reference, "nobody/length/none/1-1"), "A note.")
    rail = replace(extract, view=View(Filter(modes=frozenset({"rail"}))))
    found = document(rail, [Briefing("b", "B", scenes=(scene,))])
    made = found["briefings"][0]["scenes"][0]
    wanted = Filter(modes=frozenset({"oil", "gas"}), statuses=frozenset({"operating"}))
    said, stage = made["said"], made["stage"]
    assert said["sentence"] == [["Said", [1]], [", unsaid", [2]], [".", []]]
    count = len(extract.atlas.select(wanted).ids)
    assert count
    assert stage["missing"] == f"{count} of the {count} routes of this scene are not in this file."
    assert "left out: nonsense=1" in stage["caveats"]
    assert f"“{claim.printed}”" in said["cites"][0]
    assert said["cites"][1] == "This release has no such claim: nobody/length/none/1-1"
    assert said["cites"][1] in stage["sources"]
    modes = next(s for s in found["sections"] if s["name"] == "modes")["options"]
    assert {"oil", "gas"} <= {option["word"] for option in modes if option.get("extra")}


def test_the_view_it_is_made_from_is_the_view_it_opens_with(extract: Extract) -> None:
    route = "btc-pipeline"
    seen = replace(extract, view=View(opened=route, depiction="de-facto", year=2020))
    assert document(seen, ())["start"] == f"open={route}&borders=de-facto&year=2020"
    gone = replace(extract, view=View(Filter(text="nothing has this name"), opened=route))
    assert document(gone, ())["start"] == ""
    assert pack(gone)


def test_work_can_be_stopped(extract: Extract) -> None:
    with pytest.raises(StoppedError):
        pack(replace(extract, progress=stop))


def test_a_script_that_would_end_its_element_is_refused(extract: Extract) -> None:
    bad = {**assets(), "pack/pack.js": "const a = '</SCRIPT>';"}
    with pytest.raises(ValueError, match="two parts"):
        pack_module.pack(extract, (), bad)
    missing = {name: text for name, text in assets().items() if name != "pack/pack.css"}
    with pytest.raises(KeyError):
        pack_module.pack(extract, (), missing)


@pytest.mark.parametrize("name", ["mine", "shipped"])
def test_a_reader_s_own_briefing_is_in_it_and_said_to_be_theirs(extract: Extract, name: str
                                                                ) -> None:
    """Beside those of the atlas, also where it was made from one and still has its id."""
    shipped = Briefing("shipped", "Shipped", scenes=(Scene("One"),))
    own = Briefing(name, "My talk", scenes=(Scene("Gas", "mode=gas", "Gas flows."),))
    few = replace(extract, view=View(Filter(modes=frozenset({"sea"}))), briefings=(shipped,),
                  assets=assets())
    found = held(pack_module.write(replace(few, briefing=own), "routes"))["briefings"]
    assert [each["title"] for each in found] == [
        "Shipped", "My talk (a reader's own, not part of the atlas)"]
    assert len({each["id"] for each in found}) == len(found)
    assert found[1]["scenes"][0]["said"]["sentence"] == [["Gas flows.", []]]
    for none in (None, shipped, replace(own, scenes=())):
        assert held(pack_module.write(replace(few, briefing=none), ""))["briefings"] == found[:1]
