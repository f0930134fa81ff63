"""Downloads of the selection: links to files that the server makes on request."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import urlencode

from app.components.component import component
from app.session.draft import draft
from app.session.overlay import overlay_body
from app.session.turn import answered_turn
from geo.briefing.briefing import Briefing, new_id
from geo.catalog.catalog import Catalog
from geo.catalog.series import drawn_series
from geo.data.plural import plural
from geo.export.itinerary_table import FULL_ROUTES
from geo.export.registry import FORMATS, GROUPS
from geo.presentation.data_tables import relevant_claims
from geo.query.view import View


def _file(name: str, what: str, title: str) -> dict[str, object]:
    file_format = FORMATS[name]
    return {"what": what, "format": name, "slow": file_format.slow, "title": title,
            "hint": f"For {file_format.meant_for}."}


_OFFERS = [{"title": title, "files": [
    _file(name, what, words) for name, entry in FORMATS.items() if entry.group == group
    for what, words in entry.whats.items()]} for group, title in GROUPS.items()]
_EVENTS = [{"title": "", "files": [
    _file(name, "events", entry.whats["events"]) for name, entry in FORMATS.items()
    if "events" in entry.whats]}]
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
_events = component(
    "events", _HTML, Path(__file__).with_name("downloads.js"), OFFERS=json.dumps(_EVENTS)
)
_packed = component("packed", "<div hidden></div>", Path(__file__).with_name("session_overlay.js"))
"""Sends a reader's overlay and draft once, apart from the data that changes with the filters."""


def _offered_files(shown: Catalog, view: View) -> list[str]:
    """The files offered for a view, some of them only if a route is open or a question asked."""
    question = view.question
    subjects = dict.fromkeys(claim.subject_id for claim in relevant_claims(shown))
    has_series = any(drawn_series(shown, subject) for subject in subjects)
    return ["routes", FULL_ROUTES, "claims", "events", "print", *(["series"] if has_series else []),
            *(["dossier"] if shown.entry(view.opened) else []),
            *(["itineraries"] if question.origin and question.target else [])]


def show_event_files(shown: Catalog, view: View) -> None:
    """Show links to the files of what happened, each with the view in its address."""
    _events(key="events-files", data={
        "turn": answered_turn(),
        "own": False, "draft": False, "query": urlencode(view.items()),
        "said": f"What happened, release {shown.release}, with the filters and dates on screen",
        "offered": ["events"]})


def show_slides(key: str, briefing: Briefing, *, shipped: bool) -> None:
    """Show the download of a briefing's slides; a reader's own briefing is sent with the order."""
    _slides(key=key, data={
        "turn": answered_turn(),
        "briefing": None if shipped else asdict(briefing), "own": False, "draft": False, "said": "",
        "query": urlencode({"briefing": briefing.briefing_id}) if shipped else "",
        "offered": ["briefing"]})


def show_downloads(shown: Catalog, view: View) -> None:
    """Show links by group, each with the view in its address, so that it can be shared.

    What is ordered before the server has answered the last turn of the page waits for that answer.
    If the session has an overlay, the page sends it with every order; if it has a draft, with the
    order of the offline pack.
    """
    overlay, own = overlay_body(), draft()
    briefing = asdict(replace(own, briefing_id=new_id(own.title))) if own.scenes else None
    own_lines = len(shown.overlays)
    count = len(shown.entries) - own_lines
    lines_note = f" and {plural(own_lines, 'line')} of your overlay" if overlay else ""
    if overlay or briefing:
        _packed(key="packed", data={"overlay": overlay, "briefing": briefing})
    _downloads(key="downloads", data={
        "turn": answered_turn(),
        "own": overlay is not None, "draft": briefing is not None,
        "query": urlencode(view.items()),
        "said": f"{plural(count, 'route')}{lines_note}, release {shown.release}, with "
                "the filters, borders and year on screen",
        "offered": _offered_files(shown, view)})
