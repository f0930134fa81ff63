"""Files are made in processes that end: by themselves, by a limit, or when nobody waits."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.server import jobs
from app.server.job_process import Job
from app.server.jobs import FaultError, Processes
from app.server.orders import Order, State, opened
from app.shared.atlas_cache import Atlas, load_atlas
from geo.data.errors import AtlasError
from geo.export.registry import export
from tests.samples.own_loop import ran


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    """Processes of this module alone."""
    made = Processes()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """The shipped data, as the server has it."""
    return load_atlas()


def job(name: str = "svg", seconds: int = 60, mib: int = 600) -> Job:
    return Job(Order("routes", name, (), ()), seconds, mib)


def made(processes: Processes, atlas: Atlas, job: Job) -> bytes:
    """The file of a job."""
    with tempfile.TemporaryFile() as out:
        said = ran(lambda: processes.run(atlas, job, out))
        out.seek(0)
        data = out.read()
    assert said == {"size": len(data)}
    return data


def forked(processes: Processes) -> list[str]:
    """The processes of jobs that are alive."""
    return Path(f"/proc/{processes.pid}/task/{processes.pid}/children").read_text().split()


@pytest.mark.parametrize("can_fork", [True, False])
@pytest.mark.parametrize("name", ["csv", "svg"])
def test_a_file_is_the_same_wherever_it_is_made(
        processes: Processes, atlas: Atlas, name: str, monkeypatch: pytest.MonkeyPatch, *,
        can_fork: bool) -> None:
    """Also where the system cannot fork, as Windows."""
    monkeypatch.setattr(jobs, "CAN_FORK", can_fork)
    state = State(atlas.catalog, atlas.land, atlas.briefings)
    assert made(processes, atlas, job(name)) == export(
        opened(job(name).order, state), "routes", name)


def test_a_fault_is_logged_and_not_said(processes: Processes, atlas: Atlas,
                                        caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(FaultError, match="server's log") as fault:
        made(processes, atlas, job("no-such-format"))
    assert "KeyError" not in str(fault.value)
    assert "KeyError: 'no-such-format'" in caplog.text


@pytest.mark.parametrize("limited", [job(mib=1), job("pptx", seconds=1)], ids=["memory", "time"])
def test_a_job_beyond_its_limits_is_ended_and_that_is_said(processes: Processes, atlas: Atlas,
                                                           limited: Job) -> None:
    with pytest.raises(AtlasError, match=r"its making was ended.*Show fewer routes"):
        made(processes, atlas, limited)
    assert made(processes, atlas, job("csv")), "the next one is made"


async def begun(processes: Processes, atlas: Atlas) -> asyncio.Task[object]:
    """A job that has said that it is under way."""
    begun = asyncio.Event()

    async def run() -> object:
        with tempfile.TemporaryFile() as out:
            return await processes.run(atlas, job("pptx"), out, lambda *_: begun.set())

    task = asyncio.create_task(run())
    await begun.wait()
    return task


def test_a_job_that_is_cancelled_ends_its_process(processes: Processes, atlas: Atlas) -> None:
    async def all_of() -> None:
        task = await begun(processes, atlas)
        assert len(forked(processes)) == 1
        task.cancel()
        while forked(processes):  # noqa: ASYNC110 - the system tells nobody of it
            await asyncio.sleep(0.01)

    ran(all_of)


def test_a_stop_ends_every_job_and_a_new_one_starts_again(processes: Processes, atlas: Atlas
                                                          ) -> None:
    async def all_of() -> None:
        task = await begun(processes, atlas)
        processes.stop()
        with pytest.raises(AtlasError, match="its making was ended"):
            await task

    ran(all_of)
    assert made(processes, atlas, job("csv"))
