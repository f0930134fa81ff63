"""Roles: what an actor does for something or against it, and who buys what it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from geo.intake.words.actors import STATE_OF, Actor, joined
from geo.intake.words.windows import Span

_FOR: Final[Mapping[str, str]] = MappingProxyType({
    "funder": r"lend(?:s|ing|ers?)?|lent|paid(?= (?:\w+ ){0,2}by\b)|ma(?:kes?|de|king) available|"
              r"offer(?:s|ed|ing)?(?=[^.;]{0,40}(?:[$€]|\b(?:USD|EUR|million|billion|loan|money)\b))|"
              r"paid for|pays for|financ\w+|fund(?:s|ed|ing)?|loans?|"
              r"invest(?:s|ed|ing|"
              r"ments?|ors?)?|credit(?:s|"
              r"ed)?|grants?|granted|pledg\w+|earmark\w+|allocat\w+|shareholders?|owns|owned|"
              r"own(?= (?:it|them|the)\b)",
    "builder": r"(?:re)?build(?:s|ing)?|(?:re)?built|(?:re)?construct(?:s|ed|ing|ion)?|laying|"
               r"contractors?",
    "developer": r"develop(?:s|ed|ing|ment|er)?|upgrad\w+|design(?:s|ed|ing)",
    "operator": r"operat(?:es?|ed|ing|ors?)|manag(?:es?|ed|ing|ement)|controls?|runs?",
    "promoter": r"promot\w+|initiat(?:es?|ed|ing|ors?|ive)|champion\w*|propos\w+|pursu\w+|"
                r"announc\w+|project of|advanc(?:es?|ed|ing)|advocat\w+|priority|lobb\w+|"
                r"assist(?:s|ed|ing)|plans?(?! to)|decision(?! to)|decided(?! to)",
    "guarantor": r"guarant\w+|oversight",
    "supporter": r"support\w*|welcom\w+|prais\w+|back(?:s|ed|ing)|favou?r\w*|endors\w+|hail\w*|"
                 r"emphasi[sz]\w+|interest|encourag\w+|prefer\w*|permitt\w+",
    "party": r"sign(?:s|ed|ing)|agree(?:s|d|ments?)?|declaration|memorandum|protocol",
})
_AGAINST: Final[Mapping[str, str]] = MappingProxyType({
    "opposes": r"oppos\w+|against|reject(?:s|ed|ing|ion)?|objects?|objected|objections?|did not "
               r"accept|red line|resist\w*|blocks?|blocked|opposition|object",
    "warns": r"warn(?:s|ed|ing)?|threaten\w*|graveyard",
    "denounces": r"denounc\w+|condemn\w+|betray\w*|critici[sz]\w+",
    "reserved": r"have not|has not welcomed|not welcomed|reserv(?:ed|ations?)|concern(?:s|ed)?|"
                r"cauti(?:ous|oned)|sceptic\w*|skeptic\w*|wary|uneasy",
})
_ROLES: Final = {role: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
                 for role, words in (*_FOR.items(), *_AGAINST.items())}
_BEFORE: Final = re.compile(
    r"(?:['\u2019]s?)?(?:,?\s(?!(?:but|which|who|where|while|"
    r"seeking)\b)[\w\u2019'\u201c\u2013-]+){0,7}?[\s,]*[\u201c\"]?", re.IGNORECASE)
_BY: Final = re.compile(
    rf"(?:\s[\w\u2019'-]+){{0,3}}?\sby\s(?:the\s|both\s)*{STATE_OF}(?:[\w-]+\s){{0,2}}",
    re.IGNORECASE)
_OF: Final = re.compile(
    r"(?:\s(?!interests\b)[\w\u2019'-]+){0,4}?\s(?:of|from|between|with|among|"
    rf"including)\s(?:the\s|both\s)*{STATE_OF}(?:[\w-]+\s){{0,2}}", re.IGNORECASE)
_STATES: Final = re.compile(STATE_OF, re.IGNORECASE)
_DEED: Final = re.compile(
    r"support|backing|initiative|project of|participation|loans?|grants?|financing|funding|"
    r"control|investments?|oversight|guarantees?|agreements?|memorandum|protocol|declaration|"
    r"interest|shareholders?|opposition|objections?|concerns?|reservations?|rejection|decision|"
    r"plans?|commitment|proposals?", re.IGNORECASE)
_DENIED: Final = re.compile(
    r"\b(?:no|not|never|nor|without|neither|than)\b(?:\s\w+){0,3}\s$", re.IGNORECASE)
_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s(?:(?!to\s)\w+\s){0,2}$", re.IGNORECASE)
_DENYING: Final = ("reserved", "opposes")
_MOST_BEFORE, _MOST_AFTER = 60, 40
_BUYS: Final = re.compile(
    r"\b(?:(?:key |main |principal )?buyers? (?:\w+ ){0,2}?(?:include|are|is)|customers? "
    r"(?:include|are)|(?:gas|oil|electricity|power|crude|volumes?|energy|supplied|supplies|supply|"
    r"exports?|exported|deliver(?:s|ed|ies|ing)?|shipped|shipments?|sold|sales?|flows?|"
    r"flowing)\b[^.;:]{0,40}? to|suppl(?:y|ies|ied|ying)|imported by|purchased by|bought by|bcm "
    r"to)\s(?:the\s)?$", re.IGNORECASE)
_BUYING: Final = re.compile(
    r"(?:['\u2019]s)?\s(?:(?:also|now|has|have|is|are|to|began|started|will|would|agreed to|"
    r"wants? to)\s){0,3}(?:buy(?:s|ing)?|bought|import(?:s|ed|ing)?|purchas(?:es?|ed|ing)|"
    r"receiv(?:es?|ed|ing)|joined the list|(?:crude |natural )?(?:oil|gas|energy) (?:supply|"
    r"imports?|needs|demand))\b",
    re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """What an actor has to do with something: attribute, role, and the words that say it."""

    actor: Actor
    attribute: str
    role: str
    words: Span


def _far(text: str, words: re.Match[str], group: Sequence[Actor]) -> int | None:
    """Returns how far words for a role stand from the actors they are said of; None if not."""
    first, last = group[0].span, group[-1].span
    if last[1] <= words.start():
        gap = words.start() - last[1]
        done = not words[0].casefold().endswith("ing") and _PASSIVE.search(
            text, last[1], words.start())
        by_another = re.match(r"\sby\b", text[words.end():words.end() + 4])
        near = gap <= _MOST_BEFORE and _BEFORE.fullmatch(text, last[1], words.start())
        return gap if near and not done and not by_another else None
    between = (words.end(), first[0])
    if words.end() > first[0] or len(_STATES.sub("", text[slice(*between)])) > _MOST_AFTER:
        return None
    if _BY.fullmatch(text, *between) or (
            _DEED.fullmatch(words[0]) and _OF.fullmatch(text, *between)) or (
            words[0].endswith(" of") and text[slice(*between)].strip() in ("", "the")):
        return first[0] - words.end()
    return None


def parts_in(text: str, actors: Sequence[Actor]) -> Iterator[Part]:
    """Yields what the actors of a sentence have to do with what it speaks of.

    Of each actor the role whose word stands nearest; for and against are told apart.
    """
    groups = joined(text, actors)
    nearest: dict[tuple[Span, str], tuple[int, Part]] = {}
    for role, pattern in _ROLES.items():
        attribute = "sponsor" if role in _FOR else "opponent"
        for words in pattern.finditer(text):
            if _DENIED.search(text, 0, words.start()) and role not in _DENYING:
                continue
            reached = [(far, place) for place, group in enumerate(groups)
                       if (far := _far(text, words, group)) is not None]
            if not reached:
                continue
            far, place = min(reached)
            for actor in groups[place]:
                if actor.kind == "group" and attribute == "sponsor" and role != "funder":
                    continue
                key = (actor.span, attribute)
                if key not in nearest or far < nearest[key][0]:
                    nearest[key] = (far, Part(actor, attribute, role, words.span()))
    for _, part in nearest.values():
        yield part


def buyers_in(text: str, actors: Sequence[Actor]) -> Iterator[Part]:
    """Yields who buys: countries and bodies to whom something is supplied, or who import it."""
    for group in joined(text, [actor for actor in actors if actor.kind in ("country", "body")]):
        before = _BUYS.search(text, 0, group[0].span[0])
        after = _BUYING.match(text, group[-1].span[1])
        if words := before or after:
            for actor in group:
                yield Part(actor, "buyer", "", words.span())
