"""The schema of the data: every table, column, code and unit, stated once.

The loader, the checks, the data dictionary (docs/data.md) and `datapackage.json` are all made from
this module, so none of them can say something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

ColumnKind = Literal["id", "ids", "code", "codes", "country", "countries", "text", "texts",
                     "date", "number", "lines", "value", "period", "address", "hash", "words"]

MODES: Mapping[str, str] = MappingProxyType({
    "rail": "Rail",
    "road": "Road",
    "multimodal": "Multimodal",
    "sea": "Sea",
    "oil": "Oil pipeline",
    "gas": "Gas pipeline",
    "power": "Power cable",
    "digital": "Digital cable",
})
STATUSES: Mapping[str, str] = MappingProxyType({
    "operating": "Operating",
    "under-construction": "Under construction",
    "planned": "Planned",
    "proposed": "Proposed",
    "suspended": "Suspended",
    "closed": "Closed",
})
DIRECTIONS: Mapping[str, str] = MappingProxyType({
    "both": "Both ways",
    "from-to": "One way, in the order of its places",
})
"""Which way goods move along a route, as a source says it."""
ROLES: Mapping[str, str] = MappingProxyType({
    "featured": "the documents speak of it",
    "context": "a route that connects, drawn quietly",
})
BASES: Mapping[str, str] = MappingProxyType({
    "surveyed": "from a survey or an as-built record",
    "traced": "drawn along the built or published alignment",
    "schematic": "drawn through known places",
    "conceptual": "nobody has published a line",
})
QUALIFIERS: Mapping[str, str] = MappingProxyType({
    "exact": "",
    "about": "about",
    "at-least": "at least",
    "up-to": "up to",
    "more-than": "more than",
    "designed": "by design",
    "potential": "potentially",
    "forecast": "forecast",
    "target": "target",
})
DATE_QUALIFIERS: Mapping[str, str] = MappingProxyType({**QUALIFIERS, "by": "by"})
"""The qualifiers of a date: those of a number, and `by`, the latest date stated."""
SOURCE_KINDS: Mapping[str, str] = MappingProxyType({
    "report": "a report",
    "article": "an article or commentary",
    "news": "a news text",
    "operator": "a page of whoever operates or owns it",
    "authority": "a page of a ministry, a regulator or another public authority",
    "bank": "a page of a development bank",
    "trade-press": "a trade journal",
    "reference": "a public reference work",
})
SCOPES: Mapping[str, str] = MappingProxyType({
    "part": "it is about a part of the subject",
    "wider": "it is about something wider, of which the subject is a part",
    "compared": "it is about what the subject is compared with",
})
"""The scopes of a claim that is not about its subject as a whole."""
LOOKED_AT: Mapping[str, str] = MappingProxyType({
    "value": "that our words say what the printed words say",
    "subject": "that it is said of this subject",
    "scope": "that it is said of the whole, or of the part named",
    "attribute": "that it says what the attribute means",
    "status": "that the status fits the printed words",
    "actor": "who is named, and in which role",
    "hedge": "how firmly it is said",
    "range": "both ends of a range",
    "period": "the period that is counted, and the day for which it holds",
})
"""The sides of a claim that a second, independent reading may confirm."""
RELATIONS: Mapping[str, str] = MappingProxyType({
    "part-of": "is part of",
    "continues-as": "continues as",
    "competes-with": "competes with",
    "alternative-to": "is an alternative to",
    "would-divert-from": "would divert traffic from",
    "feeds": "feeds",
    "parallel-to": "runs parallel to",
    "extends": "extends",
})
REASONS: Mapping[str, str] = MappingProxyType({
    "definition": "they count different things",
    "date": "they were made at different times",
    "scope": "they speak of different parts or ends",
    "rounding": "one is the other, rounded",
    "value": "they contradict each other",
    "not-stated": "the sources do not say why",
})
SPONSOR_ROLES: Mapping[str, str] = MappingProxyType({
    "funder": "funder",
    "builder": "builder",
    "developer": "developer",
    "operator": "operator",
    "promoter": "promoter",
    "guarantor": "guarantor",
    "supporter": "in favour",
    "party": "takes part",
    "buyer": "buyer",
    "expected": "expected",
})
OPPONENT_ROLES: Mapping[str, str] = MappingProxyType({
    "opposes": "opposes",
    "warns": "warns",
    "denounces": "denounces",
    "reserved": "has reservations",
})
NOTE_PROBLEMS: Mapping[str, str] = MappingProxyType({
    "number": "the number",
    "unit": "the unit",
    "subject": "which route, corridor or place it belongs to",
    "outdated": "it is out of date",
    "source": "the source says something else",
    "wording": "the wording",
    "other": "something else",
})
"""What a reader may find wrong with a value."""

NOTE_STATES: Mapping[str, str] = MappingProxyType({
    "open": "nobody has answered it yet",
    "settled": "a curator has answered it",
})
PLACE_KINDS: Mapping[str, str] = MappingProxyType({
    "capital": "capital city",
    "city": "city",
    "town": "town or village",
    "station": "railway station or halt",
    "port": "port",
    "border-crossing": "border crossing",
    "terminal": "oil or gas terminal",
    "pumping-station": "oil pumping station",
    "compressor-station": "gas compressor station",
    "pass": "mountain pass",
    "bridge": "bridge",
    "junction": "junction",
    "landing-point": "where a cable or pipeline comes ashore",
    "waypoint": "a named bend, valley, cape or strait",
})
NOT_MAPPED_KINDS: Mapping[str, str] = MappingProxyType({**MODES, "port": "Port"})
"""What a system is that sources name and the atlas does not draw."""

SCRIPTS: Mapping[str, str] = MappingProxyType({
    "latin": "Latin",
    "cyrillic": "Cyrillic",
    "arabic": "Arabic",
    "armenian": "Armenian",
    "georgian": "Georgian",
    "han": "Han",
})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `refers_to` names the table (or tables) whose ids it holds."""

    name: str
    meaning: str
    kind: ColumnKind = "text"
    required: bool = True
    codes: Mapping[str, str] | None = None
    refers_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file. `key` names the columns that no two rows share; rows are sorted by `order`.

    `former` is the name of the file in past releases, which still open. A folder made before the
    table was added opens without the file of an `optional` one. One that is not `released` stays
    with the folder: no release, comparison or file for readers has it.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]
    former: str = ""
    optional: bool = False
    released: bool = True

    @property
    def file(self) -> str:
        """The file's name inside the data folder."""
        return f"{self.name}.csv"

    @property
    def column_names(self) -> tuple[str, ...]:
        """The header row."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Returns one column by its name. Raises StopIteration where there is none."""
        return next(column for column in self.columns if column.name == name)


