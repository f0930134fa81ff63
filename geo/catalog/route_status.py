"""The status a route counts with, and the promise by which it may: each with what says so."""

from __future__ import annotations

from dataclasses import dataclass

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.stages import state_in_year
from geo.claims.dates import due
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
    """The status a route counts with.

    Its own headline status; else *operating*, where a dated claim says that it began to operate;
    else the status of what a source says it is part of, where that is not *operating*: a corridor
    that works does not show that each of its legs does. Otherwise `not-stated`.
    """
    own = entry.headline("status")
    if own:
        return EffectiveStatus(own.value, own)
    read = state_in_year(entry, catalog.today.year)
    if read.stage == "exists":
        return EffectiveStatus("operating", read.claims[0])
    for relation in catalog.relations:
        if relation.subject_id == entry.route_id and relation.relation == "part-of":
            said = headline(claim for claim in catalog.claims_about(relation.object_id)
                            if claim.attribute == "status")
            if said and said.value != "operating":
                return EffectiveStatus(said.value, said, relation)
    return EffectiveStatus(NOT_STATED)


def promise(entry: RouteEntry, year: int) -> Claim | None:
    """The claim by which a route exists in a year or is promised up to it; None where none is."""
    read = state_in_year(entry, year)
    if read.stage == "exists":
        return read.claims[0]
    kept = ((last, claim) for claim in read.claims if (last := due(claim)) and last.year <= year)
    return (next((claim for _, claim in kept), None)
            if read.stage in ("promised", "being-built") else None)
