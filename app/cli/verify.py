"""The commands `corridor-atlas verify` and `corridor-atlas sign`: claims against their words."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from app.cli.atomic_write import save
from app.shared.settings import today
from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.checks.canonical_form import format_table
from geo.checks.documents import Verification, verify
from geo.checks.planted import Caught, plant, table
from geo.checks.printed_values import claim_problems
from geo.checks.tables import check, claim_reference
from geo.checks.waiting import FOLDER, read_waiting, with_waiting
from geo.claims.signatures import signature
from geo.data.csv_table import Row, read_table
from geo.data.errors import AtlasError, DataProblemsError, did_you_mean
from geo.data.plural import plural
from geo.data.reader import read_folder
from geo.data.records import Claim, Reading
from geo.data.schema import LOOKED_AT, TABLES
from geo.data.spans import whole_reference


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


def _found(catalog: Catalog, asked: str) -> Claim:
    """Returns the one claim that is asked for. Raises AtlasError for none or several."""
    reference = whole_reference(asked)
    names = {f"{claim.reference}={claim.value}": claim for claim in catalog.claims}
    claims = [claim for name, claim in names.items()
              if reference in (name, claim.reference)]
    if not claims:
        raise AtlasError(f"no claim {asked!r}{did_you_mean(asked, names)}")
    if len(claims) > 1:
        raise AtlasError(f"{asked!r} names several claims; add =value: "
                         + ", ".join(claim.value for claim in claims[:5]))
    return claims[0]


def _table(name: str, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Returns a table in canonical form. Raises AtlasError where a row has not its form."""
    table = TABLES[name]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, table.column_names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    data, problems = format_table(table, text.getvalue().encode())
    if problems:
        raise AtlasError(str(problems[0]))
    return data


def _name(row: Row) -> str:
    return f"{claim_reference(row.cells)}={row.cells['value']}"


def admit_claims(arguments: argparse.Namespace) -> int:
    """Takes claims that waited into claims.csv, with their sources, and signs them.

    Nothing is written where one of them does not wait, is named twice or has a fault, or where the
    folder would have one with them.
    """
    folder, raw = arguments.data, read_folder(arguments.data)
    waiting, asked = read_waiting(folder), dict(_asked(arguments))
    taken = [row for row in waiting.claims if _name(row) in asked]
    if missing := sorted({*asked} - {_name(row) for row in taken}):
        raise AtlasError(f"{missing[0]!r} does not wait in {FOLDER}/"
                         f"{did_you_mean(missing[0], map(_name, waiting.claims))}")
    if len(taken) > len(asked):
        raise AtlasError("two claims that wait share a name; sign neither, or change one")
    alone = with_waiting(raw, taken, waiting.sources)
    if faults := [*check(alone), *claim_problems(alone)]:
        raise DataProblemsError(faults)
    cited = {row.cells["source_id"] for row in taken}
    known = {row.cells["source_id"] for row in raw.tables["sources"]}
    left = [row for row in waiting.claims if row not in taken]
    still = {row.cells["source_id"] for row in left} - cited
    tables = {
        "claims": _table("claims", (row.cells for row in (*raw.tables["claims"], *taken))),
        "sources": _table("sources", (
            *(row.cells for row in raw.tables["sources"]),
            *(row.cells for row in waiting.sources
              if row.cells["source_id"] in cited - known)))}
    read = {name: tuple(read_table(TABLES[name], data).rows) for name, data in tables.items()}
    catalog = build(replace(raw, tables={**raw.tables, **read}), today())
    for name, data in tables.items():
        save(folder / TABLES[name].file, data)
    save(folder / FOLDER / TABLES["claims"].file, _table("claims", (row.cells for row in left)))
    save(folder / FOLDER / TABLES["sources"].file, _table("sources", (
        row.cells for row in waiting.sources if row.cells["source_id"] in still)))
    print(f"{plural(len(taken), 'claim')} taken in; {len(left):,} still wait")
    return sign_claims(arguments, catalog)


def sign_claims(arguments: argparse.Namespace, catalog: Catalog) -> int:
    """Writes into readings.csv that a second reading has confirmed some claims as they stand.

    Readings of claims that have changed since are left out of the file.
    """
    standing = {(claim.reference, signature(claim)) for claim in catalog.claims}
    kept = {(reading.claim, reading.signature): reading for reading in catalog.readings
            if (reading.claim, reading.signature) in standing}
    lost = len(catalog.readings) - len(kept)
    signed = 0
    for asked, looked_at in _asked(arguments):
        claim, sides = _found(catalog, asked), tuple(looked_at.replace(",", ";").split(";"))
        if unknown := [side for side in sides if side not in LOOKED_AT]:
            raise AtlasError(f"{unknown[0]!r} is no side of a claim; they are "
                             f"{', '.join(LOOKED_AT)}")
        kept[claim.reference, signature(claim)] = Reading(
            claim.reference, signature(claim), tuple(side for side in LOOKED_AT if side in sides),
            arguments.read_on)
        signed += 1
    save(arguments.data / TABLES["readings"].file, _table("readings", (
        {"claim": each.claim, "signature": each.signature, "looked_at": ";".join(each.looked_at),
         "read_on": each.read_on} for each in kept.values())))
    print(f"{plural(signed, 'claim')} signed; {plural(lost, 'reading')} of claims that have "
          "changed left out")
    return 0
