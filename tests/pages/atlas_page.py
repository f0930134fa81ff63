"""The atlas in a browser, as the tests see it: no request leaves the host, and all are counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Frame,
    FrameLocator,
    Locator,
    Page,
    Request,
    expect,
)

from tests.pages.inspected import inspecting

TIMEOUT_MS = 60_000
"""How long a state is waited for. It costs only when a test fails, so it is long: a busy machine
must not fail one."""

expect.set_options(timeout=TIMEOUT_MS)

_GO = """(address) => {
    history.pushState({}, "", new URL(address, location.href).href);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}"""

_ANSWERED = """() => {
    const question = new CustomEvent("atlas-turn", { detail: { answer: 0 } });
    dispatchEvent(question);
    return !question.detail.answer;
}"""
"""Map, table and counts show a choice before the server is told; this waits for its answer too."""


@dataclass
class AtlasPage:
    """One page. `outside` lists the addresses of other hosts that were asked for (and refused)."""

    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def frame(self) -> FrameLocator:
        """The map's frame."""
        return self.page.frame_locator('iframe[title*="st_folium"]')

    @property
    def map_frame(self) -> Frame:
        """The same as a place to run scripts in, once the map is made."""
        expect(self.map).to_be_attached()
        frame = next(frame for frame in self.page.frames if "st_folium" in frame.url)
        frame.wait_for_function("() => typeof map !== 'undefined'", timeout=TIMEOUT_MS)
        return frame

    @property
    def map(self) -> Locator:
        """The map's container, which carries the ids it has drawn."""
        return self.frame.locator("[data-route-ids]")

    @property
    def table(self) -> Locator:
        """The table's region, which carries the ids it shows."""
        return self.page.locator(".atlas-table[data-route-ids]")

    def expect_ids(self, ids: tuple[str, ...]) -> None:
        """Wait until map and table both show exactly these routes and the page is drawn."""
        wanted = " ".join(ids)
        expect(self.table).to_have_attribute("data-route-ids", wanted, timeout=TIMEOUT_MS)
        expect(self.map).to_have_attribute("data-route-ids", wanted, timeout=TIMEOUT_MS)
        expect_drawn(self.page)

    def expect_camera(self, zoom: float, lat: float, lon: float, within: float = 0.02) -> None:
        """Wait until the map looks there: the centre to `within` degrees."""
        self.map_frame.wait_for_function(
            "([zoom, lat, lon, within]) => map.getZoom() === zoom"
            " && Math.abs(map.getCenter().lat - lat) < within"
            " && Math.abs(map.getCenter().lng - lon) < within",
            arg=[zoom, lat, lon, within], timeout=TIMEOUT_MS)

    def go(self, address: str) -> None:
        """Go to another address of the atlas as Back and Forward do: the page is not loaded anew.

        Returns at once: wait for what is only there, then for `expect_drawn`. From one page to
        another the view is taken along where the query is blank; from Compare and the data it
        leads (`app.session.address_bar.follow`).
        """
        self.page.evaluate(_GO, address)

    def show_all(self, ids: tuple[str, ...]) -> None:
        """Bring a tab on the page of the map back to the view of a bare address: `ids`, no dossier.

        By way of a view that no test asks for, so that what is seen then is new.
        """
        self.page.set_viewport_size({"width": 1400, "height": 900})
        self.go("/?year=1993&search=nothing-is-called-this")
        self.expect_ids(())
        expect(self.page.locator(".st-key-year input[type=range]")).to_have_value("1993")
        self.go("/")
        expect(self.page.locator(".st-key-year input[type=range]")).to_have_count(0)
        expect(self.page.locator(".st-key-dossier-close")).to_have_count(0)
        self.expect_ids(ids)

    def zoom_in(self) -> str:
        """Zoom in by one; returns the camera that the address has once the map stands still."""
        before = self.map_frame.evaluate("map.getZoom()")
        self.frame.locator(".leaflet-control-zoom-in").click()
        found = self.map_frame.wait_for_function(inspecting("""(before) => {
            const written = new URLSearchParams(parent.location.search).get("at");
            return map.getZoom() > before && @camera === written ? written : null;
        }"""), arg=before, timeout=TIMEOUT_MS)
        return str(found.json_value())

    def expect_dossier(self, route_id: str) -> None:
        """Wait until a route's dossier is open and the page is drawn."""
        expect(self.page.locator(f'.atlas-dossier[data-route-id="{route_id}"]')).to_be_visible(
            timeout=TIMEOUT_MS)
        expect_drawn(self.page)

    def add_scene(self, number: int = 1) -> None:
        """Make what is on screen a scene of the draft, and wait until the page says so.

        A page that is still being drawn moves its buttons: a press would miss.
        """
        expect_drawn(self.page)
        self.page.locator(".st-key-add-scene button:visible").first.click()
        expect(self.page.locator(".st-key-draft-notice")).to_contain_text(
            f"scene {number} of your draft")

    def option(self, key: str) -> Locator:
        """One checkbox of the sidebar."""
        return self.page.locator(f".st-key-{key} label").first

    def checked(self, key: str) -> bool:
        """Whether that checkbox is ticked."""
        return self.page.locator(f".st-key-{key} input").is_checked()


def expect_drawn(page: Page) -> None:
    """Wait until the server has answered all that the page asked, and the run of the page is over.

    What stands there now stays.
    """
    page.wait_for_function(_ANSWERED, timeout=TIMEOUT_MS)
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=TIMEOUT_MS)


def _is_outside(url: str, address: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(address).netloc


def watched(page: Page, address: str) -> AtlasPage:
    """A page whose errors are noted, and requests for another host, which the browser refuses."""
    page.set_default_timeout(TIMEOUT_MS)
    atlas = AtlasPage(page)

    def count(request: Request) -> None:
        if _is_outside(request.url, address):
            atlas.outside.append(request.url)

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            atlas.errors.append(message.text)

    page.on("request", count)
    page.on("console", note)
    page.on("pageerror", lambda error: atlas.errors.append(str(error)))
    return atlas


def open_atlas(browser: Browser, address: str, width: int = 1400, height: int = 900) -> AtlasPage:
    """Open the atlas in a new tab and watch it.

    All tabs are in the context that the fixture `browser` makes first, so that the files of the
    page are fetched and compiled once. A tab is a session of its own; nothing but the cache and
    a cookie is shared. What is about first visits makes a context of its own.
    """
    atlas = watched(browser.contexts[0].new_page(), address)
    atlas.page.set_viewport_size({"width": width, "height": height})
    atlas.page.goto(address)
    return atlas
