"""Sentences, lists and tables in other languages: what is found in them, and of which subject.

Every sentence and figure here is invented for a test.
"""

from __future__ import annotations

import pytest

from geo.catalog.catalog import Catalog
from geo.claims.printed_numbers import value_faults
from geo.intake.candidate import Candidate
from geo.intake.finding import candidates
from geo.intake.holdings import as_claim
from geo.intake.reading import read_bytes
from tests.samples.intake_documents import of_lines

RASHT, KHAF, HORADIZ, KARS = ("rasht-astara-railway", "khaf-herat-railway",
                              "horadiz-agbend-railway", "kars-dilucu-railway")


def found_in(catalog: Catalog, *lines: str) -> list[Candidate]:
    return list(candidates(of_lines("Invented for a test.", "", *lines, published="2026-02-10"),
                           catalog))


def told(each: Candidate) -> tuple[str, str, str, str, str]:
    return (each.subject_id, each.attribute, each.value, each.unit, ";".join(each.qualifier))


@pytest.mark.parametrize(("line", "expected"), [
    ("Строительство ж/д линии Решт — Астара начнётся с 3 мая 2026 года.",
     [(RASHT, "start", "2026-05-03", "date", "forecast")]),
    ("Протяжённость железнодорожной линии Решт-Астара составит не менее 171 км.",
     [(RASHT, "length", "171", "km", "at-least;designed")]),
    ("Провозная способность железной дороги Решт – Астара вырастет с 2 до 9,5 млн тонн в год.",
     [(RASHT, "capacity", "2", "Mt/year", "exact"),
      (RASHT, "capacity", "9.5", "Mt/year", "designed")]),
    ("За 2025 год по железной дороге Хаф — Герат перевезено около 19 тысяч контейнеров (ДФЭ).",
     [(KHAF, "throughput", "19000", "TEU", "about")]),
    ("طول راهآهن رشت - آستارا ۱۷۱.۵ کیلومتر است.", [(RASHT, "length", "171.5", "km", "exact")]),
    ("خط آهن خواف- هرات ظرفیت انتقال سالانه ۴ میلیون تن کالا و دو میلیون مسافر را خواهد داشت.",
     [(KHAF, "capacity", "4", "Mt/year", "designed"),
      (KHAF, "capacity", "2000000", "passengers/year", "designed")]),
    ("پروژه راه‌آهن رشت – آستارا با پیشرفت فیزیکی ۲۶ درصدی ادامه دارد.",
     [(RASHT, "progress", "26", "percent", "exact")]),
    (("Horadiz–Ağbənd dəmir yolu xəttinin illik yükötürmə qabiliyyəti 3 milyon tondan 8 milyon "
     "tona çatdırılıb."),
     [(HORADIZ, "capacity", "3", "Mt/year", "exact"),
      (HORADIZ, "capacity", "8", "Mt/year", "exact")]),
    (("İllik 12 milyon tona qədər buraxıcılıq qabiliyyəti olan Horadiz-Ağbənd dəmiryol xətti "
      "tikilir."),
     [(HORADIZ, "capacity", "12", "Mt/year", "up-to")]),
    (("Kars-Iğdır-Aralık-Dilucu Demiryolu Hattı yılda 3,5 milyon yolcu ve 11 milyon ton yük "
     "taşıma kapasitesine sahip olacak."),
     [(KARS, "capacity", "3500000", "passengers/year", "designed"),
      (KARS, "capacity", "11", "Mt/year", "designed")]),
    ("Kars-Iğdır-Aralık-Dilucu Demiryolu Hattı'nın yapımında %37 ilerleme sağlandı.",
     [(KARS, "progress", "37", "percent", "exact")]),
])
def test_what_is_told_is_found_with_its_line(
        line: str, expected: list[tuple[str, str, str, str, str]], catalog: Catalog) -> None:
    found = [told(each) for each in found_in(catalog, line)]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("line", [
    "Скорость на железной дороге Решт — Астара составит 140 км/ч.",
    "سرعت قطار در راه آهن رشت - آستارا ۱۴۰ کیلومتر بر ساعت است.",
    "Horadiz–Ağbənd dəmir yolu regionun rəqabət qabiliyyətini artıracaq.",
    "В железнодорожной линии Решт — Астара заинтересованы пять стран."])
def test_what_is_no_claim_is_not_found(line: str, catalog: Catalog) -> None:
    assert found_in(catalog, line) == []


def test_each_figure_is_borne_out_by_what_is_printed(catalog: Catalog) -> None:
    (found,) = found_in(
        catalog, "İllik 12 milyon tona qədər buraxıcılıq qabiliyyəti olan Horadiz-Ağbənd dəmiryol "
                 "xətti tikilir.")
    assert "12 milyon tona qədər" in found.printed
    assert list(value_faults(as_claim(found), "2026")) == []


def test_two_kinds_of_work_are_two_parts(catalog: Catalog) -> None:
    found = found_in(catalog, "Horadiz-Ağbənd dəmiryol xəttinin layihələndirilməsi 91 %, tikintisi "
                              "isə 44 % həcmdə tamamlanıb.")
    assert [(each.value, each.scope, each.scope_words) for each in found] == [
        ("91", "part", "layihələndirilməsi"), ("44", "part", "tikintisi")]


def test_the_label_above_says_what_the_items_are(catalog: Catalog) -> None:
    found = found_in(
        catalog, "Central Asia–China gas pipeline", "", "  • Capacity:", "    • Line A: 14 bcm/y",
        "    • Line B: 17 bcm/y", "  • Start year: 2007 (Line A), 2011 (Line B)")
    assert [(each.attribute, each.value, each.scope_words) for each in found] == [
        ("capacity", "14", "Line A"), ("capacity", "17", "Line B"),
        ("start", "2007", "Line A"), ("start", "2011", "Line B")]


