"""Text from data on its way to the page: it arrives as it is and does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

# Marks that Markdown cannot read as such where they stand are left alone: Streamlit copies the raw
# label into the name that screen readers speak, backslashes and all.
_HARMLESS = r"(?<=\w)[-'/](?=\w)|[(,]|(?<!\b\d)(?<!\b\d\d)\)|:(?=\s)"
_PUNCTUATION = re.compile(rf"(?!{_HARMLESS})([!-/:-@\[-`{{-~])")
_SHORTCODE = re.compile(r":(?=[\w+-]+(?:/[\w-]+)?[:\[])")
_WORD_JOINER = "\N{WORD JOINER}"


def literal(text: str) -> str:
    """Text for a widget's label, where Streamlit reads Markdown: every mark escaped.

    Streamlit expands `:name:` and `:colour[` after escapes are resolved, so an invisible word
    joiner after such a colon keeps them from being found.
    """
    broken = _SHORTCODE.sub(f":{_WORD_JOINER}", text)
    return _PUNCTUATION.sub(r"\\\1", broken)


def joined(parts: Iterable[Markup], between: str = "") -> Markup:
    """Pieces of markup as one; what stands `between` is text and escaped."""
    return escape(between).join(parts)
