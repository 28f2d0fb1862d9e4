"""Who leads a commitment on a day: who took over, who stopped, and who stops from a later day on.

That a party stops on a later day is written down ahead, with all that it leads. Whoever wants to know who
leads what on a day asks here, so that a list, a chart, a paper and a file say the same.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sok_core import signature, words
from sok_core.errors import RuleBroken
from sok_core.model import Commitment, LeadChange, Party

if TYPE_CHECKING:
    from sok_core.store import Tables


def counting(changes: Iterable[LeadChange]) -> list[LeadChange]:
    """Return the changes that count, of one commitment or of many (oldest first), on whatever day.

    Who stops on a later day leaves only what it still leads by then.
    """
    last: dict[int, LeadChange] = {}
    found = []
    for one in changes:
        before = last.get(one.commitment_id)
        if one.party_id is not None or before is None or before.party_id == one.was_id:
            last[one.commitment_id] = one
            found.append(one)
    return found


def newest(changes: Iterable[LeadChange], *, today: dt.date) -> dict[int, LeadChange]:
    """Return by commitment id the last change of its lead (oldest first) that counts on a day."""
    return {one.commitment_id: one for one in counting(changes) if one.on <= today}


def last(changes: Sequence[LeadChange], *, today: dt.date) -> LeadChange | None:
    """Return the last change of one commitment that counts on a day; None when nothing changed by then."""
    return next(iter(newest(changes, today=today).values()), None)


def has_lead(changes: Sequence[LeadChange], *, today: dt.date) -> bool:
    """Whether somebody leads a commitment on a day, after all that happened to its lead (oldest first)."""
    found = last(changes, today=today)
    return found is None or found.party_id is not None


def led_on(one: Commitment, changes: Sequence[LeadChange], day: dt.date) -> set[int]:
    """Return who led a commitment on a day (both on the day of a change); ``changes`` come oldest first."""
    began = changes[0].was_id if changes else one.owner_id
    before = last(changes, today=day - dt.timedelta(days=1))
    of_that_day = [each.party_id for each in counting(changes) if each.on == day]
    led = [before.party_id if before else began, *of_that_day]
    return {party_id for party_id in led if party_id is not None}


def must_be_bound(tables: "Tables", party_id: int, *, today: dt.date) -> None:
    """Raise RuleBroken for a party that stopped: it leads nothing new."""
    stopped = signature.stopped(tables, today=today)
    if party_id in stopped:
        name, day = tables.party.get(party_id).short_name, words.day(stopped[party_id], with_year=True)
        raise RuleBroken("commitment.lead_stopped", name=name, day=day)


def may_lead(tables: "Tables", *, today: dt.date) -> list[Party]:
    """Return the parties that can lead something new, in their order: all that did not stop."""
    stopped = signature.stopped(tables, today=today)
    return [one for one in tables.party.all() if one.id not in stopped]


def keep_notice(tables: "Tables", one: Commitment, *, today: dt.date) -> None:
    """Let what a party just began to lead look for a lead too, when it said that it stops on a later day."""
    notice = signature.notice(tables, one.owner_id, today=today)
    if notice is not None and notice.withdrawn_on is not None:
        _leave(tables, one, on=notice.withdrawn_on, why=notice.why)


def leave(tables: "Tables", party_id: int, *, on: dt.date, why: str) -> None:
    """Let all that a party leads look for a lead from a day on: nobody is late then.

    Also what is over: it keeps its lead as long as that holds, and looks for one when it does not.
    """
    for one in tables.commitment.all():
        if one.owner_id == party_id:
            _leave(tables, one, on=on, why=why)


def _leave(tables: "Tables", one: Commitment, *, on: dt.date, why: str) -> None:
    changes = counting(tables.lead_change.of(one.id))
    if changes and changes[-1].party_id is None:
        return
    day = max(on, changes[-1].on) if changes else on
    tables.lead_change.add(commitment_id=one.id, was_id=one.owner_id, on=day, why=why)
