"""Reads degrees as people write them: decimal points or commas, minutes and seconds, letters."""
# ruff: noqa: RUF001 - letters and signs of many scripts are what it is about

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from itertools import islice
from typing import Final

from geo.overlay.limits import FeatureReading, brief, refuse

LON, LAT = "longitude", "latitude"
_LONGEST, _MOST_GAPS = 120, 14
_SAME: Final = str.maketrans({
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "º": "°", "˚": "°", "′": "'", "’": "'", "‘": "'", "´": "'", "`": "'", "″": '"', "”": '"',
    "“": '"', "٫": ".", "٬": "", "、": ",", "，": ",", "．": "."})
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_GAP: Final = re.compile(r"(?<=\d)[ '](?=\d{3}(?!\d))")
_DOTS: Final = re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}")
_COMMAS: Final = re.compile(r"[+-]?\d{1,3}(,\d{3}){2,}")
_PART: Final = r"(\d{1,3}(?:[.,]\d{1,20})?)"
_SEXAGESIMAL: Final = re.compile(
    rf"([+-]?)\s*{_PART}\s*(?:°|d|:|\s)\s*"
    rf"(?:{_PART}\s*(?:'(?!')|minutes|minute|min|m|мин|:|\s|$)\s*"
    rf"(?:{_PART}\s*(?:\"|''|seconds|second|sec|s|сек|$)\s*)?)?", re.IGNORECASE)
_SECONDS: Final = re.compile(r"\d\s*m\w*\s*[\d.,]+\s*s$", re.IGNORECASE)
_LETTERS: Final = re.compile(r"([^\W\d_][^\d°'\"]*)?([^a-zA-Z].*?)([^\W\d_][^\d°'\"]*)?", re.DOTALL)
_DEGREE: Final = re.compile(r"(?<=[\d.])\s*(degrees|degree|deg)\b\.?", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\s*[,;/|]\s*|\s+")
_WORDS: Final[Mapping[tuple[str, int], str]] = {
    (LAT, 1): "n north northern nord norte nördl nördlich nb kuzey k с сев север сш пн пнш пнш "
              "şm şimal шм 北纬 北緯 北 북위 شمال شمالی شمالا",
    (LAT, -1): "s south southern sud süd sur südl südlich güney g ю юг юш пд пдш cənub 南纬 南緯 "
               "南 남위 جنوب جنوبی جنوبا",
    (LON, 1): "e east eastern est ost este östl östlich öl doğu d в вост восток вд сх схд şərq "
              "东经 東経 東經 东 東 동경 شرق شرقی شرقا",
    (LON, -1): "w west western ouest oeste ovest westl westlich wl batı b з зап запад зд зх зхд "
               "qərb 西经 西経 西經 西 서경 غرب غربی غربا"}
_HEMISPHERES: Final = {word: side for side, words in _WORDS.items() for word in words.split()}


def plain_number(text: str) -> float | None:
    """Reads a number with a decimal point or comma and separated thousands; None for other text."""
    line = _GAP.sub("", text.translate(_SAME).strip())
    point, comma = line.rfind("."), line.rfind(",")
    if point >= 0 and comma >= 0:
        line = line.replace("," if point > comma else ".", "").replace(",", ".")
    elif comma >= 0:
        line = line.replace(",", "") if _COMMAS.fullmatch(line) else line.replace(",", ".")
    elif _DOTS.fullmatch(line):
        line = line.replace(".", "")
    if not _NUMBER.fullmatch(line):
        return None
    number = float(line)
    return number if math.isfinite(number) else None


def _side(word: str, letter_o: str) -> tuple[str, int] | None:
    key = re.sub(r"[\s.]", "", word).casefold()
    if key in ("o", "о") and letter_o:
        return LON, 1 if letter_o == "E" else -1
    return _HEMISPHERES.get(key)


def _sexagesimal(text: str) -> float | None:
    """Reads degrees with minutes and seconds; None for other text."""
    match = _SEXAGESIMAL.fullmatch(f"{text} " if text.isdecimal() else text)
    if not match:
        return None
    whole, minutes, seconds = (float((part or "0").replace(",", "."))
                               for part in match.groups()[1:])
    if minutes >= 60 or seconds >= 60:
        return None
    value = whole + minutes / 60 + seconds / 3_600
    return -value if match[1] == "-" else value


def angle(text: str, letter_o: str = "") -> tuple[float, str] | None:
    """Reads an angle in degrees and the axis of its letters (blank: none); None for other text."""
    line = _DEGREE.sub("°", text[:_LONGEST].translate(_SAME).strip().rstrip(",;"))
    plain = plain_number(line)
    if plain is not None:
        return plain, ""
    side, rest = None, line
    match = _LETTERS.fullmatch(line)
    if match and not _SECONDS.search(line):
        sides = [_side(word, letter_o) for word in (match[1], match[3]) if word]
        if len(sides) == 1 and sides[0]:
            side, rest = sides[0], match[2].strip()
    value = plain_number(rest.rstrip("° "))
    if value is None:
        value = _sexagesimal(rest)
    if value is None or (side and value < 0 < side[1]):
        return None
    return (abs(value) * side[1], side[0]) if side else (value, "")


def degrees(reading: FeatureReading, text: str, letter_o: str = "") -> tuple[float, str]:
    """Reads an angle in degrees and the axis of its letters. Raises OverlayError."""
    value = angle(text, letter_o)
    if value is None:
        hint = "write degrees such as 49.867 or 49°52'1\"E"
        if re.search(r"\d\W*[oо]\W*$", text[:_LONGEST], re.IGNORECASE):
            hint = "O may mean east (German) or west (French), so write E or W"
        refuse(f"{reading.where}: “{brief(text)}” is not a number of degrees; {hint}.", "number")
    if "," in text and "." not in text:
        reading.changes.add("comma")
    return value


def pair(text: str, letter_o: str = "") -> tuple[tuple[float, str], tuple[float, str]] | None:
    """Reads two angles in one text, each as `angle` returns it; None for other text."""
    line = text[:_LONGEST].translate(_SAME).strip().strip("()[]{} ")
    best: tuple[int, tuple[tuple[float, str], tuple[float, str]]] | None = None
    for gap in islice(_BETWEEN.finditer(line), _MOST_GAPS):
        halves = line[:gap.start()], line[gap.end():]
        first, second = (angle(half, letter_o) for half in halves)
        if first is None or second is None or halves[0].count(",") != halves[1].count(","):
            continue
        unlike = sum(abs(halves[0].count(mark) - halves[1].count(mark)) for mark in " ,.°':")
        unlike += 0 if gap[0].strip() else 1
        if best is None or unlike < best[0]:
            best = unlike, (first, second)
    return best[1] if best else None


def vertex(reading: FeatureReading, lon: tuple[float, str], lat: tuple[float, str]) -> list[float]:
    """Returns longitude and latitude, swapped if their letters say so."""
    if lon[1] == LAT and lat[1] == LON:
        reading.changes.add("letters")
        return [lat[0], lon[0]]
    if lon[1] == LAT or lat[1] == LON:
        refuse(f"{reading.where}: the letters beside its degrees do not say one longitude and one "
               "latitude; write E or W with the one, N or S with the other.", "number")
    return [lon[0], lat[0]]
