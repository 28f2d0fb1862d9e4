"""The room says who could do what, and of whom it expects what; each phone and each paper table once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import words
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.mention import chosen_party
from sok_core.model import Channel, Group, Meeting, Prompt, PromptKind, RoleKind, RolePart, Stance, TaskMark
from sok_core.note import device_hash, open_prompt, paper_prompt
from sok_core.role import RESIDENTS, open_points, to_discuss

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

QUESTION = words.marked("Wie kan wat het beste doen?")
MOST_OF_ONE = 60  # ten tasks with six roles
TABLE = "tafel {}"  # a device that is no phone, but the paper of a table; the hash of a phone has no space
NO_TABLE = ""  # paper that the facilitator typed


@dataclass(frozen=True)
class Saying:
    """What somebody says, as it came in: ``target`` could take a role in a task.

    ``party_id`` is for whom he speaks, None for himself, and ``group`` as whom he is here. About his own
    party it is an offer; about another, what is expected of it.
    """

    task_id: object
    role: object
    target: object
    party_id: int | None
    group: Group | None = None


@dataclass(frozen=True)
class Said:
    """What was written down, and whether the same phone or table had not said it before."""

    part: RolePart
    is_new: bool


def ask(store: "Store", *, meeting_id: int) -> Prompt:
    """Add the question about roles to a meeting, in every language of the phones."""
    translated = tuple((each, words.translation(each)(QUESTION)) for each in words.OTHER_LANGUAGES)
    with store.write() as tables:
        asked = tables.prompt.add(meeting_id, text=QUESTION, kind=PromptKind.ROLES)
        tables.prompt.update(asked.id, translations=translated)
        return tables.prompt.get(asked.id)


def say(store: "Store", saying: Saying, *, meeting_id: int, device: str, now: dt.datetime) -> Said:
    """Say something on a phone; saying it twice is saying it once.

    Raises Gone (the meeting is closed), Conflict (nothing of roles is asked now, or 60 things were said),
    NotFound (no such task or party), RuleBroken (no role or no party was chosen).
    """
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        _asked(open_prompt(tables, meeting, now=now))
        phone = device_hash(device, salt=meeting.salt)
        return _put(tables, meeting, saying, device=phone, channel=Channel.PHONE, now=now)


def say_on_card(
    store: "Store", saying: Saying, *, meeting_id: int, table: int | None, now: dt.datetime
) -> Said:
    """Say what stands on a card of paper: of one table, or (None) from the hands of the facilitator.

    Raises as ``say`` does, but a table may say more than one phone.
    """
    channel = Channel.FACILITATOR if table is None else Channel.HELPER
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        _asked(paper_prompt(tables, meeting, meeting.prompt_id or 0))
        return _put(tables, meeting, saying, device=_paper_of(table), channel=channel, now=now)


def take_back(store: "Store", *, meeting_id: int, part_id: int, device: str, now: dt.datetime) -> None:
    """Take back what this phone said; raises NotFound when it did not, and as ``say`` does."""
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        _asked(open_prompt(tables, meeting, now=now))
        _delete(tables, meeting_id, part_id, device=device_hash(device, salt=meeting.salt))


def take_back_card(store: "Store", *, meeting_id: int, part_id: int, table: int) -> None:
    """Take back what was typed from a card at this table; raises NotFound when it was not."""
    with store.write() as tables:
        meeting = tables.meeting.get(meeting_id)
        _asked(paper_prompt(tables, meeting, meeting.prompt_id or 0))
        _delete(tables, meeting_id, part_id, device=_paper_of(table))


def of_phone(parts: Iterable[RolePart], owner: str) -> list[RolePart]:
    """Return what the phone with this hash said."""
    return [one for one in parts if owner and one.device == owner]


def at_table(parts: Iterable[RolePart], table: int) -> list[RolePart]:
    """Return what was typed from cards at one table."""
    return [one for one in parts if one.device == _paper_of(table)]


def marks(tables: "Tables") -> tuple[TaskMark, ...]:
    """Return each task with its one mark: whether there is still something to say; never what, or of whom."""
    unsettled = to_discuss(open_points(tables))
    return tuple(
        TaskMark(one.id, one.title, one.id in unsettled or bool(one.open_point)) for one in tables.task.all()
    )


def _asked(prompt: Prompt) -> None:
    if prompt.kind is not PromptKind.ROLES:
        raise Conflict("role.not_asked")


def _put(
    tables: "Tables", meeting: Meeting, saying: Saying, *, device: str, channel: Channel, now: dt.datetime
) -> Said:
    task_id, role = _chosen_task(tables, saying), _chosen_role(saying)
    target = chosen_party(tables.party.all(), party_id=saying.party_id, target=saying.target)
    stance = Stance.OFFERED if target == saying.party_id else Stance.EXPECTED
    mine = tables.role_part.said_in(meeting.id, device=device)
    for one in mine:
        if (one.task_id, one.party_id, one.role, one.stance) == (task_id, target, role, stance):
            return Said(one, is_new=False)
    if len(mine) >= MOST_OF_ONE and channel is Channel.PHONE:
        raise Conflict("role.many", limit=MOST_OF_ONE)
    added = tables.role_part.add(
        party_id=target,
        role=role,
        stance=stance,
        task_id=task_id,
        group=_who_expects(tables, saying) if stance is Stance.EXPECTED else None,
        meeting_id=meeting.id,
        channel=channel,
        device=device,
        created_at=now,
    )
    return Said(added, is_new=True)


def _chosen_task(tables: "Tables", saying: Saying) -> int:
    if type(saying.task_id) is not int:
        raise RuleBroken("role.choice")
    if saying.task_id not in {one.id for one in tables.task.all()}:
        raise NotFound("task.unknown")
    return saying.task_id


def _chosen_role(saying: Saying) -> RoleKind:
    if saying.role not in tuple(RoleKind):
        raise RuleBroken("role.choice")
    return RoleKind(str(saying.role))


def _who_expects(tables: "Tables", saying: Saying) -> Group | None:
    """Return as whom somebody expects something: as the party for which he speaks, else as he is here."""
    if saying.party_id is None:
        return saying.group
    is_resident = tables.party.get(saying.party_id).type in RESIDENTS
    return Group.RESIDENT if is_resident else Group.ORGANISATION


def _delete(tables: "Tables", meeting_id: int, part_id: int, *, device: str) -> None:
    if part_id not in {one.id for one in tables.role_part.said_in(meeting_id, device=device)}:
        raise NotFound("role_part.unknown")
    tables.role_part.delete(part_id)


def _paper_of(table: int | None) -> str:
    return NO_TABLE if table is None else TABLE.format(table)
