"""The core team: seats by function, and what it lacks."""

import datetime as dt

import pytest

from sok_core import core_team, party
from sok_core.errors import NotFound, RuleBroken
from sok_core.model import CoreTeamMember, Party, PartyStatus, PartyType
from tests.evening import Evening

TODAY = dt.date(2026, 11, 5)


def seats(evening: Evening) -> list[CoreTeamMember]:
    with evening.store.read() as tables:
        return tables.core_team.now()


def test_a_seat_is_taken_ended_and_taken_back(evening: Evening) -> None:
    spil = party.write_down(evening.store, name="De Spil")
    made = core_team.join(evening.store, function="  beheerder ", party_id=spil.id, since=TODAY)
    assert (made.function, made.party_id, made.since) == ("beheerder", spil.id, TODAY)
    core_team.leave(evening.store, member_id=made.id, until=TODAY)
    assert seats(evening) == []
    core_team.come_back(evening.store, member_id=made.id)
    assert seats(evening) == [made]
    core_team.forget(evening.store, member_id=made.id)
    with pytest.raises(NotFound, match=r"core_team\.unknown"):
        core_team.leave(evening.store, member_id=made.id, until=TODAY)


@pytest.mark.parametrize(
    ("function", "code"), [(" ", "core_team.function"), ("x" * 81, "core_team.too_long")]
)
def test_a_seat_needs_a_function(evening: Evening, function: str, code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        core_team.join(evening.store, function=function)
    assert caught.value.code == code


def test_a_seat_is_for_a_party_that_is_there(evening: Evening) -> None:
    with pytest.raises(NotFound, match=r"party\.unknown"):
        core_team.join(evening.store, function="voorzitter", party_id=99)
    assert seats(evening) == []


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "Zoek er nog 4 bij"), (3, "Zoek er nog 1 bij"), (4, ""), (8, ""), (9, "Jullie zijn met 9")],
)
def test_four_to_eight_people_is_the_advice(size: int, said: str) -> None:
    advice = core_team.advice([CoreTeamMember(n, "lid") for n in range(size)])
    assert (said in advice) if said else advice == ""


def test_a_kind_at_the_table_without_a_seat_is_named() -> None:
    at_table = [
        Party(1, "A", "A", PartyType.MUNICIPALITY, PartyStatus.AT_THE_TABLE),
        Party(2, "B", "B", PartyType.SCHOOL, PartyStatus.AT_THE_TABLE),
        Party(3, "C", "C", PartyType.FACILITATOR, PartyStatus.AT_THE_TABLE),
        Party(4, "D", "D", PartyType.LANDLORDS, PartyStatus.MISSING),
    ]
    ended = CoreTeamMember(2, "directeur", party_id=2, until=TODAY)
    members = [CoreTeamMember(1, "projectleider", party_id=1), ended]
    assert core_team.missing_types(at_table, members) == [PartyType.SCHOOL]
