"""The mandate weeks: who decides for a party, whether that is in time, and what exactly it then promises.

A party signs only when whoever decides for it has said so. How long that takes is practice, no law: a paper
is written, goes round, and waits for a meeting. LEAD_WEEKS are our own estimates of that; a party that knows
better fills in the day on which its body meets. Weekends, public holidays and, but for a proxy, the summer
recess do not count (``calendar``).
"""

import datetime as dt
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sok_core import agreement, calendar, words
from sok_core.agreement import Article, Document, Named
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import (
    Mandate,
    MandateBasis,
    MandateStatus,
    PartyType,
    Region,
    RolePart,
    ScreenView,
    Stance,
    Version,
)

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TEXT = 200
MAX_PROMISE = 280
DAYS_A_WEEK = 5
LEAD_WEEKS = {
    MandateBasis.COLLEGE: 4,
    MandateBasis.BOARD: 3,
    MandateBasis.MEMBERS: 4,
    MandateBasis.PROXY: 1,
}
USUAL_BASIS = {
    PartyType.MUNICIPALITY: MandateBasis.COLLEGE,
    PartyType.OWNERS_ASSOCIATION: MandateBasis.MEMBERS,
    PartyType.TENANTS_ASSOCIATION: MandateBasis.MEMBERS,
    PartyType.RESIDENTS_INITIATIVE: MandateBasis.MEMBERS,
    PartyType.SPORTS_CLUB: MandateBasis.MEMBERS,
    PartyType.ENTREPRENEURS: MandateBasis.MEMBERS,
    PartyType.HOME_OWNERS: MandateBasis.PROXY,
    PartyType.LANDLORDS: MandateBasis.PROXY,
}
# Of the others it is their name that says so: a group of neighbours may be of any kind.
HAVE_LEGAL_FORM = {
    PartyType.MUNICIPALITY,
    PartyType.HOUSING_CORPORATION,
    PartyType.OWNERS_ASSOCIATION,
    PartyType.ENERGY_COMPANY,
    PartyType.GRID_OPERATOR,
    PartyType.SCHOOL,
}
LEGAL_FORM = re.compile(
    r"\b(\w*stichting|\w*vereniging|\w*co[öo]perati(e|ef|eve)|b\.?v\.?|n\.?v\.?|u\.a\.|vve)(?!\w)",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"^(De|Het|Een)\b")
BEING_FOUNDED = re.compile(r"\b(i\.\s?o\b|in oprichting\b)|\(io\)", re.IGNORECASE)
TEXTS = ("body", "proviso", "promise", "function", "substitute_for", "why")
DATES = ("meets_on", "requested_on", "decided_on", "read_on")
CHOICES: dict[str, type[StrEnum]] = {"basis": MandateBasis, "status": MandateStatus}
FIELDS = (*TEXTS, *DATES, *CHOICES)
ANEW = ("requested_on", "meets_on", "decided_on", "status")  # of a party whose proviso failed
SIGNED = ("promise", "proviso")  # what was read aloud, and what stands above the signature
SAID_NO = {
    MandateBasis.COLLEGE: "Het college zei",
    MandateBasis.BOARD: "Het bestuur zei",
    MandateBasis.MEMBERS: "De leden zeiden",
    MandateBasis.PROXY: "Wie een volmacht kon geven, zei",
}
RESERVES = {"proviso": "onder voorbehoud van", "substitute_for": "met volmacht, in de plaats van"}


@dataclass(frozen=True)
class Plan:
    """Whether a mandate is there in time. ``first_day`` is the first on which the party can sign.

    ``basis`` is what the kind of party makes likely as long as nobody said (``is_assumed``). ``ask_by`` is
    the last day to ask for it. ``is_in_time`` is None without a day of signing, once that is over
    (``is_over``), and while nobody said what was decided at a meeting that is past (``is_past``).
    ``is_too_early``: the meeting comes sooner than we think that takes. ``is_ahead`` says that the day of the
    decision is still to come, ``school_break`` in which one the meeting falls. Of a no (``is_refused``) the
    days are those of asking again.
    """

    basis: MandateBasis
    is_assumed: bool
    first_day: dt.date
    is_in_time: bool | None
    ask_by: dt.date | None = None
    is_decided: bool = False
    is_too_early: bool = False
    is_past: bool = False
    is_ahead: bool = False
    is_over: bool = False
    is_refused: bool = False
    school_break: str = ""


