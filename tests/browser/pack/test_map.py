"""The map of the pack: names of countries, and the key of its symbols."""

from __future__ import annotations

import random

import pytest

from geo.catalog.catalog import Catalog
from tests.files.written import expected, faults, written
from tests.pages.inspected import inspecting
from tests.pages.pack_page import PackPage

MAP = inspecting("@map")
WIDTHS = (1400, 390)

_SYMBOLS = inspecting("""() => {
    const box = @map.getContainer(), frame = box.getBoundingClientRect();
    const shape = (one) => [...one.classList].find((name) => name.startsWith("atlas-node-"));
    const inside = (one) => {
        const r = one.getBoundingClientRect();
        return r.right > frame.left && r.left < frame.right && r.bottom > frame.top
            && r.top < frame.bottom;
    };
    const nodes = [...box.querySelectorAll(".leaflet-marker-icon.atlas-node")];
    const drawn = nodes.filter(inside).map(shape);
    if (box.querySelector(".atlas-label-place")) drawn.push("atlas-node-dot");
    return [drawn, [...box.querySelectorAll(".atlas-marks .atlas-node")].map(shape)];
}""")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("depiction", ["un", "de-facto"])
def test_a_country_is_named_within_it_or_not_at_all(
        atlas: PackPage, catalog: Catalog, depiction: str, width: int) -> None:
    """Where every route is drawn; one that has room for it in the smallest type has its name."""
    atlas.page.set_viewport_size({"width": width, "height": 844})
    atlas.follow(f"borders={depiction}" if depiction != "un" else "")
    atlas.expect_ids(catalog.ids)
    drawn = random.Random(width)  # noqa: S311 - no secret
    cameras = [(5, 41.2, 45.5), (6, 41.2, 45.5), (7, 41.2, 45.5),
               *((drawn.uniform(3, 9), drawn.uniform(22, 56), drawn.uniform(10, 95))
                 for _ in range(8))]
    for camera in cameras:
        found = written(atlas.page, MAP, camera)
        assert faults(found, depiction) == [], camera
        names = {name for name, _ in found["names"]}
        if camera in cameras[:3]:
            assert expected(found, depiction) <= names, camera
        if camera[0] == 6:
            assert {"GEORGIA", "ARMENIA", "AZERBAIJAN"} <= names


@pytest.mark.parametrize("zoom", [4, 6, 8])
def test_every_symbol_on_the_map_stands_in_its_key(atlas: PackPage, zoom: int) -> None:
    atlas.follow(f"at={zoom}/41.2000/45.5000")
    drawn, key = atlas.page.evaluate(_SYMBOLS)
    assert drawn
    assert set(drawn) <= set(key)
    assert len(key) == len(set(key))
    if zoom == 6:
        assert {"atlas-node-square", "atlas-node-bar"} <= set(drawn)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_the_pointer_tells_is_a_box_that_keeps_within_the_map(
        atlas: PackPage, width: int) -> None:
    """Not a tower: wider than high, at points of a line near the edges of the map too."""
    page = atlas.page
    page.set_viewport_size({"width": width, "height": 844})
    atlas.follow("mode=oil&at=6/40.0000/44.0000")
    page.locator("#map").scroll_into_view_if_needed()
    points = page.evaluate(inspecting("""() => {
        const map = @map, box = map.getContainer().getBoundingClientRect();
        const seen = @lines.points(new Set(["btc-pipeline"])).map((one) =>
            map.latLngToContainerPoint(one)).filter(({ x, y }) =>
            x > 5 && y > 5 && x < box.width - 5 && y < box.height - 5
            && box.y + y > 5 && box.y + y < innerHeight - 5);
        return [0, 0.5, 1].map((part) => seen[Math.round(part * (seen.length - 1))])
            .map(({ x, y }) => [box.x + x, box.y + y]);
    }"""))
    for x, y in points:
        page.mouse.move(3, 3)
        page.mouse.move(x, y)
        page.wait_for_function(inspecting("""() => {
            const tip = document.querySelector(".leaflet-tooltip.atlas-tip-box");
            if (!tip || !tip.textContent) return false;
            const one = tip.getBoundingClientRect();
            const map = @map.getContainer().getBoundingClientRect();
            return one.width > Math.max(120, 1.5 * one.height) && one.left >= map.left
                && one.right <= map.right && one.top >= map.top && one.bottom <= map.bottom;
        }"""))
