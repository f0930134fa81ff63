"""Actors: who stands behind something, or against it, as sentences name them.

The actors whom the claims of the atlas name already, countries by their names, peoples' governments
and capitals, ministries, banks, companies and other bodies by their capitals, people by their
titles, and groups that are not named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from geo.catalog.catalog import Catalog
from geo.claims.word_lists import COUNTRY_WORDS
from geo.data.countries import COUNTRY_CODES, country_name, country_spellings
from geo.intake.words.windows import Span

Kind = Literal["country", "body", "person", "group"]

_NAMED: Final = r"[A-Z\u00c0-\u024f][\w.-]*(?:['\u2019](?!s\b)\w+)?"
_LINK: Final = r"(?:\s(?:of|for|and|the|de|of the|for the|and the))?"
_BODIES: Final = (r"(?:Ministry|Bank|Railways?|Company|Corporation|Agency|Fund|Group|Consortium|"
                  r"Authority|Administration|Commission|Union|Committee|Council|Board|Holding|"
                  r"Association|Organi[sz]ation|Institute|Foundation|Operator|Ltd|LLC|JSC|Inc)")
_BODY: Final = re.compile(
    rf"\b(?:(?:{_NAMED}{_LINK}\s){{1,5}}{_BODIES}\b(?:\s(?:of|for)(?:\sthe)?(?:\s{_NAMED}){{1,4}}"
    rf"(?:\sand\s{_NAMED})?)?|{_BODIES}\s(?:of|for)(?:\sthe)?(?:\s{_NAMED}){{1,3}}"
    rf"(?:\sand\s{_NAMED})?(?:\sof\s{_NAMED})?)(?:\s\([A-Z]{{2,8}}\))?")
_TITLE: Final = (r"(?:President|Prime Minister|Foreign Minister|Transport Minister|Minister|"
                 r"Deputy Minister|Assistant Secretary of State|Secretary of State|Ambassador|"
                 r"Chairman|Chairwoman|Head|Director|Deputy Prime Minister|Spokesman|Spokesperson|"
                 r"Adviser|Advisor|CEO|Commissioner|Secretary General|Secretary-General|Speaker)")
_PERSON: Final = re.compile(
    rf"\b(?P<title>(?:{_NAMED}\s){{0,3}}{_TITLE}(?:\s(?:of|for)(?:\s(?:the\s)?{_NAMED}){{1,3}})?)"
    rf"\s(?P<name>{_NAMED}(?:\s{_NAMED}){{0,2}})|"
    rf"\b(?P<name_first>{_NAMED}(?:\s{_NAMED}){{1,2}}),\s(?:an?|the|its|his)?\s?(?P<role>"
    rf"(?:[\w\u2019'-]+\s){{0,4}}?(?:adviser|advisor|member|minister|spokes\w+|head|director|"
    rf"chair\w*|"
    rf"president|secretary|ambassador|deputy|analyst|expert|author)\b[^,.;]{{0,60}})")
_GROUP: Final = re.compile(
    r"\b(?:(?!(?:and|or|but|of|to|in|by|from|with|that|the|a|an|as|on|for|while|than)\b)"
    r"[\w\u2019'-]+\s){1,3}?(?:groups?|parties|circles|countries|actors|forces|critics|residents|"
    r"activists|media|companies|investors|lenders|contractors|officials|authorities|states|"
    r"republics|administration|government|consortium of banks|banks|company|consortium|syndicate|"
    r"firm)\b(?: "
    r"(?:in|of|from) "
    r"(?:[A-Z]\w+))?")
_OFFICIAL: Final = (r"(?:\s(?:government|officials?|authorities|side|leadership|administration|"
                    r"parliament|cabinet|president|premier))")
_GIVES: Final = (r"(?:\s(?:(?:state|government|soft|concessional|bank|export|public|private)\s)*"
                 r"(?:loans?|credits?|grants?|money|funding|financing|capital|investments?)\b)")
"""What a people gives, as in `a Russian state loan`."""
_COMPANY: Final = re.compile(
    rf"\b(?:operator|owner|contractor|shareholder|developer|company|firm|utility)(?:,?|\sof\s"
    rf"(?:the\s)?[^,.;]{{1,50}},)\s(?P<called>(?!(?:The|A|In|It)\b){_NAMED}(?:\s{_NAMED}){{0,2}})|"
    rf"(?P<holder>\b[A-Z\u00c0-\u024f]{{2,}})(?=\s(?:holds?|held|owns?|owned|operates|has|"
    rf"the remaining|the rest|\d[\d.]*\s?(?:%|per ?cent\b))|,\s(?:the|its)\s(?:operator|owner|"
    rf"contractor|developer)\b)")
"""A company that is called one, or that is named by its letters where it does something."""
_MADE_OF_ONE: Final = re.compile(rf"(?:.*\s)?(?:the|The)\s{_BODIES}|{_BODIES}")
"""A body without a name of its own: `the Company`, who is named elsewhere or speaks itself."""
_FIRST_WORDS: Final = re.compile(
    r"^(?:(?:The|A|An|In|On|By|From|With|And|But|While|When|As|For|At|That|Its|Their|This|After|"
    r"Under|Earlier|Recently|Then|Also|However)\s)+")
_EVENTS: Final = re.compile(
    r"['\u2019\u201d]*\s(?:agreements?|declaration|summit|meeting|accords?|process|forum|deal)\b",
    re.IGNORECASE)
STATE_OF: Final = (
    r"(?:(?:(?:the\s)?(?:governments?|cabinets?(?: of ministers)?|people['\u2019]s republic|"
    r"(?:islamic )?republic|kingdom|state)\sof\s(?:the\s)?)*)")
"""What may stand before the name of a state: `the Government of the Republic of`."""
_JOIN: Final = re.compile(
    r"\s*(?:,\s*(?:and\s+|as well as\s+)?|\band\b|\bor\b|&|along with|as well as|together with)\s*"
    rf"(?:the\s+|even\s+|also\s+|with\s+)*{STATE_OF}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as a claim names it, and where a sentence does."""

    name: str
    span: Span
    kind: Kind


