"""Whatever is said and corrected: history is never lost, and how things stand follows from it."""

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sok_core import check_in_decision, commitment_state, update
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import CommitmentKind, CommitmentStatus, Update
from sok_core.store import Tables
from tests import following
from tests.evening import NOW, opened
from tests.following import BEGIN, TODAY

DAYS = st.integers(0, 300).map(lambda days: BEGIN + dt.timedelta(days=days))
DUES = st.none() | st.integers(300, 400).map(lambda days: BEGIN + dt.timedelta(days=days))
VALUES = st.none() | st.integers(0, 12).map(float)
STATUSES = st.sampled_from(CommitmentStatus)


class Telling(RuleBasedStateMachine):
    """Updates, corrections of any of them and "Niets veranderd", on any day and in any order."""

    @initialize()
    def begin(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._open = opened(Path(self._folder.name))
        self.scene = following.begin(self._open.__enter__().store)
        fields = {"kind": CommitmentKind.NUMBER, "indicator": "Aantal", "target": 10}
        self.ids = [self.scene.commitment(title, **fields).id for title in ("Bomen", "Bank")]
        self.moment = self.scene.check_in()
        self.kept: list[Update] = []

    def teardown(self) -> None:
        self._open.__exit__(None, None, None)
        self._folder.cleanup()

    @rule(which=st.integers(0, 1), on=DAYS, status=STATUSES, value=VALUES)
    def say(self, which: int, on: dt.date, status: CommitmentStatus, value: float | None) -> None:
        said = update.report(
            self.scene.store,
            commitment_id=self.ids[which],
            date=on,
            status=status,
            value=value,
            text="Zo gaat het",
            now=NOW,
            today=TODAY,
        )
        self.kept.append(said)

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), on=DAYS, status=STATUSES, value=VALUES)
    def correct(
        self, data: st.DataObject, on: dt.date, status: CommitmentStatus, value: float | None
    ) -> None:
        wrong = data.draw(st.sampled_from(self.kept))
        given = {"date": on, "status": status, "value": value, "now": NOW, "today": TODAY}
        is_gone = wrong.id in {one.corrects_id for one in self.kept}
        if is_gone or wrong.is_decided:
            with pytest.raises(Conflict if is_gone else RuleBroken):
                update.correct(self.scene.store, update_id=wrong.id, **given)
            return
        right = update.correct(self.scene.store, update_id=wrong.id, **given)
        same = {"id": wrong.id, "date": wrong.date, "status": wrong.status, "corrects_id": wrong.corrects_id}
        same |= {"value": wrong.value, "progress": wrong.progress}
        same |= {"text": wrong.text} if wrong.is_unchanged else {}
        assert replace(right, **same) == wrong
        with self.scene.store.read() as tables:
            added = [one for one in tables.update.of(wrong.commitment_id) if one not in self.kept]
        assert [one for one in added if one.is_fact] == [right] * right.is_fact
        self.kept.extend(sorted(added, key=lambda one: one.id))

    @rule(on=DAYS)
    def nothing_changed(self, on: dt.date) -> None:
        before = {one: self.newest(one, on) for one in self.ids}
        if all(one and one.status.is_over for one in before.values()):
            return
        for one in update.unchanged(
            self.scene.store, party_id=self.scene.school, date=on, now=NOW, today=TODAY
        ):
            last = before[one.commitment_id]
            if last:
                assert one.status is last.status
            if last and not last.is_decided:
                assert one.value == last.value
            self.kept.append(one)

    @rule(which=st.integers(0, 1), text=st.text("ab ", max_size=4), due=DUES)
    def decide(self, which: int, text: str, due: dt.date | None) -> None:
        with self.scene.store.read() as tables:
            before = tables.commitment.get(self.ids[which])
        last = self.newest(before.id)
        more: dict[str, Any] = {"before": before, "now": NOW, "today": TODAY, "due": due}
        try:
            check_in_decision.decide(self.scene.store, check_in_id=self.moment.id, text=text, **more)
        except RuleBroken:
            assert not text.strip() or (due and due < TODAY)
            return
        with self.scene.store.read() as tables:
            told = tables.update.of(before.id)
        (added,) = [one for one in told if one not in self.kept]
        assert added.status is (last.status if last else CommitmentStatus.NOT_BEGUN)
        self.kept.append(added)

    def newest(self, commitment_id: int, as_of: dt.date = TODAY) -> Update | None:
        """Return what stands of a commitment, from what was kept with pencil."""
        gone = {one.corrects_id for one in self.kept}
        found = [
            one
            for one in self.kept
            if one.commitment_id == commitment_id and one.id not in gone and one.date <= as_of
        ]
        return max(found, key=lambda one: (one.date, self.turn(one)), default=None)

    def turn(self, one: Update) -> int:
        """Return when it was first said."""
        before = {each.id: each for each in self.kept}
        while one.corrects_id is not None:
            one = before[one.corrects_id]
        return one.id

    @invariant()
    def history_is_never_lost(self) -> None:
        with self.scene.store.read() as tables:
            there = [one for each in self.ids for one in tables.update.of(each)]
        assert sorted(there, key=lambda one: one.id) == self.kept

    @invariant()
    def the_state_follows_from_it(self) -> None:
        for as_of in (TODAY, BEGIN + dt.timedelta(days=150)):
            with self.scene.store.read() as tables:
                found = commitment_state.states(tables, today=as_of)
            assert [one.update for one in found] == [self.newest(each, as_of) for each in self.ids]

    @invariant()
    def the_months_end_as_the_state_is(self) -> None:
        with self.scene.store.read() as tables:
            found = commitment_state.states(tables, today=TODAY)
            months = commitment_state.by_month(
                tables.commitment.all(), tables.update.steps(), tables.lead_change.all(), until=TODAY
            )
        assert months[-1].counts == commitment_state.counts(found)
        assert months[-1].silent == sum(one.is_silent for one in found)
        assert {sum(one.counts.values()) for one in months} == {2}


