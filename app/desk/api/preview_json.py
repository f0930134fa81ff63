"""What accepting a draft would write, as the page shows it."""

from __future__ import annotations

import csv
import io
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from app.desk.acceptance import Accepted, ClaimPreview, Preview
from geo.catalog.catalog import Catalog
from geo.checks.printed_values import claim_of
from geo.claims.wording import scoped_words
from geo.data.attributes import ATTRIBUTES
from geo.data.csv_table import Row
from geo.data.plural import plural
from geo.data.schema import LOOKED_AT
from geo.intake.decision import Draft


def claim_words(row: Mapping[str, str], names: Mapping[str, str], catalog: Catalog) -> str:
    """Returns a row of claims.csv in words: of what, which attribute, and what is said of it."""
    subject = names.get(row["subject_id"]) or catalog.name_of(row["subject_id"])
    attribute = ATTRIBUTES.get(row["attribute"])
    claim = claim_of(Row("claims.csv", 0, row))
    said = scoped_words(claim) if claim else row["value"]
    return f"{subject}: {attribute.label if attribute else row['attribute']}, {said}"


def _claim_json(claim: ClaimPreview, names: Mapping[str, str], catalog: Catalog
                ) -> dict[str, Any]:
    return {"item": claim.item, "name": claim.name, "printed": claim.row["printed"],
            "words": claim_words(claim.row, names, catalog), "waits": not claim.straight,
            "open": [LOOKED_AT.get(side, side) for side in claim.open_sides],
            "said": list(claim.said)}


def _lines(rows: Iterable[Mapping[str, str]]) -> list[str]:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows(row.values() for row in rows)
    return text.getvalue().splitlines()


def _data_address(picture: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(picture).decode('ascii')}"


def preview_json(draft: Draft, preview: Preview, catalog: Catalog) -> dict[str, Any]:
    """Returns a preview with its claims in words; `confirmed` is what a second reading adds."""
    names = {each.row.get("route_id") or each.row.get("place_id", ""): each.row.get("name", "")
             for each in draft.additions}
    return {
        "revision": draft.revision,
        "decided": len(draft.decisions) + len(draft.additions),
        "problems": [{"item": each.item, "message": str(each)} for each in preview.problems],
        "claims": [_claim_json(each, names, catalog) for each in preview.claims],
        "rows": [{"file": file, "rows": _lines(rows)} for file, rows in preview.rows.items()],
        "shown": [asdict(each) for each in preview.shown],
        "confirmed": [asdict(each) for each in preview.shown_confirmed
                      if each not in preview.shown],
        "routes": [{"name": each.name, "words": each.words, "picture": _data_address(each.picture)}
                   for each in preview.routes],
        "drawn": list(preview.drawn),
        "overtaken": list(preview.overtaken),
        "diff": list(preview.diff), "stands": list(preview.stands)}


def accepted_json(draft: Draft, accepted: Accepted) -> dict[str, Any]:
    """Returns what was written, in words, file by file; `document` is the id of the source."""
    return {
        "words": f"{plural(len(accepted.straight), 'claim')} went into the data, "
                 f"{plural(len(accepted.waiting), 'claim')} "
                 f"{'waits' if len(accepted.waiting) == 1 else 'wait'} for a second reading.",
        "waiting": len(accepted.waiting), "document": draft.source.get("source_id", ""),
        "files": [f"{file}: {plural(accepted.rows[file], 'new row')}" if file in accepted.rows
                  else file for file in accepted.files],
        "asks_again": list(accepted.asks_again), "diff": list(accepted.diff)}
