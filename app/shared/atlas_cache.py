"""Caches the atlas that all sessions and requests share; none of them changes it.

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

from app.shared.settings import data_folder, today
from geo.briefing.briefing import Briefing, read_briefings
from geo.cartography.web_map import basemap_document, encode, map_document
from geo.catalog.catalog import Catalog
from geo.catalog.join import on_day
from geo.catalog.name_lookup import known_by
from geo.catalog.search_index import finder_document
from geo.checks.build import build, build_release
from geo.data.basemap_document import BasemapDocument
from geo.data.diff import Change, compare
from geo.data.errors import AtlasError, DataProblemsError
from geo.data.lru import LruCache, ResultsOwner, kept_on_first
from geo.data.reader import fingerprint, read_folder, read_policy
from geo.data.releases import ReleaseError, archive_path, read_release, releases
from geo.network.graph import Network, build_network
from geo.query.view import Known


@dataclass(frozen=True, eq=False)
class Lasting(ResultsOwner):
    """A state of a data folder, for as long as it is served; it does not depend on the day.

    `stamp` is the folder's fingerprint in that state.
    """

    folder: Path
    stamp: str


@dataclass(frozen=True, eq=False)
class Atlas(ResultsOwner):
    """A catalog, and the documents for the browser: each a name made from its content, and JSON.

    `land` is the basemap as a document; `newest` is False for an earlier release. The documents do
    not change with the day, so `on_day` shares them. Values computed from an atlas are cached on
    it, and are freed with it (`geo.data.lru`).
    """

    catalog: Catalog
    land: BasemapDocument
    layers: tuple[str, bytes]
    basemap: tuple[str, bytes]
    finder: tuple[str, bytes]
    newest: bool = True
    briefings: tuple[Briefing, ...] = ()
    lasting: Lasting = field(default_factory=lambda: Lasting(Path(), ""))

    def on_day(self, day: date) -> Atlas:
        """Returns the same data with its ages counted on another day."""
        catalog = on_day(self.catalog, day)
        return self if catalog is self.catalog else replace(self, catalog=catalog)


LOG = logging.getLogger(__name__)

_STAMP_SECONDS = 1.0
"""Seconds between two checks of a folder: its fingerprint stats every file."""
_AGAIN_SECONDS = 10.0
"""Seconds until a folder with a problem is read again, even if no file has changed."""
_READS = 3
"""The most times a folder is read in one go if it changes while it is read."""
_FOLDERS = 4


def _stamp(folder: Path) -> str:
    """Returns the folder's fingerprint, or the reason in words why it has none."""
    try:
        return fingerprint(folder)
    except OSError as error:  # the folder or a file of it was removed meanwhile
        return f"{error.filename}: {error.strerror}"


def _read(folder: Path, stamp: str, day: date) -> Atlas | AtlasError:
    """Reads the folder; returns the error if it cannot be read or has problems."""
    try:
        raw = read_folder(folder)
        return _atlas_from(build(raw, day), basemap_document(raw), read_briefings(raw.briefings),
                           Lasting(folder, stamp))
    except DataProblemsError as error:
        return error.with_traceback(None)
    except OSError as error:
        return AtlasError(f"{error.filename or folder}: cannot be read: {error.strerror}")
    except Exception:  # whatever is wrong, readers keep the last good state
        LOG.exception("%s could not be read", folder)
        return AtlasError(f"{folder}: cannot be read, by a fault of the atlas; the server's log "
                          "says why")


def _atlas_from(catalog: Catalog, land: BasemapDocument, briefings: tuple[Briefing, ...],
                lasting: Lasting) -> Atlas:
    return Atlas(catalog, land, encode(map_document(catalog)), encode(land),
                 encode(finder_document(catalog, land.get("seas", ()))), briefings=briefings,
                 lasting=lasting)


@dataclass(frozen=True, slots=True)
class _State:
    """The state of a folder: its last good atlas, and the present problem if there is one."""

    stamp: str
    day: date
    good: Atlas | None
    problem: AtlasError | None


