"""Subjects by rule: run-in headings, namesakes, statements without a name, what stands beside.

Every sentence is made up. Invented for a test.
"""

from __future__ import annotations

import pytest

from geo.catalog.catalog import Catalog
from geo.intake.candidate import Candidate
from geo.intake.finding import candidates
from geo.intake.reading import read_bytes


def found(catalog: Catalog, text: str, attribute: str) -> list[Candidate]:
    """Returns the candidates of an attribute in a text that is told on 14 September 2026."""
    printed = f"# A note\n\n14 September 2026\n\n{text}\n"
    return [each for each in candidates(read_bytes("a.md", printed.encode()), catalog)
            if each.attribute == attribute]


def subjects(catalog: Catalog, text: str, attribute: str) -> list[str]:
    return [each.subject_id for each in found(catalog, text, attribute)]


@pytest.mark.parametrize(("text", "attribute", "subject"), [
    ("2. Torghundi. The railway to Herat (118 km) is old.", "length", "torghundi-herat-railway"),
    ("Herat – The railway from Khaf is 226 km long.", "length", "khaf-herat-railway"),
    ("3. Chabahar. The railway to Zahedan is 83 % complete.", "progress",
     "chabahar-zahedan-railway"),
    ("3. Chabahar. Some hope. The port handled 2.2 million tons in 2025.", "throughput",
     "chabahar"),
    ("The Aktau port is old.\n\nPoti. The harbour is deepened; a terminal is under construction.",
     "status", "poti"),
    ("TAPI is long.\n\nTurkmenbashi. The state built it for $1.3 billion.", "cost",
     "turkmenbashi-port"),
])
def test_a_name_that_a_paragraph_begins_with_is_its_heading(
        catalog: Catalog, text: str, attribute: str, subject: str) -> None:
    assert subjects(catalog, text, attribute) == [subject]


def test_a_sentence_that_begins_with_a_name_has_no_run_in_heading(catalog: Catalog) -> None:
    text = "TANAP – the longest line – is 1,811 km long."
    assert subjects(catalog, text, "length") == ["tanap"]


def test_of_namesakes_the_route_is_meant_where_its_land_is_named(catalog: Catalog) -> None:
    text = "The TRIPP route would cost $290 million. Iran opposes TRIPP."
    there = "\n\nThe line leads through Syunik."
    [plain], [landed] = found(catalog, text, "cost"), found(catalog, text + there, "cost")
    assert (plain.subject_id, plain.others[:1]) == ("tripp", ("tripp-syunik",))
    assert (landed.subject_id, landed.others[:1]) == ("tripp-syunik", ("tripp",))
    assert subjects(catalog, text + there, "opponent") == ["tripp"]


@pytest.mark.parametrize(("text", "attribute", "subject"), [
    ("The Horadiz–Agbend railway is ready. A highway beside it has four lanes.", "lanes",
     "ahmedbeyli-agbend-highway"),
    ("The Mazar-i-Sharif–Herat railway is a plan. The four-lane road from Torghundi is open.",
     "lanes", "torghundi-herat-road"),
    ("TANAP is open, and a railway beside it is 40 km long.", "length", ""),
])
def test_what_stands_beside_a_line_is_another_thing(catalog: Catalog, text: str, attribute: str,
                                                    subject: str) -> None:
    assert subjects(catalog, text, attribute) == [subject]


_REVIEW = """TANAP is what this review is about. TANAP is open; gas flows through TANAP.

Far from there the Rasht–Astara railway is a plan.

"""


@pytest.mark.parametrize(("text", "attribute"), [
    ("Tehran opposes any corridor that passes it by.", "opponent"),
    ("Officials warned that the project may fail.", "warning"),
])
def test_a_statement_without_a_name_is_of_what_the_document_is_about(
        catalog: Catalog, text: str, attribute: str) -> None:
    assert subjects(catalog, _REVIEW + text, attribute) == ["tanap"]


def test_what_only_adds_to_a_statement_follows_it(catalog: Catalog) -> None:
    text = f"{_REVIEW}Iran opposes the Rasht–Astara railway.\n\nMoscow has reservations as well."
    assert subjects(catalog, text, "opponent") == ["rasht-astara-railway"] * 2


def test_funders_in_a_last_part_are_told_of_what_the_document_is_about(catalog: Catalog) -> None:
    text = f"{_REVIEW}# At the end\n\nThe World Bank finances studies of the project."
    assert subjects(catalog, text, "sponsor") == ["tanap"]


def test_a_sentence_without_a_name_follows_the_one_before_it(catalog: Catalog) -> None:
    text = ("The Kars–Dilucu railway is a plan.\n\nBanks lend EUR 800 million for the line. "
            "The total is put at EUR 2.2bn.")
    assert subjects(catalog, text, "cost") == ["kars-dilucu-railway"]


def test_a_facility_tells_a_status_of_the_place_before_it(catalog: Catalog) -> None:
    text = "The Aktau port is old. A grain terminal is under construction there."
    assert subjects(catalog, text, "status") == ["aktau-port"]
