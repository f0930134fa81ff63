"""The commands, as they are typed: what they say, what they refuse, and in which words."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from app.cli.command_line import main
from app.shared.settings import TODAY_VARIABLE
from geo.briefing.briefing import read_briefings, read_scene
from geo.catalog.catalog import Catalog
from geo.catalog.selection import select_view
from geo.data.plural import plural
from geo.data.reader import read_folder
from geo.data.releases import releases
from geo.network.admission import admit
from geo.network.endpoints import find_endpoint
from geo.network.graph import Network, build_network
from geo.network.itinerary_wording import sum_words
from geo.network.presets import PRESETS, questions
from geo.network.what_if import what_if
from geo.query.filter import Filter
from geo.query.scenario import CRITERIA, Question, Scenario
from tests.conftest import DATA, ROOT, TODAY


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the tests run, for the commands too."""
    monkeypatch.setenv(TODAY_VARIABLE, TODAY.isoformat())


@pytest.fixture(scope="module")
def network(catalog: Catalog) -> Network:
    return build_network(catalog)


# -- whatif --

def test_one_takes_no_s() -> None:
    assert [plural(number, "border") for number in (0, 1, 2, 1024)] == [
        "0 borders", "1 border", "2 borders", "1,024 borders"]
    assert plural(2, "country", "countries") == "2 countries"


