"""One evening: its plan, its questions, and what is going on."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sok_core.model.process import Step


class Phase(StrEnum):
    """What a question is open for; a facilitator may choose them in any order."""

    CLOSED = "dicht"
    OPEN = "open"
    TOGETHER = "samen"
    DONE = "klaar"
    GATHER = "verzamelen"
    VOTE = "stemmen"
    RESULT = "uitslag"

    @property
    def can_write(self) -> bool:
        return self in (Phase.OPEN, Phase.TOGETHER)

    @property
    def is_shared(self) -> bool:
        """Whether everybody may read everybody's notes."""
        return self not in (Phase.CLOSED, Phase.OPEN)

    @property
    def has_themes(self) -> bool:
        """Whether the group works on its notes: gathers them into themes, or weighs those."""
        return self in (Phase.GATHER, Phase.VOTE, Phase.RESULT)

    @property
    def has_votes(self) -> bool:
        """Whether dots play a part: the group places them, or sees what they say."""
        return self in (Phase.VOTE, Phase.RESULT)

    @property
    def takes_phones(self) -> bool:
        """Whether phones have something to send: notes or dots."""
        return self.can_write or self is Phase.VOTE

    @property
    def takes_paper(self) -> bool:
        """Whether a helper may still type what was written or said at her table: later than phones may."""
        return not (self is Phase.CLOSED or self.has_votes)


class MeetingStatus(StrEnum):
    PLANNED = "gepland"
    RUNNING = "bezig"
    CLOSED = "gesloten"
    CANCELLED = "niet_doorgegaan"

    @property
    def was_held(self) -> bool:
        """Whether it began, or is over."""
        return self in (MeetingStatus.RUNNING, MeetingStatus.CLOSED)


class ScreenView(StrEnum):
    """What the facilitator put on the projector."""

    WELCOME = "welkom"
    QUESTION = "vraag"
    PAUSE = "pauze"
    WIFI = "wifi"
    PROPOSAL = "voorstel"
    SIGNING = "tekenen"
    AGENDA = "agenda"


class PromptKind(StrEnum):
    """What people do under a question: write notes, talk, or say with whom they work, who does what, or how
    often they notice a value.
    """

    NOTES = "briefjes"
    TALK = "open"
    NETWORK = "netwerk"
    ROLES = "rollen"
    VALUES = "waarden"

    @property
    def has_notes(self) -> bool:
        """Whether people write notes under it, that the group can gather and weigh."""
        return self in (PromptKind.NOTES, PromptKind.TALK)


class Ballot(StrEnum):
    """Who has a budget of dots."""

    PERSON = "persoon"
    TABLE = "tafel"


@dataclass(frozen=True)
class AgendaBlock:
    """One block of the evening; ``minutes`` is what was planned, ``started_at`` what happened."""

    id: int
    meeting_id: int
    position: int
    minutes: int
    title: str
    form: str = ""
    started_at: dt.datetime | None = None


@dataclass(frozen=True)
class Prompt:
    """One question of a meeting; ``position`` counts from 1 and gives its notes their colour.

    ``dots`` is how many each person or table (``ballot``) may place when the group votes under it.
    ``voices`` is how many people told lines on phones, kept when nobody may know any more which phone it was.
    ``translations`` are pairs of a language and the question in it, typed by the facilitator.
    """

    id: int
    meeting_id: int
    position: int
    text: str
    kind: PromptKind = PromptKind.NOTES
    phase: Phase = Phase.CLOSED
    dots: int = 5
    ballot: Ballot = Ballot.PERSON
    voices: int = 0
    translations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Meeting:
    """One evening. ``prompt_id`` is the question on the screen; times of day are Europe/Amsterdam.

    ``proposal_id`` is the proposal that the hall answers now, in the place of the question.
    """

    id: int
    step: Step
    title: str
    date: dt.date
    starts_at: dt.time | None
    ends_at: dt.time | None
    place: str
    status: MeetingStatus
    code: str
    salt: str
    screen: ScreenView = ScreenView.WELCOME
    prompt_id: int | None = None
    timer_ends_at: dt.datetime | None = None
    timer_locks: bool = False
    sheet: int = 1
    is_dense: bool = False
    residents: int | None = None
    organisations: int | None = None
    last_number: int = 0
    opened_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    outcomes: tuple[str, ...] = ()
    proposal_id: int | None = None
