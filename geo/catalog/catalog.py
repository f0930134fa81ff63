"""The catalog: routes joined with all that is known of them, and the questions it can answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from geo.catalog.index import Index, mask_of, positions_of
from geo.claims.disagreements import ComparedClaims, Difference
from geo.claims.headline import headline, leading
from geo.data.folding import fold, folded
from geo.data.lru import ResultsOwner, kept_on_first
from geo.data.records import (
    Alias,
    Alignment,
    Claim,
    Corridor,
    Disagreement,
    Heading,
    Naming,
    NotMapped,
    Place,
    Reading,
    Region,
    Relation,
    Route,
    Source,
)
from geo.data.schema import NOT_STATED, OVERLAY
from geo.query.filter import SECTIONS, Filter

_CACHED_SOURCE_CHOICES = 32
"""The number of catalogs narrowed to some sources that are cached."""


@dataclass(frozen=True)
class RouteEntry:
    """A route with everything known of it.

    `claims` are its own claims, in file order. `evidence` holds the words of the evidence filter
    that are true of it, `regions` those that it touches. `names` is everything it can be found by.
    `today` is the day on which it is read: promises of an earlier day are overdue.
    """

    route: Route
    alignment: Alignment
    claims: tuple[Claim, ...]
    evidence: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default=(), repr=False)
    today: date = date.min
    regions: tuple[str, ...] = ()

    @property
    def route_id(self) -> str:
        """The route's id."""
        return self.route.route_id

    def claims_of(self, attribute: str) -> tuple[Claim, ...]:
        """Returns all claims about one attribute."""
        return tuple(claim for claim in self.claims if claim.attribute == attribute)

    def headline(self, attribute: str) -> Claim | None:
        """Returns the claim shown first; see `geo.claims.headline`."""
        return headline(self.claims_of(attribute))

    @cached_property
    def status(self) -> str:
        """The headline status, or `not-stated`; of statuses that tie the less advanced."""
        claim = self.headline("status")
        return claim.value if claim else NOT_STATED

    @cached_property
    def sponsors(self) -> tuple[str, ...]:
        """The actors named as sponsors in any role, each once, in alphabetical order."""
        return tuple(sorted({claim.value for claim in self.claims_of("sponsor")}))

    @cached_property
    def source_ids(self) -> tuple[str, ...]:
        """The sources that make a claim about it, each once, sorted."""
        return tuple(sorted({claim.source_id for claim in self.claims}))

    @cached_property
    def words(self) -> Mapping[str, frozenset[str]]:
        """The words of each facet of the filter that are true of this route."""
        return {
            "corridors": frozenset(self.route.corridor_ids or (NOT_STATED,)),
            "modes": frozenset((self.route.mode,)),
            "statuses": frozenset(claim.value for claim in leading(self.claims_of("status"))) or (
                frozenset((NOT_STATED,))),
            "roles": frozenset((self.route.role,)),
            "bases": frozenset((self.alignment.basis,)),
            "countries": frozenset(self.route.countries),
            "regions": frozenset(self.regions),
            "sponsors": frozenset(self.sponsors or (NOT_STATED,)),
            "sources": frozenset(self.source_ids),
            "evidence": frozenset(self.evidence),
        }

    @property
    def is_overlay(self) -> bool:
        """Whether it is a reader's own line, which is no part of the atlas."""
        return self.route.role == OVERLAY

    @cached_property
    def spelling(self) -> frozenset[str]:
        """The words of its names as a search reads them; an overlay's stay out of shared caches."""
        spell = folded if self.is_overlay else fold
        return frozenset(word for name in self.names for word in spell(name).split())

    def on_day(self, today: date, evidence: tuple[str, ...]) -> RouteEntry:
        """Returns the same route read on another day, which changes only its evidence."""
        return replace(self, today=today, evidence=evidence)

    def told_by(self, sources: frozenset[str]) -> RouteEntry:
        """Returns the same route with the claims of some sources only."""
        claims = tuple(claim for claim in self.claims if claim.source_id in sources)
        return replace(self, claims=claims)


Within = Callable[["Catalog"], int]
"""Returns a mask of some routes of a catalog, besides those that a filter asks for."""


