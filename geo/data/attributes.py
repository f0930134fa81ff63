"""The registry of attributes: what may be claimed, in which units, meaning what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from geo.data.schema import (
    DATE_QUALIFIERS,
    DIRECTIONS,
    OPPONENT_ROLES,
    QUALIFIERS,
    SPONSOR_ROLES,
    STATUSES,
)

AttributeKind = Literal["number", "date", "code", "text"]

_SETTLEMENTS = ("capital", "city", "town")
"""Kinds of places at which nothing is built by the place itself: a town carries nothing."""

# Rates stand before totals: the order is the order in which a headline prefers them.
_RATES = ("Mt/year", "bcm/year", "bbl/day", "mcm/day")
_TOTALS = ("Mt", "bcm", "bn bbl")
_PEOPLE = ("passengers/year", "passengers")
_TRAFFIC = ("rail", "road", "multimodal", "sea")
_MONEY = ("EUR bn", "USD bn", "USD million")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a subject that may be claimed.

    `modes` lists the modes of route it applies to (none named: all): a pipeline has no gauge.
    One `of_lines` is of routes only, whatever their mode: no place has a length.
    `units` lists the units allowed (none for text and codes). `qualifiers` lists what the qualifier
    column may hold. `codes` lists the values allowed where kind is `code`. A `lasting` one changes
    only when something is rebuilt: of it the operator and the authority know most; of the others,
    the timely ones, whoever spoke last (`geo.claims.headline`).
    """

    name: str
    label: str
    meaning: str
    kind: AttributeKind
    units: tuple[str, ...] = ()
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] | None = None
    modes: tuple[str, ...] = ()
    lasting: bool = False
    of_lines: bool = False

    def applies_to(self, mode: str) -> bool:
        """Checks whether a route of this mode can have it; an empty `modes` means every mode."""
        return not self.modes or mode in self.modes

    def fits_place(self, kind: str) -> bool:
        """Checks whether a place of this kind can have it: a port has a capacity, a town none."""
        if self.modes or self.of_lines:
            return False
        return self.kind == "text" or kind not in _SETTLEMENTS


def _number(name: str, label: str, meaning: str, *units: str, modes: tuple[str, ...] = (),
            lasting: bool = False) -> Attribute:
    return Attribute(name, label, meaning, "number", units, QUALIFIERS, modes=modes,
                     lasting=lasting)


def _date(name: str, label: str, meaning: str, *units: str) -> Attribute:
    return Attribute(name, label, meaning, "date", ("date", *units), DATE_QUALIFIERS)


def _text(name: str, label: str, meaning: str,
          qualifiers: Mapping[str, str] | None = None,
          modes: tuple[str, ...] = ()) -> Attribute:
    return Attribute(name, label, meaning, "text", (), qualifiers or {}, modes=modes)


ATTRIBUTES: Mapping[str, Attribute] = MappingProxyType({a.name: a for a in (
    Attribute("status", "Status", "how far it has come, in the atlas's six words; the document's "
              "own words stand in `printed`", "code", codes=STATUSES),
    Attribute("length", "Length", "length of the route or of the part named in the scope",
              "number", ("km",), QUALIFIERS, lasting=True, of_lines=True),
    _number("capacity", "Capacity", "what it can or will be able to carry",
            *_RATES, "Mt", *_PEOPLE, "TEU", "MW", lasting=True),
    _number("throughput", "Throughput", "what it has carried, daily, yearly or in all",
            *_RATES, *_TOTALS, *_PEOPLE, "TEU", "tankers", "percent"),
    _number("transit-time", "Transit time", "days on the way between the ends named in the note",
            "days", modes=_TRAFFIC),
    _number("time-saving", "Saving", "time or cost saved against the way named in the note",
            "percent", "fraction"),
    _date("start", "Start", "when work, operation or deliveries began"),
    _date("completion", "Completion", "when it was, or is expected to be, finished; in years from "
          "the claim where a document says so", "years"),
    _number("progress", "Progress", "share of the work done", "percent"),
    _number("phases", "Phases", "number of phases the work has", "count", lasting=True),
    _number("lanes", "Lanes", "number of lanes", "count", modes=("road", "multimodal"),
            lasting=True),
    _number("gauge", "Gauge", "distance between the rails", "mm", modes=("rail", "multimodal"),
            lasting=True),
    Attribute("direction", "Direction", "which way goods move along it; one way, it counts only as "
              "a whole, from its first place to its last", "code", codes=DIRECTIONS,
              modes=_TRAFFIC),
    _text("standard", "Standard", "what is being built: tracks, electrification, current"),
    _number("cost", "Cost", "what it costs", *_MONEY, lasting=True),
    _number("cost-growth", "Cost growth", "how much spending on it rose", "percent"),
    _number("financing", "Financing", "money pledged or raised", *_MONEY),
    _number("share", "Share", "share of a total named in the note", "percent"),
    _number("term", "Term", "duration of an arrangement", "years"),
    _text("trade-value", "Trade value", "value of trade claimed, in words"),
    _text("buyer", "Buyer", "who buys what it carries", modes=("oil", "gas", "power")),
    # Who is for it and who is against it stand side by side, and neither stands last.
    _text("sponsor", "Sponsor", "who stands behind it or speaks for it; the role is the qualifier",
          SPONSOR_ROLES),
    _text("opponent", "Opponent", "who is against it or has reservations; the qualifier says how",
          OPPONENT_ROLES),
    _text("warning", "Warning", "a risk named, and by whom"),
    _text("condition", "Condition", "what must come first, and in whose view"),
    _text("purpose", "Purpose", "what it is for, in few words"),
    _text("event", "Event", "what happened on a day, in few words; `as_of` is the day"),
)})
