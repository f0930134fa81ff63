"""Days as they are printed, and sentences where they end."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.claims.dates import MONTHS
from geo.intake.formats.characters import one_line
from geo.intake.formats.printed_dates import dates_printed, only_a_date
from geo.intake.formats.printed_imprint import (
    noted_author,
    printed_author,
    printed_day,
    printed_title,
)
from geo.intake.formats.sentence_ends import sentences


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_a_day_is_read_in_every_form(day: date) -> None:
    month = MONTHS[day.month - 1]
    for printed in (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}",
                    f"{month[:3]}. {day.day}, {day.year}", f"{day.day:02} {month}, {day.year}",
                    day.isoformat(), f"{day.day}.{day.month:02}.{day.year}"):
        assert list(dates_printed(printed)) == [(0, len(printed), day.isoformat())]
        assert only_a_date(f"Published: {printed}") == day.isoformat()


@pytest.mark.parametrize(("printed", "when"), [
    ("12 ноября 2025 г.", "2025-11-12"), ("3 марта 2026 года", "2026-03-03"),
    ("12 Ocak 2026", "2026-01-12"), ("1 Mayıs 2026", "2026-05-01"),
    ("12 yanvar 2026", "2026-01-12"), ("۱۲ بهمن ۱۴۰۴", "2026-02-01"),
    ("1 فروردین 1404", "2025-03-21"), ("June 2025", "2025-06"), ("03/04/2025", "2025"),
    ("13/04/2025", "2025-04-13"), ("04/13/2025", "2025-04-13"), ("31 June 2025", ""),
    ("30.02.2025", ""), ("2025-02-30", ""), ("1.2.3.2025", ""), ("may 12 tons", "")])
def test_days_in_other_forms_and_languages(printed: str, when: str) -> None:
    assert [found for _, _, found in dates_printed(printed)] == [when] * bool(when)


def test_the_iranian_calendar_has_no_gap() -> None:
    months = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی",
              "بهمن", "اسفند")
    days = [when for year in (1399, 1400, 1403, 1404) for month in months for day in range(1, 31)
            for _, _, when in dates_printed(f"{day} {month} {year}")]
    found = sorted(map(date.fromisoformat, days))
    assert len(set(found)) == len(found)
    assert max(later - earlier for earlier, later in pairwise(found)
               if later.year < 2022) <= timedelta(2)


@pytest.mark.parametrize(("lines", "when"), [
    (["A title", "5 March 2026"], "2026-03-05"), (["By A. Writer | 5 March 2026"], "2026-03-05"),
    (["Date: 5 March 2026, Tbilisi"], "2026-03-05"), (["- 01 January, 2026"], "2026-01-01"),
    (["Updated 5 March 2026"], ""), (["The line opened on 5 March 2026."], ""),
    (["By 5 March 2026 the line will have opened to trains of all kinds, as he says."], "")])
def test_the_day_of_publication_is_printed_alone(lines: list[str], when: str) -> None:
    assert printed_day(lines) == when


@pytest.mark.parametrize(("line", "name"), [
    ("By A. Writer", "A. Writer"), ("by Ann Writer and Bob Second, 5 March 2026",
                                    "Ann Writer and Bob Second"),
    ("Author: Ann Writer", "Ann Writer"), ("By the end of the year it will be open.", ""),
    ("By Ann Writer | Example News", "Ann Writer"), ("The line by Ann", "")])
def test_who_wrote_it_is_printed_after_by(line: str, name: str) -> None:
    assert printed_author([line]) == name


@pytest.mark.parametrize(("said", "name"), [
    ("A. Writer", "A. Writer"), ("python-docx", ""), ("(anonymous)", ""), ("Microsoft Office", ""),
    ("User", ""), ("User Group for Rail", "User Group for Rail"), ("", "")])
def test_metadata_may_name_nobody(said: str, name: str) -> None:
    assert noted_author(said) == name


def test_a_title_is_no_byline_and_no_sentence() -> None:
    assert printed_title(["By A. Writer", "5 March 2026", "The title"]) == "The title"
    assert printed_title(["This is a sentence.", "x" * 300, "late"]) == ""


@pytest.mark.parametrize(("text", "count"), [
    ("One. Two. Three.", 3), ("Mr. Doe of the U.S. Embassy. He is there.", 2),
    ("It carried 1.5 million tons. It will carry 2.", 2), ("In No. 5 it stands.", 1),
    ("J. K. Writer said so. (She did.) “Yes.” No!", 4), ("It is so.[3] It was.", 2),
    ("Перевезли 5 млн. тонн. Это много.", 2), ("etc. and so on. 2025 was good.", 2)])
def test_sentences(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count


@given(st.text(st.sampled_from("ab AB.!?12 ()“”[]…"), max_size=200).map(one_line))
def test_sentences_are_the_paragraph_again(text: str) -> None:
    found = list(sentences(text))
    assert " ".join(sentence for _, sentence in found) == text
    assert all(text[begins:].startswith(sentence) for begins, sentence in found)


@pytest.mark.parametrize(("line", "day"), [
    ("BAKU, 14 April 2026 \N{EN DASH} The railway is to be finished", "2026-04-14"),
    ("Tashkent. 21 November 2025. Wire - Builders have come far", "2025-11-21"),
    ("CORRIDOR REVIEW    Vol. 9, No. 3, September 2025", "2025-09"),
    ("*Policy note 17, published 2 February 2026*", "2026-02-02"),
    ("On 8 August 2025 the leaders met.", ""), ("In Washington, August 8, 2025, they met.", ""),
    ("The agreement of November 2020 \N{EN DASH} a turning point", "")])
def test_a_dateline_gives_the_day_and_a_day_in_a_sentence_does_not(line: str, day: str) -> None:
    assert printed_day(["A title", line]) == day
