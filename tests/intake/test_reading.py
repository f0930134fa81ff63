"""A document is read by what it holds: the same bytes give the same lines, and all its words."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from pathlib import Path
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.data.errors import AtlasError
from geo.intake import reading
from geo.intake.document import Document
from geo.intake.formats import saved_page, word_document
from geo.intake.reading import read_bytes, read_document
from tests.samples.made_documents import memo, printed, read_or_refusal

PAGE = b"<!doctype html><title>A page</title><p>The line is 826 km long.</p>"
GOOD = {"text.txt": b"The line is 826 km long.\n", "text.md": b"# Head\n\nIt is **826 km** long.\n",
        "page.html": PAGE, "paper.pdf": printed(["The line is 826 km long."]),
        "memo.docx": memo()}
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "P", "S", "M"],
                              exclude_characters="\u115f\u1160"),
                min_size=1, max_size=12).filter(lambda word: is_normalized("NFKC", word))
"""Words of letters that are seen and have one form: fillers of no width are taken out."""
LINES = st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=12)


def words(document: Document) -> list[str]:
    """All that a reader reads, word by word."""
    return re.findall(r"\w+", " ".join(document.lines))


@pytest.mark.parametrize("name", GOOD)
def test_the_same_bytes_are_the_same_document(name: str) -> None:
    first, second = read_bytes(name, GOOD[name]), read_bytes(name, GOOD[name])
    assert first == second
    assert first.text_sha256 == second.text_sha256
    assert first.kind == name.rpartition(".")[2]
    assert "826" in words(first) or "306" in words(first)


@pytest.mark.parametrize("name", GOOD)
def test_a_kind_is_told_by_what_a_file_holds(name: str) -> None:
    kind = name.rpartition(".")[2]
    for other in ("a.txt", "b.pdf", "c.docx", "d.html"):
        read = read_bytes(other, GOOD[name])
        if kind != "md":  # Markdown is text, and only its name tells
            assert read.kind == kind
            named = other.rpartition(".")[2]
            assert any(f"Its name says {named}" in said for said in read.notices) == (
                named != kind)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        pytest.fail("a document made a connection")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    page = (b"<!DOCTYPE html SYSTEM 'http://example.org/x.dtd'><base href='http://example.org'>"
            b"<link rel=stylesheet href=a.css><img src=a.png><iframe src=b.html></iframe>"
            b"<p>The line is 826 km long.</p>")
    for name, data in {**GOOD, "page.html": page}.items():
        assert read_bytes(name, data).lines


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_the_lines_of_a_text_are_those_of_its_file(lines: list[str], end: str) -> None:
    data = end.join([*lines, "last"]).encode()
    assert read_bytes("a.txt", data).lines == (*lines, "last")


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(
    lambda text: not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f]", text)))
def test_no_text_moves_a_line(text: str) -> None:
    whole = f"{text}\nlast word"
    lines = re.sub("\r\n|\r", "\n", whole.removeprefix("\ufeff")).split("\n")
    read = read_bytes("a.txt", whole.encode())
    assert len(read.lines) == len(lines)
    assert read.lines[-1].endswith("last word")
    for heading in read.headings:
        assert heading.text in read.lines[heading.line - 1]


@given(LINES)
def test_markdown_keeps_lines_and_words(lines: list[str]) -> None:
    data = "\n".join([*lines, "last"]).encode()
    read = read_bytes("a.md", data)
    assert len(read.lines) == len(lines) + 1
    assert words(read) == re.findall(r"\w+", " ".join([*lines, "last"]))


@given(LINES)
def test_every_word_of_a_page_is_in_some_line(lines: list[str]) -> None:
    paragraphs = "".join(f"<p>{line}</p>\n" for line in [*lines, "last"])
    read = read_bytes("a.html", f"<html><body>{paragraphs}</body></html>".encode())
    assert "".join("".join(read.lines).split()) == _composed("".join([*lines, "last"]))


def _composed(text: str) -> str:
    read = read_bytes("a.html", f"<html><body><p>{text}</p></body></html>".encode())
    return "".join("".join(read.lines).split())


@given(st.text("<>/!-[]#&;'\"= abtd\n|*_`(:", min_size=1, max_size=300))
def test_broken_markup_is_read_or_refused_in_words(text: str) -> None:
    for name, data in (("a.html", f"<html>{text}"), ("a.md", text), ("a.txt", text)):
        read = read_or_refusal(name, data.encode())
        if isinstance(read, str):
            assert read.startswith(f"“{name}” ")
            continue
        assert all("\n" not in line for line in read.lines)
        assert [row.line for table in read.tables for row in table.rows] == sorted(
            {row.line for table in read.tables for row in table.rows})


def test_markdown_is_read_without_its_signs() -> None:
    read = read_bytes("a.md", (
        b"---\ntitle: x\n---\n# The *line*\n\nIt is **826 km** [long](http://x.org/a_(b)), "
        b"`6` days.\n\n| Year | Tons |\n|:--|--:|\n| 2024 | 1.2 |\n| 2025 |\n\nBelow\n=====\n"
        b"> quoted 5\n"))
    assert read.lines[3:6] == ("The line", "", "It is 826 km long, 6 days.")
    assert [(each.line, each.text) for each in read.headings] == [(4, "The line"), (13, "Below")]
    table, = read.tables
    assert table.head == ("Year", "Tons")
    assert [(row.line, row.cells) for row in table.rows] == [(10, ("2024", "1.2")),
                                                            (11, ("2025", ""))]
    assert read.lines[7] == "Year | Tons"
    assert read.lines[9] == "2024 | 1.2"
    assert read.lines[-1] == "quoted 5"


def test_headings_and_tables_of_a_text() -> None:
    long = "The line was opened in a year that is told here, and it has been open since. " * 3
    read = read_bytes("a.txt", (
        f"A title of the page\nBy A. Writer\n5 March 2026\n\nThe first part\n{long}\n"
        f"The second part\n{long}\nYear\tRail\tRoad\n2024\t1.2\t3.4\n2025\t1.3\t3.5\n").encode())
    assert [each.text for each in read.headings] == ["The first part", "The second part"]
    assert read.section_of(8) == "The second part"
    assert read.tables[0].head == ("Year", "Rail", "Road")
    assert read.tables[0].rows[0].line == 10
    assert (read.imprint.title, read.imprint.author, read.imprint.published) == (
        "A title of the page", "A. Writer", "2026-03-05")


def test_form_feeds_of_a_text_are_its_pages() -> None:
    read = read_bytes("a.txt", b"one\ntwo\n\x0cthree\n\x0c\x0cfour\n")
    assert read.lines == ("one", "two", "three", "four")
    assert read.pages == (1, 1, 2, 4)
    assert [read.page_of(line) for line in (1, 3)] == [1, 2]


def test_what_cannot_be_seen_is_taken_out() -> None:
    text = ("se\u200bcret \u202eturned\u202c \u2066x\u2069 so\u00adft \U000e0041tag "
            "\ufeff826\u2060 km")
    for name, data in (("a.txt", text), ("a.md", text), ("a.html", f"<p>{text}</p>")):
        assert read_bytes(name, data.encode()).lines == ("secret turned x soft tag 826 km",)
    persian = "می\u200cشود"
    assert read_bytes("a.txt", f"{persian} a\u200cb".encode()).lines == (f"{persian} ab",)
    assert read_bytes("a.txt", "a \ue000 b \uf0b7 c".encode()).lines == ("a \ufffd b • c",)


@pytest.mark.parametrize(("codec", "text"), [
    ("utf-16", "The line is 826 km long, and more."), ("utf-16-le", "The line is 826 km long."),
    ("utf-8-sig", "Iğdır 826 km"),
    ("cp1251", "Железная дорога перевезла в этом году 826 тысяч тонн, сообщили в министерстве."),
    ("cp1254", "Demiryolu bu yıl 826 bin ton yük taşıdı; Iğdır ve Kars arasındaki hat açıldı.")])
def test_texts_in_other_encodings(codec: str, text: str) -> None:
    assert read_bytes("a.txt", text.encode(codec)).lines == (text,)


def test_a_page_names_its_encoding() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Поезд 826 км</p></body></html>'
    assert read_bytes("a.html", page.encode("cp1251")).lines == ("Поезд 826 км",)
    for said, codec in (("iso-8859-1", "cp1252"), ("iso-8859-9", "cp1254")):
        western = page.replace("windows-1251", said).replace("Поезд 826 км", "“Ünal” 826 km")
        assert read_bytes("a.html", western.encode(codec)).lines == ("“Ünal” 826 km",)
    false = page.replace("windows-1251", "zlib")
    assert read_bytes("a.html", false.encode()).lines == ("Поезд 826 км",)


@pytest.mark.parametrize(("name", "data", "said"), [
    ("a.txt", b"", "is empty"), ("a.txt", b" \n\t\n", "is empty"), ("a.txt", b"...\n", "no words"),
    ("a.html", b"<html><body><script>x=1</script></body></html>", "no words"),
    ("a.txt", b"words\x00and zeros", "bytes of zero"), ("a.txt", b"\x01\x02\x03\x04abc", "control"),
    ("a.pdf", b"\x89PNG\r\n\x1a\n\x00\x00", "is a picture"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "old Word file"),
    ("a.docx", b"{\\rtf1 words}", "rich text"), ("a.txt", b"MZ\x90\x00\x03", "is a program"),
    ("a.gz", b"\x1f\x8b\x08\x00", "is packed"), ("a.pdf", b"%PDF-1.7 and nothing", "broken PDF"),
    ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n",
     "without a page")])
def test_what_cannot_be_read_is_refused_in_a_sentence(name: str, data: bytes, said: str) -> None:
    with pytest.raises(AtlasError, match=said) as refused:
        read_bytes(name, data)
    assert str(refused.value).startswith(f"“{name}”")
    assert "\n" not in str(refused.value)


def test_a_name_is_shown_without_folders_and_tricks() -> None:
    assert read_bytes("../x/\u202ecod.txt", b"words").name == "cod.txt"
    with pytest.raises(AtlasError, match=r"^“a b\.txt” is empty"):
        read_bytes("/etc/a\nb.txt", b"")


def test_files_that_are_too_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", dict.fromkeys(reading.MOST_BYTES, 1_000))
    with pytest.raises(AtlasError, match="has 1,100 bytes; of html files at most 1,000"):
        read_bytes("a.html", b"<html>" + b"x" * 1_094)
    (tmp_path / "a.txt").write_bytes(b"x" * 1_100)
    with pytest.raises(AtlasError, match=r"“a\.txt” is larger than 1,000 bytes"):
        read_document(tmp_path / "a.txt")
    monkeypatch.setattr(reading, "MOST_BYTES", dict.fromkeys(reading.MOST_BYTES, 10_000))
    monkeypatch.setattr(reading, "MOST_LETTERS", 500)
    for name, data in {"a.txt": b"x " * 400, "a.pdf": printed(["words " * 20] * 5)}.items():
        with pytest.raises(AtlasError, match="letters; at most 500 are read"):
            read_bytes(name, data)
    monkeypatch.setattr(reading, "MOST_LINES", 50)
    with pytest.raises(AtlasError, match="has 100 lines; at most 50 are read"):
        read_bytes("a.md", b"x\n" * 100)


def test_pages_and_memos_of_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_page, "MOST_ELEMENTS", 50)
    with pytest.raises(AtlasError, match="elements; at most 50 are read"):
        read_bytes("a.html", b"<html><body>" + b"<p>word</p>" * 60)
    monkeypatch.setattr(word_document, "MOST_PARAGRAPHS", 2)
    with pytest.raises(AtlasError, match="paragraphs; at most 2 are read"):
        read_bytes("a.docx", memo())


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match=r"“a\.txt” cannot be read: No such file"):
        read_document(tmp_path / "a.txt")
    with pytest.raises(AtlasError, match="is a folder"):
        read_document(tmp_path)


@pytest.mark.parametrize("made", [
    lambda: "<html><body>" + "<div>" * 100_000 + "826 km",
    lambda: "<html><body><p>826 km" + "<b><i>" * 50_000,
    lambda: "<html><body><p>826 km</p>" + "<table><tr><td>" * 3_000,
    lambda: "<html><body><p>826 km</p><table>" + "<tr><td colspan=99999 rowspan=99999>1" * 400,
    lambda: "<html><body><p>826 km " + "<!--" * 100_000, lambda: "<html><p>826 km &" + "lol;" * 99,
    lambda: "<!DOCTYPE html [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><html><p>826 km &b;</p></html>",
    lambda: "826 km " + "<!--" * 20_000 + "[" * 20_000 + "](" * 20_000 + "*a" * 20_000,
    lambda: "826 km\n" + " " * 200_000 + "x\n" + "-" * 100_000 + " x\n" + "> " * 50_000 + "x"])
@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt"])
def test_markup_made_to_hold_a_reader_up(made: Callable[[], str], name: str) -> None:
    data = made().encode()
    read = read_or_refusal(name, data)
    if isinstance(read, str):
        assert read.startswith(f"“{name}” nests")
    else:
        assert any("826 km" in line for line in read.lines)
        assert sum(map(len, read.lines)) <= 10 * len(data)


def test_the_documents_at_hand_keep_their_lines(documents: Path) -> None:
    """Claims cite these lines."""
    for path in sorted(documents.glob("*.txt")):
        read = read_document(path)
        assert read.text == path.read_text(encoding="utf-8").removesuffix("\n") + "\n"
        assert len(read.lines) == read.text.count("\n")
