"""The laws of the house, each a function from a tree of code to its breaches, in words."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

MOST_MODULES: Final = 20
_ROOTS: Final = ("geo", "app")
_READERS: Final = frozenset({"open", "read_text", "read_bytes", "read_file", "read_folder", "load"})


def modules(root: Path) -> list[Path]:
    """The modules of `geo` and `app`, relative to the tree; packages' `__init__` among them."""
    return sorted(path.relative_to(root) for name in _ROOTS for path in (root / name).rglob("*.py")
                  if "__pycache__" not in path.parts)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _chapter(parts: tuple[str, ...]) -> str:
    """The chapter of a module's dotted name: `geo.claims`, `app.screens`, or a module on top."""
    return ".".join(parts[:2])


def floors(architecture: str) -> Mapping[str, int]:
    """Chapters by floor, as docs/architecture.md lists them; those of `app` in their order."""
    numbered = re.findall(r"^\| (\d+) \| (geo/\w+) \|", architecture, re.MULTILINE)
    found = {name.replace("/", "."): int(floor) for floor, name in numbered}
    top = max(found.values())
    inside = re.findall(r"^\| (app/\w+) \|", architecture, re.MULTILINE)
    found.update({name.replace("/", "."): top + order for order, name in enumerate(inside, 1)})
    return found


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def floor_breaches(root: Path, levels: Mapping[str, int]) -> list[str]:
    """Imports that do not go down, and chapters that stand on no floor."""
    highest = max(levels.values()) + 1
    found = []
    for module in modules(root):
        own = _chapter(module.with_suffix("").parts)
        if own in ("geo.__init__", "app.__init__"):
            continue
        if own not in levels and module.parts[0] == "geo":
            found.append(f"{own}: stands on no floor")
        for name in _imported(root / module):
            parts = tuple(name.split("."))
            other = _chapter(parts)
            if parts[0] not in _ROOTS or other == own:
                continue
            if levels.get(other, highest) >= levels.get(own, highest):
                found.append(f"{module}: imports {name}")
    return found


def crowded_folders(root: Path) -> list[str]:
    """Folders with more modules than one can take in."""
    counts: dict[Path, int] = defaultdict(int)
    for module in modules(root):
        counts[module.parent] += module.name != "__init__.py"
    return [f"{folder}: {count} modules" for folder, count in counts.items()
            if count > MOST_MODULES]


def namesakes(root: Path) -> list[str]:
    """Modules of `geo`, or of `app`, that share a name."""
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for module in modules(root):
        if not module.name.startswith("__"):
            named[module.parts[0], module.stem].append(str(module))
    return [" and ".join(paths) for paths in named.values() if len(paths) > 1]


def words_to_avoid(glossary: str) -> frozenset[str]:
    """The words that stand in the third column of GLOSSARY.md."""
    cells = re.findall(r"^\|[^|]*\|[^|]*\|([^|]*)\|$", glossary, re.MULTILINE)
    return frozenset(word for cell in cells for word in re.findall(r"`(\w+)`", cell))


