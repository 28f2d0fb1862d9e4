"""The vocabulary: frozen dataclasses and enums; names English, stored values Dutch (docs/woordenlijst.md)."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Step(StrEnum):
    """The six parts of the SOK process, after LSA Bewoners."""

    EXPLORATION = "verkenning"
    GOALS_VALUES = "doelen_waarden"
    ROLES = "rollen"
    PROJECTS = "concrete_projecten"
    SIGNING = "ondertekenen"
    MONITORING = "monitoring"


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
    def takes_paper(self) -> bool:
        """Whether a helper may still type what was written or said at her table: later than phones may."""
        return not (self is Phase.CLOSED or self.has_votes)


class MeetingStatus(StrEnum):
    PLANNED = "gepland"
    RUNNING = "bezig"
    CLOSED = "gesloten"


class ScreenView(StrEnum):
    """What the facilitator put on the projector."""

    WELCOME = "welkom"
    QUESTION = "vraag"
    PAUSE = "pauze"
    WIFI = "wifi"
    PROPOSAL = "voorstel"


class Channel(StrEnum):
    """How a note came in; never shown on the wall (paper equals phone)."""

    PHONE = "telefoon"
    FACILITATOR = "begeleider"
    HELPER = "tafelhulp"


class Group(StrEnum):
    """As whom somebody is here; nobody has to say."""

    RESIDENT = "bewoner"
    ORGANISATION = "organisatie"


class Role(StrEnum):
    FACILITATOR = "begeleider"
    CORE_TEAM = "kernteam"
    REMOTE = "afstandsbediening"
    HELPER = "tafelhulp"
    SCREEN = "scherm"


class TargetKind(StrEnum):
    """What gets dots: a theme, or a note when the group made no themes."""

    THEME = "thema"
    NOTE = "briefje"


class Ballot(StrEnum):
    """Who has a budget of dots."""

    PERSON = "persoon"
    TABLE = "tafel"


class PromptKind(StrEnum):
    NOTES = "briefjes"
    TALK = "open"


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


class ProposalStatus(StrEnum):
    """How far a proposal is: it lies on the table, was decided, or was taken off."""

    ON_TABLE = "op_tafel"
    DECIDED = "besloten"
    WITHDRAWN = "van_tafel"


class AnswerKind(StrEnum):
    """The answer to "Kun je hiermee leven?"."""

    YES = "ja"
    OBJECTION = "bezwaar"


class PartyType(StrEnum):
    RESIDENTS_INITIATIVE = "bewonersinitiatief"
    ENERGY_COOPERATIVE = "energiecooperatie"
    MUNICIPALITY = "gemeente"
    HOUSING_CORPORATION = "woningcorporatie"
    TENANTS_ASSOCIATION = "huurdersorganisatie"
    OWNERS_ASSOCIATION = "vve"
    HOME_OWNERS = "eigenaren"
    LANDLORDS = "verhuurders"
    ENERGY_COMPANY = "energiebedrijf"
    GRID_OPERATOR = "netbeheerder"
    WELFARE = "welzijnsorganisatie"
    SELF_ORGANISATION = "zelforganisatie"
    SCHOOL = "school"
    COMMUNITY_CENTRE = "buurthuis"
    ENTREPRENEURS = "ondernemers"
    SOCIAL_ENTERPRISE = "sociale_onderneming"
    SPORTS_CLUB = "sportvereniging"
    ENERGY_DESK = "energieloket"
    FACILITATOR = "procesbegeleider"
    OTHER = "overig"


class PartyStatus(StrEnum):
    AT_THE_TABLE = "aan_tafel"
    SPOKEN = "gesproken"
    TO_APPROACH = "nog_benaderen"
    MISSING = "ontbreekt"


class StepMarkKind(StrEnum):
    """What a core team says of a step; the last mark counts."""

    DONE = "klaar"
    SKIPPED = "overgeslagen"
    REPEATED = "opnieuw"
    REOPENED = "toch_niet"


@dataclass(frozen=True)
class Dossier:
    """One neighbourhood. ``uuid`` is who it is, ``slug`` its file name, ``revision`` counts its changes."""

    uuid: str
    slug: str
    name: str
    created_at: dt.datetime
    revision: int
    reference_date: dt.date | None = None
    is_fictional: bool = False
    contact: str = ""
    retention_until: dt.date | None = None
    handed_over_to: str = ""
    handed_over_at: dt.datetime | None = None
    wifi_name: str = ""
    wifi_password: str = ""
    passphrase_hash: str = ""


@dataclass(frozen=True)
class Party:
    id: int
    name: str
    short_name: str
    type: PartyType
    status: PartyStatus
    in_core_team: bool = False


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


@dataclass(frozen=True)
class Note:
    """One sticky note. ``number`` is the same on screen, phone and paper, unique within its meeting.

    ``device`` is a keyed hash that says only "the same phone"; it never leaves the server. ``stack_id`` is
    the note that lies on top when the group laid notes on one stack. ``votes`` are dots of an evening on
    paper; those of a vote in the app are rows of their own. ``translation`` is the Dutch put under it.
    """

    id: int
    meeting_id: int
    prompt_id: int
    number: int
    text: str
    created_at: dt.datetime
    channel: Channel = Channel.PHONE
    group: Group | None = None
    table: int | None = None
    device: str = ""
    changed_at: dt.datetime | None = None
    hidden_at: dt.datetime | None = None
    hidden_reason: str = ""
    theme_id: int | None = None
    stack_id: int | None = None
    votes: int = 0
    translation: str = ""

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


@dataclass(frozen=True)
class Theme:
    """What the group found in its notes, and how it called it; no title as long as there is no name yet.

    A theme that was taken apart stays as a row (``gone_at``), so that it can come back as it was.
    """

    id: int
    meeting_id: int
    position: int
    title: str
    description: str = ""
    gone_at: dt.datetime | None = None


@dataclass(frozen=True)
class Move:
    """One act of gathering by one hand, with what it changed, so that it can be undone.

    ``notes`` holds per note (id, theme before, stack before, theme after, stack after); ``themes`` per theme
    (id, title before, was it there before, title after, is it there after); ``votes`` per voter whose dots
    went along (row of the dots before, row after, how many).
    """

    id: int
    meeting_id: int
    hand: str
    made_at: dt.datetime
    notes: tuple[tuple[int, int | None, int | None, int | None, int | None], ...] = ()
    themes: tuple[tuple[int, str, bool, str, bool], ...] = ()
    votes: tuple[tuple[int, int, int], ...] = ()
    undone_at: dt.datetime | None = None


@dataclass(frozen=True)
class Vote:
    """The dots of one voter on one target. ``voter`` is the hash of a phone, or names a table."""

    id: int
    meeting_id: int
    prompt_id: int
    target: TargetKind
    target_id: int
    voter: str
    dots: int
    table: int | None = None
    channel: Channel = Channel.PHONE


@dataclass(frozen=True)
class Tally:
    """What one target got: ``dots`` in all, of which ``on_paper`` came from paper."""

    target: TargetKind
    target_id: int
    number: int
    title: str
    dots: int = 0
    on_paper: int = 0


@dataclass(frozen=True)
class Decision:
    """What was decided (besluit), who does what by when (actie), or what waits (parkeren)."""

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


@dataclass(frozen=True)
class StepMark:
    id: int
    step: Step
    kind: StepMarkKind
    why: str
    marked_at: dt.datetime


@dataclass(frozen=True)
class Situation:
    """What is going on in a meeting at one revision; read in the same transaction as a change."""

    meeting: Meeting
    prompt: Prompt | None
    prompt_count: int
    note_count: int
    hidden_count: int
    dossier_name: str = ""
    dot_count: int = 0
    round: Round | None = None

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

    ``votes`` are those under the question on the screen, read only while the group votes or sees the result.
    """

    situation: Situation
    revision: int
    notes: list[Note] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)


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
