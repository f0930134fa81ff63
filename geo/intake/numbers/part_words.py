"""Parts of a whole that a figure is of: a kind of work, the item of a list, a name in brackets."""

from __future__ import annotations

import re
from typing import Final

_WORK: Final = re.compile(
    r"\b(?:design(?:ing|s)?(?! capacity)|construction|building|land acquisition|track[- ]laying|"
    r"earthworks?|civil works?|electrification|excavation|paving|welding)\b", re.IGNORECASE)
_PIECE: Final = (r"(?:lines?|sections?|phases?|stages?|strings?|parts?|legs?|segments?|stretch|"
                 r"branch|branches|lots?|tracks?)")
_IN_BRACKETS: Final = re.compile(rf"\s?\((?P<words>(?:{_PIECE}\s[\w\u2013-]{{1,12}}|"
                                 rf"(?:[\w\u2013-]+\s){{1,3}}{_PIECE}))\)", re.IGNORECASE)
_NEAR: Final = 60


def work_before(text: str, begins: int) -> str:
    """Returns the kind of work of which a percentage is told; blank where there is but one.

    `design 85 %, construction 70 %` tells of two; `70 % of the construction` of the whole.
    """
    kinds = {match[0].lower() for match in _WORK.finditer(text)}
    before = list(_WORK.finditer(text, max(0, begins - _NEAR), begins))
    return before[-1][0] if before and len(kinds) > 1 else ""


def piece_behind(text: str, ends: int) -> str:
    """Returns the part that stands in brackets behind a figure or a date, as in `2009 (Line A)`."""
    match = _IN_BRACKETS.match(text, ends)
    return match["words"] if match else ""
