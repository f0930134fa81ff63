"""Names are understood as people write them, as ends and as subjects, in commands and links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catalog.catalog import Catalog
from geo.catalog.name_lookup import end_called, known_by, name_lookup, subject_called
from geo.data.countries import country_name
from geo.data.errors import AtlasError
from geo.data.folding import squeezed
from geo.query.view import link_items, read_view
from tests.conftest import shipped

_CATALOG = shipped()


@pytest.mark.parametrize(("name", "meant"), [
    ("Chabahar", "chabahar"), ("chabahar port", "chabahar"), ("Chah Bahar", "chabahar"),
    ("Istanbul", "istanbul"), ("ISTANBUL", "istanbul"), ("İstanbul", "istanbul"),
    ("Стамбул", "istanbul"), ("Iran", "IR"), ("iran", "IR"), ("ir", "IR"), ("Kazakhstan", "KZ"),
    ("Türkiye", "TR"), ("Turkiye", "TR"), ("Turkey", "TR"), ("Bandar Abbas", "bandar-abbas"),
    ("BandarAbbas", "bandar-abbas"), ("Mazar-i-Sharif", "mazar-i-sharif"), ("Igdir", "igdir"),
    ("Aktau", "aktau"), ("Turkmenbashi", "turkmenbashi-port"), ("Yalama", "yalama"),
    ("Singapore", "singapore"), ("Kandahar", "kandahar"), ("Georgia", "GE"),
])
def test_an_end_is_understood(catalog: Catalog, name: str, meant: str) -> None:
    assert end_called(catalog, name) == meant


@pytest.mark.parametrize(("name", "meant"), [
    ("Middle Corridor", "middle-corridor"), ("the middle corridor".removeprefix("the "),
                                             "middle-corridor"),
    ("INSTC", "instc"), ("North–South Transport Corridor".replace("–", "-"), "instc"),
    ("TRIPP", "tripp"), ("BTK", "baku-tbilisi-kars-railway"), ("Kabul Corridor", "kabul-corridor"),
    ("kabul", "kabul"), ("Iran", "IR"), ("Turkey", "TR"), ("tanap", "tanap"),
    ("Under construction", "under-construction"), ("Baku–Tbilisi railway", "baku-tbilisi-railway"),
])
def test_a_subject_is_understood(catalog: Catalog, name: str, meant: str) -> None:
    assert subject_called(catalog, name) == meant


def test_every_name_shown_is_understood_in_any_case_and_without_accents(catalog: Catalog) -> None:
    """By its own name a subject is found, unless another bears the same; then both are named."""
    for subject in sorted(catalog.subjects):
        name = catalog.name_of(subject)
        for spelling in (name, name.upper(), squeezed(name)):
            ids = name_lookup(catalog).subjects[squeezed(spelling)]
            assert subject in ids or {country_name(code) for code in ids} == {name} or any(
                squeezed(catalog.name_of(other)) == squeezed(name) or other == squeezed(name)
                for other in ids), (subject, ids)
    for place in catalog.places.values():
        assert name_lookup(catalog).ends[squeezed(place.name)]


@given(st.sampled_from(sorted(
    (alias for alias in _CATALOG.aliases if alias.id not in _CATALOG.regions),
    key=lambda alias: (alias.id, alias.alias))))
def test_every_alias_means_something_that_bears_it(catalog: Catalog, name: object) -> None:
    alias = getattr(name, "alias", "")
    ids = name_lookup(catalog).subjects[squeezed(alias)]
    assert all(squeezed(alias) in {squeezed(subject), squeezed(catalog.name_of(subject)), *(
        squeezed(other.alias) for other in catalog.aliases_of(subject))} or (
        squeezed(catalog.name_of(subject)).startswith(squeezed(alias))) for subject in ids)


@pytest.mark.parametrize(("name", "why"), [
    ("Chabhar", "did you mean 'Chabahar"), ("Kazakstan", "did you mean 'Kazakhstan'"),
    ("Tblisi", "did you mean 'Tbilisi'"), ("Turkmenb", "did you mean 'Turkmenbashi port'"),
    ("Middle Corridor", "is a corridor"), ("BTK", "is a route"), ("Qwertyq", "no such place"),
    ("", "no such place"),
])
def test_an_end_that_is_none_is_refused_with_a_suggestion(catalog: Catalog, name: str, why: str
                                                          ) -> None:
    with pytest.raises(AtlasError, match=why):
        end_called(catalog, name)


def test_a_name_of_several_names_them_all(catalog: Catalog) -> None:
    with pytest.raises(AtlasError, match=r"aras-rail-iran.*aras-road-iran"):
        subject_called(catalog, "Aras corridor")
    assert "arascorridor" not in name_lookup(catalog).clear.subjects


def test_a_link_may_hold_names(catalog: Catalog) -> None:
    link = ("?if-from=Chabahar&if-to=T%C3%BCrkiye&if-close=Iran&if-close=Middle+Corridor"
            "&if-open=Kabul%20Corridor&if-to=Chabhar")
    view, ignored = read_view(link_items(link), known_by(catalog, ()))
    assert (view.question.origin, view.question.target) == ("chabahar", "TR")
    assert view.question.scenario.closed == {"IR", "middle-corridor"}
    assert view.question.scenario.opened == {"kabul-corridor"}
    assert ignored == ("if-to=Chabhar",)
    assert ("if-from", "chabahar") in view.items()
