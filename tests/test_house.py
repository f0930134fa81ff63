"""The house keeps its own rules: documentation under test, clean layers, one gate to folium."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from geo.cartography.shapes import MAP_PALETTE
from geo.checks.canonical_form import format_line
from geo.data.datapackage import describe
from geo.data.reader import read_folder
from tests import house_laws
from tests.conftest import DATA, ROOT
from tools.dictionary import BEGIN, END, dictionary

FOR_TESTS = {"golden_table"}
"""What the presets come to: kept in a file beside the tests, it shows what an edit does."""

DICTIONARY = (ROOT / "docs/data.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
SOURCES = sorted([*ROOT.glob("app/**/*.py"), *ROOT.glob("geo/**/*.py")])


def test_the_dictionary_is_what_the_schema_says() -> None:
    assert f"{BEGIN}{dictionary()}\n{END}" in DICTIONARY


def test_every_dependency_is_listed_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    table = ARCHITECTURE.split("| dependency | why |\n|---|---|\n", 1)[1].split("\n\n", 1)[0]
    listed = ", ".join(line.split("|")[1] for line in table.splitlines())
    assert sorted(listed.replace(" ", "").split(",")) == sorted(
        re.split(r"[^\w-]", each, maxsplit=1)[0] for each in needed)


def test_the_data_package_is_what_the_schema_says() -> None:
    release = read_folder(DATA).release
    assert (DATA / "datapackage.json").read_text(encoding="utf-8") == describe(release)


def test_geo_imports_neither_screen_nor_network() -> None:
    code = ("import sys, importlib, pkgutil, geo\n"
            "for found in pkgutil.walk_packages(geo.__path__, 'geo.'):\n"
            "    importlib.import_module(found.name)\n"
            "bad = {'streamlit', 'folium', 'requests', 'app'} & set(sys.modules)\n"
            "sys.exit(str(bad) if bad else 0)")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False,  # noqa: S603
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


LAWS: Mapping[str, Callable[[Path], list[str]]] = {
    "floors": lambda root: house_laws.floor_breaches(root, house_laws.floors(ARCHITECTURE)),
    "folders": house_laws.crowded_folders,
    "namesakes": house_laws.namesakes,
    "words": lambda root: house_laws.avoided_words(root, house_laws.words_to_avoid(GLOSSARY)),
    "reads nothing at import": house_laws.read_at_import,
    "hands nothing on": house_laws.handed_on,
    "hidden state": house_laws.hidden_state,
}
BREACHES = (
    ("floors", "geo/claims/new.py", "from geo.catalog.catalog import Catalog\n"),
    ("floors", "geo/claims/new.py", "import app.main\n"),
    ("floors", "geo/query/new.py", "def late():\n    from geo.claims.headline import headline\n"),
    ("floors", "geo/attic/new.py", ""),
    ("floors", "app/shared/new.py", "from app.session import draft\n"),
    ("namesakes", "geo/export/headline.py", ""),
    ("namesakes", "app/screens/jobs.py", ""),
    ("words", "geo/network/hubs.py", ""),
    ("words", "geo/network/new.py", "class LegOfRoute: ...\n"),
    ("words", "app/screens/new.py", "def show_facts(): ...\n"),
    ("reads nothing at import", "geo/data/new.py", "TEXT = open('x').read()\n"),
    ("reads nothing at import", "geo/data/new.py",
     "class Kept:\n    text = Path('x').read_text()\n"),
    ("hands nothing on", "geo/claims/__init__.py", "from geo.claims.headline import headline\n"),
    ("hidden state", "geo/network/new.py", "@lru_cache(8)\ndef paths(network: Network): ...\n"),
    ("hidden state", "geo/network/new.py", "@cache\ndef near(known: frozenset[str]): ...\n"),
    ("hidden state", "app/screens/new.py", "@st.cache_data\ndef rows(name: str): ...\n"),
    ("hidden state", "app/screens/new.py", "@cache\ndef served():\n    return load_atlas()\n"),
    ("hidden state", "geo/catalog/new.py", "class A:\n    @cache\n    def b(self): ...\n"),
    ("hidden state", "geo/catalog/new.py", "found = functools.lru_cache(8)(find)\n"),
    ("hidden state", "geo/catalog/new.py", "def put(a):\n    a.__dict__['_b'] = 1\n"),
    ("hidden state", "geo/catalog/new.py",
     "class A:\n    @cached_property\n    def masks(self):\n        return {}\n"),
    ("hidden state", "geo/catalog/new.py", "def put(a):\n    vars(a).update(b=1)\n"),
    ("hidden state", "geo/catalog/new.py", "_SEEN = {}\ndef put(a):\n    _SEEN[a] = 1\n"),
    ("hidden state", "geo/catalog/new.py", "_SEEN: set = set()\ndef put(a):\n    _SEEN.add(a)\n"),
    ("hidden state", "geo/catalog/new.py", "_A = 0\ndef put(a):\n    global _A\n    _A = a\n"),
    ("hidden state", "geo/catalog/new.py",
     "class Last:\n    def __call__(self, key):\n        self._last = key\n_LAST = Last()\n"),
)


@pytest.mark.parametrize("law", LAWS)
def test_the_house_keeps_its_laws(law: str) -> None:
    assert LAWS[law](ROOT) == []


@pytest.mark.parametrize(("law", "module", "text"), BREACHES)
def test_a_breach_is_seen(tmp_path: Path, law: str, module: str, text: str) -> None:
    for package in ("geo/claims/headline.py", "app/server/jobs.py"):
        (tmp_path / package).parent.mkdir(parents=True)
        (tmp_path / package).write_text("")
    assert LAWS[law](tmp_path) == []
    (tmp_path / module).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / module).write_text(text)
    assert len(LAWS[law](tmp_path)) == 1


def test_a_crowded_folder_is_seen(tmp_path: Path) -> None:
    (tmp_path / "geo/claims").mkdir(parents=True)
    for number in range(house_laws.MOST_MODULES + 1):
        assert house_laws.crowded_folders(tmp_path) == []
        (tmp_path / f"geo/claims/part{number}.py").write_text("")
    assert len(house_laws.crowded_folders(tmp_path)) == 1


def test_only_one_module_imports_folium() -> None:
    touching = [path.relative_to(ROOT) for path in SOURCES
                if re.search(r"^\s*(import|from) (folium|streamlit_folium|branca)\b",
                             path.read_text(encoding="utf-8"), re.MULTILINE)]
    assert touching == [Path("app/components/map/map_view.py")]


@pytest.mark.parametrize("text", [
    "import folium", "from folium import Map", "import branca.element",
    "from streamlit_folium import st_folium"])
@pytest.mark.parametrize("place", ["app/screens/new.py", "geo/new.py", "tools/new.py"])
def test_folium_is_refused_outside_its_gate(place: str, text: str) -> None:
    """The gate is where text could reach a template; the linter keeps it the only one."""
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--output-format", "concise",
               "--select", "TID251", "--stdin-filename", place, "-"]
    found = subprocess.run(command, input=f"{text}\n", capture_output=True, text=True,  # noqa: S603
                           cwd=ROOT, check=False)
    assert found.returncode == 1
    assert "only app/components/map/map_view.py touches folium" in found.stdout


def test_every_path_that_a_document_names_is_there() -> None:
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    named = {(path.name, name) for path in documents if path.name != "CHANGELOG.md"
             for name in re.findall(r"`((?:app|data|deploy|docs|geo|tests|tools)/[\w./-]*\w/?)`",
                                    path.read_text(encoding="utf-8"))}
    assert len(named) > 50
    assert sorted(each for each in named if not (ROOT / each[1]).exists()) == []


def test_the_locks_name_no_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index-url|--find-links|file:", text), name


def test_telemetry_is_off() -> None:
    assert "gatherUsageStats = false" in (ROOT / ".streamlit/config.toml").read_text("utf-8")


def test_lines_are_in_canonical_form() -> None:
    """One vertex a line, five decimals at most, so that a diff shows the vertex that moved."""
    for path in sorted((DATA / "routes").glob("*.geojson")):
        data = path.read_bytes()
        assert format_line(path.name, data) == (data, []), path.name


def test_the_ink_is_mixed_once() -> None:
    for path in ROOT.glob("app/**/*.py"):
        assert MAP_PALETTE["ink"] not in path.read_text(encoding="utf-8"), path


def test_a_page_hands_the_year_on_in_the_open() -> None:
    for path in ROOT.glob("app/**/*.py"):
        assert 'session_state["today"]' not in path.read_text(encoding="utf-8"), path


def test_nothing_of_the_house_is_there_for_tests_alone() -> None:
    """Every public name of a module is used in the house or its tools, not by tests only."""
    whole = "\n".join(path.read_text(encoding="utf-8")
                      for path in (*SOURCES, *ROOT.glob("tools/**/*.py")))
    names = Counter(re.findall(r"\w+", whole))
    made = re.findall(r"^(?:def |class )?([A-Za-z]\w*)\b(?=\(|:| = )", whole, re.MULTILINE)
    assert {name for name in made if names[name] < 2} <= FOR_TESTS
