# ruff: noqa: RUF001, RUF002 - letters of other languages
"""Other languages: figures printed in Russian, Turkish, Azerbaijani or Persian, read in English.

Only what makes a figure is put into English (digits, separators, scale words, units, hedges,
rates, dates), so that one set of rules holds figures in any of these languages against a value.
Other words stay as they are: what they mean, a second reader signs. `TELLING` are words that only
help to find figures, `KINDS` those for what a route is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import Final

_OTHER_SCRIPT: Final = re.compile(r"[\u0400-\u04ff\u0530-\u058f\u0600-\u06ff]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_TURKIC: Final = re.compile(
    r"[əğışƏĞİŞ]|\b(?i:milyon|milyar|mlrd|demiryolu\w*|uzunlu[kğ]\w*|maliyet\w*|kapasite\w*|hedefi|"
    r"tamamlan\w+|ve|sonu|hatt[ıi]\w*|toplam|boru hatt\w*)\b")
_ENGLISH: Final = re.compile(
    r"(?<![\w'\u2019-])(?:[Tt]he|THE|[Oo]f|[Aa]nd|[Ii]s|[Ww]as|[Ff]rom|[Bb]y|[Ww]ith|[Ww]hich|[Hh]as|"
    r"[Hh]ave|[Ww]ill|[Ff]or|[Ii]ts|[Ii]n)(?!\w)")
"""English words; their case is spelled out, since a Turkish dotless i would pass for an i."""

_COUNTED: Final = (
    r"(?=[\s\u00a0-](?:млн|млрд|тыс|миллион|миллиард|год|лет|дн|этап|полос|километр|тонн|процент|"
    r"milyon|milyar|bin\b|min\b|yıl|il\b|ildə|gün|aşama|mərhələ|şerit|zolaq|ton|faz|kilometr|faiz|"
    r"میلیون|میلیارد|هزار|سال|روز|فاز|مرحله|قطعه|درصد|کیلومتر))")
"""What follows a number in words that counts something."""
_IN_WORDS: Final = tuple((f"(?:{pattern}){_COUNTED}", english) for pattern, english in (
    (r"одн(?:а|ого|ой|у|ому)|один|bir|یک", "one"), (r"дв(?:а|е|ух|умя)|iki|دو", "two"),
    (r"тр(?:и|[её]х)|üç|سه", "three"), (r"четыр(?:е|[её]х)|dört|dörd|چهار", "four"),
    (r"пят[ьи]|beş|پنج", "five"), (r"шест[ьи]|altı|شش", "six"),
    (r"сем[ьи]|yedi|yeddi|هفت", "seven"), (r"вос(?:емь|ьми)|sekiz|səkkiz|هشت", "eight"),
    (r"девят[ьи]|dokuz|doqquz|نه", "nine"), (r"десят[ьи]|on|ده", "ten")))


def _words(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Returns patterns of whole words with their English."""
    return tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), english)
                 for pattern, english in pairs)


