"""The page that compares routes, corridors and places; every cell has its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from app.components.citations import Notes
from app.components.links import SubjectLinks
from app.components.page_head.page_head import show_heading
from app.components.theme import sheet
from app.session.interaction import touch
from app.session.view import current
from app.shared.atlas_cache import Atlas
from geo.catalog.catalog import Catalog
from geo.claims.staleness import marks
from geo.claims.value_state import STATE_WORDS
from geo.claims.wording import date_words, qualifier_words, value_words, who_words
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim
from geo.data.schema import RELATIONS
from geo.export.html.markup import joined
from geo.presentation.comparison import (
    FEWEST,
    MOST,
    Cell,
    Comparison,
    Row,
    compare_subjects,
    kind_words,
    presets,
    subjects,
)
from geo.presentation.comparison_words import (
    claims_words,
    common_words,
    grouped_rows,
    left_out_words,
    sum_words,
    verdict_words,
    where_words,
)

_STYLE = Path(__file__).with_name("compare.css")
_WIDGET, _CHOSEN = "compare-subjects", "compare-chosen"
_PARAMETER, _WRITTEN, _TOUCHED = "with", "compare-written", "compare-touched"
_OPEN_LINES = 3
_SIGNS = {"differ": "≠", "same": "=", "some-only": "\N{EN DASH}", "not-comparable": "?",
          "in-words": "“ ”"}


def _staleness(catalog: Catalog, cell: Cell) -> Markup:
    claims = catalog.claims_about(cell.subject_id)
    flags = (mark for piece in cell.pieces for mark in marks(piece.claim, claims, catalog.today))
    return joined(Markup(
        '<p class="atlas-compare-aged"><span class="atlas-mark">{}</span> {}</p>').format(
            mark.kind, mark.reason) for mark in flags)


def _about(catalog: Catalog, claim: Claim) -> Markup:
    """A line with the part that a claim covers, its publisher and its date."""
    return Markup('<p class="atlas-compare-about">{}{}{} · {}</p>').format(
        claim.note, " " if claim.note.endswith(".") else ". " if claim.note else "",
        who_words(catalog.sources[claim.source_id]), date_words(claim.as_of))


def _lines(claims: Iterable[Claim], notes: Notes) -> list[Markup]:
    """One line for each different value, with the notes of every claim that has it."""
    grouped: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        grouped.setdefault((value_words(claim), qualifier_words(claim)), []).append(claim)
    return [Markup("<li>{}{}{}</li>").format(
        value, Markup(" <em>{}</em>").format(role) if role else "",
        joined(dict.fromkeys(map(notes.mark, alike)))) for (value, role), alike in grouped.items()]


def _folded(lines: Sequence[Markup], questions: Sequence[str], differ: str, visible: int
            ) -> Markup:
    """The first lines in the open; the others and the questions are folded."""
    shown, hidden = joined(lines[:visible]), lines[visible:]
    asked = joined(Markup("<li><em>{}</em></li>").format(question) for question in questions)
    mark = Markup('<span class="atlas-mark">{}</span>').format(differ) if differ else Markup("")
    more = len(hidden) + len(questions)
    fold = Markup("<details><summary>{} more {}</summary><ul>{}{}</ul></details>").format(
        more, mark, joined(hidden), asked) if more else mark
    return (Markup("<ul>{}</ul>").format(shown) if shown else Markup("")) + fold


def _stated(catalog: Catalog, cell: Cell, claim: Claim, notes: Notes) -> Markup:
    if ATTRIBUTES[claim.attribute].kind == "text":
        return Markup('<div class="atlas-compare-words">{}</div>').format(
            _folded(_lines(cell.claims, notes), cell.questions, cell.differ, _OPEN_LINES))
    bar = (Markup('<span class="atlas-compare-bar"><span style="width:{:.1f}%"></span></span>'
                  ).format(cell.bar * 100) if cell.bar is not None else "")
    values = joined(Markup('<p class="atlas-compare-value">{}{}{}</p>{}{}').format(
        "or " if piece.lead == " or " else "", piece.value,
        notes.mark(piece.claim), "" if i else bar, _about(catalog, piece.claim))
        for i, piece in enumerate(cell.pieces))
    return Markup("{}{}{}").format(
        values, _staleness(catalog, cell),
        _folded(_lines(cell.others, notes), cell.questions, cell.differ, 0))


def _cell(catalog: Catalog, cell: Cell, notes: Notes) -> Markup:
    name = catalog.name_of(cell.subject_id)
    label = Markup('<span class="atlas-compare-of">{}</span>').format(name)
    look = {"not-applicable": "atlas-na", "not-in-the-sources": "atlas-missing"}.get(
        cell.state, "atlas-compare-said")
    text = (_stated(catalog, cell, cell.headline, notes) if cell.headline
            else Markup("<p>{}</p>").format(STATE_WORDS[cell.state]))
    return Markup('<td class="{}" data-state="{}">{}{}</td>').format(look, cell.state, label, text)


def _row(catalog: Catalog, row: Row, notes: Notes) -> Markup:
    return Markup(
        '<tr data-attribute="{}" data-verdict="{}"><th scope="row"><span class="atlas-compare-what"'
        '>{}</span><span class="atlas-verdict"><b aria-hidden="true">{}</b> {}</span>{}</th>{}</tr>'
    ).format(
        row.attribute, row.verdict, ATTRIBUTES[row.attribute].label, _SIGNS[row.verdict],
        verdict_words(row),
        joined(Markup('<span class="atlas-compare-why">{}</span>').format(text)
              for text in (row.reason, common_words(row)) if text),
        joined(_cell(catalog, cell, notes) for cell in row.cells))


def _head(opener: SubjectLinks, subject_id: str) -> Markup:
    return Markup(
        '<th scope="col" data-subject-id="{}"><span class="atlas-eyebrow">{}</span>'
        '<span class="atlas-compare-name">{}</span></th>').format(
        subject_id, kind_words(opener.catalog, subject_id), opener.link(subject_id))


def _about_subject(opener: SubjectLinks, subject_id: str) -> Markup:
    return Markup(
        '<td><span class="atlas-compare-of">{}</span><span class="atlas-compare-where">{}</span>'
        '<span class="atlas-compare-count">{}</span></td>').format(
        opener.link(subject_id), where_words(opener.catalog, subject_id),
        claims_words(opener.catalog, subject_id))


def _bodies(catalog: Catalog, compared: Comparison, notes: Notes) -> Markup:
    return joined(Markup(
        '<tbody><tr class="atlas-compare-group"><th colspan="{}" scope="rowgroup">{}</th></tr>{}'
        "</tbody>").format(len(compared.subject_ids) + 1, title,
                           joined(_row(catalog, row, notes) for row in rows))
        for title, rows in grouped_rows(compared))


def _relations(opener: SubjectLinks, compared: Comparison, notes: Notes) -> Markup:
    """The relations between the subjects, each once with all its sources."""
    notes_of: dict[tuple[Markup, str, Markup], list[Markup]] = {}
    for relation in compared.relations:
        notes_of.setdefault((opener.link(relation.subject_id), RELATIONS[relation.relation],
                             opener.link(relation.object_id)), []).append(notes.mark(relation))
    items = joined(Markup("<li><strong>{}</strong> {} <strong>{}</strong>{}</li>").format(
        subject, relation_words, other, joined(dict.fromkeys(numbers)))
        for (subject, relation_words, other), numbers in notes_of.items())
    return Markup('<ul class="atlas-compare-relations">{}</ul>').format(items) if items else items


def _left_out(compared: Comparison) -> Markup:
    """The attributes without a row: those not in the sources, and those not applicable."""
    return joined(Markup('<p class="atlas-compare-silent"><strong>{}:</strong> {}.</p>').format(
        title, names) for title, names in left_out_words(compared))


def comparison_html(catalog: Catalog, compared: Comparison, release: str = "") -> Markup:
    """The comparison as markup, with all data escaped. `release` stays in its links."""
    notes, opener = Notes(catalog), SubjectLinks(catalog, release)
    relations = _relations(opener, compared, notes)
    heads = joined(_head(opener, subject_id) for subject_id in compared.subject_ids)
    summaries = joined(_about_subject(opener, subject_id) for subject_id in compared.subject_ids)
    bodies = _bodies(catalog, compared, notes)
    return Markup(
        '<article class="atlas-compare-page" data-subject-ids="{}"><p class="atlas-compare-sum">{}'
        '</p>{}<table class="atlas-compare atlas-compare-{}"><thead><tr><td></td>{}</tr></thead>'
        '<tbody class="atlas-compare-who"><tr><td></td>{}</tr></tbody>{}'
        '</table>{}<p class="atlas-compare-key">“not in the sources” is never zero and never a '
        "guess; a hatched cell says what cannot apply. The value in large type is one claim, chosen"
        " by a stated rule; the others stand below it. A bar is drawn only where one "
        "passage of one document counts them all in one unit.</p>"
        '<section class="atlas-compare-notes">{}</section></article>').format(
        " ".join(compared.subject_ids), sum_words(compared), relations,
        len(compared.subject_ids), heads,
        summaries, bodies, _left_out(compared), notes.listing())


def _touch() -> None:
    """Mark the rerun as caused by a widget: it may carry an older address, which is not read."""
    touch()
    st.session_state[_TOUCHED] = True


def _choose(ids: Sequence[str]) -> None:
    _touch()
    st.session_state[_WIDGET] = list(ids)


def _adopt(known: Sequence[str], first: Sequence[str]) -> tuple[str, ...]:
    """Choose the subjects of the address if the reader changed it, else those chosen before.

    Returns the names in the address that the atlas does not have. Must run before the widgets.
    """
    state, named = st.session_state, tuple(dict.fromkeys(st.query_params.get_all(_PARAMETER)))
    if _WIDGET not in state:
        state[_WRITTEN] = ()
        state[_WIDGET] = [i for i in state.get(_CHOSEN, first) if i in known]
    if named and named != state[_WRITTEN] and not state.get(_TOUCHED, False):
        state[_WRITTEN] = named
        state[_WIDGET] = [i for i in named if i in known][:MOST]
    return tuple(i for i in named if i not in known)


def _write(chosen: tuple[str, ...]) -> None:
    """Put the choice into the address, and keep it for when the reader comes back."""
    st.session_state[_CHOSEN], st.session_state[_TOUCHED] = chosen, False
    if chosen != st.session_state[_WRITTEN]:
        st.session_state[_WRITTEN] = chosen
        release = current().release
        st.query_params.from_dict({_PARAMETER: list(chosen),
                                   **({"release": release} if release else {})})


def _chooser(catalog: Catalog) -> tuple[str, ...]:
    """Shows the preset buttons and the list of all subjects; returns those chosen."""
    known, offered = subjects(catalog), presets(catalog)
    first = next((preset.subject_ids for preset in offered.values()), ())
    unknown = _adopt(known, first)
    chosen = tuple(st.session_state[_WIDGET])
    with st.container(key="compare-presets", horizontal=True, gap="small"):
        for key, preset in offered.items():
            st.button(preset.title, key=f"compare-preset-{key}", on_click=_choose,
                      args=(preset.subject_ids,),
                      type="primary" if chosen == preset.subject_ids else "secondary")
    st.multiselect(
        f"Compare {FEWEST} to {MOST} routes, corridors or places", known, key=_WIDGET,
        format_func=lambda i: f"{catalog.name_of(i)} ({kind_words(catalog, i)})",
        max_selections=MOST, on_change=_touch, placeholder="Choose by name")
    notices = st.container(key="notices")  # always there: what stands below keeps its place
    if unknown:
        notices.html(str(Markup('<p class="atlas-hidden">The link names what this atlas does not '
                                "have: {}.</p>").format(", ".join(unknown))))
    _write(chosen)
    return chosen


def show_compare_page(atlas: Atlas) -> None:
    """Shows a choice of two to four subjects, and what the documents say of each."""
    catalog = atlas.catalog
    touch()  # coming back, the page of the map leads and not its bare address
    st.html(f"<style>{sheet(_STYLE)}</style>")
    show_heading("Compare", "what the documents say of each, side by side · every cell with its "
                 f"source · release {catalog.release}", catalog.release)
    chosen = _chooser(catalog)
    if len(chosen) < FEWEST:
        st.html('<p class="atlas-compare-wait">Choose at least two to compare.</p>')
        return
    compared = compare_subjects(catalog, chosen)
    st.html(str(comparison_html(catalog, compared, current().release)))
