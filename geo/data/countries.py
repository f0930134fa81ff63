"""Countries by ISO 3166 alpha-2 code, with the English names of the Unicode CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from babel import Locale

from geo.data.records import Route
from geo.data.schema import OVERLAY

_ALSO_WRITTEN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "AE": ("UAE",), "CZ": ("Czech Republic",), "GB": ("UK", "Great Britain"),
    "KG": ("Kyrgyz Republic",), "NL": ("Holland",), "RU": ("Russian Federation",),
    "TR": ("Turkey",), "US": ("USA",)})
"""English names that people write and the atlas does not show."""

_LANGUAGES: Final = ("az", "fa", "hy", "ka", "kk", "ky", "ru", "tg", "tk", "tr", "uk", "ur", "uz",
                     "zh")
"""The languages, besides English, in whose names a country is found."""

COUNTRY_GROUPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "Central Asia": ("KZ", "KG", "TJ", "TM", "UZ"), "South Caucasus": ("AM", "AZ", "GE")})
"""Groups of countries that are searched by one name."""

_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"})


@cache
def _names() -> dict[str, str]:
    territories = Locale("en").territories
    return {code: name for code, name in territories.items()
            if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES}


class _Codes:
    """The set of codes, read from Babel at first use and not at import."""

    def __contains__(self, code: object) -> bool:
        return code in _names()

    def __iter__(self) -> Iterator[str]:
        return iter(_names())


COUNTRY_CODES = _Codes()


def country_name(code: str) -> str:
    """Returns the English name of an alpha-2 code; the code itself where CLDR has none."""
    return _names().get(code, code)


def country_spellings(code: str) -> tuple[str, ...]:
    """Returns the English names of a country as people write them, the one shown first."""
    name = country_name(code)
    joined = (name.replace("&", "and"),) if "&" in name else ()
    return (name, *joined, *_ALSO_WRITTEN.get(code, ()))


def country_names_elsewhere(code: str) -> tuple[str, ...]:
    """Returns the names of a country in the languages of the region, each spelling once."""
    names = (Locale(language).territories.get(code, "") for language in _LANGUAGES)
    return tuple(dict.fromkeys(name for name in names if name))


def countries_in(text: str) -> list[str]:
    """Returns the codes of the countries whose English names are whole words of a text."""
    return sorted(code for code, name in _names().items()
                  if (plain_name := name.replace("&", "and")) in text
                  and re.search(rf"(?<!\w){re.escape(plain_name)}(?!\w)", text))


def countries_words(route: Route) -> str:
    """Returns the countries of a route, each once; for an overlay that they are not stated."""
    none = "not stated" if route.role == OVERLAY else "high seas"
    return ", ".join(map(country_name, dict.fromkeys(route.countries))) or none