_WORDS: Final = _words(
    *_IN_WORDS,
    (r"км/ч|км в час|километр\w* в час|km/sa(?:at)?|saatda|کیلومتر (?:بر|در) ساعت", "km per hour"),
    (r"млн\.?|миллион\w*|mln\.?|milyon\w*|میلیون", "million"),
    (r"млрд\.?|mlrd\.?|миллиард\w*|milyard?\w*|میلیارد", "billion"),
    (r"тыс\.?|тысяч\w*|bin|min(?=\s+(?:ton|barel|sərnişin|kubmetr|konteyner))|هزار", "thousand"),
    ((r"кубометр\w*|куб\.?\s?м(?:етр\w*)?\.?|м3|м³|kubmetr\w*|kub\.?\s?metr\w*|metreküp\w*|"
      r"متر\s?مکعب"), "cubic meters"),
    (r"тонн\w*|т|tonn?(?:a|luk|u|un|dan|adan|ya|dur|la|lıq)?|تن", "tons"),
    (r"баррел\w*|barell?(?:ə|i|dən|in)?|varil\w*|بشکه", "barrels"),
    (r"км|километр\w*|kilometr\w*|kilometa?ra|کیلومتر\w*", "km"),
    (r"в сутки|в день|ежедневно|ежесуточно|gündə|günlük|günde|gündelik|روزانه|در روز", "daily"),
    ((r"в год|ежегодно|за год|годов(?:ая|ой|ую|ым)|yıllık|yılda|senelik|illik|hər il|"
     r"در سال(?!\s(?:19|20)\d\d)|سالانه|سالیانه|(?<!-ci )(?<!-cü )(?<!-cı )(?<!-cu )ildə"),
     "annually"),
    (r"дн(?:я|ей)|день|суток|gün\w*|روزه?", "days"),
    ((r"лет|ilə|yıl|yıllığına|(?:(?<=\b\d )|(?<=\b\d\d ))(?:года?|il)|"
      r"ساله?(?!\s(?:19|20)\d\d)"), "years"),
    (r"полос(?:а|ы|ами)?|şerit\w*|zolaq\w*|بانده", "lanes"),
    (r"процент\w*|faiz\w*|درصد\w*", "percent"),
    (r"евро|avro\w*|یورو", "euros"), (r"долл\w*\.?|dollar\w*|dolar\w*|دلار", "dollars"),
    (r"пассажир(?:а|ов|ы|ам)?|yolcu\w*|sərnişin\w*|مسافر", "passengers"),
    (r"контейнер(?:а|ов|ы)?|konteyner\w*|کانتینر", "containers"),
    (r"мвт|meqavat\w*|megavat\w*|مگاوات", "MW"), (r"дфэ|тэу|20-футов\w+ эквивалент\w*", "TEU"),
    (r"мм", "mm"),
    (r"не менее|как минимум|минимум|ən azı|azı|en az(?:ından)?|حداقل|دست\s?کم", "at least"),
    ((r"не более|не больше|максимум|ən çoxu|en fazla|azami|حداکثر|کمتر از|"
      r"(?<!не )менее(?: чем)?"), "up to"),
    (r"более(?: чем)?|свыше|больше|بیش از|بیشتر از|çoxu?|artıq|aşkın|fazla", "more than"),
    ((r"около|примерно|порядка|почти|приблизительно|приблизился к|yaklaşık|təxminən|təqribən|"
     r"takriben|حدود(?:\sا)?|حدودا|تقریبا|نزدیک به"), "about"),
    (r"январ[яье]|yanvar\w*|ocak\w*|ژانویه", "January"),
    (r"феврал[яье]|fevral\w*|şubat\w*|فوریه", "February"),
    (r"март[ае]?|mart\w*|مارس", "March"), (r"апрел[яье]|aprel\w*|nisan\w*|آوریل", "April"),
    (r"ма[яйе]|mayıs\w*|may(?:ın|da|dan|a)?|(?<=\d )(?:مه|می)", "May"),
    (r"июн[яье]|iyun\w*|haziran\w*|ژوئن", "June"),
    (r"июл[яье]|iyul\w*|temmuz\w*|ژوئیه|جولای", "July"),
    (r"август[ае]?|avqust\w*|ağustos\w*|اوت|آگوست", "August"),
    (r"сентябр[яье]|sentyabr\w*|eylül\w*|سپتامبر", "September"),
    (r"октябр[яье]|oktyabr\w*|ekim|ekim(?:de|in|den)|اکتبر", "October"),
    (r"ноябр[яье]|noyabr\w*|kasım\w*|نوامبر", "November"),
    (r"декабр[яье]|dekabr\w*|aralık(?=\s?\d|'|ta|tan|ın)|دسامبر", "December"),
)
_MONTH: Final = ("(January|February|March|April|May|June|July|August|September|October|November|"
                 "December)")
_YEAR: Final = r"((?:19|20)\d\d)"
_YEAR_FIRST: Final = re.compile(
    rf"\b{_YEAR}-c[ıiuü] il(?:in|də|dən)?\s{_MONTH}(?:\s(\d{{1,2}})-\w+)?")
