"""Live: who may see what of a meeting, and the hub that tells it to everyone who looks on.

One Room per meeting keeps the last changes, already cut to size for each audience: what an audience may
not see is not in its bytes. Versions are the revisions of the dossier, so none is used twice, not even
after a restart.
"""

import asyncio
import datetime as dt
import json
import time
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sok_core.model import Change, Meeting, MeetingStatus, Note, ScreenView, Situation

RING = 2000
DEVICE_SECONDS = 90.0
WHOLE_DOSSIER = 0  # stands for a meeting id: the room that hears of everything but notes


class Audience(StrEnum):
    """Three pairs of eyes: everything; what the hall may see; what phones may see."""

    FACILITATOR = "begeleider"
    HALL = "zaal"
    PHONE = "telefoon"


# ---------------------------------------------------------------- what each may see


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


# ---------------------------------------------------------------- the hub


def to_json(value: Any) -> bytes:
    """Return a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Entry:
    """One revision, cut for each audience; ``reset`` means: read the state again."""

    revision: int
    is_reset: bool
    parts: dict[Audience, bytes]
    own_parts: dict[str, bytes]
    note_ids: frozenset[int] = frozenset()

    def part(self, audience: Audience, owner: str) -> bytes:
        """Return what one receiver gets of this entry; empty when it is not for him."""
        parts = [self.parts.get(audience, b""), self.own_parts.get(owner, b"") if owner else b""]
        return b",".join(part for part in parts if part)


def entry_of(revision: int, changes: Iterable[Change], situation: Situation | None) -> Entry:
    """Cut the changes of one transaction to size for every audience."""
    changes = list(changes)
    if situation is None or any(change.kind == "reset" for change in changes):
        return Entry(revision, True, {}, {})
    parts = {
        audience: b",".join(
            to_json(item) for change in changes for item in changes_for(audience, change, situation)
        )
        for audience in Audience
    }
    own_parts: dict[str, bytes] = {}
    for change in changes:
        if change.note and change.note.device:
            more = b",".join(to_json(item) for item in own_change(change))
            before = own_parts.get(change.note.device)
            own_parts[change.note.device] = before + b"," + more if before else more
    note_ids = frozenset(change.note.id for change in changes if change.note)
    return Entry(revision, False, parts, own_parts, note_ids)


@dataclass
class Room:
    """The listeners of one meeting. Only the event loop touches it."""

    base: int
    version: int
    entries: list[Entry] = field(default_factory=list)
    revisions: list[int] = field(default_factory=list)
    newest: dict[int, int] = field(default_factory=dict)
    waiters: set["asyncio.Future[None]"] = field(default_factory=set)
    streams: dict[str, int] = field(default_factory=dict)
    last_seen: dict[str, float] = field(default_factory=dict)
    screens: int = 0
    sheets: int = 1
    pulse: int = 0
    told_phones: int = -1
    trials: int = 0
    last_trial: dt.datetime | None = None
    is_closed: bool = False

    def add(self, entry: Entry) -> None:
        """Keep an entry and wake the listeners."""
        for note_id in entry.note_ids:
            self._retract(note_id)
            self.newest[note_id] = entry.revision
        self.version = entry.revision
        self.entries.append(entry)
        self.revisions.append(entry.revision)
        if len(self.entries) > RING:
            self.base = self.revisions[0]
            del self.entries[0], self.revisions[0]
        self.wake()

    def forget(self, version: int) -> None:
        """Begin anew at a version that came from elsewhere; everyone behind it reads again."""
        self.entries.clear()
        self.revisions.clear()
        self.newest.clear()
        self.base = self.version = version
        self.wake()

    def since(self, seen: int) -> list[Entry] | None:
        """Return the entries after a version, or None when it cannot be known what was missed."""
        if seen < self.base or seen > self.version:
            return None
        return self.entries[bisect_right(self.revisions, seen) :]

    def _retract(self, note_id: int) -> None:
        """Never tell again what a note said before: it may be hidden now. Who missed that reads anew."""
        revision = self.newest.get(note_id, self.base)
        place = bisect_right(self.revisions, revision) - 1
        if place >= 0 and self.revisions[place] == revision:
            self.entries[place] = Entry(revision, True, {}, {})

    def wake(self) -> None:
        """Wake everyone who waits."""
        for waiter in self.waiters:
            if not waiter.done():
                waiter.set_result(None)
        self.waiters.clear()

    def has_news(self, seen: int, pulse: int) -> bool:
        """Whether a listener who knows this version and pulse has something to hear."""
        return self.version != seen or self.pulse != pulse or self.is_closed

    def phones(self) -> int:
        """Return how many phones are here: with an open stream, or heard of in the last minute and a half."""
        now = time.monotonic()
        for device in [d for d, at in self.last_seen.items() if now - at > DEVICE_SECONDS]:
            del self.last_seen[device]
        return len(self.streams.keys() | self.last_seen.keys())

    def see(self, device: str) -> None:
        """Note that a phone was heard of."""
        self.last_seen[device] = time.monotonic()

    def enter(self, device: str) -> None:
        """Note that a phone opened a stream."""
        self.streams[device] = self.streams.get(device, 0) + 1
        self.last_seen[device] = time.monotonic()

    def leave(self, device: str) -> None:
        """Note that a phone closed a stream."""
        left = self.streams.get(device, 0) - 1
        if left > 0:
            self.streams[device] = left
        else:
            self.streams.pop(device, None)


class Hub:
    """Publish from any thread, listen on the event loop; without a loop (tests, command line) silent."""

    def __init__(self) -> None:
        self.rooms: dict[tuple[str, int], Room] = {}
        self.is_closing = False
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin to deliver, on the event loop that runs now."""
        self._loop = asyncio.get_running_loop()
        self.is_closing = False

    def close(self) -> None:
        """End all streams, so that the server can stop; may be called from a signal handler."""
        self.is_closing = True
        self._call(self._wake_all)

    def room(self, slug: str, meeting_id: int, *, version: Callable[[], int]) -> Room:
        """Return the room of a meeting; ``version`` reads the revision when the room is new."""
        key = (slug, meeting_id)
        if key not in self.rooms:
            now = version()
            self.rooms[key] = Room(now, now)
        return self.rooms[key]

    def publish(
        self, slug: str, revision: int, changes: Sequence[Change], situations: dict[int, Situation]
    ) -> None:
        """Tell the listeners of one dossier what a transaction changed; called in commit order."""
        if self._loop is None:
            return
        by_meeting: dict[int, list[Change]] = {}
        for change in changes:
            if change.meeting_id is not None:
                by_meeting.setdefault(change.meeting_id, []).append(change)
        entries = {
            meeting_id: entry_of(revision, of_meeting, situations.get(meeting_id))
            for meeting_id, of_meeting in by_meeting.items()
        }
        if any(change.note is None for change in changes):
            entries[WHOLE_DOSSIER] = Entry(revision, True, {}, {})
        self._call(self._deliver, slug, revision, entries)

    def reset(self, slug: str, revision: int) -> None:
        """Let everyone of one dossier read anew: another process wrote to the file."""
        self._call(self._forget, slug, revision)

    def drop(self, slug: str) -> None:
        """End the streams of a dossier that was renamed or deleted; who may stay comes back by himself."""
        self._call(self._drop, slug)

    async def wait(self, room: Room, *, seen: int, pulse: int, seconds: float) -> bool:
        """Wait until there is something new; False when nothing came in time."""
        if room.has_news(seen, pulse) or self.is_closing:
            return True
        assert self._loop  # noqa: S101  (a listener exists only while the server runs)
        waiter = self._loop.create_future()
        room.waiters.add(waiter)
        handle = self._loop.call_later(seconds, _give_up, waiter)
        try:
            await waiter
        finally:
            handle.cancel()
            room.waiters.discard(waiter)
        return room.has_news(seen, pulse) or self.is_closing

    async def keep_counting(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Once a second, tell screens and facilitators when the number of phones has changed."""
        while not self.is_closing:
            await sleep(1.0)
            for room in list(self.rooms.values()):
                self.count(room)

    def count(self, room: Room) -> None:
        """Tell the number of phones when it has changed."""
        phones = room.phones()
        if phones != room.told_phones:
            room.told_phones = phones
            self.beat(room)

    def beat(self, room: Room) -> None:
        """Wake a room for something that is not in the file: phones, screens, sheets."""
        room.pulse += 1
        room.wake()

    def _deliver(self, slug: str, revision: int, entries: dict[int, Entry]) -> None:
        for (room_slug, meeting_id), room in self.rooms.items():
            if room_slug != slug:
                continue
            if meeting_id in entries:
                room.add(entries[meeting_id])
            else:
                room.version = max(room.version, revision)

    def _forget(self, slug: str, revision: int) -> None:
        for (room_slug, _), room in self.rooms.items():
            if room_slug == slug:
                room.forget(revision)

    def _drop(self, slug: str) -> None:
        for key in [key for key in self.rooms if key[0] == slug]:
            room = self.rooms.pop(key)
            room.is_closed = True
            room.wake()

    def _wake_all(self) -> None:
        for room in self.rooms.values():
            room.wake()

    def _call(self, function: Callable[..., None], *args: Any) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(function, *args)


def _give_up(waiter: "asyncio.Future[None]") -> None:
    if not waiter.done():
        waiter.set_result(None)
