"""Laws of selections: equal catalogs answer alike, and a selection knows its routes by bits."""

from __future__ import annotations

import base64
import io
import pickle
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.components.bitmask import bitmask
from app.server.jobs import _Pickler
from geo.catalog.catalog import Catalog
from geo.catalog.index import positions_of
from geo.claims.disagreements import Difference
from geo.overlay.read_overlay import with_overlay
from tests.conftest import shipped

CATALOG = shipped()
OVERLAY = tuple(replace(entry, route=replace(entry.route, route_id=f"my-{entry.route_id}",
                                             role="overlay", corridor_ids=()), claims=())
                for entry in CATALOG.entries[:3])
masks = st.integers(0, (1 << len(CATALOG.entries)) - 1)
sources = st.frozensets(st.sampled_from(sorted(CATALOG.sources)), max_size=3)


def sent(catalog: Catalog) -> Catalog:
    """A catalog as the process that makes a file receives it."""
    file = io.BytesIO()
    _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(catalog)
    received: Catalog = pickle.loads(file.getvalue())  # noqa: S301 - our own
    return received


def equals(catalog: Catalog) -> Iterator[Catalog]:
    """Catalogs that are equal to one, however they came to be."""
    yield replace(catalog)
    yield sent(catalog)
    yield catalog.on_day(catalog.today, catalog.entries)
    yield catalog.joined_by(())


def differences(catalog: Catalog) -> dict[str, tuple[Difference, ...]]:
    return {subject: found for subject in sorted(CATALOG.subjects)
            if (found := catalog.differences(subject))}


@given(masks, sources)
def test_equal_catalogs_give_equal_differences(mask: int, chosen: frozenset[str]) -> None:
    narrowed = CATALOG.told_by(chosen).keeping(mask)
    for other in equals(narrowed):
        assert other == narrowed
        assert differences(other) == differences(narrowed)
        assert other.mask == narrowed.mask


@given(masks, sources)
def test_a_filter_never_hides_the_other_side(mask: int, chosen: frozenset[str]) -> None:
    """Also where the sources are chosen after the routes."""
    assert differences(CATALOG.keeping(mask)) == differences(CATALOG)
    assert differences(CATALOG.keeping(mask).told_by(chosen)) == differences(
        CATALOG.told_by(chosen))


@given(masks, masks, st.booleans())
def test_a_selection_of_a_selection_keeps_the_bits_of_the_whole(
        first: int, second: int, own: bool) -> None:  # noqa: FBT001 - whether with an overlay
    whole = with_overlay(CATALOG, OVERLAY) if own else CATALOG
    once = whole.keeping(first | (5 << len(CATALOG.ids) if own else 0))
    twice = once.keeping(second & once.index.everything)
    for selection in (whole, once, twice):
        shown = [entry.route_id for entry in selection.entries if not entry.is_overlay]
        assert [CATALOG.ids[position] for position in positions_of(selection.mask)] == shown
        data = base64.b64decode(bitmask(selection, len(CATALOG.ids)))
        assert int.from_bytes(data, "little") == selection.mask


def test_map_and_table_share_what_is_made_of_a_mask() -> None:
    selection = CATALOG.keeping(0b1011)
    assert bitmask(selection, len(CATALOG.ids)) is bitmask(selection, len(CATALOG.ids))
