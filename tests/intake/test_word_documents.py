"""Word: headings by style, what a reader sees and no more; and archives that are traps."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml.parser import parse_xml

from geo.data.errors import AtlasError
from geo.intake.document import Document
from geo.intake.formats import word_document
from geo.intake.reading import read_bytes
from tests.samples.made_documents import locked, memo, printed, read_or_refusal, written

ROWS = [("Year", "Rail", "Road"), ("2024", "1.2", "3.4"), ("2025", "1.3", "3.5")]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(data: bytes) -> Document:
    return read_bytes("a.docx", data)


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A Word document one of whose parts is changed, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(
            out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return out.getvalue()


def with_paragraph(inner: str) -> bytes:
    """A document with one paragraph of this XML."""
    made = docx.Document()
    made.element.body.insert(0, parse_xml(f"<w:p {W}>{inner}</w:p>"))
    return written(made)


def test_a_memo_is_read_as_it_is_seen() -> None:
    document = read(memo(ROWS))
    assert [each.text for each in document.headings] == ["The ferry line", "What it carries"]
    assert "It burns 5 m³ an hour." in document.lines
    assert "The ferry is 306 km long." in document.lines
    assert "unseen" not in document.text
    table, = document.tables
    assert table.head == ROWS[0]
    assert [row.cells for row in table.rows] == ROWS[1:]
    assert document.lines[table.rows[0].line - 1] == "2024 | 1.2 | 3.4"
    imprint = document.imprint
    assert (imprint.title, imprint.author, imprint.published) == (
        "A memo of the ferry", "A. Writer", "2026-03-05")
    assert document.pages == ()


def test_a_cell_over_rows_is_in_each_of_them() -> None:
    made = docx.Document()
    table = made.add_table(rows=3, cols=2)
    for number, row in enumerate((("Year", "Tons"), ("2024", "1.2"), ("", "1.3"))):
        for place, cell in enumerate(row):
            table.cell(number, place).text = cell
    table.cell(1, 0).merge(table.cell(2, 0))
    read_table, = read(written(made)).tables
    assert [row.cells for row in read_table.rows] == [("2024", "1.2"), ("2024", "1.3")]


def test_changes_count_as_accepted_and_fields_are_not_read() -> None:
    data = with_paragraph(
        "<w:r><w:t xml:space='preserve'>The line is </w:t></w:r>"
        "<w:del w:id='1'><w:r><w:delText>999</w:delText><w:t>998</w:t></w:r></w:del>"
        "<w:moveFrom w:id='3'><w:r><w:t>997</w:t></w:r></w:moveFrom>"
        "<w:ins w:id='2'><w:r><w:t>826</w:t></w:r></w:ins>"
        "<w:r><w:instrText>HYPERLINK evil</w:instrText></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t xml:space='preserve'> km</w:t></w:r></w:sdtContent>"
        "</w:sdt><w:r><w:noBreakHyphen/><w:t>long</w:t></w:r>")
    assert read(data).lines == ("The line is 826 km-long",)


def test_notes_stand_at_the_end() -> None:
    data = with_paragraph("<w:r><w:t>It is long.</w:t></w:r>"
                          "<w:r><w:footnoteReference w:id='7'/></w:r>")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    data = with_part(data, "[Content_Types].xml", lambda old: old.replace(
        b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
        .encode()))
    data = with_part(data, "word/_rels/document.xml.rels", lambda old: old.replace(
        b"</Relationships>", (f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/>'
                              "</Relationships>").encode()))
    data = with_part(data, "word/footnotes.xml", lambda _: (
        f"<w:footnotes {W}><w:footnote w:id='7'><w:p><w:r><w:t>Over 826 km.</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>").encode())
    document = read(data)
    assert document.lines == ("It is long.[1]", "", "Notes", "", "[1] Over 826 km.")
    assert document.section_of(5) == "Notes"


@pytest.mark.parametrize("declared", [
    b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
    b'<!DOCTYPE w SYSTEM "file:///etc/passwd">'])
def test_entities_are_refused(declared: bytes) -> None:
    data = with_part(memo(), "word/document.xml", lambda old: old.replace(
        b"?>", b"?>" + declared, 1))
    with pytest.raises(AtlasError, match="declares entities"):
        read(data)
    wide = with_part(memo(), "word/document.xml", lambda old: (
        declared.decode() + old.decode().partition("?>")[2]).encode("utf-16"))
    with pytest.raises(AtlasError, match="declares entities"):
        read(wide)


def test_what_would_unpack_beyond_reason_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = with_part(memo(), "word/media/image1.bin", lambda _: b"\0" * 5_000_000)
    assert len(bomb) < 100_000
    monkeypatch.setattr(word_document, "_MOST_UNPACKED", 4_000_000)
    with pytest.raises(AtlasError, match="would unpack to 5,"):
        read(bomb)
    monkeypatch.setattr(word_document, "_MOST_PARTS", 3)
    with pytest.raises(AtlasError, match="parts; at most 3 are read"):
        read(memo())


def test_a_size_that_lies_is_no_way_round() -> None:
    data = with_part(memo(), "word/document.xml", lambda old: old.replace(
        b"</w:body>", b" " * 3_000_000 + b"</w:body>"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(AtlasError, match="is a broken"):
        read(lying)


@pytest.mark.parametrize(("part", "said"), [
    ("xl/workbook.xml", "is a workbook"), ("ppt/presentation.xml", "is a presentation"),
    ("content.xml", "is an OpenDocument file"), ("a.txt", "an archive without a Word document")])
def test_other_archives_are_named(part: str, said: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, "words")
    with pytest.raises(AtlasError, match=said):
        read(out.getvalue())


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels",
                                  "word/styles.xml"])
@pytest.mark.parametrize("content", [b"", b"<a", b"<a/>", b"\0\0", b"<a>" * 5_000])
def test_a_broken_part_is_a_sentence(part: str, content: bytes) -> None:
    found = read_or_refusal("a.docx", with_part(memo(ROWS), part, lambda _: content))
    if isinstance(found, str):
        assert found.startswith("“a.docx” ")
    else:
        assert "306 km" in found.text


@pytest.mark.parametrize("length", [4, 30, 500, 5_000, 20_000])
def test_a_file_cut_short_is_a_sentence(length: int) -> None:
    assert str(read_or_refusal("a.docx", memo(ROWS)[:length])).startswith("“a.docx” is a broken")


def test_a_pdf_inside_another_name_keeps_its_refusals() -> None:
    with pytest.raises(AtlasError, match="has a password"):
        read(locked(printed(["words"]), "secret"))
