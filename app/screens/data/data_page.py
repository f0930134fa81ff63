"""The page about the data: sources, what is missing, stale, differing or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from app.components.citations import Notes
from app.components.links import SubjectLinks
from app.screens.data.changes import show_changes
from app.session.interaction import touch
from app.session.view import current
from app.shared.atlas_cache import Atlas, boundary_policy
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.names import by_name, listed
from geo.catalog.summary import readings_words
from geo.claims.headline import RULE
from geo.claims.staleness import age_marks
from geo.claims.wording import (
    citation_words,
    date_words,
    scoped_words,
    source_words,
    value_words,
    who_words,
)
from geo.data.attributes import ATTRIBUTES
from geo.data.geodesy import drawn_km, share
from geo.data.records import Claim
from geo.data.schema import MODES, NOT_MAPPED_KINDS
from geo.export.html.markup import joined

_MATRIX = ("status", "length", "capacity", "throughput", "transit-time", "start", "completion",
           "progress", "cost", "financing", "sponsor", "opponent", "condition", "purpose")
_PARTS = (("who", "Sources"), ("read", "How claims are confirmed"),
          ("first", "Which claim is shown first"), ("differ", "Where claims differ"),
          ("aged", "Stale claims"),
          ("drawn", "Drawn and stated lengths"),
          ("coverage", "Number of sources for each attribute"),
          ("one-source", "Routes that rest on one source"),
          ("no-claim", "Routes of which no document makes a claim"),
          ("not-mapped", "What the sources name and the atlas does not map"),
          ("borders", "Borders"),
          ("changes", "Changes"))


def _list(items: Iterable[Markup]) -> Markup:
    list_items = joined(items)
    return Markup("<ul>{}</ul>").format(list_items) if list_items else Markup("<p>None.</p>")


def _source_rows(catalog: Catalog, heading: str, *, at_hand: bool) -> Markup:
    claims = catalog.claims_of_texts(at_hand=at_hand)
    counts = Counter(claim.source_id for claim in claims)
    rows = joined(Markup(
        '<tr><th scope="row">{}</th><td>{}</td><td class="atlas-number" data-label="Claims">{}'
        "</td></tr>").format(source_words(source), source.perspective, counts[source.source_id])
        for source in catalog.sources.values() if source.at_hand is at_hand)
    return Markup(
        '<tbody><tr class="atlas-told-head"><th scope="col">{}</th><th scope="col">Its standpoint'
        '</th><th scope="col" class="atlas-number">Claims</th></tr>{}</tbody>'
        ).format(heading, rows) if rows else rows


def _sources(catalog: Catalog) -> Markup:
    """The table of sources: documents first, then public pages."""
    return Markup('<table class="atlas-told">{}{}</table>').format(
        _source_rows(catalog, "Document, cited by line", at_hand=True),
        _source_rows(catalog, "Public page, cited by address and day", at_hand=False))


def _cell(entry: RouteEntry, attribute: str) -> Markup:
    count = len({claim.source_id for claim in entry.claims_of(attribute)})
    if not count and not ATTRIBUTES[attribute].applies_to(entry.route.mode):
        return Markup('<td class="atlas-na" title="not applicable to {}">n/a</td>').format(
            MODES[entry.route.mode].lower())
    shown = "2+" if count > 1 else str(count)
    return Markup('<td class="atlas-count-{}">{}</td>').format(min(count, 2), shown)


def _matrix(opener: SubjectLinks) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(ATTRIBUTES[name].label)
                           for name in _MATRIX)
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            opener.link(entry.route_id), joined(_cell(entry, name) for name in _MATRIX))
        for entry in listed(opener.catalog.entries))
    return Markup(
        '<div class="atlas-matrix" tabindex="0" role="region" aria-label="Coverage">'
        "<table><thead><tr><th>Route</th>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(head, body)


def _lengths(opener: SubjectLinks) -> Markup:
    def rows() -> Iterable[Markup]:
        for entry in listed(opener.catalog.entries):
            stated = entry.headline("length")
            drawn = drawn_km(entry.alignment.line)
            ratio = share(drawn, stated) if stated else None
            if stated and ratio:
                yield Markup(
                    '<tr><th scope="row">{}</th><td data-label="Basis">{}</td>'
                    '<td class="atlas-number" data-label="Drawn">{:,.1f} km</td>'
                    '<td data-label="Stated">{}</td>'
                    '<td class="atlas-number" data-label="Drawn / stated">{:.2f}</td></tr>').format(
                    opener.link(entry.route_id), entry.alignment.basis, drawn,
                    value_words(stated), ratio)

    return Markup(
        '<table class="atlas-lengths"><thead><tr><th>Route</th><th>Basis</th>'
        '<th class="atlas-number">Drawn</th><th>Stated</th>'
        '<th class="atlas-number">Drawn / stated</th></tr></thead>'
        "<tbody>{}</tbody></table>").format(joined(rows()))


def _stale(opener: SubjectLinks) -> Markup:
    catalog = opener.catalog

    def lines(claim: Claim) -> Iterable[Markup]:
        for mark in age_marks(claim, catalog.claims_about(claim.subject_id), catalog.today):
            yield Markup('<li><span class="atlas-mark">{}</span> <strong>{}</strong>, {} {}: {}.'
                         "</li>").format(mark.kind, opener.link(claim.subject_id),
                                         ATTRIBUTES[claim.attribute].label.lower(),
                                         value_words(claim), mark.reason)
    return _list(line for claim in catalog.claims for line in lines(claim))


def _side(opener: SubjectLinks, claim: Claim, notes: Notes) -> Markup:
    return Markup('<li>{}: <strong>{}</strong>{} <span class="atlas-note">{}, as of {}</span></li>'
                  ).format(opener.link(claim.subject_id), scoped_words(claim), notes.mark(claim),
                           who_words(opener.catalog.sources[claim.source_id]),
                           date_words(claim.as_of))


def _differing(opener: SubjectLinks) -> Markup:
    """Each question on which claims differ; each claim has its subject, source and lines."""
    catalog, notes, seen = opener.catalog, Notes(opener.catalog), dict[str, Markup]()
    for subject in by_name(catalog, (*catalog.corridors, *catalog.ids, *catalog.places)):
        for difference in catalog.differences(subject):
            label = (difference.question if difference.curated
                     else f"{catalog.name_of(subject)}: {difference.question}")
            if label not in seen:
                seen[label] = Markup(
                    '<li><details><summary>{} <span class="atlas-mark">{}</span></summary>'
                    "<ul>{}</ul><p>{}</p></details></li>").format(
                    label, difference.words,
                    joined(_side(opener, claim, notes) for claim in difference.claims),
                    difference.why)
    return Markup('<div class="atlas-questions">{}</div><details class="atlas-data-notes"><summary>'
                  "Where these claims are printed</summary>{}</details>").format(
        _list(seen.values()), notes.listing())


def _names(opener: SubjectLinks, entries: Iterable[RouteEntry]) -> Markup:
    return Markup('<div class="atlas-names">{}</div>').format(_list(
        Markup("<li>{}</li>").format(opener.link(entry.route_id)) for entry in listed(entries)))


def _not_mapped(catalog: Catalog) -> Markup:
    """The table of systems that sources name and the atlas does not draw, with the reasons."""
    rows = joined(Markup(
        '<tr><th scope="row">{}</th><td data-label="Kind">{}</td>'
        '<td data-label="Why it is not drawn">{}</td>'
        '<td data-label="Named by">“{}” <span class="atlas-note">{}</span></td></tr>').format(
        system.name, NOT_MAPPED_KINDS[system.kind], system.reason, system.printed,
        citation_words(catalog.sources[system.source_id], system.section, system.lines))
        for system in catalog.not_mapped)
    if not rows:
        return Markup("<p>None.</p>")
    return Markup(
        '<table class="atlas-lengths atlas-unmapped"><thead><tr><th>System</th><th>Kind</th>'
        "<th>Why it is not drawn</th><th>Named by</th></tr></thead><tbody>{}</tbody></table>"
    ).format(rows)


def _heading(part: str) -> Markup:
    return Markup('<h2 id="{}">{}</h2>').format(f"data-{part}", dict(_PARTS)[part])


def _contents() -> Markup:
    """Links to the parts of the page."""
    return Markup('<nav class="atlas-contents" aria-label="On this page">{}</nav>').format(
        joined((Markup('<a href="#data-{}">{}</a>').format(part, title)
                for part, title in _PARTS), " "))


def _texts(opener: SubjectLinks) -> Markup:
    """The parts of the page that are counted from the release itself."""
    catalog = opener.catalog
    one_source = (entry for entry in catalog.entries if len(entry.source_ids) == 1)
    no_claim = (entry for entry in catalog.entries if not entry.claims)
    lengths_note = Markup("<p>Geodesic length of the drawn line (WGS84) beside the length a source "
                          "states. A drawn length never stands in for a stated one.</p>")
    coverage_note = Markup("<p>0: no source says. n/a: routes of this mode cannot have it."
                           "</p>")
    no_claim_note = Markup("<p>They belong to corridors that the documents mention; their "
                           "dossiers show the claims about the corridor.</p>")
    parts = {"who": _sources(catalog),
             "read": Markup("<p>{}</p>").format(readings_words(catalog)),
             "first": Markup("<p>Where several claims speak of one thing, each step decides what "
                             "those before it left open:</p><ol>{}</ol>").format(
                 joined(Markup("<li>{}</li>").format(step) for step in RULE)),
             "differ": _differing(opener), "aged": _stale(opener),
             "drawn": lengths_note + _lengths(opener), "coverage": coverage_note + _matrix(opener),
             "one-source": _names(opener, one_source),
             "no-claim": no_claim_note + _names(opener, no_claim),
             "not-mapped": _not_mapped(catalog)}
    return joined(_heading(part) + text for part, text in parts.items())


def show_data_page(atlas: Atlas) -> None:
    """Shows what a careful user asks about the data before quoting it."""
    touch()  # coming back, the page of the map leads and not its bare address
    catalog = atlas.catalog
    st.html(str(Markup(
        '<article class="atlas-data"><header class="atlas-head"><h1>The data</h1>'
        "<p>release {} · {} routes · {} claims in documents, {} on public pages · {} relations · "
        "ages counted on {}</p></header>{}{}</article>").format(
        catalog.release, len(catalog.entries), len(catalog.claims_of_texts(at_hand=True)),
        len(catalog.claims_of_texts(at_hand=False)), len(catalog.relations),
        date_words(catalog.today.isoformat()), _contents(),
        _texts(SubjectLinks(catalog, current().release)))))
    st.html(str(Markup('<article class="atlas-data">{}</article>').format(_heading("borders"))))
    policy = boundary_policy()
    if policy:
        with st.expander("How disputed borders are drawn, line by line"):
            st.markdown(policy)
    else:
        st.html("<p>This data has no policy on borders.</p>")
    st.html(str(Markup('<article class="atlas-data">{}</article>').format(_heading("changes"))))
    show_changes(catalog)
