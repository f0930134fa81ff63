"""What the first lines of a document print of it: who wrote it, and the day it appeared."""
# ruff: noqa: RUF001 - letters of other languages

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from geo.intake.formats.printed_dates import dates_printed, only_a_date

_BY: Final = re.compile(r"(?:by|author|authors|from|автор|yazan|müəllif)\s*:?\s+(?P<name>.+)$",
                        re.IGNORECASE)
_NAME: Final = re.compile(
    r"(?:(?:dr|prof|amb|sir|ambassador)\.? )?[^\W\d_][\w.’'-]*(?:,? (?:and |& |und |и |ve |və )?"
    r"[^\W\d_][\w.’'-]*){0,7}", re.IGNORECASE)
_AFTER_NAME: Final = re.compile(r"\s*(?:\||•|·|\s[–—-]\s|,\s*(?=\d)|\bon\b|\bpublished\b)",
                                re.IGNORECASE)
_LABEL: Final = re.compile(
    r"(?:published|posted|date|publication date|issued|released|дата|tarih|tarix|опубликовано)"
    r"(?:\s+(?:on|at))?\s*:?\s*", re.IGNORECASE)
_BEFORE_DAY: Final = re.compile(
    r"[^\W\d_][\w\s.,'’/():-]{0,80}(?:[,.(:]|\bpublished)\s+", re.IGNORECASE)
_BEHIND_DAY: Final = re.compile(r"\s*(?:$|[–—()/|.]|-\s)")
_ISSUE: Final = re.compile(r",?\s*(?:vol(?:ume)?|no|nr|issue|№)\b[\w\s.,:№-]{1,40}$", re.IGNORECASE)
_NOBODY: Final = re.compile(
    r"\W*(?:anonymous|unspecified|unknown|user|admin|administrator|author|owner|python-docx|"
    r"microsoft.*|windows user|пользователь)\W*$", re.IGNORECASE)
_FIRST = 40
_FIRST_OF_A_TEXT = 12
_MOST_OF_A_TITLE = 200
_MOST_OF_A_BYLINE = 120


def printed_title(lines: Sequence[str]) -> str:
    """Returns the first of three lines that is a title: short, no sentence, byline or day."""
    for line in _first_lines(lines)[:3]:
        if len(line) > _MOST_OF_A_TITLE:
            return ""
        if not (_BY.match(line) or _LABEL.match(line) or only_a_date(line)
                or line.endswith((".", ",", ";", ":"))):
            return line
    return ""


def printed_day(lines: Sequence[str]) -> str:
    """Returns the day that one of the first lines gives and says nothing else.

    A line may also name the author (`By A. Writer | 5 March 2026`) or say `Published:`. Blank where
    no such line is there: a day in the text may be any day.
    """
    for line in _first_lines(lines):
        if found := only_a_date(line):
            return found
        dates = sorted(dates_printed(line)) if len(line) <= _MOST_OF_A_BYLINE else []
        label = _LABEL.match(line)
        if dates and label and dates[0][0] <= label.end() + len("Wednesday, "):
            return dates[0][2]
        if len(dates) == 1 and not label and printed_author([line]):
            return dates[0][2]
    return next(filter(None, map(_dateline, _first_lines(lines)[:_FIRST_OF_A_TEXT])), "")


def _dateline(line: str) -> str:
    """Returns the day of a line such as `BAKU, 14 April 2026 - ` or `May 2025, Vol. 3`."""
    dates = sorted(dates_printed(line[:_MOST_OF_A_BYLINE]))
    if dates and dates[0][0] == 0 and _ISSUE.fullmatch(line, dates[0][1]):
        return dates[0][2]
    if not dates or not _BEFORE_DAY.fullmatch(line, 0, dates[0][0]) or not (
            _BEHIND_DAY.match(line, dates[0][1])):
        return ""
    return dates[0][2]


def printed_author(lines: Sequence[str]) -> str:
    """Returns the names in a line such as `By A. Writer`; blank where there is none."""
    for line in _first_lines(lines):
        match = _BY.match(line)
        if not match or len(line) > _MOST_OF_A_BYLINE:
            continue
        dates = sorted(dates_printed(match["name"]))
        said = match["name"][:dates[0][0]] if dates else match["name"]
        name = _AFTER_NAME.split(said, maxsplit=1)[0].strip(" ,;|–—-")
        words = name.split()
        capitals = sum(word[0].isupper() for word in words)
        if _NAME.fullmatch(name) and words and words[0][0].isupper() and (
                capitals * 3 >= len(words) * 2) and not name.endswith("."):
            return name
    return ""


def noted_author(said: str) -> str:
    """Returns the author that a file's metadata notes; blank where that is a program or nobody."""
    return "" if _NOBODY.match(said) else said[:_MOST_OF_A_TITLE]


def _first_lines(lines: Sequence[str]) -> list[str]:
    """Returns the first lines with words, without the signs of lists around them."""
    found: list[str] = []
    for line in lines:
        plain = line.strip(" *_-•|\t")
        if plain:
            found.append(plain[:1000])
        if len(found) == _FIRST:
            break
    return found
