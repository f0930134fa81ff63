"""The cells of the table of routes, as the page and the offline pack show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.wording import STATUS_WORDS, mode_words
from geo.data.attributes import ATTRIBUTES
from geo.data.countries import countries_words
from geo.data.plural import plural
from geo.data.records import Claim
from geo.data.schema import MISSING
from geo.presentation.statement import route_statement

LETTERS: Final = ("A to Z", "Z to A")
DAYS: Final = ("earliest first", "latest first")
NUMBERS: Final = ("fewest first", "most first")
AMOUNTS: Final = ("smallest first", "largest first")
_MONEY: Final = "each currency by itself, sums for whole routes before others"
_LARGER_UNITS: Final = MappingProxyType({"USD million": ("USD bn", Decimal("0.001"))})
"""The units that are a fixed part of another one of the same attribute."""


def column(key: str, width: float, title: str, directions: tuple[str, str], of: str = "",
           **flags: bool) -> dict[str, Any]:
    """Returns a column of the table, as wide as so many digits without its margins.

    `directions` say both ways of sorting by it, upwards first; `orders` are the sentences about
    them, with `of`: how unlike values are kept apart. A column is `sourced` if sources fill its
    cells, which then can lack a value, and `optional` if it is shown only on demand.
    """
    rest = f"; {of}" if of else ""
    last = "; routes without one come last" if flags.get("sourced") else ""
    return {"key": key, "width": width, "title": title, "directions": list(directions),
            "orders": [f"{title}: {way}{rest}{last}." for way in directions],
            **{name: True for name, flag in flags.items() if flag}}


COLUMNS: Final[tuple[Mapping[str, Any], ...]] = (
    column("name", 15.5, "Route", LETTERS),
    column("mode", 9.8, "Mode", LETTERS, swatch=True),
    column("status", 10.7, "Status", ("operating to closed", "closed to operating"),
           sourced=True),
    column("length", 9.8, "Length", ("shortest first", "longest first"),
           "those of whole routes before others", numeric=True, sourced=True),
    column("capacity", 16.4, "Capacity", AMOUNTS,
           "each unit by itself, those of whole routes before others", numeric=True, sourced=True),
    column("start", 9.4, "Start", DAYS, sourced=True),
    column("completion", 10.6, "Completion", DAYS, sourced=True),
    column("cost", 12.6, "Cost", AMOUNTS, _MONEY, numeric=True, sourced=True, optional=True),
    column("financing", 12.6, "Financing", AMOUNTS, _MONEY, numeric=True, sourced=True,
           optional=True),
    column("countries", 12.2, "Countries", LETTERS),
    column("sponsors", 13.8, "Sponsors", LETTERS, sourced=True),
    column("sources", 7.2, "Sources", NUMBERS, numeric=True),
    column("differ", 7.2, "Differs in", NUMBERS, numeric=True),
)
"""The table's columns. A width holds the longest word of its cells."""

WORDS: Final[Mapping[str, str]] = MappingProxyType({
    "order": "Featured routes first, then the lines that connect them, each by name.",
    "dash": f"A dash: {MISSING}.",
    "columns": "Columns",
    "sourced": "{n} of {m} sourced",
    "sources": "{n} of {m} routes have a source for this",
    "leaveOut": "Leave out empty rows ({n})",
    "find": "Find in the table",
    "found": "{n} of {m} rows have these words.",
    "notFound": "None of the {m} rows has these words in the columns shown.",
    "emptyRows": "Routes of which no source says anything that this table shows",
    "route": "1 route", "routes": "{n} routes",
    "ownLine": " and 1 line of your overlay", "ownLines": " and {n} lines of your overlay",
    "caption": " shown. Figures are headlines: open a route for every claim, whose it is and where "
               "it is printed.",
    "allShown": "Every figure with its source",
    "count": "{n} of {m} routes shown", "ownCountOne": " · {n} of 1 overlay line",
    "ownCount": " · {n} of {m} overlay lines", "inYear": " · as dated claims tell {year}",
})
"""What the table says of itself; `{n}` and `{m}` are counts of the routes shown."""


