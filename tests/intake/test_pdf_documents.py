"""PDF: columns are read one after the other, words are whole, and what repeats is left out."""

from __future__ import annotations

import random
import subprocess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.data.errors import AtlasError
from geo.intake.document import Document
from geo.intake.reading import read_bytes
from tests.samples.made_documents import (
    HEIGHT,
    PROSE,
    WIDTH,
    Printed,
    locked,
    printed,
    read_or_refusal,
    wrapped,
)

LEFT = "On the left stands the tale of the first railway, told at length and with care. " * 8
RIGHT = "On the right stands the tale of the second pipeline, told at length and later. " * 8


def read(data: bytes) -> Document:
    return read_bytes("a.pdf", data)


def two_columns(pages: int = 1) -> bytes:
    """Pages of two columns under a title over both, with heads and page numbers."""
    made = Printed("Two tales")
    for number in range(1, pages + 1):
        made.lines(["Invented Review of Transit"], top=HEIGHT - 30, size=8)
        made.lines([f"Vol. 3, page {number}"], left=WIDTH - 140, top=HEIGHT - 30, size=8)
        made.lines(["A title that goes over both of the columns of the page"], size=16)
        made.lines(wrapped(LEFT, 44), top=700)
        made.lines(wrapped(RIGHT, 44), left=320, top=695)
        made.lines([f"{number}"], left=WIDTH / 2, top=30, size=8)
        made.next_page()
    return made.done()


def test_two_columns_are_read_one_after_the_other() -> None:
    lines = [line for line in read(two_columns()).lines if line]
    assert lines[0].startswith("Invented Review")  # on a single page nothing is seen to repeat
    text = " ".join(lines)
    assert text.index("both of the columns") < text.index("first railway")
    assert LEFT.strip() in text
    assert RIGHT.strip() in text
    assert text.rindex("first railway") < text.index("second pipeline")


def test_heads_and_page_numbers_are_left_out() -> None:
    document = read(two_columns(4))
    text = " ".join(document.lines)
    assert "Invented Review" not in text
    assert "page 2" not in text
    assert not any(line.strip().isdigit() for line in document.lines)
    assert text.count("first railway") == 4 * LEFT.count("first railway")
    assert sorted(set(document.pages)) == [1, 2, 3, 4]


def test_every_line_has_its_page() -> None:
    pages = [[f"Page {name} says that the line is {number} km long.", "It says no more."]
             for number, name in enumerate(("one", "two", "three"), 826)]
    document = read(printed(*pages))
    assert len(document.pages) == len(document.lines)
    for number, (first, _) in enumerate(pages, 1):
        assert document.page_of(document.lines.index(first) + 1) == number


@pytest.mark.parametrize(("lines", "joined"), [
    (["Invented for a test: the trans-", "port of goods is long."], "the transport of goods"),
    (["Invented for a test: the Baku-", "Tbilisi line is long."], "the Baku-Tbilisi line"),
    (["Invented for a test: in 2025-", "2026 the line was long."], "in 2025-2026 the line"),
    (["Invented for a test: a well-", "known line of cross-", "border trade."],
     "a well-known line of cross-border trade."),
    (["Here the multi-modal line is told.", "Invented for a test: multi-", "modal it stays."],
     "test: multi-modal it"),
    (["Here a highspeed line is told of.", "Invented for a test: high-", "speed it stays."],
     "test: highspeed it"),
    (["Invented for a test: a 900-", "mile line it is."], "a 900-mile line"),
    (["Invented for a test: it is long -", "and old."], "long - and old"),
    (["Invented for a test: state-of-the-", "art trains run."], "state-of-the-art trains")])
def test_words_broken_at_line_ends(lines: list[str], joined: str) -> None:
    assert joined in " ".join(read(printed(lines)).lines)


def test_a_sentence_goes_over_a_page_and_a_column() -> None:
    first = wrapped(PROSE * 2 + "The ferry carries 826 thousand tons of", 80)
    document = read(printed(first, ["grain in a year of trade.", "It goes on."]))
    line = next(line for line in document.lines if "826 thousand" in line)
    assert line.endswith("tons of grain in a year of trade.")
    assert document.page_of(document.lines.index(line) + 1) == 1
    assert document.page_of(document.lines.index("It goes on.") + 1) == 2


def test_a_table_is_read_row_by_row() -> None:
    made = Printed()
    top = made.lines(wrapped(PROSE * 2, 80))
    rows = [("Year", "Rail, tons", "Road, tons"), ("2023", "1,200", "3,400"),
            ("2024", "1,300", ""), ("2025", "1,400", "3,600")]
    made.cells(rows, (60, 200, 340), top - 20)
    document = read(made.done())
    table, = document.tables
    assert table.head == rows[0]
    assert [row.cells for row in table.rows] == rows[1:]
    for row in table.rows:
        assert document.lines[row.line - 1] == " | ".join(row.cells).strip()


def test_headings_stand_above_what_they_head() -> None:
    made = Printed("Microsoft Word - draft_7.docx")
    top = made.lines(["A report of the line"], size=20)
    top = made.lines(["By A. Writer", "5 March 2026"], top=top - 10)
    top = made.lines(wrapped(PROSE, 80), top=top - 20)
    top = made.lines(["What it carries"], top=top - 20, font="Helvetica-Bold")
    made.lines(wrapped(PROSE, 80), top=top - 10)
    document = read(made.done())
    assert [each.text for each in document.headings] == ["A report of the line", "What it carries"]
    assert document.section_of(len(document.lines)) == "What it carries"
    imprint = document.imprint
    assert (imprint.title, imprint.author, imprint.published) == (
        "A report of the line", "A. Writer", "2026-03-05")


