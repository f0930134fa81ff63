"""Write sbom.json and docs/dependencies.md: what is installed with the atlas, and its licences.

Run as `python -m tools.sbom`, or `make sbom`. What there is comes from requirements.lock, licences
from what is installed. CycloneDX 1.6, with no date and no random number, so that the same lock
gives the same bytes; `--check` writes nothing and exits with 1 where they differ.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import tomllib
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.licences import BUNDLED, EXCEPTIONS, READ, licence_of

ROOT = Path(__file__).parent.parent
LOCK, SBOM, LIST = ROOT / "requirements.lock", ROOT / "sbom.json", ROOT / "docs/dependencies.md"
_PINNED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?: ; (?P<marker>[^\\]+?))? *\\?$")
_VIA = re.compile(r"    #(?: via| +)(?: ([^\s(]+).*)?$")
_OURS = "corridor-atlas"
_HEAD = """\
Made by `make sbom` from requirements.lock and the packages' own metadata; `sbom.json` says the same
for programs (CycloneDX). Why each direct dependency is there stands in docs/architecture.md."""
_INSIDE = """\
Libraries and fonts that the packages bring along. Those under the LGPL, or the GPL with GCC's
exception, are shared libraries, loaded unchanged. pillow, pyarrow and pypdfium2 bring many more,
and list them themselves: `pillow-*.dist-info/sboms/`, `pyarrow-*.dist-info/licenses/LICENSE.txt`,
`pypdfium2-*.dist-info/licenses/BUILD_LICENSES/`."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """One entry of the lock; `marker` says on which Pythons or systems, `via` who asks for it."""

    name: str
    version: str
    marker: str
    via: tuple[str, ...]

    @property
    def ref(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


def read_lock(text: str) -> list[Pinned]:
    """The entries of a lock, in its order."""
    found: list[Pinned] = []
    for block in re.split(r"\n(?=[a-z0-9])", text):
        lines = block.splitlines()
        head = _PINNED.match(lines[0]) if lines else None
        if head:
            via = (match[1] for line in lines[1:] if (match := _VIA.match(line)) and match[1])
            found.append(Pinned(head["name"], head["version"], (head["marker"] or "").strip(),
                                tuple(sorted(via))))
    return found


def _licences(expression: str) -> list[dict[str, Any]]:
    if " " in expression:
        return [{"expression": expression}]
    return [{"license": {"id": expression}}]


def _component(entry: Pinned) -> dict[str, Any]:
    properties = [{"name": "python:marker", "value": entry.marker}] if entry.marker else []
    if entry.name in READ:
        properties.append({"name": "licence:read-in", "value": READ[entry.name].where})
    made: dict[str, Any] = {
        "type": "library", "bom-ref": entry.ref, "name": entry.name, "version": entry.version,
        "licenses": _licences(licence_of(entry.name)), "purl": entry.ref}
    if properties:
        made["properties"] = properties
    if entry.name in BUNDLED:
        made["components"] = [
            {"type": "library", "bom-ref": f"{entry.ref}#{name}", "name": name,
             "licenses": _licences(licence)} for name, licence in BUNDLED[entry.name]]
    return made


def _project() -> dict[str, Any]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"type": "application", "bom-ref": _OURS, "name": project["name"],
            "version": project["version"], "licenses": _licences(project["license"])}


def sbom() -> str:
    """The bill of materials as JSON."""
    text = LOCK.read_text(encoding="utf-8")
    entries = read_lock(text)
    asks: dict[str, set[str]] = {_OURS: set()}
    for entry in entries:
        asks.setdefault(entry.name, set())
        for by in entry.via:
            # requirements.in, the other root, is ours as well: it names what builds the atlas.
            asks.setdefault(_OURS if by == "-r" else by, set()).add(entry.ref)
    refs = [(_OURS, _OURS), *((entry.ref, entry.name) for entry in entries)]
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "metadata": {"component": _project(),
                     "properties": [{"name": "requirements.lock:sha256", "value": digest}]},
        "components": [_component(entry) for entry in entries],
        "dependencies": [{"ref": ref, "dependsOn": sorted(asks[name])} for ref, name in refs],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _row(entry: Pinned) -> str:
    by = ", ".join("the atlas" if each == _OURS else "building" if each == "-r" else each
                   for each in entry.via)
    when = f" ({entry.marker.replace('python_full_version', 'Python')})" if entry.marker else ""
    return f"| {entry.name} | {entry.version}{when} | {licence_of(entry.name)} | {by} |"


def licence_list() -> str:
    """The same for people, in Markdown."""
    entries = read_lock(LOCK.read_text(encoding="utf-8"))
    lines = [
        "# What is installed with the atlas", "",
        _HEAD, "",
        "| package | version | licence | asked for by |", "|---|---|---|---|",
        *(_row(entry) for entry in entries), "",
        "## Licences that a person read", "",
        "The metadata of these says it in free words or not at all.", "",
        "| package | licence | read in |", "|---|---|---|",
        *(f"| {name} | {read.licence} | {read.where} |" for name, read in READ.items()), "",
        "## Exceptions", "",
        "Every licence but these asks for no more than a notice.", "",
        "| package | licence | why it may stay |", "|---|---|---|",
        *(f"| {name} | {licence} | {why} |" for name, (licence, why) in EXCEPTIONS.items()), "",
        "## Inside the wheels", "",
        _INSIDE, "",
        "| package | brings | licence |", "|---|---|---|",
        *(f"| {name} | {inner} | {licence} |"
          for name, inside in BUNDLED.items() for inner, licence in inside)]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write both files, or check them."""
    parser = argparse.ArgumentParser(description="Write sbom.json and docs/dependencies.md.")
    parser.add_argument("--check", action="store_true", help="only say whether they are as made")
    check = parser.parse_args().check
    wrong = 0
    for path, text in ((SBOM, sbom()), (LIST, licence_list())):
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            wrong = 1
            print(f"{path.relative_to(ROOT)}: not as requirements.lock says; run make sbom")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
