"""The routes of the data folder for the apps that draw them, read once."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import streamlit as st  # noqa: TID251 - these apps are not the atlas


@st.cache_resource
def _features() -> list[tuple[str, dict[str, Any]]]:
    """Mode and GeoJSON Feature of each route."""
    folder = Path(os.environ["CORRIDOR_ATLAS_DATA"])
    with (folder / "routes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["mode"], json.loads((folder / "routes" / f"{row['route_id']}.geojson")
                                     .read_text(encoding="utf-8"))) for row in rows]


def shown_features() -> list[dict[str, Any]]:
    """The Features that the one checkbox leaves."""
    only_rail = st.sidebar.checkbox("Rail", key="filter-mode-rail")
    return [feature for mode, feature in _features() if mode == "rail" or not only_rail]
