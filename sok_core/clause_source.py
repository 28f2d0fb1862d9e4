"""The notes that an article rests on: hung on it by hand, and taken off again."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sok_core.errors import NotFound
from sok_core.model import Meeting, Note, Outcome

if TYPE_CHECKING:
    from sok_core.store import Store, Tables


def hang(store: "Store", *, clause_id: int, note_ids: Iterable[int]) -> None:
    """Let an article rest on these notes too; a frozen text stays what it is, for its words do not change.

    Raises NotFound for an article or a note that is not there, or a note that is hidden.
    """
    wanted = list(dict.fromkeys(note_ids))
    with store.write() as tables:
        tables.clause.get(clause_id)
        if any(tables.note.get(each).is_hidden for each in wanted):
            raise NotFound("note.unknown")
        tables.source.link(Outcome.CLAUSE, clause_id, notes=wanted)


def take_off(store: "Store", *, clause_id: int, note_ids: Iterable[int]) -> None:
    """Let an article rest no longer on these notes; they are found again under what became of notes."""
    with store.write() as tables:
        tables.source.unlink(Outcome.CLAUSE, clause_id, notes=list(note_ids))


def notes_of(tables: "Tables", clause_id: int) -> set[int]:
    """Return the ids of the notes that an article rests on."""
    found = tables.source.of(Outcome.CLAUSE, clause_id)
    return {one.note_id for one in found if one.note_id is not None}


def to_hang(tables: "Tables", clause_id: int) -> list[tuple[Meeting, Note]]:
    """Return the notes that could be hung on an article: visible, and not on it; the newest meeting first."""
    there = notes_of(tables, clause_id)
    return [
        (meeting, one)
        for meeting in reversed(tables.meeting.all())
        for one in tables.note.of(meeting.id)
        if one.id not in there and not one.is_hidden
    ]
