"""The command `corridor-atlas notes`: readers' notes on values, listed, taken in and answered."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.desk.notes_inbox import OUTCOMES, OpenNote, open_notes, settle, take_in
from app.shared.settings import today
from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError
from geo.data.plural import plural
from geo.intake.readers_notes import MOST_BYTES


def add_notes(parser: argparse.ArgumentParser) -> None:
    """Adds the options of `notes`."""
    parser.add_argument("--add", type=Path, action="append", default=[], metavar="FILE",
                        help="take in the notes of a file: text, a saved mail (.eml) or .json; may "
                        "be given again")
    parser.add_argument("--settle", metavar="ID", help="answer an open note")
    parser.add_argument("--answer", default="", metavar="WORDS",
                        help="with --settle: what was found, in a sentence")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise AtlasError(f"{path}: cannot be read: {error.strerror}") from error


def _printable(text: str) -> str:
    """Returns a reader's words on one line, without signs that a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))


def _said(each: OpenNote) -> str:
    note = each.note
    lines = [f"{note.note_id}: open since {note.opened}", f"  claim: {note.claim}",
             f"  the reader saw, in release {note.release}: {note.said}",
             f"  what seems wrong: {each.problem}", f"  in the reader's words: {note.words}",
             f"  the reader's source: {note.link}", f"  the atlas now says: {each.now}"]
    if each.claim is None and not each.now:
        lines.append("  the data has this claim no longer")
    return "\n".join(_printable(line) if line[:1] != " " else f"  {_printable(line)}"
                     for line in lines if not line.endswith(": "))


def notes(arguments: argparse.Namespace, catalog: Catalog) -> int:
    """Takes in notes, answers one, or lists the open ones. Returns 1 where one was not taken in."""
    folder, code = arguments.data, 0
    if arguments.answer and not arguments.settle:
        raise AtlasError("--answer belongs to --settle ID")
    for path in arguments.add:
        taken = take_in(folder, (path.name, _bytes(path)), catalog.claims, catalog.release, today())
        for each in taken.notes:
            code = 1 if each.outcome == "no-claim" else code
            remark = f"; {each.remark}" if each.remark else ""
            print(f"{each.note.note_id}: {OUTCOMES[each.outcome]}{_printable(remark)}")
        for fault in taken.faults:
            code = 1
            print(f"{path}: {fault}")
    if arguments.settle:
        note = settle(folder, arguments.settle, arguments.answer, today())
        print(f"{note.note_id}: settled on {note.settled_on}")
    if not (arguments.add or arguments.settle):
        found = open_notes(folder, catalog.claims)
        for waiting in found:
            print(_said(waiting))
        print(f"{plural(len(found), 'open note')}")
    return code
