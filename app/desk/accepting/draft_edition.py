"""New editions at the desk: a draft whose document is to take the place of a text at hand.

A draft is one where its source is in the data already with another text. What was cited of the old
text goes on by itself where its sentence is the same; each other claim is asked again, and answered
by a decision of the draft: accepted as it reads now, or rejected and so taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.desk.accepting.draft_rows import whole_row
from app.desk.decision_shape import OWN
from geo.checks.canonical_form import table_data
from geo.checks.editions import sha256
from geo.checks.rereading.edition_rows import (
    WAITING,
    CitedRow,
    EditionRows,
    NewText,
    with_references,
)
from geo.checks.rereading.new_edition import Changed, NewEdition
from geo.checks.waiting import FOLDER, Waiting
from geo.claims.passage import letters_of
from geo.data.csv_table import Row, read_table
from geo.data.errors import AtlasError, quoted
from geo.data.reader import RawData
from geo.data.schema import TABLES
from geo.data.spans import span
from geo.intake.candidate import Anchor, Candidate
from geo.intake.decision import Decision, Draft

_ASKED = ("claims", WAITING)
"""The tables whose rows are asked again; the sentences of others are looked at by hand."""


def _says_now(changed: Changed[CitedRow], candidate: Candidate) -> bool:
    """Checks whether a candidate is what a claim asked again has become in the new text."""
    cells, anchor = changed.cited.cells, candidate.anchor
    if not changed.lines or (candidate.subject_id, candidate.attribute) != (
            cells["subject_id"], cells["attribute"]):
        return False
    first, last = span(changed.lines)
    if anchor.last_line < first or anchor.first_line > last:
        return False
    words, other = letters_of(changed.printed), letters_of(candidate.printed)
    return bool(words) and (words in other or other in words)


def _answer_ids(edition: NewEdition[CitedRow], draft: Draft) -> dict[str, str]:
    """Returns, by the name of each claim asked again, the id of the decision that answers for it.

    It is that of the candidate which the claim has become, else an id of its own.
    """
    ids, taken = dict[str, str](), set[str]()
    for each in edition.changed:
        if each.cited.table in _ASKED:
            found = next((candidate.candidate_id for candidate in draft.candidates
                          if candidate.candidate_id not in taken and _says_now(each, candidate)),
                         OWN + each.cited.name.replace("/", "-"))
            taken.add(found)
            ids[each.cited.name] = found
    return ids


@dataclass(frozen=True, slots=True)
class DraftEdition:
    """A draft as the new edition of a text: what becomes of all that is cited of the old one.

    `unanswered` are the changed sentences on whose claims the draft does not decide.
    """

    text: NewText
    edition: NewEdition[CitedRow]
    draft: Draft
    answer_ids: Mapping[str, str]

    def _decision(self, row: CitedRow) -> Decision | None:
        return self.draft.decisions.get(self.answer_ids[row.name])

    @property
    def unanswered(self) -> tuple[Changed[CitedRow], ...]:
        """The claims that are asked again and have no answer yet."""
        return tuple(each for each in self.edition.changed if each.cited.table in _ASKED
                     and self._decision(each.cited) is None)

    @property
    def to_decide(self) -> tuple[tuple[str, str], ...]:
        """The id of each decision that is missing yet, and what is to be decided, in a sentence."""
        return tuple((self.answer_ids[each.cited.name], (
            f"{quoted(each.cited.printed)}, cited of {each.cited.cells['source_id']} in lines "
            f"{each.cited.lines}, stands in a sentence that this edition changes; accept the claim "
            "as it reads now, or reject it to take it out")) for each in self.unanswered)

    def _answers(self) -> Iterator[tuple[str, Mapping[str, str] | None]]:
        """Yields the cells of each changed row now; rows of other tables stay as they are."""
        for each in self.edition.changed:
            if each.cited.table not in _ASKED:
                yield each.cited.name, {**each.cited.cells, "lines": each.lines or each.cited.lines}
                continue
            decision = self._decision(each.cited)
            if decision is None or decision.verb != "accept":
                yield each.cited.name, None
            else:
                yield each.cited.name, {
                    **whole_row("claims", decision.row), "source_id": each.cited.cells["source_id"]}

    def rows(self) -> EditionRows:
        """Returns the tables with the new text, but without the claims that the draft answers for.

        The draft writes those itself, and the gate says which of them wait for a second reading.
        """
        answers = dict(self._answers())
        found = self.text.taken_in(self.edition, answers)
        own = {name for name, cells in answers.items() if cells is not None}
        asked = [tuple(answers[each.cited.name].items())  # type: ignore[union-attr]
                 for each in self.edition.changed
                 if each.cited.table in _ASKED and each.cited.name in own]
        source_id = self.draft.source["source_id"]
        tables = {**found.tables, **{name: tuple(
            cells for cells in found.tables[name] if tuple(cells.items()) not in asked)
            for name in _ASKED}}
        tables["sources"] = tuple(
            {**whole_row("sources", self.draft.source), "sha256": cells["sha256"]}
            if cells["source_id"] == source_id else cells for cells in tables["sources"])
        return replace(found, tables=tables)


def edition_of(draft: Draft, raw: RawData, waiting: Waiting, documents_folder: Path
               ) -> DraftEdition | None:
    """Returns a draft as a new edition; None where its source is new, or has this very text.

    Raises AtlasError where the old text is not at hand, or the new one is to have its name.
    """
    source_id, name = draft.source.get("source_id", ""), draft.source.get("document", "")
    known = [row.cells for row in raw.tables.get("sources", ())
             if row.cells["source_id"] == source_id and row.cells["document"]]
    if not known or not name or known[0]["sha256"] == draft.document.text_sha256:
        return None
    document = known[0]["document"]
    if document == name:
        raise AtlasError(f"{source_id} has another text under the name {quoted(name)}; give the "
                         "new edition a name of its own, so that the old text stays")
    try:
        data = (documents_folder / document).resolve().read_bytes()
        old = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AtlasError(f"{document}, the text of {source_id} so far, cannot be read: {error}; it "
                         "is needed to compare this edition with it") from error
    if known[0]["sha256"] and sha256(data) != known[0]["sha256"]:
        raise AtlasError(f"{document} is not the text of {source_id} that was cited; put that back "
                         "before a new edition takes its place")
    text = NewText(raw, document, name, draft.document.lines, waiting.claims,
                   {source_id: draft.source.get("published", "")})
    lines = old.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    edition = text.beside(lines)
    return DraftEdition(text, edition, draft, _answer_ids(edition, draft))


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A data folder as read, with a new edition: its tables, and the files that are new by it.

    `problems` are sentences, each with the id of the decision that it is of; blank for the source.
    """

    raw: RawData
    waiting: Waiting
    files: Mapping[str, bytes]
    problems: tuple[tuple[str, str], ...]