@dataclass(frozen=True)
class Reserve:
    """What a mandate for an earlier version said that this one lacks: ``field`` is one of RESERVES.

    ``function`` is who signed then, with that proxy.
    """

    party_id: int
    version: int
    field: str
    text: str
    function: str = ""

    @property
    def kept(self) -> dict[str, str]:
        """What a mandate says once this is taken over: with a proxy also who signs."""
        is_proxy = self.field == "substitute_for" and self.function
        return {self.field: self.text} | ({"function": self.function} if is_proxy else {})

    @property
    def question(self) -> str:
        """Ask whether it still holds."""
        text = self.text.rstrip(".")
        begin = RESERVES[self.field]
        said = text if text.casefold().startswith(begin) else f"{begin} {text}"
        return f"Bij versie {self.version}: {said}. Geldt dat nog?"


@dataclass(frozen=True)
class Task:
    """A task that a party takes part in: its title, in which role, and hours a week when those were said."""

    id: int
    title: str
    role: str
    hours: float | None = None


@dataclass(frozen=True)
class Sheet:
    """What one party promises: its own articles, those that name everybody, its tasks, its limits."""

    party: Named
    version: Version
    document: Document
    mandate: Mandate
    articles: tuple[Article, ...]
    shared: tuple[Article, ...]
    tasks: tuple[Task, ...]
    refused: tuple[str, ...]


def none_yet(*, party_id: int, version: int) -> Mandate:
    """Return the mandate of a party of which nothing is known."""
    return Mandate(0, party_id, version)


def of_version(tables: "Tables", version: int) -> dict[int, Mandate]:
    """Return what is known of the mandates for one version, by party id: what a party reads, and signs with.

    That a party signed follows from its signature, and is nobody's choice. Nor is that a proviso came: with
    one that was met under a signature that counts, nobody signs again. One whose proviso failed is asked
    anew: what it decided before holds no more.
    """
    known = {one.party_id: one for one in tables.mandate.where("version = ?", [version])}
    counting = [one for one in tables.signature.of(version) if one.counts]
    signed = {one.party_id for one in counting if one.has_bound}
    met = {(one.party_id, one.proviso) for one in counting if one.met_on is not None}
    failed = tables.signature.unmet(version)
    for party_id in signed | known.keys():
        one = known.get(party_id, none_yet(party_id=party_id, version=version))
        if party_id in failed:
            one = anew(one, since=failed[party_id])
        kept = MandateStatus.IN if one.status is MandateStatus.SIGNED else one.status
        status = MandateStatus.SIGNED if party_id in signed else kept
        left = "" if (party_id, one.proviso) in met else one.proviso
        known[party_id] = replace(one, status=status, proviso=left)
    return known


def reserves(tables: "Tables", version: Version) -> dict[int, list[Reserve]]:
    """Return by party id what was reserved for an earlier version, and of which nothing is said for this one.

    A new text is decided on anew, so nobody carries a reserve along without asking. It is asked no more once
    the party signed this version, or signed one in between without it, or once it was met. What a party wrote
    since its proviso failed goes before that.
    """
    counting = [one for one in tables.signature.all() if one.counts]
    signed = {(one.party_id, one.version) for one in counting}
    met = {(one.party_id, one.version) for one in counting if one.met_on is not None}
    written = {(one.party_id, one.version): one for one in tables.mandate.all()}
    known = dict(written)
    for one in counting:
        of = (one.party_id, one.version)
        said = written.get(of) or none_yet(party_id=one.party_id, version=one.version)
        since = said.proviso if one.is_unmet else ""
        known[of] = replace(said, proviso=since or one.proviso)
    earlier = [one.number for one in reversed(tables.version.all()) if one.number < version.number]
    found: dict[int, list[Reserve]] = {}
    for party_id in {party_id for party_id, _ in known}:
        if (party_id, version.number) in signed:
            continue
        now = known.get((party_id, version.number))
        for field in RESERVES:
            if now is None or not (getattr(now, field) or field in now.passed):
                passed = met if field == "proviso" else ()
                there = _reserved(field, party_id, earlier, known, signed, passed)
                found.setdefault(party_id, []).extend([there] if there else [])
    return {party_id: there for party_id, there in found.items() if there}


