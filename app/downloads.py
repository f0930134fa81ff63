"""Downloads of what is shown: links to files that the server makes when they are asked for."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import urlencode

from app.component import component
from app.overlay import overlay_body
from geo.address import View
from geo.briefing import Briefing
from geo.catalog import Catalog
from geo.export import FORMATS, GROUPS
from geo.plural import plural

_downloads = component(
    "downloads",
    '<nav class="atlas-downloads" aria-label="Downloads"><div></div>'
         '<p class="atlas-making" role="status" hidden><span></span>'
         '<progress max="1" value="0"></progress><button type="button">Cancel</button></p></nav>',
    "downloads.js")


def _offered(shown: Catalog, view: View) -> frozenset[str]:
    """What can be made of a view: a dossier of the open route, ways where two ends are named."""
    asked = view.question
    return frozenset(("routes", "facts", "print",
                      *(("dossier",) if shown.entry(view.opened) else ()),
                      *(("ways",) if asked.origin and asked.target else ())))


def show_slides(key: str, briefing: Briefing, *, shipped: bool) -> None:
    """The slides of a briefing; one that does not ship is sent along with the order."""
    made = FORMATS["pptx"]
    _downloads(key=key, data={
        "briefing": None if shipped else asdict(briefing), "said": "",
        "query": urlencode({"briefing": briefing.briefing_id}) if shipped else "",
        "groups": [{"title": "", "files": [
            {"what": "briefing", "format": "pptx", "slow": made.slow,
             "title": "Slides (PowerPoint)", "hint": f"For {made.meant_for}."}]}]})


def _files(group: str, offered: frozenset[str]) -> list[dict[str, object]]:
    return [{"what": what, "format": name, "slow": made.slow,
             "title": title, "hint": f"For {made.meant_for}."}
            for name, made in FORMATS.items() if made.group == group
            for what, title in made.whats.items() if what in offered]


def show_downloads(shown: Catalog, view: View) -> None:
    """Links by group, each with the view in its address, so that it can be sent on.

    Where the session has an overlay, the page sends it along with every order.
    """
    offered, overlay = _offered(shown, view), overlay_body()
    own = len(shown.overlays)
    count = len(shown.entries) - own
    lines = f" and {plural(own, 'line')} of your overlay" if overlay else ""
    _downloads(key="downloads", data={
        "overlay": overlay,
        "query": urlencode(view.items()),
        "said": f"{plural(count, 'route')}{lines}, release {shown.release}, with "
                "the filters, borders and year on screen",
        "groups": [{"title": title, "files": files} for group, title in GROUPS.items()
                   if (files := _files(group, offered))]})
