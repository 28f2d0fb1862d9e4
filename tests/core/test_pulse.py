"""The pulse of the network: who meets stays fresh, who does not fades."""

import datetime as dt
import doctest
from pathlib import Path

from sok_core import pulse
from sok_core.model import (
    AttendanceStatus,
    CheckInStatus,
    Reader,
    Relation,
    RelationKind,
    TalkResult,
)
from sok_core.pulse import Fading, Pulse
from tests.evening import Evening
from tests.following import TODAY, day
from tests.following import begin as following
from tests.molenkwartier import neighbourhood


def line(one: int, other: int, **fields: object) -> Relation:
    return Relation(1, one, other, RelationKind.COOPERATION, 3, **fields)  # type: ignore[arg-type]


def days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def test_the_examples_hold() -> None:
    assert doctest.testmod(pulse).failed == 0


def test_a_line_fades_after_two_quarters_and_not_before() -> None:
    for days, fades in ((182, False), (183, True)):
        seen = Pulse({(1, 2): days_ago(days)}, days_ago(900))
        found = pulse.fading([line(2, 1)], seen, today=TODAY)
        assert [one.days for one in found] == ([days] if fades else [])


def test_a_line_that_was_never_seen_counts_from_when_it_could_be() -> None:
    known = Pulse({}, days_ago(400))
    assert pulse.fading([line(1, 2)], known, today=TODAY) == [Fading((1, 2), None, 400)]
    assert pulse.fading([line(1, 2, asserted_on=days_ago(30))], known, today=TODAY) == []
    assert pulse.fading([line(1, 2)], Pulse({}, None), today=TODAY) == []


def test_who_is_at_the_same_moment_meets_and_who_is_away_does_not(evening: Evening) -> None:
    there = following(evening.store)
    moment = there.check_in(day(10), status=CheckInStatus.HELD)
    planned = there.check_in(day(11), title="Nog niet")
    statuses = {
        there.school: AttendanceStatus.PRESENT,
        there.town: AttendanceStatus.PRESENT,
        there.group: AttendanceStatus.EXCUSED,
    }
    with evening.store.write() as tables:
        tables.attendance.put(moment.id, statuses)
        tables.attendance.put(planned.id, dict.fromkeys(statuses, AttendanceStatus.PRESENT))
        found = pulse.read(tables, Reader.TABLE, today=TODAY)
    assert found.seen == {pulse.pair(there.school, there.town): day(10)}
    assert found.since == day(10)


def test_a_talk_refreshes_the_line_with_whom_was_named_for_who_may_read_it(evening: Evening) -> None:
    there = following(evening.store)
    with evening.store.write() as tables:
        tables.conversation.add(
            party_id=there.school,
            date=day(3),
            held_by="voorzitter",
            result=TalkResult.SPOKEN,
            named_parties=(there.town,),
            named_unlisted=(),
            reader=Reader.FACILITATOR,
        )
        both = pulse.pair(there.school, there.town)
        assert pulse.read(tables, Reader.FACILITATOR, today=TODAY).seen == {both: day(3)}
        assert pulse.read(tables, Reader.TABLE, today=TODAY).seen == {}


def test_in_the_fictional_neighbourhood_the_grid_operator_fades(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store, store.read() as tables:
        found = pulse.fading(
            tables.relation.all(), pulse.read(tables, Reader.TABLE, today=TODAY), today=TODAY
        )
        said = pulse.sentences(found, tables.party.all())
    assert all("Netbeheerder" in one for one in said)
    assert 1 <= len(said) <= 2
