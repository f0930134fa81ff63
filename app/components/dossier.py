"""The dossier of a route: every claim, its source, and where it is printed."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.components.citations import Notes
from app.components.markdown import joined
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.names import other_names
from geo.claims.staleness import age_words, marks
from geo.claims.wording import date_words, qualifier_words, scoped_words, value_words, who_words
from geo.data.attributes import ATTRIBUTES
from geo.data.countries import countries_words
from geo.data.geodesy import drawn_km, share
from geo.data.plural import plural
from geo.data.records import Claim
from geo.data.schema import BASES, MODES, RELATIONS
from geo.presentation.sentence import sentence
from geo.presentation.statement import route_statement, status_words

_KEY_FIGURES = ("status", "length", "capacity", "throughput", "start", "completion", "cost",
                "transit-time", "gauge")
_OPEN_NAMES = 4


def _figure(catalog: Catalog, entry: RouteEntry, attribute: str, notes: Notes) -> Markup:
    statement = route_statement(catalog, entry, attribute)
    if not statement.first:
        content = Markup('<dd class="atlas-missing">{}</dd>').format(statement.words)
    else:
        values = joined(Markup("{}{}{}").format(
            piece.lead + piece.value, notes.mark(piece.claim),
            Markup('<span class="atlas-more">{}</span>').format(piece.scope) if piece.part else "")
            for piece in statement.pieces)
        more = (Markup(' <span class="atlas-more">{}</span>').format(statement.more)
                if statement.more else "")
        content = Markup("<dd>{}{}{}</dd>").format(values, more, joined(
            Markup(' <span class="atlas-mark">{}</span>').format(flag) for flag in statement.flags))
    return Markup("<div><dt>{}</dt>{}</div>").format(ATTRIBUTES[attribute].label, content)


def _marks(catalog: Catalog, claim: Claim) -> Markup:
    marks_found = marks(claim, catalog.claims_about(claim.subject_id), catalog.today)
    return joined(Markup('<br><span class="atlas-mark">{}</span> <span class="atlas-note">{}</span>'
                        ).format(mark.kind, mark.reason) for mark in marks_found)


def _claim(catalog: Catalog, claim: Claim, notes: Notes) -> Markup:
    role, source = qualifier_words(claim), catalog.sources[claim.source_id]
    return Markup(
        '<li><span class="atlas-value">{}</span>{}{}{}<br><span class="atlas-printed">printed '
        '“{}” · as of {} · {}</span>{}<br><span class="atlas-who">{}: {}</span></li>').format(
        value_words(claim), Markup(" <em>{}</em>").format(role) if role else "", notes.mark(claim),
        _marks(catalog, claim), claim.printed, date_words(claim.as_of),
        age_words(claim, catalog.today),
        Markup('<br><span class="atlas-note">{}</span>').format(claim.note) if claim.note else "",
        who_words(source), source.perspective)


def claims_html(catalog: Catalog, claims: tuple[Claim, ...], notes: Notes) -> Markup:
    """All claims, grouped by attribute in the registry's order."""
    groups = []
    for name, attribute in ATTRIBUTES.items():
        of_attribute = [claim for claim in claims if claim.attribute == name]
        if of_attribute:
            groups.append(Markup("<h4>{}</h4><ul>{}</ul>").format(
                attribute.label, joined(_claim(catalog, claim, notes) for claim in of_attribute)))
    return joined(groups)


def names_html(catalog: Catalog, subject: str) -> Markup:
    """The other names of a subject; those beyond the first few and the reason are folded."""
    names = [Markup("<bdi>{}</bdi>").format(name) for name in other_names(catalog, subject)]
    naming, more = catalog.naming.get(subject), len(names) - _OPEN_NAMES
    first = Markup('<p class="atlas-aliases">Also: {}</p>').format(
        joined(names[:_OPEN_NAMES], "; ")) if names else Markup("")
    summary = [plural(more, "more name")] if more > 0 else []
    summary += ["why this name is shown"] if naming else []
    if not summary:
        return first
    return first + Markup(
        '<details class="atlas-aliases"><summary>{}</summary>{}{}</details>').format(
        " and ".join(summary).capitalize(), joined(names[_OPEN_NAMES:], "; "),
        Markup("<p>{}</p>").format(naming.reason) if naming else "")


def _head(catalog: Catalog, entry: RouteEntry) -> Markup:
    route = entry.route
    corridors = [catalog.name_of(corridor) for corridor in route.corridor_ids]
    via = (Markup("<details><summary>by way of {} places</summary>{}</details>").format(
        len(route.via_places), " → ".join(map(catalog.name_of, route.via_places)))
        if route.via_places else "")
    return Markup(
        '<p class="atlas-eyebrow">{}</p><h2>{}</h2>{}<p class="atlas-way">{} → {}<br>{}</p>{}'
    ).format(
        " · ".join([MODES[route.mode], status_words(entry), *corridors]), route.name,
        names_html(catalog, entry.route_id), catalog.name_of(route.from_place),
        catalog.name_of(route.to_place), countries_words(route), via)


