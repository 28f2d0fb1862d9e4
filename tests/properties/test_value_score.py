"""Whatever people answer: no published counts, added or taken from each other, show fewer than five."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sok_core.model import Crowd, Group, ScoreCount, ValueResult
from sok_core.value_score import LEAST, SCORES, chance, result

AIM = 1
counts = st.lists(
    st.builds(
        ScoreCount,
        round_id=st.just(1),
        aim_id=st.just(AIM),
        group=st.sampled_from([*Group, None]),
        score=st.sampled_from([*SCORES, None]),
        people=st.integers(0, 9),
    ),
    max_size=30,
)
histograms = st.lists(st.integers(0, 6), min_size=5, max_size=5).map(tuple)
WHO = {
    Crowd.RESIDENTS: {Group.RESIDENT},
    Crowd.ORGANISATIONS: {Group.ORGANISATION},
    Crowd.UNSAID: {None},
    Crowd.ROOM: {*Group, None},
}


def scored(told: list[ScoreCount], groups: set[Group | None]) -> int:
    return sum(one.people for one in told if one.group in groups and one.score is not None)


@given(counts)
def test_no_shown_crowd_and_no_difference_of_crowds_is_smaller_than_five(told: list[ScoreCount]) -> None:
    shown = result(AIM, told)
    seen = [WHO[lane.crowd] for lane in shown.lanes]
    for first, second in itertools.product([set(), *seen], seen):
        rest = second - first
        assert not rest or scored(told, rest) >= LEAST
        assert not (first & second) or first == second, (
            "crowds that share people can be taken from each other"
        )


@given(counts)
def test_what_is_shown_is_what_was_answered(told: list[ScoreCount]) -> None:
    shown: ValueResult = result(AIM, told)
    for lane in shown.lanes:
        mine = [one for one in told if one.group in WHO[lane.crowd]]
        given_ = tuple(sum(one.people for one in mine if one.score == score) for score in SCORES)
        assert lane.scores == given_
        assert lane.unknown == sum(one.people for one in mine if one.score is None)


@given(histograms, histograms)
def test_chance_is_a_share_and_does_not_care_which_group_comes_first(
    first: tuple[int, ...], second: tuple[int, ...]
) -> None:
    found = chance(first, second)
    assert 0 <= found <= 1
    assert found == chance(second, first)
