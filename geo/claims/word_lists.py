"""Word lists: the printed words that bear out a status, an attribute, a role or a hedge.

Each list is a regular expression for English text, read without regard to case. A word that is not
in a list refutes nothing: what the lists leave open, a second reader signs (`geo.claims.gate`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE)


_WORK: Final = (r"(?:construction|(?:earth|ground|civil )?works?|excavations?|digging|drilling|"
                r"tunnell?ing|dredging|(?:track|pipe|rail)[- ]?laying)")
_BEGAN: Final = r"(?:began|begun|started|commenced|resumed|restarted|got under ?way)"
STATUS_WORDS_PRINTED: Mapping[str, re.Pattern[str]] = MappingProxyType({
    "operating": _words(
        r"operational\b", r"open since\b", r"in use\b", r"operates\b", r"operating\b",
        r"in (?:(?:full|commercial|regular|daily|continuous) )?(?:operation|service|use)\b",
        r"(?<!to be )(?:went|came|gone|put|brought|placed|taken) into (?:\w+ )?"
        r"(?:operation|service|use)\b",
        r"(?:is|are|was|were|been) up and running\b",
        r"(?:went|came|is|are|was|were|been) on[ -]?stream\b",
        r"(?:has|have) been (?:\w+ly )?(?:pumping|carrying|running|transporting|shipping|moving|"
        r"supplying|flowing|handling)\b",
        r"(?:has|have) (?:flowed|run) (?:through|along|over|on|since)\b",
        r"(?:re)?opened\b", r"inaugurated\b", r"delivers\b", r"delivering\b", r"delivery of\b",
        r"carries\b",
        r"transports\b", r"supplied via\b", r"received\b", r"already reach", r"commissioned\b",
        r"functioning\b",
        r"(?:put into|resumed (?:full |commercial )?) ?operation",
        r"entered (?:service|operation)", r"existing\b", r"runs\b",
        r"trains? (?:run|arrived|departed)", r"launched (?:regular|commercial)",
        r"(?:was|were|been) (?:\w+ly )?launched\b"),
    "under-construction": _words(
        r"under construction", r"construct(?:ing|s)\b", r"(?:is|are|being) build?(?:ing|t)\b",
        r"building\b", r"laying\b", r"finished laying", r"near(?:s|ing) completion",
        r"approaching completion",
        rf"{_WORK} (?:has |have )?(?:already |since |now )?{_BEGAN}",
        rf"{_WORK} (?:on|of|at|in) (?:[\w\u2013-]+ ){{1,6}}?(?:has |have )?{_BEGAN}",
        (rf"{_WORK} (?:on|of|at|in) [\w\u2013 -]{{1,40}}, which [^,;.]{{1,60}}, "
         rf"(?:has |have )?{_BEGAN}"),
        rf"{_BEGAN} (?:the )?(?:{_WORK}|laying)\b", r"foundation stone\b",
        r"(?:began|begun|started) to (?:build|construct|lay|dig|drill|dredge)\b",
        r"launched construction", r"commenced construction", r"under way\b", r"underway\b",
        r"completed? \d+", r"\d+ ?(?:%|percent|per cent) (?:complete|of|ready|finished|done)",
        r"construction .{0,40}\bcontinues\b",
        r"construction .{0,60}\b(?:progressing|proceeding|advancing|gathering pace|"
        r"in full swing)\b",
        r"groundbreaking\b", r"broke ground\b",
        r"ground was broken"),
    "planned": _words(
        r"plan(?:s|ned|ning)?\b", r"will\b",
        r"to be (?:built|laid|constructed|finished|completed|opened|extended|restored)",
        r"agree[ds]?\b",
        r"agreement\b", r"envisage[ds]?\b", r"envisioned\b", r"signed\b", r"launch of\b",
        r"promised\b", r"scheduled\b", r"feasibility\b", r"projected\b", r"already advancing",
        r"reconstruct\b", r"additional\b", r"documents on the construction", r"framework\b",
        r"memorandum\b", r"approved\b", r"decision\b", r"creating\b"),
    "proposed": _words(
        r"propos(?:ed|al|es)\b", r"could\b", r"would\b", r"potential\b", r"possible\b", r"idea\b",
        r"may\b", r"might\b", r"encourag", r"pursued\b", r"views\b", r"expected to\b", r"consider",
        r"under (?:\w+ )?(?:discussion|study|review|debate)\b", r"discussed\b", r"mooted\b",
        r"debated\b", r"talked (?:of|about)\b", r"on (?:the table|the drawing board|paper)\b"),
    "suspended": _words(r"suspend", r"halted\b", r"idle\b", r"stopped\b", r"paused\b", r"frozen\b",
                        r"shelved\b", r"mothballed\b", r"on (?:hold|ice)\b", r"stalled\b",
                        r"to a (?:halt|standstill)\b", r"at a standstill\b", r"dormant\b",
                        r"(?:broken off|interrupted) (?:since|for|after)\b"),
    "closed": _words(r"closed\b", r"shut\b", r"dismantled\b", r"abandoned\b", r"defunct\b",
                     r"disused\b", r"decommissioned\b", r"sealed (?:since|after)\b",
                     r"out of (?:use|service|operation)\b"),
})
"""Words that bear out each status."""

_CARRYING = (r"carried\b", r"carr(?:y|ies|ying)\b", r"transported\b", r"transports?\b",
             r"deliver(?:ed|s|y|ies)?\b", r"suppl(?:y|ied|ies)\b", r"shipp?(?:ed|ments?)\b",
             r"flow(?:ed|s)?\b", r"throughput\b", r"turnover\b", r"traffic\b", r"exports?\b",
             r"exported\b", r"moved\b", r"handled\b", r"passed\b", r"volumes?\b", r"loaded\b",
             r"pumped\b", r"transit(?:ed)?\b", r"freight\b", r"cargo\b")

ATTRIBUTE_WORDS: Mapping[str, re.Pattern[str]] = MappingProxyType({
    "length": _words(r"\d+[- ]?kilomet", r"\d+[- ]?km\b", r"kilomet(?:er|re)s?\b", r"km\b",
                     r"long\b", r"length\b"),
    "capacity": _words(r"capacit", r"capable\b", r"can (?:carry|handle|transport|move)",
                       r"able to\b", r"designed\b", r"handling\b", r"could (?:carry|handle)",
                       r"maximum\b", r"doubl"),
    "throughput": _words(*_CARRYING),
    "transit-time": _words(r"days?\b", r"transit times?\b", r"hours?\b"),
    "time-saving": _words(r"sav(?:e|es|ing)", r"reduc", r"shorten", r"cut(?:s|ting)?\b", r"less\b",
                          r"faster\b", r"decreas", r"lower"),
    "start": _words(r"began\b", r"begin", r"start", r"launch", r"commenc", r"operational\b",
                    r"deliver", r"receiv", r"open", r"groundbreaking", r"permitted\b",
                    r"announced\b", r"since\b", r"first\b", r"resum", r"re-?(?:open|commission)",
                    r"under ?way\b",
                    r"(?:went|go(?:es)?|c[ao]mes?|back|entry) in(?:to)? (?:service|operation)\b",
                    r"return(?:s|ed|ing)? to (?:service|operation)",
                    r"kick(?:s|ed)? off", r"on[ -]?stream\b"),
    "completion": _words(r"complet", r"finish", r"operational\b", r"ready\b", r"by \d{4}",
                         r"commission", r"deadline\b", r"in (?:service|operation)"),
    "progress": _words(r"progress", r"complet", r"percent\b", r"per cent\b", r"%", r"done\b",
                       r"finished\b"),
    "phases": _words(r"phases?\b", r"stages?\b"),
    "lanes": _words(r"lanes?\b"),
    "gauge": _words(r"gauge\b", r"mm\b", r"track width"),
    "cost": _words(r"cost", r"worth\b", r"price", r"estimated at", r"budget", r"investment",
                   r"value of\b", r"put at\b"),
    "cost-growth": _words(r"increas", r"rose\b", r"grew\b", r"growth\b"),
    "financing": _words(r"financ", r"pledge", r"loan", r"fund", r"invest", r"credit", r"grant"),
    "share": _words(r"percent\b", r"per cent\b", r"%", r"half\b", r"third\b", r"quarter\b",
                    r"share\b"),
    "term": _words(r"years?\b"),
    "buyer": _words(r"buy", r"suppl", r"import", r"purchas", r"customer", r"contract", r"export",
                    r"deliver", r"to Türkiye\b", r"recipient", r"off-?tak"),
    "opponent": _words(r"oppos", r"against\b", r"reject", r"denounc", r"warn", r"critic", r"object",
                       r"not welcom", r"did not accept", r"red line", r"have not\b", r"concern",
                       r"threat"),
    "warning": _words(r"warn", r"risk", r"threat", r"could\b", r"may\b", r"might\b", r"would\b",
                      r"undermin", r"weaken", r"challenge", r"doubt", r"danger", r"concern",
                      r"derail", r"compel", r"entangle", r"uncertain", r"obstacle", r"complicat",
                      r"vulnerab", r"graveyard", r"distrust", r"fear", r"worr", r"diminish",
                      r"destabili", r"jeopard", r"hinder", r"hamper", r"challenging", r"bottleneck",
                      r"competition for", r"rivalry", r"delay", r"caution", r"peril", r"dead end\b",
                        r"white elephant", r"hostage\b", r"pitfall", r"stumbling block"),
    "condition": _words(r"condition", r"requir", r"must\b", r"unless\b", r"until\b", r"if\b",
                        r"depend", r"provided that", r"before\b", r"need", r"expect", r"only\b",
                        r"remain to be", r"indispensable", r"consensus", r"demand", r"insist",
                        r"consent", r"subject to", r"contingent", r"hinge", r"once\b",
                        r"presuppos", r"pre-?requisite", r"(?:as|so) long as\b", r"await",
                        r"without\b", r"provided the\b", r"assuming\b", r"waits? (?:for|on)\b"),
})
"""Words that bear out an attribute; of the attributes that are not listed no word is asked."""

CAPACITY_WORDS: Final = ATTRIBUTE_WORDS["capacity"]

PART_WORDS: Final = _words(
    r"sections?\b", r"segments?\b", r"stretch", r"portions?\b", r"parts? of\b", r"legs?\b",
    r"branch(?:es)?\b", r"phases?\b", r"stages?\b", r"initial\b", r"existing\b",
    r"expansion\b", r"terminal\b", r"inside\b", r"within\b", r"on the \w+ side", r"only\b",
    r"of this volume", r"half of\b", r"transit cargo\b", r"additional\b", r"track\b", r"spur\b",
    r"annual exports? to\b")
"""Words that speak of a part."""

MODAL_WORDS: Final = _words(
    r"expect", r"will\b", r"would\b", r"could\b", r"may\b", r"might\b", r"can\b", r"plan",
    r"project(?:ed|ions?)\b", r"forecast", r"estimat", r"anticipat", r"aim", r"target", r"goal",
    r"potential", r"envis", r"capable\b", r"design", r"propos", r"schedul", r"intend", r"hope",
    r"preliminary\b", r"promis", r"to be\b", r"up to\b", r"as (?:much|many) as\b", r"double\b",
    r"increase .{0,30}to\b", r"commit", r"adoption of\b")
"""Words that say that something is not, or not yet, so."""

MONEY: Final = r"[^.;]{0,40}?(?:[$\u20ac](?=\s?\d)|\b(?:USD|EUR|dollars|euros|money)\b)"
"""Money that words for giving speak of, as goods are also provided."""
STAKE: Final = (
    r"(?:(?:holds?|held|holding|retains?) (?!that\b|talks\b)(?:\S+ ){0,4}?(?:stakes?|shares?|"
    r"shareholding|per ?cent|majority|minority|\d[\d.]*(?=\s?%))|(?:have|has) (?:an? )?\S+ ?"
    r"(?:%|per ?cent) (?:apiece|each|of (?:the )?(?:company|shares|capital|venture|consortium|"
    r"stock)|stake|in (?:the )?(?:company|venture|consortium)))")
"""Words for a part in a company; what is held must be said to be one."""
MONEY_FROM: Final = (r"(?:million|billion|bn|dollars|euros|money)"
                     r"(?= (?:in (?:loans?|credits?|grants?) )?from\b)")
"""Money of which it is said from whom it comes."""
ROLE_WORDS: Mapping[str, re.Pattern[str]] = MappingProxyType({
    "funder": _words(rf"(?:promis|commit|contribut|provid)(?:s|es?|ed|ted|ing|ting)?\b{MONEY}",
                     r"foots? the bill", STAKE, MONEY_FROM,
                     r"financ", r"lend", r"lent\b", r"pa(?:id|ys) for", r"paid (?:\w+ ){0,2}by\b",
                     r"own(?:s|ed)\b", r"own (?=(?:it|them|the)\b)", r"fund", r"loan",
                     r"invest", r"credit", r"grant", r"pledge", r"earmark", r"offer",
                     r"ma(?:de|kes?) available"),
    "builder": _words(r"build", r"built\b", r"construct", r"reconstruct", r"lay", r"laid\b",
                      r"contractors?\b", r"work",
                      r"contribution\b"),
    "developer": _words(r"develop", r"upgrad", r"design"),
    "operator": _words(r"operat", r"oversight\b", r"control", r"manag", r"runs?\b",
                       r"border guard"),
    "promoter": _words(r"promot", r"initiat", r"champion", r"propos", r"support",
                       r"back(?:ed|ing|s\b)",
                       r"encourag", r"pursu", r"announc", r"project of\b", r"priority\b",
                       r"advanc", r"strategy", r"assist", r"engag", r"develop", r"prefer"),
    "guarantor": _words(r"guarant", r"oversight\b", r"secur"),
    "supporter": _words(r"support", r"welcom", r"prais", r"back(?:ed|ing|s\b)", r"favour", r"favor",
                        r"emphasi", r"golden\b", r"encourag", r"interest", r"hail", r"endors",
                        r"(?:is|are|was|were) (?:\w+ )?(?:for|behind) (?:it|them|"
                        r"(?:the|this) (?:\w+ )?(?:railway|line|road|pipeline|route|project|"
                        r"corridor|port|cable|plan|scheme|idea|link))\b",
                        r"stands? behind", r"blessing\b"),
    "party": _words(r"sign", r"agree", r"statement\b", r"declaration\b", r"memorandum\b",
                    r"protocol\b", r"summit\b", r"join(?:s|ed|ing)?\b(?![^.;]{0,40} in (?:oppos|"
                    r"reject|criti|warn))",
                    r"t(?:akes?|ook|aken|aking) part\b",
                    r"participat", r"partners? (?:to|in|of)\b", r"(?:co-?)?founded\b",
                    r"(?:set up|established) an? (?:\w+ )?(?:company|venture|consortium)"),
    "buyer": _words(r"buy", r"purchas", r"contract", r"import"),
    "expected": _words(r"expect", r"will\b", r"would\b", r"promis", r"envis", r"plan",
                       r"offer(?:s|ed|ing)? to\b", r"(?:ready|willing|invited) to\b"),
    "opposes": _words(r"oppos", r"object", r"resist", r"block", r"against\b", r"reject",
                       r"did not accept", r"red line", r"hostile\b", r"disapprov", r"veto"),
    "warns": _words(r"warn", r"threat", r"graveyard", r"declar"),
    "denounces": _words(r"denounc", r"condemn", r"critici[sz]", r"betray", r"blockade", r"sever"),
    "reserved": _words(r"have not\b", r"has not\b", r"not welcom", r"reserv", r"concern",
                       r"caut", r"red line", r"wary\b", r"sceptic", r"skeptic", r"uneasy\b"),
})
"""Words that bear out the role of an actor."""

NOT_DONE_WORDS: Final = _words(
    r"depend", r"hinge", r"contingent\b", r"conditional", r"subject to\b", r"provided that\b",
    r"unless\b", r"until\b", r"if\b", r"whether\b", r"without\b", r"pending\b", r"await",
    r"requir", r"need", r"seek", r"negotiat", r"talks\b", r"could\b", r"would\b", r"might\b",
    r"should\b", r"must\b", r"yet to\b", r"refus", r"declin", r"fail", r"withdr[ae]w",
    r"den(?:y|ied)", r"not (?!only\b)", r"no (?!less\b|longer than\b|more than\b)", r"never\b",
    r"neither\b", r"lacks?\b")
"""Words that say of what somebody does for a line that it is not, or not yet, done."""

PEOPLE_WORDS: Final = _words(
    r"members? of (?:the )?parliament", r"parliamentarians?\b", r"lawmakers?\b", r"mps\b",
    r"deputies\b", r"senators?\b", r"opposition (?:part|polit|lead|figure|group)", r"experts?\b",
    r"analysts?\b", r"activists?\b", r"environmentalists?\b", r"protesters?\b", r"residents?\b",
    r"villagers?\b", r"farmers?\b", r"media\b", r"newspapers?\b", r"compan(?:y|ies)\b", r"firms?\b",
    r"investors?\b", r"diaspora\b", r"circles\b", r"unions\b")
"""Words for people and bodies of a country that are not the country."""

COUNTRY_WORDS: Mapping[str, str] = MappingProxyType({
    "united states": r"united states|u\.s\.|\bus\b|american|washington",
    "russia": r"russia|moscow", "iran": r"\biran|tehran", "azerbaijan": r"azerbaijan|baku",
    "armenia": r"armenia|yerevan", "türkiye": r"türkiye|turk(?:ey|ish)|ankara",
    "georgia": r"georgia|tbilisi", "india": r"\bindia|new delhi", "china": r"\bchin|beijing",
    "uzbekistan": r"uzbek|tashkent", "kazakhstan": r"kazakh|astana",
    "turkmenistan": r"turkmen|ashgabat", "pakistan": r"pakistan|islamabad",
    "european union": r"european union|\beu\b|brussels", "israel": r"israel",
    "hungary": r"hungar", "romania": r"romania", "greece": r"gree(?:ce|k)",
    "bulgaria": r"bulgaria", "croatia": r"croatia", "germany": r"german", "italy": r"ital",
    "serbia": r"serbia", "slovenia": r"sloven", "north macedonia": r"macedonia",
    "taliban": r"taliban|afghan authorities|kabul|afghanistan", "afghan": r"taliban|afghan",
})


def is_country(actor: str) -> bool:
    """Checks whether an actor is a country or a union of countries."""
    return re.sub(r"\(.*?\)", "", actor).strip().casefold() in COUNTRY_WORDS


def actor_pattern(actor: str) -> re.Pattern[str] | None:
    """Returns the words by which an actor is printed; None for one without a word of its own.

    A country is also printed as its people or its capital; of others the longer words are sought.
    """
    plain = re.sub(r"\(.*?\)", "", actor).strip().casefold()
    if plain in COUNTRY_WORDS:
        return re.compile(COUNTRY_WORDS[plain], re.IGNORECASE)
    if plain.startswith("taliban"):
        return re.compile(COUNTRY_WORDS["taliban"], re.IGNORECASE)
    longest = sorted(re.findall(r"\w{3,}", plain.split(",")[0]), key=len)[-1:]
    return re.compile(rf"\b{re.escape(longest[0])}", re.IGNORECASE) if longest else None
