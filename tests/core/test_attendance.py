"""Who was at a moment: as ticked at its meeting, also when it was called off and took place after all."""

import datetime as dt

import pytest

from sok_core import calendar, check_in, meeting
from sok_core.model import CheckIn, CheckInStatus, Meeting, Step
from tests import following
from tests.evening import Evening
from tests.following import Following, day


@pytest.fixture
def scene(evening: Evening) -> Following:
    return following.begin(evening.store)


@pytest.fixture
def pair(scene: Following, evening: Evening) -> tuple[CheckIn, Meeting]:
    """A moment, and the meeting that it is to be."""
    on = day(12, 3)
    made = meeting.plan(scene.store, evening.house, step=Step.MONITORING, title="Kwartaalmoment", date=on)
    return scene.check_in(on, meeting_id=made.id), made


def close(scene: Following, made: Meeting, on: dt.date) -> None:
    at = dt.datetime.combine(on, dt.time(20), dt.UTC)
    meeting.begin(scene.store, meeting_id=made.id, now=at)
    meeting.close(scene.store, meeting_id=made.id, now=at)


def test_who_was_ticked_stays_when_a_moment_took_place_after_all(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    later = one.date + calendar.DAY
    close(scene, made, one.date)
    check_in.cancel(scene.store, check_in_id=one.id, why=check_in.NOBODY)
    meeting.tick_parties(scene.store, meeting_id=made.id, party_ids=[scene.school])
    meeting.count_people(scene.store, meeting_id=made.id, residents=17, organisations=8)
    back = check_in.bring_back(scene.store, check_in_id=one.id, today=later)
    assert (back.status, back.residents, back.organisations) == (CheckInStatus.HELD, 17, 8)
    with scene.store.read() as tables:
        assert [each.party_id for each in tables.attendance.of(one.id)] == [scene.school]


def test_who_was_ticked_later_was_there_when_somebody_says_that_it_was_held(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    close(scene, made, one.date)
    meeting.tick_parties(scene.store, meeting_id=made.id, party_ids=[scene.school])
    check_in.took_place(scene.store, check_in_id=one.id, today=one.date)
    with scene.store.read() as tables:
        assert [each.party_id for each in tables.attendance.of(one.id)] == [scene.school]


def test_who_was_ticked_at_a_trial_was_not_there_on_the_day(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    meeting.tick_parties(scene.store, meeting_id=made.id, party_ids=[scene.school])
    close(scene, made, one.date - calendar.DAY)
    check_in.cancel(scene.store, check_in_id=one.id, why="Griep")
    back = check_in.bring_back(scene.store, check_in_id=one.id, today=one.date)
    assert back.status is CheckInStatus.PLANNED
    held = check_in.took_place(scene.store, check_in_id=one.id, today=one.date)
    assert held.status is CheckInStatus.HELD
    with scene.store.read() as tables:
        assert tables.attendance.of(one.id) == []
        assert tables.meeting.parties_present(made.id) == [scene.school]
