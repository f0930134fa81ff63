"""What a route is in a year, and how much is built: the laws, and the shipped data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString
from shapely.ops import substring
from streamlit.testing.v1 import AppTest

from app.components.citations import Notes
from app.screens.time import time_page
from app.shared.atlas_cache import Atlas
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.selection import STAGE_WORDS, drawn_status
from geo.catalog.stages import (
    STAGES,
    claim_words,
    corridor_events,
    routes_of,
    stage,
    state_in_year,
    state_words,
)
from geo.claims.dates import beginning, due, last_day
from geo.claims.headline import leading
from geo.data.basemap_document import BasemapDocument
from geo.data.records import Claim
from geo.data.schema import FIRST_YEAR, LAST_YEAR, NOT_STATED
from geo.presentation.progress import GROUPS, corridor_progress, route_share, without_shared

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


def claim(attribute: str, value: str, as_of: str = "2025", *, unit: str = "date",
         printed: str = "", scope: str = "", note: str = "",
          value_high: str = "") -> Claim:
    return Claim("a-route", attribute, value, value_high, "" if attribute == "status" else unit,
                (), scope, scope and "something", "", as_of, "a-source", "", "1-1", printed, note)


def entry_of(catalog: Catalog, route_id: str) -> RouteEntry:
    entry = catalog.entry(route_id)
    assert entry is not None
    return entry


def told(catalog: Catalog, *claims: Claim) -> RouteEntry:
    return replace(entry_of(catalog, "btc-pipeline"), claims=claims)


_year = st.integers(1985, 2045).map(str)
_claims = st.one_of(
    st.builds(lambda value, year: claim("status", value, year),
              st.sampled_from(("operating", "under-construction", "planned", "proposed",
                               "suspended", "closed")), _year),
    st.builds(lambda name, value, year, printed: claim(name, value, year, printed=printed),
              st.sampled_from(("start", "completion")), _year, _year,
              st.sampled_from(("became operational", "work began", "in that year"))))


@given(st.lists(_claims, max_size=6))
def test_every_year_has_one_stage_and_its_claims(catalog: Catalog, claims: list[Claim]) -> None:
    entry = told(catalog, *claims)
    for year in YEARS:
        found = state_in_year(entry, year)
        assert found.stage in STAGES
        assert found.claims or found.stage == "undated"
        assert set(found.claims) <= set(claims)
        assert stage(told(catalog, *reversed(claims)), year) == found.stage


@given(st.lists(_claims, max_size=6))
def test_what_exists_stands_on_unless_said_to_have_ended(catalog: Catalog,
                                                         claims: list[Claim]) -> None:
    kept = [one for one in claims if one.value not in ("suspended", "closed")]
    stages = [stage(told(catalog, *kept), year) for year in YEARS]
    if "exists" in stages:
        assert set(stages[stages.index("exists"):]) == {"exists"}


@given(st.lists(_claims, max_size=4), _claims)
def test_a_claim_about_a_part_says_nothing_of_the_whole(catalog: Catalog, claims: list[Claim],
                                                        more: Claim) -> None:
    part = replace(more, scope="part", scope_words="a section")
    for year in (1995, 2010, 2026, 2035):
        assert stage(told(catalog, *claims, part), year) == stage(told(catalog, *claims), year)


@given(_year, _year)
def test_a_promise_alone_never_makes_a_route_exist(catalog: Catalog, value: str,
                                                   claimed: str) -> None:
    if value > claimed:
        entry = told(catalog, claim("completion", value, claimed))
        assert not {stage(entry, year) for year in YEARS} & {"exists", "being-built"}


@pytest.mark.parametrize(("printed", "note", "expected"), [
    ("becoming operational in June 2006", "Start of operation, not of construction", "operation"),
    ("delivering commercial gas", "", "operation"),
    ("launched construction", "to be operational in 2030", "work"),
    ("Work began in 2021", "", "work"),
    ("in that year", "Groundbreaking", "work"),
    ("2002. That year", "", "unsaid"),
])
def test_a_start_is_read_as_its_words_say(printed: str, note: str, expected: str) -> None:
    assert beginning(claim("start", "2006", printed=printed, note=note)) == expected


def test_suspension_ends_what_existed(catalog: Catalog) -> None:
    entry = told(catalog, claim("status", "operating", "2000"), claim("status", "closed", "2010"))
    assert [stage(entry, year) for year in (1999, 2000, 2009, 2010, 2030)] == [
        "undated", "exists", "exists", "undated", "undated"]


@pytest.mark.parametrize(("route_id", "stages"), [
    ("btc-pipeline", {1995: "not-yet", 2005: "not-yet", 2006: "exists", 2010: "exists",
                      2040: "exists"}),
    ("kars-dilucu-railway", {2024: "not-yet", 2025: "being-built", 2026: "being-built",
                             2029: "being-built", 2030: "promised", 2031: "was-due",
                             2040: "was-due"}),
    ("horadiz-agbend-railway", {2020: "not-yet", 2021: "being-built", 2026: "being-built",
                                2027: "was-due", 2040: "was-due"}),
    ("ahmedbeyli-agbend-highway", {2026: "being-built", 2027: "was-due", 2030: "was-due"}),
    ("chabahar-zahedan-railway", {2012: "not-yet", 2013: "being-built", 2025: "being-built",
                                  2026: "being-built"}),
    ("tripp-syunik", {2024: "not-yet", 2025: "promised", 2026: "promised", 2027: "was-due",
                      2040: "was-due"}),
    ("south-caucasus-pipeline", {2019: "undated", 2024: "undated", 2025: "exists"}),
    ("tap", {2019: "not-yet", 2020: "exists"}),
    ("kabul-corridor", {2022: "not-yet", 2025: "promised", 2028: "was-due"}),
])
def test_the_shipped_routes(catalog: Catalog, route_id: str, stages: dict[int, str]) -> None:
    entry = entry_of(catalog, route_id)
    assert {year: stage(entry, year) for year in stages} == stages


def test_what_is_under_construction_is_being_built_this_year(catalog: Catalog) -> None:
    """The page says of this year what the atlas' filter by status says."""
    for entry in catalog.entries:
        if any(claim.partial for claim in leading(entry.claims_of("status"))):
            continue  # of a part the year says nothing of the whole
        built_now = stage(entry, catalog.today.year) == "being-built"
        assert built_now == ("under-construction" in entry.words["statuses"]), entry.route_id


