"""Roles: what an actor does for something or against it, and who buys what it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from geo.claims.word_lists import MONEY, MONEY_FROM, STAKE
from geo.intake.words.actors import STATE_OF, Actor, joined
from geo.intake.words.windows import Span

_FOR: Final[Mapping[str, str]] = MappingProxyType({
    "funder": rf"(?:promis|commit|contribut|provid)(?:s|es?|ed|ted|ing|ting)?\b{MONEY}|{STAKE}|"
              rf"foots? the bill|{MONEY_FROM}|"
              r"lend(?:s|ing|ers?)?|lent|paid(?= (?:\w+ ){0,2}by\b)|ma(?:kes?|de|king) available|"
              r"offer(?:s|ed|ing)?(?=[^.;]{0,40}(?:[$€]|\b(?:USD|EUR|million|billion|loan|"
              r"money)\b))|"
              r"paid for|pays for|financ\w+|fund(?:s|ed|ing)?|loans?|"
              r"invest(?:s|ed|ing|"
              r"ments?|ors?)?|credit(?:s|"
              r"ed)?|grants?|granted|pledg\w+|earmark\w+|allocat\w+|shareholders?|owns|owned|"
              r"own(?= (?:it|them|the)\b)",
    "builder": r"(?:re)?build(?:s|ing)?|(?:re)?built|(?:re)?construct(?:s|ed|ing|ion)?|laying|"
               r"(?<=to )lay|"
               r"laid(?! (?:the |a )?(?:foundation|ground|first stone|corner|down\b|out\b|claim))|"
               r"contractors?",
    "developer": r"develop(?:s|ed|ing|ment|er)?|upgrad\w+|design(?:s|ed|ing)",
    "operator": r"operat(?:es?|ed|ing|ors?)|manag(?:es?|ed|ing|ement)|controls?|runs?",
    "promoter": r"promot\w+|initiat(?:es?|ed|ing|ors?|ive)|champion\w*|propos\w+|pursu\w+|"
                r"announc\w+|project of|advanc(?:es?|ed|ing)|advocat\w+|priority|lobb\w+|"
                r"assist(?:s|ed|ing)|plans?(?! to)|decision(?! to)|decided(?! to)",
    "guarantor": r"guarant\w+|oversight",
    "supporter": r"support\w*|welcom\w+|prais\w+|back(?:s|ed|ing)|favou?r\w*|endors\w+|hail\w*|"
                 r"(?:is|are|was|were) (?:all |firmly |strongly |clearly )?(?:for|behind) "
                 r"(?:it|them|(?:the|this) (?:\w+ )?(?:railway|line|road|pipeline|route|project|"
                 r"corridor|port|cable|plan|scheme|idea|link))|stands? behind|blessing|"
                 r"emphasi[sz]\w+|interest|encourag\w+|prefer\w*|permitt\w+",
    "party": r"join(?:s|ed|ing)?(?! (?:the )?(?:forces|list|club|accords?|talks|war|EU|Union|WTO|"
             r"alliance|"
             r"sanctions)\b|[^.;]{0,40} in (?:oppos|reject|criti|warn))|"
             r"t(?:akes?|ook|aken|aking) part|"
             r"participat(?:es?|ed|ing)(?= in\b)|"
             r"partners? (?:to|in)|(?:co-?)?founded|(?:set up|established) "
             r"an? (?:\w+ )?(?:company|venture|consortium)|sign(?:s|ed|ing)|"
             r"agree(?:s|d|ments?)?|declaration|memorandum|protocol",
})
_AGAINST: Final[Mapping[str, str]] = MappingProxyType({
    "opposes": r"oppos\w+|against|reject(?:s|ed|ing|ion)?|objects?|objected|objections?|did not "
               r"accept|red line|resist\w*|blocks?|blocked|opposition|object|hostile to|"
               r"disapprov\w+|veto(?:es|ed)?",
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
_ASIDE: Final = re.compile(r",\s(?:which|who|whose)\s[^,;.]{1,90},(?=\s)", re.IGNORECASE)
"""A clause between an actor and what it does."""
_NAMING: Final = re.compile(
    r"(?:\sof\s(?:the|this|that)\s(?:[\w\u2013-]+\s){0,3}?[\w\u2013-]+)?"
    r"(?:,|\s(?:is|are|was|remains))?\s(?:the\s|a\s|\(|\u201c)*", re.IGNORECASE)
"""What stands between a word for who does something and the name: `the operator, X`."""
_DOER: Final = re.compile(
    r"(?:operators?|contractors?|developers?|shareholders?|lenders?|investors?|initiators?|"
    r"guarantors?)", re.IGNORECASE)
_OWNER: Final = re.compile(r",\swhose\s$|['\u2019]s?\s$|,\s(?:through|via|by way of)\s(?:its|a)\s$")
"""What parts a state from its company that does something."""
_REST: Final = re.compile(
    r"\s(?:(?:the|a|with|holds|has|another|some)\s)*(?:remaining|remainder|rest|other|balance|"
    r"\d[\d.]*\s?(?:%|per ?cent|$))", re.IGNORECASE)
"""What follows a further holder in a list of stakes."""
_HOLDS: Final = re.compile(
    r"(?:holds?|held|holding|retains?|have|has|owns?|owned)\b", re.IGNORECASE)
_OF: Final = re.compile(
    r"(?:\s(?!interests\b)[\w\u2019'-]+){0,4}?(?:\sof\s(?:[A-Z]{3}\s|"
    r"[$\u20ac])?\d[\d.,]*\s\w+)?\s(?:of|from|between|with|among|"
    rf"including)\s(?:the\s|both\s)*{STATE_OF}(?:[\w-]+\s){{0,2}}", re.IGNORECASE)
_STATES: Final = re.compile(STATE_OF, re.IGNORECASE)
_DEED: Final = re.compile(
    r"support|backing|initiative|project of|participation|loans?|grants?|financing|funding|"
    r"control|investments?|oversight|guarantees?|agreements?|memorandum|protocol|declaration|"
    r"interest|shareholders?|opposition|objections?|concerns?|reservations?|rejection|decision|"
    r"plans?|commitment|proposals?", re.IGNORECASE)
_DENIED: Final = re.compile(
    r"\b(?:no|not|never|nor|without|neither|than|whether|little|scant|hardly|"
    r"few)\b(?:\s\w+){0,3}\s$",
    re.IGNORECASE)
_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s(?:(?!to\s)\w+\s){0,2}$", re.IGNORECASE)
_IS_NO_DEED: Final = re.compile(
    r".*ing\Z|against|favou?r|(?:is|are|was|were) |behind|hostile|cautious|sceptic|skeptic|wary|"
    r"uneasy|partners?", re.IGNORECASE)
"""Words that are no participle: `they are against it` is nothing that is done to them."""
_GIVEN_BY: Final = re.compile(r"million|billion|bn|dollars|euros|money", re.IGNORECASE)
_FROM: Final = re.compile(rf"\s(?:in \w+\s)?from\s(?:the\s)*{STATE_OF}", re.IGNORECASE)
_DENYING: Final = ("reserved", "opposes")
_MOST_BEFORE, _MOST_AFTER = 60, 55
_BUYS: Final = re.compile(
    r"\b(?:(?:(?:key|main|principal|largest|biggest|chief|sole|only|first) )?(?:buyers?|customers?|"
    r"off-?takers?|importers?) (?:[\w\u2013-]+ ){0,6}?(?:include|are|is|was|were|"
    r"remains?|will be)|customers? "
    r"(?:include|are)|(?:gas|oil|electricity|power|crude|volumes?|energy|supplied|supplies|supply|"
    r"exports?|exported|deliver(?:s|ed|ies|ing)?|shipped|shipments?|sold|sales?|flows?|"
    r"flowing)\b[^.;:]{0,40}? to|suppl(?:y|ies|ied|ying)|imported by|purchased by|bought by|bcm "
    r"to)\s(?:the\s)?$", re.IGNORECASE)
_BUYING: Final = re.compile(
    r"(?:['\u2019]s)?\s(?:(?:also|now|has|have|is|are|to|began|started|will|would|agreed to|"
    r"wants? to)\s){0,3}(?:(?:is|are|was|were|remains?|became|becomes?|be)\s(?:\w+\s){0,3}?"
    r"(?:the|its|their|an?)\s(?:(?:by far|second|third|only|sole|single|main|chief|key|largest|"
    r"biggest|first|principal|new|anchor)\s)*"
    r"(?:buyers?|customers?|off-?takers?|importers?|purchasers?)|buy(?:s|ing)?|bought|import(?:s|"
    r"ed|ing)?|purchas(?:es?|ed|ing)|"
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
        aside = _ASIDE.match(text, last[1])
        after = aside.end() if aside and aside.end() < words.start() else last[1]
        gap = words.start() - after
        done = not _IS_NO_DEED.match(words[0]) and _PASSIVE.search(text, after, words.start())
        by_another = re.match(r"\sby\b", text[words.end():words.end() + 4])
        near = gap <= _MOST_BEFORE and _BEFORE.fullmatch(text, after, words.start())
        return gap if near and not done and not by_another else None
    between = (words.end(), first[0])
    if words.end() > first[0] or len(_STATES.sub("", text[slice(*between)])) > _MOST_AFTER:
        return None
    if _BY.fullmatch(text, *between) or (
            _DEED.fullmatch(words[0]) and _OF.fullmatch(text, *between)) or (
            words[0].endswith(" of") and text[slice(*between)].strip() in ("", "the")) or (
            _GIVEN_BY.fullmatch(words[0]) and _FROM.fullmatch(text, *between)) or (
            _DOER.fullmatch(words[0]) and _NAMING.fullmatch(text, *between)):
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
            if place and groups[place][0].kind == "group" and _OWNER.search(
                    text, groups[place - 1][-1].span[1] - 1, groups[place][0].span[0]):
                place -= 1
            for actor in (*groups[place], *_further(text, words, groups[place + 1:])):
                if actor.kind == "group" and attribute == "sponsor" and role != "funder":
                    continue
                key = (actor.span, attribute)
                if key not in nearest or far < nearest[key][0]:
                    nearest[key] = (far, Part(actor, attribute, role, words.span()))
    for _, part in nearest.values():
        yield part


def _further(text: str, words: re.Match[str], groups: Sequence[Sequence[Actor]]
             ) -> Iterator[Actor]:
    """Yields the further holders of a list of stakes: `X holds 51 per cent, Y the rest`."""
    if _HOLDS.match(words[0]):
        for group in groups:
            if group[0].span[0] > words.end() and _REST.match(text, group[-1].span[1]):
                yield from group


def buyers_in(text: str, actors: Sequence[Actor]) -> Iterator[Part]:
    """Yields who buys: countries and bodies to whom something is supplied, or who import it."""
    for group in joined(text, [actor for actor in actors if actor.kind in ("country", "body")]):
        before = _BUYS.search(text, 0, group[0].span[0])
        after = _BUYING.match(text, group[-1].span[1])
        if words := before or after:
            for actor in group:
                yield Part(actor, "buyer", "", words.span())
