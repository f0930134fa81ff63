"""What happened: only what lies behind, newest first, each claim once, under filter and time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catalog.catalog import Catalog
from geo.catalog.happenings import happenings, happenings_about, is_within
from geo.catalog.stages import routes_of
from geo.claims.dates import due, last_day
from geo.claims.headline import is_hoped_for
from geo.data.records import Claim
from geo.presentation.citations import Citations
from geo.presentation.told_happenings import (
    happening_table,
    happening_words,
    happenings_shown,
    source_in_brief,
    what_happened,
)
from geo.query.filter import Filter
from geo.query.view import View, read_view
from tests.conftest import shipped
from tests.pages.linked_views import KNOWN


def claim(attribute: str, value: str, as_of: str = "2025", **parts: object) -> Claim:
    made = Claim("a-route", attribute, value, "", "date" if attribute in ("start", "completion")
                 else "", (), "", "", "", as_of, "a-source", "", "1-1", "", "")
    return replace(made, **parts)  # type: ignore[arg-type]


_years = st.integers(1985, 2045).map(str)
_days = st.dates().map(str) | _years | st.builds("{}-{:02d}".format, _years, st.integers(1, 12))
_statuses = st.sampled_from(("operating", "under-construction", "planned", "suspended", "closed"))
_claims = st.lists(st.one_of(
    st.builds(lambda day, words: claim("event", words, day), _days, st.sampled_from("ab")),
    st.builds(claim, st.sampled_from(("start", "completion")), _years, _days),
    st.builds(lambda value, day: claim("status", value, day), _statuses, _days)), max_size=8)


@given(_claims)
def test_nothing_is_told_that_is_still_to_come(claims: list[Claim]) -> None:
    for happening in happenings(claims):
        assert all(due(each) is None and not is_hoped_for(each) for each in happening.claims)
        assert last_day(happening.day) <= max(last_day(each.as_of) for each in happening.claims)


@given(_claims)
def test_the_newest_stands_first_and_each_claim_once(claims: list[Claim]) -> None:
    told = happenings(claims)
    padded = [(*map(int, each.day.split("-")), 0, 0)[:3] for each in told]
    assert padded == sorted(padded, reverse=True)
    events = [each for one in told for each in one.claims if each.attribute == "event"]
    assert sorted(map(str, events)) == sorted(
        str(each) for each in claims if each.attribute == "event")


@given(_claims)
def test_the_order_of_the_data_changes_nothing(claims: list[Claim]) -> None:
    def words(given: list[Claim]) -> set[tuple[str, str, str]]:
        return {(each.day, each.kind, happening_words(each)) for each in happenings(given)}

    assert words(claims) == words(claims[::-1])


@given(_claims, _days, _days)
def test_a_stretch_of_time_holds_what_may_lie_in_it(claims: list[Claim], since: str, until: str
                                                    ) -> None:
    for each in happenings(claims):
        inside = is_within(each.day, since, until)
        assert inside == (is_within(each.day, since, "") and is_within(each.day, "", until))
        first = f"{each.day}-01-01"[:10]
        assert inside or last_day(each.day) < last_day(since) or first > str(last_day(until))
    assert is_within("2026-02-27", "2026-02-27", "2026-02-27")
    assert is_within("2026", "2026-02", "2026-03")
    assert not is_within("2026-02", "2026-03", "")
    assert not is_within("2026-02-28", "", "2026-02-27")


@pytest.mark.parametrize(("statuses", "told"), [
    ((("planned", "2025-01"),), []),
    ((("planned", "2025-01"), ("planned", "2025-06")), []),
    ((("planned", "2025-01"), ("under-construction", "2025-06-02")), ["2025-06-02"]),
    ((("planned", "2023-01"), ("operating", "2025-06")), []),
    ((("planned", "2025-06"), ("proposed", "2025-06")), [])])
def test_a_status_counts_where_a_recent_report_says_otherwise(
        statuses: tuple[tuple[str, str], ...], told: list[str]) -> None:
    claims = [claim("status", value, day) for value, day in statuses]
    assert [each.day for each in happenings(claims)] == told


def test_a_change_of_status_says_what_was_reported_before() -> None:
    (change,) = happenings([claim("status", "operating", "2026-02-09"),
                            claim("status", "suspended", "2026-03")])
    assert happening_words(change) == (
        "Reported as suspended; before, on 9 February 2026, as operating")


def test_forecasts_and_comparisons_are_left_out_and_like_words_are_told_once() -> None:
    past = claim("completion", "2024", "2025")
    assert happenings([replace(past, qualifier=("forecast",))]) == ()
    assert happenings([replace(past, scope="compared", scope_words="another")]) == ()
    (one,) = happenings([past, replace(past, source_id="another", as_of="2026")])
    assert [each.source_id for each in one.claims] == ["a-source", "another"]
    (spring,) = happenings([replace(past, value="2024-03", value_high="2024-05")])
    assert spring.day == "2024"


def test_every_event_of_a_subject_is_told_of_it_and_of_its_corridor(catalog: Catalog) -> None:
    events = [each for each in catalog.claims if each.attribute == "event"
              and each.scope != "compared"]
    assert events
    for subject in {each.subject_id for each in events}:
        told = {each for one in happenings_about(catalog, subject) for each in one.claims}
        assert told >= {each for each in events if each.subject_id == subject}
    for corridor in catalog.corridors:
        told = {each for one in happenings_about(catalog, corridor) for each in one.claims}
        routes = {entry.route_id for entry in routes_of(catalog, corridor)}
        assert told >= {each for each in events if each.subject_id in {corridor, *routes}}


def test_a_filter_leaves_what_concerns_its_routes(catalog: Catalog) -> None:
    everything = happenings_shown(catalog, View())
    assert {each.kind for each in everything} >= {"event", "start", "completion"}
    for section in ("corridors", "countries", "modes", "sources"):
        for word in sorted(catalog.known_words[section]):
            view = View(Filter().choosing(section, {word}))
            shown = catalog.select(view.wanted)
            for each in happenings_shown(shown, view):
                entry, subject = catalog.entry(each.subject_id), each.subject_id
                assert entry is None or subject in shown.ids, (word, subject)
                if section == "sources":
                    assert {one.source_id for one in each.claims} == {word}
                if section == "corridors" and subject in catalog.corridors:
                    assert subject == word


def test_the_page_tells_all_that_the_table_holds_and_every_claim_has_its_source() -> None:
    catalog = shipped()
    for view in (View(), View(since="2025"), View(until="2020-12"),
                 View(Filter(modes=frozenset({"gas"})))):
        shown, citations = catalog.select(view.wanted), Citations(catalog.sources)
        found, rows = what_happened(shown, view, citations), happening_table(shown, view).rows
        told = [each for month in found.months for each in month.happenings]
        assert rows
        assert {name.opens_id for each in told for name in each.subjects} == {
            row["subject_id"] for row in rows}
        assert {(each.who, each.printed) for one in told for each in one.tellers} == {
            (source_in_brief(catalog.sources[str(row["source_id"])]), f"“{row['printed']}”")
            for row in rows}
        assert found.silence == ""
        assert all(each.shown.what.citations for each in told)
        assert [row["day"] for row in rows] == [
            each.day for each in happenings_shown(shown, view) for _ in each.claims]
        assert all(row["publisher"] and row["published"] and row["citation"] for row in rows)
        for month in found.months:
            assert month.month[:4] in month.title


def test_where_nothing_is_found_a_sentence_says_so(catalog: Catalog) -> None:
    wanted = Filter(modes=frozenset({"digital"}))
    silent = View(wanted, since="2040")
    found = what_happened(catalog.select(wanted), silent, Citations(catalog.sources))
    assert found.months == ()
    assert found.silence == (
        "Nothing is found: the sources date no event, start, completion or change of status since "
        "2040 for the routes that the filter leaves, their corridors and places.")


@pytest.mark.parametrize(("text", "read"), [
    ("2026", "2026"), ("2026-02", "2026-02"), ("2026-02-28", "2026-02-28"), ("2026-02-30", ""),
    ("2026-13", ""), ("26", ""), ("soon", ""), ("2026-2", "")])
def test_a_link_names_the_stretch_of_time(text: str, read: str) -> None:
    view, ignored = read_view([("since", text), ("until", text)], KNOWN)
    assert (view.since, view.until) == (read, read)
    assert ignored == (() if read else (f"since={text}", f"until={text}"))
