"""The text beside the map while no route is open: how to read the map."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.components.theme import swatch
from geo.cartography.shapes import MAP_PALETTE
from geo.cartography.symbols import STATUS_STROKES
from geo.catalog.catalog import Catalog
from geo.catalog.summary import contents_words
from geo.data.schema import BASES

_INK = MAP_PALETTE["ink"]


def show_welcome(catalog: Catalog) -> None:
    """Shows a short key to the map, with counts from the data."""
    contents, references = contents_words(catalog, catalog.claims)
    references_note = f" Beside them stand {references}." if references else ""
    bases = Markup("").join(
        Markup('<li><img alt="" src="{}"> <strong>{}</strong>: {} <span class="atlas-more">{}'
               "</span></li>").format(
            swatch(_INK, STATUS_STROKES["operating"], name), name.capitalize(), meaning,
            sum(entry.alignment.basis == name for entry in catalog.entries))
        for name, meaning in BASES.items())
    st.html(str(Markup(
        '<article class="atlas-dossier" tabindex="0">'
        '<p class="atlas-eyebrow">How to read the map</p>'
        "<h2>{}</h2>"
        "<p>Each number in this atlas is a claim that somebody printed. Open a route to see every "
        "claim about it, whose it is, when it was made and on which lines of which document. "
        "Where documents differ, all are shown. Where none says anything, the atlas says “not in "
        "the sources”.{}</p>"
        "<h3>Colour and dash</h3><p>Colour says what moves along a line; the dash says how far it "
        "has come. Both are drawn beside the filters.</p>"
        '<h3>How sure a line is</h3><ul class="atlas-key">{}</ul>'
        "<p>A pale band with dots is an idea on paper: nobody has published where it would run."
        "</p></article>").format(contents, references_note, bases)))
