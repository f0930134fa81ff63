"""Memory that is given back: of reloads, of published files, of what readers type."""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import threading
import weakref
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from app.components import routes_file
from app.components.bitmask import bitmask
from app.components.legend import legend
from app.screens import present
from app.screens.time import time_page
from app.screens.whatif import controls, whatif_page
from app.server import jobs, warm_up
from app.shared import atlas_cache, static_files
from app.shared.settings import DATA_VARIABLE, TODAY_VARIABLE
from geo.briefing.map_names import scene_names
from geo.cartography.basemap import Basemap, basemap_of
from geo.catalog.catalog import Catalog
from geo.catalog.index import Index
from geo.checks.briefings import problems
from geo.data.basemap_document import BasemapDocument
from geo.data.folding import fold
from geo.network.graph import Network
from geo.network.what_if import what_if
from geo.presentation.itinerary_answer import what_if_dict
from geo.query.filter import MOST_TEXT, Filter, read_items
from geo.query.scenario import Question, Scenario
from geo.web.scripts import assets, web_file
from tests.conftest import ROOT
from tests.pages.app_run import MAIN
from tests.samples.own_loop import ran

# -- memory --

class Session:
    """Something that a session holds, in a circle as Streamlit's are."""

    def __init__(self) -> None:
        self.me = self


def touched(folder: Path, second: int) -> atlas_cache.Atlas:
    os.utime(folder / "claims.csv", (second, second))
    return atlas_cache.load_atlas()


