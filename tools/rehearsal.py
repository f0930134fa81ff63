"""What the rehearsals share: a table of steps, a host with no network, a server to ask."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHIPPED = ("app", "geo", "data", ".streamlit", "requirements.lock", "pyproject.toml", "README.md",
           "LICENSE", "LICENSE-DATA.md")
"""What an installation is made from; what is not there is not copied."""

_TAIL_LINES = 12


@dataclass(slots=True)
class Steps:
    """The rows of the table, printed as they come."""

    headed: bool = False
    failures: int = 0

    def note(self, step: str, required: str, seen: str, *, good: bool) -> bool:
        """Print one row; returns whether it is good."""
        if not self.headed:
            self.headed = True
            print("| step | required | seen | |\n|---|---|---|---|", flush=True)
        self.failures += not good
        print(f"| {step} | {required} | {seen} | {'good' if good else '**FAILED**'} |", flush=True)
        return good

    def run(self, step: str, required: str, command: Sequence[str | Path], *,
            cwd: Path | None = None, environment: Mapping[str, str] | None = None) -> bool:
        """Run a command as a step that must exit with 0; prints the end of what it said if not."""
        began = time.monotonic()
        done = subprocess.run([str(word) for word in command], cwd=cwd, env=environment,  # noqa: S603
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                              text=True, errors="replace")
        taken = time.monotonic() - began
        good = self.note(step, required, f"exit code {done.returncode}, {taken:.0f} s",
                         good=done.returncode == 0)
        if not good:
            print("\n".join(done.stdout.splitlines()[-_TAIL_LINES:]), file=sys.stderr, flush=True)
        return good


def missing(programs: Sequence[str]) -> list[str]:
    """Those programs that are not on this machine."""
    return [name for name in programs if shutil.which(name) is None]


def copy_tree(to: Path) -> Path:
    """Copy what is shipped, without what Python and editors leave beside it; returns `to`."""
    to.mkdir()
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name,
                            ignore=shutil.ignore_patterns("__pycache__", "*.orig", ".*_cache"))
        elif source.exists():
            shutil.copy2(source, to / name)
    return to


def alone(module: str, *arguments: str | Path) -> list[str]:
    """A command that runs a module of this tree on a host of its own.

    That host has no network but loopback, its own mounts and its own processes; all three are
    gone when the module ends, however it ends.
    """
    root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return ["unshare", *root, "--net", "--mount", "--propagation", "private", "--pid", "--fork",
            "--kill-child", "--mount-proc", sys.executable, "-m", module,
            *(str(argument) for argument in arguments)]


def note_no_network(steps: Steps) -> None:
    """Switch loopback on, and say which network interfaces there are."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)  # noqa: S607 - Debian's iproute2
    lines = Path("/proc/self/net/dev").read_text(encoding="ascii").splitlines()[2:]
    names = [line.split(":")[0].strip() for line in lines]
    ways = Path("/proc/self/net/route").read_text(encoding="ascii").splitlines()[1:]
    steps.note("network", "loopback only, no route", f"{', '.join(names)}; {len(ways)} routes",
               good=names == ["lo"] and not ways)


def ask(port: int, path: str) -> tuple[int, str]:
    """Status and body of a page of this host; (0, what went wrong) where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        return 0, str(error)
    finally:
        connection.close()


@contextmanager
def started(command: Sequence[str | Path], port: int, log: Path, *, cwd: Path,
            environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A server that was started and, within a minute, answers; ended at the end."""
    with log.open("wb") as out, subprocess.Popen(  # noqa: S603
            [str(word) for word in command], cwd=cwd, env=dict(environment), stdout=out,
            stderr=subprocess.STDOUT) as process:
        deadline = time.monotonic() + 60
        while not ask(port, "/_stcore/health")[0] and process.poll() is None:
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
        try:
            yield process
        finally:
            process.kill()


def note_answers(steps: Steps, port: int) -> None:
    """Ask the two pages that say whether the server is up, and whether it is of use."""
    status, body = ask(port, "/_stcore/health")
    steps.note("health", "/_stcore/health: 200 ok", f"{status} {body[:40]!r}",
               good=(status, body) == (200, "ok"))
    status, body = ask(port, "/readyz")
    # Streamlit answers any unknown address with its page, so the status alone says nothing.
    page = "<html" in body.lower()
    seen = "the page: there is no such address" if page else repr(body[:60])
    steps.note("ready", "/readyz: 200, its own body", f"{status} {seen}",
               good=status == 200 and not page)
