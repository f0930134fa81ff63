"""What a reader sees of the subjects that a draft touches, before and after it is accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.catalog.catalog import Catalog
from geo.claims.wording import who_words
from geo.data.attributes import ATTRIBUTES
from geo.presentation.statement import statement

NOT_THERE = "not in the atlas"


@dataclass(frozen=True, slots=True)
class ReaderChange:
    """An attribute of a subject as a reader is shown it before and after.

    `subject` and `attribute` are the names shown. The words hold what must be shown with a value
    (`overdue`, `sources differ`), who says it, and how many further claims there are.
    """

    subject_id: str
    subject: str
    attribute: str
    before: str
    after: str


def shown_words(catalog: Catalog, subject_id: str, attribute: str) -> str:
    """Returns an attribute of a subject in one line, as a reader is shown it."""
    if subject_id not in catalog.subjects:
        return NOT_THERE
    shown = statement(catalog, subject_id, attribute)
    who = "; ".join(dict.fromkeys(
        who_words(catalog.sources[claim.source_id]) for claim in shown.first))
    said = f"{shown.words} ({who})" if who else shown.words
    return ", ".join(filter(None, (said, *shown.flags, shown.more)))


def reader_changes(before: Catalog, after: Catalog, touched: Iterable[tuple[str, str]]
                   ) -> tuple[ReaderChange, ...]:
    """Returns the attributes of subjects that a reader sees otherwise, sorted by subject.

    `touched` are pairs of subject and attribute.
    """
    changes = (ReaderChange(subject_id, after.name_of(subject_id), ATTRIBUTES[attribute].label,
                            shown_words(before, subject_id, attribute),
                            shown_words(after, subject_id, attribute))
               for subject_id, attribute in sorted({*touched}))
    return tuple(change for change in changes if change.before != change.after)
