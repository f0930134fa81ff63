"""Kilometres of each corridor's routes by status, in bars and in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from app.components.citations import Notes
from geo.catalog.catalog import Catalog
from geo.catalog.route_status import effective_status
from geo.claims.wording import STATUS_WORDS, km_words, value_words
from geo.export.html.markup import joined
from geo.presentation.progress import (
    COMPARED,
    GROUPS,
    CorridorProgress,
    RouteShare,
    corridor_progress,
)

_ROOM_FOR_WORDS = 0.17


def _segments(built: CorridorProgress, scale: float) -> Iterable[Markup]:
    for group, words in GROUPS.items():
        for drawn in (False, True):
            km = built.km(group, drawn=drawn)
            if km:
                basis_words = "drawn" if drawn else "stated"
                label = (Markup("<span>{} {}</span>").format(words, km_words(km))
                         if km / scale >= _ROOM_FOR_WORDS else "")
                yield Markup(
                    '<i class="time-seg time-seg-{} time-{}" style="width:{:.3f}%" '
                    'title="{}: {} km, {}">{}</i>').format(
                    group, basis_words, 100 * km / scale, words, km_words(km), basis_words, label)


def _claimed(built: CorridorProgress, notes: Notes) -> Markup:
    if built.claim is None:
        return Markup('<span class="atlas-missing">No document gives its length</span>')
    return Markup('claimed: <strong>{}</strong>{} <span class="atlas-note">{}</span>').format(
        value_words(built.claim), notes.mark(built.claim), built.claim.note)


def _stack(name: str, built: CorridorProgress, notes: Notes) -> Markup:
    claim = float(built.claim.number or 0) if built.claim else 0.0
    scale = max(built.total, claim) or 1.0
    tick = (Markup('<b class="time-claim" style="left:{:.2f}%" title="the length claimed"></b>'
                   ).format(100 * claim / scale) if claim else "")
    return Markup(
        '<div class="time-lane"><div class="time-said"><strong>{}</strong><br>{}<br>routes: {} km'
        '</div><div class="time-stack" aria-hidden="true">{}{}</div></div>').format(
        name, _claimed(built, notes), km_words(built.total), joined(_segments(built, scale)), tick)


def _cell(km: float, drawn: float) -> Markup:
    if not km:
        return Markup('<td class="atlas-number">0</td>')
    note = "" if not drawn else "drawn" if drawn == km else f"{km_words(drawn)} drawn"
    return Markup('<td class="atlas-number">{}{}</td>').format(
        km_words(km), Markup('<br><span class="atlas-note">{}</span>').format(note) if note else "")


def _row(name: str, built: CorridorProgress, notes: Notes) -> Markup:
    claim = (Markup("{}{}").format(value_words(built.claim), notes.mark(built.claim)) if built.claim
             else Markup('<span class="atlas-missing">not in the sources</span>'))
    return Markup('<tr><th scope="row">{}</th><td>{}</td>{}{}</tr>').format(
        name, claim, _cell(built.total, built.drawn),
        joined(_cell(built.km(group), built.km(group, drawn=True)) for group in GROUPS))


def _route_item(catalog: Catalog, part: RouteShare, notes: Notes) -> Markup:
    length = (Markup("{}{}").format(value_words(part.stated), notes.mark(part.stated))
              if part.stated else Markup('{} km <span class="atlas-note">drawn</span>').format(
                  km_words(part.length)))
    status = part.entry.headline("status")
    cited = notes.mark(status) if status else ""
    shared = (Markup(' <span class="atlas-note">{} km of it counted, the rest shared with others'
                     "</span>").format(km_words(part.km)) if part.shared else "")
    return Markup("<li>{}: {}, {}{}{}{}</li>").format(
        part.entry.route.name, length, GROUPS[part.group].lower(), cited,
        _of_whole(catalog, part, notes), shared)


def _of_whole(catalog: Catalog, part: RouteShare, notes: Notes) -> Markup:
    """The status of the whole that a route without a status is part of; blank if there is none."""
    status = effective_status(catalog, part.entry)
    if status.through is None or status.claim is None:
        return Markup("")
    return Markup("; of {}, which a source says it is part of: {}{}{}").format(
        catalog.name_of(status.through.object_id), STATUS_WORDS[status.status].lower(),
        notes.mark(status.claim), notes.mark(status.through))


def claims_and_progress(catalog: Catalog, names: Mapping[str, str], notes: Notes) -> Markup:
    """The bars, a table of the same kilometres, and each route counted in them.

    `names` has the names of the corridors by id, in the order shown.
    """
    corridors = [
        (name, corridor_progress(catalog, key)) for key, name in names.items() if key != COMPARED
    ]
    left_out_note = (Markup(" {} are left out: they are there to compare with, and are unlike each "
                            "other.").format(names[COMPARED]) if COMPARED in names else "")
    key = joined(Markup('<span><i class="time-seg time-seg-{}"></i> {}</span>').format(group, words)
                for group, words in GROUPS.items())
    head = joined(Markup('<th scope="col">{}</th>').format(words) for words in GROUPS.values())
    return Markup(
        '<h2>Claimed and built</h2><p>The routes of each corridor by their headline status. A '
        "route counts with the length a document states for it or, if none does, with its drawn "
        "length. Track that several routes share counts once. Routes that are alternatives to each "
        "other all count, so their sum is not the corridor\u2019s length. Each bar has its own "
        "scale.{}</p>"
        '<div class="time-key">{}<span><i class="time-under time-stated"></i> stated</span>'
        '<span><i class="time-under time-drawn"></i> drawn, not stated</span>'
        '<span><b class="time-claim"></b> the length claimed for the corridor</span></div>{}'
        '<div class="time-scroll" tabindex="0" role="region" aria-label="Kilometres"><table>'
        "<caption>Kilometres</caption><thead><tr><th>Corridor</th><th>Claimed</th><th>All routes"
        "</th>{}</tr></thead><tbody>{}</tbody></table></div>"
        "<details><summary>Every route, with its source</summary>{}</details>").format(
        left_out_note, key, joined(_stack(name, built, notes) for name, built in corridors), head,
        joined(_row(name, built, notes) for name, built in corridors),
        joined(Markup("<h4>{}</h4><ul>{}</ul>").format(
            name, joined(_route_item(catalog, share, notes) for share in built.segments))
            for name, built in corridors))
