"""A source as it is typed: a free id in plain letters, and what the atlas has like it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.desk.acceptance import accept
from app.desk.api.accepted_words import accepted_before
from app.desk.reading_process import read_into_draft
from app.desk.source_proposal import source_answer, source_id_for
from app.desk.workplace import Workplace
from app.shared.settings import today
from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.data.reader import read_folder
from geo.intake.candidate import Anchor
from tests.desk.drafts_by_hand import CANDIDATES, LINES, SOURCE, draft, small_data


@pytest.mark.parametrize(("publisher", "wanted"), [
    ("Corridor Test Gazette", "corridor-test-gazette-2026-11-12"),
    ("Ağbənd dəmiryolu", "agbend-demiryolu-2026-11-12"),
    ("Işık Şirket", "isik-sirket-2026-11-12"),
    ("Гудок", "gudok-2026-11-12")])
def test_an_id_is_made_of_publisher_and_day_in_plain_letters(publisher: str, wanted: str) -> None:
    row = {"publisher": publisher, "title": "Another title", "published": "2026-11-12"}
    assert source_id_for(row, ()) == wanted
    assert source_id_for(row, (wanted,)) == f"{wanted}-2"


def test_every_script_gives_an_id() -> None:
    made = source_id_for({"title": "راه آهن رشت آستارا", "published": "2026"}, ())
    assert re.fullmatch(r"[a-z]+(?:-[a-z0-9]+)*-2026", made)


def test_the_id_that_is_proposed_is_free_for_every_source_there_is(catalog: Catalog) -> None:
    for source in catalog.sources.values():
        row = {"publisher": source.publisher, "published": source.published}
        assert source_answer(row, catalog)["source_id"] not in catalog.sources
    waits = source_id_for({"publisher": "Nobody", "published": "2026"}, ())
    free = source_answer({"publisher": "Nobody", "published": "2026"}, catalog, {waits})
    assert free["source_id"] == f"{waits}-2"


def test_a_taken_id_is_said_with_its_owner(catalog: Catalog) -> None:
    owner = next(iter(catalog.sources.values()))
    said = source_answer({"source_id": owner.source_id, "publisher": "Nobody"}, catalog)["taken"]
    assert owner.title in said
    assert source_answer({"source_id": "nobodys-id", "publisher": "Nobody"}, catalog)["taken"] == ""


def test_the_same_speaker_on_the_same_day_is_pointed_out(catalog: Catalog) -> None:
    dated = next(source for source in catalog.sources.values() if len(source.published) == 10)
    row = {"publisher": "A portal", "origin": dated.speaker.upper(), "published": dated.published}
    assert any(dated.source_id in said for said in source_answer(row, catalog)["remarks"])
    assert not source_answer({**row, "published": "1990-01-01"}, catalog)["remarks"]
    assert not source_answer({**row, "published": dated.published[:4]}, catalog)["remarks"]


def test_a_page_is_like_the_newest_source_of_its_host(catalog: Catalog) -> None:
    first = next(source for source in catalog.sources.values() if source.address)
    later = replace(first, source_id="later", publisher="The same, later", published="2999")
    both = replace(catalog, sources={**catalog.sources, "later": later})
    assert source_answer({"address": first.address}, both)["like"]["publisher"] == later.publisher
    assert source_answer({"address": "https://none.example.org/a"}, both)["like"] == {}
    assert source_answer({"address": "https://[broken"}, both)["like"] == {}


def test_a_text_that_the_atlas_has_brings_its_source(tmp_path: Path) -> None:
    """What was accepted from its words is told of the candidates that are open."""
    place = Workplace(small_data(tmp_path), tmp_path / "documents", tmp_path / "drafts")
    text = "\n".join(LINES).encode()
    first = place.store.draft(read_into_draft(place, "pipelines-2026.txt", text))
    assert not first.source
    made = replace(draft(), document=first.document)
    accept(made, place.data, place.documents)
    place.store.close(first.draft_id)
    again = place.store.draft(read_into_draft(place, "again.txt", text))
    assert {**SOURCE, "sha256": first.document.text_sha256}.items() <= again.source.items()
    claims = [claim for claim in build(read_folder(place.data), today()).claims
              if claim.source_id == SOURCE["source_id"]]
    catalog = build(read_folder(place.data), today())
    (told,) = accepted_before(CANDIDATES[0], claims, catalog)
    assert told.startswith("Baku\u2013Tbilisi\u2013Ceyhan oil pipeline (BTC): Length, 1,768")
    elsewhere = replace(CANDIDATES[0], anchor=Anchor(8, 9, 0, 4))
    assert accepted_before(elsewhere, claims, catalog) == ()
    other = replace(CANDIDATES[0], value="9", printed="is 9 km long")
    assert accepted_before(other, claims, catalog) == ()
