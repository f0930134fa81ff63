"""The rows of a slide: key figures with their notes, and where claims differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.wording import qualifier_words, scoped_words
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim
from geo.data.schema import MISSING
from geo.export.pptx.slide_text import ALERT, QUIET, Notes, Para, Run, marked, one_line
from geo.presentation.statement import Statement, route_statement, statement

KEY_FIGURES = ("status", "length", "capacity", "throughput", "start", "completion", "cost",
               "transit-time")
"""The attributes that have a row on a slide."""
VALUE, SMALL = Run("", 16, bold=True), Run("", 11.5, colour=QUIET)
_MARKS = {"stale": "stale claim", "overdue": "overdue promise"}
_FLAG = Run("", 11.5, bold=True, colour=ALERT)


@dataclass(frozen=True, slots=True)
class Figure:
    """A row: its label, its value, and the remarks beside it."""

    label: str
    value: Para
    beside: tuple[Para, ...] = ()


def _others(shown: Statement) -> list[Claim]:
    """The claims about the same attribute that contradict those shown first."""
    others = {other: None for difference in shown.differences for claim in shown.first
              for other in difference.against(claim) if other not in shown.first}
    return list(others)


def _differ(claims: Sequence[Claim], catalog: Catalog, notes: Notes, subject: str) -> Para:
    """The claims side by side, each with its role, and its subject if that is another one."""
    values = []
    for claim in claims:
        name = "" if claim.subject_id == subject else f"{catalog.name_of(claim.subject_id)}, "
        role = f" ({words})" if (words := qualifier_words(claim)) else ""
        values.append(f"{name}{scoped_words(claim)}{role} {notes.mark(claim)}")
    return marked("; ".join(values), SMALL)


def _flags(shown: Statement) -> tuple[Run, ...]:
    flags = [_MARKS[kind] for kind in shown.time_marks]
    return (replace(_FLAG, text=" · ".join(flags)),) if flags else ()


def _beside(catalog: Catalog, subject: str, shown: Statement, notes: Notes) -> Iterator[Para]:
    """Yields remarks on a value: stale or overdue, contradicted, and further claims."""
    if flags := _flags(shown):
        yield flags
    others = _others(shown)
    if shown.differ:
        question = shown.differences[0].question if shown.differences else ""
        why = ": also " if others else f": {question}" if question else ""
        yield (replace(_FLAG, text=shown.differ), replace(SMALL, text=one_line(why)),
               *_differ(others, catalog, notes, subject))
    rest = len([claim for claim in shown.others if claim not in others])
    if rest:
        yield (replace(SMALL, text=f"and {rest} more claim{'' if rest == 1 else 's'}"),)


def _brief(shown: Statement) -> Iterator[Para]:
    """Yields the same remarks in a few words, without the other values."""
    flags = [_MARKS[kind] for kind in shown.time_marks]
    if shown.differ:
        flags.append(shown.differ)
    if flags:
        yield (replace(_FLAG, text=" · ".join(flags)),)


def _value(shown: Statement, notes: Notes) -> Para:
    """The claims shown first, each with its scope: a part must not be read as the whole."""
    return tuple(run for piece in shown.pieces for run in (
        *marked(f"{piece.lead}{piece.value} {notes.mark(piece.claim)}", VALUE),
        *((replace(SMALL, text=one_line(piece.scope)),) if piece.part else ())))


def _questions(catalog: Catalog, subject: str, notes: Notes) -> Iterator[Figure]:
    """Yields the differences about attributes that have no row."""
    for difference in catalog.differences(subject):
        if not any(claim.subject_id == subject and claim.attribute in KEY_FIGURES
                   for claim in difference.claims):
            yield Figure(difference.words.capitalize(),
                         (replace(VALUE, text=one_line(difference.question), size=12),),
                         (_differ(difference.claims, catalog, notes, subject),))


def _nothing(catalog: Catalog, entry: RouteEntry) -> Iterator[Figure]:
    """Yields a row of the attributes not in the sources, and of those not applicable."""
    names = {stands: ", ".join(ATTRIBUTES[name].label.lower() for name in KEY_FIGURES
                               if route_statement(catalog, entry, name).state == stands)
             for stands in ("not-in-the-sources", "not-applicable")}
    left_out, without = names["not-in-the-sources"], names["not-applicable"]
    beside = ((replace(SMALL, text=f"not applicable: {without}"),),) if without else ()
    if left_out or without:
        yield Figure(MISSING.capitalize(), (Run(left_out or "nothing", 12, colour=QUIET),), beside)


def figures(catalog: Catalog, subject: str, notes: Notes, *, brief: bool = False
            ) -> tuple[Figure, ...]:
    """Returns the key figures of a route, corridor or place, and what is missing of a route.

    `brief` says where claims differ, but not their values.
    """
    entry = catalog.entry(subject)
    rows = [Figure(ATTRIBUTES[name].label, _value(shown, notes), tuple(
                _brief(shown) if brief else _beside(catalog, subject, shown, notes)))
            for name in KEY_FIGURES if (shown := statement(catalog, subject, name)).first]
    rows += () if brief else _questions(catalog, subject, notes)
    return (*rows, *(_nothing(catalog, entry) if entry else ()))
