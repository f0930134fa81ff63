"""Dossiers for the offline pack: trees of plain values that the page turns into text and elements.

A node is a text; or a list of `tag` or `tag.class` and its child nodes; or one of the mappings
`{"mark": i}` (a citation), `{"open": id}` (a name, and what it opens) and `{"claims": id}` (the
claims about a route, corridor or place). Tags come from this module, texts from the data, and
nothing that comes from the data is ever a tag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.names import other_names
from geo.claims.staleness import age_words, marks
from geo.claims.wording import (
    citation_words,
    date_words,
    mode_words,
    qualifier_words,
    scoped_words,
    source_words,
    value_words,
    who_words,
)
from geo.data.attributes import ATTRIBUTES
from geo.data.countries import countries_words, country_name
from geo.data.geodesy import drawn_km, share
from geo.data.records import Claim, Relation
from geo.data.schema import BASIS_WORDS, OVERLAY, OVERLAY_FLAG, PLACE_KINDS, RELATIONS
from geo.presentation.extract import INDICATIVE
from geo.presentation.sentence import sentence
from geo.presentation.statement import route_statement, status_words

Node = str | list[Any] | dict[str, Any]

_FIGURES = ("status", "length", "capacity", "throughput", "start", "completion", "cost",
            "transit-time", "gauge")


class Book:
    """Claims, citations and sources, each written once and then named by its number.

    `catalog` is what is exported, `atlas` is where names are looked up. A place is the number of
    its source, and the document, section and lines in words.
    """

    def __init__(self, catalog: Catalog, atlas: Catalog) -> None:
        self.catalog, self.atlas = catalog, atlas
        self.sources: list[dict[str, str]] = []
        self.places: list[list[Any]] = []
        self.claims: list[dict[str, Any]] = []
        self.names: dict[str, str] = {}
        self._sources: dict[str, int] = {}
        self._places: dict[tuple[str, str, str], int] = {}
        self._claims: dict[Claim, int] = {}

    @property
    def written(self) -> tuple[Claim, ...]:
        """The claims written so far."""
        return tuple(self._claims)

    def named(self, subject: str) -> str:
        """Notes that the page must know the name of a route, corridor or place; returns its id."""
        self.names[subject] = self.atlas.name_of(subject)
        return subject

    def source(self, source_id: str) -> int:
        """Returns the number of a source: its words in brief and in full, and its view."""
        if source_id not in self._sources:
            source = self.atlas.sources[source_id]
            self._sources[source_id] = len(self.sources)
            self.sources.append({
                "who": who_words(source), "year": source.published[:4],
                "full": source_words(source), "view": source.perspective})
        return self._sources[source_id]

    def place(self, cited: Claim | Relation) -> int:
        """Returns the number of the place in a document where a claim is printed."""
        key = (cited.source_id, cited.section, cited.lines)
        if key not in self._places:
            source = self.atlas.sources[cited.source_id]
            citation = citation_words(source, cited.section, cited.lines)
            self._places[key] = len(self.places)
            self.places.append([self.source(cited.source_id),
                                citation.removeprefix(f"{source_words(source)}. ")])
        return self._places[key]

    def claim(self, claim: Claim) -> int:
        """Returns the number of a claim. Blank properties are left out of it."""
        if claim not in self._claims:
            siblings = self.catalog.claims_about(claim.subject_id)
            properties = {
                "value": value_words(claim), "role": qualifier_words(claim),
                "place": self.place(claim),
                "marks": [[mark.kind, mark.reason]
                          for mark in marks(claim, siblings, self.catalog.today)],
                "printed": claim.printed, "date": date_words(claim.as_of),
                "age": age_words(claim, self.catalog.today), "note": claim.note}
            self._claims[claim] = len(self.claims)
            self.claims.append({name: value for name, value in properties.items() if value not in
                                ("", [])})
        return self._claims[claim]

    def groups(self, claims: Iterable[Claim]) -> list[list[Any]]:
        """Groups claims by attribute, in the registry's order: a label and the claims' numbers."""
        grouped = tuple(claims)
        return [
            [attribute.label, [self.claim(claim) for claim in grouped if claim.attribute == name]]
            for name, attribute in ATTRIBUTES.items()
            if any(claim.attribute == name for claim in grouped)
        ]


def _opener(book: Book, subject: str) -> Node:
    return {"open": book.named(subject)}


def _between(nodes: Iterable[Node], gap: str) -> Iterator[Node]:
    for i, node in enumerate(nodes):
        if i:
            yield gap
        yield node


def _figure(book: Book, entry: RouteEntry, attribute: str) -> Node:
    figure_statement, label = (
        route_statement(book.catalog, entry, attribute),
        ["dt", ATTRIBUTES[attribute].label],
    )
    if not figure_statement.first:
        return ["div", label, ["dd.atlas-missing", figure_statement.words]]
    nodes = (node for piece in figure_statement.pieces for node in (
        piece.lead + piece.value, {"mark": book.place(piece.claim)},
        *([["span.atlas-more", piece.scope]] if piece.part else [])))
    more = [["span.atlas-more", f" {figure_statement.more}"]] if figure_statement.more else []
    return ["div", label, ["dd", *nodes, *more,
                           *(["span.atlas-mark", flag] for flag in figure_statement.flags)]]


def _names(book: Book, subject: str) -> Iterator[Node]:
    """Yields the other names of a subject, and why the atlas shows the one it shows."""
    names = [["bdi", name] for name in other_names(book.atlas, subject)]
    if names:
        yield ["p.atlas-aliases", "Also: ", *_between(names, "; ")]
    naming = book.atlas.naming.get(subject)
    if naming:
        yield ["details", ["summary", "Why this name is shown"], naming.reason]


def _head(book: Book, entry: RouteEntry) -> Iterator[Node]:
    route = entry.route
    corridors = (_opener(book, corridor) for corridor in route.corridor_ids)
    yield ["p.atlas-eyebrow", *_between(
        (mode_words(route), status_words(entry), *corridors), " · ")]
    yield ["h2", route.name]
    yield from _names(book, entry.route_id)
    ends = [OVERLAY_FLAG.capitalize()] if entry.is_overlay else [
        _opener(book, route.from_place), " → ", _opener(book, route.to_place)]
    yield ["p.atlas-way", *ends, ["br"], countries_words(route)]
    if route.via_places:
        via = (_opener(book, place) for place in route.via_places)
        yield ["details", ["summary", f"by way of {len(route.via_places)} places"],
               *_between(via, " → ")]


def _line(entry: RouteEntry) -> Iterator[Node]:
    alignment, stated = entry.alignment, entry.headline("length")
    drawn = drawn_km(alignment.line)
    ratio = share(drawn, stated) if stated else None
    comparison = (f"{ratio:.2f} of the stated {value_words(stated)}" if stated and ratio else
                  "no length of the whole is stated")
    yield ["h3", "The line on the map"]
    yield ["p.atlas-basis", ["strong", alignment.basis.capitalize()],
           f": {BASIS_WORDS[alignment.basis]}. {alignment.basis_note}"]
    if alignment.basis not in ("surveyed", OVERLAY):
        yield ["p.atlas-basis", INDICATIVE.format(basis=alignment.basis)]
    yield ["p.atlas-basis", f"Drawn length {drawn:,.0f} km (geodesic, WGS84), {comparison}.",
           " A drawn length never stands in for a stated one."]


def _differences(book: Book, subject: str) -> Iterator[Node]:
    differences = book.catalog.differences(subject)
    if differences:
        yield ["h3", "Where claims differ"]
    for difference in differences:
        sides = [["div", ["strong", scoped_words(claim)], {"mark": book.place(claim)}, ["br"],
                  f"“{claim.printed}”", ["br"],
                  ["span.atlas-note", who_words(book.atlas.sources[claim.source_id]),
                   f" · as of {date_words(claim.as_of)}"]] for claim in difference.claims]
        yield ["section.atlas-differ", ["h4", difference.question, " ",
                                       ["span.atlas-mark", difference.words]],
               ["div.atlas-sides", *sides], ["p", difference.why]]


def _relations(book: Book, subject: str) -> Iterator[Node]:
    relations = [relation for relation in book.catalog.relations
                 if subject in (relation.subject_id, relation.object_id)]
    if relations:
        yield ["h3", "Relations"]
        yield ["ul", *(["li", _opener(book, relation.subject_id),
                        ["em", f" {RELATIONS[relation.relation]} "],
                        _opener(book, relation.object_id), {"mark": book.place(relation)}]
                       for relation in relations)]


def _context(book: Book, entry: RouteEntry) -> Iterator[Node]:
    """Yields the claims about the corridors and places that a route belongs to."""
    route = entry.route
    claim_counts = [(subject, len(book.catalog.claims_about(subject))) for subject in dict.fromkeys(
        (*route.corridor_ids, route.from_place, *route.via_places, route.to_place))]
    if any(count for _, count in claim_counts):
        yield ["h3", "Its corridors and places"]
    for subject, count in claim_counts:
        if count:
            claims = f" · {count} claim{'' if count == 1 else 's'}"
            yield ["details", ["summary", book.atlas.name_of(subject), claims],
                   {"claims": subject}]


def route_dossier(book: Book, entry: RouteEntry) -> dict[str, Any]:
    """Returns a route's dossier.

    `said` numbers the citations of the sentence, `claims` groups the claims, `nodes` is what is
    shown.
    """
    numbers_by_place: dict[int, int] = {}

    def number(claim: Claim) -> str:
        return f"[{numbers_by_place.setdefault(book.place(claim), len(numbers_by_place) + 1)}]"

    text = sentence(book.atlas, entry, number)
    groups = book.groups(entry.claims)
    claims: list[Node] = [{"claims": entry.route_id}] if groups else [
        ["p.atlas-missing", "No document in the atlas makes a claim about this route itself."]]
    return {"said": list(numbers_by_place), "claims": groups, "nodes": [
        *_head(book, entry), ["p.atlas-sentence", text],
        ["dl", *(_figure(book, entry, name) for name in _FIGURES)],
        *_differences(book, entry.route_id), *_line(entry), ["h3", "Every claim"], *claims,
        *_relations(book, entry.route_id), *_context(book, entry)]}


def _subject_head(book: Book, subject: str) -> Iterator[Node]:
    corridor = book.atlas.corridors.get(subject)
    if corridor:
        yield ["p.atlas-eyebrow", "Corridor"]
        yield ["h2", corridor.name]
        yield from _names(book, subject)
        yield ["p.atlas-way", corridor.summary]
        return
    place = book.atlas.places[subject]
    country = f" · {country_name(place.country)}" if place.country else ""
    yield ["p.atlas-eyebrow", PLACE_KINDS[place.kind].capitalize() + country]
    yield ["h2", place.name]
    yield from _names(book, subject)
    yield ["p.atlas-way", f"{place.lat:.5f}° N, {place.lon:.5f}° E; coordinates: {place.origin}"]


def subject_dossier(book: Book, subject: str) -> dict[str, Any]:
    """Returns the dossier of one corridor or place, shaped like a route's dossier."""
    groups = book.groups(book.catalog.claims_about(subject))
    claims: list[Node] = [["h3", "Every claim"], {"claims": subject}] if groups else [
        ["p.atlas-missing", "No document in the atlas makes a claim about it."]]
    routes = [["li", _opener(book, entry.route_id)] for entry in book.catalog.entries
              if subject in subjects_of(entry)]
    return {"said": [], "claims": groups, "nodes": [
        *_subject_head(book, subject), *_differences(book, subject), *claims,
        *_relations(book, subject), ["h3", "Routes"], ["ul", *routes]]}


def subjects_of(entry: RouteEntry) -> tuple[str, ...]:
    """Returns the corridors and places of a route, each once."""
    route = entry.route
    return tuple(subject for subject in dict.fromkeys((
        *route.corridor_ids, route.from_place, *route.via_places, route.to_place)) if subject)
