"""States: words that say how far something has come, in the atlas's six words.

What is not yet so is sought before what is: `will be opened` says that something is planned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from geo.intake.words.windows import Span

_BUILD: Final = (r"(?:re)?(?:buil[dt]|construct(?:ed)?|lai[dn]|lay|extend(?:ed)?|restor(?:e|ed)|"
                 r"reopen(?:ed)?|upgrad(?:e|ed)|moderni[sz](?:e|ed)|electrif(?:y|ied)|"
                 r"develop(?:ed)?|creat(?:e|ed)|establish(?:ed)?|complet(?:e|ed)|finish(?:ed)?|"
                 r"open(?:ed)?|launch(?:ed)?|commission(?:ed)?|implement(?:ed)?|operational|"
                 r"unblock(?:ed)?|rehabilitat(?:e|ed)|redirect(?:ed)?|connect(?:ed)?|link(?:ed)?)")
_AREA: Final = r"(?:[\w-]+ly )?(?:also )?"
_WORK: Final = (r"(?:construction|(?:earth|ground|civil )?works?|building|excavations?|digging|"
                r"drilling|tunnell?ing|dredging|track[- ]?laying|pipe[- ]?laying|rail[- ]laying)")
"""What is done where something is built."""
_ASIDE: Final = r"(?:, (?:which|that) [^,;.]{1,60},)?"
"""A clause between a subject and its verb."""
_PATTERNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "proposed": (
        r"\b(?:newly |once |first |also )?proposed\b", r"\bproposals?\b", r"\bproposes\b",
        r"\bunder (?:(?:active|serious) )?(?:consideration|discussion|study|review|debate)\b",
        r"\bon (?:the table|the drawing board|paper)\b",
        (r"\b(?:has|have|had) (?:long |often |repeatedly |already )?been (?:discussed|mooted|"
         r"debated|talked (?:of|about)|considered|studied|under \w+) (?:since|for|ever since)\b"),
        (r"\b(?:discussed|mooted|debated|talked (?:of|about)) (?:since|for) (?=\w*\d|the|years|"
         r"decades)"),
        (r"\b(?:is|are|was|were|being) (?:being )?(?:considered|considering (?:building|extending|"
         r"a (?:new )?(?:line|railway|pipeline|route|extension))|discussed|explored|mooted|"
         r"floated|weighed)\b"),
        rf"\b(?:could|would|might|may) {_AREA}(?:be {_AREA})?(?:be )?{_BUILD}\b",
        (r"\b(?:could|would|might|may) (?:also )?(?:run|serve|supply|carry|become|pass|lead|"
         r"require|go|provide|bring|deliver|transport)\b"),
        r"\bpotential (?:link|route|line|corridor|extension|railway|pipeline|connection|project)\b",
        r"\b(?:the )?idea of (?:a|an|the|building|extending)\b", r"\b(?:actively )?pursued\b",
        r"\b(?:has|have) (?:suggested|floated)\b", r"\bencourag\w+ \w+ to (?:extend|build)\b",
        (r"\b(?:is|are|was|were) (?:also )?expected to (?:be )?(?:launch|build|built|construct|"
         r"connect|link|run|begin|start|extend|create|establish|lay|laid)\w*\b"), r"\bproposing\b",
        r"\bviews? the\b.{3,40}\bas a means to\b"),
    "planned": (
        r"\bplanned\b", r"\b(?:still|only|yet) a plan\b", (rf"\bplan(?:s|ning)? (?:is |are "
                                                          rf")?to {_BUILD}\b"), r"\bplans for\b",
        r"\bplans (?:of|call|envisage|foresee)\b", r"\bannounced plans\b",
        rf"\b(?:will|shall) {_AREA}(?:be {_AREA})?(?:be )?{_BUILD}\b",
        (r"\b(?:will|shall) (?:run|pass|stretch|begin|start|be (?:put|brought|ready|carried|"
         r"laid))\b"),
        (rf"\b(?:is|are|was|were) (?:currently )?(?:envisaged|envisioned|scheduled|projected|set|"
         rf"due|slated|intended|supposed) (?:as|for|to (?:be )?(?:{_BUILD}|begin|start|run|"
         rf"operate|continue|launch|enter|provide|become)\b)"),
        rf"\bto be (?:{_BUILD})\b", r"\bfeasibility study\b", r"\bpre-feasibility\b",
        (r"\b(?:signed|agreed|agreement|memorandum|framework|protocol|documents|decision|decided|"
         r"intend\w*|promis\w*|committed) (?:\w+ ){0,3}(?:on the construction|to (?:build|"
         r"construct|begin|start|extend|establish|create|launch|lay|reopen|restore)|for the "
         r"construction)\b"),
        (r"\b(?:agreed on|agreement on|signed an? (?:\w+ ){0,3}(?:agreement|memorandum|contract|"
         r"deal|protocol))\b"), r"\bthe launch of\b", r"\btenders?\b", r"\bapproved\b",
        r"\bdecision to (?:build|construct|extend|create)\b",
        r"\b(?:is|are) (?:already )?advancing\b", r"\bpreparatory work\b",
        (r"\bdesign (?:work|stage)")),
    "suspended": (
        (r"\b(?:has been|have been|had been|was|were|is|are|remains?|been|lies?|stands?|stood) "
         r"(?:\w+ly )?(?:suspended|halted|stopped|paused|frozen|shelved|idle|mothballed|on "
         r"hold)\b"),
        r"\b(?:suspend(?:ed|s)|halted|paused|froze|shelved)\b", r"\bsuspension of\b",
        r"\bstopped (?:operat|runn|carry|pump|work)",
        (r"\b(?:put|puts|putting|placed|places|kept|keeps|left)\b(?: [\w\u2013\u2019'-]+){0,8}? "
         r"on (?:hold|ice)\b"), r"\bon hold (?:since|for|until|after)\b",
        r"\b(?:came|come|ground|brought)(?: [\w\u2013-]+){0,5}? to a (?:halt|standstill)\b",
        r"\b(?:at a standstill|stalled (?:since|for|in|after)|(?:has|have) stalled)\b",
        r"\b(?:broken off|interrupted|idle|dormant) (?:since|for|after)\b"),
    "closed": (
        (r"\b(?:has been|have been|had been|was|were|is|are|remains?|been) (?:\w+ly )?(?:closed|"
         r"shut|dismantled|abandoned|defunct|decommissioned)\b"),
        r"\b(?:dismantled|abandoned|defunct|decommissioned)\b",
        (r"\b(?:shut|closed|sealed|out of (?:use|service|operation)|disused) (?:since|after|"
         r"for (?=\w+ (?:years|decades)))"),
        (r"\b(?:is|are|was|were|been|lies?|remains?|has been) (?:now |long )?(?:disused|out of "
         r"(?:use|service|operation))\b"),
        r"\b(?:shut|closed) down\b"),
    "under-construction": (
        r"\bunder construction\b",
        (r"\b(?:is|are|was|were) (?:now |currently |also |already )?being (?:re)?(?:built|"
         r"constructed|laid|extended|restored|rebuilt|widened|upgraded|moderni[sz]ed|"
         r"electrified)\b"),
        (r"\b(?:is|are|has been|have been) (?:now |currently |also |already |"
         r"actively )?(?:building|constructing|laying|rebuilding|restoring|extending)\b"),
        (rf"\b{_WORK}\b(?: [\w\u2013-]+){{0,8}}?{_ASIDE} (?:(?:has|have|had) "
         r"(?:already |since |now )?)?(?:began|begun|started|commenced|resumed|restarted|"
         r"continues?|got under ?way|is (?:also )?(?:nearing|"
         r"approaching)|(?:is|are) (?:now )?(?:under ?way|ongoing|in progress|progressing|"
         r"continuing|gathering pace|in full swing|advancing|proceeding|"
         r"\w+ ?(?:%|per ?cent) complete))\b"),
        (r"\bconstruction (?:work )?(?:is |are )?(?:now )?(?:progressing|advancing|proceeding|"
         r"in full swing)\b"),
        (rf"\b(?:launched|began|started|commenced|begun|resumed|restarted) (?:the )?(?:{_WORK}|"
         r"laying)\b"),
        r"\b(?:began|begun|started) to (?:build|construct|lay|dig|drill|dredge)\b",
        r"\b(?:has|have) (?:built|laid|dug) \S+ ?(?:%|per ?cent) of the\b",
        r"\b(?:nearing|approaching|nears) completion\b", r"\bfinished laying\b",
        r"\b(?:broke ground|ground was broken|groundbreaking|foundation stone)\b",
        r"\b\d+(?:\.\d+)? ?(?:%|per ?cent) (?:complete[d]?|finished|done|ready)\b",
        r"\bunder ?way\b", r"\b(?:re)?construction (?:of|on) .{3,60}(?:continues|proceeds)\b"),
    "operating": (
        (r"\b(?:(?:is|are|was|were|became|become|been|remains?|being|fully|already|now|made|"
         r"both) )*operational(?: since)?\b(?! (?:modalit|cost|plan|rule|control|manage))"),
        r"\bin (?:full |commercial |regular |continuous )?(?:operation|service)\b",
        r"\bopen since\b", r"\bin (?:daily |regular )?use\b", r"\bup and running\b",
        (r"\b(?:entered|went|gone|put|came|come|brought|placed|taken) into (?:\w+ )?(?:service|"
         r"operation|use)\b"),
        r"\b(?:went|came|come|brought|been|is|are) on[ -]?stream\b",
        (r"\b(?:has|have) been (?:\w+ly )?(?:pumping|carrying|running|delivering|transporting|"
         r"shipping|moving|supplying|flowing|handling|in (?:service|operation|use))\b"),
        (r"\b(?:trains?|gas|oil|crude|power|electricity|trucks|lorries|ferries) (?:has|have) "
         r"(?:been )?(?:flow(?:ed|ing)|r[ua]n(?:ning)?) (?:through|along|over|on|since)\b"),
        r"\bentered (?:\w+ )?(?:service|operation)\b",
        (r"\b(?:was|were|has been|have been|had been|been|officially) (?:\w+ly )?(?:re)?(?:opened|"
         r"inaugurated|commissioned|launched)\b"),
        r"\b(?:re)?opened (?:to traffic|in|on|for)\b", r"\binaugurated\b", r"\bcommissioned in\b",
        (r"\b(?:began|started|commenced|begun|resumed) (?:\w+ )?(?:operat\w+|services?|running|"
         r"deliver\w+|pumping|shipping|supplying|carrying|flowing|exports?)\b"),
        (r"\b(?:has|have) (?:been )?(?:operat(?:ed|ing)|carried|transported|delivered|supplied|"
         r"handled|pumped)\b"), (r"\bbeen (?:supplied|transported|shipped|delivered|exported) "
                                r"(?:via|through|by)\b"),
        r"\b(?:currently |already |now )(?:operates|carries|transports|delivers|runs|handles)\b",
        r"\b(?:operates|carries|transports|delivers|pumps) (?!on\b|out\b|in\b|a risk)",
        r"\b(?:can|could) already reach\b", r"\bensuring the delivery of\b",
        r"\btrains? (?:run|runs|arrived|departed|passed|travel\w*)\b",
        r"\b(?:received|dispatched) (?:\w+ ){0,3}(?:shipments?|deliver\w+|trains?|cargo\w*)\b",
        r"\b(?:regular|commercial) (?:services?|operations?|deliveries)\b"),
})
_ANY: Final = tuple((status, re.compile("|".join(patterns), re.IGNORECASE))
                    for status, patterns in _PATTERNS.items())
_NOT: Final = re.compile(r"\b(?:not|never|no longer|nor|without|neither|yet to(?: be)?|once|if|"
                         r"when|until|should|unless|before)(?: \w+){0,3} $", re.IGNORECASE)
_DENIED: Final = re.compile(r"\b(?:not|never|yet to)\b", re.IGNORECASE)
_DONE: Final = re.compile(r"\b(?:would|could|might|may) .*(?:finish|complet|open|operational)")
_NOT_YET: Final = re.compile(
    r"\b(?:will|shall|would|could|may|might|expected|planned|scheduled|due|set|to)(?: \w+){0,3} $",
    re.IGNORECASE)


_IN_A_CELL: Final = tuple((status, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
                          for status, words in (
    ("suspended", "suspended|on hold|halted|frozen|shelved|idle|stopped|paused"),
    ("closed", "closed|dismantled|decommissioned|abandoned|cancell?ed|defunct"),
    ("under-construction", "under construction|(?:being|partly) built|building|construction"),
    ("proposed", ("proposed|proposal|idea|under (?:study|discussion|consideration)|feasibility|"
                  "possible")),
    ("planned", "planned|plan|in design|designed|approved|agreed|announced|project"),
    ("operating", ("operating|operational|in (?:operation|service|use)|working|active|open(?:ed)?|"
                   "functioning|completed|commissioned"))))
"""Words of a cell below the head `Status`: what is not yet so is sought before what is."""
_MOST_WORDS_OF_A_CELL: Final = 6


_ONLY_AHEAD: Final = re.compile(
    r"(?:will|shall|would|could|might|may|to be|(?:is|are|was|were) (?:\w+ )?(?:scheduled|set|due|"
    r"slated|expected|supposed|intended))\b", re.IGNORECASE)
"""Words that tell of a time to come, as is also done of what stands or is being built."""
_LIFTED: Final = re.compile(
    r"[^.;]*\b(?:has|have|had|was|were|then|since|and|later|until it|,)(?: \w+){0,3}? "
    r"(?:resumed|restarted|reopened|lifted|revived|relaunched|unfrozen)\b", re.IGNORECASE)
"""What follows a halt that is over."""
_ITS_OWN: Final = re.compile(
    r"\s(?:(?:all|any|much of|most of|part of)\s)?(?:its|their|his|her)\s(?:own\s)?(?:part|share|"
    r"role|loans?|credits?|lending|financing|funding|payments?|support|participation|involvement|"
    r"membership|contribution|disbursements?|backing|aid|assistance)\b", re.IGNORECASE)
"""What a lender or a partner suspends: not the line."""


@dataclass(frozen=True, slots=True)
class State:
    """Words that say a status; `is_only_ahead` where they but tell of a time to come."""

    status: str
    span: Span
    is_only_ahead: bool = False


def state_of_cell(cell: str) -> str:
    """Returns the status that a cell below the head `Status` says; blank where it says none."""
    if len(cell.split()) > _MOST_WORDS_OF_A_CELL or _DENIED.search(cell):
        return ""
    return next((status for status, words in _IN_A_CELL if words.search(cell)), "")


def states_in(text: str) -> Iterator[State]:
    """Yields the words of a sentence that say a status; what is denied or only asked says none."""
    taken: list[Span] = []
    for status, pattern in _ANY:
        for match in pattern.finditer(text):
            if any(begins < match.end() and match.start() < ends for begins, ends in taken):
                continue
            if status == "suspended" and (_LIFTED.match(text, match.end())
                                          or _ITS_OWN.match(text, match.end())):
                continue
            before = text[:match.start()]
            taken.append(match.span())
            if status == "proposed" and _DONE.search(match[0]):
                continue
            if _NOT.search(before) or _DENIED.search(match[0]):
                continue
            if status in ("operating", "under-construction") and _NOT_YET.search(before):
                continue
            yield State(status, match.span(), status in ("planned", "proposed")
                        and bool(_ONLY_AHEAD.match(match[0])))
