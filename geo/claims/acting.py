"""Actors: whether the printed words name who a claim says, and in the role that it says.

A role is borne out by the clause that names the actor as acting. In `a decision depends on an
agreement between Azerbaijan and Turkmenistan` neither has agreed, and in `in Tehran, members of
parliament objected` it is not Iran that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from geo.claims.clauses import clause_of, predicate_of, relative_of
from geo.claims.findings import Finding
from geo.claims.passage import Passage
from geo.claims.word_lists import (
    NOT_DONE_WORDS,
    PEOPLE_WORDS,
    ROLE_WORDS,
    actor_pattern,
    is_country,
)
from geo.data.records import Claim
from geo.data.schema import OPPONENT_ROLES, SPONSOR_ROLES

ACTORS: Final = ("sponsor", "opponent", "buyer")
"""The attributes whose value is an actor."""
OWNED: Final = ("condition", "warning")
"""The attributes whose value begins with whose it is."""
_PLACE: Final = re.compile(
    r"\b(?:in|inside|within|near|across|through|around|outside|throughout)\s+(?:the\s+)?$",
    re.IGNORECASE)
_STANDS_ALONE: Final = re.compile(
    r"\w*(?:\W*$|[,.;:)]|\s+(?:and|or|on|for|by|with|is|are|was|were|has|have|had|will|would|said|"
    r"who|that|which)\b)", re.IGNORECASE)
"""What follows the name of a place, and not an adjective (`in Chinese investment`)."""
_AGENT: Final = re.compile(r"\w*(?:ed|built|lent|paid|run)\s+by\s+(?!it\b|them\b)",
                            re.IGNORECASE)
_RECEIVER: Final = re.compile(r"\b(?:loan|credit|grant|lends?|lent|funding|financing|pledged)\b"
                              r"[^,;]{0,40}?\bto\s+(?:the\s+)?$", re.IGNORECASE)


def actor_findings(claim: Claim, passage: Passage) -> Iterator[Finding]:
    """Yields what speaks against the actor of a claim, or its role."""
    actor = claim.value.partition(":")[0] if claim.attribute in OWNED else claim.value
    if claim.attribute in OWNED and ":" not in claim.value:
        yield Finding("actor", "owner-not-named", "value",
                      f"whose {claim.attribute} is it? begin the value with the name and a colon")
        return
    if claim.attribute in OWNED and actor == "author":
        return
    pattern = actor_pattern(actor)
    if pattern is None or not pattern.search(passage.printed):
        named = pattern is not None and pattern.search(passage.sentence)
        yield Finding("actor", "actor-not-printed", "value",
                      f"the printed words do not name {actor!r}" + (
                          "; the passage does" if named else ""))
    elif claim.attribute in ("sponsor", "opponent") and is_country(actor):
        yield from _country(claim, actor, passage, pattern)
    yield from _roles(claim, passage, pattern)


def _country(claim: Claim, actor: str, passage: Passage, pattern: re.Pattern[str]
             ) -> Iterator[Finding]:
    """Yields where a country is only the place, or where people of it act."""
    printed = passage.printed
    if all(_PLACE.search(printed, 0, match.start()) and _STANDS_ALONE.match(printed, match.end())
           for match in pattern.finditer(printed)):
        yield Finding("actor", "actor-named-as-a-place", "value",
                      f"the printed words name {actor} as a place; who acts there?")
        return
    for match in (match for role in claim.qualifier if role in ROLE_WORDS
                  for match in ROLE_WORDS[role].finditer(printed)):
        people = [found[0] for found in PEOPLE_WORDS.finditer(printed, 0, match.start())
                  if not pattern.search(printed, found.end(), match.start())]
        if people:
            yield Finding("actor", "people-told-as-country", "value",
                          f"the printed words name {people[-1]!r}; is it {actor} itself that acts?")
            return


def _roles(claim: Claim, passage: Passage, pattern: re.Pattern[str] | None) -> Iterator[Finding]:
    roles = {"sponsor": SPONSOR_ROLES, "opponent": OPPONENT_ROLES}.get(claim.attribute, {})
    fitting = [role for role in roles if ROLE_WORDS[role].search(passage.printed)]
    for role in claim.qualifier:
        if role in roles and role not in fitting:
            yield Finding("actor", "role-not-printed", "qualifier",
                          f"the printed words do not bear out {role!r}")
        elif role in roles and pattern and not _may_act(claim, passage, pattern, role):
            yield Finding("actor", "role-ambiguous", "qualifier",
                          f"the printed words do not say that {claim.value} acts as {role!r} for "
                          "it, only that it may, or that somebody else does")
    if others := [role for role in fitting if role not in claim.qualifier
                  and (pattern is None or _may_act(claim, passage, pattern, role))]:
        yield Finding("actor", "role-ambiguous", "qualifier",
                      f"the printed words also bear out {', '.join(others[:3])}")


def _may_act(claim: Claim, passage: Passage, pattern: re.Pattern[str], role: str) -> bool:
    """Checks whether an actor acts in a role by the printed words; where none names it, it may."""
    return not pattern.search(passage.printed) or any(
        _acts(claim, passage, pattern, match.start())
        for match in ROLE_WORDS[role].finditer(passage.printed))


def _acts(claim: Claim, passage: Passage, pattern: re.Pattern[str], at: int) -> bool:
    """Checks whether the clause of a role's word names the actor, and as one who acts."""
    begins, ends = clause_of(passage.printed, at)
    if agent := _AGENT.match(passage.printed, at):  # `built by Iran and financed by Russia`
        begins, ends = agent.end(), predicate_of(passage.printed, at)[1]
    clause = passage.printed[begins:ends]
    actors = list(pattern.finditer(clause))
    if claim.attribute == "opponent":
        return bool(actors)
    first, last = relative_of(passage.sentence, passage.begins + at, passage.begins + at)
    not_done = NOT_DONE_WORDS.search(passage.sentence[first:last])
    receives = all(_RECEIVER.search(clause, 0, match.start()) for match in actors)
    return bool(actors) and not not_done and not receives
