"""Volumes from year to year, on the page about time: charts of the series of a chosen subject."""

from __future__ import annotations

import streamlit as st

from app.components.citations import Notes
from app.components.series_charts import show_series
from app.session.view import current
from geo.catalog.catalog import Catalog
from geo.export.html.markup import CiteMarkup
from geo.export.html.series_html import series_heading
from geo.presentation.shown_series import series_subjects, subject_series

_SUBJECT = "time-series"
_LETTERS, _COLUMNS = 56, 2


def _subjects(catalog: Catalog) -> tuple[str, ...]:
    """The routes, corridors and places of which a series is drawn, the longest first."""
    return series_subjects(catalog, (claim.subject_id for claim in catalog.claims))


def number_series(catalog: Catalog, notes: Notes) -> None:
    """Number the citations of all series, so that the page lists their notes once."""
    for subject in _subjects(catalog):
        subject_series(catalog, subject, notes.citations)


@st.fragment
def show_volumes(catalog: Catalog, notes: Notes) -> None:
    """Show the series of a subject that a reader chooses; nothing where no series is drawn.

    What is open in the view comes first.
    """
    subjects = _subjects(catalog)
    if not subjects:
        return
    st.html(f'<article class="atlas-data atlas-time">{series_heading(level=2)}</article>')
    opened = current().opened
    first = subjects.index(opened) if opened in subjects else 0
    subject = st.selectbox("Route, corridor or place", subjects, first, key=_SUBJECT,
                           format_func=catalog.name_of)
    series = subject_series(catalog, subject, notes.citations)
    show_series(catalog, series, CiteMarkup(notes.citations.listed), _LETTERS,
                _COLUMNS if len(series) > 1 else 1)
