"""The command `corridor-atlas export`: writes the file that a link and options ask for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.shared.atomic_write import save
from app.shared.settings import address, notes_address, read_day, today
from geo.briefing.briefing import Briefing, read_briefing, read_briefings
from geo.cartography.web_map import basemap_document
from geo.catalog.catalog import Catalog
from geo.catalog.name_lookup import known_by, region_called
from geo.checks.build import build, build_release
from geo.data.errors import AtlasError, did_you_mean
from geo.data.plural import plural
from geo.data.reader import read_folder
from geo.data.releases import ReleaseError
from geo.export.itinerary_table import FULL_ROUTES
from geo.export.registry import FORMATS, current_what, export
from geo.network.admission import subject_words
from geo.overlay.read_overlay import MAX_BYTES, Overlay, atlas_extent, read_overlay, with_overlay
from geo.presentation.extract import Extract
from geo.presentation.series_table import selected_series
from geo.query.filter import OPTIONS, SECTIONS, Filter
from geo.query.view import COLOURINGS, DEPICTIONS, View, link_items, read_view
from geo.web.scripts import assets

Items = list[tuple[str, str]]

_SHORT = tuple(name for name, entry in FORMATS.items() if FULL_ROUTES in entry.whats)
"""The formats whose routes come in a short edition, and in a full one beside it."""

_TOGETHER = ("A link and options go together: an option takes the place of what the link says of "
             "the same thing (--search of its search, --mode of its modes) and leaves the rest. A "
             "link to a scene of a briefing stands for the scene's view.")


def add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser],
               data: argparse.ArgumentParser) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("export", parents=[data], help="write a table to a file",
                                 epilog=_TOGETHER)
    whats = tuple(dict.fromkeys(what for entry in FORMATS.values() for what in entry.whats))
    parser.add_argument("what", type=current_what, choices=whats, metavar="WHAT",
                        help=", ".join(whats))
    parser.add_argument("--format", choices=tuple(FORMATS), required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--edition", choices=("short", "full"),
                        help="of routes as csv or xlsx: what a person reads and can cite (the "
                             "default), or all columns")
    parser.add_argument("--link", default="", metavar="URL",
                        help="a link copied from the app, or its part after the question mark")
    parser.add_argument("--briefing", default="", metavar="ID|FILE",
                        help="the briefing that `export briefing` makes slides of; a file of your "
                             "own also goes into an offline pack")
    parser.add_argument("--overlay", type=Path, metavar="FILE",
                        help="a GeoJSON, KML or CSV file of your own, drawn and listed with the "
                             "rest")
    parser.add_argument("--open", default="", metavar="ID",
                        help="the route, corridor or place that is open")
    parser.add_argument("--borders", choices=tuple(DEPICTIONS), help="whose borders a map draws")
    parser.add_argument("--colour", choices=tuple(COLOURINGS), help="what colours of lines say")
    parser.add_argument("--year", default="", metavar="YYYY", help="the year a map is drawn for")
    parser.add_argument("--since", default="", metavar="YYYY[-MM[-DD]]",
                        help="the first day, month or year of what happened")
    parser.add_argument("--until", default="", metavar="YYYY[-MM[-DD]]", help="the last one")
    parser.add_argument("--sort", default="", metavar="COLUMN-up|COLUMN-down",
                        help="in which order tables list the routes, as in a link")
    parser.add_argument("--at", default="", metavar="ZOOM/LAT/LON", help="where a map looks")
    parser.add_argument("--search", metavar="TEXT", help="only routes this name finds")
    parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD",
                        help="the day against which ages are counted (default: today)")
    for section in SECTIONS:
        parser.add_argument(f"--{OPTIONS[section]}", action="append", metavar="WORD",
                            help="only routes with this; may be given again")


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _wanted(arguments: argparse.Namespace, catalog: Catalog, linked: Filter) -> Filter:
    """Returns the link's filter, with the sections of the options instead of its own."""
    wanted = linked if arguments.search is None else linked.searching(arguments.search)
    for section in SECTIONS:
        words = getattr(arguments, OPTIONS[section])
        if words and section == "regions":
            words = [region_called(catalog, word) for word in words]
        known = catalog.known_words[section]
        for word in words or ():
            if word not in known:
                raise AtlasError(f"--{OPTIONS[section]} {word}: no route has it"
                                 f"{did_you_mean(word, known)}")
        if words:
            wanted = wanted.choosing(section, words)
    return wanted


def _scene_items(items: Items, briefings: Iterable[Briefing]) -> Items:
    """Returns the items of a link; for a link to a scene, those of the scene's view."""
    link_parts = dict(items)
    if "briefing" not in link_parts:
        return items
    named, number = link_parts["briefing"], link_parts.get("scene", "1")
    shipped = {briefing.briefing_id: briefing for briefing in briefings}
    if named not in shipped:
        raise AtlasError(f"--link: no briefing {named!r} in this data"
                         f"{did_you_mean(named, shipped)}. A draft is only in the browser that "
                         "made it: copy the link of its view in the atlas, or save it there as a "
                         "file and name that with --briefing")
    scenes = shipped[named].scenes
    if not (number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= len(scenes)):
        raise AtlasError(f"--link: {named} has {plural(len(scenes), 'scene')}, and none that is "
                         f"numbered {number}")
    return link_items(scenes[int(number) - 1].view)


