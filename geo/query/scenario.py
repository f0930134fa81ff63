"""Scenarios and questions: which routes count, as a reader asks it, and its text form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

from geo.data.countries import COUNTRY_CODES
from geo.data.folding import squeezed
from geo.data.schema import CARGOES, FIRMNESS, FIRST_YEAR, LAST_YEAR, NOT_STATED

ADMITTED: Final = frozenset({"operating", NOT_STATED})
"""The statuses that count where a scenario names none."""

NONE: Final = "none"


Criterion = Literal["length", "borders", "transfers", "days"]
CRITERIA: Final[tuple[Criterion, ...]] = ("length", "borders", "transfers", "days")
CRITERION_WORDS: Mapping[Criterion, str] = MappingProxyType({
    "length": "Shortest", "borders": "Fewest borders", "transfers": "Fewest transfers",
    "days": "Fewest stated days"})


@dataclass(frozen=True, slots=True)
class Scenario:
    """The rules by which routes count.

    `admitted` are the statuses that do; `by_year` adds what is promised up to a year. `opened`
    counts whatever its status: ids of routes, corridors or places, and ISO country codes. `closed`
    does not count: the same, and statuses. What is closed stays closed, even where it is opened
    too.
    """

    admitted: frozenset[str] = ADMITTED
    by_year: int | None = None
    opened: frozenset[str] = field(default_factory=frozenset)
    closed: frozenset[str] = field(default_factory=frozenset)

    def opening(self, *subjects: str) -> Scenario:
        """Returns the same scenario with more opened."""
        return replace(self, opened=self.opened | set(subjects))

    def closing(self, *subjects: str) -> Scenario:
        """Returns the same scenario with more closed."""
        return replace(self, closed=self.closed | set(subjects))

    def items(self) -> list[tuple[str, str]]:
        """Returns the name-value pairs of an address, in a fixed order; the default has none."""
        admitted = () if self.admitted == ADMITTED else sorted(self.admitted) or (NONE,)
        return [*(("if-admit", status) for status in admitted),
                *([("if-by", str(self.by_year))] if self.by_year is not None else []),
                *(("if-open", subject) for subject in sorted(self.opened)),
                *(("if-close", subject) for subject in sorted(self.closed))]


@dataclass(frozen=True, slots=True)
class Question:
    """An itinerary asked for under a scenario.

    `origin` and `target` are ids of places or country codes, blank where not chosen yet. `best` is
    the criterion of the itinerary that is drawn; blank leaves it to
    `geo.network.itinerary_wording.chosen_criterion`.
    """

    origin: str = ""
    target: str = ""
    cargo: str = "goods"
    scenario: Scenario = field(default_factory=Scenario)
    best: Criterion | Literal[""] = ""

    def items(self) -> list[tuple[str, str]]:
        """Returns the name-value pairs of an address, in a fixed order; the default has none."""
        pairs = (("if-from", self.origin), ("if-to", self.target),
                 ("if-carry", "" if self.cargo == "goods" else self.cargo),
                 ("if-best", self.best))
        return [*((name, text) for name, text in pairs if text), *self.scenario.items()]


@dataclass(frozen=True, slots=True)
class NamesAsWritten:
    """The ids that names mean, squeezed (`geo.data.folding.squeezed`): of ends, of any subject."""

    ends: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)


def _subject(text: str, subjects: Collection[str], names: Mapping[str, str]) -> str | None:
    """Returns an id that is known, a status, a country code, or what a name means."""
    if text in subjects or text in FIRMNESS:
        return text
    if len(code := text.upper()) == 2 and code in COUNTRY_CODES:
        return code
    return names.get(squeezed(text)) if names else None


def _year(text: str) -> int | None:
    year = int(text) if len(text) == 4 and text.isdecimal() else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _changed(scenario: Scenario, name: str, text: str, subject: str | None) -> Scenario | None:
    """Returns a scenario with one more item; None where the item is bad or outdated."""
    if name == "if-admit" and (text in FIRMNESS or text == NONE):
        return replace(scenario, admitted=scenario.admitted | ({text} - {NONE}))
    if name == "if-by" and (year := _year(text)):
        return replace(scenario, by_year=year)
    if name == "if-open" and subject and subject not in FIRMNESS:
        return scenario.opening(subject)
    return scenario.closing(subject) if name == "if-close" and subject else None


def _with(question: Question, name: str, text: str, subjects: Collection[str],
          names: NamesAsWritten) -> Question | None:
    """Returns a question with one more item; None where the item is bad or outdated."""
    is_end = name in ("if-from", "if-to")
    subject = _subject(text, subjects, names.ends if is_end else names.subjects)
    if name == "if-carry":
        return replace(question, cargo=text) if text in CARGOES else None
    if name == "if-best":
        criterion = next((criterion for criterion in CRITERIA if criterion == text), None)
        return replace(question, best=criterion) if criterion else None
    if is_end:
        if subject is None or subject in FIRMNESS:
            return None
        return (replace(question, origin=subject) if name == "if-from"
                else replace(question, target=subject))
    scenario = _changed(question.scenario, name, text, subject)
    return replace(question, scenario=scenario) if scenario else None


def read_question(items: Iterable[tuple[str, str]], subjects: Collection[str],
                  names: NamesAsWritten | None = None
                  ) -> tuple[Question, list[tuple[str, str]], tuple[str, ...]]:
    """Returns a question from an address, the other items, and those that were ignored.

    `subjects` are the ids that may be named (`Catalog.subjects`), `names` what other names mean
    (`geo.catalog.name_lookup`). Items whose name does not begin
    with `if-` are handed back; of its own, bad and outdated ones come back as `name=value`.
    """
    pairs = list(items)
    question_pairs = [(name, text) for name, text in pairs if name.startswith("if-")]
    admits = any(name == "if-admit" for name, _ in question_pairs)
    question = Question(scenario=Scenario(frozenset() if admits else ADMITTED))
    ignored: list[str] = []
    for name, text in question_pairs:
        changed = _with(question, name, text, subjects, names or NamesAsWritten())
        question = changed or question
        if changed is None:
            ignored.append(f"{name}={text}")
    if admits and not question.scenario.admitted and ("if-admit", NONE) not in question_pairs:
        question = replace(question, scenario=replace(question.scenario, admitted=ADMITTED))
    return question, [pair for pair in pairs if not pair[0].startswith("if-")], tuple(ignored)
