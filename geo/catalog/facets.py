"""The facets of the filter, and the label of each of their options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.catalog.catalog import Catalog
from geo.claims.wording import STATUS_WORDS, who_words
from geo.data.countries import country_name
from geo.data.schema import BASIS_WORDS, MODE_WORDS, NOT_STATED, OVERLAY, OVERLAY_FLAG
from geo.query.filter import EVIDENCE, OPTIONS, Filter


@dataclass(frozen=True, slots=True)
class Section:
    """One facet of the filter.

    `name` is the filter's field. `order` is the fixed order of its options; where it is empty they
    stand in alphabetical order. A `folded` facet starts closed.
    """

    name: str
    title: str
    label: Callable[[Catalog, str], str]
    order: tuple[str, ...] = ()
    folded: bool = False

    @property
    def key(self) -> str:
        """The key of its widget: `filter-mode`."""
        return f"filter-{OPTIONS[self.name]}"

    def options(self, catalog: Catalog) -> list[str]:
        """Returns its words that some route of the catalog has, in the order they are shown."""
        catalog_words = catalog.known_words[self.name]
        if self.order:
            return [word for word in self.order if word in catalog_words]
        return sorted(catalog_words, key=lambda word: (word == NOT_STATED,
                                                       self.label(catalog, word).casefold(), word))


def _corridor(catalog: Catalog, word: str) -> str:
    return catalog.corridors[word].name if word in catalog.corridors else "No corridor named"


def _source(catalog: Catalog, word: str) -> str:
    source = catalog.sources[word]
    return f"{who_words(source)} ({source.published[:4]})"


def _region(catalog: Catalog, word: str) -> str:
    region = catalog.regions.get(word)
    return f"{region.name} ({country_name(region.country)})" if region else word


_ROLE_LABELS: Mapping[str, str] = MappingProxyType({
    "featured": "Featured routes", "context": "Connecting lines",
    OVERLAY: OVERLAY_FLAG.capitalize()})

LEGEND: Mapping[str, Section] = MappingProxyType({section.name: section for section in (
    Section("corridors", "Corridor", _corridor),
    Section("modes", "Mode", lambda _, word: MODE_WORDS[word], tuple(MODE_WORDS)),
    Section("statuses", "Status", lambda _, word: STATUS_WORDS[word], tuple(STATUS_WORDS)),
    Section("roles", "Role", lambda _, word: _ROLE_LABELS[word], tuple(_ROLE_LABELS)),
    Section("bases", "How sure the line is",
            lambda _, word: f"{word.capitalize()}: {BASIS_WORDS[word]}", tuple(BASIS_WORDS)),
    Section("countries", "Country", lambda _, word: country_name(word), folded=True),
    Section("regions", "Region", _region, folded=True),
    Section("sponsors", "Sponsor",
            lambda _, word: "No sponsor in the sources" if word == NOT_STATED else word,
            folded=True),
    Section("sources", "Source", _source, folded=True),
    Section("evidence", "Evidence", lambda _, word: EVIDENCE[word], tuple(EVIDENCE), folded=True),
)})
"""The facets by name, in the order they are shown."""


def filter_words(catalog: Catalog, wanted: Filter) -> Iterable[str]:
    """Yields what a filter asks for, one line per facet in use: `Mode: Railway or Road`."""
    for section in LEGEND.values():
        chosen_words = getattr(wanted, section.name)
        if chosen_words:
            labels = [section.label(catalog, word) for word in section.options(catalog)
                      if word in chosen_words]
            yield f"{section.title}: {' or '.join(labels)}"
    if wanted.text:
        yield f"Search: {wanted.text}"


_COMMON = ("modes", "statuses", "evidence")
"""The facets whose words are no names, so that they stand in small letters within a sentence."""


def _within_a_sentence(catalog: Catalog, section: Section, word: str) -> str:
    if section.name == "bases":
        return f"{word} line"
    label = section.label(catalog, word)
    said = label[:1].lower() + label[1:] if word == NOT_STATED or section.name in _COMMON else label
    return f"told by {said}" if section.name == "sources" else said


def asked_words(catalog: Catalog, wanted: Filter) -> Iterable[str]:
    """Yields what a filter asks for as parts of a sentence: `rail or road`, `named “Zangezur”`."""
    for section in LEGEND.values():
        chosen_words = getattr(wanted, section.name) & catalog.known_words[section.name]
        if chosen_words:
            yield " or ".join(_within_a_sentence(catalog, section, word)
                              for word in section.options(catalog) if word in chosen_words)
    if wanted.text:
        yield f"named “{wanted.text}”"
