"""One visitor: what a browser says to a Streamlit server, without the browser.

A visitor asks for the page, opens the WebSocket, answers and asks as the page does, and fetches the
files that the page names. It keeps what the page would show, and how long each answer took.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: TID251 - the protocol, not the library
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: TID251
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin, Subprotocol

ANSWER_SECONDS = 60.0
"""A visitor who has waited this long gives up: an error."""

NO_LINK = (OSError, ConnectionClosed, InvalidHandshake, http.client.HTTPException)
"""What tells a visitor that the server is gone."""

MOST_WORDS = 3
"""A walk that has ticked more clears everything."""

_EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"
_PUBLISHED = re.compile(r"component/app\.component\.files/[\w.-]+")
_MAP_FILE = re.compile(r"\.\./(app\.component\.files/[\w.-]+)")
_SHOWN = re.compile(r'data-shown=\\?"([A-Za-z0-9+/=]*)')

Chosen = dict[str, list[str]]


class WrongAnswerError(Exception):
    """The server answered, but not with what was asked for."""


@dataclass
class Page:
    """What the page holds: the newest message of each widget, by name."""

    widgets: dict[str, str] = field(default_factory=dict)
    data: dict[str, dict[str, Any]] = field(default_factory=dict)
    map_shown: str | None = None
    query: str = ""
    script: str = ""
    files: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    problem: str = ""
    comes_back: bool = False
    """Whether the page asks for a rerun when its connection is cut and comes back."""

    @property
    def table_shown(self) -> str | None:
        """The table's bits; see app/components/bitmask.py."""
        return self.data.get("atlas_table", {}).get("shown")

    def take(self, message: ForwardMsg) -> None:
        """Take in one message of the server."""
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            self.comes_back = True
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.HasField("new_element"):
            self._element(message.delta.new_element)

    def _element(self, element: Any) -> None:  # noqa: ANN401 - a protobuf message
        kind = element.WhichOneof("type")
        if kind == "bidi_component":
            made = element.bidi_component
            self.widgets[made.component_name] = made.id
            self.data[made.component_name] = json.loads(made.json or "{}")
            self.files.update(_PUBLISHED.findall(made.json))
        elif kind == "component_instance":
            text = element.component_instance.json_args
            self.files.update(f"component/{name}" for name in _MAP_FILE.findall(text))
            found = _SHOWN.search(text)
            self.map_shown = found.group(1) if found else None
        elif kind == "html":
            self.texts.append(element.html.body)
        elif kind == "checkbox":
            self.widgets["checkbox"] = element.checkbox.id
        elif kind == "exception":
            self.problem = element.exception.message or element.exception.type


