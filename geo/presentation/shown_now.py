"""What the map shows, in words: all of it now, and the route under the pointer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.briefing.briefing import Briefing
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.facets import asked_words
from geo.catalog.nearest_routes import TEXT, YEAR, nearest_routes
from geo.catalog.selection import STAGE_WORDS, select_view
from geo.catalog.stages import stage
from geo.claims.wording import mode_words
from geo.data.countries import countries_words
from geo.data.plural import plural
from geo.data.schema import MISSING, NOT_STATED, STATUSES
from geo.network.presets import PRESETS
from geo.presentation.named import Named
from geo.presentation.statement import Statement, route_statement, status_words
from geo.presentation.told_happenings import source_in_brief
from geo.query.scenario import Question
from geo.query.view import View

WHOLE = ("Corridors between Europe, the Caspian and Asia",
         "What runs, what is being built, what is planned")
"""What the whole map shows: its subject, and its line."""

NOW = "On the map now"
"""What stands over the line of any other view."""

FEW = 12
"""Up to this many routes are named one by one."""

_ASKED = (("tripp", 0), ("promised-by-2030", 1))
"""The presets, and which of their questions are asked beside the map."""
_TOLD = ("status", "length")
"""The attributes of the route under the pointer that are told."""
_MOST_NEAR = 3
"""The most routes, and the most parts left out, that are named as near."""

_LEFT_OUT: Mapping[str, str] = MappingProxyType({
    "statuses": "Nearest, whatever the status", YEAR: "Nearest, in any year",
    "evidence": "Nearest, whatever the evidence", "bases": "Nearest, however sure the line",
    "modes": "Nearest, by any mode", "sponsors": "Nearest, whoever the sponsor",
    "sources": "Nearest, by any source", "countries": "Nearest, in any country",
    "corridors": "Nearest, in any corridor", TEXT: "Nearest, whatever the name"})


@dataclass(frozen=True, slots=True)
class ShownName:
    """Something that can be opened, and a few words on it: `15 routes`, `planned`."""

    name: Named
    words: str


@dataclass(frozen=True, slots=True)
class Near:
    """The routes that are found if one part of the view is left out, and how many besides."""

    title: str
    routes: tuple[ShownName, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a question or a briefing: what it says, and the pairs of its address."""

    name: str
    words: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownNow:
    """What the map shows: `title` in one line, `progress` how far it has come, in a sentence.

    `about` stands over the title.
    `routes` are named where they are few, else their `corridors`. `near` is filled where no route
    is shown, `questions` and `briefings` where the view asks for nothing.
    """

    about: str
    title: str
    progress: str = ""
    corridors: tuple[ShownName, ...] = ()
    routes: tuple[ShownName, ...] = ()
    near: tuple[Near, ...] = ()
    questions: tuple[PageLink, ...] = ()
    briefings: tuple[PageLink, ...] = ()


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def progress_words(entries: tuple[RouteEntry, ...]) -> str:
    """Returns how far some routes have come: `Of 12 routes 5 operate and 7 are planned.`.

    A route of which sources say two things counts under both, as in the filter.
    """
    counts = Counter(status for entry in entries for status in entry.words["statuses"])
    said = [f"{counts[status]} {_verb(status, counts[status])}"
            for status in STATUSES if counts[status]]
    unsaid = counts[NOT_STATED]
    silence = [f"the sources state no status of {unsaid}"] if unsaid else []
    twice = sum(len(entry.words["statuses"]) > 1 for entry in entries)
    counting = "counts" if twice == 1 else "count"
    doubt = [f"{twice} {counting} more than once, as sources differ"] if twice else []
    whole = plural(len(entries), "route")
    return f"Of {whole} {'; '.join([*([_listed(said)] if said else []), *silence, *doubt])}."


def _verb(status: str, count: int) -> str:
    if status == "operating":
        return "operates" if count == 1 else "operate"
    return f"{'is' if count == 1 else 'are'} {STATUSES[status].lower()}"


def _corridors(shown: Catalog, entries: tuple[RouteEntry, ...]) -> tuple[ShownName, ...]:
    counts = Counter(corridor for entry in entries for corridor in entry.route.corridor_ids)
    names = sorted((shown.name_of(corridor).casefold(), corridor) for corridor in counts)
    return tuple(ShownName(Named(shown.name_of(corridor), corridor),
                           plural(counts[corridor], "route")) for _, corridor in names)


