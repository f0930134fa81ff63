"""Make the atlas's typeface, `geo/web/fonts`, from the Source families that Streamlit ships.

Run as `python -m tools.fonts` where `brotli` is at hand; the result is checked in, so nothing of it
is needed to serve the atlas. Each file keeps the letters that names and sentences here are written
in: Latin with those of Azerbaijani, Turkish and Turkmen, and Cyrillic with those of Kazakh, Kyrgyz
and Tajik. The fonts are under the SIL Open Font License, which keeps the name “Source” for the
unchanged ones: these are called Atlas.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER: Final = Path(__file__).parent.parent / "geo" / "web" / "fonts"
_MEDIA: Final = "static/static/media"

_RANGES: Final = ((0x20, 0x7E), (0xA0, 0x17F), (0x18F, 0x18F), (0x1E6, 0x1E7), (0x218, 0x21B),
                  (0x259, 0x259), (0x2BB, 0x2BC), (0x2010, 0x2015), (0x2018, 0x201E),
                  (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x2032, 0x2033),
                  (0x2039, 0x203A), (0x20AC, 0x20AC), (0x20BC, 0x20BD), (0x2116, 0x2116),
                  (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248),
                  (0x2264, 0x2265), (0x400, 0x45F), (0x490, 0x493), (0x49A, 0x49B),
                  (0x4A2, 0x4A3), (0x4AE, 0x4B3), (0x4B6, 0x4B9), (0x4BA, 0x4BB),
                  (0x4D8, 0x4D9), (0x4E2, 0x4E3), (0x4E8, 0x4E9), (0x4EE, 0x4EF))
"""The characters kept, first and last of each run."""

def kept() -> frozenset[str]:
    """Returns the characters that the fonts keep."""
    return frozenset(chr(code) for first, last in _RANGES for code in range(first, last + 1))


_FEATURES: Final = ("kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "lnum", "sups")
_NAMES: Final = (1, 3, 4, 6, 16, 17, 21, 22, 25)
"""The entries of a font's table of names that say what it is called."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A file of the typeface: what it is made from, and what of its axes is left."""

    name: str
    source: str
    axes: dict[str, float | tuple[float, float]]


CUTS: Final = (
    Cut("atlas-sans", "SourceSansVF-Upright.ttf.*.woff2", {"wght": (400, 700)}),
    Cut("atlas-serif", "SourceSerifVariable-Roman.ttf.*.woff2", {"wght": 600, "opsz": 20}),
    Cut("atlas-serif-italic", "SourceSerifVariable-Italic.ttf.*.woff2", {"wght": 400, "opsz": 14}),
)


def _renamed(font: TTFont, name: str) -> None:
    """Gives a font another name, and leaves its copyright and licence as they are."""
    title = " ".join(word.capitalize() for word in name.split("-"))
    for record in list(font["name"].names):
        if record.nameID in _NAMES or record.nameID > 255:
            font["name"].removeNames(nameID=record.nameID)
    for number in (1, 4, 16):
        font["name"].setName(title, number, 3, 1, 0x409)
    font["name"].setName(title.replace(" ", ""), 6, 3, 1, 0x409)


def _saved(font: TTFont) -> TTFont:
    """Returns a font as it is read again: the subsetter expects no half-made tables."""
    file = BytesIO()
    font.flavor = None
    font.save(file)
    file.seek(0)
    return TTFont(file)


def cut(each: Cut) -> TTFont:
    """Returns one font of the typeface, from the only file that matches its source."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise SystemExit("Streamlit, whose package has the fonts, is not installed.")
    (path,) = (Path(spec.origin).parent / _MEDIA).glob(each.source)
    font = _saved(instantiateVariableFont(TTFont(path), each.axes))
    options = Options(layout_features=list(_FEATURES), hinting=False, name_languages=[0x409])
    options.name_IDs = [0, *_NAMES, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(kept())))
    subsetter.subset(font)
    _renamed(font, each.name)
    font.flavor = "woff2"
    return font


def main() -> None:
    """Write the files of the typeface and say how large they are."""
    total = 0
    for each in CUTS:
        path = FOLDER / f"{each.name}.woff2"
        cut(each).save(path)
        total += path.stat().st_size
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    print(f"together {total:,} bytes")


if __name__ == "__main__":
    main()
