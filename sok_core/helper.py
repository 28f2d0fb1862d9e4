"""The helper at a table (tafelhulp): whatever a phone can do, paper and a spoken word can do through her.

She types notes (``note.post_from_table``), lays numbers together while the group gathers, and counts the
dots on the paper of her own table while it votes. Under a note in another language she puts the Dutch. All of
it in one meeting, and only while that runs.
"""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sok_core import note, theme, vote
from sok_core.errors import Conflict, Gone, NotFound
from sok_core.model import MeetingStatus, Note, Phase, Situation
from sok_core.theme import Gathered

if TYPE_CHECKING:
    from sok_core.store import Store


def lay(
    store: "Store",
    *,
    meeting_id: int,
    typed: str,
    to: int | None,
    is_new: bool,
    hand: str,
    now: dt.datetime,
    title: str = "",
) -> Gathered:
    """Lay the notes of typed numbers under a new theme, under theme ``to``, or loose on the wall (None).

    Raises RuleBroken (no numbers), NotFound (no such theme), Conflict (the group does not gather now).
    """
    must_be(Phase.GATHER, store, meeting_id, otherwise="theme.closed")
    numbers = theme.numbers_in(typed)
    if is_new:
        return theme.begin(store, meeting_id=meeting_id, numbers=numbers, title=title, hand=hand, now=now)
    return theme.gather(store, meeting_id=meeting_id, numbers=numbers, to=to, hand=hand, now=now)


def undo(store: "Store", *, meeting_id: int, hand: str, now: dt.datetime) -> None:
    """Undo her own last move; raises Conflict when there is none, or when the group does not gather now."""
    must_be(Phase.GATHER, store, meeting_id, otherwise="theme.closed")
    if not theme.undo(store, meeting_id=meeting_id, hand=hand, now=now):
        raise Conflict("theme.nothing")


def count_dots(
    store: "Store", *, meeting_id: int, prompt_id: int, counts: Mapping[str, int], table: int
) -> None:
    """Set how many dots lie on the paper of her table; raises Conflict when the vote went on or is over."""
    situation = must_be(Phase.VOTE, store, meeting_id, otherwise="vote.closed")
    if situation.prompt is None or situation.prompt.id != prompt_id:
        raise Conflict("question.passed")
    vote.sheet_from_paper(store, prompt_id=prompt_id, counts=counts, table=table)


def translate(store: "Store", *, meeting_id: int, table: int, number: int | None, text: object) -> Note:
    """Put a Dutch translation under a note of her own table, or under any that everybody may read now.

    An empty text takes it away; the note itself stays. Raises Gone (closed), NotFound (no such note for her),
    RuleBroken (text).
    """
    with store.read() as tables:
        situation, notes = tables.situation(meeting_id), note.visible(tables.note.of(meeting_id))
    if situation.meeting.status is MeetingStatus.CLOSED:
        raise Gone("meeting.closed")
    prompt_id = situation.prompt.id if situation.prompt and situation.phase.is_shared else None
    for one in notes:
        if one.number == number and (one.prompt_id == prompt_id or note.is_from_table(one, table)):
            return note.translate(store, note_id=one.id, text=text)
    raise NotFound("note.unknown")


def must_be(phase: Phase, store: "Store", meeting_id: int, *, otherwise: str) -> Situation:
    """Return the situation of a meeting in this phase; raises Gone when it is closed, Conflict otherwise."""
    with store.read() as tables:
        situation = tables.situation(meeting_id)
    if situation.meeting.status is MeetingStatus.CLOSED:
        raise Gone("meeting.closed")
    if situation.phase is not phase:
        raise Conflict(otherwise)
    return situation
