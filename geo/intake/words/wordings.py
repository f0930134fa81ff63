"""Candidates in words: what a document says of subjects that is no number.

A sentence is read only where it names a subject, or goes back to one: a word of status without a
subject says nothing that the atlas could hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from geo.claims.word_lists import MODAL_WORDS
from geo.intake.candidate import Candidate, candidate_id
from geo.intake.document import Document
from geo.intake.numbers.printed_span import around
from geo.intake.numbers.stated_dates import dates_in_sentence, told_on
from geo.intake.sentences import Sentence
from geo.intake.subjects.name_finder import NameFinder
from geo.intake.subjects.proposal import Proposal, SubjectProposer
from geo.intake.words.actors import ActorFinder
from geo.intake.words.roles import Part, buyers_in, parts_in
from geo.intake.words.saying import (
    Said,
    conditions_in,
    directions_in,
    events_in,
    purposes_in,
    speaker,
    standards_in,
    warnings_in,
)
from geo.intake.words.states import states_in
from geo.intake.words.windows import (
    Span,
    clause_at,
    grown,
    unbroken,
    window,
    word_count,
)

_SURE: Final = ("sentence", "reference")
_SHORT: Final = ("status", "sponsor", "opponent", "buyer", "standard", "direction")
_MOST_REPEATED: Final = 2
"""How often a document is quoted for one and the same: nobody enters it a third time."""
_FEWEST_WORDS: Final = 8
"""So many printed words are wanted, where the clause has them."""
_PLAIN: Final = ("buyer", "opponent", "warning", "standard")
_PLAIN_ROLES: Final = frozenset(("funder", "builder", "guarantor", "party"))
_WORK: Final = re.compile(r"(?:construction|works?|building|groundbreaking)\b", re.IGNORECASE)
_MUST: Final = re.compile(
    r"(?:provided|unless|must|requires?|depends?|insist|only|needs?|precondition|subject|demand)",
    re.IGNORECASE)
_FIRM: Final = re.compile(
    r"signed|signing|opened|inaugurat|launched|commissioned|first|ratified|agree", re.IGNORECASE)
"""Attributes whose words are so plain that the subject need only be named in the paragraph."""
_LONG_HEADING: Final = 160


class _SentenceReader:
    """Reads one sentence for what it says in words."""

    def __init__(self, at: int, sentence: Sentence, proposer: SubjectProposer,
                 actors: ActorFinder, people: Mapping[str, str], told: str) -> None:
        self.at = at
        self.text = sentence.text
        self.sentence = sentence
        self._proposer = proposer
        self._finder = actors
        self._told = told
        self._bound = told or f"{proposer.today}"
        self._people = people
        self._dates = [date for date in dates_in_sentence(sentence.text, told) if date.value]
        self._named = [(mention.begins, mention.ends) for mention in proposer.mentions(at)]
        self._actors = [actor for actor in actors.in_text(sentence.text) if not any(
            actor.span[0] < ends and begins < actor.span[1] for begins, ends in self._named)]

    def _as_of(self, near: Span) -> str:
        """Returns the day for which words hold: the nearest date that has come, else the document's."""
        past = [date for date in self._dates
                if date.value <= self._bound or self._bound.startswith(date.value)]
        nearest = min(past, default=None,
                      key=lambda date: max(date.begins - near[1], near[0] - date.ends, 0))
        return nearest.value if nearest else self._told

    def _subject(self, key: Span, attribute: str, *, is_plain: bool) -> Proposal | None:
        proposal = self._proposer.propose(self.at, *key, attribute)
        sure = (*_SURE, "paragraph", "heading") if is_plain else _SURE
        return proposal if proposal.ground in sure else None

    def _made(self, attribute: str, value: str, key: Span, printed: Span, why: str,
              qualifier: tuple[str, ...] = (), as_of: str = "", core: Span | None = None
              ) -> Iterator[Candidate]:
        is_plain = attribute in _PLAIN or self._is_of_work(key, attribute) or not _PLAIN_ROLES.isdisjoint(qualifier) or bool(
            attribute == "event" and self._dates and self._is_firm(key))
        proposal = self._subject(key, attribute, is_plain=is_plain)
        if proposal is None or not value:
            return
        begins, ends = unbroken(self.sentence, printed, core or key)
        before, after = around(self.text, begins, ends)
        for subject in (proposal.subject_id, *proposal.joined):
            yield Candidate(
                "", "", subject, attribute, value, "", "", qualifier, "",
                "", "", as_of or self._told, self.text[begins:ends],
                self.sentence.anchor(begins, ends), self.sentence.section,
                before, after,
                tuple(other for other in (proposal.subject_id, *proposal.others)
                      if other != subject), (proposal.why, why))

    def _is_of_work(self, key: Span, attribute: str) -> bool:
        """Checks whether a sentence begins with the work whose state it says, or has to be met."""
        said = self.text[slice(*key)]
        return (attribute == "status" and key[0] == 0 and bool(_WORK.match(said))) or (
            attribute == "condition" and bool(_MUST.match(said)))

    def _is_firm(self, key: Span) -> bool:
        """Checks whether words say what happens on a day, and stand close to one."""
        return bool(_FIRM.search(self.text, *key))

    def _whole(self, key: Span, *also: Span) -> Span:
        """Returns the key words, with the subject's name where it stands near, and what else fits."""
        nearest = sorted(self._named, key=lambda span: max(span[0] - key[1], key[0] - span[1], 0))
        span = window(self.text, key, (*also, *nearest[:1]))
        if word_count(self.text, span) >= _FEWEST_WORDS:
            return span
        return grown(self.text, span, clause_at(self.text, span), _FEWEST_WORDS)

    def statuses(self) -> Iterator[Candidate]:
        """Yields how far something has come."""
        seen: set[tuple[str, str]] = set()
        for state in states_in(self.text):
            words = self.text[slice(*state.span)]
            for made in self._made("status", state.status, state.span, self._whole(state.span),
                                   f"the words “{words}” say {state.status}",
                                   as_of=self._as_of(state.span)):
                if (made.subject_id, made.value) not in seen:
                    seen.add((made.subject_id, made.value))
                    yield made

    def parts(self) -> Iterator[Candidate]:
        """Yields who stands behind something, who is against it and who buys."""
        for part in parts_in(self.text, self._actors):
            expected = part.attribute == "sponsor" and part.role != "party" and MODAL_WORDS.search(
                self.text, max(0, part.words[0] - 30), part.words[1])
            role = ("expected", part.role) if expected else (part.role,)
            yield from self._of_part(part, tuple(sorted(role)))
        for part in buyers_in(self.text, self._actors):
            yield from self._of_part(part, ())

    def _of_part(self, part: Part, role: tuple[str, ...]) -> Iterator[Candidate]:
        actor = part.actor
        name = actor.name
        if actor.kind == "person" and part.attribute != "opponent":
            name = (self._finder.country_of(actor)
                    or self._people.get(name.partition(",")[0].split()[-1]) or name)
        said = self.text[slice(*part.words)]
        yield from self._made(
            part.attribute, name, part.words, self._whole(actor.span, part.words),
            f"“{said}” beside “{self.text[slice(*actor.span)]}” says the part it has",
            role, self._as_of(part.words), core=actor.span)

    def sayings(self) -> Iterator[Candidate]:
        """Yields purposes, conditions, warnings, events and standards."""
        text = self.text
        roles = [part.words for part in parts_in(text, self._actors)]
        for said in purposes_in(text):
            if any(said.words[0] <= begins < said.words[0] + 4 for begins, _ in roles):
                continue
            yield from self._said(said, self._value(said.words, lead=("to ",)), "what it is for")
        for said in conditions_in(text):
            yield from self._said(said, self._owned(said), "what must come first")
        for said in warnings_in(text):
            yield from self._said(said, self._owned(said), "a risk")
        for said in events_in(text, [(date.begins, date.ends) for date in self._dates]):
            value = text[slice(*said.words)]
            yield from self._said(said, value[:1].upper() + value[1:], "what happened")
        for said in standards_in(text):
            yield from self._said(said, text[slice(*said.words)], "to what standard it is built")
        for value, words in directions_in(text):
            yield from self._made("direction", value, words, self._whole(words),
                                  f"the words “{text[slice(*words)]}” say which way goods move")

    def _said(self, said: Said, value: str, what: str) -> Iterator[Candidate]:
        printed = said.words
        if word_count(self.text, printed) < 6:
            printed = self._whole(said.key, said.words)
        shown = self.text[slice(*said.key)].strip()
        yield from self._made(said.attribute, value, said.key, printed,
                              f"the words “{shown}” say {what}", as_of=self._as_of(said.key))

    def _value(self, words: Span, lead: Sequence[str] = ()) -> str:
        value = self.text[slice(*words)]
        for word in lead:
            value = value.removeprefix(word)
        return value

    def _owned(self, said: Said) -> str:
        return f"{speaker(self.text, self._actors)}: {self.text[slice(*said.words)]}"


