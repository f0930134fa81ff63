"""Downloads of what is shown: links to files that the server makes when they are asked for."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import urlencode

from app.components.component import component
from app.session.draft import draft
from app.session.overlay import overlay_body
from geo.briefing.briefing import Briefing, new_id
from geo.catalog.catalog import Catalog
from geo.data.plural import plural
from geo.export.registry import FORMATS, GROUPS
from geo.query.view import View


def _file(name: str, what: str, title: str) -> dict[str, object]:
    made = FORMATS[name]
    return {"what": what, "format": name, "slow": made.slow, "title": title,
            "hint": f"For {made.meant_for}."}


_OFFERS = [{"title": title, "files": [
    _file(name, what, words) for name, made in FORMATS.items() if made.group == group
    for what, words in made.whats.items()]} for group, title in GROUPS.items()]
_SLIDES = [{"title": "", "files": [_file("pptx", "briefing", "Slides (PowerPoint)")]}]
_HTML = ('<nav class="atlas-downloads" aria-label="Downloads"><div></div>'
         '<p class="atlas-making" role="status" hidden><span></span>'
         '<progress max="1" value="0"></progress><button type="button">Cancel</button></p></nav>')

_downloads = component(
    "downloads", _HTML, Path(__file__).with_name("downloads.js"), OFFERS=json.dumps(_OFFERS)
)
_slides = component(
    "slides", _HTML, Path(__file__).with_name("downloads.js"), OFFERS=json.dumps(_SLIDES)
)
_packed = component("packed", "<div hidden></div>", Path(__file__).with_name("session_overlay.js"))
"""A reader's overlay and draft, apart from what changes with the filters: they travel once."""


def _offered(shown: Catalog, view: View) -> list[str]:
    """What can be made of a view: a dossier of the open route, ways where two ends are named."""
    asked = view.question
    return ["routes", "claims", "print",
            *(["dossier"] if shown.entry(view.opened) else []),
            *(["itineraries"] if asked.origin and asked.target else [])]


def show_slides(key: str, briefing: Briefing, *, shipped: bool) -> None:
    """The slides of a briefing; one that does not ship is sent along with the order."""
    _slides(key=key, data={
        "briefing": None if shipped else asdict(briefing), "own": False, "draft": False, "said": "",
        "query": urlencode({"briefing": briefing.briefing_id}) if shipped else "",
        "offered": ["briefing"]})


def show_downloads(shown: Catalog, view: View) -> None:
    """Links by group, each with the view in its address, so that it can be sent on.

    Where the session has an overlay, the page sends it along with every order; where it has a
    briefing of its own, with that of the offline pack.
    """
    overlay, made = overlay_body(), draft()
    briefing = asdict(replace(made, briefing_id=new_id(made.title))) if made.scenes else None
    own = len(shown.overlays)
    count = len(shown.entries) - own
    lines = f" and {plural(own, 'line')} of your overlay" if overlay else ""
    if overlay or briefing:
        _packed(key="packed", data={"overlay": overlay, "briefing": briefing})
    _downloads(key="downloads", data={
        "own": overlay is not None, "draft": briefing is not None,
        "query": urlencode(view.items()),
        "said": f"{plural(count, 'route')}{lines}, release {shown.release}, with "
                "the filters, borders and year on screen",
        "offered": _offered(shown, view)})
