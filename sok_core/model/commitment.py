"""What somebody promised and the neighbourhood follows: who, how far, and by when."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class CommitmentKind(StrEnum):
    """How you see that it goes on: a number, steps, yes or no, or a thing that never ends."""

    NUMBER = "getal"
    STEPS = "stappen"
    YES_NO = "ja_nee"
    ONGOING = "doorlopend"


class CommitmentStatus(StrEnum):
    """How it goes, as somebody said. That it is late or silent is worked out, never said."""

    NOT_BEGUN = "nog_niet_begonnen"
    ON_TRACK = "op_koers"
    TAKE_CARE = "let_op"
    STUCK = "loopt_vast"
    DONE = "klaar"
    STOPPED = "gestopt"

    @property
    def is_over(self) -> bool:
        """Whether nothing more has to happen."""
        return self in (CommitmentStatus.DONE, CommitmentStatus.STOPPED)


class Attention(StrEnum):
    """Why a commitment wants attention, what matters most first. It is worked out, and stored nowhere."""

    CHANGED = "artikel_veranderd"
    STUCK = "loopt_vast"
    SILENT = "stil"
    LATE = "te_laat"
    NO_LEAD = "zoekt_trekker"
    TAKE_CARE = "let_op"


class Direction(StrEnum):
    """Whether the number has to go up or down."""

    UP = "hoger"
    DOWN = "lager"


class Rhythm(StrEnum):
    """How often somebody says how it goes."""

    MONTH = "maand"
    QUARTER = "kwartaal"
    HALF_YEAR = "halfjaar"
    YEAR = "jaar"


@dataclass(frozen=True)
class Commitment:
    """One promise that is followed. ``owner_id`` is the one party that leads it, or led it last.

    ``clause_id`` and ``project_id`` are what it came from, ``version`` is the agreement whose article it
    follows: None when it follows none. ``steps`` are texts, only of the kind steps: its
    numbers count how many of them are done. ``was_due`` is the last of the days by which it had to be ready
    before it got another, or none: an agenda may still have it. How it goes now is in its newest Update.
    """

    id: int
    position: int
    title: str
    owner_id: int
    starts_on: dt.date
    clause_id: int | None = None
    project_id: int | None = None
    helper_ids: tuple[int, ...] = ()
    contact_role: str = ""
    kind: CommitmentKind = CommitmentKind.ONGOING
    indicator: str = ""
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    direction: Direction = Direction.UP
    steps: tuple[str, ...] = ()
    means: str = ""
    due: dt.date | None = None
    check_every: Rhythm = Rhythm.QUARTER
    aim_ids: tuple[int, ...] = ()
    version: int | None = None
    was_due: dt.date | None = None


@dataclass(frozen=True)
class LeadChange:
    """A party took over from another (``was_id``), or stopped and nobody leads now (``party_id`` None)."""

    id: int
    commitment_id: int
    was_id: int
    on: dt.date
    party_id: int | None = None
    why: str = ""
