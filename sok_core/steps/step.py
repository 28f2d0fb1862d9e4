"""The shape of a step: what it asks, in which order, and how far a neighbourhood is. A step has no tables."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from sok_core import words
from sok_core.commitment_state import State as Promise
from sok_core.errors import RuleBroken
from sok_core.model import (
    Aim,
    CheckIn,
    Conversation,
    CoreTeamMember,
    Decision,
    DecisionKind,
    DecisionStatus,
    Meeting,
    MeetingStatus,
    Party,
    Project,
    Step,
    StepMark,
    StepMarkKind,
    Task,
)
from sok_core.role import Mismatch
from sok_core.words import capital, counted

if TYPE_CHECKING:
    from sok_core.store import Store

CONTROL = "regie.py"


class State(StrEnum):
    """How far a step is; stored nowhere, worked out anew each time."""

    NOT_BEGUN = "nog_niet_begonnen"
    BUSY = "bezig"
    INCOMPLETE = "mist_nog_iets"
    DONE = "klaar"
    SKIPPED = "overgeslagen"

    @property
    def is_begun(self) -> bool:
        """Whether there is something to look at."""
        return self in (State.BUSY, State.INCOMPLETE, State.DONE)


STATES = {
    State.NOT_BEGUN: "Nog niet begonnen",
    State.BUSY: "Bezig",
    State.INCOMPLETE: "Mist nog iets",
    State.DONE: "Klaar",
    State.SKIPPED: "Overgeslagen",
}
GLYPHS = {State.NOT_BEGUN: "○", State.BUSY: "●", State.INCOMPLETE: "▲", State.DONE: "✓", State.SKIPPED: "→"}


@dataclass(frozen=True)
class Act:
    """The one thing to do next: a verb on a button, why now, and the page that it opens.

    ``on`` is the day that it is about, for what goes before an evening of a later day.
    """

    label: str
    why: str
    page: str = CONTROL
    params: Mapping[str, str] = field(default_factory=dict)
    on: dt.date | None = None

    def is_before(self, meeting: Meeting) -> bool:
        """Whether this comes before a meeting that is planned; nothing comes before one that goes on."""
        return meeting.status is MeetingStatus.PLANNED and self.on is not None and self.on < meeting.date


@dataclass(frozen=True)
class Facts:
    """What is known of a neighbourhood. ``notes`` and ``loose`` (without a theme) count per meeting id.

    ``led_tasks`` are the ids of the tasks whose lead was agreed, ``mismatches`` what is still to be talked
    about, ``unled_projects`` the ids of the projects whose lead left the table.
    ``today`` is the date in Amsterdam; ``as_of`` is what the dossier calls today, for steps 5 and 6.
    Of the parties that sign a frozen text (``version``: in force, else the newest), so many ``agreed``,
    ``signed`` and ``refused`` (who decides said no); of a newer one that would change what is in force, those
    of ``change_…``.
    ``articles`` are in force, ``withdrawn`` are not; ``text_gaps`` is how much is missing in the text.
    ``promises`` are all commitments as they stand, ``check_ins`` the moments to look at them.
    """

    now: dt.datetime
    today: dt.date
    as_of: dt.date
    parties: Sequence[Party] = ()
    conversations: Sequence[Conversation] = ()
    core_team: Sequence[CoreTeamMember] = ()
    meetings: Sequence[Meeting] = ()
    notes: Mapping[int, int] = field(default_factory=dict)
    loose: Mapping[int, int] = field(default_factory=dict)
    themes: Mapping[int, Sequence[str]] = field(default_factory=dict)
    decisions: Sequence[Decision] = ()
    tasks: Sequence[Task] = ()
    led_tasks: Collection[int] = ()
    mismatches: Sequence[Mismatch] = ()
    unled_projects: Collection[int] = ()
    projects: Sequence[Project] = ()
    marks: Mapping[Step, StepMark] = field(default_factory=dict)
    aims: Sequence[Aim] = ()
    version: int = 0
    signing_parties: int = 0
    agreed: int = 0
    refused: int = 0
    signed: int = 0
    change_version: int = 0
    change_signing_parties: int = 0
    change_agreed: int = 0
    change_refused: int = 0
    change_signed: int = 0
    articles: int = 0
    withdrawn: int = 0
    text_gaps: int = 0
    promises: Sequence[Promise] = ()
    check_ins: Sequence[CheckIn] = ()

    def of(self, step: Step) -> list[Meeting]:
        """Return the meetings of one step, oldest first."""
        return [meeting for meeting in self.meetings if meeting.step is step]

    def held(self, step: Step) -> list[Meeting]:
        """Return the meetings of one step that are over."""
        return [meeting for meeting in self.of(step) if meeting.status is MeetingStatus.CLOSED]

    def coming(self, step: Step) -> Meeting | None:
        """Return the meeting of a step that goes on, else the one planned nearest."""
        over = (MeetingStatus.CLOSED, MeetingStatus.CANCELLED)
        open_ones = [meeting for meeting in self.of(step) if meeting.status not in over]
        return min(open_ones, key=lambda m: (m.status is not MeetingStatus.RUNNING, m.date), default=None)

    def note_count(self, step: Step) -> int:
        """Return how many notes of a step may be read."""
        return sum(self.notes.get(meeting.id, 0) for meeting in self.of(step))

    def since(self, mark: StepMark) -> "Facts":
        """Return these facts with only those meetings of the mark's step that came after the mark."""
        kept = [m for m in self.meetings if m.step is not mark.step or self._came_after(m, mark)]
        return replace(self, meetings=kept)

    def _came_after(self, meeting: Meeting, mark: StepMark) -> bool:
        if meeting.status is not MeetingStatus.CLOSED:
            return True
        return meeting.closed_at is not None and mark.marked_at < meeting.closed_at <= self.now