def count_words(routes: tuple[int, int], own_lines: tuple[int, int], year: int | None) -> str:
    """Returns what the head of the page says: how many are shown of the routes and own lines."""
    (shown, among), (mine, all_mine) = routes, own_lines
    own = WORDS["ownCountOne" if all_mine == 1 else "ownCount"] if all_mine else ""
    in_year = WORDS["inYear"].format(year=year) if year else ""
    count = WORDS["allShown"] if shown == among and not own else WORDS["count"]
    return (count.format(n=shown, m=among) + own.format(n=mine, m=all_mine) + in_year)


def year_column(year: int | str) -> dict[str, Any]:
    """Returns the column of what each route is in a year."""
    return column("year", 9.4, f"In {year}",
                  ("existing to not yet there", "not yet there to existing"))


def cell(text: str, sort: str | float, group: int = 0, **flags: bool) -> dict[str, Any]:
    """Returns a cell of the table; a group of 0 and flags that are not set are left out.

    Sorting keeps to one group at a time. A cell that is `missing` is shown as a dash, and its text
    is for who cannot see it; one that is `quiet` says that there is nothing to say.
    """
    return {"text": text, "sort": sort, **({"group": group} if group else {}),
            **{name: True for name, flag in flags.items() if flag}}


def group_of(claim: Claim) -> int:
    """Returns the number of a claim's unit among those of its attribute, and of its scope.

    Only within a group can numbers be compared: a year is not a day, nor the length of a part that
    of a route.
    """
    if claim.number is None:
        return 0
    unit, _ = _LARGER_UNITS.get(claim.unit, (claim.unit, 1))
    return 2 * ATTRIBUTES[claim.attribute].units.index(unit) + claim.partial


def sort_value(claim: Claim) -> str | float:
    """Returns what a claim is sorted by within its group: its number, or its value as written."""
    _, factor = _LARGER_UNITS.get(claim.unit, ("", 1))
    return claim.value if claim.number is None else float(claim.number * factor)


CLAIM_COLUMNS: Final = ("status", "length", "capacity", "start", "completion", "cost", "financing")
"""The columns that show the headline of an attribute."""


def claim_cell(catalog: Catalog, entry: RouteEntry, attribute: str) -> dict[str, Any]:
    """Returns the cell of an attribute of a route."""
    shown = route_statement(catalog, entry, attribute)
    if attribute == "status":
        sort: str | float = list(STATUS_WORDS).index(entry.status)
    else:
        sort = sort_value(shown.claim) if shown.claim else ""
    group = group_of(shown.claim) if shown.claim else 0
    return cell(shown.brief, sort, group, missing=shown.claim is None,
                late="overdue" in shown.time_marks, disputed=bool(shown.differ))


def sponsors_cell(sponsors: Iterable[str]) -> dict[str, Any]:
    """Returns the cell of the actors named as sponsors."""
    words = ", ".join(sponsors)
    return cell(words or MISSING, words, missing=not words)


def differ_cell(count: int) -> dict[str, Any]:
    """Returns the cell of the number of points in which claims about a route differ."""
    return cell(plural(count, "point") if count else "nothing", count,
                quiet=not count, disputed=bool(count))


def directed_mode_cell(entry: RouteEntry) -> dict[str, Any] | None:
    """Returns the cell of the mode of a route that is said to run one way; None for any other."""
    direction = entry.headline("direction")
    if direction is None or direction.value != "from-to":
        return None
    mode = f"{mode_words(entry.route)}, one way"
    return cell(mode, mode)


def own_cells(entry: RouteEntry) -> dict[str, Any]:
    """Returns the cells that do not depend on claims."""
    mode, countries = mode_words(entry.route), countries_words(entry.route)
    return {"mode": cell(mode, mode), "countries": cell(countries, countries)}
