"""A desk of its own for each test file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pages.desk_page import ServedDesk, curating


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    """The desk over a copy of the data, served."""
    with curating(tmp_path_factory.mktemp("desk")) as served:
        yield served
