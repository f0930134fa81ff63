"""Drafts of invented documents, made by hand, and data folders to accept them into."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from geo.intake.candidate import Anchor, Candidate
from geo.intake.decision import Addition, Decision, Draft
from geo.intake.document import Document, DocumentHeading
from tests.conftest import DATA, edit

LINES = (
    "Invented for a test.",
    "Pipelines of the region",
    "",
    "The BTC pipeline is 1,768 km long.",
    "",
    "Another year of growth",
    "",
    "Shipments grew again. About 7.5 million tons went along the line in 2025, twice as much as in",
    "the year before.",
)
DOCUMENT = Document(
    "pipelines-2026.txt", "txt", "0" * 64, LINES,
    headings=(DocumentHeading(2, "Pipelines of the region"),
              DocumentHeading(6, "Another year of growth")))
SOURCE = {"source_id": "pipelines-2026", "document": "pipelines-2026.txt",
          "title": "Pipelines of the region", "publisher": "Nobody", "published": "2026-01-15",
          "kind": "article", "perspective": "invented for a test"}
PAGE = {**SOURCE, "document": "", "address": "https://example.org/pipelines",
        "accessed": "2026-02-01"}
LENGTH = {"subject_id": "btc-pipeline", "attribute": "length", "value": "1768", "unit": "km",
          "qualifier": "exact", "as_of": "2026-01-15",
          "printed": "The BTC pipeline is 1,768 km long"}
"""A claim that its words alone bear out."""
GROWTH = {"subject_id": "baku-tbilisi-kars-railway", "attribute": "throughput", "value": "7.5",
          "unit": "Mt", "qualifier": "about", "period": "2025", "as_of": "2025",
          "printed": "About 7.5 million tons went along the line in 2025"}
"""A claim whose words name no subject: it has to wait."""


def candidate(item: str, line: int, row: Mapping[str, str]) -> Candidate:
    """A candidate that stands on one line."""
    return Candidate(item, DOCUMENT.name, row["subject_id"], row["attribute"], row["value"], "",
                     row["unit"], (row["qualifier"],), "", "", "", row["as_of"], row["printed"],
                     Anchor(line, line, 0, len(row["printed"])))


CANDIDATES = (candidate("c1", 4, LENGTH), candidate("c2", 8, GROWTH))


def draft(*additions: Addition, source: Mapping[str, str] = SOURCE,
          document: Document = DOCUMENT, **rows: Mapping[str, str]) -> Draft:
    """A draft in which the rows are accepted: by default both claims of the document."""
    accepted = rows or {"c1": LENGTH, "c2": GROWTH}
    return Draft("draft-1", 7, document, CANDIDATES, source,
                 {item: Decision(item, "accept", row, at="2026-02-01T10:00:00Z", curator="A. B.")
                  for item, row in accepted.items()}, additions)


def light_copy(place: Path) -> Path:
    """A copy of the shipped data without past releases and receipts, with nothing that waits."""
    copy = shutil.copytree(DATA, place / "data",
                           ignore=shutil.ignore_patterns("releases", "waiting", "receipts"))
    (place / "documents").mkdir(exist_ok=True)
    return copy


def state(*folders: Path) -> dict[str, bytes]:
    """Every file of some folders by its path, but for the lock."""
    return {str(path): path.read_bytes() for folder in folders
            for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock"}


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file; none where there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def small_data(place: Path) -> Path:
    """A data folder of two routes and what public pages say of them, cut from the shipped data."""
    place.mkdir(exist_ok=True)
    folder = light_copy(place)
    kept = {"btc-pipeline", "baku-tbilisi-kars-railway"}
    for path in (folder / "routes").iterdir():
        if path.stem not in kept:
            path.unlink()
    for path in (folder / "briefings").iterdir():
        path.unlink()
    at_hand = {row["source_id"] for row in rows_of(folder / "sources.csv") if row["document"]}

    def keep(name: str, wanted: Callable[[dict[str, str]], bool]) -> None:
        def cut(rows: list[dict[str, str]]) -> None:
            rows[:] = [row for row in rows if wanted(row)]
        edit(folder / f"{name}.csv", cut)

    keep("routes", lambda row: row["route_id"] in kept)
    keep("sources", lambda row: not row["document"])
    keep("claims", lambda row: row["subject_id"] in kept and row["source_id"] not in at_hand)
    for name in ("relations", "disagreements", "headings", "naming", "not_mapped"):
        keep(name, lambda _: False)
    keep("aliases", lambda row: row["id"] in kept)
    return folder
