"""Laws of the joiner: what is joined means what its modules mean, or is refused in words."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from geo.data.errors import AtlasError
from geo.web.modules import joined
from tests.conftest import ROOT
from tests.web.node import NO_NODE
from tools.browser_code import find_node

NODE = find_node()
FILES = {
    "shared/a.js": """/* import { nothing } from "./nowhere.js"; */
export const order = [];
order.push("a");
const hidden = "a's own";
export function own() { return hidden; }
""",
    "b.js": """import { order, own as ofA } from "./shared/a.js";

order.push("b");
const hidden = "b's own", text = "/* no comment */ export const x";
/** Types are for the checker. @type {string} */
export const both = [ofA(), hidden, /** @type {string} */ (text), typeof GIVEN, this === undefined];
export class Thing {}
export async function later() { return "later"; }
export function* many() { yield 1; }
""",
    "main.js": """import * as a from "./shared/a.js";
import {
  both, Thing,
  later, many,
} from "./b.js";

a.order.push("main");
const made = new Thing() instanceof Thing;
const found = { order: a.order, both, made, many: [...many()], given: GIVEN };
later().then((word) => { console.log(JSON.stringify({ ...found, word })); });
""",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "main.js"


def run(script: Path) -> str:
    if NODE is None:
        pytest.skip(NO_NODE)
    return subprocess.run([NODE, script], capture_output=True, text=True,  # noqa: S603
                          check=True).stdout


def test_each_module_runs_once_in_order_and_keeps_its_names_to_itself(tmp_path: Path) -> None:
    (tmp_path / "joined.cjs").write_text(joined(write(tmp_path, FILES), GIVEN="</script>\n'\""))
    found = json.loads(run(tmp_path / "joined.cjs"))
    assert found == {
        "order": ["a", "b", "main"], "word": "later", "made": True, "many": [1],
        "both": ["a's own", "b's own", "/* no comment */ export const x", "string", True],
        "given": "</script>\n'\""}


def test_a_default_export_is_that_of_the_script(tmp_path: Path) -> None:
    main = write(tmp_path, {**FILES, "main.js": 'import { both } from "./b.js";\n\n'
                            "export default function (data) { return [data, both[0]]; }\n"})
    (tmp_path / "script.mjs").write_text(joined(main))
    (tmp_path / "use.mjs").write_text('import draw from "./script.mjs";\n'
                                      "console.log(JSON.stringify(draw(1)));\n")
    assert json.loads(run(tmp_path / "use.mjs")) == [1, "a's own"]


def test_the_same_modules_give_the_same_script(tmp_path: Path) -> None:
    main = write(tmp_path, FILES)
    assert joined(main, GIVEN="") == joined(main, GIVEN="")
    assert str(tmp_path) not in joined(main)


@pytest.mark.parametrize(("text", "said"), [
    ('import x from "./b.js";', "import x from"),
    ('import { nobody } from "./b.js";', "does not export"),
    ('import { both, } from "./gone.js";', "missing"),
    ('import "./b.js";', 'import "./b.js"'),
    ('import { both } from "b";', "import"),
    ('  import { both } from "./b.js";', "import"),
    ("export let count = 0;", "export let"),
    ("export { both };", "export {"),
    ('export * from "./b.js";', "export *"),
    ("export default 5;", "export default"),
    ('const later = import("./b.js");', "import("),
    ("const here = import.meta.url;", "import.meta"),
    ("await later();", "await"),
    ('import { both } from "./main.js";', "import each other"),
])
def test_what_cannot_be_joined_is_refused_with_its_file(tmp_path: Path, text: str, said: str
                                                        ) -> None:
    main = write(tmp_path, {**FILES, "main.js": f"{text}\n"})
    with pytest.raises(AtlasError, match=r"(main|gone)\.js: ") as refused:
        joined(main)
    assert said in str(refused.value)


def test_every_script_of_the_atlas_can_be_joined_and_is_used() -> None:
    """None is refused, and no module lies about that nothing imports."""
    scripts = [path for folder in ("geo/web", "app") for path in (ROOT / folder).rglob("*.js")]
    texts = {path: joined(path) for path in scripts}
    assert all("import {" not in text for text in texts.values())
    imported = {(path.parent / address).resolve() for path in scripts for address in re.findall(
        r'^(?:import .*|\} )from "(.+)";$', path.read_text(encoding="utf-8"), re.MULTILINE)}
    named = "".join(path.read_text(encoding="utf-8") for folder in ("geo", "app")
                    for path in (ROOT / folder).rglob("*.py"))
    assert [path for path in scripts
            if path not in imported and f'{path.name}"' not in named] == []


def test_only_one_module_replaces_what_the_browser_has() -> None:
    """And none keeps anything on the window; the type checker refuses what no element has."""
    kept = re.compile(r"^\s*(?:delete )?\(?(?:(window|history|globalThis|parent|opener|navigator)"
                      r"\.\w+ = |Object\.assign\(window)", re.MULTILINE)
    found = {path.name for folder in ("geo/web", "app") for path in (ROOT / folder).rglob("*.js")
             if kept.search(path.read_text(encoding="utf-8"))}
    assert found == {"patches.js"}
