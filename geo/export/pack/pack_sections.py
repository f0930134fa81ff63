"""The sections of the offline pack's filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from geo.catalog.facets import LEGEND
from geo.data.schema import NOT_STATED
from geo.export.browser.line_symbols import option_symbol
from geo.presentation.extract import Extract
from geo.query.filter import OPTIONS


def sections_document(extract: Extract, routes: Iterable[Mapping[str, Any]],
                      more: Mapping[str, Iterable[str]], *, single: bool) -> list[dict[str, Any]]:
    """Returns the filter's sections. `more` has the words that scenes ask for.

    An option is `extra` if no route has it with all sources together: it is shown only if it is
    chosen, or if a route has it by the chosen sources.
    """
    words_known: dict[str, set[str]] = {name: set() for name in LEGEND}
    for route in routes:
        told = route["told"]
        for name, own_words in (
                *route["words"].items(),
                *(("statuses", words) for words in told["statuses"]["values"]),
                ("sponsors", (NOT_STATED, *(name for name, _ in told["sponsors"]))),
                ("sources", told["sources"])):
            words_known[name].update(own_words)
    sections = []
    for name, section in LEGEND.items():
        label: Callable[[str], str] = partial(section.label, extract.atlas)
        usual = section.options(extract.shown)
        further = (words_known[name] | set(more.get(name, ()))) - set(usual)
        others = [word for _, word in sorted((label(word), word) for word in further)]
        options = [{"word": word, "label": label(word), **option_symbol(name, word),
                    **({} if word in usual else {"extra": True})} for word in (*usual, *others)]
        if section.order:
            options.sort(key=lambda option: section.order.index(str(option["word"])))
        sections.append({"name": name, "option": OPTIONS[name], "title": section.title,
                         "folded": section.folded, "single": single and name == "sources",
                         "options": options})
    return sections
