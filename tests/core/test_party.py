"""Parties that come in at the door."""

import pytest

from sok_core import party
from sok_core.errors import RuleBroken
from sok_core.model import Party, PartyStatus
from tests.evening import Evening


def parties(evening: Evening) -> list[Party]:
    with evening.store.read() as tables:
        return tables.party.all()


def test_a_party_is_written_down_by_its_name(evening: Evening) -> None:
    made = party.add(evening.store, name="  Woonbron   Zuid ")
    assert (made.name, made.status) == ("Woonbron Zuid", PartyStatus.AT_THE_TABLE)
    assert parties(evening) == [made]


def test_the_same_name_is_the_same_party(evening: Evening) -> None:
    first = party.add(evening.store, name="Woonbron")
    assert party.add(evening.store, name="woonbron") == first
    assert len(parties(evening)) == 1


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_party_needs_a_sensible_name(evening: Evening, name: str) -> None:
    with pytest.raises(RuleBroken, match=r"party\.name"):
        party.add(evening.store, name=name)
    assert parties(evening) == []
