"""Holdings: what the atlas has on a candidate, and whether it agrees, contradicts or repeats."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from geo.catalog.catalog import Catalog
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim
from geo.intake.candidate import Anchor, Candidate
from geo.intake.holdings import as_claim, held


def _candidate(claim: Claim, document: str = "", printed: str = "other words") -> Candidate:
    return Candidate(
        "0", document, claim.subject_id, claim.attribute, claim.value, claim.value_high,
        claim.unit, claim.qualifier, claim.scope, claim.scope_words, claim.period, claim.as_of,
        printed, Anchor(1, 1, 0, 1))


def _claim(catalog: Catalog, subject: str, attribute: str, value: str) -> Claim:
    return next(claim for claim in catalog.claims_about(subject)
                if (claim.attribute, claim.value) == (attribute, value))


def _verdicts(candidate: Candidate, catalog: Catalog, claim: Claim) -> set[str]:
    return {each.verdict for each in held(candidate, catalog)
            if each.reference == claim.reference}


def test_every_claim_of_a_document_repeats_itself(catalog: Catalog) -> None:
    checked = 0
    for claim in catalog.claims:
        source = catalog.sources[claim.source_id]
        if not source.document or len(catalog.claims_about(claim.subject_id)) > 12:
            continue
        found = held(_candidate(claim, source.document, claim.printed), catalog)
        assert "repeats" in {each.verdict for each in found if each.reference == claim.reference}
        checked += 1
    assert checked > 20


def test_no_claim_contradicts_itself(catalog: Catalog) -> None:
    named = Counter(claim.reference for claim in catalog.claims)
    alone = [claim for claim in catalog.claims if named[claim.reference] == 1]
    assert len(alone) > 1000
    for claim in alone:
        assert "contradicts" not in _verdicts(_candidate(claim), catalog, claim)


def test_another_length_contradicts_and_a_rounded_one_agrees(catalog: Catalog) -> None:
    claim = _claim(catalog, "btc-pipeline", "length", "1768")
    assert _verdicts(_candidate(claim), catalog, claim) == {"agrees"}
    assert _verdicts(replace(_candidate(claim), value="1770"), catalog, claim) == {"agrees"}
    assert _verdicts(replace(_candidate(claim), value="1500"), catalog, claim) == {"contradicts"}


@pytest.mark.parametrize(("value", "high", "qualifier", "verdict"), [
    ("1700", "", ("more-than",), "agrees"), ("1800", "", ("more-than",), "contradicts"),
    ("1800", "", ("up-to",), "agrees"), ("1700", "", ("up-to",), "contradicts"),
    ("1700", "1800", ("exact",), "agrees"), ("1800", "1900", ("exact",), "contradicts"),
    ("1800", "", ("about",), "agrees"), ("1900", "", ("about",), "contradicts"),
])
def test_a_hedge_and_a_range_hold_all_that_they_allow(
        catalog: Catalog, value: str, high: str, qualifier: tuple[str, ...], verdict: str) -> None:
    claim = _claim(catalog, "btc-pipeline", "length", "1768")
    candidate = replace(_candidate(claim), value=value, value_high=high, qualifier=qualifier)
    assert _verdicts(candidate, catalog, claim) == {verdict}


def test_what_is_of_another_kind_is_not_compared(catalog: Catalog) -> None:
    claim = _claim(catalog, "btc-pipeline", "length", "1768")
    unlike = replace(_candidate(claim), value="900")
    for other in (replace(unlike, scope="part", scope_words="in Georgia"),
                  replace(unlike, qualifier=("forecast",)), replace(unlike, period="2024"),
                  replace(unlike, subject_id="tap", value="1768"),
                  replace(unlike, attribute="cost", unit="USD bn")):
        assert _verdicts(other, catalog, claim) == set()


def test_a_status_of_long_ago_is_history(catalog: Catalog) -> None:
    claim = next(claim for claim in catalog.claims if claim.attribute == "status"
                 and claim.value == "operating" and len(claim.as_of) == 10 and not claim.scope)
    year = int(claim.as_of[:4])
    near = replace(_candidate(claim), value="planned")
    long_ago = replace(near, as_of=f"{year - 3}{claim.as_of[4:]}")
    assert _verdicts(near, catalog, claim) == {"contradicts"}
    assert _verdicts(long_ago, catalog, claim) == set()


def test_the_same_speaker_and_the_same_words_repeat(catalog: Catalog) -> None:
    claim = _claim(catalog, "btc-pipeline", "length", "1768")
    speaker = catalog.sources[claim.source_id].speaker
    found = held(_candidate(claim), catalog, speaker)
    assert {each.verdict for each in found if each.reference == claim.reference} == {"repeats"}
    words = next(claim for claim in catalog.claims if claim.attribute == "purpose"
                 and len(claim.printed.split()) > 5)
    assert _verdicts(_candidate(words, printed=words.printed), catalog, words) == {"repeats"}


def test_an_actor_agrees_in_the_same_role_alone(catalog: Catalog) -> None:
    claim = next(claim for claim in catalog.claims
                 if claim.attribute == "sponsor" and claim.qualifier == ("funder",))
    assert _verdicts(_candidate(claim), catalog, claim) == {"agrees"}
    other = replace(_candidate(claim), qualifier=("operator",))
    assert _verdicts(other, catalog, claim) == set()


def test_what_is_held_is_told_as_readers_see_it(catalog: Catalog) -> None:
    claim = _claim(catalog, "btc-pipeline", "length", "1768")
    words = {each.words for each in held(_candidate(claim), catalog)
             if each.reference == claim.reference}
    assert len(words) == 1
    assert all(each.startswith("1,768\N{NO-BREAK SPACE}km (") for each in words)


@pytest.mark.parametrize("value", ["", "many", "19th"])
def test_a_value_that_cannot_be_read_is_held_against_nothing(catalog: Catalog, value: str) -> None:
    claim = _claim(catalog, "btc-pipeline", "length", "1768")
    assert held(replace(_candidate(claim), value=value), catalog) == ()
    assert held(replace(_candidate(claim), attribute="colour"), catalog) == ()


def test_a_candidate_becomes_the_claim_it_says(catalog: Catalog) -> None:
    claim = _claim(catalog, "btc-pipeline", "length", "1768")
    made = as_claim(_candidate(claim))
    assert (made.subject_id, made.attribute, made.value, made.unit, made.qualifier) == (
        claim.subject_id, claim.attribute, claim.value, claim.unit, claim.qualifier)
    assert made.attribute in ATTRIBUTES
