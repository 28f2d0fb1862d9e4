"""The scores of the fictional neighbourhood come over whole, and say what was counted by hand."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from sok_core import value_score, value_score_room
from sok_core.model import Crowd
from sok_core.store import Tables
from tests.molenkwartier import neighbourhood

TRUST, MONEY = "Vertrouwen en afspraken nakomen", "Betaalbaar voor iedereen"


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    with neighbourhood(tmp_path) as store, store.read() as tables:
        yield tables


def test_four_rounds_come_over_with_everybody_who_was_there(tables: Tables) -> None:
    rounds = value_score.closed(tables.score_round.all())
    assert [one.date for one in rounds] == [
        dt.date(2026, 1, 15),
        dt.date(2026, 4, 16),
        dt.date(2026, 7, 9),
        dt.date(2026, 11, 5),
    ]
    assert [one.people for one in rounds] == [22, 22, 22, 24]
    assert [tables.value_score.people(one.id) for one in rounds] == [22, 22, 22, 24]
    assert [one.meeting_id for one in rounds[:3]] == [None, None, None]
    assert tables.meeting.get(rounds[3].meeting_id or 0).date == rounds[3].date


def test_every_value_was_scored_each_time_and_both_groups_may_be_shown(tables: Tables) -> None:
    values = [one.id for one in value_score_room.values(tables)]
    for one in value_score_room.history(tables):
        assert [each.aim_id for each in one.results] == values
        assert {tuple(lane.crowd for lane in each.lanes) for each in one.results} == {
            (Crowd.RESIDENTS, Crowd.ORGANISATIONS)
        }


def test_at_the_last_moment_only_the_gap_on_trust_is_no_chance(tables: Tables) -> None:
    titles = value_score_room.titles(tables)
    newest = value_score_room.history(tables)[-1]
    gaps = {titles[one.aim_id]: value_score.gap(one) for one in newest.results}
    rare = [title for title, found in gaps.items() if found and not value_score.can_be_chance(found)]
    assert rare == [TRUST]
    points = {title: round(found.points, 2) for title, found in gaps.items() if found}
    assert (points[TRUST], points[MONEY]) == (-0.88, -0.69)
