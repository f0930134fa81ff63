"""Times: whether the printed words bear out the period that is counted and the day that is told.

A year counts where the words stand in its clause: `the line is in operation and carried 3 Mt in
2025` says nothing of 2025 of the operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from geo.claims.clauses import Span, clause_of, predicate_of
from geo.claims.dates import day_told, relative_years
from geo.claims.findings import Finding
from geo.claims.passage import Passage
from geo.claims.word_lists import STATUS_WORDS_PRINTED
from geo.data.records import Claim

_FLOWS: Final = ("throughput", "capacity", "share")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_RUNNING: Final = re.compile(
    r"\bcumulative|\bin total\b|\baltogether\b|\bso far\b|\bthus far\b|\bto date\b|"
    r"\b(?:until|till|up to) (?:now|today)\b|\bsince (?:then|(?:it|they|its|their|the|being|"
    r"becoming|entering|coming|going|opening|commissioning|launch\w*|start\w*|operations?|"
    r"deliver\w+|shipments?|inception)\b(?! (?:start|beginning) of (?:the|this) year)(?:\s\w+)?)",
    re.IGNORECASE)
"""Words of a running total, which counts to the day of the source."""
_SINCE: Final = re.compile(r"\bsince\s+(?:\w+,?\s+){0,3}(?:19|20)\d\d\b", re.IGNORECASE)
_SPAN_WORDS: Final = re.compile(
    r"\b(?:since|as of|from|between|until|by the end of|end of|during|in|over the (?:first|last)|"
    rf"first \w+ months of)\s+(?:\w+,?\s+){{0,4}}(?:19|20)\d\d\b|{_RUNNING.pattern}", re.IGNORECASE)


def time_findings(claim: Claim, passage: Passage, published: str) -> Iterator[Finding]:
    """Yields what speaks against the period of a claim, or its day. `published` is its source's."""
    yield from _period(claim, passage, published)
    yield from _day(claim, passage, published)


def _same_day(one: str, other: str) -> bool:
    """Checks whether two dates are the same, as far as both of them go."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _last_day_counted(period: str) -> str:
    """Returns the end of a period that has one: 2026-03 of `to 2026-03` and of `2020/2026-03`."""
    return period.removeprefix("to ").rpartition("/")[2] if re.search(r"^to |/", period) else ""


def _period(claim: Claim, passage: Passage, published: str) -> Iterator[Finding]:
    text = f"{passage.head} {passage.around}"
    printed = relative_years(passage.sentence, published)
    running = _RUNNING.search(passage.sentence)
    if (running or _SINCE.search(passage.sentence)) and _same_day(
            _last_day_counted(claim.period), published):
        printed.add(published[:4])
    for year in dict.fromkeys(_YEAR.findall(claim.period)):
        if year not in text and year not in printed:
            yield Finding("period", "period-not-printed", "period",
                          f"{year} stands nowhere near the passage")
    if claim.attribute in _FLOWS and not claim.period and (
            match := _SPAN_WORDS.search(passage.sentence)):
        advice = (f"; a total that runs to the day of the source is counted 'to {published}'"
                  if running else "")
        yield Finding("period", "period-left-out", "period",
                      f"the passage names a time ({match[0]!r}); say what time the number "
                      f"counts{advice}")


def _told(claim: Claim, passage: Passage) -> Span:
    """Returns where in its sentence that which a claim tells stands.

    Of what is told of now, a status or progress, it is what is said with the same verb.
    """
    begins, ends = passage.begins, passage.ends
    if claim.attribute == "status" and (words := STATUS_WORDS_PRINTED.get(claim.value)) and (
            match := words.search(passage.sentence, begins, ends)):
        return predicate_of(passage.sentence, match.start(), match.end())
    if claim.attribute == "progress" and (
            at := passage.sentence.find(claim.value, begins, ends)) >= 0:
        return predicate_of(passage.sentence, at, at + len(claim.value))
    return clause_of(passage.sentence, begins, ends)


def _day(claim: Claim, passage: Passage, published: str) -> Iterator[Finding]:
    text = f"{passage.head} {passage.around}"
    year = claim.as_of[:4]
    begins, ends = _told(claim, passage)
    words = passage.sentence[begins:ends]
    years = {*_YEAR.findall(words), *relative_years(words, published)}
    if year not in (published[:4], *_YEAR.findall(text), *years):
        yield Finding("period", "day-not-printed", "as_of",
                      f"{year} is not the year of the source and stands nowhere near the passage")
    elif not _same_day(claim.as_of, published) and year not in years and (
            not years or year in _YEAR.findall(passage.sentence)):
        elsewhere = _YEAR.search(passage.sentence)
        yield Finding("period", "day-open", "as_of",
                      f"{claim.as_of} is not the day of the source, and the passage names no year"
                      + (f" of it ({elsewhere[0]} belongs to another clause)" if elsewhere else ""))
    elif claim.attribute == "progress" and (day := day_told(words)) and day <= published and (
            not _same_day(claim.as_of, day)):
        yield Finding("period", "day-open", "as_of",
                      f"the words tell of it by {day}, not of {claim.as_of}")
