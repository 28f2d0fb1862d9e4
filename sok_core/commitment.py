"""Commitments: what is followed, from a signed clause, from a project or by hand, and who leads it."""

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sok_core import agreement, clause_merge, consent, notice, road_agreed, signature, together, words
from sok_core.agreement import Article
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.lead_change import has_lead, last
from sok_core.model import (
    Commitment,
    CommitmentKind,
    Direction,
    LeadChange,
    Rhythm,
    RoleKind,
)
from sok_core.note import without_personal_data
from sok_core.role import agreed

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_TITLE, MAX_TEXT, MAX_UNIT = 160, 300, 40
SHARE = "%"  # the unit of a part of a whole
PARTS_OF = {  # how people write that, by what it is a part of
    100: re.compile(r"%|\b(pro|per)cent|\bpct\b", re.IGNORECASE),
    1000: re.compile(r"‰|\bpro ?mille", re.IGNORECASE),
}
MOST_STEPS = 30
MOST = 1_000_000_000
FIELDS = {
    "title": "Afspraak",
    "helper_ids": "Wie helpt mee?",
    "contact_role": "Wie spreek je erover? (functie)",
    "kind": "Hoe zie je dat het vooruitgaat?",
    "indicator": "Wat tellen jullie?",
    "unit": "Waarin?",
    "baseline": "Waar begint het?",
    "target": "Waar moet het heen?",
    "direction": "Omhoog of omlaag?",
    "steps": "Welke stappen?",
    "means": "Met welke middelen?",
    "starts_on": "Begin",
    "due": "Klaar op",
    "check_every": "Hoe vaak laat je weten hoe het gaat?",
    "aim_ids": "Welke waarde of welk doel dient het?",
}
CHOICES = {"kind": CommitmentKind, "direction": Direction, "check_every": Rhythm}
NUMBERS = ("baseline", "target")
DATES = ("starts_on", "due")
IDS = ("helper_ids", "aim_ids")
LIMITS = {"title": MAX_TITLE, "unit": MAX_UNIT}


def add(store: "Store", *, title: str, owner_id: int, starts_on: dt.date, **fields: Any) -> Commitment:
    """Add a commitment by hand (FIELDS); its owner is exactly one party.

    Raises RuleBroken when a field cannot be or its owner stopped, Conflict when there is one with this title,
    NotFound for a party that is not there.
    """
    with store.write() as tables:
        return _add(tables, {"title": title, "starts_on": starts_on} | fields, owner_id=owner_id)


def promise(store: "Store", *, clause_id: int, owner_id: int | None = None, **fields: Any) -> Commitment:
    """Follow what a clause that was signed promises, and keep the link to it.

    What is not given comes from the clause: see ``from_clause``. Raises Conflict for a clause that was not
    signed, and for an owner that it names and that did not sign, RuleBroken when it names no party or several
    and none was chosen, or when the owner stopped.
    """
    with store.write() as tables:
        found = from_clause(tables, clause_id)
        if owner_id in set(signed(tables)[clause_id].parties) - set(found["owner_ids"]):
            raise Conflict("commitment.not_bound")
        return _begun(tables, found | fields, owner_id)


def promise_project(
    store: "Store", *, project_id: int, today: dt.date, owner_id: int | None = None, **fields: Any
) -> Commitment:
    """Follow a project, and keep the link to it; raises as ``promise`` does."""
    with store.write() as tables:
        return _begun(tables, from_project(tables, project_id, today=today) | fields, owner_id)


def from_clause(tables: "Tables", clause_id: int) -> dict[str, Any]:
    """Return what a signed clause says of its commitment: title, who may lead, means, days and aims.

    It begins on the day of signing. ``owner_ids`` are the parties that it names and that it binds: they
    signed what is in force, and did not stop. Raises Conflict when it is not in force, or binds nobody that
    it names. What a draft says of it by now does not matter.
    """
    tables.clause.get(clause_id)
    article, version = signed(tables).get(clause_id), consent.signed_version(tables)
    if article is None or version is None:
        raise Conflict("commitment.unsigned")
    owners, clauses = among(bound(tables), article), road_agreed.read(tables, tables.clause.all()).clauses
    if article.parties and not owners:
        raise Conflict("commitment.not_bound")
    return {
        "clause_id": clause_id,
        "version": version.number,
        "project_id": clause_merge.first(clauses, clause_id, "project_id"),
        "title": words.shortened(article.text, MAX_TITLE),
        "owner_ids": owners,
        "means": article.means[:MAX_TEXT],
        "starts_on": _begins(signed_on(tables), agreement.due_of(article)),
        "due": agreement.due_of(article),
        "aim_ids": article.aims,
    }