def _what(entry: RouteEntry, view: View) -> str:
    """Returns what of a route the view has not asked for already: its status, else its mode."""
    if view.year is not None:
        return STAGE_WORDS[stage(entry, view.year)]
    if len(view.wanted.statuses) != 1:
        return status_words(entry)
    return mode_words(entry.route) if len(view.wanted.modes) != 1 else ""


def _route(entry: RouteEntry, words: str) -> ShownName:
    return ShownName(Named(entry.route.name, entry.route_id), words[:1].lower() + words[1:])


def _near_words(entry: RouteEntry, part: str) -> str:
    if part == "modes":
        return mode_words(entry.route)
    if part == "countries":
        return countries_words(entry.route)
    return f"{entry.alignment.basis} line" if part == "bases" else status_words(entry)


def _near(atlas: Catalog, view: View) -> Iterator[Near]:
    for nearest in nearest_routes(atlas, view)[:_MOST_NEAR]:
        ordered = sorted(nearest.entries, key=lambda entry: entry.route.role == "context")
        more = len(ordered) - _MOST_NEAR
        yield Near(_LEFT_OUT[nearest.part], tuple(
            _route(entry, _near_words(entry, nearest.part)) for entry in ordered[:_MOST_NEAR]),
            f"and {plural(more, 'other route')}" if more > 0 else "")


def _questions(catalog: Catalog) -> Iterator[PageLink]:
    for name, place in _ASKED:
        preset = PRESETS[name]
        ends = preset.questions_asked[place]
        if catalog.places.keys() >= {*ends}:
            origin, target = map(catalog.name_of, ends)
            yield PageLink(f"{origin} to {target}", preset.title, tuple(
                Question(*ends, preset.cargo, preset.scenario).items()))


def _briefings(briefings: tuple[Briefing, ...]) -> Iterator[PageLink]:
    for briefing in briefings:
        yield PageLink(briefing.title, plural(len(briefing.scenes), "scene"),
                  (("briefing", briefing.briefing_id), ("scene", "1")))


def shown_now(atlas: Catalog, view: View, briefings: tuple[Briefing, ...] = ()) -> ShownNow:
    """Returns what the map of a view shows; of the whole atlas also the ways into it."""
    shown = select_view(atlas, view)
    entries = tuple(entry for entry in shown.entries if not entry.is_overlay)
    asked = [*asked_words(atlas, view.wanted), *([f"in {view.year}"] if view.year else [])]
    if not asked:
        return ShownNow(*WHOLE, progress_words(entries), _corridors(shown, entries),
                        questions=tuple(_questions(atlas)), briefings=tuple(_briefings(briefings)))
    title = f"{plural(len(entries), 'route') if entries else 'No route'}: {', '.join(asked)}"
    if not entries:
        return ShownNow(NOW, title, near=tuple(_near(atlas, view)))
    if len(entries) > FEW:
        return ShownNow(NOW, title, progress_words(entries), _corridors(shown, entries))
    return ShownNow(NOW, title, routes=tuple(
        _route(entry, _what(entry, view)) for entry in entries))


@dataclass(frozen=True, slots=True)
class Said:
    """A value in words, and who says it and when; `who` is blank where no source says anything.

    Nothing here depends on the day on which it is read.
    """

    words: str
    who: str = ""


def _who(catalog: Catalog, shown: Statement) -> str:
    names = list(dict.fromkeys(
        source_in_brief(catalog.sources[claim.source_id]) for claim in shown.first))
    more = f" and {plural(len(names) - 1, 'other source')}" if len(names) > 1 else ""
    return "; ".join(filter(None, (f"{names[0]}{more}", shown.differ)))


def route_tip(catalog: Catalog, entry: RouteEntry) -> tuple[Said, ...]:
    """Returns the status and the length of a route; nothing for a reader's own line."""
    if entry.is_overlay:
        return ()
    shown = [(name, route_statement(catalog, entry, name)) for name in _TOLD]
    return tuple(Said(each.words, _who(catalog, each)) if each.first else
                 Said(f"{name.capitalize()} {MISSING}") for name, each in shown)
