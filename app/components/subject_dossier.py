"""The dossier of a corridor or place: its claims, relations and number of routes."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.components.citations import Notes
from app.components.dossier import claims_html, differences_html, names_html, relations_html
from geo.catalog.catalog import Catalog, RouteEntry
from geo.data.countries import country_name
from geo.data.plural import plural
from geo.data.schema import PLACE_KINDS


def _place_head(catalog: Catalog, subject: str) -> tuple[str, Markup]:
    place = catalog.places[subject]
    country = f" · {country_name(place.country)}" if place.country else ""
    return PLACE_KINDS[place.kind].capitalize() + country, Markup(
        '<p class="atlas-way">{:.5f}° N, {:.5f}° E; coordinates: {}</p>').format(
        place.lat, place.lon, place.origin)


def routes_of(catalog: Catalog, subject: str) -> list[RouteEntry]:
    """The routes of a corridor, or those that begin, end or pass at a place."""
    return [entry for entry in catalog.entries
            if subject in (entry.route.from_place, *entry.route.via_places,
                           entry.route.to_place, *entry.route.corridor_ids)]


def subject_html(catalog: Catalog, subject: str) -> Markup:
    """The dossier of a corridor or place as markup in which all text from data is escaped."""
    notes = Notes(catalog.sources)
    if subject in catalog.corridors:
        eyebrow, head = "Corridor", Markup('<p class="atlas-way">{}</p>').format(
            catalog.corridors[subject].summary)
    else:
        eyebrow, head = _place_head(catalog, subject)
    claims = claims_html(catalog, catalog.claims_about(subject), notes) or Markup(
        '<p class="atlas-missing">No document in the atlas makes a claim about it.</p>')
    count = plural(len(routes_of(catalog, subject)), "route")
    return Markup(
        '<article class="atlas-dossier" tabindex="0" data-subject-id="{}">'
        '<p class="atlas-eyebrow">{}</p>'
        '<h2>{}</h2>{}{}{}<h3>Every claim</h3>{}{}<p class="atlas-way">{}</p>{}</article>'
    ).format(subject, eyebrow, catalog.name_of(subject), names_html(catalog, subject), head,
             differences_html(catalog, subject, notes), claims,
             relations_html(catalog, subject, notes), count, notes.listing())


def show_subject(catalog: Catalog, subject: str) -> None:
    """Draw the dossier of a corridor or place."""
    st.html(str(subject_html(catalog, subject)))
