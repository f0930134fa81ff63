"""Finds what a document says of the subjects of the atlas: its candidates, in order of place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.catalog.catalog import Catalog
from geo.data.folding import folded
from geo.intake.candidate import Candidate
from geo.intake.document import Document
from geo.intake.holdings import held
from geo.intake.numbers.date_candidates import date_candidates
from geo.intake.numbers.making import Maker
from geo.intake.numbers.number_candidates import number_candidates
from geo.intake.numbers.table_candidates import table_candidates
from geo.intake.sentences import sentences
from geo.intake.subjects.name_finder import NameFinder
from geo.intake.subjects.proposal import SubjectProposer
from geo.intake.words.actors import ActorFinder
from geo.intake.words.wordings import word_candidates


def candidates(document: Document, catalog: Catalog) -> tuple[Candidate, ...]:
    """Returns the candidates of a document, in the order of their place.

    Each says what the atlas holds on it.
    """
    every = tuple(sentences(document))
    proposer = SubjectProposer(document, every, NameFinder(catalog))
    maker = Maker(document, every, proposer)
    found = [*number_candidates(maker), *date_candidates(maker), *table_candidates(maker),
             *word_candidates(document, every, proposer, ActorFinder(catalog))]
    in_order = sorted(found, key=lambda each: (
        each.anchor.first_line, each.anchor.begins, each.anchor.last_line, each.anchor.ends,
        each.attribute, each.candidate_id))
    in_order = _once_each(in_order)
    speaker = document.imprint.publisher
    return tuple(replace(each, held=held(each, catalog, speaker)) for each in in_order)


def _once_each(found: Sequence[Candidate]) -> list[Candidate]:
    """Returns candidates without those that print the same words for the same again.

    The first says on which further lines they stand.
    """
    firsts: dict[tuple[object, ...], list[Candidate]] = {}
    for each in found:
        same = (each.subject_id, each.attribute, each.value, each.value_high, each.unit,
                each.qualifier, each.scope, each.period, folded(each.printed))
        firsts.setdefault(same, []).append(each)
    return [replace(first, why=(*first.why, f"also on lines {', '.join(dict.fromkeys(lines))}"))
            if (lines := [each.anchor.lines for each in again]) else first
            for first, *again in firsts.values()]
