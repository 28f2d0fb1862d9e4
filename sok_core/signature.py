"""Signing as a moment on stage: a roll call, each party's own promise read aloud, then the pen.

A signature holds the SHA-256 of the exact text, copied from the frozen version, and never changes: one that
was set by mistake is taken back with a reason, who stops later is an event of its own, and who joins later
signs the same version. A changed text is another version, which everybody answers to and signs anew.
"""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sok_core import agreement, clock, consent, lead_change, mandate
from sok_core.agreement import Document
from sok_core.errors import Conflict, Forbidden, NotFound, RuleBroken
from sok_core.meeting import must_run
from sok_core.model import (
    Agreement,
    Consent,
    ConsentAnswer,
    Mandate,
    MandateStatus,
    RollCall,
    ScreenView,
    Signature,
    SignatureKind,
    SignatureMethod,
    Turn,
    Undone,
    Version,
)

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TEXT = 80
MAX_WHY = 300
KEY_MINUTES = 60
MOST_POINTS = 4000
LEAST_POINTS = 5  # fewer is a tap by mistake
LARGEST = 1000  # a drawing is on a sheet of 1000 by 1000
REFUSED = "Deze partij tekent nu niet: wie voor haar beslist, zei nee."  # as the hall reads it

Drawing = tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True)
class Pen:
    """How somebody signs: with what, by function, and in whose place."""

    method: SignatureMethod
    function: str
    drawing: Drawing = ()
    substitute_for: str = ""
    on_behalf_of: str = ""


