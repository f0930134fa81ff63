"""Drafts on the disk: a folder for each, which a closed browser or a killed server cannot hurt.

A folder holds the document as it came, the document as it was read with its candidates, the
decisions known from earlier readings, and a journal of all that was done since. What is answered is
on the disk. Whoever writes names the revision that was seen; who has not seen the last is told what
another has written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.desk.decision_shape import (
    addition_to_keep,
    curator_to_keep,
    decision_to_keep,
    row_of,
)
from app.desk.draft_folder import (
    JOURNAL,
    MAX_KEPT_BYTES,
    NoSuchDraftError,
    as_bytes,
    content_of,
    id_of,
    ids_in,
    is_id,
    make,
    only_writer,
    plain_name,
    said,
)
from app.desk.draft_state import MENDED, ChangedElsewhere, State, counted, replayed
from app.desk.draft_summary import DraftSummary, summarised
from app.desk.earlier_decisions import decided_before
from app.desk.journal import Entry, Opened, append, read_journal
from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError, quoted
from geo.data.files import RefusedFileError, read_file
from geo.intake.candidate import Candidate
from geo.intake.decision import Addition, Decision, Draft
from geo.intake.document import Document
from geo.intake.finding import candidates
from geo.intake.kept_form import (
    addition_plain,
    candidate_of,
    candidate_plain,
    decision_of,
    decision_plain,
    document_of,
    document_plain,
)
from geo.intake.reading import read_bytes
from geo.intake.receipts import OTHER, Receipt

Reader = Callable[[str, bytes], Document]
Finder = Callable[[Document, Catalog], tuple[Candidate, ...]]

_DOCUMENT, _CANDIDATES, _BEFORE = "document.json", "candidates.json", "before.json"
READER_VERSION = "1"
"""The version of the intake, kept with what it found: raise it when anchors would move."""
_KINDS = frozenset({"txt", "md", "html", "pdf", "docx"})


@dataclass(frozen=True, slots=True)
class _Kept:
    """A draft as it lies on the disk."""

    document: Document
    candidates: tuple[Candidate, ...]
    before: tuple[Decision, ...]
    journal: Opened

    @property
    def state(self) -> State:
        return replayed(self.before, self.journal.entries)

    def found(self, state: State) -> tuple[Candidate, ...]:
        """Returns all candidates in the order of their place, those of other tools among them."""
        if not state.candidates:
            return self.candidates
        return tuple(sorted((*self.candidates, *state.candidates.values()), key=lambda each: (
            each.anchor.first_line, each.anchor.begins)))


def now() -> str:
    """Returns the time in UTC, as drafts and receipts write it: YYYY-MM-DDTHH:MM:SSZ."""
    return datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _same(entry: Entry, other: Entry) -> bool:
    """Checks whether two entries say the same, whatever the time."""
    def said_of(one: Entry) -> dict[str, Any]:
        return {name: {**part, "at": ""} if isinstance(part, Mapping) and "at" in part else part
                for name, part in one.items() if name != "at"}
    return said_of(entry) == said_of(other)


class DraftStore:
    """The drafts in a folder. Threads and processes may share it.

    `read` makes a document of a file's name and bytes, `find` the candidates of a document; those
    of the intake where none are given. Every method raises AtlasError with a sentence:
    NoSuchDraftError, ChangedElsewhere, or CannotKeepError where the disk refuses.
    """

    def __init__(self, folder: Path, read: Reader = read_bytes, find: Finder = candidates,
                 clock: Callable[[], str] = now) -> None:
        self.folder = folder
        self._read, self._find, self._clock = read, find, clock

    def create(self, name: str, data: bytes, catalog: Catalog,
               receipts: Iterable[Receipt] = ()) -> Draft:
        """Reads a document and makes a draft of it; of one that has an open draft, returns that.

        What `receipts` and closed drafts say of its candidates is decided already.
        """
        name = plain_name(name)
        if len(data) > MAX_KEPT_BYTES:
            raise AtlasError(f"{quoted(name)}: larger than {MAX_KEPT_BYTES:,} bytes")
        sha256 = hashlib.sha256(data).hexdigest()
        if known := self._open_draft_of(sha256):
            return self.draft(known)
        document = self._read(name, data)
        found = self._find(document, catalog)
        with said(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            with only_writer(self.folder, ""):
                if known := self._open_draft_of(sha256):
                    return self.draft(known)
                before = decided_before(found, document, (*receipts,), self._closed())
                kind = document.kind if document.kind in _KINDS else "txt"
                draft_id = self._free_id(id_of(name, sha256))
                make(self.folder, draft_id, {
                    f"original.{kind}": data,
                    _DOCUMENT: as_bytes({"reader": READER_VERSION, "at": self._clock(),
                                         "document": document_plain(document)}),
                    _CANDIDATES: as_bytes([candidate_plain(each) for each in found]),
                    _BEFORE: as_bytes([decision_plain(each) for each in before])})
        return self.draft(draft_id)

    def draft(self, draft_id: str) -> Draft:
        """Returns a draft. A last line that a fault cut short is taken out, and that is said."""
        kept = self._kept(draft_id)
        if kept.journal.torn:
            kept = self._mended(draft_id, kept)
        return self._as_draft(draft_id, kept)

    def drafts(self) -> list[DraftSummary]:
        """Returns what there is to know of each draft in a list, the one changed last first."""
        with said(self.folder):
            found = [self._summary(draft_id) for draft_id in ids_in(self.folder)]
        return sorted(found, key=lambda each: (each.closed, each.changed), reverse=True)

    def original(self, draft_id: str) -> tuple[str, bytes]:
        """Returns the name of a draft's document as it came, and its bytes."""
        document = self._kept(draft_id).document
        kind = document.kind if document.kind in _KINDS else "txt"
        with said(self.folder / draft_id):
            return document.name, read_file(self.folder / draft_id, f"original.{kind}",
                                            MAX_KEPT_BYTES)

    def decide(self, draft_id: str, revision: int, decision: Decision) -> Draft:
        """Keeps a decision on a candidate, or takes the last one on it back (`undo`)."""
        def entry(kept: _Kept) -> Entry:
            known = {each.candidate_id for each in kept.found(kept.state)}
            made = decision_to_keep(decision, known, self._clock())
            return {"kind": "decide", "at": made.at, "curator": made.curator,
                    "decision": decision_plain(made)}

        def check(state: State) -> None:
            if decision.verb == "undo" and not state.history.get(decision.candidate_id):
                raise AtlasError("nothing is decided here, so there is nothing to take back")
        return self._write(draft_id, revision, entry, check)

    def take_candidates(self, draft_id: str, revision: int, proposed: Iterable[Candidate],
                        receipts: Iterable[Receipt] = (), curator: str = "") -> Draft:
        """Adds candidates of another tool; what receipts say of them is decided already."""
        name, receipts = curator_to_keep(curator), (*receipts,)
        taken = [replace(each, candidate_id=each.candidate_id if each.candidate_id.startswith(OTHER)
                         else OTHER + each.candidate_id) for each in proposed]

        def entry(kept: _Kept) -> Entry:
            before = decided_before(taken, kept.document, receipts, ())
            return {"kind": "candidates", "at": self._clock(), "curator": name,
                    "candidates": [candidate_plain(each) for each in taken],
                    "before": [decision_plain(each) for each in before]}

        def check(state: State) -> None:
            if {each.candidate_id for each in taken} <= {*state.candidates}:
                raise AtlasError("there is no candidate in it that this draft does not have")
        return self._write(draft_id, revision, entry, check)

    def set_source(self, draft_id: str, revision: int, row: Mapping[str, str],
                   curator: str = "") -> Draft:
        """Keeps the source of the document as the curator enters it."""
        entry = {"kind": "source", "at": self._clock(), "curator": curator_to_keep(curator),
                 "row": row_of("sources", row)}
        return self._write(draft_id, revision, lambda _: entry)

    def add(self, draft_id: str, revision: int, addition: Addition) -> Draft:
        """Keeps a row for another table; one of the same id takes its place."""
        made = addition_to_keep(addition, self._clock())
        return self._write(draft_id, revision, lambda _: {
            "kind": "add", "at": made.at, "curator": made.curator,
            "addition": addition_plain(made)})

    def remove_addition(self, draft_id: str, revision: int, addition_id: str,
                        curator: str = "") -> Draft:
        """Takes an addition out."""
        entry = {"kind": "remove", "at": self._clock(), "curator": curator_to_keep(curator),
                 "addition_id": addition_id}

        def check(state: State) -> None:
            if addition_id not in state.additions:
                raise AtlasError(f"{quoted(addition_id)} is no addition of this draft")
        return self._write(draft_id, revision, lambda _: entry, check)

    def close(self, draft_id: str, revision: int | None = None, curator: str = "") -> Draft:
        """Ends the work on a draft; it stays, and is not written to any more."""
        entry = {"kind": "close", "at": self._clock(), "curator": curator_to_keep(curator)}
        return self._write(draft_id, revision, lambda _: entry)

    @contextmanager
    def accepting(self, draft_id: str, revision: int, curator: str = "") -> Iterator[Draft]:
        """Yields a draft that nobody can write to meanwhile, and closes it if all went well."""
        place = self.folder / self._found(draft_id)
        with ExitStack() as held:
            with said(place):
                held.enter_context(only_writer(self.folder, draft_id))
                kept = self._kept(draft_id)
            self._refuse_old(kept, revision)
            yield self._as_draft(draft_id, kept)
            with said(place):
                self._append(draft_id, kept.journal, {
                    "kind": "close", "at": self._clock(), "curator": curator_to_keep(curator)})

    def _found(self, draft_id: str) -> str:
        if not isinstance(draft_id, str) or not is_id(draft_id) or not (
                self.folder / draft_id / JOURNAL).is_file():
            raise NoSuchDraftError(f"there is no draft {quoted(draft_id)} in {self.folder}")
        return draft_id

    def _kept(self, draft_id: str) -> _Kept:
        place = self.folder / self._found(draft_id)
        with said(place):
            try:
                journal = read_journal(place / JOURNAL)
                return _Kept(
                    document_of(content_of(place, _DOCUMENT)["document"]),
                    tuple(candidate_of(each) for each in content_of(place, _CANDIDATES)),
                    tuple(decision_of({**each, "before": True})
                          for each in content_of(place, _BEFORE)), journal)
            except RefusedFileError as error:
                raise AtlasError(f"{error.filename}: {error.why}") from error
            except (KeyError, TypeError, ValueError, RecursionError) as error:
                raise AtlasError(f"{place}: a file of this draft is not what was written there "
                                 f"({error}); put the folder back from a copy") from error

    def _as_draft(self, draft_id: str, kept: _Kept) -> Draft:
        state = kept.state
        return Draft(draft_id, state.revision, kept.document, kept.found(state), state.source,
                     state.decisions, tuple(state.additions.values()), state.closed,
                     tuple(state.notices))

    def _append(self, draft_id: str, journal: Opened, *entries: Entry) -> Opened:
        mended: tuple[Entry, ...] = ({"kind": MENDED, "at": self._clock(), "bytes": journal.torn},
                                     ) if journal.torn else ()
        return append(self.folder / draft_id / JOURNAL, journal, *mended, *entries)

    def _mended(self, draft_id: str, seen: _Kept) -> _Kept:
        """Takes a torn last line out, as far as the disk allows; the next who writes does it."""
        try:
            with only_writer(self.folder, draft_id):
                kept = self._kept(draft_id)
                return _Kept(kept.document, kept.candidates, kept.before,
                             self._append(draft_id, kept.journal))
        except OSError:
            return seen

    def _refuse_old(self, kept: _Kept, revision: int | None) -> None:
        if revision is not None and len(counted(kept.journal.entries)) != revision:
            raise ChangedElsewhere(kept.journal.entries, revision)
        if kept.state.closed:
            raise AtlasError("this draft is closed; read the document again to go on with it")

    def _write(self, draft_id: str, revision: int | None, entry_for: Callable[[_Kept], Entry],
               check: Callable[[State], None] | None = None) -> Draft:
        """Adds one entry to a journal, if the draft is as it was seen and `check` lets it pass.

        An entry that is the last one already is not added again: its answer was lost on the way.
        """
        place = self.folder / self._found(draft_id)
        with said(place), only_writer(self.folder, draft_id):
            kept = self._kept(draft_id)
            news = counted(kept.journal.entries)[revision:] if revision is not None else []
            entry = entry_for(kept)
            if len(news) != 1 or not _same(news[0], entry):
                self._refuse_old(kept, revision)
                if check:
                    check(kept.state)
                kept = _Kept(kept.document, kept.candidates, kept.before,
                             self._append(draft_id, kept.journal, entry))
            return self._as_draft(draft_id, kept)

    def _free_id(self, draft_id: str) -> str:
        number = 1
        while (self.folder / (draft_id if number == 1 else f"{draft_id}-{number}")).exists():
            number += 1
        return draft_id if number == 1 else f"{draft_id}-{number}"

    def _open_draft_of(self, sha256: str) -> str:
        """Returns the id of the open draft of a document; blank where there is none."""
        with said(self.folder):
            ids = [each for each in ids_in(self.folder) if sha256[:12] in each.split("-")]
        for draft_id in ids:
            with suppress(AtlasError):  # the list of drafts says what is wrong with it
                kept = self._kept(draft_id)
                if kept.document.sha256 == sha256 and not kept.state.closed:
                    return draft_id
        return ""

    def _closed(self) -> Iterator[Draft]:
        """Yields the closed drafts that can be opened."""
        for draft_id in ids_in(self.folder):
            with suppress(AtlasError):
                kept = self._kept(draft_id)
                if kept.state.closed:
                    yield self._as_draft(draft_id, kept)

    def _summary(self, draft_id: str) -> DraftSummary:
        try:
            kept = self._kept(draft_id)
        except AtlasError as error:
            return DraftSummary(draft_id, problem=str(error))
        return summarised(self._as_draft(draft_id, kept), kept.state)
