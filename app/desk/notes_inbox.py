"""Readers' notes at the desk: taken in, listed, answered. They are kept in readers_notes.csv."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from app.shared.atomic_write import save
from geo.checks.canonical_form import table_data
from geo.claims.wording import scoped_words
from geo.data.csv_table import read_table
from geo.data.errors import AtlasError, did_you_mean
from geo.data.files import read_file
from geo.data.records import Claim, ReadersNote
from geo.data.schema import NOTE_PROBLEMS, TABLES
from geo.intake.readers_notes import FoundNotes, ReaderNote, read_note_file, read_notes

_TABLE: Final = TABLES["readers_notes"]
_MOST_ANSWER: Final = 2000

Outcome = Literal["new", "known", "no-claim"]
OUTCOMES: Final[Mapping[Outcome, str]] = MappingProxyType({
    "new": "taken in", "known": "here already", "no-claim": "not taken in"})
"""What becomes of a note that is read, in words."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a note; `remark` says in a sentence what the curator should know."""

    note: ReaderNote
    outcome: Outcome
    remark: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of the notes of a text, and in sentences what of it could not be read."""

    notes: tuple[Taken, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenNote:
    """An open note with the claim as it is now; None where the data has it no longer.

    `problem` is what seems wrong in words, `now` the value as it is now where that is not what the
    reader saw.
    """

    note: ReadersNote
    claim: Claim | None
    problem: str
    now: str = ""


def _rows(folder: Path) -> tuple[ReadersNote, ...]:
    """Returns the notes of a folder. Raises AtlasError where the file cannot be read."""
    try:
        reading = read_table(_TABLE, read_file(folder, _TABLE.file))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise AtlasError(f"{_TABLE.file}: cannot be read: {error.strerror}") from error
    if reading.problems:
        raise AtlasError(str(reading.problems[0]))
    return tuple(ReadersNote(**row.cells) for row in reading.rows)


def _write(folder: Path, notes: Iterable[ReadersNote]) -> None:
    save(folder / _TABLE.file, table_data(_TABLE.name, map(asdict, notes)))


def _seen(text: str) -> str:
    """Returns words as they are compared: white space of any kind alike."""
    return " ".join(text.split())


def _by_name(claims: Iterable[Claim]) -> Mapping[str, Claim]:
    return {claim.full_name: claim for claim in claims}


def _now(note: ReaderNote, claims: Mapping[str, Claim]) -> str:
    """Returns the values that the claims of a note's lines have now; blank without any."""
    return " or ".join(dict.fromkeys(scoped_words(claim) for claim in claims.values()
                                     if claim.reference == note.reference))


def _judged(note: ReaderNote, claims: Mapping[str, Claim], release: str) -> Taken:
    """Returns whether a note can be kept: the data has its claim, perhaps with another value."""
    claim, now = claims.get(note.claim), _now(note, claims)
    seen = "" if note.release == release else f"the reader saw release {note.release}; "
    if claim and not _seen(note.said).endswith(_seen(scoped_words(claim))):
        return Taken(note, "new", f"{seen}the atlas now says {scoped_words(claim)}")
    if claim:
        return Taken(note, "new", f"{seen}the value is still the same" if seen else "")
    if now:
        return Taken(note, "new", f"{seen}the value has changed since: the atlas now says {now}")
    near = did_you_mean(note.reference, {each.reference for each in claims.values()})
    return Taken(note, "no-claim", f"{seen}the data has no such claim, or no longer{near}")


def open_notes(folder: Path, claims: Iterable[Claim]) -> tuple[OpenNote, ...]:
    """Returns the open notes of a data folder, oldest first, each beside its claim as it is now."""
    by_name = _by_name(claims)
    found = []
    for note in _rows(folder):
        if note.is_open:
            claim = by_name.get(note.claim)
            read = ReaderNote(note.claim, note.release, note.said, note.printed, note.problem,
                              note.words, note.link, note.opened)
            found.append(OpenNote(note, claim, NOTE_PROBLEMS.get(note.problem, note.problem),
                                  "" if claim else _now(read, by_name)))
    return tuple(found)


def _row(note: ReaderNote, today: date) -> ReadersNote:
    opened = min(note.day or today.isoformat(), today.isoformat())
    return ReadersNote(note.note_id, note.claim, note.release, note.said or note.claim,
                       note.printed, note.problem, note.words, note.link, opened, "open", "", "")


def take_in(folder: Path, given: str | tuple[str, bytes], claims: Iterable[Claim], release: str,
            today: date) -> TakenIn:
    """Keeps the notes of a text, or of a file (its name and bytes), as open notes of a data folder.

    `claims` and `release` are those of the folder. A note that is kept already is not kept again,
    and one whose claim the data does not have is only told of. Raises AtlasError where the file
    holds no note, or the folder cannot be written; then nothing is kept.
    """
    found: FoundNotes = read_notes(given) if isinstance(given, str) else read_note_file(*given)
    if not (found.notes or found.faults):
        raise AtlasError("No note is in this text; a note holds a block that begins with "
                         "[[ATLASNOTE.")
    kept, by_name = _rows(folder), _by_name(claims)
    ids, taken, new = {note.note_id for note in kept}, [], []
    for note in found.notes:
        judged = _judged(note, by_name, release)
        if judged.outcome == "new" and note.note_id in ids:
            judged = Taken(note, "known", judged.remark)
        elif judged.outcome == "new":
            new.append(_row(note, today))
        taken.append(judged)
    if new:
        _write(folder, (*kept, *new))
    return TakenIn(tuple(taken), found.faults)


def settle(folder: Path, note_id: str, answer: str, day: date) -> ReadersNote:
    """Answers an open note and returns it as it is now kept.

    Raises AtlasError where there is no such open note, the answer is blank or too long, or the
    folder cannot be written.
    """
    kept, words = _rows(folder), " ".join(answer.split())
    if not words or len(words) > _MOST_ANSWER:
        raise AtlasError("Say in a sentence what was found; "
                         f"at most {_MOST_ANSWER:,} characters.")
    note = next((each for each in kept if each.note_id == note_id), None)
    if note is None:
        raise AtlasError(f"no note {note_id!r}"
                         f"{did_you_mean(note_id, [each.note_id for each in kept])}")
    if not note.is_open:
        raise AtlasError(f"{note_id} was settled on {note.settled_on}: {note.answer}")
    settled = replace(note, status="settled", settled_on=day.isoformat(), answer=words)
    _write(folder, (settled if each is note else each for each in kept))
    return settled
