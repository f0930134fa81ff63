"""What is shared by all sessions and requests, and never changed by any.

The server imports this before Streamlit runs, so nothing here may register a component.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from app.settings import data_folder, today
from geo.address import Known
from geo.archive import read_archive, releases
from geo.briefing import Briefing, read_briefings
from geo.build import build
from geo.catalog import Catalog
from geo.diff import Change, compare
from geo.errors import AtlasError, DataProblemsError
from geo.export.extract import Grounds, grounds
from geo.finder import finder_document
from geo.layers import basemap_document, encode, map_document
from geo.load import fingerprint, read_folder, read_policy
from geo.network import Network, build_network


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """A catalog, and what the browser fetches: each a name made from the content, and JSON bytes.

    `land` is the basemap as a document, which `grounds` makes ready to be drawn on files; `newest`
    is False for an earlier release.
    """

    catalog: Catalog
    land: dict[str, Any]
    layers: tuple[str, bytes]
    basemap: tuple[str, bytes]
    finder: tuple[str, bytes]
    newest: bool = True
    briefings: tuple[Briefing, ...] = ()
    grounds: Grounds = field(default_factory=grounds)


_Arguments = ParamSpec("_Arguments")
_Made = TypeVar("_Made")

_kept: list[Callable[[], None]] = []


def kept_for_atlas(maxsize: int) -> Callable[[Callable[_Arguments, _Made]],
                                             Callable[_Arguments, _Made]]:
    """Keep the last answers of a function of an atlas, until another state of the data is served.

    What belongs to a state that is no longer served must not stay in memory.
    """
    def keeping(function: Callable[_Arguments, _Made]) -> Callable[_Arguments, _Made]:
        kept = lru_cache(maxsize)(function)
        _kept.append(kept.cache_clear)
        return cast("Callable[_Arguments, _Made]", kept)

    return keeping


@lru_cache(maxsize=1)
def _atlas(folder: str, stamp: str, day: date) -> Atlas | AtlasError:  # noqa: ARG001 - the key
    try:
        raw = read_folder(Path(folder))
        catalog = build(raw, day)
    except DataProblemsError as error:
        return error
    except OSError as error:
        return AtlasError(f"{error.filename or folder}: cannot be read: {error.strerror}")
    return _made(catalog, basemap_document(raw), read_briefings(raw.briefings))


_good: dict[str, Atlas] = {}
"""The last state of each folder that could be trusted."""


def _served(folder: Path) -> Atlas:
    """The folder as it is, or as it last was when it could be trusted."""
    now = _atlas(str(folder), _stamp(folder), today())
    if isinstance(now, Atlas):
        before = _good.get(str(folder), now)
        _good[str(folder)] = now
        if before is not now:
            for forget in _kept:
                forget()
        return now
    if str(folder) in _good:
        return _good[str(folder)]
    raise now.with_traceback(None)


def _made(catalog: Catalog, land: dict[str, Any], briefings: tuple[Briefing, ...], *,
          newest: bool = True) -> Atlas:
    return Atlas(catalog, land, encode(map_document(catalog)), encode(land),
                 encode(finder_document(catalog)), newest, briefings)


@kept_for_atlas(maxsize=4)
def _earlier(folder: str, stamp: str, day: date,  # noqa: ARG001 - the key
             release: str) -> Atlas | None:
    """An earlier release, drawn on today's land; None where it is not kept or cannot be read."""
    path, now = releases(Path(folder)).get(release), _served(Path(folder))
    if path is None:
        return None
    try:
        return _made(build(read_archive(path), day, past=True), now.land, now.briefings,
                     newest=False)
    except DataProblemsError:
        return None


_STAMP_SECONDS = 1.0
_stamps: dict[str, tuple[float, str]] = {}


def _stamp(folder: Path) -> str:
    """The folder's fingerprint, looked at once a second at most: it stats every file."""
    now, kept = time.monotonic(), _stamps.get(str(folder))
    if kept is None or now - kept[0] > _STAMP_SECONDS:
        try:
            seen = fingerprint(folder)
        except OSError as error:  # it is gone, or a file went while it was looked at
            seen = f"{error.filename}: {error.strerror}"
        kept = _stamps[str(folder)] = now, seen
    return kept[1]


def data_problem() -> AtlasError | None:
    """What is wrong with the folder as it is now, whatever is still shown of it."""
    folder = data_folder()
    now = _atlas(str(folder), _stamp(folder), today())
    return now if isinstance(now, AtlasError) else None


def boundary_policy() -> str:
    """The text of the folder's boundary policy, or nothing where it has none."""
    return read_policy(data_folder())


def past_releases() -> list[str]:
    """The ids of the earlier releases kept with the data, newest first; not the one served."""
    folder = data_folder()
    now = _served(folder).catalog.release
    return [each for each in releases(folder) if each != now]


@lru_cache(maxsize=8)
def _changes(folder: str, stamp: str, release: str) -> tuple[Change, ...] | str:  # noqa: ARG001
    path = releases(Path(folder)).get(release)
    if path is None:
        return f"Release {release} is not kept with this data."
    old = read_archive(path)
    if old.problems:
        return str(old.problems[0])
    return compare(old, read_folder(Path(folder)))


def changes_since(release: str) -> tuple[Change, ...] | str:
    """What changed since a release, or in words why that cannot be said."""
    folder = data_folder()
    if data_problem():
        return "The data folder has problems now, so what changed cannot be said."
    return _changes(str(folder), _stamp(folder), release)


def known_names(atlas: Atlas) -> Known:
    """What an address may name in this atlas."""
    catalog = atlas.catalog
    return Known(catalog.known_words, catalog.subjects,
                 (*past_releases(), load_atlas().catalog.release))


@kept_for_atlas(maxsize=4)
def network_of(atlas: Atlas) -> Network:
    """The network of an atlas, built once for each."""
    return build_network(atlas.catalog)


def load_atlas(release: str = "") -> Atlas:
    """The atlas of the data folder, read anew when a file of it changes.

    Where an earlier `release` is asked for and kept, that one; otherwise the newest. While the
    folder cannot be trusted the last state that could be is served; `data_problem` tells.
    Raises AtlasError when there has been none.
    """
    folder = data_folder()
    atlas = _served(folder)
    if release and release != atlas.catalog.release:
        return _earlier(str(folder), _stamp(folder), today(), release) or atlas
    return atlas
