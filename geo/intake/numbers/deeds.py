"""Deeds that a date may be of: a start, a completion, or something else that happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from geo.intake.numbers.stated_dates import StatedDate

Deed = Literal["start", "completion", "other"]

_COMPLETION: Final = (
    r"complet(?:e[ds]?|ing|ion)|finish(?:ed|es|ing)?|fully operational|finali[sz]ed|ready|"
    r"hand(?:ed|ing)? over|handover|commission(?:ed|ing)|full capacity|deadline|"
    r"end of construction|(?:be|been|is|are|was|were) done|ending(?= (?:in|by|on))|"
    r"(?:speaks?|talks?|spoke|talked) of(?= (?:the )?(?:\w+ of )?(?:19|20)\d\d)|target date|"
    r"extend this line|due to end|be over|(?:will|to) end|be built|wrapped up|concluded?|"
    r"(?:doubl|expand|increas)\w+ (?:[\w\u2019']+ ){0,4}capacity|"
    r"(?:promised|scheduled|slated|planned|due) (?:for|in|by|on)|"
    r"promis(?:e|es|ed|ing) (?:the |its |first )*(?:trains?|railway|line|road|ferr(?:y|ies)|"
    r"traffic|freight|gas|oil|it) (?:for|in|by|from)")
_START: Final = (
    r"beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)?|launch(?:ed|es|ing)?|commenc\w+|"
    r"(?:become |became |becoming )?operational|in(?:to)? (?:commercial )?(?:operation|service)|"
    r"(?:re)?open(?:ed|s|ing)?|re-?commissioned|(?:got|gets?|getting) under ?way|"
    r"return(?:s|ed|ing)? to (?:service|operation)|"
    r"ceremony (?:was |were )?(?:held |took place )?(?:[\w-]+ ){0,5}?(?:to mark|marking|for) the "
    r"(?:start|launch|commencement|beginning)|"
    r"inaugurat\w+|groundbreaking|broke ground|ground was broken|"
    r"foundation(?: stone)?|first (?:\w+ )?(?:trains?|gas|oil|shipments?|deliver(?:y|ies)|flows?|"
    r"cargo|freight|goods|ship|convoy)|kick(?:s|ed)? off|"
    r"receiv(?:ed|ing) (?:\w+ ){0,2}(?:shipments?|deliver)|on[ -]?stream|"
    r"energi[sz]ed|switched on|(?:put|taken|brought) into (?:operation|service|use)|"
    r"(?:g(?:o|oes|oing)|went) live|"
    r"(?:expect|foresee|see|anticipate)s? (?:(?:no|any|the|its|first|regular|commercial) ){0,3}"
    r"(?:gas|oil|trains?|traffic|freight|cargo|power|electricity|deliver(?:y|ies)|flows?)|"
    r"no (?:gas|oil|trains?|traffic|freight|cargo|power|electricity|deliver(?:y|ies))|"
    r"on line|went into (?:operation|service)|enter(?:s|ed)? (?:service|operation)|resum\w+|"
    r"(?:operating|run(?:ning)?|flow(?:n|ed|ing)|carried|sail(?:ed|ing)|in use|worked) since|"
    r"(?:pump|deliver|carry|transport|shipp|supply)ing (?:\w+ ){0,4}since|"
    r"(?:trains?|ferries|ships|trucks) (?:are to |will |should |to )?run")
_OTHER: Final = (
    r"sign(?:ed|ing|s)|announc\w+|agree[ds]?|agreements?|met\b|meetings?|summit|visit(?:ed)?|"
    r"declar\w+|statement|said|told|according|published|report(?:ed|s)?|interview|elect\w+|"
    r"adopt\w+|ratif\w+|accessed|conflict|war\b|ceasefire|attack\w*|established|founded|born|"
    r"approved|voted|sanction\w*|invasion|joined|collapse\w*|independence|memorandum|treaty|"
    r"held\b|talks|conceived|prolonged|expir\w+")
_STOP: Final = (
    r"halt\w*|suspen\w*|stopp\w+|interrupt\w*|broken off|shelved|clos(?:ed|ure)|shut|frozen|"
    r"abandon\w*")
_DEEDS: Final = re.compile(
    rf"\b(?:(?P<completion>{_COMPLETION})|(?P<start>{_START})|(?P<other>{_OTHER})|"
    rf"(?P<stop>{_STOP}))\b",
    re.IGNORECASE)
_PROMISED: Final = re.compile(r"(?:promis\w+|scheduled|slated|planned|due) ", re.IGNORECASE)
_THING: Final = re.compile(
    r"\b(?:construct\w*|works?|operations?|operational|rail\w*|lines?|tracks?|pipelines?|"
    r"corridors?|routes?|roads?|highway|motorway|service|deliver\w*|shipments?|trains?|gas|oil|"
    r"traffic|transport\w*|ports?|terminals?|cables?|flows?|exports?|supply|ferr(?:y|ies)|tunnels?|"
    r"bridges?|project|sections?|phases?|stages?|segments?|crossings?|reconstruction|"
    r"facilit(?:y|ies)|capacity|transit|link|hub|dry port|checkpoint|leg|strings?|berths?)\b",
    re.IGNORECASE)
_NOT_A_LINE: Final = re.compile(
    r"\b(?:talks|negotiat\w+|war|conflict|dialogue|cooperation|relations?|campaign|term|presidency|"
    r"career|studies|investigation|process|hostilities|offensive|partnership|mission|"
    r"operation (?!(?:in|by|on|from|since|at|before|after|next|this|last|late|early)\b)\w+|"
    r"reforms?|programmes?|programs?|exercises?|elections?|counter-terror\w*|military)\b",
    re.IGNORECASE)
_BUILDING: Final = re.compile(r"ground|foundation|operation|service|stream", re.IGNORECASE)
_IF: Final = re.compile(r"\b(?P<word>if|once|when|until|unless) (?:\w+ ){0,3}$", re.IGNORECASE)
_DATED: Final = re.compile(r"\s(?:(?:at|in|on|by|back|early|late) ){0,2}$", re.IGNORECASE)
"""What stands between a deed and the date told of it: `when ground was broken back in 2019`."""
_PER_CENT: Final = re.compile(r"(?:%|\bper ?cent)\s(?:\w+ )?$", re.IGNORECASE)
"""What stands before a deed that tells how far the work is, not when it ends."""
_OF_A_TIME: Final = re.compile(
    r"\b(?:years?|months?|quarter|season|period|decade|contract|agreement|lease|concession|term|"
    r"mandate|tenure|war|talks),? (?:\w+ )?$", re.IGNORECASE)
_CARRIED_SINCE: Final = re.compile(
    r",?\s(?:[\w\u2019'-]+\s){1,5}?(?:has|have)\s(?:[a-z]+ly\s)?(?:been\s)?(?P<verb>carried|brought|delivered|"
    r"moved|pumped|run(?:ning)?|operat(?:ed|ing)|worked|flow(?:ed|ing)|supplied|transported|shipped|"
    r"transmitted|carrying|in (?:operation|service|use))\b", re.IGNORECASE)
"""What follows `since` and a date where traffic has flowed from that day."""
_PROVIDED: Final = re.compile(
    r"\b(?:provided|on condition|as long as|depend\w*|unless|if)\b|%|\bper ?cent\b", re.IGNORECASE)
"""Words between a deed and a date after which the date is of a condition, or of a share."""
_PRONOUN: Final = re.compile(
    r"(?:^|[,;:.(]\s|\b(?:and|but|so|that|says|said)\s)(?:it|they|which|both|the latter|the former)"
    r"\s(?:[\w\u2019'-]+\s){0,6}$", re.IGNORECASE)
"""A pronoun of which a deed is told."""
_CLAUSE: Final = re.compile(r"[;:]|,? (?:while|but|whereas|although|and (?:in|by|on)) ")
_FAR: Final = 110
_NEAR_VERB: Final = 70
_NEXT_TO: Final = 30
_OTHER_CLAUSE, _AND, _LOOSE, _UNLIKE, _BEHIND = 60, 40, 25, 15, 1.5
"""What it costs, in letters of distance: another clause, `and`, a word that is no deed by itself,
another kind of event; and how much farther away a deed behind its date is."""


@dataclass(frozen=True, slots=True)
class DatedDeed:
    """A deed of a sentence, and where its word stands."""

    deed: Deed
    word: str
    begins: int
    ends: int


def _is_not_told(text: str, match: re.Match[str], stated: StatedDate) -> bool:
    """Checks whether a word for a deed tells none of the date: it is a condition, or a share."""
    if (condition := _IF.search(text, 0, match.start())) and not (
            condition["word"].lower() not in ("if", "unless")
            and match.end() < stated.begins
            and (_DATED.fullmatch(text, match.end(), stated.begins)
                 or text[match.end():stated.begins] == " ")):
        return True
    if match[0].lower().endswith("since"):
        return stated.begins > match.end()
    if match[0].lower().startswith("ending"):
        return bool(_OF_A_TIME.search(text, 0, match.start()))
    return bool(_PROVIDED.search(text, match.end(), max(stated.begins, match.end())))


def deed_of(text: str, stated: StatedDate) -> DatedDeed | None:
    """Returns the start or completion nearest to a date; None where another event is nearer."""
    if text[stated.begins:stated.ends].lower().startswith("since ") and (
            carried := _CARRIED_SINCE.match(text, stated.ends)):
        return DatedDeed("start", carried["verb"], *carried.span("verb"))
    best: tuple[float, DatedDeed] | None = None
    for match in _DEEDS.finditer(text):
        share = match["completion"] and _PER_CENT.search(text, 0, match.start())
        deed: Deed = ("start" if match["start"] else
                      "completion" if match["completion"] and not share else "other")
        if match.start() < stated.begins:
            cost = float(max(0, stated.begins - match.end()))
            between = text[match.end():stated.begins]
        elif match.start() >= stated.ends:
            cost = float(match.start() - stated.ends)
            between = text[stated.ends:match.start()]
            cost *= _BEHIND if text[:stated.begins].strip() else 1
        else:
            continue
        if _is_not_told(text, match, stated):
            continue
        cost += _OTHER_CLAUSE * len(_CLAUSE.findall(between)) + _AND * ("and" in between.split())
        cost += _LOOSE * bool(_PROMISED.match(match[0])) + _UNLIKE * bool(match["other"])
        if best is None or cost < best[0]:
            best = cost, DatedDeed(deed, match[0], match.start(), match.end())
    if best is None or best[0] > _FAR or best[1].deed == "other":
        return None
    return best[1]


def is_of_a_line(text: str, deed: DatedDeed, names: list[tuple[int, int]], *, before: bool) -> bool:
    """Checks whether what began or ended is a line, its construction or its traffic.

    `names` are the spans of subjects in the sentence. `before` says that the text before speaks of
    a line, as it must where the sentence itself does not.
    """
    window = text[max(0, deed.begins - _NEAR_VERB):deed.ends + _NEAR_VERB]
    is_named = any(abs(begins - deed.begins) < _FAR for begins, _ in names)
    goes_back = before and (deed.deed == "completion" or _BUILDING.search(deed.word)
                            or _PRONOUN.search(text, 0, deed.begins))
    if not (_THING.search(window) or is_named or goes_back):
        return False
    other, own = (min((abs(match.start() - deed.begins) for match in pattern.finditer(text)
                       if match.start() != deed.begins), default=_FAR)
                  for pattern in (_NOT_A_LINE, _THING))
    return not (other < _NEXT_TO and other <= own)