def test_ligatures_and_raised_digits() -> None:
    made = Printed()
    made.lines(["Invented for a test: traffic of 826 tons"])
    made.lines(["3"], left=60 + made.canvas.stringWidth(
        "Invented for a test: traffic of 826 tons", "Helvetica", 10), top=764, size=6)
    text = " ".join(read(made.done()).lines)
    assert "826 tons[3]" in text
    assert "ﬁ" not in text


def test_a_document_with_a_password_is_refused() -> None:
    data = printed(["The line is 826 km long."])
    with pytest.raises(AtlasError, match=r"“a\.pdf” has a password; save it without one"):
        read(locked(data, "secret"))
    assert read(locked(data, "")).lines == ("The line is 826 km long.",)


def test_pictures_of_pages_are_told() -> None:
    made = Printed()
    for _ in range(2):
        made.picture()
        made.next_page()
    with pytest.raises(AtlasError, match="its 2 pages are pictures without text; have the text"):
        read(made.done())
    made = Printed()
    for number in range(6):
        made.lines(["The line is 826 km long."]) if number == 3 else made.picture()
        made.next_page()
    made.next_page()  # an empty page is no picture
    assert read(made.done()).notices == (
        "Pages 1–3, 5–6 are pictures without text and could not be read.",)


def test_turned_letters_are_left_out() -> None:
    made = Printed()
    made.lines(["The line is 826 km long."])
    made.canvas.rotate(90)
    made.canvas.drawString(100, -20, "stamp of a library")
    assert read(made.done()).lines == ("The line is 826 km long.",)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    made = Printed()
    made.canvas.setPageRotation(turn)
    canvas = made.canvas
    canvas.translate(*{90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[turn])
    canvas.rotate(turn)
    made.lines(["The line is 826 km long.", "It carries grain."], top=400)
    assert read(made.done()).lines == ("The line is 826 km long.", "It carries grain.")


def test_a_document_of_too_many_pages() -> None:
    made = Printed()
    for _ in range(1_501):
        made.next_page()
    with pytest.raises(AtlasError, match="has 1,501 pages; at most 1,500 are read"):
        read(made.done())


def test_objects_that_lead_back_to_themselves() -> None:
    data = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 99999999>>endobj\n"
            b"3 0 obj<</Type/Page/Parent 3 0 R/Contents 3 0 R>>endobj\n"
            b"trailer<</Root 1 0 R/Size 4/Prev 0>>\n%%EOF")
    with pytest.raises(AtlasError, match=r"^“a\.pdf” "):
        read(data)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_document_cut_short_is_read_or_refused(part: float) -> None:
    data = two_columns(2)
    found = read_or_refusal("a.pdf", data[:int(len(data) * part)])
    assert found.startswith("“a.pdf” ") if isinstance(found, str) else found.lines


def test_a_reader_that_dies_or_lingers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = printed(["The line is 826 km long."])

    def dead(*_: Any, **__: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401
        return subprocess.CompletedProcess([], -11, b"", b"")

    monkeypatch.setattr(subprocess, "run", dead)
    with pytest.raises(AtlasError, match="is broken, or made so that no program reads it"):
        read(data)

    def slow(*_: Any, **__: Any) -> None:  # noqa: ANN401
        raise subprocess.TimeoutExpired("reader", 90)

    monkeypatch.setattr(subprocess, "run", slow)
    with pytest.raises(AtlasError, match="takes more than 90 seconds"):
        read(data)


@settings(max_examples=12)
@given(st.randoms(use_true_random=False), st.sampled_from([1, 2, 3]), st.booleans())
def test_every_paragraph_is_whole_and_in_its_place(
        chance: random.Random, columns: int, in_order: bool) -> None:  # noqa: FBT001
    """Whatever the order in which the page draws its lines."""
    letters, step = {1: (85, 0), 2: (42, 260), 3: (26, 165)}[columns]
    drawn: list[tuple[int, float, str]] = []
    paragraphs: list[str] = []
    for column in range(columns):
        top = 740.0
        while top > 300:
            words = chance.choices(PROSE.lower().replace(".", "").split(), k=chance.randint(15, 50))
            paragraph = f"Mark {len(paragraphs)}: {' '.join(words)} it ends."
            lines = wrapped(paragraph, letters)
            drawn += [(45 + step * column, top - 12 * number, line)
                      for number, line in enumerate(lines)]
            top -= 12 * len(lines) + 8
            paragraphs.append(paragraph)
    if not in_order:
        chance.shuffle(drawn)
    made = Printed()
    for left, base, line in drawn:
        made.lines([line], left=left, top=base)
    text = " ".join(line for line in read(made.done()).lines if line)
    assert text == " ".join(paragraphs)


@pytest.mark.parametrize("by_words", [False, True])
def test_prose_spread_over_its_lines_is_no_table(by_words: bool) -> None:  # noqa: FBT001
    made = Printed()
    prose = PROSE.replace("gauge", "gauge of 1,520 mm")
    for number, line in enumerate(wrapped(prose * 3, 60)):
        words = line.split()
        width = sum(made.canvas.stringWidth(word, "Helvetica", 10) for word in words)
        gap = (380 - width) / (len(words) - 1) if by_words else 0
        left = 60.0
        for word in words if by_words else [line]:
            made.lines([word], left=left, top=740 - 12 * number)
            left += made.canvas.stringWidth(word, "Helvetica", 10) + gap
    made.cells([("Year", "Tons"), ("2024", "1,200"), ("2025", "1,300")], (60, 200), 740 - 12 * 14)
    document = read(made.done())
    assert [row.cells for table in document.tables for row in table.rows] == [
        ("2024", "1,200"), ("2025", "1,300")]
    assert prose.strip() in " ".join(document.lines)
