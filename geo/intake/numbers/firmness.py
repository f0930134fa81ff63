"""How firm a number is said to be: a result, or designed, possible, expected or aimed at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from geo.intake.numbers.attribute_choice import CONTRAST

Soft = Literal["", "designed", "potential", "forecast", "target"]

_MARKS: Final = re.compile(
    r"\b(?:(?P<design>design(?:ed|s)?|projected capacity|rated|nameplate)"
    r"|(?P<aim>aim(?:s|ed|ing)?|target(?:s|ed|ing)?|goal|intend(?:s|ed)?|seeks? to|plan(?:s|ned|ning)?"
    r"|promis(?:es?|ed|ing)|committed|commits|scheduled|slated|due to|set to|pledged to|hopes? to"
    r"|hoped|wants?|hopes for|(?:is|are|was|were) to\b(?! the)|to be\b|deadline|vow(?:s|ed))"
    r"|(?P<expect>expect(?:s|ed|ation|ations|ing)?|forecasts?|forecasted|project(?:s|ed|ions?)\b"
    r"(?= to|ed|ion| that)|anticipat\w+|estimat\w+|will|shall|should|predict\w*|foresee[ns]?|likely|envis\w+"
    r"|poised|prognos\w+)"
    r"|(?P<could>could|may|might|would|potential(?:ly)?|possib(?:le|ly|ility)|propos\w+|if\b(?! only)"
    r"|theoretical\w*)"
    r"|(?P<done>can already|was|were|has|have|had|is|are|amounted|reached|total(?:l?ed|s)|stood|grew"
    r"|rose|increased|fell|dropped|carried|transported|transports|delivers|delivered|carries|handled"
    r"|handles|shipped|moved|supplied|supplies|stretche[sd]|stretching|runs|spans|costs?(?= [$€\d])"
    r"|takes|took|completed|opened|began|started|launched|commenced|became|becoming|signed|agreed"
    r"|allocated|approved|provided|provides|accounts|accounted|exported|received|built|operates))\b",
    re.IGNORECASE)
_CLAUSE: Final = re.compile(
    r";\s|:\s|\s[\u2013\u2014-]\s|,\s(?:and (?:is|was|currently|has|the)|which)\b|" + CONTRAST.pattern,
    re.IGNORECASE)
_AFTER: Final = re.compile(r"\s+(?:\w+\s+){0,4}?(?:(?P<aim>(?:is|are) (?:planned|targeted)|to be )"
                           r"|(?P<expect>(?:is|are) (?:expected|forecast|projected)|will be)"
                           r"|(?P<could>(?:could|may|might|would) ))", re.IGNORECASE)
_HELPERS: Final = frozenset({"is", "are", "was", "were", "has", "have", "had"})
_AWAY: Final = 140
_DEEDS: Final = re.compile(r"\b(?:build|construct|lay|reconstruct|extend|run|stretch|be|span|cover|connect|"
                           r"creat|add|have|total|measur|comprise)\w*", re.IGNORECASE)

_SOFTNESS: Final[Mapping[str, Mapping[str, Soft]]] = MappingProxyType({
    "capacity": {"design": "designed", "aim": "target", "expect": "designed", "could": "potential"},
    "length": {"design": "designed", "aim": "designed", "expect": "designed", "could": "designed"},
    "gauge": {"design": "designed", "aim": "designed", "expect": "designed", "could": "designed"},
    "lanes": {"design": "designed", "aim": "designed", "expect": "designed", "could": "designed"},
    "cost": {"design": "forecast", "aim": "forecast", "expect": "forecast", "could": "forecast"},
    "": {"design": "designed", "aim": "target", "expect": "forecast", "could": "potential"}})
_EXPECTED: Final = re.compile(r"expect|forecast|anticipat|predict|prognos", re.IGNORECASE)


def _last_mark(before: str) -> tuple[str, str]:
    """Returns the kind and the word of the last mark before a number; blanks without one."""
    kind, word, at = "", "", -1
    for match in _MARKS.finditer(before):
        found = match.lastgroup or ""
        word_here = match[0]
        is_helper = word_here.lower() in _HELPERS or word_here.lower().endswith(" be")
        if is_helper and kind not in ("", "done") and match.start() - at < 12:
            continue  # `will have been`, `could be`, `expected … is`: the modal word leads
        kind, word, at = found, word_here, match.end()
    return kind, word


def firmness(attribute: str, text: str, begins: int, ends: int, *, attributive: bool = False
             ) -> tuple[Soft, str]:
    """Returns how firm a number in a sentence is, and the word that says so.

    `attributive` is a number before its noun, `a 224-kilometer railway`: it is as firm as its line
    unless the line is still to be built.
    """
    offset = max(0, begins - _AWAY)
    before = text[offset:begins]
    cut = max((match.end() for match in _CLAUSE.finditer(before)), default=0)
    clause = before[cut:]
    kind, word = _last_mark(clause)
    if not kind and cut and attribute != "length" and not re.match(r"\s*$", clause):
        kind, word = "", ""
    if kind in ("", "done") and (after := _AFTER.match(text, ends)):
        kind, word = after.lastgroup or "", after[0].strip()
    if kind in ("", "done"):
        return "", ""
    if attributive and not _DEEDS.search(clause[clause.rfind(word) + len(word):]):
        return "", ""
    table = _SOFTNESS.get(attribute, _SOFTNESS[""])
    if attribute == "capacity" and _EXPECTED.match(word):
        return "forecast", word
    if attribute == "capacity" and word.lower() == "set to":
        return "designed", word
    if attribute == "financing" and word.lower().startswith(("commit", "pledg")):
        return "", ""
    if attribute in ("capacity", "length") and re.search(r"\bdesign", clause, re.IGNORECASE):
        return "designed", "designed"
    return table[kind], word