class ActorFinder:
    """Finds actors in sentences."""

    def __init__(self, catalog: Catalog) -> None:
        known = {claim.value for claim in catalog.claims
                 if claim.attribute in ("sponsor", "opponent", "buyer")
                 and not re.search(r"[(,]| and ", claim.value) and claim.value[:1].isupper()}
        self._names: dict[str, str] = {}
        countries = {country_name(code): code for code in COUNTRY_CODES}
        for name, code in countries.items():
            for spelling in (name, *country_spellings(code)):
                if spelling[:1].isupper() and len(spelling) > 3 and spelling.isprintable():
                    self._names[spelling] = name
        for place in catalog.places.values():
            if place.kind == "capital" and place.country in COUNTRY_CODES:
                self._names[place.name] = country_name(place.country)
        self._names |= {"Washington": "United States", "U.S.": "United States",
                        "US": "United States", "Brussels": "European Union", "EU": "European Union",
                        "European Union": "European Union", "Yerevan": "Armenia",
                        "New Delhi": "India", "Beijing": "China", "Taliban":
                        "Taliban administration"}
        self._countries = frozenset(self._names.values())
        self._names |= {name: name for name in known if name not in self._names}
        longest = sorted(self._names, key=lambda name: (-len(name), name))
        self._known = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")
        people = "|".join(f"(?P<c{at}>{words})" for at, words in enumerate(COUNTRY_WORDS.values()))
        self._people = re.compile(rf"\b(?:{people})\w*{_OFFICIAL}", re.IGNORECASE)
        self._gives = re.compile(rf"\b(?:{people})\w*(?={_GIVES})", re.IGNORECASE)
        self._of_people = tuple(COUNTRY_WORDS)

    def in_text(self, text: str) -> list[Actor]:
        """Returns the actors of a sentence in their order, none within another."""
        found: list[Actor] = []
        for actor in (*self._people_in(text), *_bodies(text), *self._officials(text),
                      *self._known_in(text), *self._giving(text), *_companies(text),
                      *_groups(text)):
            if not any(actor.span[0] < other.span[1] and other.span[0] < actor.span[1]
                       for other in found):
                found.append(actor)
        return sorted(found, key=lambda actor: actor.span)

    def _known_in(self, text: str) -> Iterator[Actor]:
        for match in self._known.finditer(text):
            name = self._names[match[0]]
            if _EVENTS.match(text, match.end()):
                continue
            yield Actor(name, match.span(), "country" if name in self._countries else "body")

    def _officials(self, text: str) -> Iterator[Actor]:
        """Yields governments named by their people: `Armenian officials` speak for Armenia."""
        for match in self._people.finditer(text):
            country = self._of_people[int((match.lastgroup or "c0")[1:])]
            name = next((name for name in self._countries if name.casefold() == country),
                        "Taliban administration" if country in ("taliban", "afghan") else "")
            if name:
                yield Actor(name, match.span(), "country")

    def _giving(self, text: str) -> Iterator[Actor]:
        """Yields peoples before what they give."""
        for match in self._gives.finditer(text):
            country = self._of_people[int((match.lastgroup or "c0")[1:])]
            if name := next((each for each in self._countries if each.casefold() == country), ""):
                yield Actor(name, match.span(), "country")

    def _people_in(self, text: str) -> Iterator[Actor]:
        for match in _PERSON.finditer(text):
            title = _FIRST_WORDS.sub("", (match["title"] or match["role"]).strip())
            name = match["name"] or match["name_first"]
            yield Actor(f"{name}, {title}", match.span(), "person")

    def people_of(self, texts: Iterable[str]) -> dict[str, str]:
        """Returns by the last names of people the countries for which texts say they speak."""
        return {actor.name.partition(",")[0].split()[-1]: country for text in texts
                for actor in self._people_in(text) if (country := self.country_of(actor))}

    def country_of(self, actor: Actor) -> str:
        """Returns the country for which a person speaks, as far as the title says; else blank."""
        title = actor.name.partition(", ")[2]
        if match := self._known.search(title):
            return self._names[match[0]]
        for country, words in COUNTRY_WORDS.items():
            if re.search(words, title, re.IGNORECASE):
                return next((name for name in self._countries if name.casefold() == country), "")
        return ""


def _bodies(text: str) -> Iterator[Actor]:
    for match in _BODY.finditer(text):
        name = _FIRST_WORDS.sub("", match[0])
        if not _MADE_OF_ONE.fullmatch(name):
            yield Actor(name, (match.end() - len(name), match.end()), "body")


def _companies(text: str) -> Iterator[Actor]:
    for match in _COMPANY.finditer(text):
        group = match.lastgroup or "called"
        yield Actor(match[group], match.span(group), "body")


def _groups(text: str) -> Iterator[Actor]:
    for match in _GROUP.finditer(text):
        yield Actor(f"{match[0]} (not named)", match.span(), "group")


def joined(text: str, actors: Sequence[Actor]) -> list[list[Actor]]:
    """Returns actors in lists of those that a sentence joins by commas and `and`."""
    lists: list[list[Actor]] = []
    for actor in actors:
        if lists and _JOIN.fullmatch(text, lists[-1][-1].span[1], actor.span[0]):
            lists[-1].append(actor)
        else:
            lists.append([actor])
    return lists
