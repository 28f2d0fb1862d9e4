"""The notes that an article rests on: hung on it by hand, and taken off again."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sok_core import agreement, clause_merge, consent
from sok_core.errors import Conflict, NotFound
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
    """Let an article rest no longer on these notes, nor what was merged into it.

    They are found again under what became of notes. Raises Conflict for a note that came along with an
    article that was merged since it was signed: in the text in force it stands there by itself.
    """
    gone = list(note_ids)
    with store.write() as tables:
        signed = _signed(tables)
        for each in _with_merged(tables, clause_id):
            held = {one.note_id for one in tables.source.of(Outcome.CLAUSE, each)}
            if each != clause_id and each in signed and not held.isdisjoint(gone):
                raise Conflict("clause.note_signed", number=signed[each])
            tables.source.unlink(Outcome.CLAUSE, each, notes=gone)


def _signed(tables: "Tables") -> dict[int, str]:
    """Return the numbers of the articles that stand in the text in force, by the id of their clause."""
    version = consent.signed_version(tables)
    document = agreement.opened(version) if version else None
    articles = document.articles if document else ()
    return {one.clause_id: one.number for one in articles if not one.is_withdrawn}


def notes_of(tables: "Tables", clause_id: int) -> set[int]:
    """Return the ids of the notes that an article rests on, also by what was merged into it."""
    places = _with_merged(tables, clause_id)
    found = [one for each in places for one in tables.source.of(Outcome.CLAUSE, each)]
    return {one.note_id for one in found if one.note_id is not None}


def _with_merged(tables: "Tables", clause_id: int) -> list[int]:
    return clause_merge.with_merged({one.id: one for one in tables.clause.all()}, clause_id)


def to_hang(tables: "Tables", clause_id: int) -> list[tuple[Meeting, Note]]:
    """Return the notes that could be hung on an article: visible, and not on it; the newest meeting first."""
    there = notes_of(tables, clause_id)
    return [
        (meeting, one)
        for meeting in reversed(tables.meeting.all())
        for one in tables.note.of(meeting.id)
        if one.id not in there and not one.is_hidden
    ]
