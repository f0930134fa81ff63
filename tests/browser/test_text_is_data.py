"""The running app on a folder in which every text is hostile, and on hostile addresses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Frame, expect

from geo.briefing.briefing import read_briefing, write_briefing
from geo.checks.canonical_form import format_table
from geo.data.attributes import ATTRIBUTES
from geo.data.schema import RELEASED
from geo.query.link_repair import repaired
from tests.conftest import DATA, edit, serving
from tests.pages.answers import get
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, expect_drawn, open_atlas

BARE = 'A{{7*7}}B{%x%}{#y <img src=x onerror="top.caught=1;alert(1)"></script><b>n</b>'
HOSTILE = (f"{BARE} *i* $x$ `${{1}}` \\u0041 :red[x] :tada: &amp; "
           "[l](javascript:alert(1)) \u202eab\u202c")
FIXED = {"document", "unit", "claims", "value"}


def spoil(folder: Path) -> None:
    """Put the hostile text behind every free text of every table.

    Rows sorted by a text may sort elsewhere then; they are put in order again, as `fmt` does.
    """
    for each in RELEASED:
        columns = [column.name for column in each.columns
                   if column.kind == "text" and column.name not in FIXED]
        edit(folder / each.file, partial(_spoil_rows, columns))
    edit(folder / "claims.csv", lambda rows: _spoil_rows(["value"], [
        row for row in rows if ATTRIBUTES[row["attribute"]].kind == "text"]))
    edit(folder / "disagreements.csv", _unname_values)
    for each in RELEASED:
        path = folder / each.file
        path.write_bytes(format_table(each, path.read_bytes())[0])
    for path in (folder / "briefings").iterdir():
        briefing = read_briefing(path.read_bytes())
        path.write_bytes(write_briefing(replace(
            briefing, title=f"{briefing.title} {BARE}", summary=f"{briefing.summary} {BARE}",
            scenes=tuple(replace(scene, title=f"{scene.title} {BARE}",
                                 sentence=f"{scene.sentence} {BARE}",
                                 notes=f"{scene.notes} {BARE}") for scene in briefing.scenes))))


def _unname_values(rows: list[dict[str, str]]) -> None:
    """Let disagreements name claims of words without their value, which is another now."""
    for row in rows:
        names = (name.partition("=") for name in row["claims"].split(";"))
        row["claims"] = ";".join(dict.fromkeys(
            name if ATTRIBUTES[name.split("/")[1]].kind == "text" else f"{name}{sign}{value}"
            for name, sign, value in names))


def _spoil_rows(columns: list[str], rows: list[dict[str, str]]) -> None:
    for row in rows:
        row.update({name: f"{row[name]} {HOSTILE}" for name in columns if row[name]})


ASKED = repaired([("mode", BARE)])[0][1]
"""The same word as an address has it, once spaces and the sign at its end are put right."""

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


PAGES: tuple[tuple[str, str], ...] = (
    ("/", ".atlas-table tbody tr"),
    ("/time", ".time-stages"), ("/?open=btc-pipeline", '[data-route-id="btc-pipeline"] h2'),
    ("/?open=southern-gas-corridor", '[data-subject-id="southern-gas-corridor"] h2'),
    ("/?open=baku", '[data-subject-id="baku"] h2'),
    ("/?year=2030", ".st-key-year input[type=range]"),
    ("/what-if", ".st-key-whatif-from"), ("/briefings", ".briefing-card"),
    ("/present?briefing=southern-gas-corridor&scene=2", ".present-foot"),
    ("/compare?with=btc-pipeline&with=tanap", '[data-subject-ids="btc-pipeline tanap"]'),
    ("/data", ".atlas-matrix"))
"""Every page, in the order of one walk, and what stands there alone."""


def test_a_folder_of_hostile_texts_on_every_page(browser: Browser, hostile_address: str) -> None:
    atlas, dialogs = open_atlas(browser, hostile_address), []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    atlas.page.on("dialog", note)
    for path, awaited in PAGES:
        if path != "/":
            atlas.go(path)
        expect(atlas.page.locator(awaited).first, path).to_be_attached(timeout=TIMEOUT_MS)
        expect_drawn(atlas.page)
        if path.startswith(("/?", "/present")) or path == "/":
            expect(atlas.map, path).to_be_attached(timeout=TIMEOUT_MS)
        check_page(atlas, dialogs)
    atlas.page.close()


@pytest.mark.parametrize("path", [
    "?mode={0}&open={0}&q={0}&release={0}&{0}={0}", "compare?with={0}&with={0}", "time?year={0}",
    "present?briefing={0}&scene={0}", "what-if?without={0}&from={0}", "data?release={0}", "{0}"])
def test_an_address_is_only_text(browser: Browser, address: str, path: str) -> None:
    atlas = open_atlas(browser, f"{address}/{path.format(quote(BARE, safe=''))}")
    expect(atlas.page.locator(".stMain h1, .stMain p").first).to_be_visible(timeout=TIMEOUT_MS)
    if path.startswith("?"):
        expect(atlas.page.locator(".atlas-hidden", has_text=f"mode={ASKED}")).to_be_visible()
    assert not any(frame.evaluate(RAN) for frame in _frames(atlas))
    assert atlas.page.title() == "Corridor Atlas"
    assert [text for text in atlas.errors if "status of 404" not in text
            and "does not seem to exist" not in text] == []
    atlas.page.close()


def test_a_refused_export_repeats_the_word_as_plain_text(address: str) -> None:
    status, headers, body = get(f"{address}/export/routes.csv?mode={quote(BARE)}")
    assert (status, headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert f"mode={ASKED}" in body.decode()
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
