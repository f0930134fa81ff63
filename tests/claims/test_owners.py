"""Owners are read from printed words of the newest day, never from what only sounds like it."""

from __future__ import annotations

from dataclasses import replace

from geo.catalog.catalog import Catalog
from geo.claims.owners import owner_claims, owner_words, share_words
from geo.data.schema import MISSING
from geo.presentation.dossier import dossier


def test_owners_are_of_the_newest_day_and_each_stands_once(catalog: Catalog) -> None:
    found = 0
    for subject in catalog.ids:
        claims = owner_claims(catalog.claims_about(subject))
        found += bool(claims)
        assert len({claim.as_of for claim in claims}) <= 1
        assert len({claim.value for claim in claims}) == len(claims)
        assert {claim.attribute for claim in claims} <= {"sponsor"}
    assert found


def test_shares_that_changed_hands_are_not_told_of_today(catalog: Catalog) -> None:
    """Petronas held shares of the South Caucasus pipeline in 2019, LUKOIL does in 2025."""
    names = [claim.value for claim in owner_claims(catalog.claims_about("south-caucasus-pipeline"))]
    assert "LUKOIL" in names
    assert "Petronas" not in names


def test_an_agreement_and_a_state_owned_builder_make_no_owner(catalog: Catalog) -> None:
    claim = next(each for each in catalog.claims if each.attribute == "sponsor")
    for printed, owns in (("a shareholder agreement was signed", False),
                          ("its shareholders agreement", False),
                          ("the state-owned company started the project", False),
                          ("it will be owned by ICGB", True), ("The shareholders are: BP", True)):
        assert bool(owner_claims([replace(claim, printed=printed)])) is owns, printed


def test_a_route_says_who_owns_it_or_that_no_source_does(catalog: Catalog) -> None:
    silent = 0
    for subject in catalog.ids:
        last = dossier(catalog, subject).figures[-1]
        owned = owner_claims(catalog.claims_about(subject))
        assert [value.words.text for value in last.values] == [*map(owner_words, owned)]
        assert last.missing == ("" if owned else MISSING)
        silent += not owned
    assert silent


def test_a_share_is_the_one_printed_of_the_owner_and_no_other(catalog: Catalog) -> None:
    claim = next(each for each in catalog.claims if each.attribute == "sponsor")
    for printed, share in (
            ("shareholders include: BP (30.1%)", "30.1 %"), ("… and NICO (10 percent)", "10 %"),
            ("bp (operator - 29.99 percent)", "29.99 %"), ("bp (20%), Snam (20%)", "20 %"),
            ("Turkmengaz (85% stake)", "85 %"), ("Turkmengaz (85%), Afghan Gas", ""),
            ("bp (30%), SOCAR (25%)", ""), ("shareholders are: BP", ""), ("51 % of it", "")):
        told = share_words(replace(claim, printed=printed))
        assert told.replace("\N{NO-BREAK SPACE}", " ") == share, printed


def test_owners_stand_by_their_shares(catalog: Catalog) -> None:
    names = [owner_words(claim).replace("\N{NO-BREAK SPACE}", " ")
             for claim in owner_claims(catalog.claims_about("btc-pipeline"))]
    assert names[:2] == ["SOCAR (32.97 %)", "bp (30.1 %)"]
    shares = [float(name.rpartition(" (")[2].removesuffix(" %)")) for name in names]
    assert shares == sorted(shares, reverse=True)
    assert abs(sum(shares) - 100) < 0.01
