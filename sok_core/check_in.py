"""Check-ins: planned a series ahead, moved, cancelled or held, each with its own agenda and its lesson."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sok_core import calendar, clause, clock, together, value_score_room, words
from sok_core.calendar import DAY
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import (
    AttendanceStatus,
    CheckIn,
    CheckInStatus,
    Clause,
    Lesson,
    Meeting,
    MeetingStatus,
    Region,
    Section,
)

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TITLE, MAX_TEXT = 120, 300
MOST_PEOPLE = 10_000
MOST_AHEAD = 12
WEEK = 7 * DAY
OPENS = 2 * WEEK  # before a moment, parties tell how it goes
THURSDAY = 3
QUARTER = 3  # months
STARTS_AT, ENDS_AT = dt.time(19, 0), dt.time(20, 30)  # 90 minutes
NOBODY = "Er kwam niemand."
FIELDS = {
    "title": "Hoe heet het?",
    "starts_at": "Begin",
    "ends_at": "Eind",
    "place": "Waar?",
    "meeting_id": "Avond in de regie",
}
TIMES = ("starts_at", "ends_at")
BOTH = (*TIMES, "place")  # what a moment and its meeting say alike
COUNTS = ("residents", "organisations")  # and how many were there
FOLLOWED = "De bijeenkomst kreeg een andere dag."
FREE_WEEKS = 9  # the longest stretch of weeks in which no Thursday is free, with room


@dataclass(frozen=True)
class Slot:
    """A day for a moment. ``why`` says what is in the way of the usual day, if anything.

    ``is_sure`` is False when the school breaks of that year are not known yet.
    """

    date: dt.date
    why: str = ""
    is_sure: bool = True


def series(*, after: dt.date, count: int, region: Region | None = None) -> list[Slot]:
    """Return the next days for a check-in: the second Thursday of the second month of each quarter.

    One on a holiday or in a school break goes to the first Thursday after it that is free.
    """
    found: list[Slot] = []
    quarter = after.replace(month=(after.month - 1) // QUARTER * QUARTER + 1, day=1)
    while len(found) < count:
        slot = free(_second_thursday(quarter), region)
        found += [slot] if slot.date > after else []
        quarter = _next_quarter(quarter)
    return found


def free(day: dt.date, region: Region | None = None) -> Slot:
    """Return a day, or the first one a whole number of weeks later that is free, with why."""
    first = _in_the_way(day, region)
    found = next(
        each for each in (day + weeks * WEEK for weeks in range(FREE_WEEKS)) if not _in_the_way(each, region)
    )
    why = f"Niet op {words.day(day, with_year=True)}: {first}." if first else ""
    return Slot(found, why, calendar.knows_breaks(day) and calendar.knows_breaks(found))


def plan_series(
    store: "Store",
    *,
    count: int,
    today: dt.date,
    starts_at: dt.time = STARTS_AT,
    ends_at: dt.time = ENDS_AT,
    place: str = "",
) -> list[CheckIn]:
    """Plan the next moments of a dossier; a quarter that has a moment already is left as it is.

    Raises RuleBroken for a count that cannot be, and for times in the wrong order.
    """
    if not 1 <= count <= MOST_AHEAD:
        raise RuleBroken("check_in.series", limit=MOST_AHEAD)
    more = clean({"starts_at": starts_at, "ends_at": ends_at, "place": place})
    with store.write() as tables:
        return [
            tables.check_in.add(date=one.date, title=title_of(one.date), why=one.why, **more)
            for one in open_days(tables, count=count, today=today)
        ]


def open_days(tables: "Tables", *, count: int, today: dt.date) -> list[Slot]:
    """Return the days that ``plan_series`` would plan now: of quarters that have no moment yet."""
    taken = {_quarter(one.date) for one in tables.check_in.all() if _takes_place(one)}
    days = series(after=today, count=count + len(taken), region=tables.dossier.current().region)
    return [one for one in days if _quarter(one.date) not in taken][:count]


def title_of(day: dt.date) -> str:
    """Return what a moment is called when nobody gave it a name.

    >>> title_of(dt.date(2027, 2, 11))
    'Kwartaalmoment februari 2027'
    """
    return f"Kwartaalmoment {words.whole_month(day)}"


def plan(store: "Store", *, date: dt.date, title: str = "", **fields: Any) -> CheckIn:
    """Plan one moment: ``fields`` are starts_at, ends_at, place and meeting_id.

    Raises Conflict when there is one on that day, RuleBroken for times in the wrong order.
    """
    values = clean({"title": title or title_of(date)} | fields)
    with store.write() as tables:
        _must_be_free(tables, date)
        _must_be_there(tables, values.get("meeting_id"))
        return tables.check_in.add(date=date, **values)


def change(store: "Store", *, check_in_id: int, before: CheckIn, **fields: Any) -> CheckIn:
    """Change a moment (FIELDS); its meeting goes along as long as that has not begun.

    Raises as ``plan`` does, and Conflict when somebody changed the same since ``before`` was read.
    """
    with store.write() as tables:
        now = tables.check_in.get(check_in_id)
        changed, clash = together.changed(clean(fields), before=vars(before), now=vars(now))
        if clash:
            raise Conflict("check_in.changed", field=FIELDS[clash])
        _must_be_there(tables, changed.get("meeting_id"))
        clean({name: getattr(now, name) for name in TIMES} | changed)
        _take_along(tables, now, **{name: value for name, value in changed.items() if name != "meeting_id"})
        return tables.check_in.update(check_in_id, **changed) if changed else now


def opens_on(one: CheckIn) -> dt.date:
    """Return from which day parties tell how it goes for a moment: two weeks before it.

    A round that was open when the moment got its day goes on: what was told in it counts.
    """
    usual = one.date - OPENS
    return min(usual, one.told_from) if one.told_from else usual


def move(store: "Store", *, check_in_id: int, to: dt.date, why: str, today: dt.date) -> CheckIn:
    """Move a moment to another day: the first stays to be seen as not held, with why and where it went.

    Its meeting goes along, unless that is over: then it was another evening. So does the round before it
    once that has opened. Returns the new one. Raises RuleBroken without a reason, for the same day or one
    that has passed, Conflict when it was held, its meeting runs or there is one on that day.
    """
    why = _reason(why)
    with store.write() as tables:
        one = _must_be_ahead(tables, check_in_id)
        if to == one.date:
            raise RuleBroken("check_in.same_day")
        if to < today:
            raise RuleBroken("check_in.past_day")
        _must_be_free(tables, to)
        return _move(tables, one, to, why, today)


def cancel(store: "Store", *, check_in_id: int, why: str) -> CheckIn:
    """Say that a moment does not or did not take place, and why; raises as ``move`` does.

    Its meeting does not either, unless that is over.
    """
    why = _reason(why)
    with store.write() as tables:
        one = _must_be_ahead(tables, check_in_id)
        _take_along(tables, one, status=MeetingStatus.CANCELLED)
        return _end(tables, one, why=why)


def bring_back(store: "Store", *, check_in_id: int, today: dt.date) -> CheckIn:
    """Plan a moment again that was called off by mistake; its meeting comes along, unless that day is over.

    When its meeting was closed on that day and shows that somebody came, it was held, with who was there. A
    meeting that became another moment meanwhile stays that one: then this one has no meeting any more.
    Raises Conflict when it was not called off or moved, and when there is another one on that day by now.
    """
    with store.write() as tables:
        one = tables.check_in.get(check_in_id)
        if _takes_place(one) or one.moved_to_id is not None:
            raise Conflict("check_in.not_called_off")
        _must_be_free(tables, one.date)
        is_elsewhere = any(
            _takes_place(each) and each.meeting_id == one.meeting_id for each in tables.check_in.all()
        )
        meeting_id = None if is_elsewhere else one.meeting_id
        evening = tables.meeting.get(meeting_id) if meeting_id is not None else None
        if evening and evening.status is MeetingStatus.CANCELLED and one.date >= today:
            tables.meeting.update(evening.id, status=MeetingStatus.PLANNED)
        kept = {"status": CheckInStatus.PLANNED, "why": "", "meeting_id": meeting_id}
        back = tables.check_in.update(one.id, **kept)
        if evening and _was_on_its_day(tables, one, evening):
            end(tables, evening, today=today)
        return tables.check_in.get(back.id)


def follow(tables: "Tables", evening: Meeting, *, today: dt.date) -> None:
    """Let the moment that a meeting is go along with the new plan of that meeting.

    Another day moves the moment, and one that was called off comes back. When there is a moment on that day
    already it stays where it is, and the two differ (``differs``); one that is no meeting yet becomes this
    one. Raises RuleBroken for times in the wrong order.
    """
    own = [one for one in tables.check_in.all() if one.meeting_id == evening.id]
    for one in own:
        if one.status is CheckInStatus.PLANNED:
            same = _planned_as(tables, one, evening)
            if evening.date != one.date and not _is_taken(tables, evening.date):
                _move(tables, same, evening.date, FOLLOWED, today)
    if not any(map(_takes_place, own)):
        _come_back(tables, [one for one in own if one.moved_to_id is None], evening, today)


def end(tables: "Tables", evening: Meeting, *, today: dt.date) -> None:
    """Let the moment that a meeting was be held, with who was there; what was written up of it stays.

    One that must still come stays planned: then the meeting was no more than a trial of it. So does one of
    which nothing shows that anybody came: the core team says whether it was held (``is_unsure``).
    """
    there = dict.fromkeys(tables.meeting.parties_present(evening.id), AttendanceStatus.PRESENT)
    for one in tables.check_in.all():
        if one.meeting_id != evening.id or not _takes_place(one) or one.date > today:
            continue
        if one.status is CheckInStatus.PLANNED and not has_happened(tables, one, evening):
            continue
        known = {each.party_id: each.status for each in tables.attendance.of(one.id)}
        tables.attendance.put(one.id, there | known)
        counts = {name: getattr(one, name) for name in COUNTS if getattr(one, name) is not None}
        counts = {name: getattr(evening, name) for name in COUNTS} | counts
        tables.check_in.update(one.id, status=CheckInStatus.HELD, **counts)


def took_place(store: "Store", *, check_in_id: int, today: dt.date) -> CheckIn:
    """Say that somebody came to a moment after all, with who was ticked at its meeting on that day.

    Raises as ``hold`` does.
    """
    one = hold(store, check_in_id=check_in_id, today=today)
    with store.write() as tables:
        evening = tables.meeting.get(one.meeting_id) if one.meeting_id is not None else None
        if evening and _was_on_its_day(tables, one, evening):
            end(tables, evening, today=today)
        return tables.check_in.get(one.id)


def is_unsure(one: CheckIn, evening: Meeting, *, today: dt.date) -> bool:
    """Whether the meeting that a moment was is closed, and nobody said whether anybody came."""
    is_over = evening.status is MeetingStatus.CLOSED and one.date <= today
    return is_over and one.meeting_id == evening.id and one.status is CheckInStatus.PLANNED


def differs(one: CheckIn, evening: Meeting) -> bool:
    """Whether a moment is on another day, at another time or elsewhere than the meeting that it is."""
    return any(getattr(one, name) != getattr(evening, name) for name in ("date", *BOTH))


def hold(
    store: "Store",
    *,
    check_in_id: int,
    today: dt.date,
    outcomes: Iterable[str] = (),
    attendance: Mapping[int, AttendanceStatus | None] | None = None,
    **fields: Any,
) -> CheckIn:
    """Write down that a moment was held, who was there and what more came of it; what is not given stays.

    ``attendance`` is by party id, None for one of which it is not known after all. ``fields`` are residents,
    organisations and meeting_id. Raises Conflict when it was cancelled, RuleBroken when it must still come.
    """
    with store.write() as tables:
        one = tables.check_in.get(check_in_id)
        values = fields | {"outcomes": (*one.outcomes, *filter(None, map(_text, outcomes)))}
        _must_be_counted(values)
        if one.status is CheckInStatus.CANCELLED:
            raise Conflict("check_in.cancelled")
        if one.date > today:
            raise RuleBroken("check_in.future")
        _must_be_there(tables, fields.get("meeting_id"), attendance or ())
        if attendance:
            known: dict[int, AttendanceStatus | None] = {
                each.party_id: each.status for each in tables.attendance.of(check_in_id)
            }
            now = known | dict(attendance)
            tables.attendance.put(check_in_id, {each: status for each, status in now.items() if status})
        return tables.check_in.update(check_in_id, status=CheckInStatus.HELD, **values)


def ended(one: CheckIn, every: Mapping[int, CheckIn]) -> CheckIn:
    """Return the moment that one came to be by now, however often it moved; itself when it did not.

    >>> every = {each: CheckIn(each, dt.date(2027, 1, 7 * each), "", moved_to_id=each + 1) for each in (1, 2)}
    >>> every[3] = CheckIn(3, dt.date(2027, 1, 21), "")
    >>> ended(every[1], every).id
    3
    """
    while one.moved_to_id is not None and one.moved_to_id in every:
        one = every[one.moved_to_id]
    return one


def is_back(one: CheckIn, last: CheckIn) -> bool:
    """Whether a moment moved away and came back to its own day; ``last`` is what it came to be."""
    return last.id != one.id and last.date == one.date


def missed(check_ins: Iterable[CheckIn], *, today: dt.date) -> list[CheckIn]:
    """Return the moments of days gone by that were not held: cancelled, moved, or passed without a word.

    For one that came back to its own day the last one counts.
    """
    found = _as_they_are(check_ins)
    return [one for one in found if one.status is not CheckInStatus.HELD and one.date < today]


def called_off(check_ins: Iterable[CheckIn], *, today: dt.date) -> list[CheckIn]:
    """Return the moments of today and later that were cancelled or moved: nobody missed these.

    For one that came back to its own day the last one counts.
    """
    found = _as_they_are(check_ins)
    return [one for one in found if one.status is CheckInStatus.CANCELLED and one.date >= today]


def _as_they_are(check_ins: Iterable[CheckIn]) -> list[CheckIn]:
    """Return moments without those that moved away and came back to their own day."""
    found = list(check_ins)
    every = {one.id: one for one in found}
    return [one for one in found if not is_back(one, ended(one, every))]


def last_held(check_ins: Iterable[CheckIn], *, before: dt.date) -> CheckIn | None:
    """Return the last moment that was held before a day."""
    held = [one for one in check_ins if one.status is CheckInStatus.HELD and one.date < before]
    return max(held, key=lambda one: one.date, default=None)


def upcoming(check_ins: Iterable[CheckIn], *, today: dt.date) -> CheckIn | None:
    """Return the next moment that is planned, today included."""
    ahead = [one for one in check_ins if one.status is CheckInStatus.PLANNED and one.date >= today]
    return min(ahead, key=lambda one: one.date, default=None)


def learn(store: "Store", *, text: str, on: dt.date, check_in_id: int | None = None) -> Lesson:
    """Write down in one line what to change in how you work; raises RuleBroken when empty or too long."""
    text = _lesson(text)
    with store.write() as tables:
        if check_in_id is not None:
            tables.check_in.get(check_in_id)
        return tables.lesson.add(text=text, on=on, check_in_id=check_in_id)


def relearn(store: "Store", *, lesson_id: int, before: str, text: str) -> Lesson:
    """Put a lesson in other words; an article that came of it stays as it is.

    Raises as ``learn`` does, and Conflict when it does not say ``before`` any more.
    """
    text = _lesson(text)
    with store.write() as tables:
        if tables.lesson.get(lesson_id).text != before:
            raise Conflict("check_in.line_changed")
        return tables.lesson.update(lesson_id, text=text)


def unlearn(store: "Store", *, lesson_id: int) -> None:
    """Take a lesson away; an article that came of it stays. Raises NotFound when it is not there."""
    with store.write() as tables:
        tables.lesson.delete(lesson_id)


def lesson_to_clause(store: "Store", *, lesson_id: int, now: dt.datetime, saved_by: str = "") -> Clause:
    """Make a lesson a draft clause on how you decide together; raises Conflict when it is one already."""
    with store.write() as tables:
        one = tables.lesson.get(lesson_id)
        if clause.is_kept(tables, one.clause_id):
            raise Conflict("check_in.agreed")
        section = clause.place(tables, Section.GOVERNANCE)
        written = clause.write_in(tables, section=section, text=one.text, now=now, by=saved_by)
        tables.lesson.update(lesson_id, clause_id=written.id)
        return written


def clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a moment as they are kept; raises RuleBroken: no title, too long, times reversed."""
    values = dict(fields)
    for name in ("title", "place"):
        if name in values:
            values[name] = _text(values[name], MAX_TITLE)
    if values.get("title") == "":
        raise RuleBroken("check_in.empty")
    starts_at, ends_at = values.get("starts_at"), values.get("ends_at")
    if starts_at and ends_at and ends_at <= starts_at:
        raise RuleBroken("check_in.times")
    return values


