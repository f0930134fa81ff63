"""What is said of a drawn line: its length beside the stated one, its countries, its likes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from shapely import affinity
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from app.desk.drawing.countries_crossed import Crossed
from geo.catalog.catalog import Catalog
from geo.checks.alignments import EXPLAINED
from geo.data.countries import country_name
from geo.data.folding import fold, folded
from geo.data.geodesy import LEAST, MOST, nearest_share
from geo.data.schema import MODES
from geo.intake.decision import Draft

_DEGREE_KM: Final = 111.32
_LEAST_APART_KM: Final = 5.0
_SHARE_APART: Final = 0.03
"""Two lines of one mode that nowhere lie further apart than this share of their length, or than
5 km, are probably one route."""

_STRAY_KM: Final = 5.0
_STRAY_SHARE: Final = 0.1
_UNDER_WATER: Final = frozenset({"sea", "multimodal", "oil", "gas", "power", "digital"})


@dataclass(frozen=True, slots=True)
class StatedLength:
    """A length in km that the document states, where, and whether it is said of this route."""

    low: float
    high: float
    place: str
    is_of_route: bool


def stated_lengths(draft: Draft, route_id: str, name: str = "") -> tuple[StatedLength, ...]:
    """Returns the lengths in the claims and candidates of a draft that may be those of a route.

    Those of the route itself come first, by its id or by its name beside the number, then those of
    no known subject.
    """
    called = folded(name)
    found: dict[tuple[float, float, str], StatedLength] = {}
    rows: list[tuple[dict[str, str], str]] = []
    for candidate in draft.candidates:
        decision = draft.decisions.get(candidate.candidate_id)
        if decision is None or decision.verb == "undo":
            beside = folded(f"{candidate.before} {candidate.printed} {candidate.after}")
            subject_id = route_id if called and called in beside else candidate.subject_id
            rows.append(({"subject_id": subject_id, "attribute": candidate.attribute,
                          "value": candidate.value, "value_high": candidate.value_high,
                          "unit": candidate.unit, "scope": candidate.scope},
                         candidate.anchor.lines))
    rows += [(dict(decision.row), decision.row.get("lines", ""))
             for decision in draft.decisions.values() if decision.verb == "accept"]
    for row, lines in rows:
        subject = row.get("subject_id", "")
        if (row.get("attribute"), row.get("unit"), row.get("scope", "")) != ("length", "km", ""):
            continue
        if subject not in ("", route_id):
            continue
        try:
            low = float(row["value"])
            high = float(row.get("value_high") or low)
        except ValueError:
            continue
        found.setdefault((low, high, lines), StatedLength(low, high, lines, subject != ""))
    return tuple(sorted(found.values(), key=lambda each: not each.is_of_route))


def length_words(drawn_km: float, stated: StatedLength) -> str:
    """Returns how a drawn line compares with a stated length, in a sentence."""
    span = (f"{stated.low:,.10g} km" if stated.high == stated.low
            else f"{stated.low:,.10g} to {stated.high:,.10g} km")
    where = f" (line {stated.place})" if stated.place else ""
    share = nearest_share(drawn_km, (stated.low, stated.high)) if stated.low > 0 else math.nan
    if math.isnan(share):
        return f"The document states {span}{where}, which is no length to compare with."
    percent = abs(1 - share) * 100
    if percent < 0.5:
        told = "the drawn line is as long"
    else:
        told = f"the drawn line is {percent:.0f} % {'shorter' if share < 1 else 'longer'}"
    if LEAST <= share <= MOST:
        usual = "; a drawn line is normally 5 to 15 % short" if share < 1 else ""
        return f"The document states {span}{where}: {told}{usual}."
    return (f"The document states {span}{where}: {told}, which is more than a drawn line normally "
            "is. Add points where it bends, check the ends, or explain it in the note on the line "
            f"with the words “{EXPLAINED}”.")


def _named(codes: Sequence[str]) -> str:
    return ", ".join(map(country_name, codes)) or "no country"


def countries_words(crossed: Crossed, entered: Sequence[str]) -> list[str]:
    """Returns which countries a line crosses, and how that differs from those entered."""
    words = [f"By the borders of the atlas the line crosses {_named(crossed.countries)}."]
    if crossed.touched:
        words.append(f"It enters {_named(crossed.touched)} too, but no deeper than the borders may "
                     "be wrong there.")
    if not entered or tuple(entered) == crossed.countries:
        return words
    missing = [code for code in dict.fromkeys(crossed.countries) if code not in entered]
    extra = [code for code in dict.fromkeys(entered) if code not in crossed.countries]
    if missing:
        words.append(f"Not among the countries entered: {_named(missing)}.")
    if extra:
        words.append(f"Entered, but not crossed by the line: {_named(extra)}.")
    if not missing and not extra:
        words.append(f"Entered in another order: {_named(entered)}.")
    return words


def mode_words(mode: str, crossed: Crossed) -> list[str]:
    """Returns where a line runs over land or water that its mode does not."""
    whole = crossed.land_km + crossed.water_km
    if whole == 0:
        return []
    def told(part_km: float, over: str) -> str:
        return (f"{part_km:,.0f} of {whole:,.0f} km are drawn over {over}, though its mode is "
                f"{MODES[mode].lower()}; move the line, or choose another mode.")

    if mode == "sea" and crossed.land_km > max(_STRAY_KM, _STRAY_SHARE * whole):
        return [told(crossed.land_km, "land")]
    if mode in MODES and mode not in _UNDER_WATER and crossed.water_km > _STRAY_KM:
        return [told(crossed.water_km, "water")]
    return []


def _flat(geometry: BaseGeometry, lat: float) -> BaseGeometry:
    return affinity.scale(geometry, _DEGREE_KM * math.cos(math.radians(lat)), _DEGREE_KM,
                          origin=(0, 0))


def apart_km(a: BaseGeometry, b: BaseGeometry) -> float:
    """Returns how far two lines lie apart at most, in km, on a plane around them (Hausdorff)."""
    lat = (a.bounds[1] + a.bounds[3]) / 2
    first, second = _flat(a, lat), _flat(b, lat)
    return float(first.segmentize(2.0).hausdorff_distance(second.segmentize(2.0)))


def duplicate_words(name: str, mode: str, ends: tuple[str, str],
                    line: LineString | MultiLineString, catalog: Catalog) -> Iterator[str]:
    """Yields the routes of the atlas that may be the same one, in sentences."""
    for entry in catalog.entries:
        route, drawn = entry.route, entry.alignment.line
        if entry.is_overlay:
            continue
        called = f"{route.name} ({route.route_id})"
        if name and fold(route.name) == folded(name):
            yield f"{called} has the same name."
        if route.mode != mode:
            continue
        if all(ends) and {route.from_place, route.to_place} == set(ends):
            yield f"{called} has the same ends and the same mode."
        if max(abs(one - other) for one, other in zip(line.bounds, drawn.bounds,
                                                      strict=True)) > 1.0:
            continue
        length_km = _flat(line, line.bounds[1]).length
        apart = apart_km(line, drawn)
        if apart < max(_LEAST_APART_KM, _SHARE_APART * length_km):
            yield (f"{called}, of the same mode, lies nowhere more than {math.ceil(apart)} km from "
                   "this line.")
