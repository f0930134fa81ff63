"""Printed dossiers: a route fits one page, all is cited, text from data stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from geo.catalog.catalog import Catalog
from geo.catalog.series import drawn_series
from geo.checks.build import build
from geo.claims.wording import lines_words, value_words, who_words
from geo.data.attributes import ATTRIBUTES
from geo.data.reader import read_folder
from geo.export.pdf.page_text import broken, legible, shown
from geo.export.pdf.pages import NoRouteOpenError, dossier, table
from geo.presentation.citations import Citations
from geo.presentation.extract import ATTRIBUTION, Extract
from geo.presentation.sentence import sentence
from geo.presentation.shown_series import READING
from geo.presentation.statement import route_statement
from geo.query.filter import Filter
from geo.query.view import View
from tests.conftest import TODAY, edit, shipped_land
from tests.files.printed import (
    bare,
    links,
    opened,
    printed,
    read,
    said,
    shipped_dossier,
    shipped_table,
)
from tests.samples.selections import some_routes

HOSTILE = ("A{{7*7}}B", "<b>bold</b> & <i>more</i> &amp;", "{% raw %}", "{# x", "`$\\<>&\"'",
           '<img src="/etc/passwd"/><a href="http://x.example">x</a>', "<br/>]]> &#60;",
           "(\\) %PDF /JS <</URI (x)>>", "əğışçöü Հայ ქართ")
_NOTE = re.compile(r"\[\d+\]")


def on_pages(data: bytes, *, charts: bool) -> bool:
    """Whether all stands on one page but the charts, which begin the next one."""
    first, *others = (bare(page.extract_text()) for page in read(data).pages)
    if not charts:
        return not others
    return bare(READING) not in first and bare(READING) in others[0]


def test_a_route_fits_one_page_and_says_what_it_must(catalog: Catalog) -> None:
    for entry in some_routes(catalog):
        data = shipped_dossier(entry.route_id)
        document = read(data)
        assert on_pages(data, charts=bool(drawn_series(catalog, entry.route_id))), entry.route_id
        words = said(data)
        plain = _NOTE.sub("", words)
        sentence_said = "".join(piece.text for piece in sentence(
            catalog, entry, Citations(catalog.sources)))
        for part in (entry.route.name, entry.route_id, catalog.release, ATTRIBUTION,
                     sentence_said, entry.alignment.basis_note, "21 November 2026",
                     f"page 1 of {len(document.pages)}"):
            assert bare(part).replace(",", "") in plain.replace(",", ""), (entry.route_id, part)


def test_key_figures_stand_with_their_citation(catalog: Catalog) -> None:
    for route_id in ("btc-pipeline", "tripp-syunik", "khaf-herat-railway", "tap"):
        entry = catalog.entry(route_id)
        assert entry
        words = said(shipped_dossier(route_id))
        for attribute in ("status", "length", "capacity", "throughput", "start", "completion"):
            claim = entry.headline(attribute)
            if claim is None:
                missing = route_statement(catalog, entry, attribute).words
                assert bare(ATTRIBUTES[attribute].label + missing) in words
                continue
            assert re.search(re.escape(bare(value_words(claim))) + r"\[\d+\]", words)
            assert bare(lines_words(claim.lines)) in words
            assert bare(catalog.sources[claim.source_id].title) in words


def test_every_note_is_listed_and_every_claim_shown_or_counted(catalog: Catalog) -> None:
    for entry in some_routes(catalog):
        words = said(shipped_dossier(entry.route_id))
        numbers = {int(number) for number in re.findall(r"\[(\d+)\]", words)}
        assert numbers == set(range(1, len(numbers) + 1)), entry.route_id
        notes = "".join(bare(page.extract_text()).rpartition("Sources")[2] or bare(
            page.extract_text()) for page in read(shipped_dossier(entry.route_id)).pages)
        assert all(f"[{number}]" in notes for number in numbers)
        left = re.search(r"Leftouthere:[^.]*?(\d+)claims?(?!about)", words)
        here = [claim for claim in entry.claims
                if bare(value_words(claim)) in words or bare(claim.printed) in words]
        assert len(here) + (int(left[1]) if left else 0) >= len(entry.claims), entry.route_id


def test_differing_claims_stand_side_by_side_with_whose_they_are(catalog: Catalog) -> None:
    for route_id in ("btc-pipeline", "tripp-syunik", "khaf-herat-railway"):
        first = catalog.differences(route_id)[0]
        words = said(shipped_dossier(route_id))
        assert bare(first.question) in words
        assert bare(first.why) in words
        for claim in first.claims[:3]:
            assert bare(f"“{claim.printed}”") in words
            assert bare(who_words(catalog.sources[claim.source_id])) in words


def test_names_that_cannot_be_set_are_counted_not_drawn_as_boxes(catalog: Catalog) -> None:
    words = said(shipped_dossier("khaf-herat-railway"))
    arabic = next(alias.alias for alias in catalog.aliases_of("khaf-herat-railway")
                  if alias.script == "arabic")
    assert not legible(arabic)
    assert bare(arabic) not in words
    assert bare("Left out here: 1 name in a script that this file cannot set") in words
    assert bare("железная дорога Хаф — Герат") in words


def test_nothing_claimed_and_nothing_open_are_said(catalog: Catalog) -> None:
    silent = "No document in the atlas makes a claim about this route itself."
    unsaid = next(entry.route_id for entry in catalog.entries if not entry.claims)
    assert bare(silent) in said(shipped_dossier(unsaid))
    with pytest.raises(NoRouteOpenError, match="needs one open route; 'no-such' is none"):
        opened(catalog, "no-such")


def test_a_crowded_route_stays_on_one_page(catalog: Catalog) -> None:
    entry = catalog.entry("btc-pipeline")
    assert entry
    claim = entry.claims_of("sponsor")[0]
    crowd = tuple(replace(claim, value=f"Sponsor number {number} with a long name",
                          lines=f"{number}-{number}") for number in range(1, 200))
    route = replace(entry, claims=(*entry.claims, *crowd),
                    route=replace(entry.route, name="Long name " * 20))
    crowded = replace(catalog, entries=tuple(
        route if other is entry else other for other in catalog.entries))
    data = opened(crowded, "btc-pipeline")
    assert on_pages(data, charts=bool(drawn_series(crowded, "btc-pipeline")))
    assert re.search(r"Leftouthere:[^.]*\d+claims", bare(read(data).pages[0].extract_text()))


def test_the_same_extract_gives_the_same_bytes(catalog: Catalog) -> None:
    for what in ("routes", "claims"):
        assert printed(catalog, what) == shipped_table(what)
    assert opened(catalog, "tap") == shipped_dossier("tap")
    hidden = View(opened="btc-pipeline", wanted=Filter(modes=frozenset({"rail"})))
    behind = dossier(Extract(catalog, hidden, shipped_land()), "dossier")
    assert behind == shipped_dossier("btc-pipeline")


def test_a_document_says_what_it_is(catalog: Catalog) -> None:
    document = read(shipped_dossier("btc-pipeline"))
    about = document.metadata
    assert about is not None
    assert about.title == "Baku–Tbilisi–Ceyhan oil pipeline (BTC): route dossier"
    assert about.author == "Corridor Atlas"
    assert catalog.release in (about.subject or "")
    assert str(about["/CreationDate"]).startswith("D:20261121")
    assert cast("dict[str, Any]", document.trailer["/Root"])["/Lang"] == "en-GB"


def test_fonts_are_embedded_and_links_stay_inside() -> None:
    for data in (shipped_dossier("btc-pipeline"), shipped_table("routes")):
        assert links(data) == {"inside"}
        for page in read(data).pages:
            fonts = cast("dict[str, Any]", page)["/Resources"]["/Font"]
            for font in fonts.values():
                assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_hostile_names_come_out_as_they_are(folder: Path) -> None:
    def rename(rows: list[dict[str, str]]) -> None:
        for row, name in zip(rows, HOSTILE, strict=False):
            row["name"] = name

    edit(folder / "routes.csv", rename)
    hostile = build(read_folder(folder), TODAY)
    tables = [table(Extract(hostile, View()), what) for what in ("routes", "claims")]
    for entry, name in zip(hostile.entries, HOSTILE, strict=False):
        data = opened(hostile, entry.route_id)
        assert bare(name) in said(data)
        assert links(data) <= {"inside"}
        assert not any(page.images for page in read(data).pages)
        assert bare(name) in said(tables[0])
    assert set.union(*map(links, tables)) == {"inside"}


def test_what_the_fonts_lack_and_what_is_too_long() -> None:
    assert shown("连云港 <b>") == "[LianYunGang] &lt;b&gt;"
    assert shown("a\u0000b") == "ab"
    name = "(China–Kyrgyzstan–Tajikistan–Afghanistan–Iran) road"
    lines = broken(name, 100, 7).split("<br/>")
    assert "".join(lines) == name
    assert all(line.endswith("–") for line in lines[:-1])
    assert broken("one two three", 5, 7) == "one two three"
    assert broken("about A–long–name here", 40, 7) == "about A–long–<br/>name here"
