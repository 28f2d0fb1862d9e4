"""What a calendar program reads back from our files."""

import datetime as dt

import pytest
from icalendar import Calendar, Event

from sok_core import clause, commitment, notice
from sok_core.errors import NotFound
from sok_core.export import calendar
from sok_core.export import commitment as export
from sok_core.model import CheckInStatus, CommitmentStatus
from tests import following, signing
from tests.core.test_article_change import amend, edit, followed, put_pens
from tests.evening import NOW, Evening
from tests.following import Following

SUMMER, WINTER = dt.date(2027, 3, 29), dt.date(2027, 3, 25)  # the clock goes on on 28 March 2027
SEVEN = {"starts_at": dt.time(19, 0), "ends_at": dt.time(20, 30)}

DUE, ENDED = dt.date(2026, 12, 31), dt.date(2026, 11, 1)


@pytest.fixture
def there(evening: Evening) -> Following:
    return following.begin(evening.store)


def read(body: bytes) -> list[Event]:
    return Calendar.from_ical(body).walk("VEVENT")


def moments(there: Following) -> list[Event]:
    return read(calendar.moments(calendar.gather(there.store, now=NOW)))


def promises(there: Following, party_id: int) -> list[Event]:
    return read(calendar.promises(calendar.gather_party(there.store, party_id, now=NOW)))


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
    there.commitment("De school plant bomen; en, struiken.", due=DUE)
    there.commitment("Al voorbij.", due=dt.date(2026, 11, 1))
    there.commitment("Zonder dag.")
    there.commitment("Van de gemeente.", owner_id=there.town, due=DUE)
    found = calendar.gather_party(there.store, there.school, now=NOW)
    (event,) = read(calendar.promises(found))
    assert (event["summary"], event["status"]) == ("Klaar: De school plant bomen; en, struiken.", "CONFIRMED")
    assert event.decoded("dtstart") == DUE
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == dt.timedelta(days=-14)
    assert calendar.file_name(found) == f"afspraken-{there.store.slug}-{there.school}.ics"


@pytest.mark.parametrize(
    ("status", "says"), [(CommitmentStatus.DONE, "klaar"), (CommitmentStatus.STOPPED, "gestopt")]
)
def test_a_promise_that_is_over_leaves_the_agenda(
    there: Following, status: CommitmentStatus, says: str
) -> None:
    one = there.commitment(due=DUE)
    (before,) = promises(there, there.school)
    there.said(one, ENDED, status)
    (after,) = promises(there, there.school)
    assert (after["uid"], after["status"]) == (before["uid"], "CANCELLED")
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == DUE
    assert f"Deze afspraak is {says}." in after["description"]
    assert after.walk("VALARM") == []
    there.said(one, ENDED, CommitmentStatus.ON_TRACK)
    assert [event["status"] for event in promises(there, there.school)] == ["CONFIRMED"]


@pytest.mark.parametrize(
    ("due", "status", "stands"),
    [(None, "CANCELLED", DUE), (dt.date(2026, 11, 2), "CONFIRMED", dt.date(2026, 11, 2))],
)
def test_a_promise_that_lost_its_day_leaves_the_agenda_and_one_that_is_late_moves_in_it(
    there: Following, due: dt.date | None, status: str, stands: dt.date
) -> None:
    one = there.commitment(due=DUE)
    (before,) = promises(there, there.school)
    now = commitment.change(there.store, commitment_id=one.id, before=one, due=due)
    (after,) = promises(there, there.school)
    assert (after["uid"], after["status"]) == (before["uid"], status)
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == stands
    later = DUE + dt.timedelta(days=30)
    commitment.change(there.store, commitment_id=one.id, before=now, due=later)
    (again,) = promises(there, there.school)
    assert (again["uid"], again["status"]) == (before["uid"], "CONFIRMED")
    assert again.decoded("dtstart") == later


@pytest.mark.parametrize("last", [dt.date(2026, 12, 1), None])
def test_a_promise_that_was_corrected_twice_leaves_every_day_that_it_had(
    there: Following, last: dt.date | None
) -> None:
    first, second = dt.date(2027, 1, 20), dt.date(2026, 12, 10)
    one = there.commitment(due=first)
    for due in (second, last):
        one = commitment.change(there.store, commitment_id=one.id, before=one, due=due)
    found = calendar.gather_party(there.store, there.school, now=dt.datetime(2026, 12, 15, tzinfo=dt.UTC))
    (event,) = read(calendar.promises(found))
    assert event["status"] == ("CONFIRMED" if last else "CANCELLED")
    assert event.decoded("dtstart") == (last or first)