def _reserved(
    field: str,
    party_id: int,
    earlier: Iterable[int],
    known: Mapping[tuple[int, int], Mandate],
    signed: Container[tuple[int, int]],
    met: Container[tuple[int, int]],
) -> Reserve | None:
    for number in earlier:
        there = known.get((party_id, number))
        if (party_id, number) in met or (there is not None and field in there.passed):
            return None
        if there is not None and (text := str(getattr(there, field)).strip()):
            return Reserve(party_id, number, field, text, there.function)
        if (party_id, number) in signed:
            return None
    return None


def let_go(store: "Store", *, party_id: int, version: int, field: str) -> None:
    """Write down that what was reserved for an earlier version (RESERVES) holds no more.

    Nobody asks for it again. Raises RuleBroken for another field, NotFound as ``change`` does.
    """
    if field not in RESERVES:
        raise RuleBroken("mandate.field", field=field)
    with store.write() as tables:
        tables.party.get(party_id)
        if tables.version.numbered(version) is None:
            raise NotFound("version.unknown")
        known = tables.mandate.where("party_id = ? AND version = ?", [party_id, version])
        passed = (*(known[0].passed if known else ()), field)
        tables.mandate.put(party_id=party_id, version=version, passed=tuple(dict.fromkeys(passed)))


def change(
    store: "Store", *, party_id: int, version: int, before: Mandate | None = None, **fields: Any
) -> Mandate:
    """Change what is known of a mandate (FIELDS); a field that is not named stays.

    With ``before``, the mandate as the writer saw it, only what differs from that is changed. Raises Conflict
    when somebody else changed the same meanwhile, or when the party signed and its promise or proviso would
    change, or become a no; NotFound for a party or a version that is not there; RuleBroken for a text that is
    too long, a choice that is none or follows from a signature, a no without its day and its reason, a reason
    without a no, or for a day or a decision of before the proviso of this party failed. A yes takes the place
    of a no, that stays to be read; when its day is named, that may be the day of the no.
    """
    typed = {name: _clean(name, value) for name, value in fields.items()}
    with store.write() as tables:
        tables.party.get(party_id)
        if tables.version.numbered(version) is None:
            raise NotFound("version.unknown")
        none = none_yet(party_id=party_id, version=version)
        now = of_version(tables, version).get(party_id, none)
        if before is not None:
            typed = {name: value for name, value in typed.items() if value != getattr(before, name)}
            for name, value in typed.items():
                if getattr(now, name) not in (getattr(before, name), value):
                    raise Conflict("mandate.changed", there=_said(getattr(now, name)))
        if typed.get("status") is MandateStatus.SIGNED and now.status is not MandateStatus.SIGNED:
            raise RuleBroken("mandate.by_signing")
        is_other = any(typed.get(name, getattr(now, name)) != getattr(now, name) for name in SIGNED)
        is_other |= typed.get("status") is MandateStatus.REFUSED
        if is_other and _has_signed(tables, party_id, version):
            raise Conflict("mandate.signed")
        if not typed:
            return now
        typed |= _no(now, typed, today=tables.dossier.today(), has_day="decided_on" in fields)
        failed = tables.signature.unmet(version).get(party_id)
        if failed is not None:
            typed = _since(failed, now, typed)
        changed = tables.mandate.put(party_id=party_id, version=version, **typed)
        tables.meeting.tell_screen(ScreenView.SIGNING)  # the hall reads this promise along
        return changed


