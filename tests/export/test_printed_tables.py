"""Printed tables: they lose nothing, cite what they say, and their pages are counted."""

from __future__ import annotations

import re
from html import unescape

import pytest

from geo.catalog.catalog import Catalog
from geo.claims.wording import lines_words, value_words
from geo.export.pdf.page_text import shown
from geo.export.pdf.pages import table
from geo.presentation.data_tables import claim_table, relevant_claims
from geo.presentation.extract import ATTRIBUTION, Extract, StoppedError
from geo.presentation.tables.row_order import in_order
from geo.query.filter import Filter
from geo.query.view import View
from tests.files.printed import bare, read, said, shipped_table
from tests.samples.selections import stop


def test_the_table_of_routes_has_every_route_once_in_order(catalog: Catalog) -> None:
    words = said(shipped_table("routes"))
    names = [bare(f"{entry.route.name}{entry.route_id}") for entry in in_order(catalog, "")]
    assert [words.count(name) for name in names] == [1] * len(names)
    assert sorted(names, key=words.index) == names


def test_the_table_of_routes_cites_what_it_says(catalog: Catalog) -> None:
    words = said(shipped_table("routes"))
    for entry in catalog.entries:
        row = words[words.index(bare(entry.route.name) + entry.route_id):]
        for attribute in ("status", "length", "capacity", "start", "completion"):
            claim = entry.headline(attribute)
            if claim:
                cited = re.match(r".*?" + re.escape(bare(value_words(claim))) + r"\[(\d+)\]", row)
                assert cited, (entry.route_id, attribute)
                noted = words.rpartition("Sources")[2].split(f"[{cited[1]}]")[1:]
                assert any(bare(lines_words(claim.lines)) in part for part in noted)


def test_the_table_of_claims_has_every_claim_as_printed(catalog: Catalog) -> None:
    words = said(shipped_table("claims"))
    rows = claim_table(catalog).rows
    at = 0
    for claim, row in zip(relevant_claims(catalog), rows, strict=True):
        assert bare(value_words(claim)) == bare(str(row["in_words"]))
        at = words.index(bare(unescape(shown(f"“{claim.printed}”"))), at)
        assert bare(lines_words(claim.lines)) in words[at:at + 3000]
        assert bare(catalog.name_of(claim.subject_id) + claim.subject_id) in words
        assert bare(unescape(shown(catalog.sources[claim.source_id].title))) in words


@pytest.mark.parametrize("what", ["routes", "claims"])
def test_pages_are_counted_and_carry_the_release(catalog: Catalog, what: str) -> None:
    document = read(shipped_table(what))
    assert bare("Route Mode Status" if what == "routes" else "Claim Value") in bare(
        document.pages[1].extract_text())
    for number, page in enumerate(document.pages, 1):
        words = bare(page.extract_text())
        assert f"page{number}of{len(document.pages)}" in words
        assert bare(f"release {catalog.release}") in words
        assert bare(ATTRIBUTION) in words
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)


def test_filters_are_said_in_words_and_obeyed(catalog: Catalog) -> None:
    view = View(wanted=Filter(modes=frozenset({"gas"})))
    extract = Extract(catalog, view)
    words = said(table(extract, "routes"))
    assert "Filters:Mode:Gaspipeline" in words
    for entry in catalog.entries:
        found = bare(entry.route.name) + bare(entry.route_id) in words
        assert found == (entry.route_id in extract.shown.ids)


def test_an_empty_selection_says_so(catalog: Catalog) -> None:
    nothing = Extract(catalog, View(wanted=Filter(sources=frozenset({"no-such-source"}),
                                                  countries=frozenset({"none"}))))
    assert bare("No route of the atlas answers these filters.") in said(table(nothing, "routes"))
    assert len(read(table(nothing, "claims")).pages) == 1


def test_work_is_told_and_can_be_stopped(catalog: Catalog) -> None:
    told: list[tuple[int, int]] = []
    table(Extract(catalog, View(), progress=lambda done, of: told.append((done, of))), "routes")
    assert told[0] == (0, len(catalog.entries))
    assert told[-1] == (len(catalog.entries),) * 2

    with pytest.raises(StoppedError):
        table(Extract(catalog, View(), progress=stop), "claims")
