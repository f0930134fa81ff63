"""The bill of materials says what the lock says, and every licence is one the atlas takes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution, packages_distributions
from pathlib import Path
from typing import Any

import pytest

from geo.data.errors import AtlasError
from tests.conftest import ROOT
from tools import licences
from tools.licences import ALLOWED, BUNDLED, EXCEPTIONS, READ, licence_of
from tools.rehearsal import copy_tree
from tools.sbom import LIST, LOCK, SBOM, licence_list, read_lock, sbom
from tools.wheelhouse import lacking

ENTRIES = read_lock(LOCK.read_text(encoding="utf-8"))
MADE: dict[str, Any] = json.loads(SBOM.read_text(encoding="utf-8"))
COMPONENTS = {(each["name"], each["version"]): each for each in MADE["components"]}
COMES_WITH = {"starlette": "streamlit", "google": "streamlit", "uvicorn": "streamlit"}
"""Imported, but not asked for: part of what the other one is."""


def _ids(component: dict[str, Any]) -> set[str]:
    said = " AND ".join(each.get("expression") or each["license"]["id"]
                        for each in component["licenses"])
    return set(re.split(r" (?:AND|OR) ", said))


def test_both_files_are_as_made() -> None:
    assert SBOM.read_text(encoding="utf-8") == sbom(), "run make sbom"
    assert LIST.read_text(encoding="utf-8") == licence_list(), "run make sbom"


def test_no_entry_of_the_lock_is_passed_over() -> None:
    heads = re.findall(r"^([a-z0-9-]+)==([^\s;]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert [(entry.name, entry.version) for entry in ENTRIES] == heads
    assert set(COMPONENTS) == set(heads)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.name}-{entry.version}")
def test_every_package_has_a_licence_that_is_taken(entry: Any) -> None:  # noqa: ANN401
    component = COMPONENTS[entry.name, entry.version]
    extra = {EXCEPTIONS[entry.name][0]} if entry.name in EXCEPTIONS else set()
    assert component["licenses"]
    assert _ids(component) <= ALLOWED | extra
    assert component["purl"] == f"pkg:pypi/{entry.name}@{entry.version}"


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[^A-Za-z0-9-]", each)[0].lower() for each in project["dependencies"]}
    assert {entry.name for entry in ENTRIES if "corridor-atlas" in entry.via} == asked


def test_every_reference_leads_somewhere_and_everything_is_reached() -> None:
    asks = {each["ref"]: each["dependsOn"] for each in MADE["dependencies"]}
    reached, ahead = set[str](), ["corridor-atlas"]
    while ahead:
        ref = ahead.pop()
        if ref not in reached:
            reached.add(ref)
            ahead += asks[ref]
    assert reached == {"corridor-atlas"} | {each["bom-ref"] for each in MADE["components"]}


@pytest.mark.parametrize("name", [name for name, read in READ.items() if read.words])
def test_a_licence_read_by_a_person_stands_in_the_file(name: str) -> None:
    held = distribution(name)
    texts = [file.read_text(encoding="utf-8") for file in held.files or ()
             if file.name.upper().startswith("LICENSE") and ".dist-info" in str(file)]
    assert any(READ[name].words in text for text in texts)


def test_nothing_is_said_of_packages_that_are_not_there() -> None:
    names = {entry.name for entry in ENTRIES}
    assert names >= set(READ) | set(EXCEPTIONS) | set(BUNDLED)


def test_an_unknown_licence_is_an_error_that_says_what_to_do(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "READ", {})
    with pytest.raises(AtlasError, match=r"streamlit-folium: .*tools/licences\.py"):
        licence_of("streamlit-folium")


def test_what_is_imported_is_asked_for() -> None:
    """Nothing is used only because some other package happens to bring it."""
    modules = {name for path in [*ROOT.glob("app/*.py"), *ROOT.glob("geo/**/*.py")]
               for name in re.findall(r"^\s*(?:from|import) ([a-z_A-Z0-9]+)",
                                      path.read_text(encoding="utf-8"), re.MULTILINE)}
    owners = packages_distributions()
    named = {re.sub(r"[-_.]+", "-", owner).lower(): module
             for module in modules - set(sys.stdlib_module_names) - {"app", "geo"}
             - set(COMES_WITH) for owner in owners.get(module, [])}
    asked = {entry.name for entry in ENTRIES if "corridor-atlas" in entry.via}
    assert asked
    assert set(named) <= asked


def test_a_wheel_holds_all_that_the_atlas_needs(tmp_path: Path) -> None:
    """An installed atlas has no tree beside it: data and settings must travel in the wheel."""
    tree = copy_tree(tmp_path / "tree")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index",  # noqa: S603
                    "--no-build-isolation", "--wheel-dir", tmp_path, tree], check=True)
    wheel, = tmp_path.glob("*.whl")
    assert lacking(wheel, tree) == []
