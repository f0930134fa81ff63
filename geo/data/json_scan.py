"""The size and depth of a JSON text, measured before it is parsed."""

from __future__ import annotations

import re

_MARK = re.compile(rb'"(?:[^"\\]++|\\(?:.|\Z))*+(?:"|\Z)|[\[\]{},]', re.DOTALL)
"""A string, whole or cut off, or one of the marks that nest and separate values."""


def too_much(text: bytes, most: int, deepest: int) -> bool:
    """Checks whether a text has more than `most` values, or nests them deeper than `deepest`.

    Strings, brackets and commas are counted, which are never fewer than the values. The text is
    read once and only as far as needed; it need not be JSON.
    """
    depth = count = 0
    for match in _MARK.finditer(text):
        mark = text[match.start()]
        if mark in b"[{":
            depth += 1
        elif mark in b"]}":
            depth -= 1
            continue
        count += 1
        if count > most or depth > deepest:
            return True
    return False
