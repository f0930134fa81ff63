"""Random views of the shipped data, and what mail and chat programs make of a link."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from geo.data.schema import CARGOES, FIRST_YEAR, LAST_YEAR
from geo.query.filter import SECTIONS, Filter
from geo.query.link_repair import plain_words
from geo.query.scenario import CRITERIA, Question, Scenario
from geo.query.view import COLOURINGS, DEPICTIONS, SORTS, Camera, Known, View, is_of_a_year
from tests.conftest import shipped

CATALOG = shipped()
KNOWN = Known(CATALOG.known_words, CATALOG.subjects, ("2026-11-20",))


def filters() -> st.SearchStrategy[Filter]:
    """Some words of each section."""
    return st.builds(Filter, **{
        section: st.frozensets(st.sampled_from(sorted(CATALOG.counts(section, Filter()))),
                               max_size=4)
        for section in SECTIONS})


CAMERAS = st.builds(Camera, st.integers(8, 48).map(lambda quarters: quarters / 4),
                    st.integers(-850_000, 850_000).map(lambda part: part / 10_000),
                    st.integers(-3_600_000, 3_600_000).map(lambda part: part / 10_000))
VIEWS = st.builds(
    View, st.builds(Filter.searching, filters(), st.text(max_size=20).map(plain_words)),
    st.sampled_from(["", *CATALOG.ids, *CATALOG.corridors, *CATALOG.places]),
    st.sampled_from(sorted(DEPICTIONS)), st.none() | st.integers(FIRST_YEAR, LAST_YEAR),
    st.none() | CAMERAS, st.sampled_from(["", "2026-11-20"]),
    st.builds(Question, st.sampled_from(["", *CATALOG.places]), st.sampled_from(["", "IR"]),
              st.sampled_from(sorted(CARGOES)), st.just(Scenario().closing("TM")),
              st.sampled_from(["", *CRITERIA])),
    st.sampled_from(["", "2025", "2026-02"]), st.sampled_from(["", "2026-02-28"]),
    colour_by=st.sampled_from(sorted(COLOURINGS)),
    sort=st.sampled_from(["", *(sort for sort in SORTS if not is_of_a_year(sort))]))


def link_of(view: View) -> str:
    """A view's link as the atlas copies it."""
    return f"https://atlas.example/?{urlencode(view.items())}"


def _query(change: Callable[[str], str]) -> Callable[[str], str]:
    """A change of what stands after the question mark."""
    def mangled(link: str) -> str:
        before, mark, query = link.partition("?")
        return before + mark + change(query)

    return mangled


def _wrapped(link: str) -> str:
    """A link as an old mail program breaks it, in lines of 60 characters with a mark of reply."""
    return "\r\n> ".join(link[i:i + 60] for i in range(0, len(link), 60))


def _keys_shouted(query: str) -> str:
    return re.sub(r"(^|&)([^=&]+)=", lambda found: found[0].upper(), query)


MANGLERS: Mapping[str, Callable[[str], str]] = MappingProxyType({
    "escaped for HTML": html.escape,
    "escaped twice": lambda link: html.escape(html.escape(link)),
    "numbered entities": lambda link: link.replace("&", "&#38;"),
    "entities encoded": lambda link: link.replace("&", "%26amp;"),
    "separators encoded": lambda link: link.replace("&", "%26"),
    "entities encoded whole": lambda link: link.replace("&", "%26amp%3B"),
    "query encoded": _query(lambda query: quote(query, safe="")),
    "query encoded twice": _query(lambda query: quote(quote(query, safe=""), safe="")),
    "values encoded twice": _query(lambda query: query.replace("%", "%25")),
    "whole link encoded": lambda link: quote(link, safe=""),
    "spaces as %20": lambda link: link.replace("+", "%20"),
    "pluses encoded": lambda link: link.replace("+", "%2B"),
    "keys in capitals": _query(_keys_shouted),
    "line breaks": _wrapped,
    "line breaks encoded": _query(lambda query: query[:9] + "%0D%0A" + query[9:]
                                  if "%" not in query[6:12] else query),
    "a full stop": lambda link: link + ".",
    "a bracket": lambda link: link + ")",
    "a bracket and a full stop": lambda link: f"({link}).",
    "angle brackets": lambda link: f"<{link}>",
    "angle brackets escaped": lambda link: f"&lt;{html.escape(link)}&gt;",
    "a comma": lambda link: link + ",",
    "quotation marks": lambda link: f'"{link}"',
    "typographic quotation marks": lambda link: f"\u201c{link}\u201d",
    "encoded quotation mark": lambda link: link + "%22",
    "spaces": lambda link: f" {link} ",
    "encoded spaces": lambda link: link + "%20%20",
    "a no-break space": lambda link: link + "%C2%A0",
    "emphasis": lambda link: f"**{link}**",
    "tracking": lambda link: link + "&utm_source=mail&utm_campaign=a%20b&fbclid=IwAR0&mc_cid=3",
    "tracking before": _query(lambda query: f"gclid=x&msclkid=y&igshid=z&{query}"),
    "Safe Links": lambda link: "https://eur03.safelinks.protection.outlook.com/?url="
                               f"{quote(link, safe='')}&data=05%7C02%7C&sdata=x%2Fy%3D&reserved=0",
    "left of Safe Links": lambda link: link + "&data=05%7C02%7Ca&sdata=x%3D&reserved=0",
    "a search engine's step": lambda link: f"https://www.example.com/url?q={quote(link, safe='')}"
                                           "&utm_medium=email",
})
"""What programs and people do to a link on its way, by what it is called. Each keeps a query."""
