"""The basemap document: the drawn land and borders as JSON, which owns what is prepared of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from geo.data.lru import ResultsOwner


@dataclass(frozen=True, eq=False)
class BasemapDocument(ResultsOwner, Mapping[str, Any]):
    """The content of a basemap document by name; blank where no map is drawn."""

    content: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - JSON
        return self.content[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.content)

    def __len__(self) -> int:
        return len(self.content)
