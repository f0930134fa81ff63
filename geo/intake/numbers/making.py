"""Makes a candidate of a figure or a date: its subject, scope, printed words and reasons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from geo.data.records import Claim
from geo.intake.candidate import Candidate, candidate_id
from geo.intake.document import Document
from geo.intake.numbers.attribute_words import LINE_WORDS
from geo.intake.numbers.printed_span import around, borne_out
from geo.intake.numbers.read_text import ReadText, read_text
from geo.intake.numbers.stated_dates import told_on
from geo.intake.sentences import Sentence
from geo.intake.subjects.proposal import Proposal, SubjectProposer

_PART_NOUN: Final = (r"(?:sections?|segments?|stretch(?:es)?|portions?|leg|branch|spur|tunnels?|"
                     r"bridges?|phase|stage|part|link)")
_PART_AFTER: Final = re.compile(
    rf"[\s-]+(?:(?!of\b|for\b|and\b|the\b)[\w\u2013-]+\s+){{0,4}}?{_PART_NOUN}\b"
    r"(?:\s+(?:of|from|between|in|through)\s+(?:the\s+)?[\w\u2013-]+)?")
_PART_BEFORE: Final = re.compile(
    rf"\b(?:the |a |an |its )?(?:[\w\u2013-]+\s+){{0,2}}{_PART_NOUN}\b[^.;,]{{0,40}}$",
    re.IGNORECASE)
_OF_A_LINE: Final = re.compile(
    r"\s+of (?:the |its )?(?:[\w\u2013-]+\s+)?(?:route|line|railway|pipeline|road|track|"
    r"corridor)s?\b")
_OF_WHICH: Final = re.compile(
    r"\b(?:of which|of (?:that|this|it|them)\b|including|among (?:it|them))[^.;]{0,30}$",
    re.IGNORECASE)
_COMPARED: Final = re.compile(
    r"\b(?:compared (?:to|with)|against|versus|rather than|instead of|(?:up|down) from|than the)"
    r"\s[^.;]{0,40}$", re.IGNORECASE)
_FROM_TO: Final = re.compile(r"\b(?:up|down) from\s[^.;]{0,34}\bto\s(?:\w+\s)?$", re.IGNORECASE)
"""What stands before the new one of two figures: `up from 2 to`."""


_MOST_BACK: Final = 12
"""So many sentences back what a paragraph speaks of is sought."""
_TOLD_OF_LINES: Final = frozenset({"bcm", "bcm/year", "mcm/day", "TEU", "mm"})
"""Units in which hardly anything but lines and ports is told of."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a figure or a date of a sentence says, before its subject is known.

    `cores` are the spans that the printed words must take in, the best first; `more` those that
    they should. `as_of` is blank where it is the day of the document.
    """

    attribute: str
    value: str
    value_high: str
    unit: str
    qualifier: tuple[str, ...]
    begins: int
    ends: int
    cores: tuple[tuple[int, int], ...]
    why: tuple[str, ...]
    more: tuple[tuple[int, int], ...] = ()
    scope: str = ""
    scope_words: str = ""
    period: str = ""
    as_of: str = ""


def scope_of(text: str, begins: int, ends: int, *, was: bool = False) -> tuple[str, str]:
    """Returns scope and scope words of a figure, as its neighbours say them; blanks of a whole."""
    before, after = text[max(0, begins - 80):begins], text[ends:ends + 70]
    if was:
        return "compared", "what it was before"
    if (match := _COMPARED.search(before)) and not _FROM_TO.search(before):
        return "compared", match[0].strip()
    if match := _OF_WHICH.search(before):
        return "part", match[0].strip(" ,")
    if match := _PART_AFTER.match(after) or _OF_A_LINE.match(after):
        return "part", match[0].strip(" -")
    if match := _PART_BEFORE.search(before):
        return "part", match[0].strip(" ,-")
    return "", ""


@dataclass(slots=True)
class Maker:
    """Makes the candidates of one document, and counts those that share their words."""

    document: Document
    sentences: Sequence[Sentence]
    proposer: SubjectProposer
    told: str = field(init=False)
    _lines: dict[int, bool] = field(init=False, default_factory=dict)
    _counts: Counter[tuple[str, ...]] = field(init=False, default_factory=Counter)

    def __post_init__(self) -> None:
        self.told = told_on(self.document.imprint)

    def speaks_of_a_line(self, at: int) -> bool:
        """Checks whether a sentence, its heading or its paragraph before it is of what is drawn."""
        here = self.sentences[at]
        if LINE_WORDS.search(read_text(here.head).text):
            return True
        for back in range(at, max(-1, at - _MOST_BACK), -1):
            if self.sentences[back].paragraph != here.paragraph:
                return False
            if self._names_a_line(back):
                return True
        return False

    def _names_a_line(self, at: int) -> bool:
        if at not in self._lines:
            self._lines[at] = bool(LINE_WORDS.search(read_text(self.sentences[at].text).text)
                                   or self.proposer.mentions(at))
        return self._lines[at]

    def _is_noise(self, at: int, found: Found, proposal: Proposal) -> bool:
        return proposal.ground in ("", "title") and found.unit not in _TOLD_OF_LINES and (
            not self.speaks_of_a_line(at))

    def candidate_read(self, at: int, read: ReadText, found: Found) -> Candidate | None:
        """Returns `candidate` of what was found in a sentence as it is read (`read_text`)."""
        (begins, ends), *_ = read.printed([(found.begins, found.ends)])
        scope_words = found.scope_words
        if scope_words and (where := read.text.find(scope_words)) >= 0:
            (first, last), *_ = read.printed([(where, where + len(scope_words))])
            scope_words = self.sentences[at].text[first:last]
        return self.candidate(at, replace(
            found, begins=begins, ends=ends, cores=read.printed(found.cores),
            more=read.printed(found.more), scope_words=scope_words))

    def candidate(self, at: int, found: Found, *, in_table: bool = False) -> Candidate | None:
        """Returns the candidate of what was found in a sentence; None where it is noise.

        None as well where no words bear it out, but for a row of a table: its head may name the
        unit.
        """
        sentence = self.sentences[at]
        proposal = self.proposer.propose(at, found.begins, found.ends, found.attribute, found.unit)
        if self._is_noise(at, found, proposal):
            return None
        names = sorted(
            ((mention.begins, mention.ends) for mention in self.proposer.mentions(at)
             if proposal.subject_id in mention.subject_ids),
            key=lambda span: abs(span[0] - found.begins))
        published = self.document.imprint.published
        claim = Claim(proposal.subject_id, found.attribute, found.value, found.value_high,
                      found.unit, found.qualifier, found.scope, found.scope_words, found.period,
                      found.as_of or published, "", sentence.section, "", "", "")
        span = borne_out(sentence.text, found.cores, (*names[:1], *found.more), claim, published)
        if span is None and in_table:
            span = found.cores[0]
        if span is None:
            return None
        printed = sentence.text[slice(*span)]
        key = (found.attribute, printed, sentence.text)
        nth = self._counts[key]
        self._counts[key] += 1
        before, after = around(sentence.text, *span)
        return Candidate(
            candidate_id(*key, nth), self.document.name, proposal.subject_id, found.attribute,
            found.value, found.value_high, found.unit, found.qualifier, found.scope,
            found.scope_words, found.period, claim.as_of, printed, sentence.anchor(*span),
            sentence.section, before, after, proposal.others, (proposal.why, *found.why))
