"""The commands `corridor-atlas verify` and `corridor-atlas sign`: claims against their words."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from app.desk.accepting.second_reading import (
    ADMITTED,
    READINGS,
    Signing,
    admission,
    read_to_write,
    signing,
    write_files,
)
from app.shared.atomic_write import save
from geo.catalog.catalog import Catalog
from geo.checks.documents import Verification, verify
from geo.checks.planted import Caught, plant, table
from geo.data.errors import AtlasError
from geo.data.plural import plural
from geo.data.schema import LOOKED_AT


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= 100_000):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of errors; give one such as 100")
    return int(text)


def add_verify(verifier: argparse.ArgumentParser) -> None:
    """Adds the options of `verify`."""
    verifier.add_argument("--documents", type=Path, required=True, metavar="DIR")
    verifier.add_argument("--planted", type=_whole_number, metavar="N",
                          help="spoil claims one at a time, up to N of each kind of error, and "
                          "print how many are caught")
    verifier.add_argument("--json", action="store_true", help="print it as JSON")


def add_sign(signer: argparse.ArgumentParser) -> None:
    """Adds the options of `sign`, and of `admit`, which signs too."""
    signer.add_argument("claims", nargs="*", metavar="CLAIM", help="a claim as "
                        "subject/attribute/source/lines, with =value after it where that names two")
    signer.add_argument("--looked-at", default=";".join(LOOKED_AT), metavar="SIDES",
                        help=f"the sides that were looked at, joined by ';' (default: all: "
                        f"{';'.join(LOOKED_AT)})")
    signer.add_argument("--list", type=Path, metavar="FILE", help="a CSV file of claims read: "
                        "columns claim and looked_at")
    signer.add_argument("--read-on", required=True, metavar="YYYY-MM-DD",
                        help="the day of the reading")


def _as_json(verification: Verification) -> str:
    return json.dumps({
        "failures": [asdict(problem) for problem in verification.problems],
        "texts": {edition.source_id: edition.state for edition in verification.editions},
        "counts": dict(verification.counts)}, indent=1, ensure_ascii=False)


def _planted(results: Iterable[Caught], release: str) -> str:
    return json.dumps({"release": release, "kinds": [
        {**asdict(each), "caught": round(each.share, 4)} for each in results]}, indent=1,
        ensure_ascii=False)


def verify_folder(arguments: argparse.Namespace, catalog: Catalog) -> int:
    """Checks the claims against the documents, or plants errors in them; returns 1 on a failure."""
    if not arguments.documents.is_dir():
        raise AtlasError(f"{arguments.documents}: no such folder; give that of the documents")
    if arguments.planted:
        results = plant(catalog, arguments.documents, arguments.planted)
        print(_planted(results, catalog.release) if arguments.json
              else table(results, catalog.release))
        return 0
    verification = verify(catalog, arguments.documents)
    if arguments.json:
        print(_as_json(verification))
        return 1 if verification.problems else 0
    for problem in verification.problems:
        print(problem)
    for edition in verification.editions:
        print(f"text of {edition.source_id}: {edition.words}")
    counts = ", ".join(f"{count} {name}" for name, count in verification.counts.items())
    print(f"verified {counts}: {plural(len(verification.problems), 'failure')}")
    return 1 if verification.problems else 0


def _asked(arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Yields the claims to sign, each with the sides that were looked at."""
    yield from ((claim, arguments.looked_at) for claim in arguments.claims)
    if arguments.list:
        try:
            rows = list(csv.DictReader(io.StringIO(arguments.list.read_text("utf-8-sig"),
                                                   newline="")))
        except (OSError, UnicodeDecodeError) as error:
            raise AtlasError(f"{arguments.list}: cannot be read: {error}") from error
        if rows and not {"claim", "looked_at"} <= rows[0].keys():
            raise AtlasError(f"{arguments.list}: has no columns claim and looked_at")
        yield from ((row["claim"], row["looked_at"] or arguments.looked_at) for row in rows)


def _sides(looked_at: str) -> tuple[str, ...]:
    return tuple(looked_at.replace(",", ";").split(";"))


def admit_claims(arguments: argparse.Namespace) -> int:
    """Takes claims that waited into claims.csv, with their sources, and signs them.

    Nothing is written where one of them does not wait, is named twice or has a fault, or where the
    folder would have one with them.
    """
    raw, was = read_to_write(arguments.data, ADMITTED)
    asked = dict(_asked(arguments))
    admitted = admission(raw, asked)
    signed = _signed(arguments, admitted.catalog)
    write_files(arguments.data, {**admitted.files, READINGS: signed.data}, was)
    print(f"{plural(len(admitted.taken), 'claim')} taken in; {admitted.left:,} still wait")
    return _say_signed(signed)


def _signed(arguments: argparse.Namespace, catalog: Catalog) -> Signing:
    return signing(catalog, ((claim, _sides(sides)) for claim, sides in _asked(arguments)),
                   arguments.read_on)


def _say_signed(signed: Signing) -> int:
    print(f"{plural(signed.signed, 'claim')} signed; {plural(signed.lost, 'reading')} of claims "
          "that have changed left out")
    return 0


def sign_claims(arguments: argparse.Namespace, catalog: Catalog) -> int:
    """Writes into readings.csv that a second reading has confirmed some claims as they stand.

    Readings of claims that have changed since are left out of the file.
    """
    signed = _signed(arguments, catalog)
    save(arguments.data / READINGS, signed.data)
    return _say_signed(signed)
