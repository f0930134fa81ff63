"""Around a way: its lines on the map, what raises the question, what is missing, what hangs on it.

Every word from data is escaped.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
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
from geo.network.itinerary_lines import itinerary_points, stretch_points
from geo.network.itinerary_wording import transfers_words
from geo.network.length_change import (
    ITINERARY_LOST,
    NEW_ITINERARY,
    NO_ITINERARY,
    NO_ITINERARY_EITHER,
    change_words,
)
from geo.network.presets import Preset, raised_by
from geo.network.reach import ReachCell, ReachTable
from geo.network.shortest_paths import cheapest, costs
from geo.query.scenario import Scenario
from geo.query.view import Camera

_FIT_PX: Final = (620, 430)
"""How many pixels of the map, across and down, a way is fitted into."""
_CLOSEST_ZOOM: Final = 7.5
_DEAR: Final = 1000
"""How much more a kilometre that does not count costs, where it is asked what is missing."""


def itinerary_lines(network: Network, itinerary: Itinerary | None, look: Look) -> list[ExtraLine]:
    """A way as lines beside the map's routes, one for each stretch; a click reports its route."""
    catalog = network.catalog
    return [ExtraLine(
        stretch.route_id, catalog.name_of(stretch.route_id),
        f"The way {look} · {MODES[stretch.mode]} · {STATUS_WORDS[stretch.effective_status.status]}",
        f"{catalog.name_of(stretch.from_place)} to {catalog.name_of(stretch.to_place)}", look,
        [flat(part) for part in stretch_points(network, stretch)])
        for stretch in (itinerary.stretches if itinerary else ())]


def camera_on(network: Network, itineraries: Iterable[Itinerary | None]) -> Camera | None:
    """A camera that has these ways in view; None where there are none."""
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
        said = f"{RELATIONS[claim.relation]} {catalog.name_of(claim.object_id)}"
        return Markup("<strong>{}</strong> {}").format(subject, said)
    return Markup("<strong>{}</strong>, {}: {}").format(
        subject, ATTRIBUTES[claim.attribute].label.lower(), value_words(claim))


def because(catalog: Catalog, preset: Preset, notes: Notes) -> Markup:
    """What in the sources raises a question, each claim once with its source."""
    claims = raised_by(catalog, preset)
    if not claims:
        return Markup("The atlas offers this question; no document asks it in these words.")
    return join((Markup("{}{}").format(_claim_words(catalog, claim), notes.mark(claim))
                 for claim in claims), "; ")


# -- why there is no way --

def _to_blame(network: Network, scenario: Scenario, cargo: str, origin: Endpoint, target: Endpoint
              ) -> list[str]:
    """What is closed and could, opened again, alone or with the rest, give a way."""
    def goes(closed: frozenset[str]) -> bool:
        left = costs(network, admit(network, replace(scenario, closed=closed)), cargo)
        return cheapest(network, left, origin.places, target.places) is not None

    alone = [one for one in sorted(scenario.closed) if goes(scenario.closed - {one})]
    return alone or (sorted(scenario.closed) if goes(frozenset()) else [])


def _lacking(network: Network, scenario: Scenario, cargo: str, origin: Endpoint, target: Endpoint
             ) -> list[str]:
    """The routes that do not count and, did they count, would give a way; few kilometres first."""
    every = replace(scenario, opened=scenario.opened | set(network.route_segments))
    wide = admit(network, every)
    now, then = costs(network, admit(network, scenario), cargo), costs(network, wide, cargo)
    joined = [cost if cost is not None else None if other is None else other * _DEAR
              for cost, other in zip(now, then, strict=True)]
    found = cheapest(network, joined, origin.places, target.places)
    missing = [step.edge for step in (found[1] if found else ()) if now[step.edge] is None]
    return list(dict.fromkeys(network.segments[wide.edges[edge][0]].route_id for edge in missing))


def _inside(network: Network, scenario: Scenario, ends: Iterable[Endpoint]) -> Iterator[Markup]:
    """Which of two ends lie where everything is closed."""
    places = network.catalog.places
    for endpoint in ends:
        shut = {subject for place in endpoint.places
                for subject in {place, places[place].country} & scenario.closed}
        if shut and all(
            {place, places[place].country} & scenario.closed for place in endpoint.places
        ):
            closed = ", ".join(sorted(subject_words(network.catalog, one) for one in shut))
            yield Markup("{} is closed here{}.").format(
                subject_words(network.catalog, endpoint.asked),
                "" if endpoint.asked in shut else f", as all of {closed} is")


def why_none(network: Network, scenario: Scenario, cargo: str, ends: tuple[Endpoint, Endpoint],
             notes: Notes) -> Markup:
    """Why a scenario leaves no way between two ends: what is closed, or what does not count."""
    inside = join(_inside(network, scenario, ends), " ")
    if inside:
        return inside
    blamed = _to_blame(network, scenario, cargo, *ends) if scenario.closed else []
    lacking = _lacking(network, scenario, cargo, *ends)
    said: list[Markup] = []
    if blamed:
        said.append(Markup("What is closed cuts every way: {}.").format(
            ", ".join(subject_words(network.catalog, one) for one in blamed)))
    if lacking:
        said.append(Markup("{} what is not counted: {}.").format(
            "A way round would need" if blamed else "A way would need",
            join((_effective_status(network, route_id, notes) for route_id in lacking), ", ")))
    elif not blamed:
        said.append(Markup("No lines of the atlas join these two for this cargo, whatever is "
                           "counted. A line that is missing here may yet exist."))
    return join(said, " ")


