"""What one clause grew from: residents' notes as they were written, talks, and a task or a project."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import road_agreed
from sok_core.agreement import Document
from sok_core.model import (
    Clause,
    Conversation,
    Meeting,
    Note,
    Outcome,
    Project,
    Prompt,
    Reader,
    Source,
    TargetKind,
    Task,
    Theme,
)
from sok_core.road import Road, behind, grounds

if TYPE_CHECKING:
    from sok_core.store import Tables


@dataclass(frozen=True)
class Word:
    """One note as it was written, with the question and the meeting that it answered."""

    note: Note
    prompt: Prompt
    meeting: Meeting
    theme: Theme | None


@dataclass(frozen=True)
class Grown:
    """What one clause grew from, as far as this reader may see it.

    ``dots`` lie on its notes, and on the themes that these lie under; of a vote that goes on none is told.
    """

    words: tuple[Word, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    tasks: tuple[Task, ...] = ()
    projects: tuple[Project, ...] = ()
    dots: int = 0


def grown_from(tables: "Tables", one: Clause, *, reader: Reader, text: Document | None = None) -> Grown:
    """Return the road back of a clause, also by way of its task, its project and what was merged into it.

    With a frozen text it is as that has it. Of a talk that is not for this reader it tells only who, when and
    whether.
    """
    sources = _sources(tables, Outcome.CLAUSE, one.id, text)
    rests_on = dict.fromkeys(grounds(Road(clauses=_clauses(tables, text)), one.id))
    talked = {each.conversation_id for each in sources} - {None}
    talks = tables.conversation.readable_by(reader) if talked else []
    spoken = spoken_for(tables, Outcome.CLAUSE, one.id, text=text)
    return Grown(
        words=spoken,
        conversations=tuple(each for each in talks if each.id in talked),
        tasks=tuple(tables.task.get(each) for kind, each in rests_on if kind is Outcome.TASK),
        projects=tuple(tables.project.get(each) for kind, each in rests_on if kind is Outcome.PROJECT),
        dots=dots_on(tables, spoken),
    )


def dots_on(tables: "Tables", spoken: Sequence[Word]) -> int:
    """Return how many dots lie on some notes, and on the themes that these lie under."""
    told, themes = tables.vote.told(), {one.theme.id for one in spoken if one.theme}
    on_notes = sum(one.note.votes + told.get((TargetKind.NOTE, one.note.id), 0) for one in spoken)
    return on_notes + sum(told.get((TargetKind.THEME, each), 0) for each in themes)


def spoken_for(
    tables: "Tables", outcome: Outcome, outcome_id: int, *, text: Document | None = None
) -> tuple[Word, ...]:
    """Return the notes on the road back of one thing, as ``behind`` has it, by meeting and number.

    Only these rows are read: the roads of the whole dossier would take ten times as long.
    """
    sources = _sources(tables, outcome, outcome_id, text)
    notes = tables.note.some([each.note_id for each in sources if each.note_id is not None])
    near = Road(
        notes={each.id: each for each in notes},
        themes={each: tables.theme.get(each) for each in {note.theme_id for note in notes} if each},
        meetings={each: tables.meeting.get(each) for each in {note.meeting_id for note in notes}},
        clauses=_clauses(tables, text) if outcome is Outcome.CLAUSE else {},
        sources=sources,
    )
    prompts = {each: tables.prompt.get(each) for each in {note.prompt_id for note in notes}}
    found = [
        Word(note, prompts[note.prompt_id], group.meeting, group.theme)
        for group in behind(near, outcome, outcome_id).groups
        for note in group.notes
    ]
    return tuple(sorted(found, key=lambda each: (each.note.meeting_id, each.note.number)))


def _sources(tables: "Tables", outcome: Outcome, outcome_id: int, text: Document | None) -> list[Source]:
    """Return from which words something grew, a clause also from those of what it rests on."""
    places = [(outcome, outcome_id)]
    if outcome is Outcome.CLAUSE:
        places += grounds(Road(clauses=_clauses(tables, text)), outcome_id)
    version = text.version if text else None
    return [each for place in places for each in tables.source.of(*place, version=version)]


def _clauses(tables: "Tables", text: Document | None) -> Mapping[int, Clause]:
    drafts = tables.clause.all()
    return road_agreed.in_text(text, drafts).clauses if text else {each.id: each for each in drafts}
