"""The command `corridor-atlas`: its options and its subcommands."""

from __future__ import annotations

import argparse
import os
import re
import socket  # noqa: TID251 - to see whether an address is this machine's, nothing is asked
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from ipaddress import ip_address
from pathlib import Path
from types import MappingProxyType

from app.cli.check import checked, notes
from app.cli.curate import PORT as DESK_PORT
from app.cli.curate import add_curate, open_desk
from app.cli.export import add_export, export_file
from app.cli.fmt import format_folder
from app.cli.intake import add_intake, intake
from app.cli.notes import add_notes
from app.cli.notes import notes as readers_notes
from app.cli.rederive import rederive_file
from app.cli.release import release_data
from app.cli.verify import add_sign, add_verify, admit_claims, sign_claims, verify_folder
from app.cli.whatif import add_whatif, whatif
from app.shared.settings import (
    ALLOWED_VARIABLE,
    DATA_VARIABLE,
    HOST_VARIABLE,
    SHIPPED_DATA,
    notes_address,
    today,
)
from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.data.diff import compare
from geo.data.errors import AtlasError, DataProblemsError
from geo.data.plural import plural
from geo.data.reader import read_folder

FAULT = 70
"""The exit code of a fault of the atlas itself: EX_SOFTWARE of sysexits.h."""
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - told apart from an address


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 1 to 65535")
    return int(text)


def _address(text: str) -> str:
    if text == "localhost":
        return text
    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no address; give one of this machine, or 0.0.0.0 for all") from None


def _host_name(text: str) -> str:
    """Reads a host name as browsers send it: lower case, other letters encoded in ASCII."""
    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        pass
    try:
        name = text.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        name = ""
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", name):
        raise argparse.ArgumentTypeError(f"{text!r} is no host name; give it without scheme, port "
                                         "or path, such as atlas.example.org")
    return name


def _prefix(text: str) -> str:
    words = text.strip("/")
    if not re.fullmatch(r"[\w.~-]+(/[\w.~-]+)*", words, re.ASCII) or {".", ".."} & {
            *words.split("/")}:
        raise argparse.ArgumentTypeError(f"{text!r} is no base path; give one such as /atlas")
    return words


def _from_environment(variable: str, kind: Callable[[str], str]) -> list[str]:
    """Reads a list separated by commas from a variable. Raises AtlasError if a word is wrong."""
    try:
        return [kind(word) for word in os.environ.get(variable, "").replace(",", " ").split()]
    except argparse.ArgumentTypeError as error:
        raise AtlasError(f"{variable}: {error}") from None


def _listening(arguments: argparse.Namespace) -> tuple[list[str], dict[str, str]]:
    """Returns Streamlit's options for the address, and the environment variables for the app.

    Without an address Streamlit's own settings apply, which name loopback. Raises AtlasError if the
    machine has no such address.
    """
    given = _from_environment(HOST_VARIABLE, _address)
    host = arguments.host or (given[0] if given else "")
    allowed = [*_from_environment(ALLOWED_VARIABLE, _host_name), *arguments.allow_host]
    options = ["--server.port", str(arguments.port)]
    if host:
        try:
            socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host
                                 else socket.AF_INET).close()
        except OSError as error:
            raise AtlasError(f"--host {host}: this machine cannot listen there: "
                             f"{error.strerror}") from error
        shown = [*allowed, *([] if host in _EVERYWHERE else [host]), "localhost"][0]
        options += ["--server.address", host,
                    "--browser.serverAddress", f"[{shown}]" if ":" in shown else shown]
    if arguments.base_path:
        options += ["--server.baseUrlPath", arguments.base_path]
    return options, {ALLOWED_VARIABLE: ",".join(allowed)}


def _serve(arguments: argparse.Namespace) -> int:
    today(), notes_address()  # a wrong setting is reported here, not on every page
    try:
        tempfile.TemporaryFile().close()
    except OSError as error:
        raise AtlasError("there is nowhere to write: the server keeps what the browser fetches in "
                         "a folder for temporary files. Name one that can be written: TMPDIR=/path"
                         ) from error
    main = Path(__file__).parents[1] / "asgi.py"
    options, variables = _listening(arguments)
    environment = {**os.environ, **variables, DATA_VARIABLE: str(arguments.data.resolve())}
    # Streamlit reads .streamlit/config.toml (telemetry off, theme) from the working folder.
    os.chdir(main.parent.parent)
    os.execve(sys.executable,  # noqa: S606 - our own interpreter, no shell
              [sys.executable, "-m", "streamlit", "run", str(main), *options], environment)


def _check(arguments: argparse.Namespace) -> int:
    raw = read_folder(arguments.data)
    problems, catalog = checked(raw)
    for problem in problems:
        print(problem)
    files = len({problem.file for problem in problems})
    if problems or catalog is None:
        print(f"{plural(len(problems), 'problem')} in {plural(files, 'file')}")
        return 1
    for note in notes(raw, catalog):
        print(f"note: {note}")
    print(f"{arguments.data}: no problems")
    return 0


def _catalog(arguments: argparse.Namespace) -> Catalog:
    return build(read_folder(arguments.data), today())


def _diff(arguments: argparse.Namespace) -> int:
    old, new = read_folder(arguments.old), read_folder(arguments.new)
    unreadable = [problem for raw in (old, new) for problem in raw.problems]
    if unreadable:
        raise DataProblemsError(unreadable)
    changes = compare(old, new)
    for change in changes:
        print(change)
    print(f"{plural(len(changes), 'change')} from release {old.release} to {new.release}")
    return 0


