"""What a note on a line says of its state must stand among the claims too.

A journey counts a line by its claims, never by its note: a line whose note calls it planned would
else count as one that exists. Asked of the whole atlas: a selection may leave the claim out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.catalog.catalog import Catalog
from geo.data.errors import Problem

_UNBUILT = re.compile(r"\b(proposed|planned|unbuilt|not (?:yet )?(?:been )?built)\b",
                      re.IGNORECASE)


def note_problems(catalog: Catalog) -> Iterator[Problem]:
    """Lines whose note calls them planned, proposed or not built where no claim bears it out.

    It is borne out by a status other than operating, of the route or of what a relation says it
    is a part of.
    """
    unfinished = {claim.subject_id for claim in catalog.claims
                  if claim.attribute == "status" and claim.value != "operating"}
    borne_out = unfinished | {relation.subject_id for relation in catalog.relations
                              if relation.relation == "part-of"
                              and relation.object_id in unfinished}
    for entry in catalog.entries:
        said = _UNBUILT.search(entry.alignment.basis_note)
        if said and entry.route_id not in borne_out:
            yield Problem(f"routes/{entry.route_id}.geojson", 0, "basis_note",
                          f"says {said[0]!r}, but no claim does: add the status to claims.csv, or "
                          "to relations.csv what it is part of")
