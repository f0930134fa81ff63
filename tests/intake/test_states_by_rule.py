"""States as editors, ministries and companies write them, and what only looks like one.

Every deed is made up. Invented for a test.
"""

from __future__ import annotations

import pytest

from geo.catalog.catalog import Catalog
from geo.claims.word_lists import STATUS_WORDS_PRINTED
from geo.intake.finding import candidates
from geo.intake.words.states import states_in
from tests.samples.intake_documents import of_lines

SAID = [
    ("The branch, closed since the war, is overgrown.", "closed"),
    ("The pumping station has been shut down.", "closed"),
    ("The old line is disused.", "closed"),
    ("The ferry terminal is out of service.", "closed"),
    ("Tracks sealed after the ceasefire are to be inspected.", "closed"),
    ("The owners have put the second line on hold.", "suspended"),
    ("Financial trouble left the motorway on ice.", "suspended"),
    ("Work at the tunnel came to a standstill.", "suspended"),
    ("The project has stalled.", "suspended"),
    ("Traffic, interrupted for three years, is missed by shippers.", "suspended"),
    ("Excavation started in the spring.", "under-construction"),
    ("Track-laying has begun at both ends.", "under-construction"),
    ("Works on the eastern section have resumed.", "under-construction"),
    ("Building of the viaduct, which had been held up by floods, restarted in May.",
     "under-construction"),
    ("The contractor commenced dredging.", "under-construction"),
    ("The ministers laid the foundation stone.", "under-construction"),
    ("Drilling got under way in the gorge.", "under-construction"),
    ("The company has laid 60 percent of the track.", "under-construction"),
    ("Two firms started to dig the eastern portal.", "under-construction"),
    ("The line went into operation in 2019.", "operating"),
    ("It has been in regular service for a year.", "operating"),
    ("The terminal came on stream early.", "operating"),
    ("The pipeline has been carrying crude without a pause.", "operating"),
    ("Gas has flowed through it from the first winter.", "operating"),
    ("The converter station is up and running.", "operating"),
    ("The crossing has been discussed for decades.", "proposed"),
    ("A cable, mooted since 2011, would follow the coast.", "proposed"),
    ("The bypass is under active study.", "proposed"),
    ("The tunnel exists only on paper.", "proposed"),
]


@pytest.mark.parametrize(("text", "status"), SAID)
def test_a_status_is_found_and_borne_out_by_the_gate(text: str, status: str) -> None:
    assert status in {state.status for state in states_in(text)}
    assert STATUS_WORDS_PRINTED[status].search(text)


@pytest.mark.parametrize(("text", "status"), [
    ("The line will go into operation in 2029.", "operating"),
    ("Excavation has not started.", "under-construction"),
    ("Once work resumes, trains will run.", "under-construction"),
    ("The bank has suspended its part in the pipeline.", "suspended"),
    ("The lender suspended its loan for the railway.", "suspended"),
    ("Construction, halted in the winter, has since resumed.", "suspended"),
    ("The railway was suspended in 2019 and reopened two years later.", "suspended"),
])
def test_what_is_to_come_denied_or_over_is_no_status(text: str, status: str) -> None:
    assert status not in {state.status for state in states_in(text)}


def statuses(catalog: Catalog, *lines: str) -> set[tuple[str, str]]:
    return {(each.subject_id, each.value)
            for each in candidates(of_lines(*lines, published="2026-08-12"), catalog)
            if each.attribute == "status"}


@pytest.mark.parametrize("said", [
    "It will run for 500 kilometres.",
    "The railway is to be finished by 2031.",
    "The railway is scheduled to open to traffic in 2031.",
    "A million tons could pass along the railway.",
])
def test_what_is_being_built_is_not_planned_again(catalog: Catalog, said: str) -> None:
    found = statuses(catalog, "The Rasht–Astara railway is under construction.", said)
    assert found == {("rasht-astara-railway", "under-construction")}


def test_the_future_alone_says_that_something_is_planned(catalog: Catalog) -> None:
    found = statuses(catalog, "The Trans-Caspian Gas Pipeline will run to Baku.")
    assert ("trans-caspian-gas-pipeline", "planned") in found


def test_work_of_which_a_later_clause_tells_is_of_what_was_named(catalog: Catalog) -> None:
    found = statuses(catalog, "Money for TAPI is short.",
                     "On the western bank all is ready; in the hills the work was 12 per cent "
                     "complete.")
    assert ("tapi-pipeline", "under-construction") in found
