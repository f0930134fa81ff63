"""Findings: what a rule of the gate says against a side of a claim."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says against a side of a claim. `column` is the cell to look at.

    `signable` says whether a second reading may settle it.
    """

    side: str
    code: str
    column: str
    message: str
    signable: bool = True