def test_the_day_that_a_promise_lost_is_called_off_until_it_has_passed(there: Following) -> None:
    one = there.commitment(due=DUE)
    commitment.change(there.store, commitment_id=one.id, before=one, due=None)
    after = dt.datetime.combine(DUE + dt.timedelta(days=1), dt.time(12), dt.UTC)
    assert calendar.gather_party(there.store, there.school, now=after).over == ()


def test_a_phone_number_in_a_promise_stays_out_of_an_agenda(there: Following) -> None:
    there.commitment("Bel Jan op 06-12345678.", due=DUE)
    (event,) = promises(there, there.school)
    assert event["summary"] == "Klaar: Bel Jan op –."
    assert "12345678" not in event.to_ical().decode()


def test_what_is_done_stays_while_another_says_that_it_is_not(there: Following) -> None:
    said = there.said(there.commitment(due=DUE), ENDED, CommitmentStatus.DONE)
    with there.store.write() as tables:
        tables.confirmation.add(update_id=said.id, party_id=there.town, is_right=False, on=ENDED)
    assert [event["status"] for event in promises(there, there.school)] == ["CONFIRMED"]


def test_a_promise_that_was_handed_over_moves_from_one_agenda_to_the_other(there: Following) -> None:
    one = there.commitment(due=DUE)
    commitment.take_over(there.store, commitment_id=one.id, party_id=there.town, on=ENDED, today=ENDED)
    (left,), (came,) = promises(there, there.school), promises(there, there.town)
    assert (left["status"], came["status"]) == ("CANCELLED", "CONFIRMED")
    assert left["uid"] != came["uid"]  # an agenda with both keeps the one that goes on
    assert "Jullie trekken deze afspraak dan niet meer." in left["description"]
    assert promises(there, there.group) == []


def test_a_promise_without_a_lead_leaves_the_agenda_of_who_stopped(there: Following) -> None:
    one = there.commitment(due=DUE)
    commitment.stop_leading(there.store, commitment_id=one.id, on=ENDED, today=ENDED)
    assert [event["status"] for event in promises(there, there.school)] == ["CANCELLED"]


def test_who_helped_out_in_between_gets_it_called_off_too(there: Following) -> None:
    one = there.commitment(due=DUE)
    for each in (there.town, there.group):
        commitment.take_over(there.store, commitment_id=one.id, party_id=each, on=ENDED, today=ENDED)
    assert [event["status"] for event in promises(there, there.town)] == ["CANCELLED"]


def test_what_the_agreement_in_force_gives_to_others_or_to_nobody_leaves_the_agenda_and_the_list(
    evening: Evening,
) -> None:
    text = signing.write(evening.store)
    for place in (0, 1):
        edit(text, place, due=DUE)
    text.freeze()
    text.open()
    put_pens(text, text.school, text.town)
    ours, gone = followed(text, 0), followed(text, 1)
    edit(text, 0, party_ids=(text.town,))
    clause.withdraw(text.store, clause_id=text.clauses[1], why="Te duur", today=ENDED)
    amend(text)
    for party_id, one, why in (
        (text.school, ours, "De overeenkomst die nu geldt, geeft deze afspraak aan een ander."),
        (text.town, gone, "Het artikel van deze afspraak geldt niet meer."),
    ):
        (event,) = read(calendar.promises(calendar.gather_party(text.store, party_id, now=NOW)))
        assert (event["summary"], event["status"]) == (f"Klaar: {one.title}", "CANCELLED")
        assert why in event["description"]
    assert export.gather(text.store, now=NOW).to_tell == []


def test_a_day_after_a_party_stopped_is_not_its_own_any_more(evening: Evening) -> None:
    text = signing.write(evening.store)
    text.freeze()
    text.open()
    put_pens(text, text.school, text.town)
    about = {"owner_id": text.school, "starts_on": ENDED}
    before, after = (commitment.add(text.store, title=str(day), due=day, **about) for day in (DUE, SUMMER))
    (made, _) = signing.signed(text)
    notice.give(text.store, signature_id=made.id, on=WINTER, why="De school sluit.")
    found = calendar.gather_party(text.store, text.school, now=NOW)
    assert found.commitments == (before,)
    assert found.over == ((after, "Jullie trekken deze afspraak dan niet meer."),)


def test_what_is_over_and_past_stays_as_it_was(there: Following) -> None:
    one = there.commitment(due=ENDED)
    there.said(one, ENDED, CommitmentStatus.DONE)
    assert promises(there, there.school) == []


def test_a_party_that_is_not_there(there: Following) -> None:
    with pytest.raises(NotFound):
        calendar.gather_party(there.store, 99, now=NOW)
