"""Sentences of briefings that newer claims have overtaken are named to the curator."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.briefing.briefing import Briefing, Scene, claim_index, write_briefing
from geo.briefing.older_states import newest_claims, older_state_notes, older_states
from geo.catalog.catalog import Catalog
from tests.conftest import DATA

FILES = {path.name: path.read_bytes() for path in sorted((DATA / "briefings").glob("*.json"))}
OLD = "horadiz-agbend-railway/progress/today-az-2025/"
NEW = "horadiz-agbend-railway/progress/report-2026-02-27/"
SAID = Scene("A railway", "", "Of the railway 67 percent are built [1].", (OLD,))


def overtaken(catalog: Catalog, scene: Scene) -> list[str]:
    found = older_states(scene, claim_index(catalog.claims), newest_claims(catalog))
    return [each.newer.reference for each in found]


def test_the_shipped_briefings_say_the_newest_state(catalog: Catalog) -> None:
    assert older_state_notes(FILES, catalog) == []


@pytest.mark.parametrize(("scene", "newer"), [
    (SAID, [NEW]),
    (replace(SAID, cites=(OLD, NEW), notes="By now 70 percent [2]."), []),
    (replace(SAID, cites=(NEW,)), []),
    (replace(SAID, sentence="A sentence without marks."), []),
    (replace(SAID, sentence="A mark of nothing [7]."), []),
    (replace(SAID, cites=("horadiz-agbend-railway/start/air-center-2025/2853-2854",)), []),
])
def test_only_what_the_scene_nowhere_cites_is_newer(catalog: Catalog, scene: Scene,
                                                    newer: list[str]) -> None:
    assert overtaken(catalog, scene) == newer


def test_a_month_does_not_replace_a_year(catalog: Catalog) -> None:
    """The newest claim on the pipeline is of one month of 2026."""
    year = "south-caucasus-pipeline/throughput/day-az-2026-01-19/"
    assert any(claim.subject_id == "south-caucasus-pipeline" and claim.period == "2026-01"
               for claim in catalog.claims)
    assert overtaken(catalog, replace(SAID, cites=(year,))) == []


def test_a_state_that_a_newer_claim_repeats_is_not_older(catalog: Catalog) -> None:
    repeated = "kars-dilucu-railway/status/air-center-2025/2811-2812"
    assert overtaken(catalog, replace(SAID, cites=(repeated,))) == []


def test_the_hint_names_scene_mark_and_both_states(catalog: Catalog) -> None:
    briefing = Briefing("tried-out", "Tried out", scenes=(SAID,))
    [hint] = older_state_notes({"tried-out.json": write_briefing(briefing)}, catalog)
    assert hint.startswith("briefings/tried-out.json scene 1: [1] says 67\N{NO-BREAK SPACE}%")
    assert "70\N{NO-BREAK SPACE}%" in hint
    assert NEW in hint
