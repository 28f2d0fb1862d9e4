"""What values, goals and the whole agreement mean for each party, said once by that party."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sok_core.errors import Conflict, RuleBroken
from sok_core.model import Party, PartyStatus, PartyType, Stake

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TEXT = 600
FIELDS = {
    "text": "wat dit voor hen betekent",
    "gain": "wat zij kunnen winnen",
    "lose": "wat zij kunnen verliezen",
}


def say(store: "Store", *, party_id: int, before: Stake | None = None, **said: str) -> None:
    """Write down what all of this means for a party: ``text``, ``gain`` or ``lose``, those that are given.

    Empty everywhere takes its answer away. ``before`` is what its writer saw. Raises NotFound for an unknown
    party, RuleBroken for too long, Conflict when somebody else changed the same field meanwhile.
    """
    with store.write() as tables:
        _put(tables, party_id, None, {name: _clean(said[name]) for name in FIELDS if name in said}, before)


def say_of_aims(
    store: "Store", *, party_id: int, texts: Mapping[int, str], before: Iterable[Stake] = ()
) -> None:
    """Write down a sentence of a party per value or goal (by id); an empty one goes. Raises as ``say``."""
    seen = {one.aim_id: one for one in before}
    with store.write() as tables:
        for aim_id, text in texts.items():
            tables.aim.get(aim_id)
            _put(tables, party_id, aim_id, {"text": _clean(text)}, seen.get(aim_id))


def speaking(parties: Iterable[Party]) -> list[Party]:
    """Return the parties that have something to say: those at the table, without who leads the process."""
    return [
        one
        for one in parties
        if one.status is PartyStatus.AT_THE_TABLE and one.type is not PartyType.FACILITATOR
    ]


def silent(parties: Iterable[Party], stakes: Iterable[Stake]) -> list[Party]:
    """Return the parties that said nothing yet: not of all of this, and not of one value or goal."""
    answered = {one.party_id for one in stakes}
    return [one for one in speaking(parties) if one.id not in answered]


def _clean(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > MAX_TEXT:
        raise RuleBroken("stake.too_long", limit=MAX_TEXT)
    return text


def _put(
    tables: "Tables", party_id: int, aim_id: int | None, said: dict[str, str], before: Stake | None
) -> None:
    party = tables.party.get(party_id)
    now = tables.stake.of(party_id, aim_id)
    changed = {name: text for name, text in said.items() if text != _value(before, name)}
    for name, text in changed.items():
        if _value(now, name) not in (_value(before, name), text):
            raise Conflict(
                "stake.changed", name=party.short_name, field=FIELDS[name], there=_value(now, name)
            )
    if not changed:
        return
    there = {name: _value(now, name) for name in FIELDS} | changed
    if any(there.values()):
        tables.stake.put(party_id=party_id, aim_id=aim_id, **there)
    elif now is not None:
        tables.stake.delete(now.id)


def _value(stake: Stake | None, name: str) -> str:
    return str(getattr(stake, name)) if stake else ""
