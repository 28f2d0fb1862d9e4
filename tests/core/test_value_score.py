"""Values scored: the five-rule, gap and spread by hand, and chance beside every way to divide people."""

import datetime as dt
import itertools
import json
import statistics

import pytest

from sok_core import settings, value_score
from sok_core.model import Crowd, Group, Lane, RoundResult, ScoreCount, ScoreRound, ValueResult
from sok_core.value_score import chance, distances, findings, gap, mean, result, results, spread

RESIDENT, ORGANISATION = Group.RESIDENT, Group.ORGANISATION
TRUST, MONEY = 1, 2
TITLES = {TRUST: "Vertrouwen", MONEY: "Betaalbaar"}


def counted(group: Group | None, *given: int, unknown: int = 0, aim_id: int = TRUST) -> list[ScoreCount]:
    """Return counts from how many gave 1, 2, 3, 4 and 5."""
    told = [*zip(value_score.SCORES, given, strict=True), (None, unknown)]
    return [ScoreCount(1, aim_id, group, score, people) for score, people in told if people]


def lane(*scores: int) -> Lane:
    return Lane(Crowd.ROOM, scores)


def by_hand(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    """Divide the same answers in every way there is, person by person."""
    answers = [step for pile in (first, second) for step, people in enumerate(pile) for _ in range(people)]
    size = sum(first)

    def off(chosen: tuple[int, ...]) -> float:
        inside = [answers[one] for one in chosen]
        outside = [answers[one] for one in range(len(answers)) if one not in chosen]
        return abs(statistics.mean(inside) - statistics.mean(outside))

    ways = list(itertools.combinations(range(len(answers)), size))
    seen = off(tuple(range(size)))
    return sum(off(way) >= seen - 1e-9 for way in ways) / len(ways)


def of_demo(name: str) -> dict[str, ValueResult]:
    """Return one round of the demo, by the name of its values."""
    rounds = json.loads((settings.demo_folder() / "value_scores.json").read_text(encoding="utf-8"))
    (found,) = [one for one in rounds if one["id"] == name]
    groups = {"bewoners": RESIDENT, "organisaties": ORGANISATION}
    return {
        row["value_id"]: result(
            place,
            [
                ScoreCount(1, place, group, each["score"], each["count"])
                for label, group in groups.items()
                for each in row[label]
            ],
        )
        for place, row in enumerate(found["scores"])
    }


# ---------------------------------------------------------------- who may be shown


def test_two_groups_of_five_are_shown_apart() -> None:
    shown = result(TRUST, counted(RESIDENT, 1, 1, 1, 1, 1, unknown=2) + counted(ORGANISATION, 0, 0, 0, 5, 0))
    assert shown.lanes == (
        Lane(Crowd.RESIDENTS, (1, 1, 1, 1, 1), 2),
        Lane(Crowd.ORGANISATIONS, (0, 0, 0, 5, 0), 0),
    )


def test_with_one_group_under_five_only_the_whole_room_is_shown() -> None:
    shown = result(TRUST, counted(RESIDENT, 0, 9, 0, 0, 0) + counted(ORGANISATION, 0, 0, 0, 4, 0, unknown=6))
    assert shown.lanes == (Lane(Crowd.ROOM, (0, 9, 0, 4, 0), 6),)


def test_a_room_under_five_is_not_shown_however_many_do_not_know() -> None:
    assert result(TRUST, counted(RESIDENT, 1, 1, 1, 1, 0, unknown=30)) == ValueResult(TRUST)


def test_a_few_who_do_not_say_who_they_are_are_left_out_when_groups_are_shown() -> None:
    both = counted(RESIDENT, 5, 0, 0, 0, 0) + counted(ORGANISATION, 0, 0, 0, 0, 5)
    few = result(TRUST, both + counted(None, 0, 1, 2, 0, 0, unknown=1))
    many = result(TRUST, both + counted(None, 0, 2, 3, 0, 0, unknown=1))
    assert ([one.crowd for one in few.lanes], few.left_out) == ([Crowd.RESIDENTS, Crowd.ORGANISATIONS], 4)
    assert (many.lanes[-1], many.left_out) == (Lane(Crowd.UNSAID, (0, 2, 3, 0, 0), 1), 0)


def test_results_stand_in_the_order_of_the_values() -> None:
    told = counted(RESIDENT, 5, 0, 0, 0, 0) + counted(RESIDENT, 0, 5, 0, 0, 0, aim_id=MONEY)
    assert [one.aim_id for one in results(told, [MONEY, 7, TRUST])] == [MONEY, TRUST]
    assert [one.aim_id for one in results(told, [MONEY])] == [MONEY, TRUST]


# ---------------------------------------------------------------- gap and spread, by hand


def test_a_mean_leaves_out_who_does_not_know() -> None:
    assert mean(Lane(Crowd.ROOM, (0, 2, 0, 2, 0), unknown=40)) == 3


def test_a_gap_is_what_residents_score_less_than_organisations() -> None:
    # residents 1+2+3+4+5 = 15, mean 3; organisations 4+4+4+4+4 = 20, mean 4
    found = gap(result(TRUST, counted(RESIDENT, 1, 1, 1, 1, 1) + counted(ORGANISATION, 0, 0, 0, 5, 0)))
    assert found is not None
    assert found.points == -1


def test_a_room_that_is_not_shown_apart_has_no_gap() -> None:
    assert gap(result(TRUST, counted(RESIDENT, 5, 5, 5, 5, 5))) is None


@pytest.mark.parametrize(
    ("scores", "off"),
    [
        ((2, 0, 0, 0, 2), 2),  # 1 1 5 5: the middle is 3, all lie two points off
        ((1, 1, 1, 1, 1), 1.2),  # distances 2 1 0 1 2
        ((0, 0, 6, 0, 0), 0),
        ((0, 1, 1, 0, 0), 0.5),  # 2 3: the middle is 2.5
    ],
)
def test_the_spread_is_the_mean_distance_from_the_middle_score(scores: tuple[int, ...], off: float) -> None:
    assert spread(lane(*scores)) == off


def test_every_score_has_a_distance() -> None:
    assert sum(distances(lane(3, 1, 4, 1, 5))) == 14


# ---------------------------------------------------------------- chance


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((2, 1, 0, 0, 0), (0, 0, 1, 1, 1)),
        ((1, 1, 1, 1, 1), (0, 0, 0, 3, 2)),
        ((0, 2, 3, 1, 0), (1, 0, 2, 2, 1)),
        ((4, 0, 0, 0, 1), (1, 0, 0, 0, 4)),
        ((0, 0, 5, 0, 0), (0, 0, 4, 0, 0)),
    ],
)
def test_chance_counts_every_way_to_divide_people(first: tuple[int, ...], second: tuple[int, ...]) -> None:
    assert chance(first, second) == pytest.approx(by_hand(first, second))
    assert chance(second, first) == pytest.approx(chance(first, second))


