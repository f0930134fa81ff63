"""Rehearse an installation without a network, from a folder of wheels.

Run as `python -m tools.wheelhouse`, or `make wheelhouse`. With a network it fetches what
requirements.lock names, hashes checked; then, on a host with none, it installs that and the atlas
itself, as a wheel, into a new environment, and asks that for `check` and for pages. Needs Linux
(`unshare`). Exit code 1 if a step failed. `--out DIR` keeps the wheels, the atlas's own among them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

from tools.rehearsal import (
    ROOT,
    Steps,
    alone,
    ask,
    copy_tree,
    missing,
    note_answers,
    note_no_network,
    started,
)

PORT = 8501
_NAGGING = "Collecting usage statistics"
_IN_THE_WHEEL = {"app": "app", "geo": "geo", "data": "app/data", ".streamlit": "app/.streamlit"}
"""Where the folders of the tree lie in the wheel."""


def _environment(home: Path) -> dict[str, str]:
    """Nothing of this machine's settings but where its programs are."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "PIP_CONFIG_FILE": os.devnull,
            "TMPDIR": str(home), "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_CACHE_DIR": "1"}


def _fetch(steps: Steps, wheels: Path) -> bool:
    good = steps.run("fetch", "every file of the lock, hashes right", [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
        "--require-hashes", "--only-binary", ":all:", "--requirement", ROOT / "requirements.lock",
        "--dest", wheels])
    files = [path for path in wheels.iterdir() if path.suffix == ".whl"]
    size = sum(path.stat().st_size for path in files) / 2**20
    return steps.note("wheels", "there", f"{len(files)} wheels, {size:.0f} MiB",
                      good=bool(files)) and good


def _install(steps: Steps, work: Path, wheels: Path) -> bool:
    venv.create(work / "venv", with_pip=True)
    python, clean = work / "venv/bin/python", _environment(work)
    pip: list[str | Path] = [python, "-m", "pip"]
    here: list[str | Path] = ["--no-index", "--find-links", wheels]
    return (steps.run("install the lock", "from the wheels alone", [
                *pip, "install", "--quiet", *here, "--require-hashes",
                "--requirement", work / "tree/requirements.lock"], environment=clean)
            and steps.run("build the atlas", "a wheel", [
                *pip, "wheel", "--quiet", *here, "--no-deps", "--no-build-isolation",
                "--wheel-dir", work / "own", work / "tree"], environment=clean)
            and steps.run("install the atlas", "from its wheel", [
                *pip, "install", "--quiet", "--no-index", "--no-deps",
                *(work / "own").glob("*.whl")], environment=clean)
            and steps.run("what it needs", "nothing missing", [*pip, "check"], environment=clean))


def lacking(wheel: Path, tree: Path) -> list[str]:
    """The files of the tree that the app needs and the wheel has not."""
    with zipfile.ZipFile(wheel) as held:
        names = set(held.namelist())
    found = []
    for folder, place in _IN_THE_WHEEL.items():
        for path in sorted((tree / folder).rglob("*")):
            needed = path.is_file() and path.name != "ruff.toml" and "__pycache__" not in path.parts
            if needed and f"{place}/{path.relative_to(tree / folder).as_posix()}" not in names:
                found.append(path.relative_to(tree).as_posix())
    return found


def _use(steps: Steps, work: Path) -> None:
    """From an empty folder, so that nothing of the tree can help."""
    empty = work / "empty"
    empty.mkdir()
    command, clean = work / "venv/bin/corridor-atlas", _environment(work)
    steps.run("check", "the data it brings is found and good", [command, "check"], cwd=empty,
              environment=clean)
    log = work / "serve.log"
    with started([command, "serve", "--port", str(PORT)], PORT, log, cwd=empty,
                 environment=clean):
        note_answers(steps, PORT)
        status, body = ask(PORT, "/export/routes.geojson")
        drawn = len(json.loads(body)["features"]) if status == 200 else 0
        held = len(list((work / "tree/data/routes").glob("*.geojson")))
        steps.note("a file", f"/export/routes.geojson: {held} routes", f"{status}, {drawn} routes",
                   good=drawn == held)
    said = log.read_text(encoding="utf-8", errors="replace")
    steps.note("telemetry", "off", "on" if _NAGGING in said else "off", good=_NAGGING not in said)


def _inside(work: Path, wheels: Path) -> int:
    """What happens on the host without a network."""
    steps = Steps(headed=True)
    note_no_network(steps)
    if _install(steps, work, wheels):
        wheel = next((work / "own").glob("*.whl"))
        absent = lacking(wheel, work / "tree")
        steps.note("in the wheel", "code, assets, data, settings",
                   f"{wheel.stat().st_size / 2**10:.0f} KiB; lacks {len(absent)} files"
                   + (f", the first {absent[0]}" if absent else ""), good=not absent)
        _use(steps, work)
    return steps.failures


def _rehearse(work: Path, out: Path | None) -> int:
    wheels = out or work / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    copy_tree(work / "tree")
    steps = Steps()
    if not _fetch(steps, wheels):
        return 1
    code = subprocess.run(alone("tools.wheelhouse", "--inside", work, "--out", wheels),  # noqa: S603
                          cwd=ROOT, check=False).returncode
    if out and not code:
        for wheel in (work / "own").glob("*.whl"):
            shutil.copy2(wheel, out)
    return code


def main() -> int:
    """Rehearse; 0 if every step was good."""
    parser = argparse.ArgumentParser(description="Rehearse an installation without a network.")
    parser.add_argument("--out", type=Path, metavar="DIR", help="keep the wheels there")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        return min(_inside(arguments.inside, arguments.out), 1)
    if absent := missing(["unshare", "ip"]):
        print(f"the rehearsal needs {', '.join(absent)} (util-linux, iproute2)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="atlas-wheelhouse-") as folder:
        return _rehearse(Path(folder), arguments.out and arguments.out.resolve())


if __name__ == "__main__":
    sys.exit(main())
