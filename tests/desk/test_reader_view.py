"""What a reader sees otherwise once a draft is accepted, beside the attributes themselves."""

from __future__ import annotations

from dataclasses import replace

from app.desk.accepting.reader_view import overtaken, reader_changes
from app.shared.settings import today
from geo.briefing.briefing import Briefing, Scene, write_briefing
from geo.catalog.catalog import Catalog
from geo.catalog.join import join
from geo.data.reader import read_folder
from tests.conftest import DATA

OLD = "horadiz-agbend-railway/progress/today-az-2025/"
NEW = "report-2026-02-27"


def test_only_what_the_new_claims_overtake_is_told(catalog: Catalog) -> None:
    """A sentence that was overtaken before the draft is no news of it."""
    raw = read_folder(DATA)
    older = tuple(row for row in raw.tables["claims"] if not (
        row.cells["attribute"] == "progress"
        and row.cells["subject_id"] == "horadiz-agbend-railway"
        and row.cells["source_id"] != "today-az-2025"))
    assert len(older) < len(raw.tables["claims"])
    before = join(replace(raw, tables={**raw.tables, "claims": older}), today())
    scene = Scene("A railway", "", "Of the railway 67 percent are built [1].", (OLD,))
    files = {"tried-out.json": write_briefing(Briefing("tried-out", "Tried out", scenes=(scene,)))}
    (told,) = overtaken(files, before, catalog)
    assert told.startswith("briefings/tried-out.json scene 1: [1] says")
    assert NEW in told
    assert overtaken(files, catalog, catalog) == ()


def test_an_attribute_without_a_value_on_either_side_is_left_out(catalog: Catalog) -> None:
    blank = next(entry.route_id for entry in catalog.entries if not entry.claims_of("cost"))
    without = replace(catalog, entries=tuple(
        entry for entry in catalog.entries if entry.route_id != blank))
    assert reader_changes(without, catalog, [(blank, "cost")]) == ()
    said = next(entry for entry in catalog.entries if entry.claims_of("length"))
    without = replace(catalog, entries=tuple(
        entry for entry in catalog.entries if entry.route_id != said.route_id))
    (change,) = reader_changes(without, catalog, [(said.route_id, "length")])
    assert change.before == "not in the atlas"
