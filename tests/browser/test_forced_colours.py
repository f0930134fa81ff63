"""Forced colours (a system's high contrast), and the numbers of notes, seen in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from geo.cartography.shapes import MAP_PALETTE
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, open_atlas

LUMINANCE = """const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => {
        const one = part / 255;
        return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
};
const behind = (node) => {
    for (let each = node; each; each = each.parentElement) {
        const colour = getComputedStyle(each).backgroundColor;
        if (!/, 0\\)$/.test(colour)) return colour;
    }
    return getComputedStyle(document.documentElement).backgroundColor;
};"""
SWITCH = f"""(input) => {{ {LUMINANCE}
    const track = input.closest('label').querySelector(':scope > div');
    const knob = track.firstElementChild;
    const style = getComputedStyle(track), page = behind(track.parentElement);
    const edge = parseFloat(style.borderTopWidth) >= 1 ? contrast(style.borderTopColor, page) : 1;
    return [Math.max(edge, contrast(style.backgroundColor, page)),
        contrast(getComputedStyle(knob).backgroundColor, style.backgroundColor)];
}}"""
SAMPLE = f"""(all) => {{ {LUMINANCE} return all.map((node) => light(behind(node))); }}"""
NUMBERS = """(lists) => lists.filter((list) => list.checkVisibility()).map((list) => {
    const item = list.querySelector('li'), ink = document.createElement('canvas').getContext('2d');
    const style = getComputedStyle(item);
    ink.font = style.fontWeight + ' ' + style.fontSize + ' ' + style.fontFamily;
    return parseFloat(getComputedStyle(list).paddingLeft) - ink.measureText('888. ').width;
})"""
SEEN = 3.0
"""The least contrast of a control's shape with what it stands on (WCAG 1.4.11)."""


def rgb(colour: str) -> str:
    """A colour of the palette as a browser says it."""
    return "rgb({}, {}, {})".format(*(int(colour[i:i + 2], 16) for i in (1, 3, 5)))


@pytest.fixture(scope="module")
def atlas(browser: Browser, address: str) -> Iterator[AtlasPage]:
    opened = open_atlas(browser, f"{address}/?open=btc-pipeline&year=2030")
    opened.expect_dossier("btc-pipeline")
    expect(opened.page.locator(".st-key-year input[type=range]")).to_have_value(
        "2030", timeout=TIMEOUT_MS)
    expect(opened.map).to_be_attached(timeout=TIMEOUT_MS)
    yield opened
    opened.page.close()


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_map_switches_and_samples_are_seen_in_forced_colours(atlas: AtlasPage,
                                                             scheme: Any) -> None:  # noqa: ANN401
    page = atlas.page
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    sea = atlas.frame.locator(".leaflet-container").evaluate(
        "(box) => getComputedStyle(box).backgroundColor")
    assert sea == rgb(MAP_PALETTE["sea"])
    edge, knob = page.locator(".st-key-year-on input[role=switch]").evaluate(SWITCH)
    assert edge >= SEEN
    assert knob >= SEEN
    for samples in (".atlas-option img", ".atlas-table td img"):
        assert min(page.locator(samples).evaluate_all(SAMPLE)) > 0.8
    chosen, other = (page.locator(f'.st-key-depiction [role="radio"][aria-checked="{said}"]')
                     .first.evaluate("(each) => getComputedStyle(each).backgroundColor")
                     for said in ("true", "false"))
    assert chosen != other
    page.emulate_media(forced_colors="none", color_scheme="light")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_numbers_of_notes_have_room_for_three_digits(atlas: AtlasPage, width: int,
                                                     media: Any) -> None:  # noqa: ANN401
    atlas.page.set_viewport_size({"width": width, "height": 900})
    atlas.page.emulate_media(media=media)
    atlas.page.locator(".atlas-part").evaluate_all(
        "(folds) => folds.forEach((fold) => { fold.open = true; })")
    room = atlas.page.locator(".atlas-dossier ol").evaluate_all(NUMBERS)
    assert room
    assert min(room) >= 0
    atlas.page.emulate_media(media="screen")
