"""Check-ins: a series that skips free days, moments that move or are missed, and what they teach."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sok_core import calendar, check_in, clause, decision, dossier, meeting, value_score_room
from sok_core.commitment_state import DECIDED
from sok_core.errors import Conflict, NotFound, RuleBroken, SokError
from sok_core.model import (
    AttendanceStatus,
    CheckIn,
    CheckInStatus,
    DecisionKind,
    Meeting,
    MeetingStatus,
    Region,
    ScoreRound,
    Section,
    Step,
)
from tests import following
from tests.evening import NOW, Evening
from tests.following import TODAY, Following, day

REGIONS = st.none() | st.sampled_from(Region)


@pytest.fixture
def scene(evening: Evening) -> Following:
    return following.begin(evening.store)


def moments(scene: Following) -> list[CheckIn]:
    with scene.store.read() as tables:
        return tables.check_in.all()


@pytest.mark.parametrize(
    ("region", "days"),
    [
        (Region.NORTH, [day(2, 12), day(5, 21), day(8, 20), day(11, 12)]),
        (Region.MIDDLE, [day(2, 12), day(5, 21), day(9, 3), day(11, 12)]),
        (Region.SOUTH, [day(2, 12), day(5, 21), day(8, 27), day(11, 12)]),
        (None, [day(2, 12), day(5, 21), day(9, 3), day(11, 12)]),
    ],
)
def test_a_year_skips_ascension_day_and_the_summer_of_its_region(
    region: Region | None, days: list[dt.date]
) -> None:
    found = check_in.series(after=day(1), count=4, region=region)
    assert [one.date for one in found] == days
    assert [one.why for one in found] == [
        "",
        "Niet op donderdag 14 mei 2026: dat is Hemelvaartsdag.",
        "Niet op donderdag 13 augustus 2026: dan is het zomervakantie.",
        "",
    ]


@given(st.dates(dt.date(2025, 1, 1), dt.date(2040, 1, 1)), REGIONS)
def test_every_moment_is_a_free_thursday_and_no_earlier_one_was(
    after: dt.date, region: Region | None
) -> None:
    found = check_in.series(after=after, count=5, region=region)
    quarters = [(one.date.year, (one.date.month - 1) // 3) for one in found]
    assert len(set(quarters)) == 5
    for one in found:
        assert after < one.date
        assert one.date.weekday() == 3
        assert (calendar.holiday(one.date), calendar.school_break(one.date, region)) == ("", "")
        passed = one.date - calendar.DAY * 7
        is_usual = 8 <= one.date.day <= 14 and one.date.month % 3 == 2
        assert is_usual is (one.why == "")
        if not is_usual:
            assert calendar.holiday(passed) or calendar.school_break(passed, region)


def test_a_year_whose_breaks_are_not_known_says_so() -> None:
    known, unknown = (check_in.series(after=after, count=1)[0] for after in (day(1), dt.date(2031, 1, 1)))
    assert (known.is_sure, unknown.is_sure) == (True, False)


def test_a_series_is_planned_for_the_region_and_leaves_quarters_that_have_a_moment(scene: Following) -> None:
    dossier.set_region(scene.store, region=Region.SOUTH)
    scene.check_in(day(6, 25), title="Al gepland")
    scene.check_in(day(2, 12), title="Afgezegd", status=CheckInStatus.CANCELLED)
    made = check_in.plan_series(scene.store, count=3, today=day(1), place="De Spil")
    assert [(one.date, one.title) for one in made] == [
        (day(2, 12), "Kwartaalmoment februari 2026"),
        (day(8, 27), "Kwartaalmoment augustus 2026"),
        (day(11, 12), "Kwartaalmoment november 2026"),
    ]
    assert {(one.starts_at, one.ends_at, one.place) for one in made} == {
        (dt.time(19, 0), dt.time(20, 30), "De Spil")
    }
    again = check_in.plan_series(scene.store, count=1, today=day(1))
    assert [one.date for one in again] == [dt.date(2027, 2, 11)]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": "x" * 121}, "check_in.too_long"),
        ({"title": "  "}, "check_in.empty"),
        ({"starts_at": dt.time(20), "ends_at": dt.time(19)}, "check_in.times"),
        ({"date": TODAY}, "check_in.there"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(scene: Following, fields: dict[str, Any], code: str) -> None:
    scene.check_in(TODAY)
    with pytest.raises(SokError) as caught:
        check_in.plan(scene.store, **{"date": day(11, 12)} | fields)
    assert caught.value.code == code
    assert len(moments(scene)) == 1


def test_a_series_has_a_limit(scene: Following) -> None:
    for count in (0, 13):
        with pytest.raises(RuleBroken, match=r"check_in\.series"):
            check_in.plan_series(scene.store, count=count, today=TODAY)


def test_a_moment_that_moves_stays_to_be_seen_and_leads_to_the_new_one(scene: Following) -> None:
    one = check_in.plan(scene.store, date=day(11, 12), starts_at=dt.time(15), place="De Spil")
    with pytest.raises(RuleBroken, match=r"check_in\.why"):
        check_in.move(scene.store, check_in_id=one.id, to=day(12, 10), why=" ", today=TODAY)
    with pytest.raises(RuleBroken, match=r"check_in\.same_day"):
        check_in.move(scene.store, check_in_id=one.id, to=one.date, why="Zaal dicht", today=TODAY)
    with pytest.raises(RuleBroken, match=r"check_in\.past_day"):
        check_in.move(scene.store, check_in_id=one.id, to=day(11, 4), why="Zaal dicht", today=TODAY)
    moved = check_in.move(scene.store, check_in_id=one.id, to=day(12, 10), why=" Zaal  dicht ", today=TODAY)
    first, second = moments(scene)
    assert (first.status, first.why, first.moved_to_id) == (
        *(CheckInStatus.CANCELLED, "Zaal dicht"),
        moved.id,
    )
    assert second == moved
    assert (moved.title, moved.starts_at, moved.place) == (
        *("Kwartaalmoment december 2026", dt.time(15)),
        "De Spil",
    )
    assert check_in.called_off(moments(scene), today=TODAY) == [first]
    assert check_in.missed(moments(scene), today=first.date) == []
    assert check_in.missed(moments(scene), today=first.date + calendar.DAY) == [first]


def test_what_was_decided_ahead_moves_along(scene: Following) -> None:
    one = scene.check_in(day(11, 12))
    with scene.store.write() as tables:
        tables.check_in.update(one.id, outcomes=("De gemeente belt.",), spoken_ids=(3,))
    moved = check_in.move(scene.store, check_in_id=one.id, to=day(12, 10), why="Zaal dicht", today=TODAY)
    assert (moved.outcomes, moved.spoken_ids) == (("De gemeente belt.",), (3,))
    assert [each.outcomes for each in moments(scene)] == [(), ("De gemeente belt.",)]


def test_a_name_that_was_given_moves_along(scene: Following) -> None:
    one = check_in.plan(scene.store, date=day(11, 12), title="Een jaar verder")
    assert (
        check_in.move(scene.store, check_in_id=one.id, to=day(12, 10), why="Zaal", today=TODAY).title
        == one.title
    )


def test_what_was_held_or_cancelled_cannot_move(scene: Following) -> None:
    held, gone = scene.check_in(day(2)), scene.check_in(day(3))
    check_in.hold(scene.store, check_in_id=held.id, today=TODAY)
    check_in.cancel(scene.store, check_in_id=gone.id, why="Storm")
    for one, code in ((held, "check_in.held"), (gone, "check_in.cancelled")):
        with pytest.raises(Conflict) as caught:
            check_in.move(scene.store, check_in_id=one.id, to=day(12, 1), why="Toch", today=TODAY)
        assert caught.value.code == code
    with pytest.raises(Conflict, match=r"check_in\.cancelled"):
        check_in.hold(scene.store, check_in_id=gone.id, today=TODAY)


def test_what_was_held_tells_who_was_there_and_what_came_of_it(scene: Following) -> None:
    one = scene.check_in(TODAY)
    there = {scene.school: AttendanceStatus.PRESENT, scene.town: AttendanceStatus.AWAY}
    now = check_in.hold(
        scene.store,
        check_in_id=one.id,
        today=TODAY,
        outcomes=["  Het  voorstel komt in januari ", ""],
        residents=17,
        organisations=8,
        attendance=there,
    )
    assert (now.status, now.outcomes) == (CheckInStatus.HELD, ("Het voorstel komt in januari",))
    with scene.store.read() as tables:
        assert {each.party_id: each.status for each in tables.attendance.of(one.id)} == there
    with pytest.raises(RuleBroken, match=r"check_in\.number"):
        check_in.hold(scene.store, check_in_id=one.id, today=TODAY, residents=-1)
    for wrong, code in (
        ({"attendance": {999: AttendanceStatus.PRESENT}}, "party.unknown"),
        ({"meeting_id": 999}, "meeting.unknown"),
    ):
        with pytest.raises(NotFound) as caught:
            check_in.hold(scene.store, check_in_id=one.id, today=TODAY, **wrong)
        assert caught.value.code == code
    later = scene.check_in(day(12))
    with pytest.raises(RuleBroken, match=r"check_in\.future"):
        check_in.hold(scene.store, check_in_id=later.id, today=TODAY)


def test_what_two_wrote_down_of_a_moment_stays(scene: Following) -> None:
    one = scene.check_in(TODAY)
    there, excused = AttendanceStatus.PRESENT, AttendanceStatus.EXCUSED
    for fields in (
        {"outcomes": ["Taart"], "residents": 12, "attendance": {scene.school: there, scene.group: there}},
        {"outcomes": ["Koffie"], "organisations": 4, "attendance": {scene.town: excused, scene.group: None}},
    ):
        now = check_in.hold(scene.store, check_in_id=one.id, today=TODAY, **fields)  # type: ignore[arg-type]
    assert (now.outcomes, now.residents, now.organisations) == (("Taart", "Koffie"), 12, 4)
    with scene.store.read() as tables:
        known = {each.party_id: each.status for each in tables.attendance.of(one.id)}
    assert known == {scene.school: there, scene.town: excused}


def test_a_moment_that_passed_without_a_word_is_missed(scene: Following) -> None:
    passed, _ = scene.check_in(day(2)), scene.check_in(TODAY)
    held = scene.check_in(day(3), status=CheckInStatus.HELD)
    found = moments(scene)
    assert check_in.missed(found, today=TODAY) == [passed]
    assert check_in.last_held(found, before=TODAY) == held
    ahead = check_in.upcoming(found, today=TODAY)
    assert ahead is not None
    assert ahead.date == TODAY


def change(scene: Following, before: CheckIn, **fields: Any) -> CheckIn:
    return check_in.change(scene.store, check_in_id=before.id, before=before, **fields)


def test_what_somebody_else_changed_of_a_moment_is_not_lost(scene: Following) -> None:
    one = check_in.plan(scene.store, date=day(11, 12), place="De Spil")
    change(scene, one, place="Buurthuis Noord")
    assert change(scene, one, title="Herfstmoment").place == "Buurthuis Noord"
    with pytest.raises(Conflict, match=r"check_in\.changed") as clash:
        change(scene, one, place="De Tuin")
    assert clash.value.values["field"] == "Waar?"
    assert change(scene, one, place="Buurthuis Noord").place == "Buurthuis Noord"


def test_times_and_place_can_change(scene: Following) -> None:
    one = check_in.plan(scene.store, date=day(11, 12), starts_at=dt.time(19), ends_at=dt.time(20))
    now = change(scene, one, ends_at=dt.time(21), place="Tuin")
    assert (now.starts_at, now.ends_at, now.place) == (dt.time(19), dt.time(21), "Tuin")
    with pytest.raises(RuleBroken, match=r"check_in\.times"):
        change(scene, now, starts_at=dt.time(22))


def test_a_lesson_is_put_in_other_words_or_taken_away(scene: Following) -> None:
    one = check_in.learn(scene.store, text="Bel Jan", on=TODAY)
    right = check_in.relearn(scene.store, lesson_id=one.id, before=one.text, text=" Bel  eerder ")
    assert right.text == "Bel eerder"
    with pytest.raises(Conflict, match=r"check_in\.line_changed"):
        check_in.relearn(scene.store, lesson_id=one.id, before=one.text, text="Bel later")
    with pytest.raises(RuleBroken, match=r"check_in\.lesson_empty"):
        check_in.relearn(scene.store, lesson_id=one.id, before=right.text, text=" ")
    check_in.unlearn(scene.store, lesson_id=one.id)
    with pytest.raises(NotFound, match=r"lesson\.unknown"):
        check_in.unlearn(scene.store, lesson_id=one.id)


def test_a_lesson_becomes_an_article_once(scene: Following) -> None:
    moment = scene.check_in()
    with pytest.raises(RuleBroken, match=r"check_in\.lesson_empty"):
        check_in.learn(scene.store, text=" ", on=TODAY)
    with pytest.raises(NotFound, match=r"check_in\.unknown"):
        check_in.learn(scene.store, text="Korter", on=TODAY, check_in_id=999)
    lesson = check_in.learn(scene.store, text=" We  beginnen op tijd. ", on=TODAY, check_in_id=moment.id)
    written = check_in.lesson_to_clause(scene.store, lesson_id=lesson.id, now=NOW)
    with scene.store.read() as tables:
        assert tables.lesson.get(lesson.id).clause_id == written.id
        assert written.section is Section.GOVERNANCE
        assert tables.clause_text.newest()[written.id].text == "We beginnen op tijd."
    with pytest.raises(Conflict, match=r"check_in\.agreed"):
        check_in.lesson_to_clause(scene.store, lesson_id=lesson.id, now=NOW)
    clause.withdraw(scene.store, clause_id=written.id, why="Toch niet", today=TODAY)
    assert check_in.lesson_to_clause(scene.store, lesson_id=lesson.id, now=NOW).id != written.id


# ---------------------------------------------------------------- the meeting that a moment is

WHEN: dict[str, Any] = {"starts_at": dt.time(19), "ends_at": dt.time(20, 30), "place": "De Spil"}
THEN = dt.date(2026, 12, 10)


@pytest.fixture
def pair(scene: Following, evening: Evening) -> tuple[CheckIn, Meeting]:
    """A moment, and the meeting with a question on values that it is to be."""
    made = meeting.plan(
        scene.store, evening.house, step=Step.MONITORING, title="Kwartaalmoment", date=day(12, 3), **WHEN
    )
    value_score_room.ask(scene.store, meeting_id=made.id)
    return scene.check_in(day(12, 3), meeting_id=made.id, **WHEN), made


def planned(scene: Following, one: CheckIn, made: Meeting) -> tuple[CheckIn, Meeting, ScoreRound]:
    with scene.store.read() as tables:
        (score_round,) = tables.score_round.of_meeting(made.id)
        return tables.check_in.get(one.id), tables.meeting.get(made.id), score_round


def replan(scene: Following, made: Meeting, **fields: Any) -> None:
    same = {name: getattr(made, name) for name in ("title", "date", "starts_at", "ends_at", "place")}
    meeting.replan(scene.store, meeting_id=made.id, agenda=(), now=NOW, **same | fields)


def test_a_moment_that_moves_takes_its_meeting_along(scene: Following, pair: tuple[CheckIn, Meeting]) -> None:
    one, made = pair
    moved = check_in.move(scene.store, check_in_id=one.id, to=THEN, why="Zaal dicht", today=TODAY)
    _, evening, scores = planned(scene, one, made)
    assert (evening.date, scores.date, moved.meeting_id) == (THEN, THEN, made.id)
    assert not check_in.differs(moved, evening)


def test_other_times_a_place_and_a_name_go_along(scene: Following, pair: tuple[CheckIn, Meeting]) -> None:
    one, made = pair
    change(scene, one, ends_at=dt.time(21), place="Tuin", title="Winteravond")
    now, evening, scores = planned(scene, one, made)
    assert (evening.ends_at, evening.place, evening.title) == (dt.time(21), "Tuin", "Winteravond")
    assert scores.title == "Winteravond"
    assert not check_in.differs(now, evening)
    with scene.store.write() as tables:
        tables.meeting.update(made.id, title="Onze avond")
    change(scene, planned(scene, one, made)[0], title="Kwartaalmoment 6")
    assert planned(scene, one, made)[1].title == "Onze avond"


def test_a_moment_that_was_called_off_by_mistake_comes_back_with_its_meeting(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    with pytest.raises(Conflict, match=r"check_in\.not_called_off"):
        check_in.bring_back(scene.store, check_in_id=one.id, today=TODAY)
    check_in.cancel(scene.store, check_in_id=one.id, why="Griep")
    assert check_in.bring_back(scene.store, check_in_id=one.id, today=TODAY) == one
    assert planned(scene, one, made)[1].status is MeetingStatus.PLANNED
    check_in.cancel(scene.store, check_in_id=one.id, why="Griep")
    check_in.bring_back(scene.store, check_in_id=one.id, today=one.date + calendar.DAY)
    assert planned(scene, one, made)[1].status is MeetingStatus.CANCELLED  # nobody begins it any more
    moved = check_in.move(scene.store, check_in_id=one.id, to=THEN, why="Zaal", today=TODAY)
    with pytest.raises(Conflict, match=r"check_in\.not_called_off"):
        check_in.bring_back(scene.store, check_in_id=one.id, today=TODAY)
    check_in.cancel(scene.store, check_in_id=moved.id, why="Griep")
    check_in.plan(scene.store, date=THEN)
    with pytest.raises(Conflict, match=r"check_in\.there"):
        check_in.bring_back(scene.store, check_in_id=moved.id, today=TODAY)


def test_a_moment_that_is_called_off_calls_off_its_meeting(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    check_in.cancel(scene.store, check_in_id=one.id, why="Griep")
    now, evening, _ = planned(scene, one, made)
    assert (now.status, evening.status) == (CheckInStatus.CANCELLED, MeetingStatus.CANCELLED)
    assert meeting.on_screen([evening], now=NOW) is None
    replan(scene, evening, date=THEN)
    now, evening, _ = planned(scene, one, made)
    assert (evening.status, evening.date) == (MeetingStatus.PLANNED, THEN)
    assert (now.status, now.date, now.why) == (CheckInStatus.CANCELLED, one.date, "Griep")
    (back,) = [each for each in moments(scene) if each.status is CheckInStatus.PLANNED]
    assert (back.id, back.date, back.meeting_id) == (now.moved_to_id, THEN, made.id)
    assert not check_in.differs(back, evening)


def test_a_moment_comes_back_on_its_own_day_with_its_meeting(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    check_in.cancel(scene.store, check_in_id=one.id, why="Griep")
    replan(scene, made, starts_at=dt.time(18))
    (now,) = moments(scene)
    assert (now.status, now.why, now.starts_at) == (CheckInStatus.PLANNED, "", dt.time(18))
    moved = check_in.move(scene.store, check_in_id=one.id, to=THEN, why="Zaal dicht", today=TODAY)
    check_in.cancel(scene.store, check_in_id=moved.id, why="Storm")
    replan(scene, planned(scene, moved, made)[1])
    assert {each.id: each.status for each in moments(scene)} == {
        one.id: CheckInStatus.CANCELLED,
        moved.id: CheckInStatus.PLANNED,
    }


def test_a_meeting_that_begins_after_all_has_its_moment_back(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    check_in.cancel(scene.store, check_in_id=one.id, why="Griep")
    meeting.begin(scene.store, meeting_id=made.id, now=NOW)
    now, evening, _ = planned(scene, one, made)
    assert (now.status, evening.status) == (CheckInStatus.PLANNED, MeetingStatus.RUNNING)


def test_a_meeting_that_comes_back_on_the_day_of_another_moment_is_that_one(
    scene: Following, pair: tuple[CheckIn, Meeting], evening: Evening
) -> None:
    one, made = pair
    check_in.cancel(scene.store, check_in_id=one.id, why="Griep")
    other, own = scene.check_in(THEN), scene.check_in(day(12, 17), meeting_id=evening.id)
    replan(scene, made, date=own.date)
    assert [each.status for each in moments(scene)] == [
        *(CheckInStatus.CANCELLED, CheckInStatus.PLANNED, CheckInStatus.PLANNED)
    ]
    replan(scene, made, date=THEN)
    now, made, _ = planned(scene, other, made)
    assert (now.status, now.meeting_id) == (CheckInStatus.PLANNED, made.id)
    assert not check_in.differs(now, made)
    assert planned(scene, one, made)[0].moved_to_id is None


# ---------------------------------------------------------------- its end


def close(scene: Following, made: Meeting, on: dt.date) -> None:
    at = dt.datetime.combine(on, dt.time(20), dt.UTC)
    meeting.begin(scene.store, meeting_id=made.id, now=at)
    meeting.close(scene.store, meeting_id=made.id, now=at)


def test_a_moment_was_held_once_its_meeting_is_closed(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    meeting.count_people(scene.store, meeting_id=made.id, residents=17, organisations=8)
    meeting.tick_parties(scene.store, meeting_id=made.id, party_ids=[scene.school, scene.town])
    close(scene, made, one.date)
    now = planned(scene, one, made)[0]
    assert (now.status, now.residents, now.organisations) == (CheckInStatus.HELD, 17, 8)
    with scene.store.read() as tables:
        there = {each.party_id: each.status for each in tables.attendance.of(one.id)}
    assert there == dict.fromkeys((scene.school, scene.town), AttendanceStatus.PRESENT)
    later = one.date + calendar.DAY
    assert check_in.missed(moments(scene), today=later) == []
    held = check_in.hold(
        scene.store, check_in_id=one.id, today=later, outcomes=["Meer bomen"], residents=18, organisations=8
    )
    assert (held.status, held.outcomes, held.residents) == (CheckInStatus.HELD, ("Meer bomen",), 18)


def test_what_was_written_up_of_a_moment_stays_when_its_meeting_is_closed(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    meeting.count_people(scene.store, meeting_id=made.id, residents=17, organisations=8)
    meeting.tick_parties(scene.store, meeting_id=made.id, party_ids=[scene.school, scene.town])
    written = {scene.town: AttendanceStatus.EXCUSED, scene.group: AttendanceStatus.PRESENT}
    check_in.hold(
        scene.store,
        check_in_id=one.id,
        today=one.date,
        outcomes=["Taart"],
        residents=12,
        attendance=written,
    )
    close(scene, made, one.date)
    now = planned(scene, one, made)[0]
    assert (now.outcomes, now.residents, now.organisations) == (("Taart",), 12, 8)
    with scene.store.read() as tables:
        there = {each.party_id: each.status for each in tables.attendance.of(one.id)}
    assert there == written | {scene.school: AttendanceStatus.PRESENT}


def test_a_meeting_that_is_closed_before_its_day_was_a_trial(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    meeting.tick_parties(scene.store, meeting_id=made.id, party_ids=[scene.school])
    close(scene, made, one.date - calendar.DAY)
    assert planned(scene, one, made)[0] == one
    close(scene, made, one.date)
    assert planned(scene, one, made)[0].status is CheckInStatus.HELD


def test_a_meeting_to_which_nobody_came_holds_no_moment_until_somebody_says_so(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    meeting.count_people(scene.store, meeting_id=made.id, residents=0, organisations=0)
    close(scene, made, one.date)
    now, evening, _ = planned(scene, one, made)
    assert now.status is CheckInStatus.PLANNED
    assert check_in.is_unsure(now, evening, today=one.date)
    assert not check_in.is_unsure(now, evening, today=one.date - calendar.DAY)
    held = check_in.hold(scene.store, check_in_id=one.id, today=one.date)
    assert not check_in.is_unsure(held, evening, today=one.date)


def test_what_was_told_or_decided_at_a_moment_shows_that_it_was_held(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    promise = scene.commitment()
    scene.said(promise, one.date - calendar.DAY, check_in_id=one.id)  # in the round before it
    close(scene, made, one.date)
    assert planned(scene, one, made)[0].status is CheckInStatus.PLANNED
    scene.said(promise, one.date, check_in_id=one.id)
    close(scene, made, one.date)
    assert planned(scene, one, made)[0].status is CheckInStatus.HELD


def test_what_was_decided_ahead_of_a_moment_does_not_show_that_it_was_held(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    promise = scene.commitment()
    ahead = one.date - calendar.DAY
    with scene.store.write() as tables:
        tables.check_in.update(one.id, outcomes=(f"{promise.title} Eerst water.",))
    scene.said(promise, ahead, text=f"{DECIDED}Eerst water.", check_in_id=one.id)
    about = {"meeting_id": made.id, "kind": DecisionKind.DECISION, "text": "Wij gaan door."}
    decision.write_down(scene.store, **about, now=dt.datetime.combine(ahead, dt.time(20), dt.UTC))
    close(scene, made, one.date)
    assert planned(scene, one, made)[0].status is CheckInStatus.PLANNED


def test_a_lesson_shows_that_the_moment_was_held(scene: Following, pair: tuple[CheckIn, Meeting]) -> None:
    one, made = pair
    check_in.learn(scene.store, text="Begin met koffie.", on=one.date, check_in_id=one.id)
    close(scene, made, one.date)
    assert planned(scene, one, made)[0].status is CheckInStatus.HELD


def test_a_note_or_a_decision_shows_that_somebody_came(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    with scene.store.read() as tables:
        assert not tables.meeting.was_attended(made.id)
    there = dt.datetime.combine(one.date, dt.time(20), dt.UTC)
    decision.write_down(
        scene.store, meeting_id=made.id, kind=DecisionKind.DECISION, text="Wij gaan door.", now=there
    )
    with scene.store.read() as tables:
        assert tables.meeting.was_attended(made.id)


def test_a_moment_that_moved_away_from_its_meeting_is_not_held_with_it(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    close(scene, made, one.date - calendar.DAY)  # a trial
    moved = check_in.move(scene.store, check_in_id=one.id, to=THEN, why="Storing", today=TODAY)
    close(scene, made, THEN)
    assert [each.status for each in moments(scene)] == [CheckInStatus.CANCELLED, moved.status]


# ---------------------------------------------------------------- the plan of its meeting


def test_a_meeting_that_has_begun_stays_what_it_was(scene: Following, pair: tuple[CheckIn, Meeting]) -> None:
    one, made = pair
    meeting.begin(scene.store, meeting_id=made.id, now=NOW)
    change(scene, one, place="Tuin")
    with pytest.raises(Conflict, match=r"check_in\.running"):
        check_in.move(scene.store, check_in_id=one.id, to=THEN, why="Storing", today=TODAY)
    with pytest.raises(Conflict, match=r"check_in\.running"):
        check_in.cancel(scene.store, check_in_id=one.id, why="Storing")
    now, evening, _ = planned(scene, one, made)
    assert (evening.date, evening.place, evening.status) == (made.date, "De Spil", MeetingStatus.RUNNING)
    assert (now.status, now.meeting_id) == (CheckInStatus.PLANNED, made.id)


def test_a_meeting_with_another_day_moves_its_moment(scene: Following, pair: tuple[CheckIn, Meeting]) -> None:
    one, made = pair
    replan(scene, made, date=THEN, starts_at=dt.time(18), place="Tuin")
    was, evening, scores = planned(scene, one, made)
    assert (was.status, was.why) == (CheckInStatus.CANCELLED, "De bijeenkomst kreeg een andere dag.")
    with scene.store.read() as tables:
        moved = tables.check_in.get(was.moved_to_id or 0)
    assert (moved.date, moved.starts_at, moved.place) == (THEN, dt.time(18), "Tuin")
    assert (moved.meeting_id, scores.date) == (made.id, THEN)
    assert not check_in.differs(moved, evening)


def test_a_meeting_with_another_day_takes_the_open_round_along(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    _, made = pair
    replan(scene, made, date=THEN)  # NOW is in the two weeks before
    assert [check_in.opens_on(each) for each in moments(scene)] == [day(11, 19)] * 2


def test_a_moment_stays_when_its_day_is_taken_and_then_they_differ(
    scene: Following, pair: tuple[CheckIn, Meeting]
) -> None:
    one, made = pair
    scene.check_in(THEN)
    replan(scene, made, date=THEN)
    now, evening, _ = planned(scene, one, made)
    assert (now.status, now.date, evening.date) == (CheckInStatus.PLANNED, one.date, THEN)
    assert check_in.differs(now, evening)


def test_times_in_the_wrong_order_change_neither(scene: Following, pair: tuple[CheckIn, Meeting]) -> None:
    one, made = pair
    with pytest.raises(RuleBroken):
        replan(scene, made, date=THEN, ends_at=dt.time(12))
    assert planned(scene, one, made)[:2] == (one, made)
