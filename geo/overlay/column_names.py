"""Recognises the columns of a reader's file by their names in many languages and spellings."""
# ruff: noqa: RUF001 - letters and signs of many scripts are what it is about

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from geo.data.folding import folded

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LONGEST, _MOST = 80, 2_000

_LON: Final = (
    "lon", "lng", "longitude", "long", "longitud", "longitudine", "longtitude", "boylam",
    "долгота", "довгота", "даўгата", "Längengrad", "Länge", "lengtegraad", "długość geograficzna",
    "zeměpisná délka", "longituda", "longitudinea", "γεωγραφικό μήκος", "uzunluq", "uzunlik",
    "узунлук", "бойлық", "გრძედი", "երկայնություն", "经度", "經度", "経度", "경도",
    "طول جغرافیایی", "خط الطول", "طول", "уртраг", "x", "easting", "rechtswert")
_LAT: Final = (
    "lat", "latitude", "latitud", "latitudine", "enlem", "широта", "шырата", "Breitengrad",
    "Breite", "breedtegraad", "szerokość geograficzna", "zeměpisná šířka", "latituda",
    "latitudinea", "γεωγραφικό πλάτος", "enlik", "en dairəsi", "kenglik", "кеңдик", "ендік",
    "განედი", "լայնություն", "纬度", "緯度", "위도", "عرض جغرافیایی", "خط العرض", "عرض",
    "өргөрөг", "y", "northing", "hochwert")
_BESIDE: Final = frozenset((
    "deg", "degree", "degrees", "dd", "dec", "decimal", "wgs", "wgs84", "84", "4326", "epsg",
    "geo", "gps", "geogr", "geogra", "geographic", "geographical", "geografische",
    "geographische", "geograficzna", "geograficheskaia", "geograficheskaya", "coord", "coords",
    "coordinate", "coordinates", "koordinat", "koordinate", "koordinati", "point", "pos",
    "position", "centroid", "center", "centre", "value", "of", "in", "cografi", "cografyi",
    "cografiya", "geograf"))
"""Words that may stand beside a word that is ambiguous alone: `X coord`."""
_WEAK: Final = frozenset((
    "x", "y", "long", "lange", "breite", "uzunluq", "uzunlik", "uzunluk", "easting", "northing"))
_PAIR: Final = (
    "coordinates", "coordinate", "coords", "coord", "latlon", "latlng", "latlong", "lonlat",
    "lnglat", "longlat", "location", "position", "gps", "geopoint", "geo point", "point", "konum",
    "koordinat", "koordinatlar", "Koordinaten", "Koordinate", "координаты", "координати",
    "coordonnées", "coordenadas", "współrzędne", "坐标", "座標", "좌표", "مختصات", "إحداثيات",
    "კოორდინატები")
_GEOMETRY: Final = frozenset((
    "wkt", "wkb", "ewkt", "ewkb", "geom", "geometry", "geometrie", "shape", "geojson"))
_NAME: Final = ("name", "title")
_FOREIGN: Final = (
    "ad", "adı", "isim", "название", "наименование", "имя", "назва", "nom", "nombre", "nome",
    "Bezeichnung", "nazwa", "naam", "naziv", "namn", "navn", "όνομα", "nomi", "атауы",
    "аталышы", "სახელი", "დასახელება", "անուն", "名称", "名稱", "名前", "名", "이름", "نام", "اسم",
    "titel", "titre", "titolo", "título", "başlık", "заголовок", "nimi", "nume")
_OTHERS: Final = frozenset((
    "operator", "owner", "parent", "country", "region", "state", "province", "city", "district",
    "county", "file", "user", "company", "author", "contact", "source", "status", "type", "class",
    "former", "alternate", "alternative", "alt", "other", "local", "old", "short", "field",
    "column", "layer", "agency", "donor", "funder", "sheet", "dataset"))
"""Words beside `name` that make it the name of something else."""
_LABELS: Final = ("label", "admin", "caption", "designation", "ref", "reference", "code", "id",
                  "fid", "key", "number", "no")


@cache
def _words(names: tuple[str, ...]) -> Mapping[str, int]:
    """Returns the folded names, each with its rank."""
    return {folded(name): i for i, name in reversed(list(enumerate(names))) if folded(name)}


@lru_cache(maxsize=4_096)
def _plain(name: str) -> str:
    """Returns a column's name in plain lower case: `PipelineName` as `pipeline name`."""
    return folded(_CAMEL.sub(" ", name))


