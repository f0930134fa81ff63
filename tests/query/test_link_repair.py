"""Laws of links that were handed on: mangled, they show what they showed, or say what they lost."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.screens.compare import _PARAMETER
from geo.query.link_repair import KEYS, TRACKING, WRAPPED, repaired
from geo.query.view import View, link_items, read_view
from tests.pages.linked_views import KNOWN, MANGLERS, VIEWS, link_of

ON_THE_WAY = ("escaped for HTML", "separators encoded", "query encoded", "values encoded twice",
              "keys in capitals", "tracking", "left of Safe Links")
"""Manglers after which a server still receives a query of its own."""


FEW = settings(deadline=None, max_examples=40)


def received(link: str) -> list[tuple[str, str]]:
    """The pairs that a server receives when a browser is given the link."""
    return parse_qsl(urlsplit(link).query, keep_blank_values=True)


@pytest.mark.parametrize("name", MANGLERS)
@FEW
@given(view=VIEWS)
def test_a_mangled_link_shows_what_the_link_shows(name: str, view: View) -> None:
    if view.items():
        assert read_view(link_items(MANGLERS[name](link_of(view))), KNOWN) == (view, ())


@FEW
@given(VIEWS, st.sampled_from(sorted(MANGLERS)), st.sampled_from(ON_THE_WAY))
def test_a_link_mangled_twice_shows_what_the_link_shows(view: View, last: str, first: str) -> None:
    if view.items():
        link = MANGLERS[last](MANGLERS[first](link_of(view)))
        assert read_view(link_items(link), KNOWN) == (view, ())


@FEW
@given(VIEWS, st.sampled_from(ON_THE_WAY))
def test_the_pairs_that_a_server_receives_show_the_same(view: View, name: str) -> None:
    assert read_view(received(MANGLERS[name](link_of(view))), KNOWN) == (view, ())


@FEW
@given(VIEWS, st.sampled_from(sorted(MANGLERS)))
def test_what_is_put_right_stays(view: View, name: str) -> None:
    once = link_items(MANGLERS[name](link_of(view)))
    assert repaired(once) == once


@FEW
@given(VIEWS, st.sampled_from(sorted(MANGLERS)))
def test_what_is_not_known_is_named_however_it_is_mangled(view: View, name: str) -> None:
    link = link_of(view).replace("?", "?mode=canal&foo=bar&")
    found, ignored = read_view(link_items(MANGLERS[name](link)), KNOWN)
    said = " ".join(ignored)
    assert "canal" in said
    assert "bar" in said.lower()
    assert found == view


@pytest.mark.parametrize("name", [
    "utm_source", "UTM_Medium", "utm_id", "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid",
    "mc_cid", "mc_eid", "igshid", "igsh", "twclid", "ttclid", "yclid", "li_fat_id", "_hsenc",
    "_hsmi", "mkt_tok", "_ga", "_gl", "srsltid", "pk_campaign", "mtm_source"])
def test_what_only_counts_readers_asks_for_nothing(name: str) -> None:
    assert read_view([("mode", "gas"), (name, "x")], KNOWN) == read_view([("mode", "gas")], KNOWN)
    assert name not in KEYS


@pytest.mark.parametrize("name", ["utm", "clid", "id", "ref", "source-of", "modes", "_", "fb"])
def test_other_unknown_names_are_told(name: str) -> None:
    assert read_view([(name, "x")], KNOWN) == (View(), (f"{name}=x",))


@FEW
@given(VIEWS)
def test_every_name_of_an_address_is_a_key(view: View) -> None:
    assert {name for name, _ in view.items()} <= set(KEYS)
    assert _PARAMETER in KEYS
    assert [key for key in KEYS if re.fullmatch(f"{TRACKING}|{WRAPPED}", key)] == []


def test_words_that_an_encoded_name_holds_stay() -> None:
    """A sponsor that ends with a bracket keeps it; a searched text keeps its marks within."""
    sponsor = "external financing (sources not named)"
    link = "?sponsor=external+financing+%28sources+not+named%29&search=R%26D+%28new%29"
    view, ignored = read_view(link_items(link), KNOWN)
    assert view.wanted.sponsors == {sponsor}
    assert view.wanted.text == "R&D (new)"
    assert ignored == ()
