"""Find a Chromium for the browser tests, or install one; say clearly when none can be had.

Run as `python -m tools.chromium`. Looks for a browser of the system first, then for the one
Playwright manages, then installs: by the system's package manager where this user may, else by
Playwright's own download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1")
"""How every test and bench starts Chromium: it finds no host but this machine.

Other hosts are refused by name and not by interception (`page.route`), which switches the
browser's cache off, so that return visits would never be tested.
"""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MANAGERS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("apt-get", (("apt-get", "update", "-qq"),
                 ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"))),
    ("dnf", (("dnf", "install", "-y", "-q", "chromium"),)),
    ("apk", (("apk", "add", "--quiet", "chromium"),)),
    ("pacman", (("pacman", "-Sy", "--noconfirm", "chromium"),)),
    ("zypper", (("zypper", "--non-interactive", "--quiet", "install", "chromium"),)),
)
_HELP = """\
make test needs a Chromium browser, and none could be found or installed.
Do one of these, then run make test again:
  - install Chromium or Google Chrome with this system's package manager
    (Debian, Ubuntu: sudo apt-get install chromium);
  - with network access, run: .venv/bin/python -m playwright install chromium
  - name a browser's program: CHROMIUM=/path/to/chromium make test
What was tried: {tried}"""


def _works(program: str) -> bool:
    """Whether it starts; Ubuntu's `chromium` may be a stub that only points at a snap."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, timeout=60,  # noqa: S603
                                check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - absent where not installed

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """The path of a browser that starts, or None."""
    given = os.environ.get("CHROMIUM")
    if given:
        return given if _works(given) else None
    for name in _NAMES:
        path = shutil.which(name)
        if path and _works(path):
            return path
    return _of_playwright()


def _run(command: tuple[str, ...]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,  # noqa: S603
                          env=environment, check=False).returncode == 0


def install() -> list[str]:
    """Try to install one; returns what was tried, in words."""
    tried = []
    for manager, commands in _MANAGERS:
        if shutil.which(manager):
            if os.geteuid() != 0:
                tried.append(f"{manager} (needs root)")
                continue
            tried.append(manager)
            if all(_run(command) for command in commands) and find():
                return tried
    tried.append("playwright install chromium")
    _run((sys.executable, "-m", "playwright", "install", "chromium"))
    return tried


def main() -> int:
    """Print the browser's path, or what to do; exit code 1 where none can be had."""
    path = find()
    if path is None and not os.environ.get("CHROMIUM"):
        print("No Chromium found; installing one for the browser tests ...")
        tried = install()
        path = find()
    else:
        tried = [f"CHROMIUM={os.environ['CHROMIUM']}"] if path is None else []
    if path is None:
        print(_HELP.format(tried="; ".join(tried)), file=sys.stderr)
        return 1
    print(f"Browser for the tests: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
