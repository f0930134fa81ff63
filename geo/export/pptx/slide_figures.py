"""The rows of a slide: key figures with their notes, the last event, and where claims differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from geo.export.pptx.slide_text import ALERT, QUIET, Para, Run, one_line, runs
from geo.presentation.citations import Cited
from geo.presentation.dossier import (
    KEY_FIGURES,
    Dossier,
    Figure,
    ShownDifference,
    Side,
    missing_figures,
)

VALUE, SMALL = Run("", 16, bold=True), Run("", 12, colour=QUIET)
_FLAG = Run("", 12, bold=True, colour=ALERT)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label, its value, and the remarks beside it."""

    label: str
    value: Para
    beside: tuple[Para, ...] = ()


def _sides(sides: Iterable[Side]) -> Para:
    """The claims side by side, each with what it is about if that is another subject."""
    pieces: list[Cited] = []
    for side in sides:
        lead = "; " if pieces else ""
        about = f" {side.about}" if side.about else ""
        pieces += [Cited(f"{lead}{side.value.text}{about} ", side.value.citations)]
    return runs(pieces, SMALL)


def _concerning(dossier: Dossier, figure: Figure) -> Iterator[ShownDifference]:
    """Yields the differences of which a value of the figure is a side."""
    claims = {value.claim_id for value in figure.values}
    for difference in dossier.differences:
        if any(side.claim_id in claims for side in difference.sides):
            yield difference


def _others(dossier: Dossier, figure: Figure) -> list[Side]:
    """The sides that contradict the figure's own values, each value once a subject."""
    own = {value.claim_id for value in figure.values}
    values = {value.words.text for value in figure.values}
    others = {(side.about, side.value.text): side
              for difference in _concerning(dossier, figure) for side in difference.sides
              if side.attribute_id == figure.attribute_id and side.claim_id not in own
              and (side.about or side.value.text not in values)}
    return list(others.values())


def _beside(dossier: Dossier, figure: Figure) -> Iterator[Para]:
    """Yields remarks on a value: stale, overdue or contradicted, and by what."""
    if not figure.flags:
        return
    flags = (replace(_FLAG, text=" · ".join(figure.flags)),)
    others = _others(dossier, figure)
    question = next((each.question for each in _concerning(dossier, figure)), "")
    why = ": also " if others else f": {question}" if question else ""
    yield (*flags, replace(SMALL, text=one_line(why)), *_sides(others)) if why else flags


def _value(figure: Figure, *, brief: bool) -> Para:
    """The values shown first, each with its scope: a part must not be read as the whole."""
    value = tuple(run for each in figure.values for run in (
        *runs((Cited(each.lead), each.words), VALUE),
        *((replace(SMALL, text=one_line(each.scope)),) if each.scope else ())))
    if brief or not figure.more:
        return value
    return (*value, replace(SMALL, text=f" {figure.more}"))


def _questions(dossier: Dossier) -> Iterator[Row]:
    """Yields the differences about attributes that have no row."""
    for difference in dossier.differences:
        if not any(not side.about and side.attribute_id in KEY_FIGURES
                   for side in difference.sides):
            yield Row(difference.words.capitalize(),
                      (replace(VALUE, text=one_line(difference.question), size=12),),
                      (_sides(difference.sides),))


def _last_event(dossier: Dossier) -> Iterator[Row]:
    """Yields a row of what happened last; the speaker's notes have the rest."""
    for last in dossier.happenings[:1]:
        subject = f"{last.subject.name}: " if last.subject.name else ""
        words = runs((Cited(f"{last.when}: {subject}"), last.what), replace(VALUE, size=12))
        scope = ((replace(SMALL, text=one_line(last.scope)),) if last.scope else ())
        yield Row("Last event", (*words, *scope), ((replace(SMALL, text=one_line(last.who)),),))


def _missing(dossier: Dossier) -> Iterator[Row]:
    """Yields a row of the figures without a value."""
    missing = missing_figures(dossier.figures)
    if missing:
        (reason, first), *rest = missing
        yield Row(reason.capitalize(), (Run(first, 12, colour=QUIET),), tuple(
            (replace(SMALL, text=f"{why}: {labels}"),) for why, labels in rest))


def figure_rows(dossier: Dossier, *, brief: bool = False) -> tuple[Row, ...]:
    """Returns the key figures, what happened last, where claims differ, and what is missing.

    `brief` says where claims differ, but not their values, nor what happened: these stand in the
    speaker's notes.
    """
    rows = [Row(figure.label, _value(figure, brief=brief), tuple(
        ((replace(_FLAG, text=" · ".join(figure.flags)),),) if brief and figure.flags else
        () if brief else _beside(dossier, figure)))
        for figure in dossier.figures if figure.values]
    more = () if brief else (*_last_event(dossier), *_questions(dossier))
    return (*rows, *more, *_missing(dossier))
