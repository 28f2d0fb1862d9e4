"""Proposals, and what the hall answered."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from sok_core.model.note import Channel


class ProposalStatus(StrEnum):
    """How far a proposal is: it lies on the table, was decided, or was taken off."""

    ON_TABLE = "op_tafel"
    DECIDED = "besloten"
    WITHDRAWN = "van_tafel"


class AnswerKind(StrEnum):
    """The answer to "Kun je hiermee leven?"."""

    YES = "ja"
    OBJECTION = "bezwaar"


@dataclass(frozen=True)
class Proposal:
    """What the hall may decide. ``decision_id`` is what became of it: a decision, or a point that waits."""

    id: int
    meeting_id: int
    status: ProposalStatus = ProposalStatus.ON_TABLE
    decision_id: int | None = None


@dataclass(frozen=True)
class Wording:
    """One text of a proposal; ``version`` counts from 1. Each wording has one round of answers.

    The round goes on from ``opened_at`` (None: nobody saw it yet) to ``closed_at``. ``translations`` are
    pairs of a language and the text in it, typed by the facilitator.
    """

    id: int
    meeting_id: int
    proposal_id: int
    version: int
    text: str
    created_at: dt.datetime
    opened_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    translations: tuple[tuple[str, str], ...] = ()

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


@dataclass(frozen=True)
class Answer:
    """What one phone answered to a wording, or what was counted or typed from the paper of a table.

    ``voter`` is the hash of a phone, or names the paper. ``people`` is for how many it stands: 0 for an
    objection from paper, whose people are counted apart. ``shown_at``: the hall may read the text.
    """

    id: int
    meeting_id: int
    wording_id: int
    voter: str
    kind: AnswerKind
    people: int = 1
    text: str = ""
    table: int | None = None
    channel: Channel = Channel.PHONE
    shown_at: dt.datetime | None = None


@dataclass(frozen=True)
class Round:
    """A proposal in one of its wordings, with every answer to it."""

    proposal: Proposal
    wording: Wording
    answers: list[Answer] = field(default_factory=list)


@dataclass(frozen=True)
class Poll:
    """How many can live with a wording and how many object; ``on_paper`` says it of paper alone."""

    yes: int
    objections: int
    yes_on_paper: int = 0
    objections_on_paper: int = 0

    @property
    def people(self) -> int:
        return self.yes + self.objections
