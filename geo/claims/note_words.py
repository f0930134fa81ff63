"""Words with which a reader makes a note on a value: on the page and in the offline pack alike."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from geo.data.schema import NOTE_PROBLEMS

MOST_WORDS: Final = 2000
"""The most characters of a reader's own words."""
MOST_LINK: Final = 500
"""The most characters of a reader's own source."""

_WORDS: Final[Mapping[str, str]] = MappingProxyType({
    "ask": "Something wrong?",
    "about": "Make a note for those who keep the atlas. It names the value, its source and the "
             "release. The atlas sends nothing by itself: you copy, mail or save the note. It asks "
             "nothing about you.",
    "which": "Which value?",
    "choose": "Choose the value",
    "problem": "What seems wrong?",
    "words": "In your words (may be blank)",
    "link": "Your source: an address, or a title and page (may be blank)",
    "preview": "Read the note",
    "copy": "Copy note",
    "copied": "Note copied",
    "mail": "Mail note",
    "save": "Save note as a file",
    "saved": "The note is saved as",
    "close": "Close",
    "unsaid": "First say which value it is and what seems wrong.",
    "pasted": "The note is too long for the link to a mail program. It has been copied: paste it "
              "here.",
})

_NOTE: Final[Mapping[str, str]] = MappingProxyType({
    "title": "Something wrong? A note on a value of the Corridor Atlas",
    "said": "Value",
    "printed": "Printed",
    "source": "Source",
    "claim": "Claim",
    "release": "Release",
    "problem": "What seems wrong",
    "words": "In the reader's words",
    "link": "The reader's source",
    "day": "Written on",
    "block": "The lines below say the same for a program; please leave them as they are.",
})
"""The words of a note's lines, in their order."""


def note_document(notes_to: str) -> dict[str, Any]:
    """Returns all words of the page's dialog and of a note, as JSON.

    `notes_to` is the mail address to which notes go; blank where whoever runs the atlas names none.
    """
    problems = {code: f"{words[0].upper()}{words[1:]}" for code, words in NOTE_PROBLEMS.items()}
    return {"words": dict(_WORDS), "note": dict(_NOTE), "problems": problems,
            "mostWords": MOST_WORDS, "mostLink": MOST_LINK, "to": notes_to}