def _move(tables: "Tables", one: CheckIn, to: dt.date, why: str, today: dt.date) -> CheckIn:
    title = title_of(to) if one.title == title_of(one.date) else one.title
    evening = _evening(tables, one)
    same = {name: getattr(one, name) for name in (*BOTH, "spoken_ids")}
    # what was decided ahead goes along; what was decided on the evening itself stays with that day
    goes, stays = (one.outcomes, ()) if one.date >= today else ((), one.outcomes)
    same["meeting_id"] = evening.id if evening else None
    opened = opens_on(one)
    told_from = opened if opened <= today < one.date + OPENS else None  # none for a round that is long over
    moved = tables.check_in.add(date=to, title=title, told_from=told_from, outcomes=goes, **same)
    _take_along(tables, one, date=to, title=title)
    _end(tables, one, why=why, moved_to_id=moved.id, outcomes=stays)
    return moved


def _was_on_its_day(tables: "Tables", one: CheckIn, evening: Meeting) -> bool:
    """Whether the meeting of a moment was closed on its day or after it; before it that was a trial."""
    closed = evening.closed_at if evening.status is MeetingStatus.CLOSED else None
    today = tables.dossier.current().reference_date
    return closed is not None and clock.today(closed, today) >= one.date


def has_happened(tables: "Tables", one: CheckIn, evening: Meeting) -> bool:
    """Whether anything shows that somebody came: people, words, or what was told or decided at the moment.

    What was told or decided for it before its day shows nothing.
    """
    return bool(
        evening.residents
        or evening.organisations
        or tables.meeting.was_attended(evening.id)
        or tables.update.where("check_in_id = ? AND date >= ?", [one.id, one.date])
        or tables.lesson.where("check_in_id = ?", [one.id])
    )