@dataclass(frozen=True)
class Shown:
    """What a party sees just before it signs: what it promises, and on what its yes depends.

    With ``is_refused`` who decides for it said no, and it does not sign.
    """

    promises: tuple[str, ...]
    proviso: str = ""
    condition: str = ""
    is_refused: bool = False

    @property
    def mark(self) -> str:
        """What a page keeps of it, to know whether this is still what it showed."""
        said = json.dumps([self.promises, self.proviso, self.condition], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()


def plan(
    store: "Store",
    *,
    signing_on: dt.date | None,
    place: str,
    before: tuple[dt.date | None, str] | None = None,
) -> Agreement:
    """Set the day and the place of the feast; raises Conflict when they are no longer what they were."""
    place = _clean(place, mandate.MAX_TEXT)
    with store.write() as tables:
        now = tables.agreement.current()
        if now is None:
            raise NotFound("version.unknown")
        if before is not None and (now.signing_on, now.place) != before:
            raise Conflict("signature.day")
        return tables.agreement.put(signing_on=signing_on, place=place)


def _clean(text: str, limit: int) -> str:
    text = " ".join(text.split())
    if len(text) > limit:
        raise RuleBroken("signature.too_long", limit=limit)
    return text


# ---------------------------------------------------------------- the roll call


def roll_call(tables: "Tables") -> RollCall | None:
    """Return the signing as it stands: None as long as no text was frozen.

    Of a party that is bound it tells what that signed, of any other what it signs with from now on.
    Raises Conflict when the stored text is not what was frozen.
    """
    version = at_hand(tables)
    if version is None:
        return None
    document, kept = agreement.checked(tables, version), tables.agreement.current()
    mandates = mandate.of_version(tables, version.number)
    signed, failed = under(tables, version.number), tables.signature.unmet(version.number)
    bound = {one.party_id: one for one in in_force(tables, version.number)}
    gone = tables.signature.stopped(tables.dossier.today())
    answers = consent.in_force(tables, version.number)
    given = {one.id: one for one in tables.consent.where("version = ?", [version.number])}
    answers |= {one.party_id: given[one.consent_id] for one in bound.values() if one.consent_id in given}
    signatures = tables.signature.of(version.number)
    conditions = {
        party_id: consent.depends_on(one, document, signatures, until=bound.get(party_id))
        for party_id, one in answers.items()
    }
    turns = tuple(
        replace(
            _turn(document, one, mandates.get(one), bound.get(one), conditions.get(one, "")),
            is_signed=one in signed,
            has_stopped=one in gone,
            is_unmet=one in failed,
            is_refused=_is_refused(mandates.get(one)),
        )
        for one in order(document, kept)
    )
    turn = kept.turn_id if kept else None
    return RollCall(version.number, agreement.control_code(version.digest), turns, turn)


def on_screen(tables: "Tables") -> RollCall | None:
    """Return the signing for the hall; None for a broken text, of which the facilitator hears."""
    try:
        return roll_call(tables)
    except Conflict:
        return None


def order(document: Document, kept: Agreement | None) -> list[int]:
    """Return the ids of the parties that sign, as the facilitator put them, else as the document has them."""
    there = [one.id for one in document.parties]
    chosen = [party_id for party_id in (kept.roll_call if kept else ()) if party_id in there]
    return [*chosen, *(party_id for party_id in there if party_id not in chosen)]


def _turn(
    document: Document, party_id: int, known: Mandate | None, signed: Signature | None, condition: str
) -> Turn:
    (party,) = (one for one in document.parties if one.id == party_id)
    promises = mandate.read_aloud(document, party_id, known)
    if signed is not None and signed.promise:  # what it signed, whatever is known of it by now
        promises = tuple(signed.promise.split("\n"))
    by = signed or known
    return Turn(
        party_id,
        party.name,
        party.more,
        promises,
        by.function if by else "",
        by.substitute_for if by else "",
        condition=condition,
        proviso=signed.proviso if signed else known.proviso if known else "",
    )


def in_force(tables: "Tables", version: int, *, today: dt.date | None = None) -> list[Signature]:
    """Return the signatures under a version that bind today: not taken back, and not stopped by then."""
    day = today or tables.dossier.today()
    return [one for one in tables.signature.of(version) if one.holds(day)]


def under(tables: "Tables", version: int) -> dict[int, Signature]:
    """Return by party id the last signature under a version that bound its party.

    Who stopped since did sign; one whose proviso was not met signed nothing.
    """
    return {one.party_id: one for one in tables.signature.of(version) if one.has_bound}


def _settled(tables: "Tables", version: int) -> set[int]:
    """Return the parties for whom nobody waits: they signed this version by now, tried to, or stopped."""
    gone = tables.signature.stopped(tables.dossier.today())
    return {*under(tables, version), *tables.signature.unmet(version), *gone}


def texts(tables: "Tables") -> list[Version]:
    """Return the frozen texts of which signatures are kept, what is in force first, then the newest first.

    One whose signing is open is there too; before anybody signed it is the newest alone.
    """
    binding, opened, newest = (
        consent.signed_version(tables),
        consent.opened_version(tables),
        tables.version.newest(),
    )
    numbers = {one.version for one in tables.signature.all()} | ({opened.number} if opened else set())
    there = [one for one in reversed(tables.version.all()) if one.number in numbers]
    if not there:
        return [newest] if newest else []
    return sorted(there, key=lambda one: binding is None or one.number != binding.number)


def show(store: "Store", *, meeting_id: int) -> None:
    """Put the roll call on the projector; raises Conflict when it does not run, or nothing is open."""
    with store.write() as tables:
        must_run(tables.meeting.get(meeting_id))
        _must_be_open(tables)
        tables.meeting.update(meeting_id, screen=ScreenView.SIGNING, proposal_id=None, sheet=1)


def go_on(store: "Store", *, after: int | None) -> int | None:
    """Give the turn to the next party that did not sign yet, and return its id; None when there is none.

    One that stopped, or for which who decides said no, is passed by; it signs when it is called (``call``).

    When another party has the turn by now, somebody else went on already: nothing happens.
    """
    with store.write() as tables:
        version, kept = _must_be_open(tables)
        if kept.turn_id != after:
            return kept.turn_id
        return _give_turn(tables, _following(tables, version, kept, after))


def _following(tables: "Tables", version: Version, kept: Agreement, after: int | None) -> int | None:
    """Return who comes next: down from here, then from the top for who was passed over."""
    ids = order(agreement.read(version.content), kept)
    place = ids.index(after) + 1 if after in ids else 0
    done = _settled(tables, version.number) | consent.refused(tables, version.number)
    return next((one for one in [*ids[place:], *ids[:place]] if one not in done | {after}), None)


def _give_turn(tables: "Tables", party_id: int | None) -> int | None:
    tables.agreement.put(turn_id=party_id)
    running = tables.meeting.tell_screen(ScreenView.SIGNING)
    if running is not None:
        tables.meeting.update(running.id, sheet=1)
    return party_id


def call(store: "Store", *, party_id: int) -> None:
    """Give the turn to one party, whoever has it now; raises NotFound for one that does not sign."""
    with store.write() as tables:
        version, kept = _must_be_open(tables)
        if party_id not in order(agreement.read(version.content), kept):
            raise NotFound("mandate.party")
        _give_turn(tables, party_id)


def pass_over(store: "Store", *, party_id: int) -> None:
    """Let a party that is late or absent come last; when it had the turn, the next one gets it."""
    with store.write() as tables:
        version, kept = _must_be_open(tables)
        ids = order(agreement.read(version.content), kept)
        if party_id not in ids:
            raise NotFound("mandate.party")
        following = _following(tables, version, kept, party_id)
        kept = tables.agreement.put(roll_call=(*(one for one in ids if one != party_id), party_id))
        if kept.turn_id == party_id:
            _give_turn(tables, following)
        tables.meeting.tell_screen(ScreenView.SIGNING)


def put_earlier(store: "Store", *, party_id: int) -> None:
    """Let a party sign one place earlier."""
    with store.write() as tables:
        version, kept = _must_be_open(tables)
        ids = order(agreement.read(version.content), kept)
        if party_id not in ids:
            raise NotFound("mandate.party")
        place = ids.index(party_id)
        if place:
            ids[place - 1], ids[place] = ids[place], ids[place - 1]
        tables.agreement.put(roll_call=tuple(ids))
        tables.meeting.tell_screen(ScreenView.SIGNING)


def finish(store: "Store") -> None:
    """End the roll call: the hall sees who signed."""
    with store.write() as tables:
        _must_be_open(tables)
        _give_turn(tables, None)


def _must_be_open(tables: "Tables") -> tuple[Version, Agreement]:
    version, kept = at_hand(tables), tables.agreement.current()
    if version is None:
        raise NotFound("version.unknown")
    if kept is None or not consent.is_open(kept, version):
        raise Conflict("signature.not_open")
    agreement.checked(tables, version)
    return version, kept


def at_hand(tables: "Tables") -> Version | None:
    """Return the text that is signed now: the newest, but first the one that the parties are busy signing.

    A text that is frozen while parties sign waits until its own signing is opened, or all have signed that
    did not stop.
    """
    busy = consent.opened_version(tables)
    if busy is not None and in_force(tables, busy.number):
        document = agreement.opened(busy)
        if document is None or not {one.id for one in document.parties} <= _settled(tables, busy.number):
            return busy
    return tables.version.newest()


# ---------------------------------------------------------------- the pen


def sign(
    store: "Store",
    *,
    party_id: int,
    pen: Pen,
    now: dt.datetime,
    seen: str | None = None,
    signed_on: dt.date | None = None,
    place: str | None = None,
) -> Signature:
    """Let a party sign the text that is at hand; ``signed_on`` and ``place`` are as in ``join``.

    ``seen`` is the mark of what was read aloud (``Shown``). What it led until a proviso of it failed, and
    nobody took over, it leads again from this day on. Raises Conflict when what was read changed, the
    signing is not open, the party signed already or did not say yes, or the stored text is not what it was;
    NotFound for a party that does not sign; RuleBroken without a function, for a drawing that is none, or for
    a day that cannot be.
    """
    with store.write() as tables:
        version, _ = _must_be_open(tables)
        if party_id not in {one.id for one in agreement.read(version.content).parties}:
            raise NotFound("mandate.party")
        _must_be_as_seen(tables, version, party_id, seen)
        if signed_on is not None:
            _check_day(tables, version, signed_on, now=now)
        kind = SignatureKind.SIGNING
        return _sign(tables, version, party_id, pen, kind=kind, now=now, signed_on=signed_on, place=place)


def sign_with_key(
    store: "Store", *, key: str, pen: Pen, now: dt.datetime, seen: str | None = None
) -> Signature:
    """Let a party sign with the link that it got, which ends with it; raises Forbidden, and as ``sign``.

    ``seen`` is the mark of what its page showed: raises Conflict when that changed meanwhile.
    """
    with store.write() as tables:
        given = look_at_key(tables, key, now=now)
        version, _ = _must_be_open(tables)
        _must_be_as_seen(tables, version, given.party_id, seen)
        signed = _sign(tables, version, given.party_id, pen, kind=SignatureKind.SIGNING, now=now)
        tables.mandate.update(given.id, key_hash="", key_ends_at=None)
        return signed


def _must_be_as_seen(tables: "Tables", version: Version, party_id: int, seen: str | None) -> None:
    """Nobody puts a name under another promise than was read."""
    if seen is not None and seen != shown(tables, version, party_id).mark:
        raise Conflict("signature.changed")


def shown(tables: "Tables", version: Version, party_id: int) -> Shown:
    """Return what a party sees before it signs; raises Conflict for a text that is not what was frozen."""
    document = agreement.checked(tables, version)
    known = mandate.of_version(tables, version.number).get(party_id)
    answer = consent.in_force(tables, version.number).get(party_id)
    return Shown(
        mandate.read_aloud(document, party_id, known),
        known.proviso if known else "",
        consent.depends_on(answer, document, tables.signature.of(version.number)) if answer else "",
        is_refused=_is_refused(known),
    )


def _is_refused(known: Mandate | None) -> bool:
    """Whether who decides for a party said no; it signs once there is another decision."""
    return known is not None and known.status is MandateStatus.REFUSED


def shown_in(turn: Turn) -> Shown:
    """Return what the roll call shows of a party that has not signed."""
    return Shown(turn.promises, turn.proviso, turn.condition)


def join(
    store: "Store",
    *,
    party_id: int,
    pen: Pen,
    now: dt.datetime,
    version: int | None = None,
    signed_on: dt.date | None = None,
    place: str | None = None,
) -> Signature:
    """Let a party sign what the others signed earlier; raises as ``sign`` does.

    ``version`` is what is in force when nothing is said, else a later one that the others are busy signing.
    ``signed_on`` and ``place`` are what stands on its paper: today and, until it is over, the place of the
    feast when nothing is said. Raises RuleBroken for a day that is yet to come, or before there was this
    text.

    One that the text names signs as the others did, on its own line: it was late, or its paper is the first
    that is written down. Any other joins, and says yes to that version first. Raises Conflict when nobody
    signed yet and the signing is not open, or the text is not in force any more.
    """
    with store.write() as tables:
        text = _text_to_join(tables, version, now=now)
        tables.party.get(party_id)
        if signed_on is not None:
            _check_day(tables, text, signed_on, now=now)
        kind = SignatureKind.SIGNING
        if party_id not in {one.id for one in agreement.checked(tables, text).parties}:
            kind = SignatureKind.ACCESSION
            if not consent.has_been_signed(tables, text.number):
                raise Conflict("signature.nobody")
            if party_id not in consent.in_force(tables, text.number):
                raise Conflict("signature.not_yet")
        return _sign(tables, text, party_id, pen, kind=kind, now=now, signed_on=signed_on, place=place)


def _text_to_join(tables: "Tables", number: int | None, *, now: dt.datetime) -> Version:
    binding = consent.signed_version(tables, today=_today(tables, now))
    opened = consent.opened_version(tables)
    if opened is not None and (number == opened.number or (number is None and binding is None)):
        binding, number = binding or opened, opened.number
    elif binding is None or (number is not None and not consent.has_been_signed(tables, number)):
        raise Conflict("signature.nobody")
    chosen = binding if number is None else tables.version.numbered(number)
    if chosen is None or chosen.number < binding.number:
        raise Conflict("signature.replaced", number=binding.number)
    return chosen


def _today(tables: "Tables", now: dt.datetime) -> dt.date:
    return clock.today(now, tables.dossier.current().reference_date)


def _check_day(tables: "Tables", version: Version, day: dt.date, *, now: dt.datetime) -> None:
    today = _today(tables, now)
    first = min(clock.local(version.frozen_at).date(), today)
    if not first <= day <= today:
        raise RuleBroken("signature.paper_day")


def day_of(one: Signature) -> dt.date:
    """Return the day on which a party signed: that on its paper, else that of the moment itself."""
    return one.signed_on or clock.local(one.signed_at).date()


def _sign(
    tables: "Tables",
    version: Version,
    party_id: int,
    pen: Pen,
    *,
    kind: SignatureKind,
    now: dt.datetime,
    signed_on: dt.date | None = None,
    place: str | None = None,
) -> Signature:
    document = agreement.checked(tables, version)
    _check(pen)
    today = _today(tables, now)
    if party_id in {one.party_id for one in in_force(tables, version.number, today=today)}:
        raise Conflict("signature.there")
    answer, stops = _must_have_agreed(tables, version, party_id), notice(tables, party_id, today=today)
    kept = tables.agreement.current()
    known = mandate.of_version(tables, version.number).get(party_id)
    promises = mandate.read_aloud(document, party_id, known)
    added = tables.signature.add(
        party_id=party_id,
        version=version.number,
        digest=version.digest,
        kind=kind,
        method=pen.method,
        signed_at=now,
        signed_on=signed_on,
        place=_clean(_feast_place(kept, signed_on or today) if place is None else place, mandate.MAX_TEXT),
        function=_clean(pen.function, MAX_TEXT),
        on_behalf_of=_clean(pen.on_behalf_of, MAX_TEXT) or tables.party.get(party_id).name,
        promise="\n".join(promises),
        drawing=pen.drawing if pen.method is SignatureMethod.FINGER else (),
        consent_id=answer.id if answer else None,
        substitute_for=_clean(pen.substitute_for, MAX_TEXT),
        withdrawn_on=stops.withdrawn_on if stops else None,
        why=stops.why if stops else "",
        proviso=known.proviso if known else "",
    )
    failed = tables.signature.where("party_id = ? AND is_unmet AND taken_back_at IS NULL", [party_id])
    lead_change.give_back(tables, party_id, lost=failed, on=signed_on or today)
    tables.meeting.tell_screen(ScreenView.SIGNING)
    return added


def _feast_place(kept: Agreement | None, day: dt.date) -> str:
    """Return where somebody signs who says nothing of it: at the feast, as long as that is not over."""
    return kept.feast(day)[1] if kept else ""


def _must_have_agreed(tables: "Tables", version: Version, party_id: int) -> Consent | None:
    """Return the yes of a party; None when it answered nothing and the signing was opened with a reason.

    A yes on a condition with which it signed, and that failed, is given anew. Nobody signs against a no of
    who decides.
    """
    known = mandate.of_version(tables, version.number).get(party_id)
    if _is_refused(known):
        raise Conflict("signature.refused")
    answer, kept = consent.in_force(tables, version.number).get(party_id), tables.agreement.current()
    is_refused = answer is not None and answer.answer is ConsentAnswer.NOT_YET
    is_excused = kept is not None and bool(kept.opened_why) and consent.opened_version(tables) == version
    if is_refused or (answer is None and not is_excused):
        raise Conflict("signature.not_yet")
    signatures = tables.signature.of(version.number)
    failed = {one.consent_id for one in signatures if one.is_unmet}
    document = agreement.checked(tables, version)
    if answer and answer.id in failed and consent.depends_on(answer, document, signatures):
        raise Conflict("signature.condition")
    return answer


def notice(tables: "Tables", party_id: int, *, today: dt.date) -> Signature | None:
    """Return the signature with which a party said that it stops later; what it signs meanwhile stops too."""
    signed = tables.signature.where("party_id = ?", [party_id])
    return next((one for one in signed if one.withdrawn_on is not None and one.holds(today)), None)


def stopped(tables: "Tables", *, today: dt.date) -> dict[int, dt.date]:
    """Return by party id the day from which it stopped; a party that signed again since is not among them."""
    return tables.signature.stopped(today)


def _check(pen: Pen) -> None:
    if not pen.function.strip():
        raise RuleBroken("signature.function")
    if pen.method is not SignatureMethod.FINGER:
        return
    points = [point for line in pen.drawing for point in line]
    if len(points) < LEAST_POINTS:
        raise RuleBroken("signature.empty")
    is_inside = all(0 <= value <= LARGEST for point in points for value in point)
    if len(points) > MOST_POINTS or not is_inside:
        raise RuleBroken("signature.drawing")


def lines(text: str) -> Drawing:
    """Return the lines that a page sent: numbers "x y x y", one line after a "-"; raises RuleBroken.

    >>> lines("1 2 3 4-5 6")
    (((1, 2), (3, 4)), ((5, 6),))
    """
    drawn = []
    for line in text.split("-"):
        numbers = line.split()
        if len(numbers) % 2 or not all(one.isdecimal() and len(one) < 5 for one in numbers):
            raise RuleBroken("signature.drawing")
        values = [int(one) for one in numbers]
        drawn.append(tuple(zip(values[::2], values[1::2], strict=True)))
    return tuple(line for line in drawn if line)


# ---------------------------------------------------------------- a link to sign with once


def make_key(store: "Store", *, party_id: int, now: dt.datetime) -> str:
    """Make a key with which one party can sign once on a phone, and return it; only its hash is kept.

    An earlier key of this party ends. Raises as ``sign`` does.
    """
    key = secrets.token_urlsafe(24)
    with store.write() as tables:
        version, _ = _must_be_open(tables)
        if party_id not in {one.id for one in agreement.read(version.content).parties}:
            raise NotFound("mandate.party")
        if party_id in {one.party_id for one in in_force(tables, version.number, today=_today(tables, now))}:
            raise Conflict("signature.there")
        _must_have_agreed(tables, version, party_id)
        tables.mandate.put(
            party_id=party_id,
            version=version.number,
            key_hash=_hash(key),
            key_ends_at=now + dt.timedelta(minutes=KEY_MINUTES),
        )
    return key


def look_at_key(tables: "Tables", key: str, *, now: dt.datetime) -> Mandate:
    """Return for which party a key is; raises Forbidden when it was used, is too old, or is none."""
    version = at_hand(tables)
    found = tables.mandate.where("key_hash = ?", [_hash(key)])
    is_good = found and version and found[0].version == version.number
    if not is_good or found[0].key_ends_at is None or found[0].key_ends_at <= now:
        raise Forbidden("signature.key")
    return found[0]


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


# ---------------------------------------------------------------- afterwards


def take_back(store: "Store", *, signature_id: int, why: str, now: dt.datetime) -> None:
    """Say that a signature was a mistake; it stays to be read, and counts no more.

    Also after the evening: a party that never signed did not stop (``notice.give``). Of a party that said
    that it stops, this one signature did not do so. When nothing binds a party then that stopped before, or
    whose proviso failed, it leads nothing, also nothing that it took on meanwhile. Raises Conflict when it
    was taken back before, RuleBroken without a reason.
    """
    reason = reason_of(why)
    with store.write() as tables:
        signed = tables.signature.get(signature_id)
        if not signed.counts:
            raise Conflict("signature.settled")
        if signed.withdrawn_on is not None:
            take_away(tables, signed, why=reason, now=now)
            _stay_lead(tables, signed, signed.withdrawn_on)
        tables.signature.update(signature_id, taken_back_at=now, why=reason)
        today = _today(tables, now)
        if signed.party_id in tables.signature.let_go(today):
            lead_change.leave_by_mistake(tables, signed.party_id, on=today)
        tables.meeting.tell_screen(ScreenView.SIGNING)


def _stay_lead(tables: "Tables", signed: Signature, on: dt.date) -> None:
    """Let a party lose no lead because of a stop that no signature of it says any more."""
    others = tables.signature.where("party_id = ? AND id <> ?", [signed.party_id, signed.id])
    if not any(one.counts and one.withdrawn_on == on for one in others):
        tables.lead_change.forget(party_id=signed.party_id, on=on, why=signed.why)


def take_away(
    tables: "Tables", signed: Signature, *, why: str, now: dt.datetime, kind: Undone = Undone.STOP
) -> None:
    """Let one signature stop no more; from which day it would have, and why, stays to be read.

    ``kind`` is what that was. A proviso that did not fail after all stands in its mandate again, unless the
    party wrote another one there since.
    """
    kind = Undone.UNMET if signed.is_unmet else kind
    if signed.is_unmet and signed.party_id not in under(tables, signed.version):
        written = "party_id = ? AND version = ? AND proviso <> ''"
        if not tables.mandate.where(written, [signed.party_id, signed.version]):
            tables.mandate.put(party_id=signed.party_id, version=signed.version, proviso=signed.proviso)
    said = (str(signed.withdrawn_on), signed.why, str(_today(tables, now)), why, kind)
    tables.signature.update(
        signed.id, withdrawn_on=None, why="", is_unmet=False, stayed=(*signed.stayed, said)
    )


def must_count(signed: Signature) -> None:
    """Raise Conflict for a signature that was taken back, or of which the party stopped."""
    if not signed.counts:
        raise Conflict("signature.settled")
    if signed.withdrawn_on is not None:
        raise Conflict("signature.stops")


def reason_of(text: str) -> str:
    """Return the reason that somebody gives; raises RuleBroken without one, or for one that is too long."""
    reason = _clean(text, MAX_WHY)
    if not reason:
        raise RuleBroken("signature.why")
    return reason


def counted(names: Sequence[str]) -> str:
    """Return how many parties signed, as the hall reads it.

    >>> counted(["a"] * 14)
    'Veertien partijen tekenden.'
    """
    small = (
        *("Nog geen", "Eén", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht", "Negen", "Tien"),
        *("Elf", "Twaalf", "Dertien", "Veertien", "Vijftien", "Zestien", "Zeventien", "Achttien"),
        *("Negentien", "Twintig"),
    )
    size = len(names)
    word = small[size] if size < len(small) else str(size)
    return f"{word} partij tekende." if size == 1 else f"{word} partijen tekenden."
