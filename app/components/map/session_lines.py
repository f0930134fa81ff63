"""Lines that only one session sees: itineraries of a scenario, a reader's own overlay.

They never go into a served folder, a cache or a template: the page's own component passes them to
the map's frame as data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.components.component import component
from app.session.extra_line import ExtraLine

_extra = component("extra", "<div hidden></div>", Path(__file__).with_name("session_lines.js"))


def show_extra(lines: Sequence[ExtraLine], routes: Sequence[Mapping[str, Any]] = ()) -> None:
    """Draw these lines on the map of the page, and no others.

    `routes` are those that a filter may leave out, as `told_routes` has them.
    """
    _extra(key="extra", data={"lines": [asdict(line) for line in lines], "routes": list(routes)})