@pytest.fixture
def reloading(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    monkeypatch.setattr(atlas_cache, "_STAMP_SECONDS", -1.0)
    return folder


def test_a_reload_makes_nothing_immortal(reloading: Path) -> None:
    frozen = gc.get_freeze_count()
    atlas_cache.load_atlas()
    session = Session()
    seen = weakref.ref(session)
    touched(reloading, 1_000_000_000)
    assert gc.get_freeze_count() == frozen
    del session
    gc.collect()
    assert seen() is None


QUESTION = Question("moscow", "bandar-abbas", scenario=Scenario(by_year=2031).closing("IR"))


def used(atlas: atlas_cache.Atlas) -> None:
    """Everything that is computed of an atlas: by each page, for files, of another release."""
    network, catalog = atlas_cache.network_of(atlas), atlas.catalog
    what_if_dict(network, what_if(network, QUESTION))
    for corridor in ("", next(iter(catalog.corridors))):
        whatif_page._choke_points(network, QUESTION, corridor)  # noqa: SLF001
    whatif_page._matrix(network, QUESTION.scenario)  # noqa: SLF001
    for briefing in atlas.briefings:
        problems(briefing, network)
        for number in range(1, len(briefing.scenes) + 1):
            shown = present._on_screen(atlas, briefing, number)  # noqa: SLF001
            bitmask(shown.selection, len(catalog.ids))
            present._itinerary_lines(atlas, shown.view)  # noqa: SLF001
            scene_names(catalog, briefing.scenes[number - 1])
    basemap_of(atlas.land)
    jobs._state_file(atlas)  # noqa: SLF001
    controls._ends(network, "goods")  # noqa: SLF001
    controls._subjects(network)  # noqa: SLF001
    time_page._constant(atlas)  # noqa: SLF001
    legend._legend_document(atlas)  # noqa: SLF001
    routes_file._of_all(atlas)  # noqa: SLF001
    routes_file._of_choice(atlas, frozenset(list(atlas.catalog.sources)[:2]))  # noqa: SLF001
    earlier = atlas_cache.past_releases()[0]
    atlas_cache.network_of(atlas_cache.load_atlas(earlier))
    atlas_cache.changes_since(earlier)


def alive() -> dict[str, int]:
    """How many objects there are of each kind that a state of the data has."""
    found = Counter(type(each).__name__ for each in gc.get_objects())
    return {kind.__name__: found[kind.__name__]
            for kind in (atlas_cache.Atlas, Basemap, BasemapDocument, Catalog, Network)}


def test_ten_reloads_with_everything_used_leave_one_state(
        reloading: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state before goes at once, with all that was made of it, and without the collector."""
    monkeypatch.setattr("geo.checks.build.check", lambda *_, **__: [])  # slow, and keeps nothing
    used(atlas_cache.load_atlas())
    gc.collect()
    gc.disable()
    try:
        used(touched(reloading, 1_000_000_000))
        first = alive()
        for second in range(1, 10):
            before = weakref.ref(atlas_cache.load_atlas())
            if second % 3:
                used(touched(reloading, 1_000_000_000 + second))
            else:
                monkeypatch.setenv(TODAY_VARIABLE, f"2031-01-0{second}")
                used(atlas_cache.load_atlas())
            assert before() is None
            assert alive() == first
    finally:
        gc.enable()


def one_page(module: str, name: str) -> None:
    """The script of one page."""
    from importlib import import_module  # noqa: PLC0415 - runs as a script of its own

    from app.shared.atlas_cache import load_atlas  # noqa: PLC0415

    getattr(import_module(module), name)(load_atlas())


PAGES = {"home": None, "time": ("app.screens.time.time_page", "show_time_page"),
         "what-if": ("app.screens.whatif.whatif_page", "show_whatif_page"),
         "briefings": ("app.screens.briefings", "show_briefing_page"),
         "compare": ("app.screens.compare", "show_compare_page")}


@pytest.mark.parametrize("page_name", PAGES)
def test_a_reader_who_stays_does_not_keep_what_others_have_left(
        reloading: Path, monkeypatch: pytest.MonkeyPatch, page_name: str) -> None:
    """A page that is open holds the state it was drawn of and no other."""
    monkeypatch.setattr("geo.checks.build.check", lambda *_, **__: [])
    page = AppTest.from_function(one_page, args=PAGES[page_name], default_timeout=60) if (
        PAGES[page_name]) else AppTest.from_file(MAIN, default_timeout=60)
    for key, text in QUESTION.items():
        page.query_params[key] = text
    assert not page.run().exception
    states = [weakref.ref(atlas_cache.load_atlas())]
    for second in range(2):
        states.append(weakref.ref(touched(reloading, 1_000_000_000 + second)))
        page.run()
    gc.collect()
    assert [state() is not None for state in states] == [False, False, True]


def test_the_collector_leaves_alone_what_is_loaded_at_the_start() -> None:
    try:
        warm_up.settle()
        assert gc.get_freeze_count() > 100_000
    finally:
        gc.unfreeze()


def test_a_page_that_is_not_ready_in_time_is_said(
        monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    closed: list[str] = []
    never = SimpleNamespace(connect_session=lambda **_: "session", close_session=closed.append,
                            handle_backmsg=lambda *_: None)
    monkeypatch.setattr(warm_up, "Runtime", SimpleNamespace(instance=lambda: never))
    monkeypatch.setattr(warm_up, "_MOST_SECONDS", 0.01)
    monkeypatch.setattr(warm_up, "settle", lambda: None)
    with caplog.at_level(logging.WARNING):
        ran(warm_up.warm_up)
    assert "the first reader will wait" in caplog.text
    assert closed == ["session"]


def test_published_data_does_not_grow_without_end(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_files, "FOLDER", tmp_path)
    monkeypatch.setattr(static_files, "_named", type(static_files._named)())  # noqa: SLF001
    script = static_files.write("table", b"// a script", "js")
    first, second = (static_files.write("rows", b"{}", name=name) for name in ("first", "second"))
    for number in range(static_files.MOST_DATA - 2):
        static_files.write("rows", b"[]", name=str(number))
    static_files.write("rows", b"{}", name="first")
    static_files.write("rows", b"[]", name="last")
    there = {path.name for path in tmp_path.iterdir()}
    assert len(there) == static_files.MOST_DATA + 1
    assert {script, first} <= there
    assert second not in there
    static_files.write("rows", b"{}", name="second")
    assert (tmp_path / second).read_bytes() == b"{}"


def test_the_image_has_room_for_what_is_published() -> None:
    sizes = re.findall(r'tmpfs: \["/tmp:size=(\d+)m"\]', (ROOT / "compose.yaml").read_text())
    assert len(sizes) == 2
    assert min(map(int, sizes)) * 1_000_000 > 2 * static_files.MOST_DATA * 100_000


# -- many at once --

def test_choices_of_sources_can_be_told_at_once(catalog: Catalog) -> None:
    few = replace(catalog, entries=catalog.entries[:1], claims=(), relations=())
    chosen = [frozenset(pair) for pair in combinations(catalog.sources, 2)]
    gate, before = threading.Barrier(6), sys.getswitchinterval()

    def tell(start: int) -> None:
        gate.wait()
        for step in range(6000):
            told = few.told_by(chosen[(start * 7 + step * 5) % len(chosen)])
            assert told.release == catalog.release

    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(tell, range(6)))
    finally:
        sys.setswitchinterval(before)


def test_what_a_reader_types_is_cut_and_not_kept(catalog: Catalog) -> None:
    text = "Zangezur " * 200
    for wanted in (Filter(text=text), Filter().searching(text),
                   read_items([("search", text)], catalog.known_words)[0]):
        assert wanted.text == text[:MOST_TEXT]
    kept = fold.cache_info()
    Index([], []).found("words of a reader")
    catalog.select(Filter(text="more words of a reader"))
    assert fold.cache_info() == kept
    assert f'maxlength="{MOST_TEXT}"' in assets()["pack/pack.html"]
    assert f"slice(0, {MOST_TEXT})" in web_file("pack/state.js").read_text("utf-8")
