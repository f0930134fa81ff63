"""Clauses: the part of a sentence in which a word counts, and no further.

`The pipeline carries 5 bcm a year, and a second line is planned` plans no 5 bcm. A sentence is
parted only where both sides have a verb of their own, so that lists (`oil and gas`, `Azerbaijan and
Georgia`) and ranges stay whole.
"""

from __future__ import annotations

import re
from typing import Final

Span = tuple[int, int]
"""Where words begin and end in a text."""

_AUXILIARY: Final = (
    r"(?:is|are|was|were|has|have|had|will|would|could|can|cannot|may|might|must|should|shall|does|"
    r"did)\b")
_FINITE: Final = (
    r"(?:began|rose|fell|grew|became|said|lent|paid|took|gave|went|came|saw|met|ran|\w{3,}ed|"
    r"(?:plan|expect|hope|intend|oppose|object|support|want|say|warn|run|begin|start|open|become|"
    r"remain|need|depend|require|lend|pay|build|finance|deliver|link|connect|transport|supplie|"
    r"carrie|reache)s)\b")
_VERB: Final = re.compile(rf"\b(?:(?P<auxiliary>{_AUXILIARY})|{_FINITE})", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"\b(?:that|which|who|whose|where|to|not|by)\s", re.IGNORECASE)
_TAKES_AN_OBJECT: Final = re.compile(
    r"\w+ed\s+(?:the|an?|its|their|it|to|that|on|over|about|more|up|plans|\W?\d)", re.IGNORECASE)
"""A past tense (`financed the line`), not a participle (`financed by`)."""
_NOUN_PHRASE: Final = re.compile(
    r"(?:(?:the|an?|another|its|their|his|this|these|those|some|several|many|most|it|they|members)"
    r"\b|(?-i:[A-Z\u00c0-\u00de\u0130\u015e\u018f]))", re.IGNORECASE)
_JOINT: Final = re.compile(
    r"(?P<always>;\s+)|,?\s+(?:and|but|while|whereas|although|though|yet)\s+|(?P<comma>,\s+)",
    re.IGNORECASE)
_CONCESSION: Final = re.compile(r"\W*(?:while|whereas|although|though)\b", re.IGNORECASE)
_PRONOUN: Final = re.compile(r"\W*(?:it|its|they|their|this|these)\b", re.IGNORECASE)
_HANGING: Final = re.compile(r",\s+(?=(?:which|who|whose|whom)\b)", re.IGNORECASE)
_PAIR: Final = re.compile(r"\b(?:between|both)\s+(?:[^\s,;]+\s+){0,6}$", re.IGNORECASE)
_MOST_WORDS: Final = 8
"""The most words that a subject has, before its verb."""
_FAR: Final = 300
"""The number of letters before and after a joint in which a verb is sought."""


def _says_something(words: str) -> bool:
    """Checks whether words begin with a subject and a verb of their own."""
    verb = _VERB.search(words)
    if verb is None or not 0 < len(words[:verb.start()].split()) <= _MOST_WORDS or (
            re.search(r"[,;]", words[:verb.start()]) or _RELATIVE.search(words[:verb.start()])):
        return False
    return bool(verb["auxiliary"] or (_NOUN_PHRASE.match(words) and (
        not verb[0].lower().endswith("ed") or _TAKES_AN_OBJECT.match(words, verb.start()))))


def _parted(text: str, *, verbs_too: bool) -> list[int]:
    """Returns where clauses begin; with `verbs_too` also where a second verb of a subject does."""
    begins = [0]
    if "://" in text:  # notes broke into the sentence: what belongs to which verb cannot be told
        return begins
    for joint in _JOINT.finditer(text):
        if joint["comma"] and not _CONCESSION.match(text, begins[-1]):
            continue
        before = text[max(begins[-1], joint.start() - _FAR):joint.start()]
        after = text[joint.end():joint.end() + _FAR]
        if joint["always"] or (
                _VERB.search(before) and not _PAIR.search(f"{before} ") and (
                    _says_something(after) or (
                        verbs_too and not joint["comma"] and _VERB.match(after)))):
            begins.append(joint.end())
    return begins


def _around(text: str, places: Span, begins: list[int]) -> Span:
    first = max(begin for begin in begins if begin <= max(places[0], 0))
    last = min((begin for begin in begins if begin >= max(places[1], places[0] + 1)),
               default=len(text))
    return first, last


def clause_of(text: str, begins: int, ends: int = 0) -> Span:
    """Returns where the clause, or the clauses, of words begin and end in a text.

    A clause that begins with a pronoun (`it`, `its`) goes on with what the one before it says, and
    is taken together with it.
    """
    joints = _parted(text, verbs_too=False)
    first, last = _around(text, (begins, ends), joints)
    while first > 0 and _PRONOUN.match(text, first):
        first = max(joint for joint in joints if joint < first)
    return first, last


def relative_of(text: str, begins: int, ends: int) -> Span:
    """Returns the clause of words, without the clauses that hang on it with `, which` or `, who`.

    Words of such a clause have it for theirs.
    """
    first, last = clause_of(text, begins, ends)
    hanging = [match.end() for match in _HANGING.finditer(text, first, last)]
    return (max((at for at in hanging if at <= begins), default=first),
            min((at for at in hanging if at >= ends), default=last))


def predicate_of(text: str, begins: int, ends: int = 0) -> Span:
    """Returns where what is said with one verb begins and ends.

    `The line is in operation and carried 3 Mt in 2025` says two things of the line.
    """
    return _around(text, (begins, ends), _parted(text, verbs_too=True))
