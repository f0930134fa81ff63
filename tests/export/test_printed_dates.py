"""No date or span in a file is sharper than its printed words, or says something else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from geo.catalog.catalog import Catalog
from geo.claims.dates import MONTHS, says_by
from geo.claims.other_languages import in_english
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim
from geo.export.columns import cited_routes
from geo.presentation.data_tables import route_table

_MONTH = re.compile("|".join(MONTHS))


def _told(catalog: Catalog, claim: Claim) -> str:
    """The cell of the routes' table where a route makes this claim and no other."""
    entry = replace(catalog.entries[0], claims=(replace(
        claim, subject_id=catalog.entries[0].route_id, note=""),))
    return str(route_table(replace(catalog, entries=(entry,))).rows[0][claim.attribute])


def _is_no_sharper(cell: str, claim: Claim) -> bool:
    """Every month, day and year of the cell is printed, or read from the claim's own date."""
    printed = in_english(claim.printed)
    said = re.sub(r"\([^)]*\)", "", cell)
    day = re.search(r"\b\d{1,2}(?= [A-Z])", said.split(" from ")[0])
    return (not re.search(r"\d{4}-\d\d", said) and not re.fullmatch(r"\d{1,3}", said)
            and all(month in printed for month in _MONTH.findall(said.split(" from ")[0]))
            and (day is None or day[0] in printed)
            and says_by(printed) == (re.match(r"(latest )?by ", said) is not None))


def test_no_date_of_a_claim_is_sharper_in_a_file_than_in_print(catalog: Catalog) -> None:
    dated = [claim for claim in catalog.claims if claim.attribute in ("start", "completion")]
    assert len(dated) > 15
    told = [(_told(catalog, claim), claim.printed) for claim in dated
            if not _is_no_sharper(_told(catalog, claim), claim)]
    assert told == []


@pytest.mark.parametrize(("changed", "cell"), [
    ({"value": "2027-01", "value_high": "2027-06", "unit": "date", "qualifier": ("by",),
      "printed": "to open by the first half of 2027"}, "by the first half of 2027"),
    ({"value": "2031-09", "value_high": "2031-11", "unit": "date", "qualifier": ("exact",),
      "printed": "trains from autumn 2031"}, "autumn 2031"),
    ({"value": "3", "value_high": "", "unit": "years", "qualifier": ("up-to",),
      "printed": "finished within three years"}, "within three years (2028)"),
    ({"value": "7", "value_high": "10", "unit": "years", "qualifier": ("about",),
      "printed": "the line takes 7 to 10 years"}, "about 7\N{EN DASH}10 years from 2025"),
    ({"value": "2027", "value_high": "", "unit": "date", "qualifier": ("by",),
      "printed": "ready by 2027"}, "by 2027"),
])
def test_other_words_for_dates_stand_too(catalog: Catalog, changed: dict[str, Any], cell: str
                                         ) -> None:
    model = next(claim for claim in catalog.claims if claim.attribute == "completion")
    assert _told(catalog, replace(model, as_of="2025", **changed)) == cell


def test_the_reading_of_a_date_has_columns_of_its_own(catalog: Catalog) -> None:
    for entry, row in zip(catalog.entries, cited_routes(catalog).rows, strict=True):
        for attribute in ("start", "completion"):
            claim = entry.headline(attribute)
            assert ATTRIBUTES[attribute].kind == "date"
            assert (row[f"{attribute}_value"] != "") == (claim is not None)
