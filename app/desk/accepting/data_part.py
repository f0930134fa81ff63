"""Drafts what CHANGELOG.md says of the data of a release: what has changed since the last one."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from geo.catalog.catalog import Catalog
from geo.claims.wording import who_words
from geo.data.attributes import ATTRIBUTES
from geo.data.diff import Change
from geo.data.plural import plural

_WIDTH: Final = 116
_MOST_COUNTED: Final = 12
_MOST_NAMED: Final = 6
_ROWS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "sources": ("source", ""), "routes": ("route", ""), "corridors": ("corridor", ""),
    "places": ("place", ""), "regions": ("region", ""), "aliases": ("other name", ""),
    "relations": ("relation", ""),
    "disagreements": ("difference", ""),
    "not_mapped": ("system that is named and not drawn", "systems that are named and not drawn"),
    "naming": ("reason for a name", "reasons for names")})
_FIRST: Final = re.compile(r"^## (?:After )?(?P<name>\S+)$", re.MULTILINE)


def _counted(counts: Counter[str]) -> str:
    named = [f"{name} {count:,}" for name, count in counts.most_common(_MOST_COUNTED)]
    more = len(counts) - len(named)
    return ", ".join([*named, *([f"{more:,} more"] if more > 0 else [])])


def _claim_lines(changes: Sequence[Change], catalog: Catalog) -> Iterator[str]:
    """Yields sentences on claims: how many are new, by source and by subject; changed; gone."""
    claims = [change for change in changes if change.table == "claims"]
    new = [change.row.split("/") for change in claims if not change.field and not change.old]
    if new:
        sources = Counter(who_words(catalog.sources[words[2]]) for words in new
                          if words[2] in catalog.sources)
        yield f"**{plural(len(new), 'new claim')}** of {_counted(sources)}."
        subjects = Counter(catalog.name_of(words[0]) for words in new)
        attributes = Counter(ATTRIBUTES[words[1]].label.lower() for words in new
                             if words[1] in ATTRIBUTES)
        yield f"They are about {_counted(subjects)}; they say: {_counted(attributes)}."
    changed = {change.row for change in claims if change.field}
    gone = [change for change in claims if not change.field and not change.new]
    if changed:
        yield f"{plural(len(changed), 'claim')} mended."
    if gone:
        yield f"{plural(len(gone), 'claim')} taken out."


def _named(words: Sequence[str]) -> str:
    more = f"; {len(words) - _MOST_NAMED:,} more" if len(words) > _MOST_NAMED else ""
    return f"{'; '.join(words[:_MOST_NAMED])}{more}"


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("?", "!", ".")) else f"{sentence}."


def _other_lines(changes: Sequence[Change], catalog: Catalog) -> Iterator[str]:
    lines = [change for change in changes if change.table == "routes" and "vertices" in (
        change.old + change.new) and change.field == "line"]
    for table, (one, many) in _ROWS.items():
        rows = [change for change in changes if change.table == table and change not in lines
                and "vertices" not in change.old + change.new]
        new = [change for change in rows if not change.field and not change.old]
        gone = [change for change in rows if not change.field and not change.new]
        mended = {change.row for change in rows if change.field}
        if new:
            words = plural(len(new), f"new {one}", f"new {many}" if many else "")
            names = [change.row.partition("/")[0] if table == "not_mapped" else change.new
                     for change in new]
            yield _ended(f"{words}: {_named(names)}")
        if gone:
            yield f"{plural(len(gone), one, many)} taken out."
        if mended:
            yield f"{plural(len(mended), one, many)} mended."
    if lines:
        names = [catalog.name_of(each.row) for each in lines]
        yield f"{plural(len(lines), 'line')} redrawn: {_named(names)}."


def data_part(changes: Sequence[Change], catalog: Catalog) -> str:
    """Returns a list in Markdown of what changed in the data; blank where nothing did."""
    lines = [*_claim_lines(changes, catalog), *_other_lines(changes, catalog)]
    readings = sum(change.table == "readings" and not change.field and not change.old
                   for change in changes)
    if readings:
        lines.append(f"{plural(readings, 'claim')} confirmed by a second reading.")
    return "".join("\n".join(textwrap.wrap(
        line, _WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False,
        break_on_hyphens=False)) + "\n" for line in lines)


def with_data_part(history: str, release: str, words: str) -> str:
    """Returns CHANGELOG.md with the words on the data of a release.

    What stands there as “After” the release before belongs to this one from now on; without it a
    new part is begun.
    """
    words = f"{words.strip()}\n"
    first = _FIRST.search(history)
    if first is None:
        return f"{history.rstrip()}\n\n## {release}\n\n### Data\n\n{words}"
    begins = first.start()
    if not first[0].startswith("## After "):
        new = f"## {release}\n\n### Data\n\n{words}\n"
        return f"{history[:begins]}{new}{history[begins:]}"
    after = _FIRST.search(history, first.end())
    part = history[first.end():after.start() if after else len(history)]
    rest = history[after.start():] if after else ""
    if "\n### Data\n\n" in part:
        part = part.replace("\n### Data\n\n", f"\n### Data\n\n{words}", 1)
    else:
        part = f"\n\n### Data\n\n{words}{part.removeprefix(chr(10))}"
    return f"{history[:begins]}## {release}{part}{rest}"
