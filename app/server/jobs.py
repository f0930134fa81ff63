"""Starts the processes that make files, sends them jobs, and ends them."""

from __future__ import annotations

import asyncio
import copyreg
import json
import logging
import os
import pickle
import secrets
import signal
import socket  # noqa: TID251 - pairs of connected sockets; nothing is asked of a network
import subprocess
import sys
import tempfile
import threading
import weakref
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from app.server.job_process import MOST_FILE, Job, frozen, not_written
from app.server.orders import Order, State, file_name, opened
from app.shared.atlas_cache import Atlas
from geo.data.errors import AtlasError
from geo.data.lru import kept_on_first
from geo.export.registry import export
from geo.presentation.extract import Progress, silent

LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).parents[2]
CAN_FORK = hasattr(os, "fork")
"""Whether the system can fork; on Windows files are made in threads instead."""
_PATIENCE = 3
# A job may take so many times its processor time in all, as it may wait for a processor.
_HELPS = "Show fewer routes by a filter, or choose another format."


class FaultError(AtlasError):
    """A job that failed by a fault of the atlas; the log says which."""


class NotWrittenError(AtlasError):
    """A file that the machine could not write, for lack of space or another reason."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class _StateFile:
    """A state of the data, pickled for the processes; the unnamed file is freed with its object."""

    file: IO[bytes]
    name: bytes = field(default_factory=partial(secrets.token_bytes, 16))


@kept_on_first(1)
def _state_file(atlas: Atlas) -> _StateFile:
    state_file = _StateFile(tempfile.TemporaryFile())  # noqa: SIM115 - closed with its object
    _Pickler(state_file.file, pickle.HIGHEST_PROTOCOL).dump(
        State(atlas.catalog, atlas.land, atlas.briefings))
    state_file.file.flush()
    weakref.finalize(state_file, state_file.file.close)
    return state_file


class _Pickler(pickle.Pickler):
    """Pickles the fields of data classes, not the values cached on them."""

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401 - as pickle has it
        """Returns how to rebuild an object; NotImplemented for the default."""
        if isinstance(obj, MappingProxyType):
            return frozen, (dict(obj),)
        if is_dataclass(obj) and not isinstance(obj, type) and hasattr(obj, "__dict__"):
            values = {part.name: getattr(obj, part.name) for part in fields(obj)}
            return copyreg.__newobj__, (type(obj),), values  # type: ignore[attr-defined]
        return NotImplemented


class Processes:
    """Makes files, each in a separate process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def start(self) -> None:
        """Start the process from which jobs fork, unless it runs."""
        if not CAN_FORK or (self._process and self._process.poll() is None):
            return
        self.stop()
        self._control, theirs = socket.socketpair()
        # A library that has started threads cannot be forked safely.
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
                [sys.executable, "-m", "app.server.job_process", str(theirs.fileno())], cwd=_ROOT,
                env=environment, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
                start_new_session=True)

    def stop(self) -> None:
        """End every job at once."""
        control, process = self._control, self._process
        self._control = self._process = None
        if process:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if control:
            control.close()

    @property
    def pid(self) -> int | None:
        """The id of the process from which jobs fork, the leader of their process group."""
        return self._process.pid if self._process else None

    def _begin(self, atlas: Atlas, theirs: socket.socket, out: IO[bytes]) -> None:
        """Send a job's open files to the process that forks."""
        state = _state_file(atlas)
        with self._lock:
            self.start()
            if self._control is None:
                raise FaultError("no file can be made: the atlas is being stopped")
            socket.send_fds(self._control, [state.name],
                            [theirs.fileno(), out.fileno(), state.file.fileno()])

    async def run(self, atlas: Atlas, job: Job, out: IO[bytes], progress: Progress = silent
                  ) -> dict[str, Any]:
        """Runs a job; returns the `name` of its file, or the `size` of what it wrote to `out`.

        Cancelling ends the process. Raises AtlasError with a sentence if there is no file,
        FaultError if that is a fault of the atlas.
        """
        if not CAN_FORK:
            return await asyncio.to_thread(_in_thread, atlas, job.order, out,
                                           _from_thread(progress), only_read=job.only_read)
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                await asyncio.to_thread(self._begin, atlas, theirs, out)
            except BaseException:
                ours.close()
                raise
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        try:
            async with asyncio.timeout(_PATIENCE * job.seconds):
                return await _talk(job, reader, writer, progress)
        except TimeoutError:
            raise AtlasError(f"The file was not ready after {_PATIENCE * job.seconds} seconds, and "
                             f"its making was ended. {_HELPS}") from None
        finally:
            writer.transport.abort()


def _from_thread(progress: Progress) -> Progress:
    """Returns a progress function for another thread that calls `progress` in the running loop."""
    loop = asyncio.get_running_loop()

    def tell(done: int, of: int) -> None:
        loop.call_soon_threadsafe(progress, done, of)

    return tell


def _in_thread(atlas: Atlas, order: Order, out: IO[bytes], progress: Progress, *,
               only_read: bool) -> dict[str, Any]:
    """Does the work of `Processes.run` in this process, where it cannot be limited or ended."""
    extract = opened(order, State(atlas.catalog, atlas.land, atlas.briefings), progress)
    if only_read:
        return {"name": file_name(order, extract)}
    try:
        size = out.write(export(extract, order.what, order.name))
        out.flush()
    except OSError as error:
        raise NotWrittenError(not_written(error)) from error
    return {"size": size}


async def _talk(job: Job, reader: asyncio.StreamReader, writer: asyncio.StreamWriter,
                progress: Progress) -> dict[str, Any]:
    """Send a process its job, and receive its progress and its result."""
    message: dict[str, Any] = {}
    with suppress(ConnectionError):  # if the process was ended, its last message counts
        request = pickle.dumps(job)
        writer.writelines((len(request).to_bytes(8), request))
        await writer.drain()
        async for line in reader:
            message = json.loads(line)
            if "done" not in message:
                break
            progress(message["done"], message["of"])
    return _checked_result(job, message)


def _checked_result(job: Job, message: dict[str, Any]) -> dict[str, Any]:
    """Returns the last message of a job if it is a result. Raises AtlasError otherwise."""
    order = job.order
    match message:
        case {"error": str(sentence)}:
            raise AtlasError(sentence)
        case {"not_written": str(sentence)}:
            raise NotWrittenError(sentence)
        case {"fault": str(trace)}:
            LOG.error("%s.%s could not be made\n%s", order.what, order.name, trace)
            raise FaultError("it could not be made, by a fault of the atlas; the server's log "
                             "says why")
        case {"size": _} | {"name": _}:
            return message
    raise AtlasError(f"The file would take more than {job.seconds} seconds of a processor, "
                     f"{job.mib} MiB of memory or {MOST_FILE:,} bytes, and its making was ended. "
                     f"{_HELPS}")


PROCESSES = Processes()
"""The processes of this server."""
