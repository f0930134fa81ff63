"""The page's logic, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from app.dossier import dossier_html
from app.filters import SECTIONS, option_key
from app.settings import DATA_VARIABLE
from app.subject_dossier import subject_html
from app.text import literal
from geo.build import build
from geo.catalog import Catalog
from geo.filters import Filter
from geo.load import read_folder
from geo.sentence import sentence
from geo.words import lines_words
from tests.conftest import ROOT, TODAY, edit

MAIN = str(ROOT / "app" / "main.py")


def run(**state: object) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    for key, value in state.items():
        app.session_state[key] = value
    return app.run()


def page_text(app: AppTest) -> str:
    return "\n".join(str(element.proto) for element in app.main.children.values())


def test_the_page_draws_without_an_error() -> None:
    app = run()
    assert not app.exception
    assert {box.key for box in app.checkbox} >= {"filter-status-operating", "filter-mode-rail"}


def test_every_option_shows_its_live_count(catalog: Catalog) -> None:
    app = run()
    app.checkbox(key="filter-mode-gas").check().run()
    counts = catalog.counts("statuses", Filter(modes=frozenset({"gas"})))
    for status, count in counts.items():
        assert app.checkbox(key=f"filter-status-{status}").label.endswith(f"· {count}")
    assert app.checkbox(key="filter-mode-gas").value


def test_show_all_clears_every_filter() -> None:
    app = run()
    app.checkbox(key="filter-mode-gas").check().run()
    app.button(key="filter-reset").click().run()
    assert not any(box.value for box in app.checkbox)


def test_a_broken_folder_is_explained_in_words(folder: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    def damage(rows: list[dict[str, str]]) -> None:
        rows[0]["source_id"] = "nobody-2025"

    edit(folder / "facts.csv", damage)
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    app = run()
    assert not app.exception
    said = page_text(app)
    assert "The data of this atlas has problems" in said
    assert "facts.csv:2 source_id: &#39;nobody-2025&#39; is not in sources.csv" in said.replace(
        "\\'", "'").replace("\\", "")


def test_option_keys_are_plain_and_never_shared(catalog: Catalog) -> None:
    keys = [option_key(section, word) for section in SECTIONS
            for word in catalog.counts(section.name, Filter())]
    assert len(keys) == len(set(keys))
    assert all(key.replace("-", "").isalnum() for key in keys)


def test_every_dossier_cites_every_claim(catalog: Catalog) -> None:
    for entry in catalog.entries:
        html = dossier_html(catalog, entry)
        for fact in entry.facts:
            assert Markup.escape(fact.printed) in html
            assert catalog.sources[fact.source_id].document in html
            assert lines_words(fact.lines) in html


def test_a_hostile_name_is_text_in_the_dossier(folder: Path) -> None:
    name = "A{{7*7}}B<img src=x onerror=alert(1)>"

    def rename(rows: list[dict[str, str]]) -> None:
        rows[0]["name"] = name

    edit(folder / "routes.csv", rename)
    hostile = build(read_folder(folder), TODAY)
    html = str(dossier_html(hostile, hostile.entries[0]))
    assert "A{{7*7}}B&lt;img src=x onerror=alert(1)&gt;" in html
    assert "<img src=x" not in html


@given(st.text(alphabet="{}%#`$\\<>&\"'*_[]():!abz \u202e", max_size=30))
def test_literal_escapes_every_mark_and_loses_none(text: str) -> None:
    shown = literal(text)
    unescaped = "".join(character for i, character in enumerate(shown)
                        if not (character == "\\" and _escapes(shown, i)))
    assert unescaped.replace("\N{WORD JOINER}", "") == text


def _escapes(text: str, i: int) -> bool:
    """Whether the backslash at i is an escape and not the escaped character."""
    before = len(text[:i]) - len(text[:i].rstrip("\\"))
    return before % 2 == 0


def test_the_sentence_is_made_from_cited_claims(catalog: Catalog) -> None:
    def say(route_id: str) -> str:
        entry = catalog.entry(route_id)
        assert entry is not None
        return sentence(catalog, entry, lambda fact: f"[{fact.lines}]").replace(
            "\N{NO-BREAK SPACE}", " ")

    assert say("btc-pipeline") == (
        "Baku–Tbilisi–Ceyhan oil pipeline (BTC) carries oil from Sangachal terminal to Ceyhan "
        "marine terminal, 1,768 km [2271-2271], operating [2270-2270] since June 2006 "
        "[2273-2273].")
    assert "its length not in the sources, its status not in the sources" in say(
        "baku-tbilisi-railway")


def test_every_corridor_and_place_has_a_page(catalog: Catalog) -> None:
    for subject in (*catalog.corridors, *catalog.places):
        html = subject_html(catalog, subject)
        assert Markup.escape(catalog.name_of(subject)) in html
        for fact in catalog.claims_about(subject):
            assert Markup.escape(fact.printed) in html


def test_only_and_all_work_within_a_section() -> None:
    app = run()
    app.checkbox(key="filter-mode-gas").check().run()
    app.checkbox(key="filter-mode-oil").check().run()
    app.button(key="filter-mode-gas-only").click().run()
    assert app.checkbox(key="filter-mode-gas").value
    assert not app.checkbox(key="filter-mode-oil").value
    app.button(key="filter-mode-all").click().run()
    assert not any(box.value for box in app.checkbox)
