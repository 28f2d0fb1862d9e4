"""What is decided on the spot about one promise, and where it is written."""

import datetime as dt
from typing import Any

import pytest

from sok_core import check_in, check_in_decision, commitment, commitment_state, decision, update, words
from sok_core.commitment_state import State
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import UNCHANGED, CheckIn, Commitment, CommitmentKind, CommitmentStatus, Update
from tests import following
from tests.evening import NOW, Evening
from tests.following import TODAY, Following, day

LATER = dt.date(2027, 3, 1)


@pytest.fixture
def scene(evening: Evening) -> Following:
    return following.begin(evening.store)


def decide(scene: Following, at: CheckIn, one: Commitment, text: str = "Eerst water.", **fields: Any) -> None:
    values = {"check_in_id": at.id, "before": one, "text": text, "now": NOW, "today": TODAY} | fields
    check_in_decision.decide(scene.store, **values)


def read(scene: Following, at: CheckIn, one: Commitment) -> tuple[CheckIn, Commitment]:
    with scene.store.read() as tables:
        return tables.check_in.get(at.id), tables.commitment.get(one.id)


def told(scene: Following, one: Commitment) -> list[Update]:
    with scene.store.read() as tables:
        return tables.update.of(one.id)


def state(scene: Following, today: dt.date = TODAY) -> State:
    with scene.store.read() as tables:
        return commitment_state.states(tables, today=today)[0]


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


