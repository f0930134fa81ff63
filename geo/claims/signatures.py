"""Signatures: which claims a second, independent reading has confirmed as they stand today."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from geo.data.records import Claim, Reading
from geo.data.schema import TABLES

_COLUMNS = TABLES["claims"].column_names
_DIGITS = 12


def cells_of(claim: Claim) -> dict[str, str]:
    """Returns a claim as its row of claims.csv has it, its lines as first-last."""
    return {name: ";".join(cell) if isinstance(cell := getattr(claim, name), tuple) else cell
            for name in _COLUMNS}


def signature_of_row(cells: Mapping[str, str]) -> str:
    """Returns the signature of a row of claims.csv, its lines as first-last."""
    return hashlib.sha256("\x1f".join(cells[name] for name in _COLUMNS).encode()
                          ).hexdigest()[:_DIGITS]


def signature(claim: Claim) -> str:
    """Returns the signature of a claim: a hash of all its cells, which any change of it changes."""
    return signature_of_row(cells_of(claim))


def signed_sides(readings: Iterable[Reading]) -> Mapping[tuple[str, str], frozenset[str]]:
    """Returns the sides that were looked at, by a claim's reference and signature."""
    sides: dict[tuple[str, str], frozenset[str]] = {}
    for reading in readings:
        key = (reading.claim, reading.signature)
        sides[key] = sides.get(key, frozenset()) | frozenset(reading.looked_at)
    return sides


def sides_of(claim: Claim, signed: Mapping[tuple[str, str], frozenset[str]]) -> frozenset[str]:
    """Returns the sides of a claim that a reading confirmed; none once the claim has changed."""
    return signed.get((claim.reference, signature(claim)), frozenset())


def signed_claims(claims: Iterable[Claim], readings: Iterable[Reading]) -> tuple[Claim, ...]:
    """Returns the claims that a second reading has confirmed as they stand."""
    signed = signed_sides(readings)
    return tuple(claim for claim in claims if sides_of(claim, signed))
