"""Names of downloaded files: their contents, the view and the release.

`corridor-atlas-routes-mode-gas_oil-country-az-2026-11-22.csv`. A name is made of lower-case
letters, digits, `-`, `_` and `.`, which every file system accepts. If the words do not identify a
view, or are too long, a digest of the view follows them, so that two views have two names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from geo.data.folding import folded
from geo.export.registry import FORMATS
from geo.query.filter import SEARCH_OPTION
from geo.query.view import View

MOST_CHARACTERS: Final = 220
"""The most characters of a name, with its ending."""

_MOST_SUBJECT, _MOST_WORDS, _DIGEST = 40, 56, 8
_SHOWN_AS_DIGEST = ("at",)


def _plain(text: str) -> str:
    """Returns the lower-case words of a text joined by `-`; blank if it has no allowed letter."""
    return "-".join(re.findall("[a-z0-9]+", folded(text)))


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else words[:most].rstrip("-_")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


def _view_parts(items: list[tuple[str, str]]) -> Iterator[str]:
    """Yields `mode-gas_oil` for each name in the view's address, in its order."""
    for name in dict.fromkeys(name for name, _ in items):
        words = [_plain(text) for other, text in items if other == name]
        joined_words = "" if name in _SHOWN_AS_DIGEST else "_".join(filter(None, words))
        yield f"{_plain(name)}-{joined_words}" if joined_words else _plain(name)


def _view_words(items: list[tuple[str, str]]) -> str:
    words = "-".join(_view_parts(items))
    short = _shortened(words, _MOST_WORDS)
    exact = all(_plain(text) == (text if name == SEARCH_OPTION else text.lower())
                for name, text in items)
    if short == words and exact:
        return words
    return f"{short}-{_digest(urlencode(items, errors='surrogatepass'))}"


def _subject(text: str) -> str:
    plain = _plain(text)
    short = _shortened(plain, _MOST_SUBJECT)
    return short if short == plain else f"{short}-{_digest(text)}"


def file_name(what: str, file_format: str, view: View, release: str, *own: str) -> str:
    """Returns the name of a view's file; `own` names what a reader sent with the order.

    A briefing's slides do not depend on a view. Raises KeyError for a format that is not
    registered.
    """
    is_dossier = what == "dossier" and bool(view.opened)
    items = [] if what == "briefing" else [
        (name, text) for name, text in view.items()
        if name != "release" and not (is_dossier and name == "open")]
    parts = ("corridor-atlas", _subject(view.opened if is_dossier else what), _view_words(items),
             *map(_subject, own), re.sub("[^a-z0-9.-]+", "-", release.lower()),
             "raw" if file_format == "csv-raw" else "")
    return f"{'-'.join(filter(None, parts))}.{FORMATS[file_format].ending}"
