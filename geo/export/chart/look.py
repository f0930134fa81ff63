"""The colours of charts; shape, dash and label say the same without them."""

from __future__ import annotations

from typing import Final

INK: Final = "#22303c"
PAPER: Final = "#ffffff"
ACCENT: Final = "#0b5cad"
QUIET: Final = "#45525e"
RULE: Final = "#c9c1b0"
