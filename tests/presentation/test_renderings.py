"""One model, many renderings: what is shown of a subject or a scene stands in each of them.

The law: every sentence, number and citation of a dossier and of a scene stands in each rendering,
or that rendering says what it has left out.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from pypdf import PdfReader

from geo.briefing.briefing import Briefing, Scene, read_briefings, read_scene
from geo.catalog.catalog import Catalog
from geo.data.plural import plural
from geo.data.reader import read_folder
from geo.export.dossier_text import dossier_lines
from geo.export.geodata import kml
from geo.export.html.dossier_html import dossier_html
from geo.export.html.scene_html import (
    scene_document,
    sentence_html,
    sources_in_brief,
    stage_document,
)
from geo.export.pack.pack import dossiers
from geo.export.pdf.page_text import legible
from geo.export.pdf.pages import printed_dossier
from geo.export.pptx.slide_pages import SLIDE_LIMITS, Slide, route_page, scene_page
from geo.presentation.citations import Citation, Cited, cited_numbers, cited_sources, plain
from geo.presentation.dossier import ACTORS, SKETCHED, Dossier, dossier
from geo.presentation.dossier_cut import Limits, cut
from geo.presentation.extract import Extract
from geo.presentation.scene import scene_with_dossier, shown_scene
from geo.query.view import View
from tests.conftest import DATA, shipped
from tests.samples.selections import some_routes

_TAGS = re.compile(r"<[^>]*>")
_MARKS = re.compile(r"\[\d+(?:,\s*\d+)*\]")
_FEW = 3
"""The most claims or sources that need not be folded."""
_NO_WORDS = ("kind", "opens_id", "subject_id", "attribute_id", "claim_id", "source_id", "series_id",
             "kind_id", "basis_id", "number", "unit", "short")


def bare(words: str) -> str:
    """A text in small letters without white space and the numbers of its citations."""
    return re.sub(r"\s+", "", _MARKS.sub("", words)).casefold()


def words_of(node: Any) -> Iterator[str]:  # noqa: ANN401 - any plain data
    """Every text of a tree of plain data but ids; of a citation its lines and who speaks."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, Citation):
        yield from (node.lines, node.who, node.missing)
    elif isinstance(node, tuple):
        for each in node:
            yield from words_of(each)
    elif is_dataclass(node):
        for field in fields(node):
            if field.name not in _NO_WORDS:
                yield from words_of(getattr(node, field.name))


def missing(node: object, rendering: str) -> list[str]:
    """The texts of a model that do not stand in a rendering, and the citations it lacks."""
    here = bare(rendering)
    absent = [words for words in dict.fromkeys(words_of(node))
              if bare(words).strip(".,;: ") not in here]
    marks = {int(number) for number in re.findall(r"\[(\d+)\]", rendering)}
    return [*absent, *(f"[{number}]" for number in sorted(cited_numbers(node) - marks))]


def merged(kept: Dossier) -> Dossier:
    """The dossier as a page merges it: a role in a part goes into the same role in the whole."""
    groups = []
    for group in kept.groups:
        whole = {(claim.value.text, claim.role) for claim in group.claims if not claim.scope}
        groups.append(replace(group, claims=tuple(
            replace(claim, part="", note="") if claim.attribute_id in ACTORS
            and (claim.value.text, claim.role) in whole else claim for claim in group.claims)))
    return replace(kept, groups=tuple(groups))


def counted(whole: Dossier, kept: Dossier) -> list[str]:
    """What a shortened dossier has lost without saying how much of it."""
    above = {value.claim_id for figure in kept.figures for value in figure.values}
    above |= {side.claim_id for difference in kept.differences for side in difference.sides}
    above |= {claim_id for happening in kept.happenings for claim_id in happening.claim_ids}
    listed = {claim.claim_id for claim in kept.claims}
    gone = {"name": len(whole.names) - len(kept.names),
            "place": len(whole.via) - len(kept.via),
            "event": len(whole.happenings) - len(kept.happenings),
            "difference": len(whole.differences) - len(kept.differences),
            "claim": sum(claim.claim_id not in above | listed for claim in whole.claims),
            "relation": len(whole.relations) - len(kept.relations),
            "route": len(whole.routes) - len(kept.routes)}
    return [f"{number} {noun}" for noun, number in gone.items()
            if number and plural(number, noun) not in kept.left_out
            and not (noun == "name" and "name" in kept.left_out)]


