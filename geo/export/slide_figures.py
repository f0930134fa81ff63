"""The rows of a slide: key figures with their notes, and where the sources differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geo.ageing import marks
from geo.attributes import ATTRIBUTES
from geo.catalog import Catalog, RouteEntry
from geo.disagreement import Difference
from geo.export.slide_text import ALERT, QUIET, Notes, Para, Run, marked, one_line
from geo.headline import headline
from geo.records import Fact
from geo.schema import MISSING
from geo.state import state
from geo.words import qualifier_words, value_words

KEY_FIGURES = ("status", "length", "capacity", "throughput", "start", "completion", "cost",
               "transit-time")
"""The attributes that have a row of their own on a slide."""
VALUE, SMALL = Run("", 16, bold=True), Run("", 11.5, colour=QUIET)
_MARKS = {"old": "old claim", "overdue": "overdue promise"}
_FLAG = Run("", 11.5, bold=True, colour=ALERT)


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what it is called, its value, and what must be said with it."""

    label: str
    value: Para
    beside: tuple[Para, ...] = ()


def _others(fact: Fact, differences: Iterable[Difference]) -> list[Fact]:
    """The claims that differ from one, about the same attribute, each once."""
    found = {claim: None for difference in differences for claim in difference.claims
             if claim.attribute == fact.attribute and claim != fact}
    return list(found)


def _differ(claims: Sequence[Fact], catalog: Catalog, notes: Notes, subject: str) -> Para:
    """The claims side by side, each with its role, and whose it is where it is another's."""
    values = []
    for claim in claims:
        name = "" if claim.subject_id == subject else f"{catalog.name_of(claim.subject_id)}, "
        role = f" ({words})" if (words := qualifier_words(claim)) else ""
        values.append(f"{name}{value_words(claim)}{role} {notes.mark(claim)}")
    return marked("; ".join(values), SMALL)


def _part(fact: Fact) -> Iterator[Para]:
    """That a claim is about a part only: it must not be read as one about the whole."""
    if fact.partial:
        yield (replace(SMALL, text=one_line(fact.note)),)


def _beside(catalog: Catalog, fact: Fact, claims: Sequence[Fact], notes: Notes
            ) -> Iterator[Para]:
    """What time, other claims and other sources do to a claim."""
    flags = [_MARKS[mark.kind] for mark in marks(fact, claims, catalog.today)]
    if flags:
        yield (replace(_FLAG, text=" · ".join(flags)),)
    yield from _part(fact)
    mine = [claim for claim in claims if claim.attribute == fact.attribute]
    differences = catalog.differences_about(fact.subject_id, mine)
    others = _others(fact, differences)
    if differences:
        why = ": also " if others else f": {differences[0].question}"
        yield (replace(_FLAG, text="sources differ"), replace(SMALL, text=one_line(why)),
               *_differ(others, catalog, notes, fact.subject_id))
    rest = len([claim for claim in mine if claim != fact and claim not in others])
    if rest:
        yield (replace(SMALL, text=f"and {rest} more claim{'' if rest == 1 else 's'}"),)


def _brief(catalog: Catalog, fact: Fact, claims: Sequence[Fact]) -> Iterator[Para]:
    """The same in a few words: only that it is so."""
    flags = [_MARKS[mark.kind] for mark in marks(fact, claims, catalog.today)]
    mine = [claim for claim in claims if claim.attribute == fact.attribute]
    flags += ["sources differ"] if catalog.differences_about(fact.subject_id, mine) else []
    if flags:
        yield (replace(_FLAG, text=" · ".join(flags)),)
    yield from _part(fact)


def _figure(catalog: Catalog, claims: Sequence[Fact], fact: Fact, notes: Notes, *, brief: bool
            ) -> Figure:
    value = marked(f"{value_words(fact)} {notes.mark(fact)}", VALUE)
    beside = _brief(catalog, fact, claims) if brief else _beside(catalog, fact, claims, notes)
    return Figure(ATTRIBUTES[fact.attribute].label, value, tuple(beside))


def _questions(catalog: Catalog, subject: str, notes: Notes) -> Iterator[Figure]:
    """Where the sources differ on what has no row of its own."""
    for difference in catalog.differences(subject):
        if not any(claim.subject_id == subject and claim.attribute in KEY_FIGURES
                   for claim in difference.claims):
            yield Figure("Sources differ", (replace(VALUE, text=one_line(difference.question),
                                                    size=12),),
                         (_differ(difference.claims, catalog, notes, subject),))


def _nothing(catalog: Catalog, entry: RouteEntry) -> Iterator[Figure]:
    """What the sources leave out, and what routes of this mode cannot have."""
    names = {stands: ", ".join(ATTRIBUTES[name].label.lower() for name in KEY_FIGURES
                               if state(catalog, entry, name) == stands)
             for stands in ("not-in-the-sources", "not-applicable")}
    left_out, without = names["not-in-the-sources"], names["not-applicable"]
    beside = ((replace(SMALL, text=f"not applicable: {without}"),),) if without else ()
    if left_out or without:
        yield Figure(MISSING.capitalize(), (Run(left_out or "nothing", 12, colour=QUIET),), beside)


def figures(catalog: Catalog, subject: str, notes: Notes, *, brief: bool = False
            ) -> tuple[Figure, ...]:
    """The key figures of a route, corridor or place, and what the sources leave out of a route.

    `brief` says where sources differ, but not what each of them says.
    """
    entry = catalog.entry(subject)
    claims = catalog.claims_about(subject)
    chosen = [headline(fact for fact in claims if fact.attribute == name) for name in KEY_FIGURES]
    rows = [_figure(catalog, claims, fact, notes, brief=brief) for fact in chosen if fact]
    rows += () if brief else _questions(catalog, subject, notes)
    return (*rows, *(_nothing(catalog, entry) if entry else ()))
