"""What the app leans on in Streamlit's page: components, the address, class and part names."""

from __future__ import annotations

import inspect
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.file_util import get_main_script_streamlit_file_path
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT

ASSETS = [path for folder in ("app", "geo/web") for suffix in ("css", "js")
          for path in sorted((ROOT / folder).rglob(f"*.{suffix}"))]
"""Every style sheet and script."""
BUNDLE = Path(st.__file__).parent / "static" / "static" / "js"


@cache
def bundle(part: str = "*") -> str:
    """Streamlit's own script, or the part of it with that name."""
    paths = sorted(BUNDLE.glob(f"{part}.*.js"))
    assert paths, f"Streamlit's script has no part called {part}"
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _mount(event: str) -> None:
    import streamlit as st  # noqa: PLC0415 - this body runs as a script of its own

    part = st.components.v2.component(
        f"contract_{event}", html="<div></div>", css="p{}", js="export default () => {}",
        isolate_styles=False)
    callbacks: dict[str, Any] = {event: lambda: None}
    part(key="one", data={"rows": [1, None]}, **callbacks)


def test_a_component_takes_callbacks_by_the_name_of_the_trigger() -> None:
    done = AppTest.from_function(_mount, kwargs={"event": "on_pick_change"}).run()
    assert not done.exception
    assert done.main.children[0].type == "bidi_component"


def test_every_trigger_has_its_callback() -> None:
    """Streamlit passes over a callback of another name without a word."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py"))
    scripts = "".join(path.read_text(encoding="utf-8") for path in ASSETS)
    heard = set(re.findall(r"\bon_([a-z_]+)_change=", code))
    told = set(re.findall(r'\bsetTriggerValue\("([a-z_]+)"', scripts))
    assert told
    assert told <= heard
    assert all(f'"{name}"' in scripts for name in heard)


@pytest.mark.parametrize("word", ["parentElement", "setTriggerValue", "data:"])
def test_a_components_script_is_given(word: str) -> None:
    assert word in bundle("BidiComponent")


# --- Streamlit's page ---


def _address() -> None:
    import streamlit as st  # noqa: PLC0415 - this body runs as a script of its own

    names, modes = list(st.query_params), st.query_params.get_all("mode")
    last = st.query_params.get("mode")
    st.query_params.from_dict({"a": ["2", "1"]})
    st.json({"names": names, "modes": modes, "last": last, "written": st.query_params.get_all("a"),
             "kept": list(st.query_params)})


def test_the_address_holds_a_name_several_times_in_order() -> None:
    page = AppTest.from_function(_address)
    page.query_params["mode"] = ["rail", "gas"]
    page.query_params["at"] = "4/40/60"
    seen = json.loads(page.run().json[0].value)
    assert set(seen["names"]) == {"mode", "at"}
    assert (seen["modes"], seen["last"]) == (["rail", "gas"], "gas")
    assert (seen["written"], seen["kept"]) == (["2", "1"], ["a"])


def test_html_is_still_sanitised_and_runs_no_script_unasked() -> None:
    asked = inspect.signature(st.html).parameters["unsafe_allow_javascript"]
    assert asked.default is False
    part = bundle("Html")
    assert re.search(r"\.sanitize\(\w+,\w+\)", part)
    assert re.search(r"\{USE_PROFILES:\{html:!0\},FORCE_BODY:!0\}", part)


def test_a_key_is_still_a_class() -> None:
    assert re.search(r"`st-key-`\+\w+\.trim\(\)\.replaceAll\(/\[\^a-zA-Z0-9_-\]/g,`-`\)", bundle())


def _test_ids() -> list[str]:
    return sorted({name for sheet in ASSETS for name in
                   re.findall(r'data-testid=\\?"(\w+)', sheet.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("name", _test_ids())
def test_the_page_still_has_the_parts_that_are_styled(name: str) -> None:
    """Also in the scripts: a name that went would leave its rule without effect, and no error."""
    assert re.search(rf'[`"\']{name}[`"\']', bundle()), name


def test_settings_beside_the_script_are_read(tmp_path: Path) -> None:
    """An installed atlas has no .streamlit in its working folder, only beside its own code."""
    script = tmp_path / "app" / "asgi.py"
    found = get_main_script_streamlit_file_path(str(script), "config.toml")
    assert Path(found) == script.parent / ".streamlit" / "config.toml"


def test_the_page_still_sends_a_render_message_with_args() -> None:
    part = bundle("ComponentInstance")
    assert "streamlit:render" in part
    assert re.search(r"postMessage\(\{type:\w+\.RENDER,args:", part)


def test_the_frame_may_reach_its_page() -> None:
    """The camera and the lines of a session pass between the two; both must be of one origin."""
    assert "allow-same-origin" in bundle()
    assert "allow-scripts" in bundle()
