"""Dates in briefings that lay ahead when a source gave them and have passed since.

Whoever reads a scene aloud after such a date is asked what came of it; the notes must say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from geo.briefing.briefing import Scene, claim_index, pieces, read_briefings
from geo.catalog.catalog import Catalog
from geo.claims.dates import dates_in, last_day
from geo.data.errors import Problem
from geo.data.records import Claim

_ANSWERED = re.compile(r"\bpassed\b|\bno source\b", re.IGNORECASE)


def _promised(text: str, scene: Scene, index: Mapping[str, tuple[Claim, ...]]
              ) -> Iterator[tuple[str, date]]:
    """Yields dates of a text, with their last days, that begin after the claim marked there."""
    for piece, mark in pieces(text):
        cited = index.get(scene.cites[mark - 1], ()) if 1 <= mark <= len(scene.cites) else ()
        for words, start, end in dates_in(piece):
            if any(start > last_day(claim.as_of) for claim in cited):
                yield words, end


def unanswered(scene: Scene, today: date, index: Mapping[str, tuple[Claim, ...]]
               ) -> Iterator[tuple[str, str]]:
    """Yields passed dates that a scene does not comment on: their part, and their words.

    A date in the sentence is answered anywhere in the notes, one in the notes in its own line.
    """
    texts = [("sentence", scene.sentence, scene.notes)]
    texts += [("notes", line, line) for line in scene.notes.split("\n")]
    for part, text, answer in texts:
        for words, end in _promised(text, scene, index):
            if end < today and not _ANSWERED.search(answer):
                yield part, words


def passed_date_problems(files: Mapping[str, bytes], catalog: Catalog) -> list[Problem]:
    """Returns every passed date that a folder's briefings leave unanswered on the catalog's day."""
    index = claim_index(catalog.claims)
    return [Problem(f"briefings/{briefing.briefing_id}.json", 0, f"scene {place} {part}",
                    f"{words!r} has passed since the source gave it; say in the notes that it has "
                    "passed and what the sources tell of it")
            for briefing in read_briefings(files)
            for place, scene in enumerate(briefing.scenes, 1)
            for part, words in unanswered(scene, catalog.today, index)]
