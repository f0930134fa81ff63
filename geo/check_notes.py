"""What a note on a line says of its state must stand among the claims too.

A journey counts a line by its claims, never by its note: a line whose note calls it planned would
else count as one that exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from geo.errors import Problem
from geo.load import GeometryFile, RawData, Row

_UNBUILT = re.compile(r"\b(proposed|planned|unbuilt|not (?:yet )?(?:been )?built)\b",
                      re.IGNORECASE)


def note_problems(raw: RawData, sound: Mapping[str, GeometryFile],
                  routes: Mapping[str, Row]) -> Iterator[Problem]:
    """Lines whose note calls them planned, proposed or not built where no claim bears it out.

    It is borne out by a status other than operating, of the route or of what a relation says it
    is a part of. `sound` are the files whose form is right.
    """
    unfinished = {row.cells["subject_id"] for row in raw.tables.get("facts", ())
                  if row.cells["attribute"] == "status" and row.cells["value"] != "operating"}
    borne_out = unfinished | {
        row.cells["subject_id"] for row in raw.tables.get("relations", ())
        if row.cells["relation"] == "part-of" and row.cells["object_id"] in unfinished}
    for stem, drawn in sound.items():
        said = _UNBUILT.search(drawn.content["properties"]["basis_note"])
        if said and stem in routes and stem not in borne_out:
            yield Problem(drawn.file, 0, "basis_note", f"says {said[0]!r}, but no claim does: add "
                          "the status to facts.csv, or to relations.csv what it is part of")
