"""Measure what-if questions on the shipped network and on a generated one of 10,000 legs.

`python -m tools.bench_network` prints medians in milliseconds as JSON: of processor time, so that
what else the machine does is not counted.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path

from shapely.geometry import LineString

from geo.catalog.catalog import Catalog, RouteEntry
from geo.checks.build import build
from geo.claims.disagreements import ComparedClaims
from geo.data.reader import read_folder
from geo.data.records import Alignment, Claim, Place, Route, Source
from geo.network.admission import admit
from geo.network.endpoints import endpoints
from geo.network.graph import Network, build_network
from geo.network.what_if import what_if
from geo.presentation.itinerary_answer import what_if_dict
from geo.query.scenario import Question, Scenario

SHIPPED = Path(__file__).parent.parent / "data"
SIDE = 71
"""Places along one side of the generated grid: 2 · 71 · 70 = 9,940 legs and 60 more across."""
_COUNTRIES = ("KZ", "UZ", "TM", "IR", "AF", "PK", "AZ", "GE")
_STATUSES = ("operating", "operating", "operating", "planned", "proposed")
_STEP = 0.5
_DAY = date(2026, 11, 21)


def _entry(number: int, ends: Sequence[Place], chance: random.Random) -> RouteEntry:
    """A route between two neighbours with a status and, of two railways in three, a gauge."""
    route_id = f"r{number}"
    mode = chance.choices(("rail", "road", "multimodal"), (6, 3, 1))[0]

    def claim(attribute: str, value: str, unit: str = "") -> Claim:
        return Claim(route_id, attribute, value, "", unit, ("exact",), "", "", "", "2026",
                     "s", "", "1-1", value, "made up")

    claims = [claim("status", chance.choice(_STATUSES))]
    if mode == "rail" and chance.random() < 2 / 3:
        claims.append(claim("gauge", chance.choice(("1520", "1520", "1435")), "mm"))
    first, last = ends
    middle = ((first.lon + last.lon) / 2 + chance.uniform(-0.1, 0.1),
              (first.lat + last.lat) / 2 + chance.uniform(-0.1, 0.1))
    line = LineString([(first.lon, first.lat), middle, (last.lon, last.lat)])
    route = Route(route_id, f"Route {number}", (), "context", mode, first.place_id, last.place_id,
                  (), tuple(dict.fromkeys((first.country, last.country))))
    return RouteEntry(route, Alignment(route_id, "schematic", "made up", line), tuple(claims))


def _pairs(chance: random.Random) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for x, y in product(range(SIDE), repeat=2):
        if x + 1 < SIDE:
            yield (x, y), (x + 1, y)
        if y + 1 < SIDE:
            yield (x, y), (x, y + 1)
    for _ in range(60):
        x, y = chance.randrange(SIDE - 1), chance.randrange(SIDE - 1)
        yield (x, y), (x + 1, y + 1)


def generated() -> Catalog:
    """A grid of 10,000 routes of one leg each, through eight countries; always the same."""
    chance = random.Random(20)  # noqa: S311 - to measure with, nothing here is secret
    places = {(x, y): Place(f"p{x}-{y}", f"P {x} {y}", _COUNTRIES[x * len(_COUNTRIES) // SIDE],
                            "city" if (x + y) % 5 == 0 else "junction", 30 + x * _STEP,
                            20 + y * _STEP, "made up") for x, y in product(range(SIDE), repeat=2)}
    entries = tuple(_entry(number, (places[a], places[b]), chance)
                    for number, (a, b) in enumerate(_pairs(chance)))
    claims = tuple(claim for entry in entries for claim in entry.claims)
    source = Source("s", "s.txt", "", "Made up", "", "Nobody", "", "2026", "", "report", "", "none")
    return Catalog("bench", _DAY, entries, {"s": source}, {},
                   {place.place_id: place for place in places.values()},
                   claims, (), (), (), ComparedClaims(claims), {}, ())


def _milliseconds(run: Callable[[], object]) -> float:
    begun = time.process_time()
    run()
    return (time.process_time() - begun) * 1000


def measured(catalog: Catalog, questions: int) -> dict[str, float | int]:
    """Medians over random questions, each with a country closed against none."""
    begun = time.process_time()
    network = build_network(catalog)
    edges = sum(map(len, (*network.lanes.ahead, *network.search_graph.ahead)))
    built = (time.process_time() - begun) * 1000
    chance, ends = random.Random(7), endpoints(network, "goods")  # noqa: S311 - as above
    closed = Scenario().closing("IR")
    admitted = [_milliseconds(lambda: _admit(network, closed)) for _ in range(questions)]
    took: list[float] = []
    for _ in range(questions):
        origin, target = chance.sample(ends, 2)
        asked = Question(origin, target, "goods", closed)
        took.append(_milliseconds(partial(_answer, network, asked)))
    return {"legs": len(network.segments), "tracks": len(network.edges),
            "nodes": len(network.graph), "edges": network.graph.number_of_edges(),
            "edges_searched": edges,
            "build_ms": round(built, 1), "admit_ms": round(statistics.median(admitted), 2),
            "question_ms": round(statistics.median(took), 1),
            "question_most_ms": round(max(took), 1)}


def _admit(network: Network, scenario: Scenario) -> None:
    network.results.clear()
    admit(network, scenario)


def _answer(network: Network, question: Question) -> dict[str, object]:
    """The answer to a question whose scenarios nobody has asked for yet."""
    network.results.clear()
    return what_if_dict(network, what_if(network, question))


def measure(data: Path = SHIPPED, questions: int = 15) -> dict[str, object]:
    """The shipped network and a generated one of 10,000 legs."""
    shipped = build(read_folder(data), _DAY)
    return {"unit": "ms of processor time, medians; a question is the best ways by each criterion "
            "before and after",
            "shipped": measured(shipped, questions),
            "generated": measured(generated(), questions)}


def main() -> None:
    """Measure both and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHIPPED)
    parser.add_argument("--questions", type=int, default=15)
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.data, arguments.questions), indent=1))


if __name__ == "__main__":
    main()
