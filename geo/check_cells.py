"""Checks of single cells: each takes a column and a text and says what is wrong with it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from geo.countries import COUNTRY_CODES
from geo.errors import did_you_mean
from geo.schema import Column

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
LINES = re.compile(r"([1-9]\d*)-([1-9]\d*)")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def split(cell: str) -> list[str]:
    """A list inside a cell: words joined by `;`."""
    return cell.split(";") if cell else []


def date_fault(text: str) -> str | None:
    """What is wrong with a date, or None."""
    match = DATE.fullmatch(text)
    if not match:
        return f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD"
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return f"{text!r} is not a date of the calendar"
    return None


def number_fault(text: str) -> str | None:
    """What is wrong with a number, or None."""
    if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        return f"{text!r} is not a plain number (a point for decimals, no separators)"
    return None


def _id(_: Column, cell: str) -> Iterator[str]:
    if not ID.fullmatch(cell):
        yield f"{cell!r} is not lower-case words joined by '-'"


def _code(column: Column, cell: str) -> Iterator[str]:
    codes = column.codes or {}
    if cell not in codes:
        yield f"{cell!r} is not one of {', '.join(codes)}{did_you_mean(cell, codes)}"


def _country(_: Column, cell: str) -> Iterator[str]:
    if cell not in COUNTRY_CODES:
        yield f"{cell!r} is not an ISO 3166 alpha-2 code"


def _list_of(check: Callable[[Column, str], Iterator[str]]
             ) -> Callable[[Column, str], Iterator[str]]:
    def each(column: Column, cell: str) -> Iterator[str]:
        for word in split(cell):
            if not word:
                yield "an empty word between ';'"
            else:
                yield from check(column, word)
    return each


def _codes(column: Column, cell: str) -> Iterator[str]:
    """Words of a list; which of them are allowed may depend on the row (see checks of facts)."""
    yield from _list_of(_code if column.codes else _id)(column, cell)


def _date(_: Column, cell: str) -> Iterator[str]:
    if fault := date_fault(cell):
        yield fault


def _number(_: Column, cell: str) -> Iterator[str]:
    if fault := number_fault(cell):
        yield fault


def _lines(_: Column, cell: str) -> Iterator[str]:
    match = LINES.fullmatch(cell)
    if not match:
        yield f"{cell!r} is not first-last, such as 2271-2272"
    elif int(match[1]) > int(match[2]):
        yield f"{cell!r} ends before it begins"


def _text(_: Column, cell: str) -> Iterator[str]:
    if any(0xD800 <= ord(character) <= 0xDFFF for character in cell):
        yield "has half a surrogate pair, which no file can carry"
    if any(ord(character) < 0x20 for character in cell):
        yield "has a control character"


_CHECKS: Mapping[str, Callable[[Column, str], Iterator[str]]] = MappingProxyType({
    "id": _id,
    "ids": _list_of(_id),
    "code": _code,
    "codes": _codes,
    "texts": _list_of(_text),
    "country": _country,
    "countries": _list_of(_country),
    "text": _text,
    "value": _text,
    "date": _date,
    "number": _number,
    "lines": _lines,
})


def cell_faults(column: Column, cell: str) -> Iterator[str]:
    """Everything wrong with one cell, in words."""
    if not cell:
        if column.required:
            yield "is blank and must not be"
        return
    if cell != cell.strip():
        yield "has white space at an end"
    yield from _CHECKS[column.kind](column, cell.strip())
