"""Parties: who is at the table. One that comes in at the door is written down by its name alone."""

from typing import TYPE_CHECKING

from sok_core.errors import RuleBroken
from sok_core.model import Party, PartyStatus, PartyType

if TYPE_CHECKING:
    from sok_core.store import Store

MAX_NAME = 80


def add(store: "Store", *, name: str) -> Party:
    """Write down a party that is at the table; one with this name already is returned as it is.

    What kind of party it is can be told later. Raises RuleBroken without a name, or over 80 characters.
    """
    name = " ".join(name.split())
    if not name:
        raise RuleBroken("party.name_empty")
    if len(name) > MAX_NAME:
        raise RuleBroken("party.name_too_long", limit=MAX_NAME)
    with store.write() as tables:
        for party in tables.party.all():
            if name.casefold() in (party.name.casefold(), party.short_name.casefold()):
                return party
        return tables.party.add(
            name=name,
            short_name=name,
            type=PartyType.OTHER,
            status=PartyStatus.AT_THE_TABLE,
            in_core_team=False,
        )