@dataclass(frozen=True)
class Check:
    """What a step says of the facts: what is done, and what is missing, each in a short sentence."""

    done: str = ""
    missing: tuple[str, ...] = ()
    is_begun: bool = False
    is_complete: bool = False


@dataclass(frozen=True)
class Progress:
    """How far one step is. ``later`` holds what was put off on purpose, ``asks`` its question in short."""

    step: Step
    state: State
    done: str
    missing: tuple[str, ...]
    later: tuple[str, ...]
    act: Act
    asks: str = ""
    mark: StepMark | None = None

    @property
    def line(self) -> str:
        """What is done, else what this step asks."""
        return self.done or self.asks

    @property
    def word(self) -> str:
        """The state as a person reads it."""
        return STATES[self.state]

    @property
    def glyph(self) -> str:
        """The sign beside the word, for who cannot see its colour."""
        return GLYPHS[self.state]


def nothing_first(facts: Facts) -> Act | None:  # noqa: ARG001  (the shape of ``Recipe.first``)
    """Return that nothing goes before an evening."""
    return None


@dataclass(frozen=True)
class Recipe:
    """One step as it is usually done; everything in it may be changed for an evening.

    ``title`` is what its meeting is called, ``agenda`` holds (minutes, title, form), ``again`` is the button
    that plans another one. ``first`` says what goes before planning one, if anything does.
    """

    step: Step
    title: str
    purpose: str
    questions: tuple[str, ...]
    agenda: tuple[tuple[int, str, str], ...]
    check: Callable[[Facts], Check]
    again: str = "Plan nog een avond"
    first: Callable[[Facts], Act | None] = nothing_first

    def progress(self, facts: Facts) -> Progress:
        """Return how far this step is; what the core team said of it goes before what was counted."""
        mark = facts.marks.get(self.step)
        if mark is not None and mark.kind is StepMarkKind.REPEATED:
            return self._again(facts, mark)
        check = self.check(facts)
        state, missing = _state(check, facts.coming(self.step)), check.missing
        if mark is not None and mark.kind in _OVERRIDES:
            state, missing = _OVERRIDES[mark.kind], ()
        later = parked(facts, self.step)
        return Progress(
            self.step, state, check.done, missing, later, self.next_act(facts, missing), self.title, mark
        )

    def _again(self, facts: Facts, mark: StepMark) -> Progress:
        fresh = facts.since(mark)
        check = self.check(fresh)
        state, done, missing = _state(check, fresh.coming(self.step)), check.done, check.missing
        if not fresh.of(self.step):
            state, done = State.INCOMPLETE, self.check(facts).done
            missing = ("Jullie doen deze stap opnieuw. Er staat nog geen nieuwe avond gepland.",)
        act = self.next_act(fresh, missing)
        return Progress(self.step, state, done, missing, parked(facts, self.step), act, self.title, mark)

    def next_act(self, facts: Facts, missing: Sequence[str] = ()) -> Act:
        """Return the one act that brings this step on."""
        coming, act = facts.coming(self.step), self.first(facts)
        if coming is not None and not (act and act.is_before(coming)):
            return act_of(coming, today=facts.today)
        if act is not None:
            return act
        plan = {"plan": str(self.step)}
        if not facts.of(self.step):
            return Act("Plan een avond", f"{words.STEPS[self.step]}: {self.purpose}", params=plan)
        why = missing[0] if missing else "Een stap mag altijd nog een keer."
        return Act(self.again, why, params=plan)


