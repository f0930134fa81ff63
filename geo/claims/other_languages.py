# ruff: noqa: RUF001, RUF002 - letters of other languages
"""Other languages: figures printed in Russian, Turkish, Azerbaijani or Persian, read in English.

Only what makes a figure is put into English (digits, separators, scale words, units, hedges,
months), so that one set of rules holds figures in any of these languages against a value. Other
words stay as they are: what they mean, a second reader signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

_OTHER_SCRIPT: Final = re.compile(r"[\u0400-\u04ff\u0530-\u058f\u0600-\u06ff]")
_TURKIC: Final = re.compile(r"[əğışƏĞİŞ]|\b(?:milyon|milyar)\b")
_ENGLISH: Final = re.compile(
    r"\b(?:the|of|and|is|was|from|by|with|which|has|have|will|for|its|in)\b", re.IGNORECASE)

_WORDS: Final = tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), english)
                      for pattern, english in (
    (r"млн\.?|миллион\w*|milyon\w*|میلیون", "million"),
    (r"млрд\.?|mlrd\.?|миллиард\w*|milyard?\w*|میلیارد", "billion"),
    (r"тыс\.?|тысяч\w*|bin|min(?=\s+(?:ton|barel|sərnişin|kubmetr))|هزار", "thousand"),
    (r"кубометр\w*|куб\.?\s?м(?:етр\w*)?\.?|м3|м³|kubmetr\w*|metreküp\w*|متر مکعب", "cubic meters"),
    (r"тонн\w*|т|tonn?(?:a|luk|u|un|dan|adan|ya)?|تن", "tons"),
    (r"баррел\w*|barell?(?:ə|i|dən|in)?|varil\w*|بشکه", "barrels"),
    (r"км|километр\w*|kilometr\w*|kilometa?ra|کیلومتر\w*", "km"),
    (r"в сутки|в день|ежедневно|ежесуточно|gündə|günlük|günde|gündelik|روزانه|در روز", "per day"),
    ((r"в год|ежегодно|за год|годовая|годовой|yıllık|yılda|illik|در سال|سالانه|"
     r"(?<!-ci )(?<!-cü )(?<!-cı )(?<!-cu )ildə"), "per year"),
    (r"дн(?:я|ей)|день|суток|gün\w*|روز", "days"),
    (r"лет|ilə|yıl|yıllığına|ساله?", "years"),
    (r"процент\w*|faiz\w*|yüzde|درصد\w*|درصدی", "percent"),
    (r"евро|avro\w*|یورو", "euros"), (r"долл\w*\.?|dollar\w*|dolar\w*|دلار", "dollars"),
    (r"пассажир\w*|yolcu\w*|sərnişin\w*|مسافر", "passengers"),
    (r"мвт|meqavat\w*|megavat\w*|مگاوات", "MW"), (r"дфэ|тэу", "TEU"), (r"мм", "mm"),
    (r"не менее|ən azı|en az|حداقل", "at least"),
    (r"более(?: чем)?|свыше|больше|بیش از|çoxu?|artıq|aşkın|fazla", "more than"),
    (r"около|примерно|порядка|почти|приблизительно|приблизился к|yaklaşık|təxminən|حدود|تقریبا",
     "about"),
    (r"حداکثر", "up to"),
    (r"январ[яье]|yanvar\w*|ocak", "January"), (r"феврал[яье]|fevral\w*|şubat", "February"),
    (r"марта?|mart\w*", "March"), (r"апрел[яье]|aprel\w*|nisan", "April"),
    (r"ма[яйе]|mayıs", "May"), (r"июн[яье]|iyun\w*|haziran", "June"),
    (r"июл[яье]|iyul\w*|temmuz", "July"), (r"августа?|avqust\w*|ağustos\w*", "August"),
    (r"сентябр[яье]|sentyabr\w*|eylül\w*", "September"),
    (r"октябр[яье]|oktyabr\w*|ekim", "October"), (r"ноябр[яье]|noyabr\w*|kasım", "November"),
    (r"декабр[яье]|dekabr\w*|aralık", "December"),
))
_DIGITS: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_SPACED: Final = re.compile(r"(?<![\d.,])(\d{1,3})((?:[ \u00a0\u2009\u202f]\d{3})+)(?!\d)")
_COMMA: Final = re.compile(r"(?<![\d.,])(\d+)[,٫](\d+)(?![\d,٫])")
_RISING: Final = re.compile(r"увелич|выро|возро|рост|повы|сни[зж]|сокра|упал|достиг", re.IGNORECASE)
_BY: Final = re.compile(r"\b((?:19|20)\d\d)(?:-c[ıiuü] ilə qədər| yılına kadar)|"
                       r"(?<!\w)(?:к|до (?=\d{4} года))\s*((?:19|20)\d\d) год[уа]")
"""A year by which something is to be, as in `2030-cu ilə qədər`."""
_MIXED: Final = re.compile(r"(\d+) (billion|million) (\d+(?:\.\d+)?) (?:million|thousand)")
_GLUED: Final = re.compile(r"(?<=\d)-?(?=(?:км|мм|т|млн|млрд|тыс|km)\b)")
_PERCENT: Final = re.compile(r"%-?\w+")
_UP_TO: Final = re.compile(r"(?<!\w)до(?=\s+\d)")
_POINTS: Final = re.compile(r"(?<![\d.,])(\d{1,3})((?:\.\d{3})+)(?!\d)")


def is_foreign(text: str) -> bool:
    """Checks whether a text is in another script, or in Turkish or Azerbaijani.

    Names such as Iğdır do not make an English sentence Turkish.
    """
    return bool(_OTHER_SCRIPT.search(text)
                or (_TURKIC.search(text) and not _ENGLISH.search(text)))


class Tracked:
    """A text that is rewritten, and for each of its letters the place it had at first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = list(range(len(text)))

    def put(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> None:
        """Replaces what a pattern finds; new letters take the places of those they stand for."""
        words: list[str] = []
        places: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            text = match.expand(new) if isinstance(new, str) else new(match)
            old = self.places[match.start():match.end()]
            words += (self.text[last:match.start()], text)
            places += self.places[last:match.start()]
            old = old or self.places[match.start():match.start() + 1] or self.places[-1:]
            places += [old[min(at, len(old) - 1)] for at in range(len(text) - 1)]
            places += old[-1:] if text else []
            last = match.end()
        self.text = "".join((*words, self.text[last:]))
        self.places = [*places, *self.places[last:]]


def placed_in_english(text: str, *, points_part_thousands: bool = False) -> Tracked:
    """Returns a text as `in_english` does, and for each letter its place in the text as it was.

    Of points that may part thousands it reads decimal points, unless it is told otherwise.
    """
    if not is_foreign(text):
        return Tracked(text)
    plain = Tracked(text.translate(_DIGITS))
    if points_part_thousands:
        plain.put(_POINTS, lambda match: match[1] + match[2].replace(".", ""))
    plain.put(_SPACED, lambda match: match[1] + re.sub(r"\D", "", match[2]))
    plain.put(_COMMA, r"\1.\2")
    plain.put(_GLUED, " ")
    plain.put(_PERCENT, "%")
    plain.put(_BY, lambda match: f"by {match[1] or match[2]}")
    for pattern, english in _WORDS:
        plain.put(pattern, english)
    if not _RISING.search(plain.text):
        plain.put(_UP_TO, "up to")
    plain.put(_MIXED, _together)
    return plain


def in_english(text: str) -> str:
    """Returns a text with its figures, units and hedges in English; an English one as it is.

    In these languages a comma stands before decimals, a space between thousands; of points before
    three digits none is told apart from a decimal point but between groups of three.
    """
    return placed_in_english(text).text


def _together(match: re.Match[str]) -> str:
    """Returns `1 billion 905.1 million` as `1.9051 billion`."""
    return f"{Decimal(match[1]) + Decimal(match[3]) / 1000:f} {match[2]}"


def readings(text: str) -> tuple[str, ...]:
    """Returns the ways in which a text may be read: with points for decimals, and for thousands."""
    english = in_english(text)
    if not is_foreign(text):
        return (text,)
    without = _POINTS.sub(lambda match: match[1] + match[2].replace(".", ""), english)
    return (english,) if without == english else (english, without)
