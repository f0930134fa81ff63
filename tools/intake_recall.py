"""Measures what the finder of candidates finds, against the claims of the documents at hand.

`python -m tools.intake_recall --documents DIR` writes docs/intake-recall.md. While a document is
measured, its claims and the names that only it brought are withheld from the finder.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.data.attributes import ATTRIBUTES
from geo.data.reader import read_folder
from geo.data.records import Claim
from geo.data.spans import span
from geo.intake.candidate import Candidate
from geo.intake.document import Document
from geo.intake.finding import candidates
from geo.intake.reading import read_document

_ROOT: Final = Path(__file__).parents[1]
_HEDGES: Final = frozenset({"about", "at-least", "more-than", "up-to", "by"})
_SOFT: Final = frozenset({"designed", "potential", "forecast", "target"})


@dataclass(frozen=True, slots=True)
class Expected:
    """What a document is known to say, and on which lines: a claim, or a row of a test's list."""

    subject_id: str
    attribute: str
    value: str
    value_high: str
    unit: str
    qualifier: frozenset[str]
    first_line: int
    last_line: int


@dataclass(slots=True)
class Measured:
    """Counts by attribute: of what is known, found, and right; and of the candidates."""

    known: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    hedge: Counter[str] = field(default_factory=Counter)
    firmness: Counter[str] = field(default_factory=Counter)
    subject: Counter[str] = field(default_factory=Counter)
    among: Counter[str] = field(default_factory=Counter)
    queue: Counter[str] = field(default_factory=Counter)
    matching: Counter[str] = field(default_factory=Counter)


def of_claim(claim: Claim) -> Expected:
    """Returns a claim as what is expected of the finder."""
    first, last = span(claim.lines)
    return Expected(claim.subject_id, claim.attribute, claim.value, claim.value_high, claim.unit,
                    frozenset(claim.qualifier), first, last)


def expected_in(path: Path, name: str) -> list[Expected]:
    """Reads what a test's list expects of one document."""
    return [Expected(
        row["subject_id"], row["attribute"], row["value"], row["value_high"], row["unit"],
        frozenset(row["qualifier"].split(";")), int(row["line"]), int(row["line"]))
        for row in _table(path) if row["document"] == name]


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _is_number(attribute: str, unit: str) -> bool:
    return ATTRIBUTES[attribute].kind in ("number", "date") or bool(unit)


def _same_lines(expected: Expected, candidate: Candidate) -> bool:
    return (candidate.anchor.first_line <= expected.last_line
            and candidate.anchor.last_line >= expected.first_line)


def _matches(expected: Expected, candidate: Candidate) -> bool:
    """Checks whether a candidate says what is expected, whatever its unit and subject.

    Of what is said in words only lines and attribute are compared: the wording is a person's.
    """
    if candidate.attribute != expected.attribute or not _same_lines(expected, candidate):
        return False
    if ATTRIBUTES[expected.attribute].kind == "text":
        return True
    return (candidate.value, candidate.value_high) == (expected.value, expected.value_high)


def measure(expected: Iterable[Expected], found: Sequence[Candidate], measured: Measured) -> None:
    """Adds to the counts what was found of what is expected."""
    taken: set[str] = set()
    for each in expected:
        name = each.attribute
        measured.known[name] += 1
        hits = [candidate for candidate in found if _matches(each, candidate)]
        if not hits:
            continue
        taken |= {candidate.candidate_id for candidate in hits}
        best = max(hits, key=lambda hit: (
            hit.unit == each.unit, hit.subject_id == each.subject_id,
            each.subject_id in hit.others))
        measured.found[name] += best.unit == each.unit
        qualifier = frozenset(best.qualifier)
        measured.hedge[name] += qualifier & _HEDGES == each.qualifier & _HEDGES
        measured.firmness[name] += qualifier & _SOFT == each.qualifier & _SOFT
        measured.subject[name] += each.subject_id == best.subject_id
        measured.among[name] += each.subject_id in (best.subject_id, *best.others)
    for candidate in found:
        measured.queue[candidate.attribute] += 1
        measured.matching[candidate.attribute] += candidate.candidate_id in taken


def without(catalog: Catalog, sources: frozenset[str]) -> Catalog:
    """Returns the catalog as it would be without some sources: their claims, and their names."""
    rest = catalog.told_by(frozenset(catalog.sources) - sources)
    return replace(rest, aliases=tuple(
        alias for alias in catalog.aliases if alias.used_by not in sources))


def _as_entered(document: Document, published: str, title: str = "", publisher: str = ""
                ) -> Document:
    """Returns a document with the date that the curator enters, and what else it does not print."""
    imprint = document.imprint
    return replace(document, imprint=replace(
        imprint, published=published, title=title or imprint.title,
        publisher=imprint.publisher or publisher))


def measured_documents(catalog: Catalog, folder: Path) -> tuple[Measured, list[str]]:
    """Measures every document at hand; returns the counts and a line for each document."""
    measured = Measured()
    lines = []
    names = sorted({source.document for source in catalog.sources.values() if source.document})
    for name in names:
        sources = [each for each in catalog.sources.values() if each.document == name]
        ids = frozenset(source.source_id for source in sources)
        claims = [claim for claim in catalog.claims if claim.source_id in ids and claim.lines]
        found = candidates(_as_entered(
            read_document(folder / name), sources[0].published, sources[0].title,
            sources[0].publisher), without(catalog, ids))
        own = Measured()
        measure(map(of_claim, claims), found, own)
        measure(map(of_claim, claims), found, measured)
        lines.append(f"| {', '.join(sorted(ids))} | {_counts(own, numbers=True)} | "
                     f"{_counts(own, numbers=False)} |")
    return measured, lines


