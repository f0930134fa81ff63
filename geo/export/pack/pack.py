"""Writes the offline pack: selection, dossiers and briefings in one HTML file.

The file needs no network and no server: it opens from a disk by a double click. Its data is JSON
that cannot end its element; a Content-Security-Policy names scripts and style by their hashes, so
that nothing else can run.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import chain, count
from typing import Any, Final

from geo.briefing.briefing import Briefing, read_scene, view_text
from geo.briefing.map_names import scene_names
from geo.cartography.colours import corridor_colours
from geo.cartography.scene_frame import scene_bounds
from geo.cartography.scene_key import scene_key
from geo.cartography.shapes import MAP_PALETTE
from geo.cartography.web_map import map_document
from geo.catalog.search_index import findable
from geo.catalog.selection import STAGE_WORDS
from geo.claims.note_words import note_document
from geo.data.folding import fold_runs
from geo.data.schema import FIRST_YEAR, LAST_YEAR, NOT_STATED
from geo.export.browser.told_routes import shared_cells, told_routes
from geo.export.html.dossier_html import dossier_html
from geo.export.html.map_key_html import map_key_html
from geo.export.html.scene_html import scene_document, stage_document
from geo.export.html.shown_now_html import now_html
from geo.export.pack.pack_claims import with_claims_once
from geo.export.pack.pack_sections import sections_document
from geo.presentation.dossier import dossier, subjects_of
from geo.presentation.extract import ATTRIBUTION, Extract
from geo.presentation.map_key import file_key
from geo.presentation.route_table import COLUMNS, WORDS, year_column
from geo.presentation.scene import missing_words, shown_scene
from geo.presentation.shown_now import shown_now
from geo.query.filter import SECTIONS
from geo.query.link_repair import browser_rules
from geo.query.view import CAMERA_FORM, CAMERA_MOST, COLOURINGS, DEPICTIONS, SORTS, View
from geo.web.scripts import SCRIPTS, SPEAKER, STYLES, TEMPLATE
from geo.web.typeface import data_address, face_rules

OWN_WORDS: Final = "a reader's own, not part of the atlas"
"""The words for a briefing that is not part of the data."""

_HOME: Final = (24.5, 27.0, 47.5, 79.0)
"""South, west, north and east of the region that the first view shows, in degrees."""

_STEPS: Final = 100_000
"""The steps of a packed line in one degree."""

_TOKEN = re.compile(r"@@([a-z]+)@@")
_ADDRESS = re.compile(r"[^;{}]*\burl\([^)]*\)[^;{}]*;?")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_ENDING = re.compile(r"</script|<!--", re.IGNORECASE)
_ESCAPES: Final = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_text(document: object) -> str:
    """Returns JSON for a script element: no character of it can end the element."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPES)


def packed(node: Any) -> Any:  # noqa: ANN401 - JSON
    """Returns the same JSON with each list of coordinate pairs as the shorter `{"line": steps}`.

    Steps are in 0.00001 degrees, from point to point; a list with a finer number stays as it is,
    so that nothing is lost.
    """
    if isinstance(node, Mapping):
        return {name: packed(value) for name, value in node.items()}
    if not isinstance(node, list):
        return node
    if len(node) < 2 or not all(isinstance(pair, list) and len(pair) == 2 and all(
            isinstance(number, int | float) for number in pair) for pair in node):
        return [packed(value) for value in node]
    points = [(round(a * _STEPS), round(b * _STEPS)) for a, b in node]
    if any(a / _STEPS != x or b / _STEPS != y
           for (a, b), (x, y) in zip(points, node, strict=True)):
        return node
    steps = [(a - c, b - d) for (a, b), (c, d) in zip(points, [(0, 0), *points], strict=False)]
    return {"line": list(chain.from_iterable(steps))}


def _home(extract: Extract) -> list[list[float]]:
    """South-west and north-east corner of the first view: the routes in the region, or all."""
    boxes = [entry.alignment.line.bounds for entry in extract.shown.entries]
    south, west, north, east = _HOME
    inside = [(w, s, e, n) for w, s, e, n in boxes
              if w >= west and s >= south and e <= east and n <= north]
    if not boxes:
        return [[south, west], [north, east]]
    wests, souths, easts, norths = zip(*(inside or boxes), strict=True)
    return [[min(souths), min(wests)], [max(norths), max(easts)]]


