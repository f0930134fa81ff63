"""Words by which a quantity is told apart: what it may be a claim of, and what it is not.

Each list is a regular expression for English text, read without regard to case.
"""

from __future__ import annotations

import re
from typing import Final

from geo.claims.word_lists import ATTRIBUTE_WORDS

LINE_WORDS: Final = re.compile(
    r"\b(?:rail(?:way|road|s)?|roads?|highway|motorway|expressway|lines?|tracks?|pipelines?|"
    r"routes?|corridors?|cables?|bridges?|tunnels?|links?|crossing|canal|ports?|terminals?|"
    r"interconnector|transit|trains?|ferr(?:y|ies)|vessels?|freight|cargo|shipments?|containers?|"
    r"network|hubs?|dry port|sections?|(?:crude|oil|gas|energy|fuel) "
    r"(?:needs|suppl(?:y|ies)|imports?|exports?|deliver(?:y|ies)))\b", re.IGNORECASE)
"""Words for what an atlas of transport speaks of."""
CONTRAST: Final = re.compile(
    r"\b(?:compared (?:to|with)|instead of|rather than|against)\b|"
    r"[,;]\s(?:while|but|whereas|although|yet|of which)\b", re.IGNORECASE)
"""Words after which something else is spoken of than before."""


def words(*patterns: str) -> re.Pattern[str]:
    """Returns a pattern of words, each from its beginning."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE)


CAN: Final = words(
    r"capacit", r"capable\b", r"(?:can|could|able to)\b", r"carry (?=up to|as much as)",
    r"designed (?:to|for)\b", r"doubl", r"planned (?:for|to (?:carry|bring|take|move|supply))\b",
    r"(?:built|meant|prepared|sized|rated|laid out|scaled) "
    r"(?:to (?:carry|bring|take|move)|for|at)\b",
    r"(?:(?:rais|expand|stretch|increas|upgrad|lift)\w* (?:it |them )?|become\b)(?:to\b)?",
    r"book(?:ed|ing)\b", r"(?:room|space) for\b", r"allow(?:s|ing)?\b", r"potential\b",
    r"(?:maximum|design(?:ed)?|peak) (?:\w+ )?(?:throughput|volume)")
HAS: Final = words(
    r"carried\b", r"transported\b", r"handled\b", r"shipped\b", r"exported\b", r"amounted\b",
    r"delivered\b", r"totall?ed\b", r"transshipped\b", r"moved\b", r"supplied\b", r"passed\b",
    r"pumped\b", r"went\b(?! (?:up|down)\b)", r"processed\b", r"flowed\b", r"loaded\b",
    r"transited\b",
    r"crossed\b", r"saw\b", r"moves\b", r"reached\b", r"averag(?:ed|es|ing)\b", r"hauled\b",
    r"came to\b", r"brought\b")
CARRIED: Final = words(
    ATTRIBUTE_WORDS["throughput"].pattern.removeprefix(r"\b(?:").removesuffix(")"), r"transship",
    r"tranship", r"transporting\b", r"processed\b", r"reloaded\b", r"pass(?:es|ing)\b",
    r"shipping\b", r"imports?\b", r"pump", r"handl", r"averag", r"haul")
MADE: Final = words(
    r"produc(?:e|ed|es|tion|ing)\b", r"output\b", r"reserves?\b", r"harvest", r"extract",
    r"consum", r"deposit", r"stockpil", r"emission", r"CO2\b", r"recoverable", r"mined\b",
    r"storage\b", r"demand\b")
COST: Final = words(
    r"cost", r"worth\b", r"pric(?:e|ed)\b", r"bill\b", r"estimated at", r"valued at", r"budget",
    r"investments? (?:of|is|was|are|were|for|amount|total)", r"(?:estimated|total) investment",
    r"capital\b", r"value of (?:the (?:project|contract)|(?=[$€\d]|USD|EUR|about|some|around))",
    r"spent\b", r"spend(?:s|ing)?\b",
    r"(?:re)?buil(?:t|d|ds) (?:it |them |the \w+ )?for", r"absorb", r"swallow", r"put at\b",
    r"needs?\b", r"requir", r"(?:would|will|could|may|should|to) take\b", r"expenditure", r"outlay")
MONEY_GIVEN: Final = words(
    r"financ", r"loan", r"lend", r"lent\b", r"fund", r"credit", r"grant", r"pledge", r"allocat",
    r"earmark", r"rais(?:e|ed|ing)", r"borrow", r"invest(?:s|ed|ing)?\b", r"provid", r"contribut",
    r"commit", r"backed", r"mobili[sz]", r"subsid", r"put in\b", r"Bank\b", r"offer", r"lends?\b",
    r"ma(?:de|kes?|king) available",
    r"set(?:s|ting)? aside", r"put(?:s|ting)? up\b", r"promis", r"ask(?:s|ed|ing)? for\b",
    r"request", r"receiv", r"instal?ment", r"tranche")
LENT: Final = words(
    r"loan", r"credit", r"grant", r"pledg", r"committing\b", r"committed\b")
OTHER_MONEY: Final = words(
    r"trade\b", r"turnover", r"revenue", r"profit", r"GDP\b", r"arms\b", r"weapon", r"military",
    r"defen[cs]e", r"aid\b", r"fees?\b", r"tariff", r"fine[sd]?\b",
    r"export(?:s|ed)? (?:of|to|worth)", r"imports?\b", r"debt", r"market\b", r"salar",
    r"budget deficit", r"reserves", r"econom(?:y|ies)\b", r"sales\b", r"purchas", r"aircraft",
    r"compensation", r"remittances", r"tourism", r"damage")
DONE: Final = words(
    r"complet", r"progress", r"finished", r"ready\b", r"built\b", r"done\b", r"laid\b",
    r"works?\b", r"readiness", r"executed", r"construction\b", r"welded\b", r"bought\b",
    r"erected\b", r"paved\b", r"installed\b", r"bored\b", r"drilled\b", r"electrified\b",
    r"poured\b", r"dug\b",
    r"carried out")
SAVED: Final = words(
    r"sav(?:e|es|ed|ing)", r"reduc", r"shorten", r"cut(?:s|ting)?\b", r"faster\b", r"shorter\b",
    r"less\b", r"decreas", r"lower", r"cheaper\b", r"quicker\b")
SAVED_WHAT: Final = words(
    r"cost", r"time", r"duration", r"distance", r"days?\b", r"expens", r"journey", r"delivery",
    r"transit\b", r"route\b")
GREW: Final = words(
    r"grew\b", r"rose\b", r"increas", r"growth", r"up by\b", r"up \d", r"higher\b",
    r"more (?:than in|compared)", r"fell\b", r"declin", r"drop", r"decreas",
    r"year[- ]on[- ]year", r"surge", r"jump", r"down \d", r"expand",
    r"ris(?:e|es|en|ing)\b", r"grown\b", r"slip(?:s|ped)?\b", r"fall(?:s|en|ing)?\b", r"shrank\b",
    r"shrunk\b", r"lost\b", r"climb", r"soar", r"slump", r"plung", r"dip(?:s|ped)\b")
SPENT: Final = words(
    r"spending", r"expenditure", r"costs?\b", r"outlay")
CHANGED_BEFORE: Final = re.compile(
    r"\bby (?:(?:about|some|nearly|almost|around|just|over|more than|up to|as much as|at least|"
    r"roughly|only)\s)*$", re.IGNORECASE)
CHANGED_AFTER: Final = re.compile(
    r"\s(?:above|below|more|less|higher|lower|up|down|fewer|better|faster|year[- ]on[- ]year)\b",
    re.IGNORECASE)
"""Words around a percentage by which something rose or fell."""
USED_BEFORE: Final = re.compile(
    r"\b(?:booked|filled|ran|runs?|running|operat(?:ed|es|ing)|work(?:ed|s|ing)|loaded|"
    r"utili[sz](?:ed|ation)|used|occupied)\s(?:up\s)?(?:(?:to|at|of|is|was|stood at|came to)\s)"
    r"(?:(?:about|some|nearly|almost|around|just|over|only|barely|roughly)\s)*$", re.IGNORECASE)
USED_AFTER: Final = re.compile(
    r"\s(?:full\b|of (?:its|the|that|their) (?:\w+ )?capacity (?:is|was|has been|had been|were) "
    r"(?:booked|used|filled|utili[sz]ed|sold)|(?:booked|utili[sz]ed|filled|occupied)\b|"
    r"utili[sz]ation\b)", re.IGNORECASE)
"""Words around a share of the capacity that is used."""
WORK: Final = (r"(?:works?|earthworks?|construction|track(?:s|-laying)?|rails?|excavation|digging|"
               r"tunnel\w*|job|bridges?|embankments?|line|route|land|pipes?|pipelaying|welding)")
OF_WORK: Final = re.compile(
    rf"\s+of (?:all )?(?:the |its |this |that |their )?(?:[\w-]+ ){{0,2}}?{WORK}\b", re.IGNORECASE)
WORK_STANDS: Final = re.compile(
    rf"^(?:(?:the|its|physical|all|overall)\s)*(?:{WORK}|progress|completion)\b.{{0,140}}?\b"
    r"(?:stood|stands|standing|(?:has |had )?reached)\s(?:at\s)?(?:(?:about|some|nearly|almost|"
    r"around|just|over)\s)*$", re.IGNORECASE)
"""How far work has come: a part of it, or where it stands."""
DONE_SO_FAR: Final = words(
    r"done\b", r"complet", r"finish", r"built\b", r"laid\b", r"carried out", r"executed",
    r"ready\b", r"dug\b", r"paved\b", r"welded\b", r"installed\b", r"bored\b", r"bought\b")
DENIED: Final = re.compile(
    r"(?:^|[,;:]\s)(?:no|none|nobody|neither)\b|\bnever\b|\bused to\b", re.IGNORECASE)
"""Words by which a share is of nothing, or no longer."""
SHARED_OUT: Final = re.compile(r"\s(?:apiece|each)\b", re.IGNORECASE)
COST_ROSE: Final = re.compile(
    r"\b(?:(?:grown|risen|climbed|swollen|ballooned|jumped|increased|gone up|grew|rose|come|came|"
    r"amount(?:s|ed)) to|reach(?:es|ed)|exceeds?|to exceed)\s(?:(?:about|some|nearly|almost|around|"
    r"just|over|more than)\s)*$", re.IGNORECASE)
"""Words before a sum that a cost has come to."""
OFF: Final = re.compile(
    r"\s(?:off\b|(?:shorter|faster|quicker|less|sooner|earlier|saved|cheaper)\b)", re.IGNORECASE)
"""What follows days that are saved, not spent on the way."""
NO_SHARE: Final = words(
    r"interest\b", r"inflation", r"GDP\b", r"vot(?:e|es|ers|ed)\b", r"poll", r"population",
    r"tariff", r"tax", r"duty\b", r"duties\b", r"unemploy", r"respondents", r"territor",
    r"discount", r"rate of\b", r"citizens", r"annual rate", r"electricity", r"arms\b", r"weapon",
    r"defen[cs]e")
SHARED: Final = words(
    r"comes?\b", r"oil\b", r"gas\b", r"account", r"share\b", r"stake\b", r"own", r"hold",
    r"provid", r"suppl", r"compris", r"carr", r"transit", r"import", r"export", r"deliver",
    r"cargo", r"freight", r"volume", r"traffic", r"flows?\b", r"transport", r"handl", r"pass")
ON_THE_WAY: Final = words(
    r"transit", r"transport", r"deliver", r"journey", r"travel", r"trip\b", r"tak(?:es?|ing)\b",
    r"took\b", r"reach", r"border to\b", r"cover", r"voyage", r"sail", r"shipping\b", r"cargo",
    r"freight", r"container", r"route", r"train", r"arriv", r"goods\b")
OTHER_DAYS: Final = words(
    r"visit", r"talks", r"war\b", r"ceasefire", r"notice", r"within \w+ days", r"summit",
    r"conference", r"blockade", r"fight", r"offensive", r"after", r"ago\b", r"later\b",
    r"earlier\b", r"working days", r"conflict", r"negotiat", r"strike", r"closed\b", r"suspend",
    r"trial\b", r"forum")
TERM: Final = words(
    r"contract", r"agreement", r"concession", r"lease", r"deal\b", r"term\b", r"control\b",
    r"rights?\b", r"memorandum", r"licen[cs]e", r"tenure", r"land\b", r"granted\b", r"extended\b",
    r"prolonged\b", r"signed\b", r"lend\b", r"lent\b", r"loan", r"repa(?:y|id)")
READY: Final = words(
    r"over\b", r"done\b", r"end(?:s|ed)?\b", r"complet", r"finish", r"operational", r"ready\b",
    r"built\b", r"build", r"construct", r"commission", r"launch", r"open", r"in operation",
    r"implement")
NO_LENGTH: Final = words(
    r"missile", r"drone", r"range of\b", r"radius", r"altitude", r"territory of \d", r"square\b",
    r"artillery", r"buffer")
GAUGE: Final = words(
    r"gauge", r"track", r"rail")
WIDE: Final = words(
    r"diameter", r"calib", r"precipit", r"rain")
MADE_POWER: Final = words(
    r"solar", r"wind", r"hydro", r"plant", r"generat", r"nuclear", r"station", r"installed")
WIRED: Final = words(
    r"cable", r"transmission", r"interconnect", r"export", r"transfer", r"line\b", r"carry",
    r"link\b", r"corridor", r"transmit", r"send\b", r"suppl", r"deliver")
CARRYING: Final = words(
    r"capacit", r"tak(?:e|es|ing)\b", r"bring", r"mov(?:e|es|ing)\b", r"flow", r"pass")
"""Words for what carries power, where the sentence speaks of nothing that makes it."""
COUNTED: Final = words(
    r"carr", r"transport", r"handl", r"capacit", r"passenger (?:traffic|flow|turnover)",
    r"travel", r"serv", r"rail", r"train", r"line\b", r"port\b")
PROJECT: Final = re.compile(
    r"\s?(?:USD|EUR|US dollars|dollars|euros)?[\s-](?:(?!for|to|in|of|on|from)[\w-]+\s){0,3}?"
    r"(?:project|railway|railroad|pipeline|port|road|highway|line|cable|corridor|bridge|tunnel|"
    r"terminal|link|route|interconnector|scheme|upgrade|overhaul|expansion|moderni[sz]ation)\b",
    re.IGNORECASE)
"""A sum before the word for a project."""
PER: Final = re.compile(
    r"\s+(?:per|a|for each|for every)\s+(?:ton|tonne|barrel|container|TEU|wagon|thousand|1,?000|"
    r"cubic|unit|hour|person|capita|km|kilomet|year|month|day)|\s+(?:annually|monthly)",
    re.IGNORECASE)
WORTH: Final = re.compile(r"\b(?:worth|valued at)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
TERM_AFTER: Final = re.compile(
    r"\s+(?:\w+[\s-]){0,4}?(?:loan|credit|bond|contract|agreement|concession|lease|deal|term|memorandum|licen[cs]e|"
    r"right|management|period)", re.IGNORECASE)
WITHIN: Final = re.compile(
    r"\b(?:with)?in (?:just |about |around |approximately |the (?:next|coming) )*$", re.IGNORECASE)
NO_LENGTH_AFTER: Final = re.compile(
    r"\s*(?:away|off\b|north|south|east\b|west|inland|deep|wide|per hour|an hour|/h|"
    r"from (?!.{0,70}\bto\b)|of (?:the )?(?:\w+ )?(?:border|frontier|territor|coast|front)|"
    r"(?:long )?(?:border|frontier|coast))", re.IGNORECASE)
TERM_BEFORE: Final = re.compile(
    r"\b(?:for|term of|period of|lasting|lasts?|lasted|valid for|possibility of|another|further)\s+"
    r"(?:\w+\s+){0,2}$", re.IGNORECASE)
DONE_AFTER: Final = re.compile(
    r"\s+(?:complete|ready|finished|done|built|laid|welded|bought|erected|paved|installed|bored|"
    r"drilled|electrified|poured|dug)\b", re.IGNORECASE)
"""Words right behind a percentage that say of what work it is."""
COST_ITSELF: Final = re.compile(
    r"\b(?:put at|costs?|costing|cost (?:of|is|was)|priced at|estimated at|valued at|price tag of|"
    r"total of|buil(?:t|d|ds) (?:it|them|the \w+) for)\s(?:(?:about|some|around|nearly|roughly|"
    r"almost|only|just|up to|over|more than|at least|approximately)\s)?$", re.IGNORECASE)
"""Words right before a sum that say what something costs, whatever else the sentence tells."""
OF_THE_TIME: Final = re.compile(
    r"\s(?:of )?the (?:(?:usual|present|current|travel|transit|journey|sailing|delivery)\s)?"
    r"(?:time|journey|distance)\b", re.IGNORECASE)
"""What half of is told of a way that takes half as long."""
SIZED: Final = re.compile(
    r"\b(?:terminal|hub|port|berth|facility|yard|depot|string|pipe|phase|stage),?s?\s"
    r"(?:of|for|with)\s(?:(?:about|some|another|a further|an additional|"
    r"around|nearly|up to|over|more than|at least)\s)?$", re.IGNORECASE)
SIZE_OF: Final = re.compile(
    r"(?:[\s-](?:a|per)[\s-]year)?[\s-](?:(?:container|dry|grain|cargo|oil|freight)\s){0,2}"
    r"(?:terminal|hub|berth|facility|yard|depot)\b", re.IGNORECASE)
"""What has the size that a volume says: `a hub of 100,000 TEU`, `a 100,000-TEU terminal`."""
