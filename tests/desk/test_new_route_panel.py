"""The panel of a new route alone in a bare page: searched, drawn and added by keyboard."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.desk.api.drawing_api import DrawingApi
from app.desk.page_files import page_routes
from app.desk.workplace import Workplace
from app.shared.settings import DATA_VARIABLE
from geo.web.modules import joined
from tests.conftest import DATA, ROOT, free_port
from tests.pages.answers import reachable
from tests.pages.atlas_page import TIMEOUT_MS

ENTRY = """
import {{ mountNewRoute }} from "{panel}";
const get = async (path) => (await fetch(path)).json();
const post = async (path, body) => (
  await fetch(path, {{ method: "POST", body: JSON.stringify(body) }})).json();
async function add(table, row, feature) {{
  await post("/added", {{ table, row, feature }});
  return true;
}}
const draft = {{ id: "", document: {{ name: "Invented for a test" }} }};
mountNewRoute(document.querySelector("main"), {{ talk: {{ get, post }}, draft, words: {{}}, add }});
"""
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A new route</title><link rel="stylesheet" href="/leaflet.css">
<link rel="stylesheet" href="/desk.css"><script src="/leaflet.js" defer></script>
<script src="/panel.js" defer></script><body><main tabindex="-1"></main></body></html>"""


class BarePage:
    """A server of the panel alone; `added` is what it has handed over."""

    def __init__(self, folder: Path) -> None:
        self.added: list[dict[str, Any]] = []
        entry = folder / "panel.js"
        panel = os.path.relpath(ROOT / "app" / "desk" / "page" / "new_route.js", folder)
        entry.write_text(ENTRY.format(panel=panel), encoding="utf-8")
        script = joined(entry)
        files = [route for route in page_routes("") if route.path not in ("/", "/desk.js")]
        self.app = Starlette(routes=[
            Route("/", lambda _: Response(PAGE, media_type="text/html")),
            Route("/panel.js", lambda _: Response(script, media_type="text/javascript")),
            Route("/added", self._keep, methods=["POST"]), *files,
            *DrawingApi(Workplace(DATA, folder, folder)).routes()])

    async def _keep(self, request: Request) -> Response:
        self.added.append(await request.json())
        return JSONResponse({})


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[BarePage, str]]:
    """The bare page, served; and its address."""
    monkeypatch.setenv(DATA_VARIABLE, str(DATA))
    made, port = BarePage(tmp_path), free_port()
    server = uvicorn.Server(uvicorn.Config(made.app, port=port, log_level="error",
                                           lifespan="off", ws="none"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not reachable(f"http://127.0.0.1:{port}/"):
        assert thread.is_alive()
    yield made, f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join(timeout=20)


def choose(page: Page, typed: str, wanted: str) -> None:
    """Type a place's name and take the first one that is found."""
    search = page.get_by_role("combobox", name="Add a place")
    search.focus()
    page.keyboard.type(typed)
    first = page.locator(".place-search li").first
    expect(first).to_contain_text(wanted, timeout=TIMEOUT_MS)
    page.keyboard.press("Enter")
    expect(first).to_be_hidden()


@pytest.fixture
def panel(browser: Browser, bare: tuple[BarePage, str]) -> Iterator[Page]:
    """The panel, opened; a fault of its script fails the test."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(bare[1])
    expect(page.get_by_label("Name of the route")).to_be_focused(timeout=TIMEOUT_MS)
    yield page
    page.close()
    assert faults == []


def set_point(page: Page) -> None:
    """Set a point on the map, move it, and write where it is to be."""
    page.locator(".route-map").focus()
    page.keyboard.press("Enter")
    latitude = page.get_by_role("textbox", name="Latitude of point")
    before = latitude.input_value()
    page.locator(".route-point").focus()
    page.keyboard.press("ArrowUp")
    expect(latitude).not_to_have_value(before)
    expect(page.locator(".route-point")).to_be_focused()
    latitude.fill("39.0")
    latitude.press("Tab")


def test_a_route_is_drawn_and_added_by_keyboard(panel: Page, bare: tuple[BarePage, str]) -> None:
    """From its name to its rows, with a point set on the map, and work that outlives the page."""
    stops = panel.locator(".route-stops > li")
    panel.keyboard.type("Line invented for a test")
    choose(panel, "Nakhichevan", "Nakhchivan")
    choose(panel, "Zangilan", "GeoNames 146901")
    choose(panel, "Джульфа", "Julfa")
    expect(stops).to_have_count(3)
    up = panel.get_by_role("button", name="Move up Julfa")
    up.focus()
    panel.keyboard.press("Enter")
    expect(stops.nth(1)).to_contain_text("Julfa")
    expect(up).to_be_focused()
    panel.keyboard.press("Alt+ArrowUp")
    expect(stops.nth(0)).to_contain_text("Julfa")
    panel.keyboard.press("Alt+ArrowDown")
    expect(stops.nth(1)).to_contain_text("Julfa")
    set_point(panel)
    expect(stops).to_have_count(4)
    expect(panel.locator(".route-said .length")).to_contain_text("Drawn:")

    panel.reload()
    expect(panel.get_by_label("Name of the route")).to_have_value(
        "Line invented for a test", timeout=TIMEOUT_MS)
    expect(stops).to_have_count(4)
    panel.locator(".route-point").focus()
    panel.keyboard.press("Delete")
    expect(stops).to_have_count(3)
    panel.get_by_role("button", name="Enter these").click()
    countries = panel.get_by_label("Countries in order of travel").input_value()
    assert set(countries.split(";")) >= {"AZ", "AM"}
    panel.get_by_role("button", name="Add the route").focus()
    panel.keyboard.press("Enter")
    expect(panel.locator(".done")).to_contain_text("Added: Line invented for a test")
    expect(stops).to_have_count(0)
    place, route = bare[0].added
    assert (place["table"], route["table"]) == ("places", "routes")
    assert route["row"]["via_places"] == "julfa"
    assert route["row"]["countries"] == countries
    assert len(route["feature"]["geometry"]["coordinates"]) == 3
