"""What an answer comes to: by which criterion its ways are drawn, and the change in few words."""

from __future__ import annotations

from geo.whatif.journeys import Journey, change_words
from geo.whatif.scenario import CRITERIA, Criterion
from geo.whatif.ways import Way


def telling(result: Journey) -> Criterion:
    """The first criterion by which the best way changes; length where none does."""
    return next((criterion for criterion in CRITERIA if change_words(
        result.before[criterion], result.after[criterion]) not in (
        "the same way", "no way before or after")), "length")


def drawn(result: Journey) -> Criterion:
    """By what the ways that are drawn are the best: as the question says, else what tells most."""
    return result.question.best or telling(result)


def sum_words(criterion: Criterion, before: Way | None, after: Way | None) -> str:
    """The change in a few words, by what the ways are the best in."""
    km = change_words(before, after)
    if before is None or after is None:
        if criterion != "days":
            return km[0].upper() + km[1:]
        known = {(True, True): "No way has stated days for every leg",
                 (True, False): "Stated days for a way after, for none before",
                 (False, True): "Stated days for a way before, for none after"}
        return known[before is None, after is None]
    own = {"borders": (len(before.crossings), len(after.crossings), "border"),
           "transfers": (before.transfers.at_least, after.transfers.at_least, "transfer")}
    if before.steps == after.steps or criterion not in own:
        return km[0].upper() + km[1:]
    first, last, word = own[criterion]
    if first == last:
        return f"{km[0].upper() + km[1:]}, as many {word}s"
    gap = abs(last - first)
    return f"{gap} {word}{'' if gap == 1 else 's'} {'more' if last > first else 'fewer'}, {km}"