"""A date that begins with its year: `2024-cü il avqustun 13-də`, with the month in English."""
_OF_YEARS: Final = tuple((re.compile(pattern, re.IGNORECASE), english) for pattern, english in (
    ((rf"(?<!\w)(?:до конца|к концу|в конце|конец|конца) {_YEAR}(?: год[ау]|(?![\w-]))|"
     rf"\b{_YEAR}(?:-c[ıiuü] ilin| yılı(?:nın)?)? sonu(?:na (?:qədər|kadar)|nda|ndan)?\b|"
     rf"(?:تا )?پایان سال {_YEAR}"), r"end of \1\2\3"),
    ((rf"(?<!\w)в середине {_YEAR}(?: год[ау])?|\b{_YEAR}(?:-c[ıiuü] ilin| yılı(?:nın)?)? "
     rf"orta(?:sında|larında)\b|اواسط سال {_YEAR}"), r"middle of \1\2\3"),
    ((rf"(?<!\w)в начале {_YEAR}(?: год[ау])?|\b{_YEAR}(?:-c[ıiuü] ilin| yılı(?:nın)?)? "
     rf"(?:başında|başlarında|əvvəlində)\b|ابتدای سال {_YEAR}"), r"beginning of \1\2\3"),
    ((rf"(?<!\w)(?:к|до (?=\d{{4}} года))\s*{_YEAR} год[уа]|\b{_YEAR}(?:-c[ıiuü] ilə qədər|"
     rf" yılına kadar|['\u2019](?:e|a|ye|ya) kadar)|تا سال {_YEAR}"), r"by \1\2\3"),
))
"""Years by which, or in a part of which, something is to be, as in `2030-cu ilə qədər`.

The end of a year is read as such whether or not the words say that it is the latest.
"""
KINDS: Final = MappingProxyType({
    "railway": (
        r"(?:ж/д|железнодорожн\w+|железн\w+\sдорог\w*)(?:\s(?:лини\w+|магистрал\w+|маршрут\w*|"
        r"коридор\w*|ветк\w+))?|железка|(?:dəmir\s?yol\w*|demir\s?yol\w*)(?:\s(?:xətt\w*|hatt\w*|"
        r"marşrut\w*))?|(?:خط\s)?(?:راه[\s\u200c]?آهن|خط[\s\u200c]?آهن|خط\sریلی|کریدور\sریلی|ریلی)|"
        r"темір\s?жол\w*|темир\s?жол\w*|temir\s?yo.?l\w*"),
    "gas pipeline": r"газопровод\w*|qaz\skəmər\w*|(?:doğal\s?gaz|gaz)\sboru\shatt\w*|خط\sلوله\sگاز",
    "oil pipeline": r"нефтепровод\w*|neft\skəmər\w*|petrol\sboru\shatt\w*|خط\sلوله\sنفت",
    "pipeline": r"трубопровод\w*|kəmər\w*|boru\shatt\w*|خط\sلوله",
    "road": (r"автодорог\w*|автомагистрал\w*|автотрасс\w+|трасс\w+|шоссе|дорог\w*|"
             r"avtomobil\syol\w*|"
             r"magistral\w*|karayol\w*|otoyol\w*|جاده|بزرگراه|آزادراه|محور"),
    "ferry": r"паром\w*|bərə\w*|feribot\w*|کشتی",
    "cable": r"кабел\w+|kabel\w*|kablo\w*|کابل",
    "line": r"лини[яиюей]+|xətt\w*|hat|hatt[ıi]\w*|خط",
    "corridor": r"коридор\w*|dəhliz\w*|koridor\w*|کریدور|دالان",
    "route": r"маршрут\w*|пут[ьяи]|marşrut\w*|güzergah\w*|güzergâh\w*|مسیر",
})
"""Words for what a route is, by the English word that they stand for."""

