"""Markup of what the map shows now."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from markupsafe import Markup

from geo.cartography.symbols import STATUS_STROKES
from geo.export.html.markup import joined, name_markup, tagged
from geo.export.html.swatch import swatch
from geo.presentation.shown_now import ShownName, ShownNow


def now_head(now: ShownNow) -> Markup:
    """Returns the line and the sentence that say what is shown."""
    return Markup("{}<h2>{}</h2>{}").format(
        tagged("p", now.about, "atlas-eyebrow"), now.title,
        tagged("p", now.progress, "atlas-progress"))


def _names(names: Iterable[ShownName], openable: Container[str], colours: Mapping[str, str]
           ) -> Markup:
    def chip(subject: str) -> Markup:
        if subject not in colours:
            return Markup("")
        return Markup('<img alt="" src="{}">').format(
            swatch(colours[subject], STATUS_STROKES["operating"]))

    return tagged("ul", joined(Markup('<li>{}{} <span class="atlas-more">{}</span></li>').format(
        chip(each.name.opens_id), name_markup(each.name, openable), each.words)
        for each in names), "atlas-ways")


def now_html(now: ShownNow, openable: Container[str], colours: Mapping[str, str]) -> Markup:
    """Returns what is shown with its corridors and routes, for a page that opens their names.

    `colours` are those of corridors, by id.
    """
    corridors = _names(now.corridors, openable, colours)
    return now_head(now) + (
        Markup("<h3>Corridors</h3>{}").format(corridors) if corridors else Markup("")
        ) + _names(now.routes, openable, {})
