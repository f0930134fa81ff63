"""The state of a draft: what the entries of its journal come to, one after the other.

Kinds of entries: `decide`, `source`, `add`, `remove`, `candidates` (of another tool) and `close`
are a curator's, and each is one revision; `mended` says that the last line before it had been cut
short.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from app.desk.journal import Entry
from geo.data.errors import AtlasError
from geo.data.plural import plural
from geo.intake.candidate import Candidate
from geo.intake.decision import Addition, Decision
from geo.intake.kept_form import addition_of, candidate_of, decision_of

MENDED: Final = "mended"
_NAMED: Final = 3


@dataclass(slots=True)
class State:
    """What a draft's journal comes to.

    `history` has for each candidate its decisions that stand, the last one last; the first may have
    been made when the document was read before.
    """

    history: dict[str, list[Decision]] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)
    additions: dict[str, Addition] = field(default_factory=dict)
    candidates: dict[str, Candidate] = field(default_factory=dict)
    revision: int = 0
    closed: bool = False
    changed: str = ""
    curator: str = ""
    notices: list[str] = field(default_factory=list)

    @property
    def decisions(self) -> dict[str, Decision]:
        """The last decision on each candidate."""
        return {name: stack[-1] for name, stack in self.history.items() if stack}

    def take(self, entry: Entry) -> None:
        """Takes one more entry in. Raises KeyError or TypeError where a field is amiss."""
        if entry["kind"] == MENDED:
            self.notices.append(
                f"At {time_words(entry['at'])} an unfinished line of "
                f"{plural(entry['bytes'], 'byte')} was taken out of the journal: "
                "what it said had not been confirmed.")
            return
        self.revision += 1
        self.changed, self.curator = entry["at"], entry["curator"]
        match entry["kind"]:
            case "decide":
                self._decide(decision_of(entry["decision"]))
            case "source":
                self.source = dict(entry["row"])
            case "add":
                addition = addition_of(entry["addition"])
                self.additions[addition.addition_id] = addition
            case "remove":
                self.additions.pop(entry["addition_id"], None)
            case "candidates":
                self._propose(entry)
            case "close":
                self.closed = True
            case kind:
                raise KeyError(kind)

    def _propose(self, entry: Entry) -> None:
        for plain in entry["candidates"]:
            candidate = candidate_of(plain)
            self.candidates.setdefault(candidate.candidate_id, candidate)
        for plain in entry["before"]:
            decision = decision_of({**plain, "before": True})
            self.history.setdefault(decision.candidate_id, [decision])

    def _decide(self, decision: Decision) -> None:
        stack = self.history.setdefault(decision.candidate_id, [])
        if decision.verb != "undo":
            stack.append(decision)
        elif stack:
            stack.pop()


def replayed(before: Iterable[Decision], entries: Iterable[Entry]) -> State:
    """Returns the state after decisions made before, and the entries of a journal."""
    state = State({decision.candidate_id: [decision] for decision in before})
    for entry in entries:
        state.take(entry)
    return state


def counted(entries: Sequence[Entry]) -> list[Entry]:
    """Returns the entries that are revisions."""
    return [entry for entry in entries if entry["kind"] != MENDED]


def time_words(at: str) -> str:
    """Returns a time as the desk writes times: 2026-11-30 20:05 UTC."""
    return f"{at[:16].replace('T', ' ')} UTC"


def _words(entry: Entry) -> str:
    """Returns what an entry did, as the end of a sentence."""
    match entry["kind"]:
        case "decide":
            decision: Mapping[str, Any] = entry["decision"]
            what = decision["row"].get("printed") or decision["candidate_id"]
            verbs = {"accept": f"accepted “{what}”", "reject": f"rejected {what}",
                     "not-ours": f"called {what} not ours",
                     "undo": f"took back the decision on {what}"}
            return verbs[decision["verb"]]
        case "source":
            return "wrote the source"
        case "add":
            return f"added {entry['addition']['addition_id']} to {entry['addition']['table']}"
        case "remove":
            return f"took out {entry['addition_id']}"
        case "candidates":
            return f"loaded {plural(len(entry['candidates']), 'candidate')} of another tool"
    return "closed the draft"


class ChangedElsewhere(AtlasError):  # noqa: N818 - what the interface calls it
    """A draft that another has written to since it was seen; the text says what, when and whose.

    `revision` is the last one now, `by` and `at` are of the last entry; `by` may be blank.
    """

    def __init__(self, entries: Sequence[Entry], seen: int) -> None:
        revisions = counted(entries)
        self.revision = len(revisions)
        self.by: str = revisions[-1]["curator"] if revisions else ""
        self.at: str = revisions[-1]["at"] if revisions else ""
        news = revisions[seen:] if 0 <= seen < self.revision else []
        if news:
            said = "; ".join(f"{entry['curator'] or 'another desk'} {_words(entry)} "
                             f"({time_words(entry['at'])})" for entry in news[-_NAMED:])
            more = f", the last {_NAMED}" if len(news) > _NAMED else ""
            super().__init__(f"{plural(len(news), 'change')} since you looked{more}: {said}. "
                             "Nothing of yours was written; look at it, and decide again")
        else:
            super().__init__(f"this draft has revision {self.revision}, not {seen}; nothing of "
                             "yours was written. Open it anew, and decide again")
