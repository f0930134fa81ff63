"""The words that the forms offer: attributes with their units and hedges, kinds, sides, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.claims.wording import unit_words
from geo.data.attributes import ATTRIBUTES
from geo.data.countries import COUNTRY_CODES, country_name
from geo.data.schema import (
    LOOKED_AT,
    MODES,
    NOT_MAPPED_KINDS,
    PLACE_KINDS,
    REASONS,
    SCOPES,
    SCRIPTS,
    SOURCE_KINDS,
)

Words = list[tuple[str, str]]


def _pairs(words: Mapping[str, str]) -> Words:
    return [(code, text or code) for code, text in words.items()]


def vocabulary() -> dict[str, Any]:
    """Returns all that a form lets a curator choose from, each code with its words."""
    return {
        "attributes": [{
            "name": each.name, "label": each.label, "meaning": each.meaning, "kind": each.kind,
            "units": [(unit, unit_words(unit) or unit) for unit in each.units],
            "qualifiers": _pairs(each.qualifiers), "codes": _pairs(each.codes or {}),
            "modes": list(each.modes)} for each in ATTRIBUTES.values()],
        "scopes": _pairs(SCOPES), "source_kinds": _pairs(SOURCE_KINDS),
        "sides": _pairs(LOOKED_AT), "reasons": _pairs(REASONS), "scripts": _pairs(SCRIPTS),
        "place_kinds": _pairs(PLACE_KINDS), "modes": _pairs(MODES),
        "not_mapped_kinds": _pairs(NOT_MAPPED_KINDS),
        "countries": sorted(((code, country_name(code)) for code in COUNTRY_CODES),
                            key=lambda pair: pair[1])}
