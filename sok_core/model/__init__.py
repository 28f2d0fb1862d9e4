"""The vocabulary: frozen dataclasses and enums, one file per noun.

Names are English, stored values Dutch (docs/woordenlijst.md).
"""

from sok_core.model.access import Role
from sok_core.model.decision import Decision, DecisionKind, DecisionStatus
from sok_core.model.dossier import Dossier
from sok_core.model.live import Change, Situation, Wall
from sok_core.model.meeting import (
    AgendaBlock,
    Ballot,
    Meeting,
    MeetingStatus,
    Phase,
    Prompt,
    PromptKind,
    ScreenView,
)
from sok_core.model.note import Channel, Group, Note
from sok_core.model.party import Party, PartyStatus, PartyType
from sok_core.model.process import Step, StepMark, StepMarkKind
from sok_core.model.proposal import Answer, AnswerKind, Poll, Proposal, ProposalStatus, Round, Wording
from sok_core.model.theme import Move, Theme
from sok_core.model.vote import Tally, TargetKind, Vote

__all__ = [
    "AgendaBlock",
    "Answer",
    "AnswerKind",
    "Ballot",
    "Change",
    "Channel",
    "Decision",
    "DecisionKind",
    "DecisionStatus",
    "Dossier",
    "Group",
    "Meeting",
    "MeetingStatus",
    "Move",
    "Note",
    "Party",
    "PartyStatus",
    "PartyType",
    "Phase",
    "Poll",
    "Prompt",
    "PromptKind",
    "Proposal",
    "ProposalStatus",
    "Role",
    "Round",
    "ScreenView",
    "Situation",
    "Step",
    "StepMark",
    "StepMarkKind",
    "Tally",
    "TargetKind",
    "Theme",
    "Vote",
    "Wall",
    "Wording",
]
