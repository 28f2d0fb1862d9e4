"""Planning, running and closing an evening."""

import datetime as dt

import pytest

from sok_core import meeting
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import MeetingStatus, Phase, ScreenView, Step
from tests.evening import NOW, Evening, plan


def test_a_code_has_no_signs_that_look_alike(evening: Evening) -> None:
    assert len(evening.code) == meeting.CODE_LENGTH
    assert not set("".join(meeting.new_code() for _ in range(50))) & set("O0I1L")


def test_two_meetings_never_share_a_code(evening: Evening) -> None:
    codes = {plan(evening.store, evening.house).code for _ in range(5)} | {evening.code}
    assert len(codes) == 6


def test_a_code_that_is_taken_is_replaced(evening: Evening) -> None:
    code = evening.code
    with evening.store.write() as tables:
        tables.dossier.become_another()
    changed = meeting.give_code(evening.store, evening.house, evening.meeting)
    assert changed.code != code
    assert evening.house.meeting_of(changed.code) == (evening.uuid, evening.id)


@pytest.mark.parametrize("title", ["", "  "])
def test_a_meeting_needs_a_title(evening: Evening, title: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        meeting.plan(evening.store, evening.house, step=Step.ROLES, title=title, date=NOW.date())
    assert caught.value.code == "meeting.title_empty"


def test_a_question_is_put_in_shape() -> None:
    assert meeting.check_question("  Wat   wil\njij? ") == "Wat wil jij?"
    with pytest.raises(RuleBroken):
        meeting.check_question(" \n ")
    with pytest.raises(RuleBroken):
        meeting.check_question("x" * 201)


def test_a_question_goes_on_the_screen_in_its_phase(evening: Evening) -> None:
    evening.ask(2, Phase.TOGETHER)
    situation = evening.situation
    assert (situation.prompt, situation.phase) == (evening.prompts[1], Phase.TOGETHER)
    assert situation.meeting.screen is ScreenView.QUESTION


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Phase.OPEN, Phase.DONE),
        (Phase.TOGETHER, Phase.DONE),
        (Phase.CLOSED, Phase.CLOSED),
        (Phase.DONE, Phase.DONE),
    ],
)
def test_an_earlier_question_is_no_longer_written_to(evening: Evening, before: Phase, after: Phase) -> None:
    evening.ask(1, before)
    evening.ask(2)
    assert [prompt.phase for prompt in evening.prompts] == [after, Phase.OPEN, Phase.CLOSED]


def test_a_question_keeps_its_phase_when_none_is_given(evening: Evening) -> None:
    evening.ask(1, Phase.TOGETHER)
    evening.ask(2)
    meeting.show_question(evening.store, prompt_id=evening.prompts[0].id)
    assert evening.situation.phase is Phase.DONE


def test_a_new_question_stops_the_timer(evening: Evening) -> None:
    evening.ask()
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=5, now=NOW)
    evening.ask(2)
    assert evening.meeting.timer_ends_at is None


def test_a_phase_needs_a_question(evening: Evening) -> None:
    with pytest.raises(Conflict) as caught:
        meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.OPEN, now=NOW)
    assert caught.value.code == "question.none"


def test_closing_forgets_which_phone_wrote_what(evening: Evening) -> None:
    evening.ask()
    evening.post()
    assert evening.notes[0].device
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    assert [n.device for n in evening.notes] == [""]
    assert evening.meeting.status is MeetingStatus.CLOSED
    assert evening.prompts[0].phase is Phase.DONE


def test_a_closed_meeting_is_not_run(evening: Evening) -> None:
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    with pytest.raises(Conflict) as caught:
        evening.ask()
    assert caught.value.code == "meeting.closed"


def test_closing_stops_the_timer_and_clears_the_screen(evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=5, now=NOW)
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    closed = evening.meeting
    assert (closed.timer_ends_at, closed.screen, closed.closed_at) == (None, ScreenView.WELCOME, NOW)


def test_the_phase_of_a_closed_meeting_stays(evening: Evening) -> None:
    evening.ask()
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    with pytest.raises(Conflict) as caught:
        meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.OPEN, now=NOW)
    assert caught.value.code == "meeting.closed"
    assert evening.prompts[0].phase is Phase.DONE


def test_each_question_and_each_phase_begins_at_the_first_sheet(evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    for begin in (
        lambda: evening.ask(2, Phase.TOGETHER),
        lambda: meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.DONE, now=NOW),
        lambda: meeting.set_dense(evening.store, meeting_id=evening.id, is_dense=True),
    ):
        meeting.turn_sheet(evening.store, meeting_id=evening.id, to=3)
        assert evening.meeting.sheet == 3
        begin()
        assert evening.meeting.sheet == 1


def test_going_back_in_the_agenda_lets_the_later_blocks_begin_again(evening: Evening) -> None:
    with evening.store.write() as tables:
        tables.agenda.replace(evening.id, [(10, "Welkom", ""), (20, "Vraag 1", ""), (20, "Vraag 2", "")])
        blocks = tables.agenda.of(evening.id)
    for block in blocks:
        meeting.start_block(evening.store, block_id=block.id, now=NOW)
    meeting.start_block(evening.store, block_id=blocks[0].id, now=NOW)
    with evening.store.read() as tables:
        now_there = tables.agenda.of(evening.id)
    assert [block.started_at for block in now_there] == [NOW, None, None]
    assert meeting.current_block(now_there) == now_there[0]


def test_a_closed_meeting_can_be_opened_again(evening: Evening) -> None:
    evening.ask()
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    meeting.begin(evening.store, meeting_id=evening.id, now=NOW)
    assert evening.meeting.closed_at is None
    evening.ask()
    assert evening.post().number == 1


