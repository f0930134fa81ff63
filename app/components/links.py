"""Names as links that open their subject on the page of the map."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from geo.catalog.catalog import Catalog


@dataclass(frozen=True, slots=True)
class SubjectLinks:
    """Links into one catalog. A `release` that is not blank stays in them."""

    catalog: Catalog
    release: str = ""

    def link(self, subject: str) -> Markup:
        """The name of a route, corridor or place as a link; plain where the catalog has none."""
        name = self.catalog.name_of(subject)
        if subject not in self.catalog.subjects:
            return Markup("{}").format(name)
        items = [("open", subject), *([("release", self.release)] if self.release else [])]
        return Markup('<a class="atlas-opens" href="./?{}">{}</a>').format(urlencode(items), name)