def _opened(extract: Extract) -> str:
    known = {*extract.shown.ids, *chain.from_iterable(map(subjects_of, extract.shown.entries))}
    return view_text(View(opened=extract.view.opened if extract.view.opened in known else "",
                          depiction=extract.view.depiction, year=extract.view.year,
                          camera=extract.view.camera, colour_by=extract.view.colour_by,
                          sort=extract.view.sort))


def _scene(extract: Extract, briefing: Briefing, number: int) -> dict[str, Any]:
    """A scene as JSON: its view, what its map draws and names, its words for speaker and stage."""
    scene, shown = briefing.scenes[number - 1], shown_scene(extract.atlas, briefing, number)
    view, _ = read_scene(scene, extract.atlas)
    west, south, east, north = scene_bounds(extract.atlas, scene)
    return {"view": view_text(view), "routes": list(scene.routes),
            "box": "/".join(f"{edge:.4f}" for edge in (south, west, north, east)),
            "named": scene_names(extract.atlas, scene),
            "key": [asdict(entry) for entry in scene_key(extract.atlas, scene)],
            "said": scene_document(shown),
            "stage": stage_document(shown, missing_words(extract.atlas, extract.shown, scene))}


def _wanted(extract: Extract, briefings: Iterable[Briefing]) -> dict[str, set[str]]:
    """The words of the filter that the scenes use, by section."""
    words: dict[str, set[str]] = {section: set() for section in SECTIONS}
    for briefing in briefings:
        for scene in briefing.scenes:
            view, _ = read_scene(scene, extract.atlas)
            for section in SECTIONS:
                words[section].update(getattr(view.wanted, section))
    return words


def _subjects(extract: Extract) -> tuple[str, ...]:
    """The ids of everything that has a dossier: the routes, then their corridors and places."""
    related = sorted(set(chain.from_iterable(map(subjects_of, extract.shown.entries))))
    return (*extract.shown.ids, *related)


def dossiers(extract: Extract) -> dict[str, str]:
    """Returns the markup of each dossier of the pack, by id."""
    ids = _subjects(extract)
    openable = frozenset(ids)
    return {subject: str(dossier_html(dossier(extract.shown, subject), openable))
            for subject in ids}


def _openable(extract: Extract) -> list[list[Any]]:
    """Title and ids of the groups of what can be opened, each sorted by name."""
    ids = _subjects(extract)

    def by_name(some: Iterable[str]) -> list[str]:
        return sorted((subject for subject in ids if subject in some), key=lambda subject: (
            extract.atlas.name_of(subject).casefold(), subject))

    return [["Routes", by_name(extract.shown.ids)],
            ["Corridors", by_name(extract.atlas.corridors)],
            ["Places", by_name(extract.atlas.places)]]


def _welcome(extract: Extract) -> str:
    """What stands beside the map while nothing is open: what the file holds, and how to read it."""
    ids = _subjects(extract)
    return str(map_key_html(file_key(extract, len(ids) - len(extract.shown.ids)), now_html(
        shown_now(extract.atlas, extract.view), frozenset(ids), corridor_colours(extract.atlas))))


def document(extract: Extract, briefings: Sequence[Briefing]) -> dict[str, Any]:
    """Returns all data of the page, except dossiers, the land and the lines of the map."""
    by_all = extract.atlas.told_by(extract.view.wanted.sources)
    routes, single = told_routes(by_all, frozenset(extract.shown.ids), extract.progress)
    return {
        "release": extract.release, "asOf": extract.as_of,
        "start": _opened(extract), "home": _home(extract), "welcome": _welcome(extract),
        "palette": dict(MAP_PALETTE), "depictions": dict(DEPICTIONS),
        "colourings": dict(COLOURINGS),
        "camera": {"form": CAMERA_FORM, "most": list(CAMERA_MOST)},
        "links": browser_rules(), "years": [FIRST_YEAR, LAST_YEAR], "stages": dict(STAGE_WORDS),
        "sorts": list(SORTS), "columns": [dict(column) for column in COLUMNS], "routes": routes,
        "yearColumn": year_column("a year"), "tableWords": dict(WORDS),
        "sharedCells": shared_cells(by_all, routes), "unstated": NOT_STATED,
        "sections": sections_document(extract, routes, _wanted(extract, briefings), single=single),
        "fold": fold_runs(), "findable": findable(extract.shown, _subjects(extract)),
        "openable": _openable(extract),
        "names": {subject: extract.atlas.name_of(subject) for subject in _subjects(extract)},
        "briefings": [{"id": briefing.briefing_id, "title": briefing.title,
                       "summary": briefing.summary, "scenes": [
                           _scene(extract, briefing, number)
                           for number in range(1, len(briefing.scenes) + 1)]}
                      for briefing in briefings],
        "note": note_document(extract.notes_to),
    }


