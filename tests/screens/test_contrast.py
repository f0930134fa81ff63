"""Text can be read on every ground it stands on, and the ring of the focus is seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from geo.cartography.shapes import MAP_PALETTE
from geo.web.scripts import assets
from tests.samples.colour import contrast, over

TEXT, GRAPHIC = 4.5, 3.0  # WCAG 2.2, criteria 1.4.3 and 1.4.11
GROUNDS = ("land", "sea", "halo")

PAPER, PANEL = '[data-testid="stAppViewContainer"]', ".atlas-sides > div"
ROW_GROUNDS = (".atlas-table", ".atlas-table tbody tr:hover",
               '.atlas-table tbody tr[aria-selected="true"]')
WAY = ".st-key-ways .stButton button:hover"
CHOSEN = '.atlas-finder li[aria-selected="true"]'
OPTION_GROUNDS = ('[data-testid="stSidebar"]',
                  ".atlas-option:hover, .atlas-option:focus-within")

# Selector of the text, then the selectors whose background it may stand on.
PAGE_PAIRS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    ".atlas-head h1": (PAPER,), ".atlas-head p": (PAPER,), ".atlas-copy": (".atlas-copy",),
    ".atlas-dossier": (PAPER, PANEL), ".atlas-eyebrow": (PAPER,),
    ".atlas-aliases, .atlas-dossier .atlas-way": (PAPER,), ".atlas-dossier dt": (PAPER,),
    ".atlas-missing": (PAPER, *ROW_GROUNDS), ".atlas-mark": (".atlas-mark",),
    ".atlas-progress": (PAPER,), ".atlas-ways-title": (PAPER,), ".atlas-ways-more": (PAPER,),
    ".st-key-ways .stButton button": (PAPER, WAY), ".st-key-ways .stButton em": (PAPER, WAY),
    ".atlas-more": (PAPER,), ".atlas-printed, .atlas-note": (PAPER, PANEL),
    ".atlas-who": (PAPER, PANEL), ".atlas-dossier sup": (PAPER, PANEL),
    ".atlas-glance": (PAPER,), ".atlas-view": (PAPER,),
    '.st-key-dossier-series [data-testid="stExpander"] details > summary p': (PAPER,),
    ".atlas-cite-card": (".atlas-cite-card",),
    ".atlas-cite-card button": (".atlas-cite-card button",),
    ".atlas-report": (".atlas-report", ".atlas-report .atlas-report-value"),
    ".atlas-report pre": (".atlas-report pre",),
    '.atlas-report :is(textarea, select, input[type="text"])': (
        '.atlas-report :is(textarea, select, input[type="text"])',),
    ".atlas-report-acts :is(button, a)": (".atlas-report-acts :is(button, a)",),
    ".atlas-report-acts .atlas-report-first": (".atlas-report-acts .atlas-report-first",),
    ".atlas-dossier-file a": (".atlas-dossier-file a",),
    ".atlas-hidden": (".atlas-hidden",),
    ".atlas-table table": (*ROW_GROUNDS, ".atlas-table thead th"),
    ".atlas-table caption": (".atlas-table",), ".atlas-table tbody th button": ROW_GROUNDS,
    ".atlas-data": (PAPER,), ".atlas-data code": (PAPER,),
    ".atlas-data th, .atlas-data td": (PAPER, ".atlas-data thead th", ".atlas-count-1",
                                       ".atlas-count-2", ".atlas-matrix tbody th"),
    ".atlas-count-0": (PAPER,), ".atlas-na": (".atlas-na",), ".atlas-downloads": (PAPER,),
    ".atlas-downloads a.atlas-download": (".atlas-downloads a.atlas-download",),
    ".atlas-downloads strong": (PAPER,), ".atlas-making": (".atlas-making",),
    ".atlas-making button": (".atlas-making button",), ".atlas-problems": (PAPER,),
    ".atlas-finder label": (PAPER,), ".atlas-finder input": (".atlas-finder input",),
    ".atlas-finder input::placeholder": (".atlas-finder input",),
    ".atlas-finder > button": (".atlas-finder input",),
    CHOSEN: (CHOSEN,), f"{CHOSEN} .atlas-found-hint, {CHOSEN} .atlas-found-also": (CHOSEN,),
    ".atlas-found-near": (".atlas-hidden",),
    ".atlas-found-hint": (".atlas-finder ul",), ".atlas-found-also": (".atlas-finder ul",),
    '.atlas-choice button[aria-checked="true"]': ('.atlas-choice button[aria-checked="true"]',),
    ".atlas-table-bar .atlas-table-find input": (".atlas-table-bar .atlas-table-find input",),
    ".atlas-table-bar .atlas-table-found": (".atlas-table",),
    ".atlas-look": (PAPER,), ".atlas-table-bar .atlas-table-lost": (".atlas-table",),
    ".atlas-legend": OPTION_GROUNDS, ".atlas-fold-chosen": OPTION_GROUNDS,
    ".atlas-option-count": OPTION_GROUNDS,
    ".atlas-option-none .atlas-option-label": OPTION_GROUNDS,
    ".atlas-legend button": (".atlas-legend button",),
    ".atlas-legend button:disabled": (".atlas-legend button",),
    ".atlas-data sup": (PAPER,), ".atlas-cite": (PAPER, PANEL), ".atlas-open": (PAPER, PANEL),
    ".atlas-contents a": (PAPER,), ".atlas-opens": (PAPER,),
    ".atlas-dossier .atlas-aliases summary": (PAPER,), ".atlas-changes del": (PAPER,),
    ".atlas-told [data-label]::before, .atlas-lengths [data-label]::before": (PAPER,),
    ".atlas-table-more": (".atlas-table",), ".atlas-table-bar": (".atlas-table",),
    ".atlas-table-bar label": (".atlas-table",),
    ".atlas-table-columns summary": (".atlas-table",),
    ".atlas-table thead small": (".atlas-table thead th",),
    ".atlas-table thead .atlas-direction": (".atlas-table thead th",),
    ".atlas-table-more button": (".atlas-table-more button",),
    '[data-testid="stExpandSidebarButton"]::after': ('[data-testid="stHeader"]',),
    ".time-track, .time-stack, .time-key, .stSlider": (PAPER,),
})
# In the map a ground is a colour of the palette, or a selector of the frame's own sheet.
MAP_PAIRS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    ".leaflet-bar a": ("white",), ".leaflet-control-attribution": (".leaflet-control-attribution",),
    ".leaflet-control-scale-line": (".leaflet-control-scale-line",),
    ".atlas-label-country": GROUNDS, ".atlas-label-sea": ("sea", "halo"),
    ".atlas-label-region": GROUNDS, ".atlas-label-said": GROUNDS,
    ".atlas-label-place": GROUNDS, ".atlas-label-route": GROUNDS,
    ".atlas-tip-box": ("white",), ".atlas-tip span": ("white",),
    ".atlas-tip em": ("white",), ".atlas-tip small": ("white",),
    ".atlas-tip .atlas-tip-silent": ("white",), ".atlas-copy": (".atlas-copy",),
    ".atlas-marks": (".atlas-marks",), ".atlas-copy-link": ("white",),
    ".atlas-failure": (".atlas-failure",),
})
_HEX = r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b"
_RGBA = r"rgba\((\d+), (\d+), (\d+), ([.\d]+)\)"


def rules(file: str) -> dict[str, str]:
    """Selector and declarations of every rule of a sheet, media blocks' included, first wins."""
    found: dict[str, str] = {}
    text = assets()[file]
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        found.setdefault(selector.strip(), body)
    return found


