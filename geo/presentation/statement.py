"""Statements: what is shown of an attribute of a subject, by one rule for screen and files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.disagreements import BETWEEN_WORDS, Difference, between, differ_words
from geo.claims.headline import leading
from geo.claims.staleness import marks
from geo.claims.value_state import STATE_WORDS, State
from geo.claims.wording import STATUS_WORDS, covered_words, inner_words, part_words, value_words
from geo.data.attributes import ATTRIBUTES
from geo.data.countries import country_name
from geo.data.records import Claim, Route
from geo.network.gauges import route_places

_NOT_OF_PLACES = ("length",)
_NOT_NAMED = 10**6


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """One of the claims shown first. `lead` stands before it, `part` is what and when it covers."""

    lead: str
    value: str
    part: str
    claim: Claim

    @property
    def scope(self) -> str:
        """What it covers, in brackets after a space; blank for a whole without a period."""
        return f" ({self.part})" if self.part else ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything shown of one attribute of one subject.

    `first` are the claims shown first: one; several where none ranks before the others; none where
    the sources say nothing. `others` are all further claims, in file order. `aged` are the marks
    that say a claim shown first is stale, overdue or questioned, `differ` says who differs (blank:
    nobody).
    """

    first: tuple[Claim, ...]
    others: tuple[Claim, ...]
    state: State
    time_marks: tuple[str, ...] = ()
    differ: str = ""
    differences: tuple[Difference, ...] = ()

    @property
    def claim(self) -> Claim | None:
        """The headline."""
        return self.first[0] if self.first else None

    @property
    def pieces(self) -> tuple[ShownClaim, ...]:
        """The claims shown first: parts separated by `;`, claims of the whole by `or`."""
        lead = "; " if any(claim.partial for claim in self.first) else " or "
        words = [inner_words(claim) if i and lead == " or " else value_words(claim)
                 for i, claim in enumerate(self.first)]
        return tuple(ShownClaim(lead if i else "", words[i], covered_words(claim), claim)
                     for i, claim in enumerate(self.first))

    @property
    def words(self) -> str:
        """All that is shown, or why there is nothing: `1,435 mm (part: the new track)`."""
        return "".join(piece.lead + piece.value + piece.scope for piece in self.pieces) or (
            STATE_WORDS[self.state])

    @property
    def brief(self) -> str:
        """All that is shown in a narrow cell, which says only that a value is of a part."""
        return "".join(
            piece.lead + piece.value + (f" ({piece.claim.scope})" if piece.claim.partial else "")
            for piece in self.pieces) or STATE_WORDS[self.state]

    @property
    def flags(self) -> tuple[str, ...]:
        """The words that must be shown with it: `overdue`, `sources differ`."""
        return (*self.time_marks, *([self.differ] if self.differ else []))

    @property
    def more(self) -> str:
        """The number of further claims, as in `+2 more`; blank where there are none."""
        return f"+{len(self.others)} more" if self.others else ""


def _position_on_route(catalog: Catalog, route: Route, claim: Claim) -> tuple[int, int]:
    """Returns where along the route the part that a claim names begins."""
    text = part_words(claim).casefold()
    places = [i for i, place in enumerate(route_places(route))
              if place in catalog.places and catalog.places[place].name.casefold() in text]
    countries = [
        i for i, code in enumerate(route.countries) if country_name(code).casefold() in text
    ]
    return min(places, default=_NOT_NAMED), min(countries, default=_NOT_NAMED)


def applies(catalog: Catalog, subject_id: str, attribute: str) -> bool:
    """Checks whether a subject can have an attribute at all.

    A route by its mode; a corridor where one of its routes can; a place has no length and nothing
    that only a mode of travel has.
    """
    entry, registered = catalog.entry(subject_id), ATTRIBUTES[attribute]
    if entry:
        return registered.applies_to(entry.route.mode)
    if subject_id in catalog.corridors:
        modes = {
            route_entry.route.mode
            for route_entry in catalog.entries
            if subject_id in route_entry.route.corridor_ids
        }
        return not modes or any(map(registered.applies_to, modes))
    return not registered.modes and attribute not in _NOT_OF_PLACES


def _state(first: Sequence[Claim], *, differ: bool) -> State:
    if first[0].partial:
        return "part"
    if differ:
        return "disputed"
    return "zero" if first[0].number == 0 else "stated"


def _of_claims(catalog: Catalog, subject_id: str, claims: Sequence[Claim], first: tuple[Claim, ...],
               siblings: Iterable[Claim]) -> Statement:
    subject_claims = tuple(siblings)
    differences = catalog.differences_about(subject_id, claims)
    differ = differ_words(differences)
    if not differ and len(first) > 1 and not first[0].partial:
        differ = BETWEEN_WORDS[between(first)]
    aged = dict.fromkeys(
        mark.kind for claim in first for mark in marks(claim, subject_claims, catalog.today)
    )
    return Statement(first, tuple(claim for claim in claims if claim not in first),
                   _state(first, differ=bool(differ)), tuple(aged), differ, differences)


def shown_first(catalog: Catalog, entry: RouteEntry, attribute: str) -> tuple[Claim, ...]:
    """Returns the claims of a route shown first; parts in their order along the route."""
    first = leading(entry.claims_of(attribute))
    if len(first) < 2 or not first[0].partial:
        return first
    return tuple(sorted(first, key=lambda claim: _position_on_route(catalog, entry.route, claim)))


def route_statement(catalog: Catalog, entry: RouteEntry, attribute: str) -> Statement:
    """Returns the statement of an attribute of a route."""
    first = shown_first(catalog, entry, attribute)
    if not first:
        applicable = ATTRIBUTES[attribute].applies_to(entry.route.mode)
        return Statement((), (), "not-in-the-sources" if applicable else "not-applicable")
    return _of_claims(catalog, entry.route_id, entry.claims_of(attribute), first, entry.claims)


def statement(catalog: Catalog, subject_id: str, attribute: str) -> Statement:
    """Returns the statement of an attribute of a route, corridor or place."""
    entry = catalog.entry(subject_id)
    if entry:
        return route_statement(catalog, entry, attribute)
    siblings = catalog.claims_about(subject_id)
    claims = tuple(claim for claim in siblings if claim.attribute == attribute)
    first = leading(claims)
    if not first:
        applicable = applies(catalog, subject_id, attribute)
        return Statement((), (), "not-in-the-sources" if applicable else "not-applicable")
    return _of_claims(catalog, subject_id, claims, first, siblings)


def daily_statement(catalog: Catalog, subject_id: str) -> Statement | None:
    """Returns what a subject carries in a day, as claimed for the whole of it.

    None where no claim counts by the day, or where one already leads what the subject carries.
    """
    about = catalog.claims_about(subject_id)
    claims = tuple(claim for claim in about if claim.attribute == "throughput"
                   and claim.unit.endswith("/day") and not claim.partial)
    lead = statement(catalog, subject_id, "throughput").claim
    if not claims or (lead and lead.unit.endswith("/day")):
        return None
    return _of_claims(catalog, subject_id, claims, leading(claims), about)


def status_words(entry: RouteEntry) -> str:
    """Returns the status shown first: `Proposed or under construction` where claims tie."""
    labels = list(dict.fromkeys(STATUS_WORDS[claim.value] + (" (part)" if claim.partial else "")
                                for claim in leading(entry.claims_of("status"))))
    return " or ".join(labels[:1] + [label.lower() for label in labels[1:]]) or (
        STATUS_WORDS[entry.status])
