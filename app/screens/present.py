"""The presenter's page: one scene to a screen, large, with its sources; keys turn the scenes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from app.components.map.map_view import Led, show_map
from app.components.map.session_lines import show_extra
from app.components.presenter.presenter import desk
from app.components.theme import sheet
from app.screens.whatif.details import itinerary_lines
from app.session.address_bar import missing_release
from app.session.draft import DRAFT_ID, draft, keep_words, kept, turn_to
from app.session.extra_line import ExtraLine
from app.shared.atlas_cache import Atlas, network_of
from geo.briefing.briefing import Briefing, Scene, read_scene, scene_selection
from geo.briefing.map_names import scene_names
from geo.cartography.scene_frame import scene_bounds
from geo.cartography.scene_key import KeyEntry, scene_key
from geo.cartography.symbols import STATUS_STROKES
from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError
from geo.export.html.markup import joined
from geo.export.html.scene_html import scene_document, sentence_html, sources_in_brief
from geo.export.html.swatch import swatch
from geo.network.itinerary_wording import drawn_criterion
from geo.network.what_if import what_if
from geo.presentation.scene import ShownScene, shown_scene
from geo.query.view import View

_STYLE = Path(__file__).with_name("present.css")
_KEY, _LAST = "present-desk", "present-last"


@dataclass(frozen=True)
class _OnScreen:
    """A scene on the screen: its words, and the view and the routes that its map shows."""

    scene: ShownScene
    written: Scene
    view: View
    catalog: Catalog
    selection: Catalog


def _number(text: str, most: int) -> int:
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 5 else 1


def _find(atlas: Atlas, briefing_id: str) -> Briefing | None:
    if briefing_id == DRAFT_ID:
        return draft() if draft().scenes else None
    return next((briefing for briefing in atlas.briefings
                 if briefing.briefing_id == briefing_id and briefing.scenes), None)


def _on_screen(atlas: Atlas, briefing: Briefing, number: int) -> _OnScreen:
    catalog, why = atlas.catalog, missing_release()
    written = briefing.scenes[number - 1]
    notices = [f"{why[0].lower()}{why[1:]}: this is the newest"] if why else []
    return _OnScreen(shown_scene(catalog, briefing, number, notices), written,
                     read_scene(written, catalog)[0], catalog, scene_selection(catalog, written))


def _head(scene: ShownScene) -> None:
    st.html(str(Markup(
        '<header class="present-head"><p class="present-of"><span>{}</span><b>{} / {}</b></p>'
        '<h1>{}</h1><p class="present-sentence">{}</p></header>').format(
        scene.briefing, scene.number, len(scene.titles), scene.title, sentence_html(scene))))


def _key(entries: Iterable[KeyEntry]) -> Markup:
    items = [Markup('<li><span class="present-lit"></span>{}</li>').format(entry.words)
             if entry.lit else Markup('<li><img alt="" src="{}">{}</li>').format(
                 swatch(entry.colour, STATUS_STROKES[entry.status], entry.basis), entry.words)
             for entry in entries]
    return Markup('<ul class="present-key">{}</ul>').format(joined(items)) if items else Markup("")


def _foot(shown: _OnScreen, fault: str) -> None:
    fault_line = Markup('<p class="present-missing">{}</p>').format(fault) if fault else ""
    st.html(str(Markup('<footer class="present-foot">{}{}{}<p class="present-stand">{}</p></footer>'
                       ).format(_key(scene_key(shown.catalog, shown.written)),
                                sources_in_brief(shown.scene), fault_line,
                                shown.scene.caveat_line)))


def _keys(name: str, shown: _OnScreen | None) -> None:
    """Draw the keys, the notes and the lists; without a scene only what keeps the draft.

    `name` is the briefing's name in the address. The browser's tab is asked for its draft only if
    the draft is shown, because the answer causes a rerun.
    """
    def go_to_scene() -> None:
        scene = getattr(st.session_state.get(_KEY), "go", None)
        if isinstance(scene, int):
            _put_address(name, str(scene))

    def leave() -> None:
        turn_to("atlas", replace(shown.view, release="").items() if shown else [])

    desk(key=_KEY, on_go_change=go_to_scene, on_leave_change=leave,
         on_kept_change=lambda: kept(_KEY),
         data={"keep": keep_words(waits=True) if name == DRAFT_ID else None,
               **({**scene_document(shown.scene), "id": name} if shown else {})})


def _no_scene(briefing_id: str) -> None:
    if briefing_id != DRAFT_ID:
        sentence = "There is no briefing of this name in this release."
    elif keep_words()["heard"]:
        sentence = "This browser tab holds no draft. Load its file under “Briefings”."
    else:
        sentence = "Looking for the draft that this browser tab has kept."
    st.html(str(Markup('<p class="present-none" role="status">{}</p>').format(sentence)))
    if briefing_id == DRAFT_ID:
        _keys(briefing_id, None)
    with st.container(horizontal=True, horizontal_alignment="center"):
        st.button("To the briefings", key="present-to-briefings", on_click=turn_to,
                  args=("briefings", []))


def _put_address(briefing_id: str, scene: str) -> None:
    """Have the address name a scene, of the release that it names already."""
    release = st.query_params.get_all("release")
    st.query_params.from_dict({"briefing": briefing_id, "scene": scene,
                               **({"release": release} if release else {})})


def _address_parts() -> tuple[str, str]:
    """Returns the briefing and the scene that the address names.

    Where it names none, those shown last; they are written to the address, so a reload keeps them.
    """
    if "briefing" not in st.query_params and (last := st.session_state.get(_LAST)):
        _put_address(*last)
    parameters = st.query_params
    return str(parameters.get("briefing", "")), str(parameters.get("scene", "1"))


def _itinerary_lines(atlas: Atlas, view: View) -> tuple[list[ExtraLine], str]:
    """The lines of the itineraries before and after, if the scene asks a what-if question.

    If it has no answer, a sentence says why; an audience sees the rest of the scene all the same.
    """
    if not (view.question.origin and view.question.target):
        return [], ""
    network = network_of(atlas)
    try:
        result = what_if(network, view.question)
    except AtlasError as error:
        return [], f"No itinerary is drawn: {error}."
    best = drawn_criterion(result)
    return [*itinerary_lines(network, result.before[best], "before"),
            *itinerary_lines(network, result.after[best], "after")], ""


def show_present_page(atlas: Atlas) -> None:
    """Shows the scene that the address names; a reload shows it again."""
    briefing_id, scene = _address_parts()
    briefing = _find(atlas, briefing_id)
    st.html(f"<style>{sheet(_STYLE)}</style>")
    with st.container(key="present"):
        if briefing is None:
            _no_scene(briefing_id)
            return
        number = _number(scene, len(briefing.scenes))
        st.session_state[_LAST] = (briefing_id, str(number))
        shown = _on_screen(atlas, briefing, number)
        _head(shown.scene)
        with st.container(key="present-map"):
            show_map(atlas, shown.selection, shown.view, lambda _: None,
                     led=Led(scene_names(shown.catalog, shown.written),
                             scene_bounds(shown.catalog, shown.written)))
            lines, fault = _itinerary_lines(atlas, shown.view)
            show_extra(lines)
        _foot(shown, fault)
        _keys(briefing_id, shown)
