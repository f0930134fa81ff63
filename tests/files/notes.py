"""Readers' notes as the page writes them, and what mail programs do to a text."""

from __future__ import annotations

import json
import subprocess
import textwrap
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pytest

from geo.claims.note_words import note_document
from tests.conftest import ROOT
from tests.web.node import NO_NODE
from tools.browser_code import find_node

WRITER = ROOT / "tests" / "web" / "write_notes.js"


def written(notes: Sequence[Mapping[str, str]], to: str = "") -> list[dict[str, Any]]:
    """The text and the mail link of each note, by the page's own code; skipped without a Node."""
    node = find_node()
    if node is None:
        pytest.skip(NO_NODE)
    asked = json.dumps({"notes": list(notes), "said": note_document(to)})
    done = subprocess.run([node, WRITER], input=asked.encode(), capture_output=True,  # noqa: S603
                          check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _initials(text: str) -> str:
    return "\n".join(f"ab> {line}" for line in text.split("\n"))


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.fill(line, 40) for line in text.split("\n"))


def _rejoined(text: str) -> str:
    """Quoted, and the quoted lines set anew as one paragraph, their signs among them."""
    return textwrap.fill(_quoted(text), 72)


MAIL: Mapping[str, Callable[[str], str]] = MappingProxyType({
    "as it is": str, "quoted": _quoted, "quoted twice": lambda text: _quoted(_quoted(text)),
    "quoted with initials": _initials, "wrapped": _wrapped, "rejoined": _rejoined,
    "wrapped and quoted": lambda text: _quoted(_wrapped(text)),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "old line ends": lambda text: text.replace("\n", "\r"),
    "blank lines between": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: textwrap.indent(text, "\t  "),
    "spaces that do not break": lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
    "trailing spaces": lambda text: text.replace("\n", "  \n"),
    "a bar at the side": lambda text: "\n".join(f"| {line}" for line in text.split("\n")),
    "with words around": lambda text: f"Dear editors,\n\n{text}\n-- \nA reader",
    "letters lost around": lambda text: text.encode("ascii", "replace").decode(),
})
"""What mail and chat programs do to a text, by name."""
