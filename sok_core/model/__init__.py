"""The vocabulary: frozen dataclasses and enums, one file per noun.

Names are English, stored values Dutch (docs/woordenlijst.md).
"""

from sok_core.model.access import Reader, Role
from sok_core.model.agreement import Agreement, DocumentType, Section, Version
from sok_core.model.aim import Aim, AimKind, Stake
from sok_core.model.check_in import AgendaCard, Attendance, AttendanceStatus, CheckIn, CheckInStatus, Lesson
from sok_core.model.clause import Clause, ClauseStatus, ClauseText
from sok_core.model.commitment import (
    Attention,
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Direction,
    LeadChange,
    Rhythm,
)
from sok_core.model.consent import Consent, ConsentAnswer, Mandate, MandateBasis, MandateStatus
from sok_core.model.contact_change import ContactChange
from sok_core.model.conversation import Conversation, TalkResult
from sok_core.model.core_team import CoreTeamMember
from sok_core.model.decision import Decision, DecisionKind, DecisionStatus
from sok_core.model.dossier import Dossier, Region
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
from sok_core.model.project import Project, ProjectStatus
from sok_core.model.proposal import Answer, AnswerKind, Poll, Proposal, ProposalStatus, Round, Wording
from sok_core.model.reaction import Reaction, ReactionAnswer
from sok_core.model.relation import Relation, RelationKind
from sok_core.model.signature import RollCall, Scan, Signature, SignatureKind, SignatureMethod, Turn, Undone
from sok_core.model.source import Fate, FateKind, Outcome, Source
from sok_core.model.task import RoleKind, RolePart, Stance, Task, TaskMark
from sok_core.model.theme import Move, Theme
from sok_core.model.update import UNCHANGED, Confirmation, Update
from sok_core.model.update_link import UpdateLink
from sok_core.model.value_score import (
    Crowd,
    Gap,
    Lane,
    RoundResult,
    ScoreCount,
    ScoreRound,
    Spread,
    ValueResult,
)
from sok_core.model.vote import Tally, TargetKind, Vote
from sok_core.model.word_template import WordTemplate

__all__ = [
    "UNCHANGED",
    "AgendaBlock",
    "AgendaCard",
    "Agreement",
    "Aim",
    "AimKind",
    "Answer",
    "AnswerKind",
    "Attendance",
    "AttendanceStatus",
    "Attention",
    "Ballot",
    "Capacity",
    "Change",
    "Channel",
    "CheckIn",
    "CheckInStatus",
    "Clause",
    "ClauseStatus",
    "ClauseText",
    "Commitment",
    "CommitmentKind",
    "CommitmentStatus",
    "Confirmation",
    "Consent",
    "ConsentAnswer",
    "ContactChange",
    "Conversation",
    "CoreTeamMember",
    "Crowd",
    "Decision",
    "DecisionKind",
    "DecisionStatus",
    "Direction",
    "DocumentType",
    "Dossier",
    "Estimate",
    "EstimateKind",
    "Fate",
    "FateKind",
    "Gap",
    "Group",
    "Heard",
    "Lane",
    "LeadChange",
    "Lesson",
    "Mandate",
    "MandateBasis",
    "MandateStatus",
    "Meeting",
    "MeetingStatus",
    "Mention",
    "Move",
    "Note",
    "Outcome",
    "Party",
    "PartyList",
    "PartyStatus",
    "PartyType",
    "Phase",
    "Poll",
    "Project",
    "ProjectStatus",
    "Prompt",
    "PromptKind",
    "Proposal",
    "ProposalStatus",
    "Reaction",
    "ReactionAnswer",
    "Reader",
    "Region",
    "Relation",
    "RelationKind",
    "Rhythm",
    "Ring",
    "Role",
    "RoleKind",
    "RolePart",
    "RollCall",
    "Round",
    "RoundResult",
    "Scan",
    "ScoreCount",
    "ScoreRound",
    "ScreenView",
    "Section",
    "Signature",
    "SignatureKind",
    "SignatureMethod",
    "Situation",
    "Source",
    "Spread",
    "Stake",
    "Stance",
    "Step",
    "StepMark",
    "StepMarkKind",
    "TalkResult",
    "Tally",
    "TargetKind",
    "Task",
    "TaskMark",
    "Theme",
    "Told",
    "Turn",
    "Undone",
    "Update",
    "UpdateLink",
    "ValueResult",
    "Version",
    "Vote",
    "Wall",
    "WordTemplate",
    "Wording",
]
