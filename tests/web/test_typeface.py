"""Laws of the typeface that ships with the atlas."""

from __future__ import annotations

import base64
import re
from itertools import chain

from geo.catalog.catalog import Catalog
from geo.export.pack.pack import write
from geo.presentation.extract import Extract
from geo.query.view import View
from geo.web.scripts import ASSETS, assets, web_file
from geo.web.typeface import FACES, face_rules, file_name, font_bytes
from tools.fonts import CUTS, kept

MOST_BYTES = 150_000
LETTERS = "AaÇçƏəĞğİiıÖöŞşÜüÑñŇňÝýŽžÄäÂâАаЯяЁёӘәҒғҚқҢңӨөҰұҮүІіҲҳҶҷ→–—“”’«»€°²³"


def test_the_fonts_are_small_and_of_the_kind_they_are_served_as() -> None:
    assert sum(len(font_bytes(face)) for face in FACES) <= MOST_BYTES
    assert {face.name for face in FACES} == {cut.name for cut in CUTS}
    for face in FACES:
        assert font_bytes(face)[:4] == b"wOF2"
        assert re.fullmatch(rf"{face.name}-[0-9a-f]{{16}}\.woff2", file_name(face))


def test_the_letters_of_the_region_and_of_every_latin_name_are_in_them(catalog: Catalog) -> None:
    letters = kept()
    assert letters.issuperset(LETTERS)
    names = chain((entry.route.name for entry in catalog.entries),
                  (corridor.name for corridor in catalog.corridors.values()),
                  (place.name for place in catalog.places.values()))
    assert not [name for name in names if not letters.issuperset(name)]


def test_the_licence_stands_beside_them() -> None:
    text = web_file("fonts/OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Reserved Font Name ‘Source’" in text
    assert not [face for face in FACES if "source" in face.family.casefold()]


def test_style_sheets_name_no_family_of_the_typeface_that_is_not_there() -> None:
    families = {face.family for face in FACES}
    styles = "".join(assets()[name] for name in ASSETS if name.endswith(".css"))
    named = set(re.findall(r'"(Atlas [A-Za-z]+)"', styles))
    assert named == families


def test_the_pack_holds_its_fonts_and_names_no_file(catalog: Catalog) -> None:
    page = write(Extract(catalog, View(), assets=assets()), "routes").decode()
    for face in FACES:
        assert base64.b64encode(font_bytes(face)).decode() in page
    assert "font-src data:" in page
    assert face_rules(lambda _: "x").count("@font-face") == page.count("@font-face") == len(FACES)
