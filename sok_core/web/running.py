"""What one running server holds: the house, the shelf of dossiers, the hub and the throttles.

Module-level on purpose: Streamlit's caches can be emptied by any visitor.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from sok_core import machine, settings
from sok_core.address import base_url
from sok_core.clock import now
from sok_core.errors import NotFound
from sok_core.live import Hub, Room
from sok_core.meeting import make_known
from sok_core.model import Dossier, ScreenView, Situation
from sok_core.store import Store
from sok_core.store.house import House, Login
from sok_core.store.shelf import Shelf
from sok_core.throttle import Places, Throttle

T = TypeVar("T")

MOST_PHONE_STREAMS = 5_000
MOST_LOGIN_STREAMS = 1_000


def _guesses(*, burst: float) -> Throttle:
    return Throttle(burst=burst, per_second=0.1, code="too_often")


def _phone_places() -> Places:
    """Half of the files that may be open is for the streams of phones; pages, notes and SQLite need some."""
    in_all = min(MOST_PHONE_STREAMS, machine.file_limit() // 2)
    return Places(in_all=in_all, per_address=in_all * 4 // 5, per_holder=6)


def _login_places() -> Places:
    in_all = min(MOST_LOGIN_STREAMS, machine.file_limit() // 8)
    return Places(in_all=in_all, per_address=in_all, per_holder=40)


@dataclass
class Running:
    """One server's things; made once, closed in the lifespan."""

    house: House
    hub: Hub
    shelf: Shelf
    port: int = 8501
    notes_per_device: Throttle = field(default_factory=lambda: Throttle(burst=20, per_second=0.5))
    edits_per_device: Throttle = field(default_factory=lambda: Throttle(burst=60, per_second=2))
    dots_per_device: Throttle = field(default_factory=lambda: Throttle(burst=40, per_second=3))
    dots_per_address: Throttle = field(default_factory=lambda: Throttle(burst=800, per_second=120))
    notes_per_address: Throttle = field(default_factory=lambda: Throttle(burst=400, per_second=60))
    new_notes_per_address: Throttle = field(default_factory=lambda: Throttle(burst=400, per_second=60))
    phone_streams: Places = field(default_factory=_phone_places)
    login_streams: Places = field(default_factory=_login_places)
    writers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(16, "schrijven"))
    guesses_per_address: Throttle = field(default_factory=lambda: _guesses(burst=8))
    guesses_in_all: Throttle = field(default_factory=lambda: _guesses(burst=40))

    def meeting(self, code: str) -> tuple[Store, int]:
        """Return the dossier and the meeting id of a code, in capitals or not; raises NotFound."""
        found = self.house.meeting_of(code.upper())
        if found is None:
            raise NotFound("code.unknown")
        uuid, meeting_id = found
        slug = self.shelf.slug_of(uuid)
        if slug is None:
            raise NotFound("code.unknown")
        store = self.shelf.open(slug)
        with store.read() as tables:
            if not tables.meeting.exists(meeting_id) or tables.meeting.get(meeting_id).code != code.upper():
                raise NotFound("code.unknown")  # a backup from before this meeting was put back
        return store, meeting_id

    def renamed(self, slug: str) -> Dossier | None:
        """Return the dossier that had this file name before, when no other has it now."""
        if self.shelf.has(slug):
            return None
        found = (self.shelf.slug_of(uuid) for uuid in self.house.dossiers_named(slug))
        return next((self.shelf.dossier(now) for now in found if now), None)

    def named(self, slug: str) -> Store:
        """Return the dossier that has this file name, or had it before; raises NotFound."""
        renamed = self.renamed(slug)
        return self.shelf.open(renamed.slug if renamed else slug)

    def room(self, store: Store, meeting_id: int) -> Room:
        """Return the room of a meeting's listeners."""
        return self.hub.room(store.slug, meeting_id, version=store.revision)

    async def write(self, act: Callable[..., T], *args: Any) -> T:
        """Do an act that writes, in a thread for writers: whoever waits for a lock holds up no reader."""
        return await asyncio.get_running_loop().run_in_executor(self.writers, partial(act, *args))

    def sheets(self, store: Store, situation: Situation) -> int:
        """Return how many sheets the wall takes on the screen, as the screen itself told.

        Of an agenda each card is a sheet.
        """
        if situation.agenda:
            return len(situation.agenda)
        room = self.hub.rooms.get((store.slug, situation.meeting.id))
        has_sheets = situation.phase.is_shared or situation.meeting.screen is ScreenView.SIGNING
        return room.sheets if room and has_sheets else 1

    def withdraw(self, store: Store, login: Login) -> None:
        """End a login of one meeting, and the stream that it listens to."""
        self.house.withdraw_login(login.id, now=now())
        self.hub.ring(store.slug, login.meeting_id or 0)

    @property
    def address(self) -> str:
        """The base URL that phones use."""
        return base_url(self.port)

    def close(self) -> None:
        """Close every file."""
        self.writers.shutdown(wait=False)
        self.shelf.close_all()
        self.house.close()


_lock = threading.Lock()
_current: Running | None = None


def current() -> Running:
    """Return what this process holds, made from the settings at the first call."""
    global _current
    with _lock:
        if _current is None:
            _current = _make()
        return _current


def forget() -> None:
    """Close everything; the next call of ``current`` begins anew (when a server ends, and between tests)."""
    global _current
    with _lock:
        if _current is not None:
            _current.close()
            _current = None


def _make() -> Running:
    house = House(settings.data_folder() / "huis.sqlite")
    hub = Hub()

    def on_open(store: Store) -> None:
        store.listeners.append(lambda *told: hub.publish(store.slug, *told))
        make_known(store, house)

    shelf = Shelf(settings.dossier_folder(), settings.backup_folder(), on_open=on_open)
    return Running(house, hub, shelf)