def _planned_as(tables: "Tables", one: CheckIn, evening: Meeting) -> CheckIn:
    return tables.check_in.update(one.id, **clean({name: getattr(evening, name) for name in BOTH}))


def _come_back(tables: "Tables", gone: Sequence[CheckIn], evening: Meeting, today: dt.date) -> None:
    """Plan the moment again that was called off with a meeting; on another day the first stays to be seen."""
    if not gone:
        return
    there = next(iter(_on(tables, evening.date)), None)
    if there is None:
        same = _planned_as(tables, gone[-1], evening)
        if evening.date == same.date:
            tables.check_in.update(same.id, status=CheckInStatus.PLANNED, why="")
        else:
            _move(tables, same, evening.date, same.why, today)
    elif there.status is CheckInStatus.PLANNED and there.meeting_id is None:
        tables.check_in.update(there.id, meeting_id=evening.id)
        _planned_as(tables, there, evening)


def _evening(tables: "Tables", one: CheckIn) -> Meeting | None:
    """Return the meeting that a moment is to be, as long as it has not begun."""
    evening = tables.meeting.get(one.meeting_id) if one.meeting_id is not None else None
    return evening if evening and evening.status is MeetingStatus.PLANNED else None


def _take_along(tables: "Tables", one: CheckIn, **fields: Any) -> None:
    """Change the meeting of a moment too; one that got a name of its own keeps it."""
    evening = _evening(tables, one)
    if evening is None:
        return
    if evening.title != one.title:
        fields.pop("title", None)
    if changed := {name: value for name, value in fields.items() if value != getattr(evening, name)}:
        tables.meeting.update(evening.id, **changed)
        value_score_room.replanned(tables, tables.meeting.get(evening.id))