def from_project(tables: "Tables", project_id: int, *, today: dt.date) -> dict[str, Any]:
    """Return what a project says of its commitment; ``owner_ids`` are its leads, as was agreed.

    It begins when the project does, else today.
    """
    one = tables.project.get(project_id)
    roles = agreed(tables.role_part.where("project_id = ?", [project_id]))
    return {
        "project_id": project_id,
        "title": words.shortened(one.done_when or one.goal or one.title, MAX_TITLE),
        "owner_ids": roles.get(RoleKind.LEAD, ()),
        "helper_ids": roles.get(RoleKind.EXECUTOR, ()),
        "means": one.means,
        "starts_on": _begins(one.starts_on or today, one.ends_on),
        "due": one.ends_on,
        "aim_ids": one.aim_ids,
    }


def signed(tables: "Tables") -> dict[int, Article]:
    """Return by clause id the articles of the agreement that is in force."""
    version = consent.signed_version(tables)
    document = agreement.opened(version) if version else None
    articles = document.articles if document else []
    return {one.clause_id: one for one in articles if not one.is_withdrawn}


def signed_on(tables: "Tables") -> dt.date:
    """Return on which day the agreement that is in force was signed; raises Conflict when none was."""
    version = consent.signed_version(tables)
    if version is None:
        raise Conflict("commitment.unsigned")
    return min(signature.day_of(one) for one in tables.signature.of(version.number) if one.counts)


def to_promise(tables: "Tables") -> list[Article]:
    """Return the articles in force that nobody follows yet, each with the parties that it binds, in order.

    One that binds nobody is left out: see ``unbound``.
    """
    binds = bound(tables)
    found = ((one, among(binds, one)) for one in _not_followed(tables))
    return [replace(one, parties=owners) for one, owners in found if owners]


def unbound(tables: "Tables") -> list[Article]:
    """Return the articles in force that nobody follows yet, of parties that did not sign, or stopped."""
    binds = bound(tables)
    return [one for one in _not_followed(tables) if not among(binds, one)]


def _not_followed(tables: "Tables") -> list[Article]:
    """Return the articles in force that name a party and that nobody follows yet, in their order."""
    followed = {one.clause_id for one in tables.commitment.all()}
    return [one for one in signed(tables).values() if one.parties and one.clause_id not in followed]


def bound(tables: "Tables") -> set[int]:
    """Return the parties that signed the agreement in force, and did not stop."""
    version, today = consent.signed_version(tables), tables.dossier.today()
    signatures = tables.signature.of(version.number) if version else []
    return {one.party_id for one in signatures if one.holds(today)}


def among(parties: set[int], article: Article) -> tuple[int, ...]:
    """Return those of some parties that an article names, in its order."""
    return tuple(one for one in article.parties if one in parties)


def change(store: "Store", *, commitment_id: int, before: Commitment, **fields: Any) -> Commitment:
    """Change a commitment (FIELDS); raises Conflict when somebody changed the same since ``before`` was read.

    Raises RuleBroken when the fields do not fit together, or when a number that was told would come to say
    something else. Who leads it changes with ``take_over``, so that it is kept who led it before.
    """
    with store.write() as tables:
        return change_in(tables, commitment_id, before=before, **fields)


def change_in(tables: "Tables", commitment_id: int, *, before: Commitment, **fields: Any) -> Commitment:
    """Change a commitment inside a transaction that goes on; raises as ``change`` does."""
    now = tables.commitment.get(commitment_id)
    changed, clash = together.changed(clean(fields), before=vars(before), now=vars(now))
    if clash:
        raise Conflict("commitment.changed", field=FIELDS[clash])
    if "title" in changed:
        _must_be_new(tables, changed["title"], but=commitment_id)
    whole = checked({name: getattr(now, name) for name in FIELDS} | changed)
    _must_be_there(tables, whole["helper_ids"], whole["aim_ids"])
    _must_keep_numbers(tables, now, whole)
    differs = {name: each for name, each in whole.items() if each != getattr(now, name)}
    if "due" in differs and now.due is not None:
        differs["was_due"] = max(now.due, now.was_due or now.due)
    return tables.commitment.update(commitment_id, **differs) if differs else now


