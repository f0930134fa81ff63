"""Makes a candidate of words: its subject, its printed words in one piece, and the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from geo.claims.word_lists import ATTRIBUTE_WORDS, ROLE_WORDS, STATUS_WORDS_PRINTED
from geo.intake.candidate import Candidate
from geo.intake.numbers.printed_span import around
from geo.intake.numbers.stated_dates import StatedDate, dates_in_sentence
from geo.intake.sentences import Sentence
from geo.intake.subjects.proposal import SubjectProposer
from geo.intake.words.actors import Actor, ActorFinder
from geo.intake.words.windows import (
    Span,
    clause_at,
    grown,
    unbroken,
    window,
    word_count,
)

_SURE: Final = ("sentence", "reference")
_NEAR_BY: Final = ("paragraph", "heading")
_OWNED: Final = ("warning", "condition")
_PLAIN: Final = ("buyer", "opponent", "warning", "standard")
"""Attributes whose words are so plain that the subject need only be named near by."""
_PLAIN_ROLES: Final = frozenset(("funder", "builder", "guarantor", "party"))
_WORK: Final = re.compile(
    r"(?:construction|(?:earth)?works?|building|groundbreaking|foundation stone)\b", re.IGNORECASE)
_JOINS: Final = re.compile(r"join|participat|t(?:ak|ook)|(?:co-?)?founded", re.IGNORECASE)
"""Words for taking part, which may be in anything: what it is in must be named."""
_SAYS_IT_ALL: Final = re.compile(
    r"favou?r|(?:is|are|was|were) .*(?:for|behind) |(?:operators?|contractors?|developers?)(?=,)",
    re.IGNORECASE)
"""Words for a part that stand without what it is of: `the operator, X`, `X is in favour`."""
_THE_WORK: Final = re.compile(
    r"(?:^|[,;]\s)(?:[^,;.]{0,40}\s)?(?:the|all|this|its)\s(?:(?:construction|earth|civil)\s?)?"
    r"(?:works?|construction)\s(?:\S+\s){0,6}?$", re.IGNORECASE)
"""Words before what is said of work that is not named: `on the far side the work was`."""
_FACILITY: Final = re.compile(
    r"\b(?:an?|the|its|new|second|first|third|dry|sea|container|grain)\s(?:[\w-]+\s){0,2}?(?:terminal|port|"
    r"hub|berth|bridge|tunnel|station|yard|harbou?r|quay|pier|depot|elevator|warehouse|checkpoint|"
    r"crossing|track|section)\b[^.;]{0,40}\b(?:is|are|was|were|has|have|will|stands?|lies?)\b",
    re.IGNORECASE)
"""A facility of which a sentence tells; the place it belongs to stands before it."""
_MUST: Final = re.compile(
    r"(?:provided|unless|must|requires?|depends?|insist\w*|only|needs?|pre-?(?:condition|requisite)|"
    r"condition\w*|subject|demand\w*|presuppos\w*|nothing|no|awaits?|(?:as|so) long as)\b",
    re.IGNORECASE)
_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|to be|due|expected|scheduled|planned|by)\b(?:\s[\w,]+){0,8}?\s*$",
    re.IGNORECASE)
"""Words before a date that say that it is one to come."""
_TO_COME: Final = re.compile(r"\b(?:will|shall|to be|could|would|may|might)\b", re.IGNORECASE)
_ON_A_DAY: Final = re.compile(
    r"signed|signing|opened|inaugurat|launched|commissioned|first|ratified|agree", re.IGNORECASE)
_MOST_ACTORS: Final = 30
"""A sentence that names more is a list, or nothing that anybody wrote."""
_FEWEST_WORDS: Final = 8
"""So many printed words are wanted, where the clause has them."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What words of a sentence say. `key` are those that show it, `printed` those to print.

    `core` is what must stay together where a footnote parts the printed words; by default the key.
    """

    attribute: str
    value: str
    key: Span
    printed: Span
    why: str
    qualifier: tuple[str, ...] = ()
    core: Span | None = None


def _is_borne_out(wording: Wording, printed: str) -> bool:
    """Checks whether the gate will find in the printed words what they are taken to say."""
    if wording.attribute == "status":
        return bool(STATUS_WORDS_PRINTED[wording.value].search(printed))
    asked = ATTRIBUTE_WORDS.get(wording.attribute) if wording.attribute in _OWNED else None
    return (asked is None or bool(asked.search(printed))) and all(
        ROLE_WORDS[role].search(printed) for role in {*wording.qualifier} - {"expected"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the sentences of a document share.

    `people` gives by last names the countries for which people speak, `told` the date from which
    the document is told; blank where it prints none.
    """

    proposer: SubjectProposer
    actors: ActorFinder
    people: Mapping[str, str]
    told: str
    standing: set[str] = field(default_factory=set)
    """The subjects that the document says to stand, or to be under construction."""


