"""Texts that some template, markup or shell would read, put to every text of a catalog."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from geo.catalog.catalog import Catalog
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim
from geo.presentation.extract import Extract
from geo.query.view import View
from geo.web.scripts import assets
from tests.conftest import shipped, shipped_land

MARKS = "{}%#`$\\<>&\"'"
HIDDEN = ("\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069"
          "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
WORDS = "=+-@*_[]()!|~:;,./ aZ09é中אבمرԱა"
_SHARE = re.compile(r"\d ?%")
EVIL = st.text(alphabet=MARKS * 3 + HIDDEN + WORDS, max_size=24).map(
    lambda text: f"«{text}{{{{7*7}}}}»").filter(lambda text: not _SHARE.search(text))
"""Texts full of what some template, markup or shell reads; the marks at the ends keep spaces.

None says a share, such as `9 %`: that is read from printed words, and shown of an owner.
"""
PLAIN = st.text(alphabet=MARKS * 3 + "=+-@*_[]()!|~:;,./ aZ09", max_size=24).map(
    lambda text: f"«{text}»").filter(lambda text: not _SHARE.search(text))

SUBJECTS = ("btc-pipeline", "tanap")
TEXTS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "Route": ("name",), "Corridor": ("name", "summary"), "Place": ("name", "origin"),
    "Claim": ("section", "printed", "note"), "Relation": ("section", "printed", "note"),
    "Alias": ("alias", "used_by"), "Disagreement": ("question", "why"), "Naming": ("reason",),
    "Source": ("title", "author", "publisher", "perspective"), "Alignment": ("basis_note",)})
"""The fields of each record that hold free text."""


@cache
def small() -> Catalog:
    """Two routes with claims, actors, relations and disagreements, and all that belongs to them."""
    catalog = shipped()
    return replace(catalog, entries=tuple(
        entry for entry in catalog.entries if entry.route_id in SUBJECTS))


def poisoned(thing: Any, text: str) -> Any:  # noqa: ANN401 - a record, or what holds records
    """The same record, or everything in a container, with `text` behind every text of it.

    A blank stays blank: the sources do not say. Before the printed words it stands, as the share
    of an owner is read from their end: behind them it would say something else of the owner.
    """
    if isinstance(thing, Mapping):
        return MappingProxyType({key: poisoned(each, text) for key, each in thing.items()})
    if isinstance(thing, tuple):
        return tuple(poisoned(each, text) for each in thing)
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    names = TEXTS.get(type(thing).__name__, ())
    if isinstance(thing, Claim) and ATTRIBUTES[thing.attribute].kind == "text":
        names = (*names, "value")
    held = {field.name: getattr(thing, field.name) for field in fields(thing) if field.init}
    return replace(thing, **{name: _spoilt(name, value, text) if name in names and value
                             else poisoned(value, text) for name, value in held.items()})


def _spoilt(name: str, value: str, text: str) -> str:
    return f"{text} {value}" if name == "printed" else f"{value} {text}"


def poisoned_extract(text: str, **options: Any) -> Extract:  # noqa: ANN401 - those of View
    return Extract(poisoned(small(), text), View(**options), shipped_land(), assets=assets())


def claims_of(catalog: Catalog) -> list[Claim]:
    return [claim for entry in catalog.entries for claim in entry.claims]


QUICK = settings(max_examples=12, deadline=None)
SLOW = settings(max_examples=4, deadline=None,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
