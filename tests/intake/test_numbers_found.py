"""Numbers in whole documents: what is found, where it stands, and what is left out."""

from __future__ import annotations

from functools import cache

import pytest

from geo.catalog.catalog import Catalog
from geo.claims.passage import located
from geo.claims.printed_numbers import value_faults
from geo.data.attributes import ATTRIBUTES
from geo.intake.candidate import MOST_WORDS, Candidate
from geo.intake.document import Document, DocumentHeading, DocumentTable, TableRow
from geo.intake.finding import candidates
from geo.intake.holdings import as_claim
from geo.intake.sentences import sentences
from tests.conftest import shipped
from tests.samples.intake_documents import NAMES, made, of_lines, rows_of

HEDGES = {"about", "at-least", "more-than", "up-to", "by"}
FOUND, RIGHT, ITS_SUBJECT, NOISE = 0.95, 0.97, 0.7, 0.2


@cache
def found_in(name: str) -> tuple[Candidate, ...]:
    return tuple(each for each in candidates(made(name), shipped())
                 if ATTRIBUTES[each.attribute].units)


def said(found: tuple[Candidate, ...]) -> list[tuple[str, str, str]]:
    return [(each.attribute, each.value, each.unit) for each in found
            if ATTRIBUTES[each.attribute].units]


def test_the_documents_say_what_is_to_be_found_in_them() -> None:
    known = found = right = subjects = noise = queue = 0
    for name in NAMES:
        taken = set()
        for row in (row for row in rows_of("gold.csv") if row["document"] == name):
            known += 1
            hits = [each for each in found_in(name)
                    if each.anchor.first_line <= int(row["line"]) <= each.anchor.last_line
                    and (each.attribute, each.value, each.value_high, each.unit) == (
                        row["attribute"], row["value"], row["value_high"], row["unit"])]
            taken |= {each.candidate_id for each in hits}
            found += bool(hits)
            right += any({*each.qualifier} & HEDGES == {*row["qualifier"].split(";")} & HEDGES
                         for each in hits)
            subjects += any(each.subject_id == row["subject_id"] for each in hits)
        queue += len(found_in(name))
        noise += sum(each.candidate_id not in taken for each in found_in(name))
    assert found >= FOUND * known
    assert right >= RIGHT * found
    assert subjects >= ITS_SUBJECT * found
    assert noise <= NOISE * queue


@pytest.mark.parametrize("name", NAMES)
def test_every_candidate_stands_where_it_says_and_is_borne_out(name: str) -> None:
    document = made(name)
    rows = {row.line for table in document.tables for row in table.rows}
    assert found_in(name)
    for each in found_in(name):
        cited = "\n".join(document.lines[each.anchor.first_line - 1:each.anchor.last_line])
        assert located(each.printed, cited), each
        assert len(each.printed.split()) <= MOST_WORDS
        assert each.unit in ATTRIBUTES[each.attribute].units
        assert each.why
        if each.anchor.first_line not in rows:
            assert not list(value_faults(as_claim(each), document.imprint.published)), each


def test_the_anchor_gives_the_letters_of_the_words(catalog: Catalog) -> None:
    document = of_lines("The Rasht–Astara railway is  only 164 kilo-", "metres long.")
    length, = (each for each in candidates(document, catalog) if each.attribute == "length")
    anchor = length.anchor
    assert (anchor.first_line, anchor.last_line, anchor.lines) == (1, 2, "1-2")
    assert document.lines[1][:anchor.ends] == "metres"
    assert document.lines[0][anchor.begins:].startswith(length.printed[:4])


def test_the_same_document_gives_the_same_candidates(catalog: Catalog) -> None:
    ids = [each.candidate_id for each in candidates(made("memo.txt"), catalog)]
    assert ids == [each.candidate_id for each in candidates(made("memo.txt"), catalog)]
    assert len(ids) == len(set(ids))


def test_a_rate_in_the_head_of_a_table_counts(catalog: Catalog) -> None:
    lines = ("Pipeline | Length, km | Carried 2024, bcm | Opened", "TAP | 878 | 11.5 | 2020")
    table = DocumentTable(("Pipeline", "Length, km", "Carried 2024, bcm", "Opened"),
                          (TableRow(2, ("TAP", "878", "11.5", "2020")),))
    document = Document("made.md", "md", "0" * 64, lines, tables=(table,))
    found = [each for each in candidates(document, catalog) if each.anchor.first_line == 2]
    assert sorted(said(tuple(found))) == [
        ("length", "878", "km"), ("start", "2020", "date"), ("throughput", "11.5", "bcm")]
    assert {each.subject_id for each in found} == {"tap"}
    assert {each.period for each in found if each.attribute == "throughput"} == {"2024"}


