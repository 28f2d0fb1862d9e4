"""Consent: each party answers once to the whole frozen text, with exceptions per article where it differs.

An answer is never changed: a later one takes its place, and the earlier stays to be read. Signing opens when
every party that signs said yes (or yes, if) to the same frozen version, or when the facilitator says why it
opens anyway.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import agreement
from sok_core.agreement import Document, Named
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import (
    Agreement,
    Consent,
    ConsentAnswer,
    Mandate,
    MandateStatus,
    Party,
    ScreenView,
    Signature,
    Step,
    Version,
)

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TEXT = 500
MAX_FUNCTION = 80
WRITING = (Step.GOALS_VALUES, Step.ROLES, Step.PROJECTS, Step.SIGNING)


@dataclass(frozen=True)
class Standing:
    """How far one party is with a version: who wrote along, read it, agreed to it, and signed it.

    ``has_stopped``: it signed this version and stopped, or stopped before it could (``is_gone``);
    ``is_unmet``: on what its signature hung did not come, so that it signed nothing.
    """

    party: Named
    has_written: bool
    has_read: bool
    answer: Consent | None
    has_signed: bool
    mandate: Mandate | None = None
    is_joined_later: bool = False
    has_stopped: bool = False
    is_unmet: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether nothing is asked of this party any more: it stopped before it signed this version."""
        return self.has_stopped and not self.has_signed

    @property
    def is_refused(self) -> bool:
        """Whether who decides for this party said no, whatever it answered itself."""
        return not self.has_signed and _is_refused(self.mandate)

    @property
    def has_agreed(self) -> bool:
        """Whether this party said yes, or yes if, and nobody who decides for it said no."""
        is_yes = self.answer is not None and self.answer.answer is not ConsentAnswer.NOT_YET
        return is_yes and not self.is_refused


def answer(
    store: "Store",
    *,
    party_id: int,
    version: int,
    answer: ConsentAnswer,
    date: dt.date,
    text: str = "",
    function: str = "",
    exceptions: Mapping[int, str] | None = None,
    instead_of: int | None = None,
) -> Consent:
    """Write down what a party answers to a frozen version; its earlier answer stays, superseded.

    ``exceptions`` are texts by clause id; ``instead_of`` is the answer that the writer saw in force. Raises
    Conflict when another came meanwhile, the version is neither the newest, in force nor being signed, or a
    party that signed would say "not yet"; RuleBroken for
    "yes, if" and "not yet" without a text, an article that is not in this version, or a text that is too
    long; NotFound for a party that does not sign.
    """
    said, by = _clean(text, MAX_TEXT), _clean(function, MAX_FUNCTION)
    if answer is not ConsentAnswer.YES and not said:
        raise RuleBroken("consent.text")
    differing = {clause: _clean(why, MAX_TEXT) for clause, why in (exceptions or {}).items()}
    with store.write() as tables:
        document = agreement.checked(tables, _must_be_answerable(tables, version))
        if not may_answer(tables, document, version, party_id=party_id):
            raise NotFound("mandate.party")
        tables.party.get(party_id)
        if not differing.keys() <= {one.clause_id for one in document.articles}:
            raise RuleBroken("consent.article")
        before = in_force(tables, version).get(party_id)
        if (before.id if before else None) != instead_of:
            raise Conflict("consent.answered")
        if _is_bound(tables, version, party_id):
            raise Conflict("consent.signed")
        tables.meeting.tell_screen(ScreenView.SIGNING)  # the hall reads a condition along
        return supersede(
            tables,
            before,
            party_id=party_id,
            version=version,
            answer=answer,
            date=date,
            text=said,
            function=by,
            exceptions=tuple(differing),
            objected=tuple((clause, why, False) for clause, why in differing.items() if why),
        )


def may_answer(tables: "Tables", document: Document, version: int, *, party_id: int) -> bool:
    """Whether a party may answer to a version: it is named in it, or is bound, or may still join."""
    may_join = has_been_signed(tables, version) or party_id in tables.signature.bound(tables.dossier.today())
    return may_join or party_id in {one.id for one in document.parties}


def _is_bound(tables: "Tables", version: int, party_id: int) -> bool:
    """Whether a party signed a version and did not stop: a signature goes before an answer."""
    today = tables.dossier.today()
    return any(one.party_id == party_id and one.holds(today) for one in tables.signature.of(version))


def supersede(tables: "Tables", before: Consent | None, **values: object) -> Consent:
    """Add an answer inside a transaction that goes on, in the place of one that was given before."""
    added = tables.consent.add(**values)
    if before is not None:
        tables.consent.update(before.id, superseded_by=added.id)
    return added


