"""Ways in words, alike on the screen and on the command line: transfers, and what changes."""

from __future__ import annotations

from geo.catalog.catalog import Catalog
from geo.data.countries import country_name
from geo.data.plural import plural
from geo.network.endpoints import Endpoint
from geo.network.itinerary import Itinerary
from geo.network.length_change import NO_ITINERARY_EITHER, change_words
from geo.network.what_if import WhatIf
from geo.query.scenario import CRITERIA, Criterion

_UNCHANGED = ("the same way", NO_ITINERARY_EITHER)


def is_hedged(itinerary: Itinerary) -> bool:
    """Whether more breaks of gauge or transfers may exist than are counted."""
    rails = [stretch for stretch in itinerary.stretches if stretch.mode in ("rail", "multimodal")]
    return bool(itinerary.transfers.unknown) or not all(stretch.gauges for stretch in rails)


def transfers_words(itinerary: Itinerary) -> str:
    """`2 transfers`, `at least 2 transfers`, `no transfer known`."""
    number, unsure = itinerary.transfers.at_least, is_hedged(itinerary)
    if not number:
        return "no transfer known" if unsure else "no transfer"
    return f"{'at least ' if unsure else ''}{plural(number, 'transfer')}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _one_missing(criterion: Criterion, before: Itinerary | None, after: Itinerary | None) -> str:
    if criterion != "days":
        return _capital(change_words(before, after))
    return {(True, True): "No way has stated days for every leg",
            (True, False): "Stated days for a way after, for none before",
            (False, True): "Stated days for a way before, for none after",
            }[before is None, after is None]


def _days(before: Itinerary, after: Itinerary, km: str) -> str:
    if before.days is None or after.days is None or before.days == after.days:
        return f"As many stated days, {km}"
    return f"{_capital(after.days.words)} where it was {before.days.words}, {km}"


def sum_words(criterion: Criterion, before: Itinerary | None, after: Itinerary | None) -> str:
    """The change in a few words, what the ways are the best in first, and why where it is worse.

    `2 transfers more, 914 km shorter: the way with fewest transfers is gone`. More borders or
    transfers than the best way had before can only mean that this way does not count any more.
    """
    if before is None or after is None:
        return _one_missing(criterion, before, after)
    km = change_words(before, after)
    if before.steps == after.steps or criterion == "length":
        return _capital(km)
    if criterion == "days":
        return _days(before, after, km)
    first, last = ((len(before.crossings), len(after.crossings)) if criterion == "borders" else
                   (before.transfers.at_least, after.transfers.at_least))
    if first == last:
        return f"As many {criterion}, {km}"
    gap = plural(abs(last - first), criterion.removesuffix("s"))
    return (f"{gap} fewer, {km}" if last < first else
            f"{gap} more, {km}: the way with fewest {criterion} is gone")


def chosen_criterion(result: WhatIf) -> Criterion:
    """The first criterion by which the best way changes; length where none does."""
    return next((criterion for criterion in CRITERIA if change_words(
        result.before[criterion], result.after[criterion]) not in _UNCHANGED), "length")


def drawn_criterion(result: WhatIf) -> Criterion:
    """By what the ways that are drawn are the best: as the question says, else what tells most."""
    return result.question.best or chosen_criterion(result)


def _end_words(catalog: Catalog, endpoint: Endpoint, places: list[str]) -> str:
    """An end with what stands for it: a place nearby, or the places at which a country is used."""
    names = " or ".join(catalog.name_of(place) for place in dict.fromkeys(places))
    if endpoint.asked not in catalog.places:
        land = country_name(endpoint.asked)
        return f"{names} (for {land})" if names else land
    if not endpoint.away_km:
        return catalog.name_of(endpoint.asked)
    stand_in = catalog.name_of(min(endpoint.places))
    away = f"{endpoint.away_km:.0f}\N{NO-BREAK SPACE}km"
    return f"{stand_in}, {away} from {catalog.name_of(endpoint.asked)},"


def ends_words(catalog: Catalog, result: WhatIf, criterion: Criterion) -> str:
    """Both ends of a journey in words: `Baku to Julfa, 32 km from Nakhchivan`.

    A country is told with the place at which the ways begin or end, where there is a way.
    """
    itineraries = [
        itinerary for side in (result.before, result.after) if (itinerary := side[criterion])
    ]
    first = _end_words(catalog, result.origin, [itinerary.places[0] for itinerary in itineraries])
    last = _end_words(catalog, result.target, [itinerary.places[-1] for itinerary in itineraries])
    return f"{first} to {last}".removesuffix(",")


def closed_alone_words(result: WhatIf, criterion: Criterion) -> str:
    """What closing alone does, where a scenario opens besides; blank where it does not."""
    if result.closed_alone is None:
        return ""
    change = sum_words(criterion, result.before[criterion], result.closed_alone[criterion])
    return f"With the closing alone: {change[0].lower()}{change[1:]}."
