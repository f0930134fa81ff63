"""Repairs links changed by mail and chat programs: one rule for app, files and pack.

`geo/web/shared/link-repair.js` is the same rule for a browser; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

from geo.query.filter import OPTIONS, SEARCH_OPTION

KEYS = (*OPTIONS.values(), SEARCH_OPTION, "open", "borders", "colour", "year", "since", "until",
        "sort", "release", "at", "if-from", "if-to", "if-carry", "if-best", "if-admit", "if-by",
        "if-open", "if-close", "with", "briefing", "scene")
"""Every name that an address of the atlas has, on any of its pages."""

_OF_WORDS = (SEARCH_OPTION, OPTIONS["sponsors"])
"""Names whose values are words; all others hold ids and numbers, which have no spaces."""

TRACKING = (
    r"(?:utm|pk|mtm|matomo|piwik|hsa|stm|trk)_\w+|_(?:ga|gl|hsenc|hsmi|openstat|branch_\w+)|"
    r"(?:fb|g|d|ms|y|ys|tw|tt|ig|rb_)cl(?:(?:ic)?k)?id|li_fat_id|gclsrc|gbraid|wbraid|srsltid|"
    r"fb_(?:action_\w+|source|ref)|igshid|igsh|mc_[ce]id|mkt_tok|mkwid|vero_(?:id|conv)|"
    r"oly_(?:anon|enc)_id|s_cid|wickedid|ref_(?:src|url)|cmpid|epik|ck_subscriber_id|"
    r"ml_subscriber(?:_hash)?")
"""Names that mail, chat and advertising programs add to a link; they ask nothing and are dropped.

A pattern that Python and a browser read alike.
"""

WRAPPED = r"sdata|data|reserved"
WRAPPED_PAIRS = r"sdata=|data=0\d\||reserved=\d"
"""The remains of Outlook's Safe Links around a link: their names, and how their pairs begin."""

EDGES = (".,;:!?*_~|`'\"()<>[]{}=&\\"
         "\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2039\u203a"
         + "".join(map(chr, (*range(0x21), *range(0x7f, 0xa1), 0xad, 0x1680, *range(0x2000, 0x2010),
                             0x2028, 0x2029, 0x202f, 0x205f, 0x2060, 0x3000, 0xfeff))))
"""Marks, spaces and controls that may be left at the ends of a link in running text."""

_NAME_EDGES = EDGES.replace("_", "")

_ROUNDS = 8
"""Each program that forwards a link may encode it again: so many layers are removed."""

MOST_CHARACTERS = 4_000
"""A pair longer than this is no link of the atlas, and stays as it came."""

_ENTITIES = r"(?:gt|lt|quot|apos|nbsp|#0*(?:34|39|60|62|160)|#x0*(?:22|27|3c|3e|a0));"
_WRAP = re.compile(r"[\r\n\u2028\u2029]+[ \t>]*")
_AMP = re.compile(r"&(?:(?:amp|#0*38|#x0*26);)+", re.IGNORECASE)
_LEFT = re.compile(r"^(?:(?:amp|#0*38|#x0*26);)+", re.IGNORECASE)
_ENTITY = re.compile(rf"^{_ENTITIES}=?$", re.IGNORECASE)
_ENTITY_END = re.compile(rf"&{_ENTITIES}$", re.IGNORECASE)
_ESCAPES = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)
_WITHIN = re.compile("[\\s\\u200b\\u200c\\u200d\\u2060\\ufeff\\u00ad]+")
_NEXT = re.compile(rf"&(?=(?:amp;)*(?:(?:{'|'.join(KEYS)}|{TRACKING})=|{WRAPPED_PAIRS}))",
                   re.IGNORECASE)
_DROPPED = re.compile(rf"^(?:{TRACKING}|{WRAPPED})$")