@dataclass
class WordMaker:
    """Makes the candidates of one sentence; `at` is its place in the document."""

    at: int
    sentence: Sentence
    surroundings: Surroundings

    @property
    def text(self) -> str:
        """The sentence."""
        return self.sentence.text

    @cached_property
    def dates(self) -> tuple[StatedDate, ...]:
        """The dates that the sentence names."""
        return tuple(date for date in dates_in_sentence(self.text, self.surroundings.told)
                     if date.value)

    @cached_property
    def _named(self) -> tuple[Span, ...]:
        return tuple((mention.begins, mention.ends)
                     for mention in self.surroundings.proposer.mentions(self.at))

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """The actors in the sentence, but for places in the names of subjects."""
        found = self.surroundings.actors.in_text(self.text)[:_MOST_ACTORS]
        return tuple(actor for actor in found if not any(
            actor.span[0] < ends and begins < actor.span[1] for begins, ends in self._named))

    def country_of(self, person: Actor) -> str:
        """Returns the country for which a person speaks, by the title, here or elsewhere."""
        last_name = person.name.partition(",")[0].split()[-1]
        return (self.surroundings.actors.country_of(person)
                or self.surroundings.people.get(last_name, ""))

    def as_of(self, near: Span) -> str:
        """Returns the day for which words hold: the nearest past date, else the document's.

        What is said of a time to come holds on the document's own day.
        """
        if _TO_COME.search(self.text[slice(*near)]):
            return self.surroundings.told
        bound = self.surroundings.told or f"{self.surroundings.proposer.today}"
        past = [date for date in self.dates
                if (date.value <= bound or bound.startswith(date.value))
                and not _AHEAD.search(self.text, 0, date.begins)]
        nearest = min(past, default=None,
                      key=lambda date: max(date.begins - near[1], near[0] - date.ends, 0))
        return nearest.value if nearest else self.surroundings.told

    def whole(self, key: Span, *also: Span) -> Span:
        """Returns the key words, with the subject's name if it stands near, and what else fits."""
        nearest = sorted(self._named, key=lambda span: max(span[0] - key[1], key[0] - span[1], 0))
        span = window(self.text, key, (*also, *nearest[:1]))
        if word_count(self.text, span) >= _FEWEST_WORDS:
            return span
        return grown(self.text, span, clause_at(self.text, span), _FEWEST_WORDS)

    def stands(self, subject: str, status: str) -> bool:
        """Checks whether a subject stands or is being built, as the document or the atlas says.

        What may be done by a line that the atlas holds to operate proposes no line.
        """
        entry = self.surroundings.proposer.entry(subject)
        return subject in self.surroundings.standing or (
            status == "proposed" and entry is not None and entry.status == "operating")

    def _is_plain(self, wording: Wording) -> bool:
        """Checks whether words say so much that their subject need only be named near by."""
        said = self.text[slice(*wording.key)]
        if wording.attribute == "event":
            return bool(self.dates and _ON_A_DAY.search(said))
        if wording.attribute == "status":
            begins = self.text[:wording.key[0]].casefold() in ("", "the ")
            return (begins and bool(_WORK.match(said))) or bool(
                _THE_WORK.search(self.text, 0, wording.key[0]) or _FACILITY.search(self.text))
        if wording.attribute == "condition":
            return bool(_MUST.match(said))
        if wording.attribute == "sponsor" and _SAYS_IT_ALL.match(
                self.text, wording.key[0]):
            return True
        if _JOINS.match(said):
            return False
        return wording.attribute in _PLAIN or not _PLAIN_ROLES.isdisjoint(wording.qualifier)

    def made(self, wording: Wording) -> Iterator[Candidate]:
        """Yields a candidate for each subject that the words are said of; none without one."""
        proposal = self.surroundings.proposer.propose(self.at, *wording.key, wording.attribute)
        if not wording.value or not (proposal.ground in _SURE or (
                proposal.ground in _NEAR_BY and self._is_plain(wording))):
            return
        begins, ends = unbroken(self.sentence, wording.printed, wording.core or wording.key)
        if (begins, ends) != wording.printed and not begins <= wording.key[0] < ends:
            return  # a footnote parts the words from what they are said of
        if not _is_borne_out(wording, self.text[begins:ends]):
            return
        before, after = around(self.text, begins, ends)
        for subject in (proposal.subject_id, *proposal.joined):
            others = tuple(each for each in (proposal.subject_id, *proposal.others)
                           if each != subject)
            yield Candidate(
                "", "", subject, wording.attribute, wording.value, "", "", wording.qualifier, "",
                "", "", self.as_of(wording.key), self.text[begins:ends],
                self.sentence.anchor(begins, ends), self.sentence.section, before, after, others,
                (proposal.why, wording.why))
