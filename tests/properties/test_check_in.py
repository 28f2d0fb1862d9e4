"""Whatever becomes of moments and their evening: the evening is one moment at most, and counts once."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sok_core import check_in, meeting
from sok_core.calendar import DAY
from sok_core.errors import SokError
from sok_core.model import CheckIn, CheckInStatus, Step
from tests.evening import NOW, Evening, opened

TODAY = NOW.date()
WHICH, AHEAD = st.integers(0, 1), st.integers(1, 2)
NAMES = ("title", "date", "starts_at", "ends_at", "place")


class Moments(RuleBasedStateMachine):
    """Moments with and without an evening: moved, called off, brought back, planned anew, and then held."""

    @initialize()
    def begin(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._open = opened(Path(self._folder.name))
        there = self._open.__enter__()
        self.store = there.store
        meeting.close(self.store, meeting_id=there.id, now=NOW)
        about = {"step": Step.MONITORING, "place": "De Spil", "questions": (), "starts_at": dt.time(19)}
        first, second = (TODAY + days * DAY for days in (1, 2))
        self.evening = meeting.plan(self.store, there.house, title="Avond", date=first, **about).id
        check_in.plan(self.store, date=first, meeting_id=self.evening)
        check_in.plan(self.store, date=second)

    def teardown(self) -> None:
        """Hold the evening: it was one moment at most."""
        with self.store.write() as tables:
            then = NOW + (tables.meeting.get(self.evening).date - TODAY)
            tables.meeting.update(self.evening, residents=5)
        meeting.begin(self.store, meeting_id=self.evening, now=then)
        meeting.close(self.store, meeting_id=self.evening, now=then)
        held = [one for one in self.moments() if one.status is CheckInStatus.HELD]
        self._open.__exit__(None, None, None)
        self._folder.cleanup()
        assert len(held) <= 1

    def moments(self) -> list[CheckIn]:
        with self.store.read() as tables:
            return tables.check_in.all()

    def chosen(self, which: int, status: CheckInStatus) -> list[int]:
        found = [one.id for one in self.moments() if one.status is status and one.moved_to_id is None]
        return found[which:][:1] or found[:1]

    @rule(which=WHICH, days=AHEAD)
    def move(self, which: int, days: int) -> None:
        for one in self.chosen(which, CheckInStatus.PLANNED):
            with may_refuse("same_day", "there"):
                to = TODAY + days * DAY
                check_in.move(self.store, check_in_id=one, to=to, why="Zaal dicht", today=TODAY)

    @rule(which=WHICH)
    def call_off(self, which: int) -> None:
        for one in self.chosen(which, CheckInStatus.PLANNED):
            check_in.cancel(self.store, check_in_id=one, why="Griep")

    @rule(which=WHICH)
    def bring_back(self, which: int) -> None:
        for one in self.chosen(which, CheckInStatus.CANCELLED):
            with may_refuse("there"):
                check_in.bring_back(self.store, check_in_id=one, today=TODAY)

    @rule(days=AHEAD)
    def replan(self, days: int) -> None:
        with self.store.read() as tables:
            evening = tables.meeting.get(self.evening)
        same = {name: getattr(evening, name) for name in NAMES} | {"date": TODAY + days * DAY}
        meeting.replan(self.store, meeting_id=evening.id, agenda=(), now=NOW, **same)

    @invariant()
    def the_evening_is_one_moment(self) -> None:
        there = [one for one in self.moments() if one.status is not CheckInStatus.CANCELLED]
        assert len([one for one in there if one.meeting_id == self.evening]) <= 1
        assert len({one.date for one in there}) == len(there)


@contextmanager
def may_refuse(*codes: str) -> Iterator[None]:
    """Let an act be refused, for one of these reasons only."""
    refused = ""
    try:
        yield
    except SokError as error:
        refused = error.code.removeprefix("check_in.")
    assert refused in ("", *codes)


def test_a_moment_that_comes_back_leaves_its_evening_to_the_moment_that_it_became() -> None:
    state = Moments()
    state.begin()
    state.call_off(which=0)
    state.replan(days=2)
    state.bring_back(which=0)
    state.replan(days=3)
    first, second, last = state.moments()
    assert (first.meeting_id, last.meeting_id) == (None, state.evening)
    assert (first.status, second.moved_to_id) == (CheckInStatus.PLANNED, last.id)
    state.teardown()


def test_a_moment_that_came_back_to_its_own_day_goes_as_planned(evening: Evening) -> None:
    store, days = evening.store, [TODAY + weeks * check_in.WEEK for weeks in (1, 2)]
    first = check_in.plan(store, date=days[0])
    away = check_in.move(store, check_in_id=first.id, to=days[1], why="Zaal dicht", today=TODAY)
    back = check_in.move(store, check_in_id=away.id, to=days[0], why="Zaal open", today=TODAY)

    def listed(*, today: dt.date) -> tuple[list[int], list[int]]:
        with store.read() as tables:
            every = tables.check_in.all()
        found = (check_in.called_off(every, today=today), check_in.missed(every, today=today))
        return [one.id for one in found[0]], [one.id for one in found[1]]

    assert listed(today=TODAY) == ([away.id], [])
    check_in.hold(store, check_in_id=back.id, today=days[0])
    assert listed(today=days[1] + DAY) == ([], [away.id])


TestMoments = Moments.TestCase
TestMoments.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
