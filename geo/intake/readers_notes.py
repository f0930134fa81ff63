"""Reads readers' notes on values: pasted text, a mail, or a saved file.

A note is text that a person reads, with a block in which a program finds the same again
(geo/web/shared/note-text.js writes it). Mail programs wrap lines, quote them and change their ends;
the block bears all of that, and a check sum tells where it was spoilt. A note is data of a
stranger: nothing in it is followed, run or fetched.
"""

from __future__ import annotations

import base64
import email
import email.policy
import hashlib
import html
import json
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from email.message import EmailMessage
from typing import Any, Final

from geo.data.datapackage import is_release
from geo.data.errors import AtlasError
from geo.data.schema import NOTE_PROBLEMS

MOST_BYTES: Final = 2_000_000
"""The size limit of a file of notes."""
MOST_NOTES: Final = 500
"""The most notes in one file."""
MOST_CELL: Final = 4000
"""The most characters of one field of a note."""

_BLOCK: Final = re.compile(r"\[\[ATLASNOTE((?:(?!\[\[ATLASNOTE).)*?)ATLASNOTE\]\]", re.DOTALL)
_QUOTED: Final = re.compile(r"^[ \t]*[A-Za-z]{0,4}[>|]", re.MULTILINE)
"""The sign of a quoted line, perhaps with the initials of whoever is quoted."""
_NO_LETTER: Final = re.compile(r"[^A-Za-z0-9_.-]")
_TAG: Final = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^<>]*>",
                         re.DOTALL | re.IGNORECASE)
_CLAIM: Final = re.compile(r"[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+/[0-9-]*=.+", re.DOTALL)
_DAMAGED: Final = "a note in it is damaged; ask for it again, as a saved file"
_MAIL: Final = re.compile(rb"\A(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:)")


@dataclass(frozen=True, slots=True)
class ReaderNote:
    """A note as its reader wrote it: the claim and what was seen of it, and what seems wrong.

    `claim` is subject/attribute/source/lines=value, `day` YYYY-MM-DD or blank.
    """

    claim: str
    release: str
    said: str
    printed: str
    problem: str
    words: str
    link: str
    day: str

    @property
    def reference(self) -> str:
        """The claim without its value."""
        return self.claim.partition("=")[0]

    @property
    def source_id(self) -> str:
        """The source that makes the claim."""
        return self.reference.split("/")[2]

    @property
    def note_id(self) -> str:
        """An id made of its content: the same note has the same id, however it arrives."""
        cells = "\x1f".join(getattr(self, each.name) for each in fields(self))
        return f"note-{hashlib.sha256(cells.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class FoundNotes:
    """The notes of a text, each once, and in sentences what could not be read."""

    notes: tuple[ReaderNote, ...] = ()
    faults: tuple[str, ...] = ()


def _clean(text: str) -> str:
    """Returns a text without what no table can hold: control characters, halves of letters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(letter for letter in lines if letter == "\n" or unicodedata.category(
        letter) not in ("Cc", "Cs")).strip()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _note(held: Any) -> ReaderNote:  # noqa: ANN401 - JSON
    """Returns a note of its JSON. Raises AtlasError with a sentence where it is none."""
    if not isinstance(held, dict):
        raise AtlasError("a note in it is no note of the atlas")
    cells = {each.name: held.get(each.name, "") for each in fields(ReaderNote)}
    if not all(isinstance(cell, str) for cell in cells.values()):
        raise AtlasError("a note in it is no note of the atlas")
    if any(len(cell) > MOST_CELL for cell in cells.values()):
        raise AtlasError(f"a note in it has more than {MOST_CELL:,} characters in one field")
    note = ReaderNote(**{name: _clean(cell) for name, cell in cells.items()})
    if not _CLAIM.fullmatch(note.claim):
        raise AtlasError("a note in it names no claim")
    if note.problem not in NOTE_PROBLEMS:
        raise AtlasError("a note in it does not say what seems wrong")
    if not is_release(note.release) or len(note.release) > 60:
        raise AtlasError("a note in it names no release")
    if note.day and not _is_day(note.day):
        raise AtlasError("a note in it has no day of the calendar")
    return note


def _held(block: str) -> Any:  # noqa: ANN401 - JSON
    """Returns the JSON of a block. Raises AtlasError where a letter of it was lost."""
    letters, _, check = _NO_LETTER.sub("", _QUOTED.sub("", block)).rpartition(".")
    try:
        data = base64.b64decode(letters + "=" * (-len(letters) % 4), b"-_", validate=True)
        if f"{zlib.crc32(data):08x}" != check:
            raise AtlasError(_DAMAGED)
        return json.loads(data)
    except (ValueError, RecursionError):
        raise AtlasError(_DAMAGED) from None


def _collected(found: Iterable[Any]) -> FoundNotes:
    """Reads the JSON of notes; an AtlasError among it is what kept one from being read."""
    notes: dict[str, ReaderNote] = {}
    faults: dict[str, None] = {}
    for number, held in enumerate(found):
        if number >= MOST_NOTES:
            faults[f"it holds more than {MOST_NOTES} notes; the rest is not read"] = None
            break
        try:
            if isinstance(held, AtlasError):
                raise held
            note = _note(held)
            notes.setdefault(note.note_id, note)
        except AtlasError as error:
            faults[str(error)] = None
    return FoundNotes(tuple(notes.values()), tuple(faults))


def _blocks(text: str) -> Iterator[Any]:
    for block in _BLOCK.finditer(text):
        try:
            yield _held(block[1])
        except AtlasError as error:
            yield error


def read_notes(text: str) -> FoundNotes:
    """Returns the notes in a text, pasted or mailed, wrapped or quoted. Raises nothing."""
    return _collected(_blocks(text))


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def _without_tags(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup))


def _mail_texts(data: bytes) -> Iterator[str]:
    """Yields the texts of a mail: its body, and the text files that are attached."""
    mail = email.message_from_bytes(data, EmailMessage, policy=email.policy.default)
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            text = _decoded(content) if isinstance(content, bytes) else ""
            yield _without_tags(text) if part.get_content_subtype() == "html" else text


def _json_notes(text: str) -> list[Any] | None:
    """Returns the notes of a JSON file, one or a list of them; None where it is no JSON."""
    if not text.lstrip().startswith(("{", "[{")):
        return None
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return held if isinstance(held, list) else [held]


def read_note_file(name: str, data: bytes) -> FoundNotes:
    """Returns the notes in a file: .txt, .eml, .html or .json.

    Raises AtlasError with a sentence for a file that is too large or holds no note.
    """
    if len(data) > MOST_BYTES:
        raise AtlasError(f"{name}: larger than {MOST_BYTES:,} bytes; a note is a short text")
    text = _decoded(data)
    held = _json_notes(text)
    if held is not None:
        found = _collected(held)
    elif name.lower().endswith(".eml") or _MAIL.match(data):
        found = read_notes("\n".join(_mail_texts(data)))
    else:
        plain = read_notes(text)
        found = plain if plain.notes else read_notes(_without_tags(text))
    if not (found.notes or found.faults):
        raise AtlasError(f"{name}: no note is in it; a note holds a block that begins with "
                         "[[ATLASNOTE")
    return found
