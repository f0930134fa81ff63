"""A process that writes decisions to a draft and says each that was answered, until it is ended.

Run as `python -m tests.desk.writer FOLDER DRAFT_ID CURATOR [MOST]`; with DRAFT_ID `create` it makes
one draft after the other.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app.desk.draft_state import ChangedElsewhere
from geo.data.errors import AtlasError
from geo.intake.decision import Decision
from tests.samples import drafts


def say(words: str) -> None:
    """Say a line at once: the test waits for it."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def decide(folder: Path, draft_id: str, curator: str, most: int) -> None:
    """Write up to so many decisions; whoever is told of a change looks, and decides again."""
    store = drafts.store(folder)
    revision = store.draft(draft_id).revision
    for number in range(most):
        decision = Decision(f"own-{curator}-{number}", "reject", reason="x" * (number % 300 + 1),
                            curator=curator)
        while True:
            try:
                revision = store.decide(draft_id, revision, decision).revision
            except ChangedElsewhere as change:
                revision = change.revision
            else:
                break
        say(decision.candidate_id)


def create(folder: Path, most: int) -> None:
    """Make up to so many drafts."""
    store = drafts.store(folder)
    for number in range(most):
        text = f"{drafts.TEXT}{number}\n" * 40
        say(store.create(f"{number}.txt", text.encode(), drafts.NO_CATALOG).draft_id)


def main() -> None:
    """Run as the arguments say; the first line says that it runs, the last why it could not."""
    folder, draft_id, curator, most = (*sys.argv[1:], "100000")[:4]
    say("begins")
    try:
        if draft_id == "create":
            create(Path(folder), int(most))
        else:
            decide(Path(folder), draft_id, curator, int(most))
    except AtlasError as error:
        say(f"refused: {error}")


if __name__ == "__main__":
    main()
