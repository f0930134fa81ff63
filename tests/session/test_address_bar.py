"""The address that a session writes, also where a newer rerun ends the one that writes it."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from app.session.address_bar import write_address
from app.session.interaction import touch, was_touched
from geo.query.filter import Filter
from geo.query.view import View

GAS = View(Filter(modes=frozenset({"gas"})))


class InterruptedRun(BaseException):
    """Ends a run, as Streamlit does when another is asked for."""


class Address(dict[str, Any]):
    """The query of an address, of which a message tells the browser; the first ones are lost."""

    lost = 0

    def from_dict(self, items: dict[str, Any]) -> None:
        """Take these items, or end the run first."""
        if self.lost:
            self.lost -= 1
            raise InterruptedRun
        self.clear()
        self.update(items)


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Address:
    made = Address()
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "query_params", made)
    return made


def test_a_run_that_ends_while_it_writes_leaves_the_address_to_the_next(address: Address) -> None:
    touch()
    address.lost = 1
    with pytest.raises(InterruptedRun):
        write_address(GAS)
    assert was_touched(), "the view still counts, not the older address"
    write_address(GAS)
    assert address == {"mode": ["gas"]}
    assert not was_touched()