def _citation(lines: Column) -> tuple[Column, ...]:
    return (
        Column("source_id", "who says it", "id", refers_to=("sources",)),
        Column("section", "the heading above those lines; blank where the document has none",
               required=False),
        lines,
        Column("printed", "the figure or the few words as the document prints them"),
        Column("note", "scope, whose claim it is, why it may differ; our words", required=False),
    )


TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in (
    Table("sources", "the documents, one row per article or report", (
        Column("source_id", "id of the source", "id"),
        Column("document", "file name of a text at hand, whose lines claims cite", required=False),
        Column("address", "address of the public page (https://…)", "address", required=False),
        Column("title", "title; in square brackets where the text prints none"),
        Column("author", "author as printed", required=False),
        Column("publisher", "who published it"),
        Column("origin", "who is speaking, where the publisher passes on another's text: two "
               "sources of one origin are not independent", required=False),
        Column("published", "YYYY, YYYY-MM or YYYY-MM-DD, as precisely as known", "date"),
        Column("accessed", "the day on which a public page was read", "date", required=False),
        Column("kind", "what kind of text it is", "code", codes=SOURCE_KINDS),
        Column("sha256", "SHA-256 of a text at hand, so that another edition shows", "hash",
               required=False),
        Column("perspective", "whose view it gives, one neutral clause"),
    ), ("source_id",), ("source_id",)),
    Table("corridors", "the groups that routes belong to", (
        Column("corridor_id", "id of the corridor", "id"),
        Column("name", "name shown"),
        Column("summary", "one neutral sentence"),
    ), ("corridor_id",), ("corridor_id",)),
    Table("routes", "one row per line on the map", (
        Column("route_id", "id of the route and name of its geometry file", "id"),
        Column("name", "name shown"),
        Column("corridor_ids", "the corridors it belongs to", "ids", required=False,
               refers_to=("corridors",)),
        Column("role", "featured or context", "code", codes=ROLES),
        Column("mode", "what moves along it", "code", codes=MODES),
        Column("from_place", "where the line begins", "id", refers_to=("places",)),
        Column("to_place", "where the line ends", "id", refers_to=("places",)),
        Column("via_places", "places on the way, in order", "ids", required=False,
               refers_to=("places",)),
        Column("countries", "ISO 3166 alpha-2 in order of travel; curated, never computed",
               "countries", required=False),
    ), ("route_id",), ("route_id",)),
    Table("aliases", "other names of routes, corridors, places and regions", (
        Column("id", "the route, corridor, place or region", "id",
               refers_to=("routes", "corridors", "places", "regions")),
        Column("alias", "the other name"),
        Column("script", "the script it is written in", "code", codes=SCRIPTS),
        Column("used_by", "a source id, or whose usage it is"),
    ), ("id", "alias"), ("id", "alias")),
    Table("claims", "one row per claim of one source", (
        Column("subject_id", "the route, corridor or place it is about", "id",
               refers_to=("routes", "corridors", "places")),
        Column("attribute", "what is claimed; see the attributes below", "id"),
        Column("value", "number, date, code or short text", "value"),
        Column("value_high", "upper end of a range", "value", required=False),
        Column("unit", "unit of value; blank for text", required=False),
        Column("qualifier", "how firm a number is, or the role of an actor", "codes",
               required=False),
        Column("scope", "blank: about the whole subject", "code", required=False, codes=SCOPES),
        Column("scope_words", "the part, or what is wider or compared; of the whole, its ends",
               required=False),
        Column("period", "the time a number counts: a date, first/last, or `to last`; blank where "
               "none is said", "period", required=False),
        Column("as_of", "the date the claim holds", "date"),
        *_citation(Column("lines", "line or first-last line of the document's text file; blank "
                          "for a public page", "lines", required=False)),
    ), ("subject_id", "attribute", "value", "value_high", "unit", "qualifier", "scope",
        "scope_words", "source_id", "lines", "printed"),
        ("subject_id", "attribute", "value", "value_high", "unit", "qualifier", "scope",
         "scope_words", "period", "as_of", "source_id", "lines", "printed"), former="facts.csv"),
    Table("relations", "how routes, corridors and places stand to each other", (
        Column("subject_id", "the one", "id", refers_to=("routes", "corridors", "places")),
        Column("relation", "how it stands to the other", "code", codes=RELATIONS),
        Column("object_id", "the other", "id", refers_to=("routes", "corridors", "places")),
        *_citation(Column("lines", "line or first-last line of the document's text file", "lines")),
    ), ("subject_id", "relation", "object_id", "source_id", "lines"),
        ("subject_id", "relation", "object_id", "source_id", "lines")),
    Table("places", "named places with coordinates and where those come from", (
        Column("place_id", "id of the place", "id"),
        Column("name", "name shown"),
        Column("country", "ISO 3166 alpha-2; blank at sea", "country", required=False),
        Column("kind", "what is there", "code", codes=PLACE_KINDS),
        Column("lon", "longitude, WGS84 degrees", "number"),
        Column("lat", "latitude, WGS84 degrees", "number"),
        Column("origin", "a gazetteer and its id, or the reasoning in words"),
    ), ("place_id",), ("place_id",)),
    Table("regions", "parts of a country that policy speaks of: filters and names on the map", (
        Column("region_id", "id of the region", "id"),
        Column("name", "name shown"),
        Column("country", "ISO 3166 alpha-2 of the country it is part of", "country"),
        Column("lon", "longitude of its name, WGS84 degrees", "number"),
        Column("lat", "latitude of its name, WGS84 degrees", "number"),
        Column("origin", "where name, position and area come from: the source and its ids"),
    ), ("region_id",), ("region_id",), optional=True),
    Table("headings", "the headings of the documents, so that a claim's section can be checked", (
        Column("source_id", "the source in which it stands", "id", refers_to=("sources",)),
        Column("line", "line of the document's text file on which it begins", "number"),
        Column("heading", "the heading as printed; blank where a source begins without one",
               required=False),
    ), ("source_id", "line"), ("source_id", "line")),
    Table("disagreements", "where the sources differ, or one differs with itself", (
        Column("disagreement_id", "id of the disagreement", "id"),
        Column("subject_ids", "the routes, corridors and places it is shown with", "ids",
               refers_to=("routes", "corridors", "places")),
        Column("question", "what is in doubt, as a neutral question"),
        Column("claims", "the claims that differ, each as subject/attribute/source/lines, with "
               "=value after it where that names two",
               "texts"),
        Column("why_kind", "why they differ, as far as it is plain", "codes", codes=REASONS),
        Column("why", "the same in one neutral sentence"),
    ), ("disagreement_id",), ("disagreement_id",)),
    Table("readings", "claims that a second, independent reading has confirmed", (
        Column("claim", "the claim, as subject/attribute/source/lines", "text"),
        Column("signature", "the claim's signature: a claim that changes loses it", "hash"),
        Column("looked_at", "the sides of the claim that were looked at", "codes",
               codes=LOOKED_AT),
        Column("read_on", "the day of the reading", "date"),
    ), ("claim", "signature"), ("claim", "signature")),
    Table("naming", "why a name is shown where several are in use", (
        Column("id", "the route, corridor or place", "id",
               refers_to=("routes", "corridors", "places")),
        Column("reason", "why the atlas shows the name it shows"),
    ), ("id",), ("id",)),
    Table("not_mapped", "systems that sources name and the atlas does not draw", (
        Column("name", "name of the system"),
        Column("kind", "what it is: a mode, or port", "code", codes=NOT_MAPPED_KINDS),
        Column("reason", "why the atlas does not draw it, one neutral sentence"),
        Column("source_id", "who names it", "id", refers_to=("sources",)),
        Column("section", "the heading above those lines; blank where the document has none",
               required=False),
        Column("lines", "line or first-last line of the document's text file; blank for a public "
               "page", "lines", required=False),
        Column("printed", "the few words that name it, as the document prints them"),
    ), ("name", "source_id"), ("name", "source_id")),
    Table("readers_notes", "what readers find wrong with a value, and what became of it; it stays "
          "with the folder and is in no release", (
        Column("note_id", "id of the note, made of its content", "id"),
        Column("claim", "the claim, as subject/attribute/source/lines=value", "words"),
        Column("release", "the release that the reader saw", "words"),
        Column("said", "the value in words, as the reader saw it", "words"),
        Column("printed", "the printed words, as the reader saw them", "words", required=False),
        Column("problem", "what seems wrong", "code", codes=NOTE_PROBLEMS),
        Column("words", "the reader's own words; no words of the atlas", "words", required=False),
        Column("link", "the reader's own source", "words", required=False),
        Column("opened", "the day on which the note was written, or taken in where it says none",
               "date"),
        Column("status", "open or settled", "code", codes=NOTE_STATES),
        Column("settled_on", "the day on which a curator answered it", "date", required=False),
        Column("answer", "what the curator found; our words", required=False),
    ), ("note_id",), ("opened", "note_id"), optional=True, released=False),
)})