def _since(failed: dt.date, now: Mandate, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is typed with all that was asked anew, so that nothing of before comes back with it."""
    changed = replace(now, **typed)
    if anew(changed, since=failed) != changed:
        raise RuleBroken("mandate.anew", day=words.day(failed, with_year=True))
    return {name: getattr(changed, name) for name in ANEW} | dict(typed)


def _no(now: Mandate, typed: Mapping[str, Any], *, today: dt.date, has_day: bool) -> dict[str, Any]:
    """Return what else changes because of a no that is written down, or that gives way to something else.

    The day of the no is also that of a yes when somebody said so (``has_day``).
    """
    status, why = typed.get("status", now.status), typed.get("why", now.why)
    day = typed.get("decided_on", now.decided_on)
    if status is MandateStatus.REFUSED:
        if not why:
            raise RuleBroken("mandate.no_why")
        if day is None or day > today:
            raise RuleBroken("mandate.no_day")
        return {}
    if why and why != now.why:
        raise RuleBroken("mandate.why_alone")
    if now.status is MandateStatus.REFUSED and now.decided_on:
        was = (now.decided_on.isoformat(), now.why)
        is_kept = day != now.decided_on or (has_day and status is MandateStatus.IN)
        return {"why": "", "decided_on": day if is_kept else None, "earlier_noes": (*now.earlier_noes, was)}
    return {}


def noes(one: Mandate) -> list[tuple[dt.date, str]]:
    """Return every no of a party, its day and its reason: that of now, then what gave way, newest first."""
    is_no = one.status is MandateStatus.REFUSED and one.decided_on
    earlier = [(dt.date.fromisoformat(day), why) for day, why in reversed(one.earlier_noes)]
    return [*([(one.decided_on, one.why)] if is_no and one.decided_on else []), *earlier]


def forget_no(store: "Store", *, party_id: int, version: int, no: tuple[dt.date, str]) -> None:
    """Take away a no that was a mistake (its day and its reason), also when it gave way; no trace stays.

    A party of which it was the decision is asked again. Raises Conflict when that no is not there any more.
    """
    with store.write() as tables:
        now = of_version(tables, version).get(party_id, none_yet(party_id=party_id, version=version))
        found = noes(now)
        if no not in found:
            raise Conflict("mandate.no_gone")
        about = {"party_id": party_id, "version": version}
        if now.status is MandateStatus.REFUSED and found[0] == no:
            tables.mandate.put(**about, status=MandateStatus.ASKED, decided_on=None, why="")
        else:
            kept = list(now.earlier_noes)
            kept.remove((no[0].isoformat(), no[1]))
            tables.mandate.put(**about, earlier_noes=tuple(kept))
        tables.meeting.tell_screen(ScreenView.SIGNING)


def _has_signed(tables: "Tables", party_id: int, version: int) -> bool:
    """Whether a party signed a version, also when it stopped later: what was printed above it stays.

    One whose proviso was not met may sign again, with another.
    """
    return any(one.party_id == party_id and one.has_bound for one in tables.signature.of(version))


def _said(value: object) -> str:
    """Return a value as a sentence has it."""
    if isinstance(value, MandateBasis):
        return words.MANDATE_BASES[value]
    if isinstance(value, MandateStatus):
        return words.MANDATE_STATUSES[value]
    return words.field_value(value)


def _clean(name: str, value: Any) -> Any:
    if name in CHOICES:
        return CHOICES[name](value) if value else None
    if name in DATES:
        return value or None
    if name not in TEXTS:
        raise RuleBroken("mandate.field", field=name)
    text = " ".join(str(value or "").split())
    limit = MAX_PROMISE if name == "promise" else MAX_TEXT
    if len(text) > limit:
        raise RuleBroken("mandate.too_long", limit=limit)
    return text


def plan(
    mandate: Mandate,
    kind: str,
    *,
    signing_on: dt.date | None,
    today: dt.date,
    region: Region | None = None,
) -> Plan:
    """Return whether a mandate is there in time; ``kind`` is the type of the party.

    A meeting falls in a school break of its ``region``, without one in that of any region.
    """
    if mandate.status is MandateStatus.REFUSED:
        found = plan(_again(mandate), kind, signing_on=signing_on, today=today, region=region)
        return replace(found, is_refused=True)
    basis = mandate.basis or usual_basis(kind)
    is_over = signing_on is not None and signing_on < today
    signing_on = None if is_over else signing_on
    is_proxy = basis is MandateBasis.PROXY
    days = LEAD_WEEKS[basis] * DAYS_A_WEEK
    is_ahead = mandate.decided_on is not None and mandate.decided_on > today
    is_said = mandate.decided_on is not None or mandate.status is not MandateStatus.ASKED
    is_past = not is_said and mandate.meets_on is not None and mandate.meets_on < today
    meets_on = None if is_said or is_past else mandate.meets_on
    asked = mandate.requested_on or today
    ready = max(today, calendar.after(asked, work_days=days, in_recess=is_proxy))
    first = (mandate.decided_on or today) if is_said else meets_on or ready
    ask_by = None
    if signing_on is not None:
        ask_by = calendar.before(meets_on or signing_on, work_days=days, in_recess=is_proxy)
    is_in_time = first <= signing_on if signing_on and not is_past else None
    pause = calendar.school_break(mandate.meets_on, region) if mandate.meets_on else ""
    return Plan(
        basis,
        mandate.basis is None,
        first,
        is_in_time,
        ask_by,
        is_decided=is_said and not is_ahead,
        is_too_early=meets_on is not None and meets_on < ready,
        is_past=is_past,
        is_ahead=is_ahead,
        is_over=is_over,
        school_break=pause,
    )


def anew(one: Mandate, *, since: dt.date) -> Mandate:
    """Return a mandate as it is asked for again, without what was asked before a day and decided until it.

    A no of that day itself stays: it may be what made it be asked again.
    """
    before, is_no = since - calendar.DAY, one.status is MandateStatus.REFUSED
    until = {"requested_on": before, "meets_on": since, "decided_on": before if is_no else since}
    is_over = {name: (day := getattr(one, name)) is not None and day <= last for name, last in until.items()}
    over: dict[str, Any] = {name: None for name, past in is_over.items() if past}
    is_new = one.decided_on is not None and not is_over["decided_on"]
    kept = one.status if is_new else MandateStatus.ASKED
    return replace(one, status=kept, **over)


def _again(one: Mandate) -> Mandate:
    """Return a mandate that was a no as it is asked for again."""
    asked = replace(one, status=MandateStatus.ASKED)
    return anew(asked, since=one.decided_on) if one.decided_on else asked


def usual_basis(kind: str) -> MandateBasis:
    """Return who usually decides for a kind of party."""
    return USUAL_BASIS.get(PartyType(kind), MandateBasis.BOARD) if kind else MandateBasis.BOARD


def sentences(found: Plan, mandate: Mandate, *, signing_on: dt.date | None) -> list[str]:
    """Return what a plan means, each in a sentence; what stands in the way first."""
    if mandate.status is MandateStatus.SIGNED:
        return ["Deze partij tekende."]
    if found.is_refused:
        ahead = sentences(replace(found, is_refused=False), _again(mandate), signing_on=signing_on)
        again = (one.replace("Dit haalt", "Opnieuw vragen haalt", 1) for one in ahead)
        return [_said_no(found.basis, mandate), "Praat erover, en vraag het opnieuw.", *again]
    if signing_on is None:
        return ["Kies eerst de dag van het tekenen."]
    told = [] if found.is_past and not found.is_over else [_in_time(found, mandate, signing_on)]
    if found.is_ahead and mandate.decided_on:
        told.append(f"Het besluit is er nog niet: {words.date(mandate.decided_on)} moet nog komen.")
        return told
    if found.is_past and mandate.meets_on:
        day = words.date(mandate.meets_on)
        told.append(f"De vergadering van {day} is geweest. Schrijf op wat er is besloten.")
    if found.is_too_early and mandate.meets_on:
        weeks = words.counted(LEAD_WEEKS[found.basis], "week", "weken")
        day = words.date(mandate.meets_on)
        told.append(f"Meestal duurt dit {weeks}. Is het stuk op {day} rond? Vraag het na.")
    if not found.is_decided and not found.is_past and mandate.meets_on:
        told += _off(mandate.meets_on, found.school_break)
    can_ask = found.is_in_time and not found.is_decided and not found.is_too_early
    if can_ask and mandate.requested_on is None and found.ask_by:
        told.append(f"Vraag het uiterlijk {words.day(found.ask_by)}.")
    return told


def decided_no(mandate: Mandate, party: Named) -> str:
    """Return who said no for a party, when and why, in a sentence."""
    return _said_no(mandate.basis or usual_basis(party.kind), mandate)


def _said_no(basis: MandateBasis, mandate: Mandate) -> str:
    body = ARTICLE.sub(lambda found: found[0].lower(), mandate.body)
    # No verb with a name that was typed: that may be of one or of many.
    who = f"Nee van {body}" if body else f"{SAID_NO[basis]} nee"
    day = f" op {words.date(mandate.decided_on, with_year=True)}" if mandate.decided_on else ""
    return f"{who}{day}: ‘{mandate.why.rstrip('.')}’."


def earlier_noes(mandate: Mandate) -> list[str]:
    """Return each no that gave way to something else, in a sentence; the oldest first."""
    return [
        f"Eerder was het nee, op {words.date(dt.date.fromisoformat(day), with_year=True)}: "
        f"‘{why.rstrip('.')}’."
        for day, why in mandate.earlier_noes
    ]


def _in_time(found: Plan, mandate: Mandate, signing_on: dt.date) -> str:
    if found.is_over:
        return f"{words.date(signing_on, with_year=True)} is voorbij. Kies een nieuwe dag om te tekenen."
    if not found.is_in_time:
        first = words.day(found.first_day, with_year=True)
        return f"Dit haalt {words.date(signing_on)} niet. De eerste dag die wel kan: {first}."
    if found.is_decided:
        asked = "" if mandate.decided_on else " Vul nog in van welke dag het is."
        return f"Het besluit is er.{asked}"
    return f"Dit haalt {words.date(signing_on)}."


def _off(meets_on: dt.date, school_break: str) -> list[str]:
    """Return a question about a day on which many bodies do not meet; none about any other."""
    day = words.date(meets_on)
    if not calendar.is_work_day(meets_on):
        return [f"{day} is een vrije dag of valt in het zomerreces. Klopt dat?"]
    return [f"{day} valt in de {school_break}. Klopt dat?"] if school_break else []


def lacks_legal_form(party: Named) -> bool:
    """Whether a party may be a group of people that cannot promise anything as a group.

    Judged by its kind, and by whether its name says what it is. What is still being founded is nothing yet.

    >>> lacks_legal_form(Named(1, "Huiseigenaren Koppelstraat", "eigenaren"))
    True
    >>> lacks_legal_form(Named(1, "Stichting Wereldvrouwen", "zelforganisatie"))
    False
    """
    if BEING_FOUNDED.search(party.name):
        return True
    return party.kind not in HAVE_LEGAL_FORM and LEGAL_FORM.search(party.name) is None


NO_LEGAL_FORM = (
    "Heeft deze groep geen vereniging, stichting, coöperatie of bv, of is die nog in oprichting? "
    "Dan kan de groep zelf niets beloven. "
    "Wie tekent, tekent voor zichzelf en voor wie een volmacht gaf. Schrijf op wie dat zijn."
)


def sheets(tables: "Tables", version: Version) -> list[Sheet]:
    """Return what every party of a frozen version promises, in the order of the document.

    Raises Conflict when the stored text is not what was frozen.
    """
    document = agreement.checked(tables, version)
    known = of_version(tables, version.number)
    parts, titles = tables.role_part.all(), {one.id: one.title for one in tables.task.all()}
    return [
        _sheet(party, version, document, known, [one for one in parts if one.party_id == party.id], titles)
        for party in document.parties
    ]


def sheet(tables: "Tables", version: Version, party_id: int) -> Sheet:
    """Return what one party promises; raises NotFound for one that does not sign this version."""
    found = next((one for one in sheets(tables, version) if one.party.id == party_id), None)
    if found is None:
        raise NotFound("mandate.party")
    return found


def _sheet(
    party: Named,
    version: Version,
    document: Document,
    known: Mapping[int, Mandate],
    parts: Iterable[RolePart],
    titles: Mapping[int, str],
) -> Sheet:
    parts = list(parts)
    of = [one for one in parts if one.task_id in titles]
    hours = {(one.task_id, one.role): one.hours for one in of if one.hours}
    tasks = [
        Task(one.task_id, titles[one.task_id], one.role, one.hours or hours.get((one.task_id, one.role)))
        for one in of
        if one.stance is Stance.AGREED and one.task_id is not None
    ]
    refused = [
        one.text or titles[one.task_id or 0]
        for one in parts
        if one.stance is Stance.NOT and (one.task_id is None or one.task_id in titles)
    ]
    none = none_yet(party_id=party.id, version=version.number)
    mandate = known.get(party.id, none)
    articles, shared = promised(document, party.id)
    return Sheet(party, version, document, mandate, articles, shared, tuple(tasks), tuple(refused))


def promised(document: Document, party_id: int) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
    """Return the articles that name a party and not everybody, and those that name every party.

    A party that only promises what all promise, has that as its own.
    """
    found = document.promises(party_id)
    own = tuple(one for one in found if not document.everybody <= set(one.parties))
    shared = tuple(one for one in found if one not in own)
    return (own, shared) if own else (shared, ())


def read_aloud(document: Document, party_id: int, known: Mandate | None) -> tuple[str, ...]:
    """Return what a party reads aloud: its short promise, else each of its own articles.

    One that no article names says that it takes part.
    """
    if known is not None and known.promise:
        return (known.promise,)
    return tuple(one.text for one in promised(document, party_id)[0]) or (taking_part(document),)


def taking_part(document: Document) -> str:
    """Return what a party promises that no article names: it joined what the others agreed."""
    return f"Wij doen mee met deze afspraken, zoals ze in versie {document.version} staan."
