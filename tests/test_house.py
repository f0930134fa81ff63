"""The house keeps its own rules: documentation under test, clean layers, one gate to folium."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from geo.attributes import ATTRIBUTES
from geo.load import read_folder
from geo.package import describe
from geo.schema import BASES, DATE_QUALIFIERS, MODES, RELATIONS, STATUSES, TABLES
from tests.conftest import DATA, ROOT

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


def test_every_dependency_has_a_line_in_the_readme() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    dependencies = project.split("dependencies = [", 1)[1].split("]", 1)[0]
    for name in re.findall(r'"([A-Za-z-]+)', dependencies):
        assert name in README, name


def test_the_data_package_is_what_the_schema_says() -> None:
    release = read_folder(DATA).release
    assert (DATA / "datapackage.json").read_text(encoding="utf-8") == describe(release)


def test_geo_imports_neither_screen_nor_network() -> None:
    code = ("import sys, geo.catalog, geo.checks, geo.export, geo.layers, geo.package; "
            "bad = {'streamlit', 'folium', 'requests', 'app'} & set(sys.modules); "
            "sys.exit(str(bad) if bad else 0)")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False,  # noqa: S603
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_only_one_module_imports_folium() -> None:
    touching = [path.relative_to(ROOT) for path in SOURCES
                if re.search(r"^\s*(import|from) (folium|streamlit_folium|branca)\b",
                             path.read_text(encoding="utf-8"), re.MULTILINE)]
    assert touching == [Path("app/map_view.py")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_fit_a_room(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


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
