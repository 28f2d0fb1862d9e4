"""What has to be done, and who takes which part in it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sok_core.model.note import Channel, Group
from sok_core.model.party import Capacity


@dataclass(frozen=True)
class Task:
    """Something that has to be done, chosen by the group. ``open_point`` still has to be talked about."""

    id: int
    position: int
    title: str
    description: str = ""
    meeting_id: int | None = None
    theme_id: int | None = None
    open_point: str = ""
    gone_at: dt.datetime | None = None


@dataclass(frozen=True)
class TaskMark:
    """A task for the hall: ``is_open`` says that something is still to be said of it, and nothing else."""

    id: int
    title: str
    is_open: bool


class RoleKind(StrEnum):
    """Six plain roles that anybody can ask for; see docs/woordenlijst.md."""

    LEAD = "trekker"
    EXECUTOR = "uitvoerder"
    CO_DECIDER = "meebeslisser"
    ADVISER = "adviseur"
    FUNDER = "financier"
    INFORMED = "op_de_hoogte"


class Stance(StrEnum):
    """Whether a role was offered by the party, expected of it, agreed, or refused by it."""

    OFFERED = "aangeboden"
    EXPECTED = "verwacht"
    AGREED = "afgesproken"
    NOT = "doet_niet"


@dataclass(frozen=True)
class RolePart:
    """One party in one role, in one task or one project, as somebody said it.

    ``group`` is who expects it. ``hours`` is per week. ``device`` is the hash of the phone that said it,
    the table of the card that was typed, or empty from the facilitator; ``text`` is what a party does not do.
    """

    id: int
    party_id: int
    role: RoleKind
    stance: Stance
    task_id: int | None = None
    project_id: int | None = None
    group: Group | None = None
    capacity: Capacity | None = None
    hours: float | None = None
    text: str = ""
    meeting_id: int | None = None
    channel: Channel = Channel.FACILITATOR
    device: str = ""
    created_at: dt.datetime | None = None
