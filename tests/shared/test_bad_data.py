"""Data that goes bad: the last good state is served on, and `/readyz` and every page say so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.shared import atlas_cache
from app.shared.settings import DATA_VARIABLE
from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError
from tests.conftest import edit, serving
from tests.files.readers import table
from tests.pages.answers import get, until
from tests.pages.app_run import page_text, run

FAULT = "routes.csv:2 mode:"


def damage(folder: Path) -> None:
    edit(folder / "routes.csv", lambda rows: rows[0].update(mode="canal", name="bad"))


def test_ready_says_what_is_served_and_why_not_what_is_there(
        folder: Path, catalog: Catalog) -> None:
    """Not one row of the bad state gets into a file."""
    good = (folder / "routes.csv").read_bytes()
    with serving(folder) as url:
        def ready() -> tuple[int, dict[str, Any]]:
            status, headers, body = get(f"{url}/readyz")
            assert headers["cache-control"] == "no-store"
            return status, json.loads(body)

        status, said = ready()
        release = said["release"]
        assert (status, said) == (200, {"release": release})
        claims = get(f"{url}/export/claims.csv")[2]

        damage(folder)
        until(lambda: ready()[0] == 503)
        said = ready()[1]
        assert said["release"] == release
        assert "1 problem in the data" in said["reason"]
        assert "is still served" in said["reason"]
        assert [text.partition(" 'canal'")[0] for text in said["problems"]] == [FAULT]
        assert get(f"{url}/export/claims.csv")[::2] == (200, claims)
        routes = table(get(f"{url}/export/routes.csv-raw")[2])
        assert sorted(row["name"] for row in routes) == sorted(
            entry.route.name for entry in catalog.entries)
        assert get(f"{url}/_stcore/health")[0] == 200

        (folder / "routes.csv").write_bytes(good)
        until(lambda: ready() == (200, {"release": release}))


def test_a_first_start_with_bad_data_is_not_ready(folder: Path) -> None:
    damage(folder)
    with serving(folder) as url:
        status, _, body = get(f"{url}/readyz")
        said = json.loads(body)
        assert (status, said["release"]) == (503, None)
        assert said["reason"] == "The data cannot be served: 1 problem in the data."
        assert get(f"{url}/export/routes.csv")[0] == 503


def half(name: str) -> Callable[[Path], object]:
    def cut(folder: Path) -> None:
        content = (folder / name).read_bytes()
        (folder / name).write_bytes(content[:len(content) // 2 + 7])
    return cut


FAULTS: dict[str, Callable[[Path], object]] = {
    "a mode nobody knows": damage,
    "a file half written": half("claims.csv"),
    "a line half written": half("routes/tap.geojson"),
    "a basemap half written": half("basemap/basemap.json"),
    "a file gone": lambda folder: (folder / "places.csv").unlink(),
    "a table half written, up to the end of a word": lambda folder: (folder / "aliases.csv"
        ).write_bytes((folder / "aliases.csv").read_bytes().rstrip(b"\n")),
    "a release id that no header can hold": lambda folder: (folder / "datapackage.json"
        ).write_text('{"version": "1\\"; x=\\"\\r\\nSet-Cookie: a=b"}', encoding="utf-8"),
    "no text": lambda folder: (folder / "claims.csv").write_bytes(b"\xff\xfe\x00"),
    "an empty file": lambda folder: (folder / "sources.csv").write_bytes(b""),
    "a folder in place of a file": lambda folder: (folder / "aliases.csv").rename(
        folder / "old").with_name("aliases.csv").mkdir(),
    "all lines gone": lambda folder: shutil.rmtree(folder / "routes"),
    "everything gone": shutil.rmtree,
}


def test_a_reload_that_fails_keeps_the_last_good_state_and_says_so(
        folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept"
    shutil.rmtree(folder / "releases")
    shutil.copytree(folder, kept)
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    monkeypatch.setattr(atlas_cache, "_STAMP_SECONDS", -1.0)
    for fault, break_it in FAULTS.items():
        good = atlas_cache.load_atlas()
        assert atlas_cache.data_problem() is None, fault

        break_it(folder)
        assert atlas_cache.load_atlas() is good, fault
        assert atlas_cache.load_atlas(good.catalog.release) is good, fault
        assert str(atlas_cache.data_problem()), fault
        assert "problems" in str(atlas_cache.changes_since("2026-11-21")), fault

        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(kept, folder)
        assert atlas_cache.data_problem() is None, fault
        assert atlas_cache.load_atlas().catalog.ids == good.catalog.ids, fault


def test_a_folder_that_never_was_good_raises(tmp_path: Path,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "none"))
    with pytest.raises(AtlasError, match="1 problem"):
        atlas_cache.load_atlas()


def test_the_pages_say_that_the_folder_went_bad(folder: Path, catalog: Catalog,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    monkeypatch.setattr(atlas_cache, "_STAMP_SECONDS", -1.0)
    assert "cannot be trusted" not in page_text(run())
    damage(folder)
    app = run()
    assert not app.exception
    said = "".join(element.proto.body for element in app.get("html"))
    assert "The data folder has changed and cannot be trusted: 1 problem in the data." in said
    assert FAULT in said
    assert f"This is still release {catalog.release}" in said
    assert f"Of {len(catalog.entries)} routes " in said