class _Folder:
    """A data folder, read again when it changes: by one thread, while all others go on.

    The first thread that sees a change reads the folder; the others get the last good state, or
    wait if there is none yet. Within `watched` a separate thread does this.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._state: _State | None = None
        self._looked = self._read_at = 0.0
        self._reading = threading.Lock()
        self._watched = False

    def state(self) -> _State:
        """Returns the state of the folder, after a check for changes."""
        state = self._state
        if state is not None and (self._watched or self._is_fresh(state)):
            return state
        if self._reading.acquire(blocking=state is None or state.good is None):
            try:
                self._look()
            finally:
                self._reading.release()
        assert self._state is not None  # noqa: S101 - `_look` has set it
        return self._state

    def _is_fresh(self, state: _State) -> bool:
        return time.monotonic() - self._looked <= _STAMP_SECONDS and state.day == today()

    def _wants_another_try(self, state: _State) -> bool:
        """Checks whether a problem may be over: rights, a network drive, too many open files."""
        return bool(state.problem) and time.monotonic() - self._read_at > _AGAIN_SECONDS

    def _look(self) -> None:
        """Read the folder if it has changed since the last check."""
        state = self._state
        if state is not None and self._is_fresh(state):
            return
        stamp, day = _stamp(self.path), today()
        if state is None or state.stamp != stamp or self._wants_another_try(state):
            self._read(state, stamp, day)
        elif state.day != day:
            self._state = replace(state, day=day, good=state.good and state.good.on_day(day))
        self._looked = time.monotonic()

    def _read(self, state: _State | None, stamp: str, day: date) -> None:
        """Read the folder, again if it changed while it was read.

        If it keeps changing, the last good state stays, and the next check goes on.
        """
        good, self._read_at = state.good if state else None, time.monotonic()
        for _ in range(_READS):
            result, before, stamp = _read(self.path, stamp, day), stamp, _stamp(self.path)
            if stamp == before:
                break
        else:
            if good is not None:
                return
        self._state = (_State(before, day, result, None) if isinstance(result, Atlas)
                       else _State(before, day, good and good.on_day(day), result))

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Have a thread check the folder, so that no reader waits for a change to be read."""
        stopped = threading.Event()

        def watch() -> None:
            while not stopped.wait(_STAMP_SECONDS):
                with self._reading:
                    try:
                        self._look()
                    except Exception:  # the next check may succeed
                        LOG.exception("%s could not be looked at", self.path)

        thread = threading.Thread(target=watch, name="data-folder", daemon=True)
        self._watched = True
        thread.start()
        try:
            yield
        finally:
            self._watched = False
            stopped.set()


_folders: LruCache[str, _Folder] = LruCache(_FOLDERS)


def _folder() -> _Folder:
    path = data_folder()
    return _folders.get(str(path), lambda: _Folder(path))


@contextmanager
def watching() -> Iterator[None]:
    """Check the served folder in a separate thread, for as long as the server runs."""
    with _folder().watched():
        yield


def data_problem() -> AtlasError | None:
    """The problem of the folder at the last check, even if an earlier good state is still shown."""
    return _folder().state().problem


def boundary_policy() -> str:
    """The text of the folder's boundary policy; blank if it has none."""
    return read_policy(data_folder())


def past_releases() -> list[str]:
    """The ids of the earlier releases kept with the data, newest first; not the one served."""
    served = load_atlas().catalog.release
    return [release for release in releases(data_folder()) if release != served]


def _archive_stamp(folder: Path, release: str) -> str:
    """A text that changes when the archive of a release does; blank if none is kept."""
    try:
        status = archive_path(folder, release).stat()
    except (OSError, ValueError):
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


@kept_on_first(4)
def _joined(lasting: Lasting, release: str, stamp: str) -> Catalog:  # noqa: ARG001 - the key
    """An earlier release, not yet set on a day. Raises ReleaseError."""
    return build_release(lasting.folder, release, date.min)


@kept_on_first(4)
def _earlier(newest: Atlas, release: str, stamp: str) -> Atlas:
    """An earlier release with the day and the basemap of the newest. Raises ReleaseError."""
    catalog = on_day(_joined(newest.lasting, release, stamp), newest.catalog.today)
    atlas = _atlas_from(catalog, newest.land, newest.briefings, newest.lasting)
    return replace(atlas, basemap=newest.basemap, newest=False)


@kept_on_first(8)
def _changes(lasting: Lasting, release: str, stamp: str  # noqa: ARG001 - the key
             ) -> tuple[Change, ...] | str:
    try:
        then = read_release(lasting.folder, release)
    except ReleaseError as error:
        return f"{error}."
    now = read_folder(lasting.folder)
    if _stamp(lasting.folder) != lasting.stamp:
        return "The data folder is being changed, so what changed cannot be said yet."
    return compare(then, now)


def changes_since(release: str) -> tuple[Change, ...] | str:
    """Returns the changes since a release, or the reason in words why they are unknown."""
    if data_problem():
        return "The data folder has problems now, so what changed cannot be said."
    lasting = load_atlas().lasting
    return _changes(lasting, release, _archive_stamp(lasting.folder, release))


def known_names(atlas: Atlas) -> Known:
    """The names that an address may use with this atlas; as release only its own."""
    catalog = atlas.catalog
    return known_by(catalog, (catalog.release,))


@kept_on_first(1)
def network_of(atlas: Atlas) -> Network:
    """The network of an atlas, built once for each atlas."""
    return build_network(atlas.catalog)


def load_atlas(release: str = "") -> Atlas:
    """Returns the atlas of the data folder, read again when a file of it changes.

    With `release`, returns that earlier release. While the folder has problems or is being read,
    the last good state is served; `data_problem` says why. Raises AtlasError if there is no good
    state, and ReleaseError if the release is not available: another one is never served instead.
    """
    state = _folder().state()
    if state.good is None:
        problem = state.problem or AtlasError(f"{data_folder()}: has not been read")
        raise problem.with_traceback(None)
    newest = state.good
    if release and release != newest.catalog.release:
        return _earlier(newest, release, _archive_stamp(newest.lasting.folder, release))
    return newest
