"""Candidates as JSON; those of any other tool are read in the same form.

What another tool proposes must stand in the document: words that do not are refused, in words.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from typing import Any, Final

from geo.catalog.catalog import Catalog
from geo.claims.passage import LEFT_OUT
from geo.data.attributes import ATTRIBUTES
from geo.data.errors import AtlasError, did_you_mean, quoted
from geo.data.schema import SCOPES
from geo.data.spans import span
from geo.intake.candidate import MOST_WORDS, Anchor, Candidate, candidate_id
from geo.intake.document import Document
from geo.intake.holdings import held

_TEXTS: Final = ("subject_id", "attribute", "value", "value_high", "unit", "scope", "scope_words",
                 "period", "as_of", "printed", "lines")
_REQUIRED: Final = ("attribute", "value", "printed")
_MOST_LETTERS: Final = 20_000_000
_MOST_REFUSALS: Final = 20
"""The most refusals that an error tells one by one."""


def as_row(candidate: Candidate) -> dict[str, object]:
    """Returns a candidate as plain data: the columns of a claim, its place, and why."""
    return {
        "candidate_id": candidate.candidate_id, "document": candidate.document,
        "subject_id": candidate.subject_id, "attribute": candidate.attribute,
        "value": candidate.value, "value_high": candidate.value_high, "unit": candidate.unit,
        "qualifier": list(candidate.qualifier), "scope": candidate.scope,
        "scope_words": candidate.scope_words, "period": candidate.period,
        "as_of": candidate.as_of, "printed": candidate.printed,
        "lines": candidate.anchor.lines, "page": candidate.anchor.page or None,
        "columns": [candidate.anchor.begins, candidate.anchor.ends],
        "section": candidate.section, "before": candidate.before, "after": candidate.after,
        "others": list(candidate.others), "why": list(candidate.why),
        "held": [asdict(each) for each in candidate.held]}


def as_json(candidates: Iterable[Candidate]) -> str:
    """Returns candidates as a JSON list, one object each, in their order."""
    rows = [as_row(candidate) for candidate in candidates]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The candidates of another tool that stand in the document, and why others were refused."""

    candidates: tuple[Candidate, ...]
    refused: tuple[str, ...]


