"""Planted errors: how many wrong claims the gate catches, kind by kind.

Right claims are spoilt one at a time, as a hurried curator might spoil them, and each is judged as
`corridor-atlas verify` judges it. An error is caught by a *rule*, where one speaks against it that
did not speak against the right claim; by the *signature*, where only a second reading could tell
and the spoilt claim has lost it; or it is missed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geo.catalog.catalog import Catalog
from geo.catalog.subject_names import subject_names
from geo.checks.documents import Judges, read_texts
from geo.claims.headline import is_result
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim
from geo.data.schema import OPPONENT_ROLES, SPONSOR_ROLES, STATUSES
from geo.data.spans import span

_HEDGES: Final = frozenset({"about", "at-least", "up-to", "more-than", "designed", "potential",
                            "forecast", "target", "by"})
_ACTORS: Final = ("sponsor", "opponent", "buyer")
_TRIES: Final = 40
"""The number of times that a kind of error is tried for each error wanted."""
Spoil = Callable[[Claim, random.Random, Catalog], Claim | None]


def _number(claim: Claim, chance: random.Random, _: Catalog) -> Claim | None:
    if claim.number is None:
        return None
    factor = Decimal(chance.choice(("1.1", "0.9", "10", "0.1", "2")))
    return replace(claim, value=f"{(Decimal(claim.value) * factor).normalize():f}")


def _unit(claim: Claim, chance: random.Random, _: Catalog) -> Claim | None:
    units = [unit for unit in ATTRIBUTES[claim.attribute].units if unit != claim.unit]
    return replace(claim, unit=chance.choice(units)) if units and claim.number is not None else None


def _year(claim: Claim, chance: random.Random, _: Catalog) -> Claim | None:
    if claim.unit != "date":
        return None
    shift = chance.choice((-3, -2, -1, 1, 2, 3))

    def moved(date: str) -> str:
        return f"{int(date[:4]) + shift}{date[4:]}" if date else ""

    return replace(claim, value=moved(claim.value), value_high=moved(claim.value_high))


def _lines(claim: Claim, chance: random.Random, _: Catalog) -> Claim | None:
    if not claim.lines:
        return None
    first, last = span(claim.lines)
    shift = chance.choice((-7, -4, -3, 3, 4, 7, 20))
    return replace(claim, lines=f"{max(1, first + shift)}-{max(1, last + shift)}")


def _without_hedge(claim: Claim, chance: random.Random, _: Catalog) -> Claim | None:
    """Drops a hedge from the qualifier and, one time in two, from the printed words."""
    kept = tuple(word for word in claim.qualifier if word not in _HEDGES)
    if kept == claim.qualifier or ATTRIBUTES[claim.attribute].kind == "text":
        return None
    digit = re.search(r"[€$]?\d", claim.printed)
    cut = claim.printed[digit.start():] if digit and chance.random() < 0.5 else claim.printed
    return replace(claim, qualifier=kept or ("exact",), printed=cut)


def _cut_range(claim: Claim, chance: random.Random, _: Catalog) -> Claim | None:
    if not claim.value_high:
        return None
    return replace(claim, value=chance.choice((claim.value, claim.value_high)), value_high="")


def _whole(claim: Claim, _: random.Random, __: Catalog) -> Claim | None:
    return replace(claim, scope="", scope_words="") if claim.scope else None


def _other_period(claim: Claim, chance: random.Random, _: Catalog) -> Claim | None:
    if not claim.period:
        return None
    year = chance.choice(("", "2019", "2031", "1999"))
    return replace(claim, period=year)


def _other_status(claim: Claim, chance: random.Random, _: Catalog) -> Claim | None:
    others = [status for status in STATUSES if status != claim.value]
    return replace(claim, value=chance.choice(others)) if claim.attribute == "status" else None


def _capacity_or_throughput(claim: Claim, _: random.Random, __: Catalog) -> Claim | None:
    other = {"capacity": "throughput", "throughput": "capacity"}.get(claim.attribute)
    if other is None or claim.unit not in ATTRIBUTES[other].units:
        return None
    return replace(claim, attribute=other)


def _forecast_as_result(claim: Claim, _: random.Random, __: Catalog) -> Claim | None:
    if is_result(claim) or ATTRIBUTES[claim.attribute].kind != "number":
        return None
    return replace(claim, qualifier=("exact",))


def _other_subject(claim: Claim, chance: random.Random, catalog: Catalog) -> Claim | None:
    """Moves a claim to another subject, one time in two to one of the same corridor."""
    entry = catalog.entry(claim.subject_id)
    near = [other.route_id for other in catalog.entries if entry and other is not entry
            and {*other.route.corridor_ids} & {*entry.route.corridor_ids}]
    everything = [subject for subject in (*catalog.ids, *catalog.corridors)
                  if subject != claim.subject_id]
    return replace(claim, subject_id=chance.choice(
        near if near and chance.random() < 0.5 else everything))


def _other_actor(claim: Claim, chance: random.Random, catalog: Catalog) -> Claim | None:
    if claim.attribute not in _ACTORS:
        return None
    actors = sorted({other.value for other in catalog.claims if other.attribute in _ACTORS
                     and other.value != claim.value})
    return replace(claim, value=chance.choice(actors))


def _other_role(claim: Claim, chance: random.Random, _: Catalog) -> Claim | None:
    roles = {"sponsor": SPONSOR_ROLES, "opponent": OPPONENT_ROLES}.get(claim.attribute)
    others = [role for role in roles or () if role not in claim.qualifier]
    return replace(claim, qualifier=(chance.choice(others),)) if others else None


KINDS: Mapping[str, Spoil] = MappingProxyType({
    "another value": _number, "another unit": _unit, "another year": _year,
    "other lines": _lines, "a hedge dropped": _without_hedge, "a range cut": _cut_range,
    "a forecast told as a result": _forecast_as_result, "a part told as the whole": _whole,
    "another period": _other_period, "another status": _other_status,
    "capacity for throughput, or back": _capacity_or_throughput,
    "another route or corridor": _other_subject, "another actor": _other_actor,
    "another role": _other_role})
"""The kinds of error, and how each spoils a claim; None for a claim that it does not fit."""


@dataclass(frozen=True, slots=True)
class Caught:
    """How many errors of a kind were planted, and how each was caught; `missed` names the rest."""

    kind: str
    planted: int
    by_rule: int
    by_signature: int
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share that was caught; 1 where none could be planted."""
        return 1 - len(self.missed) / self.planted if self.planted else 1.0


