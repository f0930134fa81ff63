"""Details of an itinerary: its lines, the claims behind a question, choke points and reach.

All text from data is escaped.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from app.components.citations import Notes
from app.screens.whatif.results import join
from app.session.extra_line import ExtraLine, Look
from geo.cartography.web_map import flat
from geo.catalog.catalog import Catalog
from geo.claims.wording import STATUS_WORDS, value_words
from geo.data.attributes import ATTRIBUTES
from geo.data.countries import country_name
from geo.data.plural import plural
from geo.data.records import Claim, Relation
from geo.data.schema import MODES, NOT_STATED, RELATIONS
from geo.network.admission import admit, subject_words
from geo.network.choke_points import Loss
from geo.network.endpoints import Endpoint
from geo.network.graph import Network
from geo.network.itinerary import Itinerary
from geo.network.itinerary_builder import named_route
from geo.network.itinerary_lines import itinerary_points, stretch_points
from geo.network.itinerary_wording import transfers_words
from geo.network.length_change import (
    ITINERARY_LOST,
    NEW_ITINERARY,
    NO_ITINERARY,
    NO_ITINERARY_EITHER,
    SAME_ITINERARY,
    change_words,
)
from geo.network.presets import Preset, raised_by
from geo.network.reach import ReachCell, ReachTable
from geo.network.shortest_paths import cheapest, costs
from geo.query.scenario import Scenario
from geo.query.view import Camera

_FIT_PX: Final = (620, 430)
"""Width and height in pixels of the part of the map that an itinerary must fit."""
_CLOSEST_ZOOM: Final = 7.5
_DEAR: Final = 1000
"""Factor on the cost of a kilometre that does not count, when missing routes are sought."""


def itinerary_lines(network: Network, itinerary: Itinerary | None, look: Look) -> list[ExtraLine]:
    """An itinerary as lines over the map, one for each stretch; a click reports its route."""
    catalog = network.catalog
    return [ExtraLine(
        stretch.route_id, catalog.name_of(stretch.route_id),
        f"Itinerary {look} · {MODES[stretch.mode]} · "
        f"{STATUS_WORDS[stretch.effective_status.status]}",
        f"{catalog.name_of(stretch.from_place)} to {catalog.name_of(stretch.to_place)}", look,
        [flat(part) for part in stretch_points(network, stretch)])
        for stretch in (itinerary.stretches if itinerary else ())]


def camera_on(network: Network, itineraries: Iterable[Itinerary | None]) -> Camera | None:
    """A camera that shows these itineraries whole; None where there are none."""
    points = [
        point
        for itinerary in itineraries
        for part in itinerary_points(network, itinerary)
        for point in part
    ]
    if not points:
        return None
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    heights = [math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)
               for lat in (min(lats), max(lats))]
    spans = (max(lons) - min(lons)) / 360, heights[1] - heights[0]
    zoom = min(math.log2(pixels / 256 / max(span, 1e-4))
               for pixels, span in zip(_FIT_PX, spans, strict=True))
    middle = math.degrees(math.atan(math.sinh(math.pi * sum(heights))))
    return Camera(max(2.0, math.floor(4 * min(zoom, _CLOSEST_ZOOM)) / 4),
                  round(middle, 4), round((min(lons) + max(lons)) / 2, 4))


# -- what raises a question --

def _claim_words(catalog: Catalog, claim: Claim | Relation) -> Markup:
    subject = catalog.name_of(claim.subject_id)
    if isinstance(claim, Relation):
        relation_text = f"{RELATIONS[claim.relation]} {catalog.name_of(claim.object_id)}"
        return Markup("<strong>{}</strong> {}").format(subject, relation_text)
    return Markup("<strong>{}</strong>, {}: {}").format(
        subject, ATTRIBUTES[claim.attribute].label.lower(), value_words(claim))


def because(catalog: Catalog, preset: Preset, notes: Notes) -> Markup:
    """The claims that raise a question, each once with its source."""
    claims = raised_by(catalog, preset)
    if not claims:
        return Markup("The atlas offers this question; no document asks it in these words.")
    return join((Markup("{}{}").format(_claim_words(catalog, claim), notes.mark(claim))
                 for claim in claims), "; ")


# -- why there is no itinerary --

def _to_reopen(network: Network, scenario: Scenario, cargo: str, origin: Endpoint, target: Endpoint
               ) -> list[str]:
    """The closed subjects that, opened again alone or else all together, give an itinerary."""
    def goes(closed: frozenset[str]) -> bool:
        left = costs(network, admit(network, replace(scenario, closed=closed)), cargo)
        return cheapest(network, left, origin.places, target.places) is not None

    alone = [subject for subject in sorted(scenario.closed)
             if goes(scenario.closed - {subject})]
    return alone or (sorted(scenario.closed) if goes(frozenset()) else [])


def _missing(network: Network, scenario: Scenario, cargo: str, origin: Endpoint, target: Endpoint
             ) -> list[str]:
    """The routes that do not count and would complete an itinerary of few such kilometres."""
    every = replace(scenario, opened=scenario.opened | set(network.route_segments))
    all_edges = admit(network, every)
    costs_now = costs(network, admit(network, scenario), cargo)
    costs_opened = costs(network, all_edges, cargo)
    penalised = [cost if cost is not None else None if other is None else other * _DEAR
                 for cost, other in zip(costs_now, costs_opened, strict=True)]
    path = cheapest(network, penalised, origin.places, target.places)
    edges = [step.edge for step in (path[1] if path else ()) if costs_now[step.edge] is None]
    return list(dict.fromkeys(
        named_route(network, all_edges.edges[edge], network.edges[edge].mode) for edge in edges))


def _closed(network: Network, scenario: Scenario, ends: Iterable[Endpoint]) -> Iterator[Markup]:
    """Yields a sentence for each endpoint all of whose places are closed."""
    places = network.catalog.places
    for endpoint in ends:
        shut = {subject for place in endpoint.places
                for subject in {place, places[place].country} & scenario.closed}
        if shut and all(
            {place, places[place].country} & scenario.closed for place in endpoint.places
        ):
            names = ", ".join(sorted(subject_words(network.catalog, subject) for subject in shut))
            yield Markup("{} is closed here{}.").format(
                subject_words(network.catalog, endpoint.asked),
                "" if endpoint.asked in shut else f", as all of {names} is")


def why_none(network: Network, scenario: Scenario, cargo: str, ends: tuple[Endpoint, Endpoint],
             notes: Notes) -> Markup:
    """Says why a scenario leaves no itinerary: what is closed, or what does not count."""
    closed_ends = join(_closed(network, scenario, ends), " ")
    if closed_ends:
        return closed_ends
    to_reopen = _to_reopen(network, scenario, cargo, *ends) if scenario.closed else []
    lacking = _missing(network, scenario, cargo, *ends)
    sentences: list[Markup] = []
    if to_reopen:
        sentences.append(Markup("What is closed cuts every itinerary: {}.").format(
            ", ".join(subject_words(network.catalog, subject) for subject in to_reopen)))
    if lacking:
        sentences.append(Markup("{} routes that are not counted: {}.").format(
            "A detour would need" if to_reopen else "An itinerary would need",
            join((_effective_status(network, route_id, notes) for route_id in lacking), ", ")))
    elif not to_reopen:
        sentences.append(Markup("No lines of the atlas join these two for this cargo, whatever is "
                                "counted. A line that is missing here may yet exist."))
    return join(sentences, " ")


def _effective_status(network: Network, route_id: str, notes: Notes) -> Markup:
    effective = network.effective_statuses[route_id]
    entry, mark = network.catalog.entry(route_id), (
        notes.mark(effective.claim) if effective.claim else "")
    basis = entry.alignment.basis if entry and effective.status == NOT_STATED else ""
    words = STATUS_WORDS[effective.status].lower()
    return Markup("<strong>{}</strong> ({}{})").format(
        network.catalog.name_of(route_id),
        f"{words}, no line published" if basis == "conceptual" else words, mark)


# -- if this closes --

def loss_words(catalog: Catalog, loss: Loss) -> Markup:
    """A choke point in words: what is lost, the effect, and the corridors that share it."""
    names = [catalog.name_of(place) for place in loss.places]
    what = f"{names[0]}\N{EN DASH}{names[-1]}" if loss.kind == "track" else names[0]
    through = f" through {', '.join(names[1:-1])}" if len(names) > 2 else ""
    if loss.disconnects:
        effect = f"{NO_ITINERARY} is left" + (
            f"; cuts {plural(loss.parted, 'place')} off from the rest" if loss.parted else "")
    else:
        effect = loss.change.words if loss.change else ""
    corridors = [catalog.name_of(corridor) for corridor in loss.corridors]
    routes = [catalog.name_of(route) for route in loss.routes]
    return Markup(
        '<div class="whatif-loss"><p><strong>{}</strong><span class="atlas-note">{}{}</span></p>'
        "<p><b>{}</b></p><p>{}</p></div>").format(
        what, "place" if loss.kind == "place" else "line", through, effect,
        Markup('{}<br><span class="atlas-note">{}</span>').format(
            f"Shared by {', '.join(corridors)}" if len(corridors) > 1
            else f"Corridor: {corridors[0]}" if corridors else "In no corridor", ", ".join(routes)))


def closers(network: Network, loss: Loss) -> tuple[str, str]:
    """Returns the place to close so that a loss happens, and the label of the button.

    A place closes itself; an edge closes at a place on it that no other edge touches, and that all
    edges between the same two places pass. If there is none the place is blank: then only whole
    routes can be closed.
    """
    name_of = network.catalog.name_of
    if loss.kind == "place":
        return loss.places[0], f"Close {name_of(loss.places[0])}"
    ends = {frozenset(pair) for pair in pairwise(loss.places)}
    cut_edges = [edge for edge in network.edges if len(network.edge_pairs[edge.number]) == 1]
    passed: dict[frozenset[str], frozenset[str]] = {}
    for edge in cut_edges:
        pair = frozenset((edge.a, edge.b))
        if pair in ends:
            passed[pair] = passed.get(pair, edge.passes) & edge.passes
    on_edge = {place for places in passed.values() for place in places}
    on_edge -= {place for edge in cut_edges if frozenset((edge.a, edge.b)) not in ends
                for place in edge.passes} | {loss.places[0], loss.places[-1]}
    if not on_edge:
        return "", (
            f"Close {'all ' if len(loss.routes) > 1 else ''}"
            f"{plural(len(loss.routes), 'route')} along it")
    place = min(on_edge, key=lambda place: (place not in loss.places, name_of(place)))
    return place, f"Close it at {name_of(place)}"


# -- reach --

def _reached(cell: ReachCell) -> Markup:
    before, after = cell.before, cell.after
    change = change_words(before, after)
    if after is None:
        return Markup('<td class="{}"><span class="atlas-missing">{}</span>{}</td>').format(
            "whatif-differs" if before else "", NO_ITINERARY,
            Markup("<br><small>{} before</small>").format(
                f"{before.length.low_km:,.0f}\N{NO-BREAK SPACE}km") if before else "")
    marks = "" if after.weakest in ("operating", NOT_STATED) else Markup(
        '<br><span class="atlas-mark">{}</span>').format(STATUS_WORDS[after.weakest].lower())
    change_line = "" if change == SAME_ITINERARY else Markup("<br><small>{}</small>").format(change)
    return Markup('<td class="{}" title="{}; {}"><strong>{:,.0f}</strong> km<br><small>{}</small>'
                  "{}{}</td>").format(
        "whatif-differs" if change_line else "", after.length.words, transfers_words(after),
        after.length.low_km, plural(len(after.crossings), "border"), change_line, marks)


def _reach_words(table: ReachTable) -> str:
    """A sentence on how many itineraries change, and how."""
    changes = [change_words(cell.before, cell.after) for cell in table.cells]
    lost, new = changes.count(ITINERARY_LOST), changes.count(NEW_ITINERARY)
    changed = sum(change not in (SAME_ITINERARY, NO_ITINERARY_EITHER, ITINERARY_LOST, NEW_ITINERARY)
                  for change in changes)
    parts = [f"{number} {words}" for number, words in (
        (lost, "lost"), (new, "new"), (changed, "of another length or by other routes")) if number]
    reached = sum(cell.before is not None for cell in table.cells)
    return (f"Of {plural(len(changes), 'pair')}, {reached} have an itinerary before. "
            f"{'Changed: ' + ', '.join(parts) if parts else 'The scenario changes none'}.")


def reach_table(catalog: Catalog, table: ReachTable) -> Markup:
    """A table of capitals by ports: the shortest itinerary after, and how it changes."""
    def head(place_id: str, scope: str) -> Markup:
        place = catalog.places[place_id]
        return Markup('<th scope="{}">{}<br><span class="atlas-note">{}</span></th>').format(
            scope, place.name, country_name(place.country))

    rows = join(Markup("<tr>{}{}</tr>").format(head(capital, "row"), join(
        _reached(table.cell(capital, port)) for port in table.ports))
        for capital in table.capitals)
    absent = Markup('<p class="atlas-note">Not in the network, because no line of the atlas ends '
                    "there or near: {}.</p>").format(", ".join(
                        map(catalog.name_of, table.absent))) if table.absent else ""
    return Markup(
        '<p class="whatif-only">{}</p><div class="whatif-scroll" tabindex="0" role="region" '
        'aria-label="Capitals and ports">'
        '<table class="whatif-reach"><caption>The shortest itinerary after; below it the '
        'change from before</caption><thead><tr><th scope="col">From</th>{}</tr></thead>'
        "<tbody>{}</tbody>"
        "</table></div>{}").format(
        _reach_words(table), join(head(port, "col") for port in table.ports), rows, absent)
