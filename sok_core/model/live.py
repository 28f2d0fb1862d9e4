"""What is going on at one revision, and what changed."""

from dataclasses import dataclass, field

from sok_core.model.aim import Aim
from sok_core.model.check_in import AgendaCard
from sok_core.model.meeting import Meeting, MeetingStatus, Phase, Prompt
from sok_core.model.mention import Mention, Told
from sok_core.model.note import Note
from sok_core.model.party import Party
from sok_core.model.proposal import Round
from sok_core.model.relation import Relation
from sok_core.model.signature import RollCall
from sok_core.model.task import RolePart, TaskMark
from sok_core.model.theme import Theme
from sok_core.model.value_score import ScoreCount
from sok_core.model.vote import Vote


@dataclass(frozen=True)
class Situation:
    """What is going on in a meeting at one revision; read in the same transaction as a change.

    ``tasks`` are there only while the question is about roles; ``scored``, how many people took part, only
    while values are scored; ``agenda`` only while the agenda of a moment is on the screen.
    """

    meeting: Meeting
    prompt: Prompt | None
    prompt_count: int
    note_count: int
    hidden_count: int
    dossier_name: str = ""
    dot_count: int = 0
    round: Round | None = None
    told: Told = field(default_factory=Told)
    roll_call: RollCall | None = None
    tasks: tuple[TaskMark, ...] = ()
    scored: int = 0
    agenda: tuple[AgendaCard, ...] = ()

    @property
    def phase(self) -> Phase:
        """The phase that counts: a meeting that does not run, or has no question yet, is closed."""
        if self.meeting.status is MeetingStatus.CLOSED:
            return Phase.DONE
        if self.meeting.status is not MeetingStatus.RUNNING or self.prompt is None:
            return Phase.CLOSED
        return self.prompt.phase


@dataclass(frozen=True)
class Wall:
    """All that can be seen of a meeting at one revision, by whoever may see it all.

    ``votes`` are those under the question on the screen, read only while the group votes or sees the result;
    ``parties``, ``relations`` and ``mentions`` only while the question is about the network, ``parties`` and
    ``role_parts`` (of this meeting) only while it is about roles; ``values`` while they are scored, and
    ``score_counts`` when that is over.
    """

    situation: Situation
    revision: int
    notes: list[Note] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    role_parts: list[RolePart] = field(default_factory=list)
    values: list[Aim] = field(default_factory=list)
    score_counts: list[ScoreCount] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """One thing that happened inside a transaction, for those who listen.

    ``kind`` is note, gone (a note that is no longer there), meeting, reset (everyone must read anew), or
    another noun. ``note`` is the row as it is after the change; for ``gone`` the row as it was.
    """

    kind: str
    meeting_id: int | None = None
    note: Note | None = None
    theme: Theme | None = None
