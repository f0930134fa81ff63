"""Claimed and built: the kilometres of each corridor's legs by status, in bars and in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from app.components.citations import Notes
from app.components.markdown import joined
from geo.catalog.catalog import Catalog
from geo.catalog.route_status import effective_status
from geo.claims.wording import STATUS_WORDS, km_words, value_words
from geo.presentation.progress import (
    COMPARED,
    GROUPS,
    CorridorProgress,
    RouteShare,
    corridor_progress,
)

_ROOM_FOR_WORDS = 0.17


def _segments(one: CorridorProgress, scale: float) -> Iterable[Markup]:
    for group, words in GROUPS.items():
        for drawn in (False, True):
            km = one.km(group, drawn=drawn)
            if km:
                how = "drawn" if drawn else "stated"
                label = (Markup("<span>{} {}</span>").format(words, km_words(km))
                         if km / scale >= _ROOM_FOR_WORDS else "")
                yield Markup(
                    '<i class="time-seg time-seg-{} time-{}" style="width:{:.3f}%" '
                    'title="{}: {} km, {}">{}</i>').format(
                    group, how, 100 * km / scale, words, km_words(km), how, label)


def _claimed(one: CorridorProgress, notes: Notes) -> Markup:
    if one.claim is None:
        return Markup('<span class="atlas-missing">No document gives its length</span>')
    return Markup('claimed: <strong>{}</strong>{} <span class="atlas-note">{}</span>').format(
        value_words(one.claim), notes.mark(one.claim), one.claim.note)


def _stack(name: str, one: CorridorProgress, notes: Notes) -> Markup:
    claim = float(one.claim.number or 0) if one.claim else 0.0
    scale = max(one.total, claim) or 1.0
    tick = (Markup('<b class="time-claim" style="left:{:.2f}%" title="the length claimed"></b>'
                   ).format(100 * claim / scale) if claim else "")
    return Markup(
        '<div class="time-lane"><div class="time-said"><strong>{}</strong><br>{}<br>legs: {} km'
        '</div><div class="time-stack" aria-hidden="true">{}{}</div></div>').format(
        name, _claimed(one, notes), km_words(one.total), joined(_segments(one, scale)), tick)


def _cell(km: float, drawn: float) -> Markup:
    if not km:
        return Markup('<td class="atlas-number">0</td>')
    how = "" if not drawn else "drawn" if drawn == km else f"{km_words(drawn)} drawn"
    return Markup('<td class="atlas-number">{}{}</td>').format(
        km_words(km), Markup('<br><span class="atlas-note">{}</span>').format(how) if how else "")


def _row(name: str, one: CorridorProgress, notes: Notes) -> Markup:
    claim = (Markup("{}{}").format(value_words(one.claim), notes.mark(one.claim)) if one.claim
             else Markup('<span class="atlas-missing">not in the sources</span>'))
    return Markup('<tr><th scope="row">{}</th><td>{}</td>{}{}</tr>').format(
        name, claim, _cell(one.total, one.drawn),
        joined(_cell(one.km(group), one.km(group, drawn=True)) for group in GROUPS))


def _leg(catalog: Catalog, leg: RouteShare, notes: Notes) -> Markup:
    length = (Markup("{}{}").format(value_words(leg.stated), notes.mark(leg.stated)) if leg.stated
              else Markup('{} km <span class="atlas-note">drawn</span>').format(
                  km_words(leg.length)))
    status = leg.entry.headline("status")
    cited = notes.mark(status) if status else ""
    shared = (Markup(' <span class="atlas-note">{} km of it counted, the rest runs on other legs'
                     "</span>").format(km_words(leg.km)) if leg.shared else "")
    return Markup("<li>{}: {}, {}{}{}{}</li>").format(
        leg.entry.route.name, length, GROUPS[leg.group].lower(), cited,
        _of_whole(catalog, leg, notes), shared)


def _of_whole(catalog: Catalog, leg: RouteShare, notes: Notes) -> Markup:
    """What is said of the whole that a leg without a status is part of, if anything is."""
    said = effective_status(catalog, leg.entry)
    if said.through is None or said.claim is None:
        return Markup("")
    return Markup("; of {}, which a source says it is part of: {}{}{}").format(
        catalog.name_of(said.through.object_id), STATUS_WORDS[said.status].lower(),
        notes.mark(said.claim), notes.mark(said.through))


def claims_and_progress(catalog: Catalog, names: Mapping[str, str], notes: Notes) -> Markup:
    """The bars, the same in a table, and every leg that they are made of.

    `names` are the corridors' by their ids, in the order shown.
    """
    each = [
        (name, corridor_progress(catalog, key)) for key, name in names.items() if key != COMPARED
    ]
    left_out = (Markup(" {} are left out: they are there to compare with, and are unlike each "
                       "other.").format(names[COMPARED]) if COMPARED in names else "")
    key = joined(Markup('<span><i class="time-seg time-seg-{}"></i> {}</span>').format(group, words)
                for group, words in GROUPS.items())
    head = joined(Markup('<th scope="col">{}</th>').format(words) for words in GROUPS.values())
    return Markup(
        '<h2>Claimed and built</h2><p>The legs of each corridor by their headline status. A leg '
        "counts with the length a document states for it or, where none does, with its drawn "
        "length. Track that several legs run on counts once. Legs that are alternatives to each "
        "other all count, so their sum is not the corridor\u2019s length. Each bar has its own "
        "scale.{}</p>"
        '<div class="time-key">{}<span><i class="time-under time-stated"></i> stated</span>'
        '<span><i class="time-under time-drawn"></i> drawn, not stated</span>'
        '<span><b class="time-claim"></b> the length claimed for the corridor</span></div>{}'
        '<div class="time-scroll" tabindex="0" role="region" aria-label="Kilometres"><table>'
        "<caption>Kilometres</caption><thead><tr><th>Corridor</th><th>Claimed</th><th>All legs"
        "</th>{}</tr></thead><tbody>{}</tbody></table></div>"
        "<details><summary>Every leg, with its source</summary>{}</details>").format(
        left_out, key, joined(_stack(name, one, notes) for name, one in each), head,
        joined(_row(name, one, notes) for name, one in each),
        joined(Markup("<h4>{}</h4><ul>{}</ul>").format(
            name, joined(_leg(catalog, leg, notes) for leg in one.segments)) for name, one in each))
