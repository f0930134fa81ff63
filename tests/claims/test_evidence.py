"""Age, disagreement, the kinds of nothing, search, and what changed."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest
from frictionless import validate
from hypothesis import given
from hypothesis import strategies as st

from app.cli.command_line import main
from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.claims.dates import due, last_day
from geo.claims.disagreements import unlike_values
from geo.claims.staleness import age_words, is_older, marks, months_between, months_words
from geo.data.diff import compare
from geo.data.errors import AtlasError
from geo.data.folding import fold
from geo.data.reader import read_folder
from geo.data.records import Claim
from geo.data.releases import archived, read_archive, releases
from geo.data.schema import CARGOES
from geo.network.endpoints import find_endpoint
from geo.network.graph import Network
from geo.presentation.statement import route_statement
from geo.query.filter import Filter
from tests.conftest import DATA, TODAY, edit, shipped
from tests.files.printed_names import forms


def claim(attribute: str, value: str, unit: str = "", **other: object) -> Claim:
    cells: dict[str, object] = {
        "subject_id": "x", "attribute": attribute, "value": value, "value_high": "",
        "unit": unit, "qualifier": ("exact",), "scope": "", "scope_words": "", "period": "",
        "as_of": "2025-06", "source_id": "s",
        "section": "", "lines": "1-1", "printed": value, "note": ""}
    return Claim(**{**cells, **other})  # type: ignore[arg-type]


# Age

def test_a_promise_is_overdue_only_after_its_last_day() -> None:
    spring = claim("completion", "2026-03", "date", value_high="2026-05", as_of="2025-07",
                   printed="by spring 2026", qualifier=("by",))
    assert marks(spring, [spring], date(2026, 5, 31)) == ()
    (mark,) = marks(spring, [spring], date(2026, 6, 1))
    assert mark.kind == "overdue"
    assert mark.reason.startswith(
        "promised by spring 2026, read as up to May 2026, which has passed")


def test_a_promise_in_years_counts_from_the_claim() -> None:
    five = claim("completion", "5", "years", as_of="2025-08-22")
    assert due(five) == date(2030, 8, 22)
    assert marks(five, [five], date(2030, 8, 22)) == ()
    assert marks(five, [five], date(2030, 8, 23))[0].kind == "overdue"


def test_what_had_happened_when_it_was_claimed_is_never_overdue() -> None:
    past = claim("completion", "2006", "date", as_of="2025")
    assert due(past) is None
    assert marks(past, [past], date(2040, 1, 1)) == ()


def test_nearing_completion_is_stale_after_a_year() -> None:
    nearly = claim("status", "under-construction", printed="nearing completion", as_of="2025-06")
    assert marks(nearly, [nearly], date(2026, 6, 30)) == ()
    reasons = [mark.reason for mark in marks(nearly, [nearly], date(2026, 8, 1))]
    assert reasons == ["“nearing completion” was said in June 2025, 1 year 1 month ago"]


@pytest.mark.parametrize("attribute", ["status", "throughput", "share", "buyer", "condition"])
def test_what_loses_its_worth_is_stale_the_day_after_eighteen_months(attribute: str) -> None:
    old, newer = (claim(attribute, "10", as_of=day) for day in ("2025-02-08", "2026-08-01"))
    assert marks(old, [old], date(2026, 8, 8)) == ()
    (mark,) = marks(old, [old], date(2026, 8, 9))
    assert mark.kind == "stale"
    assert marks(old, [old, newer], date(2026, 8, 9)) == ()


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_a_claim_that_is_older_than_so_many_months_stays_so(held: date, today: date) -> None:
    one = claim("status", "planned", as_of=held.isoformat())
    if is_older(one, 18, today):
        assert is_older(one, 18, today + timedelta(days=1))
        assert months_between(held, today) >= 18
    else:
        assert months_between(held, today) <= 18


def test_a_condition_whose_date_has_passed_is_marked() -> None:
    vote = claim("condition", "author: the elections of June 2026", as_of="2026-01-01",
                 printed="elections scheduled for June 2026")
    assert marks(vote, [vote], date(2026, 6, 30)) == ()
    (mark,) = marks(vote, [vote], date(2026, 7, 1))
    assert (mark.kind, mark.reason[:9]) == ("overdue", "June 2026")
    past = claim("condition", "author: the statement of November 2020", as_of="2026-01-01")
    assert marks(past, [past], date(2026, 7, 1)) == ()


def test_a_status_is_stale_when_its_newest_claim_is() -> None:
    old = claim("status", "planned", as_of="2023-01")
    fresh = claim("status", "planned", as_of="2026-01")
    assert marks(old, [old], TODAY)[0].kind == "stale"
    assert marks(old, [old, fresh], TODAY) == ()


def test_ages_in_words() -> None:
    assert age_words(claim("length", "1", "km", as_of="2025"), TODAY) == "at least 10 months old"
    assert age_words(claim("length", "1", "km", as_of="2025-06-21"), TODAY) == "1 year 5 months old"
    assert months_words(0) == "less than a month"


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_months_never_run_backwards(earlier: date, later: date) -> None:
    assert months_between(earlier, later) >= 0
    assert months_between(earlier, earlier) == 0
    assert last_day(earlier.isoformat()) == earlier


def test_the_clock_is_injected() -> None:
    raw = read_folder(DATA)
    early, late = build(raw, date(2025, 12, 1)), build(raw, date(2031, 1, 1))
    horadiz = "horadiz-agbend-railway"
    before, after = early.entry(horadiz), late.entry(horadiz)
    assert before is not None
    assert after is not None
    assert "overdue" not in before.evidence
    assert "overdue" in after.evidence


# Disagreement

def test_unlike_values_of_one_attribute_differ() -> None:
    a, b = claim("length", "43", "km"), claim("length", "60", "km")
    assert unlike_values([a, b]) == ((a, b),)
    assert unlike_values([a, a]) == ()


def test_parts_potentials_and_history_do_not_differ() -> None:
    whole, part = claim("length", "170", "km"), claim("length", "20", "km", scope="part",
                                                     scope_words="new track")
    now, could = claim("capacity", "16", "bcm/year"), claim("capacity", "31", "bcm/year",
                                                            qualifier=("potential",))
    then, later = (claim("status", "proposed", as_of="2020-11"),
                   claim("status", "planned", as_of="2025-08"))
    assert unlike_values([whole, part, now, could, then, later]) == ()


def test_the_known_disagreements_are_shown(catalog: Catalog) -> None:
    def values(subject: str, question: str) -> list[set[str]]:
        return [{f"{c.value}{'–' + c.value_high if c.value_high else ''} {c.unit}"
                 for c in difference.claims}
                for difference in catalog.differences(subject) if question in difference.question]

    assert values("btc-pipeline", "share of Israel") == [{"40 percent", "40–60 percent"}]
    assert values("middle-corridor", "18 days") == [{"18 days"}]
    assert values("tripp", "18 days") == [{"18 days"}]
    assert any("95 percent" in claims
               for claims in values("ahmedbeyli-agbend-highway", "How far along"))
    starts = values("tripp-syunik", "in operation")
    assert starts
    assert {"2026-07–2026-12 date", "5 years"} <= starts[0]


def test_every_group_of_unlike_values_has_been_looked_at(catalog: Catalog) -> None:
    """A difference that only the values show must be described in disagreements.csv."""
    unseen = [(subject, difference.question)
              for subject in (*catalog.ids, *catalog.corridors, *catalog.places)
              for difference in catalog.differences(subject) if not difference.curated]
    assert unseen == []


def test_sources_differ_is_a_filter(catalog: Catalog) -> None:
    shown = catalog.select(Filter(evidence=frozenset({"differ"})))
    assert "btc-pipeline" in shown.ids
    assert all(catalog.differences(route_id) for route_id in shown.ids)


# Nothing

def test_four_kinds_of_nothing_stay_apart(folder: Path) -> None:
    def zero(rows: list[dict[str, str]]) -> None:
        row = next(r for r in rows if r["subject_id"] == "tap" and r["attribute"] == "capacity")
        row["value"] = "0"

    edit(folder / "claims.csv", zero)
    catalog = build(read_folder(folder), TODAY)

    def of(route_id: str, attribute: str) -> str:
        entry = catalog.entry(route_id)
        assert entry is not None
        return route_statement(catalog, entry, attribute).state

    assert of("btc-pipeline", "gauge") == "not-applicable"
    assert of("horadiz-agbend-railway", "gauge") == "not-in-the-sources"
    assert of("btc-pipeline", "share") == "disputed"
    assert of("btc-pipeline", "length") == "stated"
    assert of("shah-deniz-pipeline", "length") == "not-in-the-sources"


def test_zero_is_not_unknown() -> None:
    catalog = shipped()
    entry = catalog.entry("igb-interconnector")
    assert entry is not None
    nil = entry.__class__(entry.route, entry.alignment,
                          (claim("length", "0", "km", subject_id="igb-interconnector"),))
    assert route_statement(catalog, nil, "length").state == "zero"


# As one source tells it

def test_the_atlas_as_one_source_tells_it(catalog: Catalog) -> None:
    told = catalog.select(Filter(sources=frozenset({"umarova-2025"})))
    assert {claim.source_id for claim in told.claims} == {"umarova-2025"}
    assert {r.source_id for r in told.relations} == {"umarova-2025"}
    assert "chabahar-zahedan-railway" in told.ids
    assert "btc-pipeline" not in told.ids


# Search

@pytest.mark.parametrize(("query", "route_id"), [
    ("Turkiye", "tanap"), ("türkiye", "tanap"), ("TÜRKİYE", "tanap"),
    ("Зангезур", "tripp-syunik"), ("zangezur", "tripp-syunik"), ("Zəngəzur", "tripp-syunik"),
    ("kars igdir", "kars-dilucu-railway"), ("igdir kars", "kars-dilucu-railway"),
    ("چابهار", "chabahar-zahedan-railway"), ("TITR", "khorgos-aktau-railway"),
    ("trump route", "tripp-syunik"), ("syunik road", "tripp-syunik"), ("بحر", ""),
])
def test_search_folds_case_accents_and_scripts(catalog: Catalog, query: str,
                                               route_id: str) -> None:
    found = catalog.select(Filter(text=query)).ids
    assert (route_id in found) if route_id else not found


def test_every_route_is_found_by_each_of_its_names(catalog: Catalog) -> None:
    for entry in catalog.entries:
        for form in chain.from_iterable(map(forms, entry.names)):
            assert entry.route_id in catalog.select(Filter(text=form)).ids, form


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_contested_places_are_known_by_both_names(catalog: Catalog) -> None:
    names = {alias.alias for alias in catalog.aliases if alias.id == "nakhchivan"}
    assert {"Nakhichevan", "Naxçıvan", "Նախիջևան"} <= names
    assert catalog.naming["nakhchivan"].reason


# Changes

def test_a_folder_has_not_changed_from_itself() -> None:
    assert compare(read_folder(DATA), read_folder(DATA)) == ()


def test_changes_are_named_field_by_field(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        row = next(r for r in rows if r["subject_id"] == "btc-pipeline"
                   and r["attribute"] == "length" and r["source_id"] == "air-center-2025")
        row["value"] = "1769"

    edit(folder / "claims.csv", change)
    edit(folder / "routes.csv", lambda rows: rows[0].update(name="Another name"))
    (folder / "routes" / "tap.geojson").unlink()
    assert main(["diff", str(DATA), str(folder)]) == 0
    said = capsys.readouterr().out
    assert "~ claims btc-pipeline/length/" in said
    assert "value: 1768 → 1769 [air-center-2025, lines 2271-2271]" in said
    assert "→ Another name" in said
    assert "- routes tap: " in said
    assert said.splitlines()[-1].startswith("3 changes from release ")


def test_a_release_survives_its_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archived(DATA))
    (tmp_path / "b.zip").write_bytes(archived(DATA))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert compare(read_archive(tmp_path / "a.zip"), read_folder(DATA)) == ()


def test_every_kept_release_can_be_compared() -> None:
    assert releases(DATA)
    now = read_folder(DATA)
    changed = {}
    for release, path in releases(DATA).items():
        old = read_archive(path)
        assert old.problems == []
        changed[release] = len(compare(old, now))
    assert changed[now.release] == 0
    assert changed[min(changed)] > 0


def test_a_broken_archive_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    assert "cannot be read" in str(read_archive(tmp_path / "x.zip").problems[0])


# The package

def test_the_data_package_is_valid(tmp_path: Path) -> None:
    """By frictionless, an independent reader of the same standard."""
    shutil.copytree(DATA, tmp_path / "data")
    report = validate(str(tmp_path / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:10]


def test_an_end_of_a_way_is_named_as_printed(network: Network) -> None:
    """Whatever dash, mark or case a name comes in, it means the places that are called so."""
    cargo = next(iter(CARGOES))
    for place_id in network.places(cargo):
        for form in forms(network.catalog.name_of(place_id)):
            try:
                found = set(find_endpoint(network, cargo, form).places)
            except AtlasError as error:
                found = set(re.findall(r"[a-z0-9-]+", str(error)))
            assert place_id in found, form
