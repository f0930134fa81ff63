"""Changes since an earlier release: counts by kind, a list with names, and a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import streamlit as st
from markupsafe import Markup

from app.shared.atlas_cache import changes_since, past_releases
from geo.catalog.catalog import Catalog
from geo.claims.wording import who_words
from geo.data.attributes import ATTRIBUTES
from geo.data.diff import Change
from geo.data.plural import plural
from geo.export.html.markup import joined

_MAX_CHANGES = 200
_SIGNS: Final[Mapping[str, str]] = MappingProxyType(
    {"+": "added", "-": "taken out", "~": "changed"})
_TABLES: Final[Mapping[str, str]] = MappingProxyType({
    "sources": "Sources", "corridors": "Corridors", "routes": "Routes", "aliases": "Other names",
    "claims": "Claims", "relations": "Relations", "places": "Places",
    "headings": "Headings of documents", "disagreements": "Questions on which claims differ",
    "naming": "Reasons for names", "not_mapped": "Systems not mapped"})
_CLAIM_PARTS = 3  # what a claim prints may hold a slash itself


def _part_words(catalog: Catalog, part: str) -> str:
    """A part of a row's identity as a reader knows it."""
    if part in ATTRIBUTES:
        return ATTRIBUTES[part].label.lower()
    if part in catalog.sources:
        return who_words(catalog.sources[part])
    return catalog.name_of(part)


def _change_item(catalog: Catalog, change: Change) -> Markup:
    parts = change.row.split("/", _CLAIM_PARTS) if change.table == "claims" else (
        change.row.split("/"))
    where, *rest = (_part_words(catalog, part) for part in parts)
    field = f"{change.field.replace('_', ' ')}: " if change.field else ""
    values = [Markup("<del>{}</del>").format(change.old)] if change.old else []
    values += [Markup("<ins>{}</ins>").format(change.new)] if change.new else []
    return Markup('<li><strong>{}</strong>{} · {}{} <span class="atlas-note">{}</span></li>'
                  ).format(where, "".join(f" · {part}" for part in rest), field,
                           joined(values, " → "), _SIGNS[str(change)[0]])


def _folded(catalog: Catalog, table: str, changes: Sequence[Change]) -> Markup:
    more = len(changes) - _MAX_CHANGES
    note = (Markup("<p>… and {} more, which the file holds.</p>").format(more)
            if more > 0 else "")
    return Markup("<details><summary>{}: {}</summary><ul>{}</ul>{}</details>").format(
        _TABLES.get(table, table), plural(len(changes), "change"),
        joined(_change_item(catalog, change) for change in changes[:_MAX_CHANGES]), note)


def _summary(tables: Mapping[str, Sequence[Change]]) -> Markup:
    def row(table: str, changes: Iterable[Change]) -> Markup:
        kinds = Counter(str(change)[0] for change in changes)
        return Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            _TABLES.get(table, table),
            joined(Markup('<td class="atlas-number">{:,}</td>').format(kinds[sign])
                   for sign in _SIGNS))

    head = joined(Markup('<th scope="col">{}</th>').format(words.capitalize())
                  for words in _SIGNS.values())
    return Markup('<table class="atlas-counts"><thead><tr><th scope="col">In</th>{}</tr></thead>'
                  "<tbody>{}</tbody></table>").format(
        head, joined(row(table, changes) for table, changes in tables.items()))


def show_changes(catalog: Catalog) -> None:
    """Shows a choice of the earlier release, and what changed since."""
    earlier = past_releases()
    if not earlier:
        st.html("<p>No earlier release is kept with this data.</p>")
        return
    chosen = st.selectbox("Changes since release", earlier, key="data-release")
    changes = changes_since(chosen)
    if isinstance(changes, str):
        st.html(str(Markup("<p>{}</p>").format(changes)))
        return
    tables = {table: [change for change in changes if change.table == table]
              for table in dict.fromkeys(change.table for change in changes)}
    st.html(str(Markup(
        '<div class="atlas-data atlas-changes"><p>{} of single values or rows, from {} to {}</p>'
        "{}{}</div>").format(
        plural(len(changes), "change"), chosen, catalog.release, _summary(tables),
        joined(_folded(catalog, table, listed) for table, listed in tables.items()))))
    st.download_button(
        "All changes as a text file", "".join(f"{change}\n" for change in changes),
        file_name=f"corridor-atlas-changes-{chosen}-to-{catalog.release}.txt", mime="text/plain",
        key="data-changes", on_click="ignore")
