"""The names of countries that a map in a browser has written, and where they stand."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Frame, Page

from tests.samples.lands import Box, shipped_lands, unit_box

_WRITTEN = """async ([map, camera]) => {
    map.invalidateSize({ animate: false });
    if (camera) map.setView([camera[1], camera[2]], camera[0], { animate: false });
    for (let i = 0; i < 5; i += 1) {
        await Promise.allSettled(document.getAnimations().map((one) => one.finished));
    }
    const box = map.getContainer(), frame = box.getBoundingClientRect(), size = map.getSize();
    const at = (x, y) => {
        const { lat, lng } = map.containerPointToLatLng([x, y]);
        return [lat, lng];
    };
    const rect = (one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        const [x, y] = [frame.left + box.clientLeft, frame.top + box.clientTop];
        return { left: left - x, right: right - x, top: top - y, bottom: bottom - y };
    };
    const pen = document.createElement("canvas").getContext("2d"), least = 10;
    pen.font = least + "px " + getComputedStyle(box).fontFamily;
    const wide = (text) => pen.measureText(text).width + text.length * 0.13 * least;
    const controls = [...box.querySelectorAll(".leaflet-control")].map(rect);
    const upper = controls.filter((one) => one.top < size.y / 2).map((one) => one.bottom);
    const lower = controls.filter((one) => one.top > size.y / 2).map((one) => one.top);
    return {
        view: [at(0, 0), at(size.x, size.y)], world: 256 * 2 ** map.getZoom(),
        clear: [at(0, Math.max(0, ...upper)), at(size.x, Math.min(size.y, ...lower))],
        widths: Object.fromEntries(%s.map((name) => [name, wide(name)])),
        names: [...box.querySelectorAll(".atlas-label-country")].map((one) => {
            const { left, right, top, bottom } = rect(one);
            return [one.textContent.toUpperCase(), [at(left, top), at(right, bottom)]];
        }),
    };
}"""
_LEAST_PX, _HEIGHT_PX, _SPARE_PX = 10, 12.4, 14
"""The smallest type, the height of a name in it, and room to spare on both sides together."""


def written(where: Page | Frame, the_map: str, camera: tuple[float, float, float] | None
            ) -> dict[str, Any]:
    """What stands on the map that a script calls `the_map`, seen from (zoom, lat, lon)."""
    script = _WRITTEN % list(shipped_lands().countries)
    found: dict[str, Any] = where.evaluate(
        f"(camera) => ({script})([{the_map}, camera])", camera)
    return found


def faults(found: dict[str, Any], depiction: str) -> list[str]:
    """The names that leave their country or cross a border."""
    names = [(name, unit_box(corners)) for name, corners in found["names"]]
    return shipped_lands().faults(names, unit_box(found["view"]), depiction)


def expected(found: dict[str, Any], depiction: str) -> set[str]:
    """The countries whose largest part in view has room for the name, clear of the controls."""
    lands, view, clear = shipped_lands(), unit_box(found["view"]), unit_box(found["clear"])

    def size(name: str) -> tuple[float, float]:
        return ((found["widths"][name] + _SPARE_PX) / found["world"],
                (_HEIGHT_PX + _SPARE_PX) / found["world"])

    return {name for name in lands.countries
            if _same_part(name, view, clear) and lands.holds(name, clear, size(name), depiction)}


def _same_part(name: str, view: Box, clear: Box) -> bool:
    """Whether what is largest between the controls belongs to what is largest in the view."""
    whole, between = shipped_lands().part(name, view), shipped_lands().part(name, clear)
    return bool(whole and between and whole.contains(between.representative_point()))