def test_a_label_ends_with_its_list(catalog: Catalog) -> None:
    found = found_in(catalog, "Trans Adriatic Pipeline", "", "Capacity:", "- first phase: 6 bcm/y",
                     "", "In 2024 the pipeline carried 9 bcm.")
    assert [(each.attribute, each.value) for each in found] == [
        ("capacity", "6"), ("throughput", "9")]


@pytest.mark.parametrize(("label", "expected"), [
    ("Kapasite: Yılda 3,5 milyon yolcu ve 11 milyon ton yük", [
        ("capacity", "3500000", "passengers/year"), ("capacity", "11", "Mt/year")]),
    ("Tamamlanma Hedefi: 2031 sonu", [("completion", "2031", "date")]),
    ("Uzunluk: 231 kilometre", [("length", "231", "km")])])
def test_the_label_before_a_colon_counts(
        label: str, expected: list[tuple[str, str, str]], catalog: Catalog) -> None:
    found = found_in(catalog, "Kars-Iğdır-Aralık-Dilucu Demiryolu Hattı", "", f"- {label}")
    assert [told(each)[1:4] for each in found] == expected
    assert {each.subject_id for each in found} == {KARS}


TABLE = """# Pipelines

Invented for a test.

| Pipeline | Length, km | Cost, USD bn | Loan (EUR million) | Status |
|---|---|---|---|---|
| TANAP | 1,777 | 5.5 | 640 | Operating |
| Central Asia–China | 1,666 | 7.5 | | Under construction |
| Sahara–Coast line | 900 | 2.5 | | Planned |

| Линия | Протяжённость, км | Стоимость, млрд долл. | Мощность, млн т/год | Статус |
|---|---|---|---|---|
| ж/д Решт — Астара | 171,5 | 2,5 | 9 | строится |
| Неведомая — Далёкая | 90 | 0,4 | 3 | действует |
"""


def test_cells_take_unit_scale_and_subject_of_their_own_head_and_row(catalog: Catalog) -> None:
    found = candidates(read_bytes("made.md", TABLE.encode()), catalog)
    china = "central-asia-china-gas-pipeline"
    assert sorted((each.subject_id, each.attribute, each.value, each.unit) for each in found) == [
        ("", "capacity", "3", "Mt/year"), ("", "cost", "2.5", "USD bn"),
        ("", "cost", "400", "USD million"), ("", "length", "90", "km"),
        ("", "length", "900", "km"), ("", "status", "operating", ""), ("", "status", "planned", ""),
        (china, "cost", "7.5", "USD bn"), (china, "length", "1666", "km"),
        (china, "status", "under-construction", ""),
        (RASHT, "capacity", "9", "Mt/year"), (RASHT, "cost", "2.5", "USD bn"),
        (RASHT, "length", "171.5", "km"), (RASHT, "status", "under-construction", ""),
        ("tanap", "cost", "5.5", "USD bn"), ("tanap", "financing", "0.64", "EUR bn"),
        ("tanap", "length", "1777", "km"), ("tanap", "status", "operating", "")]


def test_a_table_of_one_subject_takes_that_of_its_heading(catalog: Catalog) -> None:
    text = ("# Rasht–Astara railway\n\nInvented for a test.\n\n| What | Figure |\n|---|---|\n"
            "| Length | 171 km |\n| Cost | $1.7 billion |\n")
    found = candidates(read_bytes("made.md", text.encode()), catalog)
    assert [(each.subject_id, each.attribute, each.value) for each in found] == [
        (RASHT, "length", "171"), (RASHT, "cost", "1.7")]


def test_a_figure_without_a_known_line_is_in_the_queue(catalog: Catalog) -> None:
    found = found_in(
        catalog, "The total length of the sections to be rebuilt is 2.6 km and 13.4 km.")
    assert [(each.subject_id, each.value) for each in found] == [("", "2.6"), ("", "13.4")]


@pytest.mark.parametrize(("line", "expected"), [
    ("TANAP'ın kapasitesi yıllık 14 milyar metreküpten 29 milyar metreküpe çıkarılacak.",
     [("tanap", "capacity", "14", "bcm/year", "exact"),
      ("tanap", "capacity", "29", "bcm/year", "designed")]),
    ("Перевозка по железной дороге Баку-Тбилиси-Карс занимает от 11 до 14 суток.",
     [("baku-tbilisi-kars-railway", "transit-time", "11", "days", "exact")]),
    ("Kars-Iğdır-Aralık-Dilucu demir yolunun 2031 yılında hizmete girmesi planlanıyor.",
     [(KARS, "start", "2031", "date", "target")]),
    ("در سال ۲۰۲۵ حدود ۲۱۰ هزار تن کالا از طریق راه‌آهن خواف – هرات جابجا شد.",
     [(KHAF, "throughput", "0.21", "Mt", "about")]),
    ("За 2025 год по БТК перевезено 310 тыс. тонн грузов, что на 12% больше, чем годом ранее.",
     [("baku-tbilisi-kars-railway", "throughput", "0.31", "Mt", "exact")])])
def test_times_and_changes_are_told_apart(
        line: str, expected: list[tuple[str, str, str, str, str]], catalog: Catalog) -> None:
    assert sorted(told(each) for each in found_in(catalog, line)) == sorted(expected)