TELLING: Final = _words(
    ((r"действу\w+|эксплуатир\w+|работает|işletmede|faal|fəaliyyətdə|istismarda\w*|در\sحال\sبهره\s?برداری|"
     r"فعال"), "operating"),
    (r"строится|строящ\w+|сооружа\w+|tikilir|inşa\shalinde|yapım\saşamasında|در\sحال\sساخت",
     "under construction"),
    (r"приостановлен\w*|заморожен\w*|dayandırılıb|askıda|durduruldu|متوقف", "suspended"),
    (r"предложен\w*|təklif\w*|önerilen|پیشنهادی", "proposed"),
    ((r"(?:в|за|по\sитогам|в\sтечение)\s((?:19|20)\d\d)\sгод[уа]?|"
      r"((?:19|20)\d\d)-c[iıuü]\sild[əa]|((?:19|20)\d\d)\syılında|"
      r"در\sسال\s((?:19|20)\d\d)"), r"in \1\2\3\4"),
    (r"перв\w+\sполугоди\w+", "first half of"), (r"втор\w+\sполугоди\w+", "second half of"),
    ((r"(?:пропускн\w+|провозн\w+|проектн\w+)\sспособност\w+|пропускн\w+\sмощност\w+|"
      r"мощност\w+|вместимост\w+|kapasite\w*|(?:yük\w*|burax\w*|ötür\w*|daşı\w*|keçir\w*|emal)\s+"
      r"qabiliyyət\w*|ظرفیت"), "capacity"),
    (r"позволя\w+|imkan\sver\w+|olanak\ssağla\w+", "allows"),
    ((r"перевез\w+|перевален\w*|транспортирован[оаы]?|прокачан\w*|доставлен\w*|экспортирован\w*|"
      r"поставлен\w*|обработан[оаы]?|nəql|daşınıb|daşınmış\w*|daşındı|taşın(?:dı|mıştır|an)|"
      r"taşıd\w*|ötürül(?:üb|müş\w*)|göndərilib|ixrac\sedilib|"
      r"(?:جابجا|جابه\s?جا|حمل|منتقل)\s(?:شد|شده|کرد)\w*"), "transported"),
    ((r"перевоз\w+|перевал\w+|транспортир\w+|прокач\w+|доставл\w+|экспортир\w+|поставл\w+|"
      r"daşı\w+|taşı\w+|ötürül\w+|çatdırıl\w+|ixrac\w*|ihraca\w+|جابجا\w*|جابه\s?جا\w*|حمل|ترانزیت|"
      r"انتقال"), "transport"),
    (r"грузооборот\w*|объ[её]м\w*|груз(?:а|ов|ы)?|yükdaşıma\w*|yük|کالا|بار", "cargo"),
    ((r"стоимост\w+|затрат\w+|бюджет\w*|инвестиц\w+|maliyet\w*|bedel\w*|dəyər\w*|xərc\w*|"
      r"هزینه|اعتبار"), "cost"),
    (r"кредит\w*|заем|займ\w*|kredi\w*|инвестир\w+|выдел\w+|ayrıl\w+|وام|تسهیلات", "loan"),
    (r"выполнен\w*|готовност\w*|прогресс\w*|پیشرفت\w*|ilerleme\w*|hazırlıq", "progress"),
    (r"проектирован\w+|layihələndir\w+|tasarım\w*", "design"),
    (r"строительств\w+|реализаци\w+|tikinti\w*|inşa\w*|yapım\w*|ساخت|احداث|اجرای", "construction"),
    ((r"заверш(?:ится|атся|ат|ит)|tamamlanaca[qk]\w*|tamamlayaca[qk]\w*|başa\sçatacaq\w*|"
      r"yekunlaşacaq\w*|bitecek\w*"), "will be completed"),
    (r"начн(?:[её]т|ут)\w*|приступ(?:ит|ят)|старту[ею]т|başla(?:na|ya)ca[qk]\w*", "will begin"),
    ((r"откро(?:ет|ют)\w*|запуст(?:ит|ят)\w*|заработа[ею]т|açılaca[qk]\w*|"
      r"(?:istifadəyə|istismara)\sveriləcək|işə\ssalınacaq|hizmete\s(?:girecek|açılacak)"),
     "will be opened"),
    (r"заверш\w+|законч\w+|tamamla\w+|başa\sçat\w+|yekunlaş\w+|bitir\w*|bitecek|تکمیل|اتمام",
     "completed"),
    (r"начал\w*|начат\w*|начн\w+|начин\w+|приступ\w+|старт\w+|başla\w+|آغاز|شروع", "began"),
    ((r"откры[тв]\w*|откро\w+|запущ\w+|запуст\w+|запуск\w*|açıl\w+|افتتاح|بهره\s?برداری|"
      r"işə\ssalın\w+|hizmete\sgir\w+|в\sэксплуатаци\w+|istifadəyə\sveril\w+"), "opened"),
    (r"вырастет|возраст[её]т|увеличится|повысится|yüksələcək|artacaq|artacak|yükselecek",
     "will increase"),
    (r"составит|достигнет|дойд[её]т|olacaqdır|ulaşacak\w*|çatacaq\w*", "will reach"),
    (r"будет|будут|olacaq\w*|olacak\w*|خواهد|خواهند", "will"),
    (r"планиру\w+|намечен\w*|nəzərdə\stutul\w+|planlan\w+|planlaşdır\w+|hedef\w*", "planned"),
    (r"ожида\w+|прогноз\w*|gözlənil\w+|bekle\w+|پیش\s?بینی", "expected"),
    (r"может|могут|bilər|olabilir|می\s?تواند", "could"),
    (r"дол[яю]|удельный\sвес|سهم|payı\w*", "share"),
    (r"вырос\w*|возрос\w*|увеличил\w+|увеличен\w*|повысил\w+|artıb|artırılıb|yüksəlib|arttı|yükseldi",
     "increased"),
    (r"увелич\w+|повы[сш]\w+|artırıl\w+|artır\w*|yüksəl\w+|yüksel\w+|افزایش", "increase"),
    (r"ریل\s?گذاری", "of track"), (r"از(?=\s(?:مسیر|خط|راه))", "of the"),
    (r"этап(?:а|ов|ы|е)?|mərhələ\w*|aşama\w*|فاز|مرحله", "phase"),
    ((r"участ(?:ок|ка|ке|ков|ки)|перегон\w*|hissə(?:si|sində|sinin)|seqment\w*|kesim\w*|bölüm\w*|"
     r"بخش|قطعه"), "section"),
    (r"тоннел\w+|туннел\w+|tunel\w*|tünel\w*|تونل\w*", "tunnels"),
    (r"мост(?:а|ов|ы)?|körpü\w*|köprü\w*|پل", "bridges"),
    (r"проект(?:а|у|ом|е|ы|ов)?|layihə\w*|proje\w*|پروژه|طرح", "project"),
    (r"порт(?:а|у|ом|е|ы|ов)?|liman\w*|بندر", "port"),
    (r"протяженност\w+|протяжённост\w+|длин[аоыу]\w*|uzunlu\w+|طول", "length"),
    (r"поезд(?:а|ов|ы)?|qatar(?:lar\w*|ı)?|tren\w*|قطار\w*", "trains"),
    (r"на(?=\s\d[\d.]*\s?%\s(?:more than|выше|меньше|ниже))", "up by"),
    (r"транзит\w*|tranzit\w*", "transit"), (r"доставк\w+|çatdırılma\w*|teslim\w*", "delivery"),
    (r"занима[ею]т|займ[её]т|в\sпути|çəkir|sürür|sürüyor|sürecek|می\s?کشد", "takes"),
    (r"\w{3,}(?:aca[kq]|ece[kq]|əcək)(?:[dt][ıiuü]r|lar|ler|lər)?", "will"),
    (r"ve|və|и|و", "and"),
    *((pattern, english) for english, pattern in KINDS.items()),
)
"""Words that tell of what a figure or a date is, as the finder reads them."""

