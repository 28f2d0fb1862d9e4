"""The room scores its values: phones and paper in one count, and nothing of it shown before it is over."""

import datetime as dt

import pytest

from sok_core import aim, meeting, value_score_room, words
from sok_core.errors import Conflict, Gone, NotFound, RuleBroken
from sok_core.model import (
    Aim,
    AimKind,
    Change,
    Group,
    MeetingStatus,
    Phase,
    Prompt,
    PromptKind,
    ScoreCount,
    ScoreRound,
)
from sok_core.sight import Audience, changes_for
from tests.core.conftest import Told, at_once
from tests.evening import NOW, Evening

RESIDENT, ORGANISATION = Group.RESIDENT, Group.ORGANISATION
Scores = list[tuple[int, Group | None, int | None, int]]


@pytest.fixture
def trust(evening: Evening) -> Aim:
    return aim.write_down(
        evening.store, kind=AimKind.VALUE, title="Vertrouwen", meaning="We doen wat we zeggen."
    )


@pytest.fixture
def money(evening: Evening) -> Aim:
    return aim.write_down(evening.store, kind=AimKind.VALUE, title="Betaalbaar")


@pytest.fixture
def asked(evening: Evening, trust: Aim, money: Aim) -> Prompt:
    """The question about values on the screen, with two values."""
    assert trust.id != money.id
    prompt = value_score_room.ask(evening.store, meeting_id=evening.id)
    meeting.show_question(evening.store, prompt_id=prompt.id, phase=Phase.OPEN)
    return prompt


@pytest.fixture
def room(evening: Evening, asked: Prompt) -> Evening:
    assert asked.kind is PromptKind.VALUES
    return evening


def give(
    room: Evening,
    aim_id: object,
    given: object,
    *,
    device: str = "Fatma",
    group: Group | None = RESIDENT,
    now: dt.datetime = NOW,
) -> bool:
    about = {"meeting_id": room.id, "aim_id": aim_id, "given": given}
    return value_score_room.score(room.store, **about, device=device, group=group, now=now)


def paper(
    room: Evening,
    sheet: dict[tuple[int, int | None], int],
    *,
    group: Group | None = RESIDENT,
    table: int | None = 3,
) -> None:
    value_score_room.count_paper(room.store, meeting_id=room.id, sheet=sheet, group=group, table=table)


def set_phase(room: Evening, phase: Phase) -> None:
    meeting.set_phase(room.store, meeting_id=room.id, phase=phase, now=NOW)


def the_round(room: Evening) -> ScoreRound:
    with room.store.read() as tables:
        (one,) = tables.score_round.all()
        return one


def told(room: Evening) -> Scores:
    with room.store.read() as tables:
        (one,) = tables.score_round.all()
        return [
            (each.aim_id, each.group, each.score, each.people) for each in tables.value_score.counts(one.id)
        ]


def six_answer(room: Evening, value: Aim) -> None:
    for place, given in enumerate((1, 2, 3, 4, 5, None)):
        give(room, value.id, given, device=f"telefoon {place}")


# ---------------------------------------------------------------- asking and answering


def test_the_question_is_asked_in_every_language_of_the_phones(asked: Prompt) -> None:
    assert asked.text == "In de afgelopen drie maanden merkte ik dit …"
    assert tuple(language for language, _ in asked.translations) == tuple(words.OTHER_LANGUAGES)
    assert asked.text not in dict(asked.translations).values()


def test_a_question_in_ones_own_words_has_a_round_too(evening: Evening, trust: Aim) -> None:
    own = meeting.add_question(
        evening.store, meeting_id=evening.id, text="Merkte jij dit?", kind=PromptKind.VALUES
    )
    meeting.show_question(evening.store, prompt_id=own.id, phase=Phase.OPEN)
    give(evening, trust.id, 4)
    assert told(evening) == [(trust.id, RESIDENT, 4, 1)]


def test_a_round_has_the_name_and_the_day_of_its_meeting_also_when_that_moves(room: Evening) -> None:
    assert (the_round(room).title, the_round(room).date) == (room.meeting.title, room.meeting.date)
    new = dt.date(2027, 2, 11)
    plan = {"starts_at": None, "ends_at": None, "place": "", "agenda": (), "now": NOW}
    meeting.replan(room.store, meeting_id=room.id, title="Kwartaalmoment", date=new, **plan)
    assert (the_round(room).title, the_round(room).date) == ("Kwartaalmoment", new)


