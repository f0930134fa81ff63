"""Start and stop the servers that are measured, and read how much memory they hold."""

from __future__ import annotations

import http.client
import os
import socket  # noqa: TID251 - to find a free port of this machine
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
_APPS = Path(__file__).parent / "bench_apps"
_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    url: str
    pid: int

    def rss_mib(self) -> float | None:
        """Resident memory in MiB, or None where the system does not say."""
        try:
            text = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        except OSError:
            return None
        kib = next((line.split()[1] for line in text.splitlines() if line.startswith("VmRSS")), "0")
        return int(kib) / 1024


def _answer(port: int) -> int | None:
    """The status of a server's health page, or None where nobody listens."""
    connection = http.client.HTTPConnection("localhost", port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _free_port() -> int:
    """A port nobody listens on now, however long others take to answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int, folder: Path, code: Path = ROOT,
             **more: str) -> Iterator[Server]:
    environment = {**os.environ, "PYTHONPATH": str(code), "CORRIDOR_ATLAS_DATA": str(folder),
                   **more}
    with subprocess.Popen([sys.executable, "-m", *command], cwd=code, env=environment,  # noqa: S603
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + _START_SECONDS
            while _answer(port) != http.client.OK:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise TimeoutError(f"{' '.join(command)} did not start")
                time.sleep(0.1)
            yield Server(f"http://localhost:{port}", process.pid)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def serve_atlas(folder: Path) -> Iterator[Server]:
    """The atlas on a data folder."""
    port = _free_port()
    with _running(["app.cli.command_line", "serve", "--data", str(folder), "--port", str(port)],
                  port, folder) as server:
        yield server


@contextmanager
def serve_dated(folder: Path, day: Path, code: Path = ROOT) -> Iterator[Server]:
    """The atlas of a working copy, on the day that the file `day` says (bench_apps/dated.py)."""
    port = _free_port()
    path = os.pathsep.join((str(code), str(ROOT)))  # the atlas of the one, the tool of the other
    with _running(["tools.bench_apps.dated", str(day), str(code / "app" / "asgi.py"), str(port)],
                  port, folder, code, PYTHONPATH=path) as server:
        yield server


@contextmanager
def serve_app(name: str, folder: Path) -> Iterator[Server]:
    """One of the apps in bench_apps/, with Streamlit's own default for garbage collection.

    By default Streamlit collects after each rerun; the atlas's settings turn that off.
    """
    port = _free_port()
    with _running(["streamlit", "run", str(_APPS / f"{name}.py"), "--server.port", str(port),
                   "--runner.postScriptGC", "true"], port, folder) as server:
        yield server
