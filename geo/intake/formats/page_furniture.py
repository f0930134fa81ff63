"""Furniture of a saved page: menus, cookie boxes, links to other pages, and what is not shown.

What belongs to the article is told by the page's own words for its parts (`article`, `main`,
`nav`, roles, classes) and by where its prose stands. Nothing that holds much of the prose is ever
furniture.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

Element = Any
"""An element of lxml, which has no types."""

NOT_TEXT: Final = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
    "audio", "video", "map", "input", "select", "textarea", "button", "label", "option", "datalist",
    "head", "title", "meta", "link"})
_FURNITURE: Final = frozenset({"nav", "aside", "footer", "dialog", "menu", "header"})
_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "menu",
                           "alertdialog", "complementary", "menubar", "toolbar", "tablist"})
_CLASSES: Final = frozenset({
    "nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "cookie",
    "cookies", "consent", "gdpr", "newsletter", "subscribe", "subscription", "social", "share",
    "sharing", "related", "recommended", "recommendations", "promo", "advert", "advertisement",
    "ads", "sidebar", "comments", "disqus", "popup", "modal", "skip", "pagination", "pager",
    "toolbar", "masthead", "paywall", "signup", "login", "footer", "banner", "outbrain", "taboola",
    "trending", "screenreader", "editsection", "navbox", "catlinks", "toc"})
_UNSEEN_CLASSES: Final = frozenset({"visually-hidden", "sr-only", "screen-reader-text",
                                    "visuallyhidden"})
_UNSEEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden"
                                  r"|font-size\s*:\s*0(?:[^.\d]|$)", re.IGNORECASE)
_WHOLE: Final = ("html", "body", "main", "article")
_OF_THE_WHOLE: Final = frozenset({"has", "with", "no", "without"})
_TOKEN: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PROSE: Final = frozenset({"p", "li", "blockquote", "pre", "td", "th", "dd", "h1", "h2", "h3", "h4",
                           "h5", "h6", "figcaption"})
_PARTS: Final = ".//article | .//main | .//*[@role='main'] | .//*[@itemprop='articleBody']"
_MUCH: Final = 0.3
"""The share of the prose from which on an element is no furniture."""


class Furniture:
    """What of a page is furniture: made once of the whole page.

    Elements are counted in letters: all that they show, what of it leads elsewhere, and prose, the
    rest that stands in paragraphs, items and cells.
    """

    def __init__(self, body: Element) -> None:
        self._all: dict[Element, int] = {}
        self._links: dict[Element, int] = {}
        self._prose: dict[Element, int] = {}
        self._titled: set[Element] = set()
        self._measure(body)
        self.article = self._article(body)
        self.letters = self._all[body]
        self._whole = max(self._prose[self.article], 1)

    def _measure(self, body: Element) -> None:
        """Counts letters from the innermost elements outwards, without recursion."""
        walk = etree.iterwalk(body, events=("start", "end"))
        inside: list[tuple[bool, bool]] = [(False, False)]
        for event, element in walk:
            if event == "start":
                if not isinstance(element.tag, str) or element.tag in NOT_TEXT or unseen(element):
                    walk.skip_subtree()
                    inside.append(inside[-1])
                    continue
                in_link, in_prose = inside[-1]
                inside.append((in_link or element.tag == "a", in_prose or element.tag in _PROSE))
                self._count(element, element.text, *inside[-1])
                continue
            inside.pop()
            parent = element.getparent()
            if parent is None or element is body:
                continue
            for counts in (self._all, self._links, self._prose):
                counts[parent] = counts.get(parent, 0) + counts.get(element, 0)
            if element.tag == "h1" or element in self._titled:
                self._titled.add(parent)
            self._count(parent, element.tail, *inside[-1])

    def _count(self, element: Element, text: str | None, in_link: bool,  # noqa: FBT001
               in_prose: bool) -> None:  # noqa: FBT001
        letters = len(text.strip()) if text else 0
        self._all[element] = self._all.get(element, 0) + letters
        self._links[element] = self._links.get(element, 0) + letters * in_link
        self._prose[element] = self._prose.get(element, 0) + letters * (in_prose and not in_link)

    def _article(self, body: Element) -> Element:
        """Returns the part of the page that is the article, or the whole body."""
        parts = [each for each in body.xpath(_PARTS) if self._prose.get(each)]
        most = max((self._prose[each] for each in parts), default=0)
        if most * 2 < self._prose[body] or not most:
            return body
        likely = [each for each in parts if self._prose[each] >= 0.8 * most]
        return min(likely, key=lambda each: self._all[each])

    def title(self) -> Element | None:
        """Returns the page's chief heading where it stands outside of the article."""
        if self.article in self._titled:
            return None
        return next((each for each in self.article.getroottree().iter("h1")
                     if self._all.get(each)), None)

    def is_furniture(self, element: Element) -> bool:
        """Checks whether an element inside the article is furniture, or not shown at all."""
        if element.tag in NOT_TEXT or unseen(element):
            return True
        if element is self.article or element.tag in (*_WHOLE, "h1") or (
                element in self._titled):
            return False
        if self._prose.get(element, 0) >= _MUCH * self._whole and element.tag != "nav":
            return False
        if element.tag == "header" and next(element.iterancestors("article"), None) is not None:
            return False
        if (element.tag in _FURNITURE or element.get("role", "") in _ROLES
                or element.get("aria-hidden") == "true"):
            return True
        return bool(_named(element) & _CLASSES) or self._leads_away(element)

    def _leads_away(self, element: Element) -> bool:
        """Checks whether an element is a list of links to other pages."""
        if element.tag not in ("ul", "ol", "div", "section"):
            return False
        letters, links = self._all.get(element, 0), self._links.get(element, 0)
        return (links > 0.75 * letters and self._prose.get(element, 0) < 80
                and len(element.findall(".//a")) > 2)


def unseen(element: Element) -> bool:
    """Checks whether the page hides an element; the page as a whole is never hidden.

    Pages that fade in were saved with sections that are transparent still: those are read.
    """
    if not isinstance(element.tag, str):
        return True
    if element.tag in _WHOLE:
        return False
    style = element.get("style", "")
    return (element.get("hidden") is not None
            or bool(style and _UNSEEN_STYLE.search(style))
            or bool(_UNSEEN_CLASSES & set(element.get("class", "").split())))


def _named(element: Element) -> set[str]:
    """Returns the words of an element's class and id; none where they speak of its surroundings."""
    words = {word.lower() for word in _TOKEN.findall(
        f"{element.get('class', '')} {element.get('id', '')}"[:500])}
    return set() if words & _OF_THE_WHOLE else words