def test_an_overdue_promise_stands_beside_the_work(catalog: Catalog) -> None:
    work = claim("status", "under-construction", "2025")
    late, ahead = claim("completion", "2025-12", "2025"), claim("completion", "2030", "2025")
    late = replace(late, as_of="2025-06")
    assert state_in_year(told(catalog, work, late), 2025).claims == (work, late)
    assert state_in_year(told(catalog, work, late), 2026).stage == "was-due"
    assert [stage(told(catalog, work, ahead), year) for year in (2029, 2030)] == [
        "being-built", "promised"]
    given_up = claim("status", "planned", "2026")
    assert stage(told(catalog, work, given_up), 2026) == "not-yet"


@given(st.lists(_claims, max_size=6))
def test_after_the_last_date_promised_only_a_newer_claim_speaks(catalog: Catalog,
                                                                claims: list[Claim]) -> None:
    """No later year is one of promise, nor after a promised end one of work, without a newer."""
    entry = told(catalog, *claims)
    promises = [one for one in claims if due(one)]
    days = [day for one in promises if (day := due(one))]
    newest = max((last_day(one.as_of) for one in claims), default=date.min)
    if days and newest <= min(days):
        later = {stage(entry, year) for year in YEARS if year > max(day.year for day in days)}
        assert "promised" not in later
        of_an_end = [one for one in promises
                     if one.attribute == "completion" or beginning(one) == "operation"]
        assert len(of_an_end) < len(promises) or "being-built" not in later
    for year in YEARS:
        found = state_in_year(entry, year)
        if found.stage == "was-due":
            assert all(day.year < year for day in days)
            assert any(one in promises for one in found.claims)


def test_what_was_due_is_told_with_its_date(catalog: Catalog) -> None:
    entry = entry_of(catalog, "horadiz-agbend-railway")
    found = state_in_year(entry, 2030)
    said = [state_words(one, found, catalog.today) for one in found.claims]
    assert "was due by spring 2026; no newer source" in said
    assert all(words.startswith(("was due by", "is due by")) for words in said)
    assert STAGE_WORDS[found.stage] == "Was due, no newer source"
    assert drawn_status(entry, 2030) == NOT_STATED
    ahead = entry_of(catalog, "kars-dilucu-railway")
    assert "is due in five years (2030); no source looks further" in [
        state_words(one, state_in_year(ahead, 2035), catalog.today)
        for one in state_in_year(ahead, 2035).claims]


def test_a_newer_report_of_work_answers_a_promise_that_has_passed(catalog: Catalog) -> None:
    late = replace(claim("completion", "2025-12", "2025"), as_of="2025-06")
    work, news = (claim("status", "under-construction", year) for year in ("2025", "2026"))
    assert stage(told(catalog, replace(work, as_of="2025-06"), late), 2030) == "was-due"
    assert stage(told(catalog, work, late, news), 2030) == "being-built"


def test_btc_is_promised_nothing(catalog: Catalog) -> None:
    entry = entry_of(catalog, "btc-pipeline")
    assert "promised" not in {stage(entry, year) for year in YEARS}
    kinds = {made.kind for made in corridor_events(catalog, "east-west-energy")}
    assert kinds == {"start", "completion"}


def test_a_route_without_claims_is_undated_in_every_year(catalog: Catalog) -> None:
    silent = [entry for entry in catalog.entries if not any(
        entry.claims_of(name) for name in ("status", "start", "completion"))]
    assert silent
    assert {stage(entry, year) for entry in silent for year in YEARS} == {"undated"}