def text_of(markup: str) -> str:
    """The text of markup."""
    return html.unescape(_TAGS.sub("", markup))


class _Unopened(HTMLParser):
    """Reads the text that is seen before a fold is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.folds: list[bool] = []
        self.text = ""
        self.in_summary = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "details":
            self.folds.append("open" not in dict(attrs))
        self.in_summary += tag == "summary"

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self.folds.pop()
        self.in_summary -= tag == "summary"

    def handle_data(self, data: str) -> None:
        around = self.folds[:-1] if self.in_summary else self.folds
        self.text += "" if any(around) else data


def seen_at_first(markup: str) -> str:
    """The text of markup without what is folded."""
    reader = _Unopened()
    reader.feed(str(markup))
    return reader.text


def subjects(catalog: Catalog) -> tuple[str, ...]:
    return (*catalog.ids, *catalog.corridors, *catalog.places)


@cache
def shown(subject: str) -> Dossier:
    return dossier(shipped(), subject)


def faults_in(rendering: Callable[[str], str], kept: Callable[[str], Dossier],
              ids: tuple[str, ...]) -> dict[str, list[str]]:
    """What a rendering lacks of the dossiers it was given, and what these lost in silence."""
    found = {}
    for subject in ids:
        given = kept(subject)
        lacks = [*missing(given, rendering(subject)), *counted(shown(subject), given)]
        if lacks:
            found[subject] = lacks
    return found


def test_the_screen_shows_every_dossier_whole(catalog: Catalog) -> None:
    assert faults_in(lambda subject: text_of(dossier_html(shown(subject))), shown,
                     subjects(catalog)) == {}


def test_a_dossier_is_read_at_a_glance_and_the_rest_is_folded(catalog: Catalog) -> None:
    """What it is, its figures, what differs and the newest event are seen; long lists are not."""
    folded = 0
    for subject in subjects(catalog):
        given, seen = shown(subject), seen_at_first(dossier_html(shown(subject)))
        figures = tuple(replace(each, marks=()) for each in given.figures)
        differ = tuple((each.question, each.words) for each in given.differences)
        assert missing((given.title, given.sentence, figures, given.happenings[:1], differ),
                       seen) == [], subject
        if len(given.claims) > _FEW:
            folded += 1
            assert "printed “" not in seen, subject
        if len({each.source_id for each in given.citations}) > _FEW:
            assert "View of" not in seen, subject
    assert folded


def test_no_dossier_names_a_file(catalog: Catalog) -> None:
    """A document is cited by its title, in words and in the titles of marks."""
    files = {source.document for source in catalog.sources.values() if source.document}
    assert files
    for subject in subjects(catalog):
        given = shown(subject)
        said = "\n".join((dossier_html(given), *dossier_lines(given)))
        assert not [name for name in files if name in said], subject


def test_notes_stand_under_their_source(catalog: Catalog) -> None:
    """Each source once, each of its notes once, whichever way they come."""
    for subject in subjects(catalog):
        cited = shown(subject).citations
        found = cited_sources(cited)
        sources = [each.source_id for one in found for each in one.citations]
        assert sorted(each.number for one in found for each in one.citations) == [
            each.number for each in cited]
        assert len(found) == len(set(sources)) == len({each.words for each in found})


def test_the_pack_shows_every_dossier_whole(catalog: Catalog) -> None:
    made = dossiers(Extract(catalog, View()))
    assert set(made) >= set(catalog.ids)
    assert faults_in(lambda subject: text_of(made[subject]), shown, tuple(made)) == {}


def test_plain_text_has_every_dossier_whole(catalog: Catalog) -> None:
    assert faults_in(lambda subject: "\n".join(dossier_lines(shown(subject))), shown,
                     subjects(catalog)) == {}


def test_a_printed_page_has_all_that_it_does_not_call_left_out(catalog: Catalog,
                                                               land: dict[str, Any]) -> None:
    for entry in some_routes(catalog):
        data, kept = printed_dossier(Extract(catalog, View(opened=entry.route_id), land))
        page = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
        assert missing(merged(kept), page) == [], entry.route_id
        assert counted(shown(entry.route_id), kept) == [], entry.route_id


def test_a_slide_and_its_notes_have_every_dossier(catalog: Catalog, land: dict[str, Any]) -> None:
    extract = Extract(catalog, View(), land)

    def slide(subject: str) -> str:
        entry = catalog.entry(subject)
        assert entry
        return route_page(extract, entry).spoken

    assert faults_in(slide, lambda subject: cut(shown(subject), SLIDE_LIMITS), catalog.ids) == {}


def test_a_slide_itself_shows_figures_and_who_differs(catalog: Catalog, land: dict[str, Any]
                                                      ) -> None:
    extract = Extract(catalog, View(), land)
    for entry in catalog.entries:
        page, given = route_page(extract, entry), shown(entry.route_id)
        paras = [page.sentence, *page.beside,
                 *(para for row in page.rows for para in (row.value, *row.beside))]
        said = "\n".join((page.title, page.eyebrow, *(row.label for row in page.rows),
                          *("".join(run.text for run in para) for para in paras)))
        figures = tuple(replace(figure, marks=()) for figure in given.figures)
        line = given.line
        warning = line.warning if line and line.basis_id in SKETCHED else ""
        assert missing((given.title, given.eyebrow, given.sentence, figures, warning), said) == []
        listed = {each.mark for each in page.citations}
        assert {run.text for para in paras for run in para if run.raised} <= listed


def test_google_earth_has_all_that_it_does_not_call_left_out(catalog: Catalog) -> None:
    data = kml.write(Extract(catalog, View()), "routes")
    document = fromstring(data)  # noqa: S314 - our own
    balloons = {place.get("id", "").removeprefix("route-"): html.unescape(
        place.findtext("{*}description") or "") for place in document.iterfind(".//{*}Placemark")}
    assert set(balloons) == set(catalog.ids)
    assert faults_in(balloons.__getitem__, lambda subject: cut(shown(subject), kml.KML_LIMITS),
                     catalog.ids) == {}


def scenes(catalog: Catalog) -> Iterator[tuple[Briefing, int]]:
    """Every scene of the shipped briefings, and one whose claims this release does not have."""
    for briefing in read_briefings(read_folder(DATA).briefings):
        for number in range(1, len(briefing.scenes) + 1):
            yield briefing, number
    unknown = Scene("Gone", "open=btc-pipeline", "It is long [1], and old [2].", (
        "btc-pipeline/length/no-source/1-1", catalog.claims[0].reference), "Ask [2]. Not [7].")
    yield Briefing("gone", "Gone", "", (unknown,)), 1


def test_screen_and_speaker_s_window_have_every_scene_whole(catalog: Catalog) -> None:
    for briefing, number in scenes(catalog):
        scene = shown_scene(catalog, briefing, number)
        said = scene_document(scene)
        screen = "\n".join((text_of(sentence_html(scene)), text_of(sources_in_brief(scene)),
                            scene.title, scene.caveat_line))
        window = json.dumps(said, ensure_ascii=False).replace('\\"', '"')
        opened = scene.opened.name if scene.opened else ""
        assert missing(scene, f"{screen}\n{window}\n{opened}") == [], scene.title
        for numbers in re.findall("<sup>([^<]*)</sup>", str(sentence_html(scene))):
            screen += "".join(f"[{number}]" for number in numbers.split(", "))
        bared = re.sub("<sup>[^<]*</sup>", "", str(sentence_html(scene)))
        assert missing((scene.title, scene.sentence, scene.caveats), screen + bared) == []
        for cite in scene.aloud:
            # the lines of each claim stand in the speaker's window, not before the audience
            said_by = (cite.citation.who, cite.citation.missing, cite.differ)
            assert missing(said_by, screen) == [], scene.title


def test_the_pack_has_every_scene_whole(catalog: Catalog) -> None:
    for briefing, number in scenes(catalog):
        scene = shown_scene(catalog, briefing, number)
        stage = stage_document(scene, ())
        page = "\n".join((scene.title, *scene.titles, *map(text_of, stage.values()),
                          *scene_document(scene)["differences"]))
        opened = scene.opened.name if scene.opened else ""
        assert missing(scene, f"{page}\n{opened}") == [], scene.title


def test_slides_have_every_scene_and_what_it_opens(catalog: Catalog, land: dict[str, Any]) -> None:
    for briefing, number in scenes(catalog):
        scene, about = scene_with_dossier(catalog, briefing, number)
        view, _ = read_scene(briefing.scenes[number - 1], catalog)
        page = scene_page(Slide(Extract(catalog, view, land), scene, about))
        slide = "\n".join((page.title, page.eyebrow, "".join(run.text for run in page.sentence),
                           *scene.titles, scene.briefing, page.spoken))
        assert missing(scene, slide) == [], scene.title
        if about:
            kept = cut(about, SLIDE_LIMITS, keep_numbers=True)
            assert missing(kept, page.spoken) == [], scene.title


def test_one_numbering_in_a_scene_and_in_what_it_opens(catalog: Catalog) -> None:
    for briefing, number in scenes(catalog):
        scene, about = scene_with_dossier(catalog, briefing, number)
        lines = {each.number: (each.source_id, each.place) for each in scene.citations}
        for each in about.citations if about else ():
            assert lines.setdefault(each.number, (each.source_id, each.place)) == (
                each.source_id, each.place)


@pytest.mark.parametrize("limits", [
    Limits(names=1, can_set=legible, happenings=1, differences=1, sides=2, claims=1, actors=1,
           relations=1, via=0, context=0, routes=1, repeats=False, details=False),
    Limits(claims=0, details=False), Limits(repeats=False), Limits()])
def test_a_cut_counts_what_it_leaves_out_and_numbers_without_gaps(catalog: Catalog, limits: Limits
                                                                  ) -> None:
    for subject in subjects(catalog):
        kept = cut(shown(subject), limits)
        assert counted(shown(subject), kept) == [], subject
        assert [each.number for each in kept.citations] == list(range(1, len(kept.citations) + 1))
        assert cited_numbers(kept) == {each.number for each in kept.citations}
        for difference, whole in zip(kept.differences, shown(subject).differences, strict=False):
            if len(difference.sides) < len(whole.sides):
                assert difference.cut == (
                    f"{len(difference.sides)} of {len(whole.sides)} claims")


def test_each_side_of_a_difference_says_whose_it_is(catalog: Catalog) -> None:
    """A claim about another subject stands with that subject's name."""
    others = 0
    for subject in catalog.ids:
        for each, difference in zip(shown(subject).differences, catalog.differences(subject),
                                    strict=True):
            for side, claim in zip(each.sides, difference.claims, strict=True):
                other = claim.subject_id != subject
                others += other
                assert side.about == (
                    f"about {catalog.name_of(claim.subject_id)}" if other else "")
    assert others


def test_a_line_that_no_survey_bears_out_says_so(catalog: Catalog) -> None:
    for entry in catalog.entries:
        line = shown(entry.route_id).line
        assert line
        assert ("Indicative alignment" in line.warning) == (entry.alignment.basis != "surveyed")


def test_the_law_sees_what_is_lost() -> None:
    """The law goes red where a rendering loses a word, a number or a citation."""
    whole = shown("btc-pipeline")
    text = "\n".join(dossier_lines(whole))
    assert missing(whole, text) == []
    for lost in ("1,768\N{NO-BREAK SPACE}km", "Indicative alignment", whole.differences[0].why):
        assert missing(whole, text.replace(lost, "")) != [], lost
    assert missing(whole, text.replace("[2]", "")) == ["[2]"]
    assert counted(whole, replace(cut(whole, Limits(claims=1, actors=0)), left_out="")) != []
    assert any(claim.attribute_id in ACTORS for claim in whole.claims)
    assert plain((Cited("18 days", (2,)),)) == "18 days [2]"