def _clean(text: str, limit: int) -> str:
    text = " ".join(text.split())
    if len(text) > limit:
        raise RuleBroken("consent.too_long", limit=limit)
    return text


def answerable(tables: "Tables") -> list[Version]:
    """Return the texts to which a party can answer: the newest, what is in force and what is being signed."""
    newest, binding = tables.version.newest(), signed_version(tables)
    found = (newest, *reversed(being_signed(tables, binding)), binding)
    return list({one.number: one for one in found if one is not None}.values())


def _must_be_answerable(tables: "Tables", version: int) -> Version:
    there = answerable(tables)
    if not there:
        raise NotFound("version.unknown")
    found = next((one for one in there if one.number == version), None)
    if found is None:
        raise Conflict("consent.version", number=there[0].number)
    return found


def signed_version(tables: "Tables", *, today: dt.date | None = None) -> Version | None:
    """Return the agreement that is in force: the newest version that binds; None before anybody signed.

    What changes an agreement needs everybody whom it binds: an earlier version stays in force until all who
    signed it, and did not stop, signed the later one and are bound by that: a proviso that was not met signs
    for nobody. ``today`` is that of the dossier when it is not given.
    """
    day = today or tables.dossier.today()
    way = _in_turn(tables, day)
    return tables.version.numbered(way[-1]) if way else None


def _in_turn(tables: "Tables", day: dt.date) -> list[int]:
    """Return the numbers of the versions that bound, each in the place of the one before, in their order."""
    signed: dict[int, list[Signature]] = defaultdict(list)
    for one in tables.signature.all():
        if one.counts:
            signed[one.version].append(one)
    found: list[int] = []
    bound: set[int] = set()
    for number in sorted(signed):
        agreed = {one.party_id for one in signed[number] if one.has_bound}
        if not found or (agreed and bound <= agreed):
            found.append(number)
            bound = {one.party_id for one in signed[number] if one.holds(day)}
    return found


@contextmanager
def kept_in_force(tables: "Tables") -> Iterator[None]:
    """Let nothing that is written inside put a later text out of force; raises RuleBroken when it would."""
    before = signed_version(tables)
    yield
    after = signed_version(tables)
    if before is not None and (after is None or after.number < before.number):
        raise RuleBroken("signature.goes_back", number=before.number)


def being_signed(tables: "Tables", binding: Version | None) -> list[Version]:
    """Return the versions that some signed while an earlier one (``binding``) is in force, oldest first."""
    numbers = {one.version for one in tables.signature.all() if one.counts}
    return [
        one
        for one in tables.version.all()
        if binding and one.number in numbers and one.number > binding.number
    ]


def named(tables: "Tables", version: Version) -> str:
    """Return the name of a frozen text with how it stands, such as "Versie 1 (wordt getekend, 1 van 2)".

    One signature of many is no agreement yet: nobody reads that a text holds, or held, because of that alone.
    """
    today, newest = tables.dossier.today(), tables.version.newest()
    way, number = _in_turn(tables, today), version.number
    signatures = [one for one in tables.signature.of(number) if one.counts]
    found = [one for one in signatures if one.has_bound or number in way]
    signed, document = {one.party_id for one in found}, agreement.opened(version)
    asked = {one.id for one in document.parties} if document else set()
    left = asked - signed - tables.signature.stopped(today).keys()
    of = f"{len(signed)} van {len(signed | left)}"
    is_alone = len(signed) == 1 and bool(left)
    if way and number == way[-1] and not is_alone:
        more = f", getekend door {of}" if left else ""
        over = "geldt niet meer" if any(one.has_bound for one in found) else "geldt niet"
        how = f"geldt{more}" if any(one.holds(today) for one in found) else over
    elif way and signed and number >= way[-1]:
        how = f"wordt getekend, {of}"
    elif newest is not None and number == newest.number:
        how = "de nieuwste"
    elif number in way and not is_alone:
        how = "gold eerder"
    else:
        how = "niet door iedereen getekend" if signed else "niet getekend"
    return f"Versie {number} ({how})"


def missing(tables: "Tables", version: Version) -> list[str]:
    """Return the names of parties that are bound by an earlier text, and that this one does not name.

    Who joined this very text later signed it, and misses nothing.
    """
    document, today = agreement.opened(version), tables.dossier.today()
    there = {one.id for one in document.parties} if document else set()
    there |= {one.party_id for one in tables.signature.of(version.number) if one.holds(today)}
    bound = tables.signature.bound(today) - there
    return [one.short_name for one in tables.party.all() if one.id in bound]


