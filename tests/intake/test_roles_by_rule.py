"""Who stands for something, pays, holds, builds, runs or opposes it, as people write it.

Every deed is made up. Invented for a test.
"""

from __future__ import annotations

import pytest

from geo.catalog.catalog import Catalog
from geo.intake.finding import candidates
from tests.samples.intake_documents import of_lines

LINE = "the Rasht–Astara railway"


def parts(catalog: Catalog, *lines: str) -> set[tuple[str, str, str]]:
    return {(each.attribute, each.value, role)
            for each in candidates(of_lines(*lines, published="2026-08-12"), catalog)
            if each.attribute in ("sponsor", "opponent") for role in each.qualifier}


@pytest.mark.parametrize(("text", "name", "role"), [
    (f"Azerbaijan is in favour of {LINE}.", "Azerbaijan", "supporter"),
    (f"About {LINE} there is no quarrel: Turkmenistan is for it.", "Turkmenistan", "supporter"),
    (f"India backs {LINE}.", "India", "supporter"),
    (f"India stands behind {LINE}.", "India", "supporter"),
    (f"Kazakhstan, which had doubts about {LINE}, now supports it.", "Kazakhstan", "supporter"),
    (f"Turkmenistan has joined {LINE}.", "Turkmenistan", "party"),
    (f"Kazakhstan takes part in {LINE}.", "Kazakhstan", "party"),
    (f"Russia and Iran founded a company for {LINE}.", "Iran", "party"),
    (f"India promised $40 million for {LINE}.", "India", "funder"),
    (f"Azerbaijan committed 60 million euros to {LINE}.", "Azerbaijan", "funder"),
    (f"Azerbaijan contributes EUR 12 million to {LINE}.", "Azerbaijan", "funder"),
    (f"{LINE[4:]} is built with USD 80 million from the Islamic Development Bank.",
     "Islamic Development Bank", "funder"),
    (f"A Chinese export credit pays for the bridges of {LINE}.", "China", "funder"),
    (f"Azerbaijan holds a stake of 30 per cent in {LINE}.", "Azerbaijan", "funder"),
    (f"In {LINE} Russia holds 51 per cent, Azerbaijan 29 per cent and Iran the rest.", "Iran",
     "funder"),
    (f"Of the company of {LINE} RZD holds 40 per cent.", "RZD", "funder"),
    (f"Russia and Iran have 20 per cent each of the company of {LINE}.", "Russia", "funder"),
    (f"The operator of {LINE}, Caspilink, is small.", "Caspilink", "operator"),
    (f"The contractor, Mostostroy, has reached the tunnel of {LINE}.", "Mostostroy", "builder"),
    (f"Azerbaijan has started to lay {LINE}.", "Azerbaijan", "builder"),
    (f"Iran laid the rails of {LINE} as far as Fuman.", "Iran", "builder"),
    (f"India, whose state company operates {LINE}, is content.", "India", "operator"),
])
def test_who_stands_for_a_line_is_found(catalog: Catalog, text: str, name: str, role: str) -> None:
    assert ("sponsor", name, role) in parts(catalog, text)


@pytest.mark.parametrize(("text", "name", "role"), [
    (f"Turkmenistan is against {LINE}.", "Turkmenistan", "opposes"),
    (f"{LINE[4:]} divides them: Russia and Turkmenistan are against it.", "Russia", "opposes"),
    (f"Israel is hostile to {LINE}.", "Israel", "opposes"),
    (f"India is wary of {LINE}.", "India", "reserved"),
])
def test_who_is_against_it_is_found(catalog: Catalog, text: str, name: str, role: str) -> None:
    assert ("opponent", name, role) in parts(catalog, text)


@pytest.mark.parametrize(("text", "name", "role"), [
    ("The operator, Caspilink, has hired drivers.", "Caspilink", "operator"),
    ("Kazakhstan is in favour.", "Kazakhstan", "supporter"),
    ("A concessional loan of USD 90.5 million from the Islamic Development Bank is in force.",
     "Islamic Development Bank", "funder"),
])
def test_a_part_told_after_the_line_was_named_is_of_it(catalog: Catalog, text: str, name: str,
                                                       role: str) -> None:
    found = parts(catalog, f"Trains are few on {LINE}. {text}")
    assert ("sponsor", name, role) in found


def test_who_offers_to_take_part_is_only_expected_to(catalog: Catalog) -> None:
    found = parts(catalog, f"India has offered to take part in {LINE}.")
    assert {("sponsor", "India", "party"), ("sponsor", "India", "expected")} <= found


@pytest.mark.parametrize("text", [
    f"The Company received the first money of its loan for {LINE}.",
    f"The Company warns that {LINE} may be late.",
    f"Iran laid the foundation stone of {LINE}.",
    f"Russia holds talks on {LINE}.",
    f"Russia has not joined {LINE}.",
    f"Albania has shown little interest in {LINE}.",
    f"Russia has 24 per cent of the world's gas, and {LINE} carries none.",
])
def test_what_only_looks_like_a_part_is_none(catalog: Catalog, text: str) -> None:
    assert not {(name, role) for _, name, role in parts(catalog, text)
                if role in ("funder", "builder", "party", "warns", "supporter")}
