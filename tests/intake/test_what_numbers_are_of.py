"""What a number is a claim of: carried or able to carry, cost or money given, done, used or shared.

Every figure is made up. Invented for a test.
"""

from __future__ import annotations

import pytest

from geo.catalog.catalog import Catalog
from geo.data.attributes import ATTRIBUTES
from geo.intake.candidate import Candidate
from geo.intake.finding import candidates
from tests.samples.intake_documents import of_lines


def found(catalog: Catalog, text: str) -> list[Candidate]:
    return [each for each in candidates(of_lines(text, published="2026-08-12"), catalog)
            if ATTRIBUTES[each.attribute].units]


@pytest.mark.parametrize(("text", "expected"), [
    ("The Kars–Dilucu railway is planned for 8 million tons a year.",
     ("capacity", "8", "Mt/year", ("target",))),
    ("The Baku–Tbilisi–Kars railway was built to carry 4 million tonnes a year.",
     ("capacity", "4", "Mt/year", ("exact",))),
    ("TANAP can carry 15 bcm a year; with more compressors, this would become 23 bcm.",
     ("capacity", "23", "bcm/year", ("potential",))),
    ("The BTC pipeline can carry 1.1 million barrels per day but averaged 610,000 bpd.",
     ("throughput", "610000", "bbl/day", ("exact",))),
    ("In 2025 the capacity of TANAP was booked to 81 per cent.",
     ("throughput", "81", "percent", ("exact",))),
    ("The Baku–Tbilisi–Kars railway ran at two thirds of its capacity.",
     ("throughput", "67", "percent", ("exact",))),
    ("TANAP is 90 per cent full.", ("throughput", "90", "percent", ("exact",))),
    ("Work on CASA-1000, halted in 2021, was resumed and stood at 64 per cent this spring.",
     ("progress", "64", "percent", ("exact",))),
    ("About two fifths of the track of the Kars–Dilucu railway has been laid.",
     ("progress", "40", "percent", ("about",))),
    ("The Kars–Dilucu railway is reported to be 61 per cent complete.",
     ("progress", "61", "percent", ("exact",))),
    ("Turkey and Georgia have 35 per cent apiece in the Baku–Tbilisi–Kars railway.",
     ("share", "35", "percent", ("exact",))),
    ("The Commission promised 400 million euros for the Middle Corridor.",
     ("financing", "0.4", "EUR bn", ("target",))),
    ("For the Kars–Dilucu railway EUR 90 million will be asked for in the budget.",
     ("financing", "0.09", "EUR bn", ("forecast",))),
    ("The Kars–Dilucu railway cost €300 million, of which 75 million was a grant.",
     ("financing", "0.075", "EUR bn", ("exact",))),
    ("The Kars–Dilucu railway would need $80 million.",
     ("cost", "80", "USD million", ("forecast",))),
    ("The cost of CASA-1000 has grown to $1.5 billion; the World Bank lent 500 million.",
     ("cost", "1.5", "USD bn", ("exact",))),
    ("The ministry puts the expenditure on the Kars–Dilucu railway at USD 700 million.",
     ("cost", "700", "USD million", ("exact",))),
    ("The cost of the Kars–Dilucu railway has risen by 30 per cent.",
     ("cost-growth", "30", "percent", ("exact",))),
    ("China gave a twenty-year loan for the Kars–Dilucu railway.",
     ("term", "20", "years", ("exact",))),
    ("CASA-1000 is to take up to 1,100 MW to Pakistan.",
     ("capacity", "1100", "MW", ("up-to", "target"))),
    ("The Black Sea Submarine Cable will have a capacity of 1,200 megawatts.",
     ("capacity", "1200", "MW", ("designed",))),
])
def test_what_a_number_is_of(catalog: Catalog, text: str,
                             expected: tuple[str, str, str, tuple[str, ...]]) -> None:
    assert expected in [(each.attribute, each.value, each.unit, each.qualifier)
                        for each in found(catalog, text)]


@pytest.mark.parametrize("text", [
    "Traffic on the Middle Corridor slipped by 6 per cent.",
    "Traffic on the Middle Corridor was 6 per cent above that of 2024.",
    "No bank has offered more than 20 per cent of the cost of the Kars–Dilucu railway.",
    "The Kars–Dilucu railway will take five days off the journey.",
])
def test_what_is_no_claim(catalog: Catalog, text: str) -> None:
    assert not found(catalog, text)
