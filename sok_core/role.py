"""Roles: who offers to do what, who is expected to, what was agreed, and where these do not meet.

Six plain questions stand in the place of RASCI. A pair of residents and an organisation leads as one, and who
has to be kept informed is never missed.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sok_core import words
from sok_core.errors import Conflict, RuleBroken
from sok_core.family import FAMILY_OF, Family
from sok_core.model import (
    Capacity,
    Channel,
    DecisionKind,
    DecisionStatus,
    Group,
    MeetingStatus,
    Party,
    PartyStatus,
    PartyType,
    RoleKind,
    RolePart,
    Stance,
    Step,
    Task,
)

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MOST_LEADS = 3  # of one group of volunteers
MOST_HOURS = 80
MAX_TEXT = 200
AGENDA_MINUTES = 10
RESIDENTS = (
    PartyType.RESIDENTS_INITIATIVE,
    PartyType.SELF_ORGANISATION,
    PartyType.ENERGY_COOPERATIVE,
    PartyType.TENANTS_ASSOCIATION,
    PartyType.OWNERS_ASSOCIATION,
    PartyType.HOME_OWNERS,
)
SHARED = (RoleKind.CO_DECIDER, RoleKind.INFORMED)  # one more of these takes nobody's place


class MismatchKind(StrEnum):
    """Where what is offered, expected and agreed do not meet; for the facilitator only."""

    NO_LEAD = "geen_trekker"
    TWO_LEADS = "twee_trekkers"
    CONTRADICTED = "afgesproken_en_geweigerd"
    REFUSED = "verwacht_en_geweigerd"
    NOT_OFFERED = "verwacht_niet_aangeboden"
    NOT_WANTED = "aangeboden_niet_gewenst"
    OVERLOADED = "overvraagde_vrijwilligers"
    ABSENT = "afwezige_meebeslisser"


@dataclass(frozen=True)
class Mismatch:
    """One thing to talk about. ``task_ids`` is one task, or all that one group leads.

    ``text`` is for the facilitator; ``item`` is what may stand on an agenda: it blames nobody.
    """

    kind: MismatchKind
    task_ids: tuple[int, ...]
    party_ids: tuple[int, ...]
    role: RoleKind
    text: str
    item: str


@dataclass(frozen=True)
class Load:
    """What one party does in tasks: its agreed roles by task, what it does not do, hours a week offered."""

    party: Party
    roles: tuple[tuple[int, RoleKind], ...]
    refused: tuple[RolePart, ...]
    hours: float
    is_volunteer: bool


def say(
    store: "Store",
    *,
    party_id: int,
    role: RoleKind,
    stance: Stance,
    now: dt.datetime,
    task_id: int | None = None,
    group: Group | None = None,
    capacity: Capacity | None = None,
    hours: float | None = None,
    text: str = "",
    channel: Channel = Channel.FACILITATOR,
) -> RolePart:
    """Write down one role of a party as somebody said it; saying it again puts it right.

    Raises NotFound for an unknown party or task, RuleBroken for impossible hours or a refusal without text.
    """
    with store.write() as tables:
        return put(
            tables,
            party_id=party_id,
            role=role,
            stance=stance,
            now=now,
            task_id=task_id,
            group=group,
            capacity=capacity,
            hours=hours,
            text=text,
            channel=channel,
        )


def put(
    tables: "Tables",
    *,
    party_id: int,
    role: RoleKind,
    stance: Stance,
    now: dt.datetime,
    task_id: int | None = None,
    group: Group | None = None,
    capacity: Capacity | None = None,
    hours: float | None = None,
    text: str = "",
    meeting_id: int | None = None,
    channel: Channel = Channel.FACILITATOR,
    device: str = "",
) -> RolePart:
    """Write down one role inside a transaction that goes on; raises as ``say`` does."""
    text = " ".join(text.split())
    _check(stance, text, hours)
    tables.party.get(party_id)
    if task_id is not None:
        task = tables.task.get(task_id)
        meeting_id = meeting_id or task.meeting_id
    told = {"group": group, "capacity": capacity, "hours": hours, "text": text, "channel": channel}
    for one in tables.role_part.where("task_id IS ? AND project_id IS NULL", [task_id]):
        same = (one.party_id, one.role, one.stance, one.device) == (party_id, role, stance, device)
        if same and (stance is not Stance.EXPECTED or one.group is group):
            return tables.role_part.update(one.id, **told)
    return tables.role_part.add(
        party_id=party_id,
        role=role,
        stance=stance,
        task_id=task_id,
        meeting_id=meeting_id,
        device=device,
        created_at=now,
        **told,
    )


def say_all(store: "Store", rows: Sequence[Mapping[str, Any]], *, now: dt.datetime) -> int:
    """Write down many rows (``put``), all of them or none; return how many.

    Raises RuleBroken ``role.rows`` with ``rows``, counted from 1, that lack a task, a party or a role.
    """
    needed = ("task_id", "party_id", "role")
    wrong = [number for number, row in enumerate(rows, 1) if None in [row.get(name) for name in needed]]
    if wrong:
        raise RuleBroken("role.rows", rows=tuple(wrong))
    with store.write() as tables:
        for row in rows:
            put(tables, now=now, **row)
    return len(rows)


def refuse(store: "Store", *, party_id: int, text: str, now: dt.datetime) -> RolePart:
    """Write down what a party does not do, whatever the task; raises as ``say`` does."""
    text = " ".join(text.split())
    _check(Stance.NOT, text, None)
    with store.write() as tables:
        tables.party.get(party_id)
        return tables.role_part.add(
            party_id=party_id, role=RoleKind.EXECUTOR, stance=Stance.NOT, text=text, created_at=now
        )


def _check(stance: Stance, text: str, hours: float | None) -> None:
    if stance is Stance.NOT and not text:
        raise RuleBroken("role.refused_empty")
    if len(text) > MAX_TEXT:
        raise RuleBroken("role.too_long", limit=MAX_TEXT)
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        raise RuleBroken("role.hours", limit=MOST_HOURS)


def take_back(store: "Store", *, role_part_id: int) -> None:
    """Take away what was written down by mistake; raises NotFound."""
    with store.write() as tables:
        tables.role_part.delete(role_part_id)


def agree(
    store: "Store",
    *,
    chosen: Mapping[RoleKind, Collection[int]],
    before: Mapping[RoleKind, Collection[int]],
    now: dt.datetime,
    task_id: int | None = None,
    project_id: int | None = None,
) -> None:
    """Set which parties have which role in one task or one project; only what differs is touched.

    ``before`` is what the writer saw. Raises Conflict when somebody else agreed on the same role meanwhile.
    """
    with store.write() as tables:
        parts = _of_subject(tables, task_id, project_id)
        there = agreed(parts)
        for role, wanted in chosen.items():
            seen, stands = set(before.get(role, ())), set(there.get(role, ()))
            if set(wanted) == seen:
                continue
            if stands not in (seen, set(wanted)):
                names = {one.id: one.short_name for one in tables.party.all()}
                now_there = ", ".join(names[each] for each in there.get(role, ())) or "niemand"
                raise Conflict("role.changed", field=words.ROLE_KINDS[role], there=now_there)
            _agree(tables, parts, role, stands, set(wanted), now, task_id, project_id)


def _agree(
    tables: "Tables",
    parts: Sequence[RolePart],
    role: RoleKind,
    there: set[int],
    wanted: set[int],
    now: dt.datetime,
    task_id: int | None,
    project_id: int | None,
) -> None:
    for one in parts:
        if one.stance is Stance.AGREED and one.role is role and one.party_id not in wanted:
            tables.role_part.delete(one.id)
    for party_id in sorted(wanted - there):
        tables.party.get(party_id)
        offer = next(
            (
                one
                for one in parts
                if (one.party_id, one.role, one.stance) == (party_id, role, Stance.OFFERED)
            ),
            None,
        )
        tables.role_part.add(
            party_id=party_id,
            role=role,
            stance=Stance.AGREED,
            task_id=task_id,
            project_id=project_id,
            capacity=offer.capacity if offer else None,
            hours=offer.hours if offer else None,
            created_at=now,
        )


def _of_subject(tables: "Tables", task_id: int | None, project_id: int | None) -> list[RolePart]:
    if task_id is not None:
        tables.task.get(task_id)
        return tables.role_part.where("task_id = ?", [task_id])
    tables.project.get(project_id or 0)
    return tables.role_part.where("project_id = ?", [project_id])


def agreed(parts: Iterable[RolePart]) -> dict[RoleKind, tuple[int, ...]]:
    """Return which parties have which role by agreement, in the order in which they were agreed."""
    return by_role(parts, Stance.AGREED)


def by_role(parts: Iterable[RolePart], stance: Stance) -> dict[RoleKind, tuple[int, ...]]:
    """Return by role the parties of which this is said, each once."""
    found: dict[RoleKind, dict[int, None]] = {}
    for one in parts:
        if one.stance is stance:
            found.setdefault(one.role, {})[one.party_id] = None
    return {role: tuple(found[role]) for role in RoleKind if role in found}


def refused(parts: Iterable[RolePart]) -> dict[tuple[int, RoleKind], list[str]]:
    """Return what each party says that it does not do, by party and role, in its own words."""
    found: dict[tuple[int, RoleKind], list[str]] = {}
    for one in parts:
        if one.stance is Stance.NOT:
            found.setdefault((one.party_id, one.role), []).append(one.text)
    return found


def is_lead_pair(leads: Collection[int], parties: Mapping[int, Party]) -> bool:
    """Whether these lead as one: a single party, or residents together with an organisation."""
    if len(leads) < 2:
        return True
    sides = [parties[each].type in RESIDENTS for each in leads if each in parties]
    return len(sides) == 2 and sides[0] != sides[1]


def is_volunteer(party: Party, parts: Iterable[RolePart]) -> bool:
    """Whether a party does its work unpaid: as is known of it, else as it offered, else as its kind does."""
    if party.capacity is not None:
        return party.capacity is Capacity.VOLUNTEER
    said = {one.capacity for one in parts if one.party_id == party.id and one.capacity is not None}
    if said:
        return said == {Capacity.VOLUNTEER}
    return FAMILY_OF[party.type] is Family.RESIDENTS


def mismatches(
    tasks: Sequence[Task],
    parts: Sequence[RolePart],
    parties: Iterable[Party],
    *,
    present: Mapping[int, Collection[int]] | None = None,
    gone: Collection[int] = (),
) -> list[Mismatch]:
    """Return what is still to be talked about, task by task, then per group of volunteers.

    What was agreed settles what was offered and expected, and a role that a party refuses is not expected of
    it any more; only that one refuses what it agreed on is told as well. ``present`` holds by meeting the
    parties that were ticked; a meeting where nobody was ticked says nothing about who was absent. What was
    said of who left the table (``gone``) counts no more; a task that it led looks for a lead.
    """
    known = {one.id: one for one in parties}
    there = {party_id: one for party_id, one in known.items() if party_id not in gone}
    of_task: dict[int, list[RolePart]] = {one.id: [] for one in tasks}
    left: dict[int, list[str]] = {one.id: [] for one in tasks}
    for one in parts:
        if one.task_id not in of_task or one.party_id not in known:
            continue
        if one.party_id in there:
            of_task[one.task_id].append(one)
        elif one.role is RoleKind.LEAD and one.stance is Stance.AGREED:
            left[one.task_id].append(known[one.party_id].short_name)
    found = []
    for task in tasks:
        look = _Look(task, of_task[task.id], there, left[task.id])
        found += [*look.leads(), *look.contradicted(), *look.refusals(), *look.not_offered()]
        found += [*look.not_wanted(), *look.absent(present or {})]
    return found + _overloaded(tasks, of_task, there)


def open_points(tables: "Tables") -> list[Mismatch]:
    """Return what is still to be talked about in a dossier today (``mismatches``)."""
    tasks = tables.task.all()
    held = {one.meeting_id for one in tasks if one.meeting_id is not None}
    return mismatches(
        tasks,
        tables.role_part.of_tasks(),
        tables.party.all(),
        present={each: tables.meeting.parties_present(each) for each in held},
        gone=gone(tables),
    )


def gone(tables: "Tables") -> set[int]:
    """Return the parties that left the table: they stopped by today, or their chair is empty."""
    missing = {one.id for one in tables.party.all() if one.status is PartyStatus.MISSING}
    return missing | tables.signature.stopped(tables.dossier.today()).keys()


def with_gone(names: Mapping[int, str], gone: Collection[int]) -> dict[int, str]:
    """Return the names of parties by id as they stand beside a role, with who left the table."""
    return {
        party_id: f"{name} (doet niet meer mee)" if party_id in gone else name
        for party_id, name in names.items()
    }


def has_lost_lead(parts: Iterable[RolePart], gone: Collection[int]) -> bool:
    """Whether all that were agreed on to lead one task or project left the table."""
    leads = agreed(parts).get(RoleKind.LEAD, ())
    return bool(leads) and set(leads) <= set(gone)


def to_discuss(found: Iterable[Mismatch]) -> set[int]:
    """Return the ids of the tasks about which something is still to be said; never what, or of whom.

    How leading is divided over all tasks is no matter of one of them.
    """
    return {task_id for one in found if one.kind is not MismatchKind.OVERLOADED for task_id in one.task_ids}


class _Look:
    """One task, with what was said of it."""

    def __init__(
        self, task: Task, parts: Sequence[RolePart], parties: Mapping[int, Party], left: Sequence[str]
    ) -> None:
        """``left`` names who was agreed on as lead, and left the table."""
        self.task, self.left = task, left
        self.parties = parties
        self.offered = by_role(parts, Stance.OFFERED)
        self.agreed = agreed(parts)
        self.refused = refused(parts)
        counted_on = [one for one in parts if one.stance is Stance.EXPECTED]
        self.expected = [one for one in counted_on if (one.party_id, one.role) not in self.refused]
        self.in_vain = [one for one in counted_on if (one.party_id, one.role) in self.refused]
        self.settled = {one.party_id for one in parts if one.stance is Stance.AGREED}

    def leads(self) -> list[Mismatch]:
        """Return that nobody leads, or that too many do."""
        settled = self.agreed.get(RoleKind.LEAD, ())
        offered = self.offered.get(RoleKind.LEAD, ())
        leads = settled or offered
        if self.left and not settled:
            verb = "trok dit, en doet" if len(self.left) == 1 else "trokken dit, en doen"
            why = f"{words.enumerated(self.left)} {verb} niet meer mee. Kies een andere trekker."
            return [self._mismatch(MismatchKind.NO_LEAD, (), RoleKind.LEAD, why)]
        named = leads or [one for one in self.expected if one.role is RoleKind.LEAD]
        if not named or (self.agreed and not settled):
            unwilling = any(one.role is RoleKind.LEAD for one in self.in_vain)
            rest = "wie genoemd is, wil het niet" if unwilling else "niemand is genoemd"
            why = f"Niemand bood aan dit te trekken, en {rest}." if not named else ""
            why = why or "Over deze taak is afgesproken wie wat doet, maar niet wie de kar trekt."
            return [self._mismatch(MismatchKind.NO_LEAD, (), RoleKind.LEAD, why)]
        if is_lead_pair(leads, self.parties):
            return []
        names = self._names(leads)
        verb = (
            "zijn afgesproken als" if settled else "willen allebei" if len(leads) == 2 else "willen allemaal"
        )
        why = (
            f"{names} {verb} {'trekker' if settled else 'trekken'}. Kies er één, of een duo van bewoners en "
        )
        return [self._mismatch(MismatchKind.TWO_LEADS, tuple(leads), RoleKind.LEAD, f"{why}een organisatie.")]

    def contradicted(self) -> list[Mismatch]:
        """Return who agreed on a role and refuses it too."""
        return [
            self._mismatch(
                MismatchKind.CONTRADICTED,
                (party_id,),
                role,
                f"Met {self._names([party_id])} is afgesproken om {words.ROLE_ACTS[role]}. "
                f"Die zei ook dat niet te willen: {_quoted(self.refused[party_id, role])}. "
                "Vraag wat klopt, en haal het andere weg.",
            )
            for role, ids in self.agreed.items()
            for party_id in ids
            if (party_id, role) in self.refused
        ]

    def refusals(self) -> list[Mismatch]:
        """Return who is counted on for what he refuses, unless something was agreed with him."""
        return [
            self._mismatch(
                MismatchKind.REFUSED,
                (party_id,),
                role,
                f"{_who(groups)} op {self._names([party_id])} om {words.ROLE_ACTS[role]}. "
                f"Die wil dat niet: {_quoted(self.refused[party_id, role])}. Zoek een ander.",
            )
            for (party_id, role), groups in self._counted_on(self.in_vain).items()
        ]

    def not_offered(self) -> list[Mismatch]:
        """Return who is counted on for what he did not offer, unless something was agreed with him."""
        asked = [one for one in self.expected if one.party_id not in self.offered.get(one.role, ())]
        return [
            self._mismatch(
                MismatchKind.NOT_OFFERED,
                (party_id,),
                role,
                f"{_who(groups)} op {self._names([party_id])} om {words.ROLE_ACTS[role]}. "
                "Die heeft dat niet zelf aangeboden. Vraag het na.",
            )
            for (party_id, role), groups in self._counted_on(asked).items()
        ]

    def _counted_on(self, expected: Iterable[RolePart]) -> Mapping[tuple[int, RoleKind], set[Group | None]]:
        """Return by party and role who counts on it, without those with whom something was agreed."""
        found: dict[tuple[int, RoleKind], set[Group | None]] = {}
        for one in expected:
            if one.role is not RoleKind.INFORMED and one.party_id not in self.settled:
                found.setdefault((one.party_id, one.role), set()).add(one.group)
        return found

    def not_wanted(self) -> list[Mismatch]:
        """Return who offers a role for which residents named others, and nobody named him."""
        expected: dict[RoleKind, set[int]] = {}
        of_residents = set()
        for one in self.expected:
            expected.setdefault(one.role, set()).add(one.party_id)
            if one.group is not Group.ORGANISATION:
                of_residents.add(one.role)
        found = []
        for role, offering in self.offered.items():
            if role in SHARED or role not in of_residents:
                continue
            if role is RoleKind.LEAD and not is_lead_pair(self.agreed.get(role) or offering, self.parties):
                continue  # two who want to lead is said already
            others = expected[role]
            found += [
                self._mismatch(
                    MismatchKind.NOT_WANTED,
                    (party_id,),
                    role,
                    f"{self._names([party_id])} biedt aan om {words.ROLE_ACTS[role]}. "
                    f"Bewoners noemden anderen: {words.ended(self._names(sorted(others)))} Vraag waarom.",
                )
                for party_id in offering
                if party_id not in others and party_id not in self.settled
            ]
        return found

    def absent(self, present: Mapping[int, Collection[int]]) -> list[Mismatch]:
        """Return who decides along, and was not there when the task was talked about."""
        there = present.get(self.task.meeting_id or 0, ())
        away = [each for each in self.agreed.get(RoleKind.CO_DECIDER, ()) if each not in there]
        if not there or not away:
            return []
        verb = "beslist mee, maar was" if len(away) == 1 else "beslissen mee, maar waren"
        why = (
            f"{self._names(away)} {verb} er niet bij toen jullie hierover praatten. Vraag of het zo goed is."
        )
        return [self._mismatch(MismatchKind.ABSENT, tuple(away), RoleKind.CO_DECIDER, why)]

    def _names(self, ids: Iterable[int]) -> str:
        named = [self.parties[each].short_name for each in ids if each in self.parties]
        return words.enumerated(named or ["niemand"])

    def _mismatch(
        self, kind: MismatchKind, party_ids: tuple[int, ...], role: RoleKind, text: str
    ) -> Mismatch:
        item = f"{self.task.title}: {words.ROLE_QUESTIONS[role]}"
        return Mismatch(kind, (self.task.id,), party_ids, role, text, item)


def _quoted(texts: Sequence[str]) -> str:
    return words.enumerated(f"‘{one.rstrip('.')}’" for one in texts)


def _who(groups: Collection[Group | None]) -> str:
    if groups == {Group.ORGANISATION}:
        return "Organisaties rekenen"
    return "Bewoners rekenen" if groups == {Group.RESIDENT} else "Mensen rekenen"


def _overloaded(
    tasks: Sequence[Task], of_task: Mapping[int, Sequence[RolePart]], parties: Mapping[int, Party]
) -> list[Mismatch]:
    """Return the groups of volunteers that lead, or are named to lead, more than three tasks."""
    leading: dict[int, list[Task]] = {}
    for task in tasks:
        parts = of_task[task.id]
        settled = agreed(parts).get(RoleKind.LEAD)
        unwilling = {party_id for party_id, kind in refused(parts) if kind is RoleKind.LEAD}
        named = [one.party_id for one in parts if one.role is RoleKind.LEAD and one.party_id not in unwilling]
        for party_id in dict.fromkeys(settled or named):
            leading.setdefault(party_id, []).append(task)
    everything = [one for parts in of_task.values() for one in parts]
    return [
        Mismatch(
            MismatchKind.OVERLOADED,
            tuple(one.id for one in led),
            (party_id,),
            RoleKind.LEAD,
            f"{parties[party_id].short_name} werkt zonder loon en is trekker of genoemd als trekker bij "
            f"{len(led)} taken: {words.ended(', '.join(one.title for one in led))} "
            "Kan iemand iets overnemen?",
            "Is het trekken van de taken eerlijk verdeeld?",
        )
        for party_id, led in leading.items()
        if len(led) > MOST_LEADS and is_volunteer(parties[party_id], everything)
    ]


def loads(tasks: Sequence[Task], parts: Sequence[RolePart], parties: Iterable[Party]) -> list[Load]:
    """Return what each party does and does not do, who has most to do first; who has no part comes last.

    Hours are those that it offered for tasks in which it has a role, or in which nothing was agreed yet.
    """
    order = {one.id: place for place, one in enumerate(tasks)}
    there = [one for one in parts if one.task_id in order or one.task_id is None]
    decided = {one.task_id for one in there if one.stance is Stance.AGREED}
    found = []
    for party in parties:
        own = [one for one in there if one.party_id == party.id and one.project_id is None]
        roles = sorted(
            {
                (order[one.task_id], one.task_id, one.role)
                for one in own
                if one.stance is Stance.AGREED and one.task_id is not None
            }
        )
        has_role = {task_id for _, task_id, _ in roles}
        hours = sum(
            one.hours or 0
            for one in own
            if one.stance is Stance.OFFERED and (one.task_id in has_role or one.task_id not in decided)
        )
        found.append(
            Load(
                party,
                tuple((task_id, role) for _, task_id, role in roles),
                tuple(one for one in own if one.stance is Stance.NOT),
                hours,
                is_volunteer(party, own),
            )
        )
    return sorted(found, key=lambda one: (not one.roles, -len(one.roles), one.party.short_name.casefold()))


def plan_talk(store: "Store", *, item: str, now: dt.datetime, meeting_id: int | None = None) -> str:
    """Put something on the next agenda, once; return the title of that meeting, empty when none is planned.

    Without a planned meeting it is parked at ``meeting_id``, else at the newest meeting of step 3: the plan
    of the next meeting begins with what was parked. Raises Conflict when there never was a meeting.
    """
    with store.write() as tables:
        meetings = tables.meeting.all()
        coming = next((one for one in meetings if one.status is MeetingStatus.PLANNED), None)
        if coming is not None:
            blocks = [(one.minutes, one.title, one.form) for one in tables.agenda.of(coming.id)]
            if item not in [title for _, title, _ in blocks]:
                tables.agenda.replace(coming.id, [*blocks, (AGENDA_MINUTES, item, "plenair")])
            return coming.title
        steps = [one.id for one in meetings if one.step is Step.ROLES] or [one.id for one in meetings]
        if not steps:
            raise Conflict("role.no_meeting")
        if item not in [one.text for one in tables.decision.waiting()]:
            tables.decision.add(
                meeting_id=meeting_id or steps[-1],
                kind=DecisionKind.PARKED,
                text=item,
                who="",
                due=None,
                status=DecisionStatus.OPEN,
                created_at=now,
            )
        return ""


def planned(tables: "Tables") -> set[str]:
    """Return what stands on the agenda of a planned meeting, or was parked for the next."""
    found = {one.text for one in tables.decision.waiting() if one.kind is DecisionKind.PARKED}
    for one in tables.meeting.all():
        if one.status is MeetingStatus.PLANNED:
            found |= {block.title for block in tables.agenda.of(one.id)}
    return found
