"""A file's name says what is in it: one name for one view, and another for any other."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from geo.catalog.catalog import Catalog
from geo.export.file_names import MOST_CHARACTERS, file_name
from geo.export.registry import FORMATS
from geo.query.filter import SECTIONS, Filter
from geo.query.scenario import Question, Scenario
from geo.query.view import Camera, View

_SAFE = re.compile(r"corridor-atlas-[a-z0-9][a-z0-9._-]*\.[a-z]+")


def _random_views(catalog: Catalog, count: int) -> list[View]:
    chance = random.Random(7)  # noqa: S311 - a seed, not a secret
    subjects, made = sorted(catalog.subjects), list[View]()
    for _ in range(count):
        wanted = Filter()
        for section in chance.sample(SECTIONS, chance.randint(0, 4)):
            words = sorted(catalog.known_words[section])
            wanted = wanted.choosing(section, chance.sample(words, min(len(words), 3)))
        wanted = wanted.searching(chance.choice(["", "", "Baku", "baku", "Баку", "بحر", "한국"]))
        made.append(View(
            wanted, chance.choice(["", *subjects]), chance.choice(["un", "de-facto"]),
            chance.choice([None, 1995, 2030]), chance.choice([None, Camera(6, 40.5, 45)]),
            question=Question("baku", "poti", scenario=Scenario(closed=frozenset(
                chance.sample(subjects, chance.randint(0, 6)))))))
    return list(dict.fromkeys(made))


def test_two_views_have_two_names_and_one_has_one(catalog: Catalog) -> None:
    views = _random_views(catalog, 3000)
    for what, file_format in (("routes", "csv"), ("dossier", "pdf")):
        if what == "dossier":
            views = [view for view in views if view.opened]
        names = [file_name(what, file_format, view, catalog.release) for view in views]
        assert len(set(names)) == len(names)
        assert names == [file_name(what, file_format, view, catalog.release) for view in views]
        assert all(_SAFE.fullmatch(name) and len(name) <= MOST_CHARACTERS for name in names)


def test_files_of_one_view_are_told_apart(catalog: Catalog) -> None:
    view = View(Filter(modes=frozenset({"gas"})))
    names = [file_name(what, name, view, catalog.release)
             for name, made in FORMATS.items() for what in made.whats]
    names += [file_name("routes", "csv", view, catalog.release, "own-lines"),
              file_name("routes", "html", view, catalog.release, "mine"),
              file_name("routes", "csv", replace(view, release="x"), "2026-01-01")]
    assert len(set(names)) == len(names)


def test_a_name_says_the_subject_the_filter_and_the_release() -> None:
    view = View(Filter(modes=frozenset({"oil", "gas"}), countries=frozenset({"AZ"})), year=2030)
    assert file_name("routes", "csv", view, "2026-11-22.2") == (
        "corridor-atlas-routes-mode-gas_oil-country-az-year-2030-2026-11-22.2.csv")
    assert file_name("claims", "csv-raw", View(), "2026-11-22") == (
        "corridor-atlas-claims-2026-11-22-raw.csv")
    assert file_name("dossier", "pdf", View(opened="tap"), "2026-11-22") == (
        "corridor-atlas-tap-2026-11-22.pdf")


@given(st.text(max_size=200), st.text(max_size=20), st.text(max_size=200))
def test_whatever_is_searched_the_name_is_safe_and_short(text: str, release: str, briefing: str
                                                         ) -> None:
    name = file_name("briefing", "pptx", View(Filter(text=text)), release, briefing)
    assert _SAFE.fullmatch(name)
    assert _SAFE.fullmatch(name := file_name("routes", "csv", View(Filter(text=text)), release))
    assert len(name) <= MOST_CHARACTERS
