"""The contents of each slide: an overview, a route, a scene of a briefing, the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geo.cartography.colours import colour_of
from geo.cartography.paper.sheet_words import title_of
from geo.cartography.symbols import STATUS_STROKES
from geo.catalog.catalog import RouteEntry
from geo.catalog.selection import STAGE_WORDS, drawn_status
from geo.catalog.stages import STAGES, state_in_year
from geo.claims.wording import STATUS_WORDS, date_words, located_words
from geo.data.plural import plural
from geo.data.records import Source
from geo.data.schema import MODE_WORDS
from geo.export.dossier_text import dossier_lines
from geo.export.pptx.slide_figures import SMALL, VALUE, Row, figure_rows
from geo.export.pptx.slide_text import (
    ALERT,
    INK,
    LEAST,
    QUIET,
    Para,
    Run,
    one_line,
    raised_marks,
    runs,
)
from geo.presentation.citations import Citation, cited_numbers, listing, plain
from geo.presentation.dossier import SKETCHED, Dossier, dossier
from geo.presentation.dossier_cut import Limits, cut
from geo.presentation.extract import LICENCE, Extract
from geo.presentation.scene import ShownScene
from geo.presentation.shown_series import READING, TITLE, ShownPoint, ShownSeries
from geo.query.view import DEPICTIONS

_SENTENCE = Run("", 18)


@dataclass(frozen=True, slots=True)
class Slide:
    """A scene of a briefing, and the dossier of what it opens.

    The extract's view is the scene's: camera, year, filters, open subject.
    """

    extract: Extract
    scene: ShownScene
    dossier: Dossier | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The contents of a slide. Without an extract it has no map; with a series it has a chart.

    A `cover` opens the deck with paragraphs alone; a `key` is the legend of all maps. The map of a
    `whole` page fills it, with its legend beside it.
    """

    extract: Extract | None
    title: str
    eyebrow: str = ""
    accent: str = INK
    sentence: Para = ()
    beside: tuple[Para, ...] = ()
    rows: tuple[Row, ...] = ()
    citations: tuple[Citation, ...] = ()
    spoken: str = ""
    sources: frozenset[str] = frozenset()
    series: ShownSeries | None = None
    cover: tuple[Para, ...] = ()
    is_key: bool = False
    is_whole: bool = False


SLIDE_LIMITS = Limits(context=0)
"""What slide and speaker's notes together have of a dossier."""


def _marked(citations: Iterable[Citation], sentence: Para, rows: Iterable[Row]
            ) -> tuple[Citation, ...]:
    """The citations that a slide marks; the speaker's notes have all of them."""
    marks = raised_marks((sentence, *(para for row in rows for para in (row.value, *row.beside))))
    return tuple(each for each in citations if each.mark in marks)


def _sources(citations: Iterable[Citation]) -> frozenset[str]:
    return frozenset(each.source_id for each in citations if each.source_id)


def _eyebrow(dossier: Dossier, year: int | None) -> str:
    names = [name.name for name in dossier.eyebrow]
    return " · ".join((*names, *([f"Map of {year}"] if year else [])))


def _warning(dossier: Dossier) -> tuple[Para, ...]:
    """The warning of a sketched line, in large letters; of others it stands in the notes."""
    line = dossier.line
    if not line or line.basis_id not in SKETCHED:
        return ()
    return ((Run(line.warning, 12.5, italic=True, colour=ALERT),),)


def route_page(extract: Extract, entry: RouteEntry) -> Page:
    """Returns the slide of a route of a selection, with the map around it."""
    shown = cut(dossier(extract.shown, entry.route_id), SLIDE_LIMITS)
    sentence, rows = runs(shown.sentence, _SENTENCE), figure_rows(shown)
    here = replace(extract, view=replace(extract.view, opened=entry.route_id, camera=None))
    return Page(here, shown.title, _eyebrow(shown, extract.view.year),
                colour_of(extract.atlas, entry), sentence, _warning(shown), rows,
                _marked(shown.citations, sentence, rows), "\n".join(dossier_lines(shown)),
                _sources(shown.citations))


def _point_row(point: ShownPoint) -> Row:
    remark = Run(one_line(f"{point.remark}; {point.who}"), LEAST, colour=QUIET)
    return Row(point.period, runs(point.values, Run("", 13, bold=True)), ((remark,),))


def series_page(series: ShownSeries, citations: Iterable[Citation], accent: str = INK) -> Page:
    """Returns the slide of a series: its chart, and its points with their citations."""
    own = cited_numbers(series)
    cited = tuple(each for each in citations if each.number in own)
    notes = (f"{note.text} [{note.citations[0]}]" for note in listing(cited))
    return Page(None, f"{series.subject}: {series.title}", TITLE, accent,
                (Run(READING, LEAST, colour=QUIET),), (), tuple(map(_point_row, series.points)),
                cited, "\n".join((series.description, *notes)), _sources(cited), series)


def _counts(extract: Extract) -> Iterator[Row]:
    year, entries = extract.view.year, extract.shown.entries
    if year is None:
        statuses = Counter(drawn_status(entry, None) for entry in entries)
        counts = [(STATUS_WORDS[status], statuses[status]) for status in STATUS_STROKES]
    else:
        stages = Counter(state_in_year(entry, year).stage for entry in entries)
        counts = [(STAGE_WORDS[stage], stages[stage]) for stage in STAGES]
    for label, number in counts:
        if number:
            yield Row(label, (replace(VALUE, text=f"{number}"),))
    for label, words in (("Modes", [MODE_WORDS[entry.route.mode] for entry in entries]),
                         ("Lines", [entry.alignment.basis for entry in entries])):
        if words:
            yield Row(label, (Run(", ".join(
                f"{word} {number}" for word, number in Counter(words).most_common()), 13),))


