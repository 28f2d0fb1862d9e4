"""Who leads a commitment on a day: who took over, who stopped, and who stops from a later day on.

That a party stops on a later day is written down ahead, with all that it leads. Whoever wants to know who
leads what on a day asks here, so that a list, a chart, a paper and a file say the same.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sok_core.calendar import DAY
from sok_core.model import Commitment, LeadChange, Signature

if TYPE_CHECKING:
    from sok_core.store import Tables

AGAIN = "Tekende opnieuw."
MISTAKE = "De handtekening was een vergissing."


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


def leaving(changes: Iterable[LeadChange], *, today: dt.date) -> dict[int, LeadChange]:
    """Return by commitment id the change with which its lead (oldest first) stops on a later day."""
    ahead = [one for one in counting(changes) if one.on > today and one.party_id is None]
    return {one.commitment_id: one for one in reversed(ahead)}


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
    before = last(changes, today=day - DAY)
    of_that_day = [each.party_id for each in counting(changes) if each.on == day]
    led = [before.party_id if before else began, *of_that_day]
    return {party_id for party_id in led if party_id is not None}


def leave(tables: "Tables", party_id: int, *, on: dt.date, why: str) -> None:
    """Let all that a party leads look for a lead from a day on: nobody is late then.

    Also what is over: it keeps its lead as long as that holds, and looks for one when it does not.
    """
    for one in tables.commitment.where("owner_id = ?", [party_id]):
        leave_one(tables, one, on=on, why=why)


def leave_one(tables: "Tables", one: Commitment, *, on: dt.date, why: str) -> None:
    """Let one commitment look for a lead from a day on, unless it does so already."""
    changes = counting(tables.lead_change.of(one.id))
    if changes and changes[-1].party_id is None:
        return
    day = max(on, changes[-1].on) if changes else on
    tables.lead_change.add(commitment_id=one.id, was_id=one.owner_id, on=day, why=why)


def leave_by_mistake(tables: "Tables", party_id: int, *, on: dt.date) -> None:
    """Let a party lead nothing, as the signature with which it led was a mistake.

    What it led again with that was never its own again; what it began to lead looks for a lead from a day on.
    """
    for one in tables.commitment.where("owner_id = ?", [party_id]):
        end = next(reversed(counting(tables.lead_change.of(one.id))), None)
        if end and (end.was_id, end.party_id, end.why) == (party_id, party_id, AGAIN):
            tables.lead_change.delete(end.id)
    leave(tables, party_id, on=on, why=MISTAKE)


def give_back(tables: "Tables", party_id: int, *, lost: Iterable[Signature], on: dt.date) -> None:
    """Let a party lead again, from a day on, what it left with these signatures and nobody took over.

    So it does what it left because a signature was a mistake. That nobody led it until that day stays to be
    read.
    """
    left = [(one.why, one.withdrawn_on) for one in lost if one.withdrawn_on] + [(MISTAKE, dt.date.min)]
    for one in tables.commitment.where("owner_id = ?", [party_id]):
        end = next(reversed(counting(tables.lead_change.of(one.id))), None)
        if end and end.party_id is None and any(end.why == why and end.on >= since for why, since in left):
            about = {"commitment_id": one.id, "was_id": party_id, "party_id": party_id}
            tables.lead_change.add(**about, on=max(on, end.on), why=AGAIN)
