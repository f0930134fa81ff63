"""Decodes the bytes of a text: UTF-8, UTF-16, the code page a page names, or a likely one."""

from __future__ import annotations

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

from geo.data.errors import AtlasError

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"),
                 (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
                 (codecs.BOM_UTF16_BE, "utf-16"))
_NAMED: Final = re.compile(
    rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})|encoding=["']([\w.-]{2,40})""", re.IGNORECASE)
_PAGES: Final = ("cp1252", "cp1251", "cp1254", "cp1250", "cp1256", "koi8_r", "cp866", "iso8859_9",
                 "iso8859_5", "gb18030")
"""The code pages among which one is sought where none is named."""
_TEXT_PAGES: Final = ("cp", "iso8859", "koi8", "mac", "gb", "big5", "shift_jis", "euc", "kz1048")
"""How the names of code pages begin; other codecs of Python are no text."""
_HEAD, _SAMPLE = 4_096, 60_000
_FEW: Final = 0.002
"""The share of bytes that may be none of UTF-8, to be replaced and told."""
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS: Final = 0.01


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """Returns a text and a notice on how it was read, blank for UTF-8 or a named code page.

    Raises AtlasError where the bytes are no text.
    """
    mark = next((codec for mark, codec in _MARKS if data.startswith(mark)), "") or _wide(data)
    if mark:
        text, notice = data.decode(mark, "replace").removeprefix("\ufeff"), ""
    elif b"\x00" in data:
        raise AtlasError(f"{name} holds bytes of zero, so it is no text; give a txt, md, html, "
                         "pdf or docx file")
    else:
        text, notice = _narrow(data, name)
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        raise AtlasError(f"{name} is full of control codes, so it is no text; give a txt, md, "
                         "html, pdf or docx file")
    return text, notice


def _wide(data: bytes) -> str:
    """Returns the UTF-16 without a mark that zeros in every other byte suggest; blank for none."""
    head = data[:_HEAD // 2 * 2]
    half = len(head) // 2
    zeros = head[::2].count(0), head[1::2].count(0)
    if half < 8 or min(zeros) * 10 > half:
        return ""
    return "utf-16-le" if zeros[1] * 2 > half else "utf-16-be" if zeros[0] * 2 > half else ""


def _narrow(data: bytes, name: str) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        page = _named(data)
    if page:
        return data.decode(page, "replace"), ""
    text = data.decode("utf-8", "replace")
    odd = text.count("\N{REPLACEMENT CHARACTER}")
    if odd <= max(1, _FEW * len(text)) and odd * 2 < sum(not letter.isascii() for letter in text):
        return text, (f"{odd:,} characters could not be read; they stand as "
                      "“\N{REPLACEMENT CHARACTER}”.")
    sample = data[:_SAMPLE]
    best = from_bytes(sample, cp_isolation=list(_PAGES), enable_fallback=False).best()
    if best is None:
        raise AtlasError(f"{name} is neither UTF-8 nor in a code page that is known; save it as "
                         "UTF-8")
    return data.decode(best.encoding, "replace"), (
        f"Read as code page {best.encoding}, a guess; where letters look wrong, save the file as "
        "UTF-8.")


def _named(data: bytes) -> str:
    """Returns the code page that a page names in its head; blank for none that is known."""
    match = _NAMED.search(data[:_HEAD])
    said = (match[1] or match[2]).decode("ascii") if match else ""
    try:
        page = codecs.lookup(said).name if said else ""
    except LookupError:
        return ""
    page = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}.get(page, page)
    return page if page.startswith(_TEXT_PAGES) else ""
