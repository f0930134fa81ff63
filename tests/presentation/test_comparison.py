"""Side by side: which claims stand in a cell, when a row differs, and that text stays text."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from markupsafe import Markup

from app.screens.compare import comparison_html
from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.claims.wording import citation_words, value_words
from geo.data.attributes import ATTRIBUTES
from geo.data.reader import read_folder
from geo.presentation.comparison import (
    PRESETS,
    VERDICT_WORDS,
    Comparison,
    Row,
    compare_subjects,
    kind_words,
    presets,
    subjects,
)
from geo.presentation.statement import applies, route_statement
from tests.conftest import TODAY, edit

HOSTILE = "A{{7*7}}B<img src=x onerror=alert(1)>"


def row(found: Comparison, attribute: str) -> Row:
    return next(row for row in found.rows if row.attribute == attribute)


def of_preset(catalog: Catalog, key: str) -> Comparison:
    return compare_subjects(catalog, PRESETS[key].subject_ids)


def test_days_of_three_ways_to_europe(catalog: Catalog) -> None:
    """The newest claim leads; days that end at unlike places get no bar."""
    found = of_preset(catalog, "north-middle-cape")
    days = row(found, "transit-time")
    assert [(cell.headline.value, cell.headline.value_high) for cell in days.cells
            if cell.headline] == [("35", ""), ("13", "17"), ("45", "")]
    assert days.differs
    assert [cell.bar for cell in days.cells] == [None, None, None]
    assert days.cells[1].state == "disputed"
    html = comparison_html(catalog, found)
    assert "They differ in transit time (35\N{NO-BREAK SPACE}days / 13" in html
    assert '<b aria-hidden="true">≠</b> They differ' in html


def test_no_bar_where_the_sources_do_not_count_the_same(catalog: Catalog) -> None:
    """TRIPP's 14 days are from China to Europe, the Middle Corridor's 18 are to London."""
    days = row(compare_subjects(catalog, ("tripp", "middle-corridor")), "transit-time")
    assert days.differs
    assert [cell.bar for cell in days.cells] == [None, None]


def test_every_preset_is_of_subjects_with_claims(catalog: Catalog) -> None:
    assert presets(catalog) == dict(PRESETS)
    for preset in PRESETS.values():
        assert all(catalog.claims_about(subject) for subject in preset.subject_ids)
        assert compare_subjects(catalog, preset.subject_ids).relations, preset.title


def test_rivals_differ_in_status_and_sponsors(catalog: Catalog) -> None:
    found = of_preset(catalog, "kabul-kandahar")
    assert "sponsor" in [row.attribute for row in found.rows if row.differs]
    assert row(found, "warning").verdict == "in-words"
    shared = row(of_preset(catalog, "tripp-aras"), "sponsor").shared
    assert shared == ("Azerbaijan",)


def test_silence_is_no_difference(catalog: Catalog) -> None:
    found = of_preset(catalog, "chabahar-gwadar")
    start = row(found, "start")
    assert start.verdict == "some-only"
    assert [cell.state for cell in start.cells] == ["part", "not-in-the-sources"]
    assert "length" in found.inapplicable
    assert "cost" in found.silent


def test_unlike_units_are_not_compared(catalog: Catalog) -> None:
    found = row(compare_subjects(catalog, ("btc-pipeline", "tripp")), "throughput")
    assert (found.verdict, found.reason) == ("not-comparable", "counted in different units")


def test_unknown_and_not_applicable_stay_apart(catalog: Catalog) -> None:
    found = compare_subjects(catalog, ("btc-pipeline", "kars-dilucu-railway", "chabahar"))
    assert [cell.state for cell in row(found, "length").cells][2] == "not-applicable"
    html = comparison_html(catalog, found)
    assert '<td class="atlas-na" data-state="not-applicable">' in html
    assert '<td class="atlas-missing" data-state="not-in-the-sources">' in html


def test_a_cell_has_the_state_its_dossier_says(catalog: Catalog) -> None:
    for one, other in combinations(catalog.entries, 2):
        if other is not catalog.entries[-1]:
            continue
        for found in compare_subjects(catalog, (one.route_id, other.route_id)).rows:
            told = route_statement(catalog, one, found.attribute)
            assert found.cells[0].state == told.state
            assert found.cells[0].pieces == told.pieces
            assert not told.first or one.headline(found.attribute) in told.first


@pytest.mark.parametrize("key", PRESETS)
def test_every_claim_stands_in_a_cell_with_its_citation(catalog: Catalog, key: str) -> None:
    found = of_preset(catalog, key)
    html = comparison_html(catalog, found)
    shown = [claim for row in found.rows for cell in row.cells for claim in cell.claims]
    told = [claim for subject in found.subject_ids for claim in catalog.claims_about(subject)]
    assert sorted(map(repr, shown)) == sorted(map(repr, told))
    for claim in told:
        assert Markup.escape(value_words(claim)) in html
        assert Markup.escape(citation_words(
            catalog.sources[claim.source_id], claim.section, claim.lines)) in html
    for one in found.rows:
        assert set(found.silent).isdisjoint({one.attribute})
    assert len(found.rows) + len(found.silent) + len(found.inapplicable) == len(ATTRIBUTES)


def test_every_row_says_in_words_how_it_stands(catalog: Catalog) -> None:
    found = of_preset(catalog, "tripp-aras")
    html = comparison_html(catalog, found)
    assert html.count('class="atlas-verdict"') == len(found.rows)
    assert all(VERDICT_WORDS[one.verdict] in html for one in found.rows)


def test_what_can_be_compared_is_named_by_its_kind(catalog: Catalog) -> None:
    known = subjects(catalog)
    assert {*catalog.ids, *catalog.corridors, "chabahar", "gwadar"} <= {*known}
    assert "kashgar" not in known
    assert kind_words(catalog, "kabul-corridor") == "Route · Rail"
    assert kind_words(catalog, "kandahar-corridor") == "Corridor · 3 routes"
    assert kind_words(catalog, "gwadar") == "Port · Pakistan"
    labels = [f"{catalog.name_of(i)} ({kind_words(catalog, i)})" for i in known]
    assert len(labels) == len(set(labels))


def test_a_corridor_can_have_what_one_of_its_routes_can(catalog: Catalog) -> None:
    assert applies(catalog, "kandahar-corridor", "gauge")
    assert not applies(catalog, "kandahar-corridor", "lanes")
    assert not applies(catalog, "southern-gas-corridor", "gauge")


@pytest.mark.parametrize("chosen", [
    (), ("tap",), ("tap", "tap"), ("tap", "nowhere"),
    ("tap", "tanap", "tripp", "cpec", "instc")])
def test_only_two_to_four_known_subjects_are_compared(catalog: Catalog,
                                                      chosen: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"compared, not|not in this atlas"):
        compare_subjects(catalog, chosen)


def test_hostile_text_is_only_text_in_every_cell(folder: Path) -> None:
    def spoil(column: str, name: str) -> None:
        edit(folder / name, lambda rows: [line.update({column: HOSTILE}) for line in rows])

    spoil("name", "routes.csv")
    spoil("name", "corridors.csv")
    spoil("summary", "corridors.csv")
    spoil("note", "claims.csv")
    spoil("perspective", "sources.csv")
    hostile = build(read_folder(folder), TODAY)
    for preset in PRESETS.values():
        html = str(comparison_html(hostile, compare_subjects(hostile, preset.subject_ids)))
        assert "<img" not in html
        assert Markup.escape(HOSTILE) in html


def test_a_folder_without_the_rivals_offers_no_preset_of_them(folder: Path) -> None:
    edit(folder / "claims.csv", lambda rows: rows.__setitem__(
        slice(None), [line for line in rows if line["subject_id"] != "gwadar"]))
    edit(folder / "disagreements.csv", lambda rows: rows.clear())
    smaller = build(read_folder(folder), TODAY)
    assert "chabahar-gwadar" not in presets(smaller)
    assert "kabul-kandahar" in presets(smaller)