def _bench(arguments: argparse.Namespace) -> int:
    root = Path(__file__).parents[2]
    if not (root / "tools" / "bench.py").is_file():
        raise AtlasError("bench runs from the source tree; tools/ is not here")
    options = ["--clicks", str(arguments.clicks), "--sizes", arguments.sizes]
    if arguments.out:
        options += ["--out", str(arguments.out.resolve())]
    os.chdir(root)
    os.execv(sys.executable,  # noqa: S606 - our own interpreter, no shell
             [sys.executable, "-m", "tools.bench", *options])


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = MappingProxyType({
    "serve": _serve, "check": _check, "curate": open_desk,
    "verify": lambda arguments: verify_folder(arguments, _catalog(arguments)),
    "intake": lambda arguments: intake(arguments, _catalog(arguments)),
    "admit": admit_claims,
    "sign": lambda arguments: sign_claims(arguments, _catalog(arguments)),
    "export": export_file,
    "whatif": lambda arguments: whatif(arguments, _catalog(arguments)), "fmt": format_folder,
    "receipts": rederive_file,
    "notes": lambda arguments: readers_notes(arguments, _catalog(arguments)),
    "release": release_data, "diff": _diff, "bench": _bench})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="corridor-atlas", description="An atlas of Eurasian transport corridors in which "
        "every number says where it comes from.")
    parser.add_argument("--traceback", action="store_true",
                        help="after a fault of the atlas itself, print where in its code it "
                        "happened, for a report")
    commands = parser.add_subparsers(dest="command", required=True)
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", type=Path, default=SHIPPED_DATA, metavar="DIR",
                      help="the data folder (default: the one shipped)")
    serve = commands.add_parser("serve", parents=[data], help="serve the atlas to a browser")
    serve.add_argument("--port", type=_port, default=8501, metavar="N")
    serve.add_argument("--host", type=_address, metavar="ADDRESS",
                       help="listen on this address, 0.0.0.0 for all, so that other machines can "
                       f"ask (default: ${HOST_VARIABLE}, else this machine only)")
    serve.add_argument("--allow-host", type=_host_name, action="append", default=[],
                       metavar="NAME", help="a name by which readers reach the atlas; may be given "
                       f"again (also: ${ALLOWED_VARIABLE}, with commas between)")
    serve.add_argument("--base-path", type=_prefix, metavar="PREFIX",
                       help="serve below this path, such as /atlas")
    curate = commands.add_parser("curate", parents=[data], help="open the desk on this machine: "
                                 "new documents, their candidates, and the way into the data")
    curate.add_argument("--port", type=_port, default=DESK_PORT, metavar="N")
    add_curate(curate)
    commands.add_parser("check", parents=[data],
                        help="name every problem of the data; exit 1 if there is one")
    add_verify(commands.add_parser("verify", parents=[data], help="check every claim against the "
                                   "documents; exit 1 on a failure"))
    add_intake(commands.add_parser("intake", parents=[data], help="find what a new document says: "
                                   "candidates for claims, each with its words and its place"))
    add_sign(commands.add_parser("admit", parents=[data], help="take claims that waited for their "
                                 "second reading into the data, and sign them"))
    add_sign(commands.add_parser("sign", parents=[data], help="note that a second, independent "
                                 "reading has confirmed claims"))
    receipts = commands.add_parser(
        "receipts", parents=[data], help="find again in a document what was decided on it at the "
        "desk; exit 1 where something does not hold")
    receipts.add_argument("file", type=Path, metavar="FILE", help="the document")
    add_notes(commands.add_parser("notes", parents=[data], help="readers' notes on values: list "
                                  "the open ones, take in new ones, answer one"))
    fmt = commands.add_parser("fmt", parents=[data], help="sort rows, mend line ends: write the "
                              "files of the data in their canonical form")
    fmt.add_argument("--check", action="store_true",
                     help="write nothing; name what is not canonical and exit 1")
    release = commands.add_parser("release", parents=[data], help="check, verify, describe and "
                                  "archive the data under an id, as one act")
    release.add_argument("release", metavar="ID", help="the release id, such as 2026-11-21")
    release.add_argument("--documents", type=Path, metavar="DIR",
                         help="check the claims against the documents there first")
    difference = commands.add_parser("diff", help="what changed between two data folders")
    difference.add_argument("old", type=Path, metavar="OLD")
    difference.add_argument("new", type=Path, metavar="NEW")
    bench = commands.add_parser("bench", help="measure the atlas in a browser; prints JSON")
    bench.add_argument("--clicks", type=int, default=30, metavar="N")
    bench.add_argument("--sizes", default="300,2000,10000", metavar="N,N")
    bench.add_argument("--out", type=Path, metavar="FILE", help="write the figures there too")
    add_export(commands, data)
    add_whatif(commands, data)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns the exit code: 0 success, 1 problems in the data, 2 a wrong call or a file that cannot
    be read or written, 70 a fault of the atlas itself, 141 if the reader of the output, such as
    `head`, has closed it (the code of the shell for this case).
    """
    arguments = _parser().parse_args(argv)
    try:
        code = _COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # no second error at exit
        return 141
    except DataProblemsError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print(f"corridor-atlas: {error}", file=sys.stderr)
        return 1
    except AtlasError as error:
        print(f"corridor-atlas: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"corridor-atlas: {error.filename or 'a file'}: {error.strerror or error}",
              file=sys.stderr)
        return 2
    except Exception as fault:  # noqa: BLE001 - it is said, and shown where it is asked for
        print(f"corridor-atlas: a fault of the atlas itself ({type(fault).__name__}); nothing more "
              "was done. `corridor-atlas --traceback COMMAND …` prints where it happened, for a "
              "report.", file=sys.stderr)
        if arguments.traceback:
            traceback.print_exception(fault)
        return FAULT
    return code


if __name__ == "__main__":
    sys.exit(main())
