"""What the app leans on in Streamlit, streamlit-folium, folium and Leaflet, beyond their manuals.

Each of these was found by reading or running those versions. A newer version that drifts turns red
here, with the place to look, before it turns into a map that stays blank.
"""

from __future__ import annotations

import asyncio
import inspect
import re
import tomllib
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import folium  # noqa: TID251 - its contract is what is tested
import matplotlib as mpl
import pytest
import streamlit as st
import streamlit.components.v1 as components_v1
import streamlit_folium  # noqa: TID251 - so is this one's
from branca.element import Element, Figure  # noqa: TID251 - the contract is with branca itself
from starlette.applications import Starlette
from streamlit.components.lib.local_component_registry import LocalComponentRegistry
from streamlit.components.v1.custom_component import CustomComponent
from streamlit.web.server.starlette.starlette_routes import create_component_routes
from xstatic.pkg import leaflet

from tests.conftest import ROOT

LEAFLET = (Path(leaflet.BASE_DIR) / "leaflet.js").read_text(encoding="utf-8")
FRAME = "\n".join(path.read_text(encoding="utf-8") for path in
                  Path(streamlit_folium.__file__).parent.glob("frontend/build/static/js/*.js"))


def pinned() -> list[tuple[str, str]]:
    """The packages that pyproject.toml names with one exact version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [(name, number) for name, found, number in
            (each.partition("==") for each in project["dependencies"]) if found]


# --- versions ---


@pytest.mark.parametrize("name", ["branca", "folium", "streamlit", "streamlit-folium",
                                  "XStatic-Leaflet"])
def test_what_is_leaned_on_is_pinned_to_one_version(name: str) -> None:
    assert name in dict(pinned())


@pytest.mark.parametrize(("name", "number"), pinned())
def test_the_pinned_version_is_the_one_under_test(name: str, number: str) -> None:
    assert version(name) == number


# --- Streamlit's server: the addresses under which the frame finds its files ---


def _get(folder: Path, path: str) -> tuple[int, str, bytes]:
    """Status, content type and body of an address under a declared component folder."""
    registry = LocalComponentRegistry()
    registry.register_component(CustomComponent("app.components.component.files", path=str(folder)))
    app = Starlette(routes=create_component_routes(registry, None))
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(dict(message))

    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
             "query_string": b"", "headers": [], "scheme": "http", "root_path": "",
             "http_version": "1.1", "server": ("localhost", 80), "client": ("localhost", 1)}
    with ThreadPoolExecutor(1) as alone:  # the browser's loop may run in this thread
        alone.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return (sent[0]["status"], headers.get("content-type", ""),
            b"".join(each.get("body", b"") for each in sent[1:]))


@pytest.mark.parametrize(("name", "kind"), [("layers-0.json", "application/json"),
                                            ("map-0.js", "javascript"), ("map-0.css", "text/css")])
def test_a_declared_folder_is_served_beside_the_frame(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(b"{}")
    status, content_type, body = _get(tmp_path, f"/component/app.components.component.files/{name}")
    assert (status, body) == (200, b"{}")
    assert kind in content_type


@pytest.mark.parametrize("name", ["../secret.json", "%2e%2e/secret.json", "no.json"])
def test_nothing_outside_a_declared_folder_is_served(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "published"
    folder.mkdir()
    (tmp_path / "secret.json").write_bytes(b"{}")
    assert _get(folder, f"/component/app.components.component.files/{name}")[0] in {400, 404}


def test_a_component_is_named_by_its_module() -> None:
    """`app/components/map/map_view.py` builds its relative address on this."""
    declared = components_v1.declare_component("contract", path=str(ROOT / "geo" / "web"))
    assert declared.name == f"{__name__}.contract"


def test_the_frames_own_folder_is_beside_the_declared_one() -> None:
    assert streamlit_folium._component_func.name == "streamlit_folium.st_folium"  # noqa: SLF001


def test_an_app_takes_routes_a_lifespan_and_middleware() -> None:
    wanted = {"lifespan", "routes", "middleware"}
    assert wanted <= set(inspect.signature(st.App).parameters)


# --- streamlit-folium: what is sent to the frame, and what the frame does with it ---


def _sent(monkeypatch: pytest.MonkeyPatch, text: str, key: str | None = "map") -> dict[str, Any]:
    """The arguments that st_folium sends for a figure with an element beside the map."""
    said: dict[str, Any] = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", said.update)
    fig = folium.Figure()
    fig.add_child(folium.Map(tiles=None))
    fig.html.add_child(Element(f'<div id="atlas-state" data-shown="{text}"></div>'))
    streamlit_folium.st_folium(fig, key=key, returned_objects=["last_active_drawing"])
    return said


def test_the_state_travels_as_html_and_leaves_the_script_alone(
        monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = _sent(monkeypatch, "one"), _sent(monkeypatch, "other")
    assert 'data-shown="one"' in one["html"]
    assert 'data-shown="other"' in other["html"]
    assert one["key"] == other["key"], "the map would be made anew at each filter"
    assert one["default"] == {"last_active_drawing": None}
    assert {"script", "js_links", "css_links", "height", "returned_objects"} <= set(one)


def test_the_key_drops_what_stands_after_an_underscore() -> None:
    same = streamlit_folium.generate_js_hash
    assert same("rail_a", "map") == same("rail_b", "map")
    assert same("rail-a", "map") != same("rail-b", "map")
    assert same("rail_a", "map") != same("rail_a", "map-led")


@pytest.mark.parametrize("words", [
    "last_active_drawing",
    "toGeoJSON",
    "setComponentValue",
    '"streamlit:render"',
    "window.initComponent",
    "window.map = map_div; window.initComponent(map_div, ",
])
def test_the_frame_still_says(words: str) -> None:
    assert words in FRAME


@pytest.mark.parametrize("pattern", [
    r"for\(let \w+ in \w+\._layers\)",  # it listens to the layers that are there when it starts
    r'\w+\.on\("click",\w+\)',
    r'"function"===?typeof \w+\.layer\.toGeoJSON&&\(\w+\.last_active_drawing=\w+\.layer\.toGeoJSON',
    r"args\.html",
])
def test_the_frame_still_does(pattern: str) -> None:
    assert re.search(pattern, FRAME), pattern


# --- folium ---


def test_each_map_may_have_scripts_and_styles_of_its_own() -> None:
    one, other = folium.Map(tiles=None), folium.Map(tiles=None)
    one.default_js, one.default_css = [("atlas", "own.js")], [("atlas_css", "own.css")]
    assert other.default_js == folium.Map.default_js
    page = Figure().add_child(one).render()
    assert "own.js" in page
    assert "own.css" in page
    links = re.findall(r'(?:src|href)="(https?:[^"]+)"', page)
    assert links == [], "folium adds an address of another host of its own accord"


# --- Leaflet, on whose renderer geo/web/map/lines.js is built ---


def test_leaflets_version_is_the_one_read() -> None:
    assert '.version="1.9.3"' in LEAFLET


@pytest.fixture(scope="module")
def renderer() -> str:
    """The text of L.Renderer."""
    begin = LEAFLET.index("_onZoomEnd")
    return LEAFLET[begin - 1500:begin + 1500]


@pytest.mark.parametrize("method", [
    "_initContainer", "_destroyContainer", "_update", "_updateTransform", "_onAnimZoom", "_onZoom",
    "_onZoomEnd"])
def test_the_renderer_has_or_calls(renderer: str, method: str) -> None:
    assert f"{method}:function" in renderer or f"this.{method}" in renderer


@pytest.mark.parametrize("member", [
    "_animatingZoom", "getPixelOrigin:function", "getZoomScale:function", "invalidateSize:function",
    "disableClickPropagation:", "setPosition:", ".Renderer=", ".featureGroup=", ".tooltip="])
def test_leaflet_has(member: str) -> None:
    assert member in LEAFLET


# --- fonts ---


@pytest.mark.parametrize("name", ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"])
def test_the_fonts_of_the_plates_come_with_matplotlib(name: str) -> None:
    font = Path(mpl.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf"
    assert font.read_bytes()[:4] == b"\x00\x01\x00\x00"
