"""A new contact person of a party: by function, from a day on; the link of the one before ends."""

import datetime as dt
from typing import TYPE_CHECKING

from sok_core.errors import RuleBroken
from sok_core.model import ContactChange

if TYPE_CHECKING:
    from sok_core.store import Store

MAX_FUNCTION = 60


def begin(store: "Store", *, party_id: int, function: str, on: dt.date, today: dt.date) -> ContactChange:
    """Write down that a party has a new contact; from that day its function stands with the party.

    The link with which the one before told how it goes works no more.

    Raises RuleBroken without a function, for one that is too long or for a day that must still come,
    NotFound for a party that is not there.
    """
    function = " ".join(function.split())
    if not function:
        raise RuleBroken("contact_change.empty")
    if len(function) > MAX_FUNCTION:
        raise RuleBroken("contact_change.too_long", limit=MAX_FUNCTION)
    if on > today:
        raise RuleBroken("contact_change.future")
    with store.write() as tables:
        was = tables.party.get(party_id).contact_role
        made = tables.contact_change.add(party_id=party_id, function=function, on=on, was=was)
        tables.party.update(party_id, contact_role=function, contact_name="")
        tables.update_link.end(party_id)
        return made
