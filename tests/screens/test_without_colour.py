"""Who sees little colour, or none, reads the atlas too: contrast, greyscale, colour blindness.

What colour may say alone is bounded here. A status is told by dash and width, never by colour. A
mode is told by colour and by its word, which stands in the legend, the table, the dossier and the
tip of the line: in greyscale the colours of modes do not tell them apart, and nothing claims so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from types import MappingProxyType
from urllib.parse import unquote

import pytest

from geo.cartography.colours import (
    CORRIDOR_PALETTE,
    MODE_COLOURS,
    PLAIN,
    STATUS_COLOURS,
    corridor_colours,
)
from geo.cartography.shapes import MAP_PALETTE
from geo.cartography.symbols import BASIS_STYLES, STATUS_STROKES
from geo.cartography.web_map import map_document
from geo.catalog.catalog import Catalog
from geo.claims.wording import STATUS_WORDS
from geo.data.schema import MODES
from geo.export.html.swatch import swatch
from geo.web.scripts import web_file
from tests.samples.colour import (
    DEFICIENCIES,
    contrast,
    distance,
    grey,
    lab_distance,
    linear,
    luminance,
    over,
    seen_with,
)

TEXT, GRAPHIC = 4.5, 3.0  # WCAG 2.2, criteria 1.4.3 and 1.4.11
BAND_OPACITY = 0.17  # of the pale band under a conceptual line; theme.py and atlas-lines.js
ON_ITS_BAND = 2.3  # the band is itself part of the line and adds to what is seen
GROUNDS = ("land", "sea", "halo")
EYES: Mapping[str, Callable[[str], str]] = MappingProxyType({
    "no deficiency": lambda colour: colour, "greyscale": grey,
    "protanopia": lambda colour: seen_with("protanopia", colour),
    "deuteranopia": lambda colour: seen_with("deuteranopia", colour),
    "tritanopia": lambda colour: seen_with("tritanopia", colour)})



def test_contrast_and_distance_are_the_published_ones() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert luminance("#ff0000") == pytest.approx(0.2126)
    # Pairs 1, 7, 14, 17, 19 and 25 of the test data of Sharma, Wu and Dalal (2005).
    for one, other, apart in (
            ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
            ((50, 0, 0), (50, -1, 2), 2.3669),
            ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
            ((50, 2.5, 0), (73, 25, -18), 27.1492),
            ((50, 2.5, 0), (50, 3.2592, 0.3350), 1.0),
            ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644)):
        assert lab_distance(one, other) == pytest.approx(apart, abs=5e-5)
        assert lab_distance(other, one) == pytest.approx(apart, abs=5e-5)


@pytest.mark.parametrize("eye", EYES)
def test_white_and_black_look_the_same_to_every_eye(eye: str) -> None:
    assert EYES[eye]("#ffffff") == "#ffffff"
    assert EYES[eye]("#000000") == "#000000"


def test_the_matrices_keep_grey_and_confuse_what_they_should() -> None:
    for matrix in DEFICIENCIES.values():
        assert [sum(row) for row in matrix] == pytest.approx([1, 1, 1], abs=2e-6)
    red, green = "#b05a00", "#6f7a00"
    assert distance(red, green) > 3 * distance(EYES["deuteranopia"](red),
                                               EYES["deuteranopia"](green))
    with pytest.raises(ValueError, match="not a colour"):
        linear("red")


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("colour", sorted({
    PLAIN, *CORRIDOR_PALETTE, *MODE_COLOURS.values(), *STATUS_COLOURS.values()}))
def test_a_line_is_seen_on_land_on_sea_and_on_its_halo(colour: str, eye: str) -> None:
    """To every eye: so a dash is seen as a dash, whatever the colour looks like."""
    see = EYES[eye]
    for ground in GROUNDS:
        shown = MAP_PALETTE[ground]
        assert contrast(see(colour), see(shown)) >= GRAPHIC, ground
        banded = over(colour, BAND_OPACITY, shown)
        assert contrast(see(colour), see(banded)) >= ON_ITS_BAND, ground


def test_the_band_is_as_pale_as_is_tested() -> None:
    assert f"opacity='{BAND_OPACITY:.2f}'".replace("0.", ".") in unquote(
        swatch("#000000", STATUS_STROKES["planned"], "conceptual"))
    script = web_file("map/looks.js").read_text(encoding="utf-8")
    assert f"selected ? 0.34 : {BAND_OPACITY}" in script


@dataclass(frozen=True)
class Drawn:
    """A stroke as it is drawn: marks and gaps in pixels along the line; neither if unbroken."""

    width: float
    marks: tuple[float, ...] = ()
    gaps: tuple[float, ...] = ()


def drawn(status: str, basis: str) -> Drawn:
    stroke, look = STATUS_STROKES[status], BASIS_STYLES[basis]
    width, dash = max(stroke.width, look.least_width), look.dash or stroke.dash
    width = min(width, 2.4) if look.band else width
    parts = tuple(map(float, dash.split()))
    cap = width if dash == "1 6" else 0.0  # dots are drawn with round ends
    return Drawn(width, tuple(mark + cap for mark in parts[::2]),
                 tuple(gap - cap for gap in parts[1::2]))


def told_apart(one: Drawn, other: Drawn) -> bool:
    """By the kind of dash, or by half as much again in mark, gap or width. No colour counts."""
    if len(one.marks) != len(other.marks):
        return True
    pairs = [(one.width, other.width), *zip(one.marks, other.marks, strict=True),
             *zip(one.gaps, other.gaps, strict=True)]
    return any(max(pair) >= 1.5 * min(pair) for pair in pairs)


# What dash and width do not tell, words do: the tip of the line, the table and the dossier.
TOLD_BY_WORDS: Mapping[str, set[tuple[str, str]]] = MappingProxyType({
    "surveyed": set(),
    "traced": set(),
    "schematic": set(),
    "conceptual": set(combinations(STATUS_STROKES, 2)),  # dotted, whatever the status
})


def test_the_legend_tells_every_status_from_every_other() -> None:
    assert [pair for pair in combinations(STATUS_STROKES, 2)
            if not told_apart(drawn(pair[0], "traced"), drawn(pair[1], "traced"))] == []


@pytest.mark.parametrize("basis", BASIS_STYLES)
def test_statuses_are_told_apart_without_colour(basis: str) -> None:
    same = {pair for pair in combinations(STATUS_STROKES, 2)
            if not told_apart(drawn(pair[0], basis), drawn(pair[1], basis))}
    assert same <= TOLD_BY_WORDS[basis]


@pytest.mark.parametrize("basis", [basis for basis, look in BASIS_STYLES.items() if not look.band])
def test_a_line_without_a_status_is_plain_and_thin(basis: str) -> None:
    """It must not look half-built: nothing but its width tells it from one in operation."""
    silent, operating = drawn("not-stated", basis), drawn("operating", basis)
    assert silent.marks == silent.gaps == operating.marks == operating.gaps == ()
    assert 1.5 * silent.width <= operating.width
    assert silent.width == min(drawn(status, basis).width for status in STATUS_STROKES)


def test_words_tell_mode_status_and_basis_of_every_line(catalog: Catalog) -> None:
    assert len(set(MODES.values())) == len(MODES) == len(MODE_COLOURS)
    assert len(set(STATUS_WORDS.values())) == len(STATUS_WORDS)
    document = map_document(catalog)
    assert document["words"]["modes"] == MODES
    assert document["words"]["statuses"] == STATUS_WORDS
    for route in document["routes"]:
        entry = catalog.entry(route["id"])
        assert entry is not None
        assert (route["mode"], route["status"], route["basis"]) == (
            entry.route.mode, entry.status, entry.alignment.basis)


# The least distance of two modes' colours (CIEDE2000), and the pairs nearer than ten: those are
# seen to differ side by side, but are not named from memory; for them the words are needed.
FAR, SIDE_BY_SIDE = 10.0, 5.0
NEAR: Mapping[str, set[frozenset[str]]] = MappingProxyType({
    "no deficiency": set(),
    "protanopia": {frozenset({"gas", "power"}), frozenset({"multimodal", "sea"})},
    "deuteranopia": {frozenset({"road", "digital"}), frozenset({"multimodal", "sea"})},
    "tritanopia": {frozenset({"road", "oil"}), frozenset({"power", "digital"})},
})


@pytest.mark.parametrize("eye", NEAR)
def test_modes_differ_in_colour_to_every_eye_that_sees_colour(eye: str) -> None:
    see = EYES[eye]
    apart = {frozenset(pair): distance(*(see(MODE_COLOURS[mode]) for mode in pair))
             for pair in combinations(MODE_COLOURS, 2)}
    assert min(apart.values()) >= SIDE_BY_SIDE
    assert {pair for pair, far in apart.items() if far < FAR} == NEAR[eye]


# Every corridor and every status is told from every other by its colour alone, to each eye that
# sees colour; in greyscale the names along the ribbons tell corridors, and dashes tell statuses.
@pytest.mark.parametrize("eye", NEAR)
def test_corridors_and_statuses_differ_in_colour_to_every_eye(eye: str, catalog: Catalog) -> None:
    see = EYES[eye]
    shipped = {colour for colour in corridor_colours(catalog).values() if colour != PLAIN}
    for colours in (CORRIDOR_PALETTE, sorted(shipped), sorted({*STATUS_COLOURS.values()})):
        assert min(distance(see(one), see(other))
                   for one, other in combinations(colours, 2)) >= FAR + 2


def test_every_shipped_corridor_of_its_own_has_a_colour_of_its_own(catalog: Catalog) -> None:
    colours = corridor_colours(catalog)
    given = [catalog.colours[corridor] for corridor in catalog.corridors
             if corridor in catalog.colours]
    assert len(set(given)) == len(given) == len(catalog.colours)
    assert {corridor for corridor, colour in colours.items() if colour == PLAIN} == {
        "azerbaijan-transit", "compared-routes"}  # groups, no corridors


def test_a_corridor_without_a_colour_takes_one_that_is_free(catalog: Catalog) -> None:
    bare = replace(catalog, colours={"tripp": CORRIDOR_PALETTE[0]})
    colours = corridor_colours(bare)
    assert colours["tripp"] == CORRIDOR_PALETTE[0]
    own = [colour for colour in colours.values() if colour != PLAIN]
    assert sorted(own) == sorted(CORRIDOR_PALETTE)
