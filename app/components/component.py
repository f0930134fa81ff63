"""The page's own components: a browser fetches each one's script once, as a file of its own.

Streamlit sends the script of a component along with every rerun. Here that is one line which names
the file, so that a rerun carries what has changed and nothing else.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import streamlit as st
import streamlit.components.v1 as components

from app.shared import static_files

# The folder of what is published is served under this module's name and its own. It is declared
# here, and not where the folder is made, as only a running server takes a declaration.
components.declare_component("files", path=str(static_files.FOLDER))

PAGE_URL = f"component/{__name__}.files"
"""Where the page finds what is published."""

FRAME_URL = f"../{__name__}.files"
"""Where the map's frame, itself a component, finds it."""


def component(name: str, html: str, *scripts: Path,
              **texts: str) -> Any:  # noqa: ANN401 - Streamlit's own type
    """A component that starts from constant `html`; `scripts` make one module.

    Each of `texts` stands before them as a constant of that name.
    The last of them exports the function that draws. Its address is found from the page's, as
    the module itself is a blob and has none.
    """
    constants = "".join(f"const {key} = {json.dumps(text)};\n" for key, text in texts.items())
    module = static_files.write(name, constants.encode() + b"\n".join(
        each.read_bytes() for each in scripts), "js")
    address = json.dumps(f"{PAGE_URL}/{module}")
    return st.components.v2.component(
        f"atlas_{name}", html=html, isolate_styles=False,
        js=f"const {{ default: draw }} = await import(new URL({address}, document.baseURI));\n"
           "export default draw;\n")
