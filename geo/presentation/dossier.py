"""Dossiers: all that is shown of a route, a corridor or a place, as plain data.

Screen, offline pack, PDF, slides and KML place and style a dossier; every word of them comes from
here. `geo.presentation.dossier_cut` shortens one to the room there is and says what is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.happenings import happenings_about
from geo.catalog.names import other_names
from geo.claims.disagreements import Difference
from geo.claims.owners import owner_claims, owner_words
from geo.claims.staleness import Mark, age_words, marks
from geo.claims.wording import (
    date_words,
    mode_words,
    note_words,
    part_words,
    qualifier_words,
    scoped_words,
    value_words,
    who_words,
)
from geo.data.attributes import ATTRIBUTES
from geo.data.countries import countries_words, country_name
from geo.data.geodesy import drawn_km, share
from geo.data.plural import plural
from geo.data.records import Claim
from geo.data.schema import BASIS_WORDS, MISSING, OVERLAY, OVERLAY_FLAG, PLACE_KINDS, RELATIONS
from geo.presentation.citations import Citation, Citations, Cited
from geo.presentation.named import Named
from geo.presentation.sentence import sentence
from geo.presentation.shown_series import READING, ShownSeries, subject_series
from geo.presentation.statement import Statement, daily_statement, statement, status_words
from geo.presentation.told_happenings import ShownHappening, shown_happening

KEY_FIGURES = ("status", "length", "capacity", "throughput", "start", "completion", "cost",
               "transit-time", "gauge")
"""The attributes of the figures at the head of a dossier; of a route its owner follows."""

DAILY = "Throughput a day"
"""The label of the figure of what is carried in a day."""

ACTORS = ("sponsor", "opponent")
"""The attributes whose claims name an actor."""

POSITIONS: Mapping[str, str] = MappingProxyType({
    "sponsor": "Behind it, or in favour", "opponent": "Against it, or with reservations"})
"""The titles of the two sides that stand beside each other."""

SKETCHED = ("schematic", "conceptual")
"""The bases of lines that neither a survey nor a published line bears out."""

Kind = Literal["route", "corridor", "place"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its citation. `lead` stands before it, `scope` says of which part it is."""

    words: Cited
    lead: str
    scope: str
    claim_id: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: its values, or in `missing` why there are none.

    `flags` must stand beside it; `marks` say why it is stale, overdue or questioned; `more` counts
    the further claims.
    """

    attribute_id: str
    label: str
    values: tuple[Value, ...] = ()
    missing: str = ""
    flags: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference; `about` says of what it is, where that is another subject."""

    value: Cited
    printed: str
    who: str
    as_of: str
    about: str
    attribute_id: str
    claim_id: int


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """Claims that differ, side by side. `cut` counts the sides that are shown, of how many."""

    question: str
    words: str
    sides: tuple[Side, ...]
    why: str
    cut: str = ""


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """How a route's line came about, and how long it is drawn."""

    basis_id: str
    basis: str
    meaning: str
    note: str
    warning: str
    drawn: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """One claim with all that is known of it. `part` are the words of its part, if it has one."""

    claim_id: int
    attribute_id: str
    label: str
    value: Cited
    part: str
    role: str
    marks: tuple[Mark, ...]
    printed: str
    as_of: str
    age: str
    note: str
    who: str
    view: str

    @property
    def scope(self) -> str:
        """The part it covers, in brackets after a space; blank where that is the whole."""
        return f" ({self.part})" if self.part else ""


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """The claims about one attribute."""

    label: str
    claims: tuple[ShownClaim, ...]


