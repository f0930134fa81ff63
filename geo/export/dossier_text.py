"""A dossier as plain lines of text: for a speaker's notes and for the balloons of Google Earth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geo.claims.staleness import Mark
from geo.data.plural import plural
from geo.presentation.citations import Cited, listing, plain
from geo.presentation.dossier import (
    ClaimGroup,
    Dossier,
    Figure,
    ShownClaim,
    ShownDifference,
    missing_figures,
)
from geo.presentation.named import Named
from geo.presentation.shown_series import TITLE
from geo.presentation.told_happenings import ShownHappening


def _names(names: Iterable[Named], between: str) -> str:
    return between.join(name.name for name in names)


def _head(dossier: Dossier) -> Iterator[str]:
    yield dossier.title
    yield _names(dossier.eyebrow, " · ")
    yield " · ".join(filter(None, (_names(dossier.way, " → "), dossier.countries)))
    yield dossier.about
    if dossier.via:
        yield f"by way of {plural(len(dossier.via), 'place')}: {_names(dossier.via, ' → ')}"
    if dossier.names:
        yield f"Also: {'; '.join(dossier.names)}"
    if dossier.naming:
        yield f"The name shown: {dossier.naming}"
    yield plain(dossier.sentence)


def _mark(mark: Mark) -> str:
    return f"{mark.kind.capitalize()}: {mark.reason}."


def _figure_line(figure: Figure) -> str:
    """Returns a key figure in one line: `Length: 150 km [1] (sources differ) +2 more`."""
    values = "".join(f"{value.lead}{plain((value.words,))}{value.scope}"
                     for value in figure.values)
    flags = f"({', '.join(figure.flags)})" if figure.flags else ""
    return " ".join(filter(None, (f"{figure.label}: {values}", flags, figure.more)))


def _figures(figures: Iterable[Figure]) -> Iterator[str]:
    for figure in figures:
        if figure.values:
            yield " ".join((_figure_line(figure), *map(_mark, figure.marks)))
    for reason, labels in missing_figures(figures):
        yield f"{reason.capitalize()}: {labels}."


def _series(dossier: Dossier) -> Iterator[str]:
    for series in dossier.series:
        yield f"{series.title}:"
        for point in series.points:
            yield f"- {point.period}: {plain(point.values)}; {point.remark}; {point.who}"


def _happening(happening: ShownHappening) -> str:
    subject = f"{happening.subject.name}: " if happening.subject.name else ""
    return (f"- {happening.when}: {subject}{plain((happening.what,))}{happening.scope}; "
            f"{happening.who}")


def _difference(difference: ShownDifference) -> Iterator[str]:
    part = f" {difference.cut}." if difference.cut else ""
    yield f"- {difference.question} ({difference.words}){part} {difference.why}"
    for side in difference.sides:
        whose = ", ".join(filter(None, (side.who, side.as_of, side.about)))
        yield f"  - {plain((side.value,))}; printed {side.printed}; {whose}"


def _claim(claim: ShownClaim) -> str:
    role = f" ({claim.role})" if claim.role else ""
    printed = f"printed {claim.printed}" if claim.printed else ""
    whose = f"{claim.who}: {claim.view}" if claim.who else ""
    parts = (f"- {claim.label}: {claim.value.text}{role}", printed,
             ", ".join(filter(None, (claim.as_of, claim.age))), claim.note, whose)
    marks = "".join(f" {_mark(mark)}" for mark in claim.marks)
    return f"{'; '.join(filter(None, parts))}{plain((Cited('', claim.value.citations),))}{marks}"


def _claims(groups: Iterable[ClaimGroup]) -> Iterator[str]:
    for group in groups:
        yield from map(_claim, group.claims)


def _line(dossier: Dossier) -> Iterator[str]:
    if line := dossier.line:
        yield f"{line.basis} line: {line.meaning} {line.note}"
        yield line.warning
        yield plain(line.drawn)


def _context(dossier: Dossier) -> Iterator[str]:
    for context in dossier.context:
        yield f"{context.subject.name} · {context.count}"
        yield from _claims(context.groups)


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yields lines under a title after a blank line; nothing where there are none."""
    filled = [line for line in lines if line]
    if filled:
        yield from ("", f"{title}:", *filled)


def dossier_lines(dossier: Dossier) -> list[str]:
    """Returns the dossier as lines; a blank line stands before each part."""
    relations = (f"- {each.subject.name} {each.words.text} {each.other.name}"
                 f"{plain((Cited('', each.words.citations),))}" for each in dossier.relations)
    differences = (line for each in dossier.differences for line in _difference(each))
    parts = (
        [line for line in _head(dossier) if line],
        _titled("Key figures", _figures(dossier.figures)),
        _titled(TITLE, _series(dossier)),
        _titled("What happened", map(_happening, dossier.happenings)),
        _titled("Where claims differ", differences),
        _titled("The line on the map", _line(dossier)),
        _titled("Every claim", _claims(dossier.groups)) if dossier.groups else
        _titled("Claims", [dossier.silence]),
        _titled("Relations", relations),
        _titled("Its corridors and places", _context(dossier)),
        _titled("Routes", (f"- {name.name}" for name in dossier.routes)),
        _titled("Sources", (f"[{note.citations[0]}] {note.text}"
                            for note in listing(dossier.citations, brief=True))),
        ["", dossier.left_out] if dossier.left_out else [],
    )
    return [line for part in parts for line in part]
