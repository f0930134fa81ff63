"""Downloads of what is shown: links to files that the server makes when they are asked for."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from geo.address import View
from geo.catalog import Catalog
from geo.export import FORMATS, GROUPS

_ASSETS = Path(__file__).parent / "assets"
_downloads = st.components.v2.component(
    "atlas_downloads",
    html='<nav class="atlas-downloads" aria-label="Downloads"><div></div>'
         '<p class="atlas-making" role="status" hidden><span></span>'
         '<progress max="1" value="0"></progress><button type="button">Cancel</button></p></nav>',
    js=(_ASSETS / "downloads.js").read_text(encoding="utf-8"), isolate_styles=False)


def _files(group: str, view: View, *, one: bool) -> list[dict[str, object]]:
    query = urlencode(view.items())
    return [{"what": what, "format": name, "slow": made.slow,
             "title": title, "hint": f"For {made.meant_for}.",
             "url": f"{what}.{name}{f'?{query}' if query else ''}"}
            for name, made in FORMATS.items() if made.group == group
            for what, title in made.whats.items()
            if what != "briefing" and (what != "dossier" or one)]


def show_downloads(shown: Catalog, view: View) -> None:
    """Links by group, each with the view in its address, so that it can be sent on.

    The dossier is offered while a route is open.
    """
    one = shown.entry(view.opened) is not None
    count = len(shown.entries)
    _downloads(key="downloads", data={
        "said": f"{count} route{'' if count == 1 else 's'}, release {shown.release}, with the "
                "filters, borders and year on screen",
        "groups": [{"title": title, "files": files} for group, title in GROUPS.items()
                   if (files := _files(group, view, one=one))]})
