"""What the what-if page says of ways, as markup in which every word from data is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from app.components.citations import Notes
from geo.claims.wording import STATUS_WORDS
from geo.data.plural import plural
from geo.data.schema import BASES, MISSING, NOT_STATED
from geo.network.graph import Network
from geo.network.itinerary import Stretch, Way
from geo.network.itinerary_wording import is_hedged, sum_words, transfers_words
from geo.network.length_change import NO_WAY, change_words
from geo.network.what_if import Journey, Ways
from geo.presentation.itinerary_answer import stretch_rows
from geo.query.scenario import CRITERIA, CRITERION_WORDS, Criterion

_ARROW = Markup('<i aria-hidden="true">→</i><span class="whatif-aloud"> then </span>')
_NO_DAYS = "days not in the sources"


def join(parts: Iterable[Markup | str], between: Markup | str = "") -> Markup:
    """Markup joined; text among it is escaped."""
    return escape(between).join(parts)


# -- before and after in figures --

def _breaks(way: Way) -> int:
    return sum(change.kind == "gauge" for change in way.transfers.changes)


def _counted(number: int, *, hedged: bool) -> Markup:
    if not hedged:
        return escape(str(number))
    if not number:
        return Markup("<small>none known</small>")
    return Markup("<small>at least</small> {}").format(number)


def _length(way: Way) -> tuple[str, str]:
    """The length for large type, and how it is known."""
    whole, _, parts = way.length.words.partition(", of which ")
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
    """A value before and after, once where both are alike or one side has no way."""
    values = list(dict.fromkeys(Markup("<span>{}</span>").format(value) for value in sides))
    return Markup('<div class="{}"><dt>{}</dt><dd>{} <small>{}</small></dd><dd class='
                  '"whatif-change">{}</dd></div>').format(
        "whatif-differs" if len(values) > 1 else "whatif-same", label, join(values, _ARROW), note,
        change)


def figures(before: Way | None, after: Way | None, ends: str = "") -> Markup:
    """What changes from the way before to the way after, in large figures; none where no way is.

    `ends` says between what the length is, where that is not what was asked for.
    """
    ways = [way for way in (before, after) if way]
    if not ways:
        return Markup("")
    both, same = len(ways) == 2, len(ways) == 2 and ways[0].steps == ways[1].steps
    hedged = any(map(is_hedged, ways))

    def tile(label: str, numbers: Sequence[int], *, sure: bool) -> Markup:
        change = "the same way" if same else _delta(*numbers, hedged=not sure) if both else ""
        return _figure(label, (_counted(number, hedged=not sure and is_hedged(way))
                               for number, way in zip(numbers, ways, strict=True)), change)

    missing = Markup('<small class="atlas-missing">{}</small>').format(MISSING)
    told = [_length(way) for way in ways]
    notes = {note for _, note in told}
    note = notes.pop() if len(notes) == 1 else ""
    tiles = (
        _figure("Length", (Markup("{}{}").format(value, "" if note else Markup(
            " <small>{}</small>").format(how)) for value, how in told),
            change_words(before, after) if both else "", f"{note}, {ends}" if ends else note),
        tile("Borders", [len(way.crossings) for way in ways], sure=True),
        tile("Gauge breaks", [_breaks(way) for way in ways], sure=not hedged),
        tile("Transfers", [way.transfers.at_least for way in ways], sure=not hedged),
        _figure("Stated days", (escape(way.days.words) if way.days else missing for way in ways),
                "the same way" if same else ""))
    only = "" if both else Markup('<p class="whatif-only">{}</p>').format(
        "The way there was before" if before else "The way there is after")
    return Markup('{}<dl class="whatif-figures">{}</dl>').format(only, join(tiles))


def _in_short(way: Way | None, criterion: Criterion, side: Ways) -> Markup:
    if way is None:
        unsaid = criterion == "days" and side["length"]
        return Markup('<span class="atlas-missing">{}</span>').format(
            _NO_DAYS if unsaid else NO_WAY)
    days = way.days.words if way.days else _NO_DAYS
    return Markup('<strong>{}</strong> {}<br><span class="atlas-note">{} · {} · {}</span>').format(
        *_length(way), plural(len(way.crossings), "border"), transfers_words(way), days)


def overview(result: Journey, drawn: Criterion) -> Markup:
    """The best ways by every criterion, before and after."""
    rows = join(Markup(
        '<tr{}><th scope="row">{}{}</th><td data-label="Before"><div>{}</div></td><td data-label='
        '"After"><div>{}</div></td><td data-label="Change"><div>{}</div></td></tr>').format(
        Markup(' class="whatif-drawn"') if criterion == drawn else "", CRITERION_WORDS[criterion],
        Markup('<br><span class="atlas-note">on the map</span>') if criterion == drawn else "",
        _in_short(before, criterion, result.before), _in_short(after, criterion, result.after),
        sum_words(criterion, before, after))
        for criterion in CRITERIA
        for before, after in [(result.before[criterion], result.after[criterion])])
    return Markup(
        '<div class="whatif-scroll" tabindex="0" role="region" aria-label="The best ways by '
        'length, borders, transfers and days"><table class="whatif-overview"><thead><tr>'
        '<th scope="col">Best by</th><th scope="col">Before</th><th scope="col">After</th>'
        '<th scope="col">Change</th></tr></thead><tbody>{}</tbody></table></div>').format(rows)


# -- a way, stretch by stretch --

def _status(network: Network, stretch: Stretch, words: str, notes: Notes) -> Markup:
    """The status with its source, and why a stretch counts that is not said to exist."""
    standing = stretch.standing
    if standing.status == NOT_STATED:
        other = "" if stretch.said_of == stretch.route_id else Markup(
            '<br><span class="atlas-note">counted for {}, along the same track</span>').format(
            network.catalog.name_of(stretch.said_of))
        return Markup('<span class="atlas-missing">{}</span>{}').format(
            STATUS_WORDS[NOT_STATED], other)
    marks = join(notes.mark(claim) for claim in (standing.fact, standing.through) if claim)
    flag = Markup(' <span class="atlas-mark">{}</span>{}').format(
        {"opened": "opened here", "promised": "promised", "status": "not yet there"}[
            stretch.reason], notes.mark(stretch.promise) if stretch.promise else ""
    ) if stretch.promised else ""
    return Markup("{}{}{}").format(words.partition("; counted")[0], marks, flag)


def _row(network: Network, way: Way, row: dict[str, str], stretch: Stretch, notes: Notes) -> Markup:
    lengths = [fact for fact in way.length.facts
               if fact.subject_id == stretch.route_id and stretch.whole]
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


def legs_table(network: Network, way: Way, title: str, notes: Notes) -> Markup:
    """A way as a table, every value with its source, and the least capacity along it."""
    heads = ("From → to", "Route", "Mode", "Status", "Line", "Gauge", "Length", "Borders",
             "Transfers")
    rows = join(_row(network, way, row, stretch, notes) for row, stretch in zip(
        stretch_rows(network, way), way.stretches, strict=True))
    capacity = way.capacity
    least = (Markup("{}{}").format(capacity.amount.words, join(map(notes.mark, capacity.facts)))
             if capacity.amount else escape(capacity.why_unknown or MISSING))
    days = (Markup("{}{}").format(way.days.words, join(map(notes.mark, way.day_facts)))
            if way.days else escape(MISSING))
    return Markup(
        '<div class="whatif-scroll" tabindex="0" role="region" aria-label="{}"><table class='
        '"whatif-legs"><caption>{}: {}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody>'
        '</table></div><p class="atlas-note">Days stated: {}. Least capacity along it: {}.</p>'
        ).format(title, title, way.length.words,
                 join(Markup('<th scope="col">{}</th>').format(head) for head in heads), rows,
                 days, least)
