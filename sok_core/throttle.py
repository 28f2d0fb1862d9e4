"""Throttles: how often one device, address or door may ask, and how many streams may be open. In memory."""

import math
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sok_core.errors import Full, TooMany

PLACE_SECONDS = 5


class Throttle:
    """Token buckets by key: ``burst`` at once, then ``per_second`` on.

    >>> throttle = Throttle(burst=2, per_second=1)
    >>> throttle.take("a", now=0.0); throttle.take("a", now=0.0)
    >>> throttle.wait("a", now=0.0)
    1.0
    """

    def __init__(
        self, *, burst: float, per_second: float, most_keys: int = 10_000, code: str = "too_many"
    ) -> None:
        self.burst = burst
        self.per_second = per_second
        self._most_keys = most_keys
        self._code = code
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: str, *, now: float) -> float:
        """Return how many seconds are left until the next one is allowed, 0 when it is now."""
        with self._lock:
            return max(0.0, (1 - self._tokens(key, now)) / self.per_second)

    def take(self, key: str, *, now: float) -> None:
        """Use one up; raises TooMany with ``retry_after`` in whole seconds when there is none."""
        with self._lock:
            tokens = self._tokens(key, now)
            if tokens < 1:
                raise TooMany(self._code, retry_after=math.ceil((1 - tokens) / self.per_second))
            self._buckets[key] = (tokens - 1, now)
            self._buckets.move_to_end(key)
            while len(self._buckets) > self._most_keys:
                self._buckets.popitem(last=False)

    def give_back(self, key: str, *, now: float) -> None:
        """Put back the one that was taken for something that did not happen."""
        with self._lock:
            if key in self._buckets:
                self._buckets[key] = (min(self.burst, self._tokens(key, now) + 1), now)

    def _tokens(self, key: str, now: float) -> float:
        tokens, since = self._buckets.get(key, (self.burst, now))
        return min(self.burst, tokens + max(0.0, now - since) * self.per_second)  # a clock may be set back


class Places:
    """How many streams may be open at the same time. Only the event loop touches it.

    There are ``in_all``, at most ``per_address`` for one address (a whole hall shares one), and half of that
    for those of it who keep no cookie, for they may be one program. A holder keeps his newest ``per_holder``:
    one more ends his oldest, which he often lost himself together with his Wi-Fi.
    """

    def __init__(self, *, in_all: int, per_address: int, per_holder: int) -> None:
        self.in_all = in_all
        self.per_address = per_address
        self.per_holder = per_holder
        self._taken: Counter[tuple[str, ...]] = Counter()
        self._held: dict[str, list[Callable[[], None]]] = {}

    @property
    def taken(self) -> int:
        """Return how many are open now."""
        return self._taken[()]

    @contextmanager
    def hold(self, *, address: str, holder: str, end: Callable[[], None]) -> Iterator[None]:
        """Keep a place inside this block; raises Full. A ``holder`` without a cookie has no name: empty.

        ``end`` is called, once, when the same holder wants this place for a newer stream.
        """
        limits = {(): self.in_all, (address,): self.per_address}
        if not holder:
            limits[address, "new"] = self.per_address // 2
        held = self._held.get(holder, [])
        is_swap = len(held) >= self.per_holder  # his oldest goes, so that there is a place for him
        if not is_swap and any(self._taken[key] >= most for key, most in limits.items()):
            raise Full("streams.full", retry_after=PLACE_SECONDS)
        if is_swap:
            held.pop(0)()
        if holder:
            self._held.setdefault(holder, held).append(end)
        self._taken.update(limits.keys())
        try:
            yield
        finally:
            self._leave(limits, holder, end)

    def _leave(self, keys: dict[tuple[str, ...], int], holder: str, end: Callable[[], None]) -> None:
        for key in keys:
            self._taken[key] -= 1
            if not self._taken[key]:
                del self._taken[key]
        held = self._held.get(holder, [])
        if end in held:
            held.remove(end)
        if not held:
            self._held.pop(holder, None)
