"""Laws of what is shown of claims, held by every place that shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.screens.compare import comparison_html
from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.dates import MONTHS, beginning, date_words, dated_words, due, event_words, says_by
from geo.claims.disagreements import between, content_of
from geo.claims.headline import headline, leading
from geo.claims.other_languages import in_english
from geo.claims.staleness import marks
from geo.claims.value_state import STATE_WORDS
from geo.claims.wording import covered_words, period_words, value_words
from geo.data.records import Claim
from geo.data.schema import SCOPES
from geo.export.dossier_text import dossier_lines
from geo.export.geodata import kml
from geo.export.html.dossier_html import dossier_html
from geo.export.pptx.slide_figures import figure_rows
from geo.presentation.citations import Citations
from geo.presentation.comparison import compare_subjects, presets
from geo.presentation.data_tables import HEADLINES, claim_table, route_table, throughput_kind
from geo.presentation.dossier import ACTORS, DAILY, dossier
from geo.presentation.extract import Extract
from geo.presentation.sentence import sentence
from geo.presentation.statement import route_statement, statement
from geo.query.view import View
from tests.samples.table_cells import claim_cells

MONTH_SPAN = re.compile(rf"\b({'|'.join(MONTHS)}) \d{{4}} to ({'|'.join(MONTHS)}) \d{{4}}")


def claim(attribute: str, value: str, unit: str = "km", **other: object) -> Claim:
    cells: dict[str, object] = {
        "subject_id": "tap", "attribute": attribute, "value": value, "value_high": "",
        "unit": unit, "qualifier": ("exact",), "scope": "", "scope_words": "", "period": "",
        "as_of": "2025-06", "source_id": "umarova-2025",
        "section": "", "lines": "1-1", "printed": value, "note": ""}
    return Claim(**{**cells, **other})  # type: ignore[arg-type]


def entry_of(catalog: Catalog, route_id: str) -> RouteEntry:
    entry = catalog.entry(route_id)
    assert entry is not None
    return entry


def said(catalog: Catalog, entry: RouteEntry) -> str:
    """The sentence of a route without the numbers of its citations."""
    return "".join(piece.text for piece in sentence(catalog, entry, Citations(catalog.sources)))


def shown(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Every place that shows claims in words, and what it says."""
    for entry in catalog.entries:
        route = entry.route_id
        yield f"sentence of {route}", said(catalog, entry)
        yield f"dossier of {route}", str(dossier_html(dossier(catalog, route)))
        yield f"text of {route}", "\n".join(dossier_lines(dossier(catalog, route)))
        yield f"cells of {route}", str(claim_cells(catalog, entry))
        for brief in (False, True):
            yield f"slide of {route}", str(figure_rows(dossier(catalog, route), brief=brief))
    for table in (route_table(catalog), claim_table(catalog)):
        for row in table.rows:
            yield "tables", str({name: cell for name, cell in row.items()
                                 if not name.endswith(("printed", "note"))})
    for preset in presets(catalog).values():
        yield "compare", str(comparison_html(
            catalog, compare_subjects(catalog, preset.subject_ids)))
    yield "kml", kml.write(Extract(catalog, View()), "routes").decode()


@pytest.fixture(scope="module")
def everything(catalog: Catalog) -> list[tuple[str, str]]:
    return list(shown(catalog))


# Parts

def test_no_sentence_says_since_of_a_part_or_of_work(catalog: Catalog) -> None:
    for entry in catalog.entries:
        if " since " in said(catalog, entry):
            (start,) = leading(entry.claims_of("start"))
            assert not start.partial
            assert beginning(start) == "operation"
            assert due(start) is None


def test_a_route_whose_part_began_is_not_said_to_have_begun(catalog: Catalog) -> None:
    scp = entry_of(catalog, "south-caucasus-pipeline")
    assert "operating" in said(catalog, scp)
    assert "2018" not in said(catalog, scp)
    assert route_statement(catalog, scp, "start").state == "part"


