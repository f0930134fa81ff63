"""Candidates in words: what they rest on stands in the document, and enough of it is found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.catalog.catalog import Catalog
from geo.claims.passage import located
from geo.claims.word_lists import ATTRIBUTE_WORDS, ROLE_WORDS, STATUS_WORDS_PRINTED
from geo.data.attributes import ATTRIBUTES
from geo.data.schema import STATUSES
from geo.intake.candidate import MOST_WORDS, Candidate
from geo.intake.document import Document
from geo.intake.reading import read_bytes, read_document
from geo.intake.sentences import sentences
from geo.intake.subjects.name_finder import NameFinder
from geo.intake.subjects.proposal import SubjectProposer
from geo.intake.words.actors import ActorFinder
from geo.intake.words.states import states_in
from geo.intake.words.wordings import word_candidates

SAMPLES = Path(__file__).parents[1] / "samples" / "intake"
GOLD = sorted(SAMPLES.glob("words-*.json"))
OWN = sorted((*SAMPLES.glob("*.md"), *SAMPLES.glob("*.txt")))
_VALUES = ("status", "direction")
_ACTORS = ("sponsor", "opponent", "buyer")


def _candidates(document: Document, catalog: Catalog) -> list[Candidate]:
    every = tuple(sentences(document))
    proposer = SubjectProposer(document, every, NameFinder(catalog))
    return list(word_candidates(document, every, proposer, ActorFinder(catalog)))


def _laws(document: Document, catalog: Catalog) -> Iterator[str]:
    """Yields what breaks a law of candidates in words."""
    found = _candidates(document, catalog)
    repeated = [each for each, times in Counter(one.candidate_id for one in found).items()
                if times > 1]
    if repeated:
        yield f"{repeated[0]}: one id for two candidates"
    for each in found:
        attribute = ATTRIBUTES[each.attribute]
        lines = document.lines[each.anchor.first_line - 1:each.anchor.last_line]
        if not each.printed or located(each.printed, "\n".join(lines)) is None:
            yield f"{each.printed!r} does not stand in lines {each.anchor.lines}"
        if len(each.printed.split()) > MOST_WORDS:
            yield f"{each.printed!r} is too long"
        if not each.value or not each.why or each.subject_id not in catalog.subjects:
            yield f"{each.printed!r} has no value, no reason or no subject of the atlas"
        if not {*each.qualifier} <= {*attribute.qualifiers} or attribute.kind == "number":
            yield f"{each.attribute} {each.qualifier}"
        if (entry := catalog.entry(each.subject_id)) and not attribute.applies_to(entry.route.mode):
            yield f"{each.subject_id} has no {each.attribute}"
        yield from _not_borne_out(each)


def _not_borne_out(each: Candidate) -> Iterator[str]:
    """Yields what the gate would not find in the printed words."""
    if each.attribute == "status" and not (
            each.value in STATUSES and STATUS_WORDS_PRINTED[each.value].search(each.printed)):
        yield f"{each.printed!r} does not say {each.value}"
    if each.attribute in ("warning", "condition"):
        if ": " not in each.value:
            yield f"{each.value!r} does not say whose it is"
        if not ATTRIBUTE_WORDS[each.attribute].search(each.printed):
            yield f"{each.printed!r} is no {each.attribute}"
    for role in {*each.qualifier} - {"expected"}:
        if not ROLE_WORDS[role].search(each.printed):
            yield f"{each.printed!r} does not say {role}"


@pytest.mark.parametrize("file", OWN, ids=lambda file: file.name)
def test_candidates_of_our_own_documents_keep_the_laws(catalog: Catalog, file: Path) -> None:
    assert list(_laws(read_document(file), catalog)) == []


def test_candidates_of_the_documents_keep_the_laws(catalog: Catalog, documents: Path) -> None:
    files = sorted({source.document for source in catalog.sources.values() if source.document})
    assert files
    for file in files:
        assert list(_laws(read_document(documents / file), catalog)) == []


def _says(gold: dict[str, str], found: Candidate) -> bool:
    """Checks whether a candidate says what a person found on a line, of whatever subject."""
    line = int(gold["line"])
    if found.attribute != gold["attribute"] or not (
            found.anchor.first_line <= line <= found.anchor.last_line):
        return False
    if found.attribute in _VALUES:
        return found.value == gold["value"]
    wanted = {word.strip(".,").casefold() for word in gold["value"].split() if len(word) > 2}
    if found.attribute in _ACTORS:
        return wanted <= {word.strip(",()").casefold() for word in found.value.split()}
    said = {word.strip(".,:").casefold() for word in f"{found.value} {found.printed}".split()}
    return len(wanted & said) >= min(2, len(wanted))


@pytest.mark.parametrize("file", GOLD, ids=lambda file: file.stem)
def test_most_of_what_a_document_says_in_words_is_found(catalog: Catalog, file: Path) -> None:
    gold = json.loads(file.read_text(encoding="utf-8"))
    queue = _candidates(read_document(file.with_suffix(".md")), catalog)
    found = [(each, [one for one in queue if _says(each, one)]) for each in gold]
    answered = [(each, ones) for each, ones in found if ones]
    right = [each for each, ones in answered
             if any(one.subject_id == each["subject_id"] for one in ones)]
    used = {one.candidate_id for _, ones in answered for one in ones}
    assert len(answered) / len(gold) >= 0.6
    assert len(right) / len(answered) >= 0.7
    assert len(used) / len(queue) >= 0.5


@pytest.mark.parametrize(("text", "statuses"), [
    ("The line was opened in 2019 and is in service.", {"operating"}),
    ("The line will be opened next year.", {"planned"}),
    ("A line could be built along the coast.", {"proposed"}),
    ("The line is under construction.", {"under-construction"}),
    ("Construction has not begun.", set()),
    ("The line is not operational.", set()),
    ("Service was suspended in March.", {"suspended"}),
    ("The old line was dismantled in the war.", {"closed"}),
    ("They ate well.", set()),
])
def test_a_status_is_read_with_its_grammar(text: str, statuses: set[str]) -> None:
    assert {state.status for state in states_in(text)} == statuses


def _of(catalog: Catalog, text: str, attribute: str) -> set[tuple[str, ...]]:
    found = _candidates(read_bytes("a.txt", text.encode()), catalog)
    return {(each.subject_id, each.value, *each.qualifier) for each in found
            if each.attribute == attribute}


def test_who_stands_behind_something_is_read_with_the_role(catalog: Catalog) -> None:
    text = "TAPI is financed by the World Bank. Turkmenistan and Pakistan support the pipeline."
    assert _of(catalog, text, "sponsor") == {
        ("tapi-pipeline", "World Bank", "funder"), ("tapi-pipeline", "Turkmenistan", "supporter"),
        ("tapi-pipeline", "Pakistan", "supporter")}


def test_who_is_against_something_is_no_sponsor(catalog: Catalog) -> None:
    text = "Iran opposes the Trans-Caspian Gas Pipeline."
    assert _of(catalog, text, "opponent") == {("trans-caspian-gas-pipeline", "Iran", "opposes")}
    assert _of(catalog, text, "sponsor") == set()
    assert _of(catalog, "Iran has no reason to reject TANAP.", "sponsor") == set()


def test_what_happened_holds_for_its_day(catalog: Catalog) -> None:
    text = "On 3 May 2024 the Rasht–Astara railway was inaugurated by two ministers."
    found = [each for each in _candidates(read_bytes("a.txt", text.encode()), catalog)
             if each.attribute == "event"]
    assert [(each.subject_id, each.as_of) for each in found] == [
        ("rasht-astara-railway", "2024-05-03")]


def test_a_word_of_status_without_a_subject_is_no_candidate(catalog: Catalog) -> None:
    text = "The museum was opened in May 2024. The ministers are financing a school."
    assert _candidates(read_bytes("a.txt", text.encode()), catalog) == []


def test_a_sentence_without_end_says_no_more_than_a_short_one(catalog: Catalog) -> None:
    told = "TANAP is operational and "
    short = _candidates(read_bytes("a.txt", told.encode()), catalog)
    assert [(each.subject_id, each.value) for each in short] == [("tanap", "operating")]
    long = _candidates(read_bytes("a.txt", (told * 400).encode()), catalog)
    assert {(each.subject_id, each.value) for each in long} == {("tanap", "operating")}
    assert len(long) <= 2
