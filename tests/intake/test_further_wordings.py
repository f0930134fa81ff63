"""Wordings of news, memos and reports: values, dates without a year, firm and soft.

Every figure is made up. Invented for a test.
"""

from __future__ import annotations

import pytest

from geo.catalog.catalog import Catalog
from geo.intake.candidate import Candidate
from geo.intake.finding import candidates
from geo.intake.formats.printed_imprint import printed_day
from tests.samples.intake_documents import of_lines


def found(catalog: Catalog, text: str) -> list[Candidate]:
    return list(candidates(of_lines(text, published="2026-08-12"), catalog))


@pytest.mark.parametrize(("text", "expected"), [
    ("The Kars–Dilucu railway has an estimated value of $2.3 billion.",
     ("cost", "2.3", "USD bn", ("forecast",))),
    ("The cost of the Kars–Dilucu railway does not exceed $640 million.",
     ("cost", "640", "USD million", ("up-to",))),
    ("TANAP has a capacity of 14 bcm a year that is to be doubled.",
     ("capacity", "14", "bcm/year", ("exact",))),
    ("TANAP would be short and carry as much as 21 bcm per year.",
     ("capacity", "21", "bcm/year", ("up-to", "potential"))),
    ("The Kars–Dilucu railway sections to be restored are 31 km long.",
     ("length", "31", "km", ("exact",))),
    (("The capacity of the Baku–Tbilisi–Kars railway went up from two million to six million "
      "tonnes a year."), ("capacity", "6", "Mt/year", ("exact",))),
])
def test_what_a_number_is_of_and_how_firm(catalog: Catalog, text: str,
                                          expected: tuple[str, str, str, tuple[str, ...]]) -> None:
    told = {(each.attribute, each.value, each.unit, each.qualifier): each
            for each in found(catalog, text)}
    assert expected in told
    assert told[expected].scope != "compared"


@pytest.mark.parametrize(("text", "expected"), [
    ("The Islamabad–Tehran–Istanbul railway is set to resume in October.",
     ("start", "2026-10", ("target",))),
    ("The Khaf–Herat railway is set to return to service in March.",
     ("start", "2027-03", ("target",))),
    ("TANAP has been delivering gas to Europe since the middle of 2019.",
     ("start", "2019", ("about",))),
    ("Work on the Kars–Dilucu railway got under way in May 2026.",
     ("start", "2026-05", ("exact",))),
    ("The Khaf–Herat railway was recommissioned in March 2025.", ("start", "2025-03", ("exact",))),
    (("On 4 June 2025 a ceremony was held in Kars to mark the start of work on the Kars–Dilucu "
      "railway."), ("start", "2025-06-04", ("exact",))),
    ("The Kars–Dilucu railway is expected to be ready by end-2029.",
     ("completion", "2029", ("by", "forecast"))),
    ("The Kars–Dilucu railway will be completed by yearend.",
     ("completion", "2026", ("by", "forecast"))),
])
def test_when_something_begins_or_ends(catalog: Catalog, text: str,
                                       expected: tuple[str, str, tuple[str, ...]]) -> None:
    assert expected in [(each.attribute, each.value, each.qualifier)
                        for each in found(catalog, text)]


@pytest.mark.parametrize(("line", "day"), [
    ("KARS, 9 July 2026 (Agency)", "2026-07-09"),
    ("May 2021, Vol. 12, No. 5", "2021-05"),
    ("May 2021, when the line was opened, nobody came.", ""),
])
def test_a_first_line_gives_the_day(line: str, day: str) -> None:
    assert printed_day(["A title", line]) == day