def test_it_is_told_in_the_story_of_the_promise_that_stays_as_it_was_said(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment(kind=CommitmentKind.NUMBER, indicator="Bomen", target=10)
    before = scene.said(
        one, dt.date(2026, 2, 1), CommitmentStatus.STUCK, value=4, reported_by=scene.school, text="Droog"
    )
    assert state(scene).is_silent
    decide(scene, at, one, helper_id=scene.town, due=LATER, entered_by="kernteam")
    first, last = told(scene, one)
    assert first == before
    assert last == Update(
        last.id,
        one.id,
        TODAY,
        CommitmentStatus.STUCK,
        text="Besloten: Eerst water. (Gemeente Oosterhaven helpt, nieuwe datum: 1 maart 2027)",
        next_step="Eerst water.",
        entered_by="kernteam",
        check_in_id=at.id,
        created_at=NOW,
    )
    now = state(scene)
    assert (now.status, now.is_silent, now.heard_on) == (CommitmentStatus.STUCK, False, TODAY)


def test_what_others_say_of_it_goes_on_to_hold(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    done = scene.said(one, dt.date(2026, 10, 1), CommitmentStatus.DONE, reported_by=scene.school)
    update.confirm(
        scene.store, update_id=done.id, party_id=scene.town, is_right=False, on=TODAY, today=TODAY, text="Nee"
    )
    decide(scene, at, one)
    assert [each.text for each in state(scene).doubts] == ["Nee"]


def test_its_party_is_still_asked_how_it_goes_and_nothing_changed_keeps_the_number(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment(kind=CommitmentKind.NUMBER, indicator="Bomen", target=10)
    scene.said(one, dt.date(2026, 2, 1), value=4, progress=40, reported_by=scene.school)
    decide(scene, at, one)
    with scene.store.read() as tables:
        (reply,) = update.round_before(tables, at, today=TODAY).replies
    assert reply.waiting == (one,)
    (same,) = update.unchanged(scene.store, party_id=scene.school, date=TODAY, now=NOW, today=TODAY)
    assert (same.value, same.progress, same.next_step) == (4, 40, "Eerst water.")
    assert update.unchanged(scene.store, party_id=scene.school, date=TODAY, now=NOW, today=TODAY) == []


def test_a_decision_that_is_too_long_changes_nothing(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    with pytest.raises(RuleBroken) as broken:
        decide(scene, at, one, "w" * 300, due=LATER)
    assert broken.value.code == "update.too_long"
    assert (read(scene, at, one), told(scene, one)) == ((at, one), [])


def test_all_of_it_is_written_down_or_nothing(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    revision = scene.store.revision()
    decide(scene, at, one, due=LATER)
    assert scene.store.revision() == revision + 1


def test_what_came_of_it_may_be_longer_than_a_line_and_stays(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment("b" * 160)
    decide(scene, at, one, "w" * 280)
    known = read(scene, at, one)[0].outcomes
    held = check_in.hold(scene.store, check_in_id=at.id, today=TODAY, outcomes=["Taart"])
    assert held.outcomes == (*known, "Taart")
    with pytest.raises(RuleBroken):
        check_in.hold(scene.store, check_in_id=at.id, today=TODAY, outcomes=["w" * 301])


def test_a_decision_lets_nobody_confirm_what_it_said_itself(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    fields = {"date": TODAY, "status": CommitmentStatus.DONE, "reported_by": scene.town}
    update.report(scene.store, commitment_id=one.id, now=NOW, today=TODAY, **fields)
    decide(scene, at, one)
    with pytest.raises(RuleBroken, match=r"update\.own"):
        update.confirm(
            scene.store,
            update_id=told(scene, one)[-1].id,
            party_id=scene.town,
            is_right=True,
            on=TODAY,
            today=TODAY,
        )


def test_who_took_over_meanwhile_does_not_become_its_own_helper(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    commitment.take_over(scene.store, commitment_id=one.id, party_id=scene.town, on=TODAY, today=TODAY)
    decide(scene, at, one, helper_id=scene.town)
    assert read(scene, at, one)[1].helper_ids == ()


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
    assert (read(scene, at, one), told(scene, one)) == ((at, one), [])


@pytest.mark.parametrize(
    ("on", "refused", "first"),
    [
        (day(10, 20), day(10, 19), day(10, 20)),  # from paper, two weeks afterwards
        (TODAY, day(11, 4), TODAY),
        (day(12, 1), day(11, 4), TODAY),  # before the moment
    ],
)
def test_a_new_day_had_not_passed_when_it_was_decided(
    scene: Following, on: dt.date, refused: dt.date, first: dt.date
) -> None:
    at, one = scene.check_in(on), scene.commitment()
    with pytest.raises(RuleBroken) as broken:
        decide(scene, at, one, due=refused)
    assert broken.value.code == "check_in.past_due"
    assert broken.value.values["day"] == words.date(first, with_year=True)
    assert (read(scene, at, one), told(scene, one)) == ((at, one), [])
    decide(scene, at, one, due=first)
    assert read(scene, at, one)[1].due == first


def test_what_somebody_changed_meanwhile_is_not_lost(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    commitment.change(scene.store, commitment_id=one.id, before=one, due=TODAY)
    with pytest.raises(Conflict):
        decide(scene, at, one, due=LATER)
    held, now = read(scene, at, one)
    assert (held.outcomes, now.due, told(scene, one)) == ((), TODAY, [])


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


def correct(scene: Following, said: Update, text: str = "Eerst mest.") -> None:
    check_in_decision.correct(scene.store, update_id=said.id, text=text, now=NOW, entered_by="begeleider")


def test_a_decision_is_put_right_in_the_story_and_with_its_moment(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    decide(scene, at, one, "Iets anders.")
    decide(scene, at, one, helper_id=scene.town, due=LATER)
    scene.said(one, TODAY, CommitmentStatus.NOT_BEGUN, text=UNCHANGED, next_step="Eerst water.")
    correct(scene, told(scene, one)[1])
    held, now = read(scene, at, one)
    tail = "(Gemeente Oosterhaven helpt, nieuwe datum: 1 maart 2027)"
    assert held.outcomes == (
        "De school plant bomen. Iets anders.",
        f"De school plant bomen. Eerst mest. {tail}",
    )
    with scene.store.read() as tables:
        _, right, same = tables.update.standing(one.id)
    assert (right.text, right.next_step) == (f"Besloten: Eerst mest. {tail}", "Eerst mest.")
    assert (right.is_decided, right.entered_by, right.date) == (True, "begeleider", TODAY)
    assert (same.text, same.next_step) == (UNCHANGED, "Eerst mest.")
    assert (now.due, now.helper_ids) == (LATER, (scene.town,))


def test_a_decision_of_an_evening_is_put_right_there_too(scene: Following, evening: Evening) -> None:
    at, one = scene.check_in(meeting_id=evening.id), scene.commitment()
    decide(scene, at, one)
    commitment.change(scene.store, commitment_id=one.id, before=one, title="Groen op het plein.")
    correct(scene, told(scene, one)[0])
    with scene.store.read() as tables:
        assert [each.text for each in tables.decision.of(evening.id)] == [
            "De school plant bomen. Eerst mest."
        ]


def test_equal_decisions_are_put_right_each_in_its_own_place_whatever_their_promise_is_called_now(
    scene: Following, evening: Evening
) -> None:
    late, early = scene.check_in(), scene.check_in(day(10, 1), meeting_id=evening.id)
    trees, bench = scene.commitment(), scene.commitment("Een bank.")
    for at in (early, late):
        for one in (trees, bench):
            decide(scene, at, one)
    for one in (trees, bench):
        commitment.change(scene.store, commitment_id=one.id, before=one, title=f"Nieuw: {one.title}")
    for said in told(scene, bench):
        correct(scene, said)
    right = ("De school plant bomen. Eerst water.", "Een bank. Eerst mest.")
    assert read(scene, late, trees)[0].outcomes == right
    with scene.store.read() as tables:
        assert tuple(each.text for each in tables.decision.of(evening.id)) == right


def test_a_decision_that_is_taken_away_was_not_decided_in_the_story_either(
    scene: Following, evening: Evening
) -> None:
    at, one = scene.check_in(meeting_id=evening.id), scene.commitment()
    scene.said(one, day(10, 1), text="Het gaat", next_step="Graven")
    decide(scene, at, one)
    scene.said(one, TODAY, text=UNCHANGED, next_step="Eerst water.")
    correct(scene, told(scene, one)[1])
    with scene.store.read() as tables:
        (written,) = tables.decision.of(evening.id)
    decision.take_away(scene.store, decision_id=written.id, now=NOW, by="begeleider")
    with scene.store.read() as tables:
        assert tables.decision.of(evening.id) == []
        _, undone, same = tables.update.standing(one.id)
    assert (undone.text, undone.next_step) == ("Toch niet besloten: Eerst mest.", "Graven")
    assert (undone.is_decided, undone.entered_by, same.next_step) == (True, "begeleider", "Graven")
    assert commitment_state.followed("Het gaat", undone) == (
        "Het gaat. Toch niet besloten op 5 november 2026: Eerst mest."
    )
    with pytest.raises(NotFound):
        correct(scene, undone)


def test_a_decision_of_a_moment_that_moved_is_put_right_where_it_went(scene: Following) -> None:
    at, one = scene.check_in(), scene.commitment()
    decide(scene, at, one)
    moved = check_in.move(scene.store, check_in_id=at.id, to=LATER, why="Ziek", today=TODAY)
    correct(scene, told(scene, one)[0])
    assert read(scene, moved, one)[0].outcomes == ("De school plant bomen. Eerst mest.",)


@pytest.mark.parametrize(
    ("text", "error"), [(" ", RuleBroken), ("x" * 300, RuleBroken), ("Eerst mest.", NotFound)]
)
def test_what_cannot_be_put_right_stays_as_it_was(
    scene: Following, text: str, error: type[Exception]
) -> None:
    at, one = scene.check_in(), scene.commitment()
    decide(scene, at, one)
    said = scene.said(one, TODAY) if error is NotFound else told(scene, one)[0]
    with pytest.raises(error):
        correct(scene, said, text)
    assert read(scene, at, one)[0].outcomes == ("De school plant bomen. Eerst water.",)
    with pytest.raises(RuleBroken, match=r"update\.decided"):
        update.correct(scene.store, update_id=told(scene, one)[0].id, text="Anders", now=NOW, today=TODAY)
