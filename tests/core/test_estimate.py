"""What people think of parties and lines, and who may read that."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sok_core import estimate, party, relation, words
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.estimate import Opinion
from sok_core.model import Estimate, EstimateKind, Reader
from tests.evening import Evening

TODAY = dt.date(2026, 11, 5)


@pytest.fixture
def spil(evening: Evening) -> int:
    return party.write_down(evening.store, name="De Spil").id


def give(evening: Evening, **fields: Any) -> None:
    known: dict[str, Any] = {"kind": EstimateKind.INFLUENCE, "value": 3, "given_by": "voorzitter"}
    estimate.give(evening.store, given_on=TODAY, **known | fields)


def read(evening: Evening, reader: Reader = Reader.FACILITATOR) -> list[Estimate]:
    with evening.store.read() as tables:
        return tables.estimate.readable_by(reader)


def test_an_opinion_is_for_the_facilitator_until_she_releases_it(evening: Evening, spil: int) -> None:
    give(evening, party_id=spil)
    (given_one,) = read(evening)
    assert read(evening, Reader.CORE_TEAM) == read(evening, Reader.TABLE) == []
    estimate.release(evening.store, estimate_id=given_one.id, reader=Reader.CORE_TEAM)
    assert [one.value for one in read(evening, Reader.CORE_TEAM)] == [3]
    assert read(evening, Reader.TABLE) == []
    estimate.release(evening.store, estimate_id=given_one.id, reader=Reader.FACILITATOR)
    assert read(evening, Reader.CORE_TEAM) == []
    with pytest.raises(NotFound, match=r"estimate\.unknown"):
        estimate.release(evening.store, estimate_id=99, reader=Reader.TABLE)


def test_what_one_person_says_again_takes_the_place_of_what_he_said(evening: Evening, spil: int) -> None:
    give(evening, party_id=spil)
    give(evening, party_id=spil, value=5)
    give(evening, party_id=spil, value=1, given_by=" secretaris ")
    assert sorted((one.given_by, one.value) for one in read(evening)) == [
        ("secretaris", 1),
        ("voorzitter", 5),
    ]
    give(evening, party_id=spil, value=None)
    assert [one.given_by for one in read(evening)] == ["secretaris"]


def test_who_gives_in_the_same_name_what_another_just_gave_hears_of_it(evening: Evening, spil: int) -> None:
    give(evening, party_id=spil, value=2)
    seen = read(evening)
    give(evening, party_id=spil, value=5, seen=seen)
    with pytest.raises(Conflict, match=r"estimate\.changed") as caught:
        give(evening, party_id=spil, value=1, seen=seen)
    assert "‘invloed’. Daar staat nu: heel veel, alleen begeleider." in words.sentence(caught.value)
    give(evening, party_id=spil, value=5, seen=seen)  # the same is no conflict
    give(evening, party_id=spil, value=1, seen=seen, given_by="secretaris")  # nor is another opinion
    give(evening, party_id=spil, value=None, seen=read(evening))
    with pytest.raises(Conflict) as caught:
        give(evening, party_id=spil, value=3, seen=seen)
    assert "Daar staat nu: niets." in words.sentence(caught.value)
    assert [(one.given_by, one.value) for one in read(evening)] == [("secretaris", 1)]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"value": 0}, "estimate.invloed"),
        ({"value": True}, "estimate.invloed"),
        ({"kind": EstimateKind.INTEREST, "value": 6}, "estimate.belang"),
        ({"kind": EstimateKind.ATTITUDE, "value": -3}, "estimate.houding"),
        ({"kind": EstimateKind.TENSION, "value": 1}, "estimate.subject"),
        ({"party_id": None}, "estimate.subject"),
    ],
)
def test_what_no_opinion_can_be(evening: Evening, spil: int, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        give(evening, **{"party_id": spil} | fields)
    assert caught.value.code == code
    assert read(evening) == []


def test_tension_is_of_a_line(evening: Evening, spil: int) -> None:
    school = party.write_down(evening.store, name="School").id
    line = relation.draw(evening.store, source_id=spil, target_id=school)
    give(evening, kind=EstimateKind.TENSION, value=3, relation_id=line.id)
    with pytest.raises(RuleBroken, match=r"estimate\.spanning"):
        give(evening, kind=EstimateKind.TENSION, value=4, relation_id=line.id)
    for about in ({"relation_id": 99}, {"kind": EstimateKind.INTEREST, "party_id": 99}):
        with pytest.raises(NotFound):
            give(evening, **{"kind": EstimateKind.TENSION, "value": 1} | about)
    assert estimate.opinions(read(evening), EstimateKind.TENSION) == {line.id: Opinion(3, 3, 3, 1)}


@given(st.lists(st.integers(1, 5), min_size=1, max_size=9))
def test_the_middle_lies_between_the_least_and_the_most_and_was_said(values: list[int]) -> None:
    told = [
        Estimate(n, EstimateKind.INTEREST, value, Reader.TABLE, f"lid {n}", TODAY, party_id=7)
        for n, value in enumerate(values)
    ]
    (found,) = estimate.opinions(told, EstimateKind.INTEREST).values()
    assert (found.least, found.most, found.count) == (min(values), max(values), len(values))
    assert found.value in values
    below = sum(value < found.value for value in values)
    assert below <= len(values) / 2
    assert sum(value > found.value for value in values) <= len(values) / 2
