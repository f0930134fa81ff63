"""The browser's code: its style, its types, and its tests, which Node runs on facts from Python."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from geo.catalog.catalog import Catalog
from geo.data.basemap_document import BasemapDocument
from tests.conftest import ROOT
from tests.web.facts import facts
from tests.web.node import NO_NODE
from tools.browser_code import NO_TSC, find_node, lint, type_check

TESTS = sorted((ROOT / "tests" / "web").glob("*.test.js"))


def passes(command: Sequence[str | Path], **environment: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True,  # noqa: S603
                          check=False, env=environment or None)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def written(catalog: Catalog, land: BasemapDocument,
            tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("facts") / "facts.json"
    path.write_text(json.dumps(facts(catalog, land)), encoding="utf-8")
    yield path
    path.unlink()


def test_node_s_tests_pass_on_the_shipped_data(written: Path) -> None:
    node = find_node()
    if node is None:
        pytest.skip(NO_NODE)
    assert len(TESTS) >= 4
    passes([node, "--test", *TESTS], ATLAS_FACTS=str(written))


def test_the_types_fit() -> None:
    command = type_check()
    if command is None:
        pytest.skip(NO_TSC)
    passes(command)


def test_the_style_is_kept() -> None:
    command = lint()
    if command is None:
        pytest.skip("The style of the browser's code was not checked: oxlint is not installed.")
    passes(command)
