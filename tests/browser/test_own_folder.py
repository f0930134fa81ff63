"""A folder of one's own, served: its texts are only text, its faults are explained."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.conftest import edit, serving
from tests.pages.atlas_page import TIMEOUT_MS, open_atlas

HOSTILE = "A{{7*7}}B <img src=x onerror=\"document.title='run'\"> *b* $x$"


def test_hostile_text_is_only_text(browser: Browser, folder: Path) -> None:
    def rename(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row["name"] = f"{HOSTILE} {row['route_id']}"

    edit(folder / "routes.csv", rename)
    edit(folder / "corridors.csv", lambda rows: rows[0].update(name=HOSTILE))
    edit(folder / "places.csv", lambda rows: [row.update(name=HOSTILE) for row in rows])
    with serving(folder) as url:
        atlas = open_atlas(browser, url)
        first = atlas.page.locator(".atlas-table tbody button").first
        expect(first).to_contain_text(HOSTILE, timeout=TIMEOUT_MS)
        expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
        first.click()
        expect(atlas.page.locator(".atlas-dossier h2")).to_contain_text(HOSTILE,
                                                                        timeout=TIMEOUT_MS)
        expect(atlas.page.locator(".st-key-filter-corridor")).to_contain_text(
            HOSTILE, timeout=TIMEOUT_MS)
        assert atlas.page.title() == "Corridor Atlas"
        assert atlas.outside == []
        assert atlas.errors == []
        atlas.page.close()


def test_a_broken_folder_is_explained_on_the_page(browser: Browser, folder: Path) -> None:
    edit(folder / "claims.csv", lambda rows: rows[0].update(source_id="nobody-2025"))
    (folder / "routes" / "tap.geojson").unlink()
    with serving(folder) as url:
        atlas = open_atlas(browser, url)
        problems = atlas.page.locator(".atlas-problems")
        expect(problems).to_contain_text("claims.csv:2 source_id: 'nobody-2025'",
                                         timeout=TIMEOUT_MS)
        expect(problems).to_contain_text("draw routes/tap.geojson")
        assert "Traceback" not in atlas.page.content()
        atlas.page.close()
