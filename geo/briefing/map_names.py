"""The names on the map of a scene: the subjects of the scene and of the claims it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geo.briefing.briefing import Scene, claim_index, marks_of, read_scene
from geo.catalog.catalog import Catalog
from geo.data.countries import countries_in
from geo.data.records import Claim

_COMPARED = 2
"""From so many subjects on, times are compared, and each is written beside its name."""


def said_aloud(scene: Scene) -> list[int]:
    """Returns the numbers of the cites on the screen: those not only in the notes."""
    on_screen = marks_of(scene.sentence)
    in_notes = set(marks_of(scene.notes)).difference(on_screen)
    return [n for n in range(1, len(scene.cites) + 1) if n not in in_notes]


def _claims(catalog: Catalog, scene: Scene, numbers: Iterable[int]) -> list[Claim]:
    index = claim_index(catalog.claims)
    return [cited[0] for n in numbers if 0 < n <= len(scene.cites)
            and (cited := index.get(scene.cites[n - 1], ()))]


def _named_in(catalog: Catalog, text: str) -> Iterator[str]:
    """Yields the places, regions and countries, these by code, whose names are words of a text.

    A region is not named where a place of the same name is.
    """
    def is_word(name: str) -> bool:
        return name in text and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))

    found = {place_id: place.name for place_id, place in catalog.places.items()
             if is_word(place.name)}
    yield from found
    yield from (region_id for region_id, region in catalog.regions.items()
                if region.name not in found.values() and is_word(region.name))
    yield from countries_in(text)


def _days(claims: list[Claim]) -> dict[str, str]:
    """Returns the days claimed of each of several subjects; nothing where there is only one."""
    days_by_subject = {claim.subject_id: claim.value for claim in claims
                       if claim.attribute == "transit-time" and claim.unit == "days"
                       and not claim.value_high and claim.value.isdecimal()}
    return days_by_subject if len(days_by_subject) >= _COMPARED else {}


def scene_names(catalog: Catalog, scene: Scene) -> dict[str, str]:
    """Returns the ids that the map of a scene must name where there is room.

    Each comes with the days that the sentence's claims give it, if the sentence compares days, else
    with a blank. Ids of places, regions and routes; countries by their code; of corridors those
    with days, and those of which no route is spoken of.
    """
    view, _ = read_scene(scene, catalog)
    cited = [claim.subject_id for claim in _claims(catalog, scene, said_aloud(scene))]
    days = _days(_claims(catalog, scene, marks_of(scene.sentence)))
    subjects = (view.opened, *cited, *_named_in(catalog, f"{scene.title} {scene.sentence}"))
    in_parts = {corridor for subject in subjects if (entry := catalog.entry(subject))
                for corridor in entry.route.corridor_ids}
    return {subject: days.get(subject, "") for subject in dict.fromkeys(subjects)
            if subject and (subject in days or subject not in in_parts)}
