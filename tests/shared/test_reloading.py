"""A change of the data and a new day: one build, while readers go on with the last good state."""

from __future__ import annotations

import os
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.shared import atlas_cache
from app.shared.settings import DATA_VARIABLE, TODAY_VARIABLE
from geo.cartography.web_map import map_document
from geo.catalog.catalog import Catalog
from geo.catalog.join import on_day
from geo.catalog.search_index import finder_document
from geo.checks.build import build, build_release
from geo.data.lru import LruCache, ResultsOwner, kept_on_first
from geo.data.reader import read_folder
from geo.data.releases import NotKeptError
from geo.network.graph import build_network
from tests.conftest import DATA, TODAY, edit, past_release
from tests.pages.answers import until

READERS = 24


@pytest.fixture
def reloading(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    monkeypatch.setenv(TODAY_VARIABLE, TODAY.isoformat())
    monkeypatch.setattr(atlas_cache, "_STAMP_SECONDS", -1.0)
    return folder


def touch(folder: Path, second: int = 1_000_000_000) -> None:
    os.utime(folder / "claims.csv", (second, second))


class Held:
    """A function that is counted, and goes no further than its gate until that is opened."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.calls = function, 0
        self.begun, self.gate = threading.Event(), threading.Event()

    def __call__(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it is given
        """Count, wait for the gate, and do it."""
        self.calls += 1
        self.begun.set()
        assert self.gate.wait(60)
        return self.function(*args, **named)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Held]]:
    made: list[Held] = []

    def hold(name: str) -> Held:
        made.append(Held(getattr(atlas_cache, name)))
        monkeypatch.setattr(atlas_cache, name, made[-1])
        return made[-1]

    yield hold
    for each in made:
        each.gate.set()


@pytest.mark.parametrize("first", [True, False], ids=["the first state", "a new state"])
def test_however_many_meet_a_state_it_is_built_once(
        reloading: Path, held: Callable[[str], Held], first: bool) -> None:  # noqa: FBT001
    before = None if first else atlas_cache.load_atlas()
    touch(reloading)
    work = held("build")
    with ThreadPoolExecutor(READERS) as pool:
        builder = pool.submit(atlas_cache.load_atlas)
        assert work.begun.wait(60)
        others = [pool.submit(atlas_cache.load_atlas) for _ in range(READERS - 1)]
        if before is not None:  # they are answered while the build goes on
            assert all(other.result(60) is before for other in others)
            assert not builder.done()
        work.gate.set()
        now = builder.result(60)
        assert now is not before
        if before is None:
            assert all(other.result(60) is now for other in others)
    assert work.calls == 1
    assert atlas_cache.load_atlas() is now


@pytest.mark.parametrize("first", [True, False], ids=["the first state", "a new state"])
def test_sessions_that_notice_an_edit_at_the_same_moment_build_once(
        reloading: Path, held: Callable[[str], Held], first: bool) -> None:  # noqa: FBT001
    """Catalog and network, by all threads at once and each of them again."""
    before = None if first else atlas_cache.load_atlas()
    touch(reloading)
    counted = [held(name) for name in ("build", "build_network", "map_document")]
    for each in counted:
        each.gate.set()
    at_once = threading.Barrier(READERS)

    def notice() -> None:
        at_once.wait(60)
        for _ in range(3):
            atlas_cache.network_of(atlas_cache.load_atlas())

    with ThreadPoolExecutor(READERS) as pool:
        for reader in [pool.submit(notice) for _ in range(READERS)]:
            reader.result(60)
    assert atlas_cache.load_atlas() is not before
    networks = 1 if first else 2  # of the state before too, by those who came while it was built
    assert [each.calls for each in counted][::2] == [1, 1]
    assert 1 <= counted[1].calls <= networks


def test_within_a_server_no_reader_waits_for_a_build(
        reloading: Path, held: Callable[[str], Held], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atlas_cache, "_STAMP_SECONDS", 0.01)
    before, work = atlas_cache.load_atlas(), held("build")
    with atlas_cache.watching():
        touch(reloading)
        assert work.begun.wait(60)
        assert atlas_cache.load_atlas() is before
        work.gate.set()
        until(lambda: atlas_cache.load_atlas() is not before)
        monkeypatch.setenv(TODAY_VARIABLE, (TODAY + timedelta(1)).isoformat())
        until(lambda: atlas_cache.load_atlas().catalog.today == TODAY + timedelta(1))
    assert work.calls == 1


def test_a_new_day_changes_ages_and_reads_nothing(
        reloading: Path, held: Callable[[str], Held], monkeypatch: pytest.MonkeyPatch) -> None:
    assert reloading.is_dir()
    before = atlas_cache.load_atlas()
    old = atlas_cache.load_atlas(atlas_cache.past_releases()[0])
    built, read = held("build"), held("read_folder")
    joined = held("build_release")
    monkeypatch.setenv(TODAY_VARIABLE, "2031-01-01")
    now = atlas_cache.load_atlas()
    assert now.catalog.today == date(2031, 1, 1)
    for part in ("land", "layers", "basemap", "finder", "briefings"):
        assert getattr(now, part) is getattr(before, part), part
    then = atlas_cache.load_atlas(old.catalog.release)
    assert then.catalog == on_day(old.catalog, date(2031, 1, 1))
    assert not then.newest
    assert (built.calls, read.calls, joined.calls) == (0, 0, 0)


def days(seed: int, count: int) -> list[date]:
    chance = random.Random(seed)  # noqa: S311 - the same days at every run
    return [date(2020, 1, 1) + timedelta(chance.randrange(5000)) for _ in range(count)]


def same(one: Catalog, other: Catalog) -> None:
    """All that a catalog says, and what is made of it."""
    assert one == other
    assert map_document(one) == map_document(other)
    assert finder_document(one) == finder_document(other)
    assert one.known_words == other.known_words
    assert [entry.words for entry in one.entries] == [entry.words for entry in other.entries]
    assert [one.index.mask("evidence", word) for word in sorted(one.index.known("evidence"))] == [
        other.index.mask("evidence", word) for word in sorted(other.index.known("evidence"))]
    assert [one.differences(each) for each in sorted(one.subjects)] == [
        other.differences(each) for each in sorted(other.subjects)]
    assert build_network(one).effective_statuses == build_network(other).effective_statuses


def test_a_day_taken_later_is_the_day_built_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """From any day to any other, forth and back, of the newest and of an earlier release."""
    monkeypatch.setattr(
        "geo.checks.build.check", lambda *_, **__: []
    )  # the same on every day, and slow
    raw = read_folder(DATA)
    catalog = build(raw, days(1, 1)[0])
    catalog.index, catalog.subjects, catalog.ids  # noqa: B018 - what is worked out must not stick
    for day in days(2, 6):
        catalog = on_day(catalog, day)
        same(catalog, build(raw, day))
    release = past_release()
    assert on_day(build_release(DATA, release, date.min), TODAY) == build_release(
        DATA, release, TODAY)


def test_a_state_that_was_changed_while_it_was_read_is_not_served(
        reloading: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files belong together; the reader comes between the two."""
    good = atlas_cache.load_atlas()
    found: list[str] = []

    def between(folder: Path) -> Any:  # noqa: ANN401 - RawData
        raw = read_folder(folder)
        if not found:
            edit(folder / "routes.csv", lambda rows: rows[0].update(name="The second half"))
        found.append(raw.tables["corridors"][0].cells["name"])
        return raw

    monkeypatch.setattr(atlas_cache, "read_folder", between)
    edit(reloading / "corridors.csv", lambda rows: rows[0].update(name="The first half"))
    now = atlas_cache.load_atlas()
    assert now is not good
    assert found == ["The first half"] * 2
    assert next(iter(now.catalog.corridors.values())).name == "The first half"
    assert "The second half" in [entry.route.name for entry in now.catalog.entries]


def test_a_folder_that_never_rests_keeps_the_last_good_state(
        reloading: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, second = atlas_cache.load_atlas(), iter(range(1_000_000_001, 1_000_000_100))

    def restless(folder: Path) -> Any:  # noqa: ANN401 - RawData
        touch(folder, next(second))
        return read_folder(folder)

    monkeypatch.setattr(atlas_cache, "read_folder", restless)
    touch(reloading)
    assert atlas_cache.load_atlas() is good
    assert atlas_cache.data_problem() is None
    monkeypatch.setattr(atlas_cache, "read_folder", read_folder)
    assert atlas_cache.load_atlas() is not good


def test_a_fault_of_the_atlas_keeps_the_last_good_state(
        reloading: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = atlas_cache.load_atlas()

    def faulty(*_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(atlas_cache, "build", faulty)
    touch(reloading)
    assert atlas_cache.load_atlas() is good
    assert "fault of the atlas" in str(atlas_cache.data_problem())


def test_what_was_wrong_is_tried_again_though_no_file_looks_changed(
        reloading: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    atlas_cache.load_atlas()
    monkeypatch.setattr(atlas_cache, "read_folder", lambda folder: read_folder(folder / "nowhere"))
    touch(reloading)
    assert atlas_cache.data_problem()
    monkeypatch.setattr(atlas_cache, "read_folder", read_folder)
    assert atlas_cache.data_problem(), "not at every look"
    monkeypatch.setattr(atlas_cache, "_AGAIN_SECONDS", -1.0)
    assert atlas_cache.data_problem() is None


def test_an_archive_that_comes_while_running_is_found(reloading: Path, tmp_path: Path) -> None:
    release = past_release()
    shutil.move(reloading / "releases" / f"{release}.zip", tmp_path)
    with pytest.raises(NotKeptError, match="is not kept"):
        atlas_cache.load_atlas(release)
    shutil.move(tmp_path / f"{release}.zip", reloading / "releases")
    assert atlas_cache.load_atlas(release).catalog.release == release


# -- what is kept on an object --

class Owner(ResultsOwner):
    """Something immutable."""


def test_however_many_ask_it_is_made_once_for_each_key() -> None:
    inside, gate, made = threading.Semaphore(0), threading.Event(), []

    @kept_on_first(4)
    def work(_: Owner, key: int) -> list[int]:
        made.append(key)
        inside.release()
        assert gate.wait(60)
        return [key]

    owner = Owner()
    with ThreadPoolExecutor(READERS) as pool:
        asked = [pool.submit(work, owner, number % 2) for number in range(READERS)]
        for _ in range(2):  # the two keys do not wait for each other
            assert inside.acquire(timeout=60)
        gate.set()
        found = [each.result(60) for each in asked]
    assert sorted(made) == [0, 1]
    assert all(found[number] is found[number % 2] for number in range(READERS))


def test_what_fails_is_not_kept_and_leaves_nothing_locked() -> None:
    recent: LruCache[str, int] = LruCache(2)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            recent.get("key", lambda: 1 // 0)
    assert recent.get("key", lambda: 7) == 7
    assert recent.get("key", lambda: 8) == 7


def test_only_the_last_are_kept_and_all_can_be_dropped() -> None:
    calls: list[int] = []

    @kept_on_first(2)
    def work(_: Owner, key: int) -> int:
        calls.append(key)
        return key

    owner, other = Owner(), Owner()
    for key in (1, 2, 1, 3, 1, 2):
        assert work(owner, key) == key
    assert calls == [1, 2, 3, 2]
    work(other, 1)
    owner.results.clear()
    work(owner, 1)
    work(other, 1)
    assert calls == [1, 2, 3, 2, 1, 1]
