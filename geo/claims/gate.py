"""The gate: judges a claim by rules against the words it rests on, side by side.

Each side of a claim (its value, hedge, range, period, scope, attribute, subject, actor and status)
is *borne out* by the printed words, *refuted* by them, or left *open*. What is open a second,
independent reading may sign; a value, a unit, a date and a place are never signed away. A finding
carries a code that names its rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from geo.claims.acting import ACTORS, OWNED, actor_findings
from geo.claims.clauses import clause_of
from geo.claims.findings import Finding
from geo.claims.other_languages import in_english
from geo.claims.passage import Passage
from geo.claims.printed_numbers import (
    HEDGES,
    RANGE_JOINS,
    Figure,
    figures_in,
    matching_figures,
    value_faults,
)
from geo.claims.told_when import time_findings
from geo.claims.word_lists import (
    ATTRIBUTE_WORDS,
    CAPACITY_WORDS,
    MODAL_WORDS,
    PART_WORDS,
    STATUS_WORDS_PRINTED,
)
from geo.data.attributes import ATTRIBUTES
from geo.data.errors import quoted
from geo.data.folding import folded
from geo.data.records import Claim

_SOFT: Final = frozenset({"designed", "potential", "forecast", "target"})
_CODES: Mapping[str, tuple[str, str]] = MappingProxyType({
    "value": ("value", "value-not-printed"), "value_high": ("value", "value-not-printed"),
    "unit": ("unit", "unit-not-printed"), "qualifier": ("hedge", "hedge-not-as-printed"),
    "as_of": ("date", "later-than-the-source")})
"""Side and code of a fault that `printed_numbers` finds in a column."""


class SubjectNames:
    """The names by which subjects are printed, folded: their own, their ends', their corridors'.

    `own` gives for each subject its names, `ends` the names of its two ends, `corridors` those of
    the corridors that it belongs to. `called` gives the name by which a reader knows it.
    """

    def __init__(self, own: Mapping[str, Iterable[str]],
                 ends: Mapping[str, Iterable[Iterable[str]]] = MappingProxyType({}),
                 corridors: Mapping[str, Iterable[str]] = MappingProxyType({}),
                 called: Mapping[str, str] = MappingProxyType({})) -> None:
        self._own = {subject: frozenset(names) for subject, names in own.items()}
        self._ends = {subject: tuple(map(frozenset, names)) for subject, names in ends.items()}
        self._corridors = {subject: frozenset(names) for subject, names in corridors.items()}
        self._called = dict(called)
        every = frozenset[str]().union(*self._own.values(), *self._corridors.values(), *(
            end for ends_of in self._ends.values() for end in ends_of))
        longest_first = sorted(every, key=lambda name: (-len(name), name))
        self._pattern = re.compile(
            rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, longest_first))})(?![a-z0-9])"
            if longest_first else "(?!)")

    def called(self, subject: str) -> str:
        """Returns the name by which a reader knows a subject; its id where none is known."""
        return self._called.get(subject, subject)

    def found_in(self, text: str) -> frozenset[str]:
        """Returns the names that stand in a text, each as long as it can be read."""
        return frozenset(self._pattern.findall(folded(text)))

    def is_named(self, subject: str, found: frozenset[str]) -> bool:
        """Checks whether names found in a text are those of a subject, or of both its ends."""
        ends = self._ends.get(subject, ())
        return bool(self._own.get(subject, frozenset()) & found) or (
            len(ends) > 1 and all(end & found for end in ends))

    def others(self, subject: str, found: frozenset[str]) -> list[str]:
        """Returns the other subjects whose own names were found, sorted."""
        return sorted(other for other, names in self._own.items()
                      if other != subject and names & found)

    def corridor_named(self, subject: str, found: frozenset[str]) -> bool:
        """Checks whether a corridor of a subject was named."""
        return bool(self._corridors.get(subject, frozenset()) & found)


def _folded(text: str) -> str:
    return f" {folded(text)} "


def _subject(claim: Claim, passage: Passage, names: SubjectNames) -> Iterator[Finding]:
    subject = claim.subject_id
    for text in (passage.printed, f"{passage.sentence} {passage.head}"):
        found = names.found_in(text)
        if names.is_named(subject, found):
            if rivals := names.others(subject, found):
                also = ", ".join(map(names.called, rivals[:3]))
                yield Finding("subject", "subject-among-others", "subject_id",
                              f"the passage also names {also}; which of them is it said of?")
            return
    found, called = names.found_in(passage.around), names.called(subject)
    if names.is_named(subject, found):
        yield Finding("subject", "subject-nearby", "subject_id",
                      f"{called} is named near the passage, not in it")
    elif names.corridor_named(subject, found):
        yield Finding("subject", "only-the-corridor-named", "subject_id",
                      f"the passage names a corridor of {called}, not {called} itself")
    else:
        yield Finding("subject", "subject-not-named", "subject_id",
                      f"nothing near the passage names {called}, its ends or its corridor")


def _scope(claim: Claim, passage: Passage, names: SubjectNames) -> Iterator[Finding]:
    if claim.scope:
        words = [word for word in folded(claim.scope_words).split() if len(word) > 3]
        text = _folded(passage.sentence)
        if not any(word in text for word in words):
            yield Finding("scope", "scope-words-not-printed", "scope_words",
                          f"no word of {quoted(claim.scope_words)} stands in the passage")
        elif claim.scope != "part" or not PART_WORDS.search(passage.sentence):
            yield Finding("scope", "scope-open", "scope",
                          f"the passage does not say that it speaks of {claim.scope_words}")
    elif match := PART_WORDS.search(_clause(claim, passage)):
        yield Finding("scope", "part-told-as-whole", "scope",
                      f"the passage speaks of a part ({match[0]!r}); name it in scope and "
                      "scope_words, or let a second reading confirm that the whole is meant")
    elif not names.is_named(claim.subject_id, names.found_in(passage.printed)):
        yield Finding("scope", "whole-not-printed", "scope",
                      "the printed words do not name the subject; is the whole of it meant?")


def _figure(claim: Claim, passage: Passage) -> tuple[Figure, list[Figure]] | None:
    """Returns the figure of a claim in its sentence, and all figures; None without it."""
    figures = list(figures_in(passage.sentence))
    end = passage.begins + len(passage.printed) + 2
    within = [figure for figure in matching_figures(Decimal(claim.value), claim.unit, figures)
              if passage.begins <= figure.begins <= end]
    return (within[0], figures) if within else None


def _clause(claim: Claim, passage: Passage) -> str:
    """Returns the clause of the figure of a claim; without one, those of its printed words."""
    found = _figure(claim, passage) if ATTRIBUTES[claim.attribute].kind == "number" else None
    place = (found[0].begins, found[0].ends) if found else (passage.begins, passage.ends)
    begins, ends = clause_of(passage.sentence, *place)
    return passage.sentence[begins:ends]


def _number(claim: Claim, passage: Passage) -> Iterator[Finding]:
    """Yields hedges and range ends of the sentence that the claim leaves out."""
    found = _figure(claim, passage)
    if found is None:
        return
    figure, figures = found
    before = passage.sentence[:figure.begins]
    for word, pattern in HEDGES.items():
        if word not in claim.qualifier and re.search(
                rf"(?:{pattern})(?:\s+(?:a|the|just|its|total of))?[\s~€$£]*$", before,
                re.IGNORECASE):
            yield Finding("hedge", "hedge-dropped", "qualifier",
                          f"the passage hedges the number ({before[-24:].strip()!r}); say {word!r}")
    modal = MODAL_WORDS.search(_clause(claim, passage))
    if modal and not ({*claim.qualifier} - {"exact", "about"}):
        yield Finding("hedge", "modal-dropped", "qualifier",
                      f"the passage says {modal[0]!r}; say whether the number is designed, "
                      "potential, a forecast or a target")
    if _SOFT & {*claim.qualifier} and not modal:
        yield Finding("hedge", "modal-not-printed", "qualifier",
                      f"nothing in the passage bears out {', '.join(_SOFT & {*claim.qualifier})}")
    if not claim.value_high:
        yield from _cut_range(passage.sentence, figure, figures)


def _cut_range(sentence: str, figure: Figure, figures: list[Figure]) -> Iterator[Finding]:
    place = figures.index(figure)
    pairs = [(figures[at], figures[at + 1]) for at in (place - 1, place)
             if 0 <= at < len(figures) - 1]
    for low, high in pairs:
        between = sentence[low.ends:high.begins]
        lead = sentence[:low.begins].rstrip().casefold()
        is_and = re.fullmatch(r"\s*and\s*", between, re.IGNORECASE)
        if RANGE_JOINS.fullmatch(between) and not lead.endswith(" from") and (
                not is_and or lead.endswith("between")) and low.number < high.number * max(
                    high.scale, 1):
            yield Finding("range", "range-cut", "value_high",
                          f"the passage gives a range, {sentence[low.begins:high.ends]!r}; enter "
                          "both ends")
            return


def _attribute(claim: Claim, passage: Passage) -> Iterator[Finding]:
    words = ATTRIBUTE_WORDS.get(claim.attribute)
    label = ATTRIBUTES[claim.attribute].label.lower()
    if words and not words.search(passage.sentence):
        yield Finding("attribute", "attribute-not-named", "attribute",
                      f"no word of the passage speaks of {label}")
    if claim.attribute == "throughput" and CAPACITY_WORDS.search(passage.sentence):
        yield Finding("attribute", "capacity-or-throughput", "attribute",
                      "the passage speaks of what can be carried; is it what has been?")
    if claim.attribute == "capacity" and not CAPACITY_WORDS.search(passage.printed) and (
            ATTRIBUTE_WORDS["throughput"].search(passage.sentence)):
        yield Finding("attribute", "capacity-or-throughput", "attribute",
                      "the passage speaks of what is carried; is it what can be?")
    if claim.attribute in ("start", "completion"):
        other = "completion" if claim.attribute == "start" else "start"
        if ATTRIBUTE_WORDS[other].search(passage.printed):
            yield Finding("attribute", "start-or-completion", "attribute",
                          f"the printed words also speak of a {other}")


def _value_in_words(claim: Claim, passage: Passage) -> Iterator[Finding]:
    if claim.attribute in ACTORS:
        return
    text = _folded(passage.sentence)
    value = claim.value
    if claim.attribute in OWNED:  # whose it is, the actor's side judges
        value = value.partition(": ")[2] or value
    words = [word for word in folded(value).split() if len(word) > 3]
    missing = [word for word in words if word not in text]
    if missing or not words:
        yield Finding("value", "in-our-own-words", "value",
                      "the value says in our own words what is printed")


def _status(claim: Claim, passage: Passage) -> Iterator[Finding]:
    fitting = [status for status, words in STATUS_WORDS_PRINTED.items()
               if words.search(passage.printed)]
    if claim.value not in fitting:
        yield Finding("status", "status-not-printed", "value",
                      f"the printed words do not bear out {claim.value!r}" + (
                          f", but {', '.join(fitting)}" if fitting else ""))
    elif len(fitting) > 1:
        yield Finding("status", "status-ambiguous", "value",
                      f"the printed words also bear out "
                      f"{', '.join(status for status in fitting if status != claim.value)}")


def _printed_faults(claim: Claim, published: str) -> Iterator[Finding]:
    for column, message in value_faults(claim, published):
        side, code = _CODES[column]
        yield Finding(side, code, column, message, signable=False)


def judge(claim: Claim, passage: Passage, published: str, names: SubjectNames
          ) -> tuple[Finding, ...]:
    """Returns all that the rules say against a claim; nothing where the words bear out every side.

    `published` is the date of its source.
    """
    kind = ATTRIBUTES[claim.attribute].kind
    if passage.printed == passage.sentence:  # of a page no more is known; it may be in any language
        english = in_english(passage.printed)
        passage = replace(passage, printed=english, sentence=english)
    findings = [*_printed_faults(claim, published), *_subject(claim, passage, names),
                *_scope(claim, passage, names), *time_findings(claim, passage, published),
                *_attribute(claim, passage)]
    if kind == "number":
        findings += _number(claim, passage)
    if kind == "text":
        findings += _value_in_words(claim, passage)
    if claim.attribute in (*ACTORS, *OWNED):
        findings += actor_findings(claim, passage)
    if claim.attribute == "status":
        findings += _status(claim, passage)
    return tuple(findings)