_DIGITS: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_SPACED: Final = re.compile(r"(?<![\d.,])(\d{1,3})((?:[ \u00a0\u2009\u202f]\d{3})+)(?!\d)")
_COMMA: Final = re.compile(r"(?<![\d.,])(\d+)[,٫](\d+)(?![\d,٫])")
_RISING: Final = re.compile(
    r"увелич|выро|возро|рост|повы|сни[зж]|сокра|упал|достиг|дове|artır|artm|artıb|çatd|yüks[əe]l|"
    r"çıkar|çıxar|azal|düş|افزایش|کاهش|رسید|رساند", re.IGNORECASE)
_MIXED: Final = re.compile(r"(\d+) (billion|million) (\d+(?:\.\d+)?) (?:million|thousand)")
_GLUED: Final = re.compile(r"(?<=\d)-?(?=(?:км|мм|т|млн|млрд|тыс|km|milyon|milyar|min|ton|"
                             r"میلیون|میلیارد|هزار|"
                             r"کیلومتر|تن|درصد)\w*\b)")
_A_YEAR: Final = re.compile(r"\s?/\s?(?:год|yıl|il|سال)\b")
_PERCENT: Final = re.compile(r"%(?:['\u2019-]?[^\W\d]+)")
_PERCENT_FIRST: Final = re.compile(
    r"(?<![\d%] )(?<![\d%])(?:%|\byüzde\b)\s?(\d+(?:\.\d+)?)(?:['\u2019][^\W\d]+)?", re.IGNORECASE)
