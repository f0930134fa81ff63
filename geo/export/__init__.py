"""Exports: a catalog in, bytes out. One registry serves the command line and the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.catalog import Catalog
from geo.export.delimited import excel_csv, raw_csv
from geo.rows import TABLES, Table


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its ending, its media type, and who it is for."""

    ending: str
    media_type: str
    meant_for: str
    write: Callable[[Table], bytes]


FORMATS: Mapping[str, Format] = MappingProxyType({
    "csv": Format("csv", "text/csv", "spreadsheets: byte-order mark, text that looks like a "
                  "formula defused", excel_csv),
    "csv-raw": Format("csv", "text/csv", "programs: the exact text, nothing added", raw_csv),
})


def export(catalog: Catalog, what: str, file_format: str) -> bytes:
    """The bytes of one table of `catalog`. The same catalog gives the same bytes.

    Raises KeyError for a table or format that is not registered.
    """
    return FORMATS[file_format].write(TABLES[what](catalog))
