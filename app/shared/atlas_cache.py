"""What is shared by all sessions and requests, and never changed by any.

The server imports this before Streamlit runs, so nothing here may register a component.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from app.shared.settings import data_folder, today
from geo.briefing.briefing import Briefing, read_briefings
from geo.cartography.web_map import basemap_document, encode, map_document
from geo.catalog.catalog import Catalog
from geo.catalog.join import on_day
from geo.catalog.search_index import finder_document
from geo.checks.build import build, build_release
from geo.data.diff import Change, compare
from geo.data.errors import AtlasError, DataProblemsError
from geo.data.lru import LruCache, kept_on_first
from geo.data.reader import fingerprint, read_folder, read_policy
from geo.data.releases import ReleaseError, archive_path, read_release, releases
from geo.network.graph import Network, build_network
from geo.query.view import Known


@dataclass(frozen=True, eq=False)
class Lasting:
    """What is kept of one state of a data folder for as long as it is served, over days too.

    `stamp` is the folder's fingerprint in that state.
    """

    folder: Path
    stamp: str


@dataclass(frozen=True, eq=False)
class Atlas:
    """A catalog, and what the browser fetches: each a name made from the content, and JSON bytes.

    `land` is the basemap as a document; `newest` is False for an earlier release. Nothing of the
    browser's changes with the day: `on_day` shares it. What is worked out of an atlas is kept on
    it, and goes with it (`geo.data.lru`).
    """

    catalog: Catalog
    land: dict[str, Any]
    layers: tuple[str, bytes]
    basemap: tuple[str, bytes]
    finder: tuple[str, bytes]
    newest: bool = True
    briefings: tuple[Briefing, ...] = ()
    lasting: Lasting = field(default_factory=lambda: Lasting(Path(), ""))

    def on_day(self, day: date) -> Atlas:
        """The same data with its ages counted against another day."""
        catalog = on_day(self.catalog, day)
        return self if catalog is self.catalog else replace(self, catalog=catalog)


LOG = logging.getLogger(__name__)

_STAMP_SECONDS = 1.0
"""How often a folder is looked at: its fingerprint stats every file."""
_AGAIN_SECONDS = 10.0
"""How soon a folder with a problem is read again, though no file of it looks changed."""
_READS = 3
"""How often a folder that changes while it is read is read anew at once."""
_FOLDERS = 4


def _stamp(folder: Path) -> str:
    """The folder's fingerprint, or in words why it has none."""
    try:
        return fingerprint(folder)
    except OSError as error:  # it is gone, or a file went while it was looked at
        return f"{error.filename}: {error.strerror}"


def _read(folder: Path, stamp: str, day: date) -> Atlas | AtlasError:
    """The folder as it is now, or why it cannot be trusted."""
    try:
        raw = read_folder(folder)
        return _made(build(raw, day), basemap_document(raw), read_briefings(raw.briefings),
                     Lasting(folder, stamp))
    except DataProblemsError as error:
        return error.with_traceback(None)
    except OSError as error:
        return AtlasError(f"{error.filename or folder}: cannot be read: {error.strerror}")
    except Exception:  # readers keep the last good state, whatever is wrong with the new one
        LOG.exception("%s could not be read", folder)
        return AtlasError(f"{folder}: cannot be read, by a fault of the atlas; the server's log "
                          "says why")


def _made(catalog: Catalog, land: dict[str, Any], briefings: tuple[Briefing, ...],
          lasting: Lasting) -> Atlas:
    return Atlas(catalog, land, encode(map_document(catalog)), encode(land),
                 encode(finder_document(catalog)), briefings=briefings, lasting=lasting)


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of a folder: its last state that could be trusted, and what is wrong now."""

    stamp: str
    day: date
    good: Atlas | None
    problem: AtlasError | None


class _Folder:
    """One data folder, read anew when it changes: by one thread, while all others go on.

    Whoever meets a change first reads it, and the rest are given the last good state meanwhile;
    where there is none yet they wait for that one. Within `watched` a thread of its own does it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._state: _State | None = None
        self._looked = self._read_at = 0.0
        self._reading = threading.Lock()
        self._watched = False

    def state(self) -> _State:
        """What is known of the folder, after a look at it."""
        known = self._state
        if known is not None and (self._watched or self._is_fresh(known)):
            return known
        if self._reading.acquire(blocking=known is None or known.good is None):
            try:
                self._look()
            finally:
                self._reading.release()
        assert self._state is not None  # noqa: S101 - whoever waited has been given one
        return self._state

    def _is_fresh(self, known: _State) -> bool:
        return time.monotonic() - self._looked <= _STAMP_SECONDS and known.day == today()

    def _wants_another_try(self, known: _State) -> bool:
        """Whether what was wrong may be over: rights, a network drive, too many open files."""
        return bool(known.problem) and time.monotonic() - self._read_at > _AGAIN_SECONDS

    def _look(self) -> None:
        """Take in what has changed since the last look."""
        known = self._state
        if known is not None and self._is_fresh(known):
            return
        stamp, day = _stamp(self.path), today()
        if known is None or known.stamp != stamp or self._wants_another_try(known):
            self._read(known, stamp, day)
        elif known.day != day:
            self._state = replace(known, day=day, good=known.good and known.good.on_day(day))
        self._looked = time.monotonic()

    def _read(self, known: _State | None, stamp: str, day: date) -> None:
        """Read it; what changed while it was read is no state of it and is read again.

        Of a folder that does not come to rest the last good state stays; the next look goes on.
        """
        good, self._read_at = known.good if known else None, time.monotonic()
        for _ in range(_READS):
            found, before, stamp = _read(self.path, stamp, day), stamp, _stamp(self.path)
            if stamp == before:
                break
        else:
            if good is not None:
                return
        self._state = (_State(before, day, found, None) if isinstance(found, Atlas)
                       else _State(before, day, good and good.on_day(day), found))

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Have a thread look at the folder, so that no reader waits for what has changed."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(_STAMP_SECONDS):
                with self._reading:
                    try:
                        self._look()
                    except Exception:  # the next look may go well
                        LOG.exception("%s could not be looked at", self.path)

        thread = threading.Thread(target=watch, name="data-folder", daemon=True)
        self._watched = True
        thread.start()
        try:
            yield
        finally:
            self._watched = False
            over.set()


