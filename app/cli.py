"""The one command: `corridor-atlas`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from app.pack import assets
from app.saving import save
from app.settings import DATA_VARIABLE, SHIPPED_DATA, today
from app.whatif import add_whatif, whatif
from geo.address import DEPICTIONS, Known, View, link_items, read_view
from geo.archive import read_archive, releases
from geo.briefing import Briefing, read_briefing, read_briefings
from geo.briefing_checks import briefing_problems
from geo.briefing_dates import passed_date_problems
from geo.build import build
from geo.catalog import Catalog
from geo.checks import check
from geo.diff import compare
from geo.errors import AtlasError, DataProblemsError, did_you_mean
from geo.export import FORMATS, Extract, export
from geo.filters import OPTIONS, SECTIONS, Filter
from geo.layers import basemap_document
from geo.load import RawData, read_folder
from geo.overlay.reader import MAX_BYTES, Overlay, ground_of, read_overlay, with_overlay
from geo.package import describe
from geo.verify import verify


def _serve(arguments: argparse.Namespace) -> int:
    try:
        tempfile.TemporaryFile().close()
    except OSError as error:
        raise AtlasError("there is nowhere to write: the server keeps what the browser fetches in "
                         "a folder for temporary files. Name one that can be written: TMPDIR=/path"
                         ) from error
    main = Path(__file__).with_name("server.py")
    environment = {**os.environ, DATA_VARIABLE: str(arguments.data.resolve())}
    # Streamlit reads .streamlit/config.toml (telemetry off, theme) from the working folder.
    os.chdir(main.parent.parent)
    os.execve(sys.executable,  # noqa: S606 - our own interpreter, no shell
              [sys.executable, "-m", "streamlit", "run", str(main),
               "--server.port", str(arguments.port)], environment)


def _check(arguments: argparse.Namespace) -> int:
    raw = read_folder(arguments.data)
    problems = check(raw)
    if not problems:
        catalog = build(raw, today())
        problems = [*briefing_problems(raw.briefings, catalog),
                    *passed_date_problems(raw.briefings, catalog)]
    for problem in problems:
        print(problem)
    files = len({problem.file for problem in problems})
    print(f"{len(problems)} problems in {files} files" if problems
          else f"{arguments.data}: no problems")
    return 1 if problems else 0


def _verify(arguments: argparse.Namespace) -> int:
    if not arguments.documents.is_dir():
        raise AtlasError(f"{arguments.documents}: no such folder; the documents are not at hand")
    found = verify(_catalog(arguments), arguments.documents)
    for problem in found.problems:
        print(problem)
    counts = ", ".join(f"{count} {name}" for name, count in found.counts.items())
    print(f"verified {counts}: {len(found.problems)} failures")
    return 1 if found.problems else 0


def _catalog(arguments: argparse.Namespace) -> Catalog:
    return build(read_folder(arguments.data), getattr(arguments, "today", None) or today())


def _wanted(arguments: argparse.Namespace, catalog: Catalog) -> Filter:
    wanted = Filter(text=arguments.search)
    for section in SECTIONS:
        words = getattr(arguments, OPTIONS[section]) or []
        known = catalog.known_words[section]
        for word in words:
            if word not in known:
                raise AtlasError(f"--{OPTIONS[section]} {word}: no route has it"
                                 f"{did_you_mean(word, known)}")
        wanted = wanted.choosing(section, words)
    return wanted


def _view(arguments: argparse.Namespace, catalog: Catalog) -> View:
    """The view that the options and the link ask for together."""
    known = Known(catalog.known_words, catalog.subjects,
                  (catalog.release, *releases(arguments.data)))
    view, ignored = read_view(link_items(arguments.link), known)
    if ignored:
        raise AtlasError(f"--link: nothing here is known as {', '.join(ignored)}; leave it out")
    rest = [(name, text) for name in ("open", "borders", "year", "at")
            if (text := getattr(arguments, name))]
    more, ignored = read_view(rest, known)
    if ignored:
        raise AtlasError(f"--{ignored[0].replace('=', ' ')}: not known"
                         f"{did_you_mean(ignored[0].split('=')[1], catalog.subjects)}")
    options = _wanted(arguments, catalog)
    wanted = view.wanted if options == Filter() else options
    return replace(view, wanted=wanted, opened=more.opened or view.opened,
                   depiction=more.depiction if arguments.borders else view.depiction,
                   year=more.year or view.year, camera=more.camera or view.camera)


def _tell(done: int, of: int) -> None:
    """Progress on the terminal, on one line."""
    if sys.stderr.isatty():
        print(f"\r{done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _briefing(arguments: argparse.Namespace, raw: RawData) -> Briefing | None:
    """The briefing that is named: one of the data, or a file saved in the app."""
    if not arguments.briefing:
        return None
    shipped = {each.briefing_id: each for each in read_briefings(raw.briefings)}
    if arguments.briefing in shipped:
        return shipped[arguments.briefing]
    try:
        return read_briefing(Path(arguments.briefing).read_bytes())
    except OSError as error:
        raise AtlasError(f"--briefing {arguments.briefing}: neither a briefing of the data nor a "
                         f"file that can be read{did_you_mean(arguments.briefing, shipped)}"
                         ) from error


def _overlay(path: Path, catalog: Catalog) -> Overlay:
    """A reader's own lines, read by the same rules as in the app."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise AtlasError(f"--overlay {path}: cannot be read: {error.strerror}") from error
    return read_overlay(data, path.name, ground_of(catalog))


