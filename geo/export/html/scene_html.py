"""Markup of a scene for the presenter's screen and the offline pack, and what its speaker is shown.

`scene_document` is the JSON document of a scene: what the speaker's window needs, and for the pack
the stage's markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from geo.export.html.markup import CiteMarkup, joined, questionable, tagged
from geo.presentation.citations import Citation, Cited, listing, plain
from geo.presentation.scene import SceneCite, ShownScene


def sentence_html(scene: ShownScene) -> Markup:
    """The sentence for an audience: small raised numbers, which lead nowhere."""
    return joined(Markup("{}<sup>{}</sup>").format(
        piece.text, ", ".join(map(str, piece.citations))) if piece.citations
        else escape(piece.text) for piece in scene.sentence)


def _pieces_html(scene: ShownScene, pieces: Iterable[Cited]) -> Markup:
    """Text with raised numbers that lead to its sources."""
    cites = CiteMarkup(scene.citations)
    return joined(Markup("{}{}").format(
        piece.text, joined(Markup(" {}").format(cites.mark(number)) for number in piece.citations))
        for piece in pieces)


def notes_html(scene: ShownScene) -> Markup:
    """The speaker's notes, a paragraph a line."""
    return joined(tagged("p", _pieces_html(scene, line)) for line in scene.notes)


def _differ(cite: SceneCite) -> Markup:
    return (Markup(' <span class="present-differ">{}</span>').format(cite.differ) if cite.differ
            else Markup(""))


def _place(cite: SceneCite) -> Markup:
    each = cite.citation
    return Markup('<b data-note="{}" tabindex="-1">{}</b>{}').format(
        each.number, each.mark, _differ(cite))


def sources_in_brief(scene: ShownScene) -> Markup:
    """Whose words the audience hears, a paragraph a source, and what this release lacks.

    Lines and dates of each claim stand in the speaker's window and the notes.
    """
    by_source: dict[str, list[SceneCite]] = {}
    for cite in scene.aloud:
        by_source.setdefault(cite.citation.source_id, []).append(cite)
    missing = by_source.pop("", [])
    paragraphs = [Markup('<p class="present-sources">{} {}, {}. {}</p>').format(
        joined(map(_place, cites), " "), *_who(cites[0].citation))
        for cites in by_source.values()]
    return joined([*paragraphs, *(Markup('<p class="present-missing">{} {}</p>').format(
        cite.citation.mark, cite.citation.missing) for cite in missing)])


def _who(cited: Citation) -> tuple[str, str, str]:
    return cited.who, cited.published, cited.view


def _sources_list(scene: ShownScene) -> Markup:
    """All citations in whole, each with what its claim says."""
    notes = listing(scene.citations)
    return joined(
        Markup('<li value="{}" data-note="{}" tabindex="-1">{} <span class="atlas-note">{}</span>'
               "{}{}</li>").format(
            cite.citation.number, cite.citation.number, note.text, cite.said, _differ(cite),
            joined(map(questionable, cite.citation.claims)))
        for cite, note in zip(scene.cites, notes, strict=True))


def scene_document(scene: ShownScene) -> dict[str, Any]:
    """Returns what the speaker is shown of a scene, as JSON."""
    return {
        "title": scene.title, "scene": scene.number, "scenes": list(scene.titles),
        "briefing": scene.briefing,
        "sentence": [[piece.text, list(piece.citations)] for piece in scene.sentence],
        "notes": [plain(line) for line in scene.notes],
        "cites": [" ".join(filter(None, (cite.said, note.text, cite.differ)))
                  for cite, note in zip(scene.cites, listing(scene.citations), strict=True)],
        "differences": list(scene.differences)}


def stage_document(scene: ShownScene, missing: tuple[str, ...]) -> dict[str, Any]:
    """Returns the markup of a scene on the pack's stage, as JSON; `missing` are words on a file."""
    who = dict.fromkeys(filter(None, (cite.citation.who for cite in scene.cites)))
    return {
        "where": f"{scene.briefing} · {scene.of_words}",
        "sentence": str(_pieces_html(scene, scene.sentence)), "notes": str(notes_html(scene)),
        "sources": str(_sources_list(scene)), "summary": ": ".join(
            filter(None, ("Sources", "; ".join(who)))),
        "caveats": scene.caveat_line, "missing": " ".join(f"{words}." for words in missing)}
