"""Reach: which sea ports landlocked capitals reach under a scenario, and by which itinerary."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError
from geo.network.admission import admit
from geo.network.endpoints import find_endpoint
from geo.network.graph import Network
from geo.network.itinerary import Itinerary
from geo.network.itinerary_builder import make_itinerary
from geo.network.shortest_paths import cheapest_to_each, costs
from geo.query.scenario import Scenario

LANDLOCKED: Final = frozenset((
    "AD", "AF", "AM", "AT", "AZ", "BT", "BY", "CH", "CZ", "HU", "KG", "KZ", "LA", "LI", "LU", "MD",
    "MK", "MN", "NP", "RS", "SK", "SM", "TJ", "TM", "UZ", "VA", "XK"))
"""Countries of Europe and Asia without a coast on the ocean; the Caspian counts as a lake."""

_CASPIAN: Final = (46.0, 36.0, 55.5, 47.6)
"""West, south, east, north in degrees: ports inside lie on the Caspian."""


@dataclass(frozen=True, slots=True)
class ReachCell:
    """The shortest itineraries from a capital to a port under two scenarios; None without one."""

    capital: str
    port: str
    before: Itinerary | None
    after: Itinerary | None


@dataclass(frozen=True, slots=True)
class ReachTable:
    """Capitals by ports for two scenarios; `cells` row by row.

    `absent` are capitals at which, and near which, no segment of the atlas ends.
    """

    baseline: Scenario
    scenario: Scenario
    capitals: tuple[str, ...]
    ports: tuple[str, ...]
    cells: tuple[ReachCell, ...]
    absent: tuple[str, ...]

    def cell(self, capital: str, port: str) -> ReachCell:
        """Returns one cell. Raises KeyError where there is none."""
        for cell in self.cells:
            if (cell.capital, cell.port) == (capital, port):
                return cell
        raise KeyError(f"{capital} to {port} is not in this matrix")


def landlocked_capitals(catalog: Catalog) -> tuple[str, ...]:
    """Returns the capitals of landlocked countries among the places, by name."""
    capitals = [place for place in catalog.places.values()
                if place.kind == "capital" and place.country in LANDLOCKED]
    return tuple(
        place.place_id for place in sorted(capitals, key=lambda place: (place.name, place.place_id))
    )


def sea_ports(network: Network) -> tuple[str, ...]:
    """Returns the ports of the ocean at which a segment ends, by country and name.

    A port is a place of that kind. Ports on the Caspian are left out: no ship reaches the ocean
    from there.
    """
    west, south, east, north = _CASPIAN
    places = network.catalog.places
    ports = [places[place] for place in network.places("goods") if places[place].kind == "port"
             and not (west < places[place].lon < east and south < places[place].lat < north)]
    return tuple(place.place_id for place in sorted(
        ports, key=lambda port: (port.country, port.name, port.place_id)))


def _itineraries(network: Network, scenario: Scenario, capital: str, ports: Collection[str]
          ) -> dict[str, Itinerary | None]:
    admission = admit(network, scenario)
    base = costs(network, admission, "goods")
    origin = find_endpoint(network, "goods", capital)
    paths = cheapest_to_each(network, base, origin.places, ports)
    return {port: make_itinerary(network, admission, *paths[port]) if port in paths else None
            for port in ports}


def reach(network: Network, scenario: Scenario, capital: str) -> tuple[tuple[str, Itinerary], ...]:
    """Returns the ports a capital reaches, nearest first, each with its shortest itinerary.

    Raises AtlasError where no segment ends at the capital or near it.
    """
    itineraries = _itineraries(network, scenario, capital, sea_ports(network))
    reached = [(port, itinerary) for port, itinerary in itineraries.items() if itinerary]
    return tuple(sorted(reached, key=lambda pair: (pair[1].measure_m, pair[0])))


def matrix(network: Network, scenario: Scenario, baseline: Scenario | None = None,
           capitals: Sequence[str] = (), ports: Sequence[str] = ()) -> ReachTable:
    """Returns capitals by ports under `baseline` (today) and a scenario.

    Where none are named, all landlocked capitals and all sea ports. Raises AtlasError for a named
    capital that is not in the network.
    """
    before_scenario, chosen_ports = baseline or Scenario(), tuple(ports) or sea_ports(network)
    rows: list[str] = []
    absent: list[str] = []
    cells: list[ReachCell] = []
    for capital in capitals or landlocked_capitals(network.catalog):
        try:
            before = _itineraries(network, before_scenario, capital, chosen_ports)
        except AtlasError:
            if capitals:
                raise
            absent.append(capital)
            continue
        after = (
            before
            if before_scenario == scenario
            else _itineraries(network, scenario, capital, chosen_ports)
        )
        rows.append(capital)
        cells += [ReachCell(capital, port, before[port], after[port]) for port in chosen_ports]
    return ReachTable(
        before_scenario, scenario, tuple(rows), chosen_ports, tuple(cells), tuple(absent)
    )