def test_a_phone_scores_each_value_once_and_may_change_it(room: Evening, trust: Aim, money: Aim) -> None:
    assert give(room, trust.id, 2)
    assert not give(room, trust.id, 4)
    assert give(room, money.id, None)
    assert told(room) == [(trust.id, RESIDENT, 4, 1), (money.id, RESIDENT, None, 1)]
    with room.store.read() as tables:
        assert value_score_room.of_phone(tables, room.meeting, device="Fatma") == {
            trust.id: 4,
            money.id: None,
        }
        assert value_score_room.of_phone(tables, room.meeting, device="Henk") == {}


def test_ten_phones_at_once_are_ten_answers(room: Evening, trust: Aim) -> None:
    acts = [lambda one=one: give(room, trust.id, 3, device=f"telefoon {one}") for one in range(10)]
    assert at_once(*acts) == []
    assert told(room) == [(trust.id, RESIDENT, 3, 10)]


def test_a_phone_that_says_later_who_it_is_counts_there_with_all_it_said(
    room: Evening, trust: Aim, money: Aim
) -> None:
    give(room, trust.id, 2, group=None)
    give(room, money.id, 3, group=ORGANISATION)
    assert told(room) == [(trust.id, ORGANISATION, 2, 1), (money.id, ORGANISATION, 3, 1)]
    value_score_room.speak_as(room.store, meeting_id=room.id, device="Fatma", group=RESIDENT)
    assert {group for _, group, _, _ in told(room)} == {RESIDENT}


def test_who_a_phone_is_stays_as_it_was_when_the_question_is_closed(room: Evening, trust: Aim) -> None:
    give(room, trust.id, 2, group=None)
    set_phase(room, Phase.DONE)
    value_score_room.speak_as(room.store, meeting_id=room.id, device="Fatma", group=RESIDENT)
    assert told(room) == [(trust.id, None, 2, 1)]


@pytest.mark.parametrize("given", [0, 6, "4", True, 2.5])
def test_what_is_no_score_is_refused(room: Evening, trust: Aim, given: object) -> None:
    with pytest.raises(RuleBroken, match=r"score\.choice"):
        give(room, trust.id, given)


def test_only_a_value_that_the_group_holds_is_scored(room: Evening, trust: Aim) -> None:
    goal = aim.write_down(room.store, kind=AimKind.GOAL, title="Warme huizen")
    aim.let_go(room.store, aim_id=trust.id, why="Staat er al.", now=NOW)
    for gone in (goal.id, trust.id, 999):
        with pytest.raises(NotFound, match=r"aim\.unknown"):
            give(room, gone, 3)
    with pytest.raises(RuleBroken, match=r"score\.choice"):
        give(room, "1", 3)


def test_nothing_is_scored_under_another_question_or_after_the_end(room: Evening, trust: Aim) -> None:
    room.ask(1)
    with pytest.raises(Conflict, match=r"score\.not_asked"):
        give(room, trust.id, 3)
    meeting.close(room.store, meeting_id=room.id, now=NOW)
    with pytest.raises(Gone):
        give(room, trust.id, 3)


def test_the_timer_holds_phones_back_and_no_paper(room: Evening, trust: Aim) -> None:
    meeting.set_timer(room.store, meeting_id=room.id, minutes=1, now=NOW, locks=True)
    with pytest.raises(Conflict, match=r"question\.closed"):
        give(room, trust.id, 3, now=NOW + dt.timedelta(minutes=2))
    paper(room, {(trust.id, 3): 1})
    assert told(room) == [(trust.id, RESIDENT, 3, 1)]


# ---------------------------------------------------------------- paper


def test_paper_and_phones_are_one_count(room: Evening, trust: Aim) -> None:
    give(room, trust.id, 4)
    paper(room, {(trust.id, 4): 3, (trust.id, None): 1})
    paper(room, {(trust.id, 4): 2}, table=None)
    assert told(room) == [(trust.id, RESIDENT, None, 1), (trust.id, RESIDENT, 4, 6)]
    assert room.situation.scored == 1 + 4 + 2


def test_counting_again_sets_what_lies_there(room: Evening, trust: Aim) -> None:
    paper(room, {(trust.id, 4): 3})
    paper(room, {(trust.id, 4): 1, (trust.id, 5): 1})
    paper(room, {(trust.id, 5): 0})
    with room.store.read() as tables:
        (there,) = value_score_room.on_paper(tables, room.meeting, table=3)
        assert value_score_room.on_paper(tables, room.meeting, table=4) == []
    assert (there.score, there.people) == (4, 1)