def _summary(extract: Extract) -> str:
    """Returns how many routes a deck shows, with how many claims of how many sources."""
    shown, (count, total) = extract.shown, extract.routes
    if not count:
        return f"No route of this release answers the filters. The atlas has {total} routes."
    claims = sum(len(entry.claims) for entry in shown.entries)
    sources = {source for entry in shown.entries for source in entry.source_ids}
    return (f"{count} of {total} routes, with {claims:,} claims from "
            f"{plural(len(sources), 'source')}.")


def _colophon(extract: Extract) -> Iterator[Para]:
    """Yields day, release, borders and licence of a deck, as its first slide says them."""
    day, borders = date_words(extract.as_of), DEPICTIONS[extract.view.depiction]
    yield (Run(one_line(f"As of {day} · release {extract.release} · {borders.lower()}"), 16),)
    yield (Run(f"Licence of the data: {LICENCE}", 14, colour=QUIET),)


def title_page(extract: Extract) -> Page:
    """Returns the first slide of a selection: what it shows, of which day, and on what terms."""
    filters = [(Run(one_line(words), 16, colour=QUIET),)
               for words in (extract.overlay_words, *extract.filters) if words]
    summary = _summary(extract)
    cover = ((Run(summary, 24),), *filters)
    return Page(None, title_of(extract), "Corridor Atlas", rows=tuple(_counts(extract)),
                cover=(*cover, (), *_colophon(extract)),
                spoken="\n".join((summary, *extract.filters)))


def briefing_page(extract: Extract, title: str, summary: str, scene_count: int) -> Page:
    """Returns the first slide of a briefing: its title, what it is about, day and terms."""
    about = [(Run(one_line(summary), 22),)] if summary else []
    scenes = (Run(plural(scene_count, "scene"), 16, colour=QUIET),)
    return Page(None, title, "Corridor Atlas · briefing",
                cover=(*about, scenes, (), *_colophon(extract)))


def key_page(extract: Extract) -> Page:
    """Returns the slide that says what colours, strokes and dots of the maps mean."""
    return Page(replace(extract, view=replace(extract.view, opened="", camera=None)),
                "How to read the maps", f"Corridor Atlas · release {extract.release}", is_key=True)


def overview_page(extract: Extract) -> Page:
    """Returns the slide of the map of the selection, with its legend."""
    shown, (count, total) = extract.shown, extract.routes
    year = f" · map of {extract.view.year}" if extract.view.year else ""
    empty_title = "No route to show" if not shown.overlays else "Lines of an overlay alone"
    here = replace(extract, view=replace(extract.view, opened="", camera=None))
    summary = _summary(extract)
    filters = tuple((Run(one_line(words), 12.5, colour=QUIET),)
                    for words in (extract.overlay_words, *extract.filters) if words)
    count_words = f"{count} of {total} routes" if count else f"release {extract.release}"
    return Page(here, title_of(here) if count else empty_title,
                f"Corridor Atlas · {count_words}{year}", INK,
                (replace(_SENTENCE, text=summary),), filters, is_whole=bool(shown.entries),
                spoken="\n".join((summary, *extract.filters)))


def scene_page(slide: Slide) -> Page:
    """Returns the slide of a scene: its title and sentence, and figures of its open subject."""
    extract, scene = slide.extract, slide.scene
    about = cut(slide.dossier, SLIDE_LIMITS, keep_numbers=True) if slide.dossier else None
    entry = extract.atlas.entry(extract.view.opened)
    rows = (*(Row(name.name, runs((days,), VALUE)) for name, days in scene.compared),
            *(figure_rows(about, brief=True) if about else ()))
    sentence = runs(scene.sentence, replace(_SENTENCE, size=18 if rows else 22))
    citations = {each.number: each for each in (
        *(about.citations if about else ()), *scene.citations)}
    in_order = [each for _, each in sorted(citations.items())]
    year = extract.view.year
    eyebrow = _eyebrow(about, year) if about and entry else _subject(scene, year)
    return Page(extract, scene.title, eyebrow, colour_of(extract.atlas, entry) if entry else INK,
                sentence, _warning(about) if about else (), rows,
                _marked(in_order, sentence, rows), _spoken(scene, about), _sources(in_order))


def _spoken(scene: ShownScene, about: Dossier | None) -> str:
    """The speaker's notes of a scene: what its author wrote, its claims, and its open subject."""
    said = plain(scene.sentence)
    cited = [" ".join(filter(None, (cite.citation.mark, cite.said, note.text, cite.differ)))
             for cite, note in zip(scene.cites, listing(scene.citations), strict=True)]
    parts = (
        [plain(line) for line in scene.notes],
        [f"On the slide: {said}"] if said.strip() else [],
        ["Cited:", *cited] if cited else [],
        ["Where claims differ:", *(f"- {words}" for words in scene.differences)]
        if scene.differences else [],
        [scene.caveat_line],
        ["About the open subject:", *dossier_lines(about)] if about else [])
    return "\n\n".join("\n".join(part) for part in parts if part)


def _subject(scene: ShownScene, year: int | None) -> str:
    """The name of the open corridor or place, and the year of the map."""
    name = [scene.opened.name] if scene.opened else []
    return " · ".join((*name, *([f"Map of {year}"] if year else [])))


def sources_page(extract: Extract, cited: Sequence[Source]) -> Page:
    """Returns the last slide: whole citations of the documents, and whose view each gives."""
    rows = tuple(Row(source.published[:4], (Run(one_line(
        located_words(source)), 12),),
        ((replace(SMALL, text=one_line(f"View of {source.perspective}.")),),))
        for source in cited)
    return Page(None, "The documents, and whose view each gives",
                f"Corridor Atlas · release {extract.release}", rows=rows)