def take_over(
    store: "Store", *, commitment_id: int, party_id: int, on: dt.date, today: dt.date, why: str = ""
) -> Commitment:
    """Let a party lead a commitment from a day on; whom to speak with of another party goes out with that.

    Raises Conflict when it does already, RuleBroken for a party that stopped, and for a day that must still
    come, or that lies before the last change of its lead.
    """
    with store.write() as tables:
        return take_over_in(tables, commitment_id, party_id=party_id, on=on, today=today, why=why)


def take_over_in(
    tables: "Tables", commitment_id: int, *, party_id: int, on: dt.date, today: dt.date, why: str
) -> Commitment:
    """Let a party lead a commitment inside a transaction that goes on; raises as ``take_over`` does."""
    one = tables.commitment.get(commitment_id)
    tables.party.get(party_id)
    notice.must_be_bound(tables, party_id, today=today)
    changes = tables.lead_change.of(commitment_id)
    if party_id == one.owner_id and has_lead(changes, today=today):
        raise Conflict("commitment.leads_already")
    _must_come_next(changes, on, today)
    _write_lead(tables, one, party_id=party_id, on=on, why=why)
    helpers = tuple(each for each in one.helper_ids if each != party_id)
    role = one.contact_role if party_id == one.owner_id else ""  # then that of the party itself counts
    now = tables.commitment.update(commitment_id, owner_id=party_id, helper_ids=helpers, contact_role=role)
    notice.keep(tables, now, today=today)
    return now


def stop_leading(
    store: "Store", *, commitment_id: int, on: dt.date, today: dt.date, why: str = ""
) -> LeadChange:
    """Let nobody lead a commitment from a day on: it looks for a lead, and is never late meanwhile.

    Raises Conflict when nobody leads it already, RuleBroken as ``take_over`` does.
    """
    with store.write() as tables:
        one = tables.commitment.get(commitment_id)
        changes = tables.lead_change.of(commitment_id)
        if not has_lead(changes, today=today):
            raise Conflict("commitment.no_lead")
        _must_come_next(changes, on, today)
        return _write_lead(tables, one, party_id=None, on=on, why=why)


def remove(store: "Store", *, commitment_id: int) -> None:
    """Remove a commitment that was made by mistake; raises Conflict once anything was said of it."""
    with store.write() as tables:
        if tables.update.of(commitment_id) or tables.lead_change.of(commitment_id):
            raise Conflict("commitment.spoken_of")
        tables.commitment.delete(commitment_id)


def by_when(one: Commitment) -> str:
    """Return in words by when a commitment has to be done.

    >>> one = Commitment(1, 1, "Koffie", 1, dt.date(2026, 1, 1))
    >>> by_when(one), by_when(replace(one, kind=CommitmentKind.YES_NO))
    ('doorlopend', 'geen dag')
    >>> by_when(replace(one, due=dt.date(2026, 3, 1)))
    '1 maart 2026'
    """
    if one.due is not None:
        return words.date(one.due, with_year=True)
    return "doorlopend" if one.kind is CommitmentKind.ONGOING else "geen dag"


def begins_at(one: Commitment) -> float | None:
    """Return the number at which a commitment begins: 0 when none is given, and None when it has to go down.

    What has to go down begins above its target, and nobody knows how far above.
    """
    return 0.0 if one.baseline is None and one.direction is Direction.UP else one.baseline


def progress(one: Commitment, value: float | None) -> int | None:
    """Return how far a value is from begin to target, in percent from 0 to 100; None when that says nothing.

    >>> from sok_core.model import CommitmentKind
    >>> one = Commitment(1, 1, "Schimmel", 1, dt.date(2026, 1, 1), baseline=35, target=90)
    >>> progress(one, 58), progress(one, 33), progress(one, 95), progress(one, None)
    (42, 0, 100, None)
    """
    start, end = begins_at(one), one.target
    if value is None or start is None or end is None or end == start:
        return None
    return round(100 * min(max((value - start) / (end - start), 0.0), 1.0))


def amount(one: Commitment, value: float) -> str:
    """Return a number with what it counts, never one of it in the plural.

    People write a unit as they like, and nobody knows its singular: of a 1 it stands before the number.

    >>> from sok_core.model import CommitmentKind
    >>> one = Commitment(1, 1, "Bomen", 1, dt.date(2026, 1, 1), kind=CommitmentKind.NUMBER, unit="bomen")
    >>> amount(one, 7.5), amount(one, 1), amount(replace(one, unit="%"), 1), amount(replace(one, unit=""), 1)
    ('7,5 bomen', 'bomen: 1', '1 %', '1')
    >>> amount(replace(one, kind=CommitmentKind.STEPS), 1), amount(replace(one, kind=CommitmentKind.STEPS), 2)
    ('1 stap', '2 stappen')
    """
    unit, is_one = one.unit, value == 1
    if one.kind is CommitmentKind.STEPS:
        unit = "stap" if is_one else "stappen"
    elif is_one and unit and not _part_of(unit):
        return f"{unit}: {words.exact(value)}"
    return f"{words.exact(value)} {unit}".strip()