def test_who_leaves_a_value_open_is_still_one_person(room: Evening, trust: Aim, money: Aim) -> None:
    paper(room, {(trust.id, 4): 3, (money.id, 2): 2})
    paper(room, {(money.id, 5): 4}, group=ORGANISATION)
    give(room, trust.id, 1)
    give(room, money.id, 1)
    assert room.situation.scored == 3 + 4 + 1


@pytest.mark.parametrize("people", [-1, 100, "3", True])
def test_a_count_that_cannot_be_is_refused(room: Evening, trust: Aim, people: object) -> None:
    with pytest.raises(RuleBroken, match=r"score\.paper"):
        paper(room, {(trust.id, 4): people})  # type: ignore[dict-item]


# ---------------------------------------------------------------- what is seen, and when


def test_while_people_score_nobody_hears_more_than_how_many_did(room: Evening, trust: Aim) -> None:
    six_answer(room, trust)
    assert room.state(Audience.HALL)["scores"] == {"people": 6}
    assert room.state(Audience.FACILITATOR)["scores"] == {"people": 6}
    change = Change("value_score", room.id)
    assert changes_for(Audience.HALL, change, room.situation) == [{"kind": "scores", "people": 6}]
    assert changes_for(Audience.PHONE, change, room.situation) == []


def test_a_phone_hears_which_values_there_are_and_what_they_mean(
    room: Evening, trust: Aim, money: Aim
) -> None:
    assert room.state(Audience.PHONE)["scores"] == {
        "values": [
            {"id": trust.id, "title": "Vertrouwen", "meaning": "We doen wat we zeggen."},
            {"id": money.id, "title": "Betaalbaar", "meaning": ""},
        ]
    }


def test_when_it_is_over_the_hall_sees_what_came_of_it(room: Evening, trust: Aim, money: Aim) -> None:
    six_answer(room, trust)
    give(room, money.id, 3)
    set_phase(room, Phase.DONE)
    result = room.state(Audience.HALL)["scores"]["result"]
    lane = {"crowd": "hele_zaal", "scores": [1, 1, 1, 1, 1], "unknown": 1}
    assert result["values"] == [
        {"id": trust.id, "title": "Vertrouwen", "lanes": [lane], "left_out": 0},
        {"id": money.id, "title": "Betaalbaar", "lanes": [], "left_out": 0},
    ]
    assert result["finding"] == ["De antwoorden bij ‘Vertrouwen’ lopen van 1 tot 5."]
    assert "result" not in room.state(Audience.PHONE)["scores"]


def test_nothing_but_numbers_is_told_and_once_for_each_answer(room: Evening, trust: Aim, told: Told) -> None:
    give(room, trust.id, 5, device="een geheim")
    (_, changes, situations) = told[-1]
    assert [change.kind for change in changes] == ["value_score"]
    assert situations[room.id].scored == 1


# ---------------------------------------------------------------- closing


def test_another_question_hides_the_scores_and_shows_nothing_yet(
    room: Evening, asked: Prompt, trust: Aim
) -> None:
    six_answer(room, trust)
    room.ask(1)
    assert the_round(room).closed_at is None
    with room.store.read() as tables:
        assert tables.prompt.get(asked.id).phase is Phase.CLOSED
    meeting.show_question(room.store, prompt_id=asked.id, phase=Phase.OPEN)
    assert give(room, trust.id, 3, device="laat")


def test_a_result_that_was_seen_does_not_change_any_more(room: Evening, asked: Prompt, trust: Aim) -> None:
    six_answer(room, trust)
    set_phase(room, Phase.DONE)
    assert (the_round(room).people, the_round(room).closed_at is None) == (6, False)
    for phase in (Phase.OPEN, Phase.CLOSED):
        with pytest.raises(Conflict, match=r"score\.told"):
            set_phase(room, phase)
    with pytest.raises(Conflict, match=r"score\.told"):
        meeting.show_question(room.store, prompt_id=asked.id, phase=Phase.OPEN)
    with pytest.raises(Conflict, match=r"score\.closed"):
        paper(room, {(trust.id, 1): 1})
    assert sum(people for _, _, _, people in told(room)) == 6


def test_with_too_few_answers_to_show_the_question_may_open_again(room: Evening, trust: Aim) -> None:
    for device in ("Ali", "Bea", "Cor", "Dia"):
        give(room, trust.id, 3, device=device)
    set_phase(room, Phase.DONE)
    set_phase(room, Phase.OPEN)
    assert give(room, trust.id, 3, device="Eef")
    assert the_round(room).closed_at is None