def _said(claim: Claim) -> tuple[object, ...]:
    return (claim.subject_id, claim.attribute, claim.value, claim.value_high, claim.qualifier,
            claim.source_id, claim.lines)


def _spoilt(catalog: Catalog, spoil: Spoil, wanted: int, chance: random.Random
            ) -> Iterator[tuple[Claim, Claim]]:
    """Yields different spoilt claims with the right ones; none that another claim says rightly."""
    right = {_said(claim) for claim in catalog.claims}
    seen: set[Claim] = set()
    fitting = [claim for claim in catalog.claims if spoil(claim, random.Random(0), catalog)]  # noqa: S311 - no secret
    for _ in range(_TRIES * wanted if fitting else 0):
        claim = chance.choice(fitting)
        wrong = spoil(claim, chance, catalog)
        if wrong is not None and wrong not in seen and _said(wrong) not in right - {_said(claim)}:
            seen.add(wrong)
            yield claim, wrong
            if len(seen) == wanted:
                return


def plant(catalog: Catalog, folder: Path, wanted: int, seed: int = 1,
          heard: Callable[[str, float], None] | None = None) -> tuple[Caught, ...]:
    """Plants errors of each kind one at a time: as many as wanted, or as the claims allow.

    The same seed plants the same errors. Before each kind `heard` is told its name, and the share
    of the kinds that are done.
    """
    judges = Judges(catalog, read_texts(catalog, folder), subject_names(catalog))
    results: list[Caught] = []
    for kind, spoil in KINDS.items():
        if heard:
            heard(kind, len(results) / len(KINDS))
        chance = random.Random(f"{seed} {kind}")  # noqa: S311 - no secret
        planted = by_rule = by_signature = 0
        missed = []
        for claim, wrong in _spoilt(catalog, spoil, wanted, chance):
            planted += 1
            known = {(finding.side, finding.code) for finding in judges.findings(claim)}
            findings = judges.findings(wrong)
            if judges.place_faults(wrong) or any(
                    (finding.side, finding.code) not in known for finding in findings):
                by_rule += 1
            elif any(judges.unsettled(wrong, findings)):
                by_signature += 1
            else:
                missed.append(f"{claim.reference}: {claim.value!r} as {wrong.value!r} of "
                              f"{wrong.subject_id}")
        results.append(Caught(kind, planted, by_rule, by_signature, tuple(missed)))
    return tuple(results)


_HEAD: Final = """\
# Planted errors

Errors planted one at a time in the claims of release {release}, and how many of them
`corridor-atlas verify` catches. *By a rule*: a rule speaks against the spoilt claim that did not
speak against the right one. *By the lost signature*: only a second reading could tell, and a claim
that changes loses it. Made by `corridor-atlas verify --documents DIR --planted 200`.

| error | planted | caught by a rule | by the lost signature | missed | caught |
|---|---|---|---|---|---|
"""


def table(results: tuple[Caught, ...], release: str) -> str:
    """Returns the results as a page in Markdown."""
    rows = "".join(
        f"| {each.kind} | {each.planted} | {each.by_rule} | {each.by_signature} | "
        f"{len(each.missed)} | {each.share:.1%} |\n" for each in results)
    return f"{_HEAD.format(release=release)}{rows.rstrip()}"
