"""The forms of a corridor's name on a map, from the whole name to the initials that sources use."""

from __future__ import annotations

import re

from geo.catalog.catalog import Catalog
from geo.data.lru import kept_on_first

_BRACKETED = re.compile(r"(.+) \((.+)\)")
_INITIALS = re.compile(r"[A-Z]{3,6}")


@kept_on_first(64)
def name_forms(catalog: Catalog, corridor_id: str) -> tuple[str, ...]:
    """Returns the names of a corridor that a map may show, the longest first.

    That is its name, the name without what stands in brackets, and initials: those in the brackets
    and those by which a source calls it.
    """
    name = catalog.corridors[corridor_id].name
    bracketed = _BRACKETED.fullmatch(name)
    aliases = sorted(alias.alias for alias in catalog.aliases
                     if alias.id == corridor_id and alias.used_by in catalog.sources)
    initials = [text for text in (*(bracketed.groups()[1:] if bracketed else ()), *aliases)
                if _INITIALS.fullmatch(text)]
    return tuple(dict.fromkeys((name, *(bracketed.groups()[:1] if bracketed else ()), *initials)))
