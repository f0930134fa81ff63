"""Figures in other languages: held against their values by the same rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.claims.other_languages import in_english, readings
from geo.claims.printed_numbers import value_faults
from geo.data.records import Claim


def claim(attribute: str, value: str, unit: str, printed: str, *qualifier: str) -> Claim:
    return Claim("x", attribute, value, "", unit, qualifier or ("exact",), "", "", "", "2026", "s",
                 "", "", printed, "")


RIGHT = [
    claim("throughput", "27.179", "Mt", "увеличился на 1,8% до 27,179 млн тонн"),
    claim("capacity", "1200000", "bbl/day", "экспортировать 1,2 миллиона баррелей нефти в сутки"),
    claim("throughput", "0.02009988", "Mt", "ümumilikdə 20 099,88 ton taxıl göndərilib"),
    claim("length", "194.1", "km", "Длина железных дорог составляет 194,1 км"),
    claim("length", "107", "km", "این پروژه به طول ۱۰۷ کیلومتر"),
    claim("length", "1768", "km", "Общая протяженность БТД составляет 1.768 километров"),
    claim("progress", "32", "percent", "پیشرفت ۳۲ درصدی عملیات"),
    claim("capacity", "15", "Mt/year", "xəttinin illik buraxılış qabiliyyəti 15 milyon ton olacaq"),
    claim("capacity", "5500000", "passengers/year", "Yılda 5,5 milyon yolcu taşıyacak"),
    claim("cost", "2.4", "EUR bn", "Proje büyüklüğü 2,4 milyar Avro"),
    claim("throughput", "27.8", "Mt", "транспортировано более 27,8 млн тонн", "more-than"),
    claim("throughput", "0.0035", "Mt", "около 3500 тонн зерна", "about"),
    claim("length", "737.5", "km", "the 737\N{MIDDLE DOT}5 km line"),
    claim("cost", "1.8", "USD bn", "at a cost of USD1.8bn"),
    claim("capacity", "30", "bcm/year", "30bn cubic metres of gas a year"),
    claim("throughput", "1.9051", "bcm", "1 milyard 905,1 milyon kubmetr qaz ötürülüb"),
    claim("throughput", "24.9074", "Mt", "транспортировано 24 млн 907,4 тыс. тонн"),
    claim("capacity", "1300", "MW", "capacity of 1,300 MW"),
    claim("completion", "2030", "date", "2030-cu ilə qədər başa çatacaq", "forecast", "by"),
    claim("completion", "2028", "date", "2028 yılına kadar tamamlanacak", "forecast", "by"),
    claim("completion", "2030", "date", "завершить к 2030 году", "target", "by"),
    claim("start", "2027-08-13", "date", "2027-ci il avqustun 13-də işə salınacaq", "forecast"),
    claim("completion", "2031", "date", "Tamamlanma Hedefi: 2031 sonu", "target"),
    claim("progress", "37", "percent", "yapımında %37 ilerleme"),
    claim("capacity", "8", "Mt/year", "illik gücü 5 milyon tondan 8 milyon tona"),
    claim("capacity", "12", "Mt/year", "illik 12 milyon tona qədər", "up-to"),
    claim("capacity", "2000000", "passengers/year", "سالانه دو میلیون مسافر"),
    claim("throughput", "4.5", "Mt/year", "с 1,5 до 4,5 млн т/год"),
]


@pytest.mark.parametrize("right", RIGHT, ids=lambda each: each.printed[:24])
def test_a_right_figure_is_borne_out(right: Claim) -> None:
    assert list(value_faults(right, "2026")) == []


@pytest.mark.parametrize("right", RIGHT, ids=lambda each: each.printed[:24])
@pytest.mark.parametrize("value", ["77.7", "3"])
def test_another_figure_is_not(right: Claim, value: str) -> None:
    assert any(column == "value" for column, _ in value_faults(replace(right, value=value), "2026"))


def test_a_hedge_is_asked_for_in_any_language() -> None:
    bare = claim("throughput", "27.8", "Mt", "транспортировано более 27,8 млн тонн")
    assert [column for column, _ in value_faults(bare, "2026")] == ["qualifier"]


@pytest.mark.parametrize("english", [
    "1,768 km", "the 1,224-kilometer Kars–Iğdır–Aralık–Dilucu railway",
    "between 8 and 15 million tons annually", "a minimum of 15 tons", "in 2,400 days"])
def test_english_stays_as_it_is(english: str) -> None:
    assert in_english(english) == english
    assert readings(english) == (english,)
