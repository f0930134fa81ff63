"""A comparison in words: what is said above, beside and below its table."""

from __future__ import annotations

from collections.abc import Iterator

from geo.catalog.catalog import Catalog
from geo.claims.value_state import STATE_WORDS
from geo.data.attributes import ATTRIBUTES
from geo.data.countries import country_name
from geo.data.plural import plural
from geo.presentation.comparison import VERDICT_WORDS, Comparison, Row


def where_words(catalog: Catalog, subject_id: str) -> str:
    """Returns the ends and countries of a route, or a corridor's summary; blank for a place."""
    if entry := catalog.entry(subject_id):
        route = entry.route
        countries = ", ".join(map(country_name, dict.fromkeys(route.countries)))
        ends = f"{catalog.name_of(route.from_place)} → {catalog.name_of(route.to_place)}"
        return f"{ends} · {countries}" if countries else ends
    corridor = catalog.corridors.get(subject_id)
    return corridor.summary if corridor else ""


def claims_words(catalog: Catalog, subject_id: str) -> str:
    """Returns how many claims are made about a subject, in how many sources."""
    claims = catalog.claims_about(subject_id)
    if not claims:
        return "No document makes a claim"
    sources = len({claim.source_id for claim in claims})
    return f"{plural(len(claims), 'claim')} in {plural(sources, 'source')}"


def verdict_words(row: Row) -> str:
    """Returns what a row says of its subjects together."""
    said = sum(bool(cell.headline) for cell in row.cells)
    return "Said of some only" if row.verdict == "some-only" and said > 1 else (
        VERDICT_WORDS[row.verdict])


def common_words(row: Row) -> str:
    """Returns the names that all subjects have in common; blank where there are none."""
    if not row.shared:
        return ""
    lead = "In common: " if len(row.cells) > 2 else "Both name "
    return f"{lead}{', '.join(row.shared)}"


def grouped_rows(compared: Comparison) -> Iterator[tuple[str, list[Row]]]:
    """Yields a title and the rows under it: first what is said of every subject."""
    every = "Said of both" if len(compared.subject_ids) == 2 else "Said of every one"
    for title, complete in ((every, True), ("Said of some, not of others", False)):
        rows = [row for row in compared.rows if row.complete == complete]
        if rows:
            yield title, rows


def _difference_words(row: Row, *, with_values: bool) -> str:
    label = ATTRIBUTES[row.attribute].label.lower()
    if ATTRIBUTES[row.attribute].kind == "text" or not with_values:
        return label
    values = ("".join(piece.lead + piece.value + (piece.scope if piece.claim.partial else "")
                      for piece in cell.pieces)
              or STATE_WORDS[cell.state] for cell in row.cells)
    return f"{label} ({' / '.join(values)})"


def sum_words(compared: Comparison) -> str:
    """A sentence on what differs, with the values where the differences are few."""
    rows = [row for row in compared.rows if row.differs]
    if not rows:
        return ("What can be compared is the same." if any(
            row.verdict == "same" for row in compared.rows) else
            "The sources give no figure or name for each by which they could be compared.")
    *before, last = [_difference_words(row, with_values=len(rows) <= 2) for row in rows]
    return f"They differ in {', '.join(before)} and {last}." if before else (
        f"They differ in {last}.")


def left_out_words(compared: Comparison) -> Iterator[tuple[str, str]]:
    """Yields a title and the attributes without a row: in no source, or not applicable."""
    for title, names in (("Not in the sources, of any of them", compared.silent),
                         ("Not applicable to any of them", compared.inapplicable)):
        if names:
            yield title, ", ".join(ATTRIBUTES[name].label.lower() for name in names)
