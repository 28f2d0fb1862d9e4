"""The remote (afstandsbediening): the facilitator walks around, and steers the evening from a phone.

A tap may come late, and two people may tap at once. So each act says what its page showed. When something
else is there by now, nothing happens and the error says what is there; when what was asked for is there
already, nothing happens and all is well.
"""

import datetime as dt
from typing import TYPE_CHECKING

from sok_core import meeting, note, words
from sok_core.errors import Conflict, NotFound
from sok_core.meeting import Guard
from sok_core.model import Meeting, Note, Phase, Prompt, ScreenView
from sok_core.sight import milliseconds

if TYPE_CHECKING:
    from sok_core.store import Store, Tables


def go_on(store: "Store", *, meeting_id: int, after: int | None) -> Prompt:
    """Put the question after ``after`` on the screen and return it.

    Raises Conflict when another one is on the screen by now, or when ``after`` was the last.
    """
    following = meeting.go_on(store, meeting_id=meeting_id, after=after, guard=_on(after))
    if following is None:
        raise Conflict("remote.last")
    return following


def show_question(store: "Store", *, meeting_id: int, prompt_id: int, question: int | None) -> Prompt:
    """Put any question of this meeting on the screen and return it; raises Conflict, or NotFound."""
    with store.read() as tables:
        prompt = tables.prompt.get(prompt_id)
    if prompt.meeting_id != meeting_id:
        raise NotFound("prompt.unknown")
    meeting.show_question(store, prompt_id=prompt_id, guard=_on(question))
    return prompt


def set_phase(
    store: "Store",
    *,
    meeting_id: int,
    phase: Phase,
    question: int | None,
    was: Phase | None,
    now: dt.datetime,
) -> None:
    """Set the phase of the question that the page showed, in the phase ``was`` that it showed."""

    def guard(tables: "Tables", found: Meeting) -> None:
        _on(question)(tables, found)
        there = tables.prompt.get(found.prompt_id).phase if found.prompt_id else None
        if there not in (was, phase, None):
            raise Conflict("remote.phase", phase=words.PHASES[there])

    meeting.set_phase(store, meeting_id=meeting_id, phase=phase, now=now, guard=guard)


def show(store: "Store", *, meeting_id: int, screen: ScreenView, was: ScreenView | None) -> None:
    """Put something else on the screen, which showed ``was``."""

    def guard(_: "Tables", found: Meeting) -> None:
        meeting.must_run(found)
        if screen is ScreenView.QUESTION and found.prompt_id is None:
            raise Conflict("question.none")
        if found.screen not in (was, screen):
            raise Conflict("remote.screen")

    meeting.show(store, meeting_id=meeting_id, screen=screen, guard=guard)


def set_timer(
    store: "Store",
    *,
    meeting_id: int,
    minutes: int | None,
    question: int | None,
    was: int | None,
    now: dt.datetime,
) -> None:
    """Start the timer, or stop it (None), when it still ends at ``was`` (ms since 1970; None: none runs)."""
    guard = _timed(question, was)
    meeting.set_timer(store, meeting_id=meeting_id, minutes=minutes, now=now, guard=guard)


def extend_timer(
    store: "Store", *, meeting_id: int, minutes: int, question: int | None, was: int | None, now: dt.datetime
) -> None:
    """Give the timer more minutes, when it still ends at ``was``: two who do so at once give them once."""
    guard = _timed(question, was)
    meeting.extend_timer(store, meeting_id=meeting_id, minutes=minutes, now=now, guard=guard)


def turn_sheet(
    store: "Store", *, meeting_id: int, to: int, question: int | None, was: int | None, last: int
) -> None:
    """Turn the wall from sheet ``was`` to another, of ``last`` in all; raises Conflict when it was turned."""

    def guard(tables: "Tables", found: Meeting) -> None:
        _on(question)(tables, found)
        there = min(found.sheet, last)
        if there not in (was, to):
            raise Conflict("remote.sheet", number=there)

    meeting.turn_sheet(store, meeting_id=meeting_id, to=min(to, last), guard=guard)


def hide(store: "Store", *, meeting_id: int, note_id: int, now: dt.datetime) -> Note:
    """Take a note of this meeting off every screen and return it; a hidden one keeps its reason."""
    found = _note(store, meeting_id, note_id)
    if not found.is_hidden:
        note.hide(store, note_id=note_id, reason=note.NO_REASON, now=now)
    return found


def restore(store: "Store", *, meeting_id: int, note_id: int) -> Note:
    """Put a hidden note of this meeting back and return it."""
    found = _note(store, meeting_id, note_id)
    if found.is_hidden:
        note.restore(store, note_id=note_id)
    return found


def _note(store: "Store", meeting_id: int, note_id: int) -> Note:
    with store.read() as tables:
        found = tables.note.get(note_id)
    if found.meeting_id != meeting_id:
        raise NotFound("note.unknown")
    return found


def _on(question: int | None) -> Guard:
    """Return the guard that lets an act through when this question is still on the screen."""

    def guard(tables: "Tables", found: Meeting) -> None:
        meeting.must_run(found)
        if found.prompt_id == question:
            return
        if found.prompt_id is None:
            raise Conflict("remote.no_question")
        raise Conflict("remote.moved_on", number=tables.prompt.get(found.prompt_id).position)

    return guard


def _timed(question: int | None, was: int | None) -> Guard:
    """Return the guard that lets an act through when the timer of this question still ends at ``was``."""

    def guard(tables: "Tables", found: Meeting) -> None:
        _on(question)(tables, found)
        ends_at = milliseconds(found.timer_ends_at) if found.timer_ends_at else None
        if ends_at != was:
            raise Conflict("remote.timer")

    return guard
