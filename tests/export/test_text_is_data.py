"""Whatever a text of the data holds, it comes out of every format as that text and does nothing."""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata

import openpyxl
import pypdf
import pytest
from hypothesis import given
from lxml import etree
from pptx import Presentation

from geo.export.itinerary_table import FULL_ROUTES
from geo.export.registry import FORMATS, export
from geo.export.tables.delimited import defuse
from geo.presentation.extract import Extract
from geo.query.view import View
from geo.web.scripts import assets
from tests.conftest import shipped_land
from tests.files.packs import dossiers_of, held, parsed, texts_of
from tests.files.readers import members, read, table
from tests.samples.poison import EVIL, PLAIN, QUICK, SLOW, claims_of, poisoned_extract, small

# Formats that programs read: to the letter.

@QUICK
@given(EVIL)
def test_csv_holds_every_text_to_the_letter(text: str) -> None:
    extract = poisoned_extract(text)
    raw = table(export(extract, "claims", "csv-raw"))
    told = {(row["subject_id"], row["attribute"], row["printed"], row["note"], row["section"])
            for row in raw}
    for claim in claims_of(extract.atlas):
        assert (claim.subject_id, claim.attribute, claim.printed, claim.note, claim.section) in told
        assert claim.printed.startswith(text)
    guarded = table(export(extract, "claims", "csv").removeprefix(b"\xef\xbb\xbf"))
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
    data = export(extract, FULL_ROUTES if name == "xlsx" else "routes", name)
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
def test_every_claim_in_json_geojson_package_and_workbook_is_exact(text: str) -> None:
    extract = poisoned_extract(text)
    wanted = {(claim.printed, claim.note) for claim in claims_of(extract.atlas)}
    records = json.loads(export(extract, "claims", "json"))["claims"]
    assert wanted <= {(held["printed"], held["note"] or "") for held in records}
    document = json.loads(export(extract, "routes", "geojson"))
    assert wanted <= {(held["printed"], held.get("note") or "") for feature in
                      document["features"] for held in feature["properties"]["facts"]}
    package = members(export(extract, "routes", "zip"))
    assert wanted <= {(row["printed"], row["note"]) for row in table(package["claims.csv"])}
    for kind in ("places", "corridors", "sources", "aliases"):
        told = [cell for row in table(package[f"{kind}.csv"]) for cell in row.values()]
        assert any(cell.endswith(text) for cell in told), kind
    book = openpyxl.load_workbook(io.BytesIO(export(extract, FULL_ROUTES, "xlsx")))
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
    told = " ".join((*texts_of(held(data)), *map(html.unescape, dossiers_of(data).values())))
    for claim in claims_of(extract.atlas):
        assert claim.printed in told
        assert claim.note in told
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
    assert name in {"csv", "csv-raw", "xlsx", "json", "geojson", "kml", "parquet", "gpkg", "zip",
                    "html", "svg", "png", "pptx", "pdf"}
