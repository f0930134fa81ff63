"""The shipped atlas in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from geo.catalog.catalog import Catalog
from tests.pages.atlas_page import AtlasPage, open_atlas


@pytest.fixture(scope="module")
def atlas(browser: Browser, address: str, catalog: Catalog) -> Iterator[AtlasPage]:
    opened = open_atlas(browser, address)
    opened.expect_ids(catalog.ids)
    yield opened
    opened.page.close()