def test_a_way_is_told_in_whole_grammar(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", "--from", "baku", "--to", "tbilisi"]) == 0
    said = capsys.readouterr().out
    assert ", 1 border, no transfer" in said
    assert "1 borders" not in said
    assert "least 1 transfers" not in said


def test_a_country_of_one_place_has_no_any(network: Network) -> None:
    lands = Counter(network.catalog.places[place].country for place in network.places("goods"))
    for code, places in lands.items():
        note = find_endpoint(network, "goods", code).note
        assert ("its one place in" if places == 1 else f"any of its {places} places") in note
    assert 1 in lands.values()


def test_a_comparison_is_told_as_on_the_screen(network: Network,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", "--from", "almaty-1", "--to", "istanbul", "--close", "RU"]) == 0
    said = capsys.readouterr().out
    result = what_if(network, Question("almaty-1", "istanbul",
                                       scenario=Scenario().closing("RU")))
    told = sum_words("transfers", result.before["transfers"], result.after["transfers"])
    assert f"Fewest transfers: {told}\n" in said
    before, after = result.before["transfers"], result.after["transfers"]
    assert before is not None
    assert after is not None
    more = after.transfers.at_least - before.transfers.at_least
    assert more > 0
    assert told.startswith(f"{plural(more, 'transfer')} more, ")
    assert told.endswith(": the itinerary with fewest transfers is gone")


def test_a_way_that_is_said_to_be_gone_does_not_count(network: Network) -> None:
    gone = 0
    asked = [question for preset in PRESETS.values() for question in questions(network, preset)]
    asked += [Question("almaty-1", end, scenario=Scenario().closing(land))
              for end in ("istanbul", "poti", "karachi") for land in ("RU", "IR", "TM")]
    for question in asked:
        result, left = what_if(network, question), admit(network, question.scenario)
        for criterion in CRITERIA:
            before, after = result.before[criterion], result.after[criterion]
            if before and "is gone" in sum_words(criterion, before, after):
                gone += 1
                assert not all(left.edges[step.edge] for step in before.steps), question
    assert gone


# -- export --

def _exported(tmp_path: Path, *more: str, what: str = "routes") -> tuple[int, list[str]]:
    """The exit code, and the routes (or the open route's subjects) of a raw CSV."""
    out = tmp_path / "out.csv"
    code = main(["export", what, "--format", "csv-raw", "--out", str(out), *more])
    if code:
        return code, []
    with out.open(encoding="utf-8", newline="") as file:
        return code, [row["route_id"] for row in csv.DictReader(file)]


@pytest.mark.parametrize(("link", "options", "wanted"), [
    ("?mode=gas", ["--search", "baku"], Filter(modes=frozenset({"gas"}), text="baku")),
    ("?mode=gas&search=baku", ["--mode", "oil"], Filter(modes=frozenset({"oil"}), text="baku")),
    ("?mode=gas&status=operating", ["--mode", "rail"],
     Filter(modes=frozenset({"rail"}), statuses=frozenset({"operating"}))),
    ("?search=baku", ["--search", ""], Filter()),
    ("http://h/atlas?mode=gas#top", [], Filter(modes=frozenset({"gas"}))),
    ("mode=gas", [], Filter(modes=frozenset({"gas"}))),
    ("file:///talks/pack.html#mode=gas", [], Filter(modes=frozenset({"gas"}))),
    ("http://h/atlas", [], Filter()), ("https://h:8501/atlas?", [], Filter())])
def test_an_option_takes_the_place_of_its_own_section_only(
        tmp_path: Path, catalog: Catalog, link: str, options: list[str], wanted: Filter) -> None:
    assert _exported(tmp_path, "--link", link, *options) == (
        0, list(catalog.select(wanted).ids))


def test_a_link_to_a_scene_stands_for_its_view(tmp_path: Path, catalog: Catalog,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    briefing = read_briefings(read_folder(DATA).briefings)[0]
    name = briefing.briefing_id
    view, _ = read_scene(briefing.scenes[1], catalog)
    assert _exported(tmp_path, "--link", f"http://h/present?briefing={name}&scene=2") == (
        0, list(select_view(catalog, view).ids))
    for link, why in ((f"briefing={name}&scene=99", "none that is numbered 99"),
                      (f"briefing={name}&scene=two", "none that is numbered two"),
                      ("briefing=draft&scene=1", "only in the browser that made it"),
                      (f"briefing={name[:-1]}", f"did you mean '{name}'")):
        assert _exported(tmp_path, "--link", f"/present?{link}") == (2, [])
        assert why in capsys.readouterr().err


def test_a_file_is_told_by_what_it_holds(tmp_path: Path, catalog: Catalog,
                                         capsys: pytest.CaptureFixture[str]) -> None:
    def told(*call: str) -> str:
        assert main(["export", *call, "--out", str(tmp_path / "file")]) == 0
        return capsys.readouterr().out.removeprefix(f"{tmp_path / 'file'}: ").strip()

    end = f", release {catalog.release}"
    name = catalog.name_of("btc-pipeline")
    assert told("dossier", "--format", "pdf", "--open", "btc-pipeline") == f"dossier of {name}{end}"
    link = "if-from=altynkol&if-to=poti"
    assert (
        told("itineraries", "--format", "csv", "--link", link)
        == f"itineraries from Altynkol to Poti{end}"
    )
    assert told("routes", "--format", "csv", "--search", "btc") == f"1 route{end}"
    gas = len(catalog.select(Filter(modes=frozenset({"gas"}))).ids)
    assert told("claims", "--format", "csv", "--mode", "gas") == f"claims of {gas} routes{end}"
    assert told("events", "--format", "json", "--mode", "gas") == (
        f"what happened to {gas} routes{end}")


# -- releases --

def test_releases_are_told_newest_first(tmp_path: Path) -> None:
    ids = ["2026-11-21", "2026-11-21.2", "2026-11-21.3", "2026-11-21.10", "2026-12-01"]
    (tmp_path / "releases").mkdir()
    for release in ids:
        (tmp_path / "releases" / f"{release}.zip").touch()
    assert list(releases(tmp_path)) == ids[::-1]


# -- a sentence, never a traceback --

@pytest.mark.parametrize("port", ["99999", "0", "-1", "http", "٨٥٠١"])
def test_what_is_no_port_is_said(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["serve", f"--port={port}"])
    assert stopped.value.code == 2
    assert "is no port; give a number from 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["check"], ["serve"], ["whatif", "--from=baku", "--to=poti"]])
def test_a_day_that_is_none_is_said(command: list[str], monkeypatch: pytest.MonkeyPatch,
                                    capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(TODAY_VARIABLE, "nonsense")
    monkeypatch.delattr("os.execve")
    assert main(command) == 2
    assert capsys.readouterr().err == (
        "corridor-atlas: CORRIDOR_ATLAS_TODAY: 'nonsense' is no day; write it as YYYY-MM-DD, or do "
        "not set it\n")


def test_a_reader_who_goes_away_is_no_fault() -> None:
    call = f"{sys.executable} -m app.cli.command_line whatif --from baku --to poti"
    done = subprocess.run(["bash", "-c", f"{call} | true; echo ${{PIPESTATUS[0]}}"],  # noqa: S603, S607
                          cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.strip() in ("0", "141")
