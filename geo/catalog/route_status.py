"""Effective status: the status a route counts with, or the promise by which it may count."""

from __future__ import annotations

from dataclasses import dataclass

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.stages import state_in_year
from geo.claims.dates import beginning, due
from geo.claims.headline import headline
from geo.data.records import Claim, Relation
from geo.data.schema import NOT_STATED


@dataclass(frozen=True, slots=True)
class EffectiveStatus:
    """The status a route counts with, and what says so.

    `claim` is the claim (None: not in the sources). `through` is the relation by which a claim
    about a larger whole counts for it; blank `through` and a claim other than a status is a dated
    claim.
    """

    status: str
    claim: Claim | None = None
    through: Relation | None = None


def effective_status(catalog: Catalog, entry: RouteEntry) -> EffectiveStatus:
    """Returns the status a route counts with.

    Its own headline status, unless that says only of a part, or of something wider, that it
    operates; else *operating*, where a dated claim says that it began to operate; else the status
    of what a source says it is part of, where that is not *operating*: that a corridor operates
    does not show that each of its routes does. Otherwise `not-stated`.
    """
    status_claim = entry.headline("status")
    if status_claim and not (status_claim.partial and status_claim.value == "operating"):
        return EffectiveStatus(status_claim.value, status_claim)
    year_state = state_in_year(entry, catalog.today.year)
    if year_state.stage == "exists":
        return EffectiveStatus("operating", year_state.claims[0])
    for relation in catalog.relations:
        if relation.subject_id == entry.route_id and relation.relation == "part-of":
            whole_claim = headline(claim for claim in catalog.claims_about(relation.object_id)
                                   if claim.attribute == "status")
            if whole_claim and whole_claim.value != "operating":
                return EffectiveStatus(whole_claim.value, whole_claim, relation)
    return EffectiveStatus(NOT_STATED)


def is_unproven(entry: RouteEntry) -> bool:
    """Checks whether nothing shows that a route without a status exists.

    Nobody has published its line; or it is drawn because documents speak of it, and none of what
    they say has been taken in. A context route is drawn because it is there.
    """
    return entry.alignment.basis == "conceptual" or (
        entry.route.role == "featured" and not entry.claims)


def corridor_claim(catalog: Catalog, entry: RouteEntry) -> Claim | None:
    """Returns the claim that a corridor of a route operates as a whole; None where none may count.

    It gives the route no status. It says why a built route that has none, of itself or of what it
    is part of, may count where only what operates does: a corridor that operates as a whole cannot
    do so without routes. Where another corridor of the route is said to be less far, none counts.
    """
    if is_unproven(entry) or (
            effective_status(catalog, entry).status != NOT_STATED):
        return None
    claims = [claim for corridor_id in entry.route.corridor_ids if (claim := headline(
        claim for claim in catalog.claims_about(corridor_id) if claim.attribute == "status"))]
    is_operating = all(claim.value == "operating" and not claim.partial for claim in claims)
    return claims[0] if claims and is_operating else None


def _ends_work(claim: Claim) -> bool:
    """Checks whether a claim is about the end of work or the beginning of operation."""
    return claim.attribute == "completion" or (
        claim.attribute == "start" and beginning(claim) != "work")


def promise(catalog: Catalog, entry: RouteEntry, year: int) -> Claim | None:
    """Returns the claim by which a route exists in a year, or is promised by then; None if none.

    That work is to begin promises no route. Where nothing is promised of the route itself, what is
    promised of the whole that a source says it is part of counts for it.
    """
    year_state = state_in_year(entry, year)
    if year_state.stage == "exists":
        return year_state.claims[0]
    own = year_state.claims if year_state.stage in ("promised", "being-built", "was-due") else ()
    wholes = (relation.object_id for relation in catalog.relations
              if relation.subject_id == entry.route_id and relation.relation == "part-of")
    of_wholes = (claim for whole in wholes for claim in catalog.claims_about(whole)
                 if not claim.partial)
    return next((claim for claim in (*own, *of_wholes)
                 if _ends_work(claim) and (day := due(claim)) and day.year <= year), None)
