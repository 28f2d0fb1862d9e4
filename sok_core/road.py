"""The road from people's own words to what became of them, and all the way back."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from sok_core import agreement, clause_merge, commitment_state, road_agreed, words
from sok_core.aim import is_fit
from sok_core.commitment_state import State
from sok_core.model import (
    Aim,
    AimKind,
    Clause,
    ClauseStatus,
    ClauseText,
    Commitment,
    CommitmentStatus,
    Conversation,
    Fate,
    FateKind,
    Meeting,
    Note,
    Outcome,
    Project,
    ProjectStatus,
    Reader,
    Source,
    TargetKind,
    Task,
    Theme,
)
from sok_core.road_agreed import Agreed
from sok_core.theme import named

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

T = TypeVar("T")
K = TypeVar("K")

AIM_KINDS = {AimKind.VALUE: "de waarde", AimKind.GOAL: "het doel"}
WAITING = (ProjectStatus.IDEA, ProjectStatus.LATER)
NOT_YET = "Nog niet besproken"


class EndKind(StrEnum):
    """Where a road ends, for now."""

    CLAUSE = "artikel"
    KEPT = "bewaard"
    NO_CLAUSE = "geen_afspraak"
    WITHDRAWN = "ingetrokken"
    GROWING = "onderweg"
    LET_GO = "losgelaten"
    OPEN = "nog_niet_besproken"


@dataclass(frozen=True)
class End:
    """What became of a note, in a sentence without a full stop; ``more`` is what people may read besides."""

    kind: EndKind
    text: str
    more: str = ""


@dataclass(frozen=True)
class Ahead:
    """What grew from some words. ``clauses`` are those that they stand in now, or stood in."""

    aims: tuple[Aim, ...] = ()
    tasks: tuple[Task, ...] = ()
    projects: tuple[Project, ...] = ()
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True)
class Group:
    """Notes of one theme of one meeting. ``hidden`` counts those whose words stay away."""

    meeting: Meeting
    theme: Theme | None
    notes: tuple[Note, ...]
    hidden: int
    dots: int


@dataclass(frozen=True)
class Behind:
    """Where something came from. ``kept_back`` counts talks that this reader may not read."""

    groups: tuple[Group, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    kept_back: int = 0

    @property
    def note_count(self) -> int:
        """How many notes stand behind it, those that are hidden left out."""
        return sum(len(group.notes) for group in self.groups)


@dataclass(frozen=True)
class Road:
    """All that is known of roads in a dossier, as one reader may see it. Rows that are gone are here too.

    ``dots`` lie on a (target, id); those of a vote that goes on are nobody's business yet.
    ``commitments`` are all that is followed, ``promises`` those of each clause with how they stand.
    ``proposed`` are clauses of a draft, while an agreement without them is in force. ``ever`` are the sources
    with what was taken off of a text that was frozen before.
    """

    notes: Mapping[int, Note] = field(default_factory=dict)
    themes: Mapping[int, Theme] = field(default_factory=dict)
    meetings: Mapping[int, Meeting] = field(default_factory=dict)
    conversations: Mapping[int, Conversation] = field(default_factory=dict)
    aims: Mapping[int, Aim] = field(default_factory=dict)
    tasks: Mapping[int, Task] = field(default_factory=dict)
    projects: Mapping[int, Project] = field(default_factory=dict)
    clauses: Mapping[int, Clause] = field(default_factory=dict)
    texts: Mapping[int, ClauseText] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)
    sources: Sequence[Source] = ()
    ever: Sequence[Source] = ()
    fates: Sequence[Fate] = ()
    dots: Mapping[tuple[TargetKind, int], int] = field(default_factory=dict)
    commitments: Sequence[Commitment] = ()
    promises: Mapping[int, Sequence[State]] = field(default_factory=dict)
    reader: Reader = Reader.TABLE
    proposed: Collection[int] = ()

    @cached_property
    def by_note(self) -> Mapping[int, list[Source]]:
        """What grew from each note."""
        return _grouped(self.sources, [one.note_id for one in self.sources])

    @cached_property
    def by_note_ever(self) -> Mapping[int, list[Source]]:
        """What grew from each note, also what it was taken off since."""
        return _grouped(self.ever, [one.note_id for one in self.ever])

    @cached_property
    def by_outcome(self) -> Mapping[tuple[Outcome, int], list[Source]]:
        """From which words each thing grew."""
        return _grouped(self.sources, [(one.outcome, one.outcome_id) for one in self.sources])

    @cached_property
    def by_ground(self) -> Mapping[tuple[Outcome, int], list[Clause]]:
        """The clauses that came from each task and each project."""
        found: dict[tuple[Outcome, int], list[Clause]] = {}
        for one in self.clauses.values():
            for ground in _own_grounds(one):
                found.setdefault(ground, []).append(one)
        return found

    @cached_property
    def clauses_of_theme(self) -> Mapping[int, list[Clause]]:
        """The clauses that stand now of each theme, also those of a task or a project that came from it."""
        came = [(one.theme_id, [one]) for one in self.clauses.values()]
        for task in self.tasks.values():
            came.append((task.theme_id, self.by_ground.get((Outcome.TASK, task.id), [])))
        for project in self.projects.values():
            came.append((project.theme_id, self.by_ground.get((Outcome.PROJECT, project.id), [])))
        found: dict[int, dict[int, Clause]] = {}
        for theme_id, first in came:
            every = [one for each in first for one in (each, *clause_merge.where_now(self.clauses, each))]
            standing = {one.id: one for one in every if _stands(self, one)}
            if theme_id is not None and standing:
                found.setdefault(theme_id, {}).update(standing)
        return {theme_id: list(there.values()) for theme_id, there in found.items()}

    @cached_property
    def note_fates(self) -> Mapping[int, Fate]:
        """What is said of single notes."""
        return {one.note_id: one for one in self.fates if one.note_id is not None}

    @cached_property
    def theme_fates(self) -> Mapping[int, Fate]:
        """What is said of themes."""
        return {one.theme_id: one for one in self.fates if one.theme_id is not None}

    @cached_property
    def ends(self) -> Mapping[int, End]:
        """What became of every note, hidden ones too."""
        return {note_id: end(self, note_id) for note_id in self.notes}

    @cached_property
    def by_theme(self) -> Mapping[int, list[Note]]:
        """The notes that lie under each theme now, hidden ones too."""
        return _grouped(self.notes.values(), [one.theme_id for one in self.notes.values()])


def read(
    tables: "Tables",
    reader: Reader = Reader.TABLE,
    *,
    today: dt.date | None = None,
    as_agreed: bool = False,
) -> Road:
    """Read all roads of a dossier at one moment, as far as this reader may.

    With ``today`` they go on to how the promises stand on that day. ``as_agreed``: once an agreement is in
    force, clauses are as they stand in it, with the notes they had, whatever a draft does with them by now.
    """
    drafts = tables.clause.all()
    agreed = road_agreed.read(tables, drafts) if as_agreed else Agreed({one.id: one for one in drafts})
    states = commitment_state.states(tables, today=today) if today else []
    return Road(
        notes={one.id: one for one in tables.note.where()},
        themes={one.id: one for one in tables.theme.where(order_by="meeting_id, position, id")},
        meetings={one.id: one for one in tables.meeting.all()},
        conversations={one.id: one for one in tables.conversation.readable_by(reader)},
        aims={one.id: one for one in tables.aim.where(order_by="kind DESC, position, id")},
        tasks={one.id: one for one in tables.task.where(order_by="position, id")},
        projects={one.id: one for one in tables.project.all()},
        clauses=agreed.clauses,
        texts=tables.clause_text.newest(),
        numbers=agreement.numbers(tables.agreement.current(), drafts) | dict(agreed.numbers),
        sources=tables.source.all(version=agreed.version),
        ever=tables.source.ever(),
        fates=tables.fate.all(),
        dots=tables.vote.told(),
        commitments=tables.commitment.all(),
        promises=commitment_state.by_clause(states),
        reader=reader,
        proposed=agreed.proposed,
    )


def kept(
    store: "Store",
    reader: Reader = Reader.TABLE,
    *,
    today: dt.date | None = None,
    as_agreed: bool = False,
) -> Road:
    """Return what ``read`` does, read once for each revision of a dossier."""
    return store.kept(
        ("road", reader, today, as_agreed),
        lambda tables: read(tables, reader, today=today, as_agreed=as_agreed),
    )


def ahead(road: Road, note_id: int) -> Ahead:
    """Return what grew from a note: also the clauses that came from its tasks and projects."""
    return _grown(road, road.by_note.get(note_id, ()))


def ahead_ever(road: Road, note_id: int) -> Ahead:
    """Return what grew from a note, also what it was taken off since: its words may stand there still."""
    return _grown(road, road.by_note_ever.get(note_id, ()))


def ahead_of_talk(road: Road, conversation_id: int) -> Ahead:
    """Return what grew from a conversation."""
    return _grown(road, [one for one in road.sources if one.conversation_id == conversation_id])


def behind(road: Road, outcome: Outcome, outcome_id: int) -> Behind:
    """Return from which words something grew, by theme; a clause also has those of its task and project."""
    found = list(road.by_outcome.get((outcome, outcome_id), ()))
    if outcome is Outcome.CLAUSE:
        for ground in grounds(road, outcome_id):
            found += road.by_outcome.get(ground, ())
    notes = {one: road.notes[one] for one in _ids(source.note_id for source in found) if one in road.notes}
    talks = [
        road.conversations[one]
        for one in _ids(source.conversation_id for source in found)
        if one in road.conversations
    ]
    readable = tuple(one for one in talks if road.reader.may_read(one.reader))
    return Behind(tuple(_groups(road, notes.values())), readable, len(talks) - len(readable))


def end(road: Road, note_id: int) -> End:
    """Return what became of a note, and how the promise that it became stands now.

    A clause that stands goes before everything; then what was said of the note itself; then that its clause
    was withdrawn; then the clause that its theme stands in, to which the note may have come late; then that
    it is in a draft beside the agreement in force, what was said of that theme, and what the note is part of
    so far.
    """
    grown, note = ahead(road, note_id), road.notes[note_id]
    standing = [one for one in grown.clauses if _stands(road, one)]
    if standing:
        return End(EndKind.CLAUSE, f"Staat in {_where(road, standing)}", _how_it_goes(road, standing))
    if note_id in road.note_fates:
        return end_of(road.note_fates[note_id])
    if gone := [one for one in grown.clauses if one.id not in road.proposed]:
        return _withdrawn(road, gone)
    if note.theme_id is not None and (along := road.clauses_of_theme.get(note.theme_id)):
        told = f"Het thema ‘{named(road.themes[note.theme_id])}’ staat in {_where(road, along)}"
        return End(EndKind.CLAUSE, told, _how_it_goes(road, along))
    if any(one.status is not ClauseStatus.WITHDRAWN for one in grown.clauses):
        return End(EndKind.GROWING, "Zit in een voorstel voor de volgende versie van de overeenkomst")
    if note.theme_id is not None and note.theme_id in road.theme_fates:
        return end_of(road.theme_fates[note.theme_id])
    return _growing(grown) or End(EndKind.OPEN, NOT_YET)


def _stands(road: Road, clause: Clause) -> bool:
    """Whether a clause stands in the agreement in force, or in the draft when there is none."""
    return clause.status is not ClauseStatus.WITHDRAWN and clause.id not in road.proposed


def _where(road: Road, clauses: Sequence[Clause]) -> str:
    """Return how people call some clauses together."""
    numbers = _in_order(road, clauses)
    return f"artikel {words.enumerated(numbers)}" if numbers else "de overeenkomst"


def _how_it_goes(road: Road, clauses: Sequence[Clause]) -> str:
    """Return how the promises of some clauses stand now; empty when none of them is followed.

    What was promised in a clause that was merged into another is told with that other.
    """
    told = dict.fromkeys(
        (article(road, one.id), commitment_state.told(state))
        for one in clauses
        for state in _promises(road, one.id)
    )
    said = [how for _, how in told] if len(told) == 1 else [f"{where} {how}" for where, how in told]
    return f"Zo gaat het nu: {'; '.join(said)}" if said else ""


def _promises(road: Road, clause_id: int) -> list[State]:
    """Return what is followed of a clause and of what was merged into it.

    Of these together, what was stopped is left out while another goes on: it went on there.
    """
    merged = clause_merge.with_merged(road.clauses, clause_id)
    found = [state for each in sorted(merged) for state in road.promises.get(each, ())]
    going = [one for one in found if one.status is not CommitmentStatus.STOPPED]
    return going if going and len(merged) > 1 else found


def theme_end(road: Road, theme_id: int) -> End | None:
    """Return what is said of a theme as a whole, None when nothing is."""
    said = road.theme_fates.get(theme_id)
    return end_of(said) if said else None


def dots_of_theme(road: Road, theme_id: int) -> int:
    """Return the dots of a theme: from phones and paper, and stickers on notes that lie there."""
    on_notes = sum(one.votes for one in road.by_theme.get(theme_id, ()))
    return road.dots.get((TargetKind.THEME, theme_id), 0) + on_notes


def dots_of_note(road: Road, note: Note) -> int:
    """Return the dots of a note by itself."""
    return road.dots.get((TargetKind.NOTE, note.id), 0) + note.votes


def origin(found: Behind, *, today: dt.date) -> str:
    """Return from how many notes something grew, when and where; empty when it grew from none."""
    by_meeting = _grouped(found.groups, [one.meeting.id for one in found.groups])
    told = []
    for groups in by_meeting.values():
        meeting, notes = groups[0].meeting, sum(len(one.notes) for one in groups)
        day = words.date(meeting.date, with_year=meeting.date.year != today.year)
        told.append(", ".join(filter(None, [words.count(notes, "briefje", "briefjes"), day, meeting.place])))
    return f"uit {words.enumerated(told)}" if found.note_count else ""


def article(road: Road, clause_id: int) -> str:
    """Return how people call a clause."""
    return f"artikel {road.numbers[clause_id]}" if clause_id in road.numbers else "de overeenkomst"


def aim_name(aim: Aim) -> str:
    """Return how people call a value or a goal."""
    return f"{AIM_KINDS[aim.kind]} ‘{aim.title}’"


def quoted(road: Road, aim: Aim) -> list[Note]:
    """Return the notes behind it whose words stand beside it, as far as everybody may read them."""
    behind_it = {one.note_id for one in road.by_outcome.get((Outcome.AIM, aim.id), ())}
    return [road.notes[one] for one in aim.quotes if one in behind_it and is_fit(road.notes[one])]


def grounds(road: Road, clause_id: int) -> list[tuple[Outcome, int]]:
    """Return what a clause rests on: what was merged into it, and the tasks and projects of all these."""
    found: list[tuple[Outcome, int]] = []
    for each in clause_merge.with_merged(road.clauses, clause_id):
        if each not in road.clauses:
            continue
        found += [(Outcome.CLAUSE, each)] if each != clause_id else []
        found += _own_grounds(road.clauses[each])
    return found


def _grown(road: Road, sources: Iterable[Source]) -> Ahead:
    found: dict[Outcome, set[int]] = {outcome: set() for outcome in Outcome}
    for one in sources:
        found[one.outcome].add(one.outcome_id)
    clauses = {each: road.clauses[each] for each in found[Outcome.CLAUSE] if each in road.clauses}
    for outcome in (Outcome.TASK, Outcome.PROJECT):
        for each in found[outcome]:
            clauses |= {one.id: one for one in road.by_ground.get((outcome, each), ())}
    standing = {
        one.id: one for each in clauses.values() for one in clause_merge.where_now(road.clauses, each)
    }
    return Ahead(
        tuple(one for one in road.aims.values() if one.id in found[Outcome.AIM]),
        tuple(one for one in road.tasks.values() if one.id in found[Outcome.TASK]),
        tuple(one for one in road.projects.values() if one.id in found[Outcome.PROJECT]),
        tuple(sorted((clauses | standing).values(), key=lambda one: _order(road.numbers.get(one.id, "")))),
    )


def _own_grounds(clause: Clause) -> list[tuple[Outcome, int]]:
    grounds = ((Outcome.TASK, clause.task_id), (Outcome.PROJECT, clause.project_id))
    return [(outcome, each) for outcome, each in grounds if each is not None]


def _groups(road: Road, notes: Collection[Note]) -> Iterable[Group]:
    by_place = _grouped(notes, [(one.meeting_id, one.theme_id) for one in notes])
    order = {theme_id: place for place, theme_id in enumerate(road.themes)}

    def place(key: tuple[int, int | None]) -> tuple[dt.date, int, int]:
        return road.meetings[key[0]].date, key[0], order.get(key[1] or 0, len(order))

    for meeting_id, theme_id in sorted(by_place, key=place):
        members = by_place[meeting_id, theme_id]
        shown = tuple(sorted((one for one in members if not one.is_hidden), key=lambda one: one.number))
        theme = road.themes.get(theme_id) if theme_id else None
        dots = dots_of_theme(road, theme.id) if theme else sum(dots_of_note(road, one) for one in shown)
        yield Group(road.meetings[meeting_id], theme, shown, len(members) - len(shown), dots)


def end_of(fate: Fate) -> End:
    """Return what was said of a theme or a note, as the end of its road."""
    if fate.kind is FateKind.KEPT:
        return End(EndKind.KEPT, "Bewaard voor later", fate.text)
    return End(EndKind.NO_CLAUSE, f"Geen afspraak, want {fate.why}", fate.text)


def _withdrawn(road: Road, clauses: Sequence[Clause]) -> End:
    last = max(clauses, key=lambda one: (str(one.withdrawn_on or ""), one.id))
    why = f", want {last.why[:1].lower()}{last.why[1:].rstrip('.')}" if last.why else ""
    return End(EndKind.WITHDRAWN, f"Stond in {article(road, last.id)}, maar dat is weer ingetrokken{why}")


def _growing(grown: Ahead) -> End | None:
    chosen = [one for one in grown.projects if one.status not in (*WAITING, ProjectStatus.STOPPED)]
    waiting = [one for one in grown.projects if one.status in WAITING]
    held = [one for one in grown.aims if one.gone_at is None]
    tasks = [one for one in grown.tasks if one.gone_at is None]
    if chosen:
        return End(EndKind.GROWING, f"Zit in {_all_of(chosen, 'het project', 'de projecten')}")
    if tasks:
        return End(EndKind.GROWING, f"Hoort bij {_all_of(tasks, 'de taak', 'de taken')}")
    if held:
        return End(EndKind.GROWING, f"Hoort bij {words.enumerated(map(aim_name, held))}")
    if waiting:
        return End(EndKind.KEPT, f"Bewaard voor later: {_all_of(waiting, 'het idee', 'de ideeën')}")
    let_go = [one for one in grown.aims if one.gone_at is not None]
    if let_go:
        why = f", want {let_go[-1].gone_why.rstrip('.')}" if let_go[-1].gone_why else ""
        return End(EndKind.LET_GO, f"Hoorde bij {aim_name(let_go[-1])}. Dat is losgelaten{why}")
    return None


def _all_of(grown: Sequence[Project] | Sequence[Task], one: str, several: str) -> str:
    """Return how people call what grew from a note: all of it, so that nobody misses a part."""
    return f"{one if len(grown) == 1 else several} {words.enumerated(f'‘{each.title}’' for each in grown)}"


def _in_order(road: Road, clauses: Iterable[Clause]) -> list[str]:
    return sorted({road.numbers[one.id] for one in clauses if one.id in road.numbers}, key=_order)


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split(".") if part.isdecimal())


def _ids(found: Iterable[int | None]) -> list[int]:
    """Return each id once, in its order."""
    return list(dict.fromkeys(one for one in found if one is not None))


def _grouped(rows: Iterable[T], keys: Iterable[K | None]) -> dict[K, list[T]]:
    """Return rows by their key, in their order; those without a key are left out."""
    found: dict[K, list[T]] = {}
    for one, key in zip(rows, keys, strict=True):
        if key is not None:
            found.setdefault(key, []).append(one)
    return found
