"""Days, months and years as documents print them, in several languages, read as ISO dates.

Only what is printed is read: of `03/04/2025` no one can say which is the month, so that it is
read as a year. Iranian dates (`۱۲ بهمن ۱۴۰۴`) are reckoned in the common calendar.
"""
# ruff: noqa: RUF001 - letters of other languages

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

_MONTH_STEMS: Final = (
    r"jan(?:uary|uar)?|январ[яье]|yanvar\w*|ocak|ژانویه",
    r"feb(?:ruary|ruar)?|феврал[яье]|fevral\w*|şubat|فوریه",
    r"mar(?:ch)?|марта?|mart\w{0,3}|مارس",
    r"apr(?:il)?|апрел[яье]|aprel\w*|nisan|آوریل",
    r"may|ма[яйе]|mayıs|مه|می",
    r"june?|juni|июн[яье]|iyun\w*|haziran|ژوئن",
    r"july?|juli|июл[яье]|iyul\w*|temmuz|ژوئیه|جولای",
    r"aug(?:ust)?|августа?|avqust\w*|ağustos|اوت|آگوست",
    r"sept?(?:ember)?|сентябр[яье]|sentyabr\w*|eylül|سپتامبر",
    r"oct(?:ober)?|октябр[яье]|oktyabr\w*|ekim|اکتبر",
    r"nov(?:ember)?|ноябр[яье]|noyabr\w*|kasım|نوامبر",
    r"dec(?:ember)?|декабр[яье]|dekabr\w*|aralık|دسامبر")
_IRANIAN: Final = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد|امرداد", "شهریور", "مهر", "آبان",
                   "آذر", "دی", "بهمن", "اسفند")
_MONTH: Final = "|".join((*_MONTH_STEMS, *_IRANIAN))
_YEAR: Final = r"(?:1[3-4]|19|20)\d\d"
_WORDS: Final = re.compile(
    rf"(?<!\w)(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.|-\w{{1,2}})?\s+(?:of\s+)?)?"
    rf"(?P<month>{_MONTH})\.?,?\s+(?:(?P<day_after>[0-3]?\d)(?:st|nd|rd|th)?,?\s+)?"
    rf"(?P<year>{_YEAR})(?!\d)", re.IGNORECASE)
_ISO: Final = re.compile(r"(?<![\d./-])((?:19|20)\d\d)[-/](0[1-9]|1[0-2])[-/]([0-2]\d|3[01])(?!\d)")
_POINTS: Final = re.compile(r"(?<![\d.,])([0-3]?\d)\.([01]?\d)\.((?:19|20)\d\d)(?![\d])")
_SLASHES: Final = re.compile(r"(?<![\d/-])([0-3]?\d)/([0-3]?\d)/((?:19|20)\d\d)(?![\d])")
_FIRST_MONTHS: Final = tuple(re.compile(stem, re.IGNORECASE) for stem in (*_MONTH_STEMS, *_IRANIAN))
_DIGITS: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_AROUND: Final = re.compile(
    r"\b(?:published|posted|publication|release[d]?|issued?|date[d]?|on|at|updated|created|time|"
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)"
    r"day|gmt|utc|msk|est|edt|am|pm|г|года|опубликовано|дата|yayın|tarihi|tarix)\b|[\d:.,|/–—•·()-]",
    re.IGNORECASE)
_LATER: Final = re.compile(r"\b(?:updated|modified|accessed|retrieved|обновлено)\b", re.IGNORECASE)


def dates_printed(text: str) -> Iterator[tuple[int, int, str]]:
    """Yields each date of a text: where it begins and ends, and YYYY, YYYY-MM or YYYY-MM-DD.

    They come in the order of the forms in which they are printed, not of their places.
    """
    plain = text.translate(_DIGITS)
    for match in _WORDS.finditer(plain):
        day = match["day"] or match["day_after"] or ""
        number = next(number for number, pattern in enumerate(_FIRST_MONTHS, 1)
                      if pattern.fullmatch(match["month"]))
        if found := _in_words(int(match["year"]), number, int(day or 0)):
            yield match.start(), match.end(), found
    for match in _ISO.finditer(plain):
        yield from _placed(match, iso(int(match[1]), int(match[2]), int(match[3])))
    for match in _POINTS.finditer(plain):
        yield from _placed(match, iso(int(match[3]), int(match[2]), int(match[1])))
    for match in _SLASHES.finditer(plain):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if first > 12:
            yield from _placed(match, iso(year, second, first))
        elif second > 12 or first == second:
            yield from _placed(match, iso(year, first, second))
        else:
            yield match.start(), match.end(), str(year)


def _placed(match: re.Match[str], found: str) -> Iterator[tuple[int, int, str]]:
    if found:
        yield match.start(), match.end(), found


def iso(year: int, month: int, day: int = 0) -> str:
    """Returns YYYY-MM-DD, or YYYY-MM for no day; blank where there is no such day."""
    try:
        return date(year, month, day).isoformat() if day else date(year, month, 1).isoformat()[:7]
    except ValueError:
        return ""


def _in_words(year: int, month: int, day: int) -> str:
    if month <= 12:
        return iso(year, month, day) if year > 1500 else ""
    if year > 1500:
        return ""
    return _from_iranian(year, month - 12, day)


def _from_iranian(year: int, month: int, day: int) -> str:
    """Returns a day of the Iranian calendar in the common one; blank for no day or none such.

    Reckoned from 1 Farvardin by leap years in cycles of 33, right for 1343 to 1472 (1964 to 2093).
    """
    longest = 31 if month <= 6 else 30
    if not (1 <= day <= longest and 1343 <= year <= 1472):
        return ""
    leaps = sum(each % 33 in (1, 5, 9, 13, 17, 22, 26, 30) for each in range(1343, year))
    days = (year - 1343) * 365 + leaps + (month - 1) * 31 - max(0, month - 7) + day - 1
    return (date(1964, 3, 21) + timedelta(days=days)).isoformat()


def only_a_date(line: str) -> str:
    """Returns the date of a line that says nothing else, but when it was published; else blank."""
    found = sorted(dates_printed(line))
    if len(found) != 1 or len(line) > 80 or _LATER.search(line):
        return ""
    begins, ends, when = found[0]
    rest = _AROUND.sub("", line[:begins] + " " + line[ends:])
    return "" if any(letter.isalnum() for letter in rest) else when
