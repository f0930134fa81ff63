"""Itineraries in words, for the screen and the command line: transfers, and what changes."""

from __future__ import annotations

from collections.abc import Iterable

from geo.catalog.catalog import Catalog
from geo.data.countries import country_name
from geo.data.plural import plural
from geo.network.endpoints import Endpoint
from geo.network.itinerary import Itinerary
from geo.network.length_change import (
    NO_ITINERARY_EITHER,
    SAME_ITINERARY,
    LengthChange,
    change_words,
)
from geo.network.what_if import WhatIf
from geo.query.scenario import CRITERIA, Criterion

_UNCHANGED = (SAME_ITINERARY, NO_ITINERARY_EITHER)


def is_hedged(itinerary: Itinerary) -> bool:
    """Checks whether more breaks of gauge or transfers may exist than are counted."""
    rail_stretches = [
        stretch for stretch in itinerary.stretches if stretch.mode in ("rail", "multimodal")
    ]
    return bool(itinerary.transfers.unknown) or not all(
        stretch.gauges for stretch in rail_stretches
    )


def transfers_words(itinerary: Itinerary) -> str:
    """Returns `2 transfers`, `at least 2 transfers`, `no transfer known`."""
    number, unsure = itinerary.transfers.at_least, is_hedged(itinerary)
    if not number:
        return "no transfer known" if unsure else "no transfer"
    return f"{'at least ' if unsure else ''}{plural(number, 'transfer')}"


def _capitalised(words: str) -> str:
    return words[0].upper() + words[1:]


def _one_missing(criterion: Criterion, before: Itinerary | None, after: Itinerary | None) -> str:
    if criterion != "days":
        return _capitalised(change_words(before, after))
    return {(True, True): "No itinerary has stated days for every segment",
            (True, False): "Stated days for an itinerary after, for none before",
            (False, True): "Stated days for an itinerary before, for none after",
            }[before is None, after is None]


def _days(before: Itinerary, after: Itinerary, km: str) -> str:
    if before.days is None or after.days is None or before.days == after.days:
        return f"As many stated days, {km}"
    return f"{_capitalised(after.days.words)} where it was {before.days.words}, {km}"


def sum_words(criterion: Criterion, before: Itinerary | None, after: Itinerary | None) -> str:
    """Returns the change in a few words: first by the criterion, then in length.

    `2 transfers more, 914 km shorter: the itinerary with fewest transfers is gone`. More borders or
    transfers than the best itinerary had before can only mean that it no longer counts.
    """
    if before is None or after is None:
        return _one_missing(criterion, before, after)
    km = change_words(before, after)
    if before.steps == after.steps or criterion == "length":
        return _capitalised(km)
    if criterion == "days":
        return _days(before, after, km)
    count_before, count_after = (
        (len(before.crossings), len(after.crossings))
        if criterion == "borders"
        else (before.transfers.at_least, after.transfers.at_least)
    )
    if count_before == count_after:
        return f"As many {criterion}, {km}"
    difference = plural(abs(count_after - count_before), criterion.removesuffix("s"))
    return (f"{difference} fewer, {km}" if count_after < count_before else
            f"{difference} more, {km}: the itinerary with fewest {criterion} is gone")


def chosen_criterion(result: WhatIf) -> Criterion:
    """Returns the first criterion by which the best itinerary changes; length where none does."""
    return next((criterion for criterion in CRITERIA if change_words(
        result.before[criterion], result.after[criterion]) not in _UNCHANGED), "length")


def drawn_criterion(result: WhatIf) -> Criterion:
    """Returns the criterion of the drawn itineraries: the question's, else the chosen one."""
    return result.question.best or chosen_criterion(result)


def alternatives_words(changes: Iterable[LengthChange]) -> str:
    """Returns how the next best itineraries compare with the shortest, as a sentence."""
    each = " and ".join(dict.fromkeys(change.words for change in changes))
    return f"Compared with the shortest, the next best itineraries are: {each}."


def _end_words(catalog: Catalog, endpoint: Endpoint, places: list[str]) -> str:
    """Returns an endpoint with the place that stands for it, or the places used of a country."""
    names = " or ".join(catalog.name_of(place) for place in dict.fromkeys(places))
    if endpoint.asked not in catalog.places:
        country = country_name(endpoint.asked)
        return f"{names} (for {country})" if names else country
    if not endpoint.away_km:
        return catalog.name_of(endpoint.asked)
    nearby = catalog.name_of(min(endpoint.places))
    distance = f"{endpoint.away_km:.0f}\N{NO-BREAK SPACE}km"
    return f"{nearby}, {distance} from {catalog.name_of(endpoint.asked)},"


def ends_words(catalog: Catalog, result: WhatIf, criterion: Criterion) -> str:
    """Returns both endpoints in words: `Baku to Julfa, 32 km from Nakhchivan`.

    A country is named with the place at which the itineraries begin or end, where there are any.
    """
    itineraries = [
        itinerary for side in (result.before, result.after) if (itinerary := side[criterion])
    ]
    origin = _end_words(catalog, result.origin, [itinerary.places[0] for itinerary in itineraries])
    target = _end_words(catalog, result.target, [itinerary.places[-1] for itinerary in itineraries])
    return f"{origin} to {target}".removesuffix(",")


def closed_alone_words(result: WhatIf, criterion: Criterion) -> str:
    """Returns what closing alone changes, where a scenario also opens; else a blank."""
    if result.closed_alone is None:
        return ""
    change = sum_words(criterion, result.before[criterion], result.closed_alone[criterion])
    return f"With the closing alone: {change[0].lower()}{change[1:]}."