def full(colour: str) -> str:
    """A three-digit colour in six."""
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def text_colour(body: str) -> str | None:
    found = re.search(rf"(?<![-\w])color:\s*({_HEX})", body)
    return full(found.group(1)) if found else None


def backgrounds(body: str) -> list[str]:
    """The colours of a background; see-through ones as they come out on the darkest ground."""
    value = re.search(r"background:\s*([^;]+);", body + ";")
    assert value, body
    clear = re.search(_RGBA, value.group(1))
    if clear:
        top = "#" + "".join(f"{int(part):02x}" for part in clear.groups()[:3])
        return [over(top, float(clear.group(4)), MAP_PALETTE[ground]) for ground in GROUNDS]
    return [full(colour) for colour in re.findall(_HEX, value.group(1))]


def map_grounds(name: str, sheet: Mapping[str, str]) -> list[str]:
    if name in sheet:
        return backgrounds(sheet[name])
    return ["#ffffff" if name == "white" else MAP_PALETTE[name]]


@pytest.mark.parametrize(("file", "pairs"), [("shared/page.css", PAGE_PAIRS),
                                             ("map/map.css", MAP_PAIRS)])
def test_every_rule_that_colours_text_is_tested(file: str, pairs: Mapping[str, object]) -> None:
    coloured = {selector for selector, body in rules(file).items() if text_colour(body)}
    assert coloured == set(pairs)


@pytest.mark.parametrize("selector", PAGE_PAIRS)
def test_text_of_the_page_can_be_read(selector: str) -> None:
    sheet = rules("shared/page.css")
    ink = text_colour(sheet[selector])
    assert ink
    for ground in PAGE_PAIRS[selector]:
        for colour in backgrounds(sheet[ground]):
            assert contrast(ink, colour) >= TEXT, (ink, ground, colour)


@pytest.mark.parametrize("selector", MAP_PAIRS)
def test_text_on_the_map_can_be_read(selector: str) -> None:
    sheet = rules("map/map.css")
    ink = text_colour(sheet[selector])
    assert ink
    for ground in MAP_PAIRS[selector]:
        for colour in map_grounds(ground, sheet):
            assert contrast(ink, colour) >= TEXT, (ink, ground, colour)


@pytest.mark.parametrize("file", ["shared/page.css", "map/map.css"])
def test_the_ring_around_what_has_the_focus_is_seen(file: str) -> None:
    rings = re.findall(rf"outline: 3px solid ({_HEX})", assets()[file])
    assert rings
    for ring in rings:
        for ground in (*backgrounds(rules("shared/page.css")[PAPER]), MAP_PALETTE["land"],
                       MAP_PALETTE["sea"]):
            assert contrast(ring, ground) >= GRAPHIC
