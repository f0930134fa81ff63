"""What is shared by all sessions and requests, and never changed by any.

The server imports this before Streamlit runs, so nothing here may register a component.
"""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.settings import data_folder, today
from geo.address import Known
from geo.archive import read_archive, releases
from geo.briefing import Briefing, read_briefings
from geo.build import build
from geo.catalog import Catalog
from geo.diff import Change, compare
from geo.errors import AtlasError, DataProblemsError
from geo.finder import finder_document
from geo.layers import basemap_document, encode, map_document
from geo.load import fingerprint, read_folder


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """A catalog, and what the browser fetches: each a name made from the content, and JSON bytes.

    `land` is the basemap as a document; `newest` is False for an earlier release.
    """

    catalog: Catalog
    land: dict[str, Any]
    layers: tuple[str, bytes]
    basemap: tuple[str, bytes]
    finder: tuple[str, bytes]
    newest: bool = True
    briefings: tuple[Briefing, ...] = ()


@lru_cache(maxsize=4)
def _atlas(folder: str, stamp: str, day: date) -> Atlas | AtlasError:  # noqa: ARG001 - the key
    raw = read_folder(Path(folder))
    try:
        catalog = build(raw, day)
    except DataProblemsError as error:
        return error
    return _made(catalog, basemap_document(raw), read_briefings(raw.briefings))


def _made(catalog: Catalog, land: dict[str, Any], briefings: tuple[Briefing, ...], *,
          newest: bool = True) -> Atlas:
    made = Atlas(catalog, land, encode(map_document(catalog)), encode(land),
                 encode(finder_document(catalog)), newest, briefings)
    # What is loaded stays for as long as the process runs: the collector need not walk it again.
    gc.collect()
    gc.freeze()
    return made


@lru_cache(maxsize=4)
def _earlier(folder: str, stamp: str, day: date, release: str) -> Atlas | None:
    """An earlier release, drawn on today's land; None where it is not kept or cannot be read."""
    path, now = releases(Path(folder)).get(release), _atlas(folder, stamp, day)
    if path is None or isinstance(now, AtlasError):
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
        kept = _stamps[str(folder)] = now, fingerprint(folder)
    return kept[1]


def boundary_policy() -> str:
    """The text of the folder's boundary policy, or nothing where it has none."""
    path = data_folder() / "basemap" / "POLICY.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def past_releases() -> list[str]:
    """The ids of the earlier releases kept with the data, newest first."""
    return list(releases(data_folder()))


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
    return _changes(str(folder), _stamp(folder), release)


def known_names(atlas: Atlas) -> Known:
    """What an address may name in this atlas."""
    catalog = atlas.catalog
    return Known(catalog.known_words, catalog.subjects,
                 (*past_releases(), load_atlas().catalog.release))


def load_atlas(release: str = "") -> Atlas:
    """The atlas of the data folder, read anew when a file of it changes.

    Where an earlier `release` is asked for and kept, that one; otherwise the newest.
    Raises AtlasError when the data cannot be trusted.
    """
    folder = data_folder()
    stamp = _stamp(folder)
    atlas = _atlas(str(folder), stamp, today())
    if isinstance(atlas, AtlasError):
        raise atlas
    if release and release != atlas.catalog.release:
        return _earlier(str(folder), stamp, today(), release) or atlas
    return atlas
