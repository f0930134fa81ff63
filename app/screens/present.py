"""The presenter's page: one scene to a screen, large, with its sources; keys turn the scenes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import streamlit as st
from markupsafe import Markup, escape

from app.components.map.map_view import show_map
from app.components.map.session_lines import show_extra
from app.components.markdown import joined
from app.components.presenter.presenter import desk
from app.components.theme import sheet, swatch
from app.screens.whatif.details import itinerary_lines
from app.session.address_bar import missing_release
from app.session.draft import DRAFT_ID, draft, keep_words, kept, turn_to
from app.session.extra_line import ExtraLine
from app.shared.atlas_cache import Atlas, network_of
from geo.briefing.briefing import Briefing, Scene, claim_index, marks_of, pieces, read_scene
from geo.briefing.map_names import said_aloud, scene_names
from geo.cartography.shapes import MAP_PALETTE
from geo.cartography.symbols import MODE_COLOURS, STATUS_STROKES
from geo.catalog.catalog import Catalog
from geo.catalog.selection import STAGE_WORDS, drawn_status, select_view
from geo.catalog.stages import state_in_year
from geo.claims.disagreements import differ_words
from geo.claims.wording import (
    STATUS_WORDS,
    citation_words,
    date_words,
    lines_words,
    scoped_words,
    who_words,
)
from geo.data.attributes import ATTRIBUTES
from geo.data.errors import AtlasError
from geo.data.records import Claim
from geo.data.schema import MODES
from geo.network.itinerary_wording import drawn_criterion
from geo.network.what_if import what_if
from geo.query.view import DEPICTIONS, Camera, View

_STYLE = Path(__file__).with_name("present.css")
HOME: Final = Camera(4.75, 37.0, 53.0)
"""The camera of a scene that has none of its own."""

_INK = MAP_PALETTE["ink"]
_KEY, _LAST = "present-desk", "present-last"
_SKETCHED: Final[Mapping[str, str]] = {"schematic": "Schematic line",
                                      "conceptual": "Conceptual line"}


@dataclass(frozen=True)
class _ShownScene:
    """A scene with all that its screen shows. `claims` has the claims of each cite, in order."""

    briefing: Briefing
    number: int
    view: View
    ignored: tuple[str, ...]
    catalog: Catalog
    selection: Catalog
    claims: tuple[tuple[Claim, ...], ...]

    @property
    def scene(self) -> Scene:
        """The scene itself."""
        return self.briefing.scenes[self.number - 1]

    @property
    def cites_shown(self) -> list[int]:
        """The numbers of the cites on the screen: those not kept for the notes alone."""
        return said_aloud(self.scene)

    def differ(self, claims: tuple[Claim, ...]) -> str:
        """The words for differences about one of the claims; blank where there are none."""
        return differ_words(difference for claim in claims for difference in
                            self.catalog.differences_about(claim.subject_id, [claim]))


def _number(text: str, most: int) -> int:
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 5 else 1


def _find(atlas: Atlas, briefing_id: str) -> Briefing | None:
    if briefing_id == DRAFT_ID:
        return draft() if draft().scenes else None
    return next((briefing for briefing in atlas.briefings
                 if briefing.briefing_id == briefing_id and briefing.scenes), None)


def _shown_scene(atlas: Atlas, briefing: Briefing, number: int) -> _ShownScene:
    scene, catalog = briefing.scenes[number - 1], atlas.catalog
    view, ignored = read_scene(scene, catalog)
    view = replace(view, camera=view.camera or HOME)
    index = claim_index(catalog.claims)
    return _ShownScene(briefing, number, view, ignored, catalog, select_view(catalog, view),
                       tuple(index.get(cite, ()) for cite in scene.cites))


def _sentence_pieces(shown: _ShownScene) -> list[tuple[str, list[int]]]:
    """The sentence in pieces, each with the numbers of its notes; unmarked notes come last."""
    text, shown_numbers = shown.scene.sentence.rstrip(), set(shown.cites_shown)
    end = text[len(text.rstrip(".!?")):]
    missing = "".join(f"[{n}]" for n in shown.cites_shown if n not in marks_of(text))
    marked: list[tuple[str, list[int]]] = []
    for piece, n in pieces(f"{text.removesuffix(end)}{missing}{end}" if missing else text):
        if piece or not marked:
            marked.append((piece, []))
        marked[-1][1].extend([n] if n in shown_numbers else [])
    return [(piece.rstrip(" ") if marks else piece, marks) for piece, marks in marked]


def _sentence(shown: _ShownScene) -> Markup:
    return joined(Markup("{}<sup>{}</sup>").format(piece, ", ".join(map(str, marks)))
                 if marks else escape(piece) for piece, marks in _sentence_pieces(shown))


def _head(shown: _ShownScene) -> None:
    st.html(str(Markup(
        '<header class="present-head"><p class="present-of"><span>{}</span><b>{} / {}</b></p>'
        '<h1>{}</h1><p class="present-sentence">{}</p></header>').format(
        shown.briefing.title or "Draft", shown.number, len(shown.briefing.scenes),
        shown.scene.title, _sentence(shown))))


def _symbols(shown: _ShownScene) -> Iterator[tuple[str, str]]:
    """Yields the symbol of each kind of line shown, and its meaning in words."""
    year = shown.view.year
    symbols = {}
    for entry in shown.selection.entries:
        status = drawn_status(entry, year)
        words = (STATUS_WORDS[status] if year is None
                 else STAGE_WORDS[state_in_year(entry, year).stage]).lower()
        order = (list(MODES).index(entry.route.mode), list(STATUS_STROKES).index(status))
        symbols[order] = (swatch(MODE_COLOURS[entry.route.mode], STATUS_STROKES[status]),
                          f"{MODES[entry.route.mode]}, {words}")
    yield from (symbols[order] for order in sorted(symbols))
    bases = {entry.alignment.basis for entry in shown.selection.entries}
    for basis, words in _SKETCHED.items():
        if basis in bases:
            yield swatch(_INK, STATUS_STROKES["operating"], basis), words


def _key(shown: _ShownScene) -> Markup:
    items = [Markup('<li><img alt="" src="{}">{}</li>').format(*look) for look in _symbols(shown)]
    if shown.view.opened in shown.selection.ids:
        items.append(Markup('<li><span class="present-lit"></span>{}</li>').format(
            shown.catalog.name_of(shown.view.opened)))
    return Markup('<ul class="present-key">{}</ul>').format(joined(items))


def _citation(shown: _ShownScene, n: int, claim: Claim) -> Markup:
    words = shown.differ(shown.claims[n - 1])
    differ = Markup(' <span class="present-differ">{}</span>').format(words) if words else ""
    return Markup("<b>[{}]</b> {}, as of {}{}").format(
        n, lines_words(claim.lines), date_words(claim.as_of), differ)


def _sources(shown: _ShownScene) -> Iterator[Markup]:
    """Yields the cites on the screen, by source, in the order they are first marked."""
    sources = dict.fromkeys(claims[0].source_id for n in shown.cites_shown
                            if (claims := shown.claims[n - 1]))
    for source_id in sources:
        source = shown.catalog.sources[source_id]
        places = [_citation(shown, n, shown.claims[n - 1][0]) for n in shown.cites_shown
                  if shown.claims[n - 1] and shown.claims[n - 1][0].source_id == source_id]
        yield Markup('<p class="present-sources">{}: {}, {}. View of {}.</p>').format(
            joined(places, "; "), who_words(source), date_words(source.published),
            source.perspective)
    for n in shown.cites_shown:
        if not shown.claims[n - 1]:
            yield Markup('<p class="present-missing">[{}] This release has no such claim: {}</p>'
                         ).format(n, shown.scene.cites[n - 1])


def _as_of(shown: _ShownScene) -> Markup:
    """A line with the as-of date, the release, and the basis of the lines."""
    lines = shown.selection.entries
    sketched = sum(entry.alignment.basis in _SKETCHED for entry in lines)
    parts = [f"As of {date_words(shown.catalog.today.isoformat())}",
             f"release {shown.catalog.release}"]
    if shown.view.year:
        parts.append(f"the map as dated claims tell {shown.view.year}")
    if shown.view.depiction != "un":
        parts.append(f"borders: {DEPICTIONS[shown.view.depiction].lower()}")
    if sketched:
        what = "the line is" if len(lines) == 1 else f"{sketched} of {len(lines)} lines are"
        parts.append(f"indicative alignment: {what} schematic or conceptual, not surveyed")
    if why := missing_release():
        parts.append(f"{why[0].lower()}{why[1:]}: this is the newest")
    if shown.ignored:
        parts.append(f"not known in this release and left out: {', '.join(shown.ignored)}")
    return Markup('<p class="present-stand">{}.</p>').format(" · ".join(parts))


def _foot(shown: _ShownScene, fault: str) -> None:
    fault_line = Markup('<p class="present-missing">{}</p>').format(fault) if fault else ""
    st.html(str(Markup('<footer class="present-foot">{}{}{}{}</footer>').format(
        _key(shown), joined(_sources(shown)), fault_line, _as_of(shown))))


def _claim_lines(shown: _ShownScene) -> Iterator[str]:
    """Yields each cite in words: what is claimed, as printed, and where."""
    for cite, claims in zip(shown.scene.cites, shown.claims, strict=True):
        if not claims:
            yield f"{cite}: not in this release"
            continue
        claim = claims[0]
        values = ", ".join(dict.fromkeys(scoped_words(other) for other in claims))
        yield (
            f"{shown.catalog.name_of(claim.subject_id)}, "
            f"{ATTRIBUTES[claim.attribute].label.lower()}: {values}. Printed: “{claim.printed}”. "
            f"{citation_words(shown.catalog.sources[claim.source_id], claim.section, claim.lines)}"
        )


def _differences(shown: _ShownScene) -> list[str]:
    differences = [difference for claims in shown.claims for claim in claims
                   for difference in shown.catalog.differences_about(claim.subject_id, [claim])]
    return list(dict.fromkeys(f"{difference.question} {difference.why}"
                              for difference in differences))


def _desk_data(shown: _ShownScene) -> dict[str, Any]:
    return {"briefing": shown.briefing.briefing_id, "title": shown.briefing.title or "Draft",
            "scene": shown.number,
            "scenes": [scene.title or "Untitled" for scene in shown.briefing.scenes],
            "sentence": _sentence_pieces(shown),
            "notes": [line for line in shown.scene.notes.split("\n") if line.strip()],
            "claims": list(_claim_lines(shown)), "differences": _differences(shown)}


def _keys(name: str, shown: _ShownScene | None) -> None:
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
               **(_desk_data(shown) if shown else {})})


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
        shown = _shown_scene(atlas, briefing, number)
        _head(shown)
        with st.container(key="present-map"):
            show_map(atlas, shown.selection, shown.view, lambda _: None,
                     scene=scene_names(shown.catalog, shown.scene))
            lines, fault = _itinerary_lines(atlas, shown.view)
            show_extra(lines)
        _foot(shown, fault)
        _keys(briefing_id, shown)
