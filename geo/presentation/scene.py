"""Scenes of a briefing: all that is shown and said of one, as plain data.

The presenter's screen, the speaker's window, the offline pack and the slides place and style a
scene; every word of it comes from here. The numbers of its citations are those its author wrote.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.briefing.briefing import (
    Briefing,
    Scene,
    claim_index,
    marks_of,
    pieces,
    read_scene,
    scene_selection,
)
from geo.briefing.map_names import said_aloud, scene_names
from geo.catalog.catalog import Catalog
from geo.claims.disagreements import differ_words
from geo.claims.wording import date_words, scoped_words, value_words
from geo.data.attributes import ATTRIBUTES
from geo.data.plural import plural
from geo.data.records import Claim
from geo.presentation.citations import Citation, Citations, Cited
from geo.presentation.dossier import SKETCHED, Dossier, dossier
from geo.presentation.named import Named
from geo.presentation.sentence import sentence
from geo.query.view import DEPICTIONS, View


@dataclass(frozen=True, slots=True)
class SceneCite:
    """A citation of a scene: what the claim says in words, and whether others differ from it.

    `aloud` is False where only the speaker's notes mark it.
    """

    citation: Citation
    said: str
    differ: str
    aloud: bool


@dataclass(frozen=True, slots=True)
class ShownScene:
    """A scene with its words. Its place in the briefing is the `number`-th of `titles`.

    `caveats` is what its map and figures stand on: day, release, year, borders, indicative lines,
    words that this release does not know. `compared` are the days the map writes beside names.
    """

    briefing: str
    titles: tuple[str, ...]
    number: int
    title: str
    opened: Named | None
    sentence: tuple[Cited, ...]
    notes: tuple[tuple[Cited, ...], ...]
    cites: tuple[SceneCite, ...]
    differences: tuple[str, ...]
    compared: tuple[tuple[Named, Cited], ...]
    caveats: tuple[str, ...]

    @property
    def of_words(self) -> str:
        """`scene 2 of 6`."""
        return f"scene {self.number} of {len(self.titles)}"

    @property
    def caveat_line(self) -> str:
        """What the scene stands on, in one line."""
        return f"{' · '.join(self.caveats)}."

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All its citations."""
        return tuple(cite.citation for cite in self.cites)

    @property
    def aloud(self) -> tuple[SceneCite, ...]:
        """The citations that stand on the audience's screen."""
        return tuple(cite for cite in self.cites if cite.aloud)


def _with_marks(text: str, known: Iterable[int]) -> list[Cited]:
    """Cuts a text at its marks; a mark of no cite stays as it is written."""
    numbers = set(known)
    cut: list[Cited] = []
    for piece, number in pieces(text):
        if piece or not cut:
            cut.append(Cited(piece))
        last = cut[-1]
        if number in numbers:
            cut[-1] = Cited(last.text.rstrip(" "), (*last.citations, number))
        elif number:
            cut.append(Cited(f"[{number}]"))
    return [piece for piece in cut if piece.text or piece.citations]


def _sentence(scene: Scene) -> tuple[Cited, ...]:
    """The sentence in pieces; the cites of the screen that it does not mark come last."""
    text, aloud = scene.sentence.rstrip(), said_aloud(scene)
    end = text[len(text.rstrip(".!?")):]
    missing = "".join(f"[{n}]" for n in aloud if n not in marks_of(text))
    whole = f"{text.removesuffix(end)}{missing}{end}" if missing and text else text
    return tuple(_with_marks(whole, range(1, len(scene.cites) + 1)))


def _said(catalog: Catalog, claims: tuple[Claim, ...]) -> str:
    """What is claimed, and as printed."""
    if not claims:
        return ""
    claim = claims[0]
    values = ", ".join(dict.fromkeys(map(scoped_words, claims)))
    return (f"{catalog.name_of(claim.subject_id)}, {ATTRIBUTES[claim.attribute].label.lower()}: "
            f"{values}. Printed: “{claim.printed}”.")


