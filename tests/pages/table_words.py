"""The words of the table of routes, as a page has set them."""

from __future__ import annotations

from playwright.sync_api import Page

_BROKEN = """() => {
    const texts = document.createTreeWalker(document.querySelector(".atlas-table table"),
        NodeFilter.SHOW_TEXT);
    const range = document.createRange(), broken = [];
    while (texts.nextNode()) {
        const node = texts.currentNode;
        if (node.parentElement.closest("caption, .atlas-unseen")) continue;
        for (const word of node.data.matchAll(/[^ \\n\\-\\u2013\\u2014\\/]+/g)) {
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const lines = [...range.getClientRects()].filter((box) => box.width);
            if (lines.some((box) => Math.abs(box.top - lines[0].top) > 3)) broken.push(word[0]);
        }
    }
    return broken;
}"""


def broken_words(page: Page) -> list[str]:
    """Returns the words of the table that stand on more than one line.

    A number and its unit, between which stands a no-break space, are one word.
    """
    found: list[str] = page.evaluate(_BROKEN)
    return found
