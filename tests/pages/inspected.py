"""What a page's map has drawn, for tests: the map answers the question "atlas-inspect"."""

from __future__ import annotations

import re
from typing import Final

_INSPECTED: Final = """(() => {
    const question = new CustomEvent("atlas-inspect", { detail: {} });
    const container = document.querySelector(".leaflet-container");
    if (container) container.dispatchEvent(question);
    return question.detail.answer;
})()"""


def inspecting(script: str) -> str:
    """A script of the browser in which `@map`, `@lines` and `@camera` are what the map answers.

    Before the map is drawn each is undefined. Their types are in geo/web/types.d.ts (`Answers`).
    """
    return re.sub(r"@(map|lines|camera)\b", lambda name: f"({_INSPECTED}?.{name[1]})", script)