def until_then(version: Version, binding: int) -> str:
    """Say which version is in force while a change of it is being signed; empty when that is this one."""
    if binding >= version.number:
        return ""
    return (
        f"Versie {binding} blijft gelden tot iedereen die daar tekende, ook versie {version.number} tekent."
    )


def opened_version(tables: "Tables") -> Version | None:
    """Return the version whose signing was opened: the newest of that moment; None when it is shut."""
    kept = tables.agreement.current()
    opened_at = kept.opened_at if kept else None
    there = [one for one in tables.version.all() if opened_at and one.frozen_at <= opened_at]
    return max(there, key=lambda one: one.number, default=None)


def has_been_signed(tables: "Tables", version: int) -> bool:
    """Whether anybody signed a version."""
    return any(one.counts for one in tables.signature.of(version))


def in_force(tables: "Tables", version: int) -> dict[int, Consent]:
    """Return the answer of each party to one version that counts, by party id."""
    return {one.party_id: one for one in tables.consent.in_force(version)}


def earlier(tables: "Tables", version: int) -> dict[int, list[Consent]]:
    """Return the answers that were superseded, by party id, oldest first."""
    found: dict[int, list[Consent]] = {}
    for one in tables.consent.where("version = ? AND superseded_by IS NOT NULL", [version]):
        found.setdefault(one.party_id, []).append(one)
    return found


def agreed(tables: "Tables", version: int) -> set[int]:
    """Return the ids of the parties that said yes, or yes if, and for which nobody who decides said no."""
    answers = in_force(tables, version).values()
    said_yes = {one.party_id for one in answers if one.answer is not ConsentAnswer.NOT_YET}
    return said_yes - refused(tables, version)


def refused(tables: "Tables", version: int) -> set[int]:
    """Return the ids of the parties of which who decides said no to a version, as long as that is so."""
    mandates = tables.mandate.where("version = ?", [version])
    return {one.party_id for one in mandates if _is_refused(one)}


def _is_refused(mandate: Mandate | None) -> bool:
    return mandate is not None and mandate.status is MandateStatus.REFUSED


def waiting(parties: Collection[Named], agreed: Collection[int]) -> list[Named]:
    """Return the parties that are not among those that ``agreed``, by name."""
    return sorted((one for one in parties if one.id not in agreed), key=lambda one: one.more.casefold())


# ---------------------------------------------------------------- opening the signing


def open_signing(store: "Store", *, now: dt.datetime, why: str = "") -> Agreement:
    """Open the signing of the newest version; with parties that did not say yes, only with a reason.

    Nobody waits for a party that stopped. One that is open already stays as it is, with its order.

    Raises NotFound without a frozen version, RuleBroken when a reason is needed (``consent.waiting``,
    ``consent.no_parties``), and
    Conflict when the stored text is not what was frozen.
    """
    reason = _clean(why, MAX_TEXT)
    with store.write() as tables:
        newest = tables.version.newest()
        if newest is None:
            raise NotFound("version.unknown")
        parties = agreement.checked(tables, newest).parties
        kept = tables.agreement.current()
        if kept is not None and is_open(kept, newest):  # a second press, here or elsewhere
            return kept
        gone = tables.signature.stopped(tables.dossier.today())
        asked = [one for one in parties if one.id not in gone]
        left = waiting(asked, agreed(tables, newest.number))
        if left and not reason:
            raise RuleBroken("consent.waiting", names=", ".join(one.more for one in left))
        if not parties and not reason:
            raise RuleBroken("consent.no_parties")
        return tables.agreement.put(
            opened_at=max(now, newest.frozen_at),
            opened_why=reason if left or not parties else "",
            roll_call=(),
            turn_id=None,
        )


def shut_signing(store: "Store") -> None:
    """Close a signing that was opened by mistake; raises Conflict once somebody signed.

    A change of an agreement that stays in force can be put aside until it binds: what was signed stays there.
    """
    with store.write() as tables:
        opened = opened_version(tables)
        if opened is not None and not can_shut(tables, opened):
            raise Conflict("signature.begun")
        tables.agreement.put(opened_at=None, opened_why="", turn_id=None)


def can_shut(tables: "Tables", version: Version) -> bool:
    """Whether the signing of a version can still be closed: nobody signed, or an earlier one is in force."""
    binding = signed_version(tables)
    return not has_been_signed(tables, version.number) or (
        binding is not None and binding.number < version.number
    )


