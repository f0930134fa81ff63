"""Subjects: whose words they are, by name, by both ends, by what a description goes back to."""

from __future__ import annotations

import pytest

from geo.catalog.catalog import Catalog
from geo.intake.document import Document, DocumentHeading, Imprint
from geo.intake.sentences import sentences
from geo.intake.subjects.name_finder import NameFinder
from geo.intake.subjects.proposal import Proposal, SubjectProposer


@pytest.fixture(scope="module")
def finder(catalog: Catalog) -> NameFinder:
    return NameFinder(catalog)


def _proposed(finder: NameFinder, text: str, words: str, attribute: str = "status",
              unit: str = "", *, title: str = "A note") -> Proposal:
    """Returns the proposal for the last sentence that holds some words."""
    lines = tuple(text.split("\n"))
    headings = tuple(DocumentHeading(line, printed.strip("# "))
                     for line, printed in enumerate(lines, 1) if printed.startswith("# "))
    document = Document("a.md", "md", "", lines, headings=headings, imprint=Imprint(title))
    every = list(sentences(document))
    at = max(at for at, sentence in enumerate(every) if words in sentence.text)
    begins = every[at].text.index(words)
    return SubjectProposer(document, every, finder).propose(
        at, begins, begins + len(words), attribute, unit)


@pytest.mark.parametrize(("text", "words", "subject"), [
    ("TANAP is operational.", "operational", "tanap"),
    ("The railway from Horadiz to Agbend is nearly finished.", "nearly finished",
     "horadiz-agbend-railway"),
    ("The oil pipeline between Baku and Supsa is idle.", "idle", "baku-supsa-pipeline"),
    ("The Torghundi–Herat road was repaired, they say.", "repaired", "torghundi-herat-road"),
    ("A Trans-Afghan railway through Kabul was proposed.", "proposed", "kabul-corridor"),
    ("Along the Nakhchivan section trains will be restored.", "restored", "nakhchivan-railway"),
    ("The SGC, alongside the BTC pipeline, remains in service.", "in service",
     "southern-gas-corridor"),
])
def test_a_subject_is_named_in_the_sentence(finder: NameFinder, text: str, words: str,
                                            subject: str) -> None:
    proposal = _proposed(finder, text, words)
    assert (proposal.subject_id, proposal.ground) == (subject, "sentence")
    assert "“" in proposal.why


@pytest.mark.parametrize(("text", "words", "subject"), [
    ("TAP reaches Italy. The pipeline is operational.", "operational", "tap"),
    ("TAP reaches Italy. It will be extended.", "extended", "tap"),
    ("The Rasht–Astara railway meets TANAP nowhere. The line was planned long ago.", "planned",
     "rasht-astara-railway"),
    ("# The cable\n\nThe Black Sea Submarine Cable is dear.\n\nThe project is planned.", "planned",
     "black-sea-submarine-cable"),
    ("# TurkStream\n\nIt runs.\n\n# TAPI\n\nThe pipeline is planned.", "planned",
     "tapi-pipeline"),
])
def test_a_description_goes_back_to_what_was_named(finder: NameFinder, text: str, words: str,
                                                  subject: str) -> None:
    proposal = _proposed(finder, text, words)
    assert (proposal.subject_id, proposal.ground) == (subject, "reference")


def test_a_short_name_is_learnt_where_it_is_explained(finder: NameFinder) -> None:
    text = "The Trans-Caspian Digital Corridor (TCDC) is long.\n\nOnly TCDC is planned."
    assert _proposed(finder, text, "planned").subject_id == "trans-caspian-digital-corridor"
    assert not _proposed(finder, "Only TCDC is planned.", "planned").subject_id


def test_the_heading_and_then_the_title_are_the_last_to_ask(finder: NameFinder) -> None:
    headed = _proposed(finder, "# TAPI\n\nWork has begun.", "Work")
    titled = _proposed(finder, "Some preface.\n\nWork has begun.", "Work", title="News of TANAP")
    assert (headed.subject_id, headed.ground) == ("tapi-pipeline", "heading")
    assert (titled.subject_id, titled.ground) == ("tanap", "title")


def test_the_unit_and_the_attribute_must_fit(finder: NameFinder) -> None:
    text = "Beside the BTC pipeline lies the South Caucasus Pipeline, which carried 22 bcm."
    assert _proposed(finder, text, "22 bcm", "throughput", "bcm").subject_id == (
        "south-caucasus-pipeline")
    text = "Past TANAP leads the Kars–Dilucu railway with a gauge of 1,435 mm."
    assert _proposed(finder, text, "1,435 mm", "gauge", "mm").subject_id == "kars-dilucu-railway"
    assert _proposed(finder, "TANAP is long.", "long", "gauge", "mm") == Proposal()


def test_subjects_that_are_joined_stand_together(finder: NameFinder) -> None:
    proposal = _proposed(finder, "TANAP and TAP were opened.", "opened")
    assert {proposal.subject_id, *proposal.joined} == {"tanap", "tap"}


def test_a_port_is_a_subject_where_a_port_is_spoken_of(finder: NameFinder) -> None:
    assert _proposed(finder, "The port of Poti handled more.", "more", "throughput",
                     "Mt").subject_id == "poti"
    assert not _proposed(finder, "He flew from Baku to Tehran.", "flew").subject_id


def test_nothing_is_proposed_where_nothing_is_named(finder: NameFinder) -> None:
    proposal = _proposed(finder, "The ministers met. It was late.", "late")
    assert (proposal.subject_id, proposal.ground, proposal.others) == ("", "", ())
    assert proposal.why
