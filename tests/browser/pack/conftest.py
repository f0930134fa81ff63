"""The shipped pack on a disk, and opened from there with no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from geo.catalog.catalog import Catalog
from geo.presentation.extract import Extract
from geo.query.view import View
from tests.files.packs import pack
from tests.pages.pack_page import SCENES, PackPage, open_pack


@pytest.fixture(scope="module")
def extract(catalog: Catalog, land: dict[str, Any]) -> Extract:
    return Extract(catalog, View(), land=land)


@pytest.fixture(scope="module")
def path(extract: Extract, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("stick") / "atlas pack.html"
    made.write_bytes(pack(extract, [SCENES]))
    return made


@pytest.fixture(scope="module")
def shared(browser: Browser, path: Path) -> Iterator[PackPage]:
    opened = open_pack(browser, path)
    yield opened
    assert opened.asked == []
    assert opened.errors == []
    opened.page.context.close()


@pytest.fixture
def atlas(shared: PackPage) -> PackPage:
    """The pack with nothing chosen and nothing open."""
    shared.page.set_viewport_size({"width": 1400, "height": 900})
    shared.follow("")
    expect(shared.page.locator("#close")).to_be_hidden()
    return shared
