"""What one clause grew from: residents' notes as they were written, talks, and a task or a project."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core.model import Clause, Conversation, Meeting, Note, Outcome, Project, Prompt, Reader, Task, Theme

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
    """What one clause grew from, as far as this reader may see it."""

    words: tuple[Word, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    task: Task | None = None
    project: Project | None = None

    @property
    def dots(self) -> int:
        """Return how many dots lie on its notes."""
        return sum(one.note.votes for one in self.words)


def grown_from(tables: "Tables", one: Clause, *, reader: Reader) -> Grown:
    """Return the road back of a clause; notes that are hidden are left out."""
    found = tables.source.of(Outcome.CLAUSE, one.id)
    wanted = [each.note_id for each in found if each.note_id is not None]
    talked = {each.conversation_id for each in found}
    talks = [each for each in tables.conversation.readable_by(reader) if each.id in talked] if talked else []
    return Grown(
        words=_spoken(tables, [note for note in tables.note.some(wanted) if not note.is_hidden]),
        conversations=tuple(talks),
        task=tables.task.get(one.task_id) if one.task_id else None,
        project=tables.project.get(one.project_id) if one.project_id else None,
    )


def _spoken(tables: "Tables", notes: Sequence[Note]) -> tuple[Word, ...]:
    prompts = {one: tables.prompt.get(one) for one in {note.prompt_id for note in notes}}
    meetings = {one: tables.meeting.get(one) for one in {note.meeting_id for note in notes}}
    themes = {one: tables.theme.get(one) for one in {note.theme_id for note in notes} if one is not None}
    return tuple(
        Word(note, prompts[note.prompt_id], meetings[note.meeting_id], themes.get(note.theme_id or 0))
        for note in notes
    )
