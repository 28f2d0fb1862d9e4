"""Sight: who may see what of a meeting. What an audience may not see is not in its bytes."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sok_core.model import Change, Meeting, MeetingStatus, Note, ScreenView, Situation


class Audience(StrEnum):
    """Three pairs of eyes: everything; what the hall may see; what phones may see."""

    FACILITATOR = "begeleider"
    HALL = "zaal"
    PHONE = "telefoon"


def note_for_all(note: Note) -> dict[str, Any]:
    """What everybody may read of a note."""
    return {"id": note.id, "number": note.number, "text": note.text}


def note_for_owner(note: Note) -> dict[str, Any]:
    """What the writer sees: a hidden note is named, but its text stays here."""
    seen = {"id": note.id, "number": note.number, "question": note.prompt_id, "hidden": note.is_hidden}
    return seen if note.is_hidden else seen | {"text": note.text}


def note_for_facilitator(note: Note) -> dict[str, Any]:
    """All of a note but its phone."""
    return note_for_all(note) | {
        "question": note.prompt_id,
        "channel": note.channel,
        "group": note.group,
        "table": note.table,
        "hidden": note.is_hidden,
        "reason": note.hidden_reason,
    }


def is_wall_open(situation: Situation, audience: Audience) -> bool:
    """Whether an audience may read the notes of others now; after the meeting, phones may not."""
    if audience is Audience.PHONE and situation.meeting.status is MeetingStatus.CLOSED:
        return False
    if audience is Audience.HALL and situation.meeting.screen is not ScreenView.QUESTION:
        return False
    return situation.phase.is_shared


def question_of(situation: Situation) -> dict[str, Any] | None:
    """Return the question on the screen with its place in the row, or None."""
    prompt = situation.prompt
    if prompt is None:
        return None
    return {"id": prompt.id, "text": prompt.text, "position": prompt.position, "of": situation.prompt_count}


def timer_of(meeting: Meeting) -> dict[str, Any] | None:
    """Return when the timer ends (ms since 1970, server time), and whether that closes writing."""
    if meeting.timer_ends_at is None:
        return None
    return {"ends_at": milliseconds(meeting.timer_ends_at), "locks": meeting.timer_locks}


def milliseconds(moment: dt.datetime) -> int:
    """Return a moment as milliseconds since 1970."""
    return round(moment.timestamp() * 1000)


def meeting_of(situation: Situation) -> dict[str, Any]:
    """Return what a meeting is called, and how far it is."""
    meeting = situation.meeting
    return {
        "title": meeting.title,
        "place": meeting.place,
        "date": meeting.date.isoformat(),
        "neighbourhood": situation.dossier_name,
        "status": meeting.status,
    }


def frame(situation: Situation) -> dict[str, Any]:
    """What everyone may know of a meeting apart from its notes."""
    return {
        "question": question_of(situation),
        "phase": situation.phase,
        "timer": timer_of(situation.meeting),
    }


def hall_frame(situation: Situation) -> dict[str, Any]:
    """What the hall may know of a meeting apart from its notes."""
    meeting = situation.meeting
    return frame(situation) | {
        "screen": meeting.screen,
        "sheet": meeting.sheet,
        "dense": meeting.is_dense,
        "count": situation.note_count,
        "residents": meeting.residents,
        "organisations": meeting.organisations,
    }


def state_for(
    audience: Audience,
    situation: Situation,
    notes: Sequence[Note],
    *,
    version: int,
    now: dt.datetime,
    owner: str = "",
    dots_left: int = 0,
) -> dict[str, Any]:
    """Return all that one receiver may see now.

    ``notes`` are those of the whole meeting; ``owner`` is the hash of the receiver's own phone.
    """
    prompt_id = situation.prompt.id if situation.prompt else None
    current = [note for note in notes if note.prompt_id == prompt_id]
    if audience is Audience.FACILITATOR:
        shown = [note_for_facilitator(note) for note in notes]
    elif is_wall_open(situation, audience):
        shown = [note_for_all(note) for note in current if not note.is_hidden]
    else:
        shown = []
    state = {"version": version, "now": milliseconds(now), "meeting": meeting_of(situation), "notes": shown}
    if audience is Audience.PHONE:
        own = [note_for_owner(note) for note in notes if owner and note.device == owner]
        return state | frame(situation) | {"own": own, "dots_left": dots_left}
    return state | hall_frame(situation) | {"hidden": situation.hidden_count}


def changes_for(audience: Audience, change: Change, situation: Situation) -> list[dict[str, Any]]:
    """Return what one change means to an audience: nothing, or a few small objects."""
    if change.note is None:
        if audience is Audience.FACILITATOR:
            return [{"kind": change.kind} | hall_frame(situation)]
        if change.kind != "meeting":
            return []
        return [
            {"kind": "meeting"} | (hall_frame(situation) if audience is Audience.HALL else frame(situation))
        ]
    found: list[dict[str, Any]] = []
    note = change.note
    is_gone = change.kind == "gone"
    if audience is Audience.FACILITATOR:
        found.append(
            {"kind": "gone", "id": note.id} if is_gone else {"kind": "note"} | note_for_facilitator(note)
        )
    elif is_wall_open(situation, audience) and situation.prompt and note.prompt_id == situation.prompt.id:
        is_off = is_gone or note.is_hidden
        found.append({"kind": "gone", "id": note.id} if is_off else {"kind": "note"} | note_for_all(note))
    if audience is not Audience.PHONE:
        found.append({"kind": "count", "notes": situation.note_count, "hidden": situation.hidden_count})
    return found


def own_change(change: Change) -> list[dict[str, Any]]:
    """Return what a change means to the phone that wrote the note."""
    if change.note is None:
        return []
    if change.kind == "gone":
        return [{"kind": "gone", "id": change.note.id}]
    return [{"kind": "own"} | note_for_owner(change.note)]
