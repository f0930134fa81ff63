"""The view as an address: everything a link must hold to show the same again."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import asin, atanh, degrees, floor, log2, radians, sin, tanh, tau
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from geo.data.schema import FIRST_YEAR, LAST_YEAR
from geo.query.filter import OPTIONS, Filter, read_items
from geo.query.link_repair import nearest, raw_repaired, repaired
from geo.query.scenario import NamesAsWritten, Question, read_question

DEPICTIONS: Mapping[str, str] = MappingProxyType({
    "un": "Recognised borders", "de-facto": "Lines of control"})
"""The views of disputed borders that the map can draw; data/basemap/POLICY.md explains each."""

COLOURINGS: Mapping[str, str] = MappingProxyType({
    "corridor": "By corridor", "mode": "By mode", "status": "By status"})
"""What the colours of lines can say; the first unless another is asked for."""

SORT_KEYS = ("name", "mode", "status", "year", "length", "capacity", "start", "completion", "cost",
             "financing", "countries", "sponsors", "sources", "differ")
"""The columns of the table of routes, by any of which its rows can be sorted."""
SORTS = tuple(f"{key}-{way}" for key in SORT_KEYS for way in ("up", "down"))
"""The orders of the rows that an address can name, as `length-up` and `length-down`."""

CAMERA_FORM = r"([0-9]{1,2}(?:\.[0-9]+)?)/(-?[0-9]{1,2}(?:\.[0-9]+)?)/(-?[0-9]{1,3}(?:\.[0-9]+)?)"
"""A camera as `zoom/lat/lon`: a pattern that Python and a browser's script read alike."""
CAMERA_MOST = (18, 85, 360)
"""The largest zoom, and the largest latitude and longitude in degrees, either way."""
_CAMERA = re.compile(CAMERA_FORM)
_SHOWN = (560 / 256, 400 / 256)
"""What a small map shows, in tiles of 256 pixels: the width and the height that a box may fill."""
_FAR_ZOOM, _NEAR_ZOOM = 4, 9


def is_of_a_year(sort: str) -> bool:
    """Checks whether an order is by what routes are in a year: without one it has no column."""
    return sort.startswith("year-")


@dataclass(frozen=True, slots=True)
class Camera:
    """The part of the map in view: a web map's zoom, and its middle in degrees (WGS84)."""

    zoom: float
    lat: float
    lon: float

    def __str__(self) -> str:
        return f"{self.zoom:g}/{self.lat:.4f}/{self.lon:.4f}"


def read_camera(text: str) -> Camera | None:
    """Returns a camera from `zoom/lat/lon`; None for other texts and for points off the map."""
    match = _CAMERA.fullmatch(text)
    if not match:
        return None
    zoom, lat, lon = map(float, match.groups())
    is_on_map = all(abs(part) <= limit for part, limit in
                    zip((zoom, lat, lon), CAMERA_MOST, strict=True))
    return Camera(zoom, lat, lon) if is_on_map else None


def camera_on(west: float, south: float, east: float, north: float) -> Camera:
    """Returns the camera that shows a box, in degrees, on a small map."""
    lower, upper = (atanh(sin(radians(lat))) for lat in (south, north))
    turns = max((east - west) / 360 / _SHOWN[0], (upper - lower) / tau / _SHOWN[1])
    zoom = max(_FAR_ZOOM, min(_NEAR_ZOOM, floor(-log2(turns)))) if turns > 0 else _NEAR_ZOOM
    return Camera(zoom, degrees(asin(tanh((lower + upper) / 2))), (west + east) / 2)