def _export(arguments: argparse.Namespace) -> int:
    raw, day = read_folder(arguments.data), arguments.today or today()
    catalog = build(raw, day)
    earlier = releases(arguments.data).get(dict(link_items(arguments.link)).get("release", ""))
    if earlier:
        catalog = build(read_archive(earlier), day, past=True)
    if arguments.overlay:
        catalog = with_overlay(catalog, _overlay(arguments.overlay, catalog).entries)
    extract = Extract(catalog, _view(arguments, catalog), basemap_document(raw),
                      read_briefings(raw.briefings), _briefing(arguments, raw), assets(), _tell)
    whats = FORMATS[arguments.format].whats
    if arguments.what not in whats:
        raise AtlasError(f"{arguments.format} holds {', '.join(whats)}, not {arguments.what}")
    data = export(extract, arguments.what, arguments.format)
    save(arguments.out, data)
    print(f"{arguments.out}: {arguments.what} of {len(extract.shown.entries)} routes, "
          f"release {catalog.release}")
    return 0


def _describe(arguments: argparse.Namespace) -> int:
    path = arguments.data / "datapackage.json"
    try:
        path.write_text(describe(arguments.release), encoding="utf-8")
    except OSError as error:
        raise AtlasError(f"{path}: cannot be written: {error.strerror}") from error
    print(f"{path}: release {arguments.release}")
    return 0


def _diff(arguments: argparse.Namespace) -> int:
    old, new = read_folder(arguments.old), read_folder(arguments.new)
    unreadable = [problem for raw in (old, new) for problem in raw.problems]
    if unreadable:
        raise DataProblemsError(unreadable)
    changes = compare(old, new)
    for change in changes:
        print(change)
    print(f"{len(changes)} changes from release {old.release} to {new.release}")
    return 0


def _bench(arguments: argparse.Namespace) -> int:
    root = Path(__file__).parent.parent
    if not (root / "tools" / "bench.py").is_file():
        raise AtlasError("bench runs from the source tree; tools/ is not here")
    wanted = ["--clicks", str(arguments.clicks), "--sizes", arguments.sizes]
    if arguments.out:
        wanted += ["--out", str(arguments.out.resolve())]
    os.chdir(root)
    os.execv(sys.executable,  # noqa: S606 - our own interpreter, no shell
             [sys.executable, "-m", "tools.bench", *wanted])


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = MappingProxyType({
    "serve": _serve, "check": _check, "verify": _verify, "export": _export,
    "whatif": lambda arguments: whatif(arguments, _catalog(arguments)), "describe": _describe,
    "diff": _diff, "bench": _bench})


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser],
                data: argparse.ArgumentParser) -> None:
    out = commands.add_parser("export", parents=[data], help="write a table to a file")
    whats = tuple(dict.fromkeys(what for made in FORMATS.values() for what in made.whats))
    out.add_argument("what", choices=whats, metavar="WHAT", help=", ".join(whats))
    out.add_argument("--format", choices=tuple(FORMATS), required=True)
    out.add_argument("--out", type=Path, required=True, metavar="FILE")
    out.add_argument("--link", default="", metavar="URL",
                     help="a link copied from the app, or its part after the question mark")
    out.add_argument("--briefing", default="", metavar="ID|FILE",
                     help="the briefing that `export briefing` makes slides of")
    out.add_argument("--overlay", type=Path, metavar="FILE",
                     help="a GeoJSON or CSV file of your own, drawn and listed with the rest")
    out.add_argument("--open", default="", metavar="ID", help="the route that is open")
    out.add_argument("--borders", choices=tuple(DEPICTIONS), help="whose borders a map draws")
    out.add_argument("--year", default="", metavar="YYYY", help="the year a map is drawn for")
    out.add_argument("--at", default="", metavar="ZOOM/LAT/LON", help="where a map looks")
    out.add_argument("--search", default="", metavar="TEXT", help="only routes this name finds")
    out.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD",
                     help="the day against which ages are counted (default: today)")
    for section in SECTIONS:
        out.add_argument(f"--{OPTIONS[section]}", action="append", metavar="WORD",
                         help="only routes with this; may be given again")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="corridor-atlas", description="An atlas of Eurasian transport corridors in which "
        "every number says where it comes from.")
    commands = parser.add_subparsers(dest="command", required=True)
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", type=Path, default=SHIPPED_DATA, metavar="DIR",
                      help="the data folder (default: the one shipped)")
    serve = commands.add_parser("serve", parents=[data], help="serve the atlas to a browser")
    serve.add_argument("--port", type=int, default=8501, metavar="N")
    commands.add_parser("check", parents=[data],
                        help="name every problem of the data; exit 1 if there is one")
    held = commands.add_parser("verify", parents=[data],
                               help="hold every claim against the documents; exit 1 on a failure")
    held.add_argument("--documents", type=Path, required=True, metavar="DIR")
    package = commands.add_parser("describe", parents=[data],
                                  help="write datapackage.json for a release of the data")
    package.add_argument("--release", required=True, metavar="ID",
                         help="the release id, such as 2026-11-21")
    difference = commands.add_parser("diff", help="what changed between two data folders")
    difference.add_argument("old", type=Path, metavar="OLD")
    difference.add_argument("new", type=Path, metavar="NEW")
    bench = commands.add_parser("bench", help="measure the atlas in a browser; prints JSON")
    bench.add_argument("--clicks", type=int, default=30, metavar="N")
    bench.add_argument("--sizes", default="300,2000,10000", metavar="N,N")
    bench.add_argument("--out", type=Path, metavar="FILE", help="write the figures there too")
    _add_export(commands, data)
    add_whatif(commands, data)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 good, 1 problems in the data, 2 a wrong call."""
    arguments = _parser().parse_args(argv)
    try:
        return _COMMANDS[arguments.command](arguments)
    except DataProblemsError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print(f"corridor-atlas: {error}", file=sys.stderr)
        return 1
    except AtlasError as error:
        print(f"corridor-atlas: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
