"""The page of briefings: those of the data, and a draft that a reader makes from views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from app.components.downloads.downloads import show_slides
from app.components.presenter.presenter import keep_draft, show_notice
from app.components.presenter.scene_pictures import draw_pictures
from app.components.theme import sheet
from app.session.draft import DRAFT_ID, NOTICE, SCENE, add_scene, draft, put, take, turn_to
from app.session.interaction import touch
from app.shared.atlas_cache import Atlas, network_of
from geo.briefing.briefing import (
    MAX_CITES,
    MAX_NOTES,
    MAX_SCENES,
    MAX_SENTENCE,
    MAX_TITLE,
    Briefing,
    BriefingError,
    Scene,
    cite_of,
    claim_index,
    known_names,
    new_id,
    read_briefing,
    read_scene,
    renumber_marks,
    scene_selection,
    view_text,
    write_briefing,
)
from geo.catalog.catalog import Catalog
from geo.catalog.facets import filter_words
from geo.catalog.selection import select_view
from geo.checks.briefings import problems
from geo.claims.wording import date_words, lines_words, value_words, who_words
from geo.data.attributes import ATTRIBUTES
from geo.data.errors import Problem
from geo.data.plural import plural
from geo.data.records import Claim
from geo.export.html.markup import joined
from geo.presentation.view_title import view_title
from geo.query.view import View, link_items, read_view

_STYLE = Path(__file__).with_name("briefings.css")
_FILE = "briefing-file"


def _present(briefing_id: str) -> None:
    turn_to("present", [("briefing", briefing_id), ("scene", "1")])


def _change(index: int, **parts: Any) -> None:  # noqa: ANN401 - fields of a Scene
    scenes = list(draft().scenes)
    scenes[index] = replace(scenes[index], **parts)
    put(replace(draft(), scenes=tuple(scenes)))


def _move(start: int, end: int) -> None:
    """Move a scene to another place; the scene that is being edited stays open."""
    scenes = list(draft().scenes)
    places = list(range(len(scenes)))
    scenes.insert(end, scenes.pop(start))
    places.insert(end, places.pop(start))
    put(replace(draft(), scenes=tuple(scenes)))
    if (opened := st.session_state.get(SCENE)) in places:
        st.session_state[SCENE] = places.index(opened)


def _copy(index: int) -> None:
    """Put a copy of a scene after it, and open it for editing."""
    scenes = draft().scenes
    if len(scenes) >= MAX_SCENES:
        touch()
        st.session_state[NOTICE] = (f"The scene was not copied: a briefing has {MAX_SCENES} scenes "
                                    "at most.")
        return
    put(replace(draft(), scenes=(*scenes[:index + 1], *scenes[index:])))
    st.session_state[SCENE] = index + 1


def _keep_all(index: int) -> None:
    """Have a scene draw all routes of its view again."""
    _change(index, routes=())


def _remove(index: int) -> None:
    scenes = draft().scenes
    put(replace(draft(), scenes=scenes[:index] + scenes[index + 1:]))
    st.session_state.pop(SCENE, None)


def _show_problems(problems_found: list[Problem], prefix: str = "") -> None:
    if problems_found:
        items = Markup("").join(Markup("<li><b>{}:</b> {}</li>").format(
            problem.field.removeprefix(prefix).capitalize(), problem.message)
            for problem in problems_found)
        st.html(str(Markup('<ul class="briefing-problems" aria-label="To put right">{}</ul>'
                           ).format(items)))


def _strip(briefing: Briefing) -> Iterator[Markup]:
    """Yields the pictures of a briefing's scenes, each a link to it on the presenter's page."""
    for number, scene in enumerate(briefing.scenes, 1):
        address = urlencode({"briefing": briefing.briefing_id, "scene": number})
        yield Markup('<li><a href="present?{}" target="_self"><span class="scene-frame" '
                     'data-scene-picture="{}-{}"></span><span>{}</span></a></li>').format(
            address, briefing.briefing_id, number, scene.title)


def _shipped(atlas: Atlas) -> None:
    for briefing in atlas.briefings:
        with st.container(key=f"briefing-{briefing.briefing_id}"):
            st.html(str(Markup(
                '<article class="briefing-card"><h2>{}</h2><p>{}</p>'
                '<ol class="briefing-strip">{}</ol></article>').format(
                briefing.title, briefing.summary, joined(_strip(briefing)))))
            _show_problems(problems(briefing, network_of(atlas)))
            with st.container(horizontal=True):
                st.button("Present", key=f"present-{briefing.briefing_id}", type="primary",
                          on_click=_present, args=(briefing.briefing_id,))
                st.button("Take as your draft", key=f"take-{briefing.briefing_id}", on_click=take,
                          args=(briefing,), help="Replaces the draft below; save that first.")
                st.download_button("Save as a file", write_briefing(briefing),
                                   key=f"save-{briefing.briefing_id}", mime="application/json",
                                   file_name=f"{briefing.briefing_id}.json", on_click="ignore")
                show_slides(f"slides-{briefing.briefing_id}", briefing, shipped=True)


def _load() -> None:
    touch()
    file = st.session_state.get(_FILE)
    if file is None:
        return
    try:
        take(read_briefing(file.getvalue()))
        st.session_state[NOTICE] = f"{file.name} is now your draft."
    except BriefingError as error:
        st.session_state[NOTICE] = f"{file.name} was not loaded. {error}"


def _head_changed(part: str) -> None:
    parts: dict[str, Any] = {part: st.session_state[f"draft-{part}"]}
    put(replace(draft(), **parts))


def _scene_changed(index: int, part: str) -> None:
    _change(index, **{part: st.session_state[f"scene-{part}"]})


def _cites_changed(index: int) -> None:
    scene, cites = draft().scenes[index], tuple(st.session_state["scene-cites"])
    _change(index, cites=cites, sentence=renumber_marks(scene.sentence, scene.cites, cites),
            notes=renumber_marks(scene.notes, scene.cites, cites))


def _view_changed(catalog: Catalog, index: int) -> None:
    view, ignored = read_view(link_items(st.session_state["scene-view"]), known_names(catalog))
    _change(index, view=view_text(replace(view, release="")))
    if ignored:
        st.session_state[NOTICE] = ("Part of the link is not known here and was left out: "
                                     f"{', '.join(ignored)}.")


def _view_words(catalog: Catalog, scene: Scene) -> str:
    view, _ = read_scene(scene, catalog)
    parts = [*filter_words(catalog, view.wanted)]
    parts += [f"open: {catalog.name_of(view.opened)}"] if view.opened else []
    parts += [f"year: {view.year}"] if view.year else []
    if scene.routes:
        of_view = len(select_view(catalog, view).entries)
        parts += [f"{len(scene_selection(catalog, scene).entries)} of {plural(of_view, 'route')}"]
    return " · ".join(parts) or "all routes"


def _claim_words(catalog: Catalog, claims: Mapping[str, tuple[Claim, ...]], cite: str) -> str:
    if cite not in claims:
        return f"Not in this release: {cite}"
    claim, source = claims[cite][0], catalog.sources[claims[cite][0].source_id]
    values = ", ".join(dict.fromkeys(value_words(other) for other in claims[cite]))
    return (
        f"{catalog.name_of(claim.subject_id)} · {ATTRIBUTES[claim.attribute].label}: {values} · "
        f"{who_words(source)}, as of {date_words(claim.as_of)}, {lines_words(claim.lines)}"
    )


def _cite_options(catalog: Catalog, scene: Scene, claims: Mapping[str, tuple[Claim, ...]]
                  ) -> list[str]:
    """The claims the scene cites, then all others, those about the open subject first."""
    opened = read_scene(scene, catalog)[0].opened
    entry = catalog.entry(opened)
    near = {opened, *(entry.route.corridor_ids if entry else ())}
    ordered = sorted(catalog.claims, key=lambda claim: (
        claim.subject_id not in near, catalog.name_of(claim.subject_id), claim.attribute))
    return list(dict.fromkeys((*scene.cites, *(cite_of(claim, claims) for claim in ordered))))


def _editor(catalog: Catalog, index: int, scene: Scene) -> None:
    claims = claim_index(catalog.claims)
    for part in ("title", "sentence", "notes", "view"):
        st.session_state[f"scene-{part}"] = getattr(scene, part)
    st.session_state["scene-cites"] = list(scene.cites)
    changed = partial(_scene_changed, index)
    st.text_input("Title of the scene", key="scene-title", max_chars=MAX_TITLE, on_change=changed,
                  args=("title",))
    st.text_area("The sentence to be said", key="scene-sentence", max_chars=MAX_SENTENCE,
                 height=110, on_change=changed, args=("sentence",),
                 help="Write [1] where the note of the first claim belongs. A claim marked "
                      "nowhere stands at the end of the sentence.")
    st.multiselect("Claims it rests on", _cite_options(catalog, scene, claims),
                   format_func=partial(_claim_words, catalog, claims), key="scene-cites",
                   max_selections=MAX_CITES, on_change=_cites_changed, args=(index,),
                   placeholder="Type a route, an attribute or a source", select_all=False)
    if scene.cites:
        st.html(str(Markup('<ol class="briefing-cites">{}</ol>').format(Markup("").join(
            Markup("<li>{}</li>").format(_claim_words(catalog, claims, cite))
            for cite in scene.cites))))
    st.text_area("Notes for the speaker", key="scene-notes", max_chars=MAX_NOTES, height=150,
                 on_change=changed, args=("notes",),
                 help="What a challenger will ask, and where the answer is printed.")
    with st.expander("Set the view by a link copied from the atlas"):
        st.text_input("The view as a link", key="scene-view", max_chars=MAX_NOTES,
                      on_change=_view_changed, args=(catalog, index))
    with st.container(horizontal=True, gap="small"):
        st.button("See it in the atlas", key="scene-see", on_click=turn_to,
                  args=("atlas", read_scene(scene, catalog)[0].items()))
        if scene.routes:
            st.button("Draw all routes of the view", key="scene-all", on_click=_keep_all,
                      args=(index,))


def _row(catalog: Catalog, index: int, scene: Scene, to_mend: list[Problem]) -> None:
    last, is_open = len(draft().scenes) - 1, st.session_state.get(SCENE) == index
    note = f" · {plural(len(to_mend), 'point')} to put right" if to_mend else ""
    st.html(str(Markup(
        '<div class="briefing-scene" data-scene-row="{}" title="Drag to another place">'
        '<span class="scene-frame" data-scene-picture="draft-{}"></span>'
        "<div><h3>{}. {}</h3><p>{}{}</p></div></div>").format(
        index, index + 1, index + 1, scene.title or "Untitled", _view_words(catalog, scene), note)))

    def opened() -> None:
        touch()
        st.session_state[SCENE] = None if is_open else index

    with st.container(horizontal=True, gap="small"):
        st.button("Close" if is_open else "Edit", key=f"scene-edit-{index}", on_click=opened)
        st.button("Up", key=f"scene-up-{index}", on_click=_move, args=(index, index - 1),
                  disabled=index == 0)
        st.button("Down", key=f"scene-down-{index}", on_click=_move, args=(index, index + 1),
                  disabled=index == last)
        st.button("Duplicate", key=f"scene-copy-{index}", on_click=_copy, args=(index,))
        st.button("Remove", key=f"scene-remove-{index}", on_click=_remove, args=(index,))
    if is_open:
        with st.container(key="scene-editor", border=True):
            _show_problems(to_mend, f"scene {index + 1} ")
            _editor(catalog, index, scene)


def _files(atlas: Atlas) -> None:
    briefing = draft()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button("Present the draft", key="present-draft", type="primary", on_click=_present,
                  args=(DRAFT_ID,), disabled=not briefing.scenes)
        st.button("Add a scene of all routes", key="scene-add", on_click=add_scene,
                  args=(View(), view_title(atlas.catalog, View())))
        named = replace(briefing, briefing_id=new_id(briefing.title))
        st.download_button("Save as a file", write_briefing(named), key="save-draft",
                           file_name=f"{named.briefing_id}.json", mime="application/json",
                           on_click="ignore", disabled=not briefing.scenes)
        if briefing.scenes:
            show_slides("slides-draft", briefing, shipped=False)
        st.button("Discard the draft", key="draft-discard", on_click=take,
                  args=(Briefing(DRAFT_ID, ""),), disabled=briefing == Briefing(DRAFT_ID, ""))
    st.file_uploader("Load a briefing from a file: it replaces the draft", type="json", key=_FILE,
                     max_upload_size=1, on_change=_load)


def _draft(atlas: Atlas) -> None:
    briefing, catalog = draft(), atlas.catalog
    st.html('<h2 class="briefing-title">Your own</h2><p class="briefing-lead">Set the map up in '
            "the atlas and press “Add as scene”; here, say what it shows and cite the claims. This "
            "browser tab keeps the draft over a reload and forgets it when it is closed: save it "
            "as a file to keep it.</p>")
    show_notice()
    _files(atlas)
    for part in ("title", "summary"):
        st.session_state[f"draft-{part}"] = getattr(briefing, part)
    st.text_input("Title", key="draft-title", max_chars=MAX_TITLE, on_change=_head_changed,
                  args=("title",))
    st.text_input("Summary", key="draft-summary", max_chars=MAX_SENTENCE,
                  on_change=_head_changed, args=("summary",))
    if not briefing.scenes:
        st.html('<p class="briefing-lead">There is no scene yet.</p>')
        return
    to_mend = problems(briefing, network_of(atlas))
    _show_problems([problem for problem in to_mend if not problem.field.startswith("scene ")])
    for index, scene in enumerate(briefing.scenes):
        _row(catalog, index, scene,
             [problem for problem in to_mend if problem.field.startswith(f"scene {index + 1} ")])


def show_briefing_page(atlas: Atlas) -> None:
    """Shows the briefings of the data, and the reader's draft."""
    st.html(f"<style>{sheet(_STYLE)}</style>")
    st.html('<header class="atlas-head"><h1>Briefings</h1><p>scenes to speak to: a map, a sentence '
            "and its sources</p></header>")
    with st.container(key="briefings"):
        # First, so that the tab holds a change before the page can show it as made.
        keep_draft()
        _shipped(atlas)
        _draft(atlas)
        scenes = {f"{briefing.briefing_id}-{number}": scene
                  for briefing in atlas.briefings
                  for number, scene in enumerate(briefing.scenes, 1)}
        scenes |= {f"draft-{number}": scene for number, scene in enumerate(draft().scenes, 1)}
        draw_pictures(atlas, scenes, len(draft().scenes), _move)
