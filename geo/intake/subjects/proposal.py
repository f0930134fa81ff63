"""Which subject words are said of: the nearest that fits, or what “the line” goes back to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, Literal

from geo.data.folding import fold
from geo.intake.document import Document
from geo.intake.sentences import Sentence
from geo.intake.subjects.main_subject import main_subject
from geo.intake.subjects.mentions import Mention, MentionFinder
from geo.intake.subjects.modes import ANY, fitting, nouns_in, other_thing
from geo.intake.subjects.name_finder import NameFinder
from geo.intake.subjects.namesakes import Namesakes
from geo.intake.subjects.nearness import distance, modes_near, named_how
from geo.intake.subjects.reference_words import (
    ALSO,
    LISTED,
    MANY,
    NOT_HELD,
    OF_IT,
    OTHER_NAME,
    PEOPLE,
    REFERENCE,
    STATED,
    WITH,
)
from geo.intake.subjects.table_rows import TableRows

Near = Literal["", "paragraph", "section"]
Ground = Literal["sentence", "reference", "paragraph", "heading", "title", ""]

_OTHER_NOUN: Final = 60
_REFERRED: Final = 12
_CORRIDOR: Final = 12
_OBLIQUE: Final = 45
_LEADING: Final = 15
_OWN: Final = 10
_SENTENCE_BACK: Final = 4
_MENTION_BACK: Final = 3
_PLACE: Final = 6
"""What it costs that a mention is not the first of its sentence, which is often the subject."""
_OTHER_PARAGRAPH: Final = 12
_OTHER_SECTION: Final = 25
_IN_HEADING: Final = 10
_BY: Final = {"name": 0, "ends": -5, "one-end": 15, "region": 10, "port": 5, "town": 30}
"""What it costs, in letters of distance, that a subject is not named outright."""
_MOST_BACK: Final = 5
_PARAGRAPHS_BACK: Final = 3
_MOST_OTHERS: Final = 5
_LONG_HEADING: Final = 160
LONGEST_SENTENCE: Final = 2000
"""What is longer is no sentence that anybody wrote; no more of it is read."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The subject that words may be said of, further ones, and why, in words.

    `subject_id` is blank where none can be proposed. `ground` says how sure it is: named in the
    sentence, gone back to from it, only near it, in the heading or the title. `joined` are subjects
    that the sentence joins to it, as in “TANAP and TAP”.
    """

    subject_id: str = ""
    others: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    why: str = "no subject of the atlas is named near these words"
    ground: Ground = ""


@dataclass(frozen=True, slots=True)
class _Option:
    cost: float
    subject_id: str
    why: str
    ground: Ground
    near: Near = ""


class SubjectProposer:
    """Proposes subjects for words of a document's sentences."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], finder: NameFinder
                 ) -> None:
        self._sentences = sentences
        self._finder = MentionFinder(finder)
        self._catalog = finder.catalog
        self.entry = finder.catalog.entry
        self.today = finder.catalog.today
        self._finder.learn(sentence.text for sentence in sentences)
        self._mentions: dict[int, list[Mention]] = {}
        self.title = document.imprint.title or next(
            (line.strip() for line in document.lines if line.strip()), "")
        self._namesakes = Namesakes(self._catalog, lambda: (each.text for each in sentences))
        self._rows = TableRows(document, self._catalog)
        self._in_heading = lru_cache(maxsize=500)(self._finder.in_sentence)

    def mentions(self, at: int) -> list[Mention]:
        """Returns the mentions in a sentence, given by its place in the document."""
        if at not in self._mentions:
            here = self._sentences[at]
            self._mentions[at] = self._finder.in_sentence(here.text[:LONGEST_SENTENCE], here.run_in)
        return self._mentions[at]

    def propose(self, at: int, begins: int, ends: int, attribute: str = "", unit: str = ""
                ) -> Proposal:
        """Returns the subject of words of a sentence, from `begins` to `ends`.

        It fits the attribute and the unit, where they are given.
        """
        modes = fitting(attribute, unit)
        if self._sentences[at].kind == "row" and not self.mentions(at):
            return self._of_row(at, modes)
        if not self.mentions(at) and NOT_HELD.search(
                self._sentences[at].text[:LONGEST_SENTENCE], 0, begins):
            return Proposal(why="it is said of something named that the atlas does not hold")
        options = sorted(self._options(at, begins, ends, modes), key=lambda each: each.cost)
        if not options and other_thing(self._sentences[at].text[:LONGEST_SENTENCE], begins, ends):
            return self._beside(at, begins, modes)
        options = options or list(self._around(at, modes))
        if told := self._told_of(at, options[0] if options else None, attribute):
            options.insert(0, told)
        if not options:
            return Proposal()
        best = options[0]
        joined = tuple(self._joined(at, best, modes)) if best.ground == "sentence" else ()
        meant, namesake = self._namesakes.chosen(best.subject_id, attribute)
        others = tuple(dict.fromkeys(
            each for each in (namesake, *(each.subject_id for each in options))
            if each and each != meant))
        return Proposal(meant, others[:_MOST_OTHERS], joined, best.why, best.ground)

    def _beside(self, at: int, begins: int, modes: frozenset[str]) -> Proposal:
        """Returns what runs beside a line that is named, as in `a highway beside it`."""
        text = self._sentences[at].text[:LONGEST_SENTENCE]
        other = other_thing(text, begins, begins + 1)
        named = sorted(self._options(at, 0, 1, ANY), key=lambda each: each.cost) or (
            list(self._around(at, ANY)))
        if other is None or not named:
            return Proposal()
        along = self._finder.beside(named[0].subject_id, other[1] & modes)
        others = tuple(dict.fromkeys((*along[1:], named[0].subject_id)))[:_MOST_OTHERS]
        if not along:
            return Proposal(others=others, why="it is beside a line that is named, and not held")
        return Proposal(along[0], others, (), f"it runs beside a line: {named[0].why}", "reference")

    @cached_property
    def _main(self) -> str:
        """What the document is about; blank where it names nothing."""
        return main_subject(self._sentences, self.mentions, self._in_heading(self.title))

    def states(self, at: int) -> bool:
        """Checks whether a sentence may state something of what the document is about."""
        text = self._sentences[at].text[:LONGEST_SENTENCE]
        return bool(self._main and (nouns_in(text) or OF_IT.search(text))) and any(
            words.search(text) for words in STATED.values())

    def _told_of(self, at: int, best: _Option | None, attribute: str) -> _Option | None:
        """Returns what a statement without a name is told of, where the words do not say.

        A statement that only adds to the one before it follows that; else it is of what the heading
        names, or of what the document is about.
        """
        here = self._sentences[at]
        if attribute not in STATED or not STATED[attribute].search(here.text) or not (
                best or self.states(at)):
            return None
        if best and (best.ground == "sentence" or best.near == "paragraph" or (
                attribute == "sponsor" and best.near)):
            return None
        if ALSO.search(here.text) and at and not REFERENCE.search(here.text) and (
                self._sentences[at - 1].kind == "text") and (
                before := self.propose(at - 1, 0, 1, attribute)).subject_id:
            return _Option(0, before.subject_id, f"it adds to what is said before: {before.why}",
                           "paragraph")
        headed = [mention for mention in self._headings(at) if mention.by == "name"]
        if headed and not self._is_title(at):
            return _Option(0, headed[0].subject_ids[0],
                           f"named in the heading: “{headed[0].printed}”", "heading")
        return _Option(0, self._main, "what the document is about", "heading") if (
            self._main) else None

    def _is_title(self, at: int) -> bool:
        """Checks whether the heading above a sentence is no more than the title of all."""
        head = self._sentences[at].section
        return not self._sentences[at].run_in and bool(head) and fold(head) == fold(self.title)

    def _of_row(self, at: int, modes: frozenset[str]) -> Proposal:
        """Returns the subject of a row that names none: never that of the row before.

        It is a route whose name begins with the words of the first cell, or what heading or title
        name where the cells of the table name nothing that could be drawn.
        """
        here = self._sentences[at]
        cell = self._rows.first_cell(here.line)
        near = [each for each in self._rows.nearly(cell) if self._fits(each, modes)]
        if near:
            return Proposal(near[0], tuple(near[1:_MOST_OTHERS + 1]), (), (
                f"“{cell}”, the first cell of the row, is nearly "
                f"“{self._catalog.name_of(near[0])}”"), "paragraph")
        if self._rows.is_named(here.line, self._in_heading):
            return Proposal()
        above: tuple[tuple[Literal["heading", "title"], str], ...] = (
            ("heading", here.head), ("title", self.title))
        options = [each for where, text in above
                   for mention in self._in_heading(text)
                   for each in self._as_options(mention, modes, (
                       f"named in the {where}: “{mention.printed}”"), where)]
        others = tuple(dict.fromkeys(each.subject_id for each in options))
        return Proposal(others[0], others[1:_MOST_OTHERS + 1], (), options[0].why,
                        options[0].ground) if options else Proposal()

    def _joined(self, at: int, best: _Option, modes: frozenset[str]) -> Iterator[str]:
        """Yields the subjects that a sentence joins to one by `and` or a comma."""
        text = self._sentences[at].text
        named = [mention for mention in self.mentions(at) if mention.by == "name"]
        for one, other in pairwise(named):
            if not LISTED.fullmatch(text, one.ends, other.begins):
                continue
            pair = (one.subject_ids[0], other.subject_ids[0])
            if best.subject_id in pair and pair[0] != pair[1]:
                second = pair[1] if pair[0] == best.subject_id else pair[0]
                if self._fits(second, modes):
                    yield second

    def _fits(self, subject: str, modes: frozenset[str]) -> bool:
        return not self._finder.modes.of(subject).isdisjoint(modes)

    def _options(self, at: int, begins: int, ends: int, modes: frozenset[str]
                 ) -> Iterator[_Option]:
        """Yields what the sentence itself names, or goes back from."""
        text = self._sentences[at].text
        nouns = modes_near(text[:LONGEST_SENTENCE], begins, ends)
        other = other_thing(text[:LONGEST_SENTENCE], begins, ends)
        if other:
            modes &= other[1]
        for mention in self.mentions(at):
            if other and mention.ends <= other[0] and mention.by != "name":
                continue
            fits = [each for each in mention.subject_ids if self._fits(each, modes)]
            for place, subject in enumerate(fits):
                cost = distance(text, mention.begins, mention.ends, begins, ends) + place
                cost += _OTHER_NOUN * (not self._fits(subject, nouns))
                cost += _CORRIDOR * (subject in self._catalog.corridors) + _BY[mention.by]
                cost += _OBLIQUE * bool(WITH.search(text, 0, mention.begins))
                yield _Option(cost, subject, named_how(mention), "sentence")
        for match in REFERENCE.finditer(text, 0, LONGEST_SENTENCE):
            if any(mention.begins < match.end() and match.start() < mention.ends
                   for mention in self.mentions(at)) or self._is_no_reference(at, match):
                continue
            yield from self._referred(at, match, (begins, ends), modes, nouns)

    def _is_no_reference(self, at: int, match: re.Match[str]) -> bool:
        """Checks whether a description is of many, or its name follows: `its part of X`."""
        if MANY.search(match[0]) and match[0].lower().startswith(("the ", "its ", "their ")):
            return True
        if OTHER_NAME.search(match[0]) and not PEOPLE.search(match[0]):
            return True
        return any(re.fullmatch(r"\s(?:of|on|in)\s(?:the\s)?",
                                self._sentences[at].text[match.end():mention.begins])
                   for mention in self.mentions(at) if mention.begins > match.end())

    def _referred(self, at: int, match: re.Match[str], words_at: tuple[int, int],
                  modes: frozenset[str], nouns: frozenset[str]) -> Iterator[_Option]:
        """Yields what a pronoun or a description goes back to, the likeliest first."""
        text = self._sentences[at].text
        noun = match["noun"]
        said = next((each for _, each in nouns_in(noun)), ANY) if noun else ANY
        earlier = [mention for mention in self.mentions(at) if mention.ends <= match.start()]
        if noun is None and any(self._fits(each, modes) for mention in earlier
                                for each in mention.subject_ids):
            return
        cost = _REFERRED + distance(text, match.start(), match.end(), *words_at)
        cost -= _LEADING * (match.start() == 0)
        cost += _OWN * match[0].lower().startswith(("its", "their"))
        words = match[0].strip(" ,;")
        in_head = {subject for mention in self._headings(at)
                   for subject in mention.subject_ids}
        for far, (back, mention, place) in enumerate(self._back(at, earlier)):
            if far > _MOST_BACK:
                return
            for subject in mention.subject_ids:
                if self._fits(subject, modes) and self._is_called(subject, noun, said):
                    line = self._sentences[back].anchor(mention.begins, mention.ends).lines
                    where = "before in the sentence" if back == at else f"in line {line}"
                    favoured = subject in in_head and noun is not None
                    named = _MENTION_BACK * far + _PLACE * place + max(0, _BY[mention.by])
                    yield _Option(
                        cost + named + self._far_back(at, back) - _IN_HEADING * favoured
                        + _CORRIDOR * (subject in self._catalog.corridors and nouns < ANY),
                        subject, f"“{words}” goes back to “{mention.printed}” {where}", "reference",
                        "paragraph" if said != ANY else self._nearness(at, back))

    def _nearness(self, at: int, back: int) -> Near:
        here, there = self._sentences[at], self._sentences[back]
        if here.paragraph == there.paragraph:
            return "paragraph"
        return "section" if here.head == there.head else ""

    def _far_back(self, at: int, back: int) -> float:
        """Returns what it costs that a sentence stands before another, and behind which borders."""
        here, there = self._sentences[at], self._sentences[back]
        is_heading = there.kind == "heading"
        return (_SENTENCE_BACK * min(at - back, _PARAGRAPHS_BACK)
                + _OTHER_PARAGRAPH * (there.paragraph != here.paragraph)
                + _OTHER_SECTION * (there.head != here.head and not is_heading)
                + _IN_HEADING * is_heading)

    def _is_called(self, subject: str, noun: str | None, said: frozenset[str]) -> bool:
        """Checks whether a subject can be called by a noun: a corridor is no railway."""
        corridors = self._catalog.corridors
        if noun and noun.casefold().startswith("corridor") and subject not in corridors:
            return "corridor" in self._catalog.name_of(subject).casefold()
        if said != ANY and subject in corridors:
            return self._fits(subject, said) and len(self._finder.modes.of(subject)) == 1
        return self._fits(subject, said) or said == ANY

    def _back(self, at: int, earlier: Sequence[Mention] = ()
              ) -> Iterator[tuple[int, Mention, int]]:
        """Yields the mentions before a place, the last sentence first, some paragraphs back.

        With each its sentence, and how many of that stand before it: the first is likely meant.
        """
        for place, mention in enumerate(earlier):
            yield at, mention, place
        paragraphs: list[int] = [self._sentences[at].paragraph]
        if self._sentences[at].run_in and self._own_heading(at):
            paragraphs += [-1] * (_PARAGRAPHS_BACK - 1)
        for back in range(at - 1, -1, -1):
            sentence = self._sentences[back]
            if sentence.kind == "note":
                continue
            if sentence.paragraph not in paragraphs:
                paragraphs.append(sentence.paragraph)
                if len(paragraphs) > _PARAGRAPHS_BACK:
                    return
            for place, mention in enumerate(self.mentions(back)):
                yield back, mention, place

    def _around(self, at: int, modes: frozenset[str]) -> Iterator[_Option]:
        """Yields what paragraph, heading and title name, where the sentence names nothing."""
        here = self._sentences[at]
        nouns = modes_near(here.text[:LONGEST_SENTENCE], 0, len(here.text))
        back = [(place, mention) for place, mention, _ in self._back(at)
                if any(self._fits(each, modes) for each in mention.subject_ids)]
        same = [each for each in back if self._sentences[each[0]].paragraph == here.paragraph]
        for place, mention in same:
            yield from self._as_options(mention, modes, (
                f"the last one named in the paragraph: “{mention.printed}”, line "
                f"{self._sentences[place].line}"), "paragraph",
                near="paragraph")
        if not same and at and self._sentences[at - 1].paragraph == here.paragraph:
            for option in sorted(self._options(at - 1, 0, 1, modes), key=lambda each: each.cost):
                yield replace(option, why=f"the sentence before: {option.why}", ground="paragraph",
                              near="paragraph")
        is_title = self._is_title(at)
        for mention in () if is_title else self._headings(at):
            yield from self._as_options(
                mention, modes, f"named in the heading: “{mention.printed}”", "heading")
        for place, mention in back:
            if self._sentences[place].paragraph != here.paragraph and any(
                    self._fits(each, nouns) for each in mention.subject_ids):
                yield from self._as_options(mention, modes, (
                    f"the last one named in the paragraph before: “{mention.printed}”, line "
                    f"{self._sentences[place].line}"), "paragraph",
                    near=self._nearness(at, place))
        for mention in self._headings(at) if is_title else ():
            yield from self._as_options(
                mention, modes, f"named in the heading: “{mention.printed}”", "heading")
        for mention in self._in_heading(self.title):
            yield from self._as_options(
                mention, modes, f"named in the title: “{mention.printed}”", "title")

    def _headings(self, at: int) -> list[Mention]:
        """Returns what the heading names: that in the paragraph itself, else the one above."""
        return self._own_heading(at) or self._in_heading(self._sentences[at].head)

    def _own_heading(self, at: int) -> list[Mention]:
        run_in = self._sentences[at].run_in
        return (self._in_heading(run_in) or list(self._finder.ports_named(run_in))) if (
            run_in) else []

    def _as_options(self, mention: Mention, modes: frozenset[str], why: str, ground: Ground, *,
                    near: Near = "") -> Iterator[_Option]:
        for subject in mention.subject_ids:
            if self._fits(subject, modes):
                yield _Option(0, subject, why, ground, near)
