"""Notice: a party says from which day it stops; until then it is bound, and it leads what it leads."""

import datetime as dt
from typing import TYPE_CHECKING

from sok_core import commitment_state, lead_change, words
from sok_core.errors import RuleBroken
from sok_core.model import Commitment
from sok_core.signature import day_of, must_count, reason_of

if TYPE_CHECKING:
    from sok_core.store import Store, Tables


def give(store: "Store", *, signature_id: int, on: dt.date, why: str) -> None:
    """Write down from which day a party stops, under each version that it signed; its signatures stay.

    Until that day it is bound, and leads what it leads; from then on that looks for a lead. Raises as
    ``signature.take_back`` does, and RuleBroken for a day before it signed.
    """
    reason = reason_of(why)
    with store.write() as tables:
        signed = tables.signature.get(signature_id)
        must_count(signed)
        ends = [
            one
            for one in tables.signature.where("party_id = ?", [signed.party_id])
            if one.counts and one.withdrawn_on is None
        ]
        signed_on = max(day_of(one) for one in ends)
        if on < min(signed_on, tables.dossier.current().reference_date or signed_on):
            raise RuleBroken("signature.stop_day", day=words.day(signed_on, with_year=True))
        for one in ends:
            tables.signature.update(one.id, withdrawn_on=on, why=reason)
        lead_change.leave(tables, signed.party_id, on=on, why=reason)


def led(tables: "Tables") -> dict[int, list[Commitment]]:
    """Return by party id the commitments that it leads and that are not settled: who stops leaves these."""
    found: dict[int, list[Commitment]] = {}
    for one in commitment_state.states(tables, today=tables.dossier.today()):
        if one.has_lead and not one.is_settled:
            found.setdefault(one.commitment.owner_id, []).append(one.commitment)
    return found
