"""Notice: a party says from which day it stops; until then it is bound, and it leads what it leads.

With the notice it is written down that all that it leads looks for a lead from that day; so is it for what it
begins to lead afterwards. From that day on it leads nothing new, until it signs again.
"""

import datetime as dt
from typing import TYPE_CHECKING

from sok_core import commitment_state, consent, lead_change, signature, words
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import Commitment, Party, ScreenView, Signature, Undone
from sok_core.signature import day_of, must_count, reason_of, take_away

if TYPE_CHECKING:
    from sok_core.store import Store, Tables


def give(store: "Store", *, signature_id: int, on: dt.date, why: str) -> None:
    """Write down from which day a party stops, under each version that it signed; its signatures stay.

    Until that day it is bound, and leads what it leads; from then on that looks for a lead. A link with which
    it could sign ends. Raises Conflict for a signature that was taken back, or that stops already; RuleBroken
    without a reason, or for a day before it signed.
    """
    reason = reason_of(why)
    with store.write() as tables:
        signed = tables.signature.get(signature_id)
        must_count(signed)
        ends = [one for one in tables.signature.where("party_id = ?", [signed.party_id]) if one.is_open_ended]
        signed_on = max(day_of(one) for one in ends)
        if on < min(signed_on, tables.dossier.current().reference_date or signed_on):
            raise RuleBroken("signature.stop_day", day=words.day(signed_on, with_year=True))
        for one in ends:
            tables.signature.update(one.id, withdrawn_on=on, why=reason)
        for known in tables.mandate.where("party_id = ? AND key_hash <> ''", [signed.party_id]):
            tables.mandate.update(known.id, key_hash="", key_ends_at=None)
        lead_change.leave(tables, signed.party_id, on=on, why=reason)


def take_back(store: "Store", *, signature_id: int, why: str, now: dt.datetime) -> None:
    """Write down that a party does not stop after all, under each version with which it said so.

    What it led and nobody took over meanwhile is its own again. Raises Conflict when it did not say that it
    stops, or signed the same version again since; RuleBroken without a reason, or when that would put a text
    out of force that the others signed meanwhile: this party signs that then.
    """
    reason = reason_of(why)
    with store.write() as tables, consent.kept_in_force(tables):
        signed = tables.signature.get(signature_id)
        if not signed.counts or signed.withdrawn_on is None:
            raise Conflict("signature.no_notice")
        of_party = [one for one in tables.signature.where("party_id = ?", [signed.party_id]) if one.counts]
        last = {one.version: one for one in of_party if _is_said_with(one, signed)}  # it came back in between
        said = list(last.values())
        since = {one.version for one in of_party if one.holds(signed.withdrawn_on)}
        if since & {one.version for one in said}:
            raise Conflict("signature.there")
        for one in said:
            take_away(tables, one, why=reason, now=now)
        forget(tables, signed)
        # It is bound again, so that a signature was a mistake costs it nothing.
        day = signed.withdrawn_on
        tables.lead_change.forget(party_id=signed.party_id, on=day, why=lead_change.MISTAKE)
        _give_again(tables, signed)
        tables.meeting.tell_screen(ScreenView.SIGNING)


def _give_again(tables: "Tables", signed: Signature) -> None:
    """Let a signature stop on the later day that its proviso overtook, unless its party stays by now."""
    if not signed.is_unmet or not signed.stayed or signed.stayed[-1][-1] != Undone.OVERTAKEN:
        return
    others = tables.signature.where("party_id = ? AND id <> ?", [signed.party_id, signed.id])
    if any(one.is_open_ended for one in others):
        return
    day, why = dt.date.fromisoformat(signed.stayed[-1][0]), signed.stayed[-1][1]
    tables.signature.update(signed.id, withdrawn_on=day, why=why)
    lead_change.leave(tables, signed.party_id, on=day, why=why)


def forget(tables: "Tables", signed: Signature) -> None:
    """Let what a party led look for a lead no more because of the day from which a signature stops."""
    if signed.withdrawn_on is not None:
        tables.lead_change.forget(party_id=signed.party_id, on=signed.withdrawn_on, why=signed.why)


def _is_said_with(one: Signature, signed: Signature) -> bool:
    """Whether both were given notice at once; that a proviso was not met is said of one text alone."""
    if signed.is_unmet:
        return one.id == signed.id
    return one.withdrawn_on == signed.withdrawn_on and not one.is_unmet


def led(tables: "Tables") -> dict[int, list[Commitment]]:
    """Return by party id the commitments that it leads and that are not settled: who stops leaves these."""
    found: dict[int, list[Commitment]] = {}
    for one in commitment_state.states(tables, today=tables.dossier.today()):
        if one.has_lead and not one.is_settled:
            found.setdefault(one.commitment.owner_id, []).append(one.commitment)
    return found


def must_be_bound(tables: "Tables", party_id: int, *, today: dt.date) -> None:
    """Raise RuleBroken for a party that stopped, or whose proviso failed: it leads nothing new."""
    since = tables.signature.let_go(today).get(party_id)
    if since is None:
        return
    name, day = tables.party.get(party_id).short_name, words.day(since, with_year=True)
    if party_id in signature.stopped(tables, today=today):
        raise RuleBroken("commitment.lead_stopped", name=name, day=day)
    raise RuleBroken("commitment.lead_unmet", name=name, day=day)


def may_lead(tables: "Tables", *, today: dt.date) -> list[Party]:
    """Return the parties that can lead something new, in their order: all that are not let go."""
    gone = tables.signature.let_go(today)
    return [one for one in tables.party.all() if one.id not in gone]


def keep(tables: "Tables", one: Commitment, *, today: dt.date) -> None:
    """Let what a party just began to lead look for a lead too, when it said that it stops on a later day."""
    given = signature.notice(tables, one.owner_id, today=today)
    if given is not None and given.withdrawn_on is not None:
        lead_change.leave_one(tables, one, on=given.withdrawn_on, why=given.why)
