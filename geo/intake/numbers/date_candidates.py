"""Candidates for dates: when work, operation or deliveries began, and when all is finished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from geo.intake.candidate import Candidate
from geo.intake.numbers.deeds import DatedDeed, deed_of, is_of_a_line
from geo.intake.numbers.firmness import firmness, firmness_behind
from geo.intake.numbers.making import Found, Maker, scope_of
from geo.intake.numbers.part_words import piece_behind
from geo.intake.numbers.read_text import ReadText, read_text
from geo.intake.numbers.stated_dates import StatedDate, dates_in_sentence

_AHEAD: Final = re.compile(
    r"\b(?:will|expected|planned|scheduled|set (?:to|for)|about to|"
    r"to be|plan|aims?|target|promis\w+|due|forecast|slated|"
    r"intend\w*|hope\w*|projected|should|(?-i:may)|could|would)\b", re.IGNORECASE)
_AS_OF: Final = re.compile(r"\b(?:as of|until|till|(?<!run )from)\s+(?:the )?(?:end of )?$",
                           re.IGNORECASE)


def _softness(text: str, stated: StatedDate, deed: DatedDeed) -> tuple[str, str]:
    """Returns how firm a date is: by the words before the deed, else by those up to the date."""
    if own := _AHEAD.match(deed.word):
        return "target", own[0]
    soft, word = firmness("", text, deed.begins, max(stated.ends, deed.ends))
    if not soft and deed.ends <= stated.begins:
        match = _AHEAD.search(text, deed.begins, stated.begins)
        soft, word = firmness("", match[0], len(match[0]), len(match[0])) if match else ("", "")
    return ("forecast" if soft in ("designed", "potential") else soft), word


def _qualifier(read: ReadText, stated: StatedDate, deed: DatedDeed, told: str
               ) -> tuple[tuple[str, ...], list[str]]:
    """Returns the qualifiers of a date, and why; a date to come is never told as past."""
    text = read.text
    soft, word = _softness(text, stated, deed)
    if read.verb_last and not soft:
        soft, word = firmness_behind("", text, max(stated.ends, deed.ends))
        soft = "forecast" if soft in ("designed", "potential") else soft
    if not soft and told and stated.value > told and not told.startswith(stated.value):
        soft, word = "forecast", text[stated.begins:stated.ends]
    found = (*(["by"] if stated.by else []), *(["about"] if stated.about else []),
             *(["at-least"] if stated.denied_at is not None else []), *([soft] if soft else []))
    return found or ("exact",), [f"{soft}: “{word}” in the sentence"] if soft else []


def _found(read: ReadText, stated: StatedDate, deed: DatedDeed, told: str) -> Found:
    text = read.text
    qualifier, why = _qualifier(read, stated, deed, told)
    begins, ends = min(stated.begins, deed.begins), max(stated.ends, deed.ends)
    if stated.denied_at is not None:
        begins = min(begins, stated.denied_at)
    scope, words = scope_of(text, begins, begins)
    if piece := piece_behind(text, stated.ends):
        scope, words = "part", piece
    verb = "begun" if deed.deed == "start" else "finished"
    reasons = [f"“{deed.word}” says that something is {verb}", *why]
    if stated.open_year:
        reasons.append("the year is read from the date of the document")
    if scope == "part":
        reasons.append(f"part: “{words}”")
    is_past = stated.open_year and stated.value <= told and not (
        stated.value_high or {*qualifier} & {"by", "forecast", "target"})
    return Found(
        deed.deed, stated.value, stated.value_high, "date", qualifier, stated.begins, stated.ends,
        ((begins, ends), (stated.begins, stated.ends)), tuple(reasons),
        scope=scope if scope == "part" else "", scope_words=words if scope == "part" else "",
        as_of=stated.value if is_past else "")


def date_candidates(maker: Maker) -> Iterator[Candidate]:
    """Yields the candidates for starts and completions in the text of a document."""
    for at, sentence in enumerate(maker.sentences):
        if sentence.kind != "text":
            continue
        read = read_text(sentence.text)
        text = read.text
        names = [(each.begins, each.ends) for each in maker.proposer.mentions(at)]
        for stated in dates_in_sentence(text, maker.told, ahead=bool(_AHEAD.search(text))):
            deed = deed_of(text, stated)
            if deed is None or _AS_OF.search(text[:stated.begins]) or not is_of_a_line(
                    text, deed, names, before=maker.speaks_of_a_line(at)):
                continue
            candidate = maker.candidate_read(at, read, _found(read, stated, deed, maker.told))
            if candidate:
                yield candidate