def word_candidates(document: Document, sentences: Sequence[Sentence], proposer: SubjectProposer,
                    actors: ActorFinder) -> Iterator[Candidate]:
    """Yields the candidates in words of a document, in the order of their sentences."""
    told = told_on(document.imprint)
    repeated: Counter[tuple[str, ...]] = Counter()
    people = actors.people_of(sentence.text for sentence in sentences)
    for at, sentence in enumerate(sentences):
        if sentence.kind == "note" or (
                sentence.kind == "heading" and len(sentence.text) < _LONG_HEADING):
            continue
        if proposer.propose(at, 0, 1).ground in ("", "title"):
            continue
        reader = _SentenceReader(at, sentence, proposer, actors, people, told)
        counted: Counter[tuple[str, str]] = Counter()
        for found in (*reader.statuses(), *reader.parts(), *reader.sayings()):
            key = (found.attribute, found.printed)
            told_again = (found.subject_id, found.attribute, found.value, *found.qualifier)
            repeated[told_again] += 1
            if found.attribute in _SHORT and repeated[told_again] > _MOST_REPEATED:
                continue
            yield _named(found, document, sentence.text, counted[key])
            counted[key] += 1


def _named(found: Candidate, document: Document, text: str, nth: int) -> Candidate:
    return replace(found, candidate_id=candidate_id(found.attribute, found.printed, text, nth),
                   document=document.name)
