"""Owners: the actors that sources name as owners or shareholders of a subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from geo.data.records import Claim

_OWNS: Final = re.compile(
    r"\bshareholders\b(?! agreement)|\bshareholding\b|\bowned by\b|\bowners\b|% stake|səhmdar",
    re.IGNORECASE)
"""Printed words that say so. An agreement to hold shares is not yet one."""


def owner_claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Returns the claims whose printed words name a sponsor as an owner, or as a shareholder.

    Those of the newest day alone, as shares change hands; each actor once, in the order of the
    claims.
    """
    owned = [claim for claim in claims
             if claim.attribute == "sponsor" and _OWNS.search(claim.printed)]
    newest = max((claim.as_of for claim in owned), default="")
    by_actor: dict[str, Claim] = {}
    for claim in owned:
        if claim.as_of == newest:
            by_actor.setdefault(claim.value, claim)
    return tuple(by_actor.values())
