"""The formats, each with what it can hold. The same extract gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.export.delimited import excel_csv, raw_csv
from geo.export.extract import Extract
from geo.rows import TABLES


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    `whats` names what can be written in it. `write` gets the extract and one of these words.
    A `slow` one is worth showing progress for.
    """

    ending: str
    media_type: str
    title: str
    meant_for: str
    whats: tuple[str, ...]
    write: Callable[[Extract, str], bytes]
    slow: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType({
    "csv": Format("csv", "text/csv; charset=utf-8", "CSV", "spreadsheets: byte-order mark, text that looks like "
                  "a formula defused", tuple(TABLES), excel_csv),
    "csv-raw": Format("csv", "text/csv; charset=utf-8", "raw CSV", "programs: the exact text, nothing added",
                      tuple(TABLES), raw_csv),
})


def export(extract: Extract, what: str, file_format: str) -> bytes:
    """The bytes of one file.

    Raises KeyError for a format that is not registered or that cannot hold `what`.
    """
    made = FORMATS[file_format]
    if what not in made.whats:
        raise KeyError(what)
    return made.write(extract, what)
