"""Mentions: where a sentence speaks of a subject, by its name, by both its ends, or as a port."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from geo.catalog.catalog import Catalog
from geo.data.folding import fold
from geo.data.records import Route
from geo.intake.subjects.known_names import names_of, stem_of
from geo.intake.subjects.modes import ANY, SubjectModes, nouns_in
from geo.intake.subjects.name_finder import NameFinder, NameHit

By = Literal["name", "ends", "one-end", "region", "port", "town"]

_DASHED: Final = re.compile(r"\s*[\u2010-\u2015/-]\s*")
_JOINED: Final = re.compile(
    r"[^.;:]{0,40}?\b(?:to|and|with|through|via|towards?|into)\b[^.;:]{0,16}")
_LED: Final = re.compile(
    r"\b(?:from|between|link\w*|connect\w*|join\w*|runs?|running|extend\w*|stretch\w*)\b"
    r"[^.;:]{0,40}$", re.IGNORECASE)
_SHORT_NAME: Final = re.compile(r"['\u201d\"]?\s*\([\u201c\"']?([A-Z][A-Z-]{1,8})[\u201d\"']?\)")
_FROM: Final = re.compile(r"\b(?:from|between) $", re.IGNORECASE)
_BY_WAY: Final = re.compile(r"\s(?:through|via|by way of)\s")
_PORT_AFTER: Final = re.compile(
    r"['\u2019]?s?\s+(?:(?:sea|dry|oil|international|commercial)\s+)*(?:sea)?(?:port|terminal)\b",
    re.IGNORECASE)
_PORT_BEFORE: Final = re.compile(
    r"\b(?:sea|deep-water )?(?:port|terminal|harbou?r)s?(?: city)?"
    r" (?:of|in|at)(?: [A-Z][\w-]+,?| and)* $", re.IGNORECASE)
_INITIATIVE: Final = re.compile(r"\s+(?:initiative|project|venture)\b")
_SECTION: Final = re.compile(r"\s(?:section|stretch|leg|segment|part|railway|road)\b")
_ON_THE_WAY: Final = re.compile(
    r"\b(?:to|from|via|between|and|through|toward\w*|linking|connecting|near) $", re.IGNORECASE)
_NOUN_AFTER: Final = re.compile(r"[\s-]+(?:[a-z-]+\s+)?$")
_THROUGH: Final = re.compile(r"\b(?:through|across|in|over|of)\b[^.;:]{0,40}$")
_LEADS: Final = re.compile(
    r"(?:[\s,][^.;:,]{0,30}?)?\s(?:to|from|towards?|and|with|via|between|into)\s(?:the\s(?:town|city|port|"
    r"border)\sof\s|the\s)?", re.IGNORECASE)
_FROM_OR_TO: Final = re.compile(r"\s(?:from|to|towards?)\s(?:the\s)?")
_DETERMINED: Final = re.compile(
    r"\b(?:the|an?|its|this|new|second|container|grain|dry|deep-water|sea)\s(?:[\w-]+\s){0,2}?$",
    re.IGNORECASE)
_MOST_ON_THE_WAY: Final = 8
_NEAR: Final = 60
"""So many letters from a name a word still says what it is."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words from `begins` to `ends` that speak of one of some subjects, the likeliest first."""

    begins: int
    ends: int
    printed: str
    subject_ids: tuple[str, ...]
    by: By
    spelled: str = ""


def _spelled(hit: NameHit) -> str:
    return {"transliterated": "in another spelling", "near": "nearly so spelled"}.get(hit.how, "")


