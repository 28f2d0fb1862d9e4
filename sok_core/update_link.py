"""A link of one party, with which it tells how its commitments go: no login, and only what it leads.

Whoever has the link tells on behalf of the party, as with the card on paper. It ends when it is withdrawn,
when another is made, and when the party has a new contact person.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sok_core import commitment_state, update
from sok_core.commitment_state import State
from sok_core.errors import NotFound, RuleBroken
from sok_core.model import CheckIn, Party, Update, UpdateLink
from sok_core.update import Reply

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

ENTERED_BY = "eigen link"
TOLD = ("status", "value", "text", "evidence")


@dataclass(frozen=True)
class Asked:
    """What one party is asked: the commitments that it leads, as they stand.

    ``reply`` is what it is asked of, as the round counts that: not what begins after the moment. ``told`` are
    the ids of all of which was told already, in the round that is open or today. What is over stays in sight
    as long as that was told just now. ``check_in`` is the moment to come, ``is_open`` whether its round is.
    """

    party: Party
    states: tuple[State, ...]
    reply: Reply
    told: Collection[int] = ()
    check_in: CheckIn | None = None
    is_open: bool = False

    @property
    def waiting(self) -> tuple[State, ...]:
        """What it did not tell of yet."""
        return tuple(one for one in self.states if one.commitment in self.reply.waiting)

    @property
    def is_ahead(self) -> bool:
        """Whether all that is shown must still begin, and nothing was said of it."""
        return all(one.commitment.starts_on > one.today and one.update is None for one in self.states)

    @property
    def check_in_id(self) -> int | None:
        """For which moment it tells now."""
        return self.check_in.id if self.check_in and self.is_open else None


def make(store: "Store", *, party_id: int, now: dt.datetime, made_by: str = "") -> str:
    """Make a key for one party and return it; an earlier one ends. Raises NotFound for no party."""
    key = secrets.token_urlsafe(24)
    with store.write() as tables:
        tables.party.get(party_id)
        tables.update_link.put(party_id=party_id, key_hash=_hash(key), made_at=now, made_by=made_by)
    return key


def withdraw(store: "Store", *, party_id: int) -> None:
    """End the link of a party; raises NotFound when it has none."""
    with store.write() as tables:
        if not tables.update_link.end(party_id):
            raise NotFound("update_link.unknown")


def look(tables: "Tables", key: str) -> UpdateLink:
    """Return of whom a key is; raises NotFound for one that is none, or works no more.

    In a dossier that was handed over none works: what is told there would never reach the real one.
    """
    found = tables.update_link.with_hash(_hash(key))
    if found is None or tables.dossier.current().handed_over_at is not None:
        raise NotFound("update_link.unknown")
    return found


def asked(tables: "Tables", party_id: int, *, today: dt.date) -> Asked:
    """Return what a party is asked on a day."""
    found = update.current_round(tables, today=today)
    replies = found.replies if found else update.replies(tables, today=today)
    told = {one.id for reply in replies for one in reply.told}
    own = next((one for one in replies if one.party_id == party_id), Reply(party_id))
    every = commitment_state.states(tables, today=today)
    led = [one for one in every if one.is_led_by(party_id) and one.is_promised]
    said = {one.commitment.id: update.last_told(tables, one) for one in led}  # a decision is no answer
    told |= {one for one, last in said.items() if last is not None and last.date == today}
    told -= {one.id for one in own.waiting}
    states = tuple(one for one in led if not one.is_settled or one.commitment.id in told)
    return Asked(
        tables.party.get(party_id),
        states,
        own,
        told,
        check_in=found.check_in if found else None,
        is_open=bool(found and found.is_open),
    )


def report(
    store: "Store", *, key: str, commitment_id: int, now: dt.datetime, today: dt.date, **fields: Any
) -> Update:
    """Say how one commitment goes (TOLD), on behalf of the party of this key.

    The same, said twice on a day, counts once. Raises NotFound for a key that works no more, RuleBroken for
    what this party does not lead, and as ``update.report`` does.
    """
    with store.write() as tables:
        found = asked(tables, look(tables, key).party_id, today=today)
        state = next((one for one in found.states if one.commitment.id == commitment_id), None)
        if state is None:
            raise RuleBroken("update.not_led")
        given = {"date": today, "reported_by": found.party.id} | {name: fields.get(name) for name in TOLD}
        values = update.row(tables, state.commitment, given, today=today)
        last = state.update
        if last is not None and all(getattr(last, name) == each for name, each in values.items()):
            return last
        return tables.update.add(
            **values, entered_by=ENTERED_BY, check_in_id=found.check_in_id, created_at=now
        )


def unchanged(store: "Store", *, key: str, now: dt.datetime, today: dt.date) -> list[Update]:
    """Say "Niets veranderd" for all that the party of this key did not tell of yet.

    Raises NotFound for a key that works no more, RuleBroken when the party leads nothing that goes on.
    """
    with store.write() as tables:
        found = asked(tables, look(tables, key).party_id, today=today)
        if not found.states:
            raise RuleBroken("update.nothing")
        more = {"entered_by": ENTERED_BY, "check_in_id": found.check_in_id, "created_at": now}
        return update.say_unchanged(tables, found.waiting, date=today, reported_by=found.party.id, **more)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
