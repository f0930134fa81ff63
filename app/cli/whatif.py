"""The command `corridor-atlas whatif`: an itinerary before and after, in words or as JSON."""

from __future__ import annotations

import argparse
import json

from geo.catalog.catalog import Catalog
from geo.catalog.name_lookup import end_called, subject_called
from geo.claims.wording import STATUS_WORDS
from geo.data.errors import AtlasError, did_you_mean
from geo.data.plural import plural
from geo.data.schema import CARGOES, FIRMNESS
from geo.network.choke_points import between
from geo.network.graph import Network, build_network
from geo.network.itinerary_wording import (
    closed_alone_words,
    drawn_criterion,
    ends_words,
    sum_words,
    transfers_words,
)
from geo.network.presets import PRESETS
from geo.network.what_if import WhatIf, what_if
from geo.presentation.itinerary_answer import choke_points_dict, stretch_rows, what_if_dict
from geo.query.scenario import CRITERIA, CRITERION_WORDS, NONE, Question, read_question


def add_whatif(commands: argparse._SubParsersAction[argparse.ArgumentParser],
               data: argparse.ArgumentParser) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("whatif", parents=[data],
                                 help="the best itineraries between two places, before and after")
    parser.add_argument("--from", dest="origin", required=True, metavar="PLACE",
                        help="a place id, a country code or a name")
    parser.add_argument("--to", dest="target", required=True, metavar="PLACE")
    parser.add_argument("--carry", choices=tuple(CARGOES), default="goods")
    parser.add_argument("--preset", choices=tuple(PRESETS), help="begin from a ready-made scenario")
    for option, meaning in (("close", "a route, corridor, place, country or status"),
                            ("open", "a route, corridor, place or country")):
        parser.add_argument(f"--{option}", action="append", default=[], metavar="NAME",
                            help=f"{meaning}; may be given again")
    parser.add_argument("--admit", action="append", default=[], metavar="STATUS",
                        help=f"count these statuses and no others: {', '.join(FIRMNESS)} or none")
    parser.add_argument("--by", metavar="YEAR", help="count what is promised up to a year")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def _question(arguments: argparse.Namespace, catalog: Catalog) -> Question:
    preset = PRESETS[arguments.preset].scenario.items() if arguments.preset else []
    items = [*preset, *(("if-admit", word) for word in arguments.admit),
             *([("if-by", arguments.by)] if arguments.by else []),
             *(("if-open", _subject(catalog, "open", word)) for word in arguments.open),
             *(("if-close", _subject(catalog, "close", word)) for word in arguments.close)]
    read, _, ignored = read_question(items, catalog.subjects)
    if ignored:
        name, word = ignored[0].removeprefix("if-").split("=", 1)
        raise AtlasError(f"--{name} {word}: not known{did_you_mean(word, (*FIRMNESS, NONE))}")
    return Question(end_called(catalog, arguments.origin), end_called(catalog, arguments.target),
                    arguments.carry, read.scenario)


def _subject(catalog: Catalog, option: str, word: str) -> str:
    try:
        return subject_called(catalog, word)
    except AtlasError as error:
        raise AtlasError(f"--{option} {error}") from None


def _answer_words(network: Network, result: WhatIf) -> str:
    best = drawn_criterion(result)
    lines = [ends_words(network.catalog, result, best)]
    for criterion in CRITERIA:
        before, after = result.before[criterion], result.after[criterion]
        lines.append(f"{CRITERION_WORDS[criterion]}: {sum_words(criterion, before, after)}")
        for name, itinerary in (("before", before), ("after", after)):
            if itinerary:
                lines.append(
                    f"  {name}: {itinerary.length.words}, "
                    f"{plural(len(itinerary.crossings), 'border')}, {transfers_words(itinerary)}, "
                    f"weakest: {STATUS_WORDS[itinerary.weakest].lower()}"
                )
    lines += [words] if (words := closed_alone_words(result, best)) else []
    shortest = result.after["length"] or result.before["length"]
    columns = ("From", "To", "Route", "Mode", "Status", "Gauge", "Length")
    lines += ["    " + " | ".join(row[name] for name in columns)
              for row in (stretch_rows(network, shortest) if shortest else ())]
    return "\n".join([*lines, *result.assumptions])


def whatif(arguments: argparse.Namespace, catalog: Catalog) -> int:
    """Run the command. Raises AtlasError for an unknown name."""
    network = build_network(catalog)
    result = what_if(network, _question(arguments, catalog))
    if arguments.json:
        choke_points = between(network, result.question.scenario, arguments.carry, result.origin,
                               result.target)
        print(json.dumps({**what_if_dict(network, result), "chokepoints": choke_points_dict(
            catalog, choke_points)}, ensure_ascii=False, indent=1))
    else:
        print(_answer_words(network, result))
    return 0