def impersonal(one: Commitment) -> Commitment:
    """Return a commitment as a paper shows it: no phone number, mail address or postcode in its words.

    >>> impersonal(Commitment(1, 1, "Bel 06-12345678", 1, dt.date(2026, 1, 1))).title
    'Bel –'
    """
    title, indicator, means = map(without_personal_data, (one.title, one.indicator, one.means))
    steps = tuple(map(without_personal_data, one.steps))
    return replace(one, title=title, indicator=indicator, means=means, steps=steps)


def steps_in_a_line(one: Commitment) -> str:
    """Return the steps of a commitment, each with its number; empty when it has none.

    >>> one = Commitment(1, 1, "Bomen", 1, dt.date(2026, 1, 1), steps=("Graven", "Planten"))
    >>> steps_in_a_line(one)
    '1. Graven · 2. Planten'
    """
    return " · ".join(f"{number}. {step}" for number, step in enumerate(one.steps, 1))


def expected(one: Commitment, day: dt.date) -> float | None:
    """Return where a value would be on a day on a straight line from begin to target; None without a line.

    >>> one = Commitment(1, 1, "Bomen", 1, dt.date(2026, 1, 1), target=10, due=dt.date(2026, 1, 11))
    >>> expected(one, dt.date(2026, 1, 6)), expected(one, dt.date(2026, 2, 1))
    (5.0, 10.0)
    """
    start = begins_at(one)
    if start is None or one.target is None or one.due is None or one.due <= one.starts_on:
        return None
    share = min(max((day - one.starts_on) / (one.due - one.starts_on), 0.0), 1.0)
    return start + share * (one.target - start)


def clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields (FIELDS) as they are kept; raises RuleBroken: no title, too long, no number."""
    return {name: _cleaned(name, each) for name, each in fields.items()}


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return clean fields that fit together; raises RuleBroken when they do not.

    What a kind decides is filled in: a yes or no goes from 0 to 1, steps from 0 to how many there are.
    """
    found = dict(values)
    kind = found.get("kind", CommitmentKind.ONGOING)
    if kind is CommitmentKind.STEPS and not found.get("steps"):
        raise RuleBroken("commitment.steps")
    if kind is CommitmentKind.NUMBER and (found.get("target") is None or not found.get("indicator")):
        raise RuleBroken("commitment.target")
    found |= _of_kind(kind, found)
    if found.get("due") and found["due"] < found["starts_on"]:
        raise RuleBroken("commitment.dates")
    _check_direction(found)
    return found


def _begins(day: dt.date, due: dt.date | None) -> dt.date:
    """Return a day to begin: not after the day on which it has to be done."""
    return min(day, due) if due else day


def _begun(tables: "Tables", found: dict[str, Any], owner_id: int | None) -> Commitment:
    """Add what a clause or a project promises: of the parties that it names one leads, the others help.

    Who stopped by now, or whose proviso failed, does not help.
    """
    named = found.pop("owner_ids")
    if owner_id is None:
        if len(named) != 1:
            raise RuleBroken("commitment.owner")
        (owner_id,) = named
    gone = tables.signature.let_go(tables.dossier.today())
    helpers = dict.fromkeys((*found.get("helper_ids", ()), *named))
    found["helper_ids"] = tuple(each for each in helpers if each not in gone)
    return _add(tables, found, owner_id=owner_id)


def _add(tables: "Tables", fields: Mapping[str, Any], *, owner_id: int) -> Commitment:
    links = {name: fields[name] for name in ("clause_id", "version", "project_id") if name in fields}
    values = checked(clean({name: each for name, each in fields.items() if name not in links}))
    helpers = tuple(each for each in values.get("helper_ids", ()) if each != owner_id)
    _must_be_there(tables, (owner_id, *helpers), values.get("aim_ids", ()))
    _must_be_new(tables, values["title"])
    today = tables.dossier.today()
    notice.must_be_bound(tables, owner_id, today=today)
    added = tables.commitment.add(**values | links | {"owner_id": owner_id, "helper_ids": helpers})
    notice.keep(tables, added, today=today)
    return added