@pytest.mark.parametrize("text", [
    "Baku has 2.3 million inhabitants and covers 2,140 square kilometres.",
    "The army fired 40 missiles; 12 soldiers died within 3 days.",
    "Inflation reached 8 percent, and the budget deficit $2 billion.",
    "The president met 14 ministers on 3 May 2025.",
    "Page 12 of 48", "Wheat costs $240 per ton."])
def test_what_is_of_no_line_is_left_out(text: str, catalog: Catalog) -> None:
    assert not said(candidates(of_lines(text), catalog))


def test_a_footnote_does_not_cut_a_sentence() -> None:
    document = of_lines(
        "Approximately 40 percent of the cargo", "", "59\tA book, p. 12.", "",
        "transited by this railway.")
    texts = [(each.kind, each.text) for each in sentences(document)]
    assert ("text", "Approximately 40 percent of the cargo transited by this railway.") in texts
    assert ("note", "59 A book, p. 12.") in texts


def test_a_numbered_line_heads_what_follows() -> None:
    document = of_lines("2. Kars railway", "- 224 km, double track.")
    *_, last = sentences(document)
    assert last.head == "Kars railway"


def test_a_heading_within_a_line_leaves_its_text() -> None:
    line = "BACKGROUND: the railway is 164 km long, and will carry 5 million tons a year by 2030."
    document = Document("made.txt", "txt", "0" * 64, (line,),
                        headings=(DocumentHeading(1, "BACKGROUND"),))
    assert [each.kind for each in sentences(document)] == ["text"]


def test_a_sentence_without_end_is_cut_between_words() -> None:
    document = of_lines("TANAP carried 5 million tons and " * 400)
    texts = [each.text for each in sentences(document)]
    assert max(map(len, texts)) <= 1_500
    assert " ".join(texts) == document.lines[0].strip()


def test_a_long_text_is_read_once(catalog: Catalog) -> None:
    """No rule looks further back the longer a text is: a text told twice says all of it twice."""
    one = made("news.txt").lines
    twice = candidates(of_lines(*one, "", *one, published="2026-04-14"), catalog)
    once = candidates(of_lines(*one, published="2026-04-14"), catalog)
    assert said(twice) == said(once)
    assert all(each.why[-1].startswith("also on lines ") for each in twice
               if ATTRIBUTES[each.attribute].units)


@pytest.mark.parametrize(("line", "expected", "printed"), [
    ("В 2024 году по железной дороге Баку-Тбилиси-Карс было перевезено более 1,2 млн тонн грузов.",
     ("throughput", "1.2", "Mt", ("more-than",), "2024"), "более 1,2 млн тонн"),
    ("Пропускная способность железной дороги Баку-Тбилиси-Карс составит до 5 млн тонн в год.",
     ("capacity", "5", "Mt/year", ("up-to", "designed"), ""), "до 5 млн тонн в год"),
    ("2025-ci ildə Bakı-Tbilisi-Ceyhan (BTC) kəməri ilə 206,434 milyon barel neft nəql edilib.",
     ("throughput", "0.206434", "bn bbl", ("exact",), "2025"), "206,434 milyon barel"),
    ("TANAP boru hattının uzunluğu 1.850 kilometredir.", ("length", "1850", "km", ("exact",), ""),
     "1.850 kilometredir"),
    ("ظرفیت راه آهن رشت - آستارا ۱۵ میلیون تن در سال است.",
     ("capacity", "15", "Mt/year", ("exact",), ""), "۱۵ میلیون تن در سال")])
def test_other_languages_are_read_and_printed_as_they_stand(
        line: str, expected: tuple[str, str, str, tuple[str, ...], str], printed: str,
        catalog: Catalog) -> None:
    document = of_lines(line, published="2026-01")
    found = [each for each in candidates(document, catalog) if ATTRIBUTES[each.attribute].units]
    assert [(each.attribute, each.value, each.unit, each.qualifier, each.period)
            for each in found] == [expected]
    assert printed in found[0].printed
    assert found[0].printed in line
