"""Itineraries on the what-if page, as markup in which all text from data is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from app.components.citations import Notes
from geo.claims.wording import STATUS_WORDS
from geo.data.plural import plural
from geo.data.schema import BASES, MISSING, NOT_STATED
from geo.network.assumptions import corridor_words
from geo.network.graph import Network
from geo.network.itinerary import Itinerary, Stretch
from geo.network.itinerary_wording import is_hedged, sum_words, transfers_words
from geo.network.length_change import NO_ITINERARY, SAME_ITINERARY, change_words
from geo.network.what_if import Itineraries, WhatIf
from geo.presentation.itinerary_answer import is_overdue, stretch_rows
from geo.query.scenario import CRITERIA, CRITERION_WORDS, Criterion

_ARROW = Markup('<i aria-hidden="true">→</i><span class="whatif-aloud"> then </span>')
_NO_DAYS = "days not in the sources"


def join(parts: Iterable[Markup | str], between: Markup | str = "") -> Markup:
    """Joins markup; plain text among it is escaped."""
    return escape(between).join(parts)


# -- before and after in figures --

def _breaks(itinerary: Itinerary) -> int:
    return sum(change.kind == "gauge" for change in itinerary.transfers.changes)


def _counted(number: int, *, hedged: bool) -> Markup:
    if not hedged:
        return escape(str(number))
    if not number:
        return Markup("<small>none known</small>")
    return Markup("<small>at least</small> {}").format(number)


def _length(itinerary: Itinerary) -> tuple[str, str]:
    """The length for large type, and how it is known: stated or drawn."""
    whole, _, parts = itinerary.length.words.partition(", of which ")
    if parts:
        return whole, parts
    number, _, how = whole.rpartition(" ")
    return number, how


def _delta(before: int, after: int, *, hedged: bool = False) -> str:
    if before == after:
        return "as many"
    change = f"{abs(after - before)} {'more' if after > before else 'fewer'}"
    return f"{change} counted" if hedged else change


def _figure(label: str, sides: Iterable[Markup], change: str = "", note: str = "") -> Markup:
    """A value before and after; once if both are alike or one side has no itinerary."""
    values = list(dict.fromkeys(Markup("<span>{}</span>").format(value) for value in sides))
    return Markup('<div class="{}"><dt>{}</dt><dd>{} <small>{}</small></dd><dd class='
                  '"whatif-change">{}</dd></div>').format(
        "whatif-differs" if len(values) > 1 else "whatif-same", label, join(values, _ARROW), note,
        change)


def figures(before: Itinerary | None, after: Itinerary | None, ends: str = "") -> Markup:
    """The changes from the itinerary before to that after, in large figures; blank without one.

    `ends` names the endpoints of the length, if they are not those asked for.
    """
    itineraries = [itinerary for itinerary in (before, after) if itinerary]
    if not itineraries:
        return Markup("")
    both, same = (
        len(itineraries) == 2,
        len(itineraries) == 2 and itineraries[0].steps == itineraries[1].steps,
    )
    hedged = any(map(is_hedged, itineraries))

    def tile(label: str, numbers: Sequence[int], *, sure: bool) -> Markup:
        change = SAME_ITINERARY if same else _delta(*numbers, hedged=not sure) if both else ""
        return _figure(
            label,
            (
                _counted(number, hedged=not sure and is_hedged(itinerary))
                for number, itinerary in zip(numbers, itineraries, strict=True)
            ),
            change,
        )

    missing = Markup('<small class="atlas-missing">{}</small>').format(MISSING)
    lengths = [_length(itinerary) for itinerary in itineraries]
    notes = {note for _, note in lengths}
    note = notes.pop() if len(notes) == 1 else ""
    tiles = (
        _figure(
            "Length",
            (
                Markup("{}{}").format(
                    value, "" if note else Markup(" <small>{}</small>").format(how)
                )
                for value, how in lengths
            ),
            change_words(before, after) if both else "",
            f"{note}, {ends}" if ends else note,
        ),
        tile("Borders", [len(itinerary.crossings) for itinerary in itineraries], sure=True),
        tile("Gauge breaks", [_breaks(itinerary) for itinerary in itineraries], sure=not hedged),
        tile(
            "Transfers",
            [itinerary.transfers.at_least for itinerary in itineraries],
            sure=not hedged,
        ),
        _figure(
            "Stated days",
            (
                escape(itinerary.days.words) if itinerary.days else missing
                for itinerary in itineraries
            ),
            SAME_ITINERARY if same else "",
        ),
    )
    one_side = "" if both else Markup('<p class="whatif-only">{}</p>').format(
        "The itinerary before" if before else "The itinerary after")
    return Markup('{}<dl class="whatif-figures">{}</dl>').format(one_side, join(tiles))


def _in_short(itinerary: Itinerary | None, criterion: Criterion, side: Itineraries) -> Markup:
    if itinerary is None:
        has_no_days = criterion == "days" and side["length"]
        return Markup('<span class="atlas-missing">{}</span>').format(
            _NO_DAYS if has_no_days else NO_ITINERARY)
    days = itinerary.days.words if itinerary.days else _NO_DAYS
    return Markup('<strong>{}</strong> {}<br><span class="atlas-note">{} · {} · {}</span>').format(
        *_length(itinerary),
        plural(len(itinerary.crossings), "border"),
        transfers_words(itinerary),
        days,
    )


def overview(result: WhatIf, drawn: Criterion) -> Markup:
    """The best itineraries by each criterion, before and after."""
    rows = join(
        Markup(
            '<tr{}><th scope="row">{}{}</th><td data-label="Before"><div>{}</div></td>'
            '<td data-label="After"><div>{}</div></td><td data-label="Change"><div>{}</div></td>'
            "</tr>"
        ).format(
            Markup(' class="whatif-drawn"') if criterion == drawn else "",
            CRITERION_WORDS[criterion],
            Markup('<br><span class="atlas-note">on the map</span>') if criterion == drawn else "",
            _in_short(before, criterion, result.before),
            _in_short(after, criterion, result.after),
            sum_words(criterion, before, after),
        )
        for criterion in CRITERIA
        for before, after in [(result.before[criterion], result.after[criterion])]
    )
    return Markup(
        '<div class="whatif-scroll" tabindex="0" role="region" aria-label="The best itineraries '
        'by length, borders, transfers and days"><table class="whatif-overview"><thead><tr>'
        '<th scope="col">Best by</th><th scope="col">Before</th><th scope="col">After</th>'
        '<th scope="col">Change</th></tr></thead><tbody>{}</tbody></table></div>').format(rows)


# -- an itinerary, stretch by stretch --

def _status(network: Network, stretch: Stretch, words: str, notes: Notes) -> Markup:
    """The status with its source, and why a stretch counts that no source says exists."""
    effective_status = stretch.effective_status
    if effective_status.status == NOT_STATED:
        claim = stretch.corridor_claim
        why = Markup('<br><span class="atlas-note">{}{}</span>').format(
            corridor_words(network.catalog, claim), notes.mark(claim)) if claim else ""
        return Markup('<span class="atlas-missing">{}</span>{}').format(
            STATUS_WORDS[NOT_STATED], why)
    marks = join(
        notes.mark(claim) for claim in (effective_status.claim, effective_status.through) if claim
    )
    flag = (
        Markup(' <span class="atlas-mark">{}</span>{}').format(
            {"opened": "opened here", "status": "not yet there", "promised":
             "promised, overdue" if is_overdue(network.catalog, stretch) else "promised"}[
                stretch.reason
            ],
            notes.mark(stretch.promise) if stretch.promise else "",
        )
        if stretch.promised
        else ""
    )
    return Markup("{}{}{}").format(words.partition("; counted")[0], marks, flag)


def _row(
    network: Network, itinerary: Itinerary, row: dict[str, str], stretch: Stretch, notes: Notes
) -> Markup:
    lengths = [claim for claim in itinerary.length.claims
               if claim.subject_id == stretch.route_id and stretch.whole]
    also = [network.catalog.name_of(route) for route in stretch.also]
    cells = (
        ("Route", Markup("{}{}").format(row["Route"], Markup(
            '<br><span class="atlas-note">also along it: {}</span>').format(", ".join(also))
            if also else "")),
        ("Mode", escape(row["Mode"])), ("Status", _status(network, stretch, row["Status"], notes)),
        ("Line", Markup('<span title="{}">{}</span>').format(BASES[row["Basis"]], row["Basis"])),
        ("Gauge", join((row["Gauge"], *dict.fromkeys(map(notes.mark, stretch.gauges))))
         if stretch.gauges else Markup('<span class="atlas-missing">{}</span>').format(
             row["Gauge"] or "does not apply")),
        ("Length", join((row["Length"], *map(notes.mark, lengths)))),
        ("Borders", escape(row["Borders"] or "none")),
        ("Transfers", escape(row["Transfers"] or "none")))
    return Markup('<tr{}><th scope="row">{} → {}</th>{}</tr>').format(
        Markup(' class="whatif-opened"') if stretch.promised else "", row["From"], row["To"],
        join(Markup('<td{} data-label="{}"><div>{}</div></td>').format(
            Markup(' class="whatif-none"') if cell == "none" else "", label, cell)
            for label, cell in cells))


def segments_table(network: Network, itinerary: Itinerary, title: str, notes: Notes) -> Markup:
    """An itinerary as a table with its sources, its days and the least capacity along it."""
    heads = ("From → to", "Route", "Mode", "Status", "Line", "Gauge", "Length", "Borders",
             "Transfers")
    rows = join(_row(network, itinerary, row, stretch, notes) for row, stretch in zip(
        stretch_rows(network, itinerary), itinerary.stretches, strict=True))
    capacity = itinerary.capacity
    least = (Markup("{}{}").format(capacity.amount.words, join(map(notes.mark, capacity.claims)))
             if capacity.amount else escape(capacity.why_unknown or MISSING))
    days = (Markup("{}{}").format(itinerary.days.words, join(map(notes.mark, itinerary.day_claims)))
            if itinerary.days else escape(MISSING))
    return Markup(
        '<div class="whatif-scroll" tabindex="0" role="region" aria-label="{}"><table class='
        '"whatif-legs"><caption>{}: {}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody>'
        '</table></div><p class="atlas-note">Days stated: {}. Least capacity along it: {}.</p>'
        ).format(title, title, itinerary.length.words,
                 join(Markup('<th scope="col">{}</th>').format(head) for head in heads), rows,
                 days, least)
