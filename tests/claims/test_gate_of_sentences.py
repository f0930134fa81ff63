"""The gate on short sentences: what the words bear out of them, and what they leave open.

Invented for a test: the figures and days of the sentences are of no line.
"""

from __future__ import annotations

import pytest

from geo.claims.clauses import clause_of, predicate_of, relative_of
from geo.claims.dates import day_told
from geo.claims.gate import SubjectNames, judge
from geo.claims.passage import passage_in
from geo.data.records import Claim

DAY = "2026-11-12"
NAMES = SubjectNames({"line": ("north line",), "spur": ("south spur",)},
                     called={"line": "North Line", "spur": "South Spur"})


def found(sentence: str, attribute: str, value: str, printed: str = "", **cells: object
          ) -> dict[str, str]:
    """The codes of what is said against a claim of the line, each with its message."""
    blank: dict[str, object] = {
        "subject_id": "line", "attribute": attribute, "value": value, "value_high": "", "unit": "",
        "qualifier": (), "scope": "", "scope_words": "", "period": "", "as_of": DAY,
        "source_id": "s", "section": "", "lines": "1-1", "printed": printed or sentence,
        "note": ""}
    claim = Claim(**{**blank, **cells})  # type: ignore[arg-type]
    passage = passage_in((sentence,), 1, 1, claim.printed, "")
    return {finding.code: finding.message for finding in judge(claim, passage, DAY, NAMES)}


@pytest.mark.parametrize(("sentence", "actor", "role"), [
    ("A decision on the North Line depends on an agreement between Iran and Russia.", "Iran",
     "party"),
    ("The North Line awaits an agreement between Iran and Russia.", "Russia", "party"),
    ("Iran has not signed the agreement on the North Line.", "Iran", "party"),
    ("Georgia could finance the North Line.", "Georgia", "funder"),
    ("The bank approved a loan of 3 billion dollars to Georgia for the North Line.", "Georgia",
     "funder"),
    ("The North Line was built by Iran and is financed by Russia.", "Iran", "funder"),
    ("China finances the North Line, and Georgia is on the way.", "Georgia", "funder")])
def test_a_role_that_is_not_acted_is_ambiguous(sentence: str, actor: str, role: str) -> None:
    assert "role-ambiguous" in found(sentence, "sponsor", actor, qualifier=(role,))


@pytest.mark.parametrize(("sentence", "actor", "role"), [
    ("Iran and Russia have signed an agreement on the North Line.", "Russia", "party"),
    ("The North Line rests on an agreement between Iran and Russia.", "Iran", "party"),
    ("The North Line was built by Iran and is financed by Russia.", "Russia", "funder"),
    ("The North Line was built by Iran and is financed by Russia.", "Iran", "builder"),
    ("India handed over the North Line, a road built by it.", "India", "builder"),
    ("China finances the North Line, which needs no tunnel.", "China", "funder"),
    ("China finances the North Line, while Georgia could oppose it.", "China", "funder"),
    ("Georgia knows the North Line and it finances a third of the cost.", "Georgia", "funder")])
def test_a_role_that_is_acted_is_borne_out(sentence: str, actor: str, role: str) -> None:
    assert not {code for code in found(sentence, "sponsor", actor, qualifier=(role,))
                if code.startswith(("role", "actor"))}


@pytest.mark.parametrize(("sentence", "code"), [
    ("In Tehran, members of parliament objected to the North Line.", "actor-named-as-a-place"),
    ("Iranian members of parliament objected to the North Line.", "people-told-as-country"),
    ("Iran objected to the North Line.", ""),
    ("Newspapers write that Iran objected to the North Line.", "")])
def test_people_of_a_country_are_not_the_country(sentence: str, code: str) -> None:
    codes = set(found(sentence, "opponent", "Iran", qualifier=("opposes",)))
    assert {each for each in codes if each.startswith(("actor", "people"))} == ({code} - {""})


TOTAL = "The North Line has carried over 62 million tons since it opened."


@pytest.mark.parametrize(("sentence", "period", "code"), [
    (TOTAL, "", "period-left-out"), (TOTAL, f"to {DAY}", ""), (TOTAL, "to 2026-11", ""),
    (TOTAL, "to 2025-11-12", "period-not-printed"), (TOTAL, "2026", "period-not-printed"),
    (TOTAL.replace("since it opened", "so far"), "", "period-left-out"),
    (TOTAL.replace("since it opened", "since 2019"), f"2019/{DAY}", ""),
    (TOTAL.replace(" since it opened", ""), f"to {DAY}", "period-not-printed"),
    (TOTAL.replace("since it opened", "last year"), "2025", ""),
    (TOTAL.replace("since it opened", "last year"), "2024", "period-not-printed")])
def test_a_running_total_runs_to_the_day_of_the_source(
        sentence: str, period: str, code: str) -> None:
    codes = found(sentence, "throughput", "62", unit="Mt", qualifier=("more-than",), period=period)
    assert set(codes) == ({code} - {""})


def test_a_running_total_says_how_it_is_counted() -> None:
    codes = found(TOTAL, "throughput", "62", unit="Mt", qualifier=("more-than",))
    assert "'since it opened'" in codes["period-left-out"]
    assert f"'to {DAY}'" in codes["period-left-out"]


TWO_VERBS = "The North Line is in operation and carried 3 million tons in 2025."
DONE = ("91 percent of the work on the North Line had been done by the end of October 2026, and "
        "the first train is expected in March 2027.")


@pytest.mark.parametrize(("as_of", "is_open"), [("2025", True), (DAY, False)])
def test_a_year_counts_with_its_own_verb(as_of: str, is_open: bool) -> None:  # noqa: FBT001
    assert ("day-open" in found(TWO_VERBS, "status", "operating", as_of=as_of)) is is_open