class MentionFinder:
    """Finds the subjects of which sentences speak."""

    def __init__(self, finder: NameFinder) -> None:
        catalog: Catalog = finder.catalog
        self.catalog = catalog
        self.modes = SubjectModes(catalog)
        self._finder = finder
        self._short_names: dict[str, tuple[str, ...]] = {}
        self._short = re.compile("(?!)")
        self._routes = tuple(entry.route for entry in catalog.entries if not entry.is_overlay)
        self._stems = {route.route_id: tuple(stem_of(name) for name in names_of(
            catalog, route.route_id)) for route in self._routes}
        self._claimed = {claim.subject_id for claim in catalog.claims}
        self._ports = frozenset(place for place, record in catalog.places.items()
                                if record.kind in ("port", "terminal") or place in self._claimed)

    def learn(self, texts: Iterable[str]) -> None:
        """Learns the short names that texts give in brackets: Southern Gas Corridor (SGC)."""
        for text in texts:
            for hit in self._finder.in_text(text) if "(" in text else ():
                short = _SHORT_NAME.match(text, hit.ends)
                if short and (lines := self._lines(hit)):
                    self._short_names.setdefault(short[1], lines)
        names = "|".join(map(re.escape, sorted(self._short_names, key=len, reverse=True)))
        self._short = re.compile(rf"\b(?:{names})\b" if names else "(?!)")

    def _by_short_names(self, text: str, hits: Sequence[NameHit]) -> Iterator[Mention]:
        for match in self._short.finditer(text):
            if not any(hit.begins < match.end() and match.start() < hit.ends for hit in hits):
                yield Mention(match.start(), match.end(), match[0],
                              self._short_names[match[0]], "name")

    def in_sentence(self, text: str, run_in: str = "") -> list[Mention]:
        """Returns the mentions in a sentence, in their order.

        `run_in` is the name with which its paragraph begins: where it is a place, a line to or from
        another one is that between both, and the port is the place's own.
        """
        hits = self._finder.in_text(text)
        places = [hit for hit in hits if self._is_place(hit)]
        found = [*self._named(text, hits), *self._by_ends(text, places),
                 *self._ports_in(text, places), *self._through(text, hits),
                 *self._by_short_names(text, hits)]
        held = [(mention.begins, mention.ends) for mention in found]
        found += [mention for mention in self._by_one_end(text, places)
                  if not any(begins <= mention.begins < ends for begins, ends in held)]
        if run_in:
            of_heading = list(self._of_heading(text, places, run_in))
            begun = {mention.begins for mention in of_heading}
            found = [*(each for each in found if each.begins not in begun or each.by == "name"),
                     *of_heading]
        return sorted(found, key=lambda mention: (mention.begins, mention.ends))

    def _of_heading(self, text: str, places: Sequence[NameHit], run_in: str) -> Iterator[Mention]:
        """Yields what a sentence says of the place of its heading: lines to another, its port."""
        heads = [hit for hit in self._finder.in_text(run_in) if self._is_place(hit)]
        for head in heads:
            for hit in places:
                if frozenset(head.subject_ids).isdisjoint(hit.subject_ids) and (
                        said := _mode_led(text, hit)) and (
                        routes := self._between(head, hit, said)):
                    yield Mention(hit.begins, hit.ends, hit.printed, routes, "ends")
            ports = tuple(place for place in head.subject_ids if place in self._ports)
            for noun, modes in nouns_in(text) if ports and len(heads) == 1 else ():
                if modes == {"port"} and _DETERMINED.search(text, 0, noun.start()):
                    yield Mention(noun.start(), noun.end(), f"{head.printed}: {noun[0]}", ports,
                                  "port")

    def beside(self, subject: str, modes: frozenset[str]) -> tuple[str, ...]:
        """Returns the routes of some modes that share an end with a route, the closest first."""
        own = next((route for route in self._routes if route.route_id == subject), None)
        if own is None:
            return ()
        along = [(len({*_path(own)} & {*_path(route)}), route.route_id) for route in self._routes
                 if route.mode in modes and route.route_id != subject
                 and not {own.from_place, own.to_place}.isdisjoint(
                     (route.from_place, route.to_place))]
        return tuple(route for shared, route in sorted(along, key=lambda each: (-each[0], each[1]))
                     if shared > 1)

    def ports_named(self, heading: str) -> Iterator[Mention]:
        """Yields the port of a heading that is no more than the name of a place."""
        for hit in self._finder.in_text(heading):
            ports = tuple(place for place in hit.subject_ids if place in self._ports)
            if ports and hit.printed.strip() == heading.strip():
                yield Mention(hit.begins, hit.ends, hit.printed, ports, "town", _spelled(hit))

    def _is_place(self, hit: NameHit) -> bool:
        return any(subject in self.catalog.places for subject in hit.subject_ids)

    def _lines(self, hit: NameHit) -> tuple[str, ...]:
        return tuple(subject for subject in hit.subject_ids
                     if subject not in self.catalog.places and subject not in self.catalog.regions)

    def _named(self, text: str, hits: Sequence[NameHit]) -> Iterator[Mention]:
        for hit in hits:
            if lines := self._by_way_of(text, hit, hits) or self._lines(hit):
                yield Mention(hit.begins, hit.ends, hit.printed,
                              self._by_mode(text, hit.begins, hit.ends, lines), "name",
                              _spelled(hit))

    def _by_way_of(self, text: str, hit: NameHit, hits: Sequence[NameHit]) -> tuple[str, ...]:
        """Returns the routes of a corridor by way of a place that is named behind it."""
        corridors = [each for each in hit.subject_ids if each in self.catalog.corridors]
        after = next((each for each in hits if each.begins > hit.ends), None)
        if not corridors or after is None or not _BY_WAY.fullmatch(text, hit.ends, after.begins):
            return ()
        routes = [route.route_id for route in self._routes
                  if not {*route.corridor_ids}.isdisjoint(corridors)
                  and not {*_path(route)}.isdisjoint(after.subject_ids)]
        return (*routes, *corridors) if routes else ()

    def _by_mode(self, text: str, begins: int, ends: int, subjects: tuple[str, ...]
                 ) -> tuple[str, ...]:
        """Returns those subjects first whose mode a word next to their name says."""
        if len(subjects) < 2:
            return subjects
        said = _modes_said(text, begins, ends)
        return tuple(sorted(subjects, key=lambda each: self.modes.of(each).isdisjoint(said)))

    def _by_ends(self, text: str, places: Sequence[NameHit]) -> Iterator[Mention]:
        for at, first in enumerate(places):
            last = first
            for after in places[at + 1:at + _MOST_ON_THE_WAY]:
                gap = text[last.ends:after.begins]
                dashed = _DASHED.fullmatch(gap)
                if not dashed and not _JOINED.fullmatch(gap):
                    break
                last = after
                if not frozenset(first.subject_ids).isdisjoint(after.subject_ids):
                    continue
                said = _modes_said(text, first.begins, last.ends)
                led = _LED.search(text, 0, first.begins)
                if said == ANY and not (dashed or led):
                    continue
                if not said and not _FROM.search(text, 0, first.begins):
                    continue
                if routes := self._between(first, last, said):
                    yield Mention(first.begins, last.ends, text[first.begins:last.ends], routes,
                                  "ends")

    def _between(self, one: NameHit, other: NameHit, said: frozenset[str]) -> tuple[str, ...]:
        """Returns the routes between two places: those that end there, else that pass both."""
        ends, others = frozenset(one.subject_ids), frozenset(other.subject_ids)
        fitting = [route for route in self._routes if route.mode in (said or ANY)]
        exact = [route for route in fitting
                 if (route.from_place in ends and route.to_place in others)
                 or (route.from_place in others and route.to_place in ends)
                 or self._is_called_so(route, fold(one.printed), fold(other.printed))]
        passing = [route for route in fitting if said and not exact
                   and ends & {*_path(route)} and others & {*_path(route)}]
        return tuple(route.route_id for route in (
            exact or sorted(passing, key=lambda route: len(_path(route)))))

    def _is_called_so(self, route: Route, one: str, other: str) -> bool:
        """Checks whether a route is named after two places, as Baku and Supsa."""
        return any(stem.startswith(f"{first} ") and stem.endswith(f" {last}")
                   for stem in self._stems[route.route_id]
                   for first, last in ((one, other), (other, one)))

    def _ports_in(self, text: str, places: Sequence[NameHit]) -> Iterator[Mention]:
        for hit in places:
            ports = tuple(place for place in hit.subject_ids if place in self._ports)
            called = "port" in hit.printed.casefold() or _PORT_AFTER.match(text, hit.ends) or (
                _PORT_BEFORE.search(text, 0, hit.begins)) or _INITIATIVE.match(text, hit.ends)
            own = self.catalog.places.get(hit.subject_ids[0])
            if ports and (called or (own and own.kind == "port" and own.place_id in self._claimed
                                     and not _ON_THE_WAY.search(text, 0, hit.begins))):
                yield Mention(hit.begins, hit.ends, hit.printed, ports,
                              "port" if called else "town", _spelled(hit))

    def _by_one_end(self, text: str, places: Sequence[NameHit]) -> Iterator[Mention]:
        """Yields routes of which one end stands before the word for what they are."""
        for hit in places:
            noun, modes = next((each for each in nouns_in(text) if each[0].start() >= hit.ends),
                               (None, ANY))
            if noun is None or not _NOUN_AFTER.fullmatch(text, hit.ends, noun.start()):
                modes = _mode_led_directly(text, hit)
            if not modes or modes in (ANY, {"port"}):
                continue
            routes = [route for route in self._routes if route.mode in modes
                      and not {route.from_place, route.to_place}.isdisjoint(hit.subject_ids)]
            if routes:
                likely = sorted(routes, key=lambda route: (
                    route.mode == "multimodal", route.role != "featured", route.route_id))
                yield Mention(hit.begins, hit.ends, hit.printed,
                              tuple(route.route_id for route in likely), "one-end", _spelled(hit))

    def _through(self, text: str, hits: Sequence[NameHit]) -> Iterator[Mention]:
        """Yields routes that bear the name of a region through which something is said to lead."""
        for hit in hits:
            if not any(subject in self.catalog.regions for subject in hit.subject_ids):
                continue
            said = _modes_said(text, hit.begins, hit.ends)
            name = fold(hit.printed)
            routes = [route for route in self._routes if route.mode in said and (
                f" through {name}" in fold(route.name)
                or fold(route.name).startswith((f"{name} rail", f"{name} road")))]
            if routes and (_THROUGH.search(text, 0, hit.begins)
                           or _SECTION.match(text, hit.ends)):
                likely = sorted(routes, key=lambda route: _names_elsewhere(route.name, text))
                yield Mention(hit.begins, hit.ends, hit.printed,
                              tuple(route.route_id for route in likely), "region", _spelled(hit))


