"""What a clause says of something: its purpose, a condition, a warning, an event, a standard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geo.intake.words.actors import Actor
from geo.intake.words.windows import Span, clause_at, shortened, trimmed

_DO: Final = (
    r"(?:connect|link|carry|benefit|use|transport|deliver|export|reach|reduce|bypass|circumvent|"
    r"diversify|"
    r"supply|integrate|transit|ship|avoid|secure|promote|open|unlock|restore|strengthen|enhance|"
    r"boost|facilitate|enable|allow|provide|improve|increase|expand|shorten|ease|create|give|"
    r"grant|offer|serve|ensure|support|access|join|bring|become|end|replace|extend|attract|"
    r"establish|move|anchor|limit|gain|generate|position|turn|redirect|cut|stimulate|lower|bridge|"
    r"unite|feed|prevent|broaden|deepen|help|relieve|encourage|consolidate|contribute|counter|"
    r"weaken|lead)")
_DOING: Final = (
    r"(?:connecting|linking|carrying|transporting|delivering|exporting|reducing|bypassing|"
    r"circumventing|diversifying|supplying|integrating|securing|promoting|opening|unlocking|"
    r"restoring|strengthening|enhancing|boosting|facilitating|enabling|allowing|providing|"
    r"improving|increasing|expanding|shortening|easing|creating|giving|granting|offering|serving "
    r"as|ensuring|supporting|joining|bringing|preventing|limiting|positioning|cutting|"
    r"consolidating|making|avoiding|transforming|bridging|acting as|fostering|"
    r"permitting)(?! (?:dates?|ceremon(?:y|ies)|hours|times?|days?|speech|session)\b)")
_DOES: Final = (
    r"(?:connects|links|enables|allows|provides|facilitates|reduces|bypasses|circumvents|"
    r"diversifies|integrates|strengthens|enhances|boosts|shortens|opens|serves|ensures|offers|"
    r"gives|grants|supports|involves|envisages|prioritizes|prioritises|aligns|positions|"
    r"consolidates|increases|improves|creates|carries|brings|contributes|promotes)")
_AIM_IS: Final = (r"(?:point|purpose|aim|goal|idea|object|objective|intention|ambition|hope|"
                  r"rationale)"
                  r"(?: (?:of|behind) [^.,;]{1,50}?)?(?:, [^,;.]{1,40},)? (?:is|was|remains) to ")
"""Words that name an aim: `the point of the line, he said, is to`."""
_PURPOSE: Final = re.compile(
    rf"\b(?:{_AIM_IS}(?={_DO}\b)|aim(?:ed|s|ing)? (?:at|to)|designed to|intended to|meant to|"
    rf"seeks? to|in order to|so "
    rf"as to|with the (?:aim|goal|purpose) of|as a means to|for the (?:purpose|transit|"
    rf"transport\w*|exports?|delivery|supply) of|effort to|strategy (?:of|to)|opportunit(?:y|ies) "
    rf"to|(?:could|would|should|will|can|may|might|is expected to|are expected to|is anticipated "
    rf"to|is "
    rf"projected to) (?:also |further |not only |effectively |then |thus |\w+ly )?(?={_DO}\b)|to "
    rf"(?=(?:\w+ly )?{_DO}\b)|(?={_DOING}\b)|(?={_DOES}\b)|(?:diversification|integration|"
    rf"redistribution) of|corridor for|(?:transport |commercial )?gateway (?:to|for)|"
    rf"a (?:land )?bridge between|strategic link(?:age)? (?:between|among\w*)|hub (?:for|between)|"
    rf"(?<=, )(?={_DO}\b)|(?<=\band )(?={_DO}\b))", re.IGNORECASE)
_CONDITION: Final = re.compile(
    r"\b(?:provided (?:that|the)|(?:as|so) long as (?=(?:the|its|their|it|all|no)\b|(?-i:[A-Z]))|"
    r"pre-?requisites?|presuppos\w+|assuming that|"
    r"(?:nothing|no \w+|none|not|never|cannot|nobody)\b[^.;]{1,60}?\b(?:before|until|without)"
    r"(?= (?:the|an?|all|its|their|it|any|every|both|(?-i:[A-Z]))\b)|"
    r"needs? (?:\S+ ){1,5}?(?:before|"
    r"first\b|to go ahead|to proceed|if it)|awaits? (?:the|an?|its|approval|ratification)|"
    r"waits? (?:for|on) (?:the|an?|its)|on (?:the )?condition that|pre-?conditions?|conditional|"
    r"condition "
    r"(?:that|for)|unless|until(?! (?:\d|now|then|today|"
    r"late|early|mid|recent|the (?:end|beginning|spring|summer|autumn|winter|1|2)|(?:January|"
    r"February|March|April|May|June|July|"
    r"August|September|October|November|December|last|this|next)\b))|requires?|will require|"
    r"would require|depends? (?:up)?on|hinges? "
    r"on|subject to|contingent (?:up)?on|must (?:be|first)(?! also)|needs? to be|remains? to be|"
    r"indispensable foundation|only (?:if|when|after|once)|(?-i:once (?=the |all |[A-Z]))|needs? "
    r"(?:the |a )?(?:\w+ )?(?:consent|approval|agreement|ratification|permission|land|money)|"
    r"demand(?:s|ed|ing) (?:that|the|several)|insist(?:s|ed) (?:on|that)|expects? (?-i:[A-Z])\w+ "
    r"to|red line|the sooner|if)\b",
    re.IGNORECASE)
_WARNING: Final = re.compile(
    r"\b(?:warn(?:s|ed|ing|ings)?|caution(?:s|ed|ing)? (?:that|against)|"
    r"(?:at|in) (?:risk|peril)|imperil\w*|dead end|white elephants?|hostage to|pitfalls?|"
    r"stumbling blocks?|(?:could|may|might|would) (?:well |then |also |still )?(?:fail|founder|"
    r"collapse|be (?:delayed|postponed|lost|left|stranded|cut off)|"
    r"postpone|stall|slip|lose|suffer|shrink|dry up)|"
    r"(?<=^Should )[^.;]{3,90}?,[^.;]{1,60}? would (?:fall|drop|decline|sink|be)|risks?|"
    r"threat(?:s|en\w*)?|dangers?|endanger\w*|undermin\w+|"
    r"weaken\w*|doubts?|derail\w*|jeopardi[sz]\w*|(?:raises?|raised|raising) concerns?|direct "
    r"challenge|challeng(?:es?|ing) (?:to|for)|exceedingly challenging|a challenge|hamper\w*|"
    r"hinder\w*|complicat\w+|vulnerab\w+|obstacles?|bottlenecks?|uncertain\w*|entangl\w+|distrust|"
    r"will be compelled|compel|fears?|feared|worr(?:y|ies|ied)|may delay|could delay|diminish\w*|"
    r"competition for|unfeasible|unprofitable|would damage|destabili[sz]\w+|could "
    r"(?:also )?redirect|graveyard)\b", re.IGNORECASE)
_HAPPENED: Final = re.compile(
    r"\b(?:(?:was|were|has been|have been|had been) (?:\w+ly )?)?(?:re)?(?:opened|inaugurated|"
    r"launched|signed|commissioned|completed|began|begun|started|commenced|arrived|departed|"
    r"agreed|approved|ratified|handed over|transferred|announced|resumed|suspended|halted|closed|"
    r"shut|laid|renamed|lifted|rejected|joined|adopted|dispatched|received|loaded|set off|took "
    r"place|crossed|permitted|invited|unveiled|awarded|won|selected|acquired|withdrew|broke "
    r"ground|put into operation|reinstated|founded)\b|\b(?:the )?(?:signing|opening|inauguration|"
    r"groundbreaking|ratification|launch|handover)(?: ceremony)? of\b|\bfirst "
    r"(?:ever )?(?:\w+ )?(?:train|shipment|cargo|delivery|gas|oil|tanker|convoy|consignment|"
    r"transit)\b", re.IGNORECASE)
_STRONG: Final = re.compile(
    r"opened|inaugurat|launched|signed|commissioned|ratified|handed|resumed|broke (?:ground|"
    r"through)|"
    r"groundbreak|first |lifted|agreed|renamed|signing|rejected|approved|arrived|departed|"
    r"dispatched",
    re.IGNORECASE)
_PROMISED: Final = re.compile(
    r"\b(?:promis\w+|expect\w*|hop(?:es?|ed|ing)|plan\w*|await\w*|aim\w*|foresees?|announce\w*|"
    r"predict\w*|target\w*|before|until|to)\s(?:\w+\s){0,4}$", re.IGNORECASE)
_COUNTED: Final = re.compile(
    r"\s(?:\w+\s){0,2}\d[\d.,]*\s(?:per|million|billion|thousand|tons?|tonnes?|TEU)\b")
"""What makes a verb for cargo a count, which is a number and no event."""
_NOT_YET: Final = re.compile(
    r"\b(?:will|would|could|may|might|to|be|is|are|not|expected|planned|yet|if|once|being)(?: "
    r"\w+ly)? $", re.IGNORECASE)
_STANDARD: Final = re.compile(
    r"\b(?:double|single|twin|dual|two)[- ]track(?:ed)?\b|\b(?:non-)?electrif(?:ied|ication)\b|"
    r"\bhigh[- ]voltage(?: direct current)?(?: \(HVDC\))?(?: (?:cable|line|transmission)s?)?|"
    r"\bHVDC\b|\bhigh-speed\b|\b(?:broad|standard|narrow|dual)[- ]gauge\b|\bpaved\b|\bdual "
    r"carriageway\b|\b(?:two|four|six|eight)-lane\b|\b(?:first|second)[- ]category\b|\b\d{3} ?kV\b",
    re.IGNORECASE)
_BOTH: Final = re.compile(
    r"\b(?:both directions|both ways|two[- ]way|bidirectional|bi-directional|in either direction|"
    r"back and forth)\b", re.IGNORECASE)
_ONE: Final = re.compile(
    r"\b(?:one[- ]way|one direction|only (?:eastbound|westbound|northbound|southbound)|transit of "
    r"goods to)\b", re.IGNORECASE)
_SAYS: Final = re.compile(
    r"\s*(?:,[^,]{0,60},)?\s*(?:(?:has|have|had|also|already|openly|repeatedly|consistently|"
    r"recently|then)\s)*(?:said|says|warn\w*|declar\w+|told|stat(?:ed|es)|believ\w+|argu\w+|"
    r"insist\w*|demand\w*|expects?|emphasi[sz]\w+|stress\w*|not(?:ed|es)|hopes?|threaten\w*|"
    r"announced|predict\w+|add(?:ed|s)|reinstated|claims?|claimed|did not|considers?|sees?|"
    r"views?)\b", re.IGNORECASE)
_SAID_BY: Final = re.compile(
    r"(?:according to|said|says|declared|warned|told by|stated|added|noted)\s(?:the\s)?$",
    re.IGNORECASE)
_SAYS_MORE: Final = re.compile(
    r"(?:making|increasing|improving|enhancing|strengthening|boosting|expanding|providing|creating|"
    r"supporting|offering|giving) (?:its|their|his|daily|progress|the efficiency)\b", re.IGNORECASE)
"""What is no aim but how work goes."""
_NO_AIM: Final = re.compile(
    r"\b(?:due|set|scheduled|expected|planned|likely|able|began|begin|started|continues?|"
    r"continued|wants?|agreed|decided|plans?|is|are|was|were|fell|fails?|failed|going|used|seems?|"
    r"needs?|ha[sve]+|had|ought|right|according|thanks|compared|up|from \S+|\d+)\s$", re.IGNORECASE)
_FIGURE: Final = re.compile(r"\b(?:million|billion|trillion|thousand)s?\s(?:of\s)?\w|"
                            r"\d[\d.,]*\s?(?:%|percent|per cent|million|billion|thousand|km|"
                            r"kilomet|ton|bcm|MW|mm|days|years|hours|barrels|TEU)", re.IGNORECASE)
_FINITE: Final = re.compile(r"\s(?:is|are|was|were|has|have|will|would|could|may|can)\s")
_FEWEST_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Said:
    """Something said: the attribute, the words that show it, and those that make its value."""

    attribute: str
    key: Span
    words: Span


def _clause_from(text: str, begins: int, key: Span) -> Span:
    """Returns the words from a place on to the end of the clause, at most fifteen."""
    return shortened(text, trimmed(text, (begins, max(clause_at(text, key)[1], key[1]))))


def purposes_in(text: str) -> Iterator[Said]:
    """Yields what something is for, at most three of a sentence, none within another."""
    ends, found = 0, 0
    for match in _PURPOSE.finditer(text):
        if match.start() < ends or found > 2:
            continue
        if (match.start() > 0 and text[match.start()].isupper()) or (
                match[0].lower() == "to " and _NO_AIM.search(text, 0, match.start())):
            continue
        if _SAYS_MORE.match(text, match.end()):
            continue
        leads = bool(re.fullmatch(rf"(?:to|in order to|so as to|{_AIM_IS.strip()})\s", match[0],
                                  re.IGNORECASE))
        words = _clause_from(text, match.end() if leads else match.start(), match.span())
        finite = _FINITE.search(text, words[0] + 1, words[1])
        if finite and not match[0]:
            words = trimmed(text, (words[0], finite.start()))
        if len(text[words[0]:words[1]].split()) >= _FEWEST_WORDS and not _FIGURE.search(
                text, words[0], words[1]):
            yield Said("purpose", match.span() if match[0] else words, words)
            ends, found = words[1], found + 1


def _once(attribute: str, pattern: re.Pattern[str], text: str) -> Iterator[Said]:
    """Yields what the first of some words says, with its clause."""
    match = pattern.search(text)
    if match is None:
        return
    clause = clause_at(text, match.span())
    words = shortened(text, trimmed(text, (clause[0], max(clause[1], match.end()))))
    if words[1] < match.end():
        words = _clause_from(text, match.start(), match.span())
    if len(text[words[0]:words[1]].split()) >= _FEWEST_WORDS:
        yield Said(attribute, match.span(), words)


def conditions_in(text: str) -> Iterator[Said]:
    """Yields what must come first."""
    yield from _once("condition", _CONDITION, text)


def warnings_in(text: str) -> Iterator[Said]:
    """Yields a risk that is named."""
    yield from _once("warning", _WARNING, text)


def events_in(text: str, dated: Sequence[Span]) -> Iterator[Said]:
    """Yields what happened, once of a sentence: with a date, or such as happens on a day."""
    for match in _HAPPENED.finditer(text):
        if _NOT_YET.search(text, 0, match.start()):
            continue
        if match[0].casefold().startswith("first ") and _PROMISED.search(
                text, 0, match.start()):
            continue
        if match[0].casefold() in ("loaded", "received", "dispatched") and _COUNTED.match(
                text, match.end()):
            continue
        if not dated and not _STRONG.search(match[0]):
            continue
        clause = clause_at(text, match.span())
        words = shortened(text, clause)
        if words[1] < match.end():
            words = _clause_from(text, match.start(), match.span())
        yield Said("event", match.span(), words)
        return


def standards_in(text: str) -> Iterator[Said]:
    """Yields to what standard something is built."""
    found = [match.span() for match in _STANDARD.finditer(text)]
    if found:
        yield Said("standard", found[0], (found[0][0], found[-1][1]) if len(found) > 1 and (
            found[-1][1] - found[0][0] < 40) else found[0])


def directions_in(text: str) -> Iterator[tuple[str, Span]]:
    """Yields which way goods move: `both` or `from-to`, and the words that say it."""
    for value, pattern in (("both", _BOTH), ("from-to", _ONE)):
        if match := pattern.search(text):
            yield value, match.span()
            return


def speaker(text: str, actors: Sequence[Actor]) -> str:
    """Returns who says what a sentence says: an actor with a word for speaking, else `author`."""
    for actor in actors:
        if _SAYS.match(text, actor.span[1]) or _SAID_BY.search(text, 0, actor.span[0]):
            return actor.name.partition(", ")[0].removesuffix(" (not named)")
    return "author"
