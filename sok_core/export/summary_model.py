"""What goes on paper about one meeting, in plain data."""

import datetime as dt
from dataclasses import dataclass

from sok_core.export.paper import Quote
from sok_core.model import (
    Decision,
    DecisionKind,
    DecisionStatus,
    MeetingStatus,
    PartyStatus,
    Poll,
    ProposalStatus,
    Told,
)


@dataclass(frozen=True)
class Group:
    """Notes under one question that belong together; ``title`` is empty when the meeting has no themes."""

    title: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Lines:
    """What became of the lines that the room told under a question about who works with whom.

    ``alone`` were told by people who speak for themselves, so that nobody decides on them.
    """

    told: Told
    kept: int
    dropped: int
    waiting: int
    alone: int


@dataclass(frozen=True)
class Question:
    """One question that was asked, with everything that was written or told under it.

    ``is_scored``: under it values got a score, and that has a chapter of its own.
    """

    position: int
    text: str
    is_talk: bool
    groups: tuple[Group, ...]
    lines: Lines | None = None
    is_scored: bool = False

    @property
    def count(self) -> int:
        """How many notes there are under this question."""
        return sum(len(group.quotes) for group in self.groups)


@dataclass(frozen=True)
class ThemeCount:
    """One theme of the whole meeting, with its number of notes."""

    title: str
    description: str
    count: int


@dataclass(frozen=True)
class VoteResult:
    """What the dots of one vote said; ``finding`` is the sentence that stood on the screen.

    ``rows`` hold what was voted on, its dots, and how many of those came from paper. ``question`` is empty
    when the stickers of a whole evening were counted together.
    """

    finding: str
    rows: tuple[tuple[str, int, int], ...]
    question: str = ""


@dataclass(frozen=True)
class ScoreResult:
    """What came of values that were scored; ``rows`` are those of the table on the page, group by group."""

    people: int
    finding: tuple[str, ...]
    remarks: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class WordingResult:
    """One text of a proposal and its round; ``poll`` is None while that goes on.

    ``objections`` are those that stood on the screen; of the others only the number is told (``unshown``).
    """

    version: int
    text: str
    poll: Poll | None
    objections: tuple[str, ...] = ()
    unshown: int = 0


@dataclass(frozen=True)
class ProposalResult:
    """What became of a proposal; the last wording is the one that counts."""

    status: ProposalStatus
    wordings: tuple[WordingResult, ...]


@dataclass(frozen=True)
class ProgrammeItem:
    """One block of the programme as it was planned; ``starts_at`` is in UTC."""

    starts_at: dt.datetime | None
    minutes: int
    title: str


@dataclass(frozen=True)
class NextMeeting:
    """The meeting that comes after this one."""

    title: str
    date: dt.date
    starts_at: dt.time | None
    place: str


@dataclass(frozen=True)
class Chair:
    """An empty chair: a party that is not at the table, who goes there (by function), and before when."""

    party: str
    status: PartyStatus
    caller: str = ""
    call_by: dt.date | None = None


@dataclass(frozen=True)
class Summary:
    """All that goes on paper about one meeting. Hidden notes and everything about who wrote are not in it.

    ``parties`` were there, ``absent`` are at the table and were not, ``chairs`` stay empty.
    ``skipped`` are the questions that nobody got to; what is empty or None goes unsaid on paper.
    """

    slug: str
    neighbourhood: str
    is_fictional: bool
    contact: str
    title: str
    date: dt.date
    starts_at: dt.time | None
    ends_at: dt.time | None
    place: str
    status: MeetingStatus
    made_at: dt.datetime
    today: dt.date
    residents: int | None = None
    organisations: int | None = None
    parties: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    chairs: tuple[Chair, ...] = ()
    questions: tuple[Question, ...] = ()
    skipped: tuple[str, ...] = ()
    themes: tuple[ThemeCount, ...] = ()
    votes: tuple[VoteResult, ...] = ()
    scores: tuple[ScoreResult, ...] = ()
    outcomes: tuple[str, ...] = ()
    agreed: tuple[Decision, ...] = ()
    proposals: tuple[ProposalResult, ...] = ()
    programme: tuple[ProgrammeItem, ...] = ()
    next_meeting: NextMeeting | None = None

    @property
    def note_count(self) -> int:
        """How many notes there are under all questions."""
        return sum(question.count for question in self.questions)

    @property
    def is_interim(self) -> bool:
        """Whether the meeting still goes on, so that this is how far it is."""
        return self.status is MeetingStatus.RUNNING

    def of_kind(self, kind: DecisionKind) -> list[Decision]:
        """Return the decisions as written down, the actions by date or the parked points; open ones first."""
        found = [decision for decision in self.agreed if decision.kind is kind]
        return found if kind is DecisionKind.DECISION else sorted(found, key=_urgency)


def _urgency(decision: Decision) -> tuple[bool, dt.date]:
    """Return what to sort on: what is still open first, by date, and without a date last."""
    return decision.status is not DecisionStatus.OPEN, decision.due or dt.date.max
