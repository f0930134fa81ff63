"""Reads a document into a draft in a process of its own, which may be ended without harm.

A hostile file can hang or crash whatever reads it; then that process ends, and the desk goes on and
says so in a sentence. Run as `python -m app.desk.reading_process`, the document on its input.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from app.desk.draft_store import DraftStore
from app.desk.receipts import receipts_of
from app.desk.source_proposal import known_source
from app.desk.workplace import Workplace
from app.shared.settings import DATA_VARIABLE, today
from geo.checks.build import build
from geo.data.errors import AtlasError
from geo.data.reader import read_folder

READING_SECONDS: Final = 120
"""The time within which a document must be read."""
_MIB: Final = 2**20
_MOST_MEMORY: Final = 3_000 * _MIB


def read_into_draft(place: Workplace, name: str, data: bytes) -> str:
    """Reads a document into a draft; returns the draft's id. Raises AtlasError in a sentence."""
    command = [sys.executable, "-m", "app.desk.reading_process", str(place.data.resolve()),
               str(place.drafts.resolve()), name]
    try:
        done = subprocess.run(command, input=data, capture_output=True,  # noqa: S603 - ourselves
                              check=False, timeout=READING_SECONDS)
    except subprocess.TimeoutExpired:
        raise AtlasError(f"{name}: reading it took longer than {READING_SECONDS} seconds and was "
                         "stopped. Save its text as a .txt file and take that.") from None
    try:
        answer = json.loads(done.stdout.decode().splitlines()[-1])
    except (ValueError, IndexError):
        sys.stderr.write(done.stderr.decode("utf-8", "replace"))
        raise AtlasError(f"{name}: it could not be read; whatever read it broke off. Save its text "
                         "as a .txt file and take that.") from None
    if "error" in answer:
        raise AtlasError(str(answer["error"]))
    return str(answer["draft"])


def _bound() -> None:
    """Have the system limit what this process may use, where it can."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_CPU, READING_SECONDS),
                       (resource.RLIMIT_DATA, _MOST_MEMORY)):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard),
                                  hard))


def main(folder: str, drafts: str, name: str) -> dict[str, str]:
    """Reads the document on the input; returns the draft's id, or what is wrong in a sentence."""
    os.environ[DATA_VARIABLE] = folder
    _bound()
    try:
        catalog = build(read_folder(Path(folder)), today())
        store = DraftStore(Path(drafts))
        draft = store.create(name, sys.stdin.buffer.read(), catalog, receipts_of(Path(folder)))
        if not draft.source and (known := known_source(draft.document, catalog)):
            draft = store.set_source(draft.draft_id, draft.revision, known, "")
    except AtlasError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"{name}: reading it needs more memory than a document may use."}
    except OSError as error:
        return {"error": f"{name}: the draft could not be kept: {error.strerror or error}."}
    return {"draft": draft.draft_id}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:4])))  # noqa: T201 - the answer
