"""Whatever a text of the data holds, the markup of a page stays the same and says it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

from hypothesis import given

from app.screens.compare import comparison_html
from geo.catalog.catalog import Catalog
from geo.export.html.dossier_html import dossier_html
from geo.presentation.comparison import compare_subjects
from geo.presentation.dossier import dossier
from tests.samples.poison import EVIL, QUICK, SUBJECTS, claims_of, poisoned, small


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
        yield str(dossier_html(dossier(catalog, entry.route_id)))
    for subject in ("baku", "southern-gas-corridor"):
        yield str(dossier_html(dossier(catalog, subject)))
    yield str(comparison_html(catalog, compare_subjects(catalog, SUBJECTS)))


def _without(text: str, value: str) -> str:
    return value.replace(f" {text}", "").replace(f"{text} ", "")


@QUICK
@given(EVIL)
def test_the_markup_of_a_page_is_the_same_whatever_the_texts(text: str) -> None:
    catalog = poisoned(small(), text)
    said = ""
    for before, now in zip(unspoilt(), map(marked, drawn(catalog)), strict=True):
        assert [(tag, [(name, _without(text, value or "")) for name, value in found])
                for tag, found in now.tags] == [
            (tag, [(name, value or "") for name, value in found]) for tag, found in before.tags]
        said += now.text
    for claim in claims_of(catalog):
        assert claim.printed in said
        assert claim.note in said
    for entry in catalog.entries:
        assert entry.route.name in said
        for alias in catalog.aliases_of(entry.route_id):
            assert alias.alias in said
