"""The one command: `corridor-atlas`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from app.settings import DATA_VARIABLE, SHIPPED_DATA, today
from geo.address import View
from geo.build import build
from geo.catalog import Catalog
from geo.checks import check
from geo.diff import compare
from geo.errors import AtlasError, DataProblemsError, did_you_mean
from geo.export import FORMATS, Extract, export
from geo.filters import OPTIONS, SECTIONS, Filter
from geo.load import read_folder
from geo.package import describe
from geo.rows import TABLES
from geo.verify import verify


def _serve(arguments: argparse.Namespace) -> int:
    main = Path(__file__).with_name("server.py")
    environment = {**os.environ, DATA_VARIABLE: str(arguments.data.resolve())}
    # Streamlit reads .streamlit/config.toml (telemetry off, theme) from the working folder.
    os.chdir(main.parent.parent)
    os.execve(sys.executable,  # noqa: S606 - our own interpreter, no shell
              [sys.executable, "-m", "streamlit", "run", str(main),
               "--server.port", str(arguments.port)], environment)


def _check(arguments: argparse.Namespace) -> int:
    problems = check(read_folder(arguments.data))
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


def _export(arguments: argparse.Namespace) -> int:
    catalog = _catalog(arguments)
    extract = Extract(catalog, View(_wanted(arguments, catalog)))
    selected = extract.shown
    try:
        arguments.out.write_bytes(export(extract, arguments.what, arguments.format))
    except OSError as error:
        raise AtlasError(f"{arguments.out}: cannot be written: {error.strerror}") from error
    print(f"{arguments.out}: {arguments.what} of {len(selected.entries)} routes, "
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
    "describe": _describe, "diff": _diff, "bench": _bench})


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser],
                data: argparse.ArgumentParser) -> None:
    out = commands.add_parser("export", parents=[data], help="write a table to a file")
    out.add_argument("what", choices=tuple(TABLES), metavar="WHAT", help=", ".join(TABLES))
    out.add_argument("--format", choices=tuple(FORMATS), required=True)
    out.add_argument("--out", type=Path, required=True, metavar="FILE")
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
