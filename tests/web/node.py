"""Node, which runs the browser's code in tests."""

from __future__ import annotations

from typing import Final

NO_NODE: Final = ("The tests of the browser's code did not run: there is no Node, neither on the "
                  "path nor of Playwright.")
