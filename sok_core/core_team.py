"""The core team: who is in it, by function and for which party, and what it lacks."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sok_core.errors import RuleBroken
from sok_core.model import CoreTeamMember, Party, PartyStatus, PartyType

if TYPE_CHECKING:
    from sok_core.store import Store

LEAST, MOST = 4, 8  # known practice; shared by the books on neighbourhood teams, no hard law
MAX_FUNCTION = 80


def join(
    store: "Store", *, function: str, party_id: int | None = None, since: dt.date | None = None
) -> CoreTeamMember:
    """Give somebody a seat, by function; raises RuleBroken without one, NotFound for an unknown party."""
    function = " ".join(function.split())
    if not function:
        raise RuleBroken("core_team.function")
    if len(function) > MAX_FUNCTION:
        raise RuleBroken("core_team.too_long", limit=MAX_FUNCTION)
    with store.write() as tables:
        if party_id is not None:
            tables.party.get(party_id)
        return tables.core_team.add(function=function, party_id=party_id, since=since)


def leave(store: "Store", *, member_id: int, until: dt.date) -> None:
    """End a seat; it stays to be read that it was there. Raises NotFound."""
    with store.write() as tables:
        tables.core_team.update(member_id, until=until)


def come_back(store: "Store", *, member_id: int) -> None:
    """Undo that a seat ended; raises NotFound."""
    with store.write() as tables:
        tables.core_team.update(member_id, until=None)


def forget(store: "Store", *, member_id: int) -> None:
    """Take away a seat that was written down by mistake; raises NotFound."""
    with store.write() as tables:
        tables.core_team.delete(member_id)


def missing_types(parties: Iterable[Party], members: Iterable[CoreTeamMember]) -> list[PartyType]:
    """Return the types of party that sit at the table and have no seat, in the order of the type list.

    The facilitator needs none: he is no party to the agreement.
    """
    seated = {member.party_id for member in members if member.until is None}
    at_table = [one for one in parties if one.status is PartyStatus.AT_THE_TABLE]
    without = {one.type for one in at_table} - {one.type for one in at_table if one.id in seated}
    return [type for type in PartyType if type in without - {PartyType.FACILITATOR}]


def advice(members: Sequence[CoreTeamMember]) -> str:
    """Return what its size asks for, in a sentence; empty when it is right (4 to 8 people)."""
    size = len(members)
    if size < LEAST:
        return f"Vier tot acht mensen werkt het best. Zoek er nog {LEAST - size} bij."
    if size > MOST:
        return f"Jullie zijn met {size}. Vier tot acht werkt het best: met meer wordt overleggen zwaar."
    return ""
