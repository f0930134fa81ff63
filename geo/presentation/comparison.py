"""Comparison of two to four routes, corridors or places, attribute by attribute."""

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
    """Subjects that the documents compare with each other; `subject_ids` in the order shown."""

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
    """The statement of one attribute of one subject.

    `pieces` are the claims shown first and `others` all further claims, in file order; see
    `geo.presentation.statement`. `questions` are the differences of which a claim here is part,
    `differ` says who differs. `bar` is the share of the greatest value in the row, given only where
    the numbers may be compared; see `_bars`.
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
        """Whether every subject has a claim."""
        return all(cell.headline for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The subjects, a row for each attribute stated of any, and the attributes stated of none.

    `silent` are the attributes that no document states though one of the subjects could have them,
    `inapplicable` those that none of them can have. `relations` are those that the sources see
    between two of the subjects.
    """

    subject_ids: tuple[str, ...]
    rows: tuple[Row, ...]
    silent: tuple[str, ...]
    inapplicable: tuple[str, ...]
    relations: tuple[Relation, ...]


def subjects(catalog: Catalog) -> tuple[str, ...]:
    """Returns what can be compared, by name: routes, corridors, and places with claims."""
    places = (place for place in catalog.places if catalog.claims_about(place))
    ids = dict.fromkeys((*catalog.ids, *catalog.corridors, *places))
    return tuple(
        sorted(ids, key=lambda subject_id: (catalog.name_of(subject_id).casefold(), subject_id))
    )


def presets(catalog: Catalog) -> dict[str, Preset]:
    """Returns the presets of which this catalog has every subject."""
    comparable = {*subjects(catalog)}
    return {
        key: preset for key, preset in PRESETS.items() if comparable.issuperset(preset.subject_ids)
    }


def kind_words(catalog: Catalog, subject_id: str) -> str:
    """Returns what a subject is: `Route · Rail`, `Corridor · 5 routes`, `Port · Iran`."""
    entry, place = catalog.entry(subject_id), catalog.places.get(subject_id)
    if entry:
        return f"Route · {MODES[entry.route.mode]}"
    if place and subject_id not in catalog.corridors:
        country = f" · {country_name(place.country)}" if place.country else ""
        return f"{PLACE_KINDS[place.kind].capitalize()}{country}"
    count = sum(subject_id in entry.route.corridor_ids for entry in catalog.entries)
    return f"Corridor · {count} route{'' if count == 1 else 's'}"


def _cell(catalog: Catalog, subject_id: str, attribute: str) -> Cell:
    cell_statement = statement(catalog, subject_id, attribute)
    return Cell(
        subject_id,
        cell_statement.pieces,
        cell_statement.others,
        cell_statement.state,
        tuple(difference.question for difference in cell_statement.differences),
        cell_statement.differ,
    )


def _judge_actors(stated: Sequence[Cell]) -> tuple[Verdict, str, tuple[str, ...]]:
    actor_sets = [{claim.value for claim in cell.claims} for cell in stated]
    shared = tuple(sorted(set.intersection(*actor_sets)))
    same = all(actors == actor_sets[0] for actors in actor_sets)
    return "same" if same else "differ", "", shared


def _hindrance(stated: Sequence[Cell]) -> str:
    """Returns why headlines cannot be compared; blank where they can."""
    claims = [cell.headline for cell in stated if cell.headline]
    hindrances = {
        "counted in different units": len({claim.unit for claim in claims}) > 1,
        "a claim speaks of a part only": any(claim.partial for claim in claims),
        "one is potential, one is not": len({"potential" in claim.qualifier for claim in claims})
        > 1,
        "claims about one of them differ and none comes before the other": any(
            len(cell.pieces) > 1 for cell in stated
        ),
    }
    return next((hindrance for hindrance, holds in hindrances.items() if holds), "")


def _judge(attribute: str, cells: Sequence[Cell]) -> tuple[Verdict, str, tuple[str, ...]]:
    """Returns the verdict on a row, the reason why it has none, and the actors shared."""
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
    same = len({(claim.value, claim.value_high) for claim in claims}) == 1
    return "same" if same else "differ", "", ()


def _in_one_difference(catalog: Catalog, claims: Sequence[Claim]) -> bool:
    """Checks whether one difference holds two of the claims: then they count different things."""
    references = {claim.reference for claim in claims}
    return any(len(references & {differing.reference for differing in difference.claims}) > 1
               for claim in claims for difference in catalog.differences(claim.subject_id))


def _bars(catalog: Catalog, cells: Sequence[Cell]) -> tuple[Decimal | None, ...]:
    """Returns shares of the greatest value, where one passage of one document counts them all."""
    claims = [cell.headline for cell in cells if cell.headline]
    numbers = [
        claim.number for claim in claims if claim.number is not None and not claim.value_high
    ]
    one_place = len({(claim.source_id, claim.section) for claim in claims}) == 1
    if (len(numbers) < len(claims) or not one_place or not min(numbers) >= 0
            or not max(numbers) > 0 or _in_one_difference(catalog, claims)):
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
    """Compares two to four subjects, attribute by attribute.

    Rows with a claim on every subject come first, then the others; both in the registry's order.
    Raises ValueError for fewer, more, repeated or unknown subjects.
    """
    chosen_ids = tuple(subject_ids)
    unknown = set(chosen_ids) - set(subjects(catalog))
    if not FEWEST <= len(set(chosen_ids)) == len(chosen_ids) <= MOST:
        raise ValueError(f"{FEWEST} to {MOST} different subjects are compared, not {chosen_ids}")
    if unknown:
        raise ValueError(f"not in this atlas: {', '.join(sorted(unknown))}")
    rows = [_row(catalog, chosen_ids, attribute) for attribute in ATTRIBUTES]
    stated_rows = [row for row in rows if any(cell.headline for cell in row.cells)]
    unstated = [(row.attribute, all(cell.state == "not-applicable" for cell in row.cells))
                for row in rows if row not in stated_rows]
    relations = tuple(relation for relation in catalog.relations
                      if {relation.subject_id, relation.object_id} <= set(chosen_ids))
    return Comparison(
        chosen_ids, tuple(sorted(stated_rows, key=lambda row: not row.complete)),
        tuple(name for name, inapplicable in unstated if not inapplicable),
        tuple(name for name, inapplicable in unstated if inapplicable), relations)
