"""Before the first reader comes: the page is run once, for nobody.

That reads the data, registers the components and publishes every file that the first page names.
Several replicas behind one address name the same files alike, so a browser may fetch from one what
another has named; and the first readers, who often come at once, find all of it made.
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
    """Takes the page's messages and forgets them; `done` is set with the last."""

    def __init__(self) -> None:
        self.done = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Forget a message."""
        if msg.WhichOneof("type") == "script_finished":
            self.done.set()

    @property
    def client_context(self) -> ClientContext | None:
        """There is no browser."""
        return None


async def warm_up() -> None:
    """Run the page once; one that cannot be run says so to whoever opens it."""
    runtime, nobody, wanted = Runtime.instance(), _Nobody(), BackMsg()
    wanted.rerun_script.query_string = ""
    session = runtime.connect_session(client=nobody, user_info={})
    try:
        runtime.handle_backmsg(session, wanted)
        await asyncio.wait_for(nobody.done.wait(), _MOST_SECONDS)
    except TimeoutError:
        LOG.warning("The first page was not ready after %g s: the first reader will wait for it.",
                     _MOST_SECONDS)
    finally:
        runtime.close_session(session)
    settle()


def settle() -> None:
    """Have the collector leave alone what is loaded now: it stays for as long as the process runs.

    Only once, and before the first reader: whatever a session holds when this is done could never
    be collected.
    """
    gc.collect()
    gc.freeze()
