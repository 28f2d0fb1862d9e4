"""The room says who could do what, and of whom it expects what; each phone and each paper table once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.mention import choices
from sok_core.model import Channel, Group, Meeting, Prompt, PromptKind, RoleKind, RolePart, Stance
from sok_core.note import device_hash, open_prompt, paper_prompt
from sok_core.role import RESIDENTS, mismatches, to_discuss

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

QUESTION = "Wie kan wat het beste doen?"
MOST_OF_ONE = 60
TABLE = "tafel {}"  # who says it from paper at a table; the hash of a phone has no space


@dataclass(frozen=True)
class Said:
    """What somebody said, and whether he had not said it before."""

    part: RolePart
    is_new: bool


@dataclass(frozen=True)
class Saying:
    """What is said of one task: ``party_id`` is for whom one speaks, ``target`` who has the role.

    Without a target, or with the own party as one, it is an offer; else it is expected.
    """

    task: object
    role: object
    party_id: int | None
    target: object
    group: Group | None = None


def say(store: "Store", saying: Saying, *, meeting_id: int, device: str, now: dt.datetime) -> Said:
    """Say on a phone which role the own party could take, or whom one expects in it; twice is once.

    Raises Gone (the meeting is closed), Conflict (nothing is asked now, or 60 things were said), NotFound (no
    such task or party), RuleBroken (no such role, or an offer by who speaks for himself).
    """
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        asked(open_prompt(tables, meeting, now=now))
        voter = device_hash(device, salt=meeting.salt)
        return _put(tables, meeting, saying, voter=voter, channel=Channel.PHONE, now=now)


def say_at_table(
    store: "Store", saying: Saying, *, meeting_id: int, table: int | None, now: dt.datetime
) -> Said:
    """Say what stands on a card of paper: of one table, or (None) from the facilitator's hands."""
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        asked(paper_prompt(tables, meeting, meeting.prompt_id or 0))
        channel = Channel.FACILITATOR if table is None else Channel.HELPER
        return _put(tables, meeting, saying, voter=_table(table), channel=channel, now=now)


def take_back(store: "Store", *, meeting_id: int, part_id: int, device: str, now: dt.datetime) -> None:
    """Take back what this phone said; raises NotFound when it did not, and as ``say`` does."""
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        asked(open_prompt(tables, meeting, now=now))
        _delete(tables, meeting_id, part_id, device_hash(device, salt=meeting.salt))


def take_back_at_table(store: "Store", *, meeting_id: int, part_id: int, table: int) -> None:
    """Take back what was typed from cards at this table; raises NotFound when it was not."""
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        asked(paper_prompt(tables, meeting, meeting.prompt_id or 0))
        _delete(tables, meeting_id, part_id, _table(table))


def asked(prompt: Prompt) -> Prompt:
    """Return the question when it is about roles; raises Conflict for another one."""
    if prompt.kind is not PromptKind.ROLES:
        raise Conflict("role.not_asked")
    return prompt


def of_phone(parts: Iterable[RolePart], owner: str) -> list[RolePart]:
    """Return what one phone said."""
    return [one for one in parts if owner and one.device == owner]


def of_table(parts: Iterable[RolePart], table: int) -> list[RolePart]:
    """Return what was typed from cards at one table."""
    return of_phone(parts, _table(table))


def marks(tables: "Tables") -> tuple[tuple[int, str, bool], ...]:
    """Return each task (id, title) with whether there is still something to say; never what, or of whom."""
    tasks, parts = tables.task.all(), tables.role_part.of_tasks()
    held = {one.meeting_id for one in tasks if one.meeting_id is not None}
    present = {each: tables.meeting.parties_present(each) for each in held}
    found = to_discuss(mismatches(tasks, parts, tables.party.all(), present=present))
    return tuple((one.id, one.title, one.id in found or bool(one.open_point)) for one in tasks)


def _put(
    tables: "Tables", meeting: Meeting, saying: Saying, *, voter: str, channel: Channel, now: dt.datetime
) -> Said:
    target = saying.party_id if saying.target is None else saying.target
    if target is None:
        raise RuleBroken("role.for_whom")
    if type(saying.task) is not int or saying.role not in tuple(RoleKind):
        raise RuleBroken("role.choice")
    if saying.task not in {one.id for one in tables.task.all()}:
        raise NotFound("task.unknown")
    parties = {one.id: one for one in choices(tables.party.all())}
    if type(target) is not int or target not in parties or saying.party_id not in {None, *parties}:
        raise NotFound("party.unknown")
    stance = Stance.OFFERED if target == saying.party_id else Stance.EXPECTED
    group = None
    if stance is Stance.EXPECTED:
        group = saying.group
        if saying.party_id is not None:
            is_resident = parties[saying.party_id].type in RESIDENTS
            group = Group.RESIDENT if is_resident else Group.ORGANISATION
    role = RoleKind(str(saying.role))
    mine = _of(tables, meeting.id, voter)
    for one in mine:
        if (one.task_id, one.party_id, one.role, one.stance) == (saying.task, target, role, stance):
            return Said(one, is_new=False)
    if len(mine) >= MOST_OF_ONE and channel is Channel.PHONE:
        raise Conflict("role.many", limit=MOST_OF_ONE)
    added = tables.role_part.add(
        party_id=target,
        role=role,
        stance=stance,
        task_id=saying.task,
        group=group,
        meeting_id=meeting.id,
        channel=channel,
        device=voter,
        created_at=now,
    )
    return Said(added, is_new=True)


def _delete(tables: "Tables", meeting_id: int, part_id: int, voter: str) -> None:
    if part_id not in {one.id for one in _of(tables, meeting_id, voter)}:
        raise NotFound("role_part.unknown")
    tables.role_part.delete(part_id)


def _of(tables: "Tables", meeting_id: int, voter: str) -> Sequence[RolePart]:
    return tables.role_part.where("meeting_id = ? AND device = ?", [meeting_id, voter])


def _table(table: int | None) -> str:
    return "" if table is None else TABLE.format(table)
