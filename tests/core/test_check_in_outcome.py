"""What came of a moment: whose day it has, what is decided and what is not, and putting it right."""

import datetime as dt

import pytest

from sok_core import check_in, check_in_decision, check_in_outcome, decision
from sok_core.check_in_outcome import Line
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import CheckIn, CheckInStatus, Commitment, DecisionKind
from tests import following
from tests.evening import NOW, Evening
from tests.following import TODAY, Following, day

DECIDED = "De school plant bomen. Eerst water."


@pytest.fixture
def scene(evening: Evening) -> Following:
    return following.begin(evening.store)


def decide(scene: Following, at: CheckIn, one: Commitment, today: dt.date = TODAY) -> None:
    check_in_decision.decide(
        scene.store, check_in_id=at.id, before=one, text="Eerst water.", now=NOW, today=today
    )


def lines(scene: Following) -> list[Line]:
    with scene.store.read() as tables:
        return check_in_outcome.every(tables)


def test_what_is_decided_is_told_apart_from_what_is_written_by_hand(
    scene: Following, evening: Evening
) -> None:
    at, one = scene.check_in(), scene.commitment()
    decision.write_down(
        scene.store, meeting_id=evening.id, kind=DecisionKind.DECISION, text="Van een ander.", now=NOW
    )
    decide(scene, at, one)
    check_in.hold(scene.store, check_in_id=at.id, today=TODAY, outcomes=["Taart"])
    assert [(line.text, line.kind) for line in lines(scene)] == [
        (DECIDED, DecisionKind.DECISION),
        ("Taart", None),
    ]


def test_what_is_decided_ahead_has_its_own_day_until_the_moment_is_held(scene: Following) -> None:
    at, one = scene.check_in(day(11, 12)), scene.commitment()
    decide(scene, at, one)
    assert [line.on for line in lines(scene)] == [TODAY]
    check_in.hold(scene.store, check_in_id=at.id, today=at.date)
    assert [line.on for line in lines(scene)] == [at.date]


def test_what_was_decided_for_a_moment_that_was_called_off_is_told_with_its_own_day(scene: Following) -> None:
    at, one = scene.check_in(day(11, 12)), scene.commitment()
    decide(scene, at, one)
    check_in.move(scene.store, check_in_id=at.id, to=day(11, 19), why="Zaal", today=TODAY)
    (moved,) = [line.check_in for line in lines(scene)]
    check_in.cancel(scene.store, check_in_id=moved.id, why="Griep")
    (line,) = lines(scene)
    assert (line.check_in.date, line.on) == (day(11, 19), TODAY)
    assert line.told == f"{DECIDED} (besloten op 5 november 2026; het moment zelf ging niet door)"


def test_what_was_decided_on_an_evening_stays_with_that_day_when_it_is_moved_afterwards(
    scene: Following,
) -> None:
    at, one = scene.check_in(TODAY), scene.commitment()
    decide(scene, at, one)
    check_in.move(scene.store, check_in_id=at.id, to=day(12, 10), why="Vergeten", today=day(11, 6))
    (line,) = lines(scene)
    assert (line.check_in.date, line.on, line.kind) == (TODAY, TODAY, DecisionKind.DECISION)


def test_what_came_of_an_evening_is_what_was_decided_in_it_too(scene: Following, evening: Evening) -> None:
    at = scene.check_in(meeting_id=evening.id, status=CheckInStatus.HELD, outcomes=("Taart",))
    for kind, text in (
        (DecisionKind.DECISION, "Samen eten."),
        (DecisionKind.ACTION, "Bellen."),
        (DecisionKind.PARKED, "Geld"),
    ):
        decision.write_down(scene.store, meeting_id=evening.id, kind=kind, text=text, now=NOW, who="School")
    with scene.store.read() as tables:
        found = check_in_outcome.came_of(at, tables.decision.all())
    assert found == ("Taart", "Samen eten (School)", "Bellen (School)")
    alone = scene.check_in(day(12))
    with scene.store.read() as tables:
        assert check_in_outcome.came_of(alone, tables.decision.all()) == ()


def test_a_line_is_put_in_other_words_or_taken_away(scene: Following) -> None:
    at = scene.check_in(status=CheckInStatus.HELD, outcomes=("Tart", "Bel Jan op 0612345678"))
    check_in_outcome.rewrite(scene.store, check_in_id=at.id, before="Tart", text=" Taart ")
    check_in_outcome.take_away(scene.store, check_in_id=at.id, text="Bel Jan op 0612345678")
    assert [line.text for line in lines(scene)] == ["Taart"]
    with pytest.raises(Conflict, match=r"check_in\.line_changed"):
        check_in_outcome.rewrite(scene.store, check_in_id=at.id, before="Tart", text="Taart")
    for text, code in ((" ", r"decision\.empty"), ("x" * 301, r"check_in\.too_long")):
        with pytest.raises(RuleBroken, match=code):
            check_in_outcome.rewrite(scene.store, check_in_id=at.id, before="Taart", text=text)


def test_what_is_decided_is_not_rewritten_past_its_story(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    decide(scene, at, one)
    with pytest.raises(Conflict, match=r"check_in\.line_changed"):
        check_in_outcome.take_away(scene.store, check_in_id=at.id, text=DECIDED)


def test_what_is_decided_by_mistake_leaves_its_moment_and_its_story(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    for _ in range(2):
        decide(scene, at, one)
    first, second = lines(scene)
    assert first.update
    assert second.update
    assert first.update != second.update
    check_in_decision.take_away(scene.store, update_id=second.update.id, now=NOW, entered_by="begeleider")
    assert [line.update for line in lines(scene)] == [first.update]
    with scene.store.read() as tables:
        said = tables.update.standing(one.id)
    assert [each.text for each in said] == ["Besloten: Eerst water.", "Toch niet besloten: Eerst water."]
    with pytest.raises(Conflict, match=r"check_in\.line_changed"):
        check_in_decision.take_away(scene.store, update_id=second.update.id, now=NOW)
