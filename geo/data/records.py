"""The records: frozen, one class per table, column for column."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon


@dataclass(frozen=True, slots=True)
class Source:
    """A document or an article in one. `published` is YYYY, YYYY-MM or YYYY-MM-DD.

    A text at hand has a `document`, whose lines its claims cite; a public page has an `address`.
    """

    source_id: str
    document: str
    address: str
    title: str
    author: str
    publisher: str
    origin: str
    published: str
    accessed: str
    kind: str
    sha256: str
    perspective: str

    @property
    def at_hand(self) -> bool:
        """Whether its text is one of the documents, so that claims cite its lines."""
        return bool(self.document)

    @property
    def speaker(self) -> str:
        """Who is speaking: two sources of one speaker are not independent."""
        return self.origin or self.publisher


@dataclass(frozen=True, slots=True)
class Corridor:
    """A group of routes."""

    corridor_id: str
    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class Route:
    """One line on the map. `countries` is curated, ISO 3166 alpha-2, in order of travel."""

    route_id: str
    name: str
    corridor_ids: tuple[str, ...]
    role: str
    mode: str
    from_place: str
    to_place: str
    via_places: tuple[str, ...]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a route, corridor, place or region."""

    id: str
    alias: str
    script: str
    used_by: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one source about one subject.

    `value` stays as the file has it; `number` reads it. A blank `value_high` means no range.
    `source_kind` and `questioned` are no columns: they are joined from the claim's source, and from
    the open notes of readers, as the day since which one of them questions this value.
    """

    subject_id: str
    attribute: str
    value: str
    value_high: str
    unit: str
    qualifier: tuple[str, ...]
    scope: str
    scope_words: str
    period: str
    as_of: str
    source_id: str
    section: str
    lines: str
    printed: str
    note: str
    source_kind: str = ""
    questioned: str = ""

    @property
    def reference(self) -> str:
        """The name by which a disagreement refers to this claim."""
        return f"{self.subject_id}/{self.attribute}/{self.source_id}/{self.lines}"

    @property
    def full_name(self) -> str:
        """Its reference with its value, which tells apart claims of the same lines."""
        return f"{self.reference}={self.value}"

    @property
    def period_ends(self) -> tuple[str, str]:
        """The first and the last date of the time it counts.

        The first is blank where only the last is said, both where none is.
        """
        first, slash, last = self.period.partition("/")
        if first.startswith("to "):
            return "", first.removeprefix("to ")
        return first, last if slash else first

    @property
    def partial(self) -> bool:
        """Whether it is about a part of its subject, or only what something is compared with."""
        return bool(self.scope)

    @property
    def number(self) -> Decimal | None:
        """The value as a number, in `unit`; None where it is a word or a date."""
        if self.unit in ("", "date"):
            return None
        try:
            return Decimal(self.value)
        except InvalidOperation:
            return None


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of one subject to another, as a source says."""

    subject_id: str
    relation: str
    object_id: str
    source_id: str
    section: str
    lines: str
    printed: str
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """A named place. `lon` and `lat` are WGS84 degrees; `origin` says where they come from."""

    place_id: str
    name: str
    country: str
    kind: str
    lon: float
    lat: float
    origin: str


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country that policy speaks of. `lon` and `lat` are where its name stands.

    `area` is no column: it is joined from the file of areas, simplified, WGS84 degrees as (lon,
    lat).
    """

    region_id: str
    name: str
    country: str
    lon: float
    lat: float
    origin: str
    area: Polygon | MultiPolygon | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document; `line` counts lines of its text file from 1."""

    source_id: str
    line: int
    heading: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Claims that differ. Each of `claims` is subject/attribute/source/lines."""

    disagreement_id: str
    subject_ids: tuple[str, ...]
    question: str
    claims: tuple[str, ...]
    why_kind: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A second, independent reading of a claim, and the sides of the claim that it looked at."""

    claim: str
    signature: str
    looked_at: tuple[str, ...]
    read_on: str


@dataclass(frozen=True, slots=True)
class ReadersNote:
    """What a reader finds wrong with a value, as it was seen, and what became of the note."""

    note_id: str
    claim: str
    release: str
    said: str
    printed: str
    problem: str
    words: str
    link: str
    opened: str
    status: str
    settled_on: str
    answer: str

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.status == "open"


@dataclass(frozen=True, slots=True)
class Naming:
    """The reason why the atlas shows the name it shows, where several are in use."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotMapped:
    """A system that a source names and the atlas does not draw, and the reason why not."""

    name: str
    kind: str
    reason: str
    source_id: str
    section: str
    lines: str
    printed: str


Citing = Claim | Relation | NotMapped
"""Whatever prints a source's words and says where they stand."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """A drawn line, WGS84 degrees as (lon, lat). `basis` says how it came about."""

    route_id: str
    basis: str
    basis_note: str
    line: LineString | MultiLineString
