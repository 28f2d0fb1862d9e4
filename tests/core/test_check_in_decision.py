"""What is decided on the spot about one promise, and where it is written."""

import datetime as dt
from typing import Any

import pytest

from sok_core import check_in, check_in_decision, commitment
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import CheckIn, Commitment
from tests import following
from tests.evening import NOW, Evening
from tests.following import TODAY, Following

LATER = dt.date(2027, 3, 1)


@pytest.fixture
def scene(evening: Evening) -> Following:
    return following.begin(evening.store)


def decide(scene: Following, at: CheckIn, one: Commitment, text: str = "Eerst water.", **fields: Any) -> None:
    values = {"check_in_id": at.id, "before": one, "text": text, "now": NOW} | fields
    check_in_decision.decide(scene.store, **values)


def read(scene: Following, at: CheckIn, one: Commitment) -> tuple[CheckIn, Commitment]:
    with scene.store.read() as tables:
        return tables.check_in.get(at.id), tables.commitment.get(one.id)


def test_it_stands_with_the_moment_and_in_the_promise(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    decide(scene, at, one, helper_id=scene.town, due=LATER)
    held, now = read(scene, at, one)
    assert held.outcomes == (
        "De school plant bomen. Eerst water. (Gemeente Oosterhaven helpt, nieuwe datum: 1 maart 2027)",
    )
    assert (now.due, now.helper_ids) == (LATER, (scene.town,))
    decide(scene, at, now, "En mest.")
    held, _ = read(scene, at, one)
    assert len(held.outcomes) == 2
    assert held.outcomes[1] == "De school plant bomen. En mest."


def test_it_is_a_decision_of_the_evening_while_that_is_not_closed(scene: Following, evening: Evening) -> None:
    at, one = scene.check_in(meeting_id=evening.id), scene.commitment()
    decide(scene, at, one)
    with scene.store.read() as tables:
        (written,) = tables.decision.of(evening.id)
    assert written.text == "De school plant bomen. Eerst water."
    assert read(scene, at, one)[0].outcomes == ()


def test_a_helper_who_helps_already_is_no_change(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment(helper_ids=(scene.town,))
    decide(scene, at, one, helper_id=scene.town)
    assert read(scene, at, one)[1].helper_ids == (scene.town,)


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_decided_is_refused_and_changes_nothing(scene: Following, text: str) -> None:
    at, one = scene.check_in(), scene.commitment()
    with pytest.raises(RuleBroken) as broken:
        decide(scene, at, one, text, due=LATER)
    assert broken.value.code == "decision.empty"
    assert read(scene, at, one) == (at, one)


def test_a_day_that_cannot_be_writes_nothing_down(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    with pytest.raises(RuleBroken):
        decide(scene, at, one, due=dt.date(2025, 1, 1))
    assert read(scene, at, one) == (at, one)


def test_what_somebody_changed_meanwhile_is_not_lost(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    commitment.change(scene.store, commitment_id=one.id, before=one, due=TODAY)
    with pytest.raises(Conflict):
        decide(scene, at, one, due=LATER)
    held, now = read(scene, at, one)
    assert (held.outcomes, now.due) == ((), TODAY)


def test_a_moment_that_was_called_off_decides_nothing(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    check_in.cancel(scene.store, check_in_id=at.id, why="Griep")
    with pytest.raises(Conflict):
        decide(scene, at, one)
    with pytest.raises(NotFound):
        decide(scene, at, one, check_in_id=99)


def test_the_days_that_would_be_planned_are_those_that_are(scene: Following) -> None:
    scene.check_in(dt.date(2027, 2, 25))
    with scene.store.read() as tables:
        shown = check_in.open_days(tables, count=4, today=TODAY)
    planned = check_in.plan_series(scene.store, count=4, today=TODAY)
    assert [one.date for one in shown] == [one.date for one in planned]
    assert not any(one.date.month in (1, 2, 3) and one.date.year == 2027 for one in planned)
