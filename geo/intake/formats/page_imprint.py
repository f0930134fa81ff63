"""The imprint of a saved page: what its metadata and its first lines say of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from geo.intake.document import Imprint
from geo.intake.formats.characters import one_line
from geo.intake.formats.page_furniture import Element
from geo.intake.formats.printed_dates import dates_printed
from geo.intake.formats.printed_imprint import printed_author, printed_day

_TITLES: Final = ("citation_title", "og:title", "dc.title", "twitter:title", "headline")
_AUTHORS: Final = ("citation_author", "author", "dc.creator", "article:author", "parsely-author",
                   "sailthru.author")
_PUBLISHERS: Final = ("citation_publisher", "og:site_name", "dc.publisher", "publisher",
                      "application-name")
_PUBLISHED: Final = (
    "article:published_time", "citation_publication_date", "citation_date", "datepublished",
    "dc.date.issued", "dcterms.issued", "dc.date", "date", "pubdate", "publishdate",
    "publication_date", "parsely-pub-date", "sailthru.date", "og:published_time", "dcterms.created")
_SAVED_FROM: Final = re.compile(
    r"(?:saved from url=\(\d+\)|^\s*url:\s*)(https?://\S+)", re.MULTILINE)
_COMMENT: Final = re.compile(r"<!--(.{1,4000}?)-->", re.DOTALL)
_MOST_JSON = 200_000
_MOST_WORDS = 300


def page_imprint(root: Element, head: str, first_lines: Sequence[str]) -> Imprint:
    """Returns what a page says of itself: in its metadata, else as its first lines print it.

    `head` is the beginning of the file, where a program that saves pages notes the address.
    """
    meta = _meta(root)
    data = next(_linked_data(root), {})
    title = _first(meta, _TITLES) or _words_of(root, "h1") or _words_of(root, "title")
    return Imprint(
        title=title or (first_lines[0] if first_lines else ""),
        author=_first(meta, _AUTHORS) or _name(data.get("author")) or printed_author(first_lines),
        publisher=_first(meta, _PUBLISHERS) or _name(data.get("publisher")),
        published=_published(root, meta, data) or printed_day(first_lines),
        address=_address(root, meta, head))


def _meta(root: Element) -> Mapping[str, str]:
    """Returns the first content of each name of metadata."""
    found: dict[str, str] = {}
    for each in root.iter("meta"):
        content = one_line((each.get("content") or "")[:2000])
        for attribute in ("name", "property", "itemprop"):
            name = (each.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _first(meta: Mapping[str, str], names: Sequence[str]) -> str:
    said = (meta.get(name, "")[:_MOST_WORDS] for name in names)
    return next((each for each in said if each and not each.startswith("http")), "")


def _words_of(root: Element, tag: str) -> str:
    words = (one_line("".join(each.itertext())[:_MOST_WORDS]) for each in root.iter(tag))
    return next(filter(None, words), "")


def _linked_data(root: Element) -> Iterator[Mapping[str, object]]:
    """Yields what a page says of its article in JSON-LD."""
    for script in root.iter("script"):
        text = script.text or ""
        if script.get("type", "").lower() != "application/ld+json" or len(text) > _MOST_JSON:
            continue
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            continue
        graph = said.get("@graph", said) if isinstance(said, dict) else said
        for each in graph if isinstance(graph, list) else [graph]:
            if isinstance(each, dict) and "datePublished" in each:
                yield each


def _name(said: object) -> str:
    """Returns the names of a person, an organisation, or several."""
    if isinstance(said, str):
        return "" if said.startswith("http") else one_line(said[:_MOST_WORDS])
    if isinstance(said, dict):
        return _name(said.get("name"))
    if isinstance(said, list):
        return ", ".join(filter(None, map(_name, said[:10])))
    return ""


def _published(root: Element, meta: Mapping[str, str], data: Mapping[str, object]) -> str:
    marked = (each.get("datetime") or each.get("content") or "".join(each.itertext())
              for each in root.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]"))
    said = (*(meta.get(name, "") for name in _PUBLISHED), str(data.get("datePublished", "")),
            *marked)
    return next((when for text in said for when in _day(text)), "")


def _day(text: str) -> Iterator[str]:
    """Yields the day of metadata; a year or month alone where it says no more."""
    text = text.strip()[:60]
    if re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", text):
        yield text
    yield from (when for _, _, when in dates_printed(text))


def _address(root: Element, meta: Mapping[str, str], head: str) -> str:
    """Returns the page's own address, else that from which a program saved it."""
    links = (each.get("href") or "" for each in root.iter("link")
             if (each.get("rel") or "").lower() == "canonical")
    saved = (match[1] for comment in _COMMENT.findall(head)
             if (match := _SAVED_FROM.search(comment)))
    said = (*links, meta.get("og:url", ""), *saved)
    return next((one_line(each)[:2000] for each in said
                 if each.startswith(("https://", "http://"))), "")