_LESS: Final = r"(?:\s(?:млн|млрд|тыс|million|billion|thousand)\.?)?"
_FROM_TO: Final = (
    re.compile(rf"(?<!\w)(?:с|от)\s(\d[\d.]*{_LESS}(?:\s[^\W\d]+)?)\sдо\s(?=\d)"),
    re.compile(r"(?<!\w)از\s(\d[\d.]*(?:\s[^\W\d]+){0,2})\s(?:به|تا)\s(?=\d)"),
    re.compile(r"(?<![\d.])(\d[\d.]*(?:\s(?:milyon|milyar|milyard|min|bin))?\s?"
               r"['\u2019]?[^\W\d]{0,10}[dt][aeə]n)\s(?=\d)", re.IGNORECASE))
"""What was and what is: `с 5 до 7 млн тонн`, `از ۵ به ۷`, `5 milyon tondan 7 milyon tona`."""
_TO: Final = re.compile(r"(?<=\d)\sتا\s(?=\d)")
_UP_TO_BEHIND: Final = re.compile(
    r"(?<![\w.])(\d[\d.]*(?:\s(?:million|billion|thousand))?\s(?:tons|km|barrels|passengers|"
    r"containers|TEU|MW|days|dollars|euros|cubic meters)(?:['\u2019]?[^\W\d]{1,3})?)\s"
    r"(?:qədər|kadar|dək)(?!\w)", re.IGNORECASE)
_UP_TO: Final = re.compile(r"(?<!\w)(?:до|تا)(?=\s+(?!(?:19|20)\d\d\b)\d)")
_POINTS: Final = re.compile(r"(?<![\d.,])(\d{1,3})((?:\.\d{3})+)(?!\d)")


def is_foreign(text: str) -> bool:
    """Checks whether a text is in another script, or in Turkish or Azerbaijani.

    Names such as Iğdır do not make an English sentence Turkish.
    """
    return bool(_OTHER_SCRIPT.search(text)
                or (_TURKIC.search(text) and not _ENGLISH.search(text)))


CLAUSE_ENDS: Final = re.compile(r"[;.]\s|,\s|\bاست\b|\w{2}d[ıiuüə]r(?!\w)")
"""What ends a clause in a language whose verb stands last."""


def has_verb_last(text: str) -> bool:
    """Checks whether a text is in a language whose verb ends the clause: Turkic ones, Persian."""
    return is_foreign(text) and not _CYRILLIC.search(text)


class Tracked:
    """A text that is rewritten, and for each of its letters the place it had at first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = list(range(len(text)))

    def put(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> None:
        """Replaces what a pattern finds; new letters take the places of those they stand for."""
        if not pattern.search(self.text):
            return
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
    plain.put(_A_YEAR, " в год")
    plain.put(_PERCENT, "%")
    plain.put(_PERCENT_FIRST, r"\1 %")
    rises = bool(_RISING.search(plain.text))
    for pattern in _FROM_TO:
        plain.put(pattern, r"raised from \1 to " if rises else r"from \1 to ")
    plain.put(_TO, " to ")
    for pattern, english in (*_OF_YEARS, *_WORDS):
        plain.put(pattern, english)
    plain.put(_YEAR_FIRST, _in_order)
    if not rises:
        plain.put(_UP_TO, "up to")
        plain.put(_UP_TO_BEHIND, r"up to \1")
    plain.put(_MIXED, _together)
    return plain


def in_english(text: str) -> str:
    """Returns a text with its figures, units and hedges in English; an English one as it is.

    In these languages a comma stands before decimals, a space between thousands; of points before
    three digits none is told apart from a decimal point but between groups of three.
    """
    return placed_in_english(text).text


def _in_order(match: re.Match[str]) -> str:
    """Returns a date that begins with its year as English has it."""
    return " ".join(part for part in (match[3], match[2], match[1]) if part)


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
