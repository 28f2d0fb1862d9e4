"""Live: the hub that tells everyone who looks on what changed in a meeting.

One Room per meeting keeps the last changes, already cut to size for each audience (sight.py). Versions are
the revisions of the dossier, so none is used twice, not even after a restart.
"""

import asyncio
import datetime as dt
import json
import threading
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sok_core.clock import now
from sok_core.model import Change, Situation
from sok_core.presence import Presence
from sok_core.sight import Audience, changes_for, milliseconds, own_change

RING = 2000
WHOLE_DOSSIER = 0  # stands for a meeting id: the room that hears of everything but notes


def to_json(value: Any) -> bytes:
    """Return a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Entry:
    """One revision, cut for each audience; ``reset`` means: read the state again.

    ``is_proposal``: it holds the whole proposal and nothing else, so that the next such entry replaces it.
    """

    revision: int
    is_reset: bool
    parts: dict[Audience, bytes]
    own_parts: dict[str, bytes]
    note_ids: frozenset[int] = frozenset()
    is_proposal: bool = False

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
    is_proposal = all(change.kind in ("answer", "proposal") for change in changes)
    return Entry(revision, False, parts, own_parts, note_ids, is_proposal)


@dataclass
class Room:
    """The listeners of one meeting. Only the event loop touches it, but for ``presence``."""

    base: int
    version: int
    entries: list[Entry] = field(default_factory=list)
    revisions: list[int] = field(default_factory=list)
    newest: dict[int, int] = field(default_factory=dict)
    newest_proposal: int = 0
    waiters: set["asyncio.Future[None]"] = field(default_factory=set)
    presence: Presence = field(default_factory=Presence)
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
        if entry.is_proposal:
            self._replace(self.newest_proposal, Entry(self.newest_proposal, False, {}, {}))
            self.newest_proposal = entry.revision
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
        self._replace(revision, Entry(revision, True, {}, {}))

    def _replace(self, revision: int, entry: Entry) -> None:
        """Put another entry in the place of one that is still kept: an objection may be hidden by now."""
        place = bisect_right(self.revisions, revision) - 1
        if place >= 0 and self.revisions[place] == revision:
            self.entries[place] = entry

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
        """Return how many phones are here."""
        return self.presence.count()


class Hub:
    """Publish from any thread, listen on the event loop; without a loop (tests, command line) silent.

    ``pulse`` counts what happens in all rooms and is not in the file. It starts at the clock, so that who
    knows one from before a restart hears that there is news.
    """

    def __init__(self, clock: Callable[[], dt.datetime] = now) -> None:
        self.pulse = milliseconds(clock())
        self.rooms: dict[tuple[str, int], Room] = {}
        self._making = threading.Lock()
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
        """Return the room of a meeting, one for all threads; ``version`` reads the revision when it is new.

        Call it where a read may wait: not on the event loop.
        """
        room = self.rooms.get((slug, meeting_id))
        return room or self._make_room((slug, meeting_id), version)

    def _make_room(self, key: tuple[str, int], version: Callable[[], int]) -> Room:
        with self._making:
            room = self.rooms.get(key)
            if room is None:
                revision = version()
                room = self.rooms[key] = Room(revision, revision)
                self._call(self._catch_up, room, version())  # what was written before it was in the list
            return room

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

    def ring(self, slug: str, meeting_id: int) -> None:
        """Let the listeners of one meeting look whether they may still be there; from any thread."""
        self._call(self._ring, slug, meeting_id)

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
        self.pulse += 1
        room.pulse = self.pulse
        room.wake()

    def _deliver(self, slug: str, revision: int, entries: dict[int, Entry]) -> None:
        for (room_slug, meeting_id), room in list(self.rooms.items()):  # threads add rooms meanwhile
            if room_slug != slug:
                continue
            if revision > room.version + 1:  # another process wrote in between, and nobody was told what
                room.forget(revision)
            elif meeting_id in entries:
                room.add(entries[meeting_id])
            else:
                room.version = max(room.version, revision)

    def _catch_up(self, room: Room, revision: int) -> None:
        if room.version < revision:
            room.forget(revision)

    def _forget(self, slug: str, revision: int) -> None:
        for (room_slug, _), room in list(self.rooms.items()):
            if room_slug == slug:
                room.forget(revision)

    def _drop(self, slug: str) -> None:
        for key in [key for key in list(self.rooms) if key[0] == slug]:
            room = self.rooms.pop(key)
            room.is_closed = True
            room.wake()

    def _ring(self, slug: str, meeting_id: int) -> None:
        if room := self.rooms.get((slug, meeting_id)):
            self.beat(room)

    def _wake_all(self) -> None:
        for room in list(self.rooms.values()):
            room.wake()

    def _call(self, function: Callable[..., None], *args: Any) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(function, *args)


def _give_up(waiter: "asyncio.Future[None]") -> None:
    if not waiter.done():
        waiter.set_result(None)
