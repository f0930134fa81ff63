"""Volumes made for tests: amounts of a pipeline by period, as claims of sources that are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from geo.catalog.catalog import Catalog
from geo.data.records import Claim

SUBJECT = "tap"
"""The route of which the volumes are told."""


def volume(value: str, period: str, *qualifier: str, high: str = "", unit: str = "bcm",
           scope: str = "", source: str = "a", attribute: str = "throughput") -> Claim:
    """A claim on an amount; `source` is one letter."""
    return Claim(SUBJECT, attribute, value, high, unit, qualifier or ("exact",), scope,
                 scope and "to Italy", period, "2026-01-31", f"source-{source}", "", "",
                 f"{value} of {period or 'no time'}", "")


TOLD = (
    volume("8.1", "2021"),
    volume("11.4", "2022"), volume("11", "2022", "about", source="b"),
    volume("12.9", "2022", source="c"),
    volume("11.8", "2023", "more-than"),
    volume("6.53", "2024-01/2024-08"),
    volume("10", "2025", "forecast", high="12"), volume("20", "2027", "target"),
    volume("5", "2021", scope="part"), volume("6", "2022", scope="part"),
    volume("37.5", "to 2024-08"), volume("90", "2020/2025"), volume("7", ""),
    volume("300", "2022", unit="Mt"),
)
"""A disputed year, a rounded figure, a part of a year, a range that is forecast, sums, one unit
that is told once."""


def with_volumes(catalog: Catalog, claims: Iterable[Claim] = TOLD) -> Catalog:
    """The catalog with these claims instead of all others, and sources to make them."""
    own = tuple(claims)
    first = next(iter(catalog.sources.values()))
    sources = {name: replace(first, source_id=name, title=f"On volumes {name[-1]}",
                             document="", address=f"https://{name}.example/", author="",
                             publisher=f"Publisher {name[-1]}")
               for name in dict.fromkeys(claim.source_id for claim in own)}
    entries = tuple(replace(entry, claims=own if entry.route_id == SUBJECT else ())
                    for entry in catalog.entries)
    return replace(catalog, claims=own, entries=entries, relations=(), sources=sources,
                   compared=replace(catalog.compared, claims=own, curated=()), readings=())
