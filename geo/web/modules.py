"""Joins ES modules to one script, for places where a browser cannot import files.

A page opened from a disk must not import its neighbours, and Streamlit runs a component from an
address that has none. Every module becomes a function that is called once, in the order in which
they need each other; what it exports is the object that the function returns:

    import { fold } from "./folding.js";      const { fold } = module0;
    import * as land from "./land.js";        const land = module1;
    export function draw() {}                 function draw() {}  ...  return { draw };

Comments on lines of their own and types, which only readers and checkers need, are left out. Of the
language only this is read: statements that begin a line, relative addresses, `export` before
`const`, `class`, `function` or `default function`. Everything else is refused, so that a script
that was joined means what its modules mean.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from geo.data.errors import AtlasError

_COMMENT: Final = re.compile(
    r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n|/\*\* @(?:type|param)\b.*?\*/ ?",
    re.MULTILINE | re.DOTALL)
_IMPORT: Final = re.compile(
    r'^import (?:\{([^}]*)\}|\* as (\w+)) from "(\.{1,2}/[\w./-]+\.js)";$', re.MULTILINE)
_EXPORT: Final = re.compile(
    r"^export (default )?((?:const|class|(?:async )?function\*?) (\w+)|(?=function \())",
    re.MULTILINE)
_REST: Final = re.compile(
    r"^\s*(?:import|export)\b(?!:).*$|\bimport\s*\(.*$|\bimport\.meta\b.*$|^await\b.*$",
    re.MULTILINE)
_NAME: Final = re.compile(r"(\w+)(?: as (\w+))?")


class _Joining:
    """The modules that an entry needs, in order, each with the names that it exports."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._exports: dict[Path, tuple[str, frozenset[str]]] = {}
        self._open: list[Path] = []

    def add(self, path: Path) -> tuple[str, frozenset[str]]:
        """Returns the variable of a module and what it exports; adds it and what it needs."""
        if path in self._open:
            circle = " > ".join(each.name for each in (*self._open[self._open.index(path):], path))
            raise AtlasError(f"{path}: modules that import each other cannot be joined: {circle}")
        if path not in self._exports:
            self._open.append(path)
            exported, text = self._read(path)
            self._open.pop()
            variable = f"module{len(self.texts)}"
            self.texts.append(f"const {variable} = (function () {{\n{text}\n}})();")
            self._exports[path] = variable, exported
        return self._exports[path]

    def _read(self, path: Path) -> tuple[frozenset[str], str]:
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise AtlasError(f"{path}: this module is missing ({error.strerror})") from error
        exports: dict[str, str] = {}

        def exported(statement: re.Match[str]) -> str:
            name = statement[3] or "defaultExport"
            exports["default" if statement[1] else name] = name
            return statement[2] or f"const {name} = "

        text = _COMMENT.sub("", text)
        text = _IMPORT.sub(lambda statement: self._imported(path, statement), text)
        text = _EXPORT.sub(exported, text)
        if left := _REST.search(text):
            raise AtlasError(f"{path}: this cannot be joined, write it as geo/web/modules.py says: "
                             f"{left[0].strip()}")
        pairs = ", ".join(f"{outer}: {name}" for outer, name in exports.items())
        return frozenset(exports), f'"use strict";\n{text.strip()}\nreturn {{ {pairs} }};'

    def _imported(self, path: Path, statement: re.Match[str]) -> str:
        target = (path.parent / statement[3]).resolve()
        variable, exported = self.add(target)
        if statement[2]:
            return f"const {statement[2]} = {variable};"
        names = [_NAME.fullmatch(name.strip()) for name in statement[1].split(",") if name.strip()]
        for name in names:
            if name is None or name[1] not in exported:
                raise AtlasError(f"{path}: {target.name} does not export what is imported: "
                                 f"{statement[1].strip()}")
        inner = ", ".join(f"{name[1]}: {name[2]}" if name[2] else name[1] for name in names if name)
        return f"const {{ {inner} }} = {variable};"


def joined(entry: Path, **constants: str) -> str:
    """Returns one script of a module and all that it imports, each of them run once.

    Each of `constants` becomes a constant of that name, which all modules see. If the entry has a
    default export, so has the script, which then is a module itself; else it is a plain script.
    Raises AtlasError for a missing module, a circle, and what is not joined.
    """
    joining = _Joining()
    variable, exported = joining.add(entry.resolve())
    given = [f"const {name} = {json.dumps(text)};" for name, text in constants.items()]
    body = "\n".join((*given, *joining.texts))
    if "default" not in exported:
        return f"(() => {{\n{body}\n}})();\n"
    return (f"const entry = (() => {{\n{body}\nreturn {variable}.default;\n}})();\n"
            "export default entry;\n")