def test_the_events_of_a_corridor(catalog: Catalog) -> None:
    events = corridor_events(catalog, "tripp")
    seen = {(made.claim.subject_id, made.kind, made.first, made.last) for made in events}
    assert ("horadiz-agbend-railway", "overdue", 2026, 2026) in seen
    assert ("kars-dilucu-railway", "promise", 2030, 2030) in seen
    assert ("kars-dilucu-railway", "start", 2025, 2025) in seen
    assert ("tripp", "promise", 2030, 2030) in seen
    assert list(events) == sorted(events, key=lambda made: (made.first, made.last))
    assert not any(made.kind == "promise" for made in corridor_events(
        replace(catalog, today=date(2041, 1, 1)), "tripp"))


def test_every_dated_claim_is_an_event_somewhere(catalog: Catalog) -> None:
    seen = {made.claim for key in (*catalog.corridors, NOT_STATED)
            for made in corridor_events(catalog, key)}
    assert seen == {one for one in catalog.claims if one.attribute in ("start", "completion")
                    and one.subject_id not in catalog.places}
    assert all(claim_words(one) for one in seen)


def test_the_kilometres_of_a_corridor_are_those_of_its_legs(catalog: Catalog) -> None:
    for key in (*catalog.corridors, NOT_STATED):
        one = corridor_progress(catalog, key)
        assert [part.entry for part in one.segments] == list(routes_of(catalog, key))
        assert sum(one.km(group) for group in GROUPS) == pytest.approx(one.total)
        assert one.total <= sum(route_share(part.entry).length for part in one.segments) + 1e-6
        assert one.drawn == pytest.approx(sum(one.km(group, drawn=True) for group in GROUPS))
        assert all(part.length > 0 and 0 <= part.shared <= 1 for part in one.segments)


def test_track_that_legs_share_counts_once(catalog: Catalog) -> None:
    one = route_share(entry_of(catalog, "btc-pipeline"))
    other = route_share(entry_of(catalog, "tap"))
    proposed = replace(one, entry=told(catalog, claim("status", "proposed")))
    assert [part.shared for part in without_shared([one, other])] == [0, 0]
    line = one.entry.alignment.line
    assert isinstance(line, LineString)
    half = LineString(substring(line, 0, line.length / 2).coords)
    twice = replace(proposed, entry=replace(
        proposed.entry, route=replace(one.entry.route, route_id="half-of-it"),
        alignment=replace(one.entry.alignment, line=half)))
    counted = without_shared([twice, one])
    assert [part.shared for part in counted] == [pytest.approx(1), 0]
    assert sum(part.km for part in counted) == pytest.approx(one.length)
    assert without_shared([one, twice])[::-1] == counted


def test_a_stated_length_counts_before_a_drawn_one(catalog: Catalog) -> None:
    btc = route_share(entry_of(catalog, "btc-pipeline"))
    assert (btc.km, btc.group) == (1768, "operating")
    assert btc.stated is not None
    drawn = route_share(entry_of(catalog, "shah-deniz-pipeline"))
    assert drawn.stated is None
    part = told(catalog, claim("length", "50", unit="km", scope="part"))
    assert route_share(part).stated is None
    whole = replace(claim("length", "3200", unit="km"), subject_id="southern-gas-corridor")
    stated = corridor_progress(replace(catalog, claims=(*catalog.claims, whole)),
                               "southern-gas-corridor").claim
    assert stated == whole
    assert corridor_progress(catalog, "middle-corridor").claim is None


def test_the_page_escapes_and_cites(catalog: Catalog) -> None:
    hostile = {key: replace(one, name="<img src=x onerror=alert(1)>")
               for key, one in catalog.corridors.items()}

    def script(shown: "Catalog") -> None:  # noqa: UP037 - compiled elsewhere
        from app.screens.time.time_page import show_time_page  # noqa: PLC0415
        from app.shared.atlas_cache import Atlas  # noqa: PLC0415 - runs as a script of its own
        from geo.data.basemap_document import BasemapDocument  # noqa: PLC0415

        show_time_page(Atlas(shown, BasemapDocument(), ("", b""), ("", b""), ("", b"")))

    app = AppTest.from_function(script, args=(replace(catalog, corridors=hostile),),
                                default_timeout=60).run()
    assert not app.exception
    text = " ".join(str(block.proto.body) for block in app.get("html"))
    assert "<img" not in text
    assert "&lt;img src=x" in text
    assert "data-cite=" in text
    app.slider(key="time-year").set_value(2010).run()
    assert not app.exception
    assert "In 2010, of" in " ".join(str(block.proto.body) for block in app.get("html"))


def test_sessions_share_the_numbers_of_the_notes_and_no_notes(catalog: Catalog) -> None:
    """One that cites something more changes nobody else's numbers."""
    atlas = Atlas(catalog, BasemapDocument(), ("", b""), ("", b""), ("", b""))
    shared = time_page._constant(atlas)  # noqa: SLF001
    assert all(isinstance(part, str | tuple) for part in shared)
    first, second = (Notes(catalog, shared[-1]) for _ in range(2))
    more = next(claim for claim in catalog.claims
                if (claim.source_id, claim.section, claim.lines) not in dict(shared[-1]))
    assert f"[{len(shared[-1]) + 1}]" in first.mark(more)
    assert second.numbered == shared[-1] == first.numbered[:-1] == time_page._constant(atlas)[-1]  # noqa: SLF001
