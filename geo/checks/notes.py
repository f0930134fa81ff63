"""Checks that what a note on a line says of its status is also among the claims.

An itinerary counts a line by its claims, never by its note: a line whose note calls it planned
would otherwise count as one that exists. The whole atlas is checked: a selection may leave the
claim out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.catalog.catalog import Catalog
from geo.data.errors import Problem

_UNBUILT = re.compile(r"\b(proposed|planned|unbuilt|not (?:yet )?(?:been )?built)\b",
                      re.IGNORECASE)


def note_problems(catalog: Catalog) -> Iterator[Problem]:
    """Yields lines whose note calls them planned, proposed or not built, against the claims.

    The claims support the note by a status other than operating, of the route or of what a relation
    says it is a part of.
    """
    unfinished = {claim.subject_id for claim in catalog.claims
                  if claim.attribute == "status" and claim.value != "operating"}
    borne_out = unfinished | {relation.subject_id for relation in catalog.relations
                              if relation.relation == "part-of"
                              and relation.object_id in unfinished}
    for entry in catalog.entries:
        match = _UNBUILT.search(entry.alignment.basis_note)
        if match and entry.route_id not in borne_out:
            yield Problem(f"routes/{entry.route_id}.geojson", 0, "basis_note",
                          f"says {match[0]!r}, but no claim does: add the status to claims.csv, or "
                          "to relations.csv what it is part of")
