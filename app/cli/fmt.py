"""The command `corridor-atlas fmt`: writes the files of a data folder in canonical form."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.shared.atomic_write import save
from geo.checks.canonical_form import format_line, format_table
from geo.checks.waiting import FOLDER, WAITING_TABLES
from geo.data.errors import AtlasError, Problem
from geo.data.files import file_names, read_file
from geo.data.plural import plural
from geo.data.reader import file_of
from geo.data.schema import TABLES


def _formatted(folder: Path) -> Iterator[tuple[str, bytes, bytes, list[Problem]]]:
    """Yields of each file its name, its bytes, its canonical bytes, and problems with them."""
    tables = [(table, file_of(folder, table)) for table in TABLES.values()]
    tables += [(TABLES[name], f"{FOLDER}/{TABLES[name].file}") for name in WAITING_TABLES]
    for table, name in tables:
        if (folder / name).exists():
            data = read_file(folder, name)
            yield name, data, *format_table(table, data)
    for name in file_names(folder, "routes") if (folder / "routes").is_dir() else ():
        if name.endswith(".geojson"):
            data = read_file(folder, f"routes/{name}")
            yield f"routes/{name}", data, *format_line(f"routes/{name}", data)


def format_folder(arguments: argparse.Namespace) -> int:
    """Rewrite each file that is not in canonical form, or only name it with --check.

    Returns 1 if a file cannot be read or, with --check, is not canonical.
    """
    folder = arguments.data
    if not folder.is_dir():
        raise AtlasError(f"{folder}: no such folder; give one with --data")
    changed, unread = [], []
    try:
        for name, data, canonical, problems in _formatted(folder):
            unread += problems
            if canonical != data:
                changed.append(name)
                if not arguments.check:
                    save(folder / name, canonical)
                print(f"{name}: {'not in canonical form' if arguments.check else 'written anew'}")
    except OSError as error:
        raise AtlasError(f"{error.filename}: {error.strerror}") from error
    for problem in unread:
        print(problem)
    rest = f"; {plural(len(unread), 'problem')}, and the files named are as they were" if (
        unread) else ""
    print(f"{plural(len(changed), 'file')} {'to format' if arguments.check else 'formatted'}{rest}")
    return 1 if unread or (arguments.check and changed) else 0
