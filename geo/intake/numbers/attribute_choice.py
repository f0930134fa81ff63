"""Which attribute a quantity may be a claim of, by its unit and the words of its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from geo.claims.word_lists import ATTRIBUTE_WORDS
from geo.intake.numbers.quantities import Quantity

LINE_WORDS: Final = re.compile(
    r"\b(?:rail(?:way|road|s)?|roads?|highway|motorway|expressway|line|lines|tracks?|pipelines?|routes?|"
    r"corridors?|cables?|bridges?|tunnels?|links?|crossing|canal|ports?|terminals?|interconnector|"
    r"transit|trains?|ferr(?:y|ies)|vessels?|freight|cargo|shipments?|containers?|network|"
    r"hubs?|dry port|(?:crude|oil|gas|energy|fuel) (?:needs|suppl(?:y|ies)|imports?|exports?|deliver(?:y|ies)))\b",
    re.IGNORECASE)
"""Words for what an atlas of transport speaks of."""


CONTRAST: Final = re.compile(
    r"\b(?:compared (?:to|with)|instead of|rather than|against)\b|[,;]\s(?:while|but|whereas|although|yet|of which)\b",
    re.IGNORECASE)
"""Words after which something else is spoken of than before."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An attribute with the unit and the values that a claim of it would have, and why."""

    attribute: str
    unit: str
    value: str
    value_high: str
    why: str


