"""Candidates in words: what a document says of subjects that is no number.

A sentence is read only where it names a subject, or goes back to one: a word of status without a
subject says nothing that the atlas could hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from geo.claims.word_lists import MODAL_WORDS
from geo.intake.candidate import Candidate, candidate_id
from geo.intake.document import Document
from geo.intake.numbers.stated_dates import told_on
from geo.intake.sentences import Sentence
from geo.intake.subjects.proposal import LONGEST_SENTENCE, SubjectProposer
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
from geo.intake.words.windows import word_count
from geo.intake.words.word_maker import Surroundings, Wording, WordMaker

_LONG_HEADING: Final = 160
"""A heading of so many letters is one that a paragraph follows on its line."""
_FEW_WORDS: Final = 6
"""With fewer words than these, more are printed around them."""
_BEFORE_A_ROLE: Final = 30
"""So many letters before the word for a role a word that it is yet to come still counts."""
_WILLING: Final = re.compile(
    r"\b(?:offer(?:s|ed|ing)? to|(?:is|are|was|were) (?:ready|willing|invited|free) to|wants? to|"
    r"wishes to|will|would|may|might|could|hopes? to|intends? to) (?:also )?(?:join|take part|"
    r"participate)", re.IGNORECASE)
"""Words of one who is yet to take part."""
_BESIDE: Final = 4
_SHORT: Final = ("status", "sponsor", "opponent", "buyer", "standard", "direction")
_MOST_PURPOSES: Final = 2
"""How many purposes of a subject a paragraph is asked for: the first ones are what it is for."""
_MOST_REPEATED: Final = 2
"""How often a document is quoted for one and the same: nobody enters it a third time."""


def _statuses(maker: WordMaker) -> Iterator[Candidate]:
    """Yields how far something has come, each status of a subject once."""
    seen: set[tuple[str, str]] = set()
    for state in states_in(maker.text):
        words = maker.text[slice(*state.span)]
        for made in maker.made(Wording("status", state.status, state.span, maker.whole(state.span),
                                       f"the words “{words}” say {state.status}")):
            if state.is_only_ahead and maker.stands(made.subject_id, state.status):
                continue
            if (made.subject_id, made.value) not in seen:
                seen.add((made.subject_id, made.value))
                yield made


def _role(part: Part, text: str) -> tuple[str, ...]:
    """Returns the role of an actor, with `expected` where it is yet to come."""
    if not part.role:
        return ()
    words = _WILLING if part.role == "party" else MODAL_WORDS
    begins = max(0, part.words[0] - _BEFORE_A_ROLE)
    is_ahead = part.attribute == "sponsor" and words.search(text, begins, part.words[1])
    return ("expected", part.role) if is_ahead else (part.role,)


def _parts(maker: WordMaker, parts: Sequence[Part]) -> Iterator[Candidate]:
    """Yields who stands behind something, who is against it and who buys."""
    for part in parts:
        actor = part.actor
        name = actor.name
        if actor.kind == "person" and part.attribute != "opponent":
            name = maker.country_of(actor) or name
        said = maker.text[slice(*part.words)]
        yield from maker.made(Wording(
            part.attribute, name, part.words, maker.whole(actor.span, part.words),
            f"“{said}” beside “{maker.text[slice(*actor.span)]}” says the part it has",
            _role(part, maker.text), actor.span))


def _sayings(maker: WordMaker, parts: Sequence[Part]) -> Iterator[tuple[Said, str, str]]:
    """Yields purposes, conditions, warnings, events and standards, with value and what it is."""
    text = maker.text
    for said in purposes_in(text):
        if not any(said.words[0] <= part.words[0] < said.words[0] + _BESIDE for part in parts):
            yield said, text[slice(*said.words)].removeprefix("to "), "what it is for"
    for found, what in ((conditions_in(text), "what must come first"),
                        (warnings_in(text), "a risk")):
        for said in found:
            owner = speaker(text, maker.actors)
            yield said, f"{owner}: {text[slice(*said.words)]}", what
    for said in events_in(text, [(date.begins, date.ends) for date in maker.dates]):
        value = text[slice(*said.words)]
        yield said, value[:1].upper() + value[1:], "what happened"
    for said in standards_in(text):
        yield said, text[slice(*said.words)], "to what standard it is built"


def _in_sentence(maker: WordMaker) -> Iterator[Candidate]:
    """Yields all that a sentence says in words."""
    text = maker.text
    parts = list(parts_in(text, maker.actors))
    yield from _statuses(maker)
    yield from _parts(maker, [*parts, *buyers_in(text, maker.actors)])
    for said, value, what in _sayings(maker, parts):
        few = word_count(text, said.words) < _FEW_WORDS
        printed = maker.whole(said.key, said.words) if few else said.words
        shown = text[slice(*said.key)].strip()
        yield from maker.made(Wording(said.attribute, value, said.key, printed,
                                      f"the words “{shown}” say {what}"))
    for value, words in directions_in(text):
        yield from maker.made(Wording(
            "direction", value, words, maker.whole(words),
            f"the words “{text[slice(*words)]}” say which way goods move"))


def _may_say(at: int, sentence: Sentence, proposer: SubjectProposer) -> bool:
    """Checks whether a sentence may say something of a subject; a heading or a note does not."""
    is_heading = sentence.kind == "heading" and len(sentence.text) < _LONG_HEADING
    if sentence.kind == "note" or is_heading or len(sentence.text) > LONGEST_SENTENCE:
        return False
    return proposer.propose(at, 0, 1).ground not in ("", "title") or proposer.states(at)


def _standing(makers: Iterable[WordMaker]) -> set[str]:
    """Returns the subjects that sentences say to be in operation or under construction."""
    return {made.subject_id for maker in makers for made in _statuses(maker)
            if made.value in ("operating", "under-construction")}


def word_candidates(document: Document, sentences: Sequence[Sentence], proposer: SubjectProposer,
                    actors: ActorFinder) -> Iterator[Candidate]:
    """Yields the candidates in words of a document, in the order of their sentences."""
    surroundings = Surroundings(proposer, actors, actors.people_of(
        sentence.text for sentence in sentences), told_on(document.imprint))
    makers = [WordMaker(at, sentence, surroundings) for at, sentence in enumerate(sentences)
              if _may_say(at, sentence, proposer)]
    surroundings.standing.update(_standing(makers))
    repeated: Counter[tuple[str, ...]] = Counter()
    purposes: Counter[tuple[int, str]] = Counter()
    for maker in makers:
        sentence = maker.sentence
        counted: Counter[tuple[str, str]] = Counter()
        for found in _in_sentence(maker):
            if found.attribute == "purpose":
                purposes[sentence.paragraph, found.subject_id] += 1
                if purposes[sentence.paragraph, found.subject_id] > _MOST_PURPOSES:
                    continue
            again = (found.subject_id, found.attribute, found.value, *found.qualifier)
            repeated[again] += 1
            if found.attribute in _SHORT and repeated[again] > _MOST_REPEATED:
                continue
            key = (found.attribute, found.printed)
            made_id = candidate_id(*key, sentence.text, counted[key])
            counted[key] += 1
            yield replace(found, candidate_id=made_id, document=document.name)
