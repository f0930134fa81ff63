"""Briefings: scenes in order, each a view of the map, a sentence with its sources, and notes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from anyascii import anyascii

from geo.catalog.catalog import Catalog
from geo.catalog.name_lookup import known_by
from geo.catalog.selection import only, select_view
from geo.data.errors import AtlasError, Problem, did_you_mean
from geo.data.reader import parse_json
from geo.data.records import Claim
from geo.query.view import Known, View, link_items, read_view

MAX_BYTES = 1_000_000
"""A larger file is no briefing."""

MAX_SCENES, MAX_CITES, MAX_ROUTES = 60, 60, 60
MAX_TITLE, MAX_SENTENCE, MAX_NOTES = 160, 900, 6_000
"""The most characters of a title or summary line, a sentence, and the notes of a scene."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MARK = re.compile(r"\[(\d{1,4})\]")
"""The mark in a text that gives the number of a claim which the scene cites."""

_NUMBER = re.compile(r"(?<!\w)\d+(?:,\d{3})*(?:\.\d+)?")
_BROKEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class BriefingError(AtlasError):
    """A file that is no briefing; the text says where, what is wrong, and the next step."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One view and the sentence on it.

    `view` is the query string of the atlas's address. `[2]` in the sentence or the notes marks the
    second of `cites`; each of these names a claim as `Claim.reference` does, with `=value` after it
    where that names several and one is meant. `routes` are the routes of the view that the scene's
    map draws; blank: all of them.
    """

    title: str
    view: str = ""
    sentence: str = ""
    cites: tuple[str, ...] = ()
    notes: str = ""
    routes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """Scenes in the order they are shown. `briefing_id` is also the name of its file."""

    briefing_id: str
    title: str
    summary: str = ""
    scenes: tuple[Scene, ...] = ()


_MOST: Mapping[str, int] = {"briefing_id": MAX_TITLE, "title": MAX_TITLE, "view": MAX_NOTES,
                            "summary": MAX_SENTENCE, "sentence": MAX_SENTENCE, "notes": MAX_NOTES}

_OPTIONAL = frozenset({"routes"})
"""The parts that a file may lack: those that were added after files had been saved."""


def write_briefing(briefing: Briefing) -> bytes:
    """Returns the canonical file: JSON in UTF-8, fields in order, two spaces, one final newline."""
    return (json.dumps(asdict(briefing), ensure_ascii=False, indent=2) + "\n").encode()


def read_briefing(data: bytes) -> Briefing:
    """Returns a briefing from the bytes of a file; nothing in it is taken for more than text.

    Raises BriefingError with the first thing that is wrong, in one sentence.
    """
    if len(data) > MAX_BYTES:
        raise BriefingError(f"The file has {len(data):,} bytes; a briefing has at most "
                            f"{MAX_BYTES:,}. Choose a file that was saved here as a briefing.")
    try:
        document = parse_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BriefingError(f"The file is not UTF-8 text (byte {error.start}); save it as UTF-8 "
                            "or choose a file that was saved here as a briefing.") from None
    except ValueError as error:
        raise BriefingError(f"The file is not a briefing: it cannot be read as JSON ({error}). "
                            "Choose a file that was saved here as a briefing.") from None
    cells = _object(document, Briefing, "The briefing")
    scenes = _list(cells["scenes"], "The briefing", "scenes", MAX_SCENES)
    if not _ID.fullmatch(cells["briefing_id"]):
        raise BriefingError(f"The briefing: briefing_id {cells['briefing_id']!r} is not lower-case "
                            "words joined by '-'; rename it.")
    return Briefing(cells["briefing_id"], cells["title"], cells["summary"],
                    tuple(_scene(scene, f"Scene {i}") for i, scene in enumerate(scenes, 1)))


def _scene(value: object, where: str) -> Scene:
    cells = _object(value, Scene, where)
    cites = _list(cells["cites"], where, "cites", MAX_CITES)
    routes = _list(cells.get("routes", []), where, "routes", MAX_ROUTES)
    for name, texts in (("cites", cites), ("routes", routes)):
        for text in texts:
            _check_text(text, where, name, MAX_TITLE)
    return Scene(cells["title"], cells["view"], cells["sentence"], tuple(cites), cells["notes"],
                 tuple(routes))


