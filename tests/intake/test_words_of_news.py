"""Words of news: governments as parties, who pays, who criticises, building that goes on.

Every deed is made up. Invented for a test.
"""

from __future__ import annotations

import pytest

from geo.catalog.catalog import Catalog
from geo.intake.finding import candidates
from tests.samples.intake_documents import of_lines


def parties(catalog: Catalog, text: str, attribute: str) -> set[tuple[str, ...]]:
    return {(each.value, *each.qualifier)
            for each in candidates(of_lines(text, published="2026-08-12"), catalog)
            if each.attribute == attribute}


def test_governments_in_a_list_are_parties(catalog: Catalog) -> None:
    text = ("On the Kabul Corridor an agreement was signed by the Government of Kazakhstan, the "
            "Cabinet of Ministers of Uzbekistan and Pakistan.")
    assert {("Kazakhstan", "party"), ("Uzbekistan", "party"), ("Pakistan", "party")} <= parties(
        catalog, text, "sponsor")


def test_who_is_to_lend_is_a_funder(catalog: Catalog) -> None:
    text = "For the Kars–Dilucu railway China is to lend $210 million."
    assert "China" in {name for name, *_ in parties(catalog, text, "sponsor")}


def test_who_pays_and_who_criticises(catalog: Catalog) -> None:
    text = "Iran has criticised CASA-1000, paid mostly by the World Bank."
    assert ("World Bank", "funder") in parties(catalog, text, "sponsor")
    assert ("Iran", "denounces") in parties(catalog, text, "opponent")


@pytest.mark.parametrize("text", [
    "Construction of the China–Kyrgyzstan–Uzbekistan railway is gathering pace.",
    "The Rasht–Astara railway sees construction progressing swiftly.",
])
def test_building_that_goes_on_is_under_construction(catalog: Catalog, text: str) -> None:
    assert ("under-construction",) in parties(catalog, text, "status")
