"""The series of a view: which they are, and their points as a table, a row for each claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from geo.catalog.catalog import Catalog
from geo.catalog.series import Point, Series, series_in
from geo.claims.wording import citation_words, lines_words, value_words
from geo.data.errors import AtlasError
from geo.data.records import Claim
from geo.presentation.citations import Citations
from geo.presentation.data_tables import Cell, Table, relevant_claims, typed_value
from geo.presentation.extract import Extract
from geo.presentation.shown_series import ShownSeries, series_id, shown_series, title_words

NO_SERIES: Final = (
    "No series of what is shown can be drawn: one needs amounts of at least two periods. Show more "
    "routes, or open another route, corridor or place.")
"""Why there is no chart to write."""

SERIES_COLUMNS: Final = (
    "series_id", "subject_id", "subject", "attribute", "unit", "scope", "scope_words", "title",
    "drawn", "period", "first_day", "last_day", "extent", "kind", "disputed", "joined", "leads",
    "value", "value_high", "qualifier", "in_words", "printed", "as_of", "note", "source_id",
    "source_title", "source_published", "document", "address", "section", "lines", "citation",
    "release")
"""The columns of the table: `leads` says which claim of a point is drawn, the others round it."""


def selected_series(extract: Extract) -> tuple[Series, ...]:
    """Returns the series of what is open in a view, or else of all that it shows.

    Series of one point are among them; they are listed and not drawn.
    """
    opened = series_in(extract.shown.claims_about(extract.view.opened))
    return opened or series_in(relevant_claims(extract.shown))


def drawn_in_words(extract: Extract, citations: Citations) -> tuple[ShownSeries, ...]:
    """Returns the series of a view that are drawn, those of one subject together.

    Raises AtlasError if there is none.
    """
    drawn = [series for series in selected_series(extract) if series.is_drawn]
    if not drawn:
        raise AtlasError(NO_SERIES)
    subjects = list(dict.fromkeys(series.subject_id for series in drawn))
    return tuple(shown_series(extract.shown, series, citations) for series in sorted(
        drawn, key=lambda series: subjects.index(series.subject_id)))


def check_series(extract: Extract, what: str) -> None:
    """Raise AtlasError, with a way out, if charts of series are wanted and there is none."""
    if what == "series":
        drawn_in_words(extract, Citations(extract.atlas.sources))


def _yes(*, holds: bool) -> str:
    return "yes" if holds else "no"


def _row(catalog: Catalog, series: Series, point: Point, claim: Claim) -> Mapping[str, Cell]:
    source = catalog.sources[claim.source_id]
    return {
        "series_id": series_id(series), "subject_id": series.subject_id,
        "subject": catalog.name_of(series.subject_id), "attribute": series.attribute,
        "unit": series.unit, "scope": series.scope, "scope_words": series.scope_words,
        "title": title_words(series), "drawn": _yes(holds=series.is_drawn),
        "period": claim.period, "first_day": point.first.isoformat(),
        "last_day": point.last.isoformat(),
        "extent": "year" if point.is_year else "part of a year", "kind": point.kind,
        "disputed": _yes(holds=point in series.disputed),
        "joined": _yes(holds=any(point in line for line in series.lines)),
        "leads": _yes(holds=claim is point.claims[0]),
        "value": typed_value(claim, claim.value),
        "value_high": typed_value(claim, claim.value_high),
        "qualifier": ";".join(claim.qualifier), "in_words": value_words(claim),
        "printed": claim.printed, "as_of": claim.as_of, "note": claim.note,
        "source_id": claim.source_id, "source_title": source.title,
        "source_published": source.published, "document": source.document,
        "address": source.address, "section": claim.section, "lines": lines_words(claim.lines),
        "citation": citation_words(source, claim.section, claim.lines), "release": catalog.release}


def _rows(extract: Extract) -> Iterator[Mapping[str, Cell]]:
    for series in selected_series(extract):
        for point in series.points:
            for claim in point.claims:
                yield _row(extract.shown, series, point, claim)


def series_rows(extract: Extract) -> Table:
    """Returns one row for each claim of each point of the series of a view."""
    return Table(SERIES_COLUMNS, tuple(_rows(extract)))