def _lesson(text: str) -> str:
    text = _text(text)
    if not text:
        raise RuleBroken("check_in.lesson_empty")
    return text


def _must_be_counted(fields: Mapping[str, Any]) -> None:
    for people in (fields.get(name) for name in COUNTS):
        if people is not None and not 0 <= people <= MOST_PEOPLE:
            raise RuleBroken("check_in.number", limit=words.number(MOST_PEOPLE))


def _must_be_ahead(tables: "Tables", check_in_id: int) -> CheckIn:
    one = tables.check_in.get(check_in_id)
    if one.status is CheckInStatus.HELD:
        raise Conflict("check_in.held")
    if one.status is CheckInStatus.CANCELLED:
        raise Conflict("check_in.cancelled")
    if one.meeting_id is not None and tables.meeting.get(one.meeting_id).status is MeetingStatus.RUNNING:
        raise Conflict("check_in.running")
    return one


def _must_be_free(tables: "Tables", day: dt.date) -> None:
    if _is_taken(tables, day):
        raise Conflict("check_in.there")


def _is_taken(tables: "Tables", day: dt.date) -> bool:
    return bool(_on(tables, day))


def _on(tables: "Tables", day: dt.date) -> list[CheckIn]:
    return [one for one in tables.check_in.all() if one.date == day and _takes_place(one)]


