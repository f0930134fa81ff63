"""The house keeps its own rules: documentation under test, clean layers, one gate to folium."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from geo.cartography.shapes import MAP_PALETTE
from geo.data.attributes import ATTRIBUTES
from geo.data.datapackage import describe
from geo.data.reader import read_folder
from geo.data.schema import BASES, DATE_QUALIFIERS, MODES, RELATIONS, STATUSES, TABLES
from tests.conftest import DATA, ROOT

FOR_TESTS = {"golden_table"}
"""What the presets come to: kept in a file beside the tests, it shows what an edit does."""

README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCES = sorted([*ROOT.glob("app/**/*.py"), *ROOT.glob("geo/**/*.py")])


def _rows(heading: str) -> list[list[str]]:
    """The body rows of the Markdown table under a bold heading."""
    table = README.split(heading, 1)[1].split("\n\n", 2)[1]
    return [[cell.strip() for cell in line.strip("|").split("|")]
            for line in table.splitlines()[2:]]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_dictionary_names_every_column(table) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    rows = _rows(f"**{table.file}**")
    assert [name for name, _ in rows] == list(table.column_names)
    for (_, meaning), column in zip(rows, table.columns, strict=True):
        assert meaning == column.meaning + ("" if column.required else " (may be blank)")


def test_the_dictionary_names_every_attribute_and_unit() -> None:
    rows = _rows("**Attributes** of a fact:")
    assert rows == [[a.name, a.meaning, ", ".join(a.units) or "none"] for a in ATTRIBUTES.values()]


@pytest.mark.parametrize(("title", "codes"), [("Modes", MODES), ("Statuses", STATUSES),
                                              ("Basis of a line", BASES),
                                              ("Relations", RELATIONS),
                                              ("Qualifiers", DATE_QUALIFIERS)])
def test_the_dictionary_names_every_code(title: str, codes: dict[str, str]) -> None:
    line = next(line for line in README.splitlines() if line.startswith(f"**{title}**"))
    assert re.findall(r"`([a-z-]+)`", line) == list(codes)


def test_the_readme_lists_every_dependency_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    table = README.split("| dependency | why |\n|---|---|\n", 1)[1].split("\n\n", 1)[0]
    listed = ", ".join(line.split("|")[1] for line in table.splitlines())
    assert sorted(listed.replace(" ", "").split(",")) == sorted(
        re.split(r"[^\w-]", each, maxsplit=1)[0] for each in needed)


def test_the_data_package_is_what_the_schema_says() -> None:
    release = read_folder(DATA).release
    assert (DATA / "datapackage.json").read_text(encoding="utf-8") == describe(release)


def test_geo_imports_neither_screen_nor_network() -> None:
    code = ("import sys, geo.catalog.catalog, geo.checks.tables, geo.export, geo.cartography.web_map, geo.data.datapackage; "
            "bad = {'streamlit', 'folium', 'requests', 'app'} & set(sys.modules); "
            "sys.exit(str(bad) if bad else 0)")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False,  # noqa: S603
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_only_one_module_imports_folium() -> None:
    touching = [path.relative_to(ROOT) for path in SOURCES
                if re.search(r"^\s*(import|from) (folium|streamlit_folium|branca)\b",
                             path.read_text(encoding="utf-8"), re.MULTILINE)]
    assert touching == [Path("app/components/map/map_view.py")]


@pytest.mark.parametrize("text", [
    "import folium", "from folium import Map", "import branca.element",
    "from streamlit_folium import st_folium"])
@pytest.mark.parametrize("place", ["app/page_new.py", "geo/new.py", "tools/new.py"])
def test_folium_is_refused_outside_its_gate(place: str, text: str) -> None:
    """The gate is where text could reach a template; the linter keeps it the only one."""
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--output-format", "concise",
               "--select", "TID251", "--stdin-filename", place, "-"]
    found = subprocess.run(command, input=f"{text}\n", capture_output=True, text=True,  # noqa: S603
                           cwd=ROOT, check=False)
    assert found.returncode == 1
    assert "only app/components/map/map_view.py touches folium" in found.stdout


def test_the_locks_name_no_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index-url|--find-links|file:", text), name


def test_telemetry_is_off() -> None:
    assert "gatherUsageStats = false" in (ROOT / ".streamlit/config.toml").read_text("utf-8")


@pytest.mark.parametrize("path", sorted((DATA / "routes").glob("*.geojson")),
                         ids=lambda path: path.stem)
def test_lines_are_in_canonical_form(path: Path) -> None:
    """One vertex a line, five decimals at most, so that a diff shows the vertex that moved."""
    text = path.read_text(encoding="utf-8")
    assert text.endswith("]}}\n")
    vertices = [line for line in text.splitlines() if re.match(r" +\[-?\d", line)]
    assert all(re.fullmatch(r" +\[-?\d+(\.\d{1,5})?, -?\d+(\.\d{1,5})?\],?", line)
               for line in vertices)
    geometry = json.loads(text)["geometry"]
    parts = geometry["coordinates"]
    if geometry["type"] == "LineString":
        parts = [parts]
    assert len(vertices) == sum(len(part) for part in parts)


def test_the_ink_is_mixed_once() -> None:
    for path in ROOT.glob("app/*.py"):
        assert MAP_PALETTE["ink"] not in path.read_text(encoding="utf-8"), path


def test_a_page_hands_the_year_on_in_the_open() -> None:
    for path in ROOT.glob("app/*.py"):
        assert 'session_state["today"]' not in path.read_text(encoding="utf-8"), path


def test_nothing_of_the_house_is_there_for_tests_alone() -> None:
    """Every public name of a module is used in the house or its tools, not by tests only."""
    whole = "\n".join(path.read_text(encoding="utf-8")
                      for path in (*SOURCES, *ROOT.glob("tools/**/*.py")))
    names = Counter(re.findall(r"\w+", whole))
    made = re.findall(r"^(?:def |class )?([A-Za-z]\w*)\b(?=\(|:| = )", whole, re.MULTILINE)
    assert {name for name in made if names[name] < 2} <= FOR_TESTS
