"""The clauses of the agreement, and every text they ever had."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sok_core.model.agreement import Section


class ClauseStatus(StrEnum):
    """A clause that was withdrawn keeps its number."""

    IN_FORCE = "geldt"
    WITHDRAWN = "ingetrokken"


@dataclass(frozen=True)
class Clause:
    """One clause; its number is its chapter and its position in it. Its newest ClauseText is what it says.

    ``task_id``, ``project_id`` and ``theme_id`` are what it came from. ``from_id`` is the clause it was
    split off from, ``into_id`` the clause it was merged into. ``held_without``: the tasks and
    projects (an Outcome and its id) that were let go, and without which people said that it holds.
    """

    id: int
    section: Section
    position: int
    status: ClauseStatus = ClauseStatus.IN_FORCE
    task_id: int | None = None
    project_id: int | None = None
    from_id: int | None = None
    into_id: int | None = None
    why: str = ""
    withdrawn_on: dt.date | None = None
    theme_id: int | None = None
    held_without: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ClauseText:
    """What a clause said from one save to the next: who, what, with which means, when, for which aims.

    ``because`` says why it was changed, ``saved_by`` who did, by function.
    """

    id: int
    clause_id: int
    text: str
    saved_at: dt.datetime
    party_ids: tuple[int, ...] = ()
    means: str = ""
    due: dt.date | None = None
    aim_ids: tuple[int, ...] = ()
    saved_by: str = ""
    because: str = ""
