"""Check the browser's code: its style with oxlint, its types with TypeScript.

Run as `python -m tools.browser_code`. oxlint comes with the test tools. TypeScript is for checks
only and comes from npm (`make typescript`); Node, which runs it and the tests in tests/web, is that
of this machine or the one that Playwright brings. What cannot be had is said, and the rest runs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
TSC: Final = ROOT / "node_modules" / "typescript" / "lib" / "tsc.js"
NO_TSC: Final = ("The types of the browser's code were not checked: TypeScript is not installed. "
                 "`make typescript` installs it where npm is at hand.")
_LEAST_NODE: Final = 20


def _works(program: Path) -> bool:
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True,  # noqa: S603
                                timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    major = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return answer.returncode == 0 and major.isdigit() and int(major) >= _LEAST_NODE


def find_node() -> Path | None:
    """The path of a Node that is new enough: that of this machine first, then Playwright's."""
    found = shutil.which("node")
    package = find_spec("playwright")
    playwright = [Path(place) / "driver" / "node" for place in
                  (package.submodule_search_locations or ())] if package else []
    candidates = [*([Path(found)] if found else []), *playwright]
    return next(filter(_works, candidates), None)


def type_check() -> list[str | Path] | None:
    """The command that checks the types, or None where TypeScript or Node is missing."""
    node = find_node()
    return [node, TSC, "--project", ROOT] if node and TSC.exists() else None


def lint() -> list[str | Path] | None:
    """The command that checks the style, or None where oxlint is not installed."""
    found = Path(sys.executable).with_name("oxlint")
    place = str(found) if found.exists() else shutil.which("oxlint")
    return [place, "--quiet", "--config", ROOT / "oxlint.json", "geo/web", "app",
            "tests/web"] if place else None


def main() -> int:
    """Run the checks of style and types, and say which was left out; 1 if one has failed."""
    failed = False
    for command, missing in ((lint(), "oxlint is not installed."), (type_check(), NO_TSC)):
        if command is None:
            print(missing)
        else:
            failed |= subprocess.run(command, cwd=ROOT, check=False).returncode != 0  # noqa: S603
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