def test_three_against_three_apart_comes_twice_in_twenty() -> None:
    assert chance((3, 0), (0, 3)) == pytest.approx(2 / 20)


def test_nobody_on_one_side_is_always_chance() -> None:
    assert chance((0, 0, 0, 0, 0), (1, 2, 3, 2, 1)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((6, 14, 18, 15, 7), (2, 5, 11, 18, 9)),
        ((15, 15, 15, 15, 15), (6, 6, 6, 6, 6)),
        ((9, 18, 13, 3, 2), (4, 12, 22, 15, 9)),
        ((3, 8, 30, 40, 11), (4, 6, 8, 5, 3)),
    ],
)
def test_the_normal_curve_is_close_to_counting_every_way(
    first: tuple[int, ...], second: tuple[int, ...]
) -> None:
    pooled = tuple(map(sum, zip(first, second, strict=True)))
    smallest = min(first, second, key=sum)
    counted = value_score._exact(pooled, sum(smallest), value_score._sum(smallest))
    assert chance(first, second) == pytest.approx(counted, abs=0.005)
    assert sum(pooled) > value_score.MOST_EXACT


# ---------------------------------------------------------------- the fictional neighbourhood, and words


def test_in_the_demo_only_the_gap_on_trust_is_no_chance() -> None:
    gaps = {name: gap(shown) for name, shown in of_demo("k4").items()}
    rare = [name for name, found in gaps.items() if found and not value_score.can_be_chance(found)]
    assert rare == ["vertrouwen"]
    trust, money = gaps["vertrouwen"], gaps["betaalbaar"]
    assert trust is not None
    assert money is not None
    assert (round(trust.points, 2), round(money.points, 2)) == (-0.88, -0.69)
    assert trust.chance == pytest.approx(0.0491, abs=0.0001)


def test_the_finding_names_the_biggest_gap_and_the_biggest_spread() -> None:
    shown = of_demo("k4")
    titles = {one.aim_id: name for name, one in shown.items()}
    assert findings(list(shown.values()), titles) == [
        "Het grootste verschil: bewoners merken ‘vertrouwen’ minder dan organisaties (0,9 punt).",
        "Daar liggen de antwoorden ook het verst uit elkaar. Dat kan toeval zijn.",
    ]


def test_a_finding_that_can_be_chance_says_so() -> None:
    shown = [result(TRUST, counted(RESIDENT, 1, 1, 1, 1, 1) + counted(ORGANISATION, 0, 2, 1, 1, 2))]
    assert findings(shown, TITLES) == [
        "Het grootste verschil: bewoners merken ‘Vertrouwen’ minder dan organisaties (0,5 punt). "
        "Dat kan toeval zijn."
    ]


