"""Owners: the actors that sources name as owners or shareholders of a subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from geo.data.records import Claim

_OWNS: Final = re.compile(
    r"\bshareholders\b(?! agreement)|\bshareholding\b|\bowned by\b|\bowners\b|% stake|səhmdar",
    re.IGNORECASE)
"""Printed words that say so. An agreement to hold shares is not yet one."""


_SHARE: Final = re.compile(r"(\d+(?:\.\d+)?) ?(?:%|percent)")


def share_words(claim: Claim) -> str:
    """Returns the share that the printed words of an owner end in, in brackets: `30.1 %`.

    Blank where there is none, or where they name unlike shares of several owners.
    """
    shares = set(_SHARE.findall(claim.printed))
    last = re.search(r"\(([^()]*)\)$", claim.printed)
    is_own = last is not None and _SHARE.search(last[1]) is not None and len(shares) == 1
    return f"{shares.pop()}\N{NO-BREAK SPACE}%" if is_own else ""


def owner_words(claim: Claim) -> str:
    """Returns an owner with the share that is printed: `bp (30.1 %)`."""
    share = share_words(claim)
    return f"{claim.value}\N{NO-BREAK SPACE}({share})" if share else claim.value


def _share(claim: Claim) -> Decimal:
    return Decimal(share_words(claim).rstrip("\N{NO-BREAK SPACE}%") or 0)


def owner_claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Returns the claims whose printed words name a sponsor as an owner, or as a shareholder.

    Those of the newest day alone, as shares change hands; each actor once, the largest share first,
    else in the order of the claims.
    """
    owned = [claim for claim in claims
             if claim.attribute == "sponsor" and _OWNS.search(claim.printed)]
    newest = max((claim.as_of for claim in owned), default="")
    by_actor: dict[str, Claim] = {}
    for claim in owned:
        if claim.as_of == newest:
            by_actor.setdefault(claim.value, claim)
    return tuple(sorted(by_actor.values(), key=_share, reverse=True))
