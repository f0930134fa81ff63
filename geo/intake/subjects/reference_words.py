"""Words that go back to what was named before, and words by which a thing need not be named."""

from __future__ import annotations

import re
from typing import Final

from geo.claims.word_lists import COUNTRY_WORDS
from geo.intake.subjects.modes import NOUN

REFERENCE: Final = re.compile(
    rf"\b(?:the|this|that|these|those|such|said|both|its|their)\s+"
    rf"(?:(?!(?:of|and|in|to|the|this|that|for|with|on|from|by|a|an|any|no|some|"
    rf"all)\b)[\w\u2019'-]+\s+){{0,3}}?(?P<noun>{NOUN.pattern})|"
    r"(?:^|,\s|;\s|\band )(?P<it>it|its|which)\b|\b(?:of|for|on|over|to|from|behind) (?:it)\b|"
    r"\b(?:support|back|oppos|reject|welcom|financ|fund|build|buil|own|operat|propos|prais|endors|favou?r|"
    r"pa(?:id|y)|condemn|denounc|block)\w*\sit\b|"
    r"\bit(?= (?:will|would|could|can|has|had|may|might|should|must|carries|connects|runs)\b)",
    re.IGNORECASE)
MANY: Final = re.compile(r"(?:ports|terminals|railways|roads|pipelines|corridors|routes|projects|"
                          r"links|"
                          r"lines|sections|networks|systems)$", re.IGNORECASE)
OTHER_NAME: Final = re.compile(r"\s[A-Z][\w-]+\s")
"""A name within a description: `the Dostyk line` does not go back to another."""
NOT_HELD: Final = re.compile(
    r"(?:^|[;:,]\s|\band\s)the\s(?:new\s)?(?:airport|motorway|expressway|metro|underground|refinery|"
    r"power (?:plant|station)|dam)\s(?:of\s|at\s|in\s|near\s)?(?-i:[A-Z\u00c0-\u024f])[^;.]*$",
    re.IGNORECASE)
"""A thing named before words that no route is: `the motorway Ankara-Bursa`, `the airport of X`."""
PEOPLE: Final = re.compile("|".join(COUNTRY_WORDS.values()), re.IGNORECASE)
LISTED: Final = re.compile(r"\)?,?\s*(?:,|\band\b|\bor\b|&)\s*(?:the\s+)?\(?", re.IGNORECASE)
WITH: Final = re.compile(
    r"\b(?:alongside|together with|along with|linking (?:with|to)|connect\w* (?:with|to)|unlike|"
    r"(?:part|component|extension|branch|element) of|as well as|including|into|like|such as|"
    r"compared (?:with|to)|competes with|parallel to)"
    r"\s+(?:the\s+|its\s+)?[\u201c\"\u2018]?$", re.IGNORECASE)
STATED: Final = {
    "opponent": re.compile(
        r"\b(?:oppos|reject|object|reserv|against|concern|condemn|denounc|warn|sceptic|wary|"
        r"red line)", re.IGNORECASE), "warning": re.compile(r"\bwarn", re.IGNORECASE),
    "condition": re.compile(r"\b(?:demand|insist|condition)", re.IGNORECASE),
    "sponsor": re.compile(r"\b(?:financ|fund|lend|lent\b|loan|credit|grant)", re.IGNORECASE)}
"""What is stated of a thing that need not be named, and the words that state it."""
OF_IT: Final = re.compile(r"\b(?:of|for|in|on|to) it\b")
ALSO: Final = re.compile(r"\b(?:as well|too|also|likewise|similar(?:ly)?)\b", re.IGNORECASE)
