"""Saved pages: the article and its tables, without menus, and what the page says of itself."""

from __future__ import annotations

import base64

import pytest

from geo.intake.document import Document
from geo.intake.reading import read_bytes

ARTICLE = """<p>Invented for a test. The line carried 2.4&nbsp;million tons in 2025, of them
1&nbsp;200&nbsp;000 of grain.<sup><a href="#1">1</a></sup> It burns 5&nbsp;m<sup>3</sup> an hour.
</p><p>Mr. Doe of the U.S. Embassy agreed<!-- aside --> in words.</p>"""


def read(page: str) -> Document:
    return read_bytes("a.html", page.encode())


def body(inner: str) -> list[str]:
    return [line for line in read(f"<html><body>{inner}</body></html>").lines if line]


@pytest.mark.parametrize("furniture", [
    "<nav><ul><li><a href=/>Home unwanted</a></ul></nav>", "<footer>unwanted</footer>",
    "<div class='cookie-consent'><p>unwanted cookies</p></div>",
    "<div id='socialShare'>unwanted</div>", "<aside><p>unwanted</p></aside>",
    "<div role='navigation'>unwanted</div>", "<form><button>unwanted</button></form>",
    "<script>var unwanted='<p>unwanted</p>'</script>", "<style>unwanted{}</style>",
    "<noscript><p>unwanted</p></noscript>", "<p style='display: none'>unwanted</p>",
    "<p hidden>unwanted</p>", "<p aria-hidden='true'>unwanted</p>", "<!-- unwanted -->",
    "<span class='sr-only'>unwanted</span>", "<template><p>unwanted</p></template>",
    "<ul><li><a href=1>unwanted one</a><li><a href=2>unwanted two</a><li><a href=3>three</a></ul>"])
@pytest.mark.parametrize("where", ["{0}{1}", "{1}{0}", "<main>{1}{0}</main>",
                                   "<div class='wrap'><article>{1}{0}</article></div>"])
def test_furniture_is_left_out_and_the_article_kept(furniture: str, where: str) -> None:
    lines = body(where.format(furniture, ARTICLE))
    assert lines == ["Invented for a test.",
                     ("The line carried 2.4 million tons in 2025, of them 1\xa0200\xa0000 of "
                      "grain.[1]"), "It burns 5 m³ an hour.",
                     "Mr. Doe of the U.S. Embassy agreed in words."]


@pytest.mark.parametrize("wrapper", ["div class='has-sidebar'", "div class='content with-menu'",
                                     "div class='newsletter'", "form", "div id='banner'"])
def test_what_holds_the_prose_is_no_furniture(wrapper: str) -> None:
    tag = wrapper.split(maxsplit=1)[0]
    assert len(body(f"<p>Ahead of it.</p><{wrapper}>{ARTICLE}</{tag}>")) == 5


@pytest.mark.parametrize("page", [
    "<html><body style='opacity:0; visibility:hidden'>{0}</body></html>",
    "<html><body><div aria-hidden=true>{0}</div><div role=dialog>Yes?</div></body></html>",
    "<html><body hidden><main style='display:none'>{0}</main></body></html>"])
def test_a_page_saved_while_something_covered_it_is_read(page: str) -> None:
    assert read(page.format(ARTICLE)).lines[0] == "Invented for a test."


def test_the_header_of_an_article_is_read() -> None:
    lines = body(f"<header>Site unwanted</header><article><header><h2>The title</h2>By A. Writer"
                 f"</header>{ARTICLE}</article>")
    assert lines[:2] == ["The title", "By A. Writer"]


def test_the_longest_of_several_parts_is_the_article() -> None:
    lines = body(f"<article><h2>Other news</h2><p>Short.</p></article><h1>The title</h1>"
                 f"<article>{ARTICLE}</article>")
    assert lines[0] == "The title"
    assert "Other news" not in lines
    both = body(f"<article>{ARTICLE}</article><article>{ARTICLE}</article>"
                f"<article>{ARTICLE}</article>")
    assert len(both) == 12


def test_breaks_of_lines() -> None:
    assert body("<p>One line<br>goes on.<br>Next one.<br><br>and last</p>") == [
        "One line goes on.", "Next one.", "and last"]
    assert body("<div>loose words<p>a paragraph</p>and a tail</div>") == [
        "loose words", "a paragraph", "and a tail"]
    assert body("<h2>A <b>title</b><br>in two</h2><p>words</p>") == ["A title in two", "words"]


