"""Two to four routes, corridors or places side by side: who is said to have what, and who not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from geo.catalog.catalog import Catalog
from geo.claims.value_state import State
from geo.data.attributes import ATTRIBUTES
from geo.data.countries import country_name
from geo.data.records import Claim, Relation
from geo.data.schema import MODES, PLACE_KINDS
from geo.presentation.statement import ShownClaim, statement

FEWEST, MOST = 2, 4
_ACTORS = ("sponsor", "buyer", "opponent")

Verdict = Literal["differ", "same", "some-only", "not-comparable", "in-words"]

VERDICT_WORDS: Mapping[Verdict, str] = MappingProxyType({
    "differ": "They differ",
    "same": "The same",
    "some-only": "Said of one only",
    "not-comparable": "Not comparable",
    "in-words": "In words, not measured",
})


@dataclass(frozen=True, slots=True)
class Preset:
    """Rivals that the documents set against each other. `subject_ids` in the order shown."""

    title: str
    subject_ids: tuple[str, ...]


PRESETS: Mapping[str, Preset] = MappingProxyType({
    "kabul-kandahar": Preset("Kabul Corridor and Kandahar Corridor",
                             ("kabul-corridor", "kandahar-corridor")),
    "chabahar-gwadar": Preset("Chabahar and Gwadar", ("chabahar", "gwadar")),
    "tripp-aras": Preset("TRIPP and the Aras route", ("tripp", "aras-road-iran")),
    "north-middle-cape": Preset("Northern route, Middle Corridor, Cape", (
        "northern-route-russia", "middle-corridor", "cape-route")),
})


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of one subject on one matter.

    `pieces` are the claims shown first and `others` the claims besides them, in file order; see
    `geo.presentation.statement`. `questions` are the differences of which a claim here is part,
    `differ` says who differs. `bar` is the share of the greatest value in the row, given only where
    the numbers may be held against each other; see `_bars`.
    """

    subject_id: str
    pieces: tuple[ShownClaim, ...]
    others: tuple[Claim, ...]
    state: State
    questions: tuple[str, ...] = ()
    differ: str = ""
    bar: Decimal | None = None

    @property
    def headline(self) -> Claim | None:
        """The claim shown first."""
        return self.pieces[0].claim if self.pieces else None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, those shown first before the others."""
        return (*(piece.claim for piece in self.pieces), *self.others)


@dataclass(frozen=True, slots=True)
class Row:
    """One attribute. `reason` says why a row is not comparable; `shared` names common actors."""

    attribute: str
    cells: tuple[Cell, ...]
    verdict: Verdict
    reason: str = ""
    shared: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the subjects have unlike values; silence about one is not a difference."""
        return self.verdict == "differ"

    @property
    def complete(self) -> bool:
        """Whether something is said of every subject."""
        return all(cell.headline for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The subjects, a row for every attribute stated of any, and what is stated of none.

    `silent` are the attributes on which no document speaks though one of the subjects could have
    them, `inapplicable` those that none of them can have. `relations` are those that the sources
    see between two of the subjects.
    """

    subject_ids: tuple[str, ...]
    rows: tuple[Row, ...]
    silent: tuple[str, ...]
    inapplicable: tuple[str, ...]
    relations: tuple[Relation, ...]


def subjects(catalog: Catalog) -> tuple[str, ...]:
    """What can be compared: every route and corridor, and the places with claims, by name."""
    places = (place for place in catalog.places if catalog.claims_about(place))
    ids = dict.fromkeys((*catalog.ids, *catalog.corridors, *places))
    return tuple(sorted(ids, key=lambda i: (catalog.name_of(i).casefold(), i)))


def presets(catalog: Catalog) -> dict[str, Preset]:
    """The presets of which this catalog has every subject."""
    known = {*subjects(catalog)}
    return {key: preset for key, preset in PRESETS.items() if known.issuperset(preset.subject_ids)}


def kind_words(catalog: Catalog, subject_id: str) -> str:
    """What a subject is: `Route · Rail`, `Corridor · 5 routes`, `Port · Iran`."""
    entry, place = catalog.entry(subject_id), catalog.places.get(subject_id)
    if entry:
        return f"Route · {MODES[entry.route.mode]}"
    if place and subject_id not in catalog.corridors:
        country = f" · {country_name(place.country)}" if place.country else ""
        return f"{PLACE_KINDS[place.kind].capitalize()}{country}"
    count = sum(subject_id in entry.route.corridor_ids for entry in catalog.entries)
    return f"Corridor · {count} route{'' if count == 1 else 's'}"


def _cell(catalog: Catalog, subject_id: str, attribute: str) -> Cell:
    told = statement(catalog, subject_id, attribute)
    return Cell(subject_id, told.pieces, told.others, told.state,
                tuple(difference.question for difference in told.differences), told.differ)


def _judge_actors(stated: Sequence[Cell]) -> tuple[Verdict, str, tuple[str, ...]]:
    named = [{claim.value for claim in cell.claims} for cell in stated]
    shared = tuple(sorted(set.intersection(*named)))
    alike = all(actors == named[0] for actors in named)
    return "same" if alike else "differ", "", shared


def _hindrance(stated: Sequence[Cell]) -> str:
    """Why headlines cannot be held against each other; blank where they can."""
    claims = [cell.headline for cell in stated if cell.headline]
    hindrances = {
        "counted in different units": len({claim.unit for claim in claims}) > 1,
        "a claim speaks of a part only": any(claim.partial for claim in claims),
        "one is potential, one is not": len({"potential" in f.qualifier for f in claims}) > 1,
        "claims about one of them differ and none comes before the other":
            any(len(cell.pieces) > 1 for cell in stated),
    }
    return next((words for words, holds in hindrances.items() if holds), "")


def _judge(attribute: str, cells: Sequence[Cell]) -> tuple[Verdict, str, tuple[str, ...]]:
    """Whether the headlines differ, the reason where that cannot be said, the actors shared."""
    stated = [cell for cell in cells if cell.headline]
    claims = [cell.headline for cell in cells if cell.headline]
    if len(stated) < 2:
        return "some-only", "", ()
    if attribute in _ACTORS:
        return _judge_actors(stated)
    if ATTRIBUTES[attribute].kind == "text":
        return "in-words", "", ()
    hindrance = _hindrance(stated)
    if hindrance:
        return "not-comparable", hindrance, ()
    alike = len({(claim.value, claim.value_high) for claim in claims}) == 1
    return "same" if alike else "differ", "", ()


def _joined(catalog: Catalog, claims: Sequence[Claim]) -> bool:
    """Whether one difference holds two of the claims: then they do not count the same thing."""
    references = {claim.reference for claim in claims}
    return any(len(references & {differing.reference for differing in difference.claims}) > 1
               for claim in claims for difference in catalog.differences(claim.subject_id))


def _bars(catalog: Catalog, cells: Sequence[Cell]) -> tuple[Decimal | None, ...]:
    """Shares of the greatest value, where one document counts them all in the same passage."""
    claims = [cell.headline for cell in cells if cell.headline]
    numbers = [
        claim.number for claim in claims if claim.number is not None and not claim.value_high
    ]
    one_place = len({(claim.source_id, claim.section) for claim in claims}) == 1
    if (len(numbers) < len(claims) or not one_place or not min(numbers) >= 0
            or not max(numbers) > 0 or _joined(catalog, claims)):
        return (None,) * len(cells)
    return tuple(cell.headline.number / max(numbers)
                 if cell.headline and cell.headline.number is not None else None
                 for cell in cells)


def _row(catalog: Catalog, subject_ids: Sequence[str], attribute: str) -> Row:
    cells = tuple(_cell(catalog, subject_id, attribute) for subject_id in subject_ids)
    verdict, reason, shared = _judge(attribute, cells)
    if verdict == "differ" and attribute not in _ACTORS:
        cells = tuple(replace(cell, bar=bar)
                      for cell, bar in zip(cells, _bars(catalog, cells), strict=True))
    return Row(attribute, cells, verdict, reason, shared)


def compare_subjects(catalog: Catalog, subject_ids: Sequence[str]) -> Comparison:
    """Hold two to four subjects against each other, attribute by attribute.

    Rows that speak of every subject stand first, then those that speak of some; both in the
    registry's order. Raises ValueError for fewer, more, repeated or unknown subjects.
    """
    chosen = tuple(subject_ids)
    unknown = set(chosen) - set(subjects(catalog))
    if not FEWEST <= len(set(chosen)) == len(chosen) <= MOST:
        raise ValueError(f"{FEWEST} to {MOST} different subjects are compared, not {chosen}")
    if unknown:
        raise ValueError(f"not in this atlas: {', '.join(sorted(unknown))}")
    rows = [_row(catalog, chosen, attribute) for attribute in ATTRIBUTES]
    told = [row for row in rows if any(cell.headline for cell in row.cells)]
    rest = [(row.attribute, all(cell.state == "not-applicable" for cell in row.cells))
            for row in rows if row not in told]
    relations = tuple(relation for relation in catalog.relations
                      if {relation.subject_id, relation.object_id} <= set(chosen))
    return Comparison(
        chosen, tuple(sorted(told, key=lambda row: not row.complete)),
        tuple(name for name, never in rest if not never),
        tuple(name for name, never in rest if never), relations)