_OVERRIDES = {StepMarkKind.DONE: State.DONE, StepMarkKind.SKIPPED: State.SKIPPED}


def _state(check: Check, coming: Meeting | None) -> State:
    if coming is not None:
        return State.BUSY
    if not check.is_begun:
        return State.NOT_BEGUN
    if check.missing:
        return State.INCOMPLETE
    return State.DONE if check.is_complete else State.BUSY


def act_of(meeting: Meeting, *, today: dt.date) -> Act:
    """Return what to do with a meeting that is planned or goes on."""
    params = {"m": str(meeting.id)}
    where = f" in {meeting.place}" if meeting.place else ""
    at = f" om {words.clock_time(meeting.starts_at)}" if meeting.starts_at else ""
    if meeting.status is MeetingStatus.RUNNING:
        return Act("Ga naar de avond", f"‘{meeting.title}’ is nu bezig{where}.", params=params)
    if meeting.date == today:
        return Act("Begin de avond", f"Vandaag{at}{where}: ‘{meeting.title}’.", params=params)
    day = words.day(meeting.date)
    if meeting.date < today:
        why = f"‘{meeting.title}’ stond gepland op {day}, maar is nog niet begonnen."
        return Act("Kies een nieuwe datum", why, params=params)
    return Act("Bereid de avond voor", f"{day.capitalize()}{at}{where}: ‘{meeting.title}’.", params=params)


def parked(facts: Facts, step: Step) -> tuple[str, ...]:
    """Return what the meetings of a step put off, as sentences."""
    ids = {meeting.id for meeting in facts.of(step)}
    return tuple(
        decision.text
        for decision in facts.decisions
        if decision.meeting_id in ids
        and decision.kind is DecisionKind.PARKED
        and decision.status is DecisionStatus.OPEN
    )


def late_actions(facts: Facts, step: Step, *, today: dt.date) -> list[str]:
    """Return a sentence for each action of a step's meetings whose date has passed."""
    ids = {meeting.id for meeting in facts.of(step)}
    return [
        f"Nog te doen sinds {words.day(decision.due)}: {decision.text}"
        for decision in facts.decisions
        if decision.meeting_id in ids
        and decision.kind is DecisionKind.ACTION
        and decision.status is DecisionStatus.OPEN
        and decision.due is not None
        and decision.due < today
    ]


def evening(facts: Facts, step: Step) -> str:
    """Return one line about the meetings of a step: when the last was, or for when one is planned."""
    held, coming = facts.held(step), facts.coming(step)
    if held:
        last = _short_day(held[-1].date)
        if len(held) == 1:
            return f"Avond gehad op {last}"
        return f"{capital(counted(len(held), 'avond', 'avonden'))} gehad, laatst op {last}"
    if coming is not None and coming.status is MeetingStatus.RUNNING:
        return "De avond is nu bezig"
    return f"Avond gepland op {_short_day(coming.date)}" if coming else ""


def _short_day(date: dt.date) -> str:
    _, number, rest = words.day(date, with_year=True).split(" ", 2)
    return f"{number}\N{NO-BREAK SPACE}{rest}"


def mark(store: "Store", *, step: Step, kind: StepMarkKind, why: str, now: dt.datetime) -> None:
    """Say of a step that it is done, skipped, done again, or none of these after all.

    Raises RuleBroken without a reason.
    """
    why = " ".join(why.split())
    if not why:
        raise RuleBroken("step.why_empty")
    with store.write() as tables:
        tables.step.add(step=step, kind=kind, why=why, marked_at=now)
