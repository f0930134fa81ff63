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
"""Where the map looks in a scene without a camera of its own."""

_INK = MAP_PALETTE["ink"]
_KEY, _LAST = "present-desk", "present-last"
_SKETCHED: Final[Mapping[str, str]] = {"schematic": "Schematic line",
                                      "conceptual": "Conceptual line"}


@dataclass(frozen=True)
class _Shown:
    """A scene with all that its screen says of it. `claims` follows the scene's cites."""

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
    def said(self) -> list[int]:
        """The numbers of the cites on the screen: those not kept for the notes alone."""
        return said_aloud(self.scene)

    def differ(self, claims: tuple[Claim, ...]) -> str:
        """Who differs about one of the claims, in words; blank where nobody does."""
        return differ_words(difference for claim in claims for difference in
                            self.catalog.differences_about(claim.subject_id, [claim]))


def _number(text: str, most: int) -> int:
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 5 else 1


def _find(atlas: Atlas, briefing_id: str) -> Briefing | None:
    if briefing_id == DRAFT_ID:
        return draft() if draft().scenes else None
    return next((each for each in atlas.briefings
                 if each.briefing_id == briefing_id and each.scenes), None)


def _show_of(atlas: Atlas, briefing: Briefing, number: int) -> _Shown:
    scene, catalog = briefing.scenes[number - 1], atlas.catalog
    view, ignored = read_scene(scene, catalog)
    view = replace(view, camera=view.camera or HOME)
    index = claim_index(catalog.claims)
    return _Shown(briefing, number, view, ignored, catalog, select_view(catalog, view),
                  tuple(index.get(cite, ()) for cite in scene.cites))


def _told(now: _Shown) -> list[tuple[str, list[int]]]:
    """The sentence in pieces with their notes' numbers; those it does not mark end it."""
    text, said = now.scene.sentence.rstrip(), set(now.said)
    end = text[len(text.rstrip(".!?")):]
    missing = "".join(f"[{n}]" for n in now.said if n not in marks_of(text))
    told: list[tuple[str, list[int]]] = []
    for piece, n in pieces(f"{text.removesuffix(end)}{missing}{end}" if missing else text):
        if piece or not told:
            told.append((piece, []))
        told[-1][1].extend([n] if n in said else [])
    return [(piece.rstrip(" ") if marks else piece, marks) for piece, marks in told]


def _sentence(now: _Shown) -> Markup:
    return joined(Markup("{}<sup>{}</sup>").format(piece, ", ".join(map(str, marks)))
                 if marks else escape(piece) for piece, marks in _told(now))


def _head(now: _Shown) -> None:
    st.html(str(Markup(
        '<header class="present-head"><p class="present-of"><span>{}</span><b>{} / {}</b></p>'
        '<h1>{}</h1><p class="present-sentence">{}</p></header>').format(
        now.briefing.title or "Draft", now.number, len(now.briefing.scenes), now.scene.title,
        _sentence(now))))


def _looks(now: _Shown) -> Iterator[tuple[str, str]]:
    """The symbols of the lines shown, and in words what each means."""
    year = now.view.year
    looks = {}
    for entry in now.selection.entries:
        status = drawn_status(entry, year)
        words = (STATUS_WORDS[status] if year is None
                 else STAGE_WORDS[state_in_year(entry, year).stage]).lower()
        look = (list(MODES).index(entry.route.mode), list(STATUS_STROKES).index(status))
        looks[look] = (swatch(MODE_COLOURS[entry.route.mode], STATUS_STROKES[status]),
                       f"{MODES[entry.route.mode]}, {words}")
    yield from (looks[look] for look in sorted(looks))
    bases = {entry.alignment.basis for entry in now.selection.entries}
    for basis, words in _SKETCHED.items():
        if basis in bases:
            yield swatch(_INK, STATUS_STROKES["operating"], basis), words


def _key(now: _Shown) -> Markup:
    items = [Markup('<li><img alt="" src="{}">{}</li>').format(*look) for look in _looks(now)]
    if now.view.opened in now.selection.ids:
        items.append(Markup('<li><span class="present-lit"></span>{}</li>').format(
            now.catalog.name_of(now.view.opened)))
    return Markup('<ul class="present-key">{}</ul>').format(joined(items))


def _place(now: _Shown, n: int, claim: Claim) -> Markup:
    words = now.differ(now.claims[n - 1])
    differ = Markup(' <span class="present-differ">{}</span>').format(words) if words else ""
    return Markup("<b>[{}]</b> {}, as of {}{}").format(
        n, lines_words(claim.lines), date_words(claim.as_of), differ)


def _sources(now: _Shown) -> Iterator[Markup]:
    """The cites on the screen, by source, in the order they are first marked."""
    sources = dict.fromkeys(claims[0].source_id for n in now.said if (claims := now.claims[n - 1]))
    for source_id in sources:
        source = now.catalog.sources[source_id]
        places = [_place(now, n, now.claims[n - 1][0]) for n in now.said
                  if now.claims[n - 1] and now.claims[n - 1][0].source_id == source_id]
        yield Markup('<p class="present-sources">{}: {}, {}. View of {}.</p>').format(
            joined(places, "; "), who_words(source), date_words(source.published),
            source.perspective)
    for n in now.said:
        if not now.claims[n - 1]:
            yield Markup('<p class="present-missing">[{}] This release has no such claim: {}</p>'
                         ).format(n, now.scene.cites[n - 1])


