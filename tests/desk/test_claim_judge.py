"""What is said of a claim while it is typed: its form, its place and the gate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.desk.accepting import claim_judge
from app.desk.accepting.claim_judge import judge
from geo.catalog.catalog import Catalog
from geo.intake.candidate import Anchor
from geo.intake.decision import Addition
from geo.intake.document import Imprint
from tests.desk.drafts_by_hand import DOCUMENT, GROWTH, LENGTH, PAGE, draft

AT = Anchor(4, 4, 0, 33)


def test_a_claim_that_its_words_bear_out_needs_no_second_reading(catalog: Catalog) -> None:
    judged = judge(LENGTH, draft(), catalog, AT)
    assert judged.by_rule
    assert (judged.row["lines"], judged.row["section"], judged.row["source_id"]) == (
        "4-4", "Pipelines of the region", "pipelines-2026")
    assert judged.passage
    assert judged.passage.sentence.startswith("The BTC pipeline")


def test_what_the_gate_leaves_open_is_named_by_side_and_code(catalog: Catalog) -> None:
    judged = judge(GROWTH, draft(), catalog, Anchor(8, 8, 0, 10))
    assert not judged.faults
    assert not judged.by_rule
    assert {"subject", "scope"} <= {*judged.open_sides}
    assert "subject-not-named" in {finding.code for finding in judged.findings}


@pytest.mark.parametrize(("cells", "column", "said"), [
    ({"value": "1769"}, "value", "is not a number"),
    ({"unit": "miles"}, "unit", "'miles' is not a unit of length; expected one of km"),
    ({"subject_id": "btc-pipelin"}, "subject_id", "did you mean 'btc-pipeline'?"),
    ({"attribute": "gauge", "unit": "mm"}, "attribute", "does not fit btc-pipeline"),
    ({"attribute": "lenght"}, "attribute", "did you mean 'length'?"),
    ({"qualifier": ""}, "qualifier", "is blank; write exact"),
    ({"lines": "5"}, "printed", "does not stand in lines 5-5; they stand in 4-4"),
    ({"lines": "4-8"}, "lines", "is wider than the lines"),
    ({"lines": "400"}, "lines", "the document has"),
    ({"printed": "The BTC pipeline is 1,768 km short"}, "printed", "nor anywhere in the document"),
    ({"printed": " ".join(["word"] * 25)}, "printed", "longer than 24 words"),
    ({"as_of": "2027"}, "as_of", "is later than the source"),
    ({"as_of": ""}, "as_of", "is blank and must not be"),
])
def test_what_must_be_mended_is_said_at_its_cell(catalog: Catalog, cells: dict[str, str],
                                                 column: str, said: str) -> None:
    judged = judge({**LENGTH, **cells}, draft(), catalog, AT)
    assert [fault for fault in judged.faults if fault.column == column and said in fault.message]
    assert not judged.by_rule


def test_a_public_page_has_no_lines_and_fifteen_words(catalog: Catalog) -> None:
    page = draft(source=PAGE)
    judged = judge({**LENGTH, "lines": "4"}, page, catalog, AT)
    assert judged.by_rule
    assert (judged.row["lines"], judged.row["section"]) == ("", "")
    long = judge({**LENGTH, "printed": "The BTC pipeline is 1,768 km long. " + "more " * 10}, page,
                 catalog, AT)
    assert any("longer than 15 words" in fault.message for fault in long.faults)
    parted = {**LENGTH, "printed": "BTC pipeline … 1,768 km"}
    assert not judge(parted, page, catalog, AT).faults
    absent = judge({**LENGTH, "printed": "BTC pipeline … 1,768 km wide"}, page, catalog, AT)
    assert any("does not stand in the document" in fault.message for fault in absent.faults)


def test_a_claim_is_judged_before_its_source_is_entered(catalog: Catalog) -> None:
    dated = replace(DOCUMENT, imprint=Imprint(published="2026-01-15"))
    assert judge(LENGTH, draft(source={}, document=dated), catalog, AT).by_rule


def test_a_subject_that_the_draft_adds_is_known_by_its_names(catalog: Catalog) -> None:
    route = Addition("n1", "routes", {
        "route_id": "btc-second", "name": "BTC pipeline", "role": "featured", "mode": "oil",
        "from_place": "baku", "to_place": "ceyhan", "countries": "AZ;GE;TR"})
    row = {**LENGTH, "subject_id": "btc-second"}
    assert any(fault.column == "subject_id" for fault in judge(row, draft(), catalog, AT).faults)
    judged = judge(row, draft(route), catalog, AT)
    assert not judged.faults
    assert {finding.code for finding in judged.findings} == {"subject-among-others"}


def test_a_letter_more_builds_nothing_anew(catalog: Catalog, monkeypatch: pytest.MonkeyPatch
                                           ) -> None:
    one = replace(draft(), draft_id="kept")
    judge(LENGTH, one, catalog, AT)

    def refused(*_: object) -> None:
        pytest.fail("the judge of a draft was made twice")

    monkeypatch.setattr(claim_judge, "ClaimJudge", refused)
    for end in range(1, len("1768") + 1):
        judge({**LENGTH, "value": "1768"[:end]}, replace(one, revision=end), catalog, AT)
