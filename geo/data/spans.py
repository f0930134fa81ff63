"""Lines of a document as a claim names them: `42` or `42-44`."""

from __future__ import annotations

import re

SPAN = re.compile(r"([1-9]\d{0,7})(?:-([1-9]\d{0,7}))?")
_LAST_OF_REFERENCE = re.compile(r"/([1-9]\d{0,7})(?==|;|$)")


def whole_span(text: str) -> str:
    """Returns `42` as `42-42`; anything else as it is."""
    return f"{text}-{text}" if text.isascii() and text.isdecimal() else text


def whole_reference(text: str) -> str:
    """Returns names of claims (subject/attribute/source/lines=value) with lines as first-last."""
    return _LAST_OF_REFERENCE.sub(r"/\1-\1", text)


def span(text: str) -> tuple[int, int]:
    """Returns the first and the last line. Raises ValueError where the text names none."""
    match = SPAN.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} names no lines")
    return int(match[1]), int(match[2] or match[1])
