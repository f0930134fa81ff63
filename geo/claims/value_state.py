"""Value states: stated, of a part, disputed, zero, not applicable, or not in the sources."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from geo.data.schema import MISSING

State = Literal["stated", "part", "disputed", "zero", "not-applicable", "not-in-the-sources"]

STATE_WORDS: Mapping[State, str] = MappingProxyType({
    "stated": "stated",
    "part": "part",
    "disputed": "disputed",
    "zero": "zero",
    "not-applicable": "not applicable",
    "not-in-the-sources": MISSING,
})
"""*Part*: what is shown first is a claim about a part of the subject, or about what it is compared
with; *disputed*: a claim about it is part of a difference, or claims that tie state unlike values;
*zero*: a source says 0; *not applicable*: a subject of this kind cannot have it."""