@dataclass(frozen=True)
class Catalog(ResultsOwner):
    """The atlas's data, joined. Immutable; `select` makes a smaller one of the same kind.

    `today` is the day against which ages are counted. `compared` are the claims among which
    differences are sought: those of the chosen sources, whether or not their routes are shown.
    `colours` are those that the data folder gives to corridors (`#rrggbb`).
    `kept` is the mask of the routes that a selection has left, one bit for each route of the whole
    catalog; None of a whole one.
    """

    release: str
    today: date
    entries: tuple[RouteEntry, ...]
    sources: Mapping[str, Source]
    corridors: Mapping[str, Corridor]
    places: Mapping[str, Place]
    claims: tuple[Claim, ...] = field(repr=False)
    relations: tuple[Relation, ...] = field(repr=False)
    aliases: tuple[Alias, ...] = field(repr=False)
    headings: tuple[Heading, ...] = field(repr=False)
    compared: ComparedClaims = field(repr=False)
    naming: Mapping[str, Naming] = field(repr=False)
    readings: tuple[Reading, ...] = field(repr=False)
    not_mapped: tuple[NotMapped, ...] = field(default=(), repr=False)
    colours: Mapping[str, str] = field(default_factory=dict, repr=False)
    regions: Mapping[str, Region] = field(default_factory=dict, repr=False)
    kept: int | None = field(default=None, repr=False)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the routes in it, sorted."""
        return tuple(entry.route_id for entry in self.entries)

    @cached_property
    def _by_id(self) -> Mapping[str, RouteEntry]:
        return {entry.route_id: entry for entry in self.entries}

    @cached_property
    def _claims(self) -> Mapping[str, tuple[Claim, ...]]:
        grouped: dict[str, list[Claim]] = {}
        for claim in self.claims:
            grouped.setdefault(claim.subject_id, []).append(claim)
        return {subject: tuple(claims) for subject, claims in grouped.items()}

    def entry(self, route_id: str) -> RouteEntry | None:
        """Returns one route by id, if it is in this catalog."""
        return self._by_id.get(route_id)

    def name_of(self, subject_id: str) -> str:
        """Returns the name of a route, corridor, place or region; else the id itself."""
        entry = self.entry(subject_id)
        if entry:
            return entry.route.name
        named: tuple[Mapping[str, Corridor | Place | Region], ...] = (
            self.corridors, self.places, self.regions)
        return next((group[subject_id].name for group in named if subject_id in group), subject_id)

    @cached_property
    def _aliases(self) -> Mapping[str, tuple[Alias, ...]]:
        by_subject: dict[str, list[Alias]] = {}
        for alias in self.aliases:
            by_subject.setdefault(alias.id, []).append(alias)
        return {subject: tuple(aliases) for subject, aliases in by_subject.items()}

    def aliases_of(self, subject_id: str) -> tuple[Alias, ...]:
        """Returns the other names of a subject."""
        return self._aliases.get(subject_id, ())

    def claims_about(self, subject_id: str) -> tuple[Claim, ...]:
        """Returns all claims about a route, corridor or place."""
        return self._claims.get(subject_id, ())

    def on_day(self, today: date, entries: tuple[RouteEntry, ...]) -> Catalog:
        """Returns the same claims with these routes, which are read on that day."""
        return replace(self, today=today, entries=entries)

    def claims_of_texts(self, *, at_hand: bool) -> tuple[Claim, ...]:
        """Returns the claims from texts at hand, or those from public pages."""
        return tuple(claim for claim in self.claims
                     if self.sources[claim.source_id].at_hand is at_hand)

    def differences(self, subject_id: str) -> tuple[Difference, ...]:
        """Returns where claims about a subject differ; see `geo.claims.disagreements`."""
        return self.compared.differences.get(subject_id, ())

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """The disagreements that curators wrote down."""
        return self.compared.curated

    def differences_about(self, subject_id: str, claims: Iterable[Claim]
                          ) -> tuple[Difference, ...]:
        """Returns the differences of a subject of which one of these claims is part."""
        references = {claim.reference for claim in claims}
        return tuple(difference for difference in self.differences(subject_id)
                     if references & {claim.reference for claim in difference.claims})

    @cached_property
    def overlays(self) -> tuple[RouteEntry, ...]:
        """The reader's own lines among the entries; they are no routes of the atlas."""
        return tuple(entry for entry in self.entries if entry.is_overlay)

    def joined_by(self, entries: tuple[RouteEntry, ...]) -> Catalog:
        """Returns the same catalog with more lines, on which no source says anything."""
        return replace(self, entries=(*self.entries, *entries))

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The ids of everything that can be opened: routes, corridors and places."""
        return frozenset((*self.ids, *self.corridors, *self.places))

    @cached_property
    def index(self) -> Index:
        """The index of its routes by the words of the filter."""
        return Index([entry.words for entry in self.entries],
                     [entry.spelling for entry in self.entries])

    @cached_property
    def mask(self) -> int:
        """The routes in it as bits of the whole catalog, in the order of ids; no overlay has one.

        The browser is told of a selection by these bits.
        """
        if self.kept is not None:
            return self.kept
        return (1 << (len(self.entries) - len(self.overlays))) - 1

    def select(self, wanted: Filter, within: Within | None = None) -> Catalog:
        """Returns the routes that `wanted` asks for, with everything that belongs to them.

        Claims and relations about corridors and places stay: they are context, not routes. Where
        `wanted` names sources, only their claims are left of any subject. `select` is idempotent,
        and `ids` of the result is a subset in the same order. `within` narrows it to a mask of its
        own.
        """
        by_sources = self.told_by(wanted.sources)
        return by_sources.keeping(by_sources.matching(wanted, within))

    def matching(self, wanted: Filter, within: Within | None = None, besides: str = "") -> int:
        """Returns the mask of the routes that a filter asks for, its section `besides` left out."""
        mask = self.index.matching(wanted, besides)
        return mask & within(self) if within else mask

    def told_by(self, sources: frozenset[str]) -> Catalog:
        """Returns the same routes with the claims of some sources; with all where none is named."""
        return self._told_by(sources) if sources else self

    @kept_on_first(_CACHED_SOURCE_CHOICES)
    def _told_by(self, sources: frozenset[str]) -> Catalog:
        return replace(
            self,
            entries=tuple(entry.told_by(sources) for entry in self.entries),
            claims=tuple(claim for claim in self.claims if claim.source_id in sources),
            relations=tuple(
                relation for relation in self.relations if relation.source_id in sources
            ),
            compared=self.compared.told_by(sources),
        )

    def keeping(self, mask: int) -> Catalog:
        """Returns the routes whose bits are set in a mask of `index`, with what belongs to them.

        Differences count all claims of the chosen sources, whether or not their routes are shown: a
        filter never hides the other side of a disagreement.
        """
        if mask == self.index.everything:
            return self
        entries = tuple(self.entries[position] for position in positions_of(mask))
        dropped = set(self.ids) - {entry.route_id for entry in entries}
        return replace(
            self,
            entries=entries,
            claims=tuple(claim for claim in self.claims if claim.subject_id not in dropped),
            relations=tuple(
                relation for relation in self.relations if relation.subject_id not in dropped
            ),
            aliases=tuple(alias for alias in self.aliases if alias.id not in dropped),
            kept=self._bits_of_whole(mask),
        )

    def _bits_of_whole(self, mask: int) -> int:
        """Returns the routes of a mask of `index` as bits of the whole; overlays come last."""
        if self.kept is None:
            return mask & self.mask
        bits = positions_of(self.kept)
        return mask_of(bits[position] for position in positions_of(mask) if position < len(bits))

    def counts(self, section: str, wanted: Filter, within: Within | None = None) -> dict[str, int]:
        """Counts for each word of a section the routes that have it under the *other* sections.

        A word that no route has is absent, so every count is for a word that exists.
        """
        all_words = self.known_words[section]
        if section == "sources":
            return {word: self._count_of_source(word, wanted, within) for word in all_words}
        by_sources = self.told_by(wanted.sources)
        other_sections = by_sources.matching(wanted, within, besides=section)
        words = {*all_words, *by_sources.index.known(section)}
        return {
            word: (other_sections & by_sources.index.mask(section, word)).bit_count()
            for word in words
        }

    def _count_of_source(self, source: str, wanted: Filter, within: Within | None) -> int:
        """Counts the routes that a filter would leave if one source told them.

        Only its own routes can be left. What they are then said to be is worked out where the
        filter asks for it, as there are many sources.
        """
        own = self.index.mask("sources", source)
        if not (within or wanted.statuses or wanted.sponsors):
            return (own & self.matching(wanted, besides="sources")).bit_count()
        choice = wanted.choosing("sources", {source})
        return self.keeping(own).told_by(choice.sources).matching(choice, within).bit_count()

    @cached_property
    def known_words(self) -> Mapping[str, frozenset[str]]:
        """Every word of each facet of the filter that some route has."""
        return {section: frozenset(self.index.known(section)) for section in SECTIONS}