def _write_lead(
    tables: "Tables", one: Commitment, *, party_id: int | None, on: dt.date, why: str
) -> LeadChange:
    why = _text("why", why)
    return tables.lead_change.add(
        commitment_id=one.id, was_id=one.owner_id, party_id=party_id, on=on, why=why
    )


def _must_come_next(changes: Sequence[LeadChange], on: dt.date, today: dt.date) -> None:
    if on > today:
        raise RuleBroken("update.future")
    before = last(changes, today=today)
    if before is not None and on < before.on:
        raise RuleBroken("commitment.lead_day")


def _of_kind(kind: CommitmentKind, values: Mapping[str, Any]) -> dict[str, Any]:
    if kind is CommitmentKind.YES_NO:
        return {"baseline": 0.0, "target": 1.0, "direction": Direction.UP, "steps": ()}
    if kind is CommitmentKind.STEPS:
        return {"baseline": 0.0, "target": float(len(values["steps"])), "direction": Direction.UP}
    if kind is CommitmentKind.ONGOING:
        return {"baseline": None, "target": None, "steps": ()}
    return {"steps": ()}


def _check_direction(values: Mapping[str, Any]) -> None:
    start, end = values.get("baseline"), values.get("target")
    if start is None or end is None:
        return
    is_up = values.get("direction", Direction.UP) is Direction.UP
    if start == end or (end > start) is not is_up:
        raise RuleBroken("commitment.direction")


def _cleaned(name: str, value: Any) -> Any:
    if name in CHOICES:
        return _choice(name, value)
    if name in NUMBERS:
        return number(value)
    if name in DATES:
        if name == "starts_on" and value is None:
            raise RuleBroken("commitment.starts_on")
        return value
    if name in IDS:
        return tuple(dict.fromkeys(value or ()))
    if name == "steps":
        return _steps(value)
    text = _text(name, value)
    if name == "title" and not text:
        raise RuleBroken("commitment.empty")
    return text


def number(value: Any) -> float | None:
    """Return a number as it is kept, None for none; a text is read as Dutch people write it.

    Raises RuleBroken for what is no number, or too large.
    """
    if value is None or value == "":
        return None
    found = words.as_decimal(value) if isinstance(value, str) else float(value)
    if found is None or not math.isfinite(found) or abs(found) > MOST:
        raise RuleBroken("commitment.number")
    return found


def _choice(name: str, value: Any) -> Any:
    try:
        return CHOICES[name](value)
    except ValueError as error:
        raise RuleBroken("commitment.choice", field=FIELDS[name]) from error


def _steps(value: Any) -> tuple[str, ...]:
    found = tuple(filter(None, (_text("steps", each) for each in value or ())))
    if len(found) > MOST_STEPS:
        raise RuleBroken("commitment.too_many_steps", limit=MOST_STEPS)
    return found


def _text(name: str, value: Any) -> str:
    text = " ".join(str(value or "").split())
    limit = LIMITS.get(name, MAX_TEXT)
    if len(text) > limit:
        raise RuleBroken("commitment.too_long", limit=limit)
    return text


def _must_be_there(tables: "Tables", party_ids: tuple[int, ...], aim_ids: tuple[int, ...]) -> None:
    if set(party_ids) - {one.id for one in tables.party.all()}:
        raise NotFound("party.unknown")
    if set(aim_ids) - {one.id for one in tables.aim.where()}:
        raise NotFound("aim.unknown")


def _must_keep_numbers(tables: "Tables", one: Commitment, values: Mapping[str, Any]) -> None:
    """Raise RuleBroken when a number that was told would be of another kind, or more than all the steps.

    People may put a unit in other words, but a count is no share.
    """
    told = [each.value for each in tables.update.standing(one.id) if each.value is not None]
    if told and (values["kind"], _part_of(values["unit"])) != (one.kind, _part_of(one.unit)):
        raise RuleBroken("commitment.counted")
    if told and one.kind is CommitmentKind.STEPS and len(values["steps"]) < max(told):
        raise RuleBroken("commitment.steps_told", limit=int(max(told)))


def _part_of(unit: str) -> int:
    """Return of how many a unit is a share; 0 when it is none."""
    return next((whole for whole, written in PARTS_OF.items() if written.search(unit)), 0)


def _must_be_new(tables: "Tables", title: str, *, but: int | None = None) -> None:
    called = title.casefold()
    if any(one.title.casefold() == called and one.id != but for one in tables.commitment.all()):
        raise Conflict("commitment.there", name=title)
