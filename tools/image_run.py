"""The second half of the image's rehearsal: run what was built, as compose.yaml would.

Runs on a host of its own (`tools.rehearsal.alone`), so its mounts and processes end with it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Request, sync_playwright

from geo.data.reader import read_folder
from tools.chromium import ARGUMENTS, find
from tools.rehearsal import Steps, note_answers, note_no_network, started

PORT = 8501
_DRAWN_MS = 60_000
_END_SECONDS = 10
_TMP_SIZE = "256m"


def _mount(*words: str | Path) -> None:
    subprocess.run(["mount", *map(str, words)], check=True)  # noqa: S603, S607


def _close(root: Path) -> None:
    """The image's root read-only, with what an engine puts into it."""
    _mount("--bind", root, root)
    _mount("-t", "proc", "proc", root / "proc")
    _mount("--rbind", "/dev", root / "dev")
    _mount("-t", "tmpfs", "-o", f"nosuid,nodev,mode=1777,size={_TMP_SIZE}", "tmpfs", root / "tmp")
    _mount("-o", "remount,bind,ro", root)


def _group(root: Path, user: str) -> str:
    """The user's group as the image's own list has it, which is what engines take."""
    rows = (line.split(":") for line in
            (root / "etc/passwd").read_text(encoding="utf-8").splitlines())
    return next((row[3] for row in rows if row[2] == user), "0")


def _entered(root: Path, config: Mapping[str, object], words: Sequence[str]) -> list[str]:
    """A command run in the image as its user: no capability, and none to be gained."""
    user = str(config["User"])
    return ["unshare", f"--root={root}", f"--wd={config.get('WorkingDir') or '/'}",
            f"--setgid={_group(root, user)}", f"--setuid={user}",
            "setpriv", "--no-new-privs", "--", *words]


def _environment(config: Mapping[str, object]) -> dict[str, str]:
    given = config.get("Env")
    return dict(each.split("=", 1) for each in given) if isinstance(given, list) else {}


def _words(config: Mapping[str, object], *names: str) -> list[str]:
    """The words of the first of those settings that says something."""
    found = next((config[name] for name in names if config.get(name)), [])
    return [str(word) for word in found] if isinstance(found, list) else []


def _note_walls(steps: Steps, root: Path, config: Mapping[str, object]) -> None:
    """Where the image's user can write, and where not."""
    write = ("import pathlib, sys\n"
             "for at in sys.argv[1:]:\n"
             "    try: (pathlib.Path(at) / 'probe').touch(); print(at, 'yes')\n"
             "    except OSError as error: print(at, error.strerror)\n")
    done = subprocess.run(  # noqa: S603
        _entered(root, config, ["python", "-c", write, "/", "/atlas", "/opt/venv", "/tmp"]),  # noqa: S108
        capture_output=True, text=True, check=False, env=_environment(config))
    seen = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    shut = [at for at, answer in seen.items() if answer == "Read-only file system"]
    steps.note("writing", "only in /tmp", "; ".join(f"{at}: {seen[at]}" for at in seen),
               good=shut == ["/", "/atlas", "/opt/venv"] and seen.get("/tmp") == "yes")  # noqa: S108


def _note_process(steps: Steps, pid: int, config: Mapping[str, object]) -> None:
    """Whose the server's process is and what it may do, as the kernel says."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    status = {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}
    users, may = set(status["Uid"]), int(status["CapEff"][0], 16) | int(status["CapPrm"][0], 16)
    steps.note("the server's process", "the image's user, no capability, none to be gained",
               f"user {', '.join(users)}; capabilities {may:#x}; "
               f"NoNewPrivs {status['NoNewPrivs'][0]}",
               good=users == {str(config["User"])} and not may and status["NoNewPrivs"] == ["1"])


def _note_map(steps: Steps, root: Path, work: Path) -> None:
    """Open the page in Chromium; every route must be drawn and no other host be asked."""
    routes = read_folder(root / "atlas/data").tables["routes"]
    wanted = {row.cells["route_id"] for row in routes}
    outside: list[str] = []
    here = f"http://127.0.0.1:{PORT}"

    def count(request: Request) -> None:
        if not request.url.startswith((here, "data:", "blob:")):
            outside.append(request.url)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=[*ARGUMENTS])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.on("request", count)
        try:
            page.goto(here, timeout=_DRAWN_MS)
            drawn = page.frame_locator('iframe[title*="st_folium"]').locator("[data-route-ids]")
            drawn.wait_for(timeout=_DRAWN_MS)
            ids = set((drawn.get_attribute("data-route-ids") or "").split())
        except BrowserError as error:
            ids = {error.message.splitlines()[0]}
        page.screenshot(path=work / "map.png")
        browser.close()
    steps.note("the map in Chromium", f"all {len(wanted)} routes drawn",
               f"{len(ids & wanted)} drawn" + (f"; {min(ids - wanted)}" if ids - wanted else ""),
               good=ids == wanted)
    steps.note("other hosts", "none asked", ", ".join(outside[:3]) or "none", good=not outside)


def run_image(root: Path, work: Path, config: Mapping[str, object]) -> int:
    """Run the image's own command and look at it; returns the exit code."""
    steps = Steps(headed=True)
    note_no_network(steps)
    _close(root)
    _note_walls(steps, root, config)
    command = _entered(root, config, _words(config, "Entrypoint") + _words(config, "Cmd"))
    health = config.get("Healthcheck")
    check = _words(health, "Test")[1:] if isinstance(health, dict) else []
    began, log = time.monotonic(), work / "server.log"
    with started(command, PORT, log, cwd=work, environment=_environment(config)) as server:
        steps.note("start", "answers within a minute", f"{time.monotonic() - began:.1f} s",
                   good=server.poll() is None)
        if server.poll() is None:
            _note_process(steps, server.pid, config)
        note_answers(steps, PORT)
        steps.run("the image's health check", "healthy", _entered(root, config, check),
                  environment=_environment(config))
        _note_map(steps, root, work)
        began = time.monotonic()
        os.kill(server.pid, signal.SIGTERM)
        try:
            ended = f"{server.wait(_END_SECONDS)} after {time.monotonic() - began:.1f} s"
        except subprocess.TimeoutExpired:
            ended = "still there"
        kept = [path.name for path in (root / "tmp").glob("corridor-atlas-*")]
        steps.note("SIGTERM", f"ends within {_END_SECONDS} s and cleans /tmp",
                   f"{ended}; left in /tmp: {', '.join(kept) or 'nothing'}",
                   good=ended != "still there" and not kept)
    if steps.failures:
        print(log.read_text(encoding="utf-8", errors="replace")[-2000:])
    return min(steps.failures, 1)
