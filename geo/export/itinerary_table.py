"""The itineraries before and after as a table, for the formats that hold tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.data.errors import AtlasError
from geo.export.columns import listed_routes, typed_claims
from geo.network.admission import scenario_words
from geo.presentation.data_tables import Cell, Table
from geo.presentation.extract import Extract
from geo.presentation.itinerary_answer import stretch_rows
from geo.presentation.series_table import series_rows
from geo.presentation.told_happenings import happening_table
from geo.query.scenario import CRITERION_WORDS

FULL_ROUTES = "routes-full"
"""The contents that hold the routes in all columns, in formats whose `routes` have a few."""

_OWN = ("side", "scenario", "criterion", "drawn", "leg")
_STRETCH_COLUMNS = ("From", "To", "Route", "Mode", "Status", "Basis", "Gauge", "Length", "Borders",
                    "Transfers", "Sources")


def _rows(extract: Extract) -> Iterator[Mapping[str, Cell]]:
    result = extract.what_if
    if result is None:
        raise AtlasError(extract.no_what_if)
    sides = (("before", result.baseline, result.before),
             ("after", result.question.scenario, result.after))
    for side, scenario, itineraries in sides:
        for criterion, words in CRITERION_WORDS.items():
            itinerary = itineraries[criterion]
            for segment, row in enumerate(
                stretch_rows(extract.network, itinerary) if itinerary else (), 1
            ):
                yield {"side": side, "scenario": scenario_words(extract.atlas, scenario),
                       "criterion": words, "leg": segment,
                       "drawn": "yes" if criterion == extract.drawn_by else "no",
                       **{name.lower(): row[name] for name in _STRETCH_COLUMNS},
                       "assumptions": " ".join(result.assumptions), "release": extract.release}


def itinerary_rows(extract: Extract) -> Table:
    """Returns one row per stretch of each itinerary. Raises AtlasError without a question."""
    columns = (*_OWN, *map(str.lower, _STRETCH_COLUMNS), "assumptions", "release")
    return Table(columns, tuple(_rows(extract)))


def table_of(extract: Extract, what: str) -> Table:
    """Returns the table that the registry calls `what`, with all its columns."""
    if what in ("routes", FULL_ROUTES):
        return listed_routes(extract)
    if what == "claims":
        return typed_claims(extract.shown)
    if what == "events":
        return happening_table(extract.shown, extract.view)
    if what == "series":
        return series_rows(extract)
    return itinerary_rows(extract)
