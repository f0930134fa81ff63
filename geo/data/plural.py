"""Plurals: the one place that knows when a word takes an `s`."""

from __future__ import annotations


def plural(number: int, word: str, many: str = "") -> str:
    """Returns `1 border`, `2 borders`, `1,024 countries` (`many` where an `s` is not enough)."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"
