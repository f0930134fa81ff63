"""What is taken away: the routes a view asks for, and all that must be said with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from geo.address import View
from geo.briefing import Briefing
from geo.catalog import Catalog, RouteEntry
from geo.legend import filter_words
from geo.shown import shown

LICENCE = "CC BY 4.0"
ATTRIBUTION = ("Corridor Atlas, CC BY 4.0. Borders: Natural Earth (public domain) and "
               "OpenStreetMap contributors (ODbL).")
INDICATIVE = "Indicative alignment: the line is {basis}, not surveyed."

Progress = Callable[[int, int], None]
"""Told how many parts of how many are done; it may raise to stop the work."""


class StoppedError(Exception):
    """The reader no longer wants the file."""


def silent(_done: int, _all: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Extract:
    """The routes of a view, ready to be written in any format.

    `atlas` is the whole catalog, `shown` what the view's filter leaves of it. `land` is the
    basemap document of `geo.layers.basemap_document` (blank where a format draws no map).
    `briefings` go into the offline pack, whose texts `assets` holds by name; `briefing` is the one
    that is exported by itself.
    """

    atlas: Catalog
    view: View
    land: Mapping[str, Any] = field(default_factory=dict, repr=False)
    briefings: tuple[Briefing, ...] = field(default=(), repr=False)
    briefing: Briefing | None = field(default=None, repr=False)
    assets: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    progress: Progress = field(default=silent, repr=False, compare=False)

    @cached_property
    def shown(self) -> Catalog:
        """The selection: what the table on screen shows."""
        return shown(self.atlas, self.view)

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
        """What the view asks for, in words, a line each; empty where all routes are shown."""
        year = (f"Year: {self.view.year}",) if self.view.year else ()
        return (*filter_words(self.atlas, self.view.wanted), *year)

    @property
    def opened(self) -> RouteEntry | None:
        """The route that is open, if one is."""
        return self.atlas.entry(self.view.opened)

    @cached_property
    def colophon(self) -> tuple[tuple[str, str], ...]:
        """Name and text of what every file carries: release, day, filters, licence."""
        return (("release", self.release), ("as of", self.as_of),
                ("filters", "; ".join(self.filters) or "none: all routes"),
                ("routes", f"{len(self.shown.entries)} of {len(self.atlas.entries)}"),
                ("licence", LICENCE), ("attribution", ATTRIBUTION))