def _line(entry: RouteEntry) -> Markup:
    alignment, stated = entry.alignment, entry.headline("length")
    drawn = drawn_km(alignment.line)
    ratio = share(drawn, stated) if stated else None
    ratio_words = (f"{ratio:.2f} of the stated {value_words(stated)}" if stated and ratio else
                   "no length of the whole is stated")
    return Markup(
        '<h3>The line on the map</h3><p class="atlas-basis"><strong>{}</strong>: {}. {}</p>'
        '<p class="atlas-basis">Drawn length {:,.0f} km (geodesic, WGS84), {}. A drawn length '
        "never stands in for a stated one.</p>").format(
        alignment.basis.capitalize(), BASES[alignment.basis], alignment.basis_note, drawn,
        ratio_words)


def differences_html(catalog: Catalog, subject: str, notes: Notes) -> Markup:
    """The claims that differ, side by side, with their sources and, if known, the reason."""
    blocks = []
    for difference in catalog.differences(subject):
        sides = joined(
            Markup('<div><strong>{}</strong>{}<br>{}<br><span class="atlas-note">{} · as of {}'
                   "</span></div>").format(
                scoped_words(claim), notes.mark(claim), Markup("“{}”").format(claim.printed),
                who_words(catalog.sources[claim.source_id]), date_words(claim.as_of))
            for claim in difference.claims)
        blocks.append(Markup(
            '<section class="atlas-differ"><h4>{} <span class="atlas-mark">{}</span></h4>'
            '<div class="atlas-sides">{}</div><p>{}</p></section>').format(
                difference.question, difference.words, sides, difference.why))
    return Markup("<h3>Where claims differ</h3>{}").format(joined(blocks)) if blocks else (
        Markup(""))


def relations_html(catalog: Catalog, subject_id: str, notes: Notes) -> Markup:
    """The relations of a subject to others, with their sources."""
    relations = [relation for relation in catalog.relations
                 if subject_id in (relation.subject_id, relation.object_id)]
    if not relations:
        return Markup("")
    list_items = (Markup("<li>{} <em>{}</em> {}{}</li>").format(
        catalog.name_of(relation.subject_id), RELATIONS[relation.relation],
        catalog.name_of(relation.object_id), notes.mark(relation)) for relation in relations)
    return Markup("<h3>Relations</h3><ul>{}</ul>").format(joined(list_items))


def _context(catalog: Catalog, entry: RouteEntry, notes: Notes) -> Markup:
    """The claims about the corridors and places of a route."""
    route = entry.route
    blocks = []
    for subject in (*route.corridor_ids, route.from_place, *route.via_places, route.to_place):
        claims = catalog.claims_about(subject)
        if claims:
            blocks.append(Markup("<details><summary>{} · {} claims</summary>{}</details>").format(
                catalog.name_of(subject), len(claims), claims_html(catalog, claims, notes)))
    return (Markup("<h3>Its corridors and places</h3>{}").format(joined(blocks))
            if blocks else Markup(""))


def dossier_html(catalog: Catalog, entry: RouteEntry) -> Markup:
    """The whole dossier as markup in which all text from data is escaped."""
    notes = Notes(catalog.sources)
    lead = sentence(catalog, entry, notes.number)
    figures = joined(_figure(catalog, entry, name, notes) for name in _KEY_FIGURES)
    claims = claims_html(catalog, entry.claims, notes) or Markup(
        '<p class="atlas-missing">No document in the atlas makes a claim about this route itself.'
        "</p>")
    return Markup(
        '<article class="atlas-dossier" tabindex="0" data-route-id="{}">{}'
        '<p class="atlas-sentence">{}</p>'
        "<dl>{}</dl>{}{}"
        "<h3>Every claim</h3>{}{}{}{}</article>").format(
        entry.route_id, _head(catalog, entry), lead, figures,
        differences_html(catalog, entry.route_id, notes), _line(entry), claims,
        relations_html(catalog, entry.route_id, notes), _context(catalog, entry, notes),
        notes.listing())


def show_dossier(catalog: Catalog, entry: RouteEntry, *, hidden: bool) -> None:
    """Draw the dossier. `hidden` says that the filters leave the route off the map."""
    if hidden:
        st.html('<p class="atlas-hidden">The filters now leave this route off the map.</p>')
    st.html(str(dossier_html(catalog, entry)))