def test_more_than_one_point_is_points() -> None:
    shown = [result(TRUST, counted(RESIDENT, 0, 0, 0, 0, 5) + counted(ORGANISATION, 0, 0, 5, 0, 0))]
    assert findings(shown, TITLES) == [
        "Het grootste verschil: bewoners merken ‘Vertrouwen’ meer dan organisaties (2 punten)."
    ]


def test_a_room_that_lies_far_apart_on_one_value_is_no_chance() -> None:
    far = counted(None, 15, 0, 0, 0, 15, aim_id=MONEY)
    shown = results(counted(None, 0, 2, 26, 2, 0) + far, [TRUST, MONEY])
    assert findings(shown, TITLES) == ["De antwoorden liggen het verst uit elkaar bij ‘Betaalbaar’."]


def test_a_number_of_an_earlier_moment_is_not_called_that_of_now() -> None:
    apart = result(TRUST, [*counted(RESIDENT, 0, 6, 0, 0, 0), *counted(ORGANISATION, 0, 0, 5, 0, 0)])
    further = result(TRUST, [*counted(RESIDENT, 0, 6, 0, 0, 0), *counted(ORGANISATION, 0, 0, 0, 0, 5)])
    too_few = result(TRUST, counted(RESIDENT, 2, 0, 0, 0, 0))
    rounds = [told(number, one) for number, one in enumerate((apart, further, too_few), 1)]
    level = "Bij ‘Samen’ bleven bewoners gelijk: 2, en organisaties gingen van 3 naar 5."
    earlier = f"{level} Op 2 april 2025 was het verschil 3 punten."
    assert value_score.trend(rounds, TRUST, "Samen") == earlier
    assert value_score.trend(rounds[:2], TRUST, "Samen") == f"{level} Nu is het verschil 3 punten."


def test_a_spread_of_an_earlier_moment_is_not_called_that_of_now() -> None:
    same = result(TRUST, counted(None, 0, 6, 0, 0, 0))
    rounds = [told(1, same), told(2, same), told(3)]
    level = "‘Samen’ bleef gelijk: 2."
    earlier = f"{level} Op 2 april 2025 gaf iedereen hetzelfde cijfer."
    assert value_score.trend(rounds, TRUST, "Samen") == earlier
    assert value_score.trend(rounds[:2], TRUST, "Samen") == f"{level} Nu geeft iedereen hetzelfde cijfer."


def test_a_level_is_named_in_dutch_numbers_and_a_change_that_can_be_chance_says_so() -> None:
    low = result(TRUST, counted(None, 0, 2, 5, 3, 0))
    high = result(TRUST, counted(None, 0, 1, 4, 5, 0))
    far = result(TRUST, counted(None, 0, 0, 0, 1, 9))
    assert value_score.trend([told(1, low), told(2, high)], TRUST, "Samen") == (
        "‘Samen’ ging van 3,1 naar 3,4. Dat kan toeval zijn. "
        "Nu liggen antwoorden gemiddeld 0,6 punt van het midden."
    )
    assert "toeval" not in value_score.trend([told(1, low), told(2, far)], TRUST, "Samen")


def test_who_scores_the_same_has_no_gap_and_a_hair_is_not_called_nothing() -> None:
    same = result(TRUST, [*counted(RESIDENT, 0, 6, 0, 0, 0), *counted(ORGANISATION, 0, 5, 0, 0, 0)])
    hair = result(TRUST, [*counted(RESIDENT, 0, 29, 1, 0, 0), *counted(ORGANISATION, 0, 5, 0, 0, 0)])
    assert value_score.trend([told(1, hair), told(2, same)], TRUST, "Samen") == (
        "Bij ‘Samen’ bleven bewoners gelijk: 2, en organisaties bleven gelijk: 2. Nu is er geen verschil."
    )
    assert "Nu is het verschil minder dan 0,1 punt." in value_score.trend(
        [told(1, same), told(2, hair)], TRUST, "Samen"
    )


def told(number: int, *results: ValueResult) -> RoundResult:
    """Return what may be shown of a round on a day in April."""
    return RoundResult(ScoreRound(number, "Kwartaalmoment", dt.date(2025, 4, number)), results)


def test_too_few_answers_say_nothing() -> None:
    (said,) = findings([result(TRUST, counted(RESIDENT, 4, 0, 0, 0, 0))], TITLES)
    assert said == "Er zijn minder dan 5 antwoorden. Daarom laten we nog niets zien."


def test_all_the_same_is_said_plainly() -> None:
    shown = results(counted(None, 0, 0, 9, 0, 0) + counted(None, 0, 9, 0, 0, 0, aim_id=MONEY), [TRUST])
    assert findings(shown, TITLES) == ["Iedereen geeft een waarde hetzelfde cijfer."]