def test_tables_are_read_row_by_row() -> None:
    page = ("<html><body><p>Words.</p><table><caption>Tons</caption><thead><tr><th rowspan=2>Year"
            "<th colspan=2>Rail<tr><th>up<th>down</thead><tr><td rowspan=2>2024<td>1.2<td>3.4"
            "<tr><td>1.3<td>3<sup>2</sup></table></body></html>")
    document = read(page)
    table, = document.tables
    assert table.head == ("Year", "Rail up", "Rail down")
    assert [row.cells for row in table.rows] == [("2024", "1.2", "3.4"), ("2024", "1.3", "3[2]")]
    assert [document.lines[row.line - 1] for row in table.rows] == [
        "2024 | 1.2 | 3.4", "2024 | 1.3 | 3[2]"]
    assert "Tons" in document.lines


def test_tables_of_layout_are_no_tables() -> None:
    document = read(f"<html><body><table role=presentation><tr><td>{ARTICLE}<td>more words</table>"
                    "<table><tr><td><table><tr><td>inner</table></table></body></html>")
    assert not document.tables
    assert "more words" in document.lines
    assert "inner" in document.lines


def test_headings_and_sections() -> None:
    document = read("<html><body><h1>Title</h1><p>Words.</p><h2>Second</h2><p>More words.</p>")
    assert [each.text for each in document.headings] == ["Title", "Second"]
    assert document.section_of(document.lines.index("More words.") + 1) == "Second"


@pytest.mark.parametrize(("head", "field", "value"), [
    ("<meta property='og:title' content='A &amp; B'>", "title", "A & B"),
    ("<title>Plain</title>", "title", "Plain"),
    ("<meta name=author content='A. Writer'>", "author", "A. Writer"),
    ("<meta property='article:author' content='https://x.org/a'>", "author", ""),
    ("<meta property='og:site_name' content='The News'>", "publisher", "The News"),
    ("<meta property='article:published_time' content='2026-03-05T08:00Z'>", "published",
     "2026-03-05"),
    ("<meta name=citation_publication_date content='2025/11/03'>", "published", "2025-11-03"),
    ("<meta name=date content='March 2026'>", "published", "2026-03"),
    ("<meta name=dc.date content='2026'>", "published", "2026"),
    ("<meta name=date content='03/04/2026'>", "published", "2026"),
    ("<meta property='article:modified_time' content='2026-03-05'>", "published", ""),
    ("<link rel=canonical href='https://example.org/a'>", "address", "https://example.org/a"),
    ("<link rel=canonical href='javascript:alert(1)'>", "address", ""),
    ("<meta property='og:url' content='https://example.org/b'>", "address",
     "https://example.org/b"),
    ("""<script type='application/ld+json'>{"@graph":[{"@type":"NewsArticle","datePublished":
     "2026-03-04","author":[{"name":"A"},{"name":"B"}],"publisher":{"name":"C"}}]}</script>""",
     "author", "A, B"),
    ("<script type='application/ld+json'>{" + '"a":[' * 5_000 + "</script>", "published", ""),
    ("", "published", "")])
def test_the_imprint_is_what_the_page_says(head: str, field: str, value: str) -> None:
    document = read(f"<html><head>{head}</head><body><p>The line opened on 5 May 2025.</p>")
    assert getattr(document.imprint, field) == value


def test_the_address_that_a_browser_notes() -> None:
    saved = "<!-- saved from url=(0023)https://example.org/new -->\n<html><body><p>words</p>"
    assert read(saved).imprint.address == "https://example.org/new"
    single = "<!DOCTYPE html><html><!--\n Saved\n url: https://example.org/x \n--><p>words</p>"
    assert read(single).imprint.address == "https://example.org/x"


def test_a_byline_on_the_page() -> None:
    document = read("<html><body><h1>Title</h1><p>By A. Writer | 5 March 2026</p><p>Words.</p>")
    assert (document.imprint.author, document.imprint.published) == ("A. Writer", "2026-03-05")


def test_a_page_in_a_single_file() -> None:
    page = base64.encodebytes("<html><body><p>Поезд 826 км</p>".encode("cp1251"))
    data = (b"From: <saved>\nSnapshot-Content-Location: https://example.org/a\nMIME-Version: 1.0\n"
            b'Content-Type: multipart/related; type="text/html"; boundary="xx"\n\n--xx\n'
            b"Content-Type: text/html; charset=windows-1251\nContent-Transfer-Encoding: base64\n\n"
            + page + b"\n--xx--\n")
    document = read_bytes("a.mhtml", data)
    assert document.lines == ("Поезд 826 км",)
    assert document.imprint.address == "https://example.org/a"
    assert document.kind == "html"