class _Places:
    """Finds printed words in a document, whatever its line ends and hyphens."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._offsets = [0, *accumulate(len(line) + 1 for line in document.lines)]
        text = document.text
        self._places = [at for at, letter in enumerate(text) if not LEFT_OUT.match(letter)]
        self._letters = "".join(text[at] for at in self._places)

    def _position(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._offsets, at) - 1
        return line + 1, at - self._offsets[line]

    def all(self, printed: str) -> Iterator[Anchor]:
        """Yields every place at which words stand."""
        wanted = LEFT_OUT.sub("", printed)
        at = self._letters.find(wanted) if wanted else -1
        while at >= 0:
            first, begins = self._position(self._places[at])
            last, ends = self._position(self._places[at + len(wanted) - 1])
            yield Anchor(first, last, begins, ends + 1, self._document.page_of(first) or 0)
            at = self._letters.find(wanted, at + 1)


def _lines_of(row: Mapping[str, Any], document: Document) -> tuple[int, int]:
    """Returns the lines among which words are to stand. Raises ValueError where they are none."""
    if row.get("lines"):
        first, last = span(row["lines"])
        if not 1 <= first <= last <= len(document.lines):
            raise ValueError(f"the document has no lines {row['lines']!r}; it has "
                             f"{len(document.lines)}")
        return first, last
    page = row.get("page")
    if page:
        lines = [line for line, each in enumerate(document.pages, 1) if each == page]
        if not lines:
            raise ValueError(f"the document has no page {page!r}")
        return lines[0], lines[-1]
    return 1, len(document.lines)


def _wrong_form(row: object) -> str:
    """Returns what is wrong with the form of a row; blank where nothing is."""
    if not isinstance(row, dict):
        return "it is no object with the columns of a claim"
    for column in _TEXTS:
        if not isinstance(row.get(column, ""), str):
            return f"{column} is no text"
    for column in ("qualifier", "why", "others"):
        cell = row.get(column, [])
        if not isinstance(cell, list) or not all(isinstance(each, str) for each in cell):
            return f"{column} is no list of texts"
    if not isinstance(row.get("page"), int | None) or isinstance(row.get("page"), bool):
        return "page is no number"
    missing = [column for column in _REQUIRED if not row.get(column)]
    return f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing" if (
        missing) else ""


def _wrong_words(row: Mapping[str, Any], catalog: Catalog) -> str:
    """Returns what of a row the atlas does not know; blank where it knows all of it."""
    known = ATTRIBUTES.get(row["attribute"])
    if known is None:
        return f"there is no attribute {row['attribute']!r}" + did_you_mean(
            row["attribute"], ATTRIBUTES)
    if (unit := row.get("unit", "")) not in (known.units or ("",)):
        return f"{row['attribute']} has no unit {unit!r}; give one of {', '.join(known.units)}" if (
            known.units) else f"{row['attribute']} has no unit"
    if unknown := [each for each in row.get("qualifier", []) if each not in known.qualifiers]:
        return f"{row['attribute']} has no qualifier {unknown[0]!r}"
    if known.codes and row["value"] not in known.codes:
        return f"{row['value']!r} is no {row['attribute']}" + did_you_mean(
            row["value"], known.codes)
    return _wrong_subject(row, catalog)


def _wrong_subject(row: Mapping[str, Any], catalog: Catalog) -> str:
    if (scope := row.get("scope", "")) and scope not in SCOPES:
        return f"there is no scope {scope!r}" + did_you_mean(scope, SCOPES)
    subject = row.get("subject_id", "")
    if subject and subject not in catalog.subjects:
        return f"the atlas has no subject {subject!r}" + did_you_mean(subject, catalog.subjects)
    return ""


def _placed(row: Mapping[str, Any], document: Document, places: _Places) -> Anchor:
    """Returns where the words of a row stand. Raises ValueError where they do not."""
    first, last = _lines_of(row, document)
    if len(row["printed"].split()) > MOST_WORDS:
        raise ValueError(f"{quoted(row['printed'])} has more than {MOST_WORDS} words")
    found = list(places.all(row["printed"]))
    for anchor in found:
        if first <= anchor.first_line and anchor.last_line <= last:
            return anchor
    where = (f"in lines {first}-{last}, but in {found[0].lines}; mend the lines" if found
             else "in the document; print the words exactly as it does")
    raise ValueError(f"{quoted(row['printed'])} does not stand {where}")


def _candidate(row: Mapping[str, Any], anchor: Anchor, document: Document, nth: int) -> Candidate:
    line = document.lines[anchor.first_line - 1]
    last = document.lines[anchor.last_line - 1]
    texts = {column: row.get(column, "") for column in _TEXTS if column not in ("printed", "lines")}
    return Candidate(
        candidate_id(row["attribute"], row["printed"], f"{line}\n{last}", nth),
        document.name, **texts, qualifier=tuple(row.get("qualifier", [])), printed=row["printed"],
        anchor=anchor, section=document.section_of(anchor.first_line),
        before=line[:anchor.begins].strip()[-160:], after=last[anchor.ends:].strip()[:160],
        others=tuple(row.get("others", [])), why=tuple(row.get("why", [])))


def _rows(text: str) -> list[object]:
    if len(text) > _MOST_LETTERS:
        raise AtlasError("the candidates are too many: a file of at most 20 MB is read")
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise AtlasError(f"the candidates are no JSON: {error}") from None
    if not isinstance(rows, list):
        raise AtlasError("the candidates are no JSON list of objects")
    return rows


def load(text: str, document: Document, catalog: Catalog) -> Loaded:
    """Reads candidates of any tool and refuses those that do not stand in the document.

    Raises AtlasError where the text is no JSON list.
    """
    places = _Places(document)
    taken: list[Candidate] = []
    refused: list[str] = []
    for number, row in enumerate(_rows(text), 1):
        fault = _wrong_form(row)
        if not fault and isinstance(row, dict):
            fault = _wrong_words(row, catalog)
            name = row.get("document") or document.name
            if name != document.name:
                fault = f"it is of {name!r}, not of {document.name!r}"
            if not fault:
                try:
                    anchor = _placed(row, document, places)
                    candidate = _candidate(row, anchor, document, number)
                    taken.append(replace(candidate, held=held(
                        candidate, catalog, document.imprint.publisher)))
                except ValueError as error:
                    fault = str(error)
        if fault:
            refused.append(f"candidate {number}: {fault}")
    return Loaded(tuple(taken), tuple(refused))


def from_json(text: str, document: Document, catalog: Catalog) -> tuple[Candidate, ...]:
    """Returns candidates of any tool. Raises AtlasError that names all that are refused."""
    loaded = load(text, document, catalog)
    if loaded.refused:
        more = len(loaded.refused) - _MOST_REFUSALS
        raise AtlasError("\n".join((*loaded.refused[:_MOST_REFUSALS],
                                    *([f"and {more} more"] if more > 0 else []))))
    return loaded.candidates
