"""Whatever a text of the data holds, it comes out as that text and does nothing.

Names, notes, printed words and all other texts of every table, through every format and page.
"""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import openpyxl
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from playwright.sync_api import Browser, Dialog, Frame, expect
from pptx import Presentation

from app.dossier import dossier_html
from app.pack import assets
from app.page_compare import comparison_html
from app.subject_dossier import subject_html
from geo.address import View
from geo.attributes import ATTRIBUTES
from geo.briefing import read_briefing, write_briefing
from geo.catalog import Catalog
from geo.comparison import compare_subjects
from geo.export import FORMATS, Extract, export
from geo.export.delimited import defuse
from geo.records import Fact
from geo.schema import TABLES
from tests.answers import get
from tests.atlas_page import TIMEOUT_MS, AtlasPage, open_atlas
from tests.conftest import DATA, ROOT, edit, serving, shipped, shipped_land
from tests.packs import held, parsed, texts_of
from tests.readers import members, read, table

MARKS = "{}%#`$\\<>&\"'"
HIDDEN = ("\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069"
          "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
WORDS = "=+-@*_[]()!|~:;,./ aZ09é中אבمرԱა"
EVIL = st.text(alphabet=MARKS * 3 + HIDDEN + WORDS, max_size=24).map(
    lambda text: f"«{text}{{{{7*7}}}}»")
"""Texts full of what some template, markup or shell reads; the marks at the ends keep spaces."""
PLAIN = st.text(alphabet=MARKS * 3 + "=+-@*_[]()!|~:;,./ aZ09", max_size=24).map(
    lambda text: f"«{text}»")

SUBJECTS = ("btc-pipeline", "tanap")
TEXTS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "Route": ("name",), "Corridor": ("name", "summary"), "Place": ("name", "origin"),
    "Fact": ("section", "printed", "note"), "Relation": ("section", "printed", "note"),
    "Alias": ("alias", "used_by"), "Disagreement": ("question", "why"), "Naming": ("reason",),
    "Source": ("title", "author", "publisher", "perspective"), "Alignment": ("basis_note",)})
"""The fields of each record that hold free text."""


@cache
def small() -> Catalog:
    """Two routes with claims, actors, relations and disagreements, and all that belongs to them."""
    catalog = shipped()
    return replace(catalog, entries=tuple(
        entry for entry in catalog.entries if entry.route_id in SUBJECTS))


def poisoned(thing: Any, text: str) -> Any:  # noqa: ANN401 - a record, or what holds records
    """The same record, or everything in a container, with `text` behind every text of it.

    A blank stays blank: the sources do not say.
    """
    if isinstance(thing, Mapping):
        return MappingProxyType({key: poisoned(each, text) for key, each in thing.items()})
    if isinstance(thing, tuple):
        return tuple(poisoned(each, text) for each in thing)
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    names = TEXTS.get(type(thing).__name__, ())
    if isinstance(thing, Fact) and ATTRIBUTES[thing.attribute].kind == "text":
        names = (*names, "value")
    held = {field.name: getattr(thing, field.name) for field in fields(thing) if field.init}
    return replace(thing, **{name: f"{value} {text}" if name in names and value
                             else poisoned(value, text) for name, value in held.items()})


def poisoned_extract(text: str, **options: Any) -> Extract:  # noqa: ANN401 - those of View
    return Extract(poisoned(small(), text), View(**options), shipped_land(), assets=assets())


def facts_of(catalog: Catalog) -> list[Fact]:
    return [fact for entry in catalog.entries for fact in entry.facts]


# Formats that programs read: to the letter.

