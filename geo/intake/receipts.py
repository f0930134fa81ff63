"""Receipts: what was decided on each candidate, kept beside the data for whoever has the document.

They lie in `receipts/` of the data folder, one file for each text, named by the first digits of the
text's hash: one receipt a line, as JSON, in the order of the document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from geo.data.errors import Problem, Problems, quoted
from geo.data.files import file_names, read_file, shown_name
from geo.data.reader import parse_json
from geo.data.schema import TABLES
from geo.intake.candidate import MOST_WORDS, Anchor, Candidate

FOLDER: Final = "receipts"
KEPT_VERBS: Final = ("accept", "reject", "not-ours")
PROPOSED: Final = ("subject_id", "attribute", "value", "value_high", "unit", "qualifier", "scope",
                   "scope_words", "period", "as_of")
"""The columns of a claim that a candidate proposes."""

OTHER: Final = "tool-"
"""How the id of a candidate begins that another tool has proposed."""

_DIGITS: Final = 16
_HASH = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_CANDIDATE_ID = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*")


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The document that was read: its file's name and hash, that of its text, and its source.

    `source_id` is blank where nothing of the document was accepted.
    """

    name: str
    sha256: str
    text_sha256: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was decided on one candidate: where it stands, what was proposed, what was accepted.

    `proposed` has the columns `PROPOSED`, or nothing for a claim entered by hand. `accepted` is the
    row of claims.csv, None where the candidate was not accepted.
    """

    document: ReadDocument
    candidate_id: str
    anchor: Anchor
    printed: str
    proposed: Mapping[str, str]
    verb: str
    accepted: Mapping[str, str] | None
    reason: str
    at: str
    curator: str


@dataclass(frozen=True, slots=True)
class Receipts:
    """The receipts of a data folder, and what is wrong with their files."""

    receipts: tuple[Receipt, ...] = ()
    problems: tuple[Problem, ...] = ()


class _FieldError(ValueError):
    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def proposed_by(candidate: Candidate) -> dict[str, str]:
    """Returns what a candidate proposes, by the columns of a claim."""
    cells = {name: getattr(candidate, name) for name in PROPOSED}
    return {name: ";".join(cell) if isinstance(cell, tuple) else cell
            for name, cell in cells.items()}


def file_of_text(text_sha256: str) -> str:
    """Returns the name, inside a data folder, of the file with the receipts of a text."""
    return f"{FOLDER}/{text_sha256[:_DIGITS]}.jsonl"


def _order(receipt: Receipt) -> tuple[int, int, int, int, str, str]:
    anchor = receipt.anchor
    return (anchor.first_line, anchor.begins, anchor.last_line, anchor.ends, receipt.candidate_id,
            receipt.at)


def _plain(receipt: Receipt) -> dict[str, Any]:
    return {"document": asdict(receipt.document), "candidate_id": receipt.candidate_id,
            "anchor": asdict(receipt.anchor), "printed": receipt.printed,
            "proposed": _in_order(receipt.proposed), "verb": receipt.verb,
            "accepted": None if receipt.accepted is None else _in_order(receipt.accepted),
            "reason": receipt.reason, "at": receipt.at, "curator": receipt.curator}


def _in_order(row: Mapping[str, str]) -> dict[str, str]:
    return {name: row[name] for name in TABLES["claims"].column_names if name in row}


def written(receipts: Iterable[Receipt]) -> bytes:
    """Returns receipts of one text as their file holds them, each of them once."""
    lines = dict.fromkeys(json.dumps(_plain(each), ensure_ascii=False)
                          for each in sorted(receipts, key=_order))
    return "".join(f"{line}\n" for line in lines).encode()


def _text(plain: Mapping[str, Any], name: str, pattern: re.Pattern[str] | None = None) -> str:
    text = plain[name]
    if not isinstance(text, str):
        raise _FieldError(name, f"{quoted(text)} is no text")
    if pattern and not pattern.fullmatch(text):
        raise _FieldError(name, f"{quoted(text)} has not its form")
    return text


def _object(plain: object, name: str, keys: Iterable[str], *, some: bool = False
            ) -> Mapping[str, Any]:
    """Returns an object with these keys and no other; with `some`, all of them or none."""
    wanted = tuple(keys)
    if not isinstance(plain, dict):
        raise _FieldError(name, f"{quoted(plain)} is no object")
    if some and not plain:
        return plain
    if missing := [key for key in wanted if key not in plain]:
        raise _FieldError(name, f"{quoted(missing[0])} is missing")
    if unknown := [key for key in plain if key not in wanted]:
        raise _FieldError(name, f"{quoted(unknown[0])} does not belong there")
    return plain


def _row(plain: object, name: str, columns: Iterable[str], *, some: bool = False) -> dict[str, str]:
    row = _object(plain, name, columns, some=some)
    if wrong := [cell for cell in row.values() if not isinstance(cell, str)]:
        raise _FieldError(name, f"{quoted(wrong[0])} is no text")
    return dict(row)


def _anchor(plain: object) -> Anchor:
    numbers = _object(plain, "anchor", (field.name for field in fields(Anchor)))
    if any(type(number) is not int or number < 0 for number in numbers.values()):
        raise _FieldError("anchor", "a line or column is no number")
    anchor = Anchor(**numbers)
    if not (1 <= anchor.first_line <= anchor.last_line) or (
            anchor.first_line == anchor.last_line and anchor.begins > anchor.ends):
        raise _FieldError("anchor", f"{anchor.lines} are no lines in order, counted from 1")
    return anchor


def _receipt(plain: object) -> Receipt:
    """Returns the receipt of a line. Raises _FieldError."""
    whole = _object(plain, "", (field.name for field in fields(Receipt)))
    about = _object(whole["document"], "document", (field.name for field in fields(ReadDocument)))
    document = ReadDocument(_text(about, "name"), _text(about, "sha256", _HASH),
                            _text(about, "text_sha256", _HASH), _text(about, "source_id"))
    printed, verb, reason = (_text(whole, name) for name in ("printed", "verb", "reason"))
    if verb not in KEPT_VERBS:
        raise _FieldError("verb", f"{quoted(verb)} is none of {', '.join(KEPT_VERBS)}")
    if len(printed.split()) > MOST_WORDS:
        raise _FieldError("printed", f"more than {MOST_WORDS} words")
    if (whole["accepted"] is None) == (verb == "accept"):
        raise _FieldError("accepted", "has a row where the claim was accepted, and null elsewhere")
    if verb == "reject" and not reason:
        raise _FieldError("reason", "is blank; a rejection has one")
    accepted = None if whole["accepted"] is None else (
        _row(whole["accepted"], "accepted", TABLES["claims"].column_names))
    return Receipt(document, _text(whole, "candidate_id", _CANDIDATE_ID), _anchor(whole["anchor"]),
                   printed, _row(whole["proposed"], "proposed", PROPOSED, some=True), verb,
                   accepted, reason, _text(whole, "at", _TIME), _text(whole, "curator"))


def _read_file(name: str, data: bytes, problems: Problems) -> list[Receipt]:
    receipts, whole = [], True
    for row, line in enumerate(data.split(b"\n")[:-1], 1):
        try:
            receipt = _receipt(parse_json(line.decode()))
        except _FieldError as error:
            problems.append(Problem(name, row, error.field, str(error)))
        except ValueError as error:
            problems.append(Problem(name, row, "", f"not JSON: {error}"))
        else:
            receipts.append(receipt)
            if file_of_text(receipt.document.text_sha256) != name:
                problems.append(Problem(name, row, "text_sha256", "is of another text than the "
                                        "file is named after"))
            continue
        whole = False
    if not data.endswith(b"\n"):
        problems.append(Problem(name, 0, "", "does not end with a line end; it may be half "
                                "written"))
    elif whole and written(receipts) != data:
        problems.append(Problem(name, 0, "", "not as the desk writes it: receipts in the order of "
                                "the document, each once, their fields in order"))
    return receipts


def read_receipts(folder: Path) -> Receipts:
    """Reads the receipts of a data folder; nothing where it has none. Raises nothing."""
    problems, receipts = Problems(), list[Receipt]()
    try:
        names = file_names(folder, FOLDER)
    except FileNotFoundError:
        return Receipts()
    except OSError as error:
        return Receipts((), (Problem(FOLDER, 0, "", error.strerror or "cannot be read"),))
    for file_name in names:
        name = f"{FOLDER}/{shown_name(file_name)}"
        if not re.fullmatch(r"[0-9a-f]{16}\.jsonl", file_name):
            problems.append(Problem(name, 0, "", f"is no file of receipts; move it out of "
                                    f"{FOLDER}/"))
            continue
        try:
            receipts += _read_file(name, read_file(folder, name), problems)
        except OSError as error:
            problems.append(Problem(name, 0, "", f"cannot be read: {error.strerror}"))
    return Receipts(tuple(receipts), tuple(problems.listed()))