TestTelling = Telling.TestCase
TestTelling.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


ACTS = st.lists(st.tuples(st.sampled_from(("tell", "same", "decide")), DAYS, STATUSES, VALUES), max_size=8)
WHEN = [BEGIN + dt.timedelta(days=days) for days in (0, 60, 120, 180, 240, 300)]


@given(acts=ACTS, on=DAYS, status=STATUSES, value=VALUES, data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_put_right_stands_as_if_it_was_told_rightly_at_once(
    acts: list[tuple[str, dt.date, CommitmentStatus, float | None]],
    on: dt.date,
    status: CommitmentStatus,
    value: float | None,
    data: st.DataObject,
) -> None:
    told = ("tell", *data.draw(st.tuples(DAYS, STATUSES, VALUES)))
    place = data.draw(st.integers(0, len(acts)))
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as evening:
        scene = following.begin(evening.store)
        fields = {"kind": CommitmentKind.NUMBER, "indicator": "Aantal", "target": 10}
        wrong, right = (scene.commitment(title, **fields).id for title in ("Verbeterd", "Meteen goed"))
        moment = scene.check_in().id
        first = [_act(scene, wrong, moment, *each) for each in (*acts[:place], told, *acts[place:])]
        for each in (*acts[:place], ("tell", on, status, value), *acts[place:]):
            _act(scene, right, moment, *each)
        better = {"date": on, "status": status, "value": value, "now": NOW, "today": TODAY}
        update.correct(scene.store, update_id=first[place].id, **better)
        with scene.store.read() as tables:
            for day in WHEN:
                one, other = commitment_state.states(tables, today=day)
                assert one.status is other.status
                assert (one.heard_on, one.fact is None) == (other.heard_on, other.fact is None)
                assert _said(update.last_told(tables, one)) == _said(update.last_told(tables, other))
            assert _steps(tables, wrong) == _steps(tables, right)
            assert list(map(_said, tables.update.standing(wrong))) == list(
                map(_said, tables.update.standing(right))
            )


def _act(
    scene: following.Following,
    commitment_id: int,
    moment: int,
    what: str,
    on: dt.date,
    status: CommitmentStatus,
    value: float | None,
) -> Update:
    """Tell how it goes, that nothing changed, or what was decided; past who leads it and what is over."""
    if what == "tell":
        given = {"date": on, "status": status, "value": value, "text": "Zo gaat het"}
        return update.report(scene.store, commitment_id=commitment_id, now=NOW, today=TODAY, **given)
    with scene.store.write() as tables:
        states = commitment_state.states(tables, today=on)
        (state,) = (one for one in states if one.commitment.id == commitment_id)
        if what == "same":
            return update.say_unchanged(tables, [state], date=on, reported_by=scene.school)[0]
        return update.decided(tables, state, text="Besloten: bellen", next_step="Bellen", check_in_id=moment)


def _said(one: Update | None) -> tuple[object, ...]:
    return (one.date, one.status, one.value, one.progress, one.text, one.next_step) if one else ()


def _steps(tables: Tables, commitment_id: int) -> list[tuple[dt.date, CommitmentStatus]]:
    return [(day, status) for of, day, status in tables.update.steps() if of == commitment_id]
