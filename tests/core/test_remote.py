"""The remote: each act says what its page showed, and a late tap does nothing wrong."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from sok_core import meeting, note, remote
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Phase, ScreenView
from sok_core.sight import milliseconds
from tests.evening import NOW, Evening, plan


def first(evening: Evening) -> int:
    return evening.prompts[0].id


def ends(evening: Evening) -> int | None:
    ends_at = evening.meeting.timer_ends_at
    return milliseconds(ends_at) if ends_at else None


def at_once(act: Callable[[], Any], times: int = 8) -> list[str]:
    """Do the same thing from several threads, and return which code each one got ("" when it was done)."""

    def once(_: int) -> str:
        try:
            act()
        except Conflict as error:
            return error.code
        return ""

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(once, range(times)))


def test_the_next_question_follows_the_one_that_was_seen(evening: Evening) -> None:
    for position in (1, 2, 3):
        shown = remote.go_on(evening.store, meeting_id=evening.id, after=evening.meeting.prompt_id)
        assert (shown.position, evening.meeting.prompt_id) == (position, shown.id)
        assert evening.situation.phase is Phase.OPEN
    with pytest.raises(Conflict, match=r"remote\.last"):
        remote.go_on(evening.store, meeting_id=evening.id, after=evening.meeting.prompt_id)


def test_two_who_go_on_at_once_skip_nothing_and_the_late_ones_are_told(evening: Evening) -> None:
    evening.ask()
    after = first(evening)
    codes = at_once(lambda: remote.go_on(evening.store, meeting_id=evening.id, after=after))
    assert codes == [""] + ["remote.moved_on"] * 7
    assert evening.meeting.prompt_id == evening.prompts[1].id


def test_a_late_tap_names_the_question_that_is_on_now(evening: Evening) -> None:
    evening.ask(3)
    with pytest.raises(Conflict) as refused:
        remote.go_on(evening.store, meeting_id=evening.id, after=first(evening))
    assert refused.value.values == {"number": 3}


def test_any_question_of_this_meeting_can_be_shown(evening: Evening) -> None:
    evening.ask()
    third = evening.prompts[2].id
    remote.show_question(evening.store, meeting_id=evening.id, prompt_id=third, question=first(evening))
    assert evening.meeting.prompt_id == third
    with pytest.raises(Conflict, match=r"remote\.moved_on"):
        remote.show_question(
            evening.store, meeting_id=evening.id, prompt_id=evening.prompts[1].id, question=first(evening)
        )
    other = plan(evening.store, evening.house, title="Een andere avond")
    for prompt_id in (other.prompts[0].id, 999):
        with pytest.raises(NotFound, match=r"prompt\.unknown"):
            remote.show_question(evening.store, meeting_id=evening.id, prompt_id=prompt_id, question=third)
    assert (evening.meeting.prompt_id, other.meeting.prompt_id) == (third, None)


def phase(evening: Evening, to: Phase, *, was: Phase | None, question: int | None = None) -> None:
    remote.set_phase(
        evening.store,
        meeting_id=evening.id,
        phase=to,
        question=question or first(evening),
        was=was,
        now=NOW,
    )


def test_a_phase_is_set_when_the_page_was_right(evening: Evening) -> None:
    evening.ask()
    before = Phase.OPEN
    for to in Phase:
        phase(evening, to, was=before)
        assert evening.situation.phase is to
        before = to


def test_a_phase_of_a_question_that_is_gone_or_of_a_phase_that_went_on_is_refused(evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    with pytest.raises(Conflict) as refused:
        phase(evening, Phase.DONE, was=Phase.OPEN)
    assert (refused.value.code, refused.value.values) == ("remote.phase", {"phase": "Samen"})
    phase(evening, Phase.TOGETHER, was=Phase.OPEN)  # what was asked for is there: all is well
    evening.ask(2)
    with pytest.raises(Conflict, match=r"remote\.moved_on"):
        phase(evening, Phase.DONE, was=Phase.OPEN)
    assert evening.situation.phase is Phase.OPEN


def test_the_pause_comes_and_goes_and_a_late_tap_on_it_does_nothing(evening: Evening) -> None:
    evening.ask()

    def show(screen: ScreenView, was: ScreenView | None) -> ScreenView:
        remote.show(evening.store, meeting_id=evening.id, screen=screen, was=was)
        return evening.meeting.screen

    assert show(ScreenView.PAUSE, ScreenView.QUESTION) is ScreenView.PAUSE
    assert show(ScreenView.PAUSE, ScreenView.QUESTION) is ScreenView.PAUSE
    with pytest.raises(Conflict, match=r"remote\.screen"):
        show(ScreenView.WIFI, ScreenView.QUESTION)
    assert show(ScreenView.QUESTION, ScreenView.PAUSE) is ScreenView.QUESTION


def test_there_is_no_question_to_go_back_to_when_none_was_shown(evening: Evening) -> None:
    with pytest.raises(Conflict, match=r"question\.none"):
        remote.show(
            evening.store, meeting_id=evening.id, screen=ScreenView.QUESTION, was=evening.meeting.screen
        )
    assert evening.meeting.screen is ScreenView.WELCOME


def test_the_timer_is_started_extended_and_stopped(evening: Evening) -> None:
    evening.ask()
    seen: dict[str, Any] = {"meeting_id": evening.id, "question": first(evening), "now": NOW}
    remote.set_timer(evening.store, minutes=5, was=None, **seen)
    assert evening.meeting.timer_ends_at == NOW + dt.timedelta(minutes=5)
    remote.extend_timer(evening.store, minutes=5, was=ends(evening), **seen)
    assert evening.meeting.timer_ends_at == NOW + dt.timedelta(minutes=10)
    with pytest.raises(Conflict, match=r"remote\.timer"):
        remote.set_timer(evening.store, minutes=None, was=None, **seen)
    remote.set_timer(evening.store, minutes=None, was=ends(evening), **seen)
    assert evening.meeting.timer_ends_at is None
    with pytest.raises(RuleBroken, match=r"timer\.minutes"):
        remote.set_timer(evening.store, minutes=181, was=None, **seen)


def test_five_more_minutes_from_two_hands_at_once_are_five(evening: Evening) -> None:
    evening.ask()
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=5, now=NOW)
    was, question = ends(evening), first(evening)
    codes = at_once(
        lambda: remote.extend_timer(
            evening.store, meeting_id=evening.id, minutes=5, question=question, was=was, now=NOW
        )
    )
    assert codes == [""] + ["remote.timer"] * 7
    assert evening.meeting.timer_ends_at == NOW + dt.timedelta(minutes=10)


def test_sheets_are_turned_one_by_one_and_no_further_than_the_last(evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)

    def turn(to: int, was: int) -> int:
        remote.turn_sheet(
            evening.store, meeting_id=evening.id, to=to, question=first(evening), was=was, last=3
        )
        return evening.meeting.sheet

    assert turn(2, 1) == 2
    assert turn(2, 1) == 2  # two hands at once: one sheet
    with pytest.raises(Conflict) as refused:
        turn(4, 3)
    assert (refused.value.code, refused.value.values) == ("remote.sheet", {"number": 2})
    assert turn(9, 2) == 3
    assert turn(2, 3) == 2


def test_a_note_is_hidden_and_put_back_and_keeps_the_reason_it_had(evening: Evening) -> None:
    evening.ask()
    evening.post("Iets over de buurman")
    (posted,) = evening.notes
    assert remote.hide(evening.store, meeting_id=evening.id, note_id=posted.id, now=NOW).number == 1
    assert evening.notes[0].hidden_reason == note.NO_REASON
    note.hide(evening.store, note_id=posted.id, reason="naam", now=NOW)
    remote.hide(evening.store, meeting_id=evening.id, note_id=posted.id, now=NOW)
    assert evening.notes[0].hidden_reason == "naam"
    for _ in range(2):
        remote.restore(evening.store, meeting_id=evening.id, note_id=posted.id)
        assert not evening.notes[0].is_hidden


def test_the_notes_of_another_meeting_are_out_of_reach(evening: Evening) -> None:
    other = plan(evening.store, evening.house, title="Een andere avond")
    other.ask()
    other.post("Geheim")
    note_id = other.notes[0].id
    for act in (
        lambda: remote.hide(evening.store, meeting_id=evening.id, note_id=note_id, now=NOW),
        lambda: remote.restore(evening.store, meeting_id=evening.id, note_id=note_id),
        lambda: remote.hide(evening.store, meeting_id=evening.id, note_id=999, now=NOW),
    ):
        with pytest.raises(NotFound, match=r"note\.unknown"):
            act()
    assert not other.notes[0].is_hidden


def test_nothing_is_steered_before_and_after_the_evening(evening: Evening) -> None:
    evening.ask()
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    before = evening.situation
    seen: dict[str, Any] = {"meeting_id": evening.id, "question": first(evening)}
    acts: list[Callable[[], Any]] = [
        lambda: remote.go_on(evening.store, meeting_id=evening.id, after=first(evening)),
        lambda: phase(evening, Phase.OPEN, was=Phase.DONE),
        lambda: remote.show(
            evening.store, meeting_id=evening.id, screen=ScreenView.PAUSE, was=ScreenView.WELCOME
        ),
        lambda: remote.set_timer(evening.store, minutes=5, was=None, now=NOW, **seen),
        lambda: remote.extend_timer(evening.store, minutes=5, was=None, now=NOW, **seen),
        lambda: remote.turn_sheet(evening.store, to=2, was=1, last=3, **seen),
        lambda: remote.show_question(evening.store, prompt_id=evening.prompts[1].id, **seen),
    ]
    for act in acts:
        with pytest.raises(Conflict, match=r"meeting\.closed"):
            act()
    assert evening.situation == before
