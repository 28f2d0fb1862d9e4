"""The vocabulary: frozen dataclasses and enums, one file per noun.

Names are English, stored values Dutch (docs/woordenlijst.md).
"""

from sok_core.model.access import Reader, Role
from sok_core.model.conversation import Conversation, TalkResult
from sok_core.model.core_team import CoreTeamMember
from sok_core.model.decision import Decision, DecisionKind, DecisionStatus
from sok_core.model.dossier import Dossier
from sok_core.model.estimate import Estimate, EstimateKind
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
from sok_core.model.mention import Heard, Mention, Told
from sok_core.model.note import Channel, Group, Note
from sok_core.model.party import Capacity, Party, PartyList, PartyStatus, PartyType, Ring
from sok_core.model.process import Step, StepMark, StepMarkKind
from sok_core.model.proposal import Answer, AnswerKind, Poll, Proposal, ProposalStatus, Round, Wording
from sok_core.model.relation import Relation, RelationKind
from sok_core.model.theme import Move, Theme
from sok_core.model.vote import Tally, TargetKind, Vote

__all__ = [
    "AgendaBlock",
    "Answer",
    "AnswerKind",
    "Ballot",
    "Capacity",
    "Change",
    "Channel",
    "Conversation",
    "CoreTeamMember",
    "Decision",
    "DecisionKind",
    "DecisionStatus",
    "Dossier",
    "Estimate",
    "EstimateKind",
    "Group",
    "Heard",
    "Meeting",
    "MeetingStatus",
    "Mention",
    "Move",
    "Note",
    "Party",
    "PartyList",
    "PartyStatus",
    "PartyType",
    "Phase",
    "Poll",
    "Prompt",
    "PromptKind",
    "Proposal",
    "ProposalStatus",
    "Reader",
    "Relation",
    "RelationKind",
    "Ring",
    "Role",
    "Round",
    "ScreenView",
    "Situation",
    "Step",
    "StepMark",
    "StepMarkKind",
    "TalkResult",
    "Tally",
    "TargetKind",
    "Theme",
    "Told",
    "Vote",
    "Wall",
    "Wording",
]