def _words(name: str) -> list[str]:
    return [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def _public(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and (
                not node.name.startswith("_")):
            yield node.name


def avoided_words(root: Path, avoided: frozenset[str]) -> list[str]:
    """Modules, classes and public functions with a word that the glossary avoids."""
    found = []
    for module in modules(root):
        names = (module.stem, *module.parent.parts, *_public(root / module))
        found += [f"{module}: {name}" for name in names
                  if any({word, word.removesuffix("s")} & avoided for word in _words(name))]
    return found


def _runs_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: everything but the bodies of functions."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _runs_at_import(child)


def read_at_import(root: Path) -> list[str]:
    """Modules of `geo` that read a file when they are imported."""
    found = []
    for module in modules(root):
        if module.parts[0] != "geo":
            continue
        for node in _runs_at_import(_tree(root / module)):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else (
                    called.id if isinstance(called, ast.Name) else "")
                if name in _READERS:
                    found.append(f"{module}:{node.lineno}: {name}")
    return found


def handed_on(root: Path) -> list[str]:
    """Packages whose `__init__` imports something: names are imported from where they are made."""
    return [str(module) for module in modules(root)
            if module.name == "__init__.py" and any(_imported(root / module))]


_PLAIN: Final = frozenset({"str", "int", "float", "bool", "Path", "tuple[str, ...]"})
_CACHES: Final = frozenset({"cache", "lru_cache", "cache_data", "cache_resource"})
_DATA: Final = frozenset({"load_atlas", "data_folder", "read_folder", "read_release", "build"})
_CHANGES: Final = frozenset({
    "add", "append", "appendleft", "clear", "discard", "extend", "insert", "move_to_end", "pop",
    "popitem", "remove", "setdefault", "update"})
_MAKING: Final = frozenset({"__init__", "__new__", "__post_init__"})
SERVER_STATE: Final = frozenset({
    "app/shared/atlas_cache.py: _folders",  # the folders that are served: each owns its atlas
    "app/shared/static_files.py: _first",
    "app/shared/static_files.py: _named",  # names of files on the disk, in the order of their use
    "app/server/jobs.py: PROCESSES", "app/server/downloads_api.py: SLOW",
    "app/server/downloads_api.py: QUICK", "app/server/downloads_api.py: _UNSENT"})
"""What modules hold and change: the server's own state, in which no result stands."""


def _last_name(node: ast.AST) -> str:
    """The last word of `a`, `a.b`, `a.b(...)` or `a.b[...]`."""
    if isinstance(node, ast.Call):
        return _last_name(node.func)
    if isinstance(node, ast.Subscript):
        return _last_name(node.value)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _changed(tree: ast.AST) -> Iterator[ast.expr]:
    """What is changed in place: `x` of `x[...] = ...`, of `del x[...]` and of `x.append(...)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node.value
        elif (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                and node.func.attr in _CHANGES):
            yield node.func.value


def _keeps_state(made: ast.ClassDef) -> bool:
    """Checks whether a method changes its object after it is made."""
    for method in made.body:
        if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) or method.name in _MAKING:
            continue
        written = (node for node in ast.walk(method)
                   if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store))
        if any(_last_name(getattr(node, "value", node)) == "self"
               for node in (*written, *_changed(method))):
            return True
    return False


def _at_top(node: ast.AST) -> Iterator[ast.AST]:
    """The statements of a module and its classes, functions as a whole."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _at_top(child)


def _cached_by_modules(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Caches of whole modules whose keys or values may be data."""
    for node in _at_top(tree):
        if isinstance(node, ast.Call) and _last_name(node.func) in _CACHES and (
                not isinstance(node.func, ast.Call)):
            yield node.lineno, _last_name(node)
        if not isinstance(node, ast.FunctionDef):
            continue
        marks = [mark for mark in node.decorator_list if _last_name(mark) in _CACHES]
        arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        keys = {ast.unparse(each.annotation) if each.annotation else "" for each in arguments}
        varied = node.args.vararg or node.args.kwarg
        asks = {_last_name(each) for each in ast.walk(node) if isinstance(each, ast.Call)} & _DATA
        if marks and (keys - _PLAIN or varied or asks or _last_name(marks[0]) not in {
                "cache", "lru_cache"}):
            yield node.lineno, node.name


def _held_by_modules(tree: ast.Module, stateful: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Names of a module that hold what changes."""
    changed = {node.id for node in _changed(tree) if isinstance(node, ast.Name)}
    changed |= {name for node in ast.walk(tree) if isinstance(node, ast.Global)
                for name in node.names}
    for node in tree.body:
        targets = (node.targets if isinstance(node, ast.Assign) else [node.target]
                   if isinstance(node, ast.AnnAssign | ast.AugAssign) else [])
        value = getattr(node, "value", None)
        for name in (target.id for target in targets if isinstance(target, ast.Name)):
            if name in changed or (isinstance(value, ast.Call) and _last_name(value) in stateful):
                yield node.lineno, name


def _hidden_in_objects(tree: ast.Module, stateful: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Values hidden in the slots of objects, and properties that begin empty and are filled."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and "cached_property" in map(
                _last_name, node.decorator_list):
            first = ast.unparse(node.body[-1]).removeprefix("return ")
            if first in {"{}", "[]", "set()"} or first.partition("(")[0] in stateful:
                yield node.lineno, node.name
        if (isinstance(node, ast.Attribute) and node.attr == "__dict__") or (
                isinstance(node, ast.Call) and _last_name(node) == "vars"):
            yield node.lineno, "__dict__"


def hidden_state(root: Path) -> list[str]:
    """Caches of data that no state of the data owns, and values that no field shows."""
    paths = modules(root)
    stateful = frozenset(node.name for path in paths for node in ast.walk(_tree(root / path))
                         if isinstance(node, ast.ClassDef) and _keeps_state(node))
    return [f"{path}:{line}: {name}" for path in paths for tree in (_tree(root / path),)
            for line, name in (*_cached_by_modules(tree), *_held_by_modules(tree, stateful),
                               *_hidden_in_objects(tree, stateful))
            if f"{path}: {name}" not in SERVER_STATE]