def plain_words(name: str) -> str:
    """Returns a column's name in plain lower case, with its words separated."""
    return _plain(name[:_LONGEST])


def known_words() -> Iterable[str]:
    """Yields the known names that are not ASCII, as written; they reveal a code page."""
    return (name for names in (_LON, _LAT, _PAIR, _FOREIGN) for name in names
            if len(name) > 1 and not name.isascii())


def _axis(name: str, names: tuple[str, ...]) -> tuple[int, str]:
    """Returns how well a column's name matches an axis (0: not at all), and its other words."""
    plain, known = plain_words(name), _words(names)
    if plain in known:
        return 1_000 - known[plain], ""
    words = plain.split()
    for word, rank in known.items():
        own = word.split()
        if not set(own) <= set(words):
            continue
        rest = [other for other in words if other not in own]
        if word not in _WEAK or set(rest) <= _BESIDE:
            return 500 - rank, " ".join(rest)
    for word in ("longitude", "latitude"):
        if word in known and word in plain.replace(" ", ""):
            return 300, plain.replace(word, "")
    return 0, ""


def axes(header: Sequence[str]) -> tuple[int, int] | None:
    """Returns the columns of longitude and latitude, if the header names both."""
    candidates: list[tuple[int, int, int]] = []
    rest: dict[tuple[int, int], str] = {}
    both: list[list[tuple[int, int]]] = [[], []]
    for i, name in enumerate(header[:_MOST]):
        scores = [_axis(name, names) for names in (_LON, _LAT)]
        if all(score for score, _ in scores):
            continue
        for axis, (score, more) in enumerate(scores):
            if score:
                both[axis].append((score, i))
                rest[axis, i] = more
    for lon_score, lon in sorted(both[0], key=lambda pair: (-pair[0], pair[1]))[:20]:
        for lat_score, lat in sorted(both[1], key=lambda pair: (-pair[0], pair[1]))[:20]:
            same = rest[0, lon] == rest[1, lat]
            candidates.append((lon_score + lat_score + 2_000 * same, -lon, -lat))
    if not candidates:
        return None
    _, lon, lat = max(candidates)
    return -lon, -lat


def is_pair(name: str) -> bool:
    """Checks whether a column may hold latitude and longitude together."""
    plain = plain_words(name)
    words = set(plain.split())
    return (bool(words & set(_words(_PAIR))) or plain in _words(_PAIR)
            or all(words & set(_words(names)) for names in (_LON, _LAT)))


def is_lon_first(name: str) -> bool:
    """Checks whether a column's name says that longitude comes before latitude."""
    plain = plain_words(name).replace(" ", "")
    return 0 <= plain.find("lon") < plain.find("lat") or 0 <= plain.find("lng") < plain.find("lat")


def is_geometry(name: str) -> bool:
    """Checks whether a column's name says that it holds a geometry."""
    return bool(_GEOMETRY & set(plain_words(name).split()))


def letter_o(header: Iterable[str]) -> str:
    """Returns the meaning of the letter O beside a number: `E` in German, `W` in Spanish."""
    words = {word for name in islice(header, _MOST) for word in plain_words(name).split()}
    if words & {"lange", "breite", "langengrad", "breitengrad"}:
        return "E"
    return "W" if words & {"longitud", "latitud", "longitudine", "latitudine"} else ""


@lru_cache(maxsize=4_096)
def _name_rank(name: str) -> int:
    """Returns how likely a column names the feature: 0 is the most likely, -1 not at all."""
    plain = plain_words(name)
    words = plain.split()
    if plain in _NAME:
        return _NAME.index(plain)
    if plain in _words(_FOREIGN):
        return 2
    other = 20 * bool(_OTHERS & {*words, *(word.removesuffix("name") for word in words)})
    named = [word in _words((*_NAME, *_FOREIGN[2:])) for word in words]
    if words and (named[-1] or words[-1].endswith(_NAME)):
        return 3 + other
    if any(named):
        return 4 + other + (not named[0])
    if words and (plain in _LABELS or words[-1] in _LABELS):
        ranks = [_LABELS.index(label) for label in (plain, words[-1]) if label in _LABELS]
        return 50 + min(ranks)
    return -1


def name_column_ranks(names: Iterable[str]) -> list[str]:
    """Returns the columns that may name a feature, the most likely first."""
    ranked = [(_name_rank(name[:_LONGEST]), i, name)
              for i, name in enumerate(islice(names, _MOST))]
    return [name for rank, _, name in sorted(ranked) if rank >= 0]
