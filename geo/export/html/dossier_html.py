"""Markup of a dossier, the same for the screen and the offline pack."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from markupsafe import Markup, escape

from geo.data.plural import plural
from geo.export.html.markup import CiteMarkup, joined, name_markup, tagged
from geo.export.html.series_html import series_html
from geo.presentation.citations import plain
from geo.presentation.dossier import (
    ClaimGroup,
    Context,
    Dossier,
    DrawnLine,
    Figure,
    Position,
    ShownClaim,
    ShownDifference,
    ShownRelation,
    missing_figures,
)
from geo.presentation.named import Named
from geo.presentation.shown_series import TITLE
from geo.presentation.told_happenings import ShownHappening

_OPEN_NAMES = 4
"""The most other names that are not folded away."""
_OPEN_HAPPENINGS = 1
"""The newest happenings that are not folded away."""
_OPEN_ITEMS = 3
"""The most claims, relations and sources that are not folded away."""
_OWNER = "sponsor"
"""The attribute of the figure that stands in its row even where no source names an owner."""


def _figure(figure: Figure, cites: CiteMarkup) -> Markup:
    if figure.missing:
        return Markup('<div><dt>{}</dt><dd class="atlas-missing">{}</dd></div>').format(
            figure.label, figure.missing)
    values = joined(Markup("{}{}{}").format(
        value.lead, cites.cited(value.words), tagged("span", value.scope, "atlas-more"))
        for value in figure.values)
    more = Markup(' <span class="atlas-more atlas-others">{}</span>').format(
        figure.more) if figure.more else ""
    return Markup("<div><dt>{}</dt><dd>{}{}{}</dd></div>").format(
        figure.label, values, more,
        joined(Markup(' <span class="atlas-mark">{}</span>').format(flag)
               for flag in figure.flags))


def figures_html(figures: Sequence[Figure], cites: CiteMarkup) -> Markup:
    """The key figures, a row each, and in a line those that have no value."""
    shown = [figure for figure in figures
             if not figure.missing or figure.attribute_id == _OWNER]
    others = missing_figures(figure for figure in figures if figure not in shown)
    words = [f"{reason.capitalize()}: {labels}." for reason, labels in others]
    return tagged("dl", joined(_figure(figure, cites) for figure in shown)) + tagged(
        "p", " ".join(words), "atlas-missing")


def _claim(claim: ShownClaim, cites: CiteMarkup) -> Markup:
    return Markup(
        '<li><span class="atlas-value">{}</span>{}{}{}<br><span class="atlas-printed">printed {} '
        '· {} · {}</span>{}<br><span class="atlas-who">{}: {}</span></li>').format(
        claim.value.text, Markup(" <em>{}</em>").format(claim.role) if claim.role else "",
        cites.marks(claim.value),
        joined(Markup('<br><span class="atlas-mark">{}</span> <span class="atlas-note">{}</span>'
                      ).format(mark.kind, mark.reason) for mark in claim.marks),
        claim.printed, claim.as_of, claim.age,
        Markup('<br><span class="atlas-note">{}</span>').format(claim.note) if claim.note else "",
        claim.who, claim.view)


def claims_html(groups: Iterable[ClaimGroup], cites: CiteMarkup) -> Markup:
    """Claims under the names of their attributes."""
    return joined(Markup("<h4>{}</h4><ul>{}</ul>").format(
        group.label, joined(_claim(claim, cites) for claim in group.claims)) for group in groups)


def _position(position: Position, cites: CiteMarkup) -> Markup:
    actors = joined(Markup("<li>{}{}{}{}</li>").format(
        actor.name, Markup(" <em>{}</em>").format(actor.roles) if actor.roles else "",
        tagged("span", actor.scope, "atlas-note"),
        joined(map(cites.mark, actor.numbers, actor.among)))
        for actor in position.actors)
    return Markup("<div><h4>{}</h4><ul>{}</ul></div>").format(position.title, actors)


def _positions(dossier: Dossier, cites: CiteMarkup) -> Markup:
    return tagged("div", joined(_position(position, cites) for position in dossier.positions),
                  "atlas-positions")


def _names(dossier: Dossier) -> Markup:
    """The other names in a line; the places on the way and the reason for the name are folded."""
    names = joined((Markup("<bdi>{}</bdi>").format(name) for name in dossier.names), "; ")
    return Markup("Also: {}").format(names) if names else Markup("")


def _folded_head(dossier: Dossier, via: Markup) -> Markup:
    """Other names, places on the way and the reason for the name: a line that opens."""
    names, count = _names(dossier), plural(len(dossier.via), "place")
    if not (via or dossier.naming or len(dossier.names) > _OPEN_NAMES):
        return tagged("p", names, "atlas-aliases")
    brief = joined([part for part in (
        Markup("By way of {}").format(count) if via else "", names,
        "" if names or via else "Why this name is shown") if part], " · ")
    return Markup('<details class="atlas-aliases"><summary>{}</summary>{}{}</details>').format(
        tagged("span", brief, "atlas-glance"),
        tagged("p", Markup("By way of {}").format(via) if via else ""), tagged("p", dossier.naming))


def _head(dossier: Dossier, openable: Container[str]) -> Markup:
    def names(each: Iterable[Named], between: str) -> Markup:
        return joined((name_markup(name, openable) for name in each), between)

    way = joined([part for part in (names(dossier.way, " → "), escape(dossier.countries)) if part],
                 " · ")
    return Markup("{}<h2>{}</h2>{}{}{}").format(
        tagged("p", names(dossier.eyebrow, " · "), "atlas-eyebrow"), dossier.title,
        tagged("p", way, "atlas-way"), tagged("p", dossier.about, "atlas-way"),
        _folded_head(dossier, names(dossier.via, " → ")))


def _happening(happening: ShownHappening, cites: CiteMarkup, openable: Container[str]) -> Markup:
    subject = (Markup("{}: ").format(name_markup(happening.subject, openable))
               if happening.subject.name else "")
    return Markup('<li><strong>{}</strong> {}{}{}<br><span class="atlas-who">{}</span></li>'
                  ).format(happening.when, subject, cites.cited(happening.what),
                           tagged("span", happening.scope, "atlas-note"), happening.who)


def _happenings(dossier: Dossier, cites: CiteMarkup, openable: Container[str]) -> Markup:
    """What happened, newest first; what lies further back is folded."""
    items = [_happening(each, cites, openable) for each in dossier.happenings]
    newest, earlier = items[:_OPEN_HAPPENINGS], items[_OPEN_HAPPENINGS:]
    fold = Markup("<details><summary>{} earlier</summary>{}</details>").format(
        len(earlier), tagged("ul", joined(earlier), "atlas-happened")) if earlier else Markup("")
    return tagged("ul", joined(newest), "atlas-happened") + fold


def _difference(difference: ShownDifference, cites: CiteMarkup) -> Markup:
    """A difference as a fold: its question and the values in brief, inside it side by side."""
    values = joined(dict.fromkeys(side.value.text for side in difference.sides), " · ")
    sides = joined(
        Markup('<div><strong>{}</strong>{}<br>{}<br><span class="atlas-note">{} · {}{}</span>'
               "</div>").format(
            side.value.text, cites.marks(side.value), side.printed, side.who,
            side.as_of, f" · {side.about}" if side.about else "") for side in difference.sides)
    return Markup(
        '<details class="atlas-differ"><summary>{} <span class="atlas-mark">{}</span>'
        '{}</summary><div class="atlas-sides">{}</div><p>{}</p></details>').format(
        difference.question, difference.words, _glance(values), sides, difference.why)


def _differences(dossier: Dossier, cites: CiteMarkup) -> Markup:
    """Where claims differ: a line with the questions, which opens to each of them."""
    each = dossier.differences
    questions = "; ".join(f"{one.question} ({one.words})" for one in each)
    count = Markup(' <span class="atlas-mark">{}</span>').format(plural(len(each), "question"))
    return _folded("Where claims differ", count + _glance(questions),
                   joined(_difference(one, cites) for one in each), unfolded=len(each) == 1)


def _line(line: DrawnLine, cites: CiteMarkup) -> Markup:
    drawn = joined(map(cites.cited, line.drawn))
    return _folded("The line on the map", _glance(line.warning or f"{line.basis} line"), Markup(
        '<p class="atlas-basis"><strong>{}</strong>: {} {}</p>{}<p class="atlas-basis">{}</p>'
        ).format(line.basis, line.meaning, line.note, tagged("p", line.warning, "atlas-basis"),
                 drawn))


def _relation(relation: ShownRelation, cites: CiteMarkup, openable: Container[str]) -> Markup:
    return Markup("<li>{} <em>{}</em> {}{}</li>").format(
        name_markup(relation.subject, openable), relation.words.text,
        name_markup(relation.other, openable), joined(map(cites.mark, relation.words.citations)))


def _context(context: Context, cites: CiteMarkup) -> Markup:
    return Markup("<details><summary>{} · {}</summary>{}</details>").format(
        context.subject.name, context.count, claims_html(context.groups, cites))


def _folded(title: str, brief: Markup, content: Markup, *, unfolded: bool = False) -> Markup:
    """Returns a part of a page that opens at its title, with `brief` words on what is in it."""
    if not content:
        return Markup("")
    return Markup('<details class="atlas-part"{}><summary><h3>{}</h3>{}</summary>{}</details>'
                  ).format(Markup(" open") if unfolded else "", title, brief, content)


def _glance(words: str) -> Markup:
    """What is in a fold, in one line."""
    return tagged("span", words, "atlas-glance")


def _count(count: int, noun: str) -> Markup:
    return Markup(' <span class="atlas-more">{}</span>').format(plural(count, noun))


def _counted(title: str, count: int, noun: str, content: Markup) -> Markup:
    """Returns a part that is folded if it holds more than a few items."""
    return _folded(title, _count(count, noun), content, unfolded=count <= _OPEN_ITEMS)


def _section(title: str, content: Markup) -> Markup:
    return Markup("<h3>{}</h3>{}").format(title, content) if content else Markup("")


def _article(dossier: Dossier, parts: Iterable[Markup]) -> Markup:
    route = (Markup(' data-route-id="{}"').format(dossier.subject_id)
             if dossier.kind == "route" else "")
    return Markup('<article class="atlas-dossier" tabindex="0" data-subject-id="{}"{}>{}</article>'
                  ).format(dossier.subject_id, route, joined(parts))


def _first_part(dossier: Dossier, cites: CiteMarkup, openable: Container[str]) -> Iterator[Markup]:
    """What is read at a glance: one screen."""
    yield _head(dossier, openable)
    yield tagged("p", plain(dossier.sentence), "atlas-sentence")
    yield figures_html(dossier.figures, cites)
    yield _differences(dossier, cites)
    yield _section("What happened", _happenings(dossier, cites, openable))


def _other_part(dossier: Dossier, cites: CiteMarkup, openable: Container[str]) -> Iterator[Markup]:
    """What bears it out, in folds."""
    yield _folded("Who stands where", _glance("; ".join(
        f"{position.title}: {', '.join(actor.name for actor in position.actors)}"
        for position in dossier.positions)), _positions(dossier, cites))
    yield _line(dossier.line, cites) if dossier.line else Markup("")
    yield (_counted("Every claim", len(dossier.claims), "claim", claims_html(dossier.groups, cites))
           or _section("Every claim", tagged("p", dossier.silence, "atlas-missing")))
    yield _counted("Relations", len(dossier.relations), "relation", tagged("ul", joined(
        _relation(each, cites, openable) for each in dossier.relations)))
    yield _folded("Its corridors and places", _glance("; ".join(
        f"{each.subject.name} ({each.count})" for each in dossier.context)), joined(
        _context(each, cites) for each in dossier.context))
    yield _counted("Routes", len(dossier.routes), "route", tagged("ul", joined(
        tagged("li", name_markup(name, openable)) for name in dossier.routes)))
    yield _counted("Sources", cites.sources, "source", cites.note_list())
    yield tagged("p", dossier.left_out, "atlas-note")


def dossier_html(dossier: Dossier, openable: Container[str] = ()) -> Markup:
    """Returns the whole dossier as markup in which all text from data is escaped.

    `openable` are the ids that the page opens when their names are pressed.
    """
    cites = CiteMarkup(dossier.citations)
    charts = _folded(TITLE, _glance("; ".join(series.title for series in dossier.series)),
                     series_html(dossier.series, cites))
    return _article(dossier, (*_first_part(dossier, cites, openable), charts,
                              *_other_part(dossier, cites, openable)))


def dossier_halves(dossier: Dossier) -> tuple[Markup, Markup]:
    """Returns the parts before and after the series, for a page that draws their charts itself.

    The second part is no dossier of its own: it has neither the title nor the subject's id.
    """
    cites = CiteMarkup(dossier.citations)
    rest = Markup('<article class="atlas-dossier" tabindex="0">{}</article>').format(
        joined(_other_part(dossier, cites, ())))
    return _article(dossier, _first_part(dossier, cites, ())), rest
