# ruff: noqa: RUF001 - letters of other languages
"""A sentence as the finder reads it: figures and the words that tell attributes, in English.

Figures, units and hedges are put into English by the rule that proves claims
(`geo.claims.other_languages`); here follow the words by which an attribute, a time and how firm
something is are told. They only help to find: what they mean, a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from geo.claims.other_languages import is_foreign, placed_in_english

_ADDRESS: Final = re.compile(r"\b(?:https?://|www\.)\S+|\S+/\S+/\S+|\S+@\S+")
_WORDS: Final = tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), english)
                      for pattern, english in (
    ((r"в\s((?:19|20)\d\d)\sгод[уа]|((?:19|20)\d\d)-c[iıuü]\sild[əa]|((?:19|20)\d\d)\syılında|"
      r"در\sسال\s((?:19|20)\d\d)"), r"in \1\2\3\4"),
    (r"перв\w+\sполугоди\w+", "first half of"), (r"втор\w+\sполугоди\w+", "second half of"),
    (r"пропускн\w+\sспособност\w+|мощност\w+|kapasite\w*|buraxılış\sqabiliyyət\w*|ظرفیت",
     "capacity"),
    (r"позволя\w+|imkan\sver\w+", "allows"),
    ((r"перевез\w+|перевоз\w+|перевал\w+|транспортир\w+|прокач\w+|доставл\w+|экспортир\w+|"
     r"поставл\w+|обработа\w+|nəql|daşın\w+|taşın\w+|taşıd\w*|ötürül\w+|çatdırıl\w+|ixrac|جابجا\w*|"
     r"حمل|ترانزیت"), "transported"),
    (r"грузооборот\w*|объ[её]м\w*|yükdaşıma\w*|yük", "cargo"),
    (r"стоимост\w+|затрат\w+|бюджет\w*|maliyet\w*|dəyər\w*|هزینه", "cost"),
    (r"кредит\w*|заем|займ\w*|kredi\w*|инвестир\w+|выдел\w+|ayrıl\w+|وام", "loan"),
    (r"выполнен\w*|готовност\w*|прогресс\w*|پیشرفت", "progress"),
    (r"заверш\w+|tamamlan\w+|başa\sçat\w+|yekunlaş\w+|bitir\w*|تکمیل", "completed"),
    (r"начал\w+|начат\w*|başla\w+|آغاز", "began"),
    (r"открыт\w*|запущ\w+|запуск\w*|açıl\w+|افتتاح", "opened"),
    (r"будет|будут|olacaq\w*|olacak\w*|خواهد", "will"),
    (r"планиру\w+|намечен\w*|nəzərdə\stutul\w+|planlan\w+|planlaşdır\w+|hedef\w*", "planned"),
    (r"ожида\w+|прогноз\w*|gözlənil\w+|bekle\w+", "expected"),
    (r"может|могут|bilər|olabilir", "could"), (r"дол[яю]|удельный\sвес|سهم", "share"),
    (r"железн\w+\sдорог\w+|железнодорожн\w+|dəmir\syol\w*|demir\s?yol\w*|راه[\s\u200c]?آهن",
     "railway"),
    (r"газопровод\w*|нефтепровод\w*|трубопровод\w*|kəmər\w*|boru\shatt\w*|خط\sلوله", "pipeline"),
    (r"дорог\w+|трасс\w+|шоссе|جاده|محور", "road"), (r"порт\w*|liman\w*|بندر", "port"),
    (r"маршрут\w*|marşrut\w*|коридор\w*|dəhliz\w*|koridor\w*", "corridor"),
    (r"протяженност\w+|длин[аоыу]\w*|uzunlu\w+|طول", "length"),
))

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ReadText:
    """A sentence in the words that the finder reads, and the place of each letter as printed."""

    text: str
    _places: tuple[int, ...] = ()

    def printed(self, spans: Iterable[tuple[int, int]]) -> Spans:
        """Returns where in the printed sentence spans of the text stand."""
        if not self._places:
            return tuple(spans)
        return tuple((self._places[begins], self._places[ends - 1] + 1) for begins, ends in spans)


def read_text(sentence: str) -> ReadText:
    """Returns a sentence as the finder reads it: addresses blanked, other languages in English."""
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), sentence)
    if not is_foreign(plain):
        return ReadText(plain)
    tracked = placed_in_english(plain, points_part_thousands=True)
    for pattern, english in _WORDS:
        tracked.put(pattern, english)
    return ReadText(tracked.text, tuple(tracked.places))
