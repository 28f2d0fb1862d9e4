"""Presence: which phones are here now. In memory only; who they are is nowhere."""

import threading
import time
from collections.abc import Callable

LINGER_SECONDS = 90.0  # a phone without a stream counts this long after its last look
GRACE_SECONDS = 5.0  # a stream that breaks has this long to come back


class Presence:
    """The phones of one meeting, by their random id. ``clock`` gives seconds that only go up.

    Streams come and go on the event loop, pages are made in threads.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._streams: dict[str, int] = {}
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def see(self, phone: str) -> None:
        """Note that a phone was heard of."""
        with self._lock:
            self._until[phone] = self._clock() + LINGER_SECONDS

    def enter(self, phone: str) -> None:
        """Note that a phone opened a stream."""
        with self._lock:
            self._streams[phone] = self._streams.get(phone, 0) + 1

    def leave(self, phone: str) -> None:
        """Note that a phone closed a stream; after its last one it is gone soon, unless it comes back."""
        with self._lock:
            left = self._streams.pop(phone, 0) - 1
            if left > 0:
                self._streams[phone] = left
            else:
                self._until[phone] = self._clock() + GRACE_SECONDS

    def count(self) -> int:
        """Return how many phones are here."""
        with self._lock:
            now = self._clock()
            self._until = {phone: until for phone, until in self._until.items() if until > now}
            return len(self._streams.keys() | self._until.keys())