def zipped(document: object) -> str:
    """Returns JSON compressed by zlib, in base64, for an element whose content is no script."""
    return base64.b64encode(zlib.compress(json_text(document).encode(), 9)).decode()


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _script(text: str) -> str:
    """Returns a script without the address of its source map.

    Raises ValueError if it holds characters that end its element.
    """
    cleaned = _SOURCE_MAP.sub("", text)
    if _ENDING.search(cleaned):
        raise ValueError("a script of the pack holds '</script' or '<!--', which a page would "
                         "read as markup; write it in two parts")
    return cleaned


def _style(text: str) -> str:
    """Returns a style sheet without the declarations that would load a file."""
    return _ADDRESS.sub("", text)


def speaker_script(assets: Mapping[str, str]) -> str:
    """Returns the script of the speaker's window, with its style sheet as a constant."""
    style, script = (assets[name] for name in SPEAKER)
    return f"const SPEAKER_STYLE = {json_text(style)};\n{script}"


def _page(assets: Mapping[str, str], parts: Mapping[str, str]) -> str:
    """Returns the template with each token replaced; the replacements are not searched again."""
    scripts = [_script(assets[name]) for name in SCRIPTS]
    speaker = _script(speaker_script(assets))
    style = "\n".join((face_rules(data_address), *(_style(assets[name]) for name in STYLES)))
    allowed = " ".join(map(_hashed, [speaker, *scripts]))
    filled = {**parts, "style": style, "speaker": speaker,
              "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
              "policy": "default-src 'none'; img-src data:; font-src data:; base-uri 'none'; "
                        f"form-action 'none'; style-src {_hashed(style)}; script-src {allowed}"}
    return _TOKEN.sub(lambda token: filled[token[1]], assets[TEMPLATE])


def pack(extract: Extract, briefings: Sequence[Briefing], assets: Mapping[str, str]) -> bytes:
    """Returns one HTML file (UTF-8) of the selection; the same input gives the same bytes.

    `assets` has the texts named in `ASSETS`. Raises KeyError if one is missing, ValueError if a
    script cannot be put into a page.
    """
    colophon = "".join(f"<div><dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd></div>"
                       for name, text in extract.colophon)
    return _page(assets, {
        "data": json_text(document(extract, briefings)),
        "dossiers": zipped(with_claims_once(dossiers(extract))),
        "layers": json_text(map_document(extract.shown)),
        "land": zipped(packed(extract.land)),
        "colophon": colophon, "release": html.escape(extract.release),
        "attribution": html.escape(ATTRIBUTION),
    }).encode()


def _with_own(extract: Extract) -> tuple[Briefing, ...]:
    """The briefings of the atlas and, last and marked as such, one of the reader's own."""
    shipped, own = extract.briefings, extract.briefing
    if own is None or own in shipped or not own.scenes:
        return shipped
    taken = {briefing.briefing_id for briefing in shipped}
    names = chain([own.briefing_id], (f"own-{own.briefing_id}-{i}" for i in count(1)))
    return (*shipped, replace(own, briefing_id=next(n for n in names if n not in taken),
                              title=f"{own.title.strip() or 'Untitled'} ({OWN_WORDS})"))


def write(extract: Extract, _what: str) -> bytes:
    """Returns the pack of an extract, with its briefings.

    The extract's own briefing is among them; if it is not one of the atlas's, its title says that
    it is a reader's own.
    """
    return pack(extract, _with_own(extract), extract.assets)