def taken_in(edition: DraftEdition, raw: RawData, waiting: Waiting) -> TakenIn:
    """Returns a data folder as it is with a new edition."""
    found = edition.rows()
    files: dict[str, bytes] = {}
    tables, waiting_claims = dict(raw.tables), waiting.claims
    for name, cells in found.tables.items():
        table = TABLES["claims" if name == WAITING else name]
        before = waiting.claims if name == WAITING else raw.tables[name]
        if [*cells] == [row.cells for row in before]:
            continue
        file = f"{FOLDER}/{table.file}" if name == WAITING else table.file
        files[file] = table_data(table.name, cells)
        rows = tuple(read_table(table, files[file]).rows)
        if name == WAITING:
            waiting_claims = tuple(Row(file, row.number, row.cells) for row in rows)
        else:
            tables[name] = rows
    told = [{**row.cells, "claims": ";".join(found.references.get(claim, claim)
                                             for claim in row.cells["claims"].split(";"))}
            for row in waiting.disagreements]
    if told != [row.cells for row in waiting.disagreements]:
        files[f"{FOLDER}/{TABLES['disagreements'].file}"] = table_data("disagreements", told)
    briefings = {name: with_references(data, found.references)
                 for name, data in raw.briefings.items()}
    files |= {f"briefings/{name}": data for name, data in briefings.items()
              if data != raw.briefings[name]}
    return TakenIn(replace(raw, tables=tables, briefings=briefings),
                   replace(waiting, claims=waiting_claims, disagreements=tuple(
                       Row(row.file, row.number, cells)
                       for row, cells in zip(waiting.disagreements, told, strict=True))),
                   files, tuple(("", words) for words in found.problems))


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A claim whose sentence reads otherwise in a new edition, as a candidate.

    It is the candidate that the claim has become, or one of its own. `row` has the cells so far
    that the candidate cannot say; the lines and the words are as they seem to be now.
    """

    candidate: Candidate
    row: Mapping[str, str]


def _why(changed: Changed[CitedRow]) -> tuple[str, ...]:
    then = f"In the edition before, the sentence was: \u201c{changed.old.strip()}\u201d"
    now = (f"It reads now: \u201c{changed.new.strip()}\u201d" if changed.new else
           "No sentence of this edition is like it.")
    return then, now, "Accept the claim as it reads now, or reject it to take it out of the data."


def asked_again(edition: DraftEdition) -> tuple[AskedAgain, ...]:
    """Returns the claims that are asked again, in the order in which the data has them."""
    lines, found = edition.text.lines, list[AskedAgain]()
    known = {candidate.candidate_id: candidate for candidate in edition.draft.candidates}
    for each in edition.edition.changed:
        if each.cited.table not in _ASKED:
            continue
        answer = edition.answer_ids[each.cited.name]
        if candidate := known.get(answer):
            found.append(AskedAgain(replace(candidate, why=(*_why(each), *candidate.why)),
                                    {"note": each.cited.cells["note"]}))
            continue
        row = {**each.cited.cells, "lines": each.lines,
               "printed": each.printed or each.cited.printed}
        first, last = span(each.lines) if each.lines else (1, 1)
        end = len(lines[last - 1]) if each.lines else 0
        found.append(AskedAgain(Candidate(
            answer, edition.draft.document.name, row["subject_id"],
            row["attribute"], row["value"], row["value_high"], row["unit"],
            tuple(filter(None, row["qualifier"].split(";"))), row["scope"], row["scope_words"],
            row["period"], row["as_of"], row["printed"], Anchor(first, last, 0, end),
            row["section"], why=_why(each)), row))
    return tuple(found)
