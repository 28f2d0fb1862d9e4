"""What was decided, promised or parked."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class DecisionKind(StrEnum):
    DECISION = "besluit"
    ACTION = "actie"
    PARKED = "parkeren"


class DecisionStatus(StrEnum):
    OPEN = "open"
    IN_FORCE = "geldt"
    DONE = "gedaan"
    NOT_DONE = "niet_gedaan"
    RETURNED = "teruggekomen"


@dataclass(frozen=True)
class Decision:
    """What was decided (besluit), who does what by when (actie), or what waits (parkeren).

    ``update_id`` is the first update that told of it, when it was decided about a promise.
    """

    id: int
    meeting_id: int
    kind: DecisionKind
    text: str
    who: str = ""
    due: dt.date | None = None
    status: DecisionStatus = DecisionStatus.OPEN
    agenda_item: str = ""
    returns_from: int | None = None
    created_at: dt.datetime | None = None
    update_id: int | None = None
