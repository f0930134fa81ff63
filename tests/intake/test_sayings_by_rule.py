"""Aims, conditions, risks and buyers as people write them, and what only looks like one.

Every deed is made up. Invented for a test.
"""

from __future__ import annotations

import pytest

from geo.catalog.catalog import Catalog
from geo.intake.finding import candidates
from tests.samples.intake_documents import of_lines

LINE = "the Rasht–Astara railway"


def said(catalog: Catalog, *lines: str) -> dict[str, str]:
    """The values that a document says of each attribute, joined."""
    found: dict[str, str] = {}
    for each in candidates(of_lines(*lines, published="2026-08-12"), catalog):
        found[each.attribute] = f"{found.get(each.attribute, '')} {each.value}"
    return found


@pytest.mark.parametrize(("attribute", "text", "words"), [
    ("purpose", f"The aim of {LINE} is to shorten the way to the coast.", "shorten the way"),
    ("purpose", f"The idea behind {LINE}, its builders say, is to relieve the mountain road.",
     "relieve the mountain road"),
    ("purpose", f"As for {LINE}, its purpose remains to join two networks.", "join two networks"),
    ("condition", f"Nothing will be built of {LINE} without the consent of the villages.",
     "consent of the villages"),
    ("condition", f"{LINE[4:]} cannot open before the tunnel is lined.", "tunnel is lined"),
    ("condition", f"{LINE[4:]} needs a buyer of rails before it goes on.", "a buyer of rails"),
    ("condition", f"Opening {LINE} presupposes a treaty.", "presupposes a treaty"),
    ("condition", f"{LINE[4:]} will pay as long as the border stays open.", "border stays open"),
    ("condition", f"{LINE[4:]} awaits the approval of parliament.", "approval of parliament"),
    ("warning", f"Engineers caution that floods may wash {LINE} away.", "floods may wash"),
    ("warning", f"{LINE[4:]} could end as a white elephant.", "white elephant"),
    ("warning", f"{LINE[4:]} is hostage to the price of steel.", "hostage to the price"),
    ("warning", f"Should the ferries win, traffic on {LINE} would fall.", "traffic on the Rasht"),
    ("warning", f"{LINE[4:]} might well founder on its debts.", "founder on its debts"),
    ("buyer", "Bulgaria is the second largest customer of TANAP.", "Bulgaria"),
    ("buyer", "Of the gas of TANAP the only importer so far is Greece.", "Greece"),
    ("buyer", "Italy became an anchor buyer of the gas of TANAP.", "Italy"),
])
def test_what_a_sentence_says_is_found(catalog: Catalog, attribute: str, text: str, words: str
                                       ) -> None:
    assert words in said(catalog, text).get(attribute, "")


@pytest.mark.parametrize(("attribute", "text"), [
    ("purpose", f"{LINE[4:]} should carry six million tons a year."),
    ("purpose", f"The opening date of {LINE} has passed."),
    ("condition", f"The contract for {LINE} was prolonged until 2030."),
    ("condition", f"Trains stood still on {LINE} until March."),
    ("condition", f"At {LINE} ferries wait for as long as four days."),
    ("event", f"The governor promises the first train on {LINE} in 2029."),
    ("event", f"In 2025 shippers loaded 3 million tons at {LINE}."),
])
def test_what_only_looks_like_it_is_not(catalog: Catalog, attribute: str, text: str) -> None:
    assert attribute not in said(catalog, text)


def test_what_is_said_of_another_named_thing_is_not_said_of_the_line(catalog: Catalog) -> None:
    lines = ("The Lapis Lazuli Route is slow.", (
        "The airport of Bursa served 4 million passengers; the motorway Bursa–Sakarya (119 km) was "
        "repaved."))
    found = candidates(of_lines(*lines, published="2026-08-12"), catalog)
    assert not [each for each in found if each.value in ("4000000", "119") and each.subject_id]
