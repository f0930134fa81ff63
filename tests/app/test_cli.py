"""The commands, as they are typed: what they say, what they refuse, and in which words."""

from __future__ import annotations

from collections import Counter

import pytest

from app.cli import main
from app.settings import TODAY_VARIABLE
from geo.catalog import Catalog
from geo.network import Network, build_network
from geo.plural import plural
from geo.whatif.journeys import find_hub, journey
from geo.whatif.presets import PRESETS, questions
from geo.whatif.scenario import CRITERIA, Question, Scenario, admit
from geo.whatif.words import sum_words
from tests.conftest import TODAY


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
        note = find_hub(network, "goods", code).note
        assert ("its one place in" if places == 1 else f"any of its {places} places") in note
    assert 1 in lands.values()


def test_a_comparison_is_told_as_on_the_screen(network: Network,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", "--from", "almaty-1", "--to", "istanbul", "--close", "RU"]) == 0
    said = capsys.readouterr().out
    result = journey(network, Question("almaty-1", "istanbul",
                                       scenario=Scenario().closing("RU")))
    told = sum_words("transfers", result.before["transfers"], result.after["transfers"])
    assert f"Fewest transfers: {told}\n" in said
    before, after = result.before["transfers"], result.after["transfers"]
    assert before is not None
    assert after is not None
    more = after.transfers.at_least - before.transfers.at_least
    assert more > 0
    assert told.startswith(f"{plural(more, 'transfer')} more, ")
    assert told.endswith(": the way with fewest transfers is gone")


def test_a_way_that_is_said_to_be_gone_does_not_count(network: Network) -> None:
    gone = 0
    asked = [question for preset in PRESETS.values() for question in questions(network, preset)]
    asked += [Question("almaty-1", end, scenario=Scenario().closing(land))
              for end in ("istanbul", "poti", "karachi") for land in ("RU", "IR", "TM")]
    for question in asked:
        result, left = journey(network, question), admit(network, question.scenario)
        for criterion in CRITERIA:
            before, after = result.before[criterion], result.after[criterion]
            if before and "is gone" in sum_words(criterion, before, after):
                gone += 1
                assert not all(left.tracks[step.track] for step in before.steps), question
    assert gone