def is_open(kept: Agreement | None, version: Version | None) -> bool:
    """Whether the signing of a version is open; one that was frozen later asks for an opening of its own."""
    return bool(kept and version and kept.opened_at and kept.opened_at >= version.frozen_at)


# ---------------------------------------------------------------- who is how far


def standings(tables: "Tables", version: Version) -> list[Standing]:
    """Return how far every party of a version is, by name; who joined later is there too.

    Raises Conflict when the stored text is not what was frozen.
    """
    parties = {one.id: one for one in tables.party.all()}
    document = agreement.checked(tables, version)
    signed = [one for one in tables.signature.of(version.number) if one.counts]
    today = tables.dossier.today()
    stopped = {one.party_id for one in signed} - {one.party_id for one in signed if one.holds(today)}
    last = {one.party_id: one for one in signed}
    unmet = {each for each in stopped if last[each].is_unmet}
    stopped = (stopped - unmet) | tables.signature.stopped(today).keys()
    has_signed = {one.party_id for one in signed if one.has_bound}
    named = {one.id: one for one in document.parties}
    joined = {one.party_id: named_now(parties[one.party_id]) for one in signed if one.party_id not in named}
    answers = in_force(tables, version.number)
    mandates = {one.party_id: one for one in tables.mandate.where("version = ?", [version.number])}
    writers = wrote_along(tables, version)
    found = [
        Standing(
            party,
            party.id in writers,
            party.id in answers or _has_read(mandates.get(party.id)),
            answers.get(party.id),
            party.id in has_signed,
            mandates.get(party.id),
            party.id in joined,
            party.id in stopped,
            party.id in unmet,
        )
        for party in (named | joined).values()
    ]
    return sorted(found, key=lambda one: one.party.more.casefold())


def named_now(party: Party) -> Named:
    """Return a party as a document of now would name it."""
    return Named(party.id, party.name, kind=party.type, more=party.short_name)


def _has_read(mandate: Mandate | None) -> bool:
    return mandate is not None and (mandate.read_on is not None or mandate.status is not MandateStatus.ASKED)


def wrote_along(tables: "Tables", version: Version) -> set[int]:
    """Return the parties that helped to write: present in steps 2 to 5, or reacted, or saved a text."""
    until = version.frozen_at.date()
    there = {
        party_id
        for meeting in tables.meeting.all()
        if meeting.step in WRITING and meeting.date <= until
        for party_id in tables.meeting.parties_present(meeting.id)
    }
    reacted = {one.party_id for one in tables.reaction.all() if one.party_id is not None}
    hands = {one.saved_by.casefold() for one in tables.clause_text.all() if one.saved_by}
    authors = {
        one.id for one in tables.party.all() if hands & {one.name.casefold(), one.short_name.casefold()}
    }
    return there | reacted | authors


def condition(given: Consent, document: Document) -> str:
    """Return what a yes depends on, in words for a paper; empty for a yes without more.

    >>> day, text = dt.date(2026, 3, 1), Document("convenant", "", "")
    >>> condition(Consent(1, 1, 0, ConsentAnswer.YES_IF, day, "Als de raad instemt"), text)
    'Ja, als de raad instemt.'
    """
    if given.answer is ConsentAnswer.NOT_YET:
        return ""
    parts = []
    if given.answer is ConsentAnswer.YES_IF:
        start = given.text.casefold()
        if start.startswith(("ja,", "ja ")):
            parts.append(given.text)
        elif start.startswith("als "):
            parts.append(f"Ja, {given.text[:1].lower()}{given.text[1:]}")
        else:
            parts.append(f"Ja, als: {given.text}")
    numbers = {one.clause_id: one.number for one in document.articles}
    why = {clause: text for clause, text, _ in given.objected}
    for clause in dict.fromkeys((*given.exceptions, *why)):
        more = f": {why[clause]}" if why.get(clause) else ""
        parts.append(f"Anders bij artikel {numbers.get(clause, '?')}{more}")
    return " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in parts)


def depends_on(
    given: Consent, document: Document, signatures: Iterable[Signature], *, until: Signature | None = None
) -> str:
    """Return what a yes still depends on when it is signed with, as ``condition`` does.

    What came under an earlier signature (``signatures`` are all of that version) came for the next one too;
    for the signature ``until`` as that was when it was set.
    """
    met = {one.consent_id for one in signatures if one.met_on is not None and _was_there(one, until)}
    return "" if given.id in met else condition(given, document)


def _was_there(one: Signature, until: Signature | None) -> bool:
    if until is None:
        return one.counts
    return one.id < until.id and (one.counts or (one.taken_back_at or until.signed_at) > until.signed_at)
