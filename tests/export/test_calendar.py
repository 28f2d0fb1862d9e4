"""What a calendar program reads back from our files."""

import datetime as dt

import pytest
from icalendar import Calendar, Event

from sok_core.errors import NotFound
from sok_core.export import calendar
from sok_core.model import CheckInStatus, CommitmentStatus
from tests import following
from tests.evening import NOW, Evening
from tests.following import Following

SUMMER, WINTER = dt.date(2027, 3, 29), dt.date(2027, 3, 25)  # the clock goes on on 28 March 2027
SEVEN = {"starts_at": dt.time(19, 0), "ends_at": dt.time(20, 30)}


@pytest.fixture
def there(evening: Evening) -> Following:
    return following.begin(evening.store)


def read(body: bytes) -> list[Event]:
    return Calendar.from_ical(body).walk("VEVENT")


def moments(there: Following) -> list[Event]:
    return read(calendar.moments(calendar.gather(there.store, now=NOW)))


def test_a_moment_is_at_seven_before_and_after_the_clock_changes(there: Following) -> None:
    for on in (WINTER, SUMMER):
        there.check_in(on, place="De Spil", **SEVEN)
    starts = [event.decoded("dtstart") for event in moments(there)]
    assert [(start.date(), start.hour) for start in starts] == [(WINTER, 19), (SUMMER, 19)]
    assert [start.astimezone(dt.UTC).hour for start in starts] == [18, 17]
    assert str(starts[0].tzinfo) == "Europe/Amsterdam"


def test_the_zone_in_the_file_changes_on_the_right_day(there: Following) -> None:
    there.check_in(SUMMER, **SEVEN)
    made = Calendar.from_ical(calendar.moments(calendar.gather(there.store, now=NOW)))
    (zone,) = made.walk("VTIMEZONE")
    told = zone.to_tz(lookup_tzid=False)
    offsets = [dt.datetime.combine(day, dt.time(19), told).utcoffset() for day in (WINTER, SUMMER)]
    assert offsets == [dt.timedelta(hours=1), dt.timedelta(hours=2)]


def test_a_moment_keeps_its_uid_when_it_changes(there: Following) -> None:
    one = there.check_in(SUMMER, **SEVEN)
    (before,) = moments(there)
    with there.store.write() as tables:
        tables.check_in.update(one.id, place="De Meelbloem")
    (after,) = moments(there)
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["location"] == "De Meelbloem"


def test_what_was_called_off_is_taken_away_and_what_was_is_not_there(there: Following) -> None:
    there.check_in(SUMMER, status=CheckInStatus.CANCELLED, why="De zaal is dicht.")
    there.check_in(dt.date(2026, 11, 1))
    there.check_in(dt.date(2026, 11, 23), status=CheckInStatus.HELD)
    (event,) = moments(there)
    assert event["status"] == "CANCELLED"
    assert "De zaal is dicht." in event["description"]
    assert event.decoded("dtstart") == SUMMER  # without a time it lasts a day


def test_a_party_gets_the_days_of_what_it_leads_and_goes_on(there: Following) -> None:
    due = dt.date(2026, 12, 31)
    there.commitment("De school plant bomen; en, struiken.", due=due)
    there.commitment("Al voorbij.", due=dt.date(2026, 11, 1))
    there.commitment("Zonder dag.")
    there.commitment("Van de gemeente.", owner_id=there.town, due=due)
    done = there.commitment("Klaar.", due=due)
    there.said(done, dt.date(2026, 11, 1), CommitmentStatus.DONE)
    found = calendar.gather_party(there.store, there.school, now=NOW)
    (event,) = read(calendar.promises(found))
    assert event["summary"] == "Klaar: De school plant bomen; en, struiken."
    assert event.decoded("dtstart") == due
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == dt.timedelta(days=-14)
    assert calendar.file_name(found) == f"afspraken-{there.store.slug}-{there.school}.ics"


def test_a_party_that_is_not_there(there: Following) -> None:
    with pytest.raises(NotFound):
        calendar.gather_party(there.store, 99, now=NOW)
