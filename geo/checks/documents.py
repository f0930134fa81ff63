"""Checks of every claim against its document, as `corridor-atlas verify` runs them.

A reader can repeat it with grep: the printed words are on exactly the lines cited, under the
section named. Whether they say what the claim says, the gate judges (`geo.claims.gate`); what its
rules leave open must be signed in readings.csv.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.catalog.catalog import Catalog
from geo.catalog.subject_names import subject_names
from geo.checks.editions import Edition, compare_edition, places_of, sha256
from geo.checks.printed_values import length_fault
from geo.checks.sections import Sections, fold
from geo.claims.findings import Finding
from geo.claims.gate import SubjectNames, judge
from geo.claims.passage import Passage, passage_in, passage_of_page
from geo.claims.signatures import sides_of, signed_claims, signed_sides
from geo.data.errors import Problem
from geo.data.files import read_file
from geo.data.records import Citing, Claim, Source
from geo.data.spans import span


@dataclass(frozen=True, slots=True)
class Verification:
    """The problems that a check against the documents found, and counts of what was checked.

    `editions` says of each text at hand whether it is the one that was cited. `by_rule` are the
    claims of which the rules alone bear out every side.
    """

    problems: tuple[Problem, ...]
    counts: Mapping[str, int]
    editions: tuple[Edition, ...]
    by_rule: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class TextAtHand:
    """The text of a source at hand, as bytes and as lines; `fault` where it cannot be read."""

    data: bytes = b""
    lines: tuple[str, ...] = ()
    fault: str = ""


def _text_of(source: Source, folder: Path) -> TextAtHand:
    place = (folder / source.document).resolve()  # documents may be links of the curator's
    try:
        data = read_file(place.parent, place.name)
        text = data.decode("utf-8-sig")
    except OSError as error:
        return TextAtHand(fault=f"{source.document} cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        return TextAtHand(fault=f"{source.document} is not UTF-8 at byte {error.start}")
    return TextAtHand(data, tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def _stands(printed: str, lines: tuple[str, ...], first: int, last: int) -> bool:
    return fold(printed) in fold("\n".join(lines[first - 1:last]))


def _where(printed: str, lines: tuple[str, ...]) -> str:
    """Returns where in the document the words are, or that they are not, as a next step."""
    places = places_of(printed, lines)
    if places:
        return f"they stand in {places[0][0]}-{places[0][1]}"
    return "nor anywhere in the document; print the words exactly as it does"


def _place_faults(cited: Citing, lines: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    first, last = span(cited.lines)
    if last > len(lines):
        yield "lines", f"{cited.lines}: the document has {len(lines)} lines"
    elif not _stands(cited.printed, lines, first, last):
        yield "printed", (f"{cited.printed!r} does not stand in lines {cited.lines}; "
                          f"{_where(cited.printed, lines)}")
    elif first < last and (_stands(cited.printed, lines, first + 1, last)
                           or _stands(cited.printed, lines, first, last - 1)):
        yield "lines", f"{cited.lines} is wider than the lines on which the printed words stand"


def _edition_faults(cited: Citing, edition: Edition, lines: tuple[str, ...]
                    ) -> Iterator[tuple[str, str]]:
    """Yields what is wrong with the place of a citation, in this edition of the text."""
    if lines_now := edition.moved.get(cited):
        yield "lines", f"moved: the words stand in {lines_now} of this edition"
    elif cited in edition.lost:
        like = edition.lost[cited]
        yield "printed", ("changed: this edition reads " + repr(like) if like else
                          "changed: the words are gone from this edition")
    else:
        yield from _place_faults(cited, lines)


def _heading_problems(catalog: Catalog, texts: Mapping[str, TextAtHand]) -> Iterator[Problem]:
    for row, heading in enumerate(catalog.headings, 2):
        text = texts.get(heading.source_id)
        if text and not text.fault and heading.heading:
            words = fold("\n".join(text.lines[heading.line - 1:heading.line + 2]))
            if not words.startswith(fold(heading.heading)):
                yield Problem("headings.csv", row, "heading",
                              f"{heading.heading!r} does not begin line {heading.line}")


def _source_problems(catalog: Catalog, texts: Mapping[str, TextAtHand]) -> Iterator[Problem]:
    for row, source in enumerate(catalog.sources.values(), 2):
        text = texts.get(source.source_id)
        if text and not text.fault and not source.sha256:
            yield Problem("sources.csv", row, "sha256",
                          f"is blank; of this text it is {sha256(text.data)}")


class Judges:
    """The documents, the names and the readings that claims are held against."""

    def __init__(self, catalog: Catalog, texts: Mapping[str, TextAtHand],
                 names: SubjectNames) -> None:
        self.catalog, self.texts, self.names = catalog, texts, names
        self.sections = Sections(catalog.headings, {
            source_id: source.document for source_id, source in catalog.sources.items()
            if source.at_hand})
        rows: tuple[Citing, ...] = (*catalog.claims, *catalog.relations, *catalog.not_mapped)
        self.signed = signed_sides(catalog.readings)
        self.editions = {source_id: compare_edition(
            catalog.sources[source_id], text.data, text.lines,
            [row for row in rows if row.source_id == source_id])
            for source_id, text in texts.items() if not text.fault}

    def place_faults(self, cited: Citing) -> list[tuple[str, str]]:
        """Returns what is wrong with where a citation stands, as (column, words)."""
        text = self.texts.get(cited.source_id)
        faults: list[tuple[str, str]] = []
        if text and text.fault:
            return [("source_id", text.fault)]
        if text:
            faults += _edition_faults(cited, self.editions[cited.source_id], text.lines)
            faults += self.sections.faults(cited.source_id, cited.section, cited.lines)
        if words := length_fault(cited.printed, at_hand=bool(text)):
            faults.append(("printed", words))
        return faults

    def passage(self, claim: Claim) -> Passage:
        """Returns the passage of a claim, as far as its text is at hand."""
        text, source = self.texts.get(claim.source_id), self.catalog.sources[claim.source_id]
        if text is None or text.fault:
            return passage_of_page(claim.printed, f"{claim.section} {source.title}")
        return passage_in(text.lines, *span(claim.lines), claim.printed, claim.section)

    def findings(self, claim: Claim) -> tuple[Finding, ...]:
        """Returns all that the rules say against a claim."""
        return judge(claim, self.passage(claim),
                     self.catalog.sources[claim.source_id].published, self.names)

    def unsettled(self, claim: Claim, findings: tuple[Finding, ...]) -> Iterator[Finding]:
        """Yields the findings that no second reading has settled."""
        sides = sides_of(claim, self.signed)
        return (finding for finding in findings
                if not (finding.signable and finding.side in sides))


def finding_words(finding: Finding) -> str:
    """Returns a finding as `verify` prints it: its code, what it says, and what may settle it."""
    signing = (f"; where that is so, a second reading signs {finding.side!r} in readings.csv"
               if finding.signable else "")
    return f"[{finding.code}] {finding.message}{signing}"


def read_texts(catalog: Catalog, folder: Path) -> Mapping[str, TextAtHand]:
    """Reads the texts at hand, by source id."""
    return {source.source_id: _text_of(source, folder) for source in catalog.sources.values()
            if source.at_hand}


def verify(catalog: Catalog, folder: Path, *, texts: Mapping[str, TextAtHand] | None = None,
           names: SubjectNames | None = None) -> Verification:
    """Checks all that is cited, and every heading, against the documents in `folder`.

    `texts` and `names` stand for those that were read before, of the same folder and catalog. A
    claim from a public page, whose text is not here, is judged by its printed words and the page's
    title.
    """
    texts = read_texts(catalog, folder) if texts is None else texts
    judges = Judges(catalog, texts, names or subject_names(catalog))
    problems = [*_source_problems(catalog, texts), *_heading_problems(catalog, texts)]
    for number, relation in enumerate(catalog.relations, 2):
        problems += [Problem("relations.csv", number, column, words)
                     for column, words in judges.place_faults(relation)]
    for number, system in enumerate(catalog.not_mapped, 2):
        problems += [Problem("not_mapped.csv", number, column, words)
                     for column, words in judges.place_faults(system)]
    by_rule = []
    for number, claim in enumerate(catalog.claims, 2):
        faults = judges.place_faults(claim)
        findings = judges.findings(claim)
        if not faults and not findings:
            by_rule.append(claim)
        faults += [(finding.column, finding_words(finding))
                   for finding in judges.unsettled(claim, findings)]
        problems += [Problem("claims.csv", number, column, words) for column, words in faults]
    signed = set(signed_claims(catalog.claims, catalog.readings))
    return Verification(tuple(problems), {
        "documents": len({catalog.sources[source_id].document for source_id in texts}),
        "claims": len(catalog.claims), "relations": len(catalog.relations),
        "headings": len(catalog.headings),
        "from public pages": sum(claim.source_id not in texts for claim in catalog.claims),
        "borne out by rule alone": sum(claim not in signed for claim in by_rule),
        "signed by a second reading": len(signed)},
        tuple(judges.editions.values()), tuple(by_rule))