@pytest.mark.parametrize(("as_of", "is_open"), [
    (DAY, True), ("2026-10-31", False), ("2026-10", False), ("2026-09", True)])
def test_a_progress_is_of_the_day_that_is_told(as_of: str, is_open: bool) -> None:  # noqa: FBT001
    assert ("day-open" in found(DONE, "progress", "91", unit="percent", qualifier=("exact",),
                                as_of=as_of)) is is_open


def test_what_another_clause_expects_holds_no_number_back() -> None:
    assert not found(DONE, "progress", "91", unit="percent", qualifier=("exact",),
                     as_of="2026-10-31")


def test_a_day_of_another_clause_is_left_open() -> None:
    printed = "the first train is expected in March 2027"
    assert "day-open" in found(DONE, "event", "first train", printed, as_of="2026-10")
    assert "day-open" not in found(DONE, "event", "first train", printed)


@pytest.mark.parametrize(("sentence", "code"), [
    ("The North Line is 50 km long, and its first section is planned.", ""),
    ("The first section of the North Line is 50 km long.", "part-told-as-whole"),
    ("The North Line is planned to be 50 km long.", "modal-dropped"),
    ("The North Line is planned and it is 50 km long.", "modal-dropped"),
    ("The North Line is planned, its length is 50 km and Iran has signed.", "modal-dropped"),
    ("The North Line is 50 km long, but the bridge could cost more.", ""),
    ("The North Line is 50 km long and the first train has arrived.", "")])
def test_parts_and_modal_words_count_from_the_clause_of_the_number(
        sentence: str, code: str) -> None:
    codes = set(found(sentence, "length", "50", unit="km", qualifier=("exact",)))
    assert codes & {"part-told-as-whole", "modal-dropped"} == ({code} - {""})


def test_a_finding_names_subjects_as_readers_know_them() -> None:
    rivals = found("The North Line and the South Spur are 50 km long.", "length", "50", unit="km",
                   qualifier=("exact",))
    assert "South Spur" in rivals["subject-among-others"]
    silent = found("It is 50 km long.", "length", "50", unit="km", qualifier=("exact",))
    assert "North Line" in silent["subject-not-named"]


@pytest.mark.parametrize("text", [
    "It carries oil and gas supplied by Iran and Georgia.",
    "Iran and Georgia have signed it.",
    "It is designed to carry between 10 and 15 million tons annually.",
    "A decision depends on an agreement between Iran and Georgia has to be signed.",
    "It is 50 km long, as https://example.org says, and the bridge is planned."])
def test_lists_ranges_and_broken_sentences_are_one_clause(text: str) -> None:
    assert clause_of(text, 0) == (0, len(text))


def test_clauses_predicates_and_what_hangs_on_them() -> None:
    text = "While Iran has seen it, the line is long, which helps; a spur is not"
    at = text.index("line")
    begins, ends = clause_of(text, at)
    assert text[begins:ends] == "the line is long, which helps; "
    begins, ends = relative_of(text, at, at + 4)
    assert text[begins:ends] == "the line is long, "
    begins, ends = predicate_of(TWO_VERBS, TWO_VERBS.index("2025"))
    assert TWO_VERBS[begins:ends] == "carried 3 million tons in 2025."


@pytest.mark.parametrize(("text", "day"), [
    ("by the end of October 2026", "2026-10-31"), ("as of 5 March 2026", "2026-03-05"),
    ("as of March 5, 2026", "2026-03-05"), ("by March 2026", "2026-03"), ("in 2026", ""),
    ("by the end of the year", "")])
def test_words_tell_the_day_of_a_progress(text: str, day: str) -> None:
    assert day_told(text) == day


@pytest.mark.parametrize("sentence", [
    "The North Line is to go into operation in 2029.",
    "They hope to have the North Line up and running in 2029.",
    "The North Line is to come on stream in 2029."])
def test_what_is_to_run_does_not_bear_out_that_it_does(sentence: str) -> None:
    assert "status-not-printed" in found(sentence, "status", "operating")


@pytest.mark.parametrize(("sentence", "value"), [
    ("The North Line went into operation in November.", "operating"),
    ("On the North Line earthworks have resumed.", "under-construction"),
    ("The North Line, disused, is overgrown.", "closed"),
    ("The North Line has stalled.", "suspended"),
    ("The North Line has been mooted for decades.", "proposed")])
def test_more_of_the_usual_words_bear_a_status_out(sentence: str, value: str) -> None:
    assert not {code for code in found(sentence, "status", value) if code.startswith("status")}


@pytest.mark.parametrize(("sentence", "role"), [
    ("Iran provides 3 million tons of freight for the North Line.", "funder"),
    ("Iran holds that the North Line is late.", "funder"),
    ("Iran has 24 per cent of the gas beside the North Line.", "funder"),
    ("Iran carried 2 million tons from the North Line.", "funder"),
    ("Iran is for the moment outside the North Line.", "supporter"),
    ("Iran joined Russia in opposing the North Line.", "party")])
def test_what_only_looks_like_a_role_does_not_bear_it_out(sentence: str, role: str) -> None:
    assert "role-not-printed" in found(sentence, "sponsor", "Iran", qualifier=(role,))


@pytest.mark.parametrize("sentence", [
    "Iran has been invited to join the North Line.",
    "Iran is ready to take part in the North Line.",
    "Iran would hold 30 per cent of the North Line.", "Iran has not joined the North Line."])
def test_who_is_yet_to_join_is_not_borne_out_as_one_who_has(sentence: str) -> None:
    role = "funder" if "hold" in sentence else "party"
    assert "role-ambiguous" in found(sentence, "sponsor", "Iran", qualifier=(role,))
