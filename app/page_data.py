"""The page about the data itself: who says what, what is missing, aged, differing, changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from app.cache import Atlas, boundary_policy, changes_since, past_releases
from app.text import joined
from app.touch import touch
from geo.ageing import marks
from geo.attributes import ATTRIBUTES
from geo.catalog import Catalog, RouteEntry
from geo.diff import Change
from geo.lengths import drawn_km, share
from geo.plural import plural
from geo.records import Fact
from geo.schema import MODES
from geo.words import (
    date_words,
    lines_words,
    scoped_words,
    source_words,
    value_words,
    who_words,
)

_MATRIX = ("status", "length", "capacity", "throughput", "transit-time", "start", "completion",
           "progress", "cost", "financing", "sponsor", "opponent", "condition", "purpose")
_MAX_CHANGES = 200
_KINDS = {"+": "came", "-": "went", "~": "became another"}


def _list(items: Iterable[Markup]) -> Markup:
    listed = joined(items)
    return Markup("<ul>{}</ul>").format(listed) if listed else Markup("<p>None.</p>")


def _told_by(catalog: Catalog, heading: str, *, reference: bool) -> Markup:
    facts = catalog.told_in_references() if reference else catalog.told_in_documents()
    claims = Counter(fact.source_id for fact in facts)
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td>{}</td><td class="atlas-number">{}</td></tr>'
               ).format(source_words(source), source.perspective, claims[source.source_id])
        for source in catalog.sources.values() if (source.kind == "reference") is reference)
    return Markup(
        '<table class="atlas-told"><thead><tr><th scope="col">{}</th>'
        '<th scope="col">Its standpoint</th>'
        '<th scope="col">Claims</th></tr></thead><tbody>{}</tbody></table>'
    ).format(heading, rows) if rows else Markup("")


def _sources(catalog: Catalog) -> Markup:
    """Documents first; reference works apart, never above them."""
    return _told_by(catalog, "Document", reference=False) + _told_by(
        catalog, "Reference, for what the documents leave out", reference=True)


def _cell(entry: RouteEntry, attribute: str) -> Markup:
    count = len({fact.source_id for fact in entry.claims(attribute)})
    if not count and not ATTRIBUTES[attribute].applies_to(entry.route.mode):
        return Markup('<td class="atlas-na" title="not applicable to {}">n/a</td>').format(
            MODES[entry.route.mode].lower())
    shown = "2+" if count > 1 else str(count)
    return Markup('<td class="atlas-count-{}">{}</td>').format(min(count, 2), shown)


def _matrix(catalog: Catalog) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(ATTRIBUTES[name].label)
                           for name in _MATRIX)
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            entry.route.name, Markup("").join(_cell(entry, name) for name in _MATRIX))
        for entry in sorted(catalog.entries, key=lambda entry: entry.route.name.casefold()))
    return Markup(
        '<div class="atlas-matrix" tabindex="0" role="region" aria-label="Coverage">'
        "<table><thead><tr><th>Route</th>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(head, body)


def _lengths(catalog: Catalog) -> Markup:
    def rows() -> Iterable[Markup]:
        for entry in catalog.entries:
            stated = entry.headline("length")
            drawn = drawn_km(entry.alignment.line)
            ratio = share(drawn, stated) if stated else None
            if stated and ratio:
                yield Markup(
                    '<tr><th scope="row">{}</th><td>{}</td><td class="atlas-number">{:,.1f} km</td>'
                    '<td>{}</td><td class="atlas-number">{:.2f}</td></tr>').format(
                    entry.route.name, entry.alignment.basis, drawn, value_words(stated), ratio)

    return Markup(
        "<table><thead><tr><th>Route</th><th>Basis</th><th>Drawn</th><th>Stated</th>"
        "<th>Drawn / stated</th></tr></thead><tbody>{}</tbody></table>").format(
        Markup("").join(rows()))


def _aged(catalog: Catalog) -> Markup:
    def lines(fact: Fact) -> Iterable[Markup]:
        for mark in marks(fact, catalog.claims_about(fact.subject_id), catalog.today):
            yield Markup('<li><span class="atlas-mark">{}</span> <strong>{}</strong>, {} {}: {}.'
                         "</li>").format(mark.kind, catalog.name_of(fact.subject_id),
                                         ATTRIBUTES[fact.attribute].label.lower(),
                                         value_words(fact), mark.reason)
    return _list(line for fact in catalog.facts for line in lines(fact))


def _side(catalog: Catalog, fact: Fact) -> Markup:
    return Markup('<li>{}: <strong>{}</strong> <span class="atlas-note">{}, as of {}, {}</span>'
                  "</li>").format(catalog.name_of(fact.subject_id), scoped_words(fact),
                           who_words(catalog.sources[fact.source_id]), date_words(fact.as_of),
                           lines_words(fact.lines))


def _differing(catalog: Catalog) -> Markup:
    """Every question on which claims differ, each claim with its subject, source and place."""
    seen: dict[str, Markup] = {}
    for subject in (*catalog.corridors, *catalog.ids, *catalog.places):
        for difference in catalog.differences(subject):
            label = (difference.question if difference.curated
                     else f"{catalog.name_of(subject)}: {difference.question}")
            seen.setdefault(label, Markup(
                '<li><details><summary>{} <span class="atlas-mark">{}</span></summary><ul>{}</ul>'
                "<p>{}</p></details></li>").format(
                label, difference.words,
                joined(_side(catalog, fact) for fact in difference.claims), difference.why))
    return _list(seen.values())


def _names(entries: Iterable[RouteEntry]) -> Markup:
    return _list(Markup("<li>{}</li>").format(name)
                 for name in sorted((entry.route.name for entry in entries), key=str.casefold))


def _changed(table: str, told: Sequence[Change]) -> Markup:
    """The changes of one table, folded under how many of each kind they are."""
    kinds = Counter(str(change)[0] for change in told)
    counts = ", ".join(f"{kinds[sign]} {words}" for sign, words in _KINDS.items() if kinds[sign])
    more = len(told) - _MAX_CHANGES
    note = (Markup("<p>… and {} more; <code>corridor-atlas diff</code> prints all.</p>"
                   ).format(more) if more > 0 else "")
    return Markup("<details><summary>{}: {}</summary>{}{}</details>").format(
        table, counts, _list(Markup("<li><code>{}</code></li>").format(str(change))
                             for change in told[:_MAX_CHANGES]), note)


def _changes(catalog: Catalog) -> None:
    known = past_releases()
    if not known:
        st.html("<p>No earlier release is kept with this data.</p>")
        return
    chosen = st.selectbox("Changes since release", known, key="data-release")
    changes = changes_since(chosen)
    if isinstance(changes, str):
        st.html(str(Markup("<p>{}</p>").format(changes)))
        return
    tables = {table: [change for change in changes if change.table == table]
              for table in dict.fromkeys(change.table for change in changes)}
    st.html(str(Markup(
        '<div class="atlas-data atlas-changes"><p>{} from {} to {}</p>{}</div>'
        ).format(
        plural(len(changes), "change"), chosen, catalog.release,
        joined(_changed(table, told) for table, told in tables.items()))))


def show_data_page(atlas: Atlas) -> None:
    """Everything about the data that a careful user asks before quoting it."""
    touch()  # coming back, the page of the map leads and not its bare address
    catalog = atlas.catalog
    one = [entry for entry in catalog.entries if len(entry.source_ids) == 1]
    none = [entry for entry in catalog.entries if not entry.facts]
    st.html(str(Markup(
        '<article class="atlas-data"><header class="atlas-head"><h1>The data</h1>'
        "<p>release {} · {} routes · {} claims in documents, {} in references · {} relations · "
        "ages counted on {}</p></header>"
        "<h2>Who says it</h2>{}"
        "<h2>Where claims differ</h2>{}"
        "<h2>What has aged</h2>{}"
        "<h2>Drawn against stated</h2><p>Geodesic length of the drawn line (WGS84) beside the "
        "length a source states. A drawn length never stands in for a stated one.</p>{}"
        "<h2>How many sources speak to what</h2><p>0 means that no document says; n/a that routes "
        "of this mode cannot have it.</p>{}"
        "<h2>Routes that rest on one source</h2>{}"
        "<h2>Routes of which no document makes a claim</h2><p>They are legs of corridors that the "
        "documents speak of; their dossiers show the claims about the corridor.</p>{}"
        "</article>").format(
        catalog.release, len(catalog.entries), len(catalog.told_in_documents()),
        len(catalog.told_in_references()), len(catalog.relations),
        date_words(catalog.today.isoformat()), _sources(catalog), _differing(catalog),
        _aged(catalog), _lengths(catalog), _matrix(catalog), _names(one), _names(none))))
    policy = boundary_policy()
    if policy:
        st.html('<article class="atlas-data"><h2>Borders</h2></article>')
        with st.expander("How disputed borders are drawn, line by line"):
            st.markdown(policy)
    st.html('<article class="atlas-data"><h2>Changes</h2></article>')
    _changes(catalog)
