"""States and amounts on an audience's screen of which the data has a newer claim.

A briefing is written once and the data goes on. What is reported is no fault of the data: it says
which sentence to read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from geo.briefing.briefing import Scene, claim_index, marks_of, read_briefings
from geo.catalog.catalog import Catalog
from geo.claims.dates import last_day
from geo.claims.headline import held_until, is_hoped_for
from geo.claims.wording import date_words, value_words, who_words
from geo.data.records import Claim

_TIMELY: Final = frozenset({"status", "progress", "throughput", "completion"})
"""The attributes whose newest claim an audience takes for today's."""


class Older(NamedTuple):
    """A claim that a sentence rests on, and a newer one that says something else."""

    mark: int
    cited: Claim
    newer: Claim


def _span(period: str) -> str:
    """Returns of which kind a period is: a month replaces no year, and no total since the start."""
    return {0: "", 4: "year"}.get(len(period), "total" if period.startswith("to ") else "part")


def _kind(claim: Claim) -> tuple[str, ...]:
    """Returns what two claims share of which the newer replaces the older."""
    return (claim.subject_id, claim.attribute, claim.unit, claim.scope, claim.scope_words,
            _span(claim.period), str(is_hoped_for(claim) and claim.attribute == "throughput"))


def _held(claim: Claim) -> tuple[str, str]:
    """Returns a sort key: until when a claim holds, then when it was made."""
    return last_day(held_until(claim)).isoformat(), last_day(claim.as_of).isoformat()


def _differs(newer: Claim, older: Claim) -> bool:
    return (newer.value, newer.value_high) != (older.value, older.value_high)


def older_states(scene: Scene, index: Mapping[str, tuple[Claim, ...]],
                 newest: Mapping[tuple[str, ...], Claim]) -> Iterator[Older]:
    """Yields the claims of a sentence of which the scene nowhere cites the newest that differs."""
    cited = [claim for cite in scene.cites for claim in index.get(cite, ())[:1]]
    for mark in dict.fromkeys(marks_of(scene.sentence)):
        for claim in index.get(scene.cites[mark - 1], ())[:1] if mark <= len(scene.cites) else ():
            known = max((each for each in cited if _kind(each) == _kind(claim)), key=_held)
            latest = newest.get(_kind(claim), known)
            if claim.attribute in _TIMELY and _held(latest) > _held(known) and _differs(
                    latest, known):
                yield Older(mark, claim, latest)


def newest_claims(catalog: Catalog) -> dict[tuple[str, ...], Claim]:
    """Returns the newest claim of each kind of which a newer one replaces an older one."""
    newest: dict[tuple[str, ...], Claim] = {}
    for claim in catalog.claims:
        key = _kind(claim)
        if claim.attribute in _TIMELY and (key not in newest or _held(claim) > _held(newest[key])):
            newest[key] = claim
    return newest


def older_state_notes(files: Mapping[str, bytes], catalog: Catalog) -> list[str]:
    """Returns hints on the sentences of a folder's briefings that newer claims have overtaken."""
    index, newest = claim_index(catalog.claims), newest_claims(catalog)
    return [
        f"briefings/{briefing.briefing_id}.json scene {place}: [{mark}] says {value_words(cited)} "
        f"as of {date_words(cited.as_of)}; {who_words(catalog.sources[newer.source_id])} says "
        f"{value_words(newer)} as of {date_words(newer.as_of)} ({newer.reference}). Say the newer "
        "in the sentence, or cite it in the notes"
        for briefing in read_briefings(files)
        for place, scene in enumerate(briefing.scenes, 1)
        for mark, cited, newer in older_states(scene, index, newest)]
