"""The notes that an article rests on: hung on it by hand, and taken off again."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sok_core import agreement, clause_merge, consent
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
    """Let an article rest no longer on these notes, nor what was merged into it.

    They are found again under what became of notes. On the road of a text that was frozen with them they
    stay, and hung on again before the next is frozen they never were away.
    """
    gone = list(note_ids)
    with store.write() as tables:
        for each in _with_merged(tables, clause_id):
            stood_in = _stood_in(tables, each)
            tables.source.take_off(Outcome.CLAUSE, each, notes=gone, stood_in=stood_in)


def kept_in_force(tables: "Tables", clause_id: int) -> set[int]:
    """Return the ids of the notes of an article that stay on the road of the text in force when taken off."""
    version = consent.signed_version(tables)
    if version is None:
        return set()
    found = [
        one
        for each in _with_merged(tables, clause_id)
        if version.number in _stood_in(tables, each)
        for one in tables.source.of(Outcome.CLAUSE, each)
    ]
    return {one.note_id for one in found if one.note_id is not None and one.since <= version.number}


def _stood_in(tables: "Tables", clause_id: int) -> set[int]:
    """Return the numbers of the frozen versions in which a clause stands, or what it went on in.

    A dossier of before sources had versions does not know since when a note hangs on its clause, but a clause
    that was never frozen took no note along. A version that cannot be read any more may have had it.
    """
    clauses = {one.id: one for one in tables.clause.all()}
    places = {clause_id, *(one.id for one in clause_merge.where_now(clauses, clauses[clause_id]))}
    frozen = {one.number: agreement.opened(one) for one in tables.version.all()}
    return {
        number
        for number, document in frozen.items()
        if document is None or places & {one.clause_id for one in document.articles}
    }


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
