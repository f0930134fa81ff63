"""The processes that make files; each can be ended without harm to the server.

One process has everything loaded and waits; for each job it forks, which takes a few milliseconds
and copies nothing. The operating system limits what a job may use. A job ends with its connection:
when the client has gone, when its time is over, when the server has ended.

The server talks to them over inherited sockets: see `app.server.jobs`.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import signal
import socket  # noqa: TID251 - pairs of connected sockets; nothing is asked of a network
import sys
import threading
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from app.server.orders import Order, State, file_name, opened
from geo.cartography.basemap import basemap_of
from geo.data.errors import AtlasError
from geo.export.registry import export

MOST_FILE: Final = 64_000_000
"""The most bytes of a file that is made, and of each temporary file."""
_NICER: Final = 5
_MIB: Final = 2**20
_MOST_TRACE: Final = 20_000
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Job:
    """An order to be made, or only to be read (`only_read`): the answer is then the file's name.

    It may use `seconds` of processor time, and `mib` MiB more memory than an idle process.
    """

    order: Order
    seconds: int
    mib: int
    only_read: bool = False


def frozen(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """Returns a read-only mapping; pickles of a catalog refer to this function."""
    return MappingProxyType(content)


def receive(connection: socket.socket) -> bytes:
    """Reads a message that follows its length in eight bytes. Raises EOFError if it is cut off."""
    return _exactly(connection, int.from_bytes(_exactly(connection, 8)))


def _exactly(connection: socket.socket, count: int) -> bytes:
    received = bytearray()
    while len(received) < count:
        part = connection.recv(min(count - len(received), _MIB))
        if not part:
            raise EOFError
        received += part
    return bytes(received)


def _used_data() -> int:
    """The data memory of this process in bytes; 0 if the system does not say."""
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:")), 0)


def _limit(name: str, most: int) -> None:
    """Lower a limit of the process to `most`, or to its hard limit if that is lower."""
    import resource  # noqa: PLC0415 - not on Windows, where nothing forks

    kind = getattr(resource, name)
    _, hard = resource.getrlimit(kind)
    lowered = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (lowered, hard))


def _bound(job: Job) -> None:
    """Have the system limit this process to what the job may use."""
    _limit("RLIMIT_CPU", job.seconds)
    _limit("RLIMIT_FSIZE", MOST_FILE)
    if used := _used_data():
        _limit("RLIMIT_DATA", used + job.mib * _MIB)
    try:
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    except OSError:
        return  # without it the system may choose the server when memory is short


def _end_with(connection: socket.socket) -> None:
    """End this process when the other side closes the connection; it never sends anything."""
    connection.recv(1)
    os._exit(1)


class _Talk:
    """Sends the messages of a job, each a line of JSON."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def say(self, **words: object) -> None:
        """Send a message."""
        self._connection.sendall(json.dumps(words).encode() + b"\n")

    def progress(self, done: int, of: int) -> None:
        """Report how much of the file is made."""
        self.say(done=done, of=of)


def not_written(error: OSError) -> str:
    """Returns a sentence that says why a file could not be written."""
    return f"The file could not be written: {error.strerror or error}."


def _answer(job: Job, state: State, talk: _Talk, out: int) -> None:
    """Do a job, and send its result."""
    try:
        extract = opened(job.order, state, talk.progress)
        if job.only_read:
            return talk.say(name=file_name(job.order, extract))
        data = export(extract, job.order.what, job.order.name)
        with os.fdopen(out, "wb", closefd=False) as file:
            file.write(data)
    except AtlasError as error:
        return talk.say(error=str(error))
    except OSError as error:
        return talk.say(not_written=not_written(error))
    except MemoryError:
        return talk.say(memory=job.mib)
    except Exception:  # noqa: BLE001 - the server logs and reports it
        return talk.say(fault=traceback.format_exc()[-_MOST_TRACE:])
    return talk.say(size=len(data))


def _work(connection: socket.socket, out: int, state: State) -> None:
    """Run a forked process from start to end."""
    try:
        job: Job = pickle.loads(receive(connection))  # noqa: S301 - the server's own
        _bound(job)
        threading.Thread(target=_end_with, args=(connection,), daemon=True).start()
        _answer(job, state, _Talk(connection), out)
    except (EOFError, OSError):
        pass  # the client has gone
    finally:
        os._exit(0)


def _prepare(state: State) -> None:
    """Prepare what most files need, so that no job has to."""
    basemap_of(state.land).prepare()
    gc.collect()
    gc.freeze()


def _load_libraries() -> None:
    """Load the libraries for slow files, so that no job has to."""
    for name in ("pptx.deck", "pdf.pages", "image.png"):
        import_module(f"geo.export.{name}")


def serve(control: socket.socket) -> None:
    """Fork a process for each job until the server closes the socket.

    A job arrives as the name of a state and three open files: its connection, the file to write
    to, and the pickled state.
    """
    states: dict[bytes, State] = {}
    while True:
        name, files, _, _ = socket.recv_fds(control, 64, 3)
        if not name:
            return
        connection, out, state = files
        if name not in states:
            states.clear()
            with os.fdopen(state, "rb", closefd=False) as file:
                states[name] = pickle.loads(os.pread(  # noqa: S301 - the server's own
                    file.fileno(), os.fstat(state).st_size, 0))
            _prepare(states[name])
        if os.fork() == 0:
            control.close()
            _work(socket.socket(fileno=connection), out, states[name])
        for file_number in files:
            os.close(file_number)


def main(arguments: Sequence[str]) -> None:
    """Serve on the socket with the given number; end all jobs when the server has gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no process that has ended stays
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_NICER)
    _load_libraries()
    try:
        serve(socket.socket(fileno=int(arguments[0])))
    finally:
        os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1:])
