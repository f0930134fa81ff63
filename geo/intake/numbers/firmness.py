"""How firm a number is said to be: a result, or designed, possible, expected or aimed at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from geo.claims.other_languages import CLAUSE_ENDS
from geo.intake.numbers.attribute_words import CONTRAST

Soft = Literal["", "designed", "potential", "forecast", "target"]

_MARKS: Final = re.compile(
    r"\b(?:(?P<design>design(?:ed|s)?|projected capacity|rated|nameplate)"
    r"|(?P<aim>aim(?:s|ed|ing)?|target(?:s|ed|ing)?|goal|intend(?:s|ed)?|seeks? to|hopes for|"
    r"plan(?:s|ned|ning)?|promis(?:es?|ed|ing)|committed|commits|scheduled|slated|due to|set to|"
    r"pledged to|hopes? to|hoped|wants?|(?:is|are|was|were) to\b(?! the)|to be\b|"
    r"deadline|vow(?:s|ed))"
    r"|(?P<expect>expect(?:s|ed|ation|ations|ing)?|forecasts?|forecasted|"
    r"project(?:s|ed|ions?)\b(?= to|ed|ion| that)|anticipat\w+|estimat\w+|will|shall|should|"
    r"counts? on|counting on|reckons? (?:with|on)|banks on|"
    r"predict\w*|foresee[ns]?|likely|envis\w+|poised|prognos\w+)"
    r"|(?P<could>could|(?-i:may)|might|would|potential(?:ly)?|possib(?:le|ly|ility)|propos\w+|"
    r"if\b(?! only)|theoretical\w*)"
    r"|(?P<done>(?:report|rumour|rumor|claim|consider|deem|reckon)ed to (?:be|have|stand)|"
    r"(?:said|believed|thought|understood|known|held|found) to (?:be|have|stand)|"
    r"can already|now|was|were|has|have|had|is|are|amounted|reached|"
    r"total(?:l?ed|s)|stood|"
    r"grew|rose|increased|fell|dropped|carried|transported|transports|delivers|delivered|carries|"
    r"handled|handles|shipped|moved|supplied|supplies|stretche[sd]|stretching|runs|spans|"
    r"costs?(?= [$€\d])|takes|took|completed|opened|began|started|launched|commenced|became|"
    r"becoming|signed|agreed|allocated|approved|provided|provides|accounts|accounted|exported|holds?|owns?|"
    r"received|built|operates))\b", re.IGNORECASE)
_CLAUSE: Final = re.compile(
    r";\s|:\s|\s[\u2013\u2014-]\s|,\s(?:and (?:is|was|currently|has|the)|"
    r"(?:(?:on|in|of|for|to|from|through) )?which|where|whose)\b|"
    + CONTRAST.pattern, re.IGNORECASE)
_AFTER: Final = re.compile(r"(?:,?\s(?P<possible>(?:would|could|might) be (?:possible|feasible))|"
                           r"\s+(?:(?!and\b)\w+\s+){0,4}?(?:"
                           r"(?P<aim>(?:is|are) (?:planned|targeted)|"
                           r"to be (?!doubl|tripl|rais|increas|expand|extend|brought|upgrad))"
                           r"|(?P<expect>(?:is|are) (?:expected|forecast|projected)|will be)"
                           r"|(?P<could>(?:could|(?-i:may)|might|would) )))", re.IGNORECASE)
_HELPERS: Final = frozenset({"is", "are", "was", "were", "has", "have", "had"})
_FINITE: Final = frozenset({"is", "are", "was", "were"})
_AWAY: Final = 140
_DEEDS: Final = re.compile(
    r"\b(?:build|construct|lay|reconstruct|extend|run|stretch|be|span|cover|connect|creat|add|have|"
    r"total|measur|comprise)\w*", re.IGNORECASE)
_JOINED: Final = 12
"""A helping verb so near behind a modal word is a part of it: `will have been`, `could be`."""

_SOFTNESS: Final[Mapping[str, Mapping[str, Soft]]] = MappingProxyType({
    "capacity": {"design": "designed", "aim": "target", "expect": "designed", "could": "potential"},
    "length": {"design": "designed", "aim": "designed", "expect": "designed", "could": "designed"},
    "gauge": {"design": "designed", "aim": "designed", "expect": "designed", "could": "designed"},
    "lanes": {"design": "designed", "aim": "designed", "expect": "designed", "could": "designed"},
    "cost": {"design": "forecast", "aim": "forecast", "expect": "forecast", "could": "forecast"},
    "progress": {"design": "", "aim": "target", "expect": "forecast", "could": "potential"},
    "": {"design": "designed", "aim": "target", "expect": "forecast", "could": "potential"}})
_EXPECTED: Final = re.compile(r"expect|forecast|anticipat|predict|prognos", re.IGNORECASE)


def _last_mark(before: str) -> tuple[str, str]:
    """Returns the kind and the word of the last mark before a number; blanks without one."""
    kind, word, at = "", "", -1
    for match in _MARKS.finditer(before):
        is_helper = match[0].lower() in _HELPERS or match[0].lower().endswith(" be")
        finite = word.lower() == "to be" and match[0].lower() in _FINITE
        if is_helper and not finite and kind not in ("", "done") and (
                match.start() - at < _JOINED):
            continue
        kind, word, at = match.lastgroup or "", match[0], match.end()
    return kind, word


def _softness(attribute: str, kind: str, word: str, clause: str) -> Soft:
    """Returns what a mark makes of an attribute: what will be built is designed, and so on."""
    if attribute == "capacity" and _EXPECTED.match(word):
        return "forecast"
    if attribute == "capacity" and word.lower() == "set to":
        return "designed"
    if attribute == "capacity" and kind == "aim" and re.search(
            r"\b(?:capable of|able to)\b", clause, re.IGNORECASE):
        return "designed"
    if attribute == "financing" and word.lower().startswith(("commit", "pledg")):
        return ""
    if attribute in ("capacity", "length") and re.search(r"\bdesign", clause, re.IGNORECASE):
        return "designed"
    return _SOFTNESS.get(attribute, _SOFTNESS[""])[kind]


def firmness(attribute: str, text: str, begins: int, ends: int, *, attributive: bool = False
             ) -> tuple[Soft, str]:
    """Returns how firm a number in a sentence is, and the word that says so.

    `attributive` is a number before its noun, `a 224-kilometer railway`: it is as firm as its line
    unless the line is still to be built.
    """
    before = text[max(0, begins - _AWAY):begins]
    clause = before[max((match.end() for match in _CLAUSE.finditer(before)), default=0):]
    kind, word = _last_mark(clause)
    if kind in ("", "done") and (after := _AFTER.match(text, ends)):
        kind, word = after.lastgroup or "", after[0].strip(" ,")
        kind = "could" if kind == "possible" else kind
    if kind in ("", "done") or (
            attributive and not _DEEDS.search(clause[clause.rfind(word) + len(word):])):
        return "", ""
    soft = _softness(attribute, kind, word, clause)
    return soft, word if soft else ""


def firmness_behind(attribute: str, text: str, ends: int) -> tuple[Soft, str]:
    """Returns how firm a number is by the verb that ends its clause, and the word that says so.

    For languages that have their verb there, as Turkish and Persian have.
    """
    clause = CLAUSE_ENDS.split(text[ends:ends + _AWAY])[0]
    kind, word = _last_mark(clause)
    soft = "" if kind in ("", "done") else _softness(attribute, kind, word, clause)
    return soft, word if soft else ""
