"""Checks of briefings against the data: figures, claims, and what the views name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from geo.briefing.briefing import (
    MARK,
    Briefing,
    Scene,
    claim_index,
    held_numbers,
    marks_of,
    numbers,
    read_scene,
    read_shipped,
)
from geo.catalog.catalog import Catalog
from geo.catalog.selection import select_view
from geo.claims.printed_numbers import held_in_words, measured_in_words
from geo.data.errors import AtlasError, Problem, did_you_mean
from geo.data.records import Claim
from geo.network.graph import Network, build_network
from geo.network.what_if import find_ends
from geo.query.scenario import Question
from geo.query.view import View


def _text_problems(scene: Scene, year: int | None, claimed: set[Decimal]
                   ) -> Iterator[tuple[str, str]]:
    for name, text in (("title", scene.title), ("sentence", scene.sentence),
                       ("notes", scene.notes)):
        for mark in marks_of(text):
            if not 1 <= mark <= len(scene.cites):
                yield name, (f"[{mark}] marks no claim; the scene cites {len(scene.cites)}. Cite "
                             "the claim or take the mark out")
        for number in dict.fromkeys(numbers(MARK.sub("", text))):
            if number not in claimed and number != year:
                yield name, (f"no cited claim holds the figure {number:f}; cite the claim that "
                             "does, or leave the figure out")


def _word_problems(scene: Scene, index: Mapping[str, tuple[Claim, ...]]
                   ) -> Iterator[tuple[str, str]]:
    """Yields measures in words that the claims marked after them do not hold.

    Where no mark follows, any claim that the scene cites may hold it.
    """
    numbers_by_cite = [{number for claim in index.get(cite, ()) for number in held_in_words(claim)}
                       for cite in scene.cites]
    for name, text in (("title", scene.title), ("sentence", scene.sentence),
                       ("notes", scene.notes)):
        for match in re.finditer(r"((?:(?!\[\d{1,4}\]).)*)((?:\[\d{1,4}\])*)", text, re.DOTALL):
            marks = [mark for mark in marks_of(match[2]) if 1 <= mark <= len(numbers_by_cite)]
            claims = [numbers_by_cite[mark - 1] for mark in marks] or numbers_by_cite
            for number in dict.fromkeys(measured_in_words(match[1])):
                if not any(number in claim_numbers for claim_numbers in claims):
                    cited = f"the claim marked {match[2]}" if marks else "no cited claim"
                    yield name, (f"{cited} {'does not hold' if marks else 'holds'} the figure "
                                 f"{number:,f} that stands in words; cite the claim that does, or "
                                 "leave the figure out")


def _question_problems(question: Question, network: Network) -> Iterator[tuple[str, str]]:
    if question.origin and question.target:
        try:
            find_ends(network, question)
        except AtlasError as error:
            yield "view", f"no itinerary is sought: {error}"


def _route_problems(scene: Scene, view: View, catalog: Catalog) -> Iterator[tuple[str, str]]:
    known, of_view = set(catalog.ids), select_view(catalog, view).ids
    for route in scene.routes:
        if route not in known:
            yield "routes", (f"no route {route!r} in this release{did_you_mean(route, known)}; "
                             "name another or take it out")
        elif route not in of_view:
            yield "routes", f"{route!r} is not among the routes of the view; show it or take it out"
    if len(set(scene.routes)) < len(scene.routes):
        yield "routes", "a route is named twice; name it once"
    if scene.routes and view.opened in of_view and view.opened not in scene.routes:
        yield "routes", f"{view.opened!r} is open but not drawn; name it or close it"


def scene_problems(scene: Scene, network: Network, index: Mapping[str, tuple[Claim, ...]]
                   ) -> Iterator[tuple[str, str]]:
    """Yields what is wrong with a scene: the part of it, and a message with the next step."""
    catalog = network.catalog
    if not scene.title.strip():
        yield "title", "there is none yet; give the scene a title"
    if not scene.sentence.strip():
        yield "sentence", "there is none yet; write what is to be said"
    view, ignored = read_scene(scene, catalog)
    for part in ignored:
        yield "view", f"{part!r} is not known in this release; set the view anew"
    if view.opened and catalog.entry(view.opened) and not catalog.select(view.wanted).entry(
            view.opened):
        yield "view", f"{view.opened!r} is open but the filters hide it; show it or close it"
    yield from _route_problems(scene, view, catalog)
    yield from _question_problems(view.question, network)
    claimed: set[Decimal] = set()
    for cite in scene.cites:
        if cite not in index:
            yield "cites", (f"no claim {cite!r} in this release{did_you_mean(cite, index)}; "
                            "cite another or take it out")
        claimed |= {number for claim in index.get(cite, ()) for number in held_numbers(claim)}
    if len(set(scene.cites)) < len(scene.cites):
        yield "cites", "a claim is cited twice; cite it once"
    yield from _text_problems(scene, view.year, claimed)
    yield from _word_problems(scene, index)


def problems(briefing: Briefing, network: Network) -> list[Problem]:
    """Returns everything in a briefing that the data does not support, scene by scene.

    A number in digits that no claim cited by its scene holds is a problem (the year for which the
    scene's map is drawn needs none), as is a part of a view, or a claim, that this release does not
    know, and a what-if question about two endpoints between which no itinerary can be sought.
    """
    file = f"briefings/{briefing.briefing_id}.json"
    faults = [] if briefing.title.strip() else [
        Problem(file, 0, "title", "there is none yet; give the briefing a title")]
    if not briefing.scenes:
        faults.append(Problem(file, 0, "scenes", "there is none; add a scene"))
    index = claim_index(network.catalog.claims)
    faults += [Problem(file, 0, f"scene {place} {name}", message)
               for place, scene in enumerate(briefing.scenes, 1)
               for name, message in scene_problems(scene, network, index)]
    claimed = {number for scene in briefing.scenes for cite in scene.cites
               for claim in index.get(cite, ()) for number in held_numbers(claim)}
    faults += [Problem(file, 0, "summary", f"no claim cited by a scene holds the figure {n:f}; "
                       "leave it out") for n in dict.fromkeys(numbers(briefing.summary))
               if n not in claimed]
    return faults


def briefing_problems(files: Mapping[str, bytes], catalog: Catalog) -> list[Problem]:
    """Returns everything wrong with the briefings of a folder, by name of file."""
    network, all_problems = build_network(catalog), list[Problem]()
    for name, data in sorted(files.items()):
        briefing, faults = read_shipped(name, data)
        all_problems += faults
        all_problems += problems(briefing, network) if briefing else ()
    return all_problems