@dataclass
class Visitor:
    """A person at a browser. `cookies` last as long as the visitor, connections do not."""

    url: str
    query: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    page: Page = field(default_factory=Page)
    session_id: str = ""
    turn: int = 0
    fetched: set[str] = field(default_factory=set)
    _link: ClientConnection | None = None
    _cache: dict[str, ForwardMsg] = field(default_factory=dict)

    async def open(self) -> float:
        """Load the page as a new browser does; returns the seconds until it is all there."""
        start = time.perf_counter()
        for path in ("/", "/_stcore/health", "/_stcore/host-config"):
            await self.fetch(path)
        await self.connect()
        await self._ask({})
        keep = self.page.widgets.get("atlas_present")
        if keep:  # the tab answers that it kept no draft, which costs a rerun
            await self._ask({_EVENTS.format(keep): [{"event": "kept", "value": ""}]})
        await self.fetch_named()
        return time.perf_counter() - start

    async def connect(self) -> None:
        """Open the WebSocket, with the cookies and the session that there were before."""
        parts = urlsplit(self.url)
        token = self.cookies.get("_streamlit_xsrf", "PLACEHOLDER_AUTH_TOKEN")
        self._link = await connect(
            f"ws://{parts.netloc}/_stcore/stream", origin=Origin(self.url),
            subprotocols=[Subprotocol(each) for each in ("streamlit", token, self.session_id)
                          if each],
            additional_headers={"Cookie": self._cookie()}, max_size=None, proxy=None,
            open_timeout=ANSWER_SECONDS)

    async def choose(self, chosen: Chosen) -> float:
        """Tick the atlas's legend; returns the seconds until the page has the answer."""
        self.turn += 1
        said = {"turn": self.turn, "search": "", "chosen": chosen}
        return await self._ask({_EVENTS.format(self.page.widgets["atlas_legend"]):
                                [{"event": "choose", "value": said}]})

    async def tick(self, on: bool) -> float:  # noqa: FBT001 - what a checkbox says
        """Tick the checkbox of one of the small apps; returns the seconds until the answer."""
        return await self._ask({self.page.widgets["checkbox"]: on})

    async def rerun(self) -> float:
        """Ask for the page again, as a browser that has come back does."""
        return await self._ask({})

    async def close(self) -> None:
        """Go away."""
        link, self._link = self._link, None
        if link:
            await link.close()

    async def wait(self, seconds: float) -> None:
        """Look at the page for a while; raises ConnectionError where the server goes away."""
        if self._link is None:
            raise ConnectionError("not connected")
        try:
            await asyncio.wait_for(self._link.wait_closed(), seconds)
        except TimeoutError:
            return
        raise ConnectionError("the server closed the connection")

    async def fetch_named(self) -> None:
        """Fetch the files that the page names and that were not fetched yet."""
        for name in sorted(self.page.files - self.fetched):
            await self.fetch(f"/{name}")
            self.fetched.add(name)

    async def fetch(self, path: str) -> bytes:
        """A file of the same host; raises WrongAnswerError where it is not there."""
        return await asyncio.to_thread(self._fetch, path)

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _fetch(self, path: str) -> bytes:
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", path, headers={"Cookie": self._cookie()})
            answer = connection.getresponse()
            body = answer.read()
            for line in answer.msg.get_all("Set-Cookie") or ():
                name, _, value = line.split(";")[0].partition("=")
                self.cookies[name] = value
        finally:
            connection.close()
        # An unknown path is answered with the page itself: the status alone says little.
        if answer.status != http.client.OK or (
                path.startswith("/component/") and body.lstrip()[:9] == b"<!doctype"):
            raise WrongAnswerError(f"{path}: {answer.status}")
        return body

    async def _ask(self, states: Mapping[str, object]) -> float:
        """Send what widgets say and take in the answer; returns the seconds it took."""
        if self._link is None:
            raise ConnectionError("not connected")
        self.page.problem, start = "", time.perf_counter()
        self.page.texts.clear()
        await self._link.send(self._message(states))
        async with asyncio.timeout(ANSWER_SECONDS):
            await self._answer(self._link)
        if self.page.problem:
            raise WrongAnswerError(self.page.problem)
        return time.perf_counter() - start

    def _message(self, states: Mapping[str, object]) -> bytes:
        message = BackMsg()
        script = message.rerun_script
        script.query_string = self.page.query or self.query
        script.page_script_hash = self.page.script
        script.cached_message_hashes.extend(self._cache)
        script.context_info.url, script.context_info.timezone = self.url, "UTC"
        script.widget_states.SetInParent()
        for name, value in states.items():
            widget = script.widget_states.widgets.add(id=name)
            if isinstance(value, bool):
                widget.bool_value = value
            else:
                widget.json_trigger_value = json.dumps(value)
        return bytes(message.SerializeToString())

    async def _answer(self, link: ClientConnection) -> None:
        """Take in messages until the script has finished."""
        async for frame in link:
            message = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                message = self._cache[message.ref_hash]
            elif message.metadata.cacheable:
                self._cache[message.hash] = message
            if kind == "new_session":
                self.session_id = message.new_session.initialize.session_id
            self.page.take(message)
            if kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise WrongAnswerError("the script does not compile")
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return
        raise ConnectionError("the server closed the connection")


def step(chance: random.Random, options: Mapping[str, list[str]], chosen: Chosen) -> Chosen:
    """The next filter of a walk: a word more or less in one section; after a few, all cleared.

    `options` are the words that a reader would tick now: those with a route, by section.
    """
    if sum(map(len, chosen.values())) > MOST_WORDS:
        return {}
    now = {name: list(words) for name, words in chosen.items()}
    name = chance.choice(sorted(name for name, words in options.items() if words))
    word = chance.choice(options[name])
    words = now.setdefault(name, [])
    (words.remove if word in words else words.append)(word)
    return now
