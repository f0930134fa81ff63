"""Colours as eyes see them: contrast, greyscale, colour blindness, distance.

Pure functions of six-digit hex colours such as `#22303c`, read as sRGB (IEC 61966-2-1).

Contrast follows WCAG 2.2, "relative luminance" and "contrast ratio". Colour blindness follows
G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for Simulation
of Color Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15(6), 2009,
pp. 1291-1298: its matrices for severity 1.0, applied to linear RGB. (For dichromats they agree
closely with F. Viénot, H. Brettel and J. D. Mollon, Color Research and Application 24(4), 1999.
The model is less sure of tritanopia than of the other two; its authors say so.) Distance is
CIEDE2000 as in G. Sharma, W. Wu and E. N. Dalal, "The CIEDE2000 Color-Difference Formula",
Color Research and Application 30(1), 2005, pp. 21-30.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from types import MappingProxyType
from typing import TypeAlias

Triple: TypeAlias = tuple[float, float, float]

DEFICIENCIES: Mapping[str, tuple[Triple, Triple, Triple]] = MappingProxyType({
    "protanopia": ((0.152286, 1.052583, -0.204868),
                   (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968),
                     (0.280085, 0.672501, 0.047413),
                     (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779),
                   (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
})
"""Matrices of linear RGB, by the name of the deficiency."""

_LUMINANCE: Triple = (0.2126, 0.7152, 0.0722)
_TO_XYZ = ((0.4124564, 0.3575761, 0.1804375),
           (0.2126729, 0.7151522, 0.0721750),
           (0.0193339, 0.1191920, 0.9503041))
_WHITE: Triple = (0.95047, 1.0, 1.08883)
_HEX = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


def _dot(left: Triple, right: Triple) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))


def linear(colour: str) -> Triple:
    """The red, green and blue light of a colour, each from 0 to 1."""
    found = _HEX.fullmatch(colour)
    if found is None:
        raise ValueError(f"{colour!r} is not a colour of the form #rrggbb")
    red, green, blue = (_decode(int(part, 16) / 255) for part in found.groups())
    return red, green, blue


def _decode(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encode(light: float) -> float:
    held = min(1.0, max(0.0, light))
    return held * 12.92 if held <= 0.0031308 else float(1.055 * held ** (1 / 2.4) - 0.055)


def from_linear(light: Triple) -> str:
    """The colour of this light; what no screen can show is held to the nearest that it can."""
    return "#" + "".join(f"{round(_encode(part) * 255):02x}" for part in light)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, from 0 for black to 1 for white."""
    return _dot(_LUMINANCE, linear(colour))


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG defines it, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def over(colour: str, opacity: float, ground: str) -> str:
    """The colour that a see-through colour makes on a ground, blended as browsers blend it."""
    pairs = zip(_HEX.findall(colour)[0], _HEX.findall(ground)[0], strict=True)
    return "#" + "".join(
        f"{round(int(top, 16) * opacity + int(under, 16) * (1 - opacity)):02x}"
        for top, under in pairs)


def grey(colour: str) -> str:
    """The grey of the same luminance."""
    light = luminance(colour)
    return from_linear((light, light, light))


def seen_with(deficiency: str, colour: str) -> str:
    """The colour as somebody with this deficiency sees it; see `DEFICIENCIES`."""
    light = linear(colour)
    red, green, blue = (_dot(row, light) for row in DEFICIENCIES[deficiency])
    return from_linear((red, green, blue))


def lab(colour: str) -> Triple:
    """CIELAB under D65: lightness from 0 to 100, green to red, blue to yellow."""
    light = linear(colour)
    x, y, z = (_lab_root(_dot(row, light) / white)
               for row, white in zip(_TO_XYZ, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _lab_root(ratio: float) -> float:
    return float(ratio ** (1 / 3)) if ratio > 216 / 24389 else (ratio * 24389 / 27 + 16) / 116


def distance(one: str, other: str) -> float:
    """CIEDE2000: about 1 is the least difference seen side by side, 100 is black to white."""
    return lab_distance(lab(one), lab(other))


def lab_distance(one: Triple, other: Triple) -> float:
    """CIEDE2000 of two CIELAB colours."""
    mean = (hypot(*one[1:]) + hypot(*other[1:])) / 2
    stretch = 1 + _chroma_share(mean) / 2
    chroma1, hue1 = _polar(one[1] * stretch, one[2])
    chroma2, hue2 = _polar(other[1] * stretch, other[2])
    turn = 0.0 if not chroma1 * chroma2 else (hue2 - hue1 + 180) % 360 - 180
    lightness, chroma = (one[0] + other[0]) / 2, (chroma1 + chroma2) / 2
    hue = _mean_hue(hue1, hue2) if chroma1 * chroma2 else hue1 + hue2
    by_light = (other[0] - one[0]) / (1 + 0.015 * (lightness - 50) ** 2
                                      / sqrt(20 + (lightness - 50) ** 2))
    by_chroma = (chroma2 - chroma1) / (1 + 0.045 * chroma)
    by_hue = (2 * sqrt(chroma1 * chroma2) * sin(radians(turn / 2))
              / (1 + 0.015 * chroma * _hue_weight(hue)))
    twist = (-2 * sqrt(_seventh(chroma))
             * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2)))))
    return sqrt(by_light ** 2 + by_chroma ** 2 + by_hue ** 2 + twist * by_chroma * by_hue)


def _seventh(chroma: float) -> float:
    return float(chroma ** 7 / (chroma ** 7 + 25.0 ** 7))


def _chroma_share(chroma: float) -> float:
    return 1 - sqrt(_seventh(chroma))


def _polar(a: float, b: float) -> tuple[float, float]:
    return hypot(a, b), degrees(atan2(b, a)) % 360


def _mean_hue(one: float, other: float) -> float:
    if abs(one - other) <= 180:
        return (one + other) / 2
    return ((one + other + 360) / 2) % 360


def _hue_weight(hue: float) -> float:
    return (1 - 0.17 * cos(radians(hue - 30)) + 0.24 * cos(radians(2 * hue))
            + 0.32 * cos(radians(3 * hue + 6)) - 0.20 * cos(radians(4 * hue - 63)))
