"""A new contact person of a party: by function, from a day on; the link of the one before ends."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sok_core import commitment_state
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import Commitment, ContactChange, Party

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_FUNCTION = 60


def begin(store: "Store", *, party_id: int, function: str, on: dt.date, today: dt.date) -> ContactChange:
    """Write down that a party has a new contact; from that day its function stands with the party.

    It also stands with what the party leads, where the one before stood; another function that stands there
    stays (``elsewhere``). The link with which the one before told how it goes works no more.

    Raises RuleBroken without a function, for one that is too long or for a day that must still come,
    NotFound for a party that is not there, Conflict when just this was written down already.
    """
    function = " ".join(function.split())
    if not function:
        raise RuleBroken("contact_change.empty")
    if len(function) > MAX_FUNCTION:
        raise RuleBroken("contact_change.too_long", limit=MAX_FUNCTION)
    if on > today:
        raise RuleBroken("contact_change.future")
    with store.write() as tables:
        if _is_there(tables, party_id, function, on):
            raise Conflict("contact_change.there")
        was = tables.party.get(party_id).contact_role
        made = tables.contact_change.add(party_id=party_id, function=function, on=on, was=was)
        tables.party.update(party_id, contact_role=function, contact_name="")
        for one in _led(tables, party_id, today):
            if was and one.contact_role == was:
                tables.commitment.update(one.id, contact_role=function)
        tables.update_link.end(party_id)
        return made


def _is_there(tables: "Tables", party_id: int, function: str, on: dt.date) -> bool:
    """Whether a party has its contact in this function since this day: a second press is nobody new."""
    own = [one for one in tables.contact_change.all() if one.party_id == party_id]
    newest = max(own, key=lambda one: one.id, default=None)
    if newest is None or (newest.function.casefold(), newest.on) != (function.casefold(), on):
        return False
    return tables.party.get(party_id).contact_role == newest.function


def elsewhere(tables: "Tables", one: Party, *, today: dt.date) -> list[Commitment]:
    """Return what a party leads and where somebody else of that party is to be spoken with."""
    led = _led(tables, one.id, today)
    return [each for each in led if each.contact_role and each.contact_role != one.contact_role]


def _led(tables: "Tables", party_id: int, today: dt.date) -> Sequence[Commitment]:
    """Return what a party leads and that is not over."""
    return [
        one.commitment
        for one in commitment_state.states(tables, today=today)
        if one.is_led_by(party_id) and not one.is_settled
    ]
