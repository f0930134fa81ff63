"""Runs the page once before the first reader comes.

That reads the data, registers the components and writes every static file that the first page
names. Replicas behind one address give the same files the same names, so a browser may fetch from
one what another has named; and the first readers, who often come together, find them all written.
"""

from __future__ import annotations

import asyncio
import gc
import logging

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import ClientContext, SessionClient

_MOST_SECONDS = 60.0
LOG = logging.getLogger(__name__)


class _Nobody(SessionClient):
    """A client that drops the page's messages; `done` is set with the last."""

    def __init__(self) -> None:
        self.done = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Drop a message."""
        if msg.WhichOneof("type") == "script_finished":
            self.done.set()

    @property
    def client_context(self) -> ClientContext | None:
        """Returns None: there is no browser."""
        return None


async def warm_up() -> None:
    """Run the page once; a page that fails reports the error to the first reader."""
    runtime, client, rerun = Runtime.instance(), _Nobody(), BackMsg()
    rerun.rerun_script.query_string = ""
    session = runtime.connect_session(client=client, user_info={})
    try:
        runtime.handle_backmsg(session, rerun)
        await asyncio.wait_for(client.done.wait(), _MOST_SECONDS)
    except TimeoutError:
        LOG.warning("The first page was not ready after %g s: the first reader will wait for it.",
                     _MOST_SECONDS)
    finally:
        runtime.close_session(session)
    settle()


def settle() -> None:
    """Exclude all present objects from garbage collection: they stay until the process ends.

    Must run once, before the first reader: objects of a session at this moment could never be
    collected.
    """
    gc.collect()
    gc.freeze()