def test_what_covers_a_part_says_so_wherever_it_stands_first(catalog: Catalog) -> None:
    rows = {row["route_id"]: row for row in route_table(catalog).rows}
    seen = 0
    for entry in catalog.entries:
        row, html = rows[entry.route_id], str(dossier_html(dossier(catalog, entry.route_id)))
        for attribute in HEADLINES:
            told = route_statement(catalog, entry, attribute)
            partial = bool(told.claim and told.claim.partial)
            assert (told.state == "part") == partial
            assert (row[f"{attribute}_state"] == STATE_WORDS["part"]) == partial
            assert bool(row[f"{attribute}_part"]) or not partial
            assert any(f" ({scope}" in told.brief for scope in SCOPES) == partial
            for claim in told.first if partial else ():
                seen += 1
                assert f"({covered_words(claim)})" in str(row[f"{attribute}_words"])
                assert f"({covered_words(claim)})" in html
    assert seen


def test_both_gauges_of_a_line_that_breaks_are_shown_in_the_order_of_the_way(
        catalog: Catalog) -> None:
    told = route_statement(catalog, entry_of(catalog, "baku-tbilisi-kars-railway"), "gauge")
    assert [claim.value for claim in told.first] == ["1520", "1435"]
    row = next(row for row in route_table(catalog).rows
               if row["route_id"] == "baku-tbilisi-kars-railway")
    assert row["gauge"] == "1520; 1435"


# Who differs

def test_one_source_never_differs_with_another(catalog: Catalog) -> None:
    for source_id in catalog.sources:
        told = catalog.told_by(frozenset({source_id}))
        told = replace(told, entries=tuple(entry for entry in told.entries if entry.claims))
        for place, words in shown(told):
            assert "ources differ" not in words, (source_id, place)


def test_who_differs_is_said_of_the_claims_that_differ(catalog: Catalog) -> None:
    subjects = (*catalog.ids, *catalog.corridors, *catalog.places)
    for difference in (d for subject in subjects for d in catalog.differences(subject)):
        sources = {claim.source_id for claim in difference.claims}
        assert (difference.between == "sources") <= (len(sources) > 1)
        assert (difference.between == "meanings") == (
            len(set(map(content_of, difference.claims))) == 1
        )
    for row in route_table(catalog).rows:
        assert not (row["sources_differ"] == "yes" and row["claims_differ"] == "no")
        for entry in filter(None, [catalog.entry(str(row["route_id"]))]):
            asked = {claim.source_id for d in catalog.differences(entry.route_id)
                     for claim in d.claims}
            assert row["sources_differ"] == "no" or len(asked) > 1


def test_between_sources_and_within_one() -> None:
    a, b = claim("length", "10"), claim("length", "12")
    other = replace(b, source_id="blank-2025")
    assert between([a, b]) == "claims"
    assert between([a, other]) == "sources"
    assert between([a, replace(a, source_id="blank-2025")]) == "meanings"


def test_an_equal_value_is_never_a_difference(catalog: Catalog) -> None:
    for subject in (*catalog.ids, *catalog.corridors, *catalog.places):
        for difference in catalog.differences(subject):
            for claim in difference.claims:
                assert content_of(claim) not in set(map(content_of, difference.against(claim)))


# Level claims

def test_claims_that_stand_level_are_all_shown_and_disputed(catalog: Catalog) -> None:
    idea = claim("status", "proposed", "", qualifier=(), lines="1-1")
    works = claim("status", "under-construction", "", qualifier=(), lines="2-2")
    for claims in ((idea, works), (works, idea)):
        entry = replace(entry_of(catalog, "tap"), claims=claims)
        told = route_statement(catalog, entry, "status")
        assert told.words == "Proposed or under construction"
        assert (told.state, told.differ) == ("disputed", "claims differ")
        assert entry.status == "proposed"
        assert entry.words["statuses"] == {"proposed", "under-construction"}
        assert "proposed or under construction (claims differ)" in said(catalog, entry)
    assert leading([idea, replace(works, as_of="2025-07")]) == (replace(works, as_of="2025-07"),)
    assert leading([idea, replace(idea, lines="3-3")]) == (idea,)


def test_a_rounded_figure_yields_to_the_one_it_is_made_from() -> None:
    title = claim("throughput", "83.4", "bcm")
    text = claim("throughput", "83.36", "bcm", qualifier=("more-than",))
    assert headline([title, text]) == headline([text, title]) == text
    apart = replace(title, source_id="blank-2025")
    assert headline([apart, text]) == apart


# Dates