def _stand(now: _Shown) -> Markup:
    """As of when, of which release, and how sure the lines are."""
    lines = now.selection.entries
    sketched = sum(entry.alignment.basis in _SKETCHED for entry in lines)
    parts = [f"As of {date_words(now.catalog.today.isoformat())}", f"release {now.catalog.release}"]
    if now.view.year:
        parts.append(f"the map as dated claims tell {now.view.year}")
    if now.view.depiction != "un":
        parts.append(f"borders: {DEPICTIONS[now.view.depiction].lower()}")
    if sketched:
        what = "the line is" if len(lines) == 1 else f"{sketched} of {len(lines)} lines are"
        parts.append(f"indicative alignment: {what} schematic or conceptual, not surveyed")
    if why := missing_release():
        parts.append(f"{why[0].lower()}{why[1:]}: this is the newest")
    if now.ignored:
        parts.append(f"not known in this release and left out: {', '.join(now.ignored)}")
    return Markup('<p class="present-stand">{}.</p>').format(" · ".join(parts))


def _foot(now: _Shown, fault: str) -> None:
    said = Markup('<p class="present-missing">{}</p>').format(fault) if fault else ""
    st.html(str(Markup('<footer class="present-foot">{}{}{}{}</footer>').format(
        _key(now), joined(_sources(now)), said, _stand(now))))


def _claim_lines(now: _Shown) -> Iterator[str]:
    """Each cite in words, in order: what is claimed, as printed, where."""
    for cite, claims in zip(now.scene.cites, now.claims, strict=True):
        if not claims:
            yield f"{cite}: not in this release"
            continue
        claim = claims[0]
        values = ", ".join(dict.fromkeys(scoped_words(each) for each in claims))
        yield (
            f"{now.catalog.name_of(claim.subject_id)}, {ATTRIBUTES[claim.attribute].label.lower()}"
            f": {values}. Printed: “{claim.printed}”. "
            f"{citation_words(now.catalog.sources[claim.source_id], claim.section, claim.lines)}"
        )


def _differences(now: _Shown) -> list[str]:
    found = [difference for claims in now.claims for claim in claims
             for difference in now.catalog.differences_about(claim.subject_id, [claim])]
    return list(dict.fromkeys(f"{each.question} {each.why}" for each in found))


def _desk_data(now: _Shown) -> dict[str, Any]:
    return {"briefing": now.briefing.briefing_id, "title": now.briefing.title or "Draft",
            "scene": now.number,
            "scenes": [scene.title or "Untitled" for scene in now.briefing.scenes],
            "sentence": _told(now),
            "notes": [line for line in now.scene.notes.split("\n") if line.strip()],
            "claims": list(_claim_lines(now)), "differences": _differences(now)}


def _keys(name: str, now: _Shown | None) -> None:
    """The keys, the notes and the lists; without a scene only what keeps the draft.

    `name` is what the address calls the briefing. The tab is asked for its draft only where that
    is shown: its answer is a rerun.
    """
    def went() -> None:
        scene = getattr(st.session_state.get(_KEY), "go", None)
        if isinstance(scene, int):
            _put_address(name, str(scene))

    def left() -> None:
        turn_to("atlas", replace(now.view, release="").items() if now else [])

    desk(key=_KEY, on_go_change=went, on_leave_change=left, on_kept_change=lambda: kept(_KEY),
         data={"keep": keep_words(waits=True) if name == DRAFT_ID else None,
               **(_desk_data(now) if now else {})})


def _none(briefing_id: str) -> None:
    if briefing_id != DRAFT_ID:
        said = "There is no briefing of this name in this release."
    elif keep_words()["heard"]:
        said = "This browser tab holds no draft. Load its file under “Briefings”."
    else:
        said = "Looking for the draft that this browser tab has kept."
    st.html(str(Markup('<p class="present-none" role="status">{}</p>').format(said)))
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


def _asked() -> tuple[str, str]:
    """Which briefing and scene: as the address says.

    Where it says nothing, those shown last, which the address then says too: a reload keeps them.
    """
    if "briefing" not in st.query_params and (last := st.session_state.get(_LAST)):
        _put_address(*last)
    asked = st.query_params
    return str(asked.get("briefing", "")), str(asked.get("scene", "1"))


def _ways(atlas: Atlas, view: View) -> tuple[list[ExtraLine], str]:
    """The ways before and after, where the scene asks a what-if question.

    Where it has no answer, why in a sentence: an audience sees the rest of the scene all the same.
    """
    if not (view.question.origin and view.question.target):
        return [], ""
    network = network_of(atlas)
    try:
        found = what_if(network, view.question)
    except AtlasError as error:
        return [], f"No way is drawn: {error}."
    best = drawn_criterion(found)
    return [*itinerary_lines(network, found.before[best], "before"),
            *itinerary_lines(network, found.after[best], "after")], ""


def show_present_page(atlas: Atlas) -> None:
    """The scene that the address asks for; a reload shows it again."""
    briefing_id, scene = _asked()
    briefing = _find(atlas, briefing_id)
    st.html(f"<style>{sheet(_STYLE)}</style>")
    with st.container(key="present"):
        if briefing is None:
            _none(briefing_id)
            return
        number = _number(scene, len(briefing.scenes))
        st.session_state[_LAST] = (briefing_id, str(number))
        now = _show_of(atlas, briefing, number)
        _head(now)
        with st.container(key="present-map"):
            show_map(atlas, now.selection, now.view, lambda _: None,
                     scene=scene_names(now.catalog, now.scene))
            lines, fault = _ways(atlas, now.view)
            show_extra(lines)
        _foot(now, fault)
        _keys(briefing_id, now)