def plain(number: Decimal) -> str:
    """Returns a number as the data writes it: without separators and needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE)


_CAN: Final = _words(r"capacit", r"capable\b", r"(?:can|could|able to)\b", r"designed (?:to|for)\b", r"doubl", r"book(?:ed|ing)\b", r"(?:room|space) for\b",
                     r"allow(?:s|ing)?\b", r"potential\b",
                     r"(?:maximum|design(?:ed)?|peak) (?:\w+ )?(?:throughput|volume)")
_HAS: Final = _words(r"carried\b", r"transported\b", r"handled\b", r"shipped\b", r"exported\b",
                     r"amounted\b", r"delivered\b", r"totall?ed\b", r"transshipped\b", r"moved\b",
                     r"supplied\b", r"passed\b", r"pumped\b", r"went\b",
                     r"processed\b", r"flowed\b", r"loaded\b", r"transited\b", r"crossed\b")
_CARRIED: Final = _words(
    ATTRIBUTE_WORDS["throughput"].pattern.removeprefix(r"\b(?:").removesuffix(")"),
    r"transship", r"tranship", r"transporting\b", r"processed\b", r"reloaded\b", r"pass(?:es|ing)\b",
    r"shipping\b", r"imports?\b", r"pump", r"handl")
_MADE: Final = _words(r"produc(?:e|ed|es|tion|ing)\b", r"output\b", r"reserves?\b", r"harvest",
                      r"extract", r"consum", r"deposit", r"stockpil", r"emission", r"CO2\b",
                      r"recoverable", r"mined\b", r"storage\b", r"demand\b")
_COST: Final = _words(r"cost", r"worth\b", r"price", r"estimated at", r"valued at", r"budget",
                      r"investments? (?:of|is|was|are|were|for|amount|total)",
                      r"(?:estimated|total) investment", r"capital\b",
                      r"value of the (?:project|contract)", r"spent\b", r"spend(?:s|ing)?\b")
_MONEY_GIVEN: Final = _words(r"financ", r"loan", r"lend", r"lent\b", r"fund", r"credit", r"grant",
                             r"pledge", r"allocat", r"earmark", r"rais(?:e|ed|ing)", r"borrow",
                             r"invest(?:s|ed|ing)?\b", r"provid", r"contribut", r"commit", r"backed",
                             r"mobili[sz]", r"subsid", r"put in\b", r"Bank\b")
_LENT: Final = _words(r"loan", r"credit", r"grant", r"pledg", r"committing\b", r"committed\b")
_OTHER_MONEY: Final = _words(
    r"trade\b", r"turnover", r"revenue", r"profit", r"GDP\b", r"arms\b", r"weapon", r"military",
    r"defen[cs]e", r"aid\b", r"fees?\b", r"tariff", r"fine[sd]?\b", r"export(?:s|ed)? (?:of|to|worth)",
    r"imports?\b", r"debt", r"market\b", r"salar", r"budget deficit", r"reserves", r"econom(?:y|ies)\b",
    r"sales\b", r"purchas", r"aircraft", r"compensation", r"remittances", r"tourism", r"damage")
_PROJECT: Final = re.compile(
    r"\s?(?:USD|EUR|US dollars|dollars|euros)?[\s-](?:(?!for|to|in|of|on|from)[\w-]+\s){0,3}?(?:project|railway|railroad|pipeline|port|road|"
    r"highway|line|cable|corridor|bridge|tunnel|terminal|link|route|interconnector|scheme)\b",
    re.IGNORECASE)
_PER: Final = re.compile(r"\s+(?:per|a|for each|for every)\s+(?:ton|tonne|barrel|container|TEU|wagon|"
                         r"thousand|1,?000|cubic|unit|hour|person|capita|km|kilomet|year|month|"
                         r"day)|\s+(?:annually|monthly)", re.IGNORECASE)
_DONE: Final = _words(r"complet", r"progress", r"finished", r"ready\b", r"built\b", r"done\b",
                      r"laid\b", r"works?\b", r"readiness", r"executed", r"construction\b")
_SAVED: Final = _words(r"sav(?:e|es|ed|ing)", r"reduc", r"shorten", r"cut(?:s|ting)?\b", r"faster\b",
                       r"shorter\b", r"less\b", r"decreas", r"lower", r"cheaper\b", r"quicker\b")
_SAVED_WHAT: Final = _words(r"cost", r"time", r"duration", r"distance", r"days?\b", r"expens",
                            r"journey", r"delivery", r"transit\b", r"route\b")
_GREW: Final = _words(r"grew\b", r"rose\b", r"increas", r"growth", r"up by\b", r"up \d", r"higher\b",
                      r"more (?:than in|compared)", r"fell\b", r"declin", r"drop", r"decreas",
                      r"year[- ]on[- ]year", r"surge", r"jump", r"down \d", r"expand")
_SPENT: Final = _words(r"spending", r"expenditure", r"costs?\b", r"outlay")
_NO_SHARE: Final = _words(r"interest\b", r"inflation", r"GDP\b", r"vot(?:e|es|ers|ed)\b", r"poll",
                          r"population", r"tariff", r"tax", r"duty\b", r"duties\b", r"unemploy",
                          r"respondents", r"territor", r"discount", r"rate of\b", r"citizens",
                          r"annual rate", r"electricity", r"arms\b", r"weapon", r"defen[cs]e")
_SHARED: Final = _words(r"comes?\b", r"oil\b", r"gas\b", r"account", r"share\b", r"stake\b", r"own", r"hold", r"provid", r"suppl",
                        r"compris", r"carr", r"transit", r"import", r"export", r"deliver", r"cargo",
                        r"freight", r"volume", r"traffic", r"flows?\b", r"transport", r"handl", r"pass")
_ON_THE_WAY: Final = _words(r"transit", r"transport", r"deliver", r"journey", r"travel", r"trip\b",
                            r"tak(?:es?|ing)\b", r"took\b", r"reach", r"border to\b", r"cover", r"voyage", r"sail", r"shipping\b",
                            r"cargo", r"freight", r"container", r"route", r"train", r"arriv", r"goods\b")
_OTHER_DAYS: Final = _words(r"visit", r"talks", r"war\b", r"ceasefire", r"notice", r"within \w+ days",
                            r"summit", r"conference", r"blockade", r"fight", r"offensive", r"after",
                            r"ago\b", r"later\b", r"earlier\b", r"working days", r"conflict",
                            r"negotiat", r"strike", r"closed\b", r"suspend", r"trial\b", r"forum")
_TERM: Final = _words(r"contract", r"agreement", r"concession", r"lease", r"deal\b", r"term\b",
                      r"control\b", r"rights?\b", r"memorandum", r"licen[cs]e", r"tenure", r"land\b",
                      r"granted\b", r"extended\b", r"prolonged\b", r"lend\b",
                      r"lent\b", r"loan", r"repa(?:y|id)")
_TERM_AFTER: Final = re.compile(r"\s+(?:\w+[\s-]){0,4}?(?:contract|agreement|concession|lease|deal|term|"
                                r"memorandum|licen[cs]e|right|management|period)", re.IGNORECASE)
_WITHIN: Final = re.compile(r"\b(?:with)?in (?:just |about |around |approximately |the (?:next|coming) )*$",
                            re.IGNORECASE)
_READY: Final = _words(r"over\b", r"done\b", r"end(?:s|ed)?\b", r"complet", r"finish", r"operational", r"ready\b", r"built\b", r"build",
                       r"construct", r"commission", r"launch", r"open", r"in operation", r"implement")
_NO_LENGTH_AFTER: Final = re.compile(
    r"\s*(?:away|off\b|north|south|east\b|west|inland|deep|wide|per hour|an hour|/h|from (?!.{0,70}\bto\b)|"
    r"of (?:the )?(?:\w+ )?(?:border|frontier|territor|coast|front)|(?:long )?(?:border|frontier|coast))",
    re.IGNORECASE)
_NO_LENGTH: Final = _words(r"missile", r"drone", r"range of\b", r"radius", r"altitude", r"territory of \d",
                           r"square\b", r"artillery", r"buffer")
_GAUGE: Final = _words(r"gauge", r"track", r"rail")
_WIDE: Final = _words(r"diameter", r"calib", r"precipit", r"rain")
_MADE_POWER: Final = _words(r"solar", r"wind", r"hydro", r"plant", r"generat", r"nuclear", r"station",
                            r"installed")
_WIRED: Final = _words(r"cable", r"transmission", r"interconnect", r"export", r"transfer", r"line\b",
                       r"carry", r"link\b", r"corridor", r"transmit")
_COUNTED: Final = _words(r"carr", r"transport", r"handl", r"capacit", r"passenger (?:traffic|flow|turnover)",
                         r"travel", r"serv", r"rail", r"train", r"line\b", r"port\b")
_FAR: Final = 10_000
_TRADED: Final = 40
_WORTH: Final = re.compile(r"\b(?:worth|valued at)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_FORTH: Final = 34
"""The number of letters behind a volume in which a word for capacity is sought."""


def distance(pattern: re.Pattern[str], text: str, quantity: Quantity) -> int:
    """Returns how many letters lie between a quantity and the nearest word of a pattern.

    A word behind counts as twice as far, a word beyond another sentence's number no less.
    """
    best = _FAR
    for match in pattern.finditer(text):
        if match.end() <= quantity.figure:
            best = min(best, quantity.figure - match.end())
        elif match.start() >= quantity.ends_unit:
            best = min(best, 2 * (match.start() - quantity.ends_unit))
        else:
            best = 0
    return best


def _near(pattern: re.Pattern[str], text: str, quantity: Quantity, most: int = 80) -> bool:
    return distance(pattern, text, quantity) <= most


def _nearer(one: re.Pattern[str], other: re.Pattern[str], text: str, quantity: Quantity) -> bool:
    return distance(one, text, quantity) <= distance(other, text, quantity)


def _flow(quantity: Quantity, text: str, *, spoken_of: bool) -> tuple[str, str] | None:
    """Returns whether a volume can be or has been carried; None where it is neither.

    `spoken_of` says that the text speaks of a line, so that a volume without a verb is its own.
    """
    before = text[:quantity.figure]
    before = before[max((match.end() for match in CONTRAST.finditer(before)), default=0):]
    cans = [match.end() for match in _CAN.finditer(before)]
    done = [match.end() for match in _HAS.finditer(before)]
    behind = re.split(r"[,;]|\band\b", text[quantity.ends_unit:quantity.ends_unit + _FORTH])[0]
    after = _CAN.search(behind)
    if (cans and (not done or done[-1] < cans[-1])) or after:
        return "capacity", "the sentence speaks of what can be carried"
    carried = distance(_CARRIED, text, quantity)
    if distance(_MADE, text, quantity) < carried:
        return None
    if carried < _FAR:
        return "throughput", "the sentence speaks of what is carried"
    return ("throughput", "a volume, told of a line") if spoken_of else None


def _volume(quantity: Quantity, text: str, *, spoken_of: bool) -> tuple[str, str, str, int] | None:
    chosen = _flow(quantity, text, spoken_of=spoken_of)
    if chosen is None:
        return None
    attribute, why = chosen
    units: dict[tuple[str, str], tuple[str, int]] = {
        ("mass", "year"): ("Mt/year", 10**6), ("mass", ""): ("Mt", 10**6),
        ("gas", "year"): ("bcm/year", 10**9), ("gas", ""): ("bcm", 10**9),
        ("some gas", "day"): ("mcm/day", 10**6), ("oil", "day"): ("bbl/day", 1),
        ("oil", ""): ("bn bbl", 10**9), ("people", "year"): ("passengers/year", 1),
        ("people", ""): ("passengers", 1), ("containers", ""): ("TEU", 1),
        ("containers", "year"): ("TEU", 1), ("tankers", ""): ("tankers", 1)}
    if (quantity.measure, quantity.rate) not in units:
        return None
    unit, worth = units[quantity.measure, quantity.rate]
    if attribute == "capacity" and unit in ("bcm", "bn bbl", "tankers"):
        attribute, why = "throughput", f"a total in {unit} is what is carried"
    if quantity.measure == "people" and not _near(_COUNTED, text, quantity, 120):
        return None
    if re.match(r"\s+of oil equivalent|\s+of storage", text[quantity.ends_unit:]):
        return None
    return attribute, unit, why, worth


def _length(quantity: Quantity, text: str) -> tuple[str, str, str, int] | None:
    elsewhere = _NO_LENGTH_AFTER.match(text, quantity.ends_unit) and not re.search(
        r"\bdistance\b|\bto [A-Z]", text[max(0, quantity.begins - 50):quantity.begins])
    if elsewhere or _near(_NO_LENGTH, text, quantity, 60):
        return None
    if re.search(r"\b(?:at a distance of|within|located|lies|by)\s+(?:\w+\s+){0,2}$",
                 text[:quantity.begins], re.IGNORECASE):
        return None
    return "length", "km", "a number of kilometres", 1


def _money(quantity: Quantity, text: str) -> tuple[str, str, str, int] | None:
    if _PER.match(text, quantity.ends_unit):
        return None
    unit = "EUR bn" if quantity.measure == "euros" else (
        "USD bn" if quantity.low >= 10**9 else "USD million")
    worth = 10**6 if unit == "USD million" else 10**9
    if quantity.low < 10**5:
        return None
    if _PROJECT.match(text, quantity.ends_unit):
        return "cost", unit, "a sum before the word for a project", worth
    cost, given = distance(_COST, text, quantity), distance(_MONEY_GIVEN, text, quantity)
    other = distance(_OTHER_MONEY, text, quantity)
    if min(cost, given) == _FAR or other < min(cost, given) or (
            other < _TRADED and _WORTH.search(text[:quantity.begins])):
        return None
    if given < cost or (cost < _FAR and _near(_LENT, text, quantity, 40)):
        return "financing", unit, "the sentence speaks of money given or raised", worth
    return "cost", unit, "the sentence speaks of what it costs", worth


def _percent(quantity: Quantity, text: str) -> tuple[str, str, str, int] | None:
    after = text[quantity.ends_unit:quantity.ends_unit + 24]
    if _near(_SAVED, text, quantity, 90) and _near(_SAVED_WHAT, text, quantity, 110) and not (
            re.match(r"\s+(?:of|share|stake)\b", after)):
        return "time-saving", "percent", "the sentence speaks of time or cost saved", 1
    if _near(_DONE, text, quantity, 60) and not re.match(r"\s+(?:share|stake)", after) and (
            _nearer(_DONE, _SHARED, text, quantity) or re.match(r"\s+(?:complete|ready|finished|done)",
                                                                after)) and (
            not _near(_GREW, text, quantity, 30)):
        return "progress", "percent", "the sentence speaks of work done", 1
    if _near(_GREW, text, quantity, 45) and not re.match(r"\s+(?:of|share|stake)\b", after):
        if _near(_SPENT, text, quantity, 60):
            return "cost-growth", "percent", "the sentence speaks of spending that rose", 1
        return None
    if _near(_NO_SHARE, text, quantity, 60):
        return None
    if re.match(r"\s+(?:of|share|stake)\b", after) or _near(_SHARED, text, quantity, 60):
        return "share", "percent", "a part of a total", 1
    return None


def _share(quantity: Quantity, text: str) -> tuple[str, str, str, int] | None:
    if _near(_SAVED, text, quantity, 140) and _near(_SAVED_WHAT, text, quantity, 140) and re.search(
            r"\bby\s+(?:\w+\s+)?$", text[:quantity.begins], re.IGNORECASE):
        return "time-saving", "fraction", "the sentence speaks of time or cost saved", 1
    if _near(_SHARED, text, quantity, 60) and not _near(_NO_SHARE, text, quantity, 60):
        return "share", "percent", "a part of a total", 1
    return None


def _days(quantity: Quantity, text: str) -> tuple[str, str, str, int] | None:
    if not _near(_ON_THE_WAY, text, quantity, 90) or distance(_OTHER_DAYS, text, quantity) < min(
            30, distance(_ON_THE_WAY, text, quantity)):
        return None
    return "transit-time", "days", "days on the way", 1


def _years(quantity: Quantity, text: str) -> tuple[str, str, str, int] | None:
    before, after = text[:quantity.begins], text[quantity.ends_unit:]
    if _WITHIN.search(text[:quantity.figure]) and _near(_READY, text, quantity, 120) and not (
            re.match(r"\s+(?:of|after|before|ago)\b", after)):
        return "completion", "years", "years until it is ready", 1
    if _TERM_AFTER.match(text, quantity.ends_unit):
        return "term", "years", "years of an arrangement", 1
    if re.search(r"\b(?:for|term of|period of|lasting|valid for|possibility of|another|further)\s+(?:\w+\s+){0,2}$", before,
                 re.IGNORECASE) and _near(_TERM, text, quantity, 90):
        return "term", "years", "years of an arrangement", 1
    return None


def _gauge(quantity: Quantity, text: str) -> tuple[str, str, str, int] | None:
    fits = Decimal(600) <= quantity.low <= Decimal(1700)
    return ("gauge", "mm", "millimetres between rails", 1) if (
        fits and _near(_GAUGE, text, quantity, 90) and not _near(_WIDE, text, quantity, 30)) else None


def _power(quantity: Quantity, text: str) -> tuple[str, str, str, int] | None:
    return ("capacity", "MW", "power that a line can carry", 1) if _nearer(
        _WIRED, _MADE_POWER, text, quantity) and _near(_WIRED, text, quantity, 120) else None


def _counted(attribute: str, why: str) -> Callable[[Quantity, str], tuple[str, str, str, int] | None]:
    return lambda quantity, text: (attribute, "count", why, 1)


_Found = tuple[str, str, str, int]
_RULES: Mapping[str, Callable[[Quantity, str], _Found | None]] = MappingProxyType({
    "distance": _length, "euros": _money, "dollars": _money, "percent": _percent, "share": _share,
    "days": _days, "years": _years, "gauge": _gauge, "power": _power,
    "lanes": _counted("lanes", "a number of lanes"),
    "phases": _counted("phases", "a number of phases")})


def choose(quantity: Quantity, text: str, *, spoken_of: bool) -> Choice | None:
    """Returns what claim a quantity of a sentence may be; None where it is of nothing we ask.

    `spoken_of` says whether the text speaks of a line or of traffic.
    """
    rule = _RULES.get(quantity.measure)
    found = rule(quantity, text) if rule else _volume(quantity, text, spoken_of=spoken_of)
    if found is None:
        return None
    attribute, unit, why, worth = found
    times = 100 if quantity.measure == "share" and unit == "percent" else 1
    low, high = ("" if number is None else plain(number * times / worth)
                 for number in (quantity.low, quantity.high))
    return Choice(attribute, unit, low, high, why)
