"""Extracts: the routes that a view selects, and all that must be said with them in a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from geo.briefing.briefing import Briefing
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.facets import filter_words
from geo.catalog.selection import only, select_view
from geo.data import datapackage
from geo.data.basemap_document import BasemapDocument
from geo.data.errors import AtlasError
from geo.data.plural import plural
from geo.data.schema import OVERLAY_FLAG
from geo.network.admission import scenario_words, subject_words
from geo.network.graph import Network, build_network
from geo.network.itinerary_wording import drawn_criterion, ends_words
from geo.network.what_if import WhatIf, what_if
from geo.presentation.told_happenings import timeframe_words
from geo.query.scenario import CRITERION_WORDS, Criterion
from geo.query.view import View

LICENCE = datapackage.LICENCE
ATTRIBUTION = ("Corridor Atlas, CC BY 4.0. Borders: Natural Earth (public domain) and "
               "OpenStreetMap contributors (ODbL).")

Progress = Callable[[int, int], None]
"""Called with how many parts of how many are done; it may raise to stop the work."""


class StoppedError(Exception):
    """The reader no longer wants the file."""


def silent(_done: int, _all: int) -> None:
    """Ignores progress: nobody watches it."""


@dataclass(frozen=True)
class Extract:
    """The routes of a view, ready to be written in any format.

    `atlas` is the whole catalog, `select_view` what the view's filter leaves of it. `land` is the
    basemap document of `geo.cartography.web_map.basemap_document` (blank where a format draws no
    map). `briefings` go into the offline pack, whose texts `assets` holds by name; `briefing` is
    the one that is exported by itself. `progress` is called while a file is made. `named` is what a
    scene's map must name where there is room; see `geo.briefing.map_names`. `address` is where the
    atlas is served, `notes_to` the mail address to which readers' notes go; blank where that is not
    known. `kept` are the routes that a scene keeps of its
    view; blank: all.
    """

    atlas: Catalog
    view: View
    land: Mapping[str, Any] = field(default_factory=BasemapDocument, repr=False)
    briefings: tuple[Briefing, ...] = field(default=(), repr=False)
    briefing: Briefing | None = field(default=None, repr=False)
    assets: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    progress: Progress = field(default=silent, repr=False, compare=False)
    named: Mapping[str, str] = field(default_factory=dict, repr=False)
    address: str = ""
    kept: tuple[str, ...] = ()
    notes_to: str = ""

    @cached_property
    def shown(self) -> Catalog:
        """The selection: what the table on screen shows."""
        return only(select_view(self.atlas, self.view), self.kept)

    @property
    def release(self) -> str:
        """The release of the data."""
        return self.atlas.release

    @property
    def as_of(self) -> str:
        """The day against which ages are counted, YYYY-MM-DD."""
        return self.atlas.today.isoformat()

    @cached_property
    def filters(self) -> tuple[str, ...]:
        """The filters of the view in words, a line each; empty where all routes are shown."""
        year = (f"Year: {self.view.year}",) if self.view.year else ()
        when = timeframe_words(self.view)
        happened = (f"What happened: {when}",) if when else ()
        return (*filter_words(self.atlas, self.view.wanted), *year, *happened, *self.asked)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The question of the view in words, or why it has no answer."""
        question, (result, fault) = self.view.question, self._answer
        if not (result or fault):
            return ()
        ends = (ends_words(self.atlas, result, self.drawn_by) if result else " to ".join(
            subject_words(self.atlas, end) for end in (question.origin, question.target)))
        scenario = (
            scenario_words(self.atlas, question.scenario)
            if result
            else f"no itinerary is sought: {fault}"
        )
        criterion = (
            f" Drawn: {CRITERION_WORDS[question.best].lower()}." if result and question.best else ""
        )
        return (f"What if, {ends}: {scenario}{criterion}",)

    @cached_property
    def network(self) -> Network:
        """The corridors as a network, to answer a scenario."""
        return build_network(self.atlas)

    @cached_property
    def _answer(self) -> tuple[WhatIf | None, str]:
        """The answer to the view's question, or a sentence on why it has none."""
        question = self.view.question
        if not (question.origin and question.target):
            return None, ""
        try:
            return what_if(self.network, question), ""
        except AtlasError as error:
            return None, str(error)

    @property
    def what_if(self) -> WhatIf | None:
        """The itineraries of the view's question; None where it has no answer.

        Why there is none is said among the `filters`, and in `no_what_if`.
        """
        return self._answer[0]

    @property
    def no_what_if(self) -> str:
        """The reason why there are no itineraries to write; blank where there are."""
        result, fault = self._answer
        return "" if result else fault or "no two ends are named; give a link of the what-if page"

    @cached_property
    def drawn_by(self) -> Criterion:
        """The criterion of the itineraries that are drawn, as on the page."""
        return drawn_criterion(self.what_if) if self.what_if else "length"

    @property
    def opened(self) -> RouteEntry | None:
        """The route that is open, if one is."""
        return self.atlas.entry(self.view.opened)

    @cached_property
    def colophon(self) -> tuple[tuple[str, str], ...]:
        """Name and text of what every file carries: release, day, filters, licence."""
        overlay = (("overlay", self.overlay_words),) if self.overlay_words else ()
        shown_count, all_count = self.routes
        return (("release", self.release), ("as of", self.as_of),
                ("filters", "; ".join(self.filters) or "none: all routes"),
                ("routes", f"{shown_count} of {all_count}"), *overlay,
                ("licence", LICENCE), ("attribution", ATTRIBUTION))

    @cached_property
    def routes(self) -> tuple[int, int]:
        """The number of routes of the atlas that are shown, and of all; no overlay counts."""
        return (len(self.shown.entries) - len(self.shown.overlays),
                len(self.atlas.entries) - len(self.atlas.overlays))

    @cached_property
    def overlay_words(self) -> str:
        """`2 of 3 lines: overlay, not part of the atlas`; blank where there is no overlay."""
        shown_count, all_count = len(self.shown.overlays), len(self.atlas.overlays)
        return (
            f"{shown_count} of {plural(all_count, 'line')}: {OVERLAY_FLAG}" if all_count else ""
        )
