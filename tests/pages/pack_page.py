"""The offline pack in a browser, as the tests see it: no network, and all requests are counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Locator, Page, Request, expect

from geo.briefing.briefing import Briefing, Scene

ROUTE = "btc-pipeline"
SCENES = Briefing("tour", "A tour", "Three scenes.", (
    Scene("Oil", f"mode=oil&open={ROUTE}&at=6/40.5000/45.0000", "It carries oil [1].",
          ("btc-pipeline/length/air-center-2025/2254-2254",), "Say it slowly [1]."),
    Scene("Building", "status=under-construction", "These are being built."),
    Scene("In 2005", "year=2005&borders=de-facto", "What dated claims tell.")))


@dataclass
class PackPage:
    """A pack that has been opened. `asked` lists the addresses of all requests but its own."""

    page: Page
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def dismiss(self, dialog: Dialog) -> None:
        """Write down a dialog, which nothing here may open."""
        self.errors.append(dialog.message)
        dialog.dismiss()

    @property
    def map(self) -> Locator:
        """The map, which carries the ids it has drawn."""
        return self.page.locator("#map[data-route-ids]")

    @property
    def table(self) -> Locator:
        """The table's region, which carries the ids it shows."""
        return self.page.locator(".atlas-table[data-route-ids]")

    def expect_ids(self, ids: tuple[str, ...]) -> None:
        """Map and table show exactly these routes."""
        expect(self.map).to_have_attribute("data-route-ids", " ".join(ids))
        expect(self.table).to_have_attribute("data-route-ids", " ".join(ids))

    def expect_open(self, subject: str) -> None:
        """The dossier of a route, corridor or place is open."""
        expect(self.page.locator(f'.atlas-dossier[data-subject-id="{subject}"]')).to_be_visible()

    def follow(self, query: str) -> None:
        """Go to a view by its address, as a link that was sent would."""
        self.page.evaluate("text => { location.hash = text; }", query)

    def option(self, section: str, word: str) -> Locator:
        """One checkbox of the legend."""
        return self.page.locator(f'input[name="{section}"][value="{word}"]')


def open_pack(browser: Browser, path: Path, query: str = "", width: int = 1400) -> PackPage:
    """Open a file with the network off; every request but that for the file is noted."""
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True,
                                  reduced_motion="reduce")
    page = context.new_page()
    opened = PackPage(page)
    address = path.as_uri() + (f"#{query}" if query else "")

    def count(request: Request) -> None:
        if request.url.split("#")[0] != path.as_uri():
            opened.asked.append(request.url)

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            opened.errors.append(message.text)

    page.on("request", count)
    page.on("console", note)
    page.on("pageerror", lambda error: opened.errors.append(str(error)))
    page.on("dialog", opened.dismiss)
    page.goto(address)
    return opened
