"""Which subjects are offered: what can have the attribute first, and what the draft has added."""

from __future__ import annotations

import pytest

from app.desk.accepting.claim_judge import judge
from app.desk.api.added_names import offered
from app.desk.api.judging import judged, with_names
from app.desk.api.subject_search import subjects_found
from geo.catalog.catalog import Catalog
from geo.data.attributes import ATTRIBUTES
from geo.intake.candidate import Anchor, Candidate
from geo.intake.decision import Addition
from geo.intake.holdings import held_beside
from tests.desk.drafts_by_hand import LENGTH, draft

ROUTE = Addition("n1", "routes", {
    "route_id": "testby-ayagoz", "name": "Testby–Ayagoz railway", "role": "featured",
    "mode": "rail", "from_place": "baku", "to_place": "ceyhan", "countries": "AZ;TR"})
NEW = [{"id": "testby", "name": "Testby", "hint": "New place"},
       {"id": "testby-ayagoz", "name": "Testby–Ayagoz railway", "hint": "New route"}]


def _candidate(words: str) -> Candidate:
    return Candidate("c1", "a.txt", "", "length", "270", "", "km", ("exact",), "", "", "", "",
                     "270 km", Anchor(1, 1, 0, 6), before=words, after="long.")


def test_a_new_route_comes_before_the_place_of_its_name_for_a_length(catalog: Catalog) -> None:
    found = [each["id"] for each in subjects_found(catalog, "Testby", NEW, "length")]
    assert found[:2] == ["testby-ayagoz", "testby"]
    assert next(iter(subjects_found(catalog, "", NEW, "length")))["id"] == "testby-ayagoz"


def test_a_town_comes_after_the_lines_that_bear_its_name(catalog: Catalog) -> None:
    kinds = [each["hint"] for each in subjects_found(catalog, "Kars", (), "length")]
    town = catalog.places["kars"].kind
    assert not ATTRIBUTES["length"].fits_place(town)
    first_place = next(at for at, hint in enumerate(kinds) if hint.lower().startswith(
        ("city", "town", "capital")))
    assert first_place > 0
    assert not {"Rail", "Road", "Oil pipeline", "Gas pipeline"} & {*kinds[first_place:]}


def test_no_claim_of_the_atlas_is_of_a_place_that_cannot_have_it(catalog: Catalog) -> None:
    wrong = [claim.reference for claim in catalog.claims
             if (place := catalog.places.get(claim.subject_id))
             and not ATTRIBUTES[claim.attribute].fits_place(place.kind)]
    assert wrong == []


@pytest.mark.parametrize(("attribute", "unit"), [("length", "km"), ("gauge", "mm")])
def test_what_a_place_cannot_have_is_a_problem_in_words(catalog: Catalog, attribute: str, unit: str
                                                        ) -> None:
    for subject in ("baku", "kars"):
        row = {**LENGTH, "subject_id": subject, "attribute": attribute, "unit": unit}
        said = [each.message for each in judge(row, draft(), catalog).problems
                if each.column == "subject_id"]
        assert len(said) == 1
        assert "choose the route" in said[0]


@pytest.mark.parametrize("words", ["The Testby–Ayagoz railway is", "Testby-Ayagoz is",
                                   "The line Ayagoz – Testby is"])
def test_a_candidate_that_names_what_is_added_is_offered_it(words: str) -> None:
    assert offered([_candidate(words)], [ROUTE]) == {"c1": ["testby-ayagoz"]}
    assert offered([_candidate(words)], []) == {}


def test_other_names_that_are_added_count_and_parts_of_words_do_not() -> None:
    alias = Addition("n2", "aliases", {"id": "testby-ayagoz", "alias": "Northern Loop",
                                       "script": "latin", "used_by": ""})
    assert offered([_candidate("The northern loop is")], [ROUTE, alias])
    assert not offered([_candidate("The northern loops are")], [ROUTE, alias])
    assert not offered([_candidate("Ayagoz is")], [ROUTE, alias])


def test_what_the_atlas_holds_is_said_though_nothing_can_be_compared(catalog: Catalog) -> None:
    row = {**LENGTH, "value": "1768", "attribute": "throughput", "unit": "tankers"}
    answer = judged(draft(), {**row, "period": "1999"}, catalog)
    beside = held_beside(LENGTH["subject_id"], "throughput", catalog)
    assert answer["held"] == []
    assert answer["beside"]["count"] == beside.count > 3
    assert len(beside.newest) == 3
    assert held_beside("baku", "gauge", catalog).count == 0


def test_sentences_name_subjects_not_ids(catalog: Catalog) -> None:
    said = with_names("btc-pipeline is named near testby-ayagoz, modal-dropped", catalog,
                      {"testby-ayagoz": "Testby–Ayagoz railway"})
    assert said == (f"{catalog.name_of('btc-pipeline')} is named near Testby–Ayagoz railway, "
                    "modal-dropped")