def _mode_led(text: str, hit: NameHit) -> frozenset[str]:
    """Returns the modes of the word that leads to or from a place; none where none does."""
    led = [modes for noun, modes in nouns_in(text)
           if modes not in (ANY, {"port"}) and (
               _LEADS.fullmatch(text, noun.end(), hit.begins)
               or (noun.start() >= hit.ends
                   and _NOUN_AFTER.fullmatch(text, hit.ends, noun.start())))]
    return led[-1] if led else frozenset()


def _mode_led_directly(text: str, hit: NameHit) -> frozenset[str]:
    """Returns the modes of the word right before a place: `the four-lane road from Ganja`."""
    return next((modes for noun, modes in nouns_in(text)
                 if _FROM_OR_TO.fullmatch(text, noun.end(), hit.begins)), frozenset())


def _names_elsewhere(name: str, text: str) -> bool:
    """Checks whether a name has a place in its brackets that a text does not name."""
    inner = name.partition("(")[2]
    return any(word not in text for word in re.findall(r"\b[A-Z]\w+", inner))


def _path(route: Route) -> tuple[str, ...]:
    return (route.from_place, *route.via_places, route.to_place)


def _modes_said(text: str, begins: int, ends: int) -> frozenset[str]:
    """Returns the modes of the nearest word for what something is; none where none is near."""
    near = [(max(match.start() - ends, begins - match.end(), 0), at, modes)
            for at, (match, modes) in enumerate(nouns_in(text))]
    firm = [each for each in near if each[0] <= _NEAR and each[2] not in (ANY, {"port"})]
    loose = [each for each in near if each[0] <= _NEAR and each[2] == ANY]
    if firm:
        return min(firm, key=lambda each: each[:2])[2]
    return ANY if loose else frozenset()
