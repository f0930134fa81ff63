"""Decodes the bytes of a reader's file: UTF-8, UTF-16 or a code page, which is reported."""
# ruff: noqa: RUF001 - letters of many scripts are what it is about

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Final

from charset_normalizer import from_bytes

from geo.overlay.column_names import known_words
from geo.overlay.limits import refuse
from geo.overlay.remarks import Remarks

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"),
                 (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
                 (codecs.BOM_UTF16_BE, "utf-16"))
_PAGES: Final[Mapping[str, str]] = {
    "cp1252": "Western European Windows code page 1252",
    "cp1254": "Turkish Windows code page 1254",
    "cp1251": "Cyrillic Windows code page 1251",
    "cp1250": "Central European Windows code page 1250",
    "cp1253": "Greek Windows code page 1253",
    "cp1256": "Arabic Windows code page 1256",
    "cp1257": "Baltic Windows code page 1257",
    "gb18030": "Chinese code page 936 (GB 18030)",
    "shift_jis": "Japanese code page 932 (Shift JIS)",
    "cp949": "Korean code page 949",
    "cp866": "Cyrillic DOS code page 866",
    "koi8_r": "Russian KOI8-R",
    "mac_roman": "Western European Macintosh code page",
}
"""The code pages that are tried; of those that give the same text the first is used."""

_ODD: Final = re.compile(rb"[\x80-\xff]")
_TURKISH: Final = frozenset("çÇğĞıİöÖşŞüÜâÂîÎûÛ–—‘’“”…°«» ".encode("cp1254"))
_TURKISH_ALONE: Final = frozenset("ğĞıİşŞ".encode("cp1254"))
"""Letters that reveal Turkish if no others occur; cp1250 and cp1252 differ in them."""
_ENTRY: Final = re.compile(rb"""encoding\s*=\s*["']([\w.-]{2,40})["']""")
_HEAD, _SAMPLE, _FEW = 4_096, 32_000, 10
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f]")


def decode(data: bytes, name: str, remarks: Remarks) -> str:
    """Returns the text of some bytes; notes a guess. Raises OverlayError for what is no text."""
    mark = next((codec for mark, codec in _MARKS if data.startswith(mark)), "")
    wide = mark or _wide(data)
    if wide:
        return _wide_text(data, name, wide, remarks)
    if b"\x00" in data[:_HEAD]:
        refuse(f"“{name}” holds bytes of zero, so it is no text; export it as GeoJSON or CSV "
               "(UTF-8) and add that.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        first = error
    text = data.decode("utf-8-sig", "replace")
    odd = text.count("\N{REPLACEMENT CHARACTER}")
    if odd * _FEW < sum(not letter.isascii() for letter in text[:_SAMPLE]):
        remarks.note(f"{odd:,} bytes that are not UTF-8 are replaced by "
                     "“\N{REPLACEMENT CHARACTER}”.")
        return text
    page = _declared(data) or _guess(data)
    if not page:
        refuse(f"“{name}” is not UTF-8 text (byte {first.start + 1:,} is "
               f"0x{data[first.start]:02X}); save it as UTF-8.")
    text = data.decode(page, "replace")
    remarks.note(f"Read as {_PAGES.get(page, page)}, a guess: if letters look wrong, save the file "
                 "as UTF-8.")
    return text


def _wide(data: bytes) -> str:
    """Returns the UTF-16 or UTF-32 without a mark that the zeros in some bytes suggest."""
    head = data[:_HEAD // 4 * 4]
    if head.count(0) * 4 < len(head) or len(head) < 4:
        return ""
    zeros = [head[i::4].count(0) * 4 >= 2.4 * (len(head) // 4) for i in range(4)]
    return {(False, True, True, True): "utf-32-le", (True, True, True, False): "utf-32-be",
            (False, True, False, True): "utf-16-le", (True, False, True, False): "utf-16-be",
            }.get((zeros[0], zeros[1], zeros[2], zeros[3]), "")


def _wide_text(data: bytes, name: str, codec: str, remarks: Remarks) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        if text.count("\N{REPLACEMENT CHARACTER}") > 1:
            refuse(f"“{name}” begins as {codec.upper()} text and is not; save it as UTF-8.")
    if codec.endswith("e"):
        remarks.note(f"Read as {codec.upper()[:6]} text, a guess; save it as UTF-8 to be sure.")
    return text.removeprefix("\ufeff")


def _declared(data: bytes) -> str:
    """Returns the code page that an XML file declares; blank for none."""
    match = _ENTRY.search(data[:200]) if data.lstrip()[:5] == b"<?xml" else None
    if not match:
        return ""
    try:
        page = codecs.lookup(match[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return ""
    page = {"windows-1254": "cp1254"}.get(page, page.replace("-", "_"))
    return page if page in _PAGES or page.startswith("iso8859") else ""


def _sample(data: bytes) -> bytes:
    """Returns the head of a file and further lines that are not ASCII."""
    sample, at = bytearray(data[:_SAMPLE // 2]), _SAMPLE // 2
    while len(sample) < _SAMPLE and (match := _ODD.search(data, at)):
        begin = max(data.rfind(b"\n", at, match.start()) + 1, match.start() - 500, at)
        end = data.find(b"\n", match.start(), match.start() + 500)
        at = end if end > 0 else match.start() + 500
        sample += data[begin:at]
    return bytes(sample)


def _decoded(sample: bytes, page: str) -> str:
    """Returns the sample in a code page; blank if it cannot be that."""
    text = sample.decode(page, "ignore")
    lost = text.count("\N{REPLACEMENT CHARACTER}") + len(sample.decode(page, "replace")) - len(text)
    return "" if lost > 2 or _CONTROLS.search(text) else text


def _guess(data: bytes) -> str:
    """Returns the most likely code page, by readable column names or else by letters."""
    sample = _sample(data)
    texts = {page: text for page in _PAGES if (text := _decoded(sample, page))}
    lower_case = {page: text.casefold() for page, text in texts.items()}
    words = {page: sum(word.casefold() in text for word in known_words())
             for page, text in lower_case.items()}
    best = max(words.values(), default=0)
    likely = [page for page, count in words.items() if count == best]
    odd = frozenset(byte for byte in sample if byte > 127)
    if "cp1254" in likely and odd <= _TURKISH and odd & _TURKISH_ALONE:
        return "cp1254"
    if not best or len({texts[page] for page in likely}) > 1:
        detected = from_bytes(sample, cp_isolation=list(likely), enable_fallback=False).best()
        if detected is None or detected.encoding not in texts:
            return ""
        likely = [page for page in texts if texts[page] == texts[detected.encoding]]
    return likely[0]