def plain(claim: Claim, words: str) -> bool:
    """Whether words are a plain date that the claim prints; the year may be that of the claim."""
    day, month, year = (re.findall(r"^\d{1,2}(?= )", words), re.findall("[A-Z][a-z]+", words),
                        words.rsplit(maxsplit=1)[-1])
    printed = in_english(claim.printed)
    here = all(re.search(rf"\b{part}\b", printed) for part in (*day, *month))
    return here and (year in printed or year == claim.as_of[:4])


def test_every_date_shown_is_printed(catalog: Catalog) -> None:
    for claim in catalog.claims:
        if claim.attribute not in ("start", "completion"):
            continue
        words = re.sub(r" \(\d{4}\)$", "", dated_words(claim))
        if claim.unit == "years" and claim.value.isdecimal() and "less than" in claim.printed:
            assert f"{claim.value} years" in words
            assert date_words(claim.as_of) in words
            continue
        assert words in in_english(claim.printed) or plain(claim, words.removeprefix("by ")), claim
        assert words.startswith("by ") == says_by(in_english(claim.printed))
        assert words in event_words(claim)
        assert value_words(claim) == event_words(claim)


def test_no_place_shows_months_that_no_source_prints(
        catalog: Catalog, everything: list[tuple[str, str]]) -> None:
    """Curators' own sentences apart, and the periods that numbers count."""
    prose = " ".join((*(one.why for one in catalog.disagreements),
                      *(f"{claim.note} {claim.printed} {period_words(claim)}"
                        for claim in catalog.claims)))
    for place, words in everything:
        for found in MONTH_SPAN.finditer(words):
            assert found[0] in prose, place


def test_a_promise_is_never_shown_as_a_date_alone(catalog: Catalog) -> None:
    promised = [claim for claim in catalog.claims if due(claim)]
    assert promised
    for claim in promised:
        assert "promised" in value_words(claim)
        for mark in marks(claim, [claim], catalog.today):
            assert dated_words(claim) in mark.reason
    assert all(date_words(claim.as_of) in mark.reason for claim in catalog.claims
               for mark in marks(claim, [claim], catalog.today) if "was said" in mark.reason)


# Rates and totals

def test_a_throughput_says_what_it_counts(catalog: Catalog) -> None:
    kinds = {row["throughput_unit"]: row["throughput_kind"] for row in route_table(catalog).rows}
    assert kinds.pop("") == ""
    assert set(kinds.values()) <= {"rate", "total", "share"}
    assert throughput_kind(claim("throughput", "28", "mcm/day")) == "rate"
    assert throughput_kind(claim("throughput", "83.36", "bcm")) == "total"


def test_all_subjects_are_told_by_one_rule(catalog: Catalog) -> None:
    for subject in (*catalog.corridors, *catalog.places):
        for claim in catalog.claims_about(subject):
            told = statement(catalog, subject, claim.attribute)
            claims = [f for f in catalog.claims_about(subject) if f.attribute == claim.attribute]
            assert sorted(map(repr, (*told.first, *told.others))) == sorted(map(repr, claims))
            assert told.claim == headline(claims)


# Who is for it and who is against it

def test_neither_friends_nor_opponents_have_the_last_word(catalog: Catalog) -> None:
    """Both stand side by side, and something else than a position or a warning ends the claims."""
    both = 0
    for subject in catalog.subjects:
        names = [group.claims[0].attribute_id for group in dossier(catalog, subject).groups]
        if not {*ACTORS} <= {*names}:
            continue
        both += 1
        assert names.index("opponent") == names.index("sponsor") + 1
        assert names[-1] not in (*ACTORS, "warning"), subject
        assert str(dossier_html(dossier(catalog, subject))).count('"atlas-positions"') >= 1
    assert both


def test_a_dossier_says_what_is_carried_in_a_day_where_a_source_does(catalog: Catalog) -> None:
    told = 0
    for subject in (*catalog.ids, *catalog.corridors):
        daily = [claim for claim in catalog.claims_about(subject)
                 if claim.attribute == "throughput" and claim.unit.endswith("/day")
                 and not claim.partial]
        lead = statement(catalog, subject, "throughput").claim
        figures = [figure for figure in dossier(catalog, subject).figures
                   if figure.label == DAILY]
        needed = bool(daily) and not (lead and lead.unit.endswith("/day"))
        assert len(figures) == needed, subject
        for figure in figures:
            assert all(value.words.citations and " a day" in value.words.text
                       for value in figure.values)
            told += 1
    assert told
