"""The exported tables: one list of columns for the screen and every format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.dates import dated_words
from geo.claims.staleness import age_words, marks
from geo.claims.value_state import STATE_WORDS
from geo.claims.wording import citation_words, lines_words, part_words, value_words
from geo.data.attributes import ATTRIBUTES
from geo.data.countries import country_name
from geo.data.geodesy import drawn_km, share
from geo.data.records import Claim
from geo.data.schema import MISSING, MODE_WORDS, ROLE_WORDS
from geo.presentation.statement import route_statement, shown_first
from geo.query.filter import EVIDENCE

Subject = TypeVar("Subject", RouteEntry, Claim)
Cell = str | Decimal | int
"""Numbers stay numbers until a format writes them; everything else is text."""

HEADLINES = ("status", "length", "capacity", "throughput", "transit-time", "start",
             "completion", "cost", "gauge")
"""The attributes that have columns of their own in the table of routes."""


@dataclass(frozen=True, slots=True)
class Field(Generic[Subject]):
    """One column of an exported table: its heading, and its cell for a route or a claim."""

    name: str
    value: Callable[[Catalog, Subject], Cell]


def _names(catalog: Catalog, ids: tuple[str, ...]) -> str:
    return "; ".join(catalog.name_of(subject_id) for subject_id in ids)


def typed_value(claim: Claim, text: str) -> Cell:
    """Returns a claim's value as a number where it is one, else as the text it is."""
    if text and ATTRIBUTES[claim.attribute].kind != "text" and claim.number is not None:
        return Decimal(text)
    return text


def _several(claims: Iterable[Claim], cell_of: Callable[[Claim], Cell]) -> Cell:
    """Returns one cell for some claims: their unlike cells joined by `; `."""
    cells = [cell for cell in dict.fromkeys(map(cell_of, claims)) if cell != ""]
    if len(cells) < 2:
        return cells[0] if cells else ""
    return "; ".join(f"{cell:f}" if isinstance(cell, Decimal) else str(cell) for cell in cells)


def _headline_cell(claim: Claim) -> Cell:
    """Returns a headline's cell: a date in words, no more exact than its source."""
    return (dated_words(claim) if ATTRIBUTES[claim.attribute].kind == "date"
            else typed_value(claim, claim.value))


def throughput_kind(claim: Claim) -> str:
    """Returns `rate`, `total` (up to its date) or `share`, as a throughput's unit has it."""
    if claim.unit == "percent":
        return "share"
    return "rate" if "/" in claim.unit else "total"


def _headline_fields(attribute: str) -> tuple[Field[RouteEntry], ...]:
    def of(cell_of: Callable[[Claim], Cell]) -> Callable[[Catalog, RouteEntry], Cell]:
        return lambda c, e: _several(shown_first(c, e, attribute), cell_of)

    def shown(catalog: Catalog, entry: RouteEntry) -> Cell:
        claims = shown_first(catalog, entry, attribute)
        if not claims:
            return route_statement(catalog, entry, attribute).words
        return _several(claims, _headline_cell)

    fields: list[Field[RouteEntry]] = [
        Field(attribute, shown),
        Field(f"{attribute}_state",
              lambda c, e: STATE_WORDS[route_statement(c, e, attribute).state]),
        Field(f"{attribute}_words", lambda c, e: route_statement(c, e, attribute).words),
        Field(f"{attribute}_part", of(part_words))]
    if ATTRIBUTES[attribute].kind == "date":
        fields.append(Field(f"{attribute}_value",
                            of(lambda claim: typed_value(claim, claim.value))))
    if ATTRIBUTES[attribute].kind != "code":
        fields += [
            Field(f"{attribute}_high", of(lambda claim: typed_value(claim, claim.value_high))),
            Field(f"{attribute}_unit", of(lambda claim: claim.unit)),
            Field(f"{attribute}_qualifier", of(lambda claim: ";".join(claim.qualifier))),
        ]
    if attribute == "throughput":
        fields.append(Field(f"{attribute}_kind", of(throughput_kind)))
    return (
        *fields,
        Field(f"{attribute}_printed", of(lambda claim: claim.printed)),
        Field(f"{attribute}_as_of", of(lambda claim: claim.as_of)),
        Field(f"{attribute}_source", of(lambda claim: claim.source_id)),
        Field(f"{attribute}_lines", of(lambda claim: lines_words(claim.lines))),
        Field(f"{attribute}_claims", lambda _, entry: len(entry.claims_of(attribute))),
    )


def _rounded(number: float, places: int) -> Decimal:
    return Decimal(f"{number:.{places}f}")


def _drawn_share(entry: RouteEntry) -> Cell:
    stated = entry.headline("length")
    ratio = share(drawn_km(entry.alignment.line), stated) if stated else None
    return _rounded(ratio, 2) if ratio else ""