def _view(arguments: argparse.Namespace, catalog: Catalog, items: Items) -> View:
    """The view that the options and the link ask for together."""
    known = known_by(catalog, (catalog.release,))
    view, ignored = read_view(items, known)
    if ignored:
        raise AtlasError(f"--link: nothing here is known as {', '.join(ignored)}; leave it out")
    year = arguments.year or ("" if view.year is None else str(view.year))
    rest = [("year", year), *((name, getattr(arguments, name)) for name in (
        "open", "borders", "colour", "since", "until", "sort", "at"))]
    more, ignored = read_view([(name, text) for name, text in rest if text], known)
    if ignored:
        raise AtlasError(f"--{ignored[0].replace('=', ' ')}: not known"
                         f"{did_you_mean(ignored[0].split('=')[1], catalog.subjects)}")
    return replace(view, wanted=_wanted(arguments, catalog, view.wanted),
                   opened=more.opened or view.opened,
                   depiction=more.depiction if arguments.borders else view.depiction,
                   colour_by=more.colour_by if arguments.colour else view.colour_by,
                   year=more.year, since=more.since or view.since,
                   until=more.until or view.until, sort=more.sort or view.sort,
                   camera=more.camera or view.camera)


def _tell(done: int, of: int) -> None:
    """Progress on the terminal, on one line."""
    if sys.stderr.isatty():
        print(f"\r{done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _briefing(named: str, briefings: Iterable[Briefing]) -> Briefing | None:
    """Returns the named briefing: one of the data, or a file saved in the app."""
    if not named:
        return None
    shipped = {briefing.briefing_id: briefing for briefing in briefings}
    if named in shipped:
        return shipped[named]
    try:
        return read_briefing(Path(named).read_bytes())
    except OSError as error:
        raise AtlasError(f"--briefing {named}: neither a briefing of the data nor a file that can "
                         f"be read{did_you_mean(named, shipped)}") from error


def _overlay(path: Path, catalog: Catalog) -> Overlay:
    """Reads an overlay by the same rules as the app."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise AtlasError(f"--overlay {path}: cannot be read: {error.strerror}") from error
    return read_overlay(data, path.name, atlas_extent(catalog))


def _contents_words(extract: Extract, what: str) -> str:
    """Returns in a few words what a file holds."""
    question = extract.view.question
    if what == "dossier" and extract.opened:
        return f"dossier of {extract.opened.route.name}"
    if what == "itineraries":
        return "itineraries from " + " to ".join(subject_words(extract.atlas, end)
                                          for end in (question.origin, question.target))
    if what == "briefing" and extract.briefing:
        scenes = plural(len(extract.briefing.scenes), "scene")
        return f"briefing “{extract.briefing.title or extract.briefing.briefing_id}”, {scenes}"
    routes = plural(len(extract.shown.entries), "route")
    if what == "events":
        return f"what happened to {routes}"
    if what == "series":
        subjects = {series.subject_id for series in selected_series(extract)}
        one = extract.atlas.name_of(*subjects) if len(subjects) == 1 else routes
        return f"series of {one}"
    return routes if what in ("routes", FULL_ROUTES) else f"{what} of {routes}"


def _in_edition(arguments: argparse.Namespace) -> str:
    """Returns the contents in their edition. Raises AtlasError where there is no such."""
    what, edition, name = arguments.what, arguments.edition, arguments.format
    if edition is None:
        return str(what)
    if what not in ("routes", FULL_ROUTES) or (edition == "short" and name not in _SHORT):
        raise AtlasError(f"--edition {edition}: only routes as {' or '.join(_SHORT)} have a short "
                         "edition; everything else has all its columns")
    return FULL_ROUTES if edition == "full" and name in _SHORT else "routes"


def _released(folder: Path, asked: str, day: date, newest: str) -> Catalog:
    """Returns the earlier release of a link; another one is never exported instead."""
    try:
        return build_release(folder, asked, day)
    except ReleaseError as error:
        raise AtlasError(f"--link: {error}. The newest is {newest}: leave `release` out of the "
                         "link for it") from None


def export_file(arguments: argparse.Namespace) -> int:
    """Run the command. Raises AtlasError for an unknown name, or if the file cannot be written."""
    raw, day = read_folder(arguments.data), arguments.today or today()
    items, briefings = link_items(arguments.link), read_briefings(raw.briefings)
    catalog = build(raw, day)
    release = dict(items).get("release", "")
    if release and release != catalog.release:
        catalog = _released(arguments.data, release, day, catalog.release)
    if arguments.overlay:
        overlay = _overlay(arguments.overlay, catalog)
        if overlay.message:
            print(f"{overlay.name}: {overlay.message}", file=sys.stderr)
        catalog = with_overlay(catalog, overlay.entries)
    extract = Extract(catalog, _view(arguments, catalog, _scene_items(items, briefings)),
                      basemap_document(raw), briefings,
                      _briefing(arguments.briefing or dict(items).get("briefing", ""), briefings),
                      assets(), _tell, address=address(), notes_to=notes_address())
    what, whats = _in_edition(arguments), FORMATS[arguments.format].whats
    if what not in whats:
        raise AtlasError(f"{arguments.format} holds {', '.join(whats)}, not {what}")
    save(arguments.out, export(extract, what, arguments.format))
    print(f"{arguments.out}: {_contents_words(extract, what)}, release {catalog.release}")
    return 0
