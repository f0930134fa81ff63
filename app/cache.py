"""What is shared by all sessions and requests, and never changed by any.

The server imports this before Streamlit runs, so nothing here may register a component.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from app.settings import data_folder, today
from geo.archive import read_archive, releases
from geo.build import build
from geo.catalog import Catalog
from geo.diff import Change, compare
from geo.errors import AtlasError, DataProblemsError
from geo.layers import basemap_document, encode, map_document
from geo.load import fingerprint, read_folder


@dataclass(frozen=True, slots=True)
class Atlas:
    """A catalog, and what the map fetches: each a name made from the content, and JSON bytes."""

    catalog: Catalog
    layers: tuple[str, bytes]
    basemap: tuple[str, bytes]


@lru_cache(maxsize=4)
def _atlas(folder: str, stamp: str, day: date) -> Atlas | AtlasError:  # noqa: ARG001 - the key
    raw = read_folder(Path(folder))
    try:
        catalog = build(raw, day)
    except DataProblemsError as error:
        return error
    return Atlas(catalog, encode(map_document(catalog)), encode(basemap_document(raw)))


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
    return _changes(str(folder), fingerprint(folder), release)


def load_atlas() -> Atlas:
    """The atlas of the data folder, read anew when a file of it changes.

    Raises AtlasError when the data cannot be trusted.
    """
    folder = data_folder()
    atlas = _atlas(str(folder), fingerprint(folder), today())
    if isinstance(atlas, AtlasError):
        raise atlas
    return atlas