RELEASED: tuple[Table, ...] = tuple(table for table in TABLES.values() if table.released)
"""The tables that a release has."""

OVERLAY = "overlay"
"""Role, mode and basis of a reader's own line. No data file may hold it: `ROLES`, `MODES` and
`BASES`, against which files are checked, do not name it."""

OVERLAY_FLAG = "overlay, not part of the atlas"
"""The words in every file that holds such a line."""

MODE_WORDS: Mapping[str, str] = MappingProxyType({**MODES, OVERLAY: OVERLAY_FLAG.capitalize()})
ROLE_WORDS: Mapping[str, str] = MappingProxyType({
    **{role: role for role in ROLES}, OVERLAY: OVERLAY_FLAG})
BASIS_WORDS: Mapping[str, str] = MappingProxyType({
    **BASES, OVERLAY: "a reader's own line; how it came about is not known here"})
"""Modes, roles and bases as a reader sees them, overlays among them."""

AREAS = "regions.geojson"
"""The file with the areas of the regions: by them a route is known to touch a region."""

GEOMETRY_PROPERTIES = ("route_id", "basis", "basis_note")
MISSING = "not in the sources"
"""The words a reader sees where the documents say nothing; never 0, never blank."""

NOT_STATED = "not-stated"
"""The option for routes whose status (or other attribute) is not in the sources."""

FIRMNESS: Final = ("operating", NOT_STATED, "under-construction", "planned", "proposed",
                   "suspended", "closed")
"""Statuses from the firmest to the weakest. One not in the sources comes after `operating`: it is
what the atlas has of lines drawn to connect others, of which no document says that they operate."""

FIRST_YEAR, LAST_YEAR = 1990, 2040

CARGOES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "goods": ("rail", "road", "multimodal", "sea"), "oil": ("oil",), "gas": ("gas",),
    "power": ("power",), "digital": ("digital",)})
"""Cargoes, and the modes that carry them. An itinerary never leaves its cargo's network."""

CARGO_OF: Mapping[str, str] = MappingProxyType(
    {mode: cargo for cargo, modes in CARGOES.items() for mode in modes})

ENDPOINT_KINDS = frozenset({"capital", "city", "port", "terminal"})
"""Kinds of place at which a route is cut even where no other route joins it."""
