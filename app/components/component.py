"""The page's own components: a browser fetches the script of each once, as a file.

Streamlit sends the script of a component with every rerun. Here that is one line which names the
file, so that a rerun carries only what has changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import streamlit as st
import streamlit.components.v1 as components

from app.shared import static_files
from geo.web.modules import joined

# Streamlit serves the folder of static files under this module's name. It is declared here, and
# not where the folder is made, because only a running server accepts a declaration.
components.declare_component("files", path=str(static_files.FOLDER))

PAGE_URL = f"component/{__name__}.files"
"""The address of the static files, seen from the page."""

FRAME_URL = f"../{__name__}.files"
"""The address of the static files, seen from the map's frame, itself a component."""


def component(name: str, html: str, module: Path,
              **constants: str) -> Any:  # noqa: ANN401 - Streamlit's own type
    """Registers a component that starts from constant `html`, drawn by a module's default export.

    The module is joined with all that it imports, and with `constants` (see `geo.web.modules`). The
    address of what comes of it is resolved against the page's, because Streamlit runs the
    component's own script from a blob, which has no address.
    """
    script = static_files.write(name, joined(module, **constants).encode(), "js")
    address = json.dumps(f"{PAGE_URL}/{script}")
    return st.components.v2.component(
        f"atlas_{name}", html=html, isolate_styles=False,
        js=f"const {{ default: draw }} = await import(new URL({address}, document.baseURI));\n"
           "export default draw;\n")