def _must_be_there(tables: "Tables", meeting_id: int | None, party_ids: Iterable[int] = ()) -> None:
    if meeting_id is not None:
        tables.meeting.get(meeting_id)
    for each in party_ids:
        tables.party.get(each)


def _end(tables: "Tables", one: CheckIn, **values: Any) -> CheckIn:
    return tables.check_in.update(one.id, status=CheckInStatus.CANCELLED, **values)


def _takes_place(one: CheckIn) -> bool:
    return one.status is not CheckInStatus.CANCELLED


def _in_the_way(day: dt.date, region: Region | None) -> str:
    """Return why no moment can be on a day, empty when one can."""
    if name := calendar.holiday(day):
        return f"dat is {name}"
    name = calendar.school_break(day, region)
    return f"dan is het {name}" if name else ""


def _second_thursday(quarter: dt.date) -> dt.date:
    eighth = quarter.replace(month=quarter.month + 1, day=8)
    return next(day for day in _week(eighth) if day.weekday() == THURSDAY)


def _week(first: dt.date) -> Iterator[dt.date]:
    return (first + days * DAY for days in range(7))


def _next_quarter(quarter: dt.date) -> dt.date:
    return (quarter + 100 * DAY).replace(day=1)


def _quarter(day: dt.date) -> tuple[int, int]:
    return day.year, (day.month - 1) // QUARTER


def _reason(why: str) -> str:
    text = _text(why)
    if not text:
        raise RuleBroken("check_in.why")
    return text


def _text(value: Any, limit: int = MAX_TEXT) -> str:
    text = " ".join(str(value or "").split())
    if len(text) > limit:
        raise RuleBroken("check_in.too_long", limit=limit)
    return text
