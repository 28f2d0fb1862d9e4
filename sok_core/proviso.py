"""A signature that hung on something: afterwards it is written down that this came, or that it did not.

What stands above the signature never changes; that a council agreed after all is told beside it, with its
day.
"""

import datetime as dt
from typing import TYPE_CHECKING

from sok_core import agreement, clock, consent, lead_change, notice
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import ScreenView, Signature, Turn, Undone, Version
from sok_core.signature import Shown, reason_of, take_away

if TYPE_CHECKING:
    from sok_core.store import Store, Tables


def said(shown: Shown | Turn) -> list[str]:
    """Return what a party said with its yes, and on what its signature hangs, as all read it beforehand.

    On its phone, in the hall and with the facilitator it is the same, line by line.

    >>> said(Shown((), "de begroting", "Ja, als er geld is."))
    ['Ja, als er geld is.', 'Onder voorbehoud van: de begroting']
    """
    proviso = f"Onder voorbehoud van: {shown.proviso}" if shown.proviso else ""
    return [one for one in (shown.condition, proviso) if one]


def hanging(tables: "Tables", version: Version) -> dict[int, str]:
    """Return by its id on what a signature under a version hung: a proviso, or what was said with the yes.

    Empty for a text that is not what was frozen.
    """
    document = agreement.opened(version)
    if document is None:
        return {}
    given = {one.id: one for one in tables.consent.where("version = ?", [version.number])}
    found: dict[int, str] = {}
    signatures = tables.signature.of(version.number)
    for one in signatures:
        answer = given.get(one.consent_id or 0)
        texts = [one.proviso if one.counts else ""]
        if answer and one.counts:
            texts.append(consent.depends_on(answer, document, signatures, until=one))
        if text := " · ".join(filter(None, texts)):
            found[one.id] = text
    return found


def meet(store: "Store", *, signature_id: int, on: dt.date, now: dt.datetime) -> None:
    """Write down from which day a signature hangs on nothing any more.

    Raises Conflict for one that hangs on nothing, or holds no more; RuleBroken for a day that is yet to come,
    or before the text was frozen.
    """
    with store.write() as tables:
        _must_hang(tables, signature_id, on, now)
        tables.signature.update(signature_id, met_on=on)
        tables.meeting.tell_screen(ScreenView.SIGNING)


def fail(store: "Store", *, signature_id: int, on: dt.date, why: str, now: dt.datetime) -> None:
    """Write down that what a signature hung on did not come: it binds its party no more, and never did.

    What the party leads looks for a lead, unless it signed another text too. That it would stop on a later
    day is overtaken by this, and stays to be read. When it signs again, that hangs on what it says by then.
    Raises as ``meet`` does, and RuleBroken without a reason. It is taken back as a notice is
    (``notice.take_back``).
    """
    reason = reason_of(why)
    with store.write() as tables:
        one = _must_hang(tables, signature_id, on, now)
        if one.met_on is not None:
            raise Conflict("proviso.none")
        if one.withdrawn_on is not None:
            take_away(tables, one, why=reason, now=now, kind=Undone.OVERTAKEN)
        tables.signature.update(signature_id, withdrawn_on=on, why=reason, is_unmet=True)
        tables.mandate.put(party_id=one.party_id, version=one.version, proviso="")
        today = clock.today(now, tables.dossier.current().reference_date)
        if one.party_id not in tables.signature.bound(today):
            notice.forget(tables, one)
            lead_change.leave(tables, one.party_id, on=on, why=reason)
        tables.meeting.tell_screen(ScreenView.SIGNING)


def reopen(store: "Store", *, signature_id: int) -> None:
    """Let a signature hang on it again: that it came was a mistake.

    Raises Conflict when nobody said so, or when the signature does not hold any more.
    """
    with store.write() as tables:
        one = tables.signature.get(signature_id)
        if one.met_on is None or not one.holds(tables.dossier.today()):
            raise Conflict("proviso.none")
        tables.signature.update(signature_id, met_on=None)


def _must_hang(tables: "Tables", signature_id: int, on: dt.date, now: dt.datetime) -> Signature:
    one = tables.signature.get(signature_id)
    version = tables.version.numbered(one.version)
    today = clock.today(now, tables.dossier.current().reference_date)
    if version is None or not one.holds(today) or one.id not in hanging(tables, version):
        raise Conflict("proviso.none")
    if not min(clock.local(version.frozen_at).date(), today) <= on <= today:
        raise RuleBroken("proviso.day")
    return one