QUICK = settings(max_examples=12, deadline=None)
SLOW = settings(max_examples=4, deadline=None,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@QUICK
@given(EVIL)
def test_csv_holds_every_text_to_the_letter(text: str) -> None:
    extract = poisoned_extract(text)
    raw = table(export(extract, "facts", "csv-raw"))
    told = {(row["subject_id"], row["attribute"], row["printed"], row["note"], row["section"])
            for row in raw}
    for fact in facts_of(extract.atlas):
        assert (fact.subject_id, fact.attribute, fact.printed, fact.note, fact.section) in told
        assert fact.printed.endswith(text)
    guarded = table(export(extract, "facts", "csv").removeprefix(b"\xef\xbb\xbf"))
    assert guarded == [{defuse(column): defuse(cell) if not _is_number(cell) else cell
                        for column, cell in row.items()} for row in raw]
    names = [row["name"] for row in table(export(extract, "routes", "csv-raw"))]
    assert names == [entry.route.name for entry in extract.atlas.entries]


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", cell))


@SLOW
@given(EVIL)
@pytest.mark.parametrize("name", ["xlsx", "geojson", "kml", "parquet", "gpkg", "zip"])
def test_map_data_and_sheets_hold_names_and_notes(tmp_path_factory: pytest.TempPathFactory,
                                                  name: str, text: str) -> None:
    extract = poisoned_extract(text)
    data = export(extract, "routes", name)
    rows = {row["route_id"]: row for row in read(name, data, tmp_path_factory.mktemp("out"))}
    for entry in extract.atlas.entries:
        row, catalog = rows[entry.route_id], extract.atlas
        assert row["name"] == entry.route.name
        assert row["from"] == catalog.name_of(entry.route.from_place)
        status = entry.headline("status")
        assert status
        assert row["status_printed"] == status.printed


@QUICK
@given(EVIL)
def test_every_claim_in_geojson_package_and_workbook_is_exact(text: str) -> None:
    extract = poisoned_extract(text)
    wanted = {(fact.printed, fact.note) for fact in facts_of(extract.atlas)}
    document = json.loads(export(extract, "routes", "geojson"))
    assert wanted <= {(claim["printed"], claim.get("note") or "") for feature in
                      document["features"] for claim in feature["properties"]["facts"]}
    package = members(export(extract, "routes", "zip"))
    assert wanted <= {(row["printed"], row["note"]) for row in table(package["facts.csv"])}
    for kind in ("places", "corridors", "sources", "aliases"):
        told = [cell for row in table(package[f"{kind}.csv"]) for cell in row.values()]
        assert any(cell.endswith(text) for cell in told), kind
    book = openpyxl.load_workbook(io.BytesIO(export(extract, "routes", "xlsx")))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert {printed for printed, _ in wanted} <= {cell.value for cell in cells}


@QUICK
@given(EVIL)
def test_kml_is_well_formed_and_its_descriptions_say_what_the_data_says(text: str) -> None:
    extract = poisoned_extract(text)
    root = etree.fromstring(export(extract, "routes", "kml"))
    said = [html.unescape(found.text or "") for found in root.iter("{*}description")]
    for entry in extract.atlas.entries:
        assert any(entry.route.name in each for each in said)
    assert not [found for found in root.iter("{*}description") if "<" in (found.text or "")]


# Formats that people read: the words stand there, and the make-up of the file is the same.

@SLOW
@given(EVIL)
def test_the_offline_pack_holds_texts_as_data(text: str) -> None:
    extract = poisoned_extract(text)
    plain = Extract(small(), View(), shipped_land(), assets=assets())
    data = export(extract, "routes", "html")
    before, now = parsed(export(plain, "routes", "html")), parsed(data)
    assert [(tag, found) for tag, found, _ in now.texts] == [
        (tag, found) for tag, found, _ in before.texts]
    assert now.addresses == before.addresses
    assert [body for tag, found, body in now.texts if tag == "style" or "id" not in found] == [
        body for tag, found, body in before.texts if tag == "style" or "id" not in found]
    told = " ".join(texts_of(held(data)))
    for fact in facts_of(extract.atlas):
        assert fact.printed in told
        assert fact.note in told
    for entry in extract.atlas.entries:
        assert entry.route.name in told
        assert extract.atlas.name_of(entry.route.to_place) in told


SVG = {"svg", "g", "path", "text", "tspan", "rect", "circle", "line", "polyline", "polygon",
       "defs", "clipPath", "title", "desc", "use", "metadata", "style", "ellipse"}


@SLOW
@given(EVIL)
def test_a_plate_is_a_drawing_and_nothing_else(text: str) -> None:
    root = etree.fromstring(export(poisoned_extract(text, opened="tanap"), "routes", "svg"))
    for element in root.iter(etree.Element):
        assert etree.QName(element).localname in SVG
        assert not [name for name in element.attrib if str(name).lower().startswith("on")]
        assert not [value for name, value in element.attrib.items()
                    if str(name).endswith("href") and not str(value).startswith("#")]
    assert "{{7*7}}" in squeezed("".join(root.itertext()))


@SLOW
@given(EVIL)
def test_slides_say_the_names_and_link_nowhere(text: str) -> None:
    extract = poisoned_extract(text)
    slides = Presentation(io.BytesIO(export(extract, "routes", "pptx"))).slides
    said = squeezed(" ".join(shape.text_frame.text for slide in slides for shape in slide.shapes
                             if shape.has_text_frame))
    for entry in extract.atlas.entries:
        assert squeezed(entry.route.name) in said
    for slide in slides:
        assert not [relation for relation in slide.part.rels.values()
                    if relation.is_external and text in relation.target_ref]


@SLOW
@given(PLAIN)
def test_a_printed_page_says_the_words_and_no_markup_is_read(text: str) -> None:
    extract = poisoned_extract(text, opened="tanap")
    pages = pypdf.PdfReader(io.BytesIO(export(extract, "dossier", "pdf"))).pages
    said = squeezed("".join(page.extract_text() for page in pages))
    entry = extract.atlas.entry("tanap")
    assert entry
    assert squeezed(entry.route.name) in said
    for page in pages:
        links = [found.get_object() for found in page.get("/Annots", ())]
        assert all(link["/A"]["/S"] == "/GoTo" for link in links if "/A" in link)


def squeezed(text: str) -> str:
    """The text without white space and unseen marks, which a page lays out by itself."""
    return "".join(each for each in text if not each.isspace()
                   and unicodedata.category(each) not in ("Cf", "Cc"))


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_is_left_out(name: str) -> None:
    """A new format needs a law above; the picture has letters only as pixels."""
    assert name in {"csv", "csv-raw", "xlsx", "geojson", "kml", "parquet", "gpkg", "zip", "html",
                    "svg", "png", "pptx", "pdf"}


# The pages.

class Markings(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


def marked(markup: object) -> Markings:
    found = Markings()
    found.feed(str(markup))
    found.close()
    return found


@cache
def unspoilt() -> tuple[Markings, ...]:
    return tuple(map(marked, drawn(small())))


def drawn(catalog: Catalog) -> Iterator[str]:
    for entry in catalog.entries:
        yield str(dossier_html(catalog, entry))
    for subject in ("baku", "southern-gas-corridor"):
        yield str(subject_html(catalog, subject))
    yield str(comparison_html(catalog, compare_subjects(catalog, SUBJECTS)))


@QUICK
@given(EVIL)
def test_the_markup_of_a_page_is_the_same_whatever_the_texts(text: str) -> None:
    catalog = poisoned(small(), text)
    said = ""
    for before, now in zip(unspoilt(), map(marked, drawn(catalog)), strict=True):
        assert [(tag, [(name, (value or "").replace(f" {text}", "")) for name, value in found])
                for tag, found in now.tags] == [
            (tag, [(name, value or "") for name, value in found]) for tag, found in before.tags]
        said += now.text
    for fact in facts_of(catalog):
        assert fact.printed in said
        assert fact.note in said
    for entry in catalog.entries:
        assert entry.route.name in said
        for alias in catalog.aliases_of(entry.route_id):
            assert alias.alias in said


# The running app on a folder in which every text is hostile.

BARE = 'A{{7*7}}B{%x%}{#y <img src=x onerror="top.caught=1;alert(1)"></script><b>n</b>'
HOSTILE = (f"{BARE} *i* $x$ `${{1}}` \\u0041 :red[x] :tada: &amp; "
           "[l](javascript:alert(1)) \u202eab\u202c")
FIXED = {"document", "unit", "claims", "value"}


def spoil(folder: Path) -> None:
    """Put the hostile text behind every free text of every table."""
    for each in TABLES.values():
        columns = [column.name for column in each.columns
                   if column.kind == "text" and column.name not in FIXED]
        edit(folder / each.file, partial(_spoil_rows, columns))
    edit(folder / "facts.csv", lambda rows: _spoil_rows(["value"], [
        row for row in rows if ATTRIBUTES[row["attribute"]].kind == "text"]))
    for path in (folder / "briefings").iterdir():
        briefing = read_briefing(path.read_bytes())
        path.write_bytes(write_briefing(replace(
            briefing, title=f"{briefing.title} {BARE}", summary=f"{briefing.summary} {BARE}",
            scenes=tuple(replace(scene, title=f"{scene.title} {BARE}",
                                 sentence=f"{scene.sentence} {BARE}",
                                 notes=f"{scene.notes} {BARE}") for scene in briefing.scenes))))


def _spoil_rows(columns: list[str], rows: list[dict[str, str]]) -> None:
    for row in rows:
        row.update({name: f"{row[name]} {HOSTILE}" for name in columns if row[name]})


LITERAL = """() => [document, ...[...document.querySelectorAll("iframe")].map(
    (frame) => frame.contentDocument)].some((page) => page?.body?.textContent.includes(%s))"""
RAN = """() => Boolean(top.caught) || document.querySelector('img[src="x"]') !== null"""


def check_page(atlas: AtlasPage, dialogs: list[str]) -> None:
    """The text is there as text; nothing ran, nothing was fetched, nobody was asked."""
    atlas.page.wait_for_function(LITERAL % json.dumps(BARE), timeout=TIMEOUT_MS)
    assert not any(frame.evaluate(RAN) for frame in _frames(atlas))
    assert atlas.page.title() == "Corridor Atlas"
    assert dialogs == []
    assert atlas.outside == []
    assert [text for text in atlas.errors if "status of 404" not in text] == []


def _frames(atlas: AtlasPage) -> Iterable[Frame]:
    return [frame for frame in atlas.page.frames if frame.url.startswith("http")]


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("releases"))
    spoil(folder)
    with serving(folder) as url:
        yield url


@pytest.mark.parametrize("path", [
    "", "?open=btc-pipeline", "?open=southern-gas-corridor", "?open=baku", "?year=2030", "time",
    "compare?with=btc-pipeline&with=tanap", "what-if", "data",
    "present?briefing=southern-gas-corridor&scene=2", "briefings"])
def test_a_folder_of_hostile_texts_on_every_page(browser: Browser, hostile_address: str,
                                                 path: str) -> None:
    atlas, dialogs = open_atlas(browser, f"{hostile_address}/{path}"), []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    atlas.page.on("dialog", note)
    expect(atlas.page.locator("h1").first).to_be_visible(timeout=TIMEOUT_MS)
    check_page(atlas, dialogs)
    atlas.page.close()


@pytest.mark.parametrize("path", [
    "?mode={0}&open={0}&q={0}&release={0}&{0}={0}", "compare?with={0}&with={0}", "time?year={0}",
    "present?briefing={0}&scene={0}", "what-if?without={0}&from={0}", "data?release={0}", "{0}"])
def test_an_address_is_only_text(browser: Browser, address: str, path: str) -> None:
    atlas = open_atlas(browser, f"{address}/{path.format(quote(BARE, safe=''))}")
    expect(atlas.page.locator(".stMain h1, .stMain p").first).to_be_visible(timeout=TIMEOUT_MS)
    if path.startswith("?"):
        expect(atlas.page.locator(".atlas-hidden").first).to_contain_text(f"mode={BARE}")
    assert not any(frame.evaluate(RAN) for frame in _frames(atlas))
    assert atlas.page.title() == "Corridor Atlas"
    assert [text for text in atlas.errors if "status of 404" not in text
            and "does not seem to exist" not in text] == []
    atlas.page.close()


def test_a_refused_export_repeats_the_word_as_plain_text(address: str) -> None:
    status, headers, body = get(f"{address}/export/routes.csv?mode={quote(BARE)}")
    assert (status, headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert BARE in body.decode()
    status, headers, body = get(f"{address}/export/{quote(BARE.replace('/', '|'))}.csv")
    assert (status, headers["content-type"]) == (404, "text/plain; charset=utf-8")


def test_the_name_of_a_file_is_only_text(browser: Browser, folder: Path) -> None:
    name = BARE.replace("/", "|")
    (folder / "routes" / name).touch()
    with serving(folder) as url:
        atlas = open_atlas(browser, url)
        expect(atlas.page.locator(".atlas-problems")).to_contain_text(f"routes/{name}",
                                                                      timeout=TIMEOUT_MS)
        assert not any(frame.evaluate(RAN) for frame in _frames(atlas))
        assert atlas.errors == []
        assert name in json.loads(get(f"{url}/readyz")[2])["problems"][0]
        atlas.page.close()


@pytest.mark.parametrize("text", [
    "import folium", "from folium import Map", "import branca.element",
    "from streamlit_folium import st_folium"])
@pytest.mark.parametrize("place", ["app/page_new.py", "geo/new.py", "tools/new.py"])
def test_folium_is_refused_outside_its_gate(place: str, text: str) -> None:
    """The gate is where text could reach a template; the linter keeps it the only one."""
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--output-format", "concise",
               "--select", "TID251", "--stdin-filename", place, "-"]
    found = subprocess.run(command, input=f"{text}\n", capture_output=True, text=True,  # noqa: S603
                           cwd=ROOT, check=False)
    assert found.returncode == 1
    assert "only app/map_view.py touches folium" in found.stdout