@pytest.mark.parametrize("phase", [Phase.TOGETHER, Phase.GATHER, Phase.VOTE, Phase.RESULT])
def test_scores_are_never_shared_while_they_come_in(room: Evening, phase: Phase) -> None:
    with pytest.raises(Conflict, match=r"question\.no_phase"):
        set_phase(room, phase)


def test_after_the_meeting_only_counts_are_left(room: Evening, trust: Aim, money: Aim) -> None:
    six_answer(room, trust)
    give(room, money.id, 2, device="telefoon 0")
    paper(room, {(trust.id, 5): 2})
    before = told(room)
    meeting.close(room.store, meeting_id=room.id, now=NOW)
    assert told(room) == before
    assert (the_round(room).people, the_round(room).closed_at) == (8, NOW)
    with room.store.read() as tables:
        rows = tables.value_score.db.query("SELECT DISTINCT device FROM value_score ORDER BY device")
        assert [row["device"] for row in rows] == ["tafel 3", "weg"]


def test_a_meeting_that_goes_on_lets_no_phone_score_twice(room: Evening, trust: Aim) -> None:
    give(room, trust.id, 3)
    meeting.close(room.store, meeting_id=room.id, now=NOW)
    meeting.begin(room.store, meeting_id=room.id, now=NOW)
    assert room.meeting.status is MeetingStatus.RUNNING
    with pytest.raises(Conflict, match=r"score\.told"):
        set_phase(room, Phase.OPEN)


def test_a_meeting_asks_once_so_that_nobody_is_the_difference_between_two_results(
    room: Evening, trust: Aim
) -> None:
    for device in "abcde":
        give(room, trust.id, 3, device=device)
    set_phase(room, Phase.DONE)
    for ask in (
        lambda: value_score_room.ask(room.store, meeting_id=room.id),
        lambda: meeting.add_question(room.store, meeting_id=room.id, text="Weer", kind=PromptKind.VALUES),
    ):
        with pytest.raises(Conflict, match=r"score\.asked"):
            ask()
    with room.store.read() as tables:
        assert len([one for one in tables.prompt.of(room.id) if one.kind is PromptKind.VALUES]) == 1
        assert len(tables.score_round.all()) == 1


@pytest.mark.parametrize(("people", "is_open"), [("abcd", True), ("abcde", False)])
def test_a_second_question_of_before_stays_shut_once_the_first_was_shown(
    room: Evening, trust: Aim, people: str, is_open: bool
) -> None:
    with room.store.write() as tables:
        other = tables.prompt.add(room.id, text="Weer", kind=PromptKind.VALUES)
        tables.score_round.add(title="Weer", date=NOW.date(), meeting_id=room.id, prompt_id=other.id)
    for device in people:
        give(room, trust.id, 3, device=device)
    set_phase(room, Phase.DONE)
    if is_open:
        meeting.show_question(room.store, prompt_id=other.id, phase=Phase.OPEN)
        assert give(room, trust.id, 3)
    else:
        with pytest.raises(Conflict, match=r"score\.asked"):
            meeting.show_question(room.store, prompt_id=other.id, phase=Phase.OPEN)


# ---------------------------------------------------------------- going


def test_a_question_with_scores_stays_and_one_without_goes(room: Evening, asked: Prompt, trust: Aim) -> None:
    give(room, trust.id, 3)
    room.ask(1)
    with pytest.raises(Conflict, match=r"question\.has_scores"):
        meeting.remove_question(room.store, prompt_id=asked.id)
    with room.store.write() as tables:
        tables.value_score.db.table("value_score").delete_where()
    meeting.remove_question(room.store, prompt_id=asked.id)
    with room.store.read() as tables:
        assert tables.score_round.all() == []


def test_scores_go_with_their_meeting(room: Evening, trust: Aim) -> None:
    give(room, trust.id, 3)
    one = the_round(room)
    with room.store.write() as tables:
        tables.meeting.remove(room.id)
        assert tables.score_round.all() == []
        assert tables.value_score.counts(one.id) == []


def test_a_value_that_was_scored_is_not_taken_back(room: Evening, trust: Aim) -> None:
    give(room, trust.id, 3)
    with pytest.raises(Conflict, match=r"aim\.used"):
        aim.take_back(room.store, made=trust)


def test_what_leaves_the_store_are_counts(room: Evening, trust: Aim) -> None:
    give(room, trust.id, 3)
    with room.store.read() as tables:
        assert tables.value_score.counts(the_round(room).id) == [
            ScoreCount(the_round(room).id, trust.id, RESIDENT, 3, 1)
        ]
