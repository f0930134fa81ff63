"""Markup of the key to the map."""

from __future__ import annotations

from markupsafe import Markup

from geo.cartography.shapes import MAP_PALETTE
from geo.cartography.symbols import STATUS_STROKES
from geo.export.html.markup import joined, tagged
from geo.export.html.swatch import swatch
from geo.presentation.map_key import IDEAS, STROKES, MapKey

_INK = MAP_PALETTE["ink"]
_NOTHING = Markup("")


def map_key_html(key: MapKey, after_latest: Markup = _NOTHING) -> Markup:
    """Returns the key as markup: an article like a dossier.

    `after_latest` follows what happened last.
    """
    latest = joined(Markup('<li><strong>{}</strong> {}: {}{}<br><span class="atlas-who">{}</span>'
                           "</li>").format(each.when, each.subject.name, each.what.text,
                                           each.scope, each.who) for each in key.latest)
    happened = Markup("<h3>What happened last</h3>{}{}").format(
        tagged("ul", latest, "atlas-happened"), after_latest) if latest else _NOTHING
    bases = joined(
        Markup('<li><img alt="" src="{}"> <strong>{}</strong>: {} <span class="atlas-more">{}'
               "</span></li>").format(
            swatch(_INK, STATUS_STROKES["operating"], basis.basis_id), basis.name, basis.meaning,
            basis.count) for basis in key.bases)
    return Markup(
        '<article class="atlas-dossier" tabindex="0"><p class="atlas-eyebrow">How to read the map'
        "</p><h2>{}</h2>{}{}<h3>Colour, dash and width</h3><p>{}</p>"
        '<h3>How sure a line is</h3><ul class="atlas-key">{}</ul><p>{}</p></article>').format(
        key.contents, joined(tagged("p", words) for words in key.paragraphs), happened, STROKES,
        bases, IDEAS)
