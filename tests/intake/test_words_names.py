"""Names in texts: every name of the atlas is found, in other spellings too, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geo.catalog.catalog import Catalog
from geo.intake.subjects.heard import heard
from geo.intake.subjects.name_finder import NameFinder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def finder(catalog: Catalog) -> NameFinder:
    return NameFinder(catalog)


def _subjects(catalog: Catalog) -> tuple[str, ...]:
    return (*catalog.ids, *catalog.corridors, *catalog.places, *catalog.regions)


def test_every_name_and_alias_is_found_in_a_sentence(catalog: Catalog, finder: NameFinder) -> None:
    missed = []
    for subject in _subjects(catalog):
        for name in (catalog.name_of(subject),
                     *(alias.alias for alias in catalog.aliases_of(subject))):
            hits = finder.in_text(f"Yesterday we heard that {name} was named at last.")
            if not any(subject in hit.subject_ids for hit in hits):
                missed.append((subject, name))
    assert not missed


def test_a_hit_stands_where_it_says_and_holds_no_other(finder: NameFinder) -> None:
    text = ("From Gəncə the Baku–Tbilisi–Ceyhan pipeline runs past Tbilisi, TANAP’s neighbour; "
            "Mazar-e Sharif lies far from both, as does the port of Chabahar.")
    hits = finder.in_text(text)
    assert len(hits) >= 5
    for hit, after in zip(hits, [*hits[1:], None], strict=True):
        assert text[hit.begins:hit.ends] == hit.printed
        assert after is None or hit.ends <= after.begins


@pytest.mark.parametrize(("printed", "subject", "how"), [
    ("Horadiz", "horadiz", "name"), ("Ağbənd", "agbend", "alias"),
    ("Kandehar", "kandahar", "transliterated"), ("Tourghundi", "torghundi", "transliterated"),
    ("Zangezour Corridor", "tripp", "transliterated"),
    ("Bandar Abas", "bandar-abbas", "transliterated"), ("Bakıya", "baku", "near"),
    ("Trans-Afgan railway", "trans-afghan", "transliterated"),
    ("Iğdır-Naxçıvan", "igdir-nakhchivan-pipeline", "transliterated"),
    ("Решт – Астара", "rasht-astara-railway", "transliterated"),
    ("Turkmenbashy port", "turkmenbashi-port", "transliterated"),
    ("Mazar-i-Sharrif", "mazar-i-sharif", "transliterated"),
    ("southern gas corridor", "southern-gas-corridor", "name"),
    ("TAP", "tap", "alias"), ("Ahmedbeyly", "ahmedbeyli", "transliterated"),
])
def test_other_spellings_are_found(finder: NameFinder, printed: str, subject: str, how: str
                                   ) -> None:
    found = [hit for hit in finder.in_text(f"Yesterday they spoke of {printed} again.")
             if subject in hit.subject_ids]
    assert [(hit.printed, hit.how) for hit in found] == [(printed, how)]


def test_a_slip_in_a_long_name_is_found(catalog: Catalog, finder: NameFinder) -> None:
    names = [(place, record.name) for place, record in catalog.places.items()
             if re.fullmatch(r"[A-Z][a-z]{8,}", record.name)]
    assert len(names) > 50
    found = 0
    for place, name in names:
        slip = f"{name[:4]}{name[5]}{name[4]}{name[6:]}"
        found += any(place in hit.subject_ids
                     for hit in finder.in_text(f"Yesterday they spoke of {slip} again."))
    assert found / len(names) > 0.9


@pytest.mark.parametrize("file", ["LICENSE", "SECURITY.md", "CONTRIBUTING.md"])
def test_ordinary_words_are_no_names(finder: NameFinder, file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert [hit for hit in finder.in_text(text) if hit.how in ("near", "transliterated")] == []


@pytest.mark.parametrize("text", [
    "Hence they tap the resources of every van and bar along the way.",
    "A scp of the files, a tap on the door, and the middle of the corridor.",
    "German and Georgian wagons, Iranian oil, Armenian stone and Turkish tea.",
])
def test_small_words_and_peoples_are_no_names(finder: NameFinder, text: str) -> None:
    assert finder.in_text(text) == []


def test_a_name_ends_with_its_sentence(finder: NameFinder) -> None:
    printed = [hit.printed for hit in finder.in_text("They left Rasht. Astara came next.")]
    assert printed == ["Rasht", "Astara"]


@pytest.mark.parametrize(("one", "other"), [
    ("naxcivan", "nakhchivan"), ("gence", "ganja"), ("ashgabat", "ashkhabad"),
    ("dzhulfa", "julfa"), ("qazvin", "gazvin"), ("eraskh", "yeraskh"),
])
def test_romanisations_sound_alike(one: str, other: str) -> None:
    assert heard(one) == heard(other)
