"""The command `corridor-atlas curate`: the desk, for a curator on this machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from geo.data.errors import AtlasError

PORT = 8502
"""The desk's port, where none is given: the one after the atlas's own."""


def add_curate(curate: argparse.ArgumentParser) -> None:
    """Adds the options of `curate` that it does not share."""
    curate.add_argument("--documents", type=Path, metavar="DIR", help="where the texts at hand are "
                        "kept (default: documents, beside the data folder)")
    curate.add_argument("--drafts", type=Path, metavar="DIR", help="where work is kept until it is "
                        "accepted (default: drafts, beside the data folder)")


def open_desk(arguments: argparse.Namespace) -> int:
    """Serves the desk until Ctrl-C. Raises AtlasError where a folder cannot be used."""
    from app.desk.server import serve_desk  # noqa: PLC0415 - slow to load; only the desk needs it
    from app.desk.workplace import Workplace  # noqa: PLC0415

    data: Path = arguments.data.resolve()
    if not (data / "datapackage.json").is_file():
        raise AtlasError(f"{arguments.data}: is no data folder; give the one that holds "
                         "datapackage.json")
    serve_desk(Workplace(data, arguments.documents or data.parent / "documents",
                         arguments.drafts or data.parent / "drafts"), arguments.port)
    return 0