ROUTE_FIELDS: tuple[Field[RouteEntry], ...] = (
    Field("route_id", lambda _, e: e.route_id),
    Field("name", lambda _, e: e.route.name),
    Field("corridors", lambda c, e: _names(c, e.route.corridor_ids)),
    Field("role", lambda _, e: ROLE_WORDS[e.route.role]),
    Field("mode", lambda _, e: MODE_WORDS[e.route.mode]),
    Field("from", lambda c, e: c.name_of(e.route.from_place)),
    Field("to", lambda c, e: c.name_of(e.route.to_place)),
    Field("via", lambda c, e: _names(c, e.route.via_places)),
    Field("countries", lambda _, e: "; ".join(map(country_name, e.route.countries))),
    *(column for attribute in HEADLINES for column in _headline_fields(attribute)),
    Field("sponsors", lambda _, e: "; ".join(e.sponsors) or MISSING),
    Field("basis", lambda _, e: e.alignment.basis),
    Field("basis_note", lambda _, e: e.alignment.basis_note),
    Field("drawn_km", lambda _, e: _rounded(drawn_km(e.alignment.line), 1)),
    Field("drawn_to_stated", lambda _, e: _drawn_share(e)),
    Field("claims", lambda _, e: len(e.claims)),
    Field("sources", lambda _, e: len(e.source_ids)),
    Field("claims_differ", lambda c, e: "yes" if c.differences(e.route_id) else "no"),
    Field("sources_differ", lambda c, e: "yes" if any(
        d.between == "sources" for d in c.differences(e.route_id)) else "no"),
    Field("differing_questions",
          lambda c, e: "; ".join(d.question for d in c.differences(e.route_id))),
    Field("evidence", lambda _, e: "; ".join(EVIDENCE[word] for word in e.evidence)),
    Field("release", lambda c, _: c.release),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be written: its columns, kept even when no row is left, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Cell], ...]


def route_table(catalog: Catalog) -> Table:
    """Returns one row for each route, in the catalog's order."""
    rows = tuple({column.name: column.value(catalog, entry) for column in ROUTE_FIELDS}
                 for entry in catalog.entries)
    return Table(tuple(column.name for column in ROUTE_FIELDS), rows)


CLAIM_FIELDS: tuple[Field[Claim], ...] = (
    Field("subject_id", lambda _, claim: claim.subject_id),
    Field("subject", lambda c, claim: c.name_of(claim.subject_id)),
    Field("attribute", lambda _, claim: claim.attribute),
    Field("value", lambda _, claim: typed_value(claim, claim.value)),
    Field("value_high", lambda _, claim: typed_value(claim, claim.value_high)),
    Field("unit", lambda _, claim: claim.unit),
    Field("qualifier", lambda _, claim: ";".join(claim.qualifier)),
    Field("scope", lambda _, claim: claim.scope),
    Field("scope_words", lambda _, claim: claim.scope_words),
    Field("period", lambda _, claim: claim.period),
    Field("in_words", lambda _, claim: value_words(claim)),
    Field("part", lambda _, claim: part_words(claim)),
    Field("as_of", lambda _, claim: claim.as_of),
    Field("age", lambda c, claim: age_words(claim, c.today)),
    Field(
        "marks",
        lambda c, claim: "; ".join(
            f"{mark.kind}: {mark.reason}"
            for mark in marks(claim, c.claims_about(claim.subject_id), c.today)
        ),
    ),
    Field("printed", lambda _, claim: claim.printed),
    Field("note", lambda _, claim: claim.note),
    Field("source_id", lambda _, claim: claim.source_id),
    Field("source_title", lambda c, claim: c.sources[claim.source_id].title),
    Field("source_published", lambda c, claim: c.sources[claim.source_id].published),
    Field("perspective", lambda c, claim: c.sources[claim.source_id].perspective),
    Field("document", lambda c, claim: c.sources[claim.source_id].document),
    Field("address", lambda c, claim: c.sources[claim.source_id].address),
    Field("section", lambda _, claim: claim.section),
    Field("lines", lambda _, claim: lines_words(claim.lines)),
    Field(
        "citation",
        lambda c, claim: citation_words(c.sources[claim.source_id], claim.section, claim.lines),
    ),
    Field("release", lambda c, _: c.release),
)


def relevant_claims(catalog: Catalog) -> tuple[Claim, ...]:
    """Returns the claims about the routes shown and about the corridors and places they name."""
    subjects = set(catalog.ids)
    for entry in catalog.entries:
        route = entry.route
        subjects.update(route.corridor_ids, route.via_places, (route.from_place, route.to_place))
    return tuple(claim for claim in catalog.claims if claim.subject_id in subjects)


def claim_table(catalog: Catalog) -> Table:
    """Returns one row for each claim about what is shown."""
    rows = tuple({column.name: column.value(catalog, claim) for column in CLAIM_FIELDS}
                 for claim in relevant_claims(catalog))
    return Table(tuple(column.name for column in CLAIM_FIELDS), rows)
