"""The workplace of a curator: the folders of the data, the documents and the drafts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.desk.acceptance import recovered
from app.desk.accepting.draft_edition import AskedAgain, asked_again, edition_of
from app.desk.draft_folder import NoSuchDraftError
from app.desk.draft_store import DraftStore
from app.desk.receipts import receipt_file, receipts_for
from app.shared.atlas_cache import data_problem, load_atlas
from app.shared.settings import DATA_VARIABLE
from geo.catalog.catalog import Catalog
from geo.checks.waiting import read_waiting
from geo.data.errors import AtlasError
from geo.data.reader import read_folder
from geo.intake.decision import Draft


@dataclass(frozen=True)
class Workplace:
    """Where a curator works.

    `drafts` keeps what is not accepted yet; nothing else is written before it is.
    """

    data: Path
    documents: Path
    drafts: Path

    def open(self) -> None:
        """Name the data folder to the atlas in memory, and make the folders that are missing.

        An acceptance that was broken off is finished or taken back.
        """
        os.environ[DATA_VARIABLE] = str(self.data.resolve())
        self.drafts.mkdir(parents=True, exist_ok=True)
        self.documents.mkdir(parents=True, exist_ok=True)
        if finished := recovered(self.data, self.documents):
            with suppress(NoSuchDraftError):  # another act than the acceptance of a draft
                self.store.close(finished)

    @property
    def store(self) -> DraftStore:
        """The drafts on disk."""
        return DraftStore(self.drafts)

    @property
    def catalog(self) -> Catalog:
        """The data as it is now. Raises AtlasError while the folder has a problem."""
        catalog = load_atlas().catalog
        if problem := data_problem():
            raise problem.with_traceback(None)
        return catalog

    def asked_again(self, draft: Draft) -> tuple[AskedAgain, ...]:
        """The claims that a draft asks again, where its document is a new edition of a text."""
        source = self.catalog.sources.get(draft.source.get("source_id", ""))
        if draft.closed or source is None or not source.at_hand or (
                source.sha256 == draft.document.text_sha256):
            return ()
        with suppress(AtlasError):  # the preview says what is in the way
            edition = edition_of(draft, read_folder(self.data), read_waiting(self.data),
                                 self.documents)
            return asked_again(edition) if edition else ()
        return ()

    def receipts(self, draft: Draft, accepted: Mapping[str, Mapping[str, str]]
                 ) -> Mapping[str, bytes]:
        """The file of receipts, by its name in the data folder, of a draft and its rows."""
        made = receipts_for(draft, accepted)
        return dict([receipt_file(self.data, made)]) if made else {}
