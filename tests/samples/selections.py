"""The data formats, and what is put into them: all routes, none, some by a seed, odd names."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from geo.catalog.catalog import Catalog, RouteEntry
from geo.data.records import Route
from geo.export.geodata import data_package, kml, spatial
from geo.export.tables import workbook
from geo.presentation.extract import Extract, StoppedError
from geo.query.filter import SECTIONS, Filter
from geo.query.view import View

Write = Callable[[Extract, str], bytes]
WRITERS: Mapping[str, Write] = {
    "xlsx": workbook.write, "geojson": spatial.geojson, "gpkg": spatial.geopackage,
    "parquet": spatial.geoparquet, "kml": kml.write, "zip": data_package.write}
NOTHING = Filter(modes=frozenset({"sea"}), countries=frozenset({"DE"}))


def views(catalog: Catalog, drawn: int = 8) -> Iterator[View]:
    """All routes, none, a year, and some filters drawn by a seed."""
    yield View()
    yield View(wanted=NOTHING)
    yield View(year=2010)
    chance = random.Random(19)  # noqa: S311 - a seed, not a secret
    for _ in range(drawn):
        wanted = Filter()
        for section in chance.sample(SECTIONS, chance.choice((1, 1, 2))):
            words = sorted(catalog.known_words[section])
            wanted = wanted.choosing(section, chance.sample(words, min(3, len(words))))
        yield View(wanted=wanted, year=chance.choice((None, None, 2027)))


def stop(_done: int, _all: int) -> None:
    """What is told of the progress of work that somebody stops."""
    raise StoppedError


def renamed(catalog: Catalog, name: str) -> Catalog:
    """The first two routes alone, the first under another name."""
    first, second = catalog.entries[:2]
    route: Route = replace(first.route, name=name)
    return replace(catalog, entries=(replace(first, route=route), second))


def some_routes(catalog: Catalog) -> list[RouteEntry]:
    """The routes with most claims, and every fifth: a dossier takes long to make and to read."""
    fullest = sorted(catalog.entries, key=lambda entry: -len(entry.claims))[:10]
    return [*fullest, *(entry for entry in catalog.entries[::5] if entry not in fullest)]
