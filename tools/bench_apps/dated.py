"""The atlas on the day that a file says, so that midnight can come when it is measured.

Run as `python -m tools.bench_apps.dated DAY_FILE SERVER PORT`.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from streamlit.web.cli import main  # noqa: TID251 - the server that is measured

import app.shared.atlas_cache

if __name__ == "__main__":
    day, server, port = sys.argv[1:]
    vars(app.shared.atlas_cache)["today"] = lambda: date.fromisoformat(
        Path(day).read_text(encoding="ascii")
    )
    main(["run", server, "--server.port", port])