def _decoded(match: re.Match[str]) -> str:
    try:
        return bytes.fromhex(match[0].replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _unlayered(text: str) -> str:
    """Returns a text without the layers of encoding put around it, and without line breaks."""
    for _ in range(_ROUNDS):
        before, text = text, _AMP.sub("&", _ESCAPES.sub(_decoded, _WRAP.sub("", text)))
        if text == before:
            break
    return text


def _trimmed(text: str) -> str:
    """Returns a text without stray characters at its ends."""
    for _ in range(_ROUNDS):
        before, text = text, _ENTITY_END.sub("", text).strip(EDGES)
        if text == before:
            break
    return text


def _key(name: str) -> str:
    """Returns a name as the atlas writes it."""
    return _LEFT.sub("", _WITHIN.sub("", name).strip(_NAME_EDGES)).strip(_NAME_EDGES).lower()


def plain_words(text: str) -> str:
    """Returns words from an address without layers and without stray characters at the ends.

    A bracket that was opened in it is closed.
    """
    text = _unlayered(text)
    words = _trimmed(text.replace("+", " "))
    return words + ")" if f"{words})" in text and words.count("(") > words.count(")") else words


def _value(key: str, text: str) -> str:
    if key in _OF_WORDS:
        return plain_words(text)
    return _trimmed(_WITHIN.sub("", text).partition("__;")[0]).removeprefix("3D")


def _pair(piece: str) -> tuple[str, str] | None:
    """Returns one piece of an address as a pair; None where it asks for nothing."""
    name, _, text = piece.partition("=")
    key = _key(name)
    if key in KEYS:
        return key, _value(key, text)
    if _DROPPED.match(key) or _ENTITY.match(piece) or not _trimmed(name + text):
        return None
    return name, text


def _unwrapped(text: str) -> str:
    """Returns the query of a link that is the value of another link; other texts as they are."""
    before, mark, link = text.partition("://")
    query = re.search(r"[?#]", link)
    if not mark or "&" in before or query is None or _key(before.partition("=")[0]) in KEYS:
        return text
    return link[query.end():]


def _pieces(name: str, text: str) -> list[str]:
    """Splits a pair into the pieces it is made of, where its separators were encoded."""
    if len(name) + len(text) > MOST_CHARACTERS:
        return [f"{name}={text}"]
    plain = _unlayered(name)
    pair = plain if not text and "=" in plain else f"{plain}={_unlayered(text)}"
    return _NEXT.split(_unwrapped(pair))


def repaired(items: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Returns the pairs of an address as they were before mail and chat programs changed it.

    Names that the atlas does not know stay as they came, so that the reader learns of them; what
    only counts readers is dropped. Stray characters at the ends of a searched text are dropped too:
    it finds the same without.
    """
    return [pair for name, text in items for piece in _pieces(name, text)
            if (pair := _pair(piece)) is not None]


def raw_repaired(link: str) -> str:
    """Returns a whole link without line breaks and encoded separators, ready to be split."""
    link = _WRAP.sub("", link).strip()
    for _ in range(_ROUNDS):
        link = _AMP.sub("&", link)
    return link


def likeness(word: str) -> str:
    """Returns the letters and digits of a word, whatever their case and accents."""
    plain = unicodedata.normalize("NFKD", word).lower()
    return "".join(character for character in plain if character.isalnum())


def nearest(word: str, known: Collection[str]) -> str:
    """Returns the only known word with the same letters and digits; else the word as it is."""
    if word in known:
        return word
    target = likeness(word)
    matches = [candidate for candidate in known if likeness(candidate) == target] if target else []
    return matches[0] if len(matches) == 1 else word


def browser_rules() -> dict[str, Any]:
    """Returns the parts of the rule, for a browser's script."""
    return {"keys": list(KEYS), "tracking": TRACKING, "wrapped": WRAPPED,
            "pairs": WRAPPED_PAIRS,
            "edges": EDGES, "words": list(_OF_WORDS), "rounds": _ROUNDS,
            "most": MOST_CHARACTERS}