@dataclass(frozen=True, slots=True)
class ShownRelation:
    """A relation between two subjects: `BTC` `competes with` `CPC`."""

    subject: Named
    words: Cited
    other: Named


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor, in which roles, and the numbers of its citations.

    Where only claims about a part name a role, it says of which: `funder, part: the first section`.
    `scope` says so of an actor without a role. `among` says of each number which of its claims is
    meant, as in `Cited`.
    """

    name: str
    roles: str
    scope: str
    numbers: tuple[int, ...]
    among: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """One of the two sides, with its actors."""

    title: str
    actors: tuple[Actor, ...]


def actors_of(group: ClaimGroup) -> tuple[Actor, ...]:
    """Returns the actors of a group of claims, each once, in the order of the claims."""
    by_actor: dict[str, list[ShownClaim]] = {}
    for claim in group.claims:
        by_actor.setdefault(claim.value.text, []).append(claim)
    return tuple(Actor(name, _roles(claims), _scope([each for each in claims if not each.role]),
                       *_numbers(claims)) for name, claims in by_actor.items())


def _numbers(claims: Iterable[ShownClaim]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Returns the numbers of some claims, in order, and of each which of its claims is meant."""
    meant: dict[int, int] = {}
    for claim in claims:
        for number, among in zip(claim.value.citations, claim.value.among, strict=True):
            meant.setdefault(number, among)
    numbers = tuple(sorted(meant))
    return numbers, tuple(meant[number] for number in numbers)


def _scope(claims: Sequence[ShownClaim]) -> str:
    """Returns of what some claims speak; blank where one of them speaks of the whole."""
    scopes = dict.fromkeys(claim.scope for claim in claims)
    return "" if "" in scopes else "".join(scopes)


def _roles(claims: Iterable[ShownClaim]) -> str:
    """Returns the roles of an actor, each with what it is about where that is not the whole."""
    by_role: dict[str, list[ShownClaim]] = {}
    for claim in claims:
        if claim.role:
            by_role.setdefault(claim.role, []).append(claim)
    scopes = {role: _scope(said).replace(") (", "; ").strip(" ()")
              for role, said in by_role.items()}
    return ("; " if any(scopes.values()) else ", ").join(
        f"{role}, {scope}" if scope else role for role, scope in scopes.items())