@pytest.mark.parametrize("minutes", [0, -1, 181, float("nan"), float("inf")])
def test_a_timer_has_sensible_minutes(evening: Evening, minutes: float) -> None:
    with pytest.raises(RuleBroken) as caught:
        meeting.set_timer(evening.store, meeting_id=evening.id, minutes=minutes, now=NOW)
    assert caught.value.code == "timer.minutes"


def test_a_timer_is_extended_from_its_end_or_from_now(evening: Evening) -> None:
    minute = dt.timedelta(minutes=1)
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=5, now=NOW)
    meeting.extend_timer(evening.store, meeting_id=evening.id, minutes=2, now=NOW)
    assert evening.meeting.timer_ends_at == NOW + 7 * minute
    meeting.extend_timer(evening.store, meeting_id=evening.id, minutes=2, now=NOW + 20 * minute)
    assert evening.meeting.timer_ends_at == NOW + 22 * minute


def test_a_question_with_notes_or_on_the_screen_stays(evening: Evening) -> None:
    evening.ask(1)
    evening.post()
    evening.ask(2)
    for place, code in ((0, "question.has_notes"), (1, "question.on_screen")):
        with pytest.raises(Conflict) as caught:
            meeting.remove_question(evening.store, prompt_id=evening.prompts[place].id)
        assert caught.value.code == code


def test_removing_a_question_renumbers_the_rest(evening: Evening) -> None:
    meeting.remove_question(evening.store, prompt_id=evening.prompts[0].id)
    assert [prompt.position for prompt in evening.prompts] == [1, 2]


def test_the_next_question_is_the_one_after_the_screen(evening: Evening) -> None:
    first, second, third = evening.prompts
    assert meeting.next_question(evening.prompts, None) == first
    assert meeting.next_question(evening.prompts, first.id) == second
    assert meeting.next_question(evening.prompts, third.id) is None


@pytest.mark.parametrize(
    ("started", "now", "late"),
    [(0, 0, 0), (0, 10, 0), (0, 12, 2), (3, 4, 3), (-5, 0, 0), (3, 30, 20)],
)
def test_minutes_late_count_a_late_start_and_a_block_that_goes_on(
    evening: Evening, started: int, now: int, late: int
) -> None:
    start = NOW  # half past seven in Amsterdam, when the meeting should begin
    with evening.store.write() as tables:
        tables.agenda.replace(evening.id, [(10, "Welkom", ""), (20, "Schrijven", "")])
        blocks = tables.agenda.of(evening.id)
    meeting.start_block(evening.store, block_id=blocks[0].id, now=start + dt.timedelta(minutes=started))
    with evening.store.read() as tables:
        blocks = tables.agenda.of(evening.id)
    assert meeting.minutes_late(evening.meeting, blocks, now=start + dt.timedelta(minutes=now)) == late


def test_nobody_is_late_without_a_block(evening: Evening) -> None:
    assert meeting.minutes_late(evening.meeting, [], now=NOW) == 0


@pytest.mark.parametrize("count", [-1, 10_000])
def test_attendance_is_a_sensible_number(evening: Evening, count: int) -> None:
    with pytest.raises(RuleBroken) as caught:
        meeting.count_people(evening.store, meeting_id=evening.id, residents=count, organisations=None)
    assert caught.value.code == "attendance.count"


def test_opening_a_question_again_ends_a_timer_that_had_closed_it(evening: Evening) -> None:
    meeting.show_question(evening.store, prompt_id=evening.prompts[0].id, phase=Phase.OPEN)
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=5, now=NOW, locks=True)
    later = NOW + dt.timedelta(minutes=6)
    with pytest.raises(Conflict, match="closed"):
        evening.post("te laat", now=later)
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.OPEN, now=later)
    assert evening.post("toch nog", now=later).is_new


def test_going_on_twice_at_once_skips_no_question(evening: Evening) -> None:
    """Two facilitators press "Volgende vraag" together: the second press finds that it was done."""
    evening.ask()
    for _ in range(2):
        meeting.go_on(evening.store, meeting_id=evening.id, after=evening.prompts[0].id)
    assert evening.meeting.prompt_id == evening.prompts[1].id
    assert evening.situation.phase is Phase.OPEN


def test_after_the_last_question_nothing_happens(evening: Evening) -> None:
    evening.ask(3)
    meeting.go_on(evening.store, meeting_id=evening.id, after=evening.prompts[2].id)
    assert evening.meeting.prompt_id == evening.prompts[2].id


def test_a_question_is_translated_beside_the_dutch_one(evening: Evening) -> None:
    first = evening.prompts[0]
    for language, text in (("ar", "ما المهم؟"), ("tr", " Ne  önemli? "), ("en", "What matters?"), ("en", "")):
        meeting.translate_question(evening.store, prompt_id=first.id, language=language, text=text)
    kept = evening.prompts[0]
    assert (kept.text, kept.translations) == (first.text, (("tr", "Ne önemli?"), ("ar", "ما المهم؟")))


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("tr", "x" * 201, "question.too_long"),
        ("nl", "Wat?", "language.unknown"),
        ("xx", "?", "language.unknown"),
    ],
)
def test_a_translation_of_a_question_that_cannot_be_is_refused(
    evening: Evening, language: str, text: str, code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        meeting.translate_question(
            evening.store, prompt_id=evening.prompts[0].id, language=language, text=text
        )
    assert refused.value.code == code
    assert evening.prompts[0].translations == ()