def _counts(measured: Measured, *, numbers: bool) -> str:
    names = [name for name in ATTRIBUTES if _is_number(name, "") == numbers]
    known, found, queue = (sum(counter[name] for name in names) for counter in (
        measured.known, measured.found, measured.queue))
    return f"{found} of {known} | {queue}"


def measured_samples(catalog: Catalog, folder: Path) -> tuple[Measured, list[str]]:
    """Measures the documents made for tests, whose lists of numbers are complete."""
    measured = Measured()
    lines = []
    for row in _table(folder / "documents.csv"):
        path = folder / row["document"]
        expected = expected_in(folder / "gold.csv", path.name)
        document = _as_entered(read_document(path), row["published"])
        found = [each for each in candidates(document, catalog)
                 if _is_number(each.attribute, each.unit)]
        own = Measured()
        measure(expected, found, own)
        measure(expected, found, measured)
        noise = sum(own.queue.values()) - sum(own.matching.values())
        lines.append(f"| {path.name} | {sum(own.found.values())} of {sum(own.known.values())} | "
                     f"{sum(own.hedge.values())} | {sum(own.subject.values())} | "
                     f"{sum(own.queue.values())} | {noise} |")
    return measured, lines


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.0f} %)" if whole else "-"


def _rows(measured: Measured, *, numbers: bool) -> Iterator[str]:
    names = [name for name in ATTRIBUTES if _is_number(name, "") == numbers and (
        measured.known[name] or measured.queue[name])]
    for name in (*names, ""):
        known, found, hedge, firm, subject, among, queue, matching = (
            counter[name] if name else sum(counter[each] for each in names)
            for counter in (measured.known, measured.found, measured.hedge,
                            measured.firmness, measured.subject, measured.among, measured.queue,
                            measured.matching))
        label = ATTRIBUTES[name].label if name else "**together**"
        if numbers:
            yield (f"| {label} | {known} | {_share(found, known)} | {_share(hedge, found)} | "
                   f"{_share(firm, found)} | {_share(subject, found)} | {_share(among, found)} | "
                   f"{queue} | {_share(matching, queue)} |")
        else:
            yield (f"| {label} | {known} | {_share(found, known)} | {_share(subject, found)} | "
                   f"{queue} | {_share(matching, queue)} |")


_TEXT: Final = """# What the finder of candidates finds

Made by `python -m tools.intake_recall --documents DIR` from release {release}; do not edit it.

Measured are the claims of the documents at hand. A claim in numbers counts as found where a
candidate on its lines has its attribute, value and unit; one in words where a candidate on its
lines has its attribute, since its wording is a person's. *Hedge* compares “about”, “at least”,
“more than”, “up to” and “by”, *firmness* whether it is a result, designed, possible, a forecast or
an aim, *subject* the first subject proposed, *among* the first one or a further one.

While a document is measured the finder does not know it: its claims and the names that
`aliases.csv` says it alone brought are withheld. The names of the routes themselves are not. Date
and title of a document are those that the curator entered.

## Numbers and dates

| attribute | claims | found | hedge | firmness | subject | among | candidates | of them claims |
|---|---|---|---|---|---|---|---|---|
{numbers}

## Words

| attribute | claims | found | subject | candidates | of them claims |
|---|---|---|---|---|---|
{words}

## By document

| document | numbers found | candidates | words found | candidates |
|---|---|---|---|---|
{documents}

## How much of the queue is noise

The claims of a document are what a curator chose, so that a candidate without one may still be
right: a figure told twice, or one left out as less firm. *Of them claims* is therefore the least
that is no noise. In the documents that were made for tests (`tests/samples/intake`; several
styles, figures invented) the list of numbers is complete, and whatever is not on it is noise. The
rules
were mended until these documents were read well, so that they show what holds, not what a new text
will give.

| document | found | hedge right | subject right | candidates in numbers | noise |
|---|---|---|---|---|---|
{samples}
"""


def report(catalog: Catalog, documents: Path, samples: Path) -> str:
    """Returns the page: the tables of what was found."""
    measured, lines = measured_documents(catalog, documents)
    _, sample_lines = measured_samples(catalog, samples)
    return _TEXT.format(
        release=catalog.release, numbers="\n".join(_rows(measured, numbers=True)),
        words="\n".join(_rows(measured, numbers=False)), documents="\n".join(lines),
        samples="\n".join(sample_lines))


def main() -> None:
    """Measures, and writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, required=True, metavar="DIR")
    parser.add_argument("--data", type=Path, default=_ROOT / "data", metavar="DIR")
    parser.add_argument("--out", type=Path, default=_ROOT / "docs" / "intake-recall.md")
    arguments = parser.parse_args()
    catalog = build(read_folder(arguments.data), date.today())  # noqa: DTZ011 - ages do not count
    arguments.out.write_text(
        report(catalog, arguments.documents, _ROOT / "tests" / "samples" / "intake"),
        encoding="utf-8")


if __name__ == "__main__":
    main()
