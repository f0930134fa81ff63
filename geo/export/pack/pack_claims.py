"""The claims of the offline pack's dossiers, each once in the file, however many cite it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

_CLAIM: Final = re.compile(r"<i hidden data-claim=[^>]*></i>")


def with_claims_once(dossiers: Mapping[str, str]) -> dict[str, Any]:
    """Returns dossiers, as markup by id, and beside them the markup of the claims that they cite.

    In a dossier a claim is `<i data-at="12"></i>`, its place in the list. Attributes are escaped,
    so that no text from data looks like either.
    """
    places: dict[str, int] = {}

    def place(claim: re.Match[str]) -> str:
        return f'<i data-at="{places.setdefault(claim[0], len(places))}"></i>'

    shorter = {subject: _CLAIM.sub(place, markup) for subject, markup in dossiers.items()}
    return {"dossiers": shorter, "claims": list(places)}
