"""What a downloaded file is called: what is in it, what the view asks for, and the release.

`corridor-atlas-routes-mode-gas_oil-country-az-2026-11-22.csv`. A name is made of lower-case
letters, digits, `-`, `_` and `.`, which every file system takes. Where the words do not say a view
exactly, or are too long, a digest of the view follows them, so that two views have two names.
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
"""The longest name, ending included."""

_MOST_SUBJECT, _MOST_WORDS, _DIGEST = 40, 56, 8
_SHOWN_AS_DIGEST = ("at",)


def _plain(text: str) -> str:
    """A text in lower-case words joined by `-`; blank where it has no letter that a name takes."""
    return "-".join(re.findall("[a-z0-9]+", folded(text)))


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else words[:most].rstrip("-_")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


def _asked(items: list[tuple[str, str]]) -> Iterator[str]:
    """`mode-gas_oil` for each name of the view's address, in its order."""
    for name in dict.fromkeys(name for name, _ in items):
        words = [_plain(text) for other, text in items if other == name]
        said = "" if name in _SHOWN_AS_DIGEST else "_".join(filter(None, words))
        yield f"{_plain(name)}-{said}" if said else _plain(name)


def _view_words(items: list[tuple[str, str]]) -> str:
    words = "-".join(_asked(items))
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
    """The name of a file of some view; `own` names what is in it that a reader sent along.

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
