"""Checks of single cells: each takes a column and a text and says what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from calendar import month_abbr
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from geo.checks.garbled_text import text_faults
from geo.data.countries import COUNTRY_CODES, countries_in, country_name
from geo.data.csv_table import is_number
from geo.data.errors import did_you_mean, quoted
from geo.data.reader import split
from geo.data.schema import Column
from geo.data.spans import SPAN

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_TURNED_DATE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?: .*)?")
_SHORT_DATE = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?(?:[T ].*)?")
_NAMED_MONTH = re.compile("(" + "|".join(month_abbr[1:]) + r")[a-z]*[-. ](?:20)?([0-9]{2})",
                          re.IGNORECASE)
_EUROPEAN = re.compile(r"-?\d{1,3}(?:[ \u00a0\u2009\u202f'.]\d{3})+,\d+|-?\d{1,3}(?:,\d{3})+\.\d+")
_SCIENTIFIC = re.compile(r"(-?\d+(?:[.,]\d+)?)[eE]([+-]?\d{1,2})")
_GROUPED = re.compile(r"-?\d{1,3}(?:[ \u00a0\u2009\u202f',.]\d{3})+")
_COMMA = re.compile(r"-?\d+,\d+")
_WORDS_NOT_NEEDED = re.compile(r"[^a-z0-9]+")


def _meant_date(text: str) -> str:
    """Returns the date before a spreadsheet changed it, as `; write …`; blank if unknown."""
    if swapped := _TURNED_DATE.fullmatch(text):
        first, sign, second, year = swapped.groups()
        orders = [(second, first)] if sign != "/" else [(second, first), (first, second)]
        dates = dict.fromkeys(f"{year}-{int(month):02}-{int(day):02}" for month, day in orders
                              if 1 <= int(month) <= 12 and 1 <= int(day) <= 31)
        return f": a spreadsheet has turned the date; write {' or '.join(dates)}" if dates else ""
    if short := _SHORT_DATE.fullmatch(text):
        return "; write " + "-".join((short[1], *(f"{int(part):02}" for part in short.groups()[1:]
                                                  if part)))
    if named_month := _NAMED_MONTH.fullmatch(text):
        month = [name[:3].lower() for name in month_abbr].index(named_month[1].lower())
        return f": a spreadsheet has turned the date; write 20{named_month[2]}-{month:02}"
    if text.isascii() and text.isdecimal() and 20_000 < int(text[:6]) < 80_000:
        day = date(1899, 12, 30) + timedelta(days=int(text[:6]))
        return f": the number by which a spreadsheet knows a day; write {day}"
    return ""


def date_fault(text: str) -> str | None:
    """Returns what is wrong with a date, or None."""
    match = DATE.fullmatch(text)
    if not match:
        return f"{quoted(text)} is not YYYY, YYYY-MM or YYYY-MM-DD{_meant_date(text)}"
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return f"{text!r} is not a date of the calendar"
    return None


def _regrouped(text: str) -> str:
    """Returns a number without its separators; blank where it has none."""
    if _GROUPED.fullmatch(text):
        digits = re.sub(r"[^0-9-]", "", text)
        if text.count(",") + text.count(".") == 1:
            return f"{digits}, or {text.replace(',', '.')} if the sign is for decimals"
        return digits
    if _EUROPEAN.fullmatch(text):
        decimals = max(text.rfind(","), text.rfind("."))
        return f"{re.sub(r'[^0-9-]', '', text[:decimals])}.{text[decimals + 1:]}"
    return text.replace(",", ".") if _COMMA.fullmatch(text) else ""


def _meant_number(text: str) -> str:
    """Returns the number before a spreadsheet changed it, as `; write …`; blank if unknown."""
    if scientific := _SCIENTIFIC.fullmatch(text):
        number = Decimal(scientific[1].replace(",", ".")).scaleb(int(scientific[2]))
        return (f": a spreadsheet has shortened it; write {number:f} if that is the number, "
                "or look it up")
    if plain := _regrouped(text):
        return f"; write {plain}"
    return "; leave out the sign: the unit says percent" if text.endswith("%") else ""


def number_fault(text: str) -> str | None:
    """Returns what is wrong with a number, or None."""
    if not is_number(text):
        return (f"{quoted(text)} is not a plain number (a point for decimals, no separators)"
                f"{_meant_number(text)}")
    return None


def _plain_id(text: str) -> str:
    """Returns the text as an id, where it can be one without a guess."""
    return "-".join(filter(None, _WORDS_NOT_NEEDED.split(text.lower()))) if text.isascii() else ""


def is_id(text: str) -> bool:
    """Checks whether a text has the form of an id: lower-case words joined by `-`."""
    return bool(ID.fullmatch(text))


def _id(_: Column, cell: str) -> Iterator[str]:
    if not is_id(cell):
        suggestion = _plain_id(cell)
        yield (f"{quoted(cell)} is not lower-case words joined by '-'"
               + (f"; write {quoted(suggestion)}" if suggestion else ""))


def _code(column: Column, cell: str) -> Iterator[str]:
    codes = column.codes or {}
    if cell not in codes:
        yield f"{quoted(cell)} is not one of {', '.join(codes)}{did_you_mean(cell, codes)}"


def _country(_: Column, cell: str) -> Iterator[str]:
    if cell not in COUNTRY_CODES:
        code = (
            cell.upper()
            if cell.upper() in COUNTRY_CODES
            else next(
                (
                    code_in_text
                    for code_in_text in countries_in(cell)
                    if country_name(code_in_text) == cell
                ),
                "",
            )
        )
        yield (f"{quoted(cell)} is not an ISO 3166 alpha-2 code"
               + (f"; write {code}" if code else ", two capitals such as AZ"))


def _list_of(check: Callable[[Column, str], Iterator[str]]
             ) -> Callable[[Column, str], Iterator[str]]:
    def check_words(column: Column, cell: str) -> Iterator[str]:
        for word in split(cell):
            if not word:
                yield "an empty word between ';'"
            else:
                yield from check(column, word)
    return check_words


def _codes(column: Column, cell: str) -> Iterator[str]:
    """Yields faults of a list of words; those allowed may depend on the row (see claims)."""
    yield from _list_of(_code if column.codes else _id)(column, cell)


def _date(_: Column, cell: str) -> Iterator[str]:
    if fault := date_fault(cell):
        yield fault


def _period(_: Column, cell: str) -> Iterator[str]:
    first, slash, last = cell.partition("/")
    ends = [first, last] if slash else [cell.removeprefix("to ")]
    if any(date_fault(end) for end in ends):
        yield (f"{quoted(cell)} is not a period: write a date, such as 2024, two of them joined by "
               "'/', such as 2025-01/2025-07, or 'to ' and the last, such as 'to 2025-06'")
    elif slash and first > last:
        yield f"{quoted(cell)} ends before it begins"


def _address(_: Column, cell: str) -> Iterator[str]:
    if not re.fullmatch(r"https?://[^\s]+\.[^\s]+", cell):
        yield f"{quoted(cell)} is not an address (https://…)"


def _hash(_: Column, cell: str) -> Iterator[str]:
    if not re.fullmatch(r"[0-9a-f]{12}|[0-9a-f]{64}", cell):
        yield f"{quoted(cell)} is not a hash: the digits 0-9 and the letters a-f"


def _number(_: Column, cell: str) -> Iterator[str]:
    if fault := number_fault(cell):
        yield fault


def _lines(_: Column, cell: str) -> Iterator[str]:
    match = SPAN.fullmatch(cell)
    if not match:
        yield (f"{quoted(cell)} is not first-last, such as 2271-2272, nor one line, such as 42"
               + ("; a spreadsheet takes 3-5 for a date: format the column as text"
                  if re.search(r"[a-zA-Z./]", cell) else ""))
    elif match[2] and int(match[1]) > int(match[2]):
        yield f"{cell!r} ends before it begins; write {match[2]}-{match[1]}"


def _text(_: Column, cell: str) -> Iterator[str]:
    yield from text_faults(cell)


def _words(_: Column, cell: str) -> Iterator[str]:
    """Yields what no cell can hold; how a reader spells is the reader's own."""
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n" for letter in cell):
        yield "has a control character; remove it"


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
    "period": _period,
    "address": _address,
    "hash": _hash,
    "words": _words,
})


_TEXTS = ("text", "texts", "value", "words")


def cell_faults(column: Column, cell: str) -> Iterator[str]:
    """Yields everything wrong with one cell, in words."""
    if not cell:
        if column.required:
            yield f"is blank and must not be: {column.meaning}"
        return
    if cell != cell.strip():
        yield "has white space at an end; remove it"
    if column.kind not in _TEXTS and (faults := list(text_faults(cell))):
        yield from faults
        return
    yield from _CHECKS[column.kind](column, cell.strip())