def _effective_status(network: Network, route_id: str, notes: Notes) -> Markup:
    found = network.effective_statuses[route_id]
    mark = notes.mark(found.claim) if found.claim else ""
    words = STATUS_WORDS[found.status].lower()
    return Markup("<strong>{}</strong> ({}{})").format(
        network.catalog.name_of(route_id),
        f"{words}, no line published" if found.status == NOT_STATED else words, mark)


# -- if this closes --

def loss_words(catalog: Catalog, loss: Loss) -> Markup:
    """What is lost, what comes of it, and which corridors share it."""
    names = [catalog.name_of(place) for place in loss.places]
    what = f"{names[0]}\N{EN DASH}{names[-1]}" if loss.kind == "track" else names[0]
    through = f" through {', '.join(names[1:-1])}" if len(names) > 2 else ""
    if loss.disconnects:
        effect = f"{NO_ITINERARY} is left" + (
            f"; parts {plural(loss.parted, 'place')} from the rest" if loss.parted else "")
    else:
        effect = f"{(loss.longer_m or 0) / 1000:,.0f}\N{NO-BREAK SPACE}km longer"
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
    """What to close so that a loss comes about, and in words.

    A place closes itself; a track closes at a place on it that no other track touches. Where there
    is none, blank: then only whole routes can be closed.
    """
    name_of = network.catalog.name_of
    if loss.kind == "place":
        return loss.places[0], f"Close {name_of(loss.places[0])}"
    ends = {frozenset(pair) for pair in zip(loss.places, loss.places[1:], strict=False)}
    own = [edge for edge in network.edges if frozenset((edge.a, edge.b)) in ends]
    on_it = {place for edge in own for place in edge.passes}
    on_it -= {place for edge in network.edges if frozenset((edge.a, edge.b)) not in ends
              for place in edge.passes} | {loss.places[0], loss.places[-1]}
    if not on_it:
        return "", (
            f"Close {'all ' if len(loss.routes) > 1 else ''}"
            f"{plural(len(loss.routes), 'route')} along it")
    place = min(on_it, key=lambda place: (place not in loss.places, name_of(place)))
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
    told = "" if change == "the same way" else Markup("<br><small>{}</small>").format(change)
    return Markup('<td class="{}" title="{}; {}"><strong>{:,.0f}</strong> km<br><small>{}</small>'
                  "{}{}</td>").format(
        "whatif-differs" if told else "", after.length.words, transfers_words(after),
        after.length.low_km, plural(len(after.crossings), "border"), told, marks)


def _reach_words(found: ReachTable) -> str:
    """How many of the ways change, and how."""
    changes = [change_words(cell.before, cell.after) for cell in found.cells]
    lost, won = changes.count(ITINERARY_LOST), changes.count(NEW_ITINERARY)
    other = sum(change not in ("the same way", NO_ITINERARY_EITHER, ITINERARY_LOST, NEW_ITINERARY)
                for change in changes)
    told = [f"{number} {words}" for number, words in (
        (lost, "lost"), (won, "new"), (other, "of another length or another way")) if number]
    reached = sum(cell.before is not None for cell in found.cells)
    return (f"Of {plural(len(changes), 'pair')}, {reached} have a way before. "
            f"{'Changed: ' + ', '.join(told) if told else 'The scenario changes none'}.")


def reach_table(catalog: Catalog, found: ReachTable) -> Markup:
    """Capitals by ports: the shortest way under the scenario, and how it changes."""
    def head(place_id: str, scope: str) -> Markup:
        place = catalog.places[place_id]
        return Markup('<th scope="{}">{}<br><span class="atlas-note">{}</span></th>').format(
            scope, place.name, country_name(place.country))

    rows = join(Markup("<tr>{}{}</tr>").format(head(capital, "row"), join(
        _reached(found.cell(capital, port)) for port in found.ports))
        for capital in found.capitals)
    absent = Markup('<p class="atlas-note">Not in the network, because no line of the atlas ends '
                    "there or near: {}.</p>").format(", ".join(
                        map(catalog.name_of, found.absent))) if found.absent else ""
    return Markup(
        '<p class="whatif-only">{}</p><div class="whatif-scroll" tabindex="0" role="region" '
        'aria-label="Capitals and ports">'
        '<table class="whatif-reach"><caption>The shortest way after; below it what changes from '
        'before</caption><thead><tr><th scope="col">From</th>{}</tr></thead><tbody>{}</tbody>'
        "</table></div>{}").format(
        _reach_words(found), join(head(port, "col") for port in found.ports), rows, absent)
