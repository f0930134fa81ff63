"""Writes the data dictionary of docs/data.md from the schema and the registry of attributes.

python -m tools.dictionary
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geo.data.attributes import ATTRIBUTES
from geo.data.schema import (
    BASES,
    DATE_QUALIFIERS,
    DIRECTIONS,
    MODES,
    OPPONENT_ROLES,
    RELATIONS,
    SCOPES,
    SOURCE_KINDS,
    SPONSOR_ROLES,
    STATUSES,
    TABLES,
)

PAGE = Path(__file__).parents[1] / "docs" / "data.md"
BEGIN = "<!-- dictionary: made by `python -m tools.dictionary`; a test holds it to the schema -->\n"
END = "<!-- end of dictionary -->\n"


def _tables() -> Iterator[str]:
    for table in TABLES.values():
        yield f"**{table.file}**: {table.meaning}\n\n| column | meaning |\n|---|---|\n" + "".join(
            f"| {column.name} | {column.meaning}{'' if column.required else ' (may be blank)'} |\n"
            for column in table.columns)


def _attributes() -> str:
    return ("**Attributes** of a claim:\n\n| attribute | meaning | units | lasting or timely |\n"
            "|---|---|---|---|\n" + "".join(
                f"| {each.name} | {each.meaning} | {', '.join(each.units) or 'none'} | "
                f"{'lasting' if each.lasting else 'timely'} |\n" for each in ATTRIBUTES.values()))


def _codes() -> Iterator[str]:
    def plain(words: object) -> str:
        return "; ".join(f"`{word}`" for word in words)  # type: ignore[attr-defined]

    def meant(words: object) -> str:
        return "; ".join(f"`{word}` ({meaning})"
                         for word, meaning in words.items())  # type: ignore[attr-defined]

    yield f"**Modes**: {plain(MODES)}.\n"
    yield f"**Statuses**: {plain(STATUSES)}.\n"
    yield f"**Directions**: {meant(DIRECTIONS)}.\n"
    yield (f"**Qualifiers** of a number or date: {plain(DATE_QUALIFIERS)} (of a date: the latest "
           "that was said).\n")
    yield f"**Scopes** of a claim: {meant(SCOPES)}.\n"
    yield (f"**Roles** of a sponsor: {plain(SPONSOR_ROLES)}; of an opponent: "
           f"{plain(OPPONENT_ROLES)}.\n")
    yield f"**Kinds** of source: {meant(SOURCE_KINDS)}.\n"
    yield f"**Basis of a line**: {meant(BASES)}.\n"
    yield f"**Relations**: {plain(RELATIONS)}.\n"


def dictionary() -> str:
    """Returns the dictionary in Markdown."""
    return "\n".join((*_tables(), _attributes(), *_codes()))


def main() -> None:
    """Writes the dictionary between its two marks."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}{dictionary()}\n{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