@dataclass(frozen=True, slots=True)
class Context:
    """The claims about a corridor or place that a route belongs to."""

    subject: Named
    count: str
    groups: tuple[ClaimGroup, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier, part by part in the order in which it is read and cited.

    `eyebrow` is mode, status and corridors; `way` the two ends; `about` a corridor's summary or a
    place's coordinates; `silence` the words where no claim is made. `left_out` is what a cut has
    left out, in words.
    """

    kind: Kind
    subject_id: str
    title: str
    eyebrow: tuple[Named, ...]
    names: tuple[str, ...] = ()
    naming: str = ""
    way: tuple[Named, ...] = ()
    countries: str = ""
    about: str = ""
    via: tuple[Named, ...] = ()
    sentence: tuple[Cited, ...] = ()
    figures: tuple[Figure, ...] = ()
    series: tuple[ShownSeries, ...] = ()
    happenings: tuple[ShownHappening, ...] = ()
    differences: tuple[ShownDifference, ...] = ()
    line: DrawnLine | None = None
    silence: str = ""
    groups: tuple[ClaimGroup, ...] = ()
    relations: tuple[ShownRelation, ...] = ()
    context: tuple[Context, ...] = ()
    routes: tuple[Named, ...] = ()
    citations: tuple[Citation, ...] = ()
    left_out: str = ""

    @property
    def reading(self) -> str:
        """How its charts are read; blank where it has none."""
        return READING if self.series else ""

    @property
    def claims(self) -> tuple[ShownClaim, ...]:
        """The claims about the subject itself."""
        return tuple(claim for group in self.groups for claim in group.claims)

    @property
    def positions(self) -> tuple[Position, ...]:
        """Who is for it and who is against it; nothing where the claims name one side only."""
        groups = {group.claims[0].attribute_id: group for group in self.groups}
        if not groups.keys() >= {*ACTORS}:
            return ()
        return tuple(Position(POSITIONS[name], actors_of(groups[name])) for name in ACTORS)


def basis_warning(entry: RouteEntry) -> str:
    """Returns the warning that a line is indicative; blank for a surveyed one."""
    basis = entry.alignment.basis
    return "" if basis in ("surveyed", OVERLAY) else (
        f"Indicative alignment: the line is {basis}, not surveyed.")


def missing_figures(figures: Iterable[Figure]) -> tuple[tuple[str, str], ...]:
    """Returns each reason why figures have no value, with their labels: `cost, gauge`."""
    by_reason: dict[str, list[str]] = {}
    for figure in figures:
        if figure.missing:
            by_reason.setdefault(figure.missing, []).append(figure.label.lower())
    return tuple((reason, ", ".join(labels)) for reason, labels in by_reason.items())


class _Maker:
    """Makes the parts of one dossier; citations and claims are numbered as they come."""

    def __init__(self, catalog: Catalog, subject_id: str, citations: Citations) -> None:
        self.catalog, self.subject_id, self.citations = catalog, subject_id, citations
        self._claims: dict[Claim, int] = {}

    def _id(self, claim: Claim) -> int:
        return self._claims.setdefault(claim, len(self._claims))

    def cited(self, words: str, claim: Claim) -> Cited:
        """Words with the citation of a claim."""
        return self.citations.cited(words, (claim,))

    def named(self, subject_id: str) -> Named:
        """The name of a subject, which opens it."""
        opens = subject_id if subject_id in self.catalog.subjects else ""
        return Named(self.catalog.name_of(subject_id), opens)

    def _about(self, claim: Claim) -> str:
        return "" if claim.subject_id == self.subject_id else (
            self.catalog.name_of(claim.subject_id))

    def figure(self, attribute: str) -> Figure:
        """A key figure, with its citations and what contradicts it."""
        return self._figure(attribute, ATTRIBUTES[attribute].label,
                            statement(self.catalog, self.subject_id, attribute))

    def daily(self) -> Iterator[Figure]:
        """Yields what is carried in a day, where the figure of what is carried counts otherwise."""
        shown = daily_statement(self.catalog, self.subject_id)
        if shown:
            yield self._figure("throughput", DAILY, shown)

    def figures(self) -> Iterator[Figure]:
        """Yields the key figures in their order."""
        for attribute in KEY_FIGURES:
            yield self.figure(attribute)
            if attribute == "throughput":
                yield from self.daily()

    def _figure(self, attribute: str, label: str, shown: Statement) -> Figure:
        if not shown.first:
            return Figure(attribute, label, missing=shown.words)
        siblings = self.catalog.claims_about(self.subject_id)
        values = tuple(Value(self.cited(piece.value, piece.claim), piece.lead, piece.scope,
                             self._id(piece.claim)) for piece in shown.pieces)
        found = (mark for claim in shown.first
                 for mark in marks(claim, siblings, self.catalog.today))
        return Figure(attribute, label, values, "", shown.flags, tuple(dict.fromkeys(found)),
                      shown.more)

    def owner(self) -> Figure:
        """Who owns the subject, or holds shares in it, or that no source says so."""
        claims = owner_claims(self.catalog.claims_about(self.subject_id))
        if not claims:
            return Figure("sponsor", "Owner", missing=MISSING)
        numbers = [*map(self.citations.number, claims), 0]
        values = tuple(  # a number stands behind the last of those whom it bears out
            Value(self.citations.cited(owner_words(claim), (claim,) if numbers[i] != numbers[i + 1]
                                       else ()),
                  "; " if i else "", f" ({part})" if (part := part_words(claim)) else "",
                  self._id(claim))
            for i, claim in enumerate(claims))
        return Figure("sponsor", "Owners and shareholders", values)

    def happenings(self) -> tuple[ShownHappening, ...]:
        """What happened to the subject, newest first; to a corridor, also to its routes."""
        return tuple(
            shown_happening(self.catalog, happening, self.citations,
                            own=happening.subject_id == self.subject_id,
                            claim_ids=map(self._id, happening.claims))
            for happening in happenings_about(self.catalog, self.subject_id))

    def difference(self, difference: Difference) -> ShownDifference:
        """A difference with its sides; each says of what it is, if of another subject."""
        sides = tuple(Side(
            self.cited(scoped_words(claim), claim), f"“{claim.printed}”",
            who_words(self.catalog.sources[claim.source_id]),
            f"as of {date_words(claim.as_of)}",
            f"about {about}" if (about := self._about(claim)) else "", claim.attribute,
            self._id(claim)) for claim in difference.claims)
        return ShownDifference(difference.question, difference.words, sides, difference.why)

    def series(self) -> tuple[ShownSeries, ...]:
        """The series of the subject that are drawn."""
        return subject_series(self.catalog, self.subject_id, self.citations)

    def differences(self) -> tuple[ShownDifference, ...]:
        """The differences about the subject."""
        return tuple(map(self.difference, self.catalog.differences(self.subject_id)))

    def line(self, entry: RouteEntry) -> DrawnLine:
        """How the line of a route came about, and its drawn length beside the stated one."""
        alignment, stated = entry.alignment, entry.headline("length")
        drawn = drawn_km(alignment.line)
        ratio = share(drawn, stated) if stated else None
        compared = (self.cited(f"{ratio:.2f} of the stated {value_words(stated)}", stated)
                    if stated and ratio else Cited("no length of the whole is stated"))
        return DrawnLine(
            alignment.basis, alignment.basis.capitalize(), f"{BASIS_WORDS[alignment.basis]}.",
            alignment.basis_note,
            basis_warning(entry),
            (Cited(f"Drawn length {drawn:,.0f} km (geodesic, WGS84), "), compared,
             Cited(". A drawn length never stands in for a stated one.")))

    def claim(self, claim: Claim) -> ShownClaim:
        """A claim with its citation, age and marks."""
        source, siblings = (self.catalog.sources[claim.source_id],
                            self.catalog.claims_about(claim.subject_id))
        return ShownClaim(
            self._id(claim), claim.attribute, ATTRIBUTES[claim.attribute].label,
            self.cited(value_words(claim), claim), part_words(claim), qualifier_words(claim),
            marks(claim, siblings, self.catalog.today),
            f"“{claim.printed}”", f"as of {date_words(claim.as_of)}",
            age_words(claim, self.catalog.today), note_words(claim), who_words(source),
            source.perspective)

    def groups(self, claims: Iterable[Claim]) -> tuple[ClaimGroup, ...]:
        """Claims by attribute, in the registry's order."""
        all_claims = tuple(claims)
        return tuple(
            ClaimGroup(attribute.label, tuple(map(self.claim, of_attribute)))
            for name, attribute in ATTRIBUTES.items()
            if (of_attribute := [claim for claim in all_claims if claim.attribute == name]))

    def number(self, attributes: Iterable[str], claims: Iterable[Claim]) -> None:
        """Numbers the citations of some claims, which a short rendering shows before others."""
        for claim in claims:
            if claim.attribute in attributes:
                self.citations.number(claim)

    def relations(self) -> tuple[ShownRelation, ...]:
        """The relations of the subject to others."""
        return tuple(
            ShownRelation(self.named(relation.subject_id),
                          Cited(RELATIONS[relation.relation], (self.citations.number(relation),)),
                          self.named(relation.object_id))
            for relation in self.catalog.relations
            if self.subject_id in (relation.subject_id, relation.object_id))

    def context(self, entry: RouteEntry) -> tuple[Context, ...]:
        """The claims about the corridors and places of a route."""
        return tuple(Context(self.named(subject), plural(len(claims), "claim"), self.groups(claims))
                     for subject in subjects_of(entry)
                     if (claims := self.catalog.claims_about(subject)))

    def naming(self) -> str:
        """Why the name shown is the one shown; blank where nothing needs a reason."""
        naming = self.catalog.naming.get(self.subject_id)
        return naming.reason if naming else ""


def subjects_of(entry: RouteEntry) -> tuple[str, ...]:
    """Returns the corridors and places of a route, each once."""
    route = entry.route
    return tuple(subject for subject in dict.fromkeys((
        *route.corridor_ids, route.from_place, *route.via_places, route.to_place)) if subject)


def routes_of(catalog: Catalog, subject: str) -> tuple[RouteEntry, ...]:
    """Returns the routes of a corridor, or those that begin, end or pass at a place."""
    return tuple(entry for entry in catalog.entries if subject in subjects_of(entry))


def _overlay_dossier(maker: _Maker, entry: RouteEntry) -> Dossier:
    return Dossier(
        "route", entry.route_id, entry.route.name, (Named(mode_words(entry.route)),),
        way=(Named(OVERLAY_FLAG.capitalize()),),
        sentence=sentence(maker.catalog, entry, maker.citations), line=maker.line(entry))


def _route_dossier(maker: _Maker, entry: RouteEntry) -> Dossier:
    catalog, route = maker.catalog, entry.route
    way = maker.named(route.from_place), maker.named(route.to_place)
    sentence_said = sentence(catalog, entry, maker.citations)
    figures = (*maker.figures(), maker.owner())
    series, happenings = maker.series(), maker.happenings()
    differences = maker.differences()
    maker.number(ACTORS, entry.claims)
    relations, line = maker.relations(), maker.line(entry)
    groups, context = maker.groups(entry.claims), maker.context(entry)
    return Dossier(
        "route", entry.route_id, route.name,
        (Named(mode_words(route)), Named(status_words(entry)),
         *map(maker.named, route.corridor_ids)),
        other_names(catalog, entry.route_id), maker.naming(), way,
        countries_words(route), "",
        tuple(map(maker.named, route.via_places)), sentence_said, figures, series, happenings,
        differences, line,
        "" if groups else "No document in the atlas makes a claim about this route itself.",
        groups, relations, context, (), maker.citations.listed)


def _subject_dossier(maker: _Maker, subject: str) -> Dossier:
    catalog = maker.catalog
    corridor = catalog.corridors.get(subject)
    if corridor:
        kind: Kind = "corridor"
        eyebrow, about = "Corridor", corridor.summary
    else:
        kind, place = "place", catalog.places[subject]
        country = f" · {country_name(place.country)}" if place.country else ""
        eyebrow = PLACE_KINDS[place.kind].capitalize() + country
        about = f"{place.lat:.5f}° N, {place.lon:.5f}° E; coordinates: {place.origin}"
    figures = tuple(figure for figure in maker.figures() if figure.values)
    series, happenings = maker.series(), maker.happenings()
    differences, groups = maker.differences(), maker.groups(catalog.claims_about(subject))
    relations = maker.relations()
    return Dossier(
        kind, subject, catalog.name_of(subject), (Named(eyebrow),),
        other_names(catalog, subject), maker.naming(), about=about, figures=figures,
        series=series, happenings=happenings, differences=differences, groups=groups,
        silence="" if groups else "No document in the atlas makes a claim about it.",
        relations=relations,
        routes=tuple(maker.named(entry.route_id) for entry in routes_of(catalog, subject)),
        citations=maker.citations.listed)


def dossier(catalog: Catalog, subject: str, citations: Citations | None = None) -> Dossier:
    """Returns the dossier of a route, corridor or place of a catalog; KeyError for another id.

    With `citations`, those of a scene, its numbers go on from them.
    """
    entry = catalog.entry(subject)
    maker = _Maker(catalog, subject, citations or Citations(catalog.sources,
                                                            name_of=catalog.name_of))
    if entry is None:
        return _subject_dossier(maker, subject)
    return _overlay_dossier(maker, entry) if entry.is_overlay else _route_dossier(maker, entry)
