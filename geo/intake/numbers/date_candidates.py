"""Candidates for dates: when work, operation or deliveries began, and when something is finished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from geo.intake.candidate import Candidate
from geo.intake.numbers.firmness import firmness
from geo.intake.numbers.making import Found, Maker, scope_of
from geo.intake.numbers.stated_dates import StatedDate, dates_in_sentence

Deed = Literal["start", "completion", "other"]

_DEEDS: Final = re.compile(
    r"\b(?:(?P<completion>complet(?:e[ds]?|ing|ion)|finish(?:ed|es|ing)?|fully operational|finali[sz]ed|"
    r"ready|handed over|commission(?:ed|ing)|full capacity|end of construction|deadline|extend this line|due to end|handover|be over|(?:will|to) end"
    r"|(?:doubl|expand|increas)\w+ (?:[\w\u2019']+ ){0,4}capacity|be built|wrapped up|concluded?)"
    r"|(?P<start>beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)?|launch(?:ed|es|ing)?|commenc\w+|"
    r"(?:become |became |becoming )?operational|in(?:to)? (?:commercial )?(?:operation|service)|"
    r"open(?:ed|s|ing)?|inaugurat\w+|groundbreaking|broke ground|ground was broken|foundation(?: stone)?|"
    r"first (?:\w+ )?(?:trains?|gas|oil|shipments?|deliver(?:y|ies)|flows?|cargo|ship|convoy)|"
    r"receiv(?:ed|ing) (?:\w+ ){0,2}(?:shipments?|deliver)|on[ -]?stream|on line|"
    r"went into (?:operation|service)|enter(?:s|ed)? (?:service|operation)|resum\w+|laid in|operating since)"
    r"|(?P<other>sign(?:ed|ing|s)|announc\w+|agree[ds]?|agreements?|met\b|meetings?|summit|visit(?:ed)?|"
    r"declar\w+|statement|said|told|according|published|report(?:ed|s)?|interview|elect\w+|adopt\w+|"
    r"ratif\w+|accessed|conflict|war\b|ceasefire|attack\w*|established|founded|born|elected|approved|"
    r"voted|sanction\w*|invasion|joined|collapse\w*|independence|memorandum|treaty|held\b|talks))\b",
    re.IGNORECASE)
_THING: Final = re.compile(
    r"\b(?:construct\w*|works?|operations?|operational|rail\w*|lines?|tracks?|pipelines?|corridors?|"
    r"routes?|roads?|highway|motorway|service|deliver\w*|shipments?|trains?|gas|oil|traffic|transport\w*|"
    r"ports?|terminals?|cables?|flows?|exports?|supply|ferr(?:y|ies)|tunnels?|bridges?|project|sections?|"
    r"phases?|stages?|segments?|crossings?|reconstruction|facilit(?:y|ies)|capacity|transit|link|hub|dry port|"
    r"checkpoint|leg|strings?|berths?)\b",
    re.IGNORECASE)
_NOT_A_LINE: Final = re.compile(
    r"\b(?:talks|negotiat\w+|war|conflict|dialogue|cooperation|relations?|campaign|term|presidency|"
    r"career|studies|investigation|process|hostilities|operation \w+|offensive|partnership|mission|"
    r"reforms?|programmes?|programs?|exercises?|elections?|counter-terror\w*|military)\b", re.IGNORECASE)
_FAR: Final = 110
_NEAR_VERB: Final = 70
_AHEAD: Final = re.compile(r"\b(?:will|expected|planned|scheduled|to be|plan|aims?|target|promised|due|"
                               r"forecast|slated|intend\w*|hope\w*|projected|should|may|could|would)\b", re.IGNORECASE)
_PROMISED: Final = re.compile(r"(?:promised|scheduled|slated|planned|due) ", re.IGNORECASE)
_BUILDING: Final = re.compile(r"ground|foundation|operation|service|stream", re.IGNORECASE)
_AS_OF: Final = re.compile(r"\b(?:as of|until|till|from)\s+(?:the )?(?:end of )?$", re.IGNORECASE)
_CLAUSE: Final = re.compile(r";|,? (?:while|but|whereas|although|and (?:in|by|on)) ")


@dataclass(frozen=True, slots=True)
class _Marked:
    deed: Deed
    word: str
    begins: int
    ends: int


def _deed(text: str, stated: StatedDate) -> _Marked | None:
    """Returns the deed nearest to a date; None where there is none, or another kind of event."""
    best: tuple[float, _Marked] | None = None
    for match in _DEEDS.finditer(text):
        deed: Deed = ("completion" if match["completion"] else "start" if match["start"]
                      else "other")
        if match.end() <= stated.begins:
            away = stated.begins - match.end()
            between = text[match.end():stated.begins]
        elif match.start() >= stated.ends:
            away = match.start() - stated.ends
            between = text[stated.ends:match.start()]
            if stated.begins > 0 and not text[:stated.begins].isspace():
                away = int(away * 1.5)
        else:
            continue
        if "and" in between.split():
            away += 40
        if match["completion"] and _PROMISED.match(match[0]):
            away += 25
        cost = away + 60 * len(_CLAUSE.findall(between)) + (15 if deed == "other" else 0)
        if best is None or cost < best[0]:
            best = cost, _Marked(deed, match[0], match.start(), match.end())
    if best is None or best[0] > _FAR or best[1].deed == "other":
        return None
    return best[1]


def _is_of_a_line(text: str, deed: _Marked, names: list[tuple[int, int]], *, before: bool) -> bool:
    """Checks whether what began or ended is a line, its construction or its traffic.

    `before` says that the text before speaks of one, as it must where the sentence itself does not.
    """
    window = text[max(0, deed.begins - _NEAR_VERB):deed.ends + _NEAR_VERB]
    if not _THING.search(window) and not any(
            abs(begins - deed.begins) < _FAR for begins, _ in names) and not (
                before and (deed.deed == "completion" or _BUILDING.search(deed.word))):
        return False
    other = min((abs(match.start() - deed.begins) for match in _NOT_A_LINE.finditer(text)),
                default=_FAR)
    own = min((abs(match.start() - deed.begins) for match in _THING.finditer(text)
               if match.start() != deed.begins), default=_FAR)
    return not (other < 30 and other <= own)


def _softness(text: str, stated: StatedDate, deed: _Marked) -> tuple[str, str]:
    """Returns how firm a date is: by the words before the deed, else by those up to the date."""
    if own := _AHEAD.match(deed.word):
        return "target", own[0]
    soft, word = firmness("", text, deed.begins, max(stated.ends, deed.ends))
    if not soft and deed.ends <= stated.begins:
        match = _AHEAD.search(text, deed.begins, stated.begins)
        soft, word = firmness("", match[0], len(match[0]), len(match[0])) if match else ("", "")
    return ("forecast" if soft in ("designed", "potential") else soft), word


def _qualifier(text: str, stated: StatedDate, deed: _Marked, told: str
               ) -> tuple[tuple[str, ...], list[str]]:
    soft, word = _softness(text, stated, deed)
    if not soft and told and stated.value > told and not told.startswith(stated.value):
        soft, word = "forecast", text[stated.begins:stated.ends]
    found = ([*(["by"] if stated.by else []), *(["about"] if stated.about else []),
              *([soft] if soft else [])])
    why = [f"{soft}: “{word}” in the sentence"] if soft else []
    return tuple(found) or ("exact",), why


def _found(text: str, stated: StatedDate, deed: _Marked, told: str) -> Found:
    qualifier, why = _qualifier(text, stated, deed, told)
    begins, ends = min(stated.begins, deed.begins), max(stated.ends, deed.ends)
    scope, words = scope_of(text, begins, begins)
    verb = "begun" if deed.deed == "start" else "finished"
    reasons = [f"“{deed.word}” says that something is {verb}", *why]
    if stated.open_year:
        reasons.append("the year is read from the date of the document")
    if scope == "part":
        reasons.append(f"part: “{words}”")
    past = stated.open_year and stated.value <= told and not (
        {*qualifier} & {"by", "forecast", "target"})
    return Found(deed.deed, stated.value, stated.value_high, "date", qualifier, stated.begins,
                 stated.ends, ((begins, ends), (stated.begins, stated.ends)), tuple(reasons),
                 scope=scope if scope == "part" else "", scope_words=words if scope == "part" else "",
                 as_of=stated.value if past and not stated.value_high else "")


def date_candidates(maker: Maker) -> Iterator[Candidate]:
    """Yields the candidates for starts and completions in the text of a document."""
    for at, sentence in enumerate(maker.sentences):
        if sentence.kind != "text":
            continue
        text = sentence.text
        ahead = bool(_AHEAD.search(text))
        for stated in dates_in_sentence(text, maker.told, ahead=ahead):
            deed = _deed(text, stated)
            if deed is None or _AS_OF.search(text[:stated.begins]) or not _is_of_a_line(text, deed, [
                    (each.begins, each.ends) for each in maker.proposer.mentions(at)],
                    before=maker.speaks_of_a_line(at)):
                continue
            candidate = maker.candidate(at, _found(text, stated, deed, maker.told))
            if candidate:
                yield candidate
