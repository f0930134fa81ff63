"""The typeface that ships with the atlas: its files, and the rules that name them to a browser.

`tools/fonts.py` makes the files; their licence is `fonts/OFL.txt`. Where a browser has not loaded
one yet, or a letter is in none, it takes the font that a style sheet names next.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from geo.web.scripts import web_file


@dataclass(frozen=True, slots=True)
class Face:
    """A font of the typeface; `weight` is the range of weights for which it stands."""

    name: str
    family: str
    weight: str
    style: str = "normal"


SANS: Final = Face("atlas-sans", "Atlas Sans", "400 700")
SERIF: Final = Face("atlas-serif", "Atlas Serif", "600 700")
ITALIC: Final = Face("atlas-serif-italic", "Atlas Serif", "400", "italic")
FACES: Final = (SANS, SERIF, ITALIC)


@cache
def _font(name: str) -> bytes:
    return web_file(f"fonts/{name}.woff2").read_bytes()


def font_bytes(face: Face) -> bytes:
    """Returns a font as the file that a browser loads (WOFF2)."""
    return _font(face.name)


def file_name(face: Face) -> str:
    """Returns the name under which a font is served, made from its content."""
    return f"{face.name}-{hashlib.sha256(font_bytes(face)).hexdigest()[:16]}.woff2"


def data_address(face: Face) -> str:
    """Returns an address that holds the font itself, for a page without a server."""
    return f"data:font/woff2;base64,{base64.b64encode(font_bytes(face)).decode()}"


def face_rules(address: Callable[[Face], str], faces: Iterable[Face] = FACES) -> str:
    """Returns the rules of a style sheet that load the typeface from its addresses."""
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f"font-style: {face.style}; font-display: swap; "
        f'src: url("{address(face)}") format("woff2"); }}\n' for face in faces)
