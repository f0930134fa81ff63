"""Escapes text from data for a widget's label, so that it is shown as it is and never acts."""

from __future__ import annotations

import re

# Characters that mean nothing to Markdown at their position are not escaped: Streamlit copies the
# raw label, with its backslashes, into the name that screen readers speak.
_HARMLESS = r"(?<=\w)[-'/](?=\w)|[(,]|(?<!\b\d)(?<!\b\d\d)\)|:(?=\s)"
_PUNCTUATION = re.compile(rf"(?!{_HARMLESS})([!-/:-@\[-`{{-~])")
_SHORTCODE = re.compile(r":(?=[\w+-]+(?:/[\w-]+)?[:\[])")
_WORD_JOINER = "\N{WORD JOINER}"


def literal(text: str) -> str:
    """Escapes text for a widget's label, which Streamlit reads as Markdown.

    Streamlit expands `:name:` and `:colour[` after escapes are resolved, so an invisible word
    joiner after such a colon keeps them from being found.
    """
    without_shortcodes = _SHORTCODE.sub(f":{_WORD_JOINER}", text)
    return _PUNCTUATION.sub(r"\\\1", without_shortcodes)
