"""Days for somebody's own agenda (.ics): the moments together, and by when a party promised what."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event, Timezone, vDuration

from sok_core import clock, commitment, commitment_state, delicate
from sok_core.commitment_state import State
from sok_core.export.meeting import place_name
from sok_core.model import CheckIn, CheckInStatus, Commitment, CommitmentStatus, Dossier, Party

if TYPE_CHECKING:
    from sok_core.store import Store

MAKER = "-//SOK-tafel//NL"
MEDIA_TYPE = "text/calendar; charset=utf-8"
LASTS = dt.timedelta(minutes=90)
DAY = dt.timedelta(days=1)
LOOK_AGAIN = dt.timedelta(hours=12)
BEFORE_MOMENT, BEFORE_DUE = DAY, 14 * DAY
OVER = {
    CommitmentStatus.DONE: "Deze afspraak is klaar.",
    CommitmentStatus.STOPPED: "Deze afspraak is gestopt.",
}

# The rule of the European Union since 1996: every agenda understands it, and it is short.
AMSTERDAM = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Moments:
    """The moments to come, and those to come that were called off: an agenda then takes them away."""

    dossier: Dossier
    check_ins: tuple[CheckIn, ...]
    made_at: dt.datetime


@dataclass(frozen=True)
class Promises:
    """What one party leads and must be ready on a day that is still to come.

    ``over`` is what it led or leads on such a day and need not do (then) any more, each with why: an agenda
    then takes it away.
    """

    dossier: Dossier
    party: Party
    commitments: tuple[Commitment, ...]
    made_at: dt.datetime
    over: tuple[tuple[Commitment, str], ...] = ()


def gather(store: "Store", *, now: dt.datetime) -> Moments:
    """Read the moments that are still to come."""
    with delicate.for_paper(store) as tables:
        dossier, every = tables.dossier.current(), tables.check_in.all()
    today = clock.today(now, dossier.reference_date)
    ahead = [one for one in every if one.date >= today and one.status is not CheckInStatus.HELD]
    return Moments(dossier, tuple(ahead), now)


def gather_party(store: "Store", party_id: int, *, now: dt.datetime) -> Promises:
    """Read what one party leads, and what it led; raises NotFound for a party that is not there."""
    with delicate.for_paper(store) as tables:
        dossier, party = tables.dossier.current(), tables.party.get(party_id)
        today = clock.today(now, dossier.reference_date)
        states = commitment_state.states(tables, today=today)
        left = {
            one.commitment_id for one in tables.lead_change.all() if party_id in (one.was_id, one.party_id)
        }
    told = [
        (_put_on(one.commitment, day), _why_over(one, party_id, day))
        for one in states
        if (day := _noted(one.commitment, today))
        and (one.commitment.owner_id == party_id or one.commitment.id in left)
    ]
    going_on = tuple(one for one, why in told if not why)
    return Promises(dossier, party, going_on, now, tuple(each for each in told if each[1]))


def _noted(one: Commitment, today: dt.date) -> dt.date | None:
    """Return the day on which a promise stands in an agenda: its own, else the one to come that it had.

    A day that is over does so too while the agenda may have a later one: the promise is late, not called off.
    """
    if one.was_due is not None and one.was_due >= today:
        return one.due or one.was_due
    return one.due if one.due and one.due >= today else None


def _put_on(one: Commitment, day: dt.date) -> Commitment:
    """Return a promise as it stands in an agenda, on a day."""
    return replace(commitment.impersonal(one), due=day)


def _why_over(one: State, party_id: int, day: dt.date) -> str:
    """Return why a party need not do a promise any more; empty as long as it has to.

    What is done goes on while another party says that this is not right.
    """
    if one.is_led_by(party_id) and one.is_settled:
        return OVER[one.status]
    if not (one.is_led_by(party_id) and one.has_lead_on(day)):
        return "Jullie trekken deze afspraak dan niet meer."
    if one.is_gone:
        return "Het artikel van deze afspraak geldt niet meer."
    if one.is_released:
        return "De overeenkomst die nu geldt, geeft deze afspraak aan een ander."
    return "" if one.commitment.due == day else "Deze afspraak moet niet meer op deze dag klaar zijn."


def file_name(found: Moments | Promises) -> str:
    """Return the name of the file, such as momenten-molenkwartier.ics."""
    if isinstance(found, Moments):
        return f"momenten-{found.dossier.slug}.ics"
    return f"afspraken-{found.dossier.slug}-{found.party.id}.ics"


def moments(found: Moments) -> bytes:
    """Return the moments as a calendar; each keeps its UID, so that another file replaces it."""
    events = [_moment(found.dossier, one, found.made_at) for one in found.check_ins]
    return _calendar(f"Momenten van {_place(found.dossier)}", events)


def feed(found: Moments) -> bytes:
    """Return the moments for an agenda that goes on following them: without why one was called off.

    Anybody may follow who has the address, and people write names in a reason.
    """
    untold = [replace(one, why="") for one in found.check_ins]
    events = [_moment(found.dossier, one, found.made_at) for one in untold]
    return _calendar(f"Momenten van {_place(found.dossier)}", events, is_followed=True)


def fingerprint(found: Moments) -> str:
    """Return what changes only when there is something else in a feed, whenever it is made."""
    told = [
        (one.id, one.title, one.date, one.starts_at, one.ends_at, one.place, one.status)
        for one in found.check_ins
    ]
    return hashlib.sha256(repr((_place(found.dossier), told)).encode()).hexdigest()[:32]


def promises(found: Promises) -> bytes:
    """Return the days on which a party promised to be ready, each with a reminder two weeks before.

    What is over is called off under its own UID, so that it does not stay in the agenda. Each party has its
    own UIDs: an agenda that holds those of two parties keeps what went from one to the other.
    """
    events = [_due(found, one) for one in found.commitments]
    events += [_due(found, one, why_over=why) for one, why in found.over]
    return _calendar(f"Afspraken van {found.party.short_name}, {_place(found.dossier)}", events)


def _place(dossier: Dossier) -> str:
    return place_name(dossier.name, is_fictional=dossier.is_fictional)


def _calendar(name: str, events: Iterable[Event], *, is_followed: bool = False) -> bytes:
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    if is_followed:
        made.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
        made.add("x-published-ttl", vDuration(LOOK_AGAIN))
    made.add_component(Timezone.from_ical(AMSTERDAM))
    for event in events:
        made.add_component(event)
    body: bytes = made.to_ical()
    return body


def _event(dossier: Dossier, uid: str, title: str, made_at: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@{dossier.uuid}.sok-tafel")
    event.add("dtstamp", made_at.astimezone(dt.UTC))
    event.add("sequence", dossier.revision)
    event.add("summary", title)
    return event


def _moment(dossier: Dossier, one: CheckIn, made_at: dt.datetime) -> Event:
    event = _event(dossier, f"moment-{one.id}", one.title, made_at)
    if one.starts_at is None:
        event.add("dtstart", one.date)
        event.add("dtend", one.date + DAY)
    else:
        start = dt.datetime.combine(one.date, one.starts_at, tzinfo=clock.AMSTERDAM)
        end = dt.datetime.combine(one.date, one.ends_at, tzinfo=clock.AMSTERDAM) if one.ends_at else None
        event.add("dtstart", start)
        event.add("dtend", end or start + LASTS)
    if one.place:
        event.add("location", one.place)
    if one.status is CheckInStatus.CANCELLED:
        event.add("status", "CANCELLED")
        event.add("description", f"Dit moment gaat niet door. {one.why}".strip())
        return event
    event.add("status", "CONFIRMED")
    event.add("description", f"Samen kijken hoe het gaat met de afspraken van {_place(dossier)}.")
    event.add_component(_reminder(one.title, BEFORE_MOMENT))
    return event


def _due(found: Promises, one: Commitment, *, why_over: str = "") -> Event:
    assert one.due is not None  # noqa: S101  (of a day to come, see gather_party)
    uid = f"afspraak-{one.id}-partij-{found.party.id}"
    event = _event(found.dossier, uid, f"Klaar: {one.title}", found.made_at)
    event.add("dtstart", one.due)
    event.add("dtend", one.due + DAY)
    event.add("transp", "TRANSPARENT")
    if why_over:
        event.add("status", "CANCELLED")
        event.add("description", f"{why_over} Deze dag kan uit je agenda.")
        return event
    event.add("status", "CONFIRMED")
    event.add("description", f"Dit spraken jullie af in {_place(found.dossier)}: {one.title}")
    event.add_component(_reminder(one.title, BEFORE_DUE))
    return event


def _reminder(text: str, before: dt.timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", -before)
    return alarm