_folders: LruCache[str, _Folder] = LruCache(_FOLDERS)


def _folder() -> _Folder:
    path = data_folder()
    return _folders.get(str(path), lambda: _Folder(path))


@contextmanager
def watching() -> Iterator[None]:
    """Look at the served folder in a thread of its own, for as long as the server runs."""
    with _folder().watched():
        yield


def data_problem() -> AtlasError | None:
    """What is wrong with the folder as it was last looked at, whatever is still shown of it."""
    return _folder().state().problem


def boundary_policy() -> str:
    """The text of the folder's boundary policy, or nothing where it has none."""
    return read_policy(data_folder())


def past_releases() -> list[str]:
    """The ids of the earlier releases kept with the data, newest first; not the one served."""
    now = load_atlas().catalog.release
    return [each for each in releases(data_folder()) if each != now]


def _archive_stamp(folder: Path, release: str) -> str:
    """Changes when the archive of a release does; blank where none is kept."""
    try:
        seen = archive_path(folder, release).stat()
    except (OSError, ValueError):
        return ""
    return f"{seen.st_size} {seen.st_mtime_ns}"


@kept_on_first(4)
def _joined(lasting: Lasting, release: str, stamp: str) -> Catalog:  # noqa: ARG001 - the key
    """An earlier release of no day yet. Raises ReleaseError."""
    return build_release(lasting.folder, release, date.min)


@kept_on_first(4)
def _earlier(newest: Atlas, release: str, stamp: str) -> Atlas:
    """An earlier release on the newest's day and land. Raises ReleaseError."""
    catalog = on_day(_joined(newest.lasting, release, stamp), newest.catalog.today)
    made = _made(catalog, newest.land, newest.briefings, newest.lasting)
    return replace(made, basemap=newest.basemap, newest=False)


@kept_on_first(8)
def _changes(lasting: Lasting, release: str, stamp: str  # noqa: ARG001 - the key
             ) -> tuple[Change, ...] | str:
    try:
        old = read_release(lasting.folder, release)
    except ReleaseError as error:
        return f"{error}."
    now = read_folder(lasting.folder)
    if _stamp(lasting.folder) != lasting.stamp:
        return "The data folder is being changed, so what changed cannot be said yet."
    return compare(old, now)


def changes_since(release: str) -> tuple[Change, ...] | str:
    """What changed since a release, or in words why that cannot be said."""
    if data_problem():
        return "The data folder has problems now, so what changed cannot be said."
    lasting = load_atlas().lasting
    return _changes(lasting, release, _archive_stamp(lasting.folder, release))


def known_names(atlas: Atlas) -> Known:
    """What an address may name in this atlas; of releases the one that it is."""
    catalog = atlas.catalog
    return Known(catalog.known_words, catalog.subjects, (catalog.release,))


@kept_on_first(1)
def network_of(atlas: Atlas) -> Network:
    """The network of an atlas, built once for each."""
    return build_network(atlas.catalog)


def load_atlas(release: str = "") -> Atlas:
    """The atlas of the data folder, read anew when a file of it changes.

    Where an earlier `release` is asked for, that one. While the folder cannot be trusted, or is
    being read anew, the last state that could be is served; `data_problem` tells. Raises AtlasError
    where there has been none, and ReleaseError where the release cannot be had: another one is
    never served in its place.
    """
    state = _folder().state()
    if state.good is None:
        problem = state.problem or AtlasError(f"{data_folder()}: has not been read")
        raise problem.with_traceback(None)
    newest = state.good
    if release and release != newest.catalog.release:
        return _earlier(newest, release, _archive_stamp(newest.lasting.folder, release))
    return newest
