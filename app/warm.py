"""Before the first reader comes: the page is run once, for nobody.

That reads the data, registers the components and publishes every file that the first page names.
Several replicas behind one address name the same files alike, so a browser may fetch from one what
another has named; and the first readers, who often come at once, find all of it made.
"""

from __future__ import annotations

import asyncio

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import ClientContext, SessionClient

_MOST_SECONDS = 60.0


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
        pass
    finally:
        runtime.close_session(session)
