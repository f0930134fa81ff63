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


def latest_html(key: MapKey, after: Markup = _NOTHING) -> Markup:
    """Returns what happened last, with `after` below it; nothing where nothing has happened."""
    items = joined(Markup('<li><strong>{}</strong> {}: {}{}<br><span class="atlas-who">{}</span>'
                          "</li>").format(each.when, each.subject.name, each.what.text,
                                          each.scope, each.who) for each in key.latest)
    return Markup("<h3>What happened last</h3>{}{}").format(
        tagged("ul", items, "atlas-happened"), after) if items else _NOTHING


def reading_html(key: MapKey) -> Markup:
    """Returns how to read the map, folded."""
    bases = joined(
        Markup('<li><img alt="" src="{}"> <strong>{}</strong>: {} <span class="atlas-more">{}'
               "</span></li>").format(
            swatch(_INK, STATUS_STROKES["operating"], basis.basis_id), basis.name, basis.meaning,
            basis.count) for basis in key.bases)
    return Markup(
        '<details class="atlas-part"><summary><h3>How to read the map</h3></summary><p>{}.</p>{}'
        '<h4>Colour, dash and width</h4><p>{}</p><h4>How sure a line is</h4>'
        '<ul class="atlas-key">{}</ul><p>{}</p></details>').format(
        key.contents, joined(tagged("p", words) for words in key.paragraphs), STROKES, bases, IDEAS)


def map_key_html(key: MapKey, head: Markup, after_latest: Markup = _NOTHING) -> Markup:
    """Returns the key as markup: an article like a dossier, under a `head` on what is shown.

    `after_latest` follows what happened last.
    """
    return Markup('<article class="atlas-dossier" tabindex="0">{}{}{}</article>').format(
        head, latest_html(key, after_latest), reading_html(key))