def _object(value: object, cls: type[Briefing | Scene], where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BriefingError(f"{where} is not an object with named parts; see a briefing that was "
                            "saved here for the form.")
    names = [field.name for field in fields(cls)]
    for key in value:
        if key not in names:
            raise BriefingError(f"{where}: unknown part {key[:60]!r}{did_you_mean(key, names)}. "
                                f"Its parts are {', '.join(names)}.")
    for name in names:
        if name not in value:
            if name in _OPTIONAL:
                continue
            raise BriefingError(f"{where}: the part {name!r} is missing; add it.")
        if name not in ("scenes", "cites", "routes"):
            _check_text(value[name], where, name, _MOST[name])
    return value


def _list(value: object, where: str, name: str, most: int) -> list[Any]:
    if not isinstance(value, list):
        raise BriefingError(f"{where}: {name!r} is not a list; put it in square brackets.")
    if len(value) > most:
        raise BriefingError(f"{where}: {len(value)} {name}; at most {most} are read. Split it.")
    return value


def _check_text(value: object, where: str, name: str, most: int) -> None:
    if not isinstance(value, str):
        raise BriefingError(f"{where}: {name!r} is not text; put it in quotes.")
    if len(value) > most:
        raise BriefingError(f"{where}: {name!r} has {len(value):,} characters; at most {most:,} "
                            "are read. Shorten it.")
    if _BROKEN.search(value):
        raise BriefingError(f"{where}: {name!r} holds a control or broken character; retype it.")


def new_id(title: str) -> str:
    """Returns an id made from a title: lower-case words joined by `-`."""
    words = re.findall(r"[a-z0-9]+", anyascii(title).lower())
    return "-".join(words)[:80].strip("-") or "briefing"


def known_names(catalog: Catalog) -> Known:
    """Returns what a scene's view may name. A briefing always shows the release at hand."""
    return known_by(catalog, (catalog.release,))


def read_scene(scene: Scene, catalog: Catalog) -> tuple[View, tuple[str, ...]]:
    """Returns the view of a scene from its address, and the parts that are bad or outdated."""
    return read_view(link_items(scene.view), known_names(catalog))


def scene_selection(catalog: Catalog, scene: Scene) -> Catalog:
    """Returns the routes that a scene's map draws: those of its view that the scene keeps."""
    return only(select_view(catalog, read_scene(scene, catalog)[0]), scene.routes)


def view_text(view: View) -> str:
    """Returns a view as a scene holds it: the query string of its address."""
    return urlencode(view.items(), safe="/")


def claim_index(claims: Iterable[Claim]) -> dict[str, tuple[Claim, ...]]:
    """Returns claims by every name a scene may use for them."""
    by_name: dict[str, tuple[Claim, ...]] = {}
    for claim in claims:
        for name in (claim.reference, claim.full_name):
            by_name[name] = (*by_name.get(name, ()), claim)
    return by_name


def cite_of(claim: Claim, index: Mapping[str, tuple[Claim, ...]]) -> str:
    """Returns the shortest name that means this claim and no other."""
    is_unique = len(index.get(claim.reference, ())) < 2
    return claim.reference if is_unique else claim.full_name


def numbers(text: str) -> list[Decimal]:
    """Returns the numbers written in digits in a text, except those within a word, as in B2."""
    return [Decimal(digits.replace(",", "")) for digits in _NUMBER.findall(text)]


def held_numbers(claim: Claim) -> set[Decimal]:
    """Returns the numbers of a claim: its value, its date, and those of its printed words."""
    return {number for text in (claim.value, claim.value_high, claim.printed, claim.as_of)
            for number in numbers(text)}


def marks_of(text: str) -> list[int]:
    """Returns the numbers of the marks in a text, in order: `18 days [2]` has 2."""
    return [int(number) for number in MARK.findall(text)]


def pieces(text: str) -> Iterator[tuple[str, int]]:
    """Yields a text cut at its marks: each piece with the mark that follows it, the last with 0."""
    parts = MARK.split(text)
    marks = [*map(int, parts[1::2]), 0]
    return zip(parts[::2], marks, strict=True)


def renumber_marks(text: str, old: tuple[str, ...], new: tuple[str, ...]) -> str:
    """Returns the text with its marks moved from one list of cites to another; others go."""
    def follow(match: re.Match[str]) -> str:
        number = int(match[2])
        if not 1 <= number <= len(old):
            return match[0]
        cite = old[number - 1]
        return f"{match[1]}[{new.index(cite) + 1}]" if cite in new else ""

    return re.sub(r"( ?)\[(\d{1,4})\]", follow, text)


def read_briefings(files: Mapping[str, bytes]) -> tuple[Briefing, ...]:
    """Returns a folder's briefings; `geo.checks.briefings` names those that cannot be read."""
    return tuple(briefing for briefing, _ in map(read_shipped, files, files.values()) if briefing)


def read_shipped(name: str, data: bytes) -> tuple[Briefing | None, list[Problem]]:
    """Returns a briefing of a data folder by file name, and what is wrong with the file."""
    file = f"briefings/{name}"
    try:
        briefing = read_briefing(data)
    except BriefingError as error:
        return None, [Problem(file, 0, "", str(error))]
    has_own_name, canonical = (
        name == f"{briefing.briefing_id}.json",
        write_briefing(briefing) == data,
    )
    problems = (
        []
        if has_own_name
        else [
            Problem(
                file,
                0,
                "briefing_id",
                f"{briefing.briefing_id!r} is not the file's name; name both alike",
            )
        ]
    )
    return briefing, problems if canonical else [*problems, Problem(
        file, 0, "", "is not in canonical form; load it under “Briefings” and save it again")]
