"""Candidates for numbers: each quantity of a document that may be a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from geo.claims.printed_numbers import SCALE_WORDS
from geo.intake.candidate import Candidate
from geo.intake.numbers.attribute_choice import Choice, choose
from geo.intake.numbers.counted_periods import period_of
from geo.intake.numbers.firmness import firmness, firmness_behind
from geo.intake.numbers.list_labels import labels_of, names_an_attribute, own_label
from geo.intake.numbers.making import Found, Maker, scope_of
from geo.intake.numbers.part_words import piece_behind, work_before
from geo.intake.numbers.printed_quantities import Quantity, quantities_in
from geo.intake.numbers.read_text import ReadText, read_text

_COUNTED: Final = frozenset({"throughput", "share"})
_SCOPED: Final = frozenset({"length", "capacity", "throughput", "cost", "financing", "transit-time",
                            "share", "progress", "gauge", "lanes"})
_ATTRIBUTIVE: Final = re.compile(
    r"[\s-](?:(?!of\b|from\b|in\b|and\b|to\b|the\b)[\w-]+\s+){0,4}?(?:rail|road|highway|motorway|line|pipeline|"
    r"route|corridor|cable|bridge|tunnel|section|segment|stretch|link|track)", re.IGNORECASE)
_FIGURE: Final = re.compile(rf"[\w.,-]+(?:\s(?:{SCALE_WORDS})\b)?", re.IGNORECASE)
_WITHIN: Final = re.compile(r"\bwithin (?:the next )?$", re.IGNORECASE)


def _qualifier(quantity: Quantity, choice: Choice, read: ReadText
               ) -> tuple[tuple[str, ...], list[str]]:
    """Returns the qualifiers of a number, and why."""
    text = read.text
    attributive = choice.attribute == "length" and bool(
        _ATTRIBUTIVE.match(text, quantity.ends_unit))
    soft, word = ("", "") if quantity.was else firmness(
        choice.attribute, text, quantity.figure if quantity.lent else quantity.begins,
        quantity.ends, attributive=attributive)
    if read.verb_last and not (soft or attributive or quantity.was):
        soft, word = firmness_behind(choice.attribute, text, quantity.ends)
    hedges = list(quantity.hedges)
    if choice.unit == "years" and _WITHIN.search(text[:quantity.begins]):
        hedges.append("up-to")
    why = []
    if hedges:
        why.append(f"{', '.join(hedges)}: “{text[quantity.begins:quantity.ends]}”")
    if soft:
        why.append(f"{soft}: “{word}” in the sentence")
    return (*hedges, *([soft] if soft else ())) or ("exact",), why


def _cores(quantity: Quantity, text: str) -> tuple[tuple[int, int], ...]:
    """Returns the spans that may be printed: with its rate, or the number and its unit alone."""
    begins = quantity.begins
    if within := _WITHIN.search(text[:begins]):
        begins = within.start()
    return ((min(quantity.rate_begins, begins), quantity.ends), (begins, quantity.ends),
            (begins, quantity.ends_unit))


def _part_of(quantity: Quantity, choice: Choice, text: str, label: str) -> str:
    """Returns the part of which a figure is told, besides those of `scope_of`; or a blank.

    An item of a labelled list is of the part that its own words before the colon name.
    """
    if choice.attribute == "progress" and (work := work_before(text, quantity.begins)):
        return work
    if piece := piece_behind(text, quantity.ends):
        return piece
    own = own_label(text) if label else ""
    return "" if names_an_attribute(own) else own


def _chosen(quantity: Quantity, text: str, label: str, *, spoken_of: bool, verb_last: bool
            ) -> Choice | None:
    """Returns what a quantity may be a claim of, in its sentence behind the label of its list."""
    lead = f"{label}: " if label and not names_an_attribute(own_label(text)) else ""
    more = len(lead)
    moved = replace(
        quantity, begins=quantity.begins + more, figure=quantity.figure + more,
        ends_unit=quantity.ends_unit + more, ends=quantity.ends + more,
        rate_begins=quantity.rate_begins + more)
    return choose(moved, lead + text, spoken_of=spoken_of, verb_last=verb_last)


def _found(quantity: Quantity, choice: Choice, read: ReadText, told: str, label: str) -> Found:
    text = read.text
    qualifier, why = _qualifier(quantity, choice, read)
    begins, ends = quantity.begins, quantity.ends
    if quantity.lent and (figure := _FIGURE.match(text, quantity.figure)):
        begins, ends = figure.span()
    period, words = (period_of(text, begins, ends, told)
                     if choice.attribute in _COUNTED else ("", ""))
    if words:
        why.append(f"period: “{words}”")
    scope, scope_words = (scope_of(text, begins, quantity.ends_unit, was=quantity.was)
                          if choice.attribute in _SCOPED else ("", ""))
    if quantity.lent and period and scope == "compared":
        scope, scope_words = "", ""  # the words say of which time it is told
    if not scope and choice.attribute in _SCOPED:
        scope_words = _part_of(quantity, choice, text, label)
        scope = "part" if scope_words else ""
    if scope:
        why.append(f"{scope}: “{scope_words}”")
    if label:
        why.append(f"the list is labelled “{label}”")
    cores = _cores(quantity, text)
    verb = re.search(r"(?:[\w\u2019'-]+\s+){1,4}$", text[:cores[0][0]])
    more = ((cores[0][0] - len(verb[0]), cores[0][1]),) if verb else ()
    return Found(choice.attribute, choice.value, choice.value_high, choice.unit, qualifier,
                 quantity.begins, quantity.ends, cores, (choice.why, *why), more, scope,
                 scope_words, period)


def number_candidates(maker: Maker) -> Iterator[Candidate]:
    """Yields the candidates for numbers in the text and the footnotes of a document."""
    labels = labels_of(maker.document, maker.sentences)
    for at, sentence in enumerate(maker.sentences):
        if sentence.kind in ("heading", "row"):
            continue
        read = read_text(sentence.text)
        label = read_text(labels.get(at, "")).text
        for quantity in quantities_in(read.text):
            choice = _chosen(
                quantity, read.text, label, spoken_of=maker.speaks_of_a_line(at),
                verb_last=read.verb_last)
            if choice is None:
                continue
            candidate = maker.candidate_read(
                at, read, _found(quantity, choice, read, maker.told, label))
            if candidate:
                yield candidate