@dataclass(frozen=True, slots=True)
class View:
    """Everything that decides what a reader sees.

    `wanted` says which routes; `opened` which route, corridor or place is open (blank: none);
    `depiction` whose borders; `year` the year the map is drawn for (None: today's status); `camera`
    where it looks (None: the first view); `release` which release of the data (blank: the newest);
    `question` which itinerary is asked for under which scenario; `since` and `until` the first and
    the last day, month or year (YYYY, YYYY-MM or YYYY-MM-DD) of which is told what happened (blank:
    no bound); `colour_by` what the colours of lines say, one of `COLOURINGS`; `sort` in which order
    the table lists the routes (blank: the atlas's own).
    """

    wanted: Filter = field(default_factory=Filter)
    opened: str = ""
    depiction: str = "un"
    year: int | None = None
    camera: Camera | None = None
    release: str = ""
    question: Question = field(default_factory=Question)
    since: str = ""
    until: str = ""
    colour_by: str = "corridor"
    sort: str = ""

    def items(self) -> list[tuple[str, str]]:
        """Returns the name-value pairs of the address in a fixed order; none for a default view."""
        borders = "" if self.depiction == "un" else self.depiction
        colour = "" if self.colour_by == "corridor" else self.colour_by
        pairs = (("open", self.opened), ("borders", borders), ("colour", colour),
                 ("year", "" if self.year is None else str(self.year)),
                 ("since", self.since), ("until", self.until),
                 ("sort", self.sort), ("release", self.release), ("at", str(self.camera or "")))
        return [*self.wanted.items(), *((name, text) for name, text in pairs if text),
                *self.question.items()]


@dataclass(frozen=True, slots=True)
class Known:
    """The names that an address may use: words by facet of the filter, subjects, past releases.

    `written` are the names that people write in a question.
    """

    words: Mapping[str, Collection[str]]
    subjects: Collection[str]
    releases: Collection[str] = ()
    written: NamesAsWritten = field(default_factory=NamesAsWritten)


def _year(text: str) -> int | None:
    year = int(text) if re.fullmatch(r"\d{4}", text) else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _day(text: str) -> str | None:
    """Returns a day, month or year as the data writes it; None for what is none."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return None
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return None
    return text


def _subject(text: str, known: Known) -> str | None:
    subject = nearest(text, known.subjects)
    return subject if subject in known.subjects else None


_SECTIONS: Mapping[str, str] = MappingProxyType({name: part for part, name in OPTIONS.items()})

_PARTS: Mapping[str, tuple[str, Callable[[str, Known], Any]]] = MappingProxyType({
    "open": ("opened", _subject),
    "borders": ("depiction", lambda text, _: text if text in DEPICTIONS else None),
    "colour": ("colour_by", lambda text, _: text if text in COLOURINGS else None),
    "year": ("year", lambda text, _: _year(text)),
    "since": ("since", lambda text, _: _day(text)),
    "until": ("until", lambda text, _: _day(text)),
    "sort": ("sort", lambda text, _: order if (order := nearest(text, SORTS)) in SORTS else None),
    "release": ("release", lambda text, known: text if text in known.releases else None),
    "at": ("camera", lambda text, _: read_camera(text)),
})


def read_view(items: Iterable[tuple[str, str]], known: Known) -> tuple[View, tuple[str, ...]]:
    """Returns a view from an address, and the parts ignored because they are bad or outdated.

    The changes of mail and chat programs are repaired first.
    """
    filter_pairs: list[tuple[str, str]] = []
    question, other_pairs, bad = read_question(repaired(items), known.subjects,
                                               known.written)
    ignored: list[str] = list(bad)
    view = View(question=question)
    for name, text in other_pairs:
        if name not in _PARTS:
            filter_pairs.append((name, text))
            continue
        part, reader = _PARTS[name]
        value = reader(text, known)
        if value is None:
            ignored.append(f"{name}={text}")
        else:
            change: dict[str, Any] = {part: value}
            view = replace(view, **change)
    if is_of_a_year(view.sort) and view.year is None:
        ignored.append(f"sort={view.sort}")
        view = replace(view, sort="")
    wanted, ignored_words = read_items(
        (
            (name, nearest(text, known.words[_SECTIONS[name]]))
            if name in _SECTIONS
            else (name, text)
            for name, text in filter_pairs
        ),
        known.words,
    )
    return replace(view, wanted=wanted), (*ignored, *ignored_words)


def link_items(link: str) -> list[tuple[str, str]]:
    """Returns the name-value pairs of a whole link, or of its part after the question mark.

    A link is known by its scheme, or by a question mark with no pair before it. One without a query
    asks for nothing; the offline pack has its pairs after the `#`. The changes of mail and chat
    programs are repaired.
    """
    link = raw_repaired(link)
    path, mark, query = link.partition("?")
    if "://" in path or (mark and "=" not in path):
        parts = urlsplit(link)
        query = parts.query or (parts.fragment if "=" in parts.fragment else "")
    else:
        query = link
    return repaired(parse_qsl(query, keep_blank_values=True))