def _caveats(catalog: Catalog, selection: Catalog, view: View, ignored: Iterable[str],
              notices: Iterable[str]) -> tuple[str, ...]:
    lines = selection.entries
    parts = [f"As of {date_words(catalog.today.isoformat())}", f"release {catalog.release}"]
    if view.year:
        parts.append(f"the map as dated claims tell {view.year}")
    if view.depiction != "un":
        parts.append(f"borders: {DEPICTIONS[view.depiction].lower()}")
    if sketched := sum(entry.alignment.basis in SKETCHED for entry in lines):
        what = "the line is" if len(lines) == 1 else f"{sketched} of {len(lines)} lines are"
        parts.append(f"indicative alignment: {what} schematic or conceptual, not surveyed")
    parts.extend(notices)
    if unknown := ", ".join(ignored):
        parts.append(f"not known in this release and left out: {unknown}")
    return tuple(parts)


def missing_words(catalog: Catalog, held: Catalog, scene: Scene) -> tuple[str, ...]:
    """Returns the words on routes of a scene that a file does not hold; none if it holds all."""
    wanted = scene_selection(catalog, scene).ids
    missing = len(set(wanted) - set(held.ids))
    return (f"{missing} of the {plural(len(wanted), 'route')} of this scene are not in this file",
            ) if missing else ()


def shown_scene(catalog: Catalog, briefing: Briefing, number: int, notices: Iterable[str] = ()
                ) -> ShownScene:
    """Returns the `number`-th scene (from 1) of a briefing in words.

    `notices` are further words on what it stands on. A blank sentence is replaced by that of the
    route which the scene opens.
    """
    return _shown(catalog, briefing, number, notices, Citations(catalog.sources))


def scene_with_dossier(catalog: Catalog, briefing: Briefing, number: int
                       ) -> tuple[ShownScene, Dossier | None]:
    """Returns a scene, and the dossier of what it opens; both share one numbering.

    The dossier is that of the sources which the scene's view chooses.
    """
    citations = Citations(catalog.sources)
    scene = _shown(catalog, briefing, number, (), citations)
    opened = scene.opened.opens_id if scene.opened else ""
    view, _ = read_scene(briefing.scenes[number - 1], catalog)
    by_sources = catalog.told_by(view.wanted.sources)
    return scene, dossier(by_sources, opened, citations) if opened in catalog.subjects else None


def _shown(catalog: Catalog, briefing: Briefing, number: int, notices: Iterable[str],
           citations: Citations) -> ShownScene:
    scene = briefing.scenes[number - 1]
    view, ignored = read_scene(scene, catalog)
    selection, index = scene_selection(catalog, scene), claim_index(catalog.claims)
    claims = tuple(index.get(cite, ()) for cite in scene.cites)
    aloud = set(said_aloud(scene))
    for n, (cite, found) in enumerate(zip(scene.cites, claims, strict=True), 1):
        citations.reserve(n, found[0] if found else None,
                          f"This release has no such claim: {cite}")
    entry = catalog.entry(view.opened)
    text = _sentence(scene)
    if not scene.sentence.strip():
        text = sentence(catalog, entry, citations) if entry else ()
    differing = [[difference for claim in found for difference in
                  catalog.differences_about(claim.subject_id, [claim])] for found in claims]
    compared = _compared(catalog, scene, claims, citations)
    cites = tuple(
        SceneCite(each, _said(catalog, claims[i]) if i < len(claims) else "",
                  differ_words(differing[i]) if i < len(claims) else "",
                  i >= len(claims) or each.number in aloud)
        for i, each in enumerate(citations.listed))
    numbers = range(1, len(scene.cites) + 1)
    return ShownScene(
        briefing.title or "Draft", tuple(each.title or "Untitled" for each in briefing.scenes),
        number, scene.title, Named(catalog.name_of(view.opened), view.opened)
        if view.opened else None, text,
        tuple(tuple(_with_marks(line, numbers)) for line in scene.notes.split("\n")
              if line.strip()),
        cites, tuple(dict.fromkeys(f"{difference.question} {difference.why}"
                                   for each in differing for difference in each)),
        compared, _caveats(catalog, selection, view, ignored, notices))


def _compared(catalog: Catalog, scene: Scene, claims: Iterable[tuple[Claim, ...]],
              citations: Citations) -> tuple[tuple[Named, Cited], ...]:
    """The days that the map writes beside names, each with its citation."""
    found = [claim for each in claims for claim in each[:1]]
    return tuple(
        (Named(catalog.name_of(subject), subject),
         Cited(value_words(claim), (citations.number(claim),)))
        for subject, days in scene_names(catalog, scene).items() if days
        for claim in [each for each in found if each.subject_id == subject
                      and each.attribute == "transit-time" and each.value == days][:1])
