"""What every preset comes to, held to a table that was read by eye."""

from __future__ import annotations

import csv
from pathlib import Path

from geo.network.graph import Network
from geo.network.presets import golden_table

GOLDEN = Path(__file__).parent / "golden" / "presets.csv"


def test_the_presets_come_to_what_was_reviewed(network: Network) -> None:
    """An edit of the data that changes a way shows here; review it and write the table anew."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        assert tuple(map(tuple, csv.reader(file))) == golden_table(network)
