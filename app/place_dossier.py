"""One place: what it is, where its coordinates come from, what is claimed, which routes use it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.citations import Notes
from app.dossier import claims_html
from geo.catalog import Catalog
from geo.countries import country_name
from geo.records import Place
from geo.schema import PLACE_KINDS


def place_html(catalog: Catalog, place: Place) -> Markup:
    """The place's page as markup in which every word from data is escaped."""
    notes = Notes(catalog.sources)
    claims = claims_html(catalog, catalog.claims_about(place.place_id), notes) or Markup(
        '<p class="atlas-missing">No document in the atlas makes a claim about this place.</p>')
    aliases = "; ".join(alias.alias for alias in catalog.aliases if alias.id == place.place_id)
    naming = catalog.naming.get(place.place_id)
    routes = Markup("").join(
        Markup("<li>{}</li>").format(entry.route.name) for entry in catalog.entries
        if place.place_id in (entry.route.from_place, *entry.route.via_places,
                              entry.route.to_place))
    return Markup(
        '<article class="atlas-dossier" data-place-id="{}"><p class="atlas-eyebrow">{}{}</p>'
        '<h2>{}</h2><p class="atlas-aliases">{}</p><p class="atlas-aliases">{}</p>'
        '<p class="atlas-way">{:.5f}° N, {:.5f}° E; coordinates: {}</p>'
        "<h3>Every claim</h3>{}<h3>Routes through it</h3><ul>{}</ul>{}</article>").format(
        place.place_id, PLACE_KINDS[place.kind].capitalize(),
        f" · {country_name(place.country)}" if place.country else "", place.name,
        f"Also: {aliases}" if aliases else "",
        f"The name shown: {naming.reason}" if naming else "",
        place.lat, place.lon, place.origin, claims, routes, notes.listing())


def show_place(catalog: Catalog, place: Place) -> None:
    """Draw the place's page."""
    st.html(str(place_html(catalog, place)))
